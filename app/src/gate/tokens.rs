//! Tokens by which programs report to the gates of a pilot.

use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;
use store::gate::GateToken;

use crate::address::param;
use crate::error::AppError;
use crate::form::{self, Refused, notify, notify_token};
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::token::Token;
use crate::ui::{Column, ErrorSummary, Field, Hidden, Nav, Table, breadcrumb, page, working};

/// Makes a token in the name of the asking sponsor. It is shown once.
#[server(prefix = "/do", endpoint = "gate/make_token")]
pub async fn make_token(#[server(default)] pilot: String, #[server(default)] name: String) -> Result<(), AppError> {
    form::in_pilot(
        pilot,
        "pull-requests/tokens",
        Action::EnterData,
        async |here, mut typed| {
            let name = typed.required("name", &name, "Say which program it is for.", 80);
            typed.check()?;
            let token = Token::random();
            let kept = (name.as_str(), &token.hash()[..]);
            store::gate::make_token(here.pool(), here.pilot.pilot_id, here.who(), kept, here.now).await?;
            notify_token(
                format!("A token for {name}. Keep it where your program keeps its secrets."),
                token.as_str().to_owned(),
            )
            .await?;
            Ok(here.url("pull-requests/tokens"))
        },
    )
    .await
}

/// Revokes a token at once.
#[server(prefix = "/do", endpoint = "gate/revoke_token")]
pub async fn revoke_token(
    #[server(default)] pilot: String,
    #[server(default)] gate_token: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "pull-requests/tokens", Action::EnterData, async |here, _| {
        let id: i64 = gate_token.parse().map_err(|_| AppError::NotFound)?;
        store::gate::revoke_token(here.pool(), here.pilot.pilot_id, here.who(), id, here.now).await?;
        notify("The token is revoked. What came by it stays.").await?;
        Ok(here.url("pull-requests/tokens"))
    })
    .await
}

/// `/p/:pilot/pull-requests/tokens`: what programs may report by, for the sponsor.
#[component]
pub fn Tokens() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let (make, revoke) = (ServerAction::<MakeToken>::new(), ServerAction::<RevokeToken>::new());
    page(async move {
        let here = ask_in(slug, Action::EnterData).await?;
        let refused = Refused::load(token).await?;
        let tokens = store::gate::tokens(here.pool(), here.pilot.pilot_id).await?;
        let summary = refused.clone();
        let (slug, base) = (here.pilot.slug.clone(), here.state.site.base_url.clone());
        let list = (!tokens.is_empty()).then(|| list(&here, &tokens, revoke).into_any());
        let body = view! {
            <ErrorSummary refused=summary/>
            {breadcrumb(&here, &[("pull-requests", "Pull requests")], "Tokens for programs")}
            <header class="page-head">
                <h1>"Tokens for programs"</h1>
                <p>
                    "Where the code host tells nothing of the skill file, of changed files or of flags, a program can: with a token, which can "
                    "report these three things to this pilot and read nothing. What it reports stands in your name, marked with the token’s."
                </p>
            </header>
            {list}
            <ActionForm action=make attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <Field
                    refused=refused.of("gate/make_token")
                    name="name"
                    label="What it is for"
                    hint="Such as: checks of acme/shop."
                />
                <div class="actions"><button class="button" data-kind="primary">"Make a token"</button></div>
            </ActionForm>
            <section class="section">
                <h2>"How a program reports"</h2>
                <p>"The skill file’s word at a commit:"</p>
                <pre class="kept-text" tabindex="0"><code>{skill_example(&base)}</code></pre>
                <p>
                    "All files that a pull request changes at its newest commit, as git prints them. A diff with whole files lets items that take copy only be judged:"
                </p>
                <pre class="kept-text" tabindex="0"><code>{files_example(&base)}</code></pre>
                <p>"Flags that LaunchDarkly or Unleash turns, by a webhook of theirs to this address, with the token as its last part:"</p>
                <pre class="kept-text" tabindex="0"><code>{flag_addresses(&base)}</code></pre>
                <p class="muted">
                    "The key is the one that the feature declares. The environment is production, or the one that ?environment=live at the end of the address names. Unleash can send the token in the header Authorization instead."
                </p>
                <p class="muted">
                    "201 is recorded, 200 is known already. 401 is a token that does not count, 409 and 422 say in a sentence what is wrong."
                </p>
            </section>
        };
        working(&here, "Tokens for programs", Nav::PullRequests, body).await
    })
}

fn skill_example(base: &str) -> String {
    format!(
        "curl --fail-with-body {base}/api/skill-results \\\n  -H \"Authorization: Bearer $COUNTERSIGN_TOKEN\" -H 'Content-Type: application/json' \\\n  \
         -d '{{\"repository\":\"acme/shop\",\"commit\":\"'$(git rev-parse HEAD)'\",\"passed\":true}}'"
    )
}

fn files_example(base: &str) -> String {
    format!(
        "git diff --full-index -U1000000 origin/main...HEAD |\n  jq -Rs --arg commit \"$(git rev-parse HEAD)\" \\\n  \
         '{{repository:\"acme/shop\", pull_request:12, commit:$commit, changes:.}}' |\n  \
         curl --fail-with-body {base}/api/changed-files \\\n  -H \"Authorization: Bearer $COUNTERSIGN_TOKEN\" -H 'Content-Type: application/json' -d @-"
    )
}

fn flag_addresses(base: &str) -> String {
    format!("{base}/webhook/launchdarkly/TOKEN\n{base}/webhook/unleash/TOKEN")
}

fn list(here: &Here, tokens: &[GateToken], revoke: ServerAction<RevokeToken>) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let rows = tokens
        .iter()
        .map(|token| {
            let made = format!("{}, {}", token.made_by, moment(token.made_at, zone));
            let used = token.used_at.map_or("Never".to_owned(), |at| moment(at, zone));
            let slug = here.pilot.slug.clone();
            let id = token.id.to_string();
            let spoken = format!(" the token for {}", token.name);
            let act = match token.revoked_at {
                Some(at) => view! { {format!("Revoked {}", moment(at, zone))} }.into_any(),
                None => view! {
                    <ActionForm action=revoke>
                        <Hidden name="pilot" value=slug/>
                        <Hidden name="gate_token" value=id/>
                        <button class="button">"Revoke"<span class="visually-hidden">{spoken}</span></button>
                    </ActionForm>
                }
                .into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{token.name.clone()}</th>
                    <td>{made}</td>
                    <td>{used}</td>
                    <td>{act}</td>
                </tr>
            }
        })
        .collect_view()
        .into_any();
    let head = vec![
        Column::words("For"),
        Column::words("Made by"),
        Column::words("Used last"),
        Column::acts("Revoke"),
    ];
    view! { <Table name="Tokens" head=head rows=rows/> }
}
