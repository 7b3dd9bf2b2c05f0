//! A letter as plain text and as HTML.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{Button, Letter, SECRET};
use crate::document::unseen::without;

/// The longest name that is written, in characters.
const LONGEST_NAME: usize = 60;
/// Where lines of the plain text end, in characters. Addresses are never broken.
const WIDTH: usize = 72;

/// Whose mail it is: the installation, and what only it knows of the letter.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// How people reach the installation, without a slash at the end.
    pub base_url: &'a str,
    /// The secret of the letter's link, if it has one.
    pub secret: Option<&'a str>,
    /// Where the reader says that they want no more of these.
    pub unsubscribe: Option<&'a str>,
}

impl Sender<'_> {
    fn address(&self, path: &str) -> String {
        let path = path.replace(SECRET, self.secret.unwrap_or_default());
        format!("{}{path}", self.base_url.trim_end_matches('/'))
    }
}

/// A name as a mail writes it: at most 60 characters of one line, none that cannot be seen, and nothing that a reader's
/// program would make a link of.
#[must_use]
pub fn name(text: &str) -> String {
    let mut written = String::new();
    let seen = without(text);
    let mut characters = seen.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            c if c.is_control() || c.is_whitespace() => written.push(' '),
            '.' if characters.peek().is_some_and(|next| next.is_alphanumeric()) => written.push_str(". "),
            '/' | '\\' | ':' | '@' | '<' | '>' => written.push(' '),
            c => written.push(c),
        }
    }
    let words: Vec<&str> = written.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST_NAME).collect()
}

/// A time in the pilot's zone, and the reader's own where their clock shows another: `Fri 14 Mar 2025, 17:00 CET (12:00 your
/// time)`.
#[must_use]
pub fn when(at: DateTime<Utc>, pilot: Tz, own: Option<Tz>) -> String {
    let there = at.with_timezone(&pilot);
    let written = there.format("%a %-d %b %Y, %H:%M %Z").to_string();
    let here = own.map(|own| at.with_timezone(&own));
    match here.filter(|here| here.naive_local() != there.naive_local()) {
        None => written,
        Some(here) if here.date_naive() == there.date_naive() => {
            format!("{written} ({} your time)", here.format("%H:%M"))
        }
        Some(here) => format!("{written} ({} your time)", here.format("%a %-d %b, %H:%M")),
    }
}

fn wrapped(text: &str, out: &mut String) {
    for line in text.lines() {
        let mut length = 0;
        for word in line.split_whitespace() {
            let wide = word.chars().count();
            if length > 0 && length + 1 + wide > WIDTH {
                out.push('\n');
                length = 0;
            }
            if length > 0 {
                out.push(' ');
                length += 1;
            }
            out.push_str(word);
            length += wide;
        }
        out.push('\n');
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Colours of both themes. A program that knows no style sheets shows its own; nothing depends on them.
const STYLE: &str = "\
body{margin:0;background:#f6f5f1;color:#1b1b1a}\
.page{background:#ffffff;border-color:#d8d6cf}\
h1{color:#1b1b1a}\
.quiet{color:#57564f}\
.name{color:#57564f}\
.button{background:#1f4fbf;color:#ffffff;border-color:#1f4fbf}\
.choice{background:#ffffff;color:#1b1b1a;border-color:#8a887f}\
a.plain{color:#1f4fbf}\
@media (prefers-color-scheme:dark){\
body{background:#161615;color:#eceae4}\
.page{background:#1f1f1d;border-color:#3b3a36}\
h1{color:#f4f2ec}\
.quiet,.name{color:#b5b2a8}\
.button{background:#9db8ff;color:#10131c;border-color:#9db8ff}\
.choice{background:#1f1f1d;color:#eceae4;border-color:#8a887f}\
a.plain{color:#9db8ff}}";

const BUTTON: &str = "display:block;box-sizing:border-box;padding:14px 18px;border-width:1px;border-style:solid;\
                      border-radius:6px;text-decoration:none;font-weight:600;font-size:17px;line-height:20px;\
                      text-align:center";
const CHOICE: &str = "display:block;box-sizing:border-box;padding:14px 18px;border-width:1px;border-style:solid;\
                      border-radius:6px;text-decoration:none;font-weight:600;font-size:17px;line-height:20px";

impl Letter {
    /// The plain text.
    #[must_use]
    pub fn text(&self, sender: &Sender<'_>) -> String {
        let mut out = String::new();
        wrapped(&self.title, &mut out);
        for paragraph in &self.paragraphs {
            out.push('\n');
            wrapped(paragraph, &mut out);
        }
        if !self.facts.is_empty() {
            out.push('\n');
        }
        for (name, value) in &self.facts {
            wrapped(&format!("{name}: {value}"), &mut out);
        }
        if !self.buttons.is_empty() {
            out.push('\n');
        }
        for Button { label, path } in &self.buttons {
            let _ = writeln!(out, "{label}:\n{}", sender.address(path));
        }
        for paragraph in &self.below {
            out.push('\n');
            wrapped(paragraph, &mut out);
        }
        out.push_str("\n-- \n");
        wrapped(&self.why, &mut out);
        match sender.unsubscribe {
            Some(address) => {
                let _ = writeln!(out, "No more of these:\n{address}");
            }
            None => {
                let _ = writeln!(out, "What you get by mail:\n{}", sender.address("/settings"));
            }
        }
        out
    }

    /// The HTML: no picture, no script, nothing that is fetched, so that nobody learns when it is read.
    #[must_use]
    pub fn html(&self, sender: &Sender<'_>) -> String {
        let mut out = String::new();
        let subject = escaped(&self.subject);
        let _ = write!(
            out,
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"supported-color-schemes\" content=\"light dark\">\n\
             <title>{subject}</title>\n<style>{STYLE}</style></head>\n\
             <body style=\"overflow-wrap:anywhere;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:17px;line-height:1.5\">\n\
             <div class=\"page\" role=\"article\" lang=\"en\" style=\"max-width:560px;margin:0 auto;padding:24px 20px;border-width:0 1px;border-style:solid\">\n\
             <p class=\"quiet\" style=\"margin:0 0 16px;font-size:14px\">Countersign</p>\n\
             <h1 style=\"margin:0 0 16px;font-size:24px;line-height:1.25\">{}</h1>\n",
            escaped(&self.title)
        );
        let paragraph = |text: &str| {
            let lines: Vec<String> = text.lines().map(escaped).collect();
            format!("<p style=\"margin:0 0 16px\">{}</p>\n", lines.join("<br>"))
        };
        for text in &self.paragraphs {
            out.push_str(&paragraph(text));
        }
        for (name, value) in &self.facts {
            let _ = writeln!(
                out,
                "<p style=\"margin:0 0 8px;overflow-wrap:anywhere;word-break:break-word\"><span class=\"name\">{}:</span> {}</p>",
                escaped(name),
                escaped(value)
            );
        }
        let (class, style) = if self.buttons.len() > 1 {
            ("choice", CHOICE)
        } else {
            ("button", BUTTON)
        };
        for Button { label, path } in &self.buttons {
            let _ = writeln!(
                out,
                "<p style=\"margin:8px 0\"><a class=\"{class}\" style=\"{style}\" href=\"{}\">{}</a></p>",
                escaped(&sender.address(path)),
                escaped(label)
            );
        }
        if !self.below.is_empty() {
            out.push_str("<div style=\"height:8px\"></div>\n");
        }
        for text in &self.below {
            out.push_str(&paragraph(text));
        }
        let settings = sender.address("/settings");
        let (address, words) = match sender.unsubscribe {
            Some(address) => (address, "No more of these"),
            None => (settings.as_str(), "What you get by mail"),
        };
        let _ = write!(
            out,
            "<p class=\"quiet\" style=\"margin:24px 0 0;font-size:14px\">{}<br>\
             <a class=\"plain\" href=\"{}\">{words}</a></p>\n</div></body></html>\n",
            escaped(&self.why),
            escaped(address)
        );
        out
    }
}
