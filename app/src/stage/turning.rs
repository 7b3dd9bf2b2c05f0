//! Which slide is on its way to the wall. Times are milliseconds, and the present is an argument.

/// An answer that takes longer is given up; see also the limit of the request itself.
pub const WITHIN: u32 = 10_000;

/// What somebody waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Way {
    number: u32,
    address: String,
    /// Whether a person asked for it, rather than the page for something fresher.
    asked: bool,
}

/// One slide at a time is on its way.
#[derive(Debug, Default)]
pub struct Turning {
    newest: u32,
    way: Option<Way>,
}

impl Turning {
    /// Somebody wants the slide at this address. Gives the number to fetch it under; `None` when it is on its way already:
    /// pressing a key once more while nothing moves must not turn two slides. Another slide takes its place.
    pub fn wants(&mut self, address: &str) -> Option<u32> {
        let same = |way: &Way| way.asked && way.address == address;
        if self.way.as_ref().is_some_and(same) {
            return None;
        }
        Some(self.begin(address, true))
    }

    /// The slide shown is to be fetched again, unless another is on its way.
    pub fn again(&mut self, address: &str) -> Option<u32> {
        self.way.is_none().then(|| self.begin(address, false))
    }

    fn begin(&mut self, address: &str, asked: bool) -> u32 {
        self.newest += 1;
        self.way = Some(Way {
            number: self.newest,
            address: address.to_owned(),
            asked,
        });
        self.newest
    }

    /// The answer for this number is here, whatever it is. Whether it still counts: nothing newer was wanted.
    pub fn came(&mut self, number: u32) -> bool {
        let counts = self.way.as_ref().is_some_and(|way| way.number == number);
        if counts {
            self.way = None;
        }
        counts
    }
}

/// Why a slide did not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No answer, or one that is no slide: a proxy's error, a page of somebody else.
    Away,
    /// The answer is the page for signing in.
    SignedOut,
    /// There is no such slide for this reader.
    Gone,
}

impl Trouble {
    /// What an answer with this status, from this address, means; `None` when a slide should be in it.
    pub fn of(status: u16, path: &str) -> Option<Self> {
        match status {
            401 => Some(Self::SignedOut),
            403 | 404 => Some(Self::Gone),
            200 if path == "/sign-in" => Some(Self::SignedOut),
            200 => None,
            _ => Some(Self::Away),
        }
    }

    /// The mark beside the slide that stays.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Away => "No connection. Trying.",
            Self::SignedOut => "Signed out. Sign in in another tab, then go on.",
            Self::Gone => "This readout is not there for you any more.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Trouble, Turning};

    #[test]
    fn pressing_twice_turns_one_slide() {
        let mut turning = Turning::default();
        let five = turning.wants("/readout/5").expect("it is fetched");
        assert_eq!(turning.wants("/readout/5"), None);
        assert_eq!(turning.wants("/readout/5"), None);
        assert!(turning.came(five));
        // Now slide 5 is shown, and the next press is for the next slide.
        let six = turning.wants("/readout/6").expect("it is fetched");
        assert!(turning.came(six));
    }

    #[test]
    fn a_turn_that_failed_is_forgotten_and_can_be_asked_for_again() {
        let mut turning = Turning::default();
        let five = turning.wants("/readout/5").expect("it is fetched");
        assert!(turning.came(five), "no connection");
        let again = turning.again("/readout/4").expect("slide 4 stays, and is asked for");
        // The press takes its place, and the later answer for slide 4 counts for nothing.
        let five = turning.wants("/readout/5").expect("it is fetched");
        assert!(!turning.came(again));
        assert!(turning.came(five));
    }

    #[test]
    fn the_newest_wish_counts_in_whatever_order_answers_come() {
        let mut turning = Turning::default();
        let five = turning.wants("/readout/5").expect("it is fetched");
        let three = turning.wants("/readout/3").expect("it is fetched");
        assert_eq!(turning.again("/readout/4"), None, "what somebody asked for comes first");
        assert!(turning.came(three));
        assert!(!turning.came(five));
        // Wanted again, although an earlier one was under way.
        assert!(turning.wants("/readout/5").is_some());
    }

    #[test]
    fn no_page_but_a_slide_is_put_on_the_wall() {
        for (status, path, trouble) in [
            (200, "/p/checkout/readout/5", None),
            (200, "/sign-in", Some(Trouble::SignedOut)),
            (401, "/p/checkout/readout/5", Some(Trouble::SignedOut)),
            (404, "/p/checkout/readout/5", Some(Trouble::Gone)),
            (403, "/p/checkout/readout/5", Some(Trouble::Gone)),
            (500, "/p/checkout/readout/5", Some(Trouble::Away)),
            (502, "/p/checkout/readout/5", Some(Trouble::Away)),
            (503, "/p/checkout/readout/5", Some(Trouble::Away)),
            (429, "/p/checkout/readout/5", Some(Trouble::Away)),
        ] {
            assert_eq!(Trouble::of(status, path), trouble, "{status} {path}");
        }
    }
}
