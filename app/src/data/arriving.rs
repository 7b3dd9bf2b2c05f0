//! What arrives from the connected repositories and what became of it: the pieces of the data page that change by themselves.
//! Each is rendered once for a version of the pilot, alike for whoever loads the page and for whoever has it open.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::github::CodeHost;
use leptos::prelude::*;
use store::data::{Connection, Elsewhere, MOST_COUNTED};
use store::github::Became;

use super::reconciling::how_far_it_is;
use super::replaying::given_up;
use super::tokens::{telling, waits_until};
use crate::error::AppError;
use crate::memory::Part;
use crate::metrics::region::Source;
use crate::shell::unmarked;
use crate::time::moment;
use crate::ui::visible;

/// A piece of the page: its id there, and what stands in it.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// No other element of the page has it.
    pub id: String,
    /// What stands in the element.
    pub html: String,
}

/// The pieces of one connected repository.
#[derive(Clone, Debug)]
pub(super) struct Pieces {
    /// What has to be known of it first.
    pub messages: Piece,
    /// The delivery that arrived last: its light, and what it was.
    pub last: Piece,
    /// How many arrived.
    pub deliveries: Piece,
    /// What was refused, and why.
    pub refused: Piece,
    /// What was given up.
    pub failed: Piece,
    /// What the code host was told.
    pub told: Piece,
    /// How far reading again is; empty where there is no token.
    pub reading: Piece,
}

/// What arrived at the connected repositories of a pilot, rendered.
#[derive(Clone, Debug)]
pub struct Arriving {
    /// The pieces of each.
    pub(super) of: Vec<Pieces>,
    /// What is spoken of when it is new.
    pub(super) spoken: Piece,
    /// All pieces as they are sent to an open page.
    pub html: String,
    /// When that was, as text with its zone.
    pub as_of: String,
    /// Tells another content from this one, whenever and wherever it was rendered.
    pub digest: u64,
    /// When time alone makes it another.
    pub until: Option<DateTime<Utc>>,
}

impl Arriving {
    /// As it is at a version of the pilot.
    ///
    /// # Errors
    /// When the database fails or holds an impossible row.
    pub async fn at(source: &Source) -> Result<Arc<Self>, AppError> {
        let asked = source.clone();
        let load = async move {
            let connections = store::data::connections(&asked.pool, asked.pilot).await?;
            let arriving = Self::of(&connections, &asked.slug, (asked.zone, asked.now), true);
            Ok(Part {
                weight: 2 * arriving.html.len(),
                until: arriving.until,
                value: arriving,
            })
        };
        source.part("arriving", load).await
    }

    /// Of these, with buttons while the pilot is `open`.
    pub(super) fn of(connections: &[Connection], slug: &str, (zone, now): (Tz, DateTime<Utc>), open: bool) -> Self {
        let of: Vec<Pieces> = connections
            .iter()
            .map(|one| Pieces::of(one, slug, (zone, now), open))
            .collect();
        let spoken = Piece {
            id: "arriving-spoken".to_owned(),
            html: rendered(spoken(connections)),
        };
        let html: String = of
            .iter()
            .flat_map(Pieces::all)
            .chain([&spoken])
            .map(|Piece { id, html }| format!("<div id=\"{id}\" data-piece>{html}</div>"))
            .collect();
        let mut hasher = DefaultHasher::new();
        html.hash(&mut hasher);
        let waits = connections
            .iter()
            .filter_map(|one| waits_until(one.telling.as_ref()?, now));
        Self {
            as_of: now.with_timezone(&zone).format("%H:%M:%S %Z").to_string(),
            digest: hasher.finish(),
            until: waits.min(),
            of,
            spoken,
            html,
        }
    }
}

impl Pieces {
    fn of(c: &Connection, slug: &str, (zone, now): (Tz, DateTime<Utc>), open: bool) -> Self {
        let piece = |what: &str, html: String| Piece {
            id: format!("arriving-{}-{what}", c.id),
            html,
        };
        let which = (slug, c.id, c.repository.as_str());
        let reading = c
            .telling
            .is_some()
            .then(|| how_far_it_is(&c.progress, &c.repository, zone));
        Self {
            messages: piece("messages", rendered(messages(c))),
            last: piece("last", rendered(last(c, zone))),
            deliveries: piece("deliveries", rendered(deliveries(c))),
            refused: piece("refused", rendered(refused(c, zone))),
            failed: piece("failed", rendered(given_up(c, slug, zone, open))),
            told: piece("told", rendered(telling(&c.telling, which, (zone, now), open))),
            reading: piece("reading", rendered(reading)),
        }
    }

    fn all(&self) -> [&Piece; 7] {
        let Self {
            messages,
            last,
            deliveries,
            refused,
            failed,
            told,
            reading,
        } = self;
        [messages, last, deliveries, refused, failed, told, reading]
    }
}

fn rendered(view: impl IntoView) -> String {
    unmarked(&view.into_view().to_html())
}

/// A number that is counted up to a bound: `1,000` and what is beyond it in words.
fn up_to_most(count: i64) -> String {
    match count {
        n if n > MOST_COUNTED => "more than 1,000".to_owned(),
        n => n.to_string(),
    }
}

fn messages(c: &Connection) -> impl IntoView + use<> {
    let renamed = c.now_called.as_ref().map(|name| {
        let words = format!(
            "{} calls this repository {name} now. Its deliveries are used.",
            c.host.label()
        );
        view! { <p class="row-message" data-kind="warn">{words}</p> }
    });
    let elsewhere = c.elsewhere.iter().map(|Elsewhere { about: name, count }| {
        let deliveries = match count {
            1 => "1 delivery was".to_owned(),
            n => format!("{} deliveries were", up_to_most(*n)),
        };
        let words = format!("{deliveries} not used: they are about {name}, which is another repository.");
        view! { <p class="row-message" data-kind="warn">{words}</p> }
    });
    let elsewhere = elsewhere.collect_view();
    view! { {renamed} {elsewhere} }
}

/// The light of the last delivery: a word on a tint, what arrived and when, and below it what became of it.
fn last(c: &Connection, zone: Tz) -> AnyView {
    let (kind, word, what, then) = match &c.last {
        None => {
            let first = match c.host {
                CodeHost::GitHub => "GitHub sends a ping as soon as the webhook is saved.",
                CodeHost::GitLab => "The Test button at the webhook on GitLab sends one at once.",
            };
            ("neutral", "None yet", "Nothing has arrived yet.".to_owned(), first)
        }
        Some(last) => {
            let (kind, word) = light(last.became);
            let what = format!("{} on {}", last.event, moment(last.at, zone));
            (kind, word, what, &*last.outcome)
        }
    };
    view! {
        <p><span class="chip" data-kind=kind>{word}</span> " " {visible(&what)}</p>
        <p class="muted">{visible(then)}</p>
    }
    .into_any()
}

/// The tint and the word for what became of a delivery. One that says nothing of use has arrived as well as any: the first that a
/// new webhook sends is such a one.
fn light(became: Became) -> (&'static str, &'static str) {
    match became {
        Became::Waiting => ("info", "Waiting"),
        Became::TriedAgain => ("warn", "Tried again"),
        Became::Used | Became::Ignored => ("ok", "Arrived"),
        Became::OfAnother => ("warn", "Not used"),
        Became::Failed => ("bad", "Failed"),
    }
}

fn deliveries(c: &Connection) -> String {
    let mut deliveries = up_to_most(c.deliveries);
    if c.waiting > 0 {
        deliveries.push_str(&format!(", {} waiting", up_to_most(c.waiting)));
    }
    if c.failed > 0 {
        deliveries.push_str(&format!(", {} failed", up_to_most(c.failed)));
    }
    deliveries
}

fn refused(c: &Connection, zone: Tz) -> AnyView {
    if c.refused.is_empty() {
        return "None".into_any();
    }
    let refused = c.refused.iter().map(|refused| {
        let since = if refused.first_at == refused.last_at {
            String::new()
        } else {
            format!(", first on {}", moment(refused.first_at, zone))
        };
        let words = format!(" on {}{since}: {}", moment(refused.last_at, zone), refused.why);
        view! { <p><span class="chip" data-kind="warn">"Refused"</span> {words}</p> }
    });
    refused.collect_view().into_any()
}

/// What somebody who set it up waits to hear: the first that arrives, the first that is refused for a reason, and each that fails.
/// A delivery like those before it is not spoken of.
fn spoken(connections: &[Connection]) -> impl IntoView + use<> {
    let lines = connections.iter().flat_map(|c| {
        let name = &c.repository;
        let arrives = c.last.iter().map(move |_| format!("Deliveries of {name} arrive."));
        let refused = c
            .refused
            .iter()
            .map(move |refused| format!("Deliveries of {name} were refused: {}", refused.why));
        let failed = (c.failed > 0).then(|| match c.failed {
            1 => format!("1 delivery of {name} failed."),
            n => format!("{} deliveries of {name} failed.", up_to_most(n)),
        });
        arrives.chain(refused).chain(failed).collect::<Vec<_>>()
    });
    lines.map(|line| view! { <li>{line}</li> }).collect_view()
}
