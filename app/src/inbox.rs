//! The inbox: what the person needs to do over all their pilots, what waits on others, what they did this week.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use domain::activity::words;
use domain::calendar::{local_date, start_of_day};
use domain::inbox::{Ahead, Facts, Task, in_order, next_date, tasks, waits};
use domain::policy::Action;
use domain::survey::{Energy, QUESTION};
use leptos::prelude::*;
use store::inbox::{Done, InPilot, asked_of};

use crate::account::welcome::welcome;
use crate::form::take_notice;
use crate::here::{PutAway, ask, extension, held_facts, hold_until, keep_facts, next_minute, viewer};
use crate::time::{When, Written, Zones, day, short};
use crate::ui::frame::banner;
use crate::ui::{Hidden, page, plain, task_row, visible};

/// What was done so long ago is listed.
const THIS_WEEK: TimeDelta = TimeDelta::days(7);

/// `/`: what the person needs to do; signed out, what this is.
#[component]
pub fn Inbox() -> impl IntoView {
    page(async move {
        let Some(person) = viewer() else {
            return Ok(welcome().into_any());
        };
        let asked = ask(Action::UseAccount)?;
        hold_until(next_minute(asked.now));
        let (pool, who) = (&asked.state.pool, person.person_id);
        let memory = &asked.state.memory;
        let pilots = store::inbox::facts(pool, who, held_facts(memory).await).await?;
        keep_facts(memory, &pilots, asked.now).await;
        let done = store::inbox::done(pool, who, &pilots, asked.now - THIS_WEEK).await?;
        let known: Vec<(&InPilot, Facts)> = pilots
            .iter()
            .map(|one| (one, asked_of(&one.pilot, &one.comments, who, asked.now)))
            .collect();
        let of_pilots = known
            .iter()
            .flat_map(|(one, facts)| tasks(facts).into_iter().map(move |task| (*one, task)));
        let to_do = in_order(of_pilots.collect());
        let waiting: Vec<(&InPilot, String)> = known
            .iter()
            .filter(|(one, _)| {
                !to_do
                    .iter()
                    .any(|(other, _)| other.pilot.pilot_id == one.pilot.pilot_id)
            })
            .filter_map(|(one, facts)| Some((*one, waits(facts)?)))
            .collect();
        let next = known
            .iter()
            .filter_map(|(one, facts)| Some((*one, next_date(facts)?)))
            .min_by_key(|(_, ahead)| ahead.at);
        let notice = take_notice().await?;
        let title = match to_do.len() {
            0 => "What you need to do".to_owned(),
            n => format!("({n}) What you need to do"),
        };
        let zones = |one: &InPilot| Zones {
            pilot: one.pilot.zone,
            own: person.zone,
        };
        let nothing = to_do.is_empty();
        let rows = to_do
            .into_iter()
            .map(|(one, task)| row(one, zones(one), task))
            .collect_view();
        let next = next.map(|(one, ahead)| next_line(one, &ahead, zones(one)).into_any());
        let to_do = if nothing {
            view! { <div class="empty"><p>"Nothing needs you today." {next}</p></div> }.into_any()
        } else {
            view! { <ul class="inbox">{rows}</ul> {next.map(|next| view! { <p class="hint">{next}</p> })} }.into_any()
        };
        Ok(plain(
            &title,
            view! {
                {notice.map(banner)}
                <h1>"What you need to do"</h1>
                {to_do}
                {waiting_on_others(&waiting)}
                {done_this_week(&pilots, &done)}
                {list(&pilots, asked.now)}
            },
        ))
    })
}

/// Something to do; the question of the survey is answered in its row.
fn row(one: &InPilot, zones: Zones, task: Task) -> AnyView {
    let (slug, lead) = (&one.pilot.slug, format!("{}. ", one.pilot.name));
    let Some(week) = task.question else {
        return task_row(slug, zones, &lead, task).into_any();
    };
    let answers = Energy::ALL
        .map(|energy| {
            let name = format!("{energy}, for week {week} of {}", one.pilot.name);
            view! { <button class="button" name="score" value=energy.score().to_string() aria-label=name>{energy.to_string()}</button> }
        })
        .collect_view();
    let due = task
        .due
        .map(|due| view! { <When at=due zones=zones written=Written::Ending/> });
    view! {
        <li>
            <a href=format!("/p/{slug}/{}", task.path)>
                <span class="inbox-title">{task.title}</span>
                <span class="inbox-why">{format!("{lead}{}", task.why)}</span>
                {due.map(|due| view! { <span class="inbox-due">{due}</span> })}
            </a>
            <form class="inbox-act" method="post" action="/do/survey/answer">
                <Hidden name="pilot" value=slug.clone()/>
                <Hidden name="week" value=week.to_string()/>
                <p>{QUESTION}</p>
                <div class="actions">{answers}</div>
                <p class="hint">"Your name is attached, and everybody in this pilot sees the number. It can be changed until the week closes."</p>
            </form>
        </li>
    }
    .into_any()
}

fn next_line(one: &InPilot, ahead: &Ahead, zones: Zones) -> impl IntoView + use<> {
    let what = format!(" Next: {} of {}, ", ahead.what, one.pilot.name);
    let (at, zone) = (ahead.at, zones.pilot);
    let on = local_date(at, zone);
    // What begins with a day has no time of its own.
    let when = if start_of_day(on, zone) == at && !ahead.ends {
        view! { <time datetime=on.to_string()>{day(on)}</time> }.into_any()
    } else {
        view! { <When at=at zones=zones written=Written::Until/> }.into_any()
    };
    view! { {what} {when} "." }
}

fn waiting_on_others(waiting: &[(&InPilot, String)]) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = waiting
        .iter()
        .map(|(one, sentence)| {
            view! {
                <li>
                    <a href=format!("/p/{}", one.pilot.slug)>
                        <span class="inbox-title">{one.pilot.name.clone()}</span>
                        <span class="inbox-why">{sentence.clone()}</span>
                    </a>
                </li>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Waiting on others"</h2>
                <ul class="inbox" data-quiet="">{rows}</ul>
            </section>
        }
    })
}

/// What the person did, as the log says it; folded.
fn done_this_week(pilots: &[InPilot], done: &[Done]) -> Option<impl IntoView + use<>> {
    let holders = pilots.iter().flat_map(|one| &one.pilot.holders);
    let names: HashMap<i64, &str> = holders
        .map(|holder| (holder.member.person_id.0, holder.member.name.as_str()))
        .collect();
    let zones: HashMap<&str, _> = pilots
        .iter()
        .map(|one| (one.pilot.slug.as_str(), one.pilot.zone))
        .collect();
    let rows: Vec<_> = done
        .iter()
        .map(|one| {
            let said = words(&one.action, &one.detail).plain(|id| names.get(&id).copied());
            let zone = zones.get(one.slug.as_str()).copied().unwrap_or(chrono_tz::UTC);
            let when = short(one.at, zone);
            view! { <li><a href=format!("/p/{}", one.slug)>{one.pilot.clone()}</a> {visible(&format!(": you {said}. {when}"))}</li> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <details class="fold">
                    <summary>{format!("Done this week ({})", rows.len())}</summary>
                    <ul>{rows}</ul>
                </details>
            </section>
        }
    })
}

/// All pilots of the person.
fn list(pilots: &[InPilot], now: DateTime<Utc>) -> impl IntoView + use<> {
    let (archived, at_hand): (Vec<_>, Vec<_>) = pilots.iter().partition(|one| one.pilot.archived_at.is_some());
    let listed = |pilots: Vec<&InPilot>| pilots.into_iter().map(|one| in_list(one, now)).collect_view();
    let archived = (!archived.is_empty()).then(|| {
        view! { <h3>"Archived"</h3> <ul class="task-list">{listed(archived)}</ul> }
    });
    let pilots = listed(at_hand);
    let put_away = match extension::<PutAway>() {
        Some(PutAway(number @ 1..)) => {
            Some(view! { <p><a href="/pilots/put-away">{format!("Put away ({number})")}</a></p> })
        }
        _ => None,
    };
    view! {
        <section class="section">
            <h2>"Pilots"</h2>
            <ul class="task-list">{pilots}</ul>
            {archived}
            {put_away}
            <div class="actions"><a class="button" href="/pilots/new">"Begin a proposal"</a></div>
        </section>
    }
}

/// A pilot in the list of one's pilots.
fn in_list(one: &InPilot, now: DateTime<Utc>) -> impl IntoView + use<> {
    let (pilot, status) = (one.pilot.pilot(now), one.pilot.status_label(now));
    view! {
        <li>
            <a href=format!("/p/{}", pilot.slug)>
                <span>{pilot.name}</span>
                <span class="status" data-kind="progress">{status}</span>
            </a>
        </li>
    }
}
