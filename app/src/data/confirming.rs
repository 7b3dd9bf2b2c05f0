//! Corrections of what was final: the list, and what the second person says.

use domain::correction::Side;
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::correction::{Entered, Listed};

use crate::address::param;
use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{ErrorSummary, Hidden, Nav, page, working};

/// Says what became of an entry: `counts`, or that it waits.
pub(crate) async fn tell(entered: Entered, counts: &str) -> Result<(), AppError> {
    match entered {
        Entered::Counts { .. } => notify(counts).await,
        Entered::Waits { side } => notify(waits(side)).await,
    }
}

fn waits(side: Side) -> String {
    format!(
        "A criterion was final, and this changes what it rests on. It is kept as a correction and counts once {} has \
         confirmed it.",
        side.confirmed_by()
    )
}

/// Confirms a correction.
#[server(prefix = "/do", endpoint = "data/confirm_correction")]
pub async fn confirm_correction(
    #[server(default)] pilot: String,
    #[server(default)] correction: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data/corrections", Action::ConfirmCorrection, async |here, _| {
        let id: i64 = correction.parse().map_err(|_| AppError::NotFound)?;
        store::correction::confirm(here.pool(), here.pilot.pilot_id, here.who(), id, here.now).await?;
        notify("Confirmed. It counts from now on, and the metrics say what was final before.").await?;
        Ok(here.url("data/corrections"))
    })
    .await
}

/// Declines a correction, or takes it back.
#[server(prefix = "/do", endpoint = "data/decline_correction")]
pub async fn decline_correction(
    #[server(default)] pilot: String,
    #[server(default)] correction: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    form::in_pilot(
        pilot,
        "data/corrections",
        Action::ConfirmCorrection,
        async |here, mut typed| {
            let id: i64 = correction.parse().map_err(|_| AppError::NotFound)?;
            let why = super::corrections::reason(&mut typed, &reason);
            typed.check()?;
            let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
            store::correction::decline(pool, pilot, here.who(), (id, &why), here.now).await?;
            notify("Declined. Nothing counts differently, and the list keeps it with your reason.").await?;
            Ok(here.url("data/corrections"))
        },
    )
    .await
}

/// `/p/:pilot/data/corrections`: entries about the past that came after a criterion was final.
#[component]
pub fn Corrections() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let confirm = ServerAction::<ConfirmCorrection>::new();
    let decline = ServerAction::<DeclineCorrection>::new();
    page(async move {
        let here = ask_in(slug, Action::ConfirmCorrection).await?;
        let refused = Refused::load(token).await?;
        let listed = store::correction::list(here.pool(), here.pilot.pilot_id).await?;
        let none = listed.is_empty();
        let declining = refused.of("data/decline_correction");
        let rows = listed
            .into_iter()
            .map(|one| correction(&here, one, confirm, decline, &declining))
            .collect_view();
        let body = view! {
            <ErrorSummary refused=refused/>
            <header class="page-head">
                <h1>"Corrections"</h1>
                <p>"What is entered about the past after a criterion was final. It needs a reason, and counts once a second person of the other side has confirmed it."</p>
            </header>
            {none.then(|| view! { <div class="empty"><p>"Nothing that was final has been corrected."</p></div> })}
            {rows}
        };
        working(&here, "Corrections", Nav::Data, body).await
    })
}

fn correction(
    here: &Here,
    one: Listed,
    confirm: ServerAction<ConfirmCorrection>,
    decline: ServerAction<DeclineCorrection>,
    declining: &Refused,
) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let open = one.outcome.is_none() && !here.pilot.status.is_decided();
    let may = open && one.waiting.confirm(&here.standing).is_ok();
    let own = open && one.waiting.by == here.standing.person;
    let came = match one.outcome {
        None => format!("Waits for {}.", one.waiting.side.confirmed_by()),
        Some(outcome) => match outcome.declined {
            None => format!("Confirmed by {}, {}.", outcome.by, moment(outcome.at, zone)),
            Some(why) => format!("Declined by {}, {}. Why: {why}", outcome.by, moment(outcome.at, zone)),
        },
    };
    let effects = one
        .effects
        .into_iter()
        .map(|effect| view! { <li>{effect}</li> })
        .collect_view();
    let (slug, again, id) = (here.pilot.slug.clone(), here.pilot.slug.clone(), one.id.to_string());
    let name = format!(" correction {}", one.id);
    let yes = may.then(|| {
        let (id, name) = (id.clone(), name.clone());
        view! {
            <ActionForm action=confirm>
                <Hidden name="pilot" value=slug/>
                <Hidden name="correction" value=id/>
                <div class="actions">
                    <button class="button" data-kind="primary">"Confirm"<span class="visually-hidden">{name}</span></button>
                </div>
            </ActionForm>
        }
    });
    let theirs = declining.value("correction", "") == id;
    let (value, problem) = match theirs {
        true => (declining.value("reason", ""), declining.problem("reason")),
        false => (String::new(), None),
    };
    let no = (may || own).then(|| {
        let words = if own { "Take it back" } else { "Decline" };
        let (field, invalid) = (format!("why-{id}"), problem.is_some().then_some(""));
        view! {
            <ActionForm action=decline attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=again/>
                <Hidden name="correction" value=id/>
                <div class="field" data-invalid=invalid>
                    <label for=field.clone()>"Why not"</label>
                    {problem.map(|problem| view! { <p class="error">{problem}</p> })}
                    <input type="text" id=field name="reason" value=value/>
                </div>
                <div class="actions"><button class="button">{words}<span class="visually-hidden">{name}</span></button></div>
            </ActionForm>
        }
    });
    view! {
        <section class="section">
            <h2>{one.what}</h2>
            <dl class="facts">
                <div><dt>"Entered"</dt><dd>{format!("by {}, {}", one.by, moment(one.at, zone))}</dd></div>
                <div><dt>"Why"</dt><dd>{one.reason}</dd></div>
                <div><dt>"What it changes"</dt><dd><ul>{effects}</ul></dd></div>
                <div><dt>"Second person"</dt><dd>{came}</dd></div>
            </dl>
            {yes}
            {no}
        </section>
    }
}
