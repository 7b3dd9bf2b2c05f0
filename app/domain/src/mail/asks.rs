use serde::{Deserialize, Serialize};

use super::Kind;
use crate::approval::Progress;
use crate::decision::Side;
use crate::ids::{ApprovalRequestId, ConditionId, ReplacementId};
use crate::inbox::{Facts, Recorded, owed_amendment, owed_offer, owed_signature};
use crate::person::Arm;
use crate::pilot::Status;
use crate::policy::{Action, may};
use crate::survey::{WeekState, week_state};

/// Something that a pilot asks of one person by mail, and that their inbox shows as long as it is not done.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ask {
    /// To decide on this request.
    Decide(ApprovalRequestId),
    /// To sign this version of the zone.
    Sign(i32),
    /// To sign this version of the zone as an amendment.
    Amend(i32),
    /// To sign that somebody takes over from a DRI.
    Replace(ReplacementId),
    /// Whether they will be an engineering DRI of this arm.
    Consent(Arm),
    /// To meet this condition.
    Condition(ConditionId),
    /// Their energy in this week.
    Survey(u8),
    /// To confirm the decision that this person of the other side recorded.
    Confirm(String),
}

impl Ask {
    /// The kind of its mails.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Decide(_) => Kind::Decide,
            Self::Sign(_) => Kind::Sign,
            Self::Amend(_) => Kind::Amend,
            Self::Replace(_) => Kind::Replace,
            Self::Consent(_) => Kind::Consent,
            Self::Condition(_) => Kind::Condition,
            Self::Survey(_) => Kind::Survey,
            Self::Confirm(_) => Kind::Confirm,
        }
    }

    /// What tells it from others of its kind, in the pilot and for the person.
    #[must_use]
    pub fn about(&self) -> String {
        match self {
            Self::Decide(request) => request.to_string(),
            Self::Sign(version) | Self::Amend(version) => version.to_string(),
            Self::Replace(replacement) => replacement.to_string(),
            Self::Consent(arm) => arm.as_str().to_owned(),
            Self::Condition(condition) => condition.to_string(),
            Self::Survey(week) => week.to_string(),
            Self::Confirm(by) => by.clone(),
        }
    }
}

/// What the pilot asks of the person now. A mail that asks is sent only while it stands here, so none comes after the act.
#[must_use]
pub fn asked(facts: &Facts) -> Vec<Ask> {
    let status = facts.status();
    if facts.archived || status.is_decided() {
        return Vec::new();
    }
    let mut asks = Vec::new();
    let person = facts.standing.person;
    if let Some(request) = &facts.request {
        if request.seat_for(person, &facts.stands_in_for).is_some() {
            asks.push(Ask::Decide(request.request_id));
        }
        let binding = request.outcome.as_ref().is_some_and(|outcome| outcome.conditions > 0);
        for condition in facts.conditions.iter().filter(|_| binding) {
            let owner = condition.part(person, false, &facts.stands_in_for).owner;
            if owner && matches!(condition.progress(), Progress::Open | Progress::Returned) {
                asks.push(Ask::Condition(condition.condition_id));
            }
        }
    }
    asks.extend(owed_signature(facts).map(Ask::Sign));
    asks.extend(owed_amendment(facts).map(Ask::Amend));
    asks.extend(owed_offer(facts).map(|(id, _)| Ask::Replace(id)));
    if !status.is_frozen() {
        let unanswered = facts.consents.iter();
        let unanswered = unanswered.filter(|consent| consent.dri == person && consent.answer.is_none());
        asks.extend(unanswered.map(|consent| Ask::Consent(consent.arm)));
    }
    if may(&facts.standing, Action::AnswerSurvey).is_ok() && !facts.participation.is_gap() {
        let open = facts
            .weeks
            .iter()
            .filter(|(week, answered)| !answered && matches!(week_state(week, facts.now), WeekState::Open { .. }));
        asks.extend(open.map(|(week, _)| Ask::Survey(week.number)));
    }
    if let (Some(Recorded { by, side: theirs }), Some(side)) = (&facts.recorded, Side::of(&facts.standing))
        && *theirs != side
        && matches!(status, Status::Running { .. } | Status::Readout)
    {
        asks.push(Ask::Confirm(by.clone()));
    }
    asks
}
