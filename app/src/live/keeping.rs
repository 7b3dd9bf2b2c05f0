//! How an open page keeps its event stream: while somebody looks at it, again after whatever went wrong, and never calling
//! itself live without having heard that it is. Times are milliseconds, and the present is an argument.

/// After two heartbeats (`server::live`) that did not come, and some time for the way, nobody is there any more.
const SILENCE: f64 = 35_000.0;
/// The longest wait before the next try.
const LONGEST: f64 = 30_000.0;

/// What can be said of the numbers on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They are as old as the page: nobody listens.
    Still,
    /// The stream is being opened.
    Asking,
    /// The stream said that these are the newest.
    Live,
    /// There may be newer ones, for this reason.
    Lost(Why),
}

/// Why a page is not live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing comes.
    Away,
    /// The session ended.
    SignedOut,
    /// The pilot is not for this reader any more.
    Gone,
    /// More pages are open than the server keeps live.
    TooMany,
}

impl Why {
    /// What an answer with this status says.
    pub fn of(status: u16) -> Self {
        match status {
            401 => Self::SignedOut,
            403 | 404 => Self::Gone,
            429 => Self::TooMany,
            _ => Self::Away,
        }
    }
}

/// What is to be done with the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Nothing.
    Stay,
    /// Open a new one.
    Open,
    /// Close it.
    Close,
}

/// The state of a page's stream.
#[derive(Clone, Debug)]
pub struct Keeping {
    shown: bool,
    standing: Standing,
    /// While one is open: when something came last.
    sign: Option<f64>,
    /// While none is: when the next is opened.
    again: Option<f64>,
    failures: i32,
}

impl Default for Keeping {
    fn default() -> Self {
        Self {
            shown: false,
            standing: Standing::Still,
            sign: None,
            again: None,
            failures: 0,
        }
    }
}

impl Keeping {
    /// What can be said of the numbers.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// The page comes to the front or goes out of sight. A stream is one of the few connections that a browser has for a
    /// host, and nobody reads what is hidden.
    pub fn looked_at(&mut self, shown: bool, now: f64) -> Act {
        if self.shown == shown {
            return Act::Stay;
        }
        self.shown = shown;
        if shown {
            return self.open(now);
        }
        self.again = None;
        self.sign = None;
        if self.standing == Standing::Live {
            self.standing = Standing::Asking;
        }
        Act::Close
    }

    fn open(&mut self, now: f64) -> Act {
        self.again = None;
        self.sign = Some(now);
        // What is said to be lost stays so until something is heard.
        if self.standing == Standing::Still {
            self.standing = Standing::Asking;
        }
        Act::Open
    }

    /// The stream said what is the newest.
    pub fn heard(&mut self, now: f64) {
        self.sign = Some(now);
        self.failures = 0;
        self.standing = Standing::Live;
    }

    /// The stream showed that it is there.
    pub fn beat(&mut self, now: f64) {
        self.sign = Some(now);
    }

    /// The stream is there, and does not know what is the newest.
    pub fn unsure(&mut self, now: f64) {
        self.sign = Some(now);
        self.standing = Standing::Lost(Why::Away);
    }

    /// The stream broke or could not be opened. `chance` lies between 0 and 1 and keeps pages from coming back all at once.
    pub fn broke(&mut self, now: f64, chance: f64) -> Act {
        self.sign = None;
        self.failures = self.failures.saturating_add(1);
        self.again = self.shown.then(|| now + wait(self.failures, chance));
        if !matches!(self.standing, Standing::Lost(_)) {
            self.standing = Standing::Lost(Why::Away);
        }
        Act::Close
    }

    /// The server said why it opens none: there is no hurry then.
    pub fn refused(&mut self, why: Why, now: f64) {
        if self.sign.is_none() && self.shown {
            self.standing = Standing::Lost(why);
            if why != Why::Away {
                self.again = Some(now + LONGEST);
            }
        }
    }

    /// Time passed.
    pub fn passed(&mut self, now: f64, chance: f64) -> Act {
        if self.sign.is_some_and(|sign| now - sign > SILENCE) {
            return self.broke(now, chance);
        }
        if self.again.is_some_and(|again| now >= again) {
            return self.open(now);
        }
        Act::Stay
    }
}

/// How long to wait after so many failures: 1, 2, 4 … seconds, at most 30, and up to half as long less.
pub fn wait(failures: i32, chance: f64) -> f64 {
    let longest = (1000.0 * 2_f64.powi(failures.saturating_sub(1).clamp(0, 10))).min(LONGEST);
    longest * (1.0 - chance / 2.0)
}

#[cfg(test)]
mod tests {
    use super::{Act, Keeping, Standing, Why, wait};

    fn live() -> Keeping {
        let mut keeping = Keeping::default();
        assert_eq!(keeping.standing(), Standing::Still);
        assert_eq!(keeping.looked_at(true, 0.0), Act::Open);
        assert_eq!(keeping.standing(), Standing::Asking);
        keeping.heard(100.0);
        assert_eq!(keeping.standing(), Standing::Live);
        keeping
    }

    #[test]
    fn a_hidden_page_has_no_stream_and_is_not_live_when_it_is_shown_again() {
        let mut keeping = live();
        assert_eq!(keeping.looked_at(false, 200.0), Act::Close);
        assert_eq!(keeping.standing(), Standing::Asking);
        for hour in 1..9 {
            assert_eq!(keeping.passed(f64::from(hour) * 3_600_000.0, 0.0), Act::Stay);
        }
        assert_eq!(keeping.looked_at(true, 36_000_000.0), Act::Open);
        assert_eq!(keeping.looked_at(true, 36_000_001.0), Act::Stay);
        assert_eq!(keeping.standing(), Standing::Asking);
        keeping.heard(36_000_500.0);
        assert_eq!(keeping.standing(), Standing::Live);
        // A page that was opened behind another waits until somebody looks.
        let mut behind = Keeping::default();
        assert_eq!(behind.looked_at(false, 0.0), Act::Stay);
        assert_eq!(behind.passed(60_000.0, 0.0), Act::Stay);
        assert_eq!(behind.standing(), Standing::Still);
    }

    #[test]
    fn whatever_broke_is_tried_again_within_half_a_minute_for_ever() {
        let mut keeping = live();
        let mut now = 1000.0;
        let mut tries = 0;
        assert_eq!(keeping.broke(now, 0.0), Act::Close);
        while now < 3_600_000.0 {
            assert_eq!(keeping.standing(), Standing::Lost(Why::Away));
            now += 1000.0;
            if keeping.passed(now, 0.0) == Act::Open {
                tries += 1;
                assert_eq!(keeping.standing(), Standing::Lost(Why::Away));
                assert_eq!(keeping.broke(now, 0.0), Act::Close);
            }
        }
        // 1, 2, 4, 8, 16 and then every 30 seconds: (3600 - 32) / 30 + 5.
        assert!((120..=125).contains(&tries), "{tries}");
        now += 30_000.0;
        assert_eq!(keeping.passed(now, 0.0), Act::Open);
        keeping.heard(now);
        assert_eq!(keeping.standing(), Standing::Live);
        // After that it begins with a short wait again.
        keeping.broke(now, 0.0);
        assert_eq!(keeping.passed(now + 999.0, 0.0), Act::Stay);
        assert_eq!(keeping.passed(now + 1000.0, 0.0), Act::Open);
    }

    #[test]
    fn a_silent_stream_is_not_live() {
        let mut keeping = live();
        for beat in 1..100 {
            let now = f64::from(beat) * 15_000.0;
            keeping.beat(now);
            assert_eq!(keeping.passed(now + 14_000.0, 0.0), Act::Stay);
            assert_eq!(keeping.standing(), Standing::Live);
        }
        // Asleep for an hour, or nothing but dropped packets.
        assert_eq!(keeping.passed(99.0 * 15_000.0 + 35_001.0, 0.0), Act::Close);
        assert_eq!(keeping.standing(), Standing::Lost(Why::Away));
        // One that is opened and never answered breaks, too.
        assert_eq!(keeping.passed(2_000_000.0, 0.0), Act::Open);
        assert_eq!(keeping.passed(2_030_000.0, 0.0), Act::Stay);
        assert_eq!(keeping.passed(2_035_001.0, 0.0), Act::Close);
    }

    #[test]
    fn a_stream_that_does_not_know_is_not_live_whatever_beats() {
        let mut keeping = live();
        keeping.unsure(1000.0);
        keeping.beat(2000.0);
        assert_eq!(keeping.standing(), Standing::Lost(Why::Away));
        keeping.heard(3000.0);
        assert_eq!(keeping.standing(), Standing::Live);
    }

    #[test]
    fn a_refusal_says_why_and_is_asked_about_later() {
        for (status, why) in [
            (401, Why::SignedOut),
            (404, Why::Gone),
            (403, Why::Gone),
            (429, Why::TooMany),
        ] {
            assert_eq!(Why::of(status), why);
            let mut keeping = live();
            keeping.broke(1000.0, 0.0);
            keeping.refused(why, 1100.0);
            assert_eq!(keeping.standing(), Standing::Lost(why));
            assert_eq!(keeping.passed(31_000.0, 0.0), Act::Stay);
            assert_eq!(keeping.passed(31_100.0, 0.0), Act::Open);
            // Trying again promises nothing.
            assert_eq!(keeping.standing(), Standing::Lost(why));
        }
        assert_eq!([500, 502, 503, 200].map(Why::of), [Why::Away; 4]);
        // A reason that arrives after the page is live again says nothing of it.
        let mut keeping = live();
        keeping.refused(Why::SignedOut, 200.0);
        assert_eq!(keeping.standing(), Standing::Live);
    }

    #[test]
    fn pages_come_back_one_after_another() {
        assert_eq!(
            [1, 2, 3, 5, 6, 99].map(|failures| wait(failures, 0.0)),
            [1e3, 2e3, 4e3, 16e3, 30e3, 30e3]
        );
        assert_eq!([wait(1, 1.0), wait(99, 0.5)], [500.0, 22_500.0]);
    }
}
