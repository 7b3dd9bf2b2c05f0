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
mod tests;
