//! The values of a primary metric, one by one, and what stood in their places before.

use chrono_tz::Tz;
use domain::person::Arm;
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::data::Value;

use super::corrections::{CorrectPoint, WithdrawPoint};
use crate::address::{param, query};
use crate::error::AppError;
use crate::form::Refused;
use crate::here::ask_in;
use crate::time::moment;
use crate::ui::{Column, ErrorSummary, Field, Hidden, Nav, Table, page, working};

/// `/p/:pilot/data/values/:arm`: the values that stand, the newest first.
#[component]
pub fn Values() -> impl IntoView {
    let (slug, arm) = (param("pilot"), param("arm"));
    let skipped: i64 = query("skip")
        .and_then(|skip| skip.parse().ok())
        .unwrap_or(0)
        .clamp(0, 1 << 31);
    page(async move {
        let here = ask_in(slug, Action::EnterData).await?;
        here.hold();
        let arm = Arm::parse(&arm).ok_or(AppError::NotFound)?;
        let open = !here.pilot.status.is_decided();
        let values = store::data::values(here.pool(), here.pilot.pilot_id, arm, skipped).await?;
        let own = here.url(&format!("data/values/{}", arm.as_str()));
        let shown = i64::try_from(values.listed.len()).unwrap_or(i64::MAX);
        let rows = values
            .listed
            .iter()
            .map(|value| {
                let url = here.url(&format!("data/value/{}", value.id));
                let (name, words) = match open {
                    true => (
                        format!("Correct or withdraw the value of {}", value.day),
                        "Correct or withdraw",
                    ),
                    false => (format!("History of the value of {}", value.day), "History"),
                };
                view! {
                    <tr>
                        <th scope="row"><time>{value.day.clone()}</time></th>
                        <td class="num">{number(value)}</td>
                        <td>{came(value, here.pilot.zone)}</td>
                        <td><a href=url aria-label=name>{words}</a></td>
                    </tr>
                }
            })
            .collect_view();
        let older = (skipped + shown < values.all).then(|| {
            view! { <a href=format!("{own}?skip={}", skipped + shown)>"Earlier days"</a> }
        });
        let newer = (skipped > 0).then(|| view! { <a href=own.clone()>"The newest"</a> });
        let body = view! {
            <header class="page-head">
                <h1>{format!("Values, {}", arm.label())}</h1>
                <p>"What counts now. A value is never edited: a correction stands in its place, and what it was stays to be read."</p>
            </header>
            <Table
                name="Values"
                head=vec![Column::words("Day"), Column::number("Value"), Column::words("Entered"), Column::acts(if open { "Correct" } else { "History" })]
                rows=rows.into_any()
            />
            <p>{format!("{shown} of {} values.", values.all)} " " {newer} " " {older}</p>
        };
        working(&here, "Values", Nav::Data, body).await
    })
}

fn number(value: &Value) -> String {
    value.value.map_or("withdrawn".to_owned(), |value| value.to_string())
}

fn came(value: &Value, zone: Tz) -> String {
    let mut text = format!("{}, by {}, {}", value.source, value.by, moment(value.at, zone));
    if let Some(reason) = &value.reason {
        text.push_str(&format!(". Why: {reason}"));
    }
    if value.value.is_some() && !value.counts {
        text.push_str(". Not used");
    }
    text
}

/// `/p/:pilot/data/value/:id`: one value, to correct or withdraw it.
#[component]
pub fn OneValue() -> impl IntoView {
    let (slug, id) = (param("pilot"), param("id"));
    let token = Refused::token();
    let correct = ServerAction::<CorrectPoint>::new();
    let withdraw = ServerAction::<WithdrawPoint>::new();
    page(async move {
        let here = ask_in(slug, Action::EnterData).await?;
        let refused = Refused::load(token).await?;
        let id: i64 = id.parse().map_err(|_| AppError::NotFound)?;
        let chain = store::data::value(here.pool(), here.pilot.pilot_id, id).await?;
        let zone = here.pilot.zone;
        let (day, arm) = (chain[0].day.clone(), chain[0].arm);
        let open = !here.pilot.status.is_decided();
        let stands = chain[0].value.filter(|_| chain[0].id == id && open);
        let rows = chain
            .iter()
            .map(|value| {
                view! { <tr><th scope="row">{number(value)}</th><td>{came(value, zone)}</td></tr> }
            })
            .collect_view();
        let (correcting, withdrawing) = (refused.of("data/correct_point"), refused.of("data/withdraw_point"));
        let (slug, again) = (here.pilot.slug.clone(), here.pilot.slug.clone());
        let forms = stands.map(|value| {
            view! {
                <section class="section">
                    <h2>"Correct it"</h2>
                    <ActionForm action=correct attr:class="form" attr:novalidate="">
                        <Hidden name="pilot" value=again/>
                        <Hidden name="point" value=id.to_string()/>
                        <Field refused=correcting.clone() name="value" label="Value" value=value.to_string() width="medium"/>
                        <Field refused=correcting name="reason" label="Why it was wrong"/>
                        <div class="actions"><button class="button" data-kind="primary">"Correct the value"</button></div>
                    </ActionForm>
                </section>
                <section class="section">
                    <h2>"Withdraw it"</h2>
                    <p>"The day then has no value. It can be entered again."</p>
                    <ActionForm action=withdraw attr:class="form" attr:novalidate="">
                        <Hidden name="pilot" value=slug/>
                        <Hidden name="point" value=id.to_string()/>
                        {super::pages::why("withdraw-reason", &withdrawing)}
                        <div class="actions"><button class="button">"Withdraw the value"</button></div>
                    </ActionForm>
                </section>
            }
        });
        let body = view! {
            <ErrorSummary refused=refused/>
            <header class="page-head">
                <h1>{format!("Value of {day}, {}", arm.label())}</h1>
                <p><a href=here.url(&format!("data/values/{}", arm.as_str()))>"All values"</a></p>
            </header>
            <Table name="What was entered" head=vec![Column::words("Value"), Column::words("Entered")] rows=rows.into_any()/>
            {forms}
        };
        working(&here, "Value", Nav::Data, body).await
    })
}
