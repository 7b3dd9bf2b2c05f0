//! Settling a conflict.

use domain::policy::Action;
use domain::proposal::{Tag, diff_words, sections, sides};
use leptos::prelude::*;

use super::actions::Revise;
use super::compare::lines;
use super::edit::{key, refuse_when_frozen};
use crate::form::Refused;
use crate::here::ask_in;
use crate::routes::param;
use crate::ui::{Field, Hidden, Nav, TextArea, page, working};

/// `/p/:pilot/proposal/conflict/:section`: yours, theirs and a result to edit.
#[component]
pub fn Conflict() -> impl IntoView {
    let slug = param("pilot");
    let name = param("section");
    let action = ServerAction::<Revise>::new();
    page(async move {
        let here = ask_in(slug, Action::EditProposal).await?;
        refuse_when_frozen(&here)?;
        let key = key(&name).to_owned();
        let conflict = store::proposal::conflict(here.pool(), here.pilot.pilot_id, here.who(), &key).await?;
        let (base, latest) = (&conflict.base, &conflict.latest);
        let before = sections(&base.body)
            .into_iter()
            .find(|section| section.key == key)
            .map(|section| section.text)
            .unwrap_or_default();
        let mine = conflict.mine.text.replace("\r\n", "\n");
        let sides = sides(&base.body, &latest.body, &key, &mine);
        // A section that is gone from the newest revision comes back at the end of the text.
        let saved_as = if sides.theirs.is_some() { key } else { String::new() };
        let theirs = match &sides.theirs {
            Some(theirs) => changes(&before, theirs).into_any(),
            None => view! { <p>{format!("Revision {} has no such section any more. Saving adds your text at the end.", latest.number)}</p> }
                .into_any(),
        };
        let refused = Refused::default();
        let form = view! {
                        <Hidden name="pilot" value=here.pilot.slug.clone()/>
                        <Hidden name="section" value=saved_as/>
                        <Hidden name="base" value=latest.number.to_string()/>
                        <div class="editor-text">
                            <TextArea
                                refused=refused.clone()
                                name="new_text"
                                label="Text, as Markdown"
                                hint="Where you overlap, your lines stand first and the others follow. Keep what shall stand."
                                value=sides.result
                                rows=20
                            />
                        </div>
                        <Field refused=refused name="change_summary" label="What changed (optional)"/>
                        <div class="actions">
                            <button class="button" data-kind="primary">{format!("Save as revision {}", latest.number.next())}</button>
                            <a class="button" data-kind="quiet" href=here.url("proposal")>"Decide later"</a>
                        </div>
}
.into_any();
        working(
            &here,
            "Two edits overlap",
            Nav::Proposal,
            view! {
                <header class="page-head">
                    <h1>"Two edits overlap"</h1>
                    <p>
                        {format!(
                            "You began on revision {}. {} has saved revision {} since, and both of you changed the same lines. Nothing of yours was lost or saved yet.",
                            base.number,
                            latest.author,
                            latest.number,
                        )}
                    </p>
                </header>
                <section class="section"><h2>"Yours"</h2>{changes(&before, &mine)}</section>
                <section class="section"><h2>{format!("Revision {}", latest.number)}</h2>{theirs}</section>
                <section class="section">
                    <h2>"The result"</h2>
                    <ActionForm action=action attr:class="form" attr:novalidate="">{form}</ActionForm>
                </section>
            },
        )
        .await
    })
}

fn changes(before: &str, after: &str) -> impl IntoView + use<> {
    let parts = diff_words(before, after);
    if parts.iter().all(|(tag, _)| *tag == Tag::Same) {
        view! { <p>"Unchanged."</p> }.into_any()
    } else {
        lines(&parts).into_any()
    }
}
