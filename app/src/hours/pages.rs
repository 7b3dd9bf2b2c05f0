//! The page of review hours.

use domain::calendar::SurveyWeek;
use domain::decimal::Decimal;
use domain::ids::PersonId;
use domain::person::Role;
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::actions::Log;
use crate::address::{param, query};
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::time::ending;
use crate::ui::{Column, ErrorSummary, Field, Hidden, Nav, Table, page, working};

/// `/p/:pilot/hours`: a DRI logs their weeks, sponsor and approver see everybody's against the promise. `?week=2` asks about
/// that week.
#[component]
pub fn ReviewHours() -> impl IntoView {
    let slug = param("pilot");
    let asked = query("week").and_then(|week| week.parse::<u8>().ok());
    let token = Refused::token();
    let log = ServerAction::<Log>::new();
    page(async move {
        let here = ask_in(slug, Action::ReadHours).await?;
        here.hold();
        let refused = Refused::load(token).await?;
        let promise = here
            .facts
            .start
            .as_ref()
            .and_then(|start| start.terms.dri_hours_per_week);
        let lead = match promise {
            Some(hours) => format!("Each engineering DRI gives {hours} h of review a week."),
            None => "Each engineering DRI says once a week how long they reviewed.".to_owned(),
        };
        let sees_all = here.standing.is(Role::Sponsor) || here.standing.is(Role::Approver);
        let meter = here.facts.meter(here.now).filter(|_| sees_all).map(|meter| {
            let sum = here.facts.start.as_ref().and_then(|start| start.terms.hours_sum());
            view! {
                <p class="lead">{meter.sentence()}</p>
                {sum.map(|sum| view! { <p class="muted">{format!("Promised: {sum}.")}</p> })}
            }
        });
        let own = here
            .may(Action::LogHours)
            .then(|| own(&here, asked, promise, &refused, log).into_any());
        let all = (sees_all && !here.facts.weeks.is_empty()).then(|| everybody(&here).into_any());
        let waits = here.facts.weeks.is_empty().then(|| {
            view! { <div class="empty"><p>"The first week begins when the pilot starts."</p></div> }
        });
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            <header class="page-head"><h1>"Review hours"</h1><p>{lead}</p></header>
            {meter}
            {waits}
            {own}
            {all}
        };
        working(&here, "Review hours", Nav::Hours, body).await
    })
}

/// What a DRI logged last for a week.
fn logged(here: &Here, dri: PersonId, week: u8) -> Option<Decimal> {
    let given = here.facts.hours.iter();
    let mut given = given.filter(|one| one.dri == dri && one.week == week);
    given.next().map(|one| one.hours)
}

/// The weeks of the asking DRI: the one at hand with its buttons, the others with what was logged.
fn own(
    here: &Here,
    asked: Option<u8>,
    promise: Option<Decimal>,
    refused: &Refused,
    log: ServerAction<Log>,
) -> impl IntoView + use<> {
    let (me, decided) = (here.who(), here.pilot.status.is_decided());
    let tenures = here.facts.dri_tenures();
    let has_begun = |week: &&SurveyWeek| week.begins() <= here.now;
    // Of somebody who took over, those since then.
    let theirs = |week: &&SurveyWeek| tenures.iter().any(|tenure| tenure.person == me && tenure.logs(week));
    let weeks: Vec<&SurveyWeek> = here.facts.weeks.iter().filter(has_begun).filter(theirs).collect();
    let is_open = |week: &SurveyWeek| logged(here, me, week.number).is_none();
    // The one that is asked about, else the first that is over and not logged, else the one that runs or ran last.
    let at_hand = weeks
        .iter()
        .find(|week| Some(week.number) == asked)
        .or_else(|| weeks.iter().find(|week| week.ends() <= here.now && is_open(week)))
        .or(weeks.last())
        .filter(|_| !decided);
    let form = at_hand.map(|week| one_week(here, week, promise, refused, log).into_any());
    let rows = weeks
        .iter()
        .map(|week| {
            let number = week.number;
            let given = logged(here, me, number);
            let said = given.map_or("Not logged".to_owned(), |hours| format!("{hours} h"));
            let act = if given.is_some() { "Change" } else { "Log" };
            let spoken = format!(" week {number}");
            view! {
                <tr>
                    <th scope="row">{format!("Week {number}")}</th>
                    <td>{ending(week.ends(), here.pilot.zone)}</td>
                    <td class="num">{said}</td>
                    <td>
                        {(!decided)
                            .then(|| {
                                view! {
                                    <a href=here.url(&format!("hours?week={number}"))>
                                        {act}<span class="visually-hidden">{spoken}</span>
                                    </a>
                                }
                            })}
                    </td>
                </tr>
            }
        })
        .collect_view()
        .into_any();
    let head = vec![
        Column::words("Week"),
        Column::words("Until"),
        Column::number("You logged"),
        Column::acts("Change"),
    ];
    (!weeks.is_empty()).then(|| {
        view! {
            {form}
            <section class="section">
                <h2>"Your weeks"</h2>
                <Table name="Your weeks" head=head rows=rows/>
                <p class="muted">"You, the sponsor and the approver see these. The log says that a week was logged, not how many hours."</p>
            </section>
        }
    })
}

/// One tap for a week: the usual hours as buttons, any other number beside them.
fn one_week(
    here: &Here,
    week: &SurveyWeek,
    promise: Option<Decimal>,
    refused: &Refused,
    log: ServerAction<Log>,
) -> impl IntoView + use<> {
    let number = week.number;
    let given = logged(here, here.who(), number);
    let refused = refused.of("hours/log");
    let question = match (given, week.ends() <= here.now) {
        (Some(hours), _) => format!("You logged {hours} h for week {number}. Change it?"),
        (None, true) => format!("How many hours did you review in week {number}?"),
        (None, false) => format!("How many hours have you reviewed in week {number} so far?"),
    };
    let buttons = usual(promise)
        .into_iter()
        .map(|hours| {
            let kind = (Some(hours) == promise).then_some("primary");
            let spoken = format!(" for week {number}");
            view! {
                <button class="button" data-kind=kind name="hours" value=hours.to_string()>
                    {format!("{hours} h")}<span class="visually-hidden">{spoken}</span>
                </button>
            }
        })
        .collect_view();
    let slug = here.pilot.slug.clone();
    let named = [(); 2].map(|()| {
        view! { <Hidden name="pilot" value=slug.clone()/> <Hidden name="week" value=number.to_string()/> }
    });
    let [with_buttons, with_field] = named;
    view! {
        <section class="section">
            <h2>{question}</h2>
            <ActionForm action=log>
                {with_buttons}
                <div class="actions">{buttons}</div>
            </ActionForm>
            <ActionForm action=log attr:class="form" attr:novalidate="">
                {with_field}
                <Field refused=refused name="other" label="Another number of hours" hint="Such as 0.75 or 2.5."/>
                <div class="actions"><button class="button">"Log"</button></div>
            </ActionForm>
        </section>
    }
}

/// None, half, all, one and a half times, and twice the promise; 0 to 4 where there is none.
fn usual(promise: Option<Decimal>) -> Vec<Decimal> {
    let Some(promise) = promise.filter(|promise| !promise.is_zero()) else {
        return (0..=4).map(Decimal::from).collect();
    };
    let parts = [
        Some(Decimal::ZERO),
        promise.divided(2),
        Some(promise),
        promise.times(3).divided(2),
        Some(promise.times(2)),
    ];
    parts.into_iter().flatten().collect()
}

/// Every DRI's weeks, for sponsor and approver.
fn everybody(here: &Here) -> impl IntoView + use<> {
    let weeks: Vec<u8> = here.facts.weeks.iter().map(|week| week.number).collect();
    let dris = here
        .facts
        .members()
        .filter(|member| member.membership.role == Role::Dri);
    let dris = dris.map(|dri| (dri.person_id, dri.name.clone()));
    // What somebody logged who was replaced still counts.
    let former = here
        .facts
        .replaced
        .iter()
        .map(|one| (one.former, one.former_name.clone()));
    let mut people: Vec<(PersonId, String)> = Vec::new();
    for (dri, name) in dris.chain(former) {
        if !people.iter().any(|(person, _)| *person == dri) {
            people.push((dri, name));
        }
    }
    let rows = people
        .into_iter()
        .map(|(person, name)| {
            let given: Vec<Option<Decimal>> = weeks.iter().map(|week| logged(here, person, *week)).collect();
            let sum: u32 = given.iter().flatten().map(|hours| hours.in_hundredths()).sum();
            let cells = weeks
                .iter()
                .zip(given)
                .map(|(week, hours)| {
                    let said = hours.map_or("–".to_owned(), |hours| hours.to_string());
                    view! { <td class="num" data-week=week.to_string()>{said}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    {cells}
                    <td class="num">{Decimal::hundredths(sum).to_string()}</td>
                </tr>
            }
        })
        .collect_view();
    let heads = weeks
        .iter()
        .map(|week| view! { <th scope="col" class="num">{format!("Week {week}")}</th> })
        .collect_view();
    view! {
        <section class="section">
            <h2>"By engineering DRI"</h2>
            <div class="scroll-x" tabindex="0" role="region" aria-label="Hours by engineering DRI">
                <table class="table">
                    <thead><tr><th scope="col">"Engineering DRI"</th>{heads}<th scope="col" class="num">"Hours"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="muted">"– is not logged yet, or of another DRI. Each DRI enters their own hours; nobody else can."</p>
        </section>
    }
}
