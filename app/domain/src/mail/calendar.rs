//! A meeting as an iCalendar object (RFC 5545, RFC 5546): in UTC, so that each reader's program shows their own time.

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// What is done about a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// It takes place, or takes place at another time than before.
    Request,
    /// It does not take place.
    Cancel,
}

impl Method {
    /// As calendars write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// A meeting that the reader is invited to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Whether it takes place.
    pub method: Method,
    /// What stays the same of it whatever changes: `readout-7`.
    pub uid: String,
    /// How often it was changed.
    pub sequence: i32,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// How long it takes, in minutes.
    pub minutes: i64,
    /// What it is called.
    pub summary: String,
    /// The page about it, as a path.
    pub path: String,
}

impl Meeting {
    /// The object, in lines of at most 75 bytes that end by CR LF. `from` and `to` are addresses; `base_url` is how people reach
    /// the installation.
    #[must_use]
    pub fn ics(&self, base_url: &str, from: &str, to: &str) -> String {
        let at = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
        let base_url = base_url.trim_end_matches('/');
        let host = base_url.split_once("://").map_or(base_url, |(_, host)| host);
        let host: String = host
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '.' || c == '-' {
                    c
                } else {
                    '-'
                }
            })
            .collect();
        let status = match self.method {
            Method::Request => "CONFIRMED",
            Method::Cancel => "CANCELLED",
        };
        let lines = [
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Countersign//Countersign//EN".to_owned(),
            format!("METHOD:{}", self.method.as_str()),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@{host}", self.uid),
            format!("SEQUENCE:{}", self.sequence),
            format!("DTSTAMP:{}", at(self.written_at)),
            format!("DTSTART:{}", at(self.starts_at)),
            format!("DTEND:{}", at(self.starts_at + TimeDelta::minutes(self.minutes))),
            format!("SUMMARY:{}", text(&self.summary)),
            format!("URL:{base_url}{}", self.path),
            format!("ORGANIZER;CN=Countersign:mailto:{}", address(from)),
            format!(
                "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{}",
                address(to)
            ),
            format!("STATUS:{status}"),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ];
        let mut out = String::new();
        for line in lines {
            folded(&line, &mut out);
        }
        out
    }
}

/// A value of type TEXT.
fn text(value: &str) -> String {
    let mut out = String::new();
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// An address of which nothing can end its line.
fn address(value: &str) -> String {
    value
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect()
}

fn folded(line: &str, out: &mut String) {
    let mut room = 75;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    let _ = write!(out, "\r\n");
}
