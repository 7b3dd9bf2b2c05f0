//! The features whose entries the log can be read by.

/// What the log can be narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// The proposal, its terms and drafts.
    Proposal,
    /// Sending, deciding, conditions.
    Approval,
    /// Comments and suggestions.
    Comments,
    /// The zone.
    Zone,
    /// Invitations, roles, features, the baseline.
    People,
    /// The start and week one.
    Start,
    /// The survey: that somebody answered, never what.
    Survey,
    /// Repositories, pull requests, shipping days, values.
    Data,
    /// What pull requests have to pass.
    Gates,
    /// Flags of features.
    Flags,
    /// Review hours: that a week was logged, never how many.
    Hours,
    /// Incidents.
    Incidents,
    /// The readout.
    Readout,
    /// The decision.
    Decision,
}

impl Feature {
    /// All, in the order of a pilot's life.
    pub const ALL: [Self; 14] = [
        Self::Proposal,
        Self::Approval,
        Self::Comments,
        Self::Zone,
        Self::People,
        Self::Start,
        Self::Survey,
        Self::Data,
        Self::Gates,
        Self::Flags,
        Self::Hours,
        Self::Incidents,
        Self::Readout,
        Self::Decision,
    ];

    /// Its key in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::Approval => "approval",
            Self::Comments => "comments",
            Self::Zone => "zone",
            Self::People => "people",
            Self::Start => "start",
            Self::Survey => "survey",
            Self::Data => "data",
            Self::Gates => "gates",
            Self::Flags => "flags",
            Self::Hours => "hours",
            Self::Incidents => "incidents",
            Self::Readout => "readout",
            Self::Decision => "decision",
        }
    }

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Proposal => "Proposal",
            Self::Approval => "Approval",
            Self::Comments => "Comments and suggestions",
            Self::Zone => "Zone",
            Self::People => "People",
            Self::Start => "Start and week one",
            Self::Survey => "Survey",
            Self::Data => "Data",
            Self::Gates => "Gates of pull requests",
            Self::Flags => "Flags",
            Self::Hours => "Review hours",
            Self::Incidents => "Incidents",
            Self::Readout => "Readout",
            Self::Decision => "Decision",
        }
    }

    /// The feature with this key.
    pub fn with_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|feature| feature.key() == key)
    }

    /// The actions that belong to it: whole ones, or the part before the dot, with the dot. It is by these that a
    /// log is narrowed, so that entries of other editions are found as well.
    pub fn actions(self) -> &'static [&'static str] {
        match self {
            Self::Proposal => &[
                "pilot.add",
                "pilot.iterate",
                "pilot.mark_example",
                "pilot.rename",
                "pilot.archive",
                "pilot.take_back",
                "pilot.put_away",
                "pilot.bring_back",
                "proposal.",
            ],
            Self::Approval => &["proposal.send", "approval."],
            Self::Comments => &["comment."],
            Self::Zone => &["zone."],
            Self::People => &["person.", "enrolment.", "baseline.", "replacement."],
            Self::Start => &["pilot.plan_start", "pilot.start", "week_one."],
            Self::Survey => &["survey."],
            Self::Data => &[
                "connection.",
                "pull_request.",
                "delivery.",
                "feature.",
                "outcome_point.",
                "counting.",
                "correction.",
                "criterion.",
            ],
            Self::Gates => &["gate."],
            Self::Flags => &["flag."],
            Self::Hours => &["hours."],
            Self::Incidents => &["incident."],
            Self::Readout => &["readout."],
            Self::Decision => &["decision."],
        }
    }
}
