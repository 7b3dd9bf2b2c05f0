//! The data page.

use chrono_tz::Tz;
use domain::outcome_points::{self, DAY_COLUMN, DECIMAL_MARK, VALUE_COLUMN};
use domain::pasted::Ask;
use domain::person::Arm;
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::data::{Connection, Feature, PullRequest};

use super::actions::{AddPoints, Connect, Link, Ship, webhook_address};
use super::corrections::WithdrawShipping;
use crate::address::param;
use crate::form::Refused;
use crate::here::ask_in;
use crate::time::{day, moment};
use crate::ui::{Column, ErrorSummary, Field, Hidden, Nav, Table, TextArea, choices, page, working};

/// `/p/:pilot/data`: where the facts come from, and what is entered by hand.
#[component]
pub fn Data() -> impl IntoView {
    let slug = param("pilot");
    let connect = ServerAction::<Connect>::new();
    let ship = ServerAction::<Ship>::new();
    let add_points = ServerAction::<AddPoints>::new();
    let link = ServerAction::<Link>::new();
    let withdraw = ServerAction::<WithdrawShipping>::new();
    let token = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::EnterData).await?;
        here.hold();
        let refused = Refused::load(token).await?;
        let data = store::data::page(here.pool(), here.pilot.pilot_id).await?;
        let zone = here.pilot.zone;
        let slug = here.pilot.slug.clone();
        let base_url = here.state.site.base_url.clone();
        let for_connect = slug.clone();
        let connecting = refused.of("data/connect");
        let enrolled = !data.features.is_empty();
        let open = !here.pilot.status.is_decided();
        let (link, withdraw) = (open.then_some(link), open.then_some(withdraw));
        working(
            &here,
            "Data",
            Nav::Data,
            view! {
                <ErrorSummary refused=refused.clone()/>
                <header class="page-head">
                    <h1>"Data"</h1>
                    <p>"Where the facts behind the metrics come from. Facts are never edited: what you enter here adds to them, and the activity log keeps what it replaces."</p>
                </header>
                <section class="section">
                    <h2>"Repositories"</h2>
                    {connections(data.connections, &base_url, zone)}
                    <ActionForm action=connect attr:class="form" attr:novalidate="">
                        <Hidden name="pilot" value=for_connect/>
                        <Field
                            refused=connecting
                            name="repository"
                            label="Repository"
                            hint="owner/name on GitHub. Entering a connected one again gives it a new secret."
                            width="medium"
                        />
                        <div class="actions"><button class="button" data-kind="primary">"Connect the repository"</button></div>
                    </ActionForm>
                </section>
                <section class="section">
                    <h2>"Features"</h2>
                    {if enrolled {
                        features(data.features, zone, &slug, withdraw, &refused.of("data/withdraw_shipping")).into_any()
                    } else {
                        view! {
                            <div class="empty">
                                <p>"No feature is enrolled yet. What arrives until then is kept and linked later."</p>
                                <p><a href=here.url("people")>"Enrol features"</a></p>
                            </div>
                        }
                        .into_any()
                    }}
                    <p class="muted">{unlinked(data.unlinked_commits)}</p>
                </section>
                {(enrolled && open).then(|| shipping_and_values((&slug, zone), ship, add_points, &refused))}
                <section class="section">
                    <h2>"Pull requests"</h2>
                    <p>"The newest stand here. " <a href=here.url("data/pulls")>"Find any pull request"</a> " " <a href=here.url("data/counting")>"Bots and holidays"</a></p>
                    {if data.pull_requests.is_empty() {
                        view! { <div class="empty"><p>"No pull request has been heard of yet."</p></div> }.into_any()
                    } else {
                        let rows = data
                            .pull_requests
                            .into_iter()
                            .map(|pr| pull_request(pr, &slug, link))
                            .collect_view();
                        view! {
                            <p>"A pull request belongs to the feature whose flag key its branch or title names, or else to the feature of its author. What you choose here comes before both. What a pilot PM opens is linked by author: link the pull requests of week one to no feature."</p>
                            <Table name="Pull requests" head=columns(open) rows=rows.into_any()/>
                        }
                        .into_any()
                    }}
                </section>
            },
        )
        .await
    })
}

fn shipping_and_values(
    (slug, zone): (&str, Tz),
    ship: ServerAction<Ship>,
    add_points: ServerAction<AddPoints>,
    refused: &Refused,
) -> impl IntoView + use<> {
    let (for_ship, for_points) = (slug.to_owned(), slug.to_owned());
    let shipping = refused.of("data/ship");
    let pasting = refused.of("data/add_points");
    let because = pasting.value("reason", "");
    let asks = choices(&pasting, asks(&pasting, zone));
    view! {
        <section class="section">
            <h2>"Shipping"</h2>
            <ActionForm action=ship attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=for_ship/>
                {arm_field("ship-arm", &shipping)}
                <Field refused=shipping.clone() name="shipped_on" label="Day it reached users" kind="date" width="medium"/>
                <Field
                    refused=shipping
                    name="evidence"
                    label="Evidence"
                    hint="Where it can be checked: a release, a flag change, a page."
                />
                <div class="actions"><button class="button">"Record the shipping day"</button></div>
            </ActionForm>
        </section>
        <section class="section">
            <h2>"Values of the primary metric"</h2>
            <ActionForm action=add_points attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=for_points/>
                {arm_field("points-arm", &pasting)}
                <TextArea
                    refused=pasting
                    name="points"
                    label="Values"
                    hint="One day a line: 2026-03-02,41.5. A file that another program exported can be pasted whole. All lines are taken, or none."
                    rows=8
                />
                {asks}
                <div class="field">
                    <label for="points-reason">"Why, where a day has another value already"</label>
                    <input type="text" id="points-reason" name="reason" value=because maxlength="500"/>
                </div>
                <div class="actions"><button class="button">"Add the values"</button></div>
            </ActionForm>
        </section>
    }
}

/// What the values that were pasted leave open.
fn asks(pasting: &Refused, zone: Tz) -> Vec<Ask> {
    let points = pasting.value("points", "");
    if points.is_empty() {
        return Vec::new();
    }
    let chosen = [DAY_COLUMN, VALUE_COLUMN, DECIMAL_MARK].map(|field| (field, pasting.value(field, "")));
    let chosen: Vec<(&str, &str)> = chosen.iter().map(|(field, value)| (*field, value.as_str())).collect();
    outcome_points::read(&points, &chosen, zone).map_or_else(|refused| refused.asks, |_| Vec::new())
}

fn unlinked(commits: i64) -> String {
    match commits {
        0 => "Every received commit belongs to a feature.".to_owned(),
        1 => "1 received commit belongs to no feature.".to_owned(),
        n => format!("{n} received commits belong to no feature."),
    }
}

fn connections(connections: Vec<Connection>, base_url: &str, zone: Tz) -> AnyView {
    if connections.is_empty() {
        return view! { <div class="empty"><p>"No repository is connected yet."</p></div> }.into_any();
    }
    connections
        .into_iter()
        .map(|c| {
            let mut deliveries = c.deliveries.to_string();
            if c.waiting > 0 {
                deliveries.push_str(&format!(", {} waiting", c.waiting));
            }
            if c.failed > 0 {
                deliveries.push_str(&format!(", {} failed", c.failed));
            }
            let last = match (c.last_at, c.last) {
                (Some(at), Some((event, outcome))) => format!("{event} on {}. {outcome}", moment(at, zone)),
                _ => "Nothing has arrived yet".to_owned(),
            };
            let renamed = c.now_called.map(|name| {
                view! { <p class="row-message" data-kind="warn">{format!("GitHub calls this repository {name} now. Its deliveries are used.")}</p> }
            });
            let elsewhere = c.elsewhere.into_iter().map(|(name, count)| {
                let deliveries = if count == 1 { "1 delivery was" } else { &format!("{count} deliveries were") };
                let words = format!("{deliveries} not used: they are about {name}, which is another repository.");
                view! { <p class="row-message" data-kind="warn">{words}</p> }
            });
            let elsewhere = elsewhere.collect_view();
            let refused = c.refused.into_iter().map(|refused| {
                let since = if refused.first_at == refused.last_at {
                    String::new()
                } else {
                    format!(", first on {}", moment(refused.first_at, zone))
                };
                let words = format!("Refused on {}{since}: {}", moment(refused.last_at, zone), refused.why);
                view! { <p class="row-message" data-kind="warn">{words}</p> }
            });
            let refused = refused.collect_view();
            view! {
                <h3>{c.repository}</h3>
                {renamed} {elsewhere} {refused}
                <dl class="facts">
                    <div><dt>"Payload URL"</dt><dd><code class="path">{webhook_address(base_url, &c.path_key)}</code></dd></div>
                    <div><dt>"Deliveries"</dt><dd>{deliveries}</dd></div>
                    <div><dt>"Last"</dt><dd>{last}</dd></div>
                </dl>
            }
        })
        .collect_view()
        .into_any()
}

fn features(
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
pub(super) fn why(id: &'static str, refused: &Refused) -> impl IntoView + use<> {
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

/// The choice of an arm, under an id of its own.
fn arm_field(id: &'static str, refused: &Refused) -> impl IntoView + use<> {
    let chosen = refused.value("arm", Arm::NewModel.as_str());
    let options = Arm::ALL
        .into_iter()
        .map(|arm| view! { <option value=arm.as_str() selected=chosen == arm.as_str()>{arm.label()}</option> })
        .collect_view();
    view! {
        <div class="field" data-width="medium">
            <label for=id>"Arm"</label>
            <select id=id name="arm">{options}</select>
        </div>
    }
}

/// The columns of a table of pull requests, with links by hand while they can be made.
pub(super) fn columns(open: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::words("Pull request"),
        Column::words("Title"),
        Column::words("Author"),
        Column::number("Facts"),
        Column::words("Feature"),
    ];
    columns.extend(open.then(|| Column::words("Link by hand")));
    columns
}

pub(super) fn pull_request(pr: PullRequest, slug: &str, link: Option<ServerAction<Link>>) -> impl IntoView + use<> {
    let slug = slug.to_owned();
    let id = pr.id.to_string();
    let name = format!("{}#{}", pr.repository, pr.number);
    let label = format!("Feature of {name}");
    let feature = match (pr.arm, pr.by_hand) {
        (Some(arm), true) => format!("{}, by hand", arm.label()),
        (Some(arm), false) => arm.label().to_owned(),
        (None, true) => "None, by hand".to_owned(),
        (None, false) => "None".to_owned(),
    };
    let now = match (pr.by_hand, pr.arm) {
        (false, _) => "rule",
        (true, Some(arm)) => arm.as_str(),
        (true, None) => "none",
    };
    let options = [
        ("rule", "By flag key or author"),
        (Arm::NewModel.as_str(), Arm::NewModel.label()),
        (Arm::OldModel.as_str(), Arm::OldModel.label()),
        ("none", "No feature"),
    ]
    .into_iter()
    .map(|(value, label)| view! { <option value=value selected=value == now>{label}</option> })
    .collect_view();
    let why = pr.by_hand.then(|| {
        let label = format!("Why the link of {name} changes");
        view! { <input type="text" name="reason" aria-label=label placeholder="Why" maxlength="500"/> }
    });
    let title = if pr.url.starts_with("https://") {
        view! { <a href=pr.url rel="noopener noreferrer">{name.clone()}</a> }.into_any()
    } else {
        view! { <span>{name.clone()}</span> }.into_any()
    };
    view! {
        <tr>
            <th scope="row">{title}</th>
            <td>{pr.title}</td>
            <td>{pr.author_login}</td>
            <td class="num">{pr.facts}</td>
            <td>{feature}</td>
            {link.map(|link| view! {
                <td>
                    <ActionForm action=link>
                        <Hidden name="pilot" value=slug/>
                        <Hidden name="pull_request" value=id/>
                        <div class="actions">
                            <select name="arm" aria-label=label>{options}</select>
                            {why}
                            <button class="button">"Link"<span class="visually-hidden">{format!(" {name}")}</span></button>
                        </div>
                    </ActionForm>
                </td>
            })}
        </tr>
    }
}
