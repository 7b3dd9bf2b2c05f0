//! M5, the feature's own primary metric before and after shipping.

use std::cmp::Ordering;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::calendar::local_date;
use crate::feature::{ArmFeature, Direction, OutcomePoint, Shipped};

/// The points of some days, ends included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The points in it, by day.
    pub points: Vec<OutcomePoint>,
}

impl Window {
    fn new(points: &[OutcomePoint], from: NaiveDate, to: NaiveDate) -> Self {
        let mut points: Vec<OutcomePoint> = points
            .iter()
            .filter(|point| from <= point.on && point.on <= to)
            .cloned()
            .collect();
        points.sort_by_key(|point| point.on);
        Self { from, to, points }
    }

    fn values(&self) -> Vec<f64> {
        self.points.iter().map(|point| point.value).collect()
    }

    /// The mean, for display; `None` without a point.
    #[expect(clippy::cast_precision_loss, reason = "a count of days is far below 2^53")]
    pub fn mean(&self) -> Option<f64> {
        (!self.points.is_empty()).then(|| self.values().iter().sum::<f64>() / self.points.len() as f64)
    }

    /// The smallest and the largest value; `None` without a point.
    pub fn range(&self) -> Option<(f64, f64)> {
        let values = self.values();
        Some((
            values.iter().copied().reduce(f64::min)?,
            values.iter().copied().reduce(f64::max)?,
        ))
    }

    fn without(&self, on: NaiveDate) -> Self {
        let points = self.points.iter().filter(|point| point.on != on).cloned().collect();
        Self { points, ..*self }
    }
}

/// M5 of one feature with its windows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The metric's name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Where its values come from.
    pub source: String,
    /// Which way it is expected to move.
    pub direction: Direction,
    /// The last day whose value counts.
    pub read_on: NaiveDate,
    /// The read date is over.
    pub read: bool,
    /// When it shipped, if it has: with evidence, and not in the future or after the read date.
    pub shipped: Option<Shipped>,
    /// Every point, by day.
    pub points: Vec<OutcomePoint>,
    /// The window that ends the day before shipping; `None` before shipping.
    pub before: Option<Window>,
    /// From the shipping day to the read date; `None` before shipping.
    pub after: Option<Window>,
    /// After against before, strictly in the expected direction; `None` if one of them has no value.
    pub moved: Option<bool>,
    /// The value after lies within the smallest and largest value before.
    pub inside_normal_range: bool,
}

impl Outcome {
    /// Whether it would have moved without the point of one day; `None` without a value.
    pub fn moved_without(&self, on: NaiveDate) -> Option<bool> {
        moved(
            &self.before.as_ref()?.without(on),
            &self.after.as_ref()?.without(on),
            self.direction,
        )
    }

    /// How the mean after compares with the mean before; `None` if one of them has no value.
    pub fn change(&self) -> Option<Ordering> {
        change(self.before.as_ref()?, self.after.as_ref()?)
    }
}

fn change(before: &Window, after: &Window) -> Option<Ordering> {
    let (before, after) = (before.values(), after.values());
    (!before.is_empty() && !after.is_empty()).then(|| compare_means(&after, &before))
}

fn moved(before: &Window, after: &Window, direction: Direction) -> Option<bool> {
    let expected = match direction {
        Direction::Up => Ordering::Greater,
        Direction::Down => Ordering::Less,
    };
    change(before, after).map(|change| change == expected)
}

/// M5 of one feature (`metrics.md` M5).
pub fn outcome(feature: &ArmFeature, zone: Tz, as_of: DateTime<Utc>) -> Outcome {
    let metric = &feature.primary_metric;
    let today = local_date(as_of, zone);
    let shipped = feature
        .shipped
        .as_ref()
        .filter(|shipped| !shipped.evidence.trim().is_empty() && shipped.on <= today && shipped.on <= metric.read_on);
    let read = today > metric.read_on;
    let (before, after) = shipped
        .map(|shipped| {
            let window = Duration::days(metric.window_days.into());
            let before = Window::new(&feature.points, shipped.on - window, shipped.on - Duration::days(1));
            (before, Window::new(&feature.points, shipped.on, metric.read_on))
        })
        .unzip();
    let inside = before.as_ref().zip(after.as_ref()).and_then(|(before, after)| {
        let (lowest, highest) = before.range()?;
        let values = after.values();
        let within = |bound, outside| compare_means(&values, &[bound]) != outside;
        Some(!values.is_empty() && within(lowest, Ordering::Less) && within(highest, Ordering::Greater))
    });
    let mut points = feature.points.clone();
    points.sort_by_key(|point| point.on);
    Outcome {
        name: metric.name.clone(),
        unit: metric.unit.clone(),
        source: metric.source.clone(),
        direction: metric.direction,
        read_on: metric.read_on,
        read,
        shipped: shipped.cloned(),
        points,
        moved: before
            .as_ref()
            .zip(after.as_ref())
            .and_then(|(before, after)| moved(before, after, metric.direction)),
        before,
        after,
        inside_normal_range: inside.unwrap_or(false),
    }
}

/// Compares two means exactly, taking each value as the decimal it was entered as. Values too long
/// for that are compared as they are.
fn compare_means(one: &[f64], other: &[f64]) -> Ordering {
    exact_comparison(one, other).unwrap_or_else(|| {
        #[expect(clippy::cast_precision_loss, reason = "a count of days is far below 2^53")]
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        mean(one).total_cmp(&mean(other))
    })
}

fn exact_comparison(one: &[f64], other: &[f64]) -> Option<Ordering> {
    let texts = |values: &[f64]| values.iter().map(f64::to_string).collect::<Vec<_>>();
    let (one, other) = (texts(one), texts(other));
    let decimals = |text: &String| text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let scale = one.iter().chain(&other).map(decimals).max()?;
    let total = |texts: &[String]| {
        texts.iter().try_fold(0_i128, |sum, text| {
            let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
            sum.checked_add(format!("{whole}{decimals:0<scale$}").parse().ok()?)
        })
    };
    let one_scaled = total(&one)?.checked_mul(i128::try_from(other.len()).ok()?)?;
    let other_scaled = total(&other)?.checked_mul(i128::try_from(one.len()).ok()?)?;
    Some(one_scaled.cmp(&other_scaled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_compared_as_the_decimals_they_were_entered_as() {
        assert_eq!(compare_means(&[0.1, 0.1, 0.1], &[0.1]), Ordering::Equal);
        assert_eq!(compare_means(&[0.1, 0.2], &[0.15]), Ordering::Equal);
        assert_eq!(compare_means(&[-0.5], &[-0.25]), Ordering::Less);
        assert_eq!(compare_means(&[1e300], &[1.0]), Ordering::Greater);
        assert_eq!(compare_means(&[1e300, 1e300, 1e300], &[2e300]), Ordering::Less);
    }
}
