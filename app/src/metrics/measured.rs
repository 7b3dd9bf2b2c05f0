//! How each metric is measured, in words, with the numbers this pilot agreed on.

use domain::decimal::Decimal;
use domain::metric::format::date;
use domain::person::Arm;
use domain::programme::Programme;

use super::Metric;

/// A paragraph per rule.
pub fn how(metric: Metric, programme: &Programme) -> Vec<String> {
    let (terms, zone) = (&programme.terms, programme.zone.name());
    let pooled = match programme
        .feature(Arm::NewModel)
        .map_or(1, |feature| feature.pms().count())
    {
        1 => String::new(),
        pms => {
            format!("The answers of the arm's {pms} PMs are pooled: one mean, in which each answer weighs the same. ")
        }
    };
    match metric {
        Metric::IdeaToCommit => vec![
            "The idea is the moment recorded with its evidence, to the minute or to the day. An idea entered after the \
             first commit is marked retrospective."
                .to_owned(),
            "The first commit is the first one GitHub received for the feature, on any branch, whatever the branch was \
             called then. For a PR of a fork, or one opened before the connection, it is the author date or else the \
             opening of the PR, the latest it can have been. The card says which, and who entered a baseline by hand. \
             The commits of a PR that is named as evidence of a week-one activity are no work on the feature."
                .to_owned(),
            format!(
                "The value is the time between the two. If either is known to the day only, whole calendar days in \
                 {zone} are counted. A commit before its idea is a data error: listed and not used."
            ),
            format!(
                "The baseline is the {} of the baseline features. The bar is {}% lower, and a value at the bar meets \
                 it. Comparisons use exact values; rounding is for reading.",
                terms.baseline_statistic.word(),
                terms.commit_drop_percent
            ),
        ],
        Metric::ReviewCycles => vec![
            "A cycle is a run of engineering reviews with no push by the author in between, made while the PR is open \
             and ready. A straight approval is 1. A comment, a push and an approval are 2. Two reviewers without a \
             push in between are 1."
                .to_owned(),
            "Reviews by bots, by the PR's author, by pilot PMs, in draft, while closed or after the merge do not count. \
             Each is listed with its reason. A dismissed review still happened."
                .to_owned(),
            "A push by a bot does not separate cycles, unless the bot opened the PR. Nor does a merge of the base branch \
             alone, as far as its commits tell: one new commit with GitHub's own message. GitHub does not tell a rebase \
             apart from other pushes, so each one does."
                .to_owned(),
            "A PR that takes another back, one that proves week one, one opened after the day the feature shipped, and one \
             of which only a part is known are listed and left out."
                .to_owned(),
            format!(
                "The value is all cycles divided by all reviewed, merged PRs. A PR merged without a counted review is \
                 listed and left out: it is never a 0. {}",
                match terms.cycles_tolerance_percent {
                    Decimal::ZERO => "Equal to the baseline counts as not increased.".to_owned(),
                    percent => format!("The bar is {percent}% more than the baseline, and a value at the bar meets it."),
                }
            ),
        ],
        Metric::CycleTime => vec![
            "From first ready for review to merge, minus time in draft and time closed in between. A PR merged without \
             ever being ready counts from its opening."
                .to_owned(),
            format!(
                "Beside it, business hours: Monday to Friday, 09:00 to 17:00 in {zone}. The value is the median. Open \
                 PRs are shown with their age and are not in it."
            ),
            "This metric is reported. It is not a success criterion.".to_owned(),
        ],
        Metric::Energy => vec![
            "Every week the pilot PM answers one question, from 1, drained, to 5, energised. The last answer of a week \
             counts. One given after the week closed counts too, and is marked."
                .to_owned(),
            "The value is the mean of the answers given. A missing answer is not a 0: the lowest and the highest \
             possible mean say what the missing ones could make of it, filled with 1s and with 5s."
                .to_owned(),
            format!(
                "{pooled}The bar is a mean of {} or more over {} weeks. There is no baseline. The old-model PM's scores are \
                 shown apart and decide nothing.",
                terms.energy_at_least, terms.weeks
            ),
        ],
        Metric::Outcome => {
            let mut rules: Vec<String> = Arm::ALL
                .into_iter()
                .filter_map(|arm| {
                    let metric = &programme.feature(arm)?.primary_metric;
                    let unit = if metric.unit.is_empty() {
                        String::new()
                    } else {
                        format!(" in {}", metric.unit)
                    };
                    Some(format!(
                        "{} declared: {}{unit}, from {}, expected {}, read on {}, compared with the {} days before \
                         shipping.",
                        arm.label(),
                        metric.name,
                        metric.source,
                        metric.direction.as_str(),
                        date(metric.read_on),
                        metric.window_days
                    ))
                })
                .collect();
            rules.push(
                "Before is the mean of the values in the window that ends the day before shipping. After is the mean \
                 from the day of shipping to the read date. Days without a value are left out, never filled in."
                    .to_owned(),
            );
            rules.push(
                "It moved as expected when after is more than before, or less where less is expected. No change is \
                 not a move. A mean after shipping within the smallest and largest value before is said to be inside \
                 the normal range."
                    .to_owned(),
            );
            rules
        }
    }
}
