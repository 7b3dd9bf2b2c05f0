//! Pages of flags.

use domain::flag::{Flip, told};
use domain::person::Arm;
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::flag::{FeatureFlag, Recorded};

use super::actions::{self, Withdraw, own};
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, breadcrumb, page, working};

/// `/p/:pilot/flags`: each feature's flag, since when it stands so, and everything recorded of it.
#[component]
pub fn Flags() -> impl IntoView {
    let slug = param("pilot");
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let flags = store::flag::flags(here.pool(), here.pilot.pilot_id).await?;
        let features = flags.iter().map(|flag| of_feature(&here, flag)).collect_view();
        let body = view! {
            {breadcrumb(&here, &[("pull-requests", "Pull requests")], "Flags")}
            <header class="page-head">
                <h1>"Flags"</h1>
                <p>"Each feature stands behind a flag, so that what goes wrong is turned off in seconds. When it was, stands here."</p>
            </header>
            {if flags.is_empty() {
                view! {
                    <div class="empty">
                        <p>"No feature is enrolled yet. Its flag stands here once it is."</p>
                        <p><a href=here.url("people")>"People and features"</a></p>
                    </div>
                }
                .into_any()
            } else {
                features.into_any()
            }}
        };
        working(&here, "Flags", Nav::PullRequests, body).await
    })
}

/// Whether the reader may record what becomes of an arm's flag now.
fn speaks(here: &Here, arm: Arm) -> bool {
    here.may(Action::PassGates) && own(here).is_none_or(|own| own.contains(&arm)) && !here.pilot.status.is_decided()
}

/// The flips that count, and since when the flag stands as it does.
fn standing(flag: &FeatureFlag) -> (Vec<&Recorded>, Vec<Flip>) {
    let standing: Vec<&Recorded> = flag.flips.iter().filter(|flip| flip.withdrawn.is_none()).collect();
    let flips = standing.iter().map(|recorded| recorded.flip).collect();
    (standing, flips)
}

fn state(here: &Here, flips: &[Flip]) -> String {
    let zone = here.pilot.zone;
    match flips.last() {
        Some(last) if last.on => format!("On since {}.", moment(last.at, zone)),
        Some(last) => format!("Off since {}.", moment(last.at, zone)),
        None => "Nothing is recorded of it yet.".to_owned(),
    }
}

fn of_feature(here: &Here, flag: &FeatureFlag) -> impl IntoView + use<> {
    let (standing, flips) = standing(flag);
    let said = told(&flips);
    let open = speaks(here, flag.arm);
    let rows = flag
        .flips
        .iter()
        .rev()
        .map(|recorded| {
            let place = standing.iter().position(|one| one.id == recorded.id);
            let words = place.and_then(|place| said.get(place)).cloned();
            row(here, recorded, words, open).into_any()
        })
        .collect_view();
    let list = (!flag.flips.is_empty()).then(|| view! { <ol>{rows}</ol> });
    let key = if flag.key.is_empty() {
        "No flag is declared yet.".to_owned()
    } else {
        format!("{}, {}.", flag.key, flag.arm.label().to_lowercase())
    };
    let record = (open && !flag.key.is_empty()).then(|| {
        let page = here.url(&format!("flags/{}", flag.arm.as_str()));
        let spoken = format!(": {}", flag.key);
        view! {
            <p>
                <a class="button" href=page>"Record that it was turned on or off"<span class="visually-hidden">{spoken}</span></a>
            </p>
        }
    });
    view! {
        <section class="section">
            <h2>{flag.feature.clone()}</h2>
            <p>{key} " " {state(here, &flips)}</p>
            {list}
            {record}
        </section>
    }
}

/// What was recorded once; `words` where it counts.
fn row(here: &Here, recorded: &Recorded, words: Option<String>, open: bool) -> impl IntoView + use<> {
    let at = moment(recorded.flip.at, here.pilot.zone);
    let what = if recorded.flip.on { "Turned on" } else { "Turned off" };
    let words = words.unwrap_or_else(|| match &recorded.withdrawn {
        Some(_) => format!("{what} (withdrawn)"),
        None => what.to_owned(),
    });
    let by = match &recorded.token {
        Some(token) => format!("{}, by the token “{token}”", recorded.by),
        None => recorded.by.clone(),
    };
    let note = (!recorded.note.is_empty()).then(|| view! { <p>{recorded.note.clone()}</p> });
    let withdrawn = recorded
        .withdrawn
        .as_ref()
        .map(|(reason, by)| view! { <p class="muted">{format!("Withdrawn by {by}: {reason}")}</p> });
    let act = (open && recorded.withdrawn.is_none()).then(|| {
        let page = here.url(&format!("flags/flip/{}", recorded.id));
        let spoken = format!(": {words}, {at}");
        view! { " " <a href=page>"Withdraw"<span class="visually-hidden">{spoken}</span></a> }
    });
    view! {
        <li>
            <p><strong>{words.clone()}</strong> {format!(", {at}. ")} <span class="muted">{by}</span> {act}</p>
            {note}
            {withdrawn}
        </li>
    }
}

/// The trail to a page below that of the flags.
fn trail(here: &Here, last: &'static str) -> AnyView {
    breadcrumb(here, &[("pull-requests", "Pull requests"), ("flags", "Flags")], last)
}

/// `/p/:pilot/flags/:arm`: records that the flag of an arm's feature was turned on or off.
#[component]
pub fn Record() -> impl IntoView {
    let (slug, arm) = (param("pilot"), param("arm"));
    let token = Refused::token();
    let flip = ServerAction::<actions::Flip>::new();
    page(async move {
        let here = ask_in(slug, Action::PassGates).await?;
        let refused = Refused::load(token).await?;
        let arm = Arm::parse(&arm).ok_or(AppError::NotFound)?;
        let flags = store::flag::flags(here.pool(), here.pilot.pilot_id).await?;
        let flag = flags.iter().find(|flag| flag.arm == arm).ok_or(AppError::NotFound)?;
        let (_, flips) = standing(flag);
        let is_on = flips.last().is_some_and(|last| last.on);
        let open = speaks(&here, arm) && !flag.key.is_empty();
        let form = open.then(|| record(&here, arm, is_on, &refused.of("flag/flip"), flip).into_any());
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {trail(&here, "Record")}
            <header class="page-head">
                <h1>{format!("The flag of {}", flag.feature)}</h1>
                <p>{format!("{}. {}", flag.key, state(&here, &flips))}</p>
            </header>
            {form}
        };
        working(&here, "Record a flag", Nav::PullRequests, body).await
    })
}

fn record(
    here: &Here,
    arm: Arm,
    is_on: bool,
    refused: &Refused,
    flip: ServerAction<actions::Flip>,
) -> impl IntoView + use<> {
    let usual = if is_on { "off" } else { "on" };
    let chosen = refused.value("state", usual);
    let problem = refused.problem("state");
    let slug = here.pilot.slug.clone();
    let radios = ["on", "off"]
        .map(|state| {
            view! {
                <label class="choice">
                    <input type="radio" name="state" value=state checked=chosen == state/>
                    <span>{format!("It was turned {state}")}</span>
                </label>
            }
        })
        .collect_view();
    let (refused, back) = (refused.clone(), here.url("flags"));
    let hint = format!(
        "Leave day and time empty for now. Local time in {}.",
        here.pilot.zone.name()
    );
    view! {
        <ActionForm action=flip attr:class="form" attr:novalidate="">
            <Hidden name="pilot" value=slug/>
            <Hidden name="arm" value=arm.as_str()/>
            <fieldset id="state">
                <legend>"What happened"</legend>
                {problem.map(|problem| view! { <p class="error" id="state-error">{problem}</p> })}
                {radios}
            </fieldset>
            <p class="hint">{hint}</p>
            <div class="field-row">
                <Field refused=refused.clone() name="flip_date" label="Day" kind="date"/>
                <Field refused=refused.clone() name="flip_time" label="Time" kind="time"/>
            </div>
            <Field refused=refused name="note" label="Why, or for whom" hint="May be left empty."/>
            <div class="actions">
                <button class="button" data-kind="primary">"Record"</button>
                <a class="button" data-kind="quiet" href=back>"Cancel"</a>
            </div>
        </ActionForm>
    }
}

/// `/p/:pilot/flags/flip/:id`: withdraws what was recorded once.
#[component]
pub fn OneFlip() -> impl IntoView {
    let (slug, id) = (param("pilot"), param("id"));
    let token = Refused::token();
    let withdraw = ServerAction::<Withdraw>::new();
    page(async move {
        let here = ask_in(slug, Action::PassGates).await?;
        let refused = Refused::load(token).await?;
        let id: i64 = id.parse().map_err(|_| AppError::NotFound)?;
        let flags = store::flag::flags(here.pool(), here.pilot.pilot_id).await?;
        let (flag, recorded) = recorded(&flags, id).ok_or(AppError::NotFound)?;
        let open = speaks(&here, flag.arm) && recorded.withdrawn.is_none();
        let form = open.then(|| withdrawing(&here, id, refused.of("flag/withdraw"), withdraw).into_any());
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {trail(&here, "Withdraw")}
            <header class="page-head"><h1>{format!("The flag of {}", flag.feature)}</h1></header>
            <ol>{row(&here, recorded, None, false)}</ol>
            {form}
        };
        working(&here, "Withdraw", Nav::PullRequests, body).await
    })
}

/// What was recorded under this id, and of which flag.
fn recorded(flags: &[FeatureFlag], id: i64) -> Option<(&FeatureFlag, &Recorded)> {
    flags.iter().find_map(|flag| {
        let flip = flag.flips.iter().find(|flip| flip.id == id)?;
        Some((flag, flip))
    })
}

fn withdrawing(here: &Here, id: i64, refused: Refused, withdraw: ServerAction<Withdraw>) -> impl IntoView + use<> {
    let slug = here.pilot.slug.clone();
    let back = here.url("flags");
    view! {
        <ActionForm action=withdraw attr:class="form" attr:novalidate="">
            <Hidden name="pilot" value=slug/>
            <Hidden name="flip" value=id.to_string()/>
            <Field
                refused=refused
                name="reason"
                label="Why it does not count"
                hint="It stays to be read, with this reason."
            />
            <div class="actions">
                <button class="button" data-kind="primary">"Withdraw"</button>
                <a class="button" data-kind="quiet" href=back>"Cancel"</a>
            </div>
        </ActionForm>
    }
}
