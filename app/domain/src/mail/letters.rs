//! What each mail says. Subjects are our own words; names and pilots stand in the text, without what could become a link.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::{Ask, Button, Letter, Meeting, Method, name, when};
use crate::approval::{Verdict, counted_conditions, end_of_work};
use crate::criterion::Choice;
use crate::inbox::{Facts, owed_offer};
use crate::person::{Arm, Membership};
use crate::replacement::Replacement;
use crate::survey::{Energy, QUESTION, WeekState, week_state};

/// A pilot as letters name it.
#[derive(Clone, Copy, Debug)]
pub struct Pilot<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its address.
    pub slug: &'a str,
    /// Its zone.
    pub zone: Tz,
}

impl Pilot<'_> {
    fn path(&self, rest: &str) -> String {
        if rest.is_empty() {
            format!("/p/{}", self.slug)
        } else {
            format!("/p/{}/{rest}", self.slug)
        }
    }

    fn named(&self) -> String {
        name(self.name)
    }

    /// Why its people get a letter.
    fn why(&self) -> String {
        format!("You get this because you have a role in the pilot {}.", self.named())
    }
}

/// The address that lets somebody in, from whoever invited them, for a pilot if it is for one.
#[must_use]
pub fn invitation(invited_by: &str, pilot: Option<&str>) -> Letter {
    let by = name(invited_by);
    let what = match pilot {
        Some(pilot) => format!("{by} invites you to the pilot {}.", name(pilot)),
        None => format!("{by} invites you to Countersign."),
    };
    Letter {
        subject: "You are invited to Countersign".to_owned(),
        title: "You are invited".to_owned(),
        paragraphs: vec![
            what,
            "Choose a password, and you are in. The link works once, within 72 hours, and is yours alone: do not pass it on."
                .to_owned(),
        ],
        buttons: vec![Button::new("Choose a password", "/invitation/{secret}")],
        below: vec!["If you do not know what this is about, do nothing: without you nothing happens.".to_owned()],
        why: format!("You get this because {by} entered your address."),
        ..Letter::default()
    }
}

/// The link to a new password.
#[must_use]
pub fn reset() -> Letter {
    Letter {
        subject: "A new password for Countersign".to_owned(),
        title: "Choose a new password".to_owned(),
        paragraphs: vec![
            "Somebody, most likely you, said on the sign-in page that you forgot your password. The link works once, within 30 \
             minutes."
                .to_owned(),
        ],
        buttons: vec![Button::new("Choose a new password", "/reset/{secret}")],
        below: vec!["If it was not you, do nothing: your password stays as it is.".to_owned()],
        why: "You get this because you have an account.".to_owned(),
        ..Letter::default()
    }
}

/// The link to a new password that somebody who runs the installation made.
#[must_use]
pub fn reset_by(by: &str) -> Letter {
    Letter {
        paragraphs: vec![format!(
            "{} made this link for you. It works once, within 30 minutes. Your settings say who made one for you, and why.",
            name(by)
        )],
        below: vec!["If you did not ask for it, ask them why.".to_owned()],
        ..reset()
    }
}

/// The link that confirms a new e-mail address, to that address.
#[must_use]
pub fn address_link(of: &str) -> Letter {
    Letter {
        subject: "Confirm your e-mail address".to_owned(),
        title: "Is this your e-mail address?".to_owned(),
        paragraphs: vec![
            format!("{} wants to sign in to Countersign with this address.", name(of)),
            "Confirm it, and it counts. The link works once, within 72 hours.".to_owned(),
        ],
        buttons: vec![Button::new("Confirm this address", "/new-address/{secret}")],
        below: vec!["If that is not you, do nothing: without you nothing happens.".to_owned()],
        why: "You get this because somebody entered your address.".to_owned(),
        ..Letter::default()
    }
}

/// That the e-mail address was changed, to the one before.
#[must_use]
pub fn address_changed(at: DateTime<Utc>, own: Option<Tz>) -> Letter {
    let at = when(at, own.unwrap_or(Tz::UTC), None);
    account(
        "Your e-mail address was changed",
        format!("Since {at} your account has another e-mail address, and no mail comes to this one any more."),
    )
}

/// That the password was changed.
#[must_use]
pub fn password_changed(at: DateTime<Utc>, own: Option<Tz>) -> Letter {
    account(
        "Your password was changed",
        format!(
            "A new password was chosen for your account on {}.",
            when(at, own.unwrap_or(Tz::UTC), None)
        ),
    )
}

/// That something of the account changed, in one sentence.
#[must_use]
pub fn account(title: &str, sentence: String) -> Letter {
    Letter {
        subject: title.to_owned(),
        title: title.to_owned(),
        paragraphs: vec![
            sentence,
            "If that was not you, choose a new password at once, and tell whoever runs your installation.".to_owned(),
        ],
        buttons: vec![Button::new("See your settings", "/settings")],
        why: "You get this because it is about your account.".to_owned(),
        ..Letter::default()
    }
}

/// That somebody has a role now.
#[must_use]
pub fn role(pilot: &Pilot<'_>, membership: Membership, given_by: &str) -> Letter {
    let of = membership
        .arm
        .map_or_else(String::new, |arm| format!(" of the {}", in_words(arm)));
    Letter {
        subject: "You have a role in a pilot".to_owned(),
        title: format!("You are {}{of} in {}", membership.role.in_words(), pilot.named()),
        paragraphs: vec![format!("{} gave you this role.", name(given_by))],
        buttons: vec![Button::new("See the pilot", pilot.path(""))],
        why: pilot.why(),
        ..Letter::default()
    }
}

fn in_words(arm: Arm) -> &'static str {
    match arm {
        Arm::NewModel => "new model",
        Arm::OldModel => "old model",
    }
}

/// What a pilot asks of somebody; `None` where the facts do not ask it any more.
#[must_use]
pub fn ask(ask: &Ask, pilot: &Pilot<'_>, facts: &Facts, own: Option<Tz>) -> Option<Letter> {
    let here = pilot.named();
    let at = |at| when(at, pilot.zone, own);
    let mut letter = Letter {
        why: pilot.why(),
        ..Letter::default()
    };
    match ask {
        Ask::Decide(_) => {
            let request = facts.request.as_ref()?;
            let revision = request.revision;
            let seat = request.seat_for(facts.standing.person, &facts.stands_in_for)?;
            letter.subject = "A revision waits for your decision".to_owned();
            letter.title = if seat.approver_id == facts.standing.person {
                format!("Decide on revision {revision} of {here}")
            } else {
                format!("Decide on revision {revision} of {here} for {}", name(&seat.approver))
            };
            letter.paragraphs.push(format!(
                "{} asks for your decision. Four asks, one after the other; the pilot cannot start before you decide.",
                name(&request.sent_by)
            ));
            letter
                .facts
                .extend(request.due_at.map(|due| ("Due".to_owned(), at(due))));
            letter
                .buttons
                .push(Button::new("Read and decide", pilot.path("approval")));
        }
        Ask::Sign(version) => {
            letter.subject = "A zone waits for your signature".to_owned();
            letter.title = format!("Sign version {version} of the zone of {here}");
            letter.paragraphs.push(
                "The zone says what a pilot PM may change without engineering. The pilot starts when both sides have signed the \
                 same version."
                    .to_owned(),
            );
            letter
                .buttons
                .push(Button::new("Read and sign", pilot.path("zone#signatures")));
        }
        Ask::Amend(version) => {
            letter.subject = "An amendment waits for your signature".to_owned();
            letter.title = format!("Sign version {version} of the zone of {here}, or object");
            letter.paragraphs.push(
                "The boundary is to change while the pilot runs. It is in force from the last signature on.".to_owned(),
            );
            letter
                .buttons
                .push(Button::new("Read the amendment", pilot.path("zone#amendment")));
        }
        Ask::Replace(_) => {
            let (_, offer) = owed_offer(facts)?;
            letter.subject = "Somebody offers to take over".to_owned();
            letter.title = format!(
                "Sign who is the {} of the {} in {here}, or object",
                offer.post.role().in_words(),
                in_words(offer.arm)
            );
            letter.paragraphs.push(format!(
                "{} offers to take over from {} while the pilot runs. They are the {} from the last signature on.",
                name(&offer.successor_name),
                name(&offer.former_name),
                offer.post.role().in_words()
            ));
            letter
                .buttons
                .push(Button::new("Read the offer", pilot.path("people#replacement")));
        }
        Ask::Consent(arm) => {
            letter.subject = "A question only you can answer".to_owned();
            letter.title = format!("Will you be the engineering DRI of the {} in {here}?", in_words(*arm));
            letter.paragraphs.push(
                "You are asked in private. Yes, no, and talking first are all fine answers, and only you and the sponsor see \
                 which you give. The page says what it costs you and what you may do."
                    .to_owned(),
            );
            letter
                .buttons
                .push(Button::new("Read and answer", pilot.path("people/consent")));
        }
        Ask::Condition(id) => {
            let condition = facts
                .conditions
                .iter()
                .find(|condition| condition.condition_id == *id)?;
            letter.subject = "A condition waits for you".to_owned();
            letter.title = format!("Meet a condition of {here}");
            letter.paragraphs.push(format!(
                "{} approved with a condition that you own. The pilot cannot start before it is closed.",
                name(&condition.set_by)
            ));
            letter
                .facts
                .push(("Due".to_owned(), at(end_of_work(condition.stated.due_on, pilot.zone))));
            letter.buttons.push(Button::new(
                "Read the condition",
                pilot.path(&format!("approval/condition/{id}")),
            ));
        }
        Ask::Survey(number) => {
            let (week, _) = facts.weeks.iter().find(|(week, _)| week.number == *number)?;
            let WeekState::Open { until } = week_state(week, facts.now) else {
                return None;
            };
            letter.subject = format!("Week {number}: one question");
            letter.title = QUESTION.to_owned();
            letter.paragraphs.push(format!(
                "Week {number} of {} in {here}. Choose, then press Send on the page that opens.",
                facts.weeks.len()
            ));
            letter.buttons.extend(Energy::ALL.map(|energy| {
                Button::new(
                    format!("{} {}", energy.score(), energy.word()),
                    format!("/s/{{secret}}?a={}", energy.score()),
                )
            }));
            letter.below.push(format!(
                "Open until {}. Your name is attached. The links are yours: whoever has one can answer for you.",
                until_day(until, pilot.zone, own)
            ));
        }
        Ask::Confirm(by) => {
            letter.subject = "A decision waits for your confirmation".to_owned();
            letter.title = format!("Confirm the decision on {here}");
            letter.paragraphs.push(format!(
                "{} recorded it. It takes two people, one of each side.",
                name(by)
            ));
            letter
                .buttons
                .push(Button::new("Read and confirm", pilot.path("decision")));
        }
    }
    Some(letter)
}

/// `the end of Sun 31 Jan 2027`, or the moment where a day does not end with it.
fn until_day(at: DateTime<Utc>, pilot: Tz, own: Option<Tz>) -> String {
    let before = (at - chrono::TimeDelta::microseconds(1))
        .with_timezone(&pilot)
        .date_naive();
    if crate::calendar::start_of_day(before + chrono::Days::new(1), pilot) == at
        && own.is_none_or(|own| at.with_timezone(&own).naive_local() == at.with_timezone(&pilot).naive_local())
    {
        return format!("the end of {}", day(before));
    }
    when(at, pilot, own)
}

fn day(on: NaiveDate) -> String {
    on.format("%a %-d %b %Y").to_string()
}

/// The same, to somebody who was asked at this time and has not answered.
#[must_use]
pub fn reminder(mut letter: Letter, asked_at: DateTime<Utc>, zone: Tz, own: Option<Tz>) -> Letter {
    letter.subject = format!("Reminder: {}", lower(&letter.subject));
    let asked = format!(
        "You were asked on {} and have not answered yet.",
        when(asked_at, zone, own)
    );
    letter.paragraphs.insert(0, asked);
    letter
}

fn lower(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
}

/// What an approver or their deputy decided, to the sponsor at once.
#[must_use]
pub fn outcome(pilot: &Pilot<'_>, by: &str, verdict: Verdict, revision: i32, conditions: usize, record: i64) -> Letter {
    let by = name(by);
    let said = match verdict {
        Verdict::Approve => format!("{by} approved revision {revision}"),
        Verdict::ApproveWithConditions => format!(
            "{by} approved revision {revision} with {}",
            counted_conditions(conditions)
        ),
        Verdict::RequestChanges => format!("{by} asks for changes to revision {revision}"),
        Verdict::Decline => format!("{by} declined revision {revision}"),
    };
    Letter {
        subject: match verdict {
            Verdict::Approve | Verdict::ApproveWithConditions => "Your revision was approved",
            Verdict::RequestChanges => "Your revision came back",
            Verdict::Decline => "Your revision was declined",
        }
        .to_owned(),
        title: said,
        paragraphs: vec![format!(
            "It is about {}. The record holds every answer and the exact text.",
            pilot.named()
        )],
        buttons: vec![Button::new(
            "Read the record",
            pilot.path(&format!("approval/record/{record}")),
        )],
        why: pilot.why(),
        ..Letter::default()
    }
}

/// That a request is not to be answered any more, to those it was sent to.
#[must_use]
pub fn withdrawn(pilot: &Pilot<'_>, by: &str, revision: i32) -> Letter {
    Letter {
        subject: "Nothing waits for your decision any more".to_owned(),
        title: format!("Revision {revision} of {} was taken back", pilot.named()),
        paragraphs: vec![format!("{} took it back. You need not decide on it.", name(by))],
        buttons: vec![Button::new("See why", pilot.path("approval"))],
        why: pilot.why(),
        ..Letter::default()
    }
}

/// What was done about a condition, in the words of its page: "handed in evidence".
#[must_use]
pub fn evidence(pilot: &Pilot<'_>, by: &str, done: &str, condition: i64) -> Letter {
    Letter {
        subject: "Something was done about a condition".to_owned(),
        title: format!("{} {done}", name(by)),
        paragraphs: vec![format!("It is about a condition of {}.", pilot.named())],
        buttons: vec![Button::new(
            "Read the condition",
            pilot.path(&format!("approval/condition/{condition}")),
        )],
        why: pilot.why(),
        ..Letter::default()
    }
}

/// That the pilot has started.
#[must_use]
pub fn started(pilot: &Pilot<'_>, by: &str, digest: &str) -> Letter {
    Letter {
        subject: "A pilot has started".to_owned(),
        title: format!("{} has started", pilot.named()),
        paragraphs: vec![format!(
            "{} started it. Zone, terms, baseline and definitions are frozen as both sides signed them.",
            name(by)
        )],
        facts: vec![("SHA-256 of what is frozen".to_owned(), digest.to_owned())],
        buttons: vec![Button::new("See what was agreed", pilot.path("start"))],
        why: pilot.why(),
        ..Letter::default()
    }
}

/// That a week closed without answers of these people, to the sponsor. Whoever answered is not named, nor what they said.
#[must_use]
pub fn missed_week(pilot: &Pilot<'_>, week: u8, missing: &[String]) -> Letter {
    let names: Vec<String> = missing.iter().map(|missing| name(missing)).collect();
    Letter {
        subject: format!("Week {week} closed with an answer missing"),
        title: format!("Week {week} of {} closed", pilot.named()),
        paragraphs: vec![
            format!("No answer came from {}.", crate::listing(&names)),
            "They can still answer late: it counts and is marked late. A missing answer counts as the terms say."
                .to_owned(),
        ],
        buttons: vec![Button::new("See the survey", pilot.path("survey"))],
        why: pilot.why(),
        ..Letter::default()
    }
}

/// The decision, confirmed by both sides, with what it can be verified by.
#[must_use]
pub fn decision(
    pilot: &Pilot<'_>,
    choice: Choice,
    (recorded_by, confirmed_by): (&str, &str),
    digest: &str,
    replaced: &[Replacement],
) -> Letter {
    let taken_over = replaced.iter().map(|one| {
        let sentence = format!(
            "The {} of the {} changed from {} to {}, {}",
            one.post.role().in_words(),
            in_words(one.arm),
            name(&one.former_name),
            name(&one.successor_name),
            when(one.at, pilot.zone, None)
        );
        ("Replaced after the start".to_owned(), sentence)
    });
    Letter {
        subject: "A pilot was decided".to_owned(),
        title: format!("{}: {}", pilot.named(), choice.label()),
        paragraphs: vec!["Both sides have signed the decision. Its facts stay as they are.".to_owned()],
        facts: vec![
            ("Recorded by".to_owned(), name(recorded_by)),
            ("Confirmed by".to_owned(), name(confirmed_by)),
            ("SHA-256 of the numbers".to_owned(), digest.to_owned()),
        ]
        .into_iter()
        .chain(taken_over)
        .collect(),
        buttons: vec![Button::new("Read the decision", pilot.path("decision"))],
        why: pilot.why(),
        ..Letter::default()
    }
}

/// The readout as an entry for the reader's calendar: that it takes place, at another time than before, or not at all.
#[must_use]
pub fn readout(
    pilot: &Pilot<'_>,
    id: i64,
    method: Method,
    sequence: i32,
    times: (DateTime<Utc>, DateTime<Utc>),
    own: Option<Tz>,
) -> Letter {
    let (starts_at, written_at) = times;
    let here = pilot.named();
    let (subject, title, sentence) = match (method, sequence) {
        (Method::Request, 0) => (
            "Readout of a pilot",
            format!("Readout of {here}"),
            "Both sides agreed to attend it.",
        ),
        (Method::Request, _) => (
            "The readout of a pilot has moved",
            format!("The readout of {here} has moved"),
            "Your calendar moves it with the attached entry.",
        ),
        (Method::Cancel, _) => (
            "The readout of a pilot is off",
            format!("The readout of {here} is off"),
            "Your calendar removes it with the attached entry.",
        ),
    };
    Letter {
        subject: subject.to_owned(),
        title,
        paragraphs: vec![sentence.to_owned()],
        facts: vec![("When".to_owned(), when(starts_at, pilot.zone, own))],
        buttons: vec![Button::new("See the pilot", pilot.path("readout/overview"))],
        why: pilot.why(),
        meeting: Some(Meeting {
            method,
            uid: format!("readout-{id}"),
            sequence,
            written_at,
            starts_at,
            minutes: 60,
            summary: format!("Readout of {here}"),
            path: pilot.path("readout/overview"),
        }),
        ..Letter::default()
    }
}

/// A week of the pilot in a few lines: how it stands, what happened, and what waits for the reader.
#[must_use]
pub fn digest(pilot: &Pilot<'_>, status: &str, happened: &[(String, i64)], tasks: &[String]) -> Letter {
    let mut facts = vec![("Now".to_owned(), status.to_owned())];
    facts.extend(
        happened
            .iter()
            .map(|(what, count)| (what.clone(), format!("{count} in the log"))),
    );
    let mut paragraphs = Vec::new();
    if happened.is_empty() {
        paragraphs.push("Nothing was recorded in the last seven days.".to_owned());
    }
    let below = match tasks {
        [] => vec!["Nothing waits for you.".to_owned()],
        tasks => {
            let mut below = vec!["What waits for you:".to_owned()];
            below.extend(tasks.iter().map(|task| format!("* {}", name(task))));
            below
        }
    };
    Letter {
        subject: "The week of a pilot".to_owned(),
        title: format!("The week of {}", pilot.named()),
        paragraphs,
        facts,
        buttons: vec![Button::new("See the pilot", pilot.path(""))],
        below,
        why: pilot.why(),
        ..Letter::default()
    }
}

/// That mail did not arrive, to whoever runs the installation. Of what it said, nothing.
#[must_use]
pub fn undelivered() -> Letter {
    Letter {
        subject: "Some mail did not arrive".to_owned(),
        title: "Some mail did not arrive".to_owned(),
        paragraphs: vec![
            "A mail server refused an address, or did not say whether it took a mail. The outbox says which, and why."
                .to_owned(),
        ],
        buttons: vec![Button::new("See the outbox", "/outbox")],
        why: "You get this because you run the installation.".to_owned(),
        ..Letter::default()
    }
}

/// That what a repository's code host delivers is not used, and why: to whoever connected it, and to whoever runs the installation,
/// who has no role in the pilot.
#[must_use]
pub fn deliveries(
    pilot: &Pilot<'_>,
    repository: &str,
    trouble: &str,
    at: DateTime<Utc>,
    own: Option<Tz>,
    admin: bool,
) -> Letter {
    let (button, why) = match admin {
        false => (
            Button::new("See its deliveries", pilot.path("data#repositories")),
            pilot.why(),
        ),
        true => (
            Button::new("See the connections", "/admin"),
            "You get this because you run the installation.".to_owned(),
        ),
    };
    Letter {
        subject: "Deliveries of a code host are not used".to_owned(),
        title: format!("Deliveries for {} are not used", pilot.named()),
        paragraphs: vec![
            "Since the last delivery that was used, others came that were not. What they tell is missing from the numbers."
                .to_owned(),
        ],
        facts: vec![
            (
                "Repository".to_owned(),
                repository.split('/').map(name).collect::<Vec<_>>().join(" / "),
            ),
            ("The last of them".to_owned(), when(at, pilot.zone, own)),
            ("Why".to_owned(), trouble.to_owned()),
        ],
        buttons: vec![button],
        below: vec!["There is at most one such mail a day, and none once deliveries are used again.".to_owned()],
        why,
        ..Letter::default()
    }
}
