//! Revisions: how they come about, one after the other and all at once.

use chrono::{DateTime, Utc};
use domain::approval::Blocker;
use domain::document::{Body, placeholders, sections};
use domain::ids::{PersonId, PilotId};
use domain::person::Role;
use domain::proposal::{RevisionNumber, digest};
use domain::terms::{Statistic, TermName, Terms};
use reading::read;
use sqlx::PgPool;
use store::Error;
use store::activity::{Verified, verify};
use store::pilot::{NewPilot, add, find};
use store::proposal::{
    Completion, Edit, Reading, Revised, Save, Which, Window, complete, confirm_terms, confirmation, conflict,
    delete_section, drop_draft, editor, history, keep_draft, kept, latest, leave_conflict, mark_read, name_zone, page,
    reading, remove_unseen, reorder, restore, revise, revision, save,
};
use store::testing::person;

const TEXT: &str = "# Pilot\n\nTo [Name].\n\n## One\n\nFirst.\n\n## Two\n\nThe pilot runs for four weeks.\n\n## Three\n\nThird.\n\n## Four\n\nFourth.\n\n## Five\n\nFifth.\n";

fn now() -> DateTime<Utc> {
    "2026-02-01T09:00:00Z".parse().expect("a time")
}

async fn added(pool: &PgPool, name: &str, text: &str) -> (PilotId, PersonId, String) {
    let dana = person(pool, "Dana").await.expect("Dana");
    let body = Body::new(text).expect("short");
    let new = NewPilot {
        name,
        zone: chrono_tz::Europe::Berlin,
        body: &body,
        summary: "Imported",
    };
    let slug = add(pool, dana, &new, now()).await.expect("a pilot");
    let (pilot, standing) = find(pool, &slug, dana, now()).await.expect("found").expect("there");
    assert!(standing.is(Role::Sponsor));
    (pilot.pilot_id, dana, slug)
}

fn edit<'a>(section: &'a str, base: i32, text: &'a str) -> Edit<'a> {
    Edit {
        section,
        base: RevisionNumber(base),
        text,
        summary: "",
    }
}

fn which(section: &str, base: Option<i32>) -> Which<'_> {
    Which {
        section,
        base: base.map(RevisionNumber),
        draft: None,
    }
}

/// The built-in proposal with its choices made: no term is open.
fn whole() -> Body {
    let values = [
        ("median or mean", "median"),
        ("YYYY-MM-DD at HH:MM", "2027-01-29 at 15:00"),
    ];
    domain::document::fill_placeholders(&domain::template::body(), &values).expect("short")
}

fn completion<'a>(base: i32, values: &'a [(&'a str, &'a str)], terms: &'a Terms) -> Completion<'a> {
    Completion {
        base: RevisionNumber(base),
        values,
        none: &[],
        terms,
        answered: &[],
        confirms: true,
    }
}

fn sentence<T: std::fmt::Debug>(outcome: store::Result<T>) -> String {
    match outcome {
        Err(Error::Refused(sentence)) => sentence,
        other => panic!("not refused: {other:?}"),
    }
}

async fn is_whole(pool: &PgPool) -> bool {
    matches!(verify(pool).await, Ok(Verified::Whole { .. }))
}

async fn page_now(pool: &PgPool, pilot: PilotId) -> store::proposal::Page {
    let known = store::pilot::facts(pool, pilot).await.expect("facts");
    page(pool, &known).await.expect("a page")
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_pilot_starts_with_revision_1_and_its_zone(pool: PgPool) {
    let text = domain::template::body();
    let (pilot, dana, slug) = added(&pool, "Checkout pilot", text.as_str()).await;
    assert_eq!(slug, "checkout-pilot");
    let first = latest(&pool, pilot).await.expect("revision 1");
    assert_eq!((first.number, &first.body), (RevisionNumber(1), &text));
    assert_eq!(first.digest, digest(&first.body, &first.terms));
    assert_eq!(first.terms.weeks, Some(4));
    let page = page_now(&pool, pilot).await;
    assert_eq!(page.zone_version, 1);
    let zone = store::zone::current(&pool, pilot)
        .await
        .expect("answers")
        .expect("version 1");
    assert_eq!(
        zone.items.len(),
        first.terms.pm_zone.len() + first.terms.engineering_zone.len()
    );
    assert!(is_whole(&pool).await);
    let (_, _, second) = added(&pool, "Checkout pilot", TEXT).await;
    let (_, _, third) = added(&pool, "Checkout: pilot", TEXT).await;
    assert_eq!(
        (second.as_str(), third.as_str()),
        ("checkout-pilot-2", "checkout-pilot-3")
    );
    let listed = store::inbox::facts(&pool, dana, None).await.expect("a list");
    assert_eq!(listed.len(), 3);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn many_pilots_of_one_name_at_once_get_addresses_of_their_own(pool: PgPool) {
    person(&pool, "Dana").await.expect("Dana");
    let adding = (0..5).map(|_| {
        let pool = pool.clone();
        tokio::spawn(async move { added(&pool, "Checkout", TEXT).await.2 })
    });
    let mut slugs = Vec::new();
    for one in adding.collect::<Vec<_>>() {
        slugs.push(one.await.expect("added"));
    }
    slugs.sort();
    assert_eq!(
        slugs,
        ["checkout", "checkout-2", "checkout-3", "checkout-4", "checkout-5"]
    );
    assert!(is_whole(&pool).await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_edit_makes_the_next_revision_and_leaves_the_first(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    let saved = revise(
        &pool,
        pilot,
        dana,
        edit("one", 1, "## One\r\n\r\nFirst, longer.\r\n"),
        now(),
    )
    .await;
    assert_eq!(
        saved.expect("saved"),
        Revised::Saved {
            number: RevisionNumber(2),
            merged_with: None
        }
    );
    let second = latest(&pool, pilot).await.expect("revision 2");
    assert_eq!(second.body.as_str(), TEXT.replace("First.", "First, longer."));
    assert_eq!(
        (second.summary.as_str(), second.author.as_str()),
        ("Edited One", "Dana")
    );
    let first = revision(&pool, pilot, RevisionNumber(1)).await.expect("revision 1");
    assert_eq!(first.body.as_str(), TEXT);
    let again = revise(
        &pool,
        pilot,
        dana,
        edit("one", 2, "## One\n\nFirst, longer.\n\n"),
        now(),
    )
    .await;
    assert_eq!(sentence(again), "Nothing changed: revision 2 says this already.");
    let lines = history(&pool, pilot, None).await.expect("a history");
    assert_eq!(lines.iter().map(|line| line.number.0).collect::<Vec<_>>(), [2, 1]);
    assert!(matches!(
        revision(&pool, pilot, RevisionNumber(3)).await,
        Err(Error::NotFound)
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn prose_never_changes_the_terms_by_itself(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    let five = "## Two\n\nThe pilot runs for five weeks.\n";
    revise(&pool, pilot, dana, edit("two", 1, five), now())
        .await
        .expect("saved");
    let second = latest(&pool, pilot).await.expect("revision 2");
    assert_eq!(second.terms.weeks, Some(4));
    let differing = reading::read(&second.body).differing(&second.terms);
    assert_eq!(differing.len(), 1);
    assert_eq!(differing[0].term, TermName::Weeks);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn five_savers_of_five_sections_all_get_in(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    let saving: Vec<_> = ["one", "two", "three", "four", "five"]
        .into_iter()
        .map(|key| {
            let pool = pool.clone();
            tokio::spawn(async move {
                let text = format!("## {}{}\n\nBy saver {key}.\n", key[..1].to_uppercase(), &key[1..]);
                revise(&pool, pilot, dana, edit(key, 1, &text), now()).await
            })
        })
        .collect();
    let mut numbers = Vec::new();
    for one in saving {
        match one.await.expect("ran").expect("saved") {
            Revised::Saved { number, merged_with } => numbers.push((number.0, merged_with.map(|n| n.0))),
            Revised::Conflict(_) => panic!("different sections do not overlap"),
        }
    }
    numbers.sort_unstable();
    assert_eq!(
        numbers,
        [(2, None), (3, Some(2)), (4, Some(3)), (5, Some(4)), (6, Some(5))]
    );
    let whole = latest(&pool, pilot).await.expect("revision 6").body;
    for section in sections(&whole).iter().skip(1) {
        assert!(
            section.text.contains(&format!("By saver {}.", section.key)),
            "{section:?}"
        );
    }
    assert!(is_whole(&pool).await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_five_savers_of_one_line_one_gets_in_and_nothing_typed_is_lost(pool: PgPool) {
    let (pilot, _, _) = added(&pool, "Checkout", TEXT).await;
    let mut savers = Vec::new();
    for name in ["Ann", "Bob", "Cy", "Dee", "Eve"] {
        savers.push((name, person(&pool, name).await.expect("a person")));
    }
    let saving: Vec<_> = savers
        .into_iter()
        .map(|(name, who)| {
            let pool = pool.clone();
            tokio::spawn(async move {
                let text = format!("## One\n\nFirst, by {name}.\n");
                let outcome = revise(&pool, pilot, who, edit("one", 1, &text), now()).await;
                (who, text, outcome.expect("no refusal"))
            })
        })
        .collect();
    let (mut saved, mut lost) = (0, 0);
    for one in saving {
        let (who, text, outcome) = one.await.expect("ran");
        match outcome {
            Revised::Saved { .. } => {
                saved += 1;
                assert_eq!(kept(&pool, pilot, who, now()).await.expect("answers"), []);
            }
            Revised::Conflict(id) => {
                lost += 1;
                let conflict = conflict(&pool, pilot, who, id, now()).await.expect("a conflict");
                assert_eq!((conflict.mine.text, conflict.latest.number.0), (text, 2));
            }
        }
    }
    assert_eq!((saved, lost), (1, 4));
    assert!(is_whole(&pool).await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_lost_can_be_read_for_thirty_days_though_settled(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    let theirs = "## One\n\nFirst, theirs.\n";
    revise(&pool, pilot, dana, edit("one", 1, theirs), now())
        .await
        .expect("saved");
    let mine = revise(&pool, pilot, dana, edit("one", 1, "## One\n\nFirst, mine.\n"), now()).await;
    let Revised::Conflict(id) = mine.expect("kept") else {
        panic!("the same line")
    };
    let both = Save {
        settles: Some(id),
        ..edit("one", 2, "## One\n\nFirst, mine and theirs.\n").into()
    };
    let settled = save(&pool, pilot, dana, both, now()).await.expect("saved");
    assert!(matches!(settled, Revised::Saved { merged_with: None, .. }));
    let texts = kept(&pool, pilot, dana, now()).await.expect("answers");
    assert_eq!(texts.len(), 1);
    assert_eq!(texts[0].text, "## One\n\nFirst, mine.\n");
    assert_eq!(texts[0].settled, Some(Some(RevisionNumber(3))));
    // Thirty days it is kept, settled or not; then it is as if it had never been.
    let last = now() + chrono::Days::new(30) - chrono::Duration::seconds(1);
    assert_eq!(kept(&pool, pilot, dana, last).await.expect("answers").len(), 1);
    let gone = now() + chrono::Days::new(30);
    assert_eq!(kept(&pool, pilot, dana, gone).await.expect("answers"), []);
    assert!(matches!(
        conflict(&pool, pilot, dana, id, gone).await,
        Err(Error::NotFound)
    ));
    let draft = edit("two", 3, "## Two\n\nHalf a sentence");
    keep_draft(&pool, pilot, dana, draft.into(), gone).await.expect("kept");
    let rows: i64 = sqlx::query_scalar("select count(*) from conflict")
        .fetch_one(&pool)
        .await
        .expect("a count");
    assert_eq!(rows, 0);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn gaps_and_terms_are_filled_in_one_revision(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    let mut terms = latest(&pool, pilot).await.expect("revision 1").terms;
    let as_they_are = terms.clone();
    let nothing = complete(&pool, pilot, dana, &completion(1, &[], &as_they_are), now()).await;
    assert_eq!(
        sentence(nothing),
        "Nothing changed: no gap was filled and no term is different."
    );
    terms.baseline_statistic = Some(Statistic::Median);
    let saved = complete(&pool, pilot, dana, &completion(1, &[("Name", "Priya")], &terms), now()).await;
    assert_eq!(saved.expect("saved"), RevisionNumber(2));
    let second = latest(&pool, pilot).await.expect("revision 2");
    assert_eq!(second.body.as_str(), TEXT.replace("[Name]", "Priya"));
    assert_eq!(second.terms, terms);
    assert_eq!(second.summary, "Filled 1 placeholder; set Baseline statistic");
    let mut other = terms.clone();
    other.weeks = Some(6);
    let stale = complete(&pool, pilot, dana, &completion(1, &[], &other), now()).await;
    assert!(sentence(stale).starts_with("Dana changed the terms in revision 2"));
}

/// A gap can stand in an item of a list; text and terms must go on saying the same.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_gap_in_a_list_is_filled_in_the_terms_too(pool: PgPool) {
    let text = domain::template::body();
    let (pilot, dana, _) = added(&pool, "Checkout", text.as_str()).await;
    let terms = latest(&pool, pilot).await.expect("revision 1").terms;
    let gaps: Vec<String> = placeholders(&text).into_iter().map(|gap| gap.text).collect();
    let in_an_ask = |gap: &&String| terms.asks.iter().any(|ask| ask.contains(&format!("[{gap}]")));
    assert!(gaps.iter().any(|gap| in_an_ask(&gap)), "{:?}", terms.asks);
    let values: Vec<(&str, &str)> = gaps.iter().map(|gap| (gap.as_str(), "2026-04-24 at 15:00")).collect();
    complete(&pool, pilot, dana, &completion(1, &values, &terms), now())
        .await
        .expect("saved");
    let second = latest(&pool, pilot).await.expect("revision 2");
    assert!(
        second.terms.asks.iter().all(|ask| !ask.contains('[')),
        "{:?}",
        second.terms.asks
    );
    assert!(second.terms.asks.iter().any(|ask| ask.contains("2026-04-24 at 15:00")));
    let read = read(&second.body);
    for list in TermName::LISTS {
        assert_eq!(second.terms.list(list), read.terms.list(list), "{list:?}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_started_pilot_keeps_its_text(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    sqlx::query(
        "insert into pilot_start (pilot_id, started_at, started_by, revision_number, zone_version, frozen, digest)
         values ($1, now(), $2, 1, 1, '{}', repeat('d', 64))",
    )
    .bind(pilot.0)
    .bind(dana.0)
    .execute(&pool)
    .await
    .expect("started");
    let frozen = "The pilot has started. What was agreed is frozen.";
    assert_eq!(
        sentence(revise(&pool, pilot, dana, edit("one", 1, "## One\n\nX.\n"), now()).await),
        frozen
    );
    let terms = Terms::default();
    let completed = complete(&pool, pilot, dana, &completion(1, &[], &terms), now()).await;
    assert_eq!(sentence(completed), frozen);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_revision_cannot_be_changed_even_by_hand(pool: PgPool) {
    added(&pool, "Checkout", TEXT).await;
    for statement in ["update revision set summary = 'x'", "delete from revision"] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn terms_are_confirmed_by_a_person_once_and_for_every_revision_with_them(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", whole().as_str()).await;
    let first = latest(&pool, pilot).await.expect("revision 1");
    assert!(first.terms.metric_definitions.is_some(), "import names the definitions");
    let given = async |terms: &Terms| confirmation(&pool, pilot, terms).await.expect("answers");
    assert_eq!(given(&first.terms).await, None);
    confirm_terms(&pool, pilot, dana, RevisionNumber(1), now())
        .await
        .expect("confirmed");
    // Another text with the same terms needs no other word.
    revise(
        &pool,
        pilot,
        dana,
        edit("risks", 1, "## Risks\n\nOther words.\n"),
        now(),
    )
    .await
    .expect("saved");
    let second = latest(&pool, pilot).await.expect("revision 2");
    let word = given(&second.terms).await.expect("still confirmed");
    assert_eq!((word.by.as_str(), word.revision), ("Dana", RevisionNumber(1)));
    let again = confirm_terms(&pool, pilot, dana, RevisionNumber(2), now()).await;
    assert_eq!(sentence(again), "These terms are confirmed already.");
    // Other terms do, and saving them gives it.
    let terms = Terms {
        weeks: Some(6),
        ..second.terms.clone()
    };
    assert_eq!(given(&terms).await, None);
    complete(&pool, pilot, dana, &completion(2, &[], &terms), now())
        .await
        .expect("revision 3");
    let third = latest(&pool, pilot).await.expect("revision 3");
    assert_eq!((third.terms.weeks, third.unsettled), (Some(6), 0));
    assert_eq!(
        given(&third.terms).await.expect("confirmed").revision,
        RevisionNumber(3)
    );
    let stale = confirm_terms(&pool, pilot, dana, RevisionNumber(2), now()).await;
    assert!(sentence(stale).starts_with("Dana saved revision 3 with other terms"));
    let kept: i64 = sqlx::query_scalar("select count(*) from terms_confirmation")
        .fetch_one(&pool)
        .await
        .expect("a count");
    let said: i64 = sqlx::query_scalar(
        "select count(*) from activity where action in ('proposal.confirm_terms', 'proposal.complete')",
    )
    .fetch_one(&pool)
    .await
    .expect("a count");
    assert_eq!((kept, said), (2, 2));
    for statement in [
        "update terms_confirmation set person_id = 1",
        "delete from terms_confirmation",
    ] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn saving_the_form_without_a_change_confirms_the_terms(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", whole().as_str()).await;
    let terms = latest(&pool, pilot).await.expect("revision 1").terms;
    let same = complete(&pool, pilot, dana, &completion(1, &[], &terms), now()).await;
    assert_eq!(same.expect("confirmed"), RevisionNumber(1));
    assert!(confirmation(&pool, pilot, &terms).await.expect("answers").is_some());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_terms_name_the_newest_zone_version_with_one_click(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    let terms = Terms {
        zone_version: Some(2),
        ..latest(&pool, pilot).await.expect("revision 1").terms
    };
    let unknown = complete(&pool, pilot, dana, &completion(1, &[], &terms), now()).await;
    assert_eq!(sentence(unknown), "There is no zone version 2; the newest is 1.");
    let named = name_zone(&pool, pilot, dana, 1, now()).await;
    assert_eq!(named.expect("revision 2"), RevisionNumber(2));
    let second = latest(&pool, pilot).await.expect("revision 2");
    assert_eq!(
        (second.terms.zone_version, second.summary.as_str()),
        (Some(1), "Named zone version 1")
    );
    let unconfirmed = confirmation(&pool, pilot, &second.terms).await.expect("answers");
    assert_eq!(unconfirmed, None, "what nobody confirmed does not become confirmed");
    assert_eq!(
        sentence(name_zone(&pool, pilot, dana, 1, now()).await),
        "The terms name zone version 1 already."
    );
    assert!(sentence(name_zone(&pool, pilot, dana, 3, now()).await).starts_with("Zone version 1 is the newest"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_draft_is_kept_for_its_writer_until_it_is_saved_or_thrown_away(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    let ann = person(&pool, "Ann").await.expect("Ann");
    let entries = || async {
        let count: i64 = sqlx::query_scalar("select count(*) from activity")
            .fetch_one(&pool)
            .await
            .expect("a count");
        count
    };
    let before = entries().await;
    for text in ["## One\n\nFirst, ha", "## One\n\nFirst, half"] {
        let kept = keep_draft(&pool, pilot, dana, edit("one", 1, text).into(), now())
            .await
            .expect("kept");
        assert_eq!((kept.newest, kept.author.as_str()), (RevisionNumber(1), "Dana"));
    }
    assert_eq!(entries().await, before);
    let open = |who, base: Option<i32>| {
        let pool = pool.clone();
        async move {
            editor(&pool, pilot, who, which("one", base), now())
                .await
                .expect("an editor")
        }
    };
    assert_eq!(
        open(dana, None).await.draft.expect("a draft").text,
        "## One\n\nFirst, half"
    );
    assert_eq!(open(ann, None).await.draft, None);

    // Somebody else's revision leaves the draft where it was begun.
    revise(&pool, pilot, ann, edit("two", 1, "## Two\n\nFive weeks.\n"), now())
        .await
        .expect("saved");
    let editor = open(dana, None).await;
    assert_eq!((editor.base.number.0, editor.latest.number.0, editor.own.0), (1, 2, 1));
    let saved = revise(&pool, pilot, dana, edit("one", 1, "## One\n\nFirst, half"), now()).await;
    assert!(matches!(
        saved,
        Ok(Revised::Saved {
            merged_with: Some(RevisionNumber(2)),
            ..
        })
    ));
    assert_eq!(kept(&pool, pilot, dana, now()).await.expect("answers"), []);

    // The page kept the text as its form was sent, and that comes in last.
    let late = keep_draft(
        &pool,
        pilot,
        dana,
        edit("one", 1, "## One\n\nFirst, half").into(),
        now(),
    )
    .await
    .expect("an answer");
    assert_eq!((late.draft, late.newest), (None, RevisionNumber(3)));
    assert_eq!(kept(&pool, pilot, dana, now()).await.expect("answers"), []);
    // Other words from the same page are a draft.
    let other = edit("one", 1, "## One\n\nFirst, whole");
    let other = keep_draft(&pool, pilot, dana, other.into(), now()).await.expect("kept");
    let window = Window {
        draft: other.draft,
        turn: other.turn,
        ..Window::default()
    };
    drop_draft(&pool, pilot, dana, window).await.expect("dropped");

    let new = keep_draft(&pool, pilot, dana, edit("", 3, "## New").into(), now())
        .await
        .expect("kept");
    let window = Window {
        draft: new.draft,
        turn: new.turn,
        ..Window::default()
    };
    drop_draft(&pool, pilot, dana, window).await.expect("dropped");
    assert_eq!(kept(&pool, pilot, dana, now()).await.expect("answers"), []);
    let nowhere = keep_draft(&pool, pilot, dana, edit("six", 1, "x").into(), now()).await;
    assert!(matches!(nowhere, Err(Error::NotFound)));
    let long = "x".repeat(600_000);
    let long = keep_draft(&pool, pilot, dana, edit("one", 1, &long).into(), now()).await;
    assert!(sentence(long).starts_with("The text is 600000 bytes long"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_section_that_is_gone_is_edited_as_it_was(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    revise(&pool, pilot, dana, edit("one", 1, "## Uno\n\nFirst.\n"), now())
        .await
        .expect("renamed");
    assert_eq!(
        latest(&pool, pilot).await.expect("revision 2").summary,
        "Renamed One to Uno"
    );
    let editor = editor(&pool, pilot, dana, which("one", None), now())
        .await
        .expect("an editor");
    assert_eq!((editor.base.number.0, editor.latest.number.0), (1, 2));
    let saved = revise(&pool, pilot, dana, edit("one", 1, "## One\n\nFirst, longer.\n"), now()).await;
    assert!(matches!(saved, Ok(Revised::Saved { .. })));
    let body = latest(&pool, pilot).await.expect("revision 3").body;
    assert!(body.as_str().contains("## Uno\n\nFirst, longer.\n"), "{body}");
    let never = store::proposal::editor(&pool, pilot, dana, which("never", None), now()).await;
    assert!(matches!(never, Err(Error::NotFound)));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn sections_are_deleted_and_moved_in_revisions_of_their_own(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    let first = RevisionNumber(1);
    let deleted = delete_section(&pool, pilot, dana, ("four", first), now())
        .await
        .expect("deleted");
    let second = latest(&pool, pilot).await.expect("revision 2");
    assert_eq!((deleted, second.summary.as_str()), (RevisionNumber(2), "Deleted Four"));
    assert!(!second.body.as_str().contains("Four"));
    revise(&pool, pilot, dana, edit("one", 2, "## One\n\nFirst, longer.\n"), now())
        .await
        .expect("saved");
    let stale = delete_section(&pool, pilot, dana, ("one", first), now()).await;
    assert!(sentence(stale).starts_with("Dana changed this section in revision 3"));

    let keys = ["opening", "five", "three", "one", "two"];
    assert_eq!(
        reorder(&pool, pilot, dana, &keys, now()).await.expect("moved"),
        RevisionNumber(4)
    );
    let moved = latest(&pool, pilot).await.expect("revision 4");
    assert_eq!(
        sections(&moved.body).iter().map(|s| s.key.as_str()).collect::<Vec<_>>(),
        keys
    );
    assert_eq!(moved.summary, "Moved sections");
    let again = reorder(&pool, pilot, dana, &keys, now()).await;
    assert_eq!(sentence(again), "The sections stand in this order already.");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn characters_that_cannot_be_seen_stop_the_sending_and_are_removed_by_one_revision(pool: PgPool) {
    let text = "# Pilot\n\n## Asks\n\n**What I need from you:**\n\n1. Appro\u{200b}val to run it.\n2. For \u{202e}skeew 8\u{202c}.\n";
    let (pilot, dana, _) = added(&pool, "Checkout", text).await;
    let first = latest(&pool, pilot).await.expect("revision 1");
    let blockers = page_now(&pool, pilot).await.blockers;
    let hidden = |blocker: &Blocker| matches!(blocker, Blocker::Unseen(n) if *n >= 3);
    assert!(blockers.iter().any(hidden), "{blockers:?}");
    let number = remove_unseen(&pool, pilot, dana, now()).await.expect("removed");
    assert_eq!(number, RevisionNumber(2));
    let clean = latest(&pool, pilot).await.expect("revision 2");
    assert_eq!(
        clean.body.as_str(),
        "# Pilot\n\n## Asks\n\n**What I need from you:**\n\n1. Approval to run it.\n2. For skeew 8.\n"
    );
    assert!(
        clean.terms.asks.iter().all(|ask| ask.is_ascii()),
        "{:?}",
        clean.terms.asks
    );
    assert_eq!(clean.summary, "Removed characters that cannot be seen");
    let blockers = page_now(&pool, pilot).await.blockers;
    assert!(!blockers.iter().any(|blocker| matches!(blocker, Blocker::Unseen(_))));
    assert_eq!(
        revision(&pool, pilot, RevisionNumber(1)).await.expect("kept").body,
        first.body
    );
    let again = remove_unseen(&pool, pilot, dana, now()).await;
    assert_eq!(sentence(again), "Every character of the proposal can be seen.");
    assert!(matches!(verify(&pool).await, Ok(Verified::Whole { .. })));
}

/// Adds a revision by `author` with another text for one section; the answer is its number.
async fn revised(pool: &PgPool, pilot: PilotId, author: PersonId, section: &str, text: &str) -> RevisionNumber {
    let base = latest(pool, pilot).await.expect("there").number;
    match revise(pool, pilot, author, edit(section, base.0, text), now()).await {
        Ok(Revised::Saved { number, .. }) => number,
        other => panic!("not saved: {other:?}"),
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_history_comes_in_pages_and_says_what_was_touched(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    for n in 2..=53 {
        revised(&pool, pilot, dana, "one", &format!("## One\n\nFirst, {n}.\n")).await;
    }
    let newest = history(&pool, pilot, None).await.expect("lines");
    let numbers: Vec<i32> = newest.iter().map(|line| line.number.0).collect();
    assert_eq!(numbers, (4..=53).rev().collect::<Vec<_>>());
    let touched = newest[0].touched.as_ref().expect("kept");
    assert_eq!(
        (&touched.sections[..], &touched.terms[..]),
        (&["One".to_owned()][..], &[][..])
    );
    let rest = history(&pool, pilot, Some(RevisionNumber(4))).await.expect("lines");
    let numbers: Vec<i32> = rest.iter().map(|line| line.number.0).collect();
    assert_eq!(numbers, [3, 2, 1]);
    assert_eq!(rest[2].touched, None);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn restoring_makes_a_new_revision_of_the_old_text_and_terms(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    let first = latest(&pool, pilot).await.expect("revision 1");
    revised(&pool, pilot, dana, "one", "## One\n\nOther.\n").await;
    let five = Terms {
        weeks: Some(5),
        ..first.terms.clone()
    };
    complete(&pool, pilot, dana, &completion(2, &[], &five), now())
        .await
        .expect("revision 3");
    let (one, three) = (RevisionNumber(1), RevisionNumber(3));
    // Somebody looked at what it would change against revision 2.
    let stale = restore(&pool, pilot, dana, (one, RevisionNumber(2)), now()).await;
    assert_eq!(
        sentence(stale),
        "Dana saved revision 3 in the meantime. Look at what restoring would change now."
    );
    let restored = restore(&pool, pilot, dana, (one, three), now())
        .await
        .expect("restored");
    let latest = latest(&pool, pilot).await.expect("there");
    assert_eq!((restored, latest.number), (RevisionNumber(4), RevisionNumber(4)));
    assert_eq!(
        (&latest.digest, &latest.body, &latest.terms),
        (&first.digest, &first.body, &first.terms)
    );
    assert_eq!(latest.summary, "Restored revision 1");
    let line = &history(&pool, pilot, None).await.expect("lines")[0];
    let touched = line.touched.as_ref().expect("kept");
    assert_eq!(
        (&touched.sections[..], &touched.terms[..]),
        (&["One".to_owned()][..], &[TermName::Weeks][..])
    );
    let again = restore(&pool, pilot, dana, (one, restored), now()).await;
    assert_eq!(
        sentence(again),
        "Nothing to restore: revision 4 has the text and the terms of revision 1."
    );
    let nothing = restore(&pool, pilot, dana, (RevisionNumber(9), restored), now()).await;
    assert!(matches!(nothing, Err(Error::NotFound)));
    assert!(is_whole(&pool).await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_conflict_that_is_left_can_still_be_read_by_its_writer_alone(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    let ann = person(&pool, "Ann").await.expect("Ann");
    revise(&pool, pilot, ann, edit("one", 1, "## One\n\nAnn's.\n"), now())
        .await
        .expect("saved");
    let lost = revise(&pool, pilot, dana, edit("one", 1, "## One\n\nDana's.\n"), now())
        .await
        .expect("kept");
    let Revised::Conflict(id) = lost else {
        panic!("the same line")
    };
    assert!(matches!(
        conflict(&pool, pilot, ann, id, now()).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        leave_conflict(&pool, pilot, ann, id, now()).await,
        Err(Error::NotFound)
    ));
    leave_conflict(&pool, pilot, dana, id, now()).await.expect("left");
    assert_eq!(
        conflict(&pool, pilot, dana, id, now()).await.expect("kept").settled,
        Some(None)
    );
    assert_eq!(
        kept(&pool, pilot, dana, now()).await.expect("answers")[0].text,
        "## One\n\nDana's.\n"
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_two_restores_at_once_one_is_told(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    let newest = revised(&pool, pilot, dana, "one", "## One\n\nOther.\n").await;
    let one = || restore(&pool, pilot, dana, (RevisionNumber(1), newest), now());
    let (a, b) = tokio::join!(one(), one());
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert_eq!(latest(&pool, pilot).await.expect("there").number, RevisionNumber(3));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_person_knows_what_they_marked_and_what_they_wrote_after_it(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", TEXT).await;
    let omar = person(&pool, "Omar").await.expect("Omar");
    let state = async |who: PersonId| {
        let latest = latest(&pool, pilot).await.expect("there");
        reading(&pool, pilot, who, &latest).await.expect("answers")
    };
    let behind = |reading: Reading| match reading {
        Reading::Behind { read, touched } => (read.0, touched.sections),
        other => panic!("not behind: {other:?}"),
    };
    assert_eq!(
        (state(dana).await, state(omar).await),
        (Reading::Current, Reading::Never)
    );
    mark_read(&pool, pilot, omar, RevisionNumber(1), now())
        .await
        .expect("marked");
    assert_eq!(state(omar).await, Reading::Current);
    // Dana writes two sections: she knows them, Omar does not.
    revised(&pool, pilot, dana, "one", "## One\n\nOther.\n").await;
    revised(&pool, pilot, dana, "three", "## Three\n\nOther.\n").await;
    assert_eq!(state(dana).await, Reading::Current);
    assert_eq!(
        behind(state(omar).await),
        (1, vec!["One".to_owned(), "Three".to_owned()])
    );
    // Writing a revision himself does not make him a reader of those before it.
    revised(&pool, pilot, omar, "five", "## Five\n\nOther.\n").await;
    assert_eq!(behind(state(omar).await).0, 1);
    assert_eq!(behind(state(dana).await), (3, vec!["Five".to_owned()]));
    mark_read(&pool, pilot, omar, RevisionNumber(3), now())
        .await
        .expect("marked");
    assert_eq!(state(omar).await, Reading::Current);
    // An older mark takes nothing back, and there is none for what is not there.
    mark_read(&pool, pilot, omar, RevisionNumber(1), now())
        .await
        .expect("nothing to do");
    assert_eq!(state(omar).await, Reading::Current);
    let nothing = mark_read(&pool, pilot, omar, RevisionNumber(9), now()).await;
    assert!(matches!(nothing, Err(Error::NotFound)));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_export_with_terms_starts_a_pilot_with_the_same_digest(pool: PgPool) {
    let (pilot, dana, _) = added(&pool, "Checkout", domain::template::body().as_str()).await;
    let terms = Terms {
        weeks: Some(7),
        ..latest(&pool, pilot).await.expect("there").terms
    };
    complete(&pool, pilot, dana, &completion(1, &[], &terms), now())
        .await
        .expect("revision 2");
    let exported = latest(&pool, pilot).await.expect("there");
    let file = domain::proposal::with_terms(exported.number, &exported.body, &exported.terms);
    let imported = domain::proposal::import(&file).expect("fits");
    let new = NewPilot {
        name: "Second",
        zone: chrono_tz::UTC,
        body: imported.body(),
        summary: "Imported from a file",
    };
    let slug = store::pilot::add_with_terms(&pool, dana, &new, imported.terms().expect("with terms"), now())
        .await
        .expect("a pilot");
    let (second, _) = find(&pool, &slug, dana, now()).await.expect("found").expect("there");
    let first = latest(&pool, second.pilot_id).await.expect("there");
    assert_eq!((first.number, first.digest), (RevisionNumber(1), exported.digest));
}

/// The text says two numbers of weeks, and once it is settled which, a third.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_open_is_counted_with_each_revision_and_cannot_be_confirmed(pool: PgPool) {
    let two = whole().as_str().replace(
        "put their own changes into production for four weeks",
        "ship for five weeks",
    );
    let (pilot, dana, _) = added(&pool, "Checkout", &two).await;
    let first = latest(&pool, pilot).await.expect("revision 1");
    assert_eq!((first.terms.weeks, first.unsettled), (None, 1));
    let early = confirm_terms(&pool, pilot, dana, RevisionNumber(1), now()).await;
    assert_eq!(sentence(early), "1 of the terms is open. Settle it, then confirm.");
    let chosen = Terms {
        weeks: Some(5),
        ..first.terms.clone()
    };
    let part = Completion {
        answered: &[TermName::Weeks],
        confirms: false,
        ..completion(1, &[], &chosen)
    };
    complete(&pool, pilot, dana, &part, now()).await.expect("revision 2");
    let second = latest(&pool, pilot).await.expect("revision 2");
    assert_eq!((second.terms.weeks, second.unsettled), (Some(5), 0));
    let word = confirmation(&pool, pilot, &second.terms).await.expect("answers");
    assert_eq!(word, None, "choosing one term confirms none of the others");
    confirm_terms(&pool, pilot, dana, RevisionNumber(2), now())
        .await
        .expect("confirmed");
    // The sentences are others now, and nobody has chosen between those.
    let text = "## Risks\n\nNone.\n\n## Set-up\n\nThe pilot runs for six weeks.\n";
    revise(&pool, pilot, dana, edit("risks", 2, text), now())
        .await
        .expect("saved");
    assert_eq!(latest(&pool, pilot).await.expect("revision 3").unsettled, 1);
    assert!(page_now(&pool, pilot).await.blockers.contains(&Blocker::Unsettled(1)));
}

/// What a page tells people to write, written, leaves nothing open behind it.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn terms_follow_what_is_written_into_an_open_place(pool: PgPool) {
    let open = whole()
        .as_str()
        .replace(
            "The baseline is the median of the four features",
            "The baseline is made of the four features",
        )
        .replace(" (reported only, it has no criterion)", "");
    let (pilot, dana, _) = added(&pool, "Checkout", &open).await;
    let first = latest(&pool, pilot).await.expect("revision 1");
    assert_eq!((first.terms.baseline_statistic, first.unsettled), (None, 2));
    let section = sections(&first.body)
        .into_iter()
        .find(|section| section.text.contains("Cycle time"))
        .expect("metrics");
    let text = section
        .text
        .replace(
            "Cycle time, from opened to merged",
            "Cycle time, from opened to merged. It is reported only.",
        )
        .replace(
            "The dashboards stand",
            "The baseline is the median of these features. The dashboards stand",
        );
    revise(&pool, pilot, dana, edit(&section.key, 1, &text), now())
        .await
        .expect("saved");
    let second = latest(&pool, pilot).await.expect("revision 2");
    assert_eq!(
        (second.terms.baseline_statistic, second.unsettled),
        (Some(Statistic::Median), 0)
    );
    assert!(read(&second.body).differing(&second.terms).is_empty());
}
