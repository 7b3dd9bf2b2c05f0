//! What a way takes: counted, and estimated by a model.

use std::ops::Sub;
use std::time::Duration;

/// What a way took: pointers pressed, keys typed, pages loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Links, buttons, ticks, radios, choices in a list and files: one each.
    pub clicks: u32,
    /// Documents, however many redirects led there.
    pub loads: u32,
    /// Fields in which something is typed.
    pub fields: u32,
    /// Letters typed, and a Tab to each field.
    pub keys: u32,
}

impl Effort {
    /// How long the hands and the machine take by the keystroke-level model of Card, Moran and Newell (1980): 0.28 s a key of
    /// an average typist, 1.1 s to point, 0.1 s to press, 1.35 s to make up one's mind before each press and each field, and 1 s
    /// for each page. It is a model, not a measurement: nobody's reading, looking things up, waiting for others, or mistakes
    /// are in it, and thumbs on glass are counted as fingers on keys.
    #[must_use]
    pub fn acting(self) -> Duration {
        const KEY: u32 = 280;
        const POINT: u32 = 1_100;
        const PRESS: u32 = 100;
        const MIND: u32 = 1_350;
        const LOAD: u32 = 1_000;
        let clicks = self.clicks * (MIND + POINT + PRESS);
        let typing = self.fields * MIND + self.keys * KEY;
        Duration::from_millis(u64::from(clicks + typing + self.loads * LOAD))
    }

    /// [`Self::acting`], and how many words at 230 a minute could be read in what is left of so many minutes.
    #[must_use]
    pub fn within(self, minutes: u64) -> String {
        let acting = self.acting();
        let left = Duration::from_secs(minutes * 60).saturating_sub(acting);
        format!(
            "{}:{:02} min of acting by the model; of {minutes} min that leaves {} words to read",
            acting.as_secs() / 60,
            acting.as_secs() % 60,
            left.as_secs() * 230 / 60
        )
    }
}

/// What was taken since then.
impl Sub for Effort {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            clicks: self.clicks - before.clicks,
            loads: self.loads - before.loads,
            fields: self.fields - before.fields,
            keys: self.keys - before.keys,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_adds_up() {
        // 2 × (1.35 + 1.1 + 0.1) + 1 × 1.35 + 10 × 0.28 + 3 × 1 = 5.1 + 1.35 + 2.8 + 3
        let way = Effort {
            clicks: 2,
            loads: 3,
            fields: 1,
            keys: 10,
        };
        assert_eq!(way.acting(), Duration::from_millis(12_250));
        // 47.75 s are left, and 47 of them are 180 words.
        assert_eq!(
            way.within(1),
            "0:12 min of acting by the model; of 1 min that leaves 180 words to read"
        );
        assert_eq!(Effort::default().acting(), Duration::ZERO);
    }
}
