//! Features, and what was entered for them.

use chrono_tz::Tz;
use domain::person::Arm;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::data::Feature;

use crate::data::corrections::WithdrawShipping;
use crate::form::Refused;
use crate::time::{day, moment};
use crate::ui::Hidden;

pub(super) fn features(
    features: Vec<Feature>,
    zone: Tz,
    slug: &str,
    withdraw: Option<ServerAction<WithdrawShipping>>,
    refused: &Refused,
) -> impl IntoView + use<> {
    let (slug, refused) = (slug.to_owned(), refused.clone());
    features
        .into_iter()
        .map(move |f| {
            let arm = f.arm;
            let commits = match (f.commits, f.first_commit_at) {
                (0, _) | (_, None) => "None received yet".to_owned(),
                (n, Some(at)) => format!("{n} received, the first on {}", moment(at, zone)),
            };
            let is_shipped = f.shipped.is_some();
            let shipped = match f.shipped {
                None => "Not yet".to_owned(),
                Some((on, evidence)) => format!("{}. {evidence}", day(on)),
            };
            let points = match (f.first_on, f.last_on) {
                (Some(first), Some(last)) => format!("{} values, {} to {}", f.points, day(first), day(last)),
                _ => "No values yet".to_owned(),
            };
            let outside = match f.outside {
                0 => String::new(),
                1 => " 1 more lies in no year from 2000 to 2100 and is not used: withdraw it.".to_owned(),
                n => format!(" {n} more lie in no year from 2000 to 2100 and are not used: withdraw them."),
            };
            let each = (f.points + f.outside > 0).then(|| {
                let url = format!("/p/{slug}/data/values/{}", arm.as_str());
                view! { " " <a href=url>{format!("Values of the {} feature", arm.label().to_lowercase())}</a> }
            });
            let refused = if refused.value("arm", "") == arm.as_str() {
                refused.clone()
            } else {
                Refused::default()
            };
            let id = match arm {
                Arm::NewModel => "withdraw-new-model",
                Arm::OldModel => "withdraw-old-model",
            };
            let (pilot, is_open) = (slug.clone(), refused.problem("reason").is_some());
            let undo = withdraw.filter(|_| is_shipped).map(move |withdraw| {
                view! {
                    <details open=is_open>
                        <summary>"Withdraw the shipping day"</summary>
                        <ActionForm action=withdraw attr:class="form" attr:novalidate="">
                            <Hidden name="pilot" value=pilot/>
                            <Hidden name="arm" value=arm.as_str()/>
                            {why(id, &refused)}
                            <div class="actions"><button class="button">"Withdraw it"</button></div>
                        </ActionForm>
                    </details>
                }
            });
            view! {
                <h3>{format!("{}: {}", arm.label(), f.name)}</h3>
                <dl class="facts">
                    <div><dt>"Commits"</dt><dd>{commits}</dd></div>
                    <div><dt>"Shipped"</dt><dd>{shipped}</dd></div>
                    <div><dt>{f.metric}</dt><dd>{points} {outside} {each}</dd></div>
                </dl>
                {undo}
            }
        })
        .collect_view()
}

/// The reason of a form that is not alone on its page, under an id of its own.
pub(in crate::data) fn why(id: &'static str, refused: &Refused) -> impl IntoView + use<> {
    refused.label("reason", "Why");
    let problem = refused.problem("reason");
    let value = refused.value("reason", "");
    let invalid = problem.is_some();
    view! {
        <div class="field" data-invalid=invalid.then_some("")>
            <label for=id>"Why"</label>
            {problem.map(|problem| view! { <p class="error" id=format!("{id}-error")>{problem}</p> })}
            <input
                type="text"
                id=id
                name="reason"
                value=value
                aria-invalid=invalid.then_some("true")
                aria-describedby=invalid.then(|| format!("{id}-error"))
            />
        </div>
    }
}
