//! The baseline features: the list with what they give, and the form of each.

use domain::metric::cycle_time::baseline_pr_cycle_time;
use domain::metric::first_commit::baseline_first_commit;
use domain::metric::format::{days, duration, moment, one_decimal, prs};
use domain::metric::review_cycles::baseline_pr_cycles;
use domain::metric::{Band, BaselineFeature, BaselinePr, CycleTimes, CyclesOfSet, Ratio};
use domain::pasted::Ask;
use domain::pilot::entry::{is_picked, read_pull_requests, typed_moment, write_picks, write_pull_requests};
use domain::policy::Action;
use domain::pull_request::{Fact, People, Source};
use domain::terms::Statistic;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::baseline::Candidate;
use store::import::Imported;

use super::actions::Save;
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::time::day;
use crate::ui::{Column, ErrorSummary, Field, Hidden, Nav, Table, TextArea, choices, page, visible, working};

const NOBODY: People<'_> = People {
    bots: &[],
    pms: &[],
    pm_ids: &[],
    pms_for_a_time: &[],
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
        let imports = store::import::list(here.pool(), here.pilot.pilot_id).await?;
        let title = format!("Baseline feature {position} of {needed}");
        let feature = view.at(position).cloned();
        let body = if here.may(Action::EnterBaseline) && !here.pilot.status.is_frozen() {
            let known = store::baseline::candidates(here.pool(), here.pilot.pilot_id).await?;
            let computed = feature.as_ref().map(|feature| computed(&here, feature, &imports));
            let form = form(&here, position, feature, &refused, (action, known));
            view! { {computed} {form} }.into_any()
        } else {
            match feature {
                Some(feature) => {
                    let computed = computed(&here, &feature, &imports);
                    let record = record(&here, feature);
                    view! { {record} {computed} }.into_any()
                }
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
    (action, known): (ServerAction<Save>, Vec<Candidate>),
) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let candidates = candidates(&known, here);
    let picks = feature
        .as_ref()
        .map_or_else(String::new, |f| write_picks(&f.pull_requests));
    let (name, evidence, idea, commit, shipped, lines) = match feature {
        Some(f) => (
            f.name,
            f.evidence,
            typed_moment(f.idea, zone),
            typed_moment(f.first_commit, zone),
            f.shipped_on.to_string(),
            write_pull_requests(&typed_ones(f.pull_requests), zone),
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
            <Field
                refused=r()
                name="picked"
                label="Pull requests that are known"
                hint="By number, with commas between: 212, 215, or acme/shop#212 where there are several repositories. Cycles, times and the first commit are computed from what is known of them, and the first commit need not be typed."
                value=picks
            />
            {candidates}
            <TextArea
                refused=r()
                name="pull_requests"
                label="Pull requests, typed"
                hint="For those that are not known. One a line: number, opened, merged, review cycles. For example: 212, 2026-01-12 09:00, 2026-01-13 16:30, 2. Leave the cycles empty if nobody reviewed it. Better, a history under the heading number, time, event, who, one fact a line: committed, opened, ready for review, pushed, approved, changes requested, commented, merged. Then cycles, times and the first commit are computed as those of the pilot are. A file that another program exported can be pasted whole."
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

/// The pull requests that were typed.
fn typed_ones(pulls: Vec<BaselinePr>) -> Vec<BaselinePr> {
    let is_typed = |pull: &BaselinePr| !matches!(pull, BaselinePr::Facts(pull) if is_picked(pull));
    pulls.into_iter().filter(is_typed).collect()
}

/// The pull requests that can be picked.
fn candidates(known: &[Candidate], here: &Here) -> AnyView {
    if known.is_empty() {
        return view! {
            <p class="hint">
                "None is known yet. "
                <a href=here.url("data")>"Connect the repository with a token, or import pull requests"</a>
                ", and they are listed here."
            </p>
        }
        .into_any();
    }
    let rows = known
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row">{format!("{}#{}", one.repository, one.number)}</th>
                    <td>{visible(&one.title)}</td>
                    <td>{visible(&one.author)}</td>
                    <td>{crate::time::moment(one.merged_at, here.pilot.zone)}</td>
                </tr>
            }
        })
        .collect_view();
    let head = vec![
        Column::words("Pull request"),
        Column::words("Title"),
        Column::words("Author"),
        Column::words("Merged"),
    ];
    view! {
        <details>
            <summary>{format!("Merged pull requests that are known: {}", known.len())}</summary>
            <Table name="Merged pull requests that are known" head rows=rows.into_any()/>
        </details>
    }
    .into_any()
}

/// What is computed from the pull requests that were picked, and what that is known from.
fn computed(here: &Here, feature: &BaselineFeature, imports: &[Imported]) -> Option<AnyView> {
    let zone = here.pilot.zone;
    let pulls = feature.pull_requests.iter().filter_map(|pull| match pull {
        BaselinePr::Facts(known) if is_picked(known) => Some((pull, known)),
        _ => None,
    });
    let rows: Vec<AnyView> = pulls
        .map(|(pull, known)| {
            let at = |at: Option<chrono::DateTime<chrono::Utc>>| {
                at.map_or_else(|| "Not known".to_owned(), |at| crate::time::moment(at, zone))
            };
            let life = known.life();
            let authored = known.commits.as_ref().and_then(|commits| commits.first_authored);
            let cycles = baseline_pr_cycles(pull, NOBODY).counted();
            let cycles = cycles.map_or_else(|| "Unreviewed".to_owned(), |cycles| cycles.to_string());
            view! {
                <tr>
                    <th scope="row">{format!("{}#{}", known.repository, known.number)}</th>
                    <td>{at(authored)}</td>
                    <td>{at(life.opened_at())}</td>
                    <td>{at(life.merged_at())}</td>
                    <td class="num">{cycles}</td>
                    <td>{known_from(&known.facts, imports, zone)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let first = baseline_first_commit(feature, zone);
    let source = first.source.map(|source| source.label()).unwrap_or_default();
    let commit = first
        .commit
        .map_or_else(|| "Not known".to_owned(), |commit| moment(commit, zone));
    let head = vec![
        Column::words("Pull request"),
        Column::words("First commit written"),
        Column::words("Opened"),
        Column::words("Merged"),
        Column::number("Review cycles"),
        Column::words("Known from"),
    ];
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Computed from what is known"</h2>
                <dl class="facts">
                    <div><dt>"First commit"</dt><dd>{format!("{commit}: {source}")}</dd></div>
                </dl>
                <Table name="Pull requests that were picked" head rows=rows.into_any()/>
            </section>
        }
        .into_any()
    })
}

/// Like "webhooks; gh pr list, imported by Hanna, 11 Jan 2026 10:00".
fn known_from(facts: &[Fact], imports: &[Imported], zone: chrono_tz::Tz) -> String {
    let mut sources: Vec<String> = Vec::new();
    for fact in facts {
        let source = match &fact.source {
            Source::Webhook { .. } => "webhooks".to_owned(),
            Source::Api { .. } => "the code host, read again".to_owned(),
            Source::Hand { .. } => "what somebody entered".to_owned(),
            Source::Import { import, .. } => match imports.iter().find(|known| known.id == *import) {
                Some(known) => format!(
                    "{}, imported by {}, {}",
                    known.kind.label(),
                    known.by,
                    crate::time::moment(known.at, zone)
                ),
                None => "an import".to_owned(),
            },
        };
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources.join("; ")
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
