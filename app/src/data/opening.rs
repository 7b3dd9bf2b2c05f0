//! A pull request whose opening never reached us, to be completed by hand.

use chrono_tz::Tz;
use domain::calendar::{Moment, instant_of};
use domain::ids::PullRequestId;
use domain::person::{Arm, Role};
use domain::pilot::entry::{read_day, read_time};
use domain::policy::Action;
use domain::pull_request::Source;
use domain::timeline::Dated;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::data::{KnownFact, Opening};

use super::confirming::tell;
use super::pages::belongs_to;
use crate::address::{escaped, param};
use crate::error::AppError;
use crate::form::{self, Refused};
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{Column, ErrorSummary, Field, Hidden, Nav, Table, page, visible, working};

/// The arms whose pull requests somebody may speak for; `None` for any.
pub(super) fn own(here: &Here) -> Option<Vec<Arm>> {
    let arms = here.standing.memberships.iter().filter_map(|membership| membership.arm);
    (!here.standing.is(Role::Sponsor)).then(|| arms.collect())
}

/// Enters when a pull request was opened.
#[server(prefix = "/do", endpoint = "data/complete")]
pub async fn complete(
    #[server(default)] pilot: String,
    #[server(default)] pull_request: String,
    #[server(default)] opened_date: String,
    #[server(default)] opened_time: String,
    #[server(default)] draft: String,
    #[server(default)] evidence: String,
) -> Result<(), AppError> {
    let page = format!("data/pull/{}", escaped(&pull_request));
    form::in_pilot(pilot, &page, Action::LinkPullRequest, async |here, mut typed| {
        let id: PullRequestId = pull_request.parse().map_err(|_| AppError::NotFound)?;
        let day = typed.parsed("opened_date", read_day(&opened_date));
        let time = read_time(&opened_time).and_then(|time| time.ok_or("Enter the time, such as 14:30.".to_owned()));
        let time = typed.parsed("opened_time", time);
        let words = "Say where it can be checked, such as the address of the pull request.";
        let evidence = typed.required("evidence", &evidence, words, 500);
        let at = day
            .zip(time)
            .map(|(day, time)| instant_of(day.and_time(time), here.pilot.zone));
        if let Some(at) = at {
            typed.parsed("opened_date", here.timeline().takes(Dated::Opened, Moment::Instant(at)));
        }
        typed.check()?;
        let at = at.ok_or_else(|| AppError::internal("a checked form has no day or time"))?;
        let own = own(&here);
        let opening = Opening {
            at,
            draft: draft == "yes",
            evidence: &evidence,
            of: own.as_deref(),
        };
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let entered = store::data::complete(pool, pilot, here.who(), id, opening, here.now).await?;
        tell(
            entered,
            "It is entered when the pull request was opened. From now on it counts.",
        )
        .await?;
        Ok(here.url(&format!("data/pull/{id}")))
    })
    .await
}

/// `/p/:pilot/data/pull/:id`: what is known of the opening of a pull request.
#[component]
pub fn Pull() -> impl IntoView {
    let (slug, id) = (param("pilot"), param("id"));
    let token = Refused::token();
    let complete = ServerAction::<Complete>::new();
    page(async move {
        let here = ask_in(slug, Action::LinkPullRequest).await?;
        let refused = Refused::load(token).await?;
        let id: PullRequestId = id.parse().map_err(|_| AppError::NotFound)?;
        let heard = store::data::heard(here.pool(), here.pilot.pilot_id, id).await?;
        let facts = store::data::facts(here.pool(), here.pilot.pilot_id, id).await?;
        let zone = here.pilot.zone;
        let first = heard
            .first_at
            .map_or_else(|| "Nothing".to_owned(), |at| moment(at, zone));
        let opened = match heard.opened_at {
            Some(at) => moment(at, zone),
            None => "It never reached us, so this pull request is part of no mean and no median".to_owned(),
        };
        let open = heard.opened_at.is_none() && !here.pilot.status.is_decided();
        let completing = refused.of("data/complete");
        let draft = completing.value("draft", "") == "yes";
        let slug = here.pilot.slug.clone();
        let title = heard.name.clone();
        let body = view! {
            <ErrorSummary refused=refused/>
            <header class="page-head">
                <h1>{heard.name}</h1>
                <p>{heard.title} " " <a href=here.url("data/pulls")>"All pull requests"</a></p>
            </header>
            <dl class="facts">
                <div><dt>"State"</dt><dd>{heard.state.label()}</dd></div>
                <div><dt>"Feature"</dt><dd>{belongs_to(heard.arm, heard.by)}</dd></div>
                <div><dt>"Opened"</dt><dd>{opened}</dd></div>
                <div><dt>"First heard of"</dt><dd>{first}</dd></div>
                {heard.apart.map(|apart| view! { <div><dt>"Numbers"</dt><dd>{format!("In none: {}.", apart.in_full())}</dd></div> })}
            </dl>
            {(!facts.is_empty()).then(|| known(facts, zone))}
            {open.then(|| view! {
                <section class="section">
                    <h2>"When it was opened"</h2>
                    <p>{format!("Local time in {}. Reviews and pushes that never reached us stay unknown.", zone.name())}</p>
                    <ActionForm action=complete attr:class="form" attr:novalidate="">
                        <Hidden name="pilot" value=slug/>
                        <Hidden name="pull_request" value=id.to_string()/>
                        <div class="field-row">
                            <Field refused=completing.clone() name="opened_date" label="Day" kind="date"/>
                            <Field refused=completing.clone() name="opened_time" label="Time" kind="time"/>
                        </div>
                        <label class="choice">
                            <input type="checkbox" name="draft" value="yes" checked=draft/>
                            <span>"As a draft"</span>
                        </label>
                        <Field
                            refused=completing
                            name="evidence"
                            label="Evidence"
                            hint="Where it can be checked, such as the address of the pull request."
                        />
                        <div class="actions"><button class="button" data-kind="primary">"Enter the opening"</button></div>
                    </ActionForm>
                </section>
            })}
        };
        working(&here, &title, Nav::Data, body).await
    })
}

/// The facts, each with how it is known. Pushes that were told of a branch stand with the numbers.
fn known(facts: Vec<KnownFact>, zone: Tz) -> impl IntoView + use<> {
    let rows = facts
        .into_iter()
        .map(|fact| {
            let source = source(&fact, zone);
            view! {
                <tr>
                    <th scope="row">{moment(fact.at, zone)}</th>
                    <td>{visible(&fact.kind.words())}</td>
                    <td>{source}</td>
                </tr>
            }
        })
        .collect_view();
    let head = vec![
        Column::words("When"),
        Column::words("What"),
        Column::words("Known from"),
    ];
    view! {
        <section class="section">
            <h2>"What happened to it"</h2>
            <Table name="What happened to it" head rows=rows.into_any()/>
        </section>
    }
}

/// Like "gh pr list, imported by Hanna, 11 Jan 2026 10:00".
fn source(fact: &KnownFact, zone: Tz) -> String {
    let by = fact.by.as_deref().unwrap_or("somebody");
    match (&fact.source, &fact.import) {
        (Source::Webhook { .. }, _) => "a webhook".to_owned(),
        (Source::Api { .. }, _) => "the code host, read again".to_owned(),
        (Source::Import { .. }, Some((kind, at))) => {
            format!("imported from {} by {by}, {}", kind.label(), moment(*at, zone))
        }
        (Source::Import { .. }, None) => "an import".to_owned(),
        (Source::Hand { .. }, _) => format!("entered by {by}"),
    }
}
