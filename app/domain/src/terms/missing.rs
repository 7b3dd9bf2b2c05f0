//! What a document leaves out, why it matters and what to write.

use super::{Missing, TermName};

impl Missing {
    /// A term that is not stated, or, with a sentence and the key of its section, not stated clearly.
    #[must_use]
    pub fn of(term: TermName, unclear: Option<(String, String)>) -> Self {
        let (why, suggestion) = match term {
            TermName::Weeks => (
                "Everything is scheduled from it.",
                "Write, such as “The pilot runs for four weeks.”",
            ),
            TermName::PilotPms => (
                "Each pilot PM works in one arm.",
                "Write how many take part, such as “Two pilot PMs take part, one in each arm.”",
            ),
            TermName::DriHoursPerWeek => (
                "The approver agrees to a number of hours.",
                "Write whose hours they are, such as “Each pilot PM has an engineering DRI, and each DRI gives two hours a week.”",
            ),
            TermName::BaselineFeatures => (
                "The criteria compare with earlier features.",
                "Write how many, such as “The baseline is drawn from the four features shipped last.”",
            ),
            TermName::BaselineStatistic => (
                "Median and mean of four features can lie far apart, and the choice can decide a criterion.",
                "Write which, such as “The baseline is the median of these features.”",
            ),
            TermName::CommitDropPercent => (
                "It is the bar of the first criterion.",
                "Write by how much among the success criteria, such as “Days from idea to first commit drop by at least 30% against the baseline.”",
            ),
            TermName::CyclesMustNotIncrease => (
                "It is the second criterion.",
                "Write it among the success criteria, such as “Review cycles per pull request do not increase.”",
            ),
            TermName::EnergyAtLeast => (
                "It is the bar of the third criterion.",
                "Write the lowest average among the success criteria, such as “The energy of the new-model PM averages at least 3 out of 5.”",
            ),
            TermName::OutcomeMustMove => (
                "It is the fourth criterion.",
                "Write it among the success criteria, such as “The feature ships and moves its primary metric in the expected direction.”",
            ),
            TermName::SuccessAt => (
                "The verdict counts criteria.",
                "Write how many it takes, such as “The pilot is a success when four of the four criteria are met.”",
            ),
            TermName::IterateAt => (
                "The verdict counts criteria.",
                "Write with how many, such as “If three of the four criteria are met, we iterate; with fewer, we roll back.”",
            ),
            TermName::ReadoutAt => (
                "The approver agrees to attend.",
                "Write both day and time, such as “The readout is held on 2027-02-26 at 14:30.”",
            ),
            TermName::Asks => (
                "The approver answers them one by one.",
                "List it under a heading “What I need from you”.",
            ),
            TermName::Metrics => (
                "Both sides have to expect the same report.",
                "List them under a heading “Metrics”.",
            ),
            TermName::PmZone => (
                "Both sides sign the boundary.",
                "List what the pilot PMs may change under a heading “PM zone”.",
            ),
            TermName::EngineeringZone => (
                "Both sides sign the boundary.",
                "List what stays with engineering under a heading “Engineering zone”.",
            ),
            TermName::WeekOne => (
                "The first week proves that the tooling works.",
                "List what the pilot PMs do in it under a heading “Week one activities”.",
            ),
            TermName::NoGo => (
                "The pilot PMs acknowledge it once.",
                "List what may not happen under a heading “Week one no-go list”.",
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
                "Write how you get one before the start, or “Energy has no baseline.”",
            ),
            TermName::MissingData => (
                "A missing number must not count as met for some and as not met for others.",
                "Write what counts then, such as “A criterion whose data is missing counts neither as met nor as not met.”",
            ),
            TermName::MetricsWithoutCriterion => (
                "A metric without a bar invites an argument at the readout.",
                "Write behind each such metric “It is reported only.”",
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
