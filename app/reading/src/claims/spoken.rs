//! What a sentence speaks of without saying anything clear, so that a person is shown where to look.

use super::Speech;
use super::judged::{about_energy, about_first_commit};
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
    let pilot = has("pilot | trial | experiment | programme | program");
    let spoken = [
        (
            TermName::Weeks,
            sets_up && has("weeks | month | months") && has("about | maybe | around | roughly | or so")
                || sets_up
                    && pilot
                    && has("sprint* | quarter | until | long | short | days | lasts | runs | duration | start* | end*")
                    && !has("baseline*"),
        ),
        (
            TermName::PilotPms,
            sets_up
                && has(
                    "few pms | some pms | several pms | couple of pms | few product | some product | several product | \
                        couple of product | handful of pms | handful of product",
                ),
        ),
        (
            TermName::DriHoursPerWeek,
            sets_up
                && has(
                    "engineer | engineer's | engineers | dri | dris | reviewer | reviewers | reviewer's | reviewers'",
                )
                && has("time | hour | hours | half a day | day a week | capacity | helps out")
                || sets_up && has("hours a week | hours per week | hours each week | hour a week"),
        ),
        (
            TermName::BaselineFeatures,
            has("baseline* | compar*") && has("feature | features"),
        ),
        (
            TermName::BaselineStatistic,
            has("baseline*") && has("average* | typical | percentile | mode"),
        ),
        (TermName::CommitDropPercent, judges && about_first_commit(speech)),
        (
            TermName::CyclesMustNotIncrease,
            judges && has("reviews | review load | review effort | review time | review cycle* | review round*"),
        ),
        (TermName::EnergyAtLeast, judges && about_energy(speech)),
        (
            TermName::OutcomeMustMove,
            judges && has("metric | outcome | impact | kpi | star"),
        ),
        (
            TermName::SuccessAt,
            judges && has("success | successful | succeed* | succeeds | win | all | every | most | expand")
                || has(
                    "success means | successful if | succeeds if | a success if | a success when | call it a success | \
                        we expand",
                ),
        ),
        (
            TermName::IterateAt,
            judges
                && has("iterat* | second pilot | another pilot | another round | another go | once more | try again"),
        ),
        (
            TermName::ReadoutAt,
            has("readout | read out | debrief | wrap up | decision meeting | closing meeting")
                && has(
                    "january | february | march | april | june | july | august | september | october | november | \
                        december | monday | tuesday | wednesday | thursday | friday | week | end | date | am | pm",
                ),
        ),
    ];
    spoken
        .into_iter()
        .filter_map(|(term, speaks)| speaks.then_some(term))
        .collect()
}
