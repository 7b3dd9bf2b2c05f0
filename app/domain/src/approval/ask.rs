use chrono::{NaiveDateTime, TimeZone as _};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::terms::{AgreedTerms, Subject, Terms, hours_sum};

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

/// What is asked of the approver (`product.md` section 5): the four asks, each made concrete by the agreed terms and
/// answered once, with every sentence of the document that asks for it; then whatever else the document asks.
#[must_use]
pub fn asks(terms: &AgreedTerms, written: &Terms, zone_version: i32, tz: Tz) -> Vec<Ask> {
    let subjects = written.ask_subjects();
    let take = |subject: Subject| {
        let mut words = subjects.iter().filter(|(_, about)| *about == Some(subject));
        let first = (*words.next()?.0).clone();
        Some(words.fold(first, |all, (words, _)| format!("{all} {words}")))
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
    let further = subjects
        .iter()
        .filter(|(_, about)| matches!(about, None | Some(Subject::Other)));
    asks.extend(further.map(|(words, _)| Ask {
        subject: Subject::Other,
        title: (*words).clone(),
        detail: String::new(),
        words: None,
    }));
    asks
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
