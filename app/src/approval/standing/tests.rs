use domain::approval::differing_lines;
use domain::document::Body;
use domain::ids::ApprovalId;
use domain::proposal::RevisionNumber;
use domain::terms::Terms;
use reading::change;
use store::approval::Outcome;

use super::*;

fn coverage(old: (&str, &Terms), new: (&str, &Terms), sections: usize) -> Coverage {
    let (before, after) = (Body::new(old.0).expect("short"), Body::new(new.0).expect("short"));
    Coverage {
        records: vec![(ApprovalId(1), "Priya".to_owned())],
        outcome: Outcome {
            approval_id: ApprovalId(1),
            verdict: Verdict::Approve,
            by: "Priya".to_owned(),
            decided_at: "2026-03-02T10:00:00Z".parse().expect("a time"),
            conditions: 0,
        },
        open_conditions: 0,
        approved: RevisionNumber(7),
        current: RevisionNumber(9),
        zone_version: 1,
        newest_zone: 1,
        sections,
        lines: differing_lines(&before, &after),
        approved_terms: old.1.clone(),
        current_terms: new.1.clone(),
        change: change((&before, old.1), (&after, new.1)),
    }
}

#[test]
fn the_sentence_says_what_moved_and_whether_the_approval_stands() {
    let thirty = Terms {
        commit_drop_percent: Some(30.into()),
        ..Terms::default()
    };
    let twenty = Terms {
        commit_drop_percent: Some(20.into()),
        ..Terms::default()
    };
    let (text, typo) = ("## Risks\n\nNone woth naming.\n", "## Risks\n\nNone worth naming.\n");
    let zone = chrono_tz::Europe::Berlin;
    assert_eq!(
        words(&coverage((text, &thirty), (typo, &thirty), 1), zone),
        (
            "info",
            " Current: revision 9 (1 section differs, and it binds nobody). The approval stands; the text differs by 1 line from what was approved.".to_owned()
        )
    );
    assert_eq!(
        words(&coverage((text, &thirty), (text, &twenty), 0), zone),
        (
            "warn",
            " Current: revision 9. The approval is outdated and has to be asked for again, because “Drop in days from idea to first commit” changed from at least 30 % to at least 20 %.".to_owned()
        )
    );
    assert_eq!(words(&coverage((text, &thirty), (text, &thirty), 0), zone).0, "ok");
    let bold = "## Risks\n\nNone **woth** naming.\n";
    assert_eq!(
        words(&coverage((text, &thirty), (bold, &thirty), 1), zone).1,
        " Current: revision 9 (only places, emphasis or white space differ). The approval stands; the text differs by 1 line from what was approved."
    );
    let lowered = "## Risks\n\nThe bar is 20 %.\n";
    let (kind, sentence) = words(&coverage((text, &thirty), (lowered, &thirty), 1), zone);
    assert_eq!(kind, "warn");
    assert!(
        sentence.ends_with("because the section “Risks” now says at least 20 % of “Drop in days from idea to first commit”, which is not what the terms say."),
        "{sentence}"
    );
}

#[test]
fn an_approval_with_conditions_says_how_many_are_open() {
    for (all, open, said) in [
        (0, 0, ""),
        (1, 1, " with 1 condition, which is open"),
        (1, 0, " with 1 condition, which is closed"),
        (3, 2, " with 3 conditions, 2 of them open"),
        (3, 0, " with 3 conditions, all closed"),
    ] {
        assert_eq!(with_conditions(all, open), said);
    }
}
