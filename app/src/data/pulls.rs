//! Every pull request, to be found and linked by whoever owns the feature.

use domain::policy::Action;
use leptos::prelude::*;

use super::actions::Link;
use super::pages::{columns, pull_request};
use crate::address::{escaped, param, query};
use crate::form::Refused;
use crate::here::ask_in;
use crate::ui::{ErrorSummary, Nav, Table, page, working};

/// `/p/:pilot/data/pulls`: the pull requests in which every word of `q` is found.
#[component]
pub fn Pulls() -> impl IntoView {
    let slug = param("pilot");
    let text = query("q").unwrap_or_default();
    let skipped: i64 = query("skip")
        .and_then(|skip| skip.parse().ok())
        .unwrap_or(0)
        .clamp(0, 1 << 31);
    let token = Refused::token();
    let link = ServerAction::<Link>::new();
    page(async move {
        let here = ask_in(slug, Action::LinkPullRequest).await?;
        let refused = Refused::load(token).await?;
        let (listed, all) = store::data::pulls(here.pool(), here.pilot.pilot_id, &text, skipped).await?;
        let shown = i64::try_from(listed.len()).unwrap_or(i64::MAX);
        let slug = here.pilot.slug.clone();
        let status = here.pilot.status;
        let link = (!status.is_decided()).then_some((link, status.is_frozen()));
        let rows = listed
            .into_iter()
            .map(|pr| pull_request(pr, &slug, link))
            .collect_view();
        let address = |skip: i64| here.url(&format!("data/pulls?q={}&skip={skip}", escaped(&text)));
        let older = (skipped + shown < all).then(|| view! { <a href=address(skipped + shown)>"Earlier ones"</a> });
        let newer = (skipped > 0).then(|| view! { <a href=address(0)>"The newest"</a> });
        let found = match (all, text.trim().is_empty()) {
            (0, true) => "No pull request has been heard of yet.".to_owned(),
            (0, false) => "None has all of these words in its number, title, author, branch or repository.".to_owned(),
            (all, _) => format!("{} to {} of {all}.", skipped + 1, skipped + shown),
        };
        let head = columns(link.is_some());
        let own = here.url("data/pulls");
        let body = view! {
            <ErrorSummary refused=refused/>
            <header class="page-head">
                <h1>"Pull requests"</h1>
                <p>"The sponsor links any of them. Pilot PMs and engineering DRIs link to the feature of their own arm, and take out of it. Once the pilot has started, and where somebody linked it by hand before, a link needs a reason."</p>
            </header>
            <form method="get" action=own class="form">
                <div class="field">
                    <label for="q">"Find"</label>
                    <p class="hint" id="q-hint">"Words of the number, title, author, branch or repository."</p>
                    <input type="search" id="q" name="q" value=text.clone() aria-describedby="q-hint"/>
                </div>
                <div class="actions"><button class="button">"Find"</button></div>
            </form>
            <p>{found}</p>
            {(shown > 0).then(|| view! { <Table name="Pull requests" head=head rows=rows.into_any()/> })}
            <p>{newer} " " {older}</p>
        };
        working(&here, "Pull requests", Nav::Data, body).await
    })
}
