//! What a recorded event says by mail, and whom it asks: queued in the transaction that records it.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::activity::Event;
use domain::activity::event::{Approval, Decision, People, Start, Zone};
use domain::approval::Step;
use domain::ids::{PersonId, PilotId};
use domain::mail::letters::{self, Pilot};
use domain::mail::{Ask, Kind, Letter, asked, awake};
use domain::person::{Membership, Role};
use sqlx::PgConnection;

use super::{New, queue};
use crate::inbox::asked_of;
use crate::pilot::{Facts, facts_in, zone};
use crate::{Error, Result};

/// Whether an event is told by mail, or may ask somebody for something.
fn concerns(event: &Event) -> bool {
    match event {
        Event::Approval(event) => !matches!(event, Approval::RevokeDeputy { .. }),
        Event::Zone(event) => matches!(event, Zone::Revise { .. } | Zone::Propose { .. }),
        Event::People(event) => matches!(
            event,
            People::Invite { role: Some(_), .. }
                | People::GiveRole { .. }
                | People::OfferReplacement { .. }
                | People::Replace { .. }
        ),
        Event::Start(event) => matches!(event, Start::Begin { .. }),
        Event::Decision(_) => true,
        Event::Account(_)
        | Event::Proposal(_)
        | Event::Comment(_)
        | Event::Survey(_)
        | Event::Data(_)
        | Event::Gate(_)
        | Event::Flag(_)
        | Event::Hours(_)
        | Event::Incident(_)
        | Event::Readout(_) => false,
    }
}

/// Queues what the events of one pilot say by mail, and what the pilot asks of its people after them.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub(crate) async fn follow(
    tx: &mut PgConnection,
    pilot: PilotId,
    person: Option<PersonId>,
    events: &[Event],
    now: DateTime<Utc>,
) -> Result<()> {
    if !events.iter().any(concerns) {
        return Ok(());
    }
    let facts = facts_in(tx, pilot).await?;
    if facts.example || facts.archived_at.is_some() {
        return Ok(());
    }
    let readers = Readers::of(tx, &facts).await?;
    let by = person
        .and_then(|person| readers.name(person))
        .unwrap_or("Countersign")
        .to_owned();
    for event in events.iter().filter(|event| concerns(event)) {
        for (to, kind, about, letter) in told(tx, &facts, person, &by, event).await? {
            // Whoever gives a role to themselves knows of it.
            if kind == Kind::Role && Some(to) == person {
                continue;
            }
            let new = New {
                pilot: Some(pilot),
                ..New::now(to, kind, &about, letter, now)
            };
            queue(tx, &new, now).await?;
        }
    }
    ask(tx, &facts, &readers, now).await
}

/// Whoever a pilot writes to: its people, and deputies of its approvers.
pub(super) struct Readers(HashMap<PersonId, (String, Option<Tz>)>);

impl Readers {
    pub(super) async fn of(tx: &mut PgConnection, facts: &Facts) -> Result<Self> {
        let ids: BTreeSet<i64> = facts
            .members()
            .map(|member| member.person_id)
            .chain(facts.delegations.iter().map(|delegation| delegation.deputy_id))
            .map(|person| person.0)
            .collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let rows = sqlx::query!(
            r#"select person_id as "person_id: PersonId", name, zone from person
               where person_id = any($1) and disabled_at is null"#,
            &ids,
        )
        .fetch_all(tx)
        .await?;
        let mut readers = HashMap::new();
        for row in rows {
            let own = row.zone.as_deref().map(zone).transpose()?;
            readers.insert(row.person_id, (row.name, own));
        }
        Ok(Self(readers))
    }

    fn name(&self, person: PersonId) -> Option<&str> {
        self.0.get(&person).map(|(name, _)| name.as_str())
    }

    pub(super) fn own(&self, person: PersonId) -> Option<Tz> {
        self.0.get(&person).and_then(|(_, zone)| *zone)
    }

    /// In the order of their ids.
    pub(super) fn people(&self) -> Vec<PersonId> {
        let mut people: Vec<PersonId> = self.0.keys().copied().collect();
        people.sort_unstable();
        people
    }
}

/// How letters name a pilot.
pub(super) fn named(facts: &Facts) -> Pilot<'_> {
    Pilot {
        name: &facts.name,
        slug: &facts.slug,
        zone: facts.zone,
    }
}

fn in_role(facts: &Facts, role: Role) -> Vec<PersonId> {
    let theirs = facts.members().filter(|member| member.membership.role == role);
    theirs.map(|member| member.person_id).collect()
}

fn everybody(facts: &Facts) -> Vec<PersonId> {
    let people: BTreeSet<PersonId> = facts.members().map(|member| member.person_id).collect();
    people.into_iter().collect()
}

type Told = Vec<(PersonId, Kind, String, Letter)>;

/// Who is told what of an event. Whoever did it is told nothing.
async fn told(tx: &mut PgConnection, facts: &Facts, person: Option<PersonId>, by: &str, event: &Event) -> Result<Told> {
    let pilot = named(facts);
    let to_all = |people: Vec<PersonId>, kind: Kind, about: String, letter: Letter| -> Told {
        let others = people.into_iter().filter(|one| Some(*one) != person);
        others.map(|one| (one, kind, about.clone(), letter.clone())).collect()
    };
    Ok(match event {
        Event::Approval(Approval::Decide {
            approval,
            revision,
            verdict,
            conditions,
            on_behalf_of,
            ..
        }) => {
            let by = match on_behalf_of {
                Some(other) => format!("{by} for {other}"),
                None => by.to_owned(),
            };
            let letter = letters::outcome(&pilot, &by, *verdict, revision.0, conditions.len(), approval.0);
            to_all(
                in_role(facts, Role::Sponsor),
                Kind::Outcome,
                approval.to_string(),
                letter,
            )
        }
        Event::Approval(Approval::Withdraw { request, revision, .. }) => {
            let approvers = in_role(facts, Role::Approver);
            let about = request.written().map_or_else(String::new, ToString::to_string);
            to_all(
                approvers,
                Kind::Withdrawn,
                about,
                letters::withdrawn(&pilot, by, revision.0),
            )
        }
        Event::Approval(Approval::SubmitEvidence(on)) => of_condition(facts, on.condition.0, Step::Submit, by, person),
        Event::Approval(Approval::ReturnEvidence(on)) => of_condition(facts, on.condition.0, Step::Return, by, person),
        Event::Approval(Approval::CloseCondition(on)) => of_condition(facts, on.condition.0, Step::Close, by, person),
        Event::People(People::Invite {
            person: to,
            role: Some(role),
            arm,
        }) => of_role(facts, *to, Membership { role: *role, arm: *arm }, by),
        Event::People(People::GiveRole {
            person: to, role, arm, ..
        }) => match to.written() {
            Some(to) => of_role(facts, *to, Membership { role: *role, arm: *arm }, by),
            None => Vec::new(),
        },
        Event::People(People::Replace {
            post, person: to, arm, ..
        }) => match to.written() {
            Some(to) => {
                let membership = Membership {
                    role: post.role(),
                    arm: Some(*arm),
                };
                of_role(facts, *to, membership, by)
            }
            None => Vec::new(),
        },
        Event::Start(Start::Begin { digest, .. }) => {
            let digest = digest.written().cloned().unwrap_or_default();
            let letter = letters::started(&pilot, by, &digest);
            to_all(everybody(facts), Kind::Started, "start".to_owned(), letter)
        }
        Event::Decision(Decision::Confirm { decision, choice }) => {
            let id = decision
                .written()
                .ok_or_else(|| Error::inconsistent("decision", "confirmed without an id"))?;
            let row = sqlx::query!(
                "select p.name, s.digest from decision d join person p on p.person_id = d.recorded_by
                     join snapshot s on s.snapshot_id = d.snapshot_id where d.decision_id = $1",
                id.0,
            )
            .fetch_one(tx)
            .await?;
            let letter = letters::decision(&pilot, *choice, (&row.name, by), &row.digest, &facts.replaced);
            // Whoever confirmed it gets the receipt, too.
            let people = everybody(facts).into_iter();
            people
                .map(|one| (one, Kind::Decision, id.to_string(), letter.clone()))
                .collect()
        }
        _ => Vec::new(),
    })
}

/// A role is told to those who can sign in: whoever was just invited gets an invitation that names the pilot.
fn of_role(facts: &Facts, to: PersonId, membership: Membership, by: &str) -> Told {
    let joined = facts
        .members()
        .any(|member| member.person_id == to && member.membership == membership && member.joined);
    if !joined {
        return Vec::new();
    }
    let about = format!(
        "{} {}",
        membership.role.as_str(),
        membership.arm.map_or("", domain::person::Arm::as_str)
    );
    vec![(to, Kind::Role, about, letters::role(&named(facts), membership, by))]
}

fn of_condition(facts: &Facts, id: i64, step: Step, by: &str, person: Option<PersonId>) -> Told {
    let Some(condition) = facts.conditions.iter().find(|condition| condition.condition_id.0 == id) else {
        return Vec::new();
    };
    let mut to = match step {
        Step::Submit => vec![condition.approver_id],
        Step::Return => vec![condition.stated.owner],
        Step::Close => {
            let mut to = in_role(facts, Role::Sponsor);
            to.push(condition.stated.owner);
            to
        }
    };
    to.sort_unstable();
    to.dedup();
    let letter = letters::evidence(&named(facts), by, step.done(), id);
    // One for each step, however often evidence comes and goes.
    let about = format!("{id} {}", condition.steps.len());
    let others = to.into_iter().filter(|one| Some(*one) != person);
    others
        .map(|one| (one, Kind::Evidence, about.clone(), letter.clone()))
        .collect()
}

/// Queues what the pilot asks of its people and has not asked by mail. The survey waits for its link, which comes with time.
async fn ask(tx: &mut PgConnection, facts: &Facts, readers: &Readers, now: DateTime<Utc>) -> Result<()> {
    for person in readers.people() {
        let of_person = asked_of(facts, &[], person, now);
        for ask in asked(&of_person) {
            if matches!(ask, Ask::Survey(_)) {
                continue;
            }
            let own = readers.own(person);
            let Some(letter) = letters::ask(&ask, &named(facts), &of_person, own) else {
                continue;
            };
            let about = ask.about();
            let new = New {
                pilot: Some(facts.pilot_id),
                not_before: awake(now, own.unwrap_or(facts.zone)),
                ..New::now(person, ask.kind(), &about, letter, now)
            };
            queue(tx, &new, now).await?;
        }
    }
    Ok(())
}
