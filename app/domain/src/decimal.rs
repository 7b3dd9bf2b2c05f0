//! Numbers as people write them in terms: exact, with at most two decimals.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use thiserror::Error;

/// A number from 0 on with at most two decimals, such as 2, 0.75 or 12.5. It is counted in hundredths and
/// never rounded. Its JSON is the number as it is written: a whole one has no point, as terms always had it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    hundredths: u32,
}

/// Why a text is no number that a term can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotDecimal {
    /// It is no number in plain digits.
    #[error("Enter a number in digits, such as 3 or 0.75.")]
    NotANumber,
    /// It is below 0.
    #[error("Enter a number that is not below 0.")]
    Negative,
    /// It has more than two decimals.
    #[error("Enter at most two decimals, such as 12.25.")]
    TooFine,
    /// It has more digits than any term.
    #[error("Enter a smaller number.")]
    TooLarge,
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self::hundredths(0);
    /// A hundred, of a hundred.
    pub const HUNDRED: Self = Self::hundredths(10_000);

    /// This many hundredths.
    #[must_use]
    pub const fn hundredths(hundredths: u32) -> Self {
        Self { hundredths }
    }

    /// Whether it is 0.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.hundredths == 0
    }

    /// How many decimals it takes to write it: 0 to 2.
    #[must_use]
    pub const fn places(self) -> usize {
        match (self.hundredths % 100, self.hundredths % 10) {
            (0, _) => 0,
            (_, 0) => 1,
            _ => 2,
        }
    }

    /// So many times as much; the largest number there is instead of a larger one.
    #[must_use]
    pub const fn times(self, count: u32) -> Self {
        Self::hundredths(self.hundredths.saturating_mul(count))
    }

    /// One of so many equal parts; `None` where that has more than two decimals.
    #[must_use]
    pub const fn divided(self, parts: u32) -> Option<Self> {
        match (self.hundredths.checked_rem(parts), self.hundredths.checked_div(parts)) {
            (Some(0), Some(part)) => Some(Self::hundredths(part)),
            _ => None,
        }
    }

    /// How many hundredths it is.
    #[must_use]
    pub const fn in_hundredths(self) -> u32 {
        self.hundredths
    }
}

impl From<u8> for Decimal {
    fn from(whole: u8) -> Self {
        Self::hundredths(u32::from(whole) * 100)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.hundredths / 100, self.hundredths % 100);
        match self.places() {
            0 => write!(f, "{whole}"),
            1 => write!(f, "{whole}.{}", part / 10),
            _ => write!(f, "{whole}.{part:02}"),
        }
    }
}

impl FromStr for Decimal {
    type Err = NotDecimal;

    /// Reads plain digits with a point, or with the comma that many keyboards have in its place.
    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(number) = text.strip_prefix(['-', '−']) {
            return Err(Self::from_str(number).map_or_else(|error| error, |_| NotDecimal::Negative));
        }
        if text.is_empty() || part.is_empty() || !digits(whole) || !digits(part) {
            return Err(NotDecimal::NotANumber);
        }
        let part = part.trim_end_matches('0');
        if part.len() > 2 {
            return Err(NotDecimal::TooFine);
        }
        let number = |text: &str| if text.is_empty() { Ok(0) } else { text.parse::<u32>() };
        let whole = number(whole).ok().and_then(|whole| whole.checked_mul(100));
        let part = format!("{part:0<2}").parse::<u32>().ok();
        let hundredths = whole.zip(part).and_then(|(whole, part)| whole.checked_add(part));
        hundredths.map(Self::hundredths).ok_or(NotDecimal::TooLarge)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.places() == 0 {
            return serializer.serialize_u32(self.hundredths / 100);
        }
        // The shortest text of the nearest double is the one it was read from: up to fifteen digits survive.
        let double: f64 = self.to_string().parse().map_err(serde::ser::Error::custom)?;
        serializer.serialize_f64(double)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;

        impl Visitor<'_> for Number {
            type Value = Decimal;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number from 0 on with at most two decimals")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Decimal, E> {
                number.to_string().parse().map_err(E::custom)
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Decimal, E> {
                number.to_string().parse().map_err(E::custom)
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Decimal, E> {
                number.to_string().parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_read_exactly() {
        for (text, hundredths, shown) in [
            ("0", 0, "0"),
            ("2", 200, "2"),
            ("0.75", 75, "0.75"),
            (".5", 50, "0.5"),
            ("12.5", 1_250, "12.5"),
            ("12.50", 1_250, "12.5"),
            ("3.0", 300, "3"),
            ("3.2000", 320, "3.2"),
            ("3,2", 320, "3.2"),
            ("0.05", 5, "0.05"),
            ("007", 700, "7"),
        ] {
            let number: Decimal = text.parse().unwrap();
            assert_eq!(number, Decimal::hundredths(hundredths), "{text}");
            assert_eq!(number.to_string(), shown);
        }
    }

    #[test]
    fn what_is_no_number_of_a_term_is_told() {
        for (text, error) in [
            ("", NotDecimal::NotANumber),
            (".", NotDecimal::NotANumber),
            ("5.", NotDecimal::NotANumber),
            ("1e5", NotDecimal::NotANumber),
            ("NaN", NotDecimal::NotANumber),
            ("inf", NotDecimal::NotANumber),
            ("+2", NotDecimal::NotANumber),
            ("--1", NotDecimal::Negative),
            ("1.2.3", NotDecimal::NotANumber),
            ("1 000", NotDecimal::NotANumber),
            ("٣", NotDecimal::NotANumber),
            ("-1", NotDecimal::Negative),
            ("−0.5", NotDecimal::Negative),
            ("3.141", NotDecimal::TooFine),
            ("1,000.5", NotDecimal::NotANumber),
            ("1,234", NotDecimal::TooFine),
            ("4294967296", NotDecimal::TooLarge),
            ("42949673", NotDecimal::TooLarge),
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(error), "{text}");
        }
    }

    #[test]
    fn every_number_up_to_a_hundred_keeps_its_value_and_its_text_in_json() {
        for hundredths in 0..=10_000 {
            let number = Decimal::hundredths(hundredths);
            let json = serde_json::to_string(&number).unwrap();
            assert_eq!(json, number.to_string());
            assert_eq!(serde_json::from_str::<Decimal>(&json).unwrap(), number);
            let value = serde_json::to_value(number).unwrap();
            assert_eq!(serde_json::from_value::<Decimal>(value).unwrap(), number);
        }
        let largest = Decimal::hundredths(u32::MAX);
        assert_eq!(serde_json::to_string(&largest).unwrap(), "42949672.95");
        assert_eq!(serde_json::from_str::<Decimal>("42949672.95").unwrap(), largest);
    }

    #[test]
    fn whole_numbers_are_written_as_they_were_when_there_were_no_others() {
        for whole in 0..=u8::MAX {
            let json = serde_json::to_string(&Decimal::from(whole)).unwrap();
            assert_eq!(json, serde_json::to_string(&whole).unwrap());
        }
        for refused in ["-1", "3.141", "\"3\"", "null", "1e300", "4294967296"] {
            assert!(serde_json::from_str::<Decimal>(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn so_many_times_it_is_exact() {
        // Two engineers, three quarters of an hour, four weeks.
        let hours: Decimal = "0.75".parse().unwrap();
        assert_eq!(hours.times(2).times(4), Decimal::from(6));
    }
}
