//! M2: every pull request with its cycles, and the reviews they are counted from.

use domain::metric::format::{instant, one_decimal};
use domain::metric::review_cycles::CyclesOutcome;
use domain::metric::{CyclesOfSet, PrCycles, Series};
use domain::programme::{CyclesRow, Programme, Scorecard};
use domain::pull_request::ReviewState;

use super::{NONE, Numbers, or_none, pr, who};

pub(super) fn review_cycles(card: &Scorecard) -> Vec<Numbers> {
    let card = &card.review_cycles;
    let mut sets = Numbers::new(
        "Review cycles per PR, every feature, with rival values",
        &[
            ("Feature", false),
            ("Cycles", true),
            ("Reviewed, merged PRs", true),
            ("Mean", true),
            ("Rework until approval, mean", true),
        ],
    );
    let mut set = |name: String, set: &CyclesOfSet| {
        sets.row([
            name.into(),
            set.cycles.to_string().into(),
            set.reviewed.to_string().into(),
            or_none(set.value(), one_decimal),
            set.rework_until_approval()
                .map_or_else(|| "Not known".to_owned(), one_decimal)
                .into(),
        ]);
    };
    for row in &card.baseline_features {
        set(who(row.series, &row.name), &row.set);
    }
    for row in &card.rows {
        let name = match row.series {
            Series::Baseline => "Baseline, all PRs together".to_owned(),
            _ => who(row.series, &row.name),
        };
        set(name, &row.set);
    }
    if card.mean_of_feature_means.is_some() {
        sets.row([
            "Baseline, mean of the features' own means (not the bar)".into(),
            "".into(),
            "".into(),
            or_none(card.mean_of_feature_means, one_decimal),
            "".into(),
        ]);
    }
    let mut prs = Numbers::new(
        "Review cycles, every PR",
        &[
            ("PR", false),
            ("Feature", false),
            ("Title", false),
            ("Cycles", true),
            ("In the mean", false),
        ],
    );
    for row in features_of(card) {
        for one in &row.set.prs {
            let cycles = one.counted().or(one.detail.as_ref().map(|detail| detail.cycles));
            // Not reviewed is not reviewed in no cycle.
            let cycles = cycles.filter(|_| one.outcome != CyclesOutcome::Unreviewed);
            prs.row([
                pr(&one.repository, one.number, &one.url),
                who(row.series, &row.name).into(),
                one.title.clone().into(),
                cycles
                    .map_or_else(|| NONE.to_owned(), |cycles| cycles.to_string())
                    .into(),
                one.outcome
                    .excluded()
                    .map_or("Yes".to_owned(), |why| format!("No: {why}"))
                    .into(),
            ]);
        }
    }
    vec![sets, prs]
}

fn features_of(card: &domain::programme::CyclesCard) -> impl Iterator<Item = &CyclesRow> {
    let arms = card.rows.iter().filter(|row| row.series != Series::Baseline);
    card.baseline_features.iter().chain(arms)
}

/// Review by review, push by push: what the page of M2 adds.
pub fn reviews(programme: &Programme, card: &Scorecard) -> Vec<Numbers> {
    let zone = programme.zone;
    let mut reviews = Numbers::new(
        "Every review, and whether it counts",
        &[
            ("PR", false),
            ("When", false),
            ("Reviewer", false),
            ("Said", false),
            ("Counts", false),
        ],
    );
    let mut pushes = Numbers::new(
        "Pushes that do not separate cycles",
        &[("PR", false), ("When", false), ("Why", false)],
    );
    let known = features_of(&card.review_cycles).flat_map(|row| &row.set.prs);
    for (one, detail) in known.filter_map(|one: &PrCycles| Some((one, one.detail.as_ref()?))) {
        for review in &detail.reviews {
            let said = match review.state {
                ReviewState::Approved | ReviewState::ChangesRequested | ReviewState::Commented => review.state.label(),
            };
            let counts = match review.outcome {
                Ok(cycle) => format!("Yes, cycle {cycle}"),
                Err(why) => format!("No, {}", why.label()),
            };
            reviews.row([
                pr(&one.repository, one.number, &one.url),
                instant(review.at, zone).into(),
                review.reviewer.clone().into(),
                said.into(),
                counts.into(),
            ]);
        }
        for push in &detail.ignored_pushes {
            pushes.row([
                pr(&one.repository, one.number, &one.url),
                instant(push.at, zone).into(),
                push.reason.label().into(),
            ]);
        }
    }
    [reviews, pushes].into_iter().filter_map(Numbers::shown).collect()
}
