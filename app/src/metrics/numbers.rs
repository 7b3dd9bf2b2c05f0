//! Every value of a metric as tables: inputs, what was left out and why, and rival values.

use domain::metric::cycle_time::PrCycleTime;
use domain::metric::first_commit::working_days;
use domain::metric::format::{beside, business_hours, date, days, duration, instant, measured, moment, one_decimal};
use domain::metric::{CommitSource, CycleTime, CyclesOfSet, EnergyWeek, FirstCommit, Outcome, PrCycles, Ratio, Series};
use domain::programme::{CyclesRow, EnergyPanel, OutcomePanel, PmEnergy, Position, Programme, Scorecard};
use domain::pull_request::ReviewState;
use leptos::prelude::*;

use super::Metric;

/// What stands where there is no value.
const NONE: &str = "None";

/// As many rows of a long table stand on a page that is about more than it.
const FIRST: usize = 50;

/// A value of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words or a number.
    Text(String),
    /// A pull request on the code host.
    Link(String, String),
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

/// A table: the first cell of a row names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// What it shows.
    pub caption: String,
    /// The names of the columns; `true` for numbers.
    pub head: Vec<(&'static str, bool)>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Numbers {
    fn new(caption: impl Into<String>, head: &[(&'static str, bool)]) -> Self {
        Self {
            caption: caption.into(),
            head: head.to_vec(),
            rows: Vec::new(),
        }
    }

    fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        self.rows.push(cells.into());
    }

    fn shown(self) -> Option<Self> {
        (!self.rows.is_empty()).then_some(self)
    }

    /// As an element, which scrolls sideways by itself: of a long one the first rows, where `all` is the address of a
    /// page with all of them.
    pub fn view(mut self, all: Option<&str>) -> impl IntoView + use<> {
        let count = self.rows.len();
        let rest = all.filter(|_| count > FIRST).map(|all| {
            self.rows.truncate(FIRST);
            let all = all.to_owned();
            view! {
                <p class="chart-note">
                    {format!("The first {FIRST} of {count} rows. ")}
                    <a href=all>{format!("All {count} rows")} <span class="visually-hidden">{format!(" of: {}", self.caption)}</span></a>
                </p>
            }
        });
        let class = |numeric: bool| numeric.then_some("num");
        let kinds: Vec<bool> = self.head.iter().map(|(_, numeric)| *numeric).collect();
        let head = self
            .head
            .into_iter()
            .map(|(name, numeric)| view! { <th scope="col" class=class(numeric)>{name}</th> })
            .collect_view();
        let rows = self
            .rows
            .into_iter()
            .map(|cells| {
                let cells = cells
                    .into_iter()
                    .zip(&kinds)
                    .enumerate()
                    .map(|(i, (cell, numeric))| {
                        let content = match cell {
                            Cell::Text(text) => text.into_any(),
                            Cell::Link(text, url) => view! { <a href=url>{text}</a> }.into_any(),
                        };
                        if i == 0 {
                            view! { <th scope="row" class=class(*numeric)>{content}</th> }.into_any()
                        } else {
                            view! { <td class=class(*numeric)>{content}</td> }.into_any()
                        }
                    })
                    .collect_view();
                view! { <tr>{cells}</tr> }
            })
            .collect_view();
        let name = self.caption.clone();
        view! {
            <div class="scroll-x" tabindex="0" role="region" aria-label=name>
                <table class="table">
                    <caption>{self.caption}</caption>
                    <thead>
                        <tr>{head}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {rest}
        }
    }
}

fn or_none(value: Option<Ratio>, words: impl Fn(Ratio) -> String) -> Cell {
    value.map_or_else(|| NONE.into(), |value| words(value).into())
}

/// `Baseline, Saved filters`; `New model, Invites`.
fn who(series: Series, name: &str) -> String {
    format!("{}, {name}", series.label())
}

/// `acme/web#7` as a link, `#7` where nothing more is known. Only web addresses become links.
fn pr(repository: &str, number: i32, url: &str) -> Cell {
    let text = format!("{repository}#{number}");
    if url.starts_with("https://") || url.starts_with("http://") {
        Cell::Link(text, url.to_owned())
    } else {
        Cell::Text(text)
    }
}

/// The tables behind the figure of a metric.
pub fn tables(metric: Metric, programme: &Programme, card: &Scorecard) -> Vec<Numbers> {
    let tables = match metric {
        Metric::IdeaToCommit => first_commit(programme, card),
        Metric::ReviewCycles => cycles(card),
        Metric::CycleTime => cycle_time(card),
        Metric::Energy => energy(programme, card),
        Metric::Outcome => outcome(card),
    };
    tables.into_iter().filter_map(Numbers::shown).collect()
}

fn first_commit(programme: &Programme, card: &Scorecard) -> Vec<Numbers> {
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

fn cycles(card: &Scorecard) -> Vec<Numbers> {
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

fn cycle_time(card: &Scorecard) -> Vec<Numbers> {
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
            or_none(times.median, duration),
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
            duration(Ratio::whole(seconds)),
            business_hours(Ratio::whole(business_seconds)),
            if draft_to_merge {
                "Yes, from opening: never ready for review".to_owned()
            } else {
                used
            },
        ],
        CycleTime::StillOpen { age_seconds } => {
            let age = format!("{} so far", duration(Ratio::whole(age_seconds)));
            [age, NONE.to_owned(), used]
        }
        _ => [NONE.to_owned(), NONE.to_owned(), used],
    }
}

fn energy(programme: &Programme, card: &Scorecard) -> Vec<Numbers> {
    let card = &card.energy;
    let (new_panel, old_panel) = (card.panel(Series::NewModel), card.panel(Series::OldModel));
    let (new, old) = (
        new_panel.map(|panel| &panel.energy),
        old_panel.map(|panel| &panel.energy),
    );
    let head = [("Week", false), ("New model", true), ("Old model", true)];
    let mut weeks = Numbers::new("Energy, every week", &head);
    for number in 1..=programme.terms.weeks {
        let score = |panel: Option<&EnergyPanel>| -> Cell {
            let of = |pm: &PmEnergy| {
                Some((
                    pm.name.clone(),
                    pm.energy.weeks.iter().find(|week| week.number == number).map(reply)?,
                ))
            };
            let replies: Vec<(String, String)> = panel
                .into_iter()
                .flat_map(|panel| panel.pms.iter().filter_map(of))
                .collect();
            match &replies[..] {
                [] => "No data yet".to_owned(),
                [(_, reply)] => reply.clone(),
                several => several
                    .iter()
                    .map(|(name, reply)| format!("{name}: {reply}"))
                    .collect::<Vec<_>>()
                    .join("; "),
            }
            .into()
        };
        weeks.row([format!("Week {number}").into(), score(new_panel), score(old_panel)]);
    }
    let mut values = Numbers::new(
        "Energy, mean and what it can still be",
        &[("Value", false), ("New model", true), ("Old model", true)],
    );
    let mut value = |name: &str, of: fn(&domain::metric::Energy) -> Option<Ratio>| {
        let cell =
            |energy: Option<&domain::metric::Energy>| or_none(energy.and_then(of), |mean| beside(mean, card.bar));
        values.row([name.into(), cell(new), cell(old)]);
    };
    if new.is_some() || old.is_some() {
        value("Mean of the answers given", domain::metric::Energy::mean);
        value("Every missing answer a 1", domain::metric::Energy::lowest);
        value("Every missing answer a 5", domain::metric::Energy::highest);
    }
    vec![weeks, values]
}

fn reply(week: &EnergyWeek) -> String {
    match week.score {
        Some(score) if week.late => format!("{score}, late"),
        Some(score) => score.to_string(),
        None if week.closed => "No reply".to_owned(),
        None => "Still to come".to_owned(),
    }
}

fn outcome(card: &Scorecard) -> Vec<Numbers> {
    let mut tables = Vec::new();
    let mut values = Numbers::new(
        "Before and after shipping",
        &[
            ("Feature", false),
            ("Metric", false),
            ("Shipped", false),
            ("Before", true),
            ("Range before", true),
            ("After", true),
            ("Moved as expected", false),
        ],
    );
    for OutcomePanel { series, name, outcome } in &card.outcome.panels {
        let with_unit = |value: f64| measured(value, &outcome.unit);
        let mean = |window: &Option<domain::metric::Window>| {
            let mean = window.as_ref().and_then(domain::metric::Window::mean);
            mean.map_or_else(|| NONE.to_owned(), with_unit)
        };
        let range = outcome.before.as_ref().and_then(domain::metric::Window::range);
        values.row([
            who(*series, name).into(),
            outcome.name.clone().into(),
            outcome
                .shipped
                .as_ref()
                .map_or("Not shipped".to_owned(), |s| format!("{}, {}", date(s.on), s.evidence))
                .into(),
            mean(&outcome.before).into(),
            range
                .map_or_else(
                    || NONE.to_owned(),
                    |(low, high)| format!("{} to {}", with_unit(low), with_unit(high)),
                )
                .into(),
            mean(&outcome.after).into(),
            match outcome.moved {
                Some(true) if outcome.inside_normal_range => "Yes, inside its normal range before shipping",
                Some(true) => "Yes",
                Some(false) => "No",
                None => "Nothing to compare",
            }
            .into(),
        ]);
        let mut points = Numbers::new(
            format!("{}: {}, every value", series.label(), outcome.name),
            &[("Day", false), ("Value", true), ("Source", false), ("Used", false)],
        );
        for point in &outcome.points {
            points.row([
                date(point.on).into(),
                measured(point.value, &outcome.unit).into(),
                point.source.clone().into(),
                used(outcome, point.on).into(),
            ]);
        }
        tables.push(points);
    }
    tables.insert(0, values);
    tables
}

fn used(outcome: &Outcome, on: chrono::NaiveDate) -> &'static str {
    let within = |window: &Option<domain::metric::Window>| {
        window
            .as_ref()
            .is_some_and(|window| window.from <= on && on <= window.to)
    };
    if outcome.shipped.is_none() {
        "Not yet: not shipped"
    } else if within(&outcome.before) {
        "Before"
    } else if within(&outcome.after) {
        "After"
    } else {
        "No: outside both windows"
    }
}
