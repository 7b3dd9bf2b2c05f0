//! Forms of comments: start, reply, read, resolve, reopen; and of suggestions: accept, decline.

use domain::comment::{Anchor, MAX_COMMENT, MAX_QUOTE, MAX_REASON, MAX_REPLACEMENT, locate};
use domain::ids::{CommentId, CommentThreadId};
use domain::policy::Action;
use domain::proposal::{Body, RevisionNumber};
use leptos::server;
use serde::{Deserialize, Serialize};
use store::comment::NewThread;

use crate::error::AppError;
use crate::form::{Typed, act, notify};
use crate::here::{Here, ask_in};
use crate::typed;

fn thread_of(text: &str) -> Result<CommentThreadId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// The page of a thread.
fn page_of(here: &Here, thread: CommentThreadId) -> String {
    here.url(&format!("proposal/comment/{thread}"))
}

/// What the form of a new thread holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The section's key.
    section: String,
    /// The revision that was read.
    base: String,
    /// What the reader saw right before the words.
    before: String,
    /// The words; empty for the whole section.
    quote: String,
    /// Which of several places is meant, from 1.
    which: String,
    /// The comment.
    text: String,
    /// `yes` for a suggestion.
    suggest: String,
    /// What shall stand in place of the words.
    replacement: String,
}

/// Begins a thread on words of a section or on a whole section; with `suggest`, or a `replacement` that
/// differs from the words, a suggestion.
#[server(prefix = "/do", endpoint = "comment/start")]
pub async fn start(#[server(default)] pilot: String, #[server(flatten)] fields: Fields) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::Comment).await?;
        let Fields {
            section,
            base,
            before,
            quote,
            which,
            text,
            suggest,
            replacement,
        } = fields;
        let page = here.url(&format!("proposal/comment?section={section}"));
        let number: RevisionNumber = base.parse().map_err(|_| AppError::NotFound)?;
        let revision = store::proposal::revision(here.pool(), here.pilot.pilot_id, number).await?;
        let mut typed = typed!("comment/start"; section, base, before, quote, which, text, suggest, replacement);
        let anchor = anchor(&mut typed, &revision.body, (&section, &quote, &before, &which))?;
        let replacement = replacement.replace("\r\n", "\n");
        let source = anchor.as_ref().map_or("", |anchor| anchor.quote.as_str());
        let differs = !replacement.trim().is_empty() && replacement != source && replacement.trim() != quote.trim();
        let suggests = suggest == "yes" || differs;
        if suggests && anchor.is_some() && source.is_empty() {
            typed.problem(
                "quote",
                "Say which words to replace. To rewrite the whole section, edit it.",
            );
        } else if suggests && anchor.is_some() && replacement == source {
            typed.problem(
                "replacement",
                "The text says this already. Change the words, or leave the box unticked.",
            );
        }
        if replacement.chars().count() > MAX_REPLACEMENT {
            typed.problem("replacement", format!("Use at most {MAX_REPLACEMENT} characters."));
        }
        let text = if suggests && text.trim().is_empty() {
            String::new()
        } else {
            typed.required("text", &text, "Write what you want to say.", MAX_COMMENT)
        };
        let typed = typed.check(&page).await?;
        let anchor = anchor.ok_or(AppError::Internal)?;
        let new = NewThread {
            base: number,
            anchor: &anchor,
            text: &text,
            replacement: suggests.then_some(replacement.as_str()),
        };
        let outcome = store::comment::start(here.pool(), here.pilot.pilot_id, here.who(), new, here.now).await;
        let thread = typed.or_again(&page, outcome).await?;
        notify(if suggests {
            format!(
                "Your suggestion for {} is kept. The sponsor finds it in their inbox.",
                anchor.section_title
            )
        } else {
            format!("Your comment on {} is kept.", anchor.section_title)
        })
        .await?;
        Ok(page_of(&here, thread))
    })
    .await
}

/// What the thread is about; `None` with a problem noted when the words cannot be told.
fn anchor(
    typed: &mut Typed,
    body: &Body,
    (section, quote, before, which): (&str, &str, &str, &str),
) -> Result<Option<Anchor>, AppError> {
    let whole = Anchor::to_section(body, section).ok_or(AppError::NotFound)?;
    if quote.trim().is_empty() {
        return Ok(Some(whole));
    }
    if quote.chars().count() > MAX_QUOTE {
        typed.problem("quote", format!("Use at most {MAX_QUOTE} characters."));
        return Ok(None);
    }
    let found = locate(body, section, quote, before);
    let chosen = match (&found[..], which.parse::<usize>()) {
        ([], _) => {
            typed.problem(
                "quote",
                format!(
                    "{} does not say these words. Copy them as they stand in it.",
                    whole.section_title
                ),
            );
            None
        }
        ([one], _) => Some(one),
        (several, Ok(nth)) if (1..=several.len()).contains(&nth) => several.get(nth - 1),
        (several, _) => {
            typed.problem(
                "which_1",
                format!("These words stand here {} times. Choose which you mean.", several.len()),
            );
            None
        }
    };
    Ok(chosen.and_then(|found| Anchor::to_words(body, found.range.clone())))
}

/// Replies in a thread.
#[server(prefix = "/do", endpoint = "comment/reply")]
pub async fn reply(
    #[server(default)] pilot: String,
    #[server(default)] thread: String,
    #[server(default)] reply_text: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::Comment).await?;
        let thread = thread_of(&thread)?;
        let page = page_of(&here, thread);
        let mut typed = typed!("comment/reply"; reply_text);
        let text = typed.required("reply_text", &reply_text, "Write what you want to say.", MAX_COMMENT);
        let typed = typed.check(&page).await?;
        let outcome =
            store::comment::reply(here.pool(), here.pilot.pilot_id, here.who(), thread, &text, here.now).await;
        typed.or_again(&page, outcome).await?;
        Ok(page)
    })
    .await
}

/// Notes that the person has read a thread: it leaves their inbox.
#[server(prefix = "/do", endpoint = "comment/read")]
pub async fn read(#[server(default)] pilot: String, #[server(default)] thread: String) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::Comment).await?;
        let thread = thread_of(&thread)?;
        store::comment::read(here.pool(), here.pilot.pilot_id, here.who(), thread, here.now).await?;
        notify("This is out of your inbox until somebody writes again.").await?;
        Ok(page_of(&here, thread))
    })
    .await
}

/// Resolves a thread. `seen` is the newest comment the page showed.
#[server(prefix = "/do", endpoint = "comment/resolve")]
pub async fn resolve(
    #[server(default)] pilot: String,
    #[server(default)] thread: String,
    #[server(default)] seen: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::Comment).await?;
        let thread = thread_of(&thread)?;
        let page = page_of(&here, thread);
        let seen: CommentId = seen.parse().map_err(|_| AppError::NotFound)?;
        let who = (here.who(), here.may(Action::EditProposal));
        let outcome = store::comment::resolve(here.pool(), here.pilot.pilot_id, who, thread, seen, here.now).await;
        Typed::new("comment/resolve").or_again(&page, outcome).await?;
        notify("Resolved. It is kept among the settled comments.").await?;
        Ok(page)
    })
    .await
}

/// Opens a resolved thread again.
#[server(prefix = "/do", endpoint = "comment/reopen")]
pub async fn reopen(#[server(default)] pilot: String, #[server(default)] thread: String) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::Comment).await?;
        let thread = thread_of(&thread)?;
        let page = page_of(&here, thread);
        let who = (here.who(), here.may(Action::EditProposal));
        let outcome = store::comment::reopen(here.pool(), here.pilot.pilot_id, who, thread, here.now).await;
        Typed::new("comment/reopen").or_again(&page, outcome).await?;
        Ok(page)
    })
    .await
}

/// Makes a suggestion the next revision.
#[server(prefix = "/do", endpoint = "comment/accept")]
pub async fn accept(#[server(default)] pilot: String, #[server(default)] thread: String) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let thread = thread_of(&thread)?;
        let page = page_of(&here, thread);
        let outcome = store::comment::accept(here.pool(), here.pilot.pilot_id, here.who(), thread, here.now).await;
        let number = Typed::new("comment/accept").or_again(&page, outcome).await?;
        notify(format!("Accepted: the words are in revision {number}.")).await?;
        Ok(page)
    })
    .await
}

/// Declines a suggestion.
#[server(prefix = "/do", endpoint = "comment/decline")]
pub async fn decline(
    #[server(default)] pilot: String,
    #[server(default)] thread: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditProposal).await?;
        let thread = thread_of(&thread)?;
        let page = page_of(&here, thread);
        let mut typed = typed!("comment/decline"; reason);
        let reason = typed.required("reason", &reason, "Say why, so that the author knows.", MAX_REASON);
        let typed = typed.check(&page).await?;
        let outcome =
            store::comment::decline(here.pool(), here.pilot.pilot_id, here.who(), thread, &reason, here.now).await;
        typed.or_again(&page, outcome).await?;
        notify("Declined. The author can read why.").await?;
        Ok(page)
    })
    .await
}
