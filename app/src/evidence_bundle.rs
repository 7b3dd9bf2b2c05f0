//! The evidence bundle: what the archive holds beside the log, for one reader at one moment.

mod index;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::activity::Link;
use domain::approval::Progress;
use domain::evidence_bundle::{self as bundle, Case, InForce};
use domain::person::{Membership, Role, Standing};
use domain::programme::Programme;
use domain::proposal::{RevisionNumber, with_terms};
use domain::terms::{DEFINITIONS, DEFINITIONS_TEXT};
use domain::zone::{Agreed, Export};
use leptos::prelude::*;
use store::account::Person;
use store::arrival::Place;
use store::evidence_bundle::{Numbers, Record};
use store::pilot::Facts;

use crate::error::AppError;
use crate::here::{facts, to_the_end};
use crate::memory::Part;
use crate::state::AppState;

pub use index::index;

/// What a bundle is made from, as far as it is the same for every reader.
#[derive(Clone)]
pub struct Material {
    /// What is recorded of the pilot, small.
    pub facts: Arc<Facts>,
    /// The rest, but for the log.
    pub record: Arc<Record>,
}

/// What bundles of the pilot at this place are made from; held for its version.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn material(state: &AppState, place: &Place, now: DateTime<Utc>) -> Result<Material, AppError> {
    let of = (place.pilot_id, place.version.for_everybody());
    let facts = facts(&state.memory, &state.pool, of, now).await?;
    let (pool, known) = (state.pool.clone(), Arc::clone(&facts));
    let load = async move {
        let record = to_the_end(async move { store::evidence_bundle::record(&pool, &known).await }).await??;
        let weight = record.weight();
        Ok(Part::lasting(record, weight))
    };
    let record = state
        .memory
        .part(of, ("evidence_bundle", String::new()), now, load)
        .await?;
    Ok(Material { facts, record })
}

/// A file of a bundle: its name, what it is, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What it is, in a sentence.
    pub what: String,
    /// Its content.
    pub text: String,
}

impl File {
    fn new(name: &str, what: &str, text: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            what: what.to_owned(),
            text: text.into(),
        }
    }
}

/// What the log is, wherever its file is named.
pub const ACTIVITY_WHAT: &str = "The activity log: each change of the pilot, chained by hashes up to its newest entry";

/// Every file of a bundle but the log and the manifest, in the order of the archive, and the case that they tell. `head` is the
/// newest entry of the pilot's log.
pub fn files(
    Material { facts, record }: &Material,
    (person, standing): (&Person, &Standing),
    head: &Link,
    now: DateTime<Utc>,
) -> (Case, Vec<File>) {
    let (case, programme) = case(facts, record, (person, standing), now);
    let mut files = vec![
        File::new(
            bundle::CASE,
            "Who signed, asked and decided what, and when",
            bundle::json(&case),
        ),
        File::new(
            bundle::PROPOSAL,
            "The text in force, with its terms and the hash over both",
            with_terms(record.revision.number, &record.revision.body, &record.revision.terms),
        ),
        File::new(
            bundle::TERMS,
            "The terms of that text alone",
            bundle::json(&record.revision.terms),
        ),
    ];
    if let Some(version) = &record.zone {
        let what = "The boundary, as countersign check reads it";
        files.push(File::new(bundle::ZONE, what, policy(facts, version)));
    }
    if let Some(start) = &record.start {
        let what = "The exact text that froze with the start";
        files.push(File::new(bundle::START, what, start.frozen.clone()));
    }
    match (&record.numbers, &programme) {
        (Numbers::Frozen(frozen), Some(programme)) => {
            let whole = case.numbers.as_ref().and_then(|numbers| numbers.frozen.as_ref());
            let text = match whole.is_some_and(|frozen| frozen.whole) {
                true => frozen.text.clone(),
                false => bundle::json(programme),
            };
            let what = "The facts that the numbers rest on, frozen for the readout";
            files.push(File::new(bundle::SNAPSHOT, what, text));
        }
        (Numbers::Live(_), Some(programme)) => {
            let what = "The facts that the numbers rest on, as they are: nothing is frozen yet";
            files.push(File::new(bundle::PROGRAMME, what, bundle::json(programme)));
        }
        _ => {}
    }
    // Numbers are computed from the file itself, as whoever verifies computes them: a fraction may read back otherwise.
    let facts_of = |file: &File| [bundle::SNAPSHOT, bundle::PROGRAMME].contains(&file.name.as_str());
    let of_file = files.iter().find(|file| facts_of(file));
    let programme = of_file
        .and_then(|file| serde_json::from_str(&file.text).ok())
        .or(programme);
    if programme.is_some() {
        let what = "What each metric and criterion means";
        files.push(File::new(bundle::DEFINITIONS, what, DEFINITIONS_TEXT));
    }
    let tables = bundle::tables(&case, programme.as_ref()).into_iter();
    files.extend(tables.map(|(name, what, text)| File::new(name, what, text)));
    let listed: Vec<(&str, &str)> = files
        .iter()
        .map(|file| (file.name.as_str(), file.what.as_str()))
        .chain([(bundle::ACTIVITY, ACTIVITY_WHAT)])
        .collect();
    let page = index(&case, programme.as_ref(), head, &listed);
    files.insert(0, File::new(bundle::INDEX, "This page: the case as a whole", page));
    (case, files)
}

fn policy(facts: &Facts, version: &store::zone::ZoneVersion) -> String {
    let agreed = Agreed {
        pilot: (&facts.name, &facts.slug),
        version: version.number,
        matching: version.matching,
        items: &version.items,
        signed: version.status().is_complete(),
        no_go: &[],
        features: &[],
        dris: &[],
    };
    Export::Policy.text(&agreed)
}

/// `Engineering DRI, new model`.
fn role(membership: Membership) -> String {
    let role = membership.role.label();
    match membership.arm {
        Some(arm) => format!("{role}, {}", arm.label().to_lowercase()),
        None => role.to_owned(),
    }
}

fn case(
    facts: &Facts,
    record: &Record,
    (person, standing): (&Person, &Standing),
    now: DateTime<Utc>,
) -> (Case, Option<Programme>) {
    let (numbers, programme) = numbers(record, now);
    let mut left_out = Vec::new();
    let mut leave_out = |what: &str, why: &str| {
        left_out.push(bundle::LeftOut {
            what: what.to_owned(),
            why: why.to_owned(),
        });
    };
    let hours = hours(facts, standing);
    if hours.is_none() {
        leave_out(
            "review-hours.csv",
            "Review hours are read by the sponsor, the approver, and each DRI of their own.",
        );
    }
    if let Numbers::None(why) = &record.numbers {
        leave_out("numbers.json", why);
    }
    if numbers
        .as_ref()
        .and_then(|numbers| numbers.frozen.as_ref())
        .is_some_and(|frozen| !frozen.whole)
    {
        leave_out(
            "Earlier answers to the survey",
            "Somebody changed an answer while its week was open. The one before counts for nothing and is nobody's to read, so \
             the hash of the frozen text cannot be computed from here.",
        );
    }
    leave_out(
        "Notes of the survey",
        "Only the sponsor and whoever wrote one reads them.",
    );
    let case = Case {
        pilot: facts.slug.clone(),
        name: facts.name.clone(),
        zone: facts.zone,
        example: facts.example,
        made_at: now,
        reader: bundle::Reader {
            person: person.person_id,
            name: person.name.clone(),
            roles: standing.memberships.iter().map(|one| role(*one)).collect(),
        },
        status: facts.status_label(now),
        people: people(facts),
        text: bundle::Text {
            revision: record.revision.number,
            digest: record.revision.digest.to_string(),
            in_force: match (&record.start, facts.approved()) {
                (Some(_), _) => InForce::Started,
                (None, Some(_)) => InForce::Approved,
                (None, None) => InForce::NotApproved,
            },
        },
        requests: facts.requests.iter().rev().map(request).collect(),
        conditions: facts.conditions().map(condition).collect(),
        boundary: record.zone.as_ref().map(|version| bundle::Boundary {
            version: version.number,
            digest: version.digest.to_string(),
            signed: version.status().is_complete(),
            signatures: version
                .signatures
                .iter()
                .map(|signed| bundle::Signed {
                    person: signed.person_id,
                    by: signed.name.clone(),
                    signatory: signed.signatory,
                    at: signed.signed_at,
                })
                .collect(),
        }),
        start: record.start.as_ref().map(|start| bundle::Started {
            at: start.at,
            by: start.by.clone(),
            revision: RevisionNumber(start.revision),
            zone_version: start.zone_version,
            digest: start.digest.clone(),
        }),
        numbers,
        decision: record.decision.as_ref().map(decision),
        hours,
        flags: record.flags.iter().map(flag).collect(),
        left_out,
    };
    (case, programme)
}

/// Of when the numbers are, and what they rest on as far as it is anybody's to read.
fn numbers(record: &Record, now: DateTime<Utc>) -> (Option<bundle::Numbers>, Option<Programme>) {
    match &record.numbers {
        Numbers::None(_) => (None, None),
        Numbers::Live(programme) => {
            let numbers = bundle::Numbers {
                as_of: now,
                definitions: DEFINITIONS,
                frozen: None,
            };
            (Some(numbers), Some(programme.with_answers_that_count()))
        }
        Numbers::Frozen(frozen) => {
            let programme = frozen.programme.with_answers_that_count();
            let numbers = bundle::Numbers {
                as_of: frozen.taken_at,
                definitions: DEFINITIONS,
                frozen: Some(bundle::Frozen {
                    snapshot: frozen.snapshot_id,
                    by: frozen.taken_by.clone(),
                    digest: frozen.digest.clone(),
                    whole: programme.answers.len() == frozen.programme.answers.len(),
                }),
            };
            (Some(numbers), Some(programme))
        }
    }
}

/// What a person may read of review hours, as the page of them shows it: all, for sponsor and approver; their own, for a DRI.
fn hours(facts: &Facts, standing: &Standing) -> Option<Vec<bundle::Amount>> {
    let sees_all = standing.is(Role::Sponsor) || standing.is(Role::Approver);
    if !sees_all && !standing.is(Role::Dri) {
        return None;
    }
    let name = |dri| {
        let member = facts.members().find(|member| member.person_id == dri);
        let former = || {
            facts
                .replaced
                .iter()
                .find(|one| one.former == dri)
                .map(|one| one.former_name.clone())
        };
        member
            .map(|member| member.name.clone())
            .or_else(former)
            .unwrap_or_default()
    };
    let theirs = facts.hours.iter().filter(|one| sees_all || one.dri == standing.person);
    let mut amounts: Vec<bundle::Amount> = theirs
        .map(|one| bundle::Amount {
            dri: name(one.dri),
            week: one.week,
            hours: one.hours,
        })
        .collect();
    amounts.sort_by(|one, other| (&one.dri, one.week).cmp(&(&other.dri, other.week)));
    Some(amounts)
}

fn people(facts: &Facts) -> Vec<bundle::Somebody> {
    let mut people: Vec<bundle::Somebody> = Vec::new();
    for member in facts.members() {
        let role = role(member.membership);
        match people.iter_mut().find(|one| one.person == member.person_id) {
            Some(known) => known.roles.push(role),
            None => people.push(bundle::Somebody {
                person: member.person_id,
                name: member.name.clone(),
                roles: vec![role],
            }),
        }
    }
    people
}

fn request(request: &domain::approval::Request) -> bundle::Request {
    let filled = request.seats.iter().filter_map(|seat| seat.filled.as_ref());
    let open = request.outcome.is_none() && request.withdrawn.is_none();
    let waiting = request.seats.iter().filter(|seat| open && seat.filled.is_none());
    bundle::Request {
        request: request.request_id,
        revision: request.revision,
        zone_version: request.zone_version,
        sent_by: request.sent_by.clone(),
        sent_at: request.sent_at,
        decided: filled
            .map(|filled| bundle::Decided {
                approval: filled.approval_id,
                person: filled.person_id,
                by: filled.by.clone(),
                verdict: filled.verdict,
                at: filled.decided_at,
            })
            .collect(),
        waits_for: waiting.map(|seat| seat.approver.clone()).collect(),
        withdrawn: request.withdrawn.as_ref().map(|one| (one.reason.clone(), one.at)),
    }
}

fn condition(condition: &domain::approval::Condition) -> bundle::OnCondition {
    let closed = condition.progress() == Progress::Closed;
    let last = condition
        .steps
        .iter()
        .rev()
        .find(|taken| closed && taken.step == domain::approval::Step::Close);
    bundle::OnCondition {
        condition: condition.condition_id,
        text: condition.stated.text.clone(),
        owner: condition.owner.clone(),
        due_on: condition.stated.due_on,
        closed_at: last.map(|taken| taken.at),
    }
}

fn decision(recorded: &domain::decision::Recorded) -> bundle::Decision {
    bundle::Decision {
        decision: recorded.decision_id,
        snapshot: recorded.snapshot_id,
        choice: recorded.choice,
        pointed_to: recorded.pointed_to,
        reason: recorded.reason.clone(),
        attendees: recorded.attendees.clone(),
        next_step: recorded.next_step.clone(),
        owner: recorded.owner.clone(),
        due_on: recorded.due_on,
        person: recorded.recorded_by,
        by: recorded.recorded_by_name.clone(),
        at: recorded.recorded_at,
        confirmed: recorded.confirmed.clone(),
    }
}

fn flag(flag: &store::flag::FeatureFlag) -> bundle::Flag {
    bundle::Flag {
        feature: flag.feature.clone(),
        key: flag.key.clone(),
        turned: flag
            .flips
            .iter()
            .map(|recorded| bundle::Turned {
                on: recorded.flip.on,
                at: recorded.flip.at,
                note: recorded.note.clone(),
                by: recorded.by.clone(),
                withdrawn: recorded.withdrawn.as_ref().map(|(why, _)| why.clone()),
            })
            .collect(),
    }
}

/// The one line that offers it, beside what else can be taken away from a page: what it is, and how to verify it.
pub fn offer(here: &crate::here::Here) -> impl IntoView + use<> {
    let name = bundle::file_name(
        &here.pilot.slug,
        domain::calendar::local_date(here.now, here.pilot.zone),
    );
    view! {
        <p class="muted">
            <a href=here.url("evidence-bundle") download="">"Download the evidence bundle"</a>
            ": the case with its numbers, texts and log in one archive. Anybody with the program can verify it: "
            <code>{format!("countersign verify {name}")}</code>
        </p>
    }
}
