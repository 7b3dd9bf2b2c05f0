//! Where people can go within a pilot.

use crate::here::Here;

/// The entries of a pilot's left list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nav {
    /// Where the pilot stands.
    Overview,
    /// The document.
    Proposal,
    /// The four asks.
    Approval,
    /// The boundary.
    Zone,
    /// Enrolment and the start.
    People,
    /// Checklist and no-go list.
    WeekOne,
    /// Energy.
    Survey,
    /// What the DRIs give.
    Hours,
    /// The pull requests of the features and their gates.
    PullRequests,
    /// Scorecard and charts.
    Metrics,
    /// Where the facts come from.
    Data,
    /// Slides and decision.
    Readout,
    /// The log.
    Activity,
}

impl Nav {
    pub(super) const ALL: [Self; 13] = [
        Self::Overview,
        Self::Proposal,
        Self::Approval,
        Self::Zone,
        Self::People,
        Self::WeekOne,
        Self::Survey,
        Self::Hours,
        Self::PullRequests,
        Self::Metrics,
        Self::Data,
        Self::Readout,
        Self::Activity,
    ];

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Proposal => "Proposal",
            Self::Approval => "Approval",
            Self::Zone => "Zone",
            Self::People => "People",
            Self::WeekOne => "Week one",
            Self::Survey => "Survey",
            Self::Hours => "Review hours",
            Self::PullRequests => "Pull requests",
            Self::Metrics => "Metrics",
            Self::Data => "Data",
            Self::Readout => "Readout",
            Self::Activity => "Activity",
        }
    }

    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Proposal => "proposal",
            Self::Approval => "approval",
            Self::Zone => "zone",
            Self::People => "people",
            Self::WeekOne => "week-one",
            Self::Survey => "survey",
            Self::Hours => "hours",
            Self::PullRequests => "pull-requests",
            Self::Metrics => "metrics",
            Self::Data => "data",
            Self::Readout => "readout",
            Self::Activity => "activity",
        }
    }

    /// Absent from the list of whoever cannot use it.
    pub(super) fn is_for(self, here: &Here) -> bool {
        use domain::policy::Action;
        match self {
            Self::Survey => here.may(Action::AnswerSurvey) || here.may(Action::ReadSurveyNotes),
            Self::Hours => here.may(Action::ReadHours),
            Self::Data => here.may(Action::EnterData),
            _ => true,
        }
    }
}
