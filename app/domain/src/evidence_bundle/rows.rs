//! The tables of a bundle. They compute nothing: each is what the pages of metrics show, row by row.

use chrono::{DateTime, SecondsFormat, Utc};

use super::{Case, NUMBERS, json, table};
use crate::calendar::Moment;
use crate::metric::cycle_time::PrCycleTime;
use crate::metric::format::{business_hours, duration};
use crate::metric::review_cycles::PrCycles;
use crate::metric::{CommitSource, CycleTime, EnergyWeek, Outcome, Series};
use crate::programme::{Programme, Scorecard, scorecard};

/// A file that is made of the case and the programme: its name, what it is, and its text.
type Made = (&'static str, &'static str, String);

/// Every table, in the order of the archive; none of numbers where there is nothing to compute them from.
#[must_use]
pub fn tables(case: &Case, programme: Option<&Programme>) -> Vec<Made> {
    let mut made = Vec::new();
    if let Some((numbers, programme)) = case.numbers.as_ref().zip(programme) {
        let card = scorecard(programme, numbers.as_of);
        made.extend([
            (
                NUMBERS,
                "Every number and criterion, with what each was computed from",
                json(&card),
            ),
            (
                "criteria.csv",
                "The four criteria: value, bar, state and why",
                criteria(&card),
            ),
            (
                "features.csv",
                "The baseline features and those of both arms: idea, first commit, days between them",
                features(programme, &card),
            ),
            (
                "pull-requests.csv",
                "Every pull request: review cycles and cycle time, counted or left out and why",
                pull_requests(&card),
            ),
            ("reviews.csv", "Every review, and whether it counts", reviews(&card)),
            (
                "survey-weeks.csv",
                "The energy survey, week by week: the answer that counts, as the Metrics page shows it",
                survey_weeks(&card),
            ),
            (
                "primary-metric.csv",
                "Every value of the features' own metrics, and what it is used for",
                primary_metric(&card),
            ),
            (
                "incidents.csv",
                "What went against the no-go list",
                incidents(programme),
            ),
        ]);
    }
    if let Some(hours) = &case.hours {
        let row = |one: &super::Amount| vec![one.dri.clone(), one.week.to_string(), one.hours.to_string()];
        let rows: Vec<_> = hours.iter().map(row).collect();
        made.push((
            "review-hours.csv",
            "Review hours that DRIs logged",
            table(&["Engineering DRI", "Week", "Hours"], &rows),
        ));
    }
    made.push((
        "flags.csv",
        "When each feature's flag was turned on and off",
        flags(case),
    ));
    made
}

fn at(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

fn moment(moment: Option<Moment>) -> String {
    match moment {
        None => String::new(),
        Some(Moment::Instant(instant)) => at(instant),
        Some(Moment::Date(on)) => on.to_string(),
    }
}

fn counted(excluded: Option<&str>) -> String {
    excluded.map_or_else(|| "yes".to_owned(), |why| format!("no: {why}"))
}

fn criteria(card: &Scorecard) -> String {
    let head = [
        "Number",
        "Criterion",
        "State",
        "Value",
        "Bar",
        "Difference",
        "Why",
        "Corrections",
    ];
    let rows = card.criteria.iter().map(|one| {
        vec![
            one.number.to_string(),
            one.title.clone(),
            one.state.label().to_owned(),
            one.value.clone(),
            one.bar.clone(),
            one.difference.clone(),
            one.why.clone(),
            one.corrections.join(" "),
        ]
    });
    table(&head, &rows.collect::<Vec<_>>())
}

fn features(programme: &Programme, card: &Scorecard) -> String {
    let head = [
        "Series",
        "Feature",
        "Idea",
        "First commit",
        "Known by",
        "Days",
        "Shipped on",
        "Evidence",
    ];
    let mut baseline = programme.baseline.iter();
    let rows = card.first_commit.rows.iter().map(|row| {
        let (shipped, evidence) = match row.series {
            Series::Baseline => baseline.next().map_or_else(Default::default, |one| {
                (one.shipped_on.to_string(), one.evidence.clone())
            }),
            Series::NewModel => shipping(programme.new_model.as_ref()),
            Series::OldModel => shipping(programme.old_model.as_ref()),
        };
        vec![
            row.series.label().to_owned(),
            row.name.clone(),
            moment(row.measured.idea),
            moment(row.measured.commit),
            row.measured
                .source
                .as_ref()
                .map_or_else(String::new, CommitSource::label),
            row.label.clone(),
            shipped,
            evidence,
        ]
    });
    table(&head, &rows.collect::<Vec<_>>())
}

fn shipping(feature: Option<&crate::feature::ArmFeature>) -> (String, String) {
    let shipped = feature.and_then(|feature| feature.shipped.as_ref());
    shipped.map_or_else(Default::default, |shipped| {
        (shipped.on.to_string(), shipped.evidence.clone())
    })
}

/// Every pull request with its cycles: of each baseline feature, then of both arms.
fn with_cycles(card: &Scorecard) -> impl Iterator<Item = (Series, &str, &PrCycles)> {
    let card = &card.review_cycles;
    let arms = card.rows.iter().filter(|row| row.series != Series::Baseline);
    let rows = card.baseline_features.iter().chain(arms);
    rows.flat_map(|row| row.set.prs.iter().map(|one| (row.series, row.name.as_str(), one)))
}

fn pull_requests(card: &Scorecard) -> String {
    let head = [
        "Pull request",
        "Address",
        "Series",
        "Feature",
        "Title",
        "Review cycles",
        "In the mean",
        "Cycle time",
        "Business hours",
        "In the median",
    ];
    // Both go through the same pull requests in the same order.
    let times: Vec<&PrCycleTime> = card.cycle_time.rows.iter().flat_map(|row| &row.times.prs).collect();
    let rows = with_cycles(card).enumerate().map(|(place, (series, feature, one))| {
        let cycles = one.counted().or(one.detail.as_ref().map(|detail| detail.cycles));
        let time = times
            .get(place)
            .filter(|time| (&time.repository, time.number) == (&one.repository, one.number));
        let (elapsed, business) = time.map_or_else(Default::default, |time| match time.time {
            CycleTime::Merged {
                seconds,
                business_seconds,
                ..
            } => (duration(seconds), business_hours(business_seconds)),
            _ => (String::new(), String::new()),
        });
        vec![
            format!("{}#{}", one.repository, one.number),
            one.url.clone(),
            series.label().to_owned(),
            feature.to_owned(),
            one.title.clone(),
            cycles.map_or_else(String::new, |cycles| cycles.to_string()),
            counted(one.outcome.excluded()),
            elapsed,
            business,
            time.map_or_else(String::new, |time| counted(time.time.excluded())),
        ]
    });
    table(&head, &rows.collect::<Vec<_>>())
}

fn reviews(card: &Scorecard) -> String {
    let head = ["Pull request", "When", "Reviewer", "Said", "Counts"];
    let detailed = with_cycles(card).filter_map(|(_, _, one)| Some((one, one.detail.as_ref()?)));
    let rows = detailed.flat_map(|(one, detail)| {
        detail.reviews.iter().map(move |review| {
            vec![
                format!("{}#{}", one.repository, one.number),
                at(review.at),
                review.reviewer.clone(),
                review.state.label().to_owned(),
                match review.outcome {
                    Ok(cycle) => format!("yes, cycle {cycle}"),
                    Err(why) => format!("no: {}", why.label()),
                },
            ]
        })
    });
    table(&head, &rows.collect::<Vec<_>>())
}

fn survey_weeks(card: &Scorecard) -> String {
    let head = ["Series", "Pilot PM", "Week", "Closes", "Answer", "State"];
    let rows = card.energy.panels.iter().flat_map(|panel| {
        panel.pms.iter().flat_map(|pm| {
            pm.energy.weeks.iter().map(|week| {
                vec![
                    panel.series.label().to_owned(),
                    pm.name.clone(),
                    week.number.to_string(),
                    week.week.map_or_else(String::new, |week| at(week.closes_at)),
                    week.score.map_or_else(String::new, |score| score.to_string()),
                    state(week).to_owned(),
                ]
            })
        })
    });
    table(&head, &rows.collect::<Vec<_>>())
}

fn state(week: &EnergyWeek) -> &'static str {
    match (week.score, week.late, week.closed) {
        (Some(_), true, _) => "late",
        (Some(_), false, _) => "in time",
        (None, _, true) => "no reply",
        (None, _, false) => "still to come",
    }
}

fn primary_metric(card: &Scorecard) -> String {
    let head = ["Series", "Feature", "Metric", "Unit", "Day", "Value", "Source", "Used"];
    let rows = card.outcome.panels.iter().flat_map(|panel| {
        let outcome = &panel.outcome;
        outcome.points.iter().map(|point| {
            vec![
                panel.series.label().to_owned(),
                panel.name.clone(),
                outcome.name.clone(),
                outcome.unit.clone(),
                point.on.to_string(),
                point.value.to_string(),
                point.source.clone(),
                used(outcome, point.on).to_owned(),
            ]
        })
    });
    table(&head, &rows.collect::<Vec<_>>())
}

fn used(outcome: &Outcome, on: chrono::NaiveDate) -> &'static str {
    let within = |window: &Option<crate::metric::Window>| {
        let window = window.as_ref();
        window.is_some_and(|window| window.from <= on && on <= window.to)
    };
    if outcome.shipped.is_none() {
        "not yet: not shipped"
    } else if within(&outcome.before) {
        "before"
    } else if within(&outcome.after) {
        "after"
    } else {
        "no: outside both windows"
    }
}

fn incidents(programme: &Programme) -> String {
    let head = [
        "When",
        "Went against",
        "What happened",
        "What was done",
        "Pull request",
        "Recorded by",
    ];
    let rows = programme.incidents.iter().map(|one| {
        vec![
            at(one.at),
            one.touched.words(),
            one.what.clone(),
            one.done.clone(),
            one.pull_request.clone().unwrap_or_default(),
            one.by.clone(),
        ]
    });
    table(&head, &rows.collect::<Vec<_>>())
}

fn flags(case: &Case) -> String {
    let head = ["Feature", "Flag", "Turned", "When", "Note", "Told by", "Withdrawn"];
    let rows = case.flags.iter().flat_map(|flag| {
        flag.turned.iter().map(|turned| {
            vec![
                flag.feature.clone(),
                flag.key.clone(),
                if turned.on { "on" } else { "off" }.to_owned(),
                at(turned.at),
                turned.note.clone(),
                turned.by.clone(),
                turned
                    .withdrawn
                    .as_ref()
                    .map_or_else(String::new, |why| format!("yes: {why}")),
            ]
        })
    });
    table(&head, &rows.collect::<Vec<_>>())
}
