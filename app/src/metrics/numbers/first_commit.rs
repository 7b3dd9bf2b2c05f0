//! M1: every feature, and the values beside the one that counts.

use domain::metric::first_commit::working_days;
use domain::metric::format::{days, moment, one_decimal};
use domain::metric::{CommitSource, FirstCommit};
use domain::programme::{Position, Programme, Scorecard};

use super::{NONE, Numbers, or_none, who};

pub(super) fn first_commit(programme: &Programme, card: &Scorecard) -> Vec<Numbers> {
    let (zone, card) = (programme.zone, &card.first_commit);
    let working = |measured: &FirstCommit| working_days(measured, zone, &programme.holidays);
    let mut features = Numbers::new(
        "Days from idea to first commit, every feature",
        &[
            ("Feature", false),
            ("Idea", false),
            ("First commit", false),
            ("Known by", false),
            ("Days", true),
            ("Working days", true),
        ],
    );
    for row in &card.rows {
        let measured = &row.measured;
        let when = |at: Option<domain::calendar::Moment>| at.map_or_else(|| NONE.into(), |at| moment(at, zone).into());
        features.row([
            who(row.series, &row.name).into(),
            when(measured.idea),
            when(measured.commit),
            measured
                .source
                .as_ref()
                .map_or_else(|| NONE.to_owned(), CommitSource::label)
                .into(),
            row.label.clone().into(),
            or_none(working(measured), |days| days.num().to_string()),
        ]);
    }
    let mut values = Numbers::new(
        "Bar, rival values and rank of days from idea to first commit",
        &[("Value", false), ("Days", true)],
    );
    if let Some(baseline) = card.baseline {
        let other = match card.statistic {
            domain::terms::Statistic::Median => "mean",
            domain::terms::Statistic::Mean => "median",
        };
        values.row([
            format!("Baseline {}, as agreed", card.statistic.word()).into(),
            days(baseline).into(),
        ]);
        values.row([
            format!("Baseline {other}, not agreed").into(),
            or_none(card.other_statistic, days),
        ]);
        values.row(["Bar: this or less".into(), or_none(card.bar, days)]);
    }
    if let Some(band) = card.band {
        let range = format!("{} to {}", one_decimal(band.min), days(band.max));
        values.row(["Range of the baseline".into(), range.into()]);
    }
    if let Some(place) = card.place {
        let shared = if place.shared { ", shared" } else { "" };
        values.row([
            "New model, rank from the shortest".into(),
            format!("{} of {}{shared}", place.place, place.of).into(),
        ]);
    }
    if let Some(position) = card.position {
        let words = match position {
            Position::Below => "below it",
            Position::Inside => "inside it",
            Position::Above => "above it",
        };
        values.row(["New model against that range".into(), words.into()]);
    }
    vec![features, values]
}
