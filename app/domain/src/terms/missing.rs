//! What a document leaves out, why it matters and what to write.

use super::{Missing, TermName};

impl Missing {
    /// A term that is not stated, or, with a sentence and the key of its section, not stated clearly.
    #[must_use]
    pub fn of(term: TermName, unclear: Option<(String, String)>) -> Self {
        let (why, suggestion) = match term {
            TermName::Weeks => (
                "Everything is scheduled from it.",
                "Write how many weeks the pilot lasts.",
            ),
            TermName::PilotPms => (
                "Each pilot PM works in one arm.",
                "Write how many PMs take part, such as two, one per arm.",
            ),
            TermName::DriHoursPerWeek => (
                "The approver agrees to a number of hours.",
                "Write how many hours a week each engineering DRI gives, and that there is one per pilot PM.",
            ),
            TermName::BaselineFeatures => (
                "The criteria compare with earlier features.",
                "Write how many earlier features make the baseline.",
            ),
            TermName::BaselineStatistic => (
                "Median and mean of four features can lie far apart, and the choice can decide a criterion.",
                "Write whether the baseline is the median or the mean.",
            ),
            TermName::CommitDropPercent => (
                "It is the bar of the first criterion.",
                "Write by how many percent, at least, the days from idea to first commit have to drop.",
            ),
            TermName::CyclesMustNotIncrease => (
                "It is the second criterion.",
                "Write that review cycles per pull request must not increase, or by how many percent at most.",
            ),
            TermName::EnergyAtLeast => (
                "It is the bar of the third criterion.",
                "Write the lowest average energy, as a number from 1 to 5.",
            ),
            TermName::OutcomeMustMove => (
                "It is the fourth criterion.",
                "Write that the feature ships and moves its primary metric in the expected direction.",
            ),
            TermName::SuccessAt => (
                "The verdict counts criteria.",
                "Write how many criteria have to be met for a success.",
            ),
            TermName::IterateAt => (
                "The verdict counts criteria.",
                "Write how many criteria have to be met to iterate; fewer is a roll back.",
            ),
            TermName::ReadoutAt => (
                "The approver agrees to attend.",
                "Write the date and the time of the readout.",
            ),
            TermName::Asks => (
                "The approver answers them one by one.",
                "List what you ask of the approver.",
            ),
            TermName::Metrics => (
                "Both sides have to expect the same report.",
                "List the metrics you will report.",
            ),
            TermName::PmZone => ("Both sides sign the boundary.", "List what the pilot PMs may change."),
            TermName::EngineeringZone => ("Both sides sign the boundary.", "List what stays with engineering."),
            TermName::WeekOne => (
                "The first week proves that the tooling works.",
                "List what the pilot PMs do in week one.",
            ),
            TermName::NoGo => (
                "The pilot PMs acknowledge it once.",
                "List what may not happen in week one.",
            ),
            TermName::ZoneVersion => ("Both sides sign one version of the boundary.", "Name the zone version."),
            TermName::MetricDefinitions => (
                "The same words can be counted in more than one way.",
                "Name the definitions the numbers are computed by.",
            ),
            TermName::CyclesTolerance => (
                "It belongs to the second criterion.",
                "Write by how many percent at most review cycles may increase.",
            ),
            TermName::EnergyBaseline => (
                "Earlier features cannot be asked about energy afterwards.",
                "Write that energy has no baseline, or how you will get one before the start.",
            ),
            TermName::MissingData => (
                "A missing number must not count as met for some and as not met for others.",
                "Write what a criterion counts as while its data is missing.",
            ),
            TermName::MetricsWithoutCriterion => (
                "A metric without a bar invites an argument at the readout.",
                "Write which metrics are only reported.",
            ),
        };
        Self {
            term,
            unclear,
            why: why.into(),
            suggestion: suggestion.into(),
        }
    }
}
