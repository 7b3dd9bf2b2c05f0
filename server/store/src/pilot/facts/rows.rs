//! The one statement that reads what is recorded about pilots: one row for each, all of one moment. What there is several
//! of comes as rows within that row, their fields in the order of the statement.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{PersonId, PilotId, ReplacementId, ZoneRemarkId};
use domain::person::{Arm, Role};
use domain::proposal::Change;
use domain::replacement::Post;
use domain::terms::Terms;
use sqlx::PgConnection;
use sqlx::types::Json;

use super::Which;
use crate::Result;
use crate::approval::{ConditionRow, DelegationRow, RequestRow};
use crate::feature::FeatureRow;

/// The longest list of pilots of one person.
const LONGEST: i64 = 250;

/// One pilot.
pub(super) struct Row {
    pub(super) pilot_id: PilotId,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) zone: String,
    pub(super) example: bool,
    pub(super) archived_at: Option<DateTime<Utc>>,
    pub(super) planned_start: Option<NaiveDate>,
    pub(super) survey_opens: Option<i32>,
    pub(super) survey_closes: Option<i32>,
    pub(super) first_id: Option<PilotId>,
    pub(super) first_slug: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) seconds: Vec<SecondRow>,
    pub(super) latest: Option<i32>,
    pub(super) terms: Option<Json<Terms>>,
    pub(super) placeholders: Option<i32>,
    pub(super) unseen: Option<i32>,
    pub(super) unsettled: Option<i32>,
    /// Only of a revision whose flaws nobody has counted.
    pub(super) uncounted: Option<String>,
    pub(super) confirmed: Vec<String>,
    pub(super) judged: Vec<JudgedRow>,
    pub(super) started_at: Option<DateTime<Utc>>,
    pub(super) started_digest: Option<String>,
    pub(super) started_terms: Option<Json<Terms>>,
    pub(super) choice: Option<String>,
    pub(super) recorded_by: Option<PersonId>,
    pub(super) recorded_name: Option<String>,
    pub(super) zone_version: Option<i32>,
    pub(super) zone_digest: Option<String>,
    pub(super) zone_newest: Option<i32>,
    pub(super) amended_version: Option<i32>,
    pub(super) amended_digest: Option<String>,
    pub(super) amended_reason: Option<String>,
    pub(super) amended_by: Option<String>,
    pub(super) amended_at: Option<DateTime<Utc>>,
    pub(super) zone_signed: bool,
    pub(super) baseline: Vec<i32>,
    pub(super) connected: bool,
    pub(super) unused: bool,
    pub(super) has_final_numbers: bool,
    pub(super) holders: Vec<HolderRow>,
    pub(super) requests: Vec<RequestRow>,
    pub(super) conditions: Vec<ConditionRow>,
    pub(super) delegations: Vec<DelegationRow>,
    pub(super) features: Vec<FeatureRow>,
    pub(super) weeks: Vec<WeekRow>,
    pub(super) answers: Vec<AnswerRow>,
    pub(super) participation: Vec<SaidRow>,
    pub(super) ticks: Vec<TickRow>,
    pub(super) corrections: Vec<WaitingRow>,
    pub(super) planning: Vec<PlanningRow>,
    pub(super) hours: Vec<HoursRow>,
    pub(super) remarks: Vec<RemarkRow>,
    pub(super) replacements: Vec<ReplacementRow>,
}

/// Somebody takes over from a pilot PM or a DRI, or offers to.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct ReplacementRow {
    pub(super) id: ReplacementId,
    pub(super) arm: Arm,
    pub(super) former: PersonId,
    pub(super) former_name: String,
    pub(super) successor: PersonId,
    pub(super) successor_name: String,
    pub(super) reason: String,
    pub(super) zone_version: i32,
    pub(super) at: DateTime<Utc>,
    pub(super) post: Post,
    pub(super) former_login: String,
    pub(super) login: String,
    pub(super) bound: bool,
    pub(super) signed: Vec<ReplacementSignatureRow>,
}

/// A side's signature under an offer to take over.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct ReplacementSignatureRow {
    pub(super) person_id: PersonId,
    pub(super) role: Role,
    pub(super) arm: Option<Arm>,
}

/// What a DRI logged last for a week.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct HoursRow {
    pub(super) person_id: PersonId,
    pub(super) week: i32,
    pub(super) hundredths: i32,
}

/// A remark on the zone that nobody has resolved, with the newest step of it.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct RemarkRow {
    pub(super) id: ZoneRemarkId,
    pub(super) kind: String,
    pub(super) by: PersonId,
    pub(super) name: String,
    pub(super) is_here: bool,
    pub(super) item: String,
    pub(super) step_by: Option<PersonId>,
    /// The version of the step, where it carried the remark over.
    pub(super) carried_to: Option<i32>,
}

/// A PLANNING.md that waits for a DRI's sign-off.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct PlanningRow {
    pub(super) arm: Arm,
    pub(super) linked_by: PersonId,
}

/// A correction that waits for its second person.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct WaitingRow {
    pub(super) by: PersonId,
    pub(super) side: String,
}

/// Whether the newest revision changes materially what an older one says.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct JudgedRow {
    pub(super) older: i32,
    pub(super) material: bool,
    pub(super) change: Json<Change>,
}

/// One role of one person, with what they did in it.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct HolderRow {
    pub(super) person_id: PersonId,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) joined: bool,
    pub(super) role: Role,
    pub(super) arm: Option<Arm>,
    pub(super) pm: Option<PersonId>,
    pub(super) added_at: DateTime<Utc>,
    pub(super) answer: Option<String>,
    pub(super) answered_at: Option<DateTime<Utc>>,
    /// The digest they signed the zone version by that counts.
    pub(super) signed: Option<String>,
    /// The digest they signed the amendment by that waits.
    pub(super) signed_amendment: Option<String>,
    pub(super) acknowledged: bool,
}

#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct WeekRow {
    pub(super) number: i32,
    pub(super) opens_at: DateTime<Utc>,
    pub(super) closes_at: DateTime<Utc>,
    pub(super) begins_at: Option<DateTime<Utc>>,
    pub(super) ends_at: Option<DateTime<Utc>>,
}

/// What a pilot PM said last of what is measured.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct SaidRow {
    pub(super) person_id: PersonId,
    pub(super) edition: i32,
    pub(super) agrees: bool,
    pub(super) said_at: DateTime<Utc>,
}

/// Somebody answered the survey of a week.
#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct AnswerRow {
    pub(super) person_id: PersonId,
    pub(super) week: i32,
}

#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct TickRow {
    pub(super) arm: Arm,
    pub(super) item: i32,
    pub(super) role: String,
    pub(super) person_id: PersonId,
    pub(super) at: DateTime<Utc>,
}

#[derive(sqlx::Type)]
#[sqlx(type_name = "record")]
pub(super) struct SecondRow {
    pub(super) slug: String,
    pub(super) by: String,
    pub(super) at: DateTime<Utc>,
}

/// These pilots, the newest first.
pub(super) async fn rows(connection: &mut PgConnection, which: Which<'_>) -> Result<Vec<Row>> {
    let (these, person) = match which {
        Which::These(pilots) => (Some(pilots.iter().map(|pilot| pilot.0).collect::<Vec<_>>()), None),
        Which::OfPerson(person) => (None, Some(person.0)),
    };
    Ok(sqlx::query_as!(
        Row,
        r#"select t.pilot_id as "pilot_id: PilotId", t.slug, t.name, t.zone, t.example,
               t.archived_at, t.planned_start, t.survey_opens, t.survey_closes,
               fi.pilot_id as "first_id?: PilotId", fi.slug as "first_slug?", fi.name as "first_name?",
               array(select (n.slug, p.name, n.created_at) from pilot n join person p on p.person_id = n.created_by
                   where n.follows = t.pilot_id order by n.pilot_id) as "seconds!: Vec<SecondRow>",
               r.number as "latest?", r.terms as "terms?: Json<Terms>", r.placeholders as "placeholders?",
               r.unseen as "unseen?", r.unsettled as "unsettled?", case when r.placeholders is null then r.body end as "uncounted?",
               array(select distinct c.terms_digest from terms_confirmation c where c.pilot_id = t.pilot_id)
                   as "confirmed!",
               array(select (j.older, j.material, j.change) from approval_judgement j
                   where j.pilot_id = t.pilot_id and j.newer = r.number) as "judged!: Vec<JudgedRow>",
               s.started_at as "started_at?", s.digest as "started_digest?",
               (select v.terms from revision v where v.pilot_id = t.pilot_id and v.number = s.revision_number)
                   as "started_terms?: Json<Terms>",
               (select d.choice from decision d join decision_confirmation c using (decision_id)
                   where d.pilot_id = t.pilot_id order by d.decision_id desc limit 1) as "choice?",
               d.recorded_by as "recorded_by?: PersonId", d.name as "recorded_name?",
               z.number as "zone_version?", z.digest as "zone_digest?",
               (select max(v.number) from zone_version v where v.pilot_id = t.pilot_id) as "zone_newest?",
               am.zone_version as "amended_version?", am.digest as "amended_digest?", am.reason as "amended_reason?",
               am.name as "amended_by?", am.proposed_at as "amended_at?",
               exists (select from zone_signature g where g.pilot_id = t.pilot_id) as "zone_signed!",
               array(select b.position from baseline_feature b where b.pilot_id = t.pilot_id) as "baseline!",
               exists (select 1 from connection c where c.pilot_id = t.pilot_id) as "connected!",
               exists (select from connection c
                   cross join lateral (select max(d.processed_at) as at from delivery d
                       where d.connection_id = c.connection_id
                           and (d.event = 'refused' or d.about is not null or d.outcome like 'failed: %')) n
                   cross join lateral (select max(d.processed_at) as at from delivery d
                       where d.connection_id = c.connection_id and is_sent(d.event) and d.about is null
                           and coalesce(d.outcome, '') not like 'failed: %') u
                   where c.pilot_id = t.pilot_id and n.at > coalesce(u.at, '-infinity')) as "unused!",
               exists (select 1 from snapshot n where n.pilot_id = t.pilot_id and n.taken_at >=
                   (select max(coalesce(w.ends_at, w.closes_at)) from survey_week w where w.pilot_id = t.pilot_id))
                   as "has_final_numbers!",
               array(select (m.person_id, p.name, p.email, p.password_hash is not null, m.role, m.arm, m.pm_id,
                       m.added_at, c.answer, c.answered_at, g.digest, h.digest,
                       exists (select 1 from no_go_acknowledgement a
                           where a.pilot_id = m.pilot_id and a.person_id = m.person_id))
                   from member m
                   join person p using (person_id)
                   left join lateral (select c.answer, c.answered_at from consent c
                       where m.role = 'dri' and c.pilot_id = m.pilot_id and c.person_id = m.person_id
                           and c.arm = m.arm
                       order by c.consent_id desc limit 1) c on true
                   left join zone_signature g on g.pilot_id = m.pilot_id and g.person_id = m.person_id
                       and g.role = m.role and g.arm is not distinct from m.arm and g.zone_version = z.number
                   left join zone_signature h on h.pilot_id = m.pilot_id and h.person_id = m.person_id
                       and h.role = m.role and h.arm is not distinct from m.arm and h.zone_version = am.zone_version
                   where m.pilot_id = t.pilot_id
                   order by array_position(array['sponsor', 'approver', 'pilot_pm', 'dri', 'observer'], m.role),
                       m.arm, p.name) as "holders!: Vec<HolderRow>",
               array(select (q.approval_request_id, q.revision_number, q.zone_version, b.name, q.sent_at, q.due_at,
                       wp.name, w.reason, w.withdrawn_at,
                       array(select (e.approver_id, p.name, a.approval_id, a.person_id, f.name, a.verdict,
                               a.decided_at,
                               (select count(*) from condition c where c.approval_id = a.approval_id))
                           from approval_seat e
                           join person p on p.person_id = e.approver_id
                           left join approval a on a.approval_request_id = e.approval_request_id
                               and a.approver_id = e.approver_id
                           left join person f on f.person_id = a.person_id
                           where e.approval_request_id = q.approval_request_id order by p.name, e.approver_id))
                   from approval_request q
                   join person b on b.person_id = q.sent_by
                   left join approval_withdrawal w on w.approval_request_id = q.approval_request_id
                   left join person wp on wp.person_id = w.person_id
                   where q.pilot_id = t.pilot_id order by q.approval_request_id desc)
                   as "requests!: Vec<RequestRow>",
               array(select (c.condition_id, a.approval_id, q.approval_request_id, q.revision_number, a.approver_id,
                       w.name, a.person_id, f.name, c.text, c.evidence, c.owner_id, o.name, c.due_on, c.ask,
                       array(select (x.kind, x.note, p.name, x.taken_at)
                           from condition_step x join person p using (person_id)
                           where x.condition_id = c.condition_id order by x.condition_step_id))
                   from condition c
                   join approval a using (approval_id)
                   join approval_request q using (approval_request_id)
                   join person w on w.person_id = a.approver_id
                   join person f on f.person_id = a.person_id
                   join person o on o.person_id = c.owner_id
                   where q.pilot_id = t.pilot_id order by a.approval_id, c.position)
                   as "conditions!: Vec<ConditionRow>",
               array(select (g.delegation_id, g.approver_id, a.name, g.deputy_id, p.name, g.starts_at, g.ends_at,
                       v.revoked_at)
                   from delegation g
                   join person a on a.person_id = g.approver_id
                   join person p on p.person_id = g.deputy_id
                   left join delegation_revocation v using (delegation_id)
                   where g.pilot_id = t.pilot_id order by g.delegation_id desc)
                   as "delegations!: Vec<DelegationRow>",
               array(select (f.arm, f.name, f.surface, f.brief, f.idea_at, f.idea_on, f.idea_evidence,
                       f.idea_entered_at, f.flag_key, f.github_login, f.more_logins, f.metric_name, f.metric_unit,
                       f.metric_source, f.metric_direction, f.metric_read_on, f.metric_window_days, f.branch_pattern,
                       f.label)
                   from feature f where f.pilot_id = t.pilot_id order by f.arm) as "features!: Vec<FeatureRow>",
               array(select (w.number, w.opens_at, w.closes_at, w.begins_at, w.ends_at) from survey_week w
                   where w.pilot_id = t.pilot_id order by w.number) as "weeks!: Vec<WeekRow>",
               array(select distinct (a.person_id, a.week) from answer a where a.pilot_id = t.pilot_id)
                   as "answers!: Vec<AnswerRow>",
               array(select (l.person_id, l.edition, l.agrees, l.said_at) from (
                       select distinct on (p.person_id) p.person_id, p.edition, p.agrees, p.said_at
                       from participation p where p.pilot_id = t.pilot_id
                       order by p.person_id, p.participation_id desc) l) as "participation!: Vec<SaidRow>",
               array(select (k.arm, k.item, k.role, k.person_id, k.ticked_at) from checklist_tick k
                   where k.pilot_id = t.pilot_id and (k.role <> 'pilot_pm' or coalesce((select s.kind from checklist_step s
                       where (s.pilot_id, s.arm, s.item, s.person_id) = (k.pilot_id, k.arm, k.item, k.person_id)
                       order by s.checklist_step_id desc limit 1), 'done') = 'done')) as "ticks!: Vec<TickRow>",
               array(select (c.entered_by, c.side) from correction c where c.pilot_id = t.pilot_id
                   and not exists (select from correction_outcome o where o.correction_id = c.correction_id))
                   as "corrections!: Vec<WaitingRow>",
               array(select (f.arm, l.linked_by) from feature f
                   cross join lateral (select g.planning_id, g.linked_by from planning g
                       where g.feature_id = f.feature_id order by g.planning_id desc limit 1) l
                   where f.pilot_id = t.pilot_id
                       and not exists (select from planning_sign_off o where o.planning_id = l.planning_id)
                   order by f.arm) as "planning!: Vec<PlanningRow>",
               array(select (l.person_id, l.week, l.hundredths) from (
                       select distinct on (h.person_id, h.week) h.person_id, h.week, h.hundredths
                       from review_hours h where h.pilot_id = t.pilot_id
                       order by h.person_id, h.week, h.review_hours_id desc) l) as "hours!: Vec<HoursRow>",
               array(select (r.zone_remark_id, r.kind, r.raised_by, p.name,
                       exists (select from member m where m.pilot_id = r.pilot_id and m.person_id = r.raised_by),
                       coalesce((select x.item from zone_remark_step x where x.zone_remark_id = r.zone_remark_id
                           and x.kind = 'carry' order by x.zone_remark_step_id desc limit 1), r.item),
                       s.taken_by, s.zone_version)
                   from zone_remark r
                   join person p on p.person_id = r.raised_by
                   left join lateral (select x.kind, x.taken_by, x.zone_version from zone_remark_step x
                       where x.zone_remark_id = r.zone_remark_id order by x.zone_remark_step_id desc limit 1) s on true
                   where r.pilot_id = t.pilot_id and s.kind is distinct from 'resolve'
                   order by r.zone_remark_id) as "remarks!: Vec<RemarkRow>",
               array(select (x.replacement_id, x.arm, x.former_id, f.name, x.successor_id, n.name, x.reason,
                       x.zone_version, coalesce(o.settled_at, x.offered_at), x.post, x.former_login, x.login, o.bound is not null,
                       array(select (g.person_id, g.role, g.arm) from replacement_signature g
                           where g.replacement_id = x.replacement_id order by g.replacement_signature_id))
                   from replacement x
                   join person f on f.person_id = x.former_id
                   join person n on n.person_id = x.successor_id
                   left join replacement_outcome o using (replacement_id)
                   where x.pilot_id = t.pilot_id and o.bound is distinct from false
                   order by x.replacement_id) as "replacements!: Vec<ReplacementRow>"
           from pilot t
           left join lateral (select v.number, v.terms, v.body, v.placeholders, v.unseen, v.unsettled from revision v
               where v.pilot_id = t.pilot_id order by v.number desc limit 1) r on true
           left join pilot fi on fi.pilot_id = t.follows
           left join pilot_start s on s.pilot_id = t.pilot_id
           left join zone_version z on z.pilot_id = t.pilot_id and z.number = zone_in_force(t.pilot_id)
           left join lateral (select a.zone_version, v.digest, a.reason, p.name, a.proposed_at from zone_amendment a
               join zone_version v on v.pilot_id = a.pilot_id and v.number = a.zone_version
               join person p on p.person_id = a.proposed_by
               where a.pilot_id = t.pilot_id and not exists (select from zone_amendment_outcome o
                   where o.zone_amendment_id = a.zone_amendment_id)
               order by a.zone_amendment_id desc limit 1) am on true
           left join lateral (select d.recorded_by, p.name from decision d join person p on p.person_id = d.recorded_by
               where d.pilot_id = t.pilot_id order by d.decision_id desc limit 1) d on true
           where t.put_away_at is null and t.pilot_id = any(case when $1::bigint[] is null
               then array(select distinct m.pilot_id from member m join pilot o using (pilot_id)
                   where m.person_id = $2 and o.put_away_at is null order by 1 desc limit $3)
               else $1 end)
           order by t.pilot_id desc"#,
        these.as_deref(),
        person,
        LONGEST,
    )
    .fetch_all(connection)
    .await?)
}
