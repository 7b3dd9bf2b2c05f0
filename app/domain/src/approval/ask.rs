use chrono::{NaiveDateTime, TimeZone as _};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::terms::{AgreedTerms, hours_sum};

/// What an ask is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Running the pilot.
    Run,
    /// The review hours of the engineering DRIs.
    ReviewHours,
    /// The boundary, by version.
    ZoneBoundary,
    /// Attending the readout.
    Readout,
    /// Something else the document asks.
    Other,
}

/// One ask as it is put to the approver: concrete, with the document's words beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What it is about.
    pub subject: Subject,
    /// What is asked, such as "Attend the readout".
    pub title: String,
    /// What exactly that is, from the terms: "2 engineers × 2 h × 4 weeks = 16 h".
    pub detail: String,
    /// The document's own words, if it asks for this.
    pub words: Option<String>,
}

/// What is asked of the approver (`product.md` section 5): the four asks, each made concrete by the
/// terms, then whatever else the document asks. `written` are the asks in the document's words.
#[must_use]
pub fn asks(terms: &AgreedTerms, written: &[String], zone_version: i32, tz: Tz) -> Vec<Ask> {
    let mut rest: Vec<&String> = written.iter().collect();
    let mut take = |subject: Subject| {
        let place = rest.iter().position(|words| self::subject(words) == subject)?;
        Some(rest.remove(place).clone())
    };
    let weeks = |n: u8| {
        if n == 1 {
            "1 week".to_owned()
        } else {
            format!("{n} weeks")
        }
    };
    let four = [
        (
            Subject::Run,
            "Run the pilot",
            format!("{} pilot PMs, {}", terms.pilot_pms, weeks(terms.weeks)),
        ),
        (Subject::ReviewHours, "Give the review hours", hours_sum(terms)),
        (
            Subject::ZoneBoundary,
            "Agree to the zone boundary",
            format!("Zone version {zone_version}"),
        ),
        (
            Subject::Readout,
            "Attend the readout and decide",
            local_moment(terms.readout_at, tz),
        ),
    ];
    let mut asks: Vec<Ask> = four
        .into_iter()
        .map(|(subject, title, detail)| Ask {
            subject,
            title: title.to_owned(),
            detail,
            words: take(subject),
        })
        .collect();
    asks.extend(rest.into_iter().map(|words| Ask {
        subject: Subject::Other,
        title: words.clone(),
        detail: String::new(),
        words: None,
    }));
    asks
}

/// What an ask in the document's words is about. The most telling word decides: an ask for hours may
/// name the pilot, and one for the readout may name the decision.
fn subject(words: &str) -> Subject {
    let words = words.to_lowercase();
    let holds = |any: &[&str]| any.iter().any(|word| words.contains(word));
    if holds(&["readout", "read-out", "read out"]) {
        Subject::Readout
    } else if holds(&["hour"]) {
        Subject::ReviewHours
    } else if holds(&["zone", "boundar"]) {
        Subject::ZoneBoundary
    } else if holds(&["approv", "run the pilot", "go-ahead", "go ahead"]) {
        Subject::Run
    } else {
        Subject::Other
    }
}

/// A local time of the terms with its zone: "Fri 24 Apr 2026, 15:00 CEST".
#[must_use]
pub fn local_moment(at: NaiveDateTime, tz: Tz) -> String {
    match tz.from_local_datetime(&at).earliest() {
        Some(moment) => moment.format("%a %-d %b %Y, %H:%M %Z").to_string(),
        // The clocks jump over it that day: named by the zone alone.
        None => format!("{} {tz}", at.format("%a %-d %b %Y, %H:%M")),
    }
}

#[cfg(test)]
mod tests;
