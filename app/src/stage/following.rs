//! What the stage tells other windows of the browser: the speaker's follows it. It is one line that the browser keeps, so
//! nothing of it reaches the server, and a window that is opened or loaded again knows it at once.

/// Under which name the browser keeps the line.
pub const KEPT_AS: &str = "countersign-stage";

/// What stands on the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnStage {
    /// The slide, from 1.
    pub number: u8,
    /// Nothing is shown for the moment.
    pub blank: bool,
    /// The slides stay as they are, whatever comes.
    pub held: bool,
}

impl OnStage {
    /// The line, for the readout at this address: `/p/checkout/readout/`.
    pub fn line(self, readout: &str) -> String {
        let said = |on: bool, word: &'static str| if on { word } else { "" };
        let (blank, held) = (said(self.blank, " blank"), said(self.held, " held"));
        format!("{readout}{}{blank}{held}", self.number)
    }

    /// What the line says of this readout; `None` of another, or where it says nothing.
    pub fn read(line: &str, readout: &str) -> Option<Self> {
        let mut words = line.strip_prefix(readout)?.split(' ');
        let number = words.next()?.parse().ok()?;
        let (mut blank, mut held) = (false, false);
        for word in words {
            blank |= word == "blank";
            held |= word == "held";
        }
        Some(Self { number, blank, held })
    }

    /// What the speaker reads about it; `next` is the headline of the slide after it.
    pub fn words(self, next: Option<&str>) -> String {
        let state = match (self.blank, self.held) {
            (true, _) => " The stage is blank.",
            (false, true) => " The slides are held as they are.",
            (false, false) => "",
        };
        let next = next.map_or_else(|| "It is the last.".to_owned(), |next| format!("Next: {next}"));
        format!("Slide {} is on the stage.{state} {next}", self.number)
    }
}

/// Time that went by, as a clock shows it.
pub fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{OnStage, clock};

    #[test]
    fn what_the_stage_tells_is_read_as_it_was_said_and_only_of_this_pilot() {
        for blank in [true, false] {
            for held in [true, false] {
                let on = OnStage {
                    number: 11,
                    blank,
                    held,
                };
                let line = on.line("/p/checkout/readout/");
                assert_eq!(OnStage::read(&line, "/p/checkout/readout/"), Some(on));
                assert_eq!(OnStage::read(&line, "/p/check/readout/"), None);
            }
        }
        for line in [
            "",
            "/p/checkout/readout/",
            "/p/checkout/readout/overview",
            "/p/checkout/readout/400",
        ] {
            assert_eq!(OnStage::read(line, "/p/checkout/readout/"), None, "{line}");
        }
    }

    #[test]
    fn the_speaker_reads_what_is_shown_and_what_comes() {
        let on = OnStage {
            number: 4,
            blank: false,
            held: false,
        };
        assert_eq!(
            on.words(Some("Did it hold?")),
            "Slide 4 is on the stage. Next: Did it hold?"
        );
        let (blank, held) = (OnStage { blank: true, ..on }, OnStage { held: true, ..on });
        assert_eq!(
            blank.words(None),
            "Slide 4 is on the stage. The stage is blank. It is the last."
        );
        assert!(held.words(None).contains("held as they are"));
    }

    #[test]
    fn a_clock_counts_minutes_and_then_hours() {
        assert_eq!(
            [0, 9, 75, 3599, 3600, 7325].map(clock),
            ["0:00", "0:09", "1:15", "59:59", "1:00:00", "2:02:05"]
        );
    }
}
