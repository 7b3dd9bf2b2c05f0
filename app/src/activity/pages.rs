//! `/p/:pilot/activity`: who did what, by day, with links to what it was done to.

use std::collections::HashMap;

use domain::activity::{Feature, Part, Sentence, words};
use domain::calendar::local_date;
use domain::policy::Action;
use leptos::prelude::*;
use store::activity::{Head, Line, Page, Seek, UNCOVERED};

use super::asked::Asked;
use super::place::address;
use crate::address::{param, query};
use crate::evidence_bundle::offer;
use crate::here::{Here, ask_in};
use crate::time::day;
use crate::ui::{Nav, page, working};

/// `/p/:pilot/activity`: every change, newest first.
#[component]
pub fn Activity() -> impl IntoView {
    let slug = param("pilot");
    let asked = Asked::of_address();
    let seek = match (query("before"), query("after")) {
        (Some(before), _) => before.parse().map(Seek::Before).ok(),
        (None, Some(after)) => after.parse().map(Seek::After).ok(),
        (None, None) => None,
    };
    page(async move {
        let here = ask_in(slug, Action::ReadActivity).await?;
        here.hold();
        let (filter, read) = asked.filter(&here);
        let log = store::activity::page(here.pool(), here.pilot.pilot_id, filter, seek.unwrap_or(Seek::Newest)).await?;
        let body = view! {
            <header class="page-head">
                <h1>"Activity"</h1>
                <p>
                    "Every change of the pilot, newest first. Survey answers are not among them, nor is a DRI's answer to the private question: the log says that somebody answered, never what."
                </p>
            </header>
            {filters(&here, &asked, &log)}
            {(!read).then(|| view! { <p class="row-message" data-kind="warn">"A part of this filter could not be read and was left out."</p> })}
            {days(&here, &asked, &log)}
            {pager(&here, &asked, &log)}
            {log.head.as_ref().map(|head| chain(&here, head))}
        };
        working(&here, "Activity", Nav::Activity, body).await
    })
}

fn filters(here: &Here, asked: &Asked, log: &Page) -> impl IntoView + use<> {
    let option = |value: String, label: String, chosen: &str| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }
    };
    let people = log
        .people
        .iter()
        .map(|(id, name)| option(id.to_string(), name.clone(), &asked.person))
        .collect_view();
    let features = Feature::ALL
        .into_iter()
        .map(|feature| option(feature.key().to_owned(), feature.label().to_owned(), &asked.feature))
        .collect_view();
    let clear = (!asked.is_empty()).then(|| view! { <a href=here.url("activity")>"Show everything"</a> });
    view! {
        <form class="form filter" method="get" action=here.url("activity") aria-label="Filter">
            <div class="field-row">
                <div class="field">
                    <label for="person">"Person"</label>
                    <select id="person" name="person">
                        {option(String::new(), "Everybody".to_owned(), &asked.person)}
                        {people}
                        {option("software".to_owned(), "Countersign itself".to_owned(), &asked.person)}
                    </select>
                </div>
                <div class="field">
                    <label for="feature">"About"</label>
                    <select id="feature" name="feature">
                        {option(String::new(), "Everything".to_owned(), &asked.feature)}
                        {features}
                    </select>
                </div>
                <div class="field">
                    <label for="from">"From"</label>
                    <input type="date" id="from" name="from" value=asked.from.clone()/>
                </div>
                <div class="field">
                    <label for="to">"To"</label>
                    <input type="date" id="to" name="to" value=asked.to.clone()/>
                </div>
            </div>
            <div class="actions">
                <button class="button">"Filter the log"</button>
                {clear}
            </div>
        </form>
    }
}

/// The entries, under a heading per day of the pilot's zone.
fn days(here: &Here, asked: &Asked, log: &Page) -> AnyView {
    if log.lines.is_empty() {
        let sentence = if asked.is_empty() {
            "There is nothing here."
        } else {
            "Nothing in the log matches this filter."
        };
        return view! { <p>{sentence}</p> }.into_any();
    }
    let zone = here.pilot.zone;
    let names: HashMap<i64, &str> = log.people.iter().map(|(id, name)| (id.0, name.as_str())).collect();
    log.lines
        .chunk_by(|one, next| local_date(one.at, zone) == local_date(next.at, zone))
        .map(|lines| {
            let on = local_date(lines[0].at, zone);
            let rows = lines.chunk_by(alike).map(|run| rows(here, &names, run)).collect_view();
            view! {
                <section class="activity-day" aria-labelledby=format!("day-{}", lines[0].seq)>
                    <h2 id=format!("day-{}", lines[0].seq)>{day(on)}</h2>
                    <ol class="activity">{rows}</ol>
                </section>
            }
        })
        .collect_view()
        .into_any()
}

/// Runs shorter than this are not folded.
const LONG_RUN: usize = 3;

/// Whether two entries read the same.
fn alike(one: &Line, other: &Line) -> bool {
    (&one.who, &one.action) == (&other.who, &other.action)
        && words(&one.action, &one.detail) == words(&other.action, &other.detail)
}

/// Entries that read the same, folded when there are many.
fn rows(here: &Here, names: &HashMap<i64, &str>, run: &[Line]) -> AnyView {
    let each = run.iter().map(|line| row(here, names, line)).collect_view();
    let (Some(newest), Some(oldest)) = (run.first(), run.last()) else {
        return ().into_any();
    };
    if run.len() < LONG_RUN {
        return each.into_any();
    }
    let zone = here.pilot.zone;
    let said = words(&newest.action, &newest.detail).plain(|id| names.get(&id).copied());
    let from = oldest.at.with_timezone(&zone).format("%H:%M");
    let to = newest.at.with_timezone(&zone).format("%H:%M %Z");
    let who = newest.who.clone().unwrap_or_else(|| "Countersign".to_owned());
    view! {
        <li>
            <span class="muted">{format!("{from} to {to}")}</span>
            <details>
                <summary>{format!("{who} {said}, {} times", run.len())}</summary>
                <ol class="activity">{each}</ol>
            </details>
        </li>
    }
    .into_any()
}

fn row(here: &Here, names: &HashMap<i64, &str>, line: &Line) -> impl IntoView + use<> {
    let at = line.at.with_timezone(&here.pilot.zone);
    let who = line.who.clone().unwrap_or_else(|| "Countersign".to_owned());
    view! {
        <li id=format!("entry-{}", line.seq)>
            <time datetime=line.at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)>{at.format("%H:%M %Z").to_string()}</time>
            <p>{who} " " {told(here, names, &words(&line.action, &line.detail))}</p>
        </li>
    }
}

fn told(here: &Here, names: &HashMap<i64, &str>, sentence: &Sentence) -> impl IntoView + use<> {
    sentence
        .parts()
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone().into_any(),
            Part::Link(text, place) => view! { <a href=address(here, place)>{text.clone()}</a> }.into_any(),
            Part::Person(id) => names
                .get(id)
                .map_or_else(|| "somebody".to_owned(), |name| (*name).to_owned())
                .into_any(),
        })
        .collect::<Vec<_>>()
}

fn pager(here: &Here, asked: &Asked, log: &Page) -> Option<impl IntoView + use<>> {
    let link = |words: &'static str, name: &str, position: Option<i64>| {
        position.map(|position| view! { <a href=asked.url(here, Some((name, position)))>{words}</a> })
    };
    let newest = log
        .newer
        .is_some()
        .then(|| view! { <a href=asked.url(here, None)>"Newest"</a> });
    (log.older.is_some() || log.newer.is_some()).then(|| {
        view! {
            <nav class="actions" aria-label="Pages of the log">
                {link("Older", "before", log.older)} {link("Newer", "after", log.newer)} {newest}
            </nav>
        }
    })
}

/// What the chain is, and how anybody can check it.
fn chain(here: &Here, head: &Head) -> impl IntoView + use<> {
    let uncovered = UNCOVERED
        .iter()
        .map(|(table, why)| view! { <li><code>{*table}</code>": "{*why}</li> })
        .collect_view();
    view! {
        <section class="section">
            <h2>"The chain"</h2>
            <p>
                "Each entry carries the hash of the entry before it, and of the facts as it recorded them. So the newest hash stands for the whole log up to it, and for what it tells of: an entry or a fact that is changed, removed or put in between is found by checking."
            </p>
            <p>
                "But whoever can write to the database could write the whole log anew, with its facts. That is found only against a hash that was kept elsewhere. Keep this one, in minutes or a message."
            </p>
            <dl class="facts">
                <div><dt>"Newest entry"</dt><dd>{head.seq}</dd></div>
                <div><dt>"Its hash"</dt><dd><code class="hash">{head.hash.clone()}</code></dd></div>
                <div>
                    <dt>"To check it"</dt>
                    <dd>
                        "Whoever runs the installation: " <code>{format!("countersign verify --head {}:{}", head.seq, head.hash)}</code>
                    </dd>
                </div>
            </dl>
            <details class="fold">
                <summary>"What checking does not cover"</summary>
                <p>"Every table of the database is covered but these. What stands in them is on its way to a fact, follows from facts, or is about a browser."</p>
                <ul>{uncovered}</ul>
            </details>
            <p><a href=here.url("activity/export") download="">"Download the log"</a></p>
            {offer(here)}
        </section>
    }
}
