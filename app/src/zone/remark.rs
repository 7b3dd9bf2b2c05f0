//! `/p/:pilot/zone/remark/:id`: a comment or an objection on the zone, and what was said and done about it.

use chrono_tz::Tz;
use domain::markdown::render_remark;
use domain::policy::Action;
use domain::zone::remark::{Happened, Remark, RemarkKind, Stands, Step};
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::remarking::{Answer, Resolve};
use super::remarks::state;
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::time::Time;
use crate::ui::{ErrorSummary, Hidden, Nav, TextArea, breadcrumb, page, working};

/// One of them, for ever.
#[component]
pub fn OneRemark() -> impl IntoView {
    let slug = param("pilot");
    let id = param("id");
    let token = Refused::token();
    let (answer, resolve) = (ServerAction::<Answer>::new(), ServerAction::<Resolve>::new());
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let refused = Refused::load(token).await?;
        let remarks = store::zone::remarks(here.pool(), here.pilot.pilot_id).await?;
        let remark = remarks.into_iter().find(|one| one.id.to_string() == id);
        let remark = remark.ok_or(AppError::NotFound)?;
        let place = remark.place();
        let about = remark.kind.about(&place.item);
        let title = format!("{}{}", about[..1].to_uppercase(), &about[1..]);
        let zone = here.pilot.zone;
        let steps = remark
            .steps
            .iter()
            .map(|step| said_or_done(&here, step, &remark))
            .collect_view();
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {breadcrumb(&here, &[("zone", "Zone boundary")], title.clone())}
            <header class="page-head">
                <h1>{title.clone()}</h1>
                <p>
                    {format!("By {}, ", remark.name)} <Time at=remark.at zone=zone/>
                    {format!(", on version {} ", remark.version)} {state(&remark)}
                </p>
            </header>
            {about_rule(&here, &remark)}
            <section class="section" aria-labelledby="said-title">
                <h2 id="said-title">"What was said"</h2>
                <ol class="comments">
                    <li>{head(&remark.name, remark.at, zone)} {words(&remark.text)}</li>
                    {steps}
                </ol>
            </section>
            {forms(&here, &remark, (answer, resolve), &refused)}
        };
        working(&here, &title, Nav::Zone, body).await
    })
}

fn head(name: &str, at: chrono::DateTime<chrono::Utc>, zone: Tz) -> impl IntoView + use<> {
    view! { <p class="comment-head"><b>{name.to_owned()}</b> ", " <Time at=at zone=zone/></p> }
}

fn words(text: &str) -> impl IntoView + use<> {
    view! { <div class="comment-text" inner_html=render_remark(text).into_string()></div> }
}

/// The rule it is about, and whether that is there still.
fn about_rule(here: &Here, remark: &Remark) -> impl IntoView + use<> {
    let stands = remark.place().stands;
    let rule = remark.rule.as_ref().map(|rule| {
        let gone = (stands == Stands::WithoutRule).then_some(" The item has it no more.");
        view! { <p>"About the rule " <code class="path">{rule.to_string()}</code> "." {gone}</p> }
    });
    let gone = (stands == Stands::Gone).then(|| {
        view! { <div class="banner" data-kind="info"><p>"The item it is about is not in the zone any more."</p></div> }
    });
    let to = here.url("zone");
    view! { {gone} {rule} <p><a href=to>"Read the zone"</a></p> }
}

/// A step: words, or what a version changed.
fn said_or_done(here: &Here, step: &Step, remark: &Remark) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let what = match &step.what {
        Happened::Answered(text) => words(text).into_any(),
        Happened::Resolved(text) => {
            let said = (!text.is_empty()).then(|| words(text));
            view! { <p class="muted">"Resolved it."</p> {said} }.into_any()
        }
        Happened::Carried(version, place) => {
            let compare = here.url(&format!("zone/compare?from={}&to={version}", version - 1));
            let did = match place.stands {
                Stands::Gone => format!("Took the item out in version {version}."),
                Stands::WithoutRule => {
                    let rule = remark.rule.as_ref().map(ToString::to_string).unwrap_or_default();
                    format!("Changed the item in version {version}, which has no rule {rule}.")
                }
                Stands::There => format!("Changed the item in version {version}."),
            };
            view! { <p class="muted">{did} " " <a href=compare>{format!("See what version {version} changed")}</a></p> }
                .into_any()
        }
    };
    view! { <li>{head(&step.name, step.at, zone)} {what}</li> }
}

/// Whoever has a say here goes on.
fn forms(
    here: &Here,
    remark: &Remark,
    (answer, resolve): (ServerAction<Answer>, ServerAction<Resolve>),
    refused: &Refused,
) -> Option<impl IntoView + use<>> {
    let open = here.facts.remarks.iter().find(|open| open.id == remark.id)?;
    if here.pilot.status.is_decided() {
        return None;
    }
    let slug = here.pilot.slug.clone();
    let id = remark.id.to_string();
    let hidden =
        || view! { <Hidden name="pilot" value=slug.clone()/> <Hidden name="remark" value=id.clone()/> }.into_any();
    let noun = match remark.kind {
        RemarkKind::Objection => "objection",
        RemarkKind::Comment => "comment",
    };
    let to_answer = open.may_answer(&here.standing).then(|| {
        let is_theirs = open.by == here.who();
        let (title, hint) = match is_theirs {
            true => ("Say more", "Whoever edits the zone finds it in their inbox.".to_owned()),
            false => (
                "Answer",
                format!(
                    "{} finds it in their inbox, and resolves the {noun} or says what is still wrong.",
                    open.name
                ),
            ),
        };
        let (hidden, refused) = (hidden(), refused.of("zone/answer"));
        view! {
            <section class="section" aria-labelledby="answer-title">
                <h2 id="answer-title">{title}</h2>
                <ActionForm action=answer attr:class="form" attr:novalidate="">
                    {hidden}
                    <TextArea refused=refused.clone() name="answer" label="Your words" hint=hint rows=4/>
                    <div class="actions"><button class="button">{title}</button></div>
                </ActionForm>
            </section>
        }
    });
    let to_resolve = open.may_resolve(&here.standing).then(|| {
        let act = format!("Resolve the {noun}");
        let (hidden, refused) = (hidden(), refused.of("zone/resolve"));
        view! {
            <section class="section" aria-labelledby="resolve-title">
                <h2 id="resolve-title">"Resolve"</h2>
                <ActionForm action=resolve attr:class="form" attr:novalidate="">
                    {hidden}
                    <TextArea
                        refused=refused.clone()
                        name="how"
                        label="How it was settled, if you want to say"
                        hint="It stays to be read. It cannot be opened again; raise another one then."
                        rows=2
                    />
                    <div class="actions"><button class="button" data-kind="primary">{act}</button></div>
                </ActionForm>
            </section>
        }
    });
    Some(view! { {to_answer} {to_resolve} })
}
