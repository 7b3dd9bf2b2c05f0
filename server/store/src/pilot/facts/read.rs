//! Rows as facts.

use domain::approval::{Condition, Flaws, Request};
use domain::calendar::SurveyWeek;
use domain::correction::Waiting;
use domain::criterion::Choice;
use domain::decimal::Decimal;
use domain::document::{Body, Digest};
use domain::hours::Logged;
use domain::inbox::{Newest, Recorded};
use domain::participation::Said;
use domain::person::{Membership, Role};
use domain::pilot::{Answer, Feature, Life, Run};
use domain::proposal::RevisionNumber;
use domain::replacement::{Replacement, successor};
use domain::week_one::{Side, Tick};
use domain::zone::remark::{OpenRemark, Turn};

use super::rows::{HolderRow, HoursRow, RemarkRow, ReplacementRow, Row, SaidRow, SecondRow, TickRow};
use super::{Facts, First, Holder, Member, Offer, OpenAmendment, Second, Start};
use crate::approval::Delegation;
use crate::pairs::Enrolled;
use crate::pilot::zone;
use crate::survey::survey_week;
use crate::zone::remark_kind;
use crate::{Error, Result, correction, decision, week_one};

/// Everything of a row.
pub(super) fn facts(row: Row) -> Result<Facts> {
    let newest = newest(&row)?;
    let weeks = row.weeks.iter();
    let weeks: Vec<SurveyWeek> = weeks
        .map(|week| {
            survey_week(
                week.number,
                (week.opens_at, week.closes_at),
                (week.begins_at, week.ends_at),
            )
        })
        .collect::<Result<_>>()?;
    let holders: Vec<Holder> = row.holders.into_iter().map(holder).collect::<Result<_>>()?;
    let requests: Vec<Request> = row.requests.into_iter().map(Request::try_from).collect::<Result<_>>()?;
    let baseline = row.baseline.into_iter();
    let baseline: Vec<u8> = baseline
        .map(|position| u8::try_from(position).map_err(|e| Error::inconsistent("baseline_feature", e)))
        .collect::<Result<_>>()?;
    let in_effect = Request::in_effect(&requests).map(|request| domain::pilot::Request {
        revision: request.revision.0,
        verdict: request.verdict(),
    });
    // What nobody judged outdates the approval.
    let judged = |older: i32| row.judged.iter().find(|judged| judged.older == older);
    let edited_materially = Request::in_effect(&requests)
        .filter(|request| request.is_approved())
        .map(|request| request.revision.0)
        .filter(|approved| row.latest.is_some_and(|latest| latest > *approved))
        .is_some_and(|approved| judged(approved).is_none_or(|judged| judged.material));
    let choice = |word: &String| Choice::parse(word).ok_or_else(|| Error::inconsistent("decision", word));
    let life = Life {
        request: in_effect,
        edited_materially,
        // A DRI's answer is private: it moves nothing that others read.
        enrolling: !row.features.is_empty() || !baseline.is_empty(),
        run: run(row.started_at.is_some(), &weeks)?,
        decided: row.choice.as_ref().map(choice).transpose()?,
    };
    let recorded = match (row.recorded_by, row.recorded_name) {
        (Some(person), Some(by)) => {
            let mut roles = holders.iter().filter(|holder| holder.member.person_id == person);
            let side = roles.find_map(|holder| match holder.member.membership.role {
                role @ (Role::Sponsor | Role::Approver) => Some(role.as_str()),
                _ => None,
            });
            Some(Recorded {
                by,
                side: decision::side(side)?,
            })
        }
        _ => None,
    };
    let start = match (row.started_at, row.started_digest, row.started_terms) {
        (Some(at), Some(digest), Some(terms)) => Some(Start {
            at,
            digest,
            terms: terms.0,
        }),
        _ => None,
    };
    let zone_version = match (row.zone_version, row.zone_digest) {
        (Some(number), Some(digest)) => Some((number, read_digest(&digest, "zone_version")?)),
        _ => None,
    };
    let amendment = match (row.amended_version, row.amended_digest, row.amended_at) {
        (Some(version), Some(digest), Some(at)) => Some(OpenAmendment {
            version,
            digest: read_digest(&digest, "zone_version")?,
            reason: row.amended_reason.unwrap_or_default(),
            by: row.amended_by.unwrap_or_default(),
            at,
        }),
        _ => None,
    };
    let first = match (row.first_id, row.first_slug, row.first_name) {
        (Some(pilot_id), Some(slug), Some(name)) => Some(First { pilot_id, slug, name }),
        _ => None,
    };
    let (bound, waiting): (Vec<_>, Vec<_>) = row.replacements.into_iter().partition(|row| row.bound);
    let answers = row.answers.iter();
    let judged = row.judged.into_iter();
    let mut facts = Facts {
        pilot_id: row.pilot_id,
        slug: row.slug,
        name: row.name,
        zone: zone(&row.zone)?,
        example: row.example,
        archived_at: row.archived_at,
        planned_start: row.planned_start,
        survey_window: crate::survey::window(row.survey_opens, row.survey_closes)?,
        first,
        seconds: row
            .seconds
            .into_iter()
            .map(|SecondRow { slug, by, at }| Second { slug, by, at })
            .collect(),
        life,
        holders,
        newest,
        terms: row.terms.map(|terms| terms.0),
        requests,
        judged: judged
            .map(|judged| (RevisionNumber(judged.older), judged.change.0))
            .collect(),
        conditions: row
            .conditions
            .into_iter()
            .map(Condition::try_from)
            .collect::<Result<_>>()?,
        delegations: row.delegations.into_iter().map(Delegation::from).collect(),
        zone_version,
        zone_newest: row.zone_newest.unwrap_or_default(),
        amendment,
        zone_signed: row.zone_signed,
        features: row.features.into_iter().map(Feature::try_from).collect::<Result<_>>()?,
        baseline,
        start,
        weeks,
        answered: answers
            .map(|one| Ok((one.person_id, week(one.week)?)))
            .collect::<Result<_>>()?,
        participation: row.participation.iter().map(said).collect::<Result<_>>()?,
        ticks: Vec::new(),
        connected: row.connected,
        unused: row.unused,
        recorded,
        has_final_numbers: row.has_final_numbers,
        corrections: row
            .corrections
            .iter()
            .map(|row| {
                Ok(Waiting {
                    by: row.by,
                    side: correction::side(&row.side)?,
                })
            })
            .collect::<Result<_>>()?,
        planning: row.planning.iter().map(|row| (row.arm, row.linked_by)).collect(),
        hours: row.hours.iter().map(logged).collect::<Result<_>>()?,
        remarks: row.remarks.into_iter().map(remark).collect::<Result<_>>()?,
        replaced: bound.into_iter().map(|row| offer(row).of).collect(),
        offer: waiting.into_iter().map(offer).next_back(),
    };
    let arms = facts.arms();
    let ticks = row.ticks.iter().map(|row| tick(&arms, &facts.replaced, row));
    facts.ticks = ticks.collect::<Result<_>>()?;
    Ok(facts)
}

fn week(number: i32) -> Result<u8> {
    u8::try_from(number).map_err(|e| Error::inconsistent("survey_week", e))
}

fn read_digest(text: &str, table: &'static str) -> Result<Digest> {
    text.parse().map_err(|e| Error::inconsistent(table, e))
}

fn said(row: &SaidRow) -> Result<Said> {
    Ok(Said {
        person: row.person_id,
        edition: u32::try_from(row.edition).map_err(|e| Error::inconsistent("participation", e))?,
        agrees: row.agrees,
        at: row.said_at,
    })
}

fn logged(row: &HoursRow) -> Result<Logged> {
    let hundredths = u32::try_from(row.hundredths).map_err(|e| Error::inconsistent("review_hours", e))?;
    Ok(Logged {
        dri: row.person_id,
        week: week(row.week)?,
        hours: Decimal::hundredths(hundredths),
    })
}

fn run(started: bool, weeks: &[SurveyWeek]) -> Result<Option<Run>> {
    match (started, weeks.iter().map(SurveyWeek::ends).max()) {
        (true, Some(ends_at)) => Ok(Some(Run {
            opens: weeks.iter().map(SurveyWeek::begins).collect(),
            ends_at,
        })),
        (false, None) => Ok(None),
        _ => Err(Error::inconsistent(
            "survey_week",
            "weeks and start do not come together",
        )),
    }
}

fn newest(row: &Row) -> Result<Option<Newest>> {
    let (Some(number), Some(terms)) = (row.latest, &row.terms) else {
        return Ok(None);
    };
    let count = |counted: i32| usize::try_from(counted).map_err(|e| Error::inconsistent("revision", e));
    let unsettled = count(row.unsettled.unwrap_or_default())?;
    let flaws = match (row.placeholders, row.unseen, &row.uncounted) {
        (Some(placeholders), Some(unseen), _) => Flaws {
            placeholders: count(placeholders)?,
            unseen: count(unseen)?,
            unsettled,
        },
        (_, _, Some(text)) => {
            let body = Body::new(text.as_str()).map_err(|e| Error::inconsistent("revision", e))?;
            Flaws::of(&body, &terms.0, unsettled)
        }
        _ => return Err(Error::inconsistent("revision", "flaws half counted")),
    };
    let digest = terms.0.digest();
    Ok(Some(Newest {
        number: RevisionNumber(number),
        flaws,
        confirmed: row.confirmed.iter().any(|confirmed| confirmed == digest.as_str()),
    }))
}

fn holder(row: HolderRow) -> Result<Holder> {
    let answer = match (row.answer, row.answered_at) {
        (Some(word), Some(at)) => Some((
            Answer::parse(&word).ok_or_else(|| Error::inconsistent("consent", word))?,
            at,
        )),
        _ => None,
    };
    let read = |digest: Option<String>| digest.map(|digest| read_digest(&digest, "zone_signature")).transpose();
    Ok(Holder {
        member: Member {
            person_id: row.person_id,
            name: row.name,
            email: row.email,
            membership: Membership {
                role: row.role,
                arm: row.arm,
            },
            joined: row.joined,
        },
        added_at: row.added_at,
        pm: row.pm,
        answer,
        signed: read(row.signed)?,
        signed_amendment: read(row.signed_amendment)?,
        acknowledged: row.acknowledged,
    })
}

fn remark(row: RemarkRow) -> Result<OpenRemark> {
    let turn = match (row.step_by, row.carried_to) {
        (_, Some(version)) => Turn::Changed(version),
        (Some(by), None) if by != row.by => Turn::Answered,
        (_, None) => Turn::Zone,
    };
    Ok(OpenRemark {
        id: row.id,
        kind: remark_kind(&row.kind)?,
        by: row.by,
        name: row.name,
        is_here: row.is_here,
        item: row.item,
        turn,
    })
}

fn offer(row: ReplacementRow) -> Offer {
    let signed = row.signed.into_iter().map(|one| {
        let membership = Membership {
            role: one.role,
            arm: one.arm,
        };
        (one.person_id, membership)
    });
    Offer {
        id: row.id,
        zone_version: row.zone_version,
        signed: signed.collect(),
        of: Replacement {
            arm: row.arm,
            former: row.former,
            former_name: row.former_name,
            successor: row.successor,
            successor_name: row.successor_name,
            reason: row.reason,
            at: row.at,
            post: row.post,
            former_login: row.former_login,
            login: row.login,
        },
    }
}

fn tick(arms: &[Enrolled], replaced: &[Replacement], row: &TickRow) -> Result<Tick<()>> {
    let side = Side::parse(&row.role).ok_or_else(|| Error::inconsistent("checklist_tick", &row.role))?;
    // Whoever said it may have been replaced since: it is said of the activity of the same post.
    let person = successor(replaced, (week_one::post(side), row.arm), (row.person_id, row.at));
    Ok(Tick {
        arm: row.arm,
        of: week_one::whose(arms, row.arm, (person, side))
            .ok_or_else(|| Error::inconsistent("checklist_tick", "confirmed by the DRI of nobody"))?,
        item: u32::try_from(row.item).map_err(|e| Error::inconsistent("checklist_tick", e))?,
        side,
        by: (),
    })
}
