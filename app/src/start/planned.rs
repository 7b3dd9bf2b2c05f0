//! The day a pilot is meant to start on, and what would cross then.

use domain::calendar::{Moment, read_day};
use domain::criterion::named;
use domain::person::Arm;
use domain::policy::Action;
use domain::programme::lost;
use domain::terms::Terms;
use domain::timeline::{Dated, Timeline};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;

use super::chances;
use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::Here;
use crate::time::day;
use crate::ui::{Field, Hidden};

/// Sets the planned day, or takes it back where the field is empty.
#[server(prefix = "/do", endpoint = "pilot/plan_start")]
pub async fn plan_start(
    #[server(default)] pilot: String,
    #[server(default)] planned_start: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "start", Action::StartPilot, async |here, mut typed| {
        let on = match planned_start.trim() {
            "" => None,
            text => typed.parsed(
                "planned_start",
                read_day(text).and_then(|on| {
                    here.timeline().takes(Dated::PlannedStart, Moment::Date(on))?;
                    Ok(on)
                }),
            ),
        };
        typed.check()?;
        store::pilot::plan_start(here.pool(), here.pilot.pilot_id, on, here.who(), here.now).await?;
        let done = match on {
            Some(on) => format!("The start is planned for {}.", day(on)),
            None => "No start is planned.".to_owned(),
        };
        notify(done).await?;
        Ok(here.url("start"))
    })
    .await
}

/// What crosses if the pilot starts where `timeline` stands; nothing before there are terms.
pub fn crossings(here: &Here, timeline: Timeline) -> Vec<String> {
    let Some(Ok(terms)) = here.facts.terms.as_ref().map(Terms::agreed) else {
        return Vec::new();
    };
    let new_model = here.facts.features.iter().find(|feature| feature.arm == Arm::NewModel);
    let read_on = new_model.map(|feature| feature.primary_metric.read_on);
    timeline.start_crosses(terms.weeks, terms.readout_at, read_on)
}

/// What would be lost or cross with a start at the beginning of the planned day, if that lies ahead.
async fn warnings(here: &Here) -> Result<Vec<String>, AppError> {
    let Some(then) = here.facts.planned_start.map(|on| here.timeline().at_start_of(on)) else {
        return Ok(Vec::new());
    };
    if then.now <= here.now {
        return Ok(Vec::new());
    }
    let lost = lost(&chances::of(here, then.now).await?);
    let mut warnings = crossings(here, then);
    if !lost.is_empty() {
        warnings.push(format!("by then {} cannot be met any more.", named(&lost)));
    }
    Ok(warnings)
}

/// The planned day with what would be lost or cross then, and for whoever starts the pilot the field to change it.
///
/// # Errors
/// When the database fails or holds an impossible row.
pub async fn planned(
    here: &Here,
    refused: &Refused,
    action: ServerAction<PlanStart>,
) -> Result<impl IntoView + use<>, AppError> {
    let on = here.facts.planned_start;
    let today = here.timeline();
    let then = warnings(here)
        .await?
        .into_iter()
        .map(|sentence| view! { <div class="banner" data-kind="warn"><p>"With this day: " {sentence}</p></div> })
        .collect_view();
    let has_passed = on.is_some_and(|on| today.takes(Dated::PlannedStart, Moment::Date(on)).is_err());
    let stands = match on {
        Some(on) if has_passed => format!("It was planned for {}, which has passed.", day(on)),
        Some(on) => format!("Planned for {}.", day(on)),
        None => "No day is planned.".to_owned(),
    };
    let (slug, refused) = (here.pilot.slug.clone(), refused.of("pilot/plan_start"));
    let form = here.may(Action::StartPilot).then(|| {
        view! {
            <ActionForm action=action attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <Field
                    refused=refused
                    name="planned_start"
                    label="Planned start"
                    hint="Such as 2026-03-02. Leave it empty to plan none. It starts nothing by itself."
                    value=on.map(|on| on.to_string()).unwrap_or_default()
                    width="short"
                />
                <div class="actions"><button class="button">"Plan the start"</button></div>
            </ActionForm>
        }
    });
    Ok(view! {
        <section class="section" id="planned">
            <h2>"When it is meant to start"</h2>
            <p>{stands}</p>
            {then}
            {form}
        </section>
    })
}
