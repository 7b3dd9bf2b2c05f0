//! From values to positions, with ticks a person would choose.

/// A scale along a line of the drawing.
#[derive(Clone, Debug)]
pub struct Scale {
    values: (f64, f64),
    positions: (f64, f64),
    /// Equal steps are equal factors.
    factors: bool,
    /// Value and word of each tick.
    pub ticks: Vec<(f64, String)>,
}

impl Scale {
    /// From 0 to a round number at or above the largest value.
    pub fn from_zero(largest: f64, positions: (f64, f64)) -> Self {
        let step = round_step(largest.max(1e-6) / 4.0);
        let end = (largest / step).ceil().max(1.0) * step;
        Self::with_steps(0.0, end, step, positions)
    }

    /// Two round numbers around the values, for three ticks.
    pub fn around(smallest: f64, largest: f64, positions: (f64, f64)) -> Self {
        let spread = if largest > smallest {
            largest - smallest
        } else {
            largest.abs().max(1.0) * 0.1
        };
        let step = round_step(spread / 2.0);
        let start = (smallest / step).floor() * step;
        // Two steps, or three where rounding the start down has left the largest outside.
        let steps = ((largest - start) / step).ceil().max(2.0);
        Self::with_steps(start, start + steps * step, step, positions)
    }

    /// Whole numbers from one to another.
    pub fn whole(from: u8, to: u8, positions: (f64, f64)) -> Self {
        Self {
            values: (from.into(), to.into()),
            positions,
            factors: false,
            ticks: (from..=to).map(|n| (f64::from(n), n.to_string())).collect(),
        }
    }

    /// Equal factors between the first and the last of these ticks.
    pub fn factors(ticks: Vec<(f64, String)>, positions: (f64, f64)) -> Self {
        let ends = (ticks.first(), ticks.last());
        let values = match ends {
            (Some((first, _)), Some((last, _))) if *first > 0.0 && last > first => (*first, *last),
            _ => (1.0, 10.0),
        };
        Self {
            values,
            positions,
            factors: true,
            ticks,
        }
    }

    fn with_steps(start: f64, end: f64, step: f64, positions: (f64, f64)) -> Self {
        let places = if step >= 1.0 {
            0
        } else {
            let decimals = (-step.log10()).ceil().clamp(0.0, 6.0);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to 0 to 6"
            )]
            let places = decimals as usize;
            places + usize::from((step * 10_f64.powf(decimals)).fract().abs() > 1e-9)
        };
        let mut ticks = Vec::new();
        let mut i = 0.0;
        while i < 50.0 && start + i * step <= end + step * 1e-6 {
            let value = start + i * step;
            ticks.push((value, format!("{value:.places$}")));
            i += 1.0;
        }
        Self {
            values: (start, end),
            positions,
            factors: false,
            ticks,
        }
    }

    /// Reads the scale's numbers as that many units each: ticks keep their words.
    pub fn in_units_of(&mut self, unit: f64) {
        self.values = (self.values.0 * unit, self.values.1 * unit);
        for (value, _) in &mut self.ticks {
            *value *= unit;
        }
    }

    /// The position of a value. One beyond an end is drawn at that end.
    pub fn at(&self, value: f64) -> f64 {
        let (from, to) = self.values;
        let value = value.clamp(from, to);
        let share = if self.factors {
            (value / from).ln() / (to / from).ln()
        } else {
            (value - from) / (to - from)
        };
        self.positions.0 + share * (self.positions.1 - self.positions.0)
    }
}

/// The smallest of 1, 2, 5 and their tenfolds that is at least this.
fn round_step(rough: f64) -> f64 {
    let power = 10_f64.powf(rough.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|step| *step >= rough * 0.999_999)
        .unwrap_or(power * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(scale: &Scale) -> Vec<&str> {
        scale.ticks.iter().map(|(_, word)| word.as_str()).collect()
    }

    #[test]
    fn ticks_are_round_numbers_that_hold_the_values() {
        assert_eq!(words(&Scale::from_zero(17.0, (0.0, 1.0))), ["0", "5", "10", "15", "20"]);
        assert_eq!(
            words(&Scale::from_zero(0.7, (0.0, 1.0))),
            ["0.0", "0.2", "0.4", "0.6", "0.8"]
        );
        assert_eq!(words(&Scale::around(39.0, 47.0, (0.0, 1.0))), ["35", "40", "45", "50"]);
    }

    #[test]
    fn positions_follow_the_values_and_stop_at_the_ends() {
        let scale = Scale::from_zero(17.0, (100.0, 200.0));
        assert!((scale.at(10.0) - 150.0).abs() < 1e-9);
        assert!((scale.at(99.0) - 200.0).abs() < 1e-9);
        let factors = Scale::factors(vec![(1.0, "1 h".to_owned()), (100.0, "100 h".to_owned())], (0.0, 100.0));
        assert!((factors.at(10.0) - 50.0).abs() < 1e-9);
        assert!(factors.at(0.0).abs() < 1e-9);
    }

    #[test]
    fn equal_values_still_have_a_scale() {
        let scale = Scale::around(5.0, 5.0, (0.0, 100.0));
        assert!(scale.at(5.0).is_finite());
        assert!(scale.ticks.len() >= 3);
    }
}
