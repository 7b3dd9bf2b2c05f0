//! Pages of the numbers: all of them, and one metric with all its inputs.

use domain::policy::Action;
use domain::programme::{CAPTION, Programme, Scorecard, scorecard};
use leptos::prelude::*;
use store::programme::{Sheet, Start};

use super::scorecard::{Criteria, flips};
use super::{Metric, figure, numbers};
use crate::address::param;
use crate::approval::standing::standing_now;
use crate::error::AppError;
use crate::here::{Here, ask_in, to_the_end};
use crate::live::LiveRegion;
use crate::shell::IslandScripts;
use crate::time::{Time, moment};
use crate::ui::{Nav, page, working};

/// `/p/:pilot/metrics`: where the criteria stand, and the five figures.
#[component]
pub fn Metrics() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::ReadMetrics).await?;
        let body = match sheet(&here).await? {
            Ok(sheet) => {
                // What was agreed is frozen once the pilot runs; before that it can move away from the approval.
                let approval = match sheet.start {
                    Some(_) => None,
                    None => standing_now(&here).await?,
                };
                all(&here, &sheet, approval).into_any()
            }
            Err(why) => nothing(&here, "Metrics", why).into_any(),
        };
        working(&here, "Metrics", Nav::Metrics, body).await
    })
}

/// `/p/:pilot/metrics/:metric`: one metric with its definition, inputs, exclusions and rivals.
#[component]
pub fn OneMetric() -> impl IntoView {
    let (slug, word) = (param("pilot"), param("metric"));
    page(async move {
        let here = ask_in(slug, Action::ReadMetrics).await?;
        let metric = Metric::parse(&word).ok_or(AppError::NotFound)?;
        let body = match sheet(&here).await? {
            Ok(sheet) => one(&here, metric, &sheet).into_any(),
            Err(why) => nothing(&here, metric.title(), why).into_any(),
        };
        working(&here, metric.title(), Nav::Metrics, body).await
    })
}

/// What the numbers rest on, or why there is nothing to measure by yet.
async fn sheet(here: &Here) -> Result<Result<Sheet, String>, AppError> {
    let (pool, pilot) = (here.pool().clone(), here.pilot.pilot_id);
    match to_the_end(async move { store::programme::sheet(&pool, pilot).await }).await? {
        Ok(sheet) => Ok(Ok(sheet)),
        Err(store::Error::Refused(why)) => Ok(Err(why)),
        Err(error) => Err(error.into()),
    }
}

fn nothing(here: &Here, title: &'static str, why: String) -> impl IntoView + use<> {
    view! {
        <header class="page-head">
            <h1>{title}</h1>
        </header>
        <p>{why} " Numbers appear here once the terms are complete."</p>
        <p><a href=here.url("proposal")>"Open the proposal"</a></p>
    }
}

fn all(here: &Here, sheet: &Sheet, approval: Option<AnyView>) -> impl IntoView + use<> {
    let card = scorecard(&sheet.programme, here.now);
    let base = here.url("metrics");
    let as_of = here
        .now
        .with_timezone(&here.pilot.zone)
        .format("%H:%M:%S %Z")
        .to_string();
    let figures = Metric::ALL
        .into_iter()
        .map(|metric| figure::figure(metric, &sheet.programme, &card, &base, false))
        .collect_view();
    view! {
        <header class="page-head">
            <h1>"Metrics"</h1>
            {registered(here, sheet.start.as_ref())}
        </header>
        <LiveRegion stream=here.url("live") region="metrics".to_owned() as_of=as_of.clone()/>
        <div id="metrics" data-version=sheet.version.to_string() data-as-of=as_of>
            {approval}
            <section class="section" aria-label="Criteria">
                {before_start(here, &sheet.programme)}
                {outlook(here, &sheet.programme, &card)}
                <Criteria criteria=card.criteria.clone() base=base/>
                <p class="chart-note">{CAPTION}</p>
            </section>
            <section class="section" aria-label="Figures">{figures}</section>
            {flips(&card)}
        </div>
        <IslandScripts/>
    }
}

/// The tally, and what follows from it.
fn outlook(here: &Here, programme: &Programme, card: &Scorecard) -> impl IntoView + use<> {
    let ends = programme.ended_at.map(|end| {
        let ends = if end > here.now { "ends" } else { "ended" };
        format!(" The pilot {ends} {}.", moment(end, here.pilot.zone))
    });
    view! {
        <p class="tally">{card.outlook.sentence.clone()}</p>
        <p>{card.outlook.consequence.clone()} {ends}</p>
    }
}

/// When and under what hash it was registered: before the first number.
fn registered(here: &Here, start: Option<&Start>) -> AnyView {
    match start {
        Some(start) => {
            let hash: String = start.digest.chars().take(12).collect();
            view! {
                <p>
                    "Pre-registered on " <Time at=start.at zone=here.pilot.zone/> {format!(", revision {}, hash ", start.revision)}
                    <code class="hash" title=start.digest.clone()>{hash}</code>
                </p>
            }
            .into_any()
        }
        None => view! { <p>"Not started: nothing is pre-registered yet, and nothing here is final."</p> }.into_any(),
    }
}

/// What is still to be done before the start.
fn before_start(here: &Here, programme: &Programme) -> Option<impl IntoView + use<>> {
    if programme.started_at.is_some() {
        return None;
    }
    let (have, need) = (programme.baseline.len(), usize::from(programme.terms.baseline_features));
    let words = if have < need {
        format!("Add the {need} most recent features to set the baseline. {have} of {need} added.")
    } else {
        "The pilot has not started. Baseline is ready.".to_owned()
    };
    let add = (have < need && here.may(Action::EnterBaseline)).then(|| {
        view! { " " <a href=here.url("people/baseline")>"Add features"</a> }
    });
    Some(view! { <p>{words} {add}</p> })
}

fn one(here: &Here, metric: Metric, sheet: &Sheet) -> impl IntoView + use<> {
    let card = scorecard(&sheet.programme, here.now);
    let base = here.url("metrics");
    let criterion = card
        .criteria
        .iter()
        .filter(|criterion| Metric::of_criterion(criterion.number) == Some(metric))
        .cloned()
        .collect::<Vec<_>>();
    let reviews = if metric == Metric::ReviewCycles {
        numbers::reviews(&sheet.programme, &card)
    } else {
        Vec::new()
    };
    let reviews = (!reviews.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Review by review"</h2>
                {reviews.into_iter().map(numbers::Numbers::view).collect_view()}
            </section>
        }
    });
    let others = Metric::ALL
        .into_iter()
        .filter(|other| *other != metric)
        .map(|other| {
            let href = format!("{base}/{}", other.as_str());
            view! { <li><a href=href>{other.title()}</a></li> }
        })
        .collect_view();
    let evidence = (metric == Metric::IdeaToCommit)
        .then(|| evidence(&sheet.programme))
        .flatten();
    view! {
        <header class="page-head">
            <h1>{metric.title()}</h1>
            <p>
                <a href=base.clone()>"All metrics"</a>
                {format!(". Data to {}.", moment(here.now, here.pilot.zone))}
            </p>
        </header>
        {(!criterion.is_empty()).then(|| view! { <Criteria criteria=criterion /> })}
        <section class="section">
            <h2>"How this is measured"</h2>
            {figure::rules(metric, &sheet.programme)}
        </section>
        {figure::figure(metric, &sheet.programme, &card, &base, true)}
        {evidence}
        {reviews}
        <nav aria-labelledby="others">
            <h2 id="others">"The other metrics"</h2>
            <ul>{others}</ul>
        </nav>
    }
}

/// Where the dates of the baseline can be checked.
fn evidence(programme: &Programme) -> Option<impl IntoView + use<>> {
    let rows = programme
        .baseline
        .iter()
        .map(|feature| view! { <div><dt>{feature.name.clone()}</dt><dd>{feature.evidence.clone()}</dd></div> })
        .collect_view();
    (!programme.baseline.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Evidence of the baseline"</h2>
                <dl class="facts">{rows}</dl>
            </section>
        }
    })
}
