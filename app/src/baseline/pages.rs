//! The baseline features: the list with what they give, and the form of each.

use domain::metric::cycle_time::baseline_pr_cycle_time;
use domain::metric::first_commit::baseline_first_commit;
use domain::metric::format::{days, duration, moment, one_decimal, prs};
use domain::metric::review_cycles::baseline_pr_cycles;
use domain::metric::{Band, BaselineFeature, BaselinePr, CycleTimes, CyclesOfSet, Ratio};
use domain::pasted::Ask;
use domain::pilot::entry::{read_pull_requests, typed_moment, write_pull_requests};
use domain::policy::Action;
use domain::pull_request::People;
use domain::terms::Statistic;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::actions::Save;
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::time::day;
use crate::ui::{Column, ErrorSummary, Field, Hidden, Nav, Table, TextArea, choices, page, working};

const NOBODY: People<'_> = People {
    bots: &[],
    pms: &[],
    pm_ids: &[],
};

/// `/p/:pilot/people/baseline`.
#[component]
pub fn Baseline() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let view = store::baseline::page(here.pool(), here.pilot.pilot_id).await?;
        let needed = view.terms.as_ref().and_then(|terms| terms.baseline_features);
        let statistic = view.terms.as_ref().and_then(|terms| terms.baseline_statistic);
        let zone = here.pilot.zone;
        let rows = (1..=needed.unwrap_or(0))
            .map(|position| {
                let href = here.url(&format!("people/baseline/{position}"));
                let feature = view.at(position);
                let (label, kind, status) = match feature {
                    Some(feature) => (feature.name.clone(), "done", "Completed"),
                    None => (format!("Feature {position}"), "todo", "Not yet started"),
                };
                let hint = feature.map(|feature| {
                    let to_commit = baseline_first_commit(feature, zone)
                        .days()
                        .map_or_else(|| "no days".to_owned(), days);
                    format!("{to_commit} to first commit, {}", prs(feature.pull_requests.len()))
                });
                view! {
                    <li>
                        <a href=href>
                            <span>{label}{hint.map(|hint| view! { <span class="hint">{hint}</span> })}</span>
                            <span class="status" data-kind=kind>{status}</span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        let features: Vec<_> = view.features.iter().map(|(_, feature)| feature.clone()).collect();
        let list = match needed {
            Some(_) => view! { <ul class="task-list">{rows}</ul> }.into_any(),
            None => view! {
                <div class="empty">
                    <p>"The proposal does not say yet how many features make the baseline."</p>
                    <p><a href=here.url("proposal")>"Go to the proposal"</a></p>
                </div>
            }
            .into_any(),
        };
        let lead = match needed {
            Some(needed) => {
                format!("The {needed} features shipped last in the old model. The pilot is compared with them.")
            }
            None => "The features shipped last in the old model. The pilot is compared with them.".to_owned(),
        };
        let frozen = here
            .pilot
            .status
            .is_frozen()
            .then(|| view! { <p>"Frozen with the start."</p> });
        working(
            &here,
            "Baseline features",
            Nav::People,
            view! {
                <header class="page-head"><h1>"Baseline features"</h1><p>{lead}</p></header>
                {list}
                {frozen}
                {(!features.is_empty()).then(|| given(&features, statistic.unwrap_or(Statistic::Median), zone))}
                <div class="actions"><a class="button" href=here.url("people")>"Back to people"</a></div>
            },
        )
        .await
    })
}

/// What the features entered give, by the same functions as the numbers of the pilot.
fn given(features: &[BaselineFeature], statistic: Statistic, zone: chrono_tz::Tz) -> impl IntoView + use<> {
    let to_commit: Vec<Ratio> = features
        .iter()
        .filter_map(|f| baseline_first_commit(f, zone).days())
        .collect();
    let pull_requests = || features.iter().flat_map(|f| &f.pull_requests);
    let cycles = CyclesOfSet::of(pull_requests().map(|pr| baseline_pr_cycles(pr, NOBODY)).collect());
    let times = CycleTimes::of(
        pull_requests()
            .map(|pr| baseline_pr_cycle_time(pr, zone, &[], chrono::DateTime::UNIX_EPOCH))
            .collect(),
    );
    let commit = match statistic.of(&to_commit).zip(Band::of(&to_commit)) {
        Some((value, band)) => format!(
            "{}, the {} of {} (from {} to {})",
            days(value),
            statistic.word(),
            to_commit.len(),
            one_decimal(band.min),
            one_decimal(band.max)
        ),
        None => "Not known".to_owned(),
    };
    let pooled = match cycles.value() {
        Some(value) => format!(
            "{}: {} in {} reviewed PRs",
            one_decimal(value),
            cycles.cycles,
            cycles.reviewed
        ),
        None => "Not known: no reviewed pull request".to_owned(),
    };
    let unreviewed = match cycles.unreviewed() {
        0 => String::new(),
        n => format!(". {} merged without a review, left out", prs(n)),
    };
    let time = match times.median {
        Some(median) => format!("{}, the median of {}", duration(median), prs(times.merged())),
        None => "Not known".to_owned(),
    };
    view! {
        <section class="section">
            <h2>"What they give"</h2>
            <dl class="facts">
                <div><dt>"Days from idea to first commit"</dt><dd>{commit}</dd></div>
                <div><dt>"Review cycles per pull request"</dt><dd>{pooled}{unreviewed}</dd></div>
                <div><dt>"Time from opened to merged"</dt><dd>{time}</dd></div>
            </dl>
        </section>
    }
}

/// `/p/:pilot/people/baseline/:position`.
#[component]
pub fn Feature() -> impl IntoView {
    let slug = param("pilot");
    let position = param("position").parse::<u8>().ok();
    let token = Refused::token();
    let action = ServerAction::<Save>::new();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let view = store::baseline::page(here.pool(), here.pilot.pilot_id).await?;
        let needed = view
            .terms
            .as_ref()
            .and_then(|terms| terms.baseline_features)
            .unwrap_or(0);
        let position = position
            .filter(|at| (1..=needed).contains(at))
            .ok_or(AppError::NotFound)?;
        let refused = Refused::load(token).await?.of("baseline/save");
        let title = format!("Baseline feature {position} of {needed}");
        let feature = view.at(position).cloned();
        let body = if here.may(Action::EnterBaseline) && !here.pilot.status.is_frozen() {
            form(&here, position, feature, &refused, action).into_any()
        } else {
            match feature {
                Some(feature) => record(&here, feature).into_any(),
                None => view! { <div class="empty"><p>"The sponsor has not entered it yet."</p></div> }.into_any(),
            }
        };
        working(
            &here,
            &title.clone(),
            Nav::People,
            view! {
                <ErrorSummary refused=refused/>
                <header class="page-head">
                    <h1>{title}</h1>
                    <p>{format!("Times are local times in {}.", here.pilot.zone.name())}</p>
                </header>
                {body}
            },
        )
        .await
    })
}

fn form(
    here: &Here,
    position: u8,
    feature: Option<BaselineFeature>,
    refused: &Refused,
    action: ServerAction<Save>,
) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let (name, evidence, idea, commit, shipped, lines) = match feature {
        Some(f) => (
            f.name,
            f.evidence,
            typed_moment(f.idea, zone),
            typed_moment(f.first_commit, zone),
            f.shipped_on.to_string(),
            write_pull_requests(&f.pull_requests, zone),
        ),
        None => Default::default(),
    };
    let slug = here.pilot.slug.clone();
    let back = here.url("people/baseline");
    let asks = choices(refused, asks(refused, zone));
    let refused = refused.clone();
    let r = move || refused.clone();
    view! {
        <ActionForm action=action attr:class="form" attr:novalidate="">
            <Hidden name="pilot" value=slug/>
            <Hidden name="position" value=position.to_string()/>
            <Field refused=r() name="name" label="Name" value=name/>
            <Field
                refused=r()
                name="evidence"
                label="Evidence"
                hint="Where its dates can be checked: the address of a ticket, a release note, a pull request."
                value=evidence
            />
            <div class="field-row">
                <Field refused=r() name="idea_date" label="Idea, day" kind="date" value=idea.0/>
                <Field refused=r() name="idea_time" label="Idea, time if known" kind="time" value=idea.1/>
            </div>
            <div class="field-row">
                <Field refused=r() name="first_commit_date" label="First commit, day" kind="date" value=commit.0/>
                <Field refused=r() name="first_commit_time" label="First commit, time if known" kind="time" value=commit.1/>
            </div>
            <Field refused=r() name="shipped_on" label="Shipped on" kind="date" value=shipped width="medium"/>
            <TextArea
                refused=r()
                name="pull_requests"
                label="Pull requests"
                hint="One a line: number, opened, merged, review cycles. For example: 212, 2026-01-12 09:00, 2026-01-13 16:30, 2. Leave the cycles empty if nobody reviewed it. Better, a history under the heading number, time, event, who, one fact a line: committed, opened, ready for review, pushed, approved, changes requested, commented, merged. Then cycles, times and the first commit are computed as those of the pilot are. A file that another program exported can be pasted whole."
                value=lines
                rows=8
            />
            {asks}
            <div class="actions">
                <button class="button" data-kind="primary">"Save the feature"</button>
                <a href=back>"Back to the baseline"</a>
            </div>
        </ActionForm>
    }
}

/// What the pull requests that were pasted leave open.
fn asks(refused: &Refused, zone: chrono_tz::Tz) -> Vec<Ask> {
    let text = refused.value("pull_requests", "");
    if text.is_empty() {
        return Vec::new();
    }
    read_pull_requests(&text, &[], zone).map_or_else(|refused| refused.asks, |_| Vec::new())
}

fn record(here: &Here, feature: BaselineFeature) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let rows = feature
        .pull_requests
        .iter()
        .map(|pr| match pr {
            BaselinePr::Facts(pull) => {
                let life = pull.life();
                (pull.number, life.opened_at(), life.merged_at(), "from its facts")
            }
            BaselinePr::Hand {
                number,
                opened_at,
                merged_at,
                ..
            } => (*number, Some(*opened_at), Some(*merged_at), "by hand"),
        })
        .zip(&feature.pull_requests)
        .map(|((number, opened, merged, how), pull)| {
            let at = |at: Option<chrono::DateTime<chrono::Utc>>| {
                at.map_or_else(|| "Not known".to_owned(), |at| crate::time::moment(at, zone))
            };
            let cycles = baseline_pr_cycles(pull, NOBODY).counted();
            let cycles = cycles.map_or_else(|| "Unreviewed".to_owned(), |cycles| cycles.to_string());
            view! {
                <tr>
                    <th scope="row">{format!("#{number}")}</th>
                    <td>{at(opened)}</td>
                    <td>{at(merged)}</td>
                    <td class="num">{cycles}</td>
                    <td>{how}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <dl class="facts">
            <div><dt>"Name"</dt><dd>{feature.name}</dd></div>
            <div><dt>"Evidence"</dt><dd>{feature.evidence}</dd></div>
            <div><dt>"Idea"</dt><dd>{moment(feature.idea, zone)}</dd></div>
            <div><dt>"First commit"</dt><dd>{moment(feature.first_commit, zone)}</dd></div>
            <div><dt>"Shipped"</dt><dd>{day(feature.shipped_on)}</dd></div>
        </dl>
        <section class="section">
            <h2>"Pull requests"</h2>
            <Table name="Pull requests" head=vec![Column::words("Number"), Column::words("Opened"), Column::words("Merged"), Column::number("Review cycles"), Column::words("Entered")] rows=rows.into_any()/>
        </section>
    }
}
