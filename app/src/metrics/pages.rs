//! Pages of the numbers: all of them, and one metric with all its inputs.

use domain::criterion::named;
use domain::pilot::Status;
use domain::policy::Action;
use domain::programme::Programme;
use leptos::prelude::*;
use store::programme::Sheet;

use super::figure::Shows;
use super::region::{Numbers, Region, Source};
use super::scorecard::Criteria;
use super::{Metric, figure, numbers};
use crate::address::{param, query};
use crate::error::AppError;
use crate::here::{Here, ask_in, hold_until};
use crate::live::LiveRegion;
use crate::shell::{IslandScripts, printed_line};
use crate::time::{Time, moment};
use crate::ui::{Nav, explained, page, working};

/// `/p/:pilot/metrics`: where the criteria stand, and the five figures.
#[component]
pub fn Metrics() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::ReadMetrics).await?;
        here.hold();
        let source = Source::from(&here);
        let body = match (&*source.sheet().await?, &*source.region().await?) {
            (Ok(sheet), Ok(region)) => {
                hold_until(region.until);
                all(&here, sheet, region).into_any()
            }
            (Err(why), _) | (_, Err(why)) => nothing(&here, "Metrics", why.clone()).into_any(),
        };
        working(&here, "Metrics", Nav::Metrics, body).await
    })
}

/// `/p/:pilot/metrics/:metric`: one metric with its definition, inputs, exclusions and rivals; `?rows=all` for every row of
/// long tables.
#[component]
pub fn OneMetric() -> impl IntoView {
    let (slug, word) = (param("pilot"), param("metric"));
    let shows = match query("rows").as_deref() {
        Some("all") => Shows::AllNumbers,
        _ => Shows::Numbers,
    };
    page(async move {
        let here = ask_in(slug, Action::ReadMetrics).await?;
        here.hold();
        let metric = Metric::parse(&word).ok_or(AppError::NotFound)?;
        let body = match &*Source::from(&here).numbers().await? {
            Ok(numbers) => {
                hold_until(numbers.until);
                one(&here, metric, numbers, shows).into_any()
            }
            Err(why) => nothing(&here, metric.title(), why.clone()).into_any(),
        };
        working(&here, metric.title(), Nav::Metrics, body).await
    })
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

fn all(here: &Here, sheet: &Sheet, region: &Region) -> impl IntoView + use<> {
    let as_of = region.as_of.clone();
    // Nothing comes any more once it is decided, so nothing waits for it.
    let (line, scripts, inside) = match here.pilot.status {
        Status::Decided(_) => {
            let line = view! { <p class="live-line" data-state="still">{format!("Decided. As of {as_of}.")}</p> };
            (line.into_any(), None, region.read().to_owned())
        }
        _ => {
            let stream = here.url("live?region=metrics");
            let line = view! { <LiveRegion stream=stream region="metrics".to_owned() as_of=as_of.clone()/> };
            (line.into_any(), Some(view! { <IslandScripts/> }), region.html.clone())
        }
    };
    let hash: String = sheet
        .start
        .iter()
        .flat_map(|start| start.digest.chars().take(12))
        .collect();
    printed_line(format!("{}, metrics as of {as_of} {hash}", here.pilot.name));
    view! {
        <header class="page-head">
            <h1>"Metrics"</h1>
            {registered(here, sheet)}
            {explained(&["Arm", "Bar", "Baseline", "Verdict"])}
        </header>
        {add_features(here, &sheet.programme)}
        {line}
        <div id="metrics" data-version=region.version.to_string() data-digest=region.digest.to_string() data-as-of=as_of inner_html=inside></div>
        {scripts}
    }
}

/// When and under what hash it was registered: before the first number.
fn registered(here: &Here, sheet: &Sheet) -> AnyView {
    match &sheet.start {
        Some(start) => {
            let hash: String = start.digest.chars().take(12).collect();
            let although = match sheet.programme.although.as_slice() {
                [] => String::new(),
                lost => format!(", although {} could not be met any more", named(lost)),
            };
            view! {
                <p>
                    "Pre-registered on " <Time at=start.at zone=here.pilot.zone/> {format!(", revision {}, hash ", start.revision)}
                    <code class="hash" title=start.digest.clone()>{hash}</code> {although}
                </p>
            }
            .into_any()
        }
        None => view! { <p>"Not started: nothing is pre-registered yet, and nothing here is final."</p> }.into_any(),
    }
}

/// The way to the baseline, while features are missing there.
fn add_features(here: &Here, programme: &Programme) -> Option<impl IntoView + use<>> {
    let missing = programme.baseline.len() < usize::from(programme.terms.baseline_features);
    let add = programme.started_at.is_none() && missing && here.may(Action::EnterBaseline);
    add.then(|| view! { <p><a href=here.url("people/baseline")>"Add features to the baseline"</a></p> })
}

fn one(here: &Here, metric: Metric, Numbers { sheet, card, .. }: &Numbers, shows: Shows) -> impl IntoView + use<> {
    let base = here.url("metrics");
    let cut = shows.cut(metric, &base);
    let criterion = card
        .criteria
        .iter()
        .filter(|criterion| Metric::of_criterion(criterion.number) == Some(metric))
        .cloned()
        .collect::<Vec<_>>();
    let reviews = if metric == Metric::ReviewCycles {
        numbers::reviews(&sheet.programme, card)
    } else {
        Vec::new()
    };
    let reviews = (!reviews.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Review by review"</h2>
                {reviews.into_iter().map(|table| table.view(cut.as_ref())).collect_view()}
            </section>
        }
    });
    let all = Metric::ALL
        .into_iter()
        .map(|one| {
            let href = format!("{base}/{}", one.as_str());
            view! { <a href=href aria-current=(one == metric).then_some("page")>{one.short()}</a> }
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
        <nav class="view-switch" aria-label="Metrics">{all}</nav>
        {(!criterion.is_empty()).then(|| view! { <Criteria criteria=criterion /> })}
        {figure::figure(metric, &sheet.programme, card, &base, shows)}
        {evidence}
        {reviews}
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
