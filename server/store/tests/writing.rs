//! Three people writing one proposal at once, through the store: what each of them sent is in the newest
//! revision or kept for them, unless somebody who had it in front of them took it out. Every word typed is
//! unique, so that a word stands for each of its characters.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use domain::document::{Body, sections};
use domain::ids::{ConflictId, PersonId, PilotId};
use domain::proposal::{RevisionNumber, sides};
use sqlx::PgPool;
use store::Error;
use store::activity::{Verified, verify};
use store::pilot::{NewPilot, add, find};
use store::proposal::{
    Edit, Revised, Revision, Save, Which, Window, conflict, editor, keep_draft, kept, latest, reorder, save,
};
use store::testing::person;

const TEXT: &str = "# Pilot\n\nBy Dana.\n\n## One\n\nalpha\n\nbeta\n\n- gamma\n- delta\n\n## Two\n\nzeta\n\neta\n\n## Three\n\ntheta\n\niota\n";

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

struct Writer {
    name: &'static str,
    who: PersonId,
    read: Revision,
    words: usize,
    sent: BTreeSet<String>,
    conflicts: Vec<ConflictId>,
}

impl Writer {
    fn word(&mut self) -> String {
        self.words += 1;
        format!("{}{}", self.name, self.words)
    }
}

/// A text ready to be saved, with what its writer had in front of them there.
#[derive(Clone)]
struct Sent {
    section: String,
    last: String,
    base: Revision,
    text: String,
    before: String,
    /// The draft that the writer went on with.
    draft: String,
    settles: Option<ConflictId>,
}

impl Sent {
    fn save(&self) -> Save<'_> {
        Save {
            edit: Edit {
                section: &self.section,
                base: self.base.number,
                text: &self.text,
                summary: "",
            },
            last: &self.last,
            settles: self.settles,
            window: Window::default(),
        }
    }
}

/// The editor of a section as it was in a revision.
fn on(section: &str, base: RevisionNumber) -> Which<'_> {
    Which {
        section,
        base: Some(base),
        draft: None,
    }
}

fn words(text: &str) -> BTreeSet<String> {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(str::to_owned)
        .collect()
}

fn at(minute: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-02-01T09:00:00Z".parse().expect("a time");
    start + Duration::minutes(minute)
}

/// Opens the editor of a section and changes its text, or the draft of it, a little at random.
async fn typed(pool: &PgPool, pilot: PilotId, writer: &mut Writer, dice: &mut Dice) -> Sent {
    let all = sections(&writer.read.body);
    let base = writer.read.clone();
    let open = |section: String| {
        let base = base.number;
        let who = writer.who;
        async move {
            let opened = editor(pool, pilot, who, on(&section, base), at(0))
                .await
                .expect("an editor");
            opened.draft.map(|draft| draft.text)
        }
    };
    if dice.roll(8) == 0 {
        let after = all[dice.roll(all.len())].key.clone();
        let draft = open(String::new()).await.unwrap_or_default();
        return Sent {
            section: String::new(),
            last: after,
            base,
            text: format!("## {}\n\n{}\n\n{draft}", writer.word(), writer.word()),
            before: String::new(),
            draft,
            settles: None,
        };
    }
    let section = &all[dice.roll(all.len())];
    let draft = open(section.key.clone()).await.unwrap_or_default();
    let shown = if draft.is_empty() { &section.text } else { &draft };
    let mut lines: Vec<String> = shown.lines().map(str::to_owned).collect();
    for _ in 0..=dice.roll(3) {
        let at = 1 + dice.roll(lines.len());
        match dice.roll(6) {
            0 if at < lines.len() => drop(lines.remove(at)),
            1 if at < lines.len() => lines[at] = writer.word(),
            2 => lines[0] = format!("## {}", writer.word()),
            3 => {
                let heading = format!("## {}", writer.word());
                lines.splice(
                    at.min(lines.len())..at.min(lines.len()),
                    [String::new(), heading, String::new()],
                );
            }
            _ => {
                let word = writer.word();
                lines.splice(at.min(lines.len())..at.min(lines.len()), [word, String::new()]);
            }
        }
    }
    Sent {
        section: section.key.clone(),
        last: section.key.clone(),
        base,
        text: lines.join("\n"),
        before: section.text.clone(),
        draft,
        settles: None,
    }
}

/// The conflict page as it is now, and its result sent as it is offered.
async fn settled(pool: &PgPool, pilot: PilotId, who: PersonId, id: ConflictId) -> Sent {
    let conflict = conflict(pool, pilot, who, id, at(0))
        .await
        .expect("a conflict of theirs");
    if let Some(result) = conflict.result {
        let all = sections(&result.base.body);
        let place = |key: &str| all.iter().position(|section| section.key == key);
        let before = match (place(&result.place.0), place(&result.place.1)) {
            (Some(first), Some(last)) => all[first..=last].iter().map(|section| section.text.as_str()).collect(),
            _ => String::new(),
        };
        return Sent {
            section: result.place.0,
            last: result.place.1,
            base: result.base,
            text: result.text,
            before,
            draft: String::new(),
            settles: Some(id),
        };
    }
    let sides = sides(
        &conflict.base.body,
        &conflict.latest.body,
        conflict.place(),
        &conflict.mine.text,
    );
    let (section, last) = sides.place.unwrap_or_default();
    Sent {
        section,
        last,
        base: conflict.latest,
        text: sides.result,
        before: sides.theirs.unwrap_or_default(),
        draft: String::new(),
        settles: Some(id),
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn three_writers_at_once_lose_nothing(pool: PgPool) {
    let body = Body::new(TEXT).expect("short");
    let (mut saves, mut conflicts, mut drafts) = (0, 0, 0);
    for round in 0..40_u64 {
        let dana = person(&pool, "Dana").await.expect("Dana");
        let new = NewPilot {
            name: "Checkout",
            zone: chrono_tz::Europe::Berlin,
            body: &body,
            summary: "Imported",
        };
        let slug = add(&pool, dana, &new, at(0)).await.expect("a pilot");
        let pilot = find(&pool, &slug, dana, at(0))
            .await
            .expect("found")
            .expect("there")
            .0
            .pilot_id;
        let first = latest(&pool, pilot).await.expect("revision 1");
        let mut writers = Vec::new();
        for name in ["ann", "bob", "cyn"] {
            writers.push(Writer {
                name,
                who: person(&pool, name).await.expect("a person"),
                read: first.clone(),
                words: 0,
                sent: BTreeSet::new(),
                conflicts: Vec::new(),
            });
        }
        let mut removed = BTreeSet::new();
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (round + 1));
        for step in 0..5 {
            let mut sending = Vec::new();
            for (at_desk, writer) in writers.iter_mut().enumerate() {
                if dice.roll(4) == 0 {
                    writer.read = latest(&pool, pilot).await.expect("the newest");
                }
                let sent = match writer.conflicts.pop() {
                    // The page was opened now; others save before its form arrives.
                    Some(id) if dice.roll(2) == 0 => settled(&pool, pilot, writer.who, id).await,
                    Some(id) => {
                        writer.conflicts.push(id);
                        typed(&pool, pilot, writer, &mut dice).await
                    }
                    None => typed(&pool, pilot, writer, &mut dice).await,
                };
                writer.sent.extend(
                    words(&sent.text)
                        .into_iter()
                        .filter(|word| word.starts_with(writer.name)),
                );
                // A writer may take out of a draft what only they have seen.
                let now = words(&sent.text);
                removed.extend(words(&sent.draft).into_iter().filter(|word| !now.contains(word)));
                if dice.roll(3) == 0 {
                    drafts += 1;
                    keep_draft(&pool, pilot, writer.who, sent.save(), at(step))
                        .await
                        .expect("kept");
                    // Some never come to save it: the draft has it.
                    if dice.roll(4) == 0 {
                        let text = if let Some(id) = sent.settles {
                            writer.conflicts.push(id);
                            let conflict = conflict(&pool, pilot, writer.who, id, at(step)).await;
                            conflict.expect("a conflict").result.map(|result| result.text)
                        } else {
                            let on = on(&sent.section, sent.base.number);
                            let opened = editor(&pool, pilot, writer.who, on, at(step)).await;
                            opened.expect("an editor").draft.map(|draft| draft.text)
                        };
                        assert_eq!(text.as_ref(), Some(&sent.text));
                        continue;
                    }
                }
                let (pool, who, now) = (pool.clone(), writer.who, at(step));
                sending.push(tokio::spawn(async move {
                    let outcome = save(&pool, pilot, who, sent.save(), now).await;
                    (at_desk, sent, outcome)
                }));
            }
            if dice.roll(6) == 0 {
                let now = latest(&pool, pilot).await.expect("the newest");
                let mut keys: Vec<String> = sections(&now.body).into_iter().map(|section| section.key).collect();
                let moved = keys.remove(dice.roll(keys.len()));
                keys.insert(dice.roll(keys.len() + 1), moved);
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                let outcome = reorder(&pool, pilot, dana, &keys, at(step)).await;
                assert!(matches!(outcome, Ok(_) | Err(Error::Refused(_))), "{outcome:?}");
            }
            for one in sending {
                let (at_desk, sent, outcome) = one.await.expect("ran");
                match outcome {
                    Ok(Revised::Saved { .. }) => {
                        saves += 1;
                        let after = words(&sent.text);
                        removed.extend(words(&sent.before).into_iter().filter(|word| !after.contains(word)));
                    }
                    Ok(Revised::Conflict(id)) => {
                        conflicts += 1;
                        writers[at_desk].conflicts.push(id);
                    }
                    Err(Error::Refused(sentence)) => {
                        assert!(sentence.starts_with("Nothing changed"), "{sentence}");
                    }
                    Err(error) => panic!("{error}"),
                }
            }
        }
        let text = words(latest(&pool, pilot).await.expect("the newest").body.as_str());
        for writer in &writers {
            let theirs = kept(&pool, pilot, writer.who, at(9)).await.expect("answers");
            let theirs: BTreeSet<String> = theirs.iter().flat_map(|kept| words(&kept.text)).collect();
            for word in &writer.sent {
                assert!(
                    text.contains(word) || theirs.contains(word) || removed.contains(word),
                    "round {round}: {word} is lost"
                );
            }
        }
    }
    assert!(
        saves > 200 && conflicts > 40 && drafts > 60,
        "{saves} saves, {conflicts} conflicts, {drafts} drafts"
    );
    assert!(matches!(verify(&pool).await, Ok(Verified::Whole { .. })));
}
