//! `/p/:pilot/start`: what is missing; then what freezes; then the record of the start.

use domain::calendar::{SurveyWeek, local_date};
use domain::criterion::named;
use domain::decimal::Decimal;
use domain::person::Role;
use domain::pilot::told;
use domain::policy::Action;
use domain::programme::Chance;
use domain::terms::{AgreedTerms, DEFINITIONS, Terms};
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::start::{StartPage, Started};

use super::actions::Start as DoStart;
use super::planned::PlanStart;
use super::{chances, planned};
use crate::address::param;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::people::not_joined;
use crate::survey;
use crate::survey::plan::PlanWindow;
use crate::time::{Time, day, moment, until};
use crate::ui::countersignature::grouped;
use crate::ui::{ErrorSummary, Hidden, Nav, page, working};
use crate::zone::remarks::objections;

/// `/p/:pilot/start`.
#[component]
pub fn Start() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let action = ServerAction::<DoStart>::new();
    let plan = ServerAction::<PlanStart>::new();
    let window = ServerAction::<PlanWindow>::new();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let mut view = store::start::page(here.pool(), &here.facts, here.now).await?;
        view.blockers = told(view.blockers, &here.standing);
        // Whoever clicks twice finds the pilot started, which is what they wanted: no problem to show.
        let refused = match view.started {
            Some(_) => Refused::default(),
            None => Refused::load(token).await?,
        };
        let chances = chances::of(&here, here.now).await?;
        let planned = match view.started {
            Some(_) => None,
            None => Some(planned::planned(&here, &refused, plan).await?),
        };
        let survey = view
            .started
            .is_none()
            .then(|| survey::plan::planned(&here, &refused, window));
        let terms = view.facts.terms.as_ref().map(Terms::agreed);
        let (title, body) = match (&view.started, terms) {
            (Some(started), _) => ("The pilot has started", registered(&here, started).into_any()),
            (None, Some(Ok(terms))) if view.blockers.is_empty() => (
                "Start the pilot",
                check(&here, &view, (&terms, &chances), &refused.of("pilot/start"), action).into_any(),
            ),
            _ => ("The pilot cannot start yet", missing(&here, &view, &chances).into_any()),
        };
        working(
            &here,
            title,
            Nav::People,
            view! {
                <ErrorSummary refused=refused/>
                <header class="page-head"><h1>{title}</h1></header>
                {body}
                {planned}
                {survey}
            },
        )
        .await
    })
}

fn missing(here: &Here, view: &StartPage, chances: &[Chance]) -> impl IntoView + use<> {
    let rows = view
        .blockers
        .iter()
        .map(|blocker| {
            view! {
                <li>
                    <a href=here.url(&blocker.path())>
                        <span>{blocker.step().label()} <span class="hint">{blocker.sentence()}</span></span>
                        <span class="status" data-kind="todo">"Missing"</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="lead">
            {match view.blockers.len() {
                1 => "One thing is missing. It links to where it is done.".to_owned(),
                n => format!("{n} things are missing. Each links to where it is done."),
            }}
        </p>
        <ul class="task-list">{rows}</ul>
        {objections(here)}
        {chances::lines(chances)}
    }
}

/// What freezes, before it does.
fn check(
    here: &Here,
    view: &StartPage,
    (terms, chances): (&AgreedTerms, &[Chance]),
    refused: &Refused,
    action: ServerAction<DoStart>,
) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let revision = view
        .facts
        .life
        .request
        .map(|request| request.revision)
        .unwrap_or_default();
    let zone_version = view.facts.zone.as_ref().map(|zone| zone.version).unwrap_or_default();
    let signed = match view.facts.approved_zone {
        Some(approved) if approved != zone_version => {
            format!("Version {zone_version}, signed by every side after version {approved} was approved")
        }
        _ => format!("Version {zone_version}, signed by every side"),
    };
    let weeks = store::start::weeks(terms, here.now, zone, here.facts.survey_window);
    let last_day = weeks.last().map(|week| last_day(week, zone)).unwrap_or_default();
    let names: Vec<_> = view.facts.features.iter().map(|f| f.name.clone()).collect();
    let tolerance = match terms.cycles_tolerance_percent {
        Decimal::ZERO => String::new(),
        percent => format!("review cycles up to {percent}% more, "),
    };
    let facts = [
        (
            "Terms",
            format!(
                "Revision {revision}: {} weeks, first commit {}% sooner, {}energy {} of 5, {} of 4 criteria for success",
                terms.weeks, terms.commit_drop_percent, tolerance, terms.energy_at_least, terms.success_at
            ),
        ),
        ("Zone", signed),
        ("People", people(here, terms)),
        ("Features", domain::listing(&names)),
        (
            "Baseline",
            format!(
                "{} features and their {}",
                terms.baseline_features,
                terms.baseline_statistic.word()
            ),
        ),
        (
            "Definitions",
            format!("Edition {DEFINITIONS} of metrics, criteria and verdicts"),
        ),
        (
            "Survey weeks",
            format!("{} weeks from today, to {last_day}", weeks.len()),
        ),
    ];
    let rows = facts
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
    let (slug, back) = (here.pilot.slug.clone(), here.url("people"));
    let crossings = planned::crossings(here, here.timeline());
    let crossing = (!crossings.is_empty()).then(|| chances::crossing(refused));
    let crossings = crossings
        .into_iter()
        .map(|sentence| view! { <div class="banner" data-kind="warn"><p>{sentence}</p></div> })
        .collect_view();
    let tick = chances::tick(chances, terms, refused);
    let act = if here.may(Action::StartPilot) {
        view! {
            <ActionForm action=action>
                <Hidden name="pilot" value=slug/>
                {tick}
                {crossing}
                <div class="actions">
                    <button class="button" data-kind="primary">"Start the pilot"</button>
                    <a href=back>"Not yet"</a>
                </div>
            </ActionForm>
        }
        .into_any()
    } else {
        view! { <p>"The sponsor starts the pilot."</p> }.into_any()
    };
    view! {
        <p class="lead">"Nothing is missing. Starting freezes what was agreed; nobody can change it afterwards."</p>
        <section class="section">
            <h2>"Starting freezes"</h2>
            <dl class="facts">{rows}</dl>
        </section>
        {objections(here)}
        {chances::lines(chances)}
        {crossings}
        {act}
    }
}

/// Who takes part, and who of them has not joined yet.
fn people(here: &Here, terms: &AgreedTerms) -> String {
    let all = match terms.pilot_pms {
        2 => "Sponsor, approver, both pilot PMs and both DRIs".to_owned(),
        pms => format!("Sponsor, approver, {pms} pilot PMs and the DRI of each"),
    };
    let pms = here
        .facts
        .members()
        .filter(|member| member.membership.role == Role::PilotPm);
    let absent: Vec<&str> = pms.filter(|pm| !pm.joined).map(|pm| pm.name.as_str()).collect();
    if absent.is_empty() {
        all
    } else {
        format!("{all}. {}", not_joined(&absent))
    }
}

/// The last day of a week, which closes at the first instant of the day after.
fn last_day(week: &SurveyWeek, zone: chrono_tz::Tz) -> String {
    local_date(week.ends(), zone).pred_opt().map(day).unwrap_or_default()
}

/// When the question of a week is open.
fn question_of(week: &SurveyWeek, zone: chrono_tz::Tz) -> String {
    match week.begins_at {
        Some(_) => format!("{} until {}", moment(week.opens_at, zone), until(week.closes_at, zone)),
        None => "Open all week".to_owned(),
    }
}

/// The record of a start: when, what, and the hash over all of it.
pub fn registered(here: &Here, started: &Started) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let weeks = started
        .weeks
        .iter()
        .map(|week| {
            let last = last_day(week, zone);
            view! {
                <tr>
                    <th scope="row">{format!("Week {}", week.number)}</th>
                    <td>{day(local_date(week.begins(), zone))}</td>
                    <td>{last}</td>
                    <td>{question_of(week, zone)}</td>
                </tr>
            }
        })
        .collect_view();
    let although = (!started.although.is_empty()).then(|| {
        let words = format!("{} could not be met any more", named(&started.although));
        view! { <div><dt>"Although"</dt><dd>{words}</dd></div> }
    });
    let in_force = here.facts.zone_version.as_ref().map(|(number, _)| *number);
    let zone_line = match in_force.filter(|number| *number != started.zone_version) {
        Some(number) => format!(
            "Version {}; amended since, version {number} is in force",
            started.zone_version
        ),
        None => format!("Version {}", started.zone_version),
    };
    view! {
        <section class="receipt">
            <h2>"Pre-registered on " <Time at=started.at zone=zone/></h2>
            <dl class="facts">
                <div><dt>"Hash"</dt><dd>{grouped(&started.digest)}</dd></div>
                <div><dt>"Started by"</dt><dd>{started.by.clone()}</dd></div>
                <div><dt>"Terms"</dt><dd>{format!("Revision {}", started.revision)}</dd></div>
                <div><dt>"Zone"</dt><dd>{zone_line}</dd></div>
                {although}
            </dl>
            <table class="table">
                <caption>{format!("Weeks, in {}", zone.name())}</caption>
                <thead><tr><th scope="col">"Week"</th><th scope="col">"First day"</th><th scope="col">"Last day"</th><th scope="col">"Survey"</th></tr></thead>
                <tbody>{weeks}</tbody>
            </table>
            <details class="fold">
                <summary>"Show the frozen text"</summary>
                <p class="hint">"The hash is the SHA-256 of exactly this text."</p>
                <div class="scroll-x" tabindex="0" role="region" aria-label="Frozen text">
                    <pre>{started.frozen.clone()}</pre>
                </div>
            </details>
        </section>
    }
}
