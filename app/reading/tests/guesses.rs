//! Sentences made to be misread. Each names a term and what it is beyond doubt, if anything; whatever else the
//! reader made of it would be a guess.

use TermName::{
    Asks, BaselineFeatures, BaselineStatistic, CommitDropPercent, CyclesMustNotIncrease, DriHoursPerWeek,
    EnergyAtLeast, EngineeringZone, IterateAt, Metrics, NoGo, OutcomeMustMove, PilotPms, PmZone, ReadoutAt, SuccessAt,
    WeekOne, Weeks,
};
use domain::document::Body;
use domain::terms::TermName;
use reading::read;

/// What is not a term, or not this one: nothing may be read.
const NOTHING: &[(TermName, &str)] = &[
    (Weeks, "## Pilot\n\nThe pilot starts in four weeks."),
    (Weeks, "## Pilot\n\nDana is on leave for two weeks."),
    (Weeks, "## Pilot\n\nThe pilot does not last six weeks."),
    (Weeks, "## Pilot\n\nThe pilot lasts a month."),
    (Weeks, "## Pilot\n\nThe pilot lasts at least four weeks."),
    (Weeks, "## Pilot\n\nThe pilot lasts four and a half weeks."),
    (Weeks, "## Pilot\n\nThe pilot lasts 4½ weeks."),
    (Weeks, "## Pilot\n\nThe pilot lasts 4.5 weeks."),
    (Weeks, "## Pilot\n\nShould the pilot run for six weeks?"),
    (
        Weeks,
        "## Pilot\n\nIf the pilot ran for eight weeks, it would cost too much.",
    ),
    (Weeks, "## Pilot\n\nThe surveys of the pilot are open for two weeks."),
    (Weeks, "## Pilot\n\nFor two weeks before the pilot we train the PMs."),
    (Weeks, "## Pilot\n\nWe work in two-week sprints during the pilot."),
    (Weeks, "## Pilot\n\nWe could extend the pilot by two weeks."),
    (Weeks, "## Pilot\n\nThe previous pilot lasted five weeks."),
    (Weeks, "## Pilot\n\nThe approver has two weeks to answer."),
    (Weeks, "## Pilot\n\nThe pilot lasts [four] weeks."),
    (Weeks, "## Pilot\n\nThe pilot lasts four\\\n\n## Other\n\nweeks."),
    (Weeks, "## Asks\n\n1. Two weeks of notice before anything changes."),
    (Weeks, "## Asks\n\n1. An answer within two weeks."),
    (
        Weeks,
        "## Pilot\n\nIt was first planned that the pilot takes 3 or maybe 5 weeks.",
    ),
    (Weeks, "## Pilot\n\nThe pilot window before shipping is over 4 weeks."),
    (
        Weeks,
        "## Pilot\n\nThe feature of the pilot was in the backlog for nine weeks.",
    ),
    (
        Weeks,
        "## Pilot\n\nOnce the pilot is over, three weeks pass until the next step.",
    ),
    (Weeks, "## Pilot\n\nAfter the pilot we keep the flags for twelve weeks."),
    (Weeks, "## Pilot\n\nThe dashboards of the pilot keep data for 26 weeks."),
    (Weeks, "## Holidays\n\n- Weeks: 4"),
    (Weeks, "## Training\n\n- Duration: 2 weeks"),
    (Weeks, "## Pilot\n\nThe flag has to be set up. It takes two weeks."),
    (Weeks, "## Security review\n\nIt takes two weeks."),
    (PilotPms, "## Team\n\n- PMs: 12"),
    (PilotPms, "## Pilot\n\nWe have nine PMs."),
    (PilotPms, "## Pilot\n\n30 % of PMs want to take part in the pilot."),
    (PilotPms, "## Pilot\n\nIn a later wave, six PMs ship."),
    (PilotPms, "## Pilot\n\nNot two PMs, one designer."),
    (PilotPms, "## Pilot\n\nAt least two PMs take part."),
    (PilotPms, "## Pilot\n\nFive of our PMs volunteered."),
    (PilotPms, "## Pilot\n\nTwo dozen PMs applied to the pilot."),
    (PilotPms, "## Pilot\n\nThe pilot of our neighbours had three PMs."),
    (
        DriHoursPerWeek,
        "## Review\n\nEach pilot PM spends ten hours a week on their feature.",
    ),
    (DriHoursPerWeek, "## Review\n\nEach DRI spends two hours a day."),
    (
        DriHoursPerWeek,
        "## Review\n\nEach DRI has a one-hour meeting every week.",
    ),
    (
        DriHoursPerWeek,
        "## Review\n\nThe DRIs give four hours a week in total.",
    ),
    (DriHoursPerWeek, "## Review\n\nEach DRI gives up to three hours a week."),
    (DriHoursPerWeek, "## Review\n\nEach DRI gives about three hours a week."),
    (DriHoursPerWeek, "## Review\n\nEach DRI gives 2.125 hours a week."),
    (DriHoursPerWeek, "## Review\n\nEach DRI gives 2,5 hours a week."),
    (DriHoursPerWeek, "## Review\n\nEach DRI gives 1.5 to 2.5 hours a week."),
    (
        DriHoursPerWeek,
        "## Review\n\nEach DRI gives two and a half hours a week.",
    ),
    (
        DriHoursPerWeek,
        "## Review\n\nEach DRI gives two and a half hours a week.",
    ),
    (DriHoursPerWeek, "## Review\n\nEach DRI gives 30 minutes a week."),
    (
        DriHoursPerWeek,
        "## Review\n\nEach DRI reviews within two hours, every week.",
    ),
    (DriHoursPerWeek, "## Review\n\nThis saves each DRI three hours a week."),
    (
        DriHoursPerWeek,
        "## Review\n\nToday each engineer loses six hours a week to small changes.",
    ),
    (
        DriHoursPerWeek,
        "## Review\n\nOur DRI on call spends five hours a week on incidents.",
    ),
    (DriHoursPerWeek, "## Review\n\nEach DRI gives 2/3 hours per week."),
    (
        DriHoursPerWeek,
        "## Review\n\nEach DRI gives six hours a week in the first week.",
    ),
    (DriHoursPerWeek, "## Review\n\nEach DRI never gives two hours a week."),
    (
        BaselineFeatures,
        "## Metrics\n\nWe shipped 4 features last year. There is no baseline yet.",
    ),
    (
        BaselineFeatures,
        "## Metrics\n\nThe two features are compared with the baseline.",
    ),
    (
        BaselineFeatures,
        "## Metrics\n\nOf the nine features shipped last, some make the baseline.",
    ),
    (
        BaselineFeatures,
        "## Metrics\n\nThe baseline is the last three or four features.",
    ),
    (
        BaselineFeatures,
        "## Metrics\n\nThe baseline covers the last four weeks.",
    ),
    (BaselineFeatures, "## Metrics\n\nThe baseline has Q4 features in it."),
    (
        BaselineStatistic,
        "## Metrics\n\nCycle time is a median. The baseline comes later.",
    ),
    (BaselineStatistic, "## Metrics\n\nThe baseline is not the median."),
    (BaselineStatistic, "## Metrics\n\nShould the baseline be the median?"),
    (
        BaselineStatistic,
        "## Metrics\n\nThe baseline is the median or the mean of the four features.",
    ),
    (
        BaselineStatistic,
        "## Metrics\n\nBy that I mean the baseline of four features.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- Days from idea to first commit fell for 30 % of users.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- Days from idea to first commit drop to 30 % of the baseline.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- Days from idea to first commit drop to 70 %.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- Days from idea to first commit need not drop by 30 %.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- Days from idea to first commit drop by more than 30 %.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- Days from idea to first commit drop by half a day.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- Days from idea to first commit drop over a quarter.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- Days from idea to first commit drop by three quarters.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- Days from idea to first commit drop by a third.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- Days from idea to first commit drop by 30 percentage points.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- Days from idea to first commit fall, and support requests drop by 40 %.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- The first commit drops CI time by 20 % for the idea board, or 30 %.",
    ),
    (
        CommitDropPercent,
        "## Criteria\n\n- Days from idea to first commit drop by one hundred percent less.",
    ),
    (
        CyclesMustNotIncrease,
        "## Criteria\n\n- Review cycles may increase, but no more than by one.",
    ),
    (
        CyclesMustNotIncrease,
        "## Criteria\n\n- Review cycles do not increase by more than 10 %.",
    ),
    (
        CyclesMustNotIncrease,
        "## Criteria\n\n- Review cycles do not increase much.",
    ),
    (
        CyclesMustNotIncrease,
        "## Criteria\n\n- Review cycles increase by about 15 %.",
    ),
    (
        CyclesMustNotIncrease,
        "## Criteria\n\n- Review cycles increase by at most 15 % or 20 %.",
    ),
    (
        CyclesMustNotIncrease,
        "## Criteria\n\n- Review cycles take at most 15 % of an engineer's week.",
    ),
    (
        CyclesMustNotIncrease,
        "## Criteria\n\n- Review cycles increase by at most 15 percent points, except in week one.",
    ),
    (
        CyclesMustNotIncrease,
        "## Criteria\n\n- It is not required that review cycles do not increase.",
    ),
    (
        CyclesMustNotIncrease,
        "## Criteria\n\n- No more than two review cycles per pull request.",
    ),
    (
        CyclesMustNotIncrease,
        "## Hopes\n\nWe believe that review cycles do not increase.",
    ),
    (
        EnergyAtLeast,
        "## Criteria\n\n- At least 3 of 4 weeks have an energy answer.",
    ),
    (
        EnergyAtLeast,
        "## Criteria\n\n- The energy survey takes at least 2 minutes.",
    ),
    (EnergyAtLeast, "## Criteria\n\n- Energy averages above 3."),
    (EnergyAtLeast, "## Criteria\n\n- Energy need not average at least 3."),
    (EnergyAtLeast, "## Criteria\n\n- Energy averages at least 30 out of 50."),
    (EnergyAtLeast, "## Criteria\n\n- Energy does not fall by more than 1."),
    (
        OutcomeMustMove,
        "## Criteria\n\n- The primary metric need not move in the expected direction.",
    ),
    (
        OutcomeMustMove,
        "## Criteria\n\n- The primary metric moves in an unexpected direction.",
    ),
    (
        OutcomeMustMove,
        "## Metrics\n\n1. How the primary metric moved, and which direction was expected",
    ),
    (
        SuccessAt,
        "## Criteria\n\nIt is a success even if only three of four are met.",
    ),
    (SuccessAt, "## Criteria\n\nSuccess does not need all four."),
    (SuccessAt, "## Criteria\n\nMore than three of four met is a success."),
    (SuccessAt, "## Criteria\n\nIt is a success for 80 of 100 users."),
    (SuccessAt, "## Criteria\n\nA success in three of our teams is enough."),
    // A programme has four criteria: what counts others may mean any of them.
    (
        SuccessAt,
        "## Criteria\n\nIt is a success when three of the three are met.",
    ),
    (
        SuccessAt,
        "## Criteria\n\nIt is a success when all three criteria are met.",
    ),
    (
        SuccessAt,
        "## Criteria\n\nIt is a success when all five criteria are met.",
    ),
    (SuccessAt, "## Criteria\n\nIt is a success when both criteria are met."),
    (SuccessAt, "## Criteria\n\nSuccess means 2 of 3 criteria met."),
    (SuccessAt, "## Criteria\n\nSuccess: 3/3."),
    (
        SuccessAt,
        "## Criteria\n\nThree out of three criteria met is a success.",
    ),
    (
        SuccessAt,
        "## Criteria\n\nIt is a success when three of these five criteria are met.",
    ),
    (
        SuccessAt,
        "## Criteria\n\nIt is a success when every one of the two is met.",
    ),
    (SuccessAt, "## Criteria\n\nAll three must hold."),
    (
        SuccessAt,
        "## Criteria\n\nIt is a success when all of the following are met:\n\n1. Energy averages at least 3 of 5.\n2. Review cycles do not increase.\n3. The days from idea to first commit drop by 30 %.\n",
    ),
    (
        SuccessAt,
        "## Criteria\n\nIt is a success when two criteria are met:\n\n1. Energy averages at least 3 of 5.\n2. Review cycles do not increase.\n3. The days from idea to first commit drop by 30 %.\n",
    ),
    (IterateAt, "## Criteria\n\nIf two of the three are met, we iterate."),
    (IterateAt, "## Criteria\n\nIf 2/3 are met we iterate."),
    (IterateAt, "## Criteria\n\nWith 3 of 5 criteria met we iterate."),
    (IterateAt, "## Criteria\n\nTwo out of three met: we iterate."),
    (IterateAt, "## Criteria\n\nIf at least two of four are met we iterate."),
    (IterateAt, "## Criteria\n\nIf two or three of four are met we iterate."),
    (IterateAt, "## Criteria\n\nIf three of four are met we do not iterate."),
    (IterateAt, "## Criteria\n\nWe iterate with 3 PMs in 2 teams."),
    (
        ReadoutAt,
        "## Asks\n\n1. Answer by 2027-01-20 at 12:00; the readout follows.",
    ),
    (ReadoutAt, "## Asks\n\n1. The readout is before 2027-01-29 at 15:00."),
    (ReadoutAt, "## Asks\n\n1. The readout is on 2027-01-29 at 15:00 UTC."),
    (
        ReadoutAt,
        "## Asks\n\n1. The readout is on 2027-01-29 at 15:00 or 16:00.",
    ),
    (
        ReadoutAt,
        "## Asks\n\n1. The readout of the last pilot was on 2026-01-29 at 15:00.",
    ),
    (ReadoutAt, "## Asks\n\n1. The readout is on 2027-01-29T15:00Z."),
    (ReadoutAt, "## Asks\n\n1. The readout is not on 2027-01-29 at 15:00."),
    (
        ReadoutAt,
        "## Asks\n\n1. The readout is moved from 2027-01-29 at 15:00 to 2027-01-30 at 15:00.",
    ),
    (Asks, "## What I ask\n\nI am not asking for:\n\n- a rollout\n- a budget"),
    (
        Metrics,
        "## Metrics\n\nWe will not measure:\n\n- lines of code\n- hours",
    ),
    (Metrics, "## Not in scope\n\n### Metrics\n\n- Lines of code"),
    (WeekOne, "## Week one\n\nWho is there:\n\n- Mira\n- Omar"),
    (PmZone, "## Rooms\n\nPMs can change teams, rooms and lunch times."),
    (EngineeringZone, "## Mood\n\nEngineering keeps calm, focus and coffee."),
    (PmZone, "## Zone\n\nThe zone is small, clear and agreed."),
    (
        PmZone,
        "## Pilot\n\nThe pilot is limited to one team, one office and four weeks.",
    ),
    (PmZone, "## Zone\n\nThe PMs may not change prices, terms and taxes."),
    (
        EngineeringZone,
        "## Zone\n\nSchemas, sign-in and releases no longer stay with engineering.",
    ),
    (NoGo, "## Risks\n\nWhat may not happen in week one:\n\n- An outage"),
    (WeekOne, "## Alternatives considered\n\n### Week one\n\n- A course"),
];

/// What is stated, in spite of what stands around it.
const STATED: &[(TermName, &str, &str)] = &[
    (Weeks, "6 weeks", "## Pilot\n\nThe pilot lasts **six** weeks."),
    (
        Weeks,
        "6 weeks",
        "## Pilot\n\nThe pilot will only run for six weeks, rather than the usual eight weeks.",
    ),
    (Weeks, "4 weeks", "## Pilot\n\nA 4‑week pilot."),
    (Weeks, "24 weeks", "## Pilot\n\nThe pilot lasts twenty four weeks."),
    (Weeks, "2 weeks", "## Pilot\n\nThe pilot lasts a fortnight."),
    (Weeks, "6 weeks", "## Pilot\n\nThe pilot lasts ~~four~~ six weeks."),
    (
        PilotPms,
        "2 pilot PMs",
        "## Pilot\n\nOf our nine PMs, two senior PMs take part.",
    ),
    (
        PilotPms,
        "2 pilot PMs",
        "## Pilot\n\nTwo of our nine product managers take part.",
    ),
    (
        DriHoursPerWeek,
        "2 h a week for each DRI",
        "## Review\n\nEach PM spends ten hours a week, and each DRI gives two hours a week.",
    ),
    (
        DriHoursPerWeek,
        "3 h a week for each DRI",
        "## Review\n\nThree review hours a week for each DRI: each DRI gives three hours a week.",
    ),
    (
        BaselineFeatures,
        "4 features",
        "## Metrics\n\nThe baseline is drawn from the four features most recently shipped.",
    ),
    (
        BaselineStatistic,
        "median",
        "## Metrics\n\nThe baseline is the median, not the mean.",
    ),
    (
        BaselineStatistic,
        "mean",
        "## Metrics\n\nThe baseline is the mean rather than the median.",
    ),
    (
        CommitDropPercent,
        "at least 30 %",
        "## Criteria\n\n- Days from idea to first commit, which today are many, drop by at least 30 %.",
    ),
    (
        CommitDropPercent,
        "at least 50 %",
        "## Criteria\n\n- Days from idea to first commit are halved.",
    ),
    (
        CyclesMustNotIncrease,
        "at most 15 % more",
        "## Criteria\n\n- Review cycles per PR are at most 15 % more than the baseline.",
    ),
    (
        CyclesMustNotIncrease,
        "at most 7.5 % more",
        "## Criteria\n\n- Review cycles increase by no more than 7.5 %.",
    ),
    (
        DriHoursPerWeek,
        "2.5 h a week for each DRI",
        "## Review\n\nEach DRI gives 2.5 hours a week.",
    ),
    (
        CommitDropPercent,
        "at least 12.5 %",
        "## Criteria\n\n- Days from idea to first commit drop by at least 12.5 %.",
    ),
    (
        EnergyAtLeast,
        "at least 3.2 of 5",
        "## Criteria\n\n- Energy averages at least 3.2 of 5.",
    ),
    (
        CyclesMustNotIncrease,
        "required",
        "## Criteria\n\n- Review cycles must not increase.",
    ),
    (
        EnergyAtLeast,
        "at least 3 of 5",
        "## Criteria\n\n- Energy averages at least 3 out of 5.",
    ),
    (
        EnergyAtLeast,
        "at least 3 of 5",
        "## Criteria\n\n- Energy must not fall below 3.",
    ),
    (
        SuccessAt,
        "3 criteria met",
        "## Criteria\n\nAt least three of four met is a success.",
    ),
    (
        IterateAt,
        "2 criteria met",
        "## Criteria\n\nIf only two of four are met, we iterate.",
    ),
    (
        SuccessAt,
        "3 criteria met",
        "## Criteria\n\nThree out of four criteria met is a success.",
    ),
    (
        SuccessAt,
        "4 criteria met",
        "## Criteria\n\nIt is a success when every one of the four is met.",
    ),
    (
        SuccessAt,
        "3 criteria met",
        "## Criteria\n\nIt is a success when three criteria are met.",
    ),
    (
        IterateAt,
        "2 criteria met",
        "## Criteria\n\nTwo of the following four criteria met: we iterate.",
    ),
    (
        ReadoutAt,
        "2027-01-29 15:00",
        "## Asks\n\n1. On 29 January 2027 at 3 pm, join the readout with both PMs.",
    ),
];

fn shown(text: &str, term: TermName) -> Option<String> {
    read(&Body::new(text).expect("short")).terms.shown(term)
}

#[test]
fn nothing_is_made_of_what_is_not_stated() {
    let wrong: Vec<_> = NOTHING
        .iter()
        .filter_map(|(term, text)| shown(text, *term).map(|value| format!("{term}: {value} from {text}")))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_stated_is_read_or_said_to_be_unclear() {
    let wrong: Vec<_> = STATED
        .iter()
        .filter_map(|(term, value, text)| {
            let read = shown(text, *term);
            (read.as_deref() != Some(value)).then(|| format!("{term}: {read:?}, not {value}, from {text}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
