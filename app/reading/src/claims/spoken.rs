//! What a sentence speaks of without saying anything clear, so that a person is shown where to look.

use super::Speech;
use super::judged::{about_energy, about_first_commit};
use crate::phrases;
use crate::topic::Topic;
use crate::words::holds;
use domain::terms::TermName;

/// The terms that a sentence is about, by its words and by what it stands under.
pub(super) fn of(speech: &Speech<'_>) -> Vec<TermName> {
    let words = speech.words;
    let has = |phrases| holds(words, phrases);
    let judges = speech.topic == Topic::Criteria;
    let sets_up = matches!(
        speech.topic,
        Topic::Design | Topic::Summary | Topic::Asks | Topic::Reviewer | Topic::Other
    );
    let pilot = has(&phrases::PILOT_OR_TRIAL_OR_EXPERIMENT_OR_PROGRAMME);
    let spoken = [
        (
            TermName::Weeks,
            sets_up && has(&phrases::WEEKS) && has(&phrases::ABOUT_OR_MAYBE)
                || sets_up && pilot && has(&phrases::SPRINT) && !has(&phrases::BASELINE_ALONE),
        ),
        (TermName::PilotPms, sets_up && has(&phrases::FEW_PMS)),
        (
            TermName::DriHoursPerWeek,
            sets_up && has(&phrases::ENGINEER) && has(&phrases::TIME) || sets_up && has(&phrases::HOURS_A_WEEK),
        ),
        (
            TermName::BaselineFeatures,
            has(&phrases::BASELINE_OR_COMPAR_ALONE) && has(&phrases::FEATURE),
        ),
        (
            TermName::BaselineStatistic,
            has(&phrases::BASELINE_ALONE) && has(&phrases::AVERAGE),
        ),
        (TermName::CommitDropPercent, judges && about_first_commit(speech)),
        (TermName::CyclesMustNotIncrease, judges && has(&phrases::REVIEWS)),
        (TermName::EnergyAtLeast, judges && about_energy(speech)),
        (TermName::OutcomeMustMove, judges && has(&phrases::METRIC)),
        (
            TermName::SuccessAt,
            judges && has(&phrases::SUCCESS_OR_SUCCESSFUL) || has(&phrases::SUCCESS_MEANS),
        ),
        (TermName::IterateAt, judges && has(&phrases::ITERAT)),
        (TermName::ReadoutAt, has(&phrases::READOUT) && has(&phrases::JANUARY)),
    ];
    spoken
        .into_iter()
        .filter_map(|(term, speaks)| speaks.then_some(term))
        .collect()
}
