//! M3: every pull request with its times.

use domain::metric::CycleTime;
use domain::metric::cycle_time::PrCycleTime;
use domain::metric::format::{business_hours, duration};
use domain::programme::Scorecard;

use super::{NONE, Numbers, or_none, pr};

pub(super) fn cycle_time(card: &Scorecard) -> Vec<Numbers> {
    let card = &card.cycle_time;
    let mut sets = Numbers::new(
        "Cycle time, with rival values",
        &[
            ("Series", false),
            ("Merged PRs", true),
            ("Median", true),
            ("Median, business hours", true),
            ("Mean", true),
            ("Still open", true),
        ],
    );
    let mut prs = Numbers::new(
        "Cycle time, every PR",
        &[
            ("PR", false),
            ("Series", false),
            ("Title", false),
            ("Time", true),
            ("Business hours", true),
            ("In the median", false),
        ],
    );
    for row in card.rows.iter().filter(|row| !row.times.prs.is_empty()) {
        let times = &row.times;
        sets.row([
            row.series.label().into(),
            times.merged().to_string().into(),
            card.median(row.series).unwrap_or_else(|| NONE.to_owned()).into(),
            or_none(times.business_median, business_hours),
            or_none(times.mean, duration),
            times.open().to_string().into(),
        ]);
        for one in &times.prs {
            let [time, business, used] = times_of(one);
            prs.row([
                pr(&one.repository, one.number, &one.url),
                row.series.label().into(),
                one.title.clone().into(),
                time.into(),
                business.into(),
                used.into(),
            ]);
        }
    }
    vec![sets, prs]
}

fn times_of(one: &PrCycleTime) -> [String; 3] {
    let used = one.time.excluded().map_or("Yes".to_owned(), |why| format!("No: {why}"));
    match one.time {
        CycleTime::Merged {
            seconds,
            business_seconds,
            draft_to_merge,
        } => [
            duration(seconds),
            business_hours(business_seconds),
            if draft_to_merge {
                "Yes, from opening: never ready for review".to_owned()
            } else {
                used
            },
        ],
        CycleTime::StillOpen { age_seconds } => {
            let age = format!("{} so far", duration(age_seconds));
            [age, NONE.to_owned(), used]
        }
        _ => [NONE.to_owned(), NONE.to_owned(), used],
    }
}
