//! One person writing the same section in several windows: no window overwrites what another typed, unless
//! it showed that text first.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use domain::document::Body;
use domain::ids::{ConflictId, DraftId, PersonId, PilotId};
use domain::proposal::RevisionNumber;
use sqlx::PgPool;
use store::Error;
use store::pilot::{NewPilot, add, find};
use store::proposal::{
    Edit, Kept, Revised, Save, Which, Window, conflict, drop_draft, editor, keep_draft, kept, revise, save,
};
use store::testing::person;

fn now() -> DateTime<Utc> {
    "2026-02-01T09:00:00Z".parse().expect("a time")
}

async fn pilot(pool: &PgPool) -> (PilotId, PersonId) {
    let dana = person(pool, "Dana").await.expect("Dana");
    let body = Body::new("# Pilot\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n").expect("short");
    let new = NewPilot {
        name: "Checkout",
        zone: chrono_tz::Europe::Berlin,
        body: &body,
        summary: "Imported",
    };
    let slug = add(pool, dana, &new, now()).await.expect("a pilot");
    let (pilot, _) = find(pool, &slug, dana, now()).await.expect("found").expect("there");
    (pilot.pilot_id, dana)
}

/// A window with the editor of the section "One" in it.
#[derive(Clone, Debug)]
struct Desk {
    name: String,
    draft: Option<DraftId>,
    turn: i32,
    text: String,
}

impl Desk {
    async fn open(pool: &PgPool, (pilot, dana): (PilotId, PersonId), name: &str, draft: Option<DraftId>) -> Self {
        let which = Which {
            section: "one",
            base: None,
            draft,
        };
        let shown = editor(pool, pilot, dana, which, now()).await.expect("an editor").draft;
        Self {
            name: name.to_owned(),
            draft: shown.as_ref().and_then(|draft| draft.draft),
            turn: shown.as_ref().map_or(0, |draft| draft.turn),
            text: shown.map(|draft| draft.text).unwrap_or_default(),
        }
    }

    fn window(&self) -> Window<'_> {
        Window {
            name: &self.name,
            draft: self.draft,
            turn: self.turn,
        }
    }

    fn save(&self) -> Save<'_> {
        let edit = Edit {
            section: "one",
            base: RevisionNumber(1),
            text: &self.text,
            summary: "",
        };
        Save {
            window: self.window(),
            ..edit.into()
        }
    }

    async fn keep(&mut self, pool: &PgPool, (pilot, dana): (PilotId, PersonId), text: &str, at: DateTime<Utc>) -> Kept {
        text.clone_into(&mut self.text);
        let kept = keep_draft(pool, pilot, dana, self.save(), at).await.expect("kept");
        (self.draft, self.turn) = (kept.draft, kept.turn);
        kept
    }
}

async fn texts(pool: &PgPool, (pilot, dana): (PilotId, PersonId)) -> BTreeSet<String> {
    let kept = kept(pool, pilot, dana, now()).await.expect("answers");
    kept.into_iter().map(|kept| kept.text).collect()
}

fn set(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_windows_keep_two_texts(pool: PgPool) {
    let who = pilot(&pool).await;
    let (mut one, mut two) = (
        Desk::open(&pool, who, "w1", None).await,
        Desk::open(&pool, who, "w2", None).await,
    );
    assert!(!one.keep(&pool, who, "One, first words", now()).await.another);
    assert!(two.keep(&pool, who, "Two, first words", now()).await.another);
    assert!(one.keep(&pool, who, "One, more words", now()).await.another);
    assert_eq!(texts(&pool, who).await, set(&["One, more words", "Two, first words"]));
    // Each is shown where it is asked for, and tells of the other.
    for (desk, other) in [(&one, &two), (&two, &one)] {
        let which = Which {
            section: "one",
            base: None,
            draft: desk.draft,
        };
        let shown = editor(&pool, who.0, who.1, which, now()).await.expect("an editor");
        assert_eq!(shown.draft.expect("a draft").text, desk.text);
        assert_eq!(
            shown.others.iter().map(|other| Some(other.0)).collect::<Vec<_>>(),
            [other.draft]
        );
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_window_goes_on_with_the_draft_it_shows_until_another_wrote_it(pool: PgPool) {
    let who = pilot(&pool).await;
    let mut one = Desk::open(&pool, who, "w1", None).await;
    one.keep(&pool, who, "a", now()).await;
    // A second window is opened on the same draft and writes first.
    let mut two = Desk::open(&pool, who, "w2", None).await;
    assert_eq!((two.text.as_str(), two.draft), ("a", one.draft));
    let kept = two.keep(&pool, who, "a two", now()).await;
    assert_eq!((kept.draft, kept.turn, kept.another), (one.draft, 2, false));
    assert_eq!(texts(&pool, who).await, set(&["a two"]));
    // What the first types now is a text of its own, and stays that.
    let kept = one.keep(&pool, who, "a one", now()).await;
    assert!(kept.another && kept.draft != two.draft, "{kept:?}");
    one.keep(&pool, who, "a one more", now()).await;
    two.keep(&pool, who, "a two more", now()).await;
    assert_eq!(texts(&pool, who).await, set(&["a one more", "a two more"]));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_answer_that_got_lost_makes_no_second_draft(pool: PgPool) {
    let who = pilot(&pool).await;
    let mut one = Desk::open(&pool, who, "w1", None).await;
    // The window never learns of its draft.
    for text in ["a", "a b", "a b c"] {
        one.keep(&pool, who, text, now()).await;
        (one.draft, one.turn) = (None, 0);
    }
    assert_eq!(texts(&pool, who).await, set(&["a b c"]));
    // The page goes and sends its last text while the next page is opened on the one before.
    let mut next = Desk::open(&pool, who, "w2", None).await;
    one.keep(&pool, who, "a b c d", now()).await;
    let kept = next.keep(&pool, who, "a b c d", now()).await;
    assert!(!kept.another, "{kept:?}");
    next.keep(&pool, who, "a b c d e", now()).await;
    assert_eq!(texts(&pool, who).await, set(&["a b c d e"]));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_draft_is_thrown_away_by_a_window_that_knows_it(pool: PgPool) {
    let who = pilot(&pool).await;
    let mut one = Desk::open(&pool, who, "w1", None).await;
    one.keep(&pool, who, "a", now()).await;
    let before = Desk::open(&pool, who, "w2", None).await;
    one.keep(&pool, who, "a b", now()).await;
    let refused = drop_draft(&pool, who.0, who.1, before.window()).await;
    assert!(
        matches!(&refused, Err(Error::Refused(sentence)) if sentence.starts_with("This draft was changed in another window")),
        "{refused:?}"
    );
    let ann = person(&pool, "Ann").await.expect("Ann");
    drop_draft(&pool, who.0, ann, one.window()).await.expect("none of hers");
    assert_eq!(texts(&pool, who).await, set(&["a b"]));
    // Its own window may, though an answer got lost; twice is once.
    one.turn = 1;
    for _ in 0..2 {
        drop_draft(&pool, who.0, who.1, one.window())
            .await
            .expect("thrown away");
    }
    assert_eq!(texts(&pool, who).await, set(&[]));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn saving_in_one_window_leaves_the_text_of_the_other(pool: PgPool) {
    let who = pilot(&pool).await;
    let mut one = Desk::open(&pool, who, "w1", None).await;
    let mut two = Desk::open(&pool, who, "w2", None).await;
    one.keep(&pool, who, "## One\n\nFirst of one.\n", now()).await;
    two.keep(&pool, who, "## One\n\nFirst of two.\n", now()).await;
    let saved = save(&pool, who.0, who.1, one.save(), now()).await;
    assert!(matches!(saved, Ok(Revised::Saved { .. })), "{saved:?}");
    assert_eq!(texts(&pool, who).await, set(&["## One\n\nFirst of two.\n"]));
    let met = save(&pool, who.0, who.1, two.save(), now()).await;
    assert!(matches!(met, Ok(Revised::Conflict(_))), "{met:?}");
}

async fn met(pool: &PgPool, (pilot, dana): (PilotId, PersonId)) -> ConflictId {
    for (text, is_first) in [("## One\n\nTheirs.\n", true), ("## One\n\nMine.\n", false)] {
        let edit = Edit {
            section: "one",
            base: RevisionNumber(1),
            text,
            summary: "",
        };
        match revise(pool, pilot, dana, edit, now()).await.expect("kept") {
            Revised::Conflict(id) => return id,
            Revised::Saved { .. } => assert!(is_first),
        }
    }
    panic!("the same line");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_result_of_a_conflict_is_not_overwritten_either(pool: PgPool) {
    let who = pilot(&pool).await;
    let id = met(&pool, who).await;
    let result = |name: &'static str, turn: i32, text: &'static str| {
        let edit = Edit {
            section: "one",
            base: RevisionNumber(2),
            text,
            summary: "",
        };
        let window = Window {
            name,
            draft: None,
            turn,
        };
        Save {
            settles: Some(id),
            window,
            ..edit.into()
        }
    };
    let keep = |save: Save<'static>| keep_draft(&pool, who.0, who.1, save, now());
    let first = keep(result("w1", 0, "## One\n\nBoth, one.\n")).await.expect("kept");
    assert_eq!((first.draft, first.turn), (None, 1));
    // Opened before that, the other window keeps a draft of its own.
    let second = keep(result("w2", 0, "## One\n\nBoth, two.\n")).await.expect("kept");
    assert!(second.draft.is_some());
    let again = keep(result("w1", 0, "## One\n\nBoth, one more.\n"))
        .await
        .expect("kept");
    assert_eq!((again.draft, again.turn), (None, 2));
    let there = conflict(&pool, who.0, who.1, id, now()).await.expect("a conflict");
    assert_eq!(there.result.expect("a result").text, "## One\n\nBoth, one more.\n");
    assert_eq!(there.turn, 2);
    // The other window saves: the result of the first one can still be read.
    let saved = save(&pool, who.0, who.1, result("w2", 0, "## One\n\nBoth, two.\n"), now()).await;
    assert!(matches!(saved, Ok(Revised::Saved { .. })), "{saved:?}");
    let kept = kept(&pool, who.0, who.1, now()).await.expect("answers");
    assert_eq!(kept.len(), 1, "the draft has served: {kept:?}");
    assert_eq!(kept[0].result.as_deref(), Some("## One\n\nBoth, one more.\n"));
    assert_eq!(kept[0].settled, Some(Some(RevisionNumber(3))));
}

/// Many windows at once on one draft: one goes on with it, the others have texts of their own.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn windows_that_write_at_once_overwrite_nothing(pool: PgPool) {
    let who = pilot(&pool).await;
    for round in 0..8 {
        let mut first = Desk::open(&pool, who, &format!("first{round}"), None).await;
        let before = texts(&pool, who).await.len();
        first.keep(&pool, who, &format!("begun {round}"), now()).await;
        let mut desks = Vec::new();
        for nth in 0..6 {
            desks.push(Desk::open(&pool, who, &format!("w{round}.{nth}"), first.draft).await);
        }
        let mut writing = Vec::new();
        for mut desk in desks {
            let (pool, name) = (pool.clone(), desk.name.clone());
            writing.push(tokio::spawn(async move {
                let mut last = String::new();
                for step in 0..3 {
                    last = format!("window {name} step {step}");
                    desk.keep(&pool, who, &last, now()).await;
                }
                last
            }));
        }
        let mut lasts = BTreeSet::new();
        for one in writing {
            lasts.insert(one.await.expect("ran"));
        }
        let there = texts(&pool, who).await;
        assert!(lasts.is_subset(&there), "round {round}: {there:?}");
        // One of the six went on with the draft that all of them showed; the first window of a later round had
        // gone on with the newest draft of the round before.
        let new_drafts = if round == 0 { 6 } else { 5 };
        assert_eq!(there.len(), before + new_drafts, "round {round}: {there:?}");
    }
}

/// Windows that are opened, written in and left in any order: the last text of each is there, unless a
/// window that showed it went on with it or threw it away.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn any_order_of_windows_loses_no_text(pool: PgPool) {
    let who = pilot(&pool).await;
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut roll = |sides: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % sides
    };
    let mut desks: Vec<Desk> = Vec::new();
    // Texts that are nobody's by now: seen and written over, or thrown away.
    let mut expected: BTreeSet<String> = BTreeSet::new();
    let mut apart = 0;
    for step in 0..600 {
        let at = now() + Duration::seconds(step);
        match roll(10) {
            0 | 1 => {
                let drafts: Vec<DraftId> = kept(&pool, who.0, who.1, at)
                    .await
                    .expect("answers")
                    .iter()
                    .filter_map(|kept| kept.draft)
                    .collect();
                let draft =
                    (!drafts.is_empty()).then(|| drafts[usize::try_from(roll(drafts.len() as u64)).expect("few")]);
                let desk = Desk::open(&pool, who, &format!("w{step}"), draft).await;
                if desks.len() > 5 {
                    desks.remove(0);
                }
                desks.push(desk);
            }
            2 if !desks.is_empty() => {
                let nth = usize::try_from(roll(desks.len() as u64)).expect("few");
                let desk = &mut desks[nth];
                if drop_draft(&pool, who.0, who.1, desk.window()).await.is_ok() {
                    expected.remove(&desk.text);
                    (desk.draft, desk.turn) = (None, 0);
                } else {
                    apart += 1;
                }
            }
            _ if !desks.is_empty() => {
                let nth = usize::try_from(roll(desks.len() as u64)).expect("few");
                let desk = &mut desks[nth];
                let seen = desk.text.clone();
                let before = desk.draft;
                let kept = desk.keep(&pool, who, &format!("text {step}"), at).await;
                if before.is_none() || kept.draft == before {
                    expected.remove(&seen);
                } else {
                    apart += 1;
                }
                expected.insert(desk.text.clone());
            }
            _ => {}
        }
        if step % 50 == 49 {
            let there = texts(&pool, who).await;
            assert!(expected.is_subset(&there), "step {step}: {expected:?} in {there:?}");
        }
    }
    assert!(apart > 20, "{apart}");
}
