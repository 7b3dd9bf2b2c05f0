//! Named rows for tests: a pilot of six people, at every point of its life up to the start. Built
//! through the store's own functions wherever they exist.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use domain::approval::Verdict;
use domain::calendar::{Moment, local_date};
use domain::comment::Anchor;
use domain::document::placeholders;
use domain::feature::{Direction, PrimaryMetric};
use domain::ids::{ApprovalRequestId, CommentThreadId, ConditionId, PersonId, PilotId};
use domain::metric::BaselinePr;
use domain::person::{Arm, Membership, Role};
use domain::pilot::{Answer, Feature};
use domain::proposal::{RevisionNumber, digest};
use domain::template;
use domain::terms::{Statistic, Terms};
use domain::zone::Signatory;
use serde_json::{Value, json};
use sqlx::PgPool;
use sqlx::types::Json;

use crate::change::Change;
use crate::{
    Error, Result, account, approval, baseline, comment, enrolment, feature as features, proposal, start, zone,
};

/// The zone of the pilots made here.
pub const ZONE: chrono_tz::Tz = chrono_tz::Europe::Berlin;

/// A pilot and who is what in it.
#[derive(Clone, Copy, Debug)]
pub struct Cast {
    /// The pilot.
    pub pilot: PilotId,
    /// Dana.
    pub sponsor: PersonId,
    /// Priya.
    pub approver: PersonId,
    /// Mira.
    pub new_pm: PersonId,
    /// Omar.
    pub old_pm: PersonId,
    /// Lee.
    pub new_dri: PersonId,
    /// Kim.
    pub old_dri: PersonId,
}

/// Somebody who can be given roles: `Dana` has the address `dana@example.com`. The same name gives
/// the same person.
///
/// # Errors
/// When the database fails.
pub async fn person(pool: &PgPool, name: &str) -> Result<PersonId> {
    Ok(sqlx::query_scalar!(
        r#"insert into person (email, name, created_at) values (lower($1) || '@example.com', $1, '2026-01-01Z')
           on conflict on constraint person_email_unique do update set name = excluded.name
           returning person_id as "person_id: PersonId""#,
        name,
    )
    .fetch_one(pool)
    .await?)
}

/// A pilot with everybody in their role, and nothing else.
///
/// # Errors
/// When the slug is taken or the database fails.
pub async fn pilot(pool: &PgPool, slug: &str, now: DateTime<Utc>) -> Result<Cast> {
    let sponsor = person(pool, "Dana").await?;
    let pilot = sqlx::query_scalar!(
        r#"insert into pilot (slug, name, zone, created_by, created_at) values ($1, initcap($1) || ' pilot', $2, $3, $4)
           returning pilot_id as "pilot_id: PilotId""#,
        slug,
        ZONE.name(),
        sponsor.0,
        now,
    )
    .fetch_one(pool)
    .await?;
    let cast = Cast {
        pilot,
        sponsor,
        approver: person(pool, "Priya").await?,
        new_pm: person(pool, "Mira").await?,
        old_pm: person(pool, "Omar").await?,
        new_dri: person(pool, "Lee").await?,
        old_dri: person(pool, "Kim").await?,
    };
    let mut change = Change::begin(pool, pilot, sponsor, now).await?;
    for (person, role, arm) in [
        (cast.sponsor, Role::Sponsor, None),
        (cast.approver, Role::Approver, None),
        (cast.new_pm, Role::PilotPm, Some(Arm::NewModel)),
        (cast.old_pm, Role::PilotPm, Some(Arm::OldModel)),
        (cast.new_dri, Role::Dri, Some(Arm::NewModel)),
        (cast.old_dri, Role::Dri, Some(Arm::OldModel)),
    ] {
        account::add_member(&mut change, pilot, person, Membership { role, arm }, sponsor).await?;
    }
    change.commit_silently().await?;
    Ok(cast)
}

/// Terms with nothing missing: four weeks, four baseline features and their median, a drop of 30%.
pub fn terms() -> Terms {
    let list = |items: &[&str]| items.iter().map(|&item| item.to_owned()).collect();
    Terms {
        weeks: Some(4),
        pilot_pms: Some(2),
        dri_hours_per_week: Some(2.into()),
        baseline_features: Some(4),
        baseline_statistic: Some(Statistic::Median),
        commit_drop_percent: Some(30.into()),
        cycles_must_not_increase: Some(true),
        energy_at_least: Some(4.into()),
        outcome_must_move: Some(true),
        success_at: Some(3),
        iterate_at: Some(2),
        readout_at: "2026-04-03T16:00:00".parse().ok(),
        asks: list(&["Run the pilot", "Two engineers review"]),
        metrics: list(&["Days to first commit", "Review cycles"]),
        pm_zone: list(&["Copy and translations", "Feature flags"]),
        engineering_zone: list(&["Payments", "Schema migrations"]),
        week_one: list(&["Write the plan", "Merge one word of copy"]),
        no_go: list(&["No change to payments"]),
        ..Terms::default()
    }
}

/// Writes the next revision, with the built-in text and these terms, and judges it. Gives its number.
///
/// # Errors
/// When the database fails.
pub async fn revision(pool: &PgPool, cast: &Cast, terms: &Terms, now: DateTime<Utc>) -> Result<i32> {
    let body = template::body();
    let digest = digest(&body, terms);
    let mut connection = pool.acquire().await?;
    let number = sqlx::query_scalar!(
        r#"insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at)
           select $1, coalesce(max(number), 0) + 1, $2, $3, $4, 'Text', $5, $6 from revision where pilot_id = $1
           returning number"#,
        cast.pilot.0,
        body.as_str(),
        Json(terms) as _,
        digest.as_str(),
        cast.sponsor.0,
        now,
    )
    .fetch_one(&mut *connection)
    .await?;
    sqlx::query!(
        "insert into approval_judgement_due (pilot_id, older, newer)
         select distinct pilot_id, revision_number, $2::int from approval_request
         where pilot_id = $1 and revision_number < $2",
        cast.pilot.0,
        number,
    )
    .execute(&mut *connection)
    .await?;
    approval::judge_due(&mut connection).await?;
    Ok(number)
}

/// Fills every gap of a new pilot's text and terms, so that its revision 2 can be sent.
///
/// # Errors
/// When the pilot has other revisions, or the database fails.
pub async fn filled(
    pool: &PgPool,
    pilot: PilotId,
    author: PersonId,
    readout_at: NaiveDateTime,
    now: DateTime<Utc>,
) -> Result<()> {
    let first = proposal::latest(pool, pilot).await?;
    let terms = Terms {
        baseline_statistic: Some(Statistic::Median),
        readout_at: Some(readout_at),
        ..first.terms
    };
    let gaps = placeholders(&first.body);
    let values: Vec<(&str, &str)> = gaps.iter().map(|gap| (gap.text.as_str(), "filled")).collect();
    let completion = proposal::Completion {
        base: RevisionNumber(1),
        values: &values,
        none: &[],
        terms: &terms,
    };
    proposal::complete(pool, pilot, author, &completion, now).await?;
    Ok(())
}

/// Pilots with the people of this one, its newest text and terms as their revision 1, confirmed as they were there,
/// and its newest zone version as their version 1: `checkout` gives `checkout-1` to `checkout-N`.
///
/// # Errors
/// When the database fails.
pub async fn copies(pool: &PgPool, pilot: PilotId, count: i32) -> Result<Vec<(PilotId, String)>> {
    let made = sqlx::query_as::<_, (i64, String)>(
        "insert into pilot (slug, name, zone, created_by, created_at)
         select slug || '-' || n, name || ' ' || n, zone, created_by, created_at
         from pilot cross join generate_series(1, $2) n where pilot_id = $1 order by n
         returning pilot_id, slug",
    )
    .bind(pilot.0)
    .bind(count)
    .fetch_all(pool)
    .await?;
    let ids: Vec<i64> = made.iter().map(|(id, _)| *id).collect();
    for statement in [
        "insert into member (pilot_id, person_id, role, arm, added_by, added_at)
         select p, person_id, role, arm, added_by, added_at from unnest($2::bigint[]) p cross join member where pilot_id = $1",
        "insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at)
         select p, 1, body, terms, digest, summary, author_id, created_at
         from unnest($2::bigint[]) p
             cross join (select * from revision where pilot_id = $1 order by number desc limit 1) newest",
        "insert into zone_version (pilot_id, number, items, digest, summary, author_id, created_at)
         select p, 1, items, digest, summary, author_id, created_at
         from unnest($2::bigint[]) p
             cross join (select * from zone_version where pilot_id = $1 order by number desc limit 1) newest",
        "insert into terms_confirmation (pilot_id, revision_number, terms_digest, person_id, confirmed_at)
         select p, 1, terms_digest, person_id, confirmed_at
         from unnest($2::bigint[]) p
             cross join (select * from terms_confirmation where pilot_id = $1 order by terms_confirmation_id desc limit 1) newest",
    ] {
        sqlx::query(statement).bind(pilot.0).bind(&ids).execute(pool).await?;
    }
    Ok(made.into_iter().map(|(id, slug)| (PilotId(id), slug)).collect())
}

/// Gives a person a role without an arm.
///
/// # Errors
/// When the database fails.
pub async fn member(pool: &PgPool, pilot: PilotId, person: PersonId, role: Role, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::begin(pool, pilot, person, now).await?;
    account::add_member(&mut change, pilot, person, Membership { role, arm: None }, person).await?;
    change.commit_silently().await
}

/// A comment on a whole section of the newest revision.
///
/// # Errors
/// [`Error::NotFound`] without such a section.
pub async fn comment(
    pool: &PgPool,
    pilot: PilotId,
    author: PersonId,
    section: &str,
    text: &str,
    now: DateTime<Utc>,
) -> Result<CommentThreadId> {
    let latest = proposal::latest(pool, pilot).await?;
    let new = comment::NewThread {
        base: latest.number,
        anchor: &Anchor::to_section(&latest.body, section).ok_or(Error::NotFound)?,
        text,
        replacement: None,
    };
    comment::start(pool, pilot, author, new, now).await
}

/// Writes a revision with [`terms`] and a zone version from them, sends it and has it decided.
///
/// # Errors
/// When the database fails.
pub async fn decided(pool: &PgPool, cast: &Cast, verdict: Verdict, now: DateTime<Utc>) -> Result<()> {
    decision(pool, cast, &terms(), (verdict, &[cast.approver]), now).await
}

/// Writes a revision with these terms, sends it with the newest zone version to several approvers and has all
/// of them approve.
///
/// # Errors
/// When the database fails.
pub async fn approved(
    pool: &PgPool,
    cast: &Cast,
    terms: &Terms,
    approvers: &[PersonId],
    now: DateTime<Utc>,
) -> Result<()> {
    decision(pool, cast, terms, (Verdict::Approve, approvers), now).await
}

async fn decision(
    pool: &PgPool,
    cast: &Cast,
    terms: &Terms,
    (verdict, approvers): (Verdict, &[PersonId]),
    now: DateTime<Utc>,
) -> Result<()> {
    let number = revision(pool, cast, terms, now).await?;
    let zone = zone_version(pool, cast.pilot, cast.sponsor, now).await?;
    let request = sqlx::query_scalar!(
        r#"insert into approval_request (pilot_id, revision_number, zone_version, sent_by, sent_at)
           values ($1, $2, $3, $4, $5) returning approval_request_id as "id: ApprovalRequestId""#,
        cast.pilot.0,
        number,
        zone.number,
        cast.sponsor.0,
        now,
    )
    .fetch_one(pool)
    .await?;
    sqlx::query!(
        "insert into approval_seat (approval_request_id, approver_id) select $1, unnest($2::bigint[])",
        request.0,
        approvers as &[PersonId],
    )
    .execute(pool)
    .await?;
    sqlx::query!(
        "insert into approval (approval_request_id, person_id, approver_id, verdict, asks, comment, digest, decided_at)
         select $1, who, who, $3, $4, '', r.digest, $5
         from revision r, unnest($2::bigint[]) who where r.pilot_id = $6 and r.number = $7",
        request.0,
        approvers as &[PersonId],
        verdict.as_str(),
        json!([]),
        now,
        cast.pilot.0,
        number,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The newest zone version; the first one is made from the newest revision.
///
/// # Errors
/// [`Error::Refused`] when there is no revision either.
pub async fn zone_version(
    pool: &PgPool,
    pilot: PilotId,
    author: PersonId,
    now: DateTime<Utc>,
) -> Result<zone::ZoneVersion> {
    if let Some(version) = zone::current(pool, pilot).await? {
        return Ok(version);
    }
    let mut change = Change::begin(pool, pilot, author, now).await?;
    let event = zone::first(&mut change, pilot, author).await?;
    change.commit(event).await?;
    zone::current(pool, pilot).await?.ok_or(Error::NotFound)
}

/// An entry of the log as another edition of the software wrote it.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// In which pilot; `None` for the installation.
    pub pilot: Option<PilotId>,
    /// Who; `None` for the software itself.
    pub person: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
    /// What was done, `feature.verb`.
    pub action: &'a str,
    /// What exactly.
    pub detail: Value,
}

/// Appends an entry to the log.
///
/// # Errors
/// [`Error::NotFound`] without such a pilot.
pub async fn append(pool: &PgPool, entry: Entry<'_>) -> Result<()> {
    let pilots: Vec<PilotId> = entry.pilot.into_iter().collect();
    let change = Change::begin_all(pool, &pilots, entry.person, entry.at).await?;
    change.commit_as(entry.action, entry.detail).await
}

/// The address of the database behind a pool that a test got.
///
/// # Panics
/// Without `DATABASE_URL`.
pub fn url(pool: &PgPool) -> String {
    let base = std::env::var("DATABASE_URL").expect("a database");
    let (server, _) = base.rsplit_once('/').expect("an address");
    format!("{server}/{}", pool.connect_options().get_database().expect("a name"))
}

/// Has the log seal what was put there without an entry, so that all of it fits.
///
/// # Errors
/// When the database fails.
pub async fn sealed(pool: &PgPool, now: DateTime<Utc>) -> Result<()> {
    let mut change = Change::of_installation(pool, None, now).await?;
    for statement in [
        "set local session_replication_role = replica",
        "update seal set batch = batch_under_way()
         where batch not in (select batch from activity where batch is not null)",
        "set local session_replication_role = origin",
    ] {
        sqlx::query(statement).execute(&mut *change).await?;
    }
    change.commit_as("test.seal", json!({})).await
}

/// A condition of the only approval there is, due on a day.
///
/// # Errors
/// When the database fails.
pub async fn condition(pool: &PgPool, owner: PersonId, due_on: NaiveDate) -> Result<ConditionId> {
    Ok(sqlx::query_scalar!(
        r#"insert into condition (approval_id, position, text, evidence, owner_id, due_on)
           select approval_id, 1, 'Freeze the schema', 'A link to the note', $1, $2 from approval
           returning condition_id as "condition_id: ConditionId""#,
        owner.0,
        due_on,
    )
    .fetch_one(pool)
    .await?)
}

/// Has every side sign the newest zone version.
///
/// # Errors
/// [`Error::NotFound`] without a zone version.
pub async fn signed(pool: &PgPool, cast: &Cast, now: DateTime<Utc>) -> Result<()> {
    let version = zone::current(pool, cast.pilot).await?.ok_or(Error::NotFound)?;
    for (person, side) in [
        (cast.sponsor, Signatory::Sponsor),
        (cast.approver, Signatory::Approver),
        (cast.new_dri, Signatory::Dri(Arm::NewModel)),
        (cast.old_dri, Signatory::Dri(Arm::OldModel)),
    ] {
        zone::sign(pool, cast.pilot, person, side, (version.number, &version.digest), now).await?;
    }
    Ok(())
}

/// The feature of an arm, with an idea one week before `now`, known to the day.
pub fn feature(arm: Arm, now: DateTime<Utc>) -> Feature {
    let today = local_date(now, ZONE);
    let (name, login) = match arm {
        Arm::NewModel => ("Saved addresses", "mira-codes"),
        Arm::OldModel => ("Gift notes", "omar-codes"),
    };
    Feature {
        arm,
        name: name.to_owned(),
        surface: "Checkout".to_owned(),
        brief: "Raise the share of orders that are finished in one visit.".to_owned(),
        idea: Moment::Date(today - Days::new(7)),
        idea_evidence: "https://tickets.example.com/7".to_owned(),
        idea_entered_at: now,
        flag_key: name.to_lowercase().replace(' ', "-"),
        github_login: login.to_owned(),
        primary_metric: PrimaryMetric {
            name: "Orders finished in one visit".to_owned(),
            unit: "%".to_owned(),
            source: "Product analytics".to_owned(),
            direction: Direction::Up,
            read_on: today + Days::new(49),
            window_days: 28,
        },
        more_logins: Vec::new(),
    }
}

/// The baseline feature at a position from 1: first commit 2 days later in each than in the one before,
/// from 8; one pull request of one day and as many review cycles as its position.
pub fn baseline_feature(position: u8, now: DateTime<Utc>) -> baseline::Entry {
    let idea = local_date(now, ZONE) - Days::new(120);
    let opened_at = now - chrono::TimeDelta::days(100);
    baseline::Entry {
        name: format!("Earlier feature {position}"),
        evidence: format!("https://tickets.example.com/10{position}"),
        idea: Moment::Date(idea),
        first_commit: Moment::Date(idea + Days::new(6 + 2 * u64::from(position))),
        shipped_on: idea + Days::new(40),
        pull_requests: vec![BaselinePr::Hand {
            number: 100 + i32::from(position),
            opened_at,
            merged_at: opened_at + chrono::TimeDelta::days(1),
            cycles: Some(u32::from(position)),
        }],
    }
}

/// Enters both features and four baseline features, and has both DRIs consent.
///
/// # Errors
/// When the database fails.
pub async fn enrolled(pool: &PgPool, cast: &Cast, now: DateTime<Utc>) -> Result<()> {
    for (arm, dri) in [(Arm::NewModel, cast.new_dri), (Arm::OldModel, cast.old_dri)] {
        features::save(pool, cast.pilot, &feature(arm, now), cast.sponsor, now).await?;
        enrolment::consent(pool, cast.pilot, dri, arm, Answer::Yes, now).await?;
    }
    for position in 1..=4 {
        let entry = baseline_feature(position, now);
        baseline::save(pool, cast.pilot, position, &entry, cast.sponsor, now).await?;
    }
    Ok(())
}

/// A pilot that can start: approved, signed and enrolled.
///
/// # Errors
/// When the database fails.
pub async fn ready_pilot(pool: &PgPool, now: DateTime<Utc>) -> Result<Cast> {
    let cast = pilot(pool, "checkout", now).await?;
    decided(pool, &cast, Verdict::Approve, now).await?;
    signed(pool, &cast, now).await?;
    enrolled(pool, &cast, now).await?;
    Ok(cast)
}

/// A pilot that started at `now`.
///
/// # Errors
/// When the database fails.
pub async fn started_pilot(pool: &PgPool, now: DateTime<Utc>) -> Result<Cast> {
    let cast = ready_pilot(pool, now).await?;
    start::start(pool, cast.pilot, cast.sponsor, now).await?;
    Ok(cast)
}

/// The new-model PM's answers from week 1, given at `now`.
///
/// # Errors
/// When the database fails.
pub async fn answered(pool: &PgPool, cast: &Cast, scores: &[i32], now: DateTime<Utc>) -> Result<()> {
    for (week, score) in (1_i32..).zip(scores) {
        sqlx::query!(
            "insert into answer (pilot_id, week, person_id, score, note, answered_at) values ($1, $2, $3, $4, '', $5)",
            cast.pilot.0,
            week,
            cast.new_pm.0,
            score,
            now,
        )
        .execute(pool)
        .await?;
    }
    Ok(())
}
