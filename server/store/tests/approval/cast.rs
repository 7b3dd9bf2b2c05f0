//! A pilot that can be sent for approval, and its people.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::approval::{Answer, Answers, Verdict, Wanted};
use domain::ids::{ApprovalId, ApprovalRequestId, PersonId, PilotId};
use domain::inbox::Task;
use domain::pilot::Status;
use domain::proposal::RevisionNumber;
use sqlx::PgPool;
use store::Error;
use store::approval::{Decided, Decision, Naming, Sending, decide, draft, keep_answers, name_deputy, send};
use store::pilot::Facts;
use store::proposal::{Edit, latest, revise};
use store::testing::{self, person};

pub const ZONE: chrono_tz::Tz = chrono_tz::Europe::Berlin;

/// A Sunday, 10:00 in Berlin.
pub fn now() -> DateTime<Utc> {
    "2026-02-01T09:00:00Z".parse().expect("a time")
}

pub fn days_later(days: i64) -> DateTime<Utc> {
    now() + TimeDelta::days(days)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// The day requests are due: a week after [`now`].
pub fn due() -> NaiveDate {
    day("2026-02-08")
}

pub fn sentence<T: std::fmt::Debug>(outcome: store::Result<T>) -> String {
    match outcome {
        Err(Error::Refused(sentence)) => sentence,
        other => panic!("not refused: {other:?}"),
    }
}

/// Dana sponsors, Priya approves, Sam and Lee are in the pilot as observers.
#[derive(Clone, Copy)]
pub struct Cast {
    pub pilot: PilotId,
    pub dana: PersonId,
    pub priya: PersonId,
    pub sam: PersonId,
    pub lee: PersonId,
}

/// A pilot whose revision 2 has nothing missing.
pub async fn complete_pilot(pool: &PgPool) -> Cast {
    let dana = person(pool, "Dana").await.expect("Dana");
    let priya = person(pool, "Priya").await.expect("Priya");
    let sam = person(pool, "Sam").await.expect("Sam");
    let lee = person(pool, "Lee").await.expect("Lee");
    let body = domain::template::body();
    let new = store::pilot::NewPilot {
        name: "Checkout",
        zone: ZONE,
        body: &body,
        summary: "Imported",
    };
    let slug = store::pilot::add(pool, dana, &new, now()).await.expect("a pilot");
    let (found, _) = store::pilot::find(pool, &slug, dana, now())
        .await
        .expect("found")
        .expect("there");
    let pilot = found.pilot_id;
    approver(pool, pilot, priya, dana).await.expect("an approver");
    for who in [sam, lee] {
        member(pool, pilot, (who, "observer"), dana).await.expect("an observer");
    }
    let readout_at = "2026-04-03T16:00:00".parse().expect("a time");
    testing::filled(pool, pilot, dana, readout_at, now())
        .await
        .expect("revision 2");
    Cast {
        pilot,
        dana,
        priya,
        sam,
        lee,
    }
}

/// Gives a role by hand, past the rules of the program.
pub async fn member(
    pool: &PgPool,
    pilot: PilotId,
    (who, role): (PersonId, &str),
    by: PersonId,
) -> Result<(), sqlx::Error> {
    sqlx::query("insert into member (pilot_id, person_id, role, added_by, added_at) values ($1, $2, $3, $4, $5)")
        .bind(pilot.0)
        .bind(who.0)
        .bind(role)
        .bind(by.0)
        .bind(now())
        .execute(pool)
        .await
        .map(|_| ())
}

pub async fn approver(pool: &PgPool, pilot: PilotId, who: PersonId, by: PersonId) -> Result<(), sqlx::Error> {
    member(pool, pilot, (who, "approver"), by).await
}

/// Otto, a second approver.
pub async fn otto(pool: &PgPool, cast: Cast) -> PersonId {
    let otto = person(pool, "Otto").await.expect("Otto");
    approver(pool, cast.pilot, otto, cast.dana)
        .await
        .expect("a second approver");
    otto
}

pub async fn sent(pool: &PgPool, cast: Cast, revision: i32) -> store::Result<ApprovalRequestId> {
    sent_to(pool, cast, revision, &[cast.priya]).await
}

pub async fn sent_to(
    pool: &PgPool,
    cast: Cast,
    revision: i32,
    approvers: &[PersonId],
) -> store::Result<ApprovalRequestId> {
    let sending = Sending {
        revision: RevisionNumber(revision),
        approvers,
        due_on: due(),
        empty_zone: true,
    };
    send(pool, cast.pilot, cast.dana, sending, now()).await
}

/// All four asks agreed to.
pub fn answers(verdict: Verdict, comment: &str) -> Answers {
    Answers {
        asks: vec![Some(Answer::Agree); 4],
        verdict: Some(verdict),
        comment: comment.to_owned(),
        conditions: Vec::new(),
    }
}

/// An approval with these conditions.
pub fn conditional(conditions: &[Wanted]) -> Answers {
    Answers {
        conditions: conditions.to_vec(),
        ..answers(Verdict::ApproveWithConditions, "")
    }
}

/// A condition due on Friday 6 February.
pub fn wanted(owner: PersonId) -> Wanted {
    Wanted {
        text: "Freeze the schema".to_owned(),
        evidence: "A link to the note".to_owned(),
        owner: Some(owner),
        due_on: Some(day("2026-02-06")),
        ask: None,
    }
}

/// Keeps Priya's answers and gives the decision the check page would send.
pub async fn checked(pool: &PgPool, cast: Cast, request: ApprovalRequestId, answers: &Answers) -> Decision {
    checked_by(pool, cast, (cast.priya, cast.priya), (request, answers)).await
}

/// Keeps a person's answers for a seat and gives the decision the check page would send.
pub async fn checked_by(
    pool: &PgPool,
    cast: Cast,
    (who, seat): (PersonId, PersonId),
    (request, answers): (ApprovalRequestId, &Answers),
) -> Decision {
    keep_answers(pool, cast.pilot, who, ((request, seat), answers), now())
        .await
        .expect("kept");
    let kept = draft(pool, request, who).await.expect("answers").expect("a draft");
    Decision {
        request,
        seat,
        answers_saved_at: kept.saved_at,
        sure: false,
    }
}

/// Decides for a seat; it has to be free.
pub async fn decided(
    pool: &PgPool,
    cast: Cast,
    (who, seat): (PersonId, PersonId),
    (request, answers): (ApprovalRequestId, &Answers),
) -> ApprovalId {
    let decision = Decision {
        sure: true,
        ..checked_by(pool, cast, (who, seat), (request, answers)).await
    };
    match decide(pool, cast.pilot, who, decision, now()).await {
        Ok(Decided::Now(approval, _)) => approval,
        other => panic!("not decided: {other:?}"),
    }
}

/// Sam decides for Priya from today to Wednesday.
pub async fn away(pool: &PgPool, cast: Cast) -> domain::ids::DelegationId {
    let naming = Naming {
        deputy: cast.sam,
        first: day("2026-02-01"),
        last: day("2026-02-04"),
    };
    name_deputy(pool, cast.pilot, cast.priya, naming, now())
        .await
        .expect("a deputy")
}

pub async fn edited(pool: &PgPool, cast: Cast, section: &str, text: &str) -> RevisionNumber {
    let base = latest(pool, cast.pilot).await.expect("a revision").number;
    let edit = Edit {
        section,
        base,
        text,
        summary: "",
    };
    revise(pool, cast.pilot, cast.dana, edit, now()).await.expect("saved");
    base.next()
}

/// What is recorded about the pilot.
pub async fn known(pool: &PgPool, cast: Cast) -> Facts {
    store::pilot::facts(pool, cast.pilot).await.expect("facts")
}

/// What somebody is asked about approvals: not what they are asked to sign or to write.
pub async fn tasks(pool: &PgPool, cast: Cast, who: PersonId, now: DateTime<Utc>) -> Vec<Task> {
    let facts = known(pool, cast).await;
    let mut tasks = domain::inbox::tasks(&store::inbox::asked_of(&facts, &[], who, now));
    tasks.retain(|task| task.path.starts_with("approval"));
    tasks
}

/// The titles of [`tasks`].
pub async fn titles(pool: &PgPool, cast: Cast, who: PersonId, now: DateTime<Utc>) -> Vec<String> {
    let tasks = tasks(pool, cast, who, now).await.into_iter();
    tasks.map(|task| task.title).collect()
}

pub async fn status(pool: &PgPool, cast: Cast) -> Status {
    store::pilot::status(pool, cast.pilot, now()).await.expect("a status")
}

pub async fn count(pool: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(pool).await.expect("a count")
}
