//! Drafts that were put away, and the way back for their sponsor.

use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;

use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::{ask, url};
use crate::time::moment;
use crate::ui::{ErrorSummary, Hidden, page, plain};

/// Brings a draft back. Who may is its sponsor: of what was put away nothing else is known to anybody, and to everybody else
/// it is not there.
#[server(prefix = "/do", endpoint = "pilot/bring_back")]
pub async fn bring_back(#[server(default)] draft: String) -> Result<(), AppError> {
    form::outside("/pilots/put-away", Action::UseAccount, async |asked, mut typed| {
        let draft = typed.required("draft", &draft, "Choose one of the list.", 200);
        typed.check()?;
        let name = store::pilot::bring_back(&asked.state.pool, &draft, asked.person.person_id, asked.now).await?;
        notify(format!("{name} is back, as it was.")).await?;
        Ok(url(&draft, ""))
    })
    .await
}

/// `/pilots/put-away`: what one put away as its sponsor.
#[component]
pub fn PutAwayPage() -> impl IntoView {
    let token = Refused::token();
    let action = ServerAction::<BringBack>::new();
    page(async move {
        let asked = ask(Action::UseAccount)?;
        let refused = Refused::load(token).await?;
        let drafts = store::pilot::put_away(&asked.state.pool, asked.person.person_id).await?;
        let nothing = drafts.is_empty();
        let rows = drafts
            .into_iter()
            .map(|draft| {
                let since = format!("Put away since {}", moment(draft.at, draft.zone));
                view! {
                    <li>
                        <div>
                            <span>{draft.name.clone()} <span class="hint">{since}</span></span>
                            <ActionForm action=action>
                                <Hidden name="draft" value=draft.slug/>
                                <button class="button">
                                    "Bring back" <span class="visually-hidden">" " {draft.name}</span>
                                </button>
                            </ActionForm>
                        </div>
                    </li>
                }
            })
            .collect_view();
        let list = match nothing {
            true => view! { <div class="empty"><p>"Nothing is put away."</p></div> }.into_any(),
            false => view! { <ul class="task-list">{rows}</ul> }.into_any(),
        };
        Ok(plain(
            "Put away",
            view! {
                <ErrorSummary refused=refused/>
                <nav class="breadcrumb" aria-label="Breadcrumb"><ol><li><a href="/">"Inbox"</a></li></ol></nav>
                <h1>"Put away"</h1>
                <p class="lead">"Drafts of yours that nobody can open. Brought back, each is as it was, for everybody in it."</p>
                {list}
            },
        ))
    })
}
