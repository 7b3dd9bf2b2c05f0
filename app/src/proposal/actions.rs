//! Forms of the proposal: revise, complete, send.

#![expect(
    clippy::too_many_arguments,
    reason = "a form's function takes one argument per field"
)]

use std::collections::BTreeMap;

use domain::document::{Body, sections};
use domain::ids::{ConflictId, DraftId};
use domain::policy::Action;
use domain::proposal::RevisionNumber;
use leptos::prelude::RenderHtml as _;
use leptos::server;
use store::proposal::{Completion, Edit, Revised, Save, Window};

use super::complete::typed::parse;
use super::place::{NEW_SECTION, prefilled};
use super::preview::Preview;
use crate::editor::Answer;
use crate::error::AppError;
use crate::form::{Typed, act, answer, notify, notify_and_see, notify_warning};
use crate::here::ask_in;
use crate::typed;

fn number(text: &str) -> Result<RevisionNumber, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// What the editor sends, apart from the button pressed.
struct Sent<'a> {
    section: &'a str,
    last: &'a str,
    base: RevisionNumber,
    text: &'a str,
    summary: &'a str,
    settles: Option<ConflictId>,
    window: Window<'a>,
}

/// The window that a form was sent from.
fn window<'a>(name: &'a str, draft: &str, turn: &str) -> Window<'a> {
    Window {
        name: name.get(..64).unwrap_or(name),
        draft: draft.parse().ok(),
        turn: turn.parse().unwrap_or_default(),
    }
}

impl<'a> Sent<'a> {
    fn save(&self) -> Save<'a> {
        let edit = Edit {
            section: self.section,
            base: self.base,
            text: self.text,
            summary: self.summary,
        };
        let last = if self.last.is_empty() { self.section } else { self.last };
        Save {
            edit,
            last,
            settles: self.settles,
            window: self.window,
        }
    }
}

/// Saves an edited section as a new revision, or keeps it as a draft: `then` is `save`, `keep` or
/// `preview`. An empty `section` adds a new one, after the section `last` or at the end. `last` is
/// otherwise the last section that the text stands for, and `conflict` the conflict it settles. `window`,
/// `draft` and `turn` are as in [`Window`].
///
/// The text is kept as a draft before anything can refuse it.
#[server(prefix = "/do", endpoint = "proposal/revise")]
pub async fn revise(
    #[server(default)] pilot: String,
    #[server(default)] section: String,
    #[server(default)] last: String,
    #[server(default)] base: String,
    #[server(default)] new_text: String,
    #[server(default)] change_summary: String,
    #[server(default)] conflict: String,
    #[server(default)] window: String,
    #[server(default)] draft: String,
    #[server(default)] turn: String,
    #[server(default)] then: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let name = if section.is_empty() { NEW_SECTION } else { &section };
        let settles: Option<ConflictId> = conflict.parse().ok();
        let new_text = new_text.replace("\r\n", "\n");
        let sent = Sent {
            section: &section,
            last: &last,
            base: number(&base)?,
            text: &new_text,
            summary: &domain::document::unseen::without(change_summary.trim()),
            settles,
            window: self::window(&window, &draft, &turn),
        };
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let kept = store::proposal::keep_draft(pool, pilot, here.who(), sent.save(), here.now).await;
        let draft = kept.as_ref().ok().and_then(|kept| kept.draft);
        let page = match (settles, draft) {
            // The result of a conflict that another window has goes on as a draft of this one.
            (Some(conflict), draft) if draft.is_none() || then != "keep" => {
                here.url(&format!("proposal/conflict/{conflict}"))
            }
            (_, draft) => edit_page(&here.url(&format!("proposal/edit/{name}")), sent.base, draft),
        };
        let mut typed = typed!("proposal/revise"; last, base, new_text, change_summary, conflict);
        if then == "keep" || then == "preview" {
            let kept = typed.or_again(&page, kept).await?;
            if then == "preview" {
                return Ok(format!("{page}#section_preview"));
            }
            if kept.another {
                notify_and_see(ANOTHER, here.url("proposal/kept"), "Read all of them").await?;
            } else {
                notify("The draft is kept. It is yours alone until you save it as a revision.").await?;
            }
            return Ok(page);
        }
        if here.pilot.status.is_frozen() {
            kept?;
            notify_warning("The pilot has started: its text and terms are frozen. What you typed is kept here.").await?;
            return Ok(here.url("proposal/kept"));
        }
        if new_text.trim().is_empty() && !section.is_empty() && section == sent.save().last {
            return Ok(format!("{}?base={base}", here.url(&format!("proposal/delete/{section}"))));
        }
        if section.is_empty() && !begins_a_section(&new_text) {
            typed.problem("new_text", "Begin with a heading: ## and the name of the section.");
        }
        if change_summary.chars().count() > 200 {
            typed.problem("change_summary", "Use at most 200 characters.");
        }
        let typed = typed.check(&page).await?;
        let mut save = sent.save();
        if save.edit.summary.starts_with("Edited ") {
            // As the editor filled it in; what is said from the sections is as true or truer.
            let base = store::proposal::revision(pool, pilot, sent.base).await?;
            if save.edit.summary == prefilled(&base.body, &section) {
                save.edit.summary = "";
            }
        }
        let outcome = store::proposal::save(pool, pilot, here.who(), save, here.now).await;
        match typed.or_again(&page, outcome).await? {
            Revised::Conflict(conflict) => Ok(here.url(&format!("proposal/conflict/{conflict}"))),
            Revised::Saved { number, merged_with } => {
                match merged_with {
                    Some(other) => {
                        notify_and_see(
                            format!(
                                "Saved as revision {number}. Revision {other} was saved while you were writing. Both are in the text."
                            ),
                            here.url(&format!("proposal/compare/{}/{other}", sent.base)),
                            "See what came in",
                        )
                        .await?;
                    }
                    None => notify(format!("Saved as revision {number}.")).await?,
                }
                Ok(here.url("proposal"))
            }
        }
    })
    .await
}

/// What a writer is told when a section has another draft of theirs.
const ANOTHER: &str = "This text is kept. You have another draft of this section, from another window or an earlier day; it is kept, too.";

/// The editor with a text in it.
fn edit_page(editor: &str, base: RevisionNumber, draft: Option<DraftId>) -> String {
    match draft {
        Some(draft) => format!("{editor}?base={base}&draft={draft}"),
        None => format!("{editor}?base={base}"),
    }
}

/// Whether a text is a section of its own.
fn begins_a_section(text: &str) -> bool {
    Body::new(text).is_ok_and(|body| sections(&body).first().is_none_or(|first| first.key != "opening"))
}

/// Deletes a section in a new revision.
#[server(prefix = "/do", endpoint = "proposal/delete_section")]
pub async fn delete_section(
    #[server(default)] pilot: String,
    #[server(default)] section: String,
    #[server(default)] base: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let page = here.url(&format!("proposal/delete/{section}"));
        let base = number(&base)?;
        let typed = typed!("proposal/delete_section"; section);
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let outcome = store::proposal::delete_section(pool, pilot, here.who(), (&section, base), here.now).await;
        let number = typed.or_again(&page, outcome).await?;
        notify(format!(
            "Deleted in revision {number}. The revisions before it keep the section."
        ))
        .await?;
        Ok(here.url("proposal"))
    })
    .await
}

/// Puts the sections into another order in a new revision: `order` holds their keys, one a word.
#[server(prefix = "/do", endpoint = "proposal/reorder")]
pub async fn reorder(#[server(default)] pilot: String, #[server(default)] order: String) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let page = here.url("proposal/order");
        let typed = typed!("proposal/reorder"; order);
        let keys: Vec<&str> = order.split_whitespace().collect();
        let outcome = store::proposal::reorder(here.pool(), here.pilot.pilot_id, here.who(), &keys, here.now).await;
        let number = typed.or_again(&page, outcome).await?;
        notify(format!(
            "Saved as revision {number}: the sections stand in their new order."
        ))
        .await?;
        Ok(here.url("proposal"))
    })
    .await
}

/// Throws a draft away, unless another window wrote it since.
#[server(prefix = "/do", endpoint = "proposal/drop_draft")]
pub async fn drop_draft(
    #[server(default)] pilot: String,
    #[server(default)] section: String,
    #[server(default)] base: String,
    #[server(default)] window: String,
    #[server(default)] draft: String,
    #[server(default)] turn: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let name = if section.is_empty() { NEW_SECTION } else { &section };
        let window = self::window(&window, &draft, &turn);
        let page = edit_page(
            &here.url(&format!("proposal/edit/{name}")),
            number(&base)?,
            window.draft,
        );
        let outcome = store::proposal::drop_draft(here.pool(), here.pilot.pilot_id, here.who(), window).await;
        typed!("proposal/drop_draft"; section).or_again(&page, outcome).await?;
        notify("The draft is thrown away.").await?;
        Ok(here.url("proposal"))
    })
    .await
}

/// Lets what others saved stand in a conflict.
#[server(prefix = "/do", endpoint = "proposal/leave_conflict")]
pub async fn leave_conflict(
    #[server(default)] pilot: String,
    #[server(default)] conflict: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        if here.pilot.status.is_frozen() {
            let sentence = "The pilot has started: the text stands as it is.";
            return Err(AppError::Refused(sentence.to_owned()));
        }
        let conflict = conflict.parse().map_err(|_| AppError::NotFound)?;
        store::proposal::leave_conflict(here.pool(), here.pilot.pilot_id, here.who(), conflict, here.now).await?;
        notify("The other text stands. Yours can still be read here.").await?;
        Ok(here.url("proposal/kept"))
    })
    .await
}

/// Keeps what is being typed, for the editor's script: the answer says when, which draft it is, and which
/// revision is the newest by now.
#[server(prefix = "/do", endpoint = "proposal/keep_draft")]
pub async fn keep_draft(
    #[server(default)] pilot: String,
    #[server(default)] section: String,
    #[server(default)] last: String,
    #[server(default)] base: String,
    #[server(default)] new_text: String,
    #[server(default)] change_summary: String,
    #[server(default)] conflict: String,
    #[server(default)] window: String,
    #[server(default)] draft: String,
    #[server(default)] turn: String,
) -> Result<Answer, AppError> {
    answer(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let sent = Sent {
            section: &section,
            last: &last,
            base: number(&base)?,
            text: &new_text.replace("\r\n", "\n"),
            summary: change_summary.trim(),
            settles: conflict.parse().ok(),
            window: self::window(&window, &draft, &turn),
        };
        let kept =
            store::proposal::keep_draft(here.pool(), here.pilot.pilot_id, here.who(), sent.save(), here.now).await?;
        let at = here.now.with_timezone(&here.pilot.zone).format("%H:%M %Z");
        let is_apart = kept.another || sent.settles.is_some() && kept.draft.is_some();
        Ok(Answer {
            text: format!("Draft saved {at}"),
            newest: kept.newest.0,
            author: kept.author,
            draft: kept.draft.map_or(0, |draft| draft.0),
            turn: kept.turn,
            another: if is_apart { ANOTHER.to_owned() } else { String::new() },
        })
    })
    .await
}

/// Renders what is being typed, for the editor's script.
#[server(prefix = "/do", endpoint = "proposal/preview")]
pub async fn show_preview(
    #[server(default)] pilot: String,
    #[server(default)] section: String,
    #[server(default)] last: String,
    #[server(default)] base: String,
    #[server(default)] new_text: String,
) -> Result<Answer, AppError> {
    answer(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let base = store::proposal::revision(here.pool(), here.pilot.pilot_id, number(&base)?).await?;
        let last = if last.is_empty() { &section } else { &last };
        let shown = Preview::of(&base, (&section, last), &new_text);
        Ok(Answer {
            text: shown.into_view().to_html(),
            ..Answer::default()
        })
    })
    .await
}

/// Fills placeholders and sets the terms in one revision. Fields are those of the page: `value_1` for the
/// placeholder named by `placeholder_1`, and one per term.
#[server(prefix = "/do", endpoint = "proposal/complete")]
pub async fn complete(
    #[server(default)] pilot: String,
    #[server(default)] base: String,
    #[server(flatten)] fields: BTreeMap<String, String>,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let page = here.url("proposal/complete");
        let base = number(&base)?;
        let mut typed = Typed::new("proposal/complete").with("base", &base);
        for (field, value) in &fields {
            typed = typed.with(field, value);
        }
        let (terms, problems) = parse(&fields, here.pilot.zone);
        for (field, sentence) in problems {
            typed.problem(&field, sentence);
        }
        let typed = typed.check(&page).await?;
        let values: Vec<(&str, &str)> = fields
            .iter()
            .filter_map(|(field, placeholder)| {
                let value = fields
                    .get(&format!("value_{}", field.strip_prefix("placeholder_")?))?
                    .trim();
                (!value.is_empty()).then_some((placeholder.as_str(), value))
            })
            .collect();
        let completion = Completion {
            base,
            values: &values,
            terms: &terms,
        };
        let outcome =
            store::proposal::complete(here.pool(), here.pilot.pilot_id, here.who(), &completion, here.now).await;
        let number = typed.or_again(&page, outcome).await?;
        notify(if number == base {
            format!("Nothing was different. The terms of revision {number} are confirmed.")
        } else {
            format!("Saved as revision {number}.")
        })
        .await?;
        Ok(here.url("proposal"))
    })
    .await
}

/// Confirms the terms of the newest revision, as the page showed them.
#[server(prefix = "/do", endpoint = "proposal/confirm_terms")]
pub async fn confirm_terms(
    #[server(default)] pilot: String,
    #[server(default)] revision: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let number = number(&revision)?;
        let outcome =
            store::proposal::confirm_terms(here.pool(), here.pilot.pilot_id, here.who(), number, here.now).await;
        let typed = typed!("proposal/confirm_terms"; revision);
        typed.or_again(&here.url("proposal/understood"), outcome).await?;
        notify("You confirmed the terms.").await?;
        Ok(here.url("proposal"))
    })
    .await
}

/// Names the newest zone version in the terms.
#[server(prefix = "/do", endpoint = "proposal/name_zone")]
pub async fn name_zone(
    #[server(default)] pilot: String,
    #[server(default)] zone_version: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let version = zone_version.parse().map_err(|_| AppError::NotFound)?;
        let outcome = store::proposal::name_zone(here.pool(), here.pilot.pilot_id, here.who(), version, here.now).await;
        let typed = typed!("proposal/name_zone"; zone_version);
        let number = typed.or_again(&here.url("proposal"), outcome).await?;
        notify(format!(
            "Saved as revision {number}, which names zone version {version}."
        ))
        .await?;
        Ok(here.url("proposal"))
    })
    .await
}
