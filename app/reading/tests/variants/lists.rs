//! What the lists of the variants hold, word by word, and small cases of each shape.

use super::reading;
use domain::document::Body;
use domain::template;
use domain::terms::{Differing, TermName, Terms};
use reading::read;

#[test]
fn rows_and_columns_are_items() {
    let terms = reading(include_str!("tables_throughout.md")).terms;
    assert_eq!(
        terms.asks[1],
        "Reviewer time: two hours a week of one engineering DRI per pilot PM"
    );
    assert_eq!(terms.metrics[2], "Cycle time, PR opened to merged");
    assert_eq!(terms.pm_zone[4], "Additive config entries");
    assert_eq!(
        terms.engineering_zone,
        [
            "Data models",
            "API contracts",
            "Authentication",
            "Build and deploy setup"
        ]
    );
    assert_eq!(
        terms.no_go,
        ["Touch payment code", "Leave the PM zone", "Open a PR without a plan"]
    );
    let matrix = reading(include_str!("matrix.md")).terms;
    assert_eq!(matrix.pm_zone, ["Copy", "Prompts", "Flags"]);
    assert_eq!(matrix.engineering_zone, ["Schema", "Auth"]);
}

#[test]
fn the_owner_of_a_row_tells_the_side_of_the_zone() {
    let text = "## Zone\n\n| Area | Owner |\n|---|---|\n| Copy | PM |\n| Schema | Engineering |\n| Flags | PM |\n";
    let terms = reading(text).terms;
    assert_eq!(terms.pm_zone, ["Copy", "Flags"]);
    assert_eq!(terms.engineering_zone, ["Schema"]);
}

#[test]
fn several_lines_in_a_cell_are_several_items() {
    let text =
        "## Zone\n\n| PM zone | Engineering zone |\n|---|---|\n| copy<br>flags<br/>prompts | schema; sign-in |\n";
    let terms = reading(text).terms;
    assert_eq!(terms.pm_zone, ["copy", "flags", "prompts"]);
    assert_eq!(terms.engineering_zone, ["schema", "sign-in"]);
}

#[test]
fn labels_on_lines_of_one_paragraph_are_apart() {
    for text in [
        "## Zone\n\nPM zone: copy, flags\nEngineering zone: schema, sign-in\n",
        "## Zone\n\nIn: copy, flags\nOut: schema, sign-in\n",
        "## Zone\n\n**PM zone.** copy, flags.\n\n**Engineering zone.** schema, sign-in.\n",
        "## Plan\n\nThe PMs may change: copy, flags; engineering keeps schema, sign-in.\n",
    ] {
        let terms = reading(text).terms;
        assert_eq!(terms.pm_zone, ["copy", "flags"], "{text}");
        assert_eq!(terms.engineering_zone, ["schema", "sign-in"], "{text}");
    }
}

#[test]
fn what_is_out_of_scope_for_pms_is_not_theirs() {
    for lead in [
        "Not in scope for the PMs:",
        "PMs may not touch:",
        "Hands off:",
        "Outside the zone:",
        "Excluded from the PM zone:",
    ] {
        let text = format!("## Boundary\n\nIn scope for the PMs:\n\n- copy\n\n{lead}\n\n- schema\n");
        let terms = reading(&text).terms;
        assert_eq!(terms.pm_zone, ["copy"], "{lead}");
        assert_eq!(terms.engineering_zone, ["schema"], "{lead}");
    }
}

#[test]
fn groups_are_no_items() {
    let terms = reading(include_str!("nested_lists.md")).terms;
    assert_eq!(
        terms.metrics,
        [
            "Days from idea to first commit",
            "Review cycles per PR",
            "PR open-to-merge time",
            "Energy",
            "Primary metric of the feature"
        ]
    );
}

#[test]
fn an_ask_with_details_stays_one_ask() {
    let text =
        "## Asks\n\n1. Approve\n   - the pilot\n   - the budget\n2. Come to the readout\n   - in May\n   - in person\n";
    assert_eq!(reading(text).terms.asks, ["Approve", "Come to the readout"]);
}

#[test]
fn what_promises_a_list_and_has_none_is_shown() {
    let reading = reading("# A pilot\n\n## What I ask\n\nPlease say yes and lend me somebody.\n");
    let asks = reading.missing.iter().find(|missing| missing.term == TermName::Asks);
    let unclear = asks.and_then(|missing| missing.unclear.as_ref());
    assert_eq!(
        unclear.map(|(sentence, _)| sentence.as_str()),
        Some("Please say yes and lend me somebody.")
    );
}

#[test]
fn a_list_taken_out_of_the_text_differs_from_the_terms() {
    let template = template::body();
    let terms = read(&template).terms;
    let from = template
        .as_str()
        .find("What may not happen in week one:")
        .expect("the no-go list");
    let to = template.as_str()[from..].find("---").expect("the end") + from;
    let without = format!("{}{}", &template.as_str()[..from], &template.as_str()[to..]);
    let reading = read(&Body::new(&without).expect("short"));
    let expected = Differing {
        term: TermName::NoGo,
        text: None,
        terms: Some("4 items".into()),
        section: None,
    };
    assert_eq!(reading.differing(&terms), [expected]);
    // Terms that list nothing want nothing of the text.
    let terms = Terms {
        no_go: Vec::new(),
        ..terms
    };
    assert_eq!(reading.differing(&terms), []);
}
