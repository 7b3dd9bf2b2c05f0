//! What somebody sees who is signed out: what this is, with a picture of it.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use domain::metric::{Band, DaysToCommit, FirstCommit, Ratio, Series};
use domain::programme::{FirstCommitCard, FirstCommitRow};
use domain::terms::Statistic;
use leptos::prelude::*;

use crate::metrics::charts::{Size, m1, svg};
use crate::ui::countersignature::{Countersignature, Signed};
use crate::ui::plain;

/// The same for everybody, so it is drawn once.
static PICTURE: LazyLock<String> = LazyLock::new(|| picture().to_html());

/// `/`, signed out.
pub fn welcome() -> impl IntoView {
    plain(
        "One pilot, from first draft to joint decision",
        view! {
            <div class="welcome">
                <div>
                    <h1>"One pilot, from first draft to joint decision"</h1>
                    <p class="lead">
                        "Two sides agree on what is tried, where, by whom and by which numbers it is judged. What they sign is what the software enforces and measures, to the last slide on which they decide."
                    </p>
                    <div class="actions"><a class="button" data-kind="primary" href="/sign-in">"Sign in"</a></div>
                </div>
                <div class="welcome-picture" inner_html=PICTURE.as_str()></div>
            </div>
        },
    )
}

/// A criterion as it was agreed and came out, and the names under it. The people are made up.
fn picture() -> impl IntoView {
    let at = |seconds| DateTime::<Utc>::from_timestamp(seconds, 0).unwrap_or_default();
    // 25 and 29 September 2026.
    let sides = vec![
        Signed::new("Proposed by", "Hanna Lindqvist", at(1_790_345_100)),
        Signed::new("Countersigned by", "Rafael Moreno", at(1_790_666_100)),
    ];
    view! {
        <figure class="chart">
            <figcaption>
                <p class="label">"An example"</p>
                <h2 id="m1-title">"Days from idea to first commit"</h2>
                <p id="m1-summary">"New model: 6 days, half the baseline median of 12. The bar was 8.4 or less."</p>
            </figcaption>
            {svg(m1(&card(), Size::Narrow), "", "m1-title m1-summary".to_owned())}
        </figure>
        <Countersignature
            what="Signed before the first number"
            sides=sides
            zone=chrono_tz::Europe::Berlin
            hash=None
        />
    }
}

fn card() -> FirstCommitCard {
    let row = |series, name: &str, days| FirstCommitRow {
        series,
        name: name.to_owned(),
        label: String::new(),
        measured: FirstCommit {
            idea: None,
            commit: None,
            source: None,
            is_settled: true,
            known_at: None,
            known_after: None,
            value: DaysToCommit::Known {
                days: Ratio::whole(days),
            },
            retrospective: false,
            dates_differ_by: None,
        },
    };
    let baseline = [
        ("Seat map", 11),
        ("Price alerts", 17),
        ("Receipts", 9),
        ("Vouchers", 13),
    ];
    let baseline = baseline
        .into_iter()
        .map(|(name, days)| row(Series::Baseline, name, days));
    let arms = [(Series::NewModel, 6), (Series::OldModel, 12)];
    let arms = arms.into_iter().map(|(series, days)| row(series, series.label(), days));
    FirstCommitCard {
        rows: baseline.chain(arms).collect(),
        statistic: Statistic::Median,
        baseline: Some(Ratio::whole(12)),
        other_statistic: None,
        band: Band::of(&[Ratio::whole(9), Ratio::whole(17)]),
        bar: Some(Ratio::new(42, 5)),
        place: None,
        position: None,
        last_chance: None,
        summary: String::new(),
        notes: Vec::new(),
    }
}
