//! Pages of the energy survey.

use chrono::{DateTime, Utc};
use domain::participation::Standing;
use domain::policy::Action;
use domain::survey::{QUESTION, WeekState, take, week_state};
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::survey::{Note, Week};

use super::actions::{Answer, MakeLink};
use super::question::{Readers, fields, until_hint};
use crate::address::{param, query};
use crate::form::{Notice, Refused};
use crate::here::{Here, ask_in};
use crate::time::{When, Written, Zones, short};
use crate::ui::{Column, ErrorSummary, Hidden, Nav, Table, banner, page, working};

/// `/p/:pilot/survey`: for a pilot PM the question and their own weeks, for the sponsor the notes.
/// `?week=2` asks about that week, `?sent=2` says what arrived for it.
#[component]
pub fn Survey() -> impl IntoView {
    let slug = param("pilot");
    let asked_week = query("week").and_then(|week| week.parse::<u8>().ok());
    let sent_week = query("sent").and_then(|week| week.parse::<u8>().ok());
    let answer = ServerAction::<Answer>::new();
    let make_link = ServerAction::<MakeLink>::new();
    let token = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let refused = Refused::load(token).await?;
        let pilot = here.pilot.pilot_id;
        let zones = here.zones();
        let answers = here.may(Action::AnswerSurvey);
        let decided = here.pilot.status.is_decided();
        let weeks = store::survey::weeks(here.pool(), pilot, here.who()).await?;
        let of = weeks.len();
        // Where somebody took over, the others are somebody else's.
        let theirs = |week: &Week| !answers || here.facts.is_asked(here.who(), &week.week);
        let weeks: Vec<Week> = weeks.into_iter().filter(theirs).collect();
        let shared = (weeks.len() < of).then(|| {
            view! {
                <p>
                    "Here are the weeks that are yours: the question of a week goes to whoever is the pilot PM when it opens."
                </p>
            }
        });
        let not_asked_yet = here.facts.participation_of(here.who()) == Standing::NotAskedYet;
        let readers = Readers::of(here.facts.members());
        let notes = match here.may(Action::ReadSurveyNotes) {
            true => Some(store::survey::notes(here.pool(), pilot).await?),
            false => None,
        };
        let sent = weeks
            .iter()
            .find(|week| Some(week.week.number) == sent_week)
            .and_then(sent);
        let is_open = |week: &&Week| matches!(week_state(&week.week, here.now), WeekState::Open { .. });
        let at_hand = match asked_week {
            Some(number) => weeks.iter().find(|week| week.week.number == number),
            None => weeks.iter().find(is_open),
        };
        let question = at_hand
            .filter(|week| {
                answers
                    && !decided
                    && !not_asked_yet
                    && take(week_state(&week.week, here.now), week.counts().is_some()).is_ok()
            })
            .map(|week| {
                let refused = refused.of("survey/answer");
                question(&here, week, of, &readers, &refused, answer).into_any()
            });
        let nothing_to_answer = (answers && question.is_none()).then(|| {
            let sentence = match weeks.iter().find(|week| here.now < week.week.opens_at) {
                _ if decided => "This pilot is decided. Its answers stay as they were.".into_any(),
                _ if not_asked_yet && answers => view! {
                    "Say first whether you agree to "
                    <a href=here.url("people/participation")>"what is measured about you"</a>
                    ". Until you do, your weeks are gaps."
                }
                .into_any(),
                _ if weeks.is_empty() && of > 0 => "No week is yours.".into_any(),
                _ if weeks.is_empty() => "The first week opens when the pilot starts.".into_any(),
                Some(next) => {
                    let opens = format!("Week {} opens ", next.week.number);
                    view! { {opens} <When at=next.week.opens_at zones=zones/> "." }.into_any()
                }
                None => "Every week has closed.".into_any(),
            };
            view! { <div class="empty"><p>{sentence}</p></div> }
        });
        let link = weeks
            .iter()
            .find(is_open)
            .filter(|_| answers && !decided && !not_asked_yet)
            .map(|week| link_form(&here, week, make_link).into_any());
        let own = (answers && !weeks.is_empty()).then(|| own_weeks(&weeks, zones, here.now));
        let elsewhere = (!answers && notes.is_none()).then(|| {
            view! {
                <p>
                    "Every pilot PM answers one question a week. The answers are on the "
                    <a href=here.url("metrics")>"Metrics page"</a> "."
                </p>
            }
        });
        working(
            &here,
            "Survey",
            Nav::Survey,
            view! {
                {sent}
                <ErrorSummary refused=refused.clone()/>
                <header class="page-head">
                    <h1>"Energy survey"</h1>
                    <p>"One question a week, from 1 (drained) to 5 (energised)."</p>
                </header>
                {question}
                {nothing_to_answer}
                {shared}
                {link}
                {own}
                {notes.map(note_list)}
                {elsewhere}
            },
        )
        .await
    })
}

/// That an answer has arrived, on the page after its form.
fn sent(week: &Week) -> Option<impl IntoView + use<>> {
    let (number, energy) = (week.week.number, week.counts()?.energy);
    let late = if week.is_late() { " It is marked late." } else { "" };
    let sentence = format!("Sent. {energy}, for week {number}.{late}");
    Some(banner(Notice::done(sentence)))
}

/// The question about one week.
fn question(
    here: &Here,
    week: &Week,
    weeks: usize,
    readers: &Readers,
    refused: &Refused,
    answer: ServerAction<Answer>,
) -> impl IntoView + use<> {
    let number = week.week.number;
    let slug = here.pilot.slug.clone();
    let zones = here.zones();
    let legend = view! { <h2>{QUESTION}</h2> }.into_any();
    let fields = fields(refused, legend, readers, week.counts(), None);
    let given = week
        .counts()
        .map(|given| view! { <p>{format!("You sent {}. Change it?", given.energy)}</p> });
    let when = match week_state(&week.week, here.now) {
        WeekState::Closed { at } => {
            let was = format!("Week {number} was open until ");
            view! {
                <p class="hint">
                    {was} <When at=at zones=zones written=Written::Until/> ". Your answer counts and is marked late."
                </p>
            }
            .into_any()
        }
        _ => until_hint(week.week.closes_at, zones).into_any(),
    };
    view! {
        <ActionForm action=answer attr:class="survey" attr:novalidate="">
            <Hidden name="pilot" value=slug/>
            <Hidden name="week" value=number.to_string()/>
            <p class="survey-week">{format!("Week {number} of {weeks}")}</p>
            {given}
            {fields}
            {when}
        </ActionForm>
    }
}

/// The button that makes a personal link for the open week.
fn link_form(here: &Here, week: &Week, make_link: ServerAction<MakeLink>) -> impl IntoView + use<> {
    let number = week.week.number;
    let slug = here.pilot.slug.clone();
    view! {
        <section class="section">
            <h2>"Answer without signing in"</h2>
            <p>"A personal link opens just this question, on a phone for example. It works for one week and only for you."</p>
            <ActionForm action=make_link>
                <Hidden name="pilot" value=slug/>
                <Hidden name="week" value=number.to_string()/>
                <div class="actions"><button class="button">{format!("Make a link for week {number}")}</button></div>
            </ActionForm>
        </section>
    }
}

/// The weeks of the pilot, with every answer the person gave.
fn own_weeks(weeks: &[Week], zones: Zones, now: DateTime<Utc>) -> impl IntoView + use<> {
    // Of what has passed the pilot's time is enough.
    let zones_of = |state| match state {
        WeekState::Closed { .. } => Zones { own: None, ..zones },
        _ => zones,
    };
    let rows = weeks
        .iter()
        .map(|week| {
            let number = week.week.number;
            let state = week_state(&week.week, now);
            let answer = match (week.counts(), state) {
                (Some(given), _) if week.is_late() => format!("{}, late", given.energy),
                (Some(given), _) => given.energy.to_string(),
                (None, WeekState::NotOpenYet { .. }) => "Not open yet".to_owned(),
                (None, WeekState::Open { .. }) => "No answer yet".to_owned(),
                (None, WeekState::Closed { .. }) => "No answer".to_owned(),
            };
            let act = match (week.counts(), state) {
                (Some(_), WeekState::Open { .. }) => Some("Change"),
                (None, WeekState::Open { .. }) => Some("Answer"),
                (None, WeekState::Closed { .. }) => Some("Answer late"),
                _ => None,
            };
            let given = week
                .given
                .iter()
                .rev()
                .map(|given| view! { <div>{format!("{} on {}", given.energy, short(given.at, zones.pilot))}</div> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{format!("Week {number}")}</th>
                    <td data-head="Closes"><When at=week.week.closes_at zones=zones_of(state) written=Written::Ending/></td>
                    <td>{answer}</td>
                    <td data-head="Sent">{given}</td>
                    <td>
                        {act.map(|act| {
                            view! {
                                <a href=format!("?week={number}")>
                                    {act} <span class="visually-hidden">{format!(" week {number}")}</span>
                                </a>
                            }
                        })}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section own-weeks">
            <h2>"Your weeks"</h2>
            <Table name="Your weeks" head=vec![Column::words("Week"), Column::words("Closes"), Column::words("Counts"), Column::words("Everything you sent"), Column::acts("What you can do")] rows=rows.into_any()/>
        </section>
    }
}

fn note_list(notes: Vec<Note>) -> impl IntoView {
    let none = notes.is_empty();
    let rows = notes
        .into_iter()
        .map(|note| {
            view! {
                <tr>
                    <th scope="row">{format!("Week {}", note.week)}</th>
                    <td>{note.name}</td>
                    <td>{note.energy.to_string()}</td>
                    <td>{note.text}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2>"Notes"</h2>
            {if none {
                view! { <div class="empty"><p>"Nobody has left a note yet. Only you and the author can read one."</p></div> }.into_any()
            } else {
                view! {
                    <Table name="Notes" head=vec![Column::words("Week"), Column::words("Who"), Column::words("Answer"), Column::words("Note")] rows=rows.into_any()/>
                }
                .into_any()
            }}
        </section>
    }
}
