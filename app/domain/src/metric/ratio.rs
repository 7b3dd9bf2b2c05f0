//! Exact fractions, so that "equal is met" means equal.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;

/// A fraction in lowest terms with a positive denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(i64, i64)", into = "(i64, i64)")]
pub struct Ratio {
    num: i64,
    den: i64,
}

impl Ratio {
    /// `num / den`.
    ///
    /// # Panics
    /// If `den` is 0, or neither part fits after reducing to lowest terms.
    pub fn new(num: i64, den: i64) -> Self {
        Self::reduced(num.into(), den.into()).expect("a fraction of whole numbers fits once its denominator is not 0")
    }

    /// So many hundredths of one: 12.5 per cent are an eighth.
    pub fn per_cent(percent: Decimal) -> Self {
        Self::new(percent.in_hundredths().into(), 10_000)
    }

    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self { num: number, den: 1 }
    }

    /// `None` if `den` is 0 or the reduced parts do not fit 64 bits.
    pub fn reduced(num: i128, den: i128) -> Option<Self> {
        let shared = i128::try_from(gcd(num.unsigned_abs(), den.unsigned_abs())).ok()?;
        if den == 0 {
            return None;
        }
        let sign = den.signum();
        Some(Self {
            num: i64::try_from(sign * num / shared).ok()?,
            den: i64::try_from(sign * den / shared).ok()?,
        })
    }

    /// The part above the line.
    pub const fn num(self) -> i64 {
        self.num
    }

    /// The part below the line, at least 1.
    pub const fn den(self) -> i64 {
        self.den
    }

    /// The sum; `None` if it does not fit.
    pub fn plus(self, other: Self) -> Option<Self> {
        let (a, b, c, d) = (
            i128::from(self.num),
            i128::from(self.den),
            i128::from(other.num),
            i128::from(other.den),
        );
        Self::reduced((a * d).checked_add(c * b)?, b * d)
    }

    /// The difference; `None` if it does not fit.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self {
            num: other.num.checked_neg()?,
            den: other.den,
        })
    }

    /// The product; `None` if it does not fit.
    pub fn times(self, other: Self) -> Option<Self> {
        Self::reduced(
            i128::from(self.num) * i128::from(other.num),
            i128::from(self.den) * i128::from(other.den),
        )
    }

    /// The largest whole number not above it.
    pub fn floor(self) -> i64 {
        self.num.div_euclid(self.den)
    }

    /// Whether it is below 0.
    pub const fn is_negative(self) -> bool {
        self.num < 0
    }

    /// For display and drawing only, never for comparing.
    #[expect(clippy::cast_precision_loss, reason = "display only")]
    pub fn to_f64(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    /// The arithmetic mean; `None` of nothing, or if it does not fit.
    pub fn mean(values: &[Self]) -> Option<Self> {
        let count = i64::try_from(values.len()).ok().filter(|count| *count > 0)?;
        let sum = values.iter().try_fold(Self::whole(0), |sum, value| sum.plus(*value))?;
        sum.times(Self::new(1, count))
    }

    /// The middle value, of an even count the mean of the middle two; `None` of nothing.
    pub fn median(values: &[Self]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        let middle = sorted.len() / 2;
        match sorted.len() {
            0 => None,
            odd if odd % 2 == 1 => Some(sorted[middle]),
            _ => Self::mean(&sorted[middle - 1..=middle]),
        }
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        // Two 64-bit factors always fit 128 bits.
        (i128::from(self.num) * i128::from(other.den)).cmp(&(i128::from(other.num) * i128::from(self.den)))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Decimal> for Ratio {
    fn from(decimal: Decimal) -> Self {
        Self::new(decimal.in_hundredths().into(), 100)
    }
}

impl From<Ratio> for (i64, i64) {
    fn from(ratio: Ratio) -> Self {
        (ratio.num, ratio.den)
    }
}

impl TryFrom<(i64, i64)> for Ratio {
    type Error = &'static str;
    fn try_from((num, den): (i64, i64)) -> Result<Self, Self::Error> {
        Self::reduced(num.into(), den.into()).ok_or("a fraction needs a denominator other than 0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_kept_in_lowest_terms_and_compared_exactly() {
        assert_eq!(Ratio::new(6, -4), Ratio::new(-3, 2));
        assert!(Ratio::new(1, 3) < Ratio::new(334, 1000));
        // 0.7 x 11 is 7.7 exactly, which it is not in binary floating point.
        assert_eq!(Ratio::new(7, 10).times(Ratio::whole(11)), Some(Ratio::new(77, 10)));
        assert_eq!(Ratio::new(-1, 2).floor(), -1);
    }

    #[test]
    fn decimals_are_exact_fractions() {
        let decimal = Decimal::hundredths(1_250);
        assert_eq!(Ratio::per_cent(decimal), Ratio::new(1, 8));
        assert_eq!(Ratio::from(decimal), Ratio::new(25, 2));
    }

    #[test]
    fn a_fraction_is_drawn_as_what_it_comes_to() {
        assert_eq!(Some(Ratio::new(1, 4).to_f64()), Some(0.25));
        assert_eq!(Some(Ratio::new(-3, 2).to_f64()), Some(-1.5));
    }

    #[test]
    fn the_median_of_an_even_count_is_the_mean_of_the_middle_two() {
        let values = [9, 14, 8, 13].map(Ratio::whole);
        assert_eq!(Ratio::median(&values), Some(Ratio::whole(11)));
        assert_eq!(Ratio::mean(&values), Some(Ratio::whole(11)));
        assert_eq!(Ratio::median(&values[..3]), Some(Ratio::whole(9)));
        assert_eq!(Ratio::median(&[]), None);
    }
}
