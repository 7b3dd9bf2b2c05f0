//! Forms of comments: start, reply, read, resolve, reopen; and of suggestions: accept, decline.

use domain::comment::{Anchor, MAX_COMMENT, MAX_QUOTE, MAX_REASON, MAX_REPLACEMENT, locate};
use domain::document::Body;
use domain::ids::{CommentId, CommentThreadId};
use domain::policy::Action;
use domain::proposal::RevisionNumber;
use leptos::server;
use serde::{Deserialize, Serialize};
use store::comment::{NewThread, Suggested};

use super::place::{self, url};
use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, Typed, notify, notify_and_see};
use crate::here::Here;

fn thread_of(text: &str) -> Result<CommentThreadId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// The page of a thread within its pilot, as its forms name it.
fn page_of(thread: &str) -> String {
    format!("proposal/comment/{}", escaped(thread))
}

/// Where the form of a thread leads: back to the section it was used beside, or to the thread's page.
fn back(here: &Here, thread: CommentThreadId, section: &str) -> String {
    if section.is_empty() {
        url(here, thread)
    } else {
        here.url(&format!("proposal#{}", escaped(section)))
    }
}

/// The reply that a form settles the suggestion of; empty where the thread was begun with it.
fn reply_of(text: &str) -> Result<Option<CommentId>, AppError> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| AppError::NotFound),
    }
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
    /// `yes` when the button for suggestions was pressed.
    suggest: String,
    /// The words as the field for others showed them at first.
    words: String,
    /// What shall stand in place of the words.
    replacement: String,
}

/// Begins a thread on words of a section or on a whole section; when other words stand in the field for them, or `suggest`
/// was pressed, a suggestion.
#[server(prefix = "/do", endpoint = "comment/start")]
pub async fn start(#[server(default)] pilot: String, #[server(flatten)] fields: Fields) -> Result<(), AppError> {
    let page = format!("proposal/comment?section={}", escaped(&fields.section));
    form::in_pilot(pilot, &page, Action::Comment, async |here, mut typed| {
        let Fields {
            section,
            base,
            before,
            quote,
            which,
            text,
            suggest,
            words,
            replacement,
        } = fields;
        let number: RevisionNumber = base.parse().map_err(|_| AppError::NotFound)?;
        let revision = store::proposal::revision(here.pool(), here.pilot.pilot_id, number).await?;
        let anchor = anchor(&mut typed, &revision.body, (&section, &quote, &before, &which))?;
        let replacement = replacement.replace("\r\n", "\n");
        let source = anchor.as_ref().map_or("", |anchor| anchor.quote.as_str());
        let shown = words.replace("\r\n", "\n");
        let untouched = [source.trim(), quote.trim(), shown.trim()].contains(&replacement.trim());
        let differs = !replacement.trim().is_empty() && !untouched;
        let suggests = suggest == "yes" || differs;
        if suggests && anchor.is_some() && source.is_empty() {
            typed.problem(
                "quote",
                "Say which words to replace. To rewrite the whole section, edit it.",
            );
        }
        let same = anchor.is_some() && !source.is_empty() && replacement == source;
        let text = said(&mut typed, suggests, ("text", &text), (&replacement, same));
        typed.check()?;
        let anchor = anchor.ok_or(AppError::Internal)?;
        let new = NewThread {
            base: number,
            anchor: &anchor,
            text: &text,
            replacement: suggests.then_some(replacement.as_str()),
        };
        let thread = store::comment::start(here.pool(), here.pilot.pilot_id, here.who(), new, here.now).await?;
        notify(if suggests {
            format!(
                "Your suggestion for {} is kept. The sponsor finds it in their inbox.",
                anchor.section_title
            )
        } else {
            format!("Your comment on {} is kept.", anchor.section_title)
        })
        .await?;
        Ok(url(&here, thread))
    })
    .await
}

/// What is said, which a suggestion can do without; with the problems of the words it `suggests` noted. They are the
/// `same` when the text says them already.
fn said(typed: &mut Typed, suggests: bool, (field, text): (&str, &str), (replacement, same): (&str, bool)) -> String {
    if suggests && same {
        typed.problem(
            "replacement",
            "The text says this already. Change the words, or send it without a suggestion.",
        );
    } else if replacement.chars().count() > MAX_REPLACEMENT {
        typed.problem("replacement", format!("Use at most {MAX_REPLACEMENT} characters."));
    }
    if suggests && text.trim().is_empty() {
        String::new()
    } else {
        typed.required(field, text, "Write what you want to say.", MAX_COMMENT)
    }
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

/// What the form of a reply holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplyFields {
    /// The thread.
    thread: String,
    /// The reply.
    reply_text: String,
    /// The words of the text, as the page showed them.
    words: String,
    /// What shall stand in their place.
    replacement: String,
    /// `yes` for a suggestion.
    suggest: String,
    /// Not empty when it was written beside the text.
    beside: String,
}

/// Replies in a thread; when other words stand in the field for them, or `suggest` was pressed, by suggesting them.
#[server(prefix = "/do", endpoint = "comment/reply")]
pub async fn reply(#[server(default)] pilot: String, #[server(flatten)] fields: ReplyFields) -> Result<(), AppError> {
    form::in_pilot(
        pilot,
        &page_of(&fields.thread),
        Action::Comment,
        async |here, mut typed| {
            let thread = thread_of(&fields.thread)?;
            let words = fields.words.replace("\r\n", "\n");
            let replacement = fields.replacement.replace("\r\n", "\n");
            let differs = !replacement.trim().is_empty() && replacement != words;
            let suggests = fields.suggest == "yes" || differs;
            let same = replacement == words;
            let text = said(
                &mut typed,
                suggests,
                ("reply_text", &fields.reply_text),
                (&replacement, same),
            );
            typed.check()?;
            let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
            let kept = if suggests {
                let new = Suggested {
                    text: &text,
                    replaced: &words,
                    replacement: &replacement,
                };
                store::comment::suggest(pool, pilot, here.who(), thread, new, here.now).await?;
                "Your suggestion is kept."
            } else {
                store::comment::reply(pool, pilot, here.who(), thread, &text, here.now).await?;
                "Your reply is kept."
            };
            if fields.beside.is_empty() {
                notify_and_see(kept, "/".to_owned(), "See what else waits for you").await?;
                Ok(url(&here, thread))
            } else {
                notify(kept).await?;
                Ok(here.url(&format!("proposal#{}", place::anchor(thread))))
            }
        },
    )
    .await
}

/// Notes that the person has read a thread: it leaves their inbox.
#[server(prefix = "/do", endpoint = "comment/read")]
pub async fn read(#[server(default)] pilot: String, #[server(default)] thread: String) -> Result<(), AppError> {
    form::in_pilot(pilot, &page_of(&thread), Action::Comment, async |here, _| {
        let thread = thread_of(&thread)?;
        store::comment::read(here.pool(), here.pilot.pilot_id, here.who(), thread, here.now).await?;
        notify("This is out of your inbox until somebody writes again.").await?;
        Ok(url(&here, thread))
    })
    .await
}

/// Resolves a thread. `seen` is the newest comment the page showed; `section`, when it was done beside the
/// text, where that stands.
#[server(prefix = "/do", endpoint = "comment/resolve")]
pub async fn resolve(
    #[server(default)] pilot: String,
    #[server(default)] thread: String,
    #[server(default)] seen: String,
    #[server(default)] section: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, &page_of(&thread), Action::Comment, async |here, _| {
        let thread = thread_of(&thread)?;
        let seen: CommentId = seen.parse().map_err(|_| AppError::NotFound)?;
        let who = (here.who(), here.may(Action::EditProposal));
        store::comment::resolve(here.pool(), here.pilot.pilot_id, who, thread, seen, here.now).await?;
        let page = url(&here, thread);
        notify_and_see("Resolved. It is kept among the settled comments.", page, "Open it").await?;
        Ok(back(&here, thread, &section))
    })
    .await
}

/// Opens a resolved thread again.
#[server(prefix = "/do", endpoint = "comment/reopen")]
pub async fn reopen(#[server(default)] pilot: String, #[server(default)] thread: String) -> Result<(), AppError> {
    form::in_pilot(pilot, &page_of(&thread), Action::Comment, async |here, _| {
        let thread = thread_of(&thread)?;
        let who = (here.who(), here.may(Action::EditProposal));
        store::comment::reopen(here.pool(), here.pilot.pilot_id, who, thread, here.now).await?;
        Ok(url(&here, thread))
    })
    .await
}

/// Makes the newest suggestion of a thread the next revision. `suggestion` is the reply it was read in, empty
/// for what the thread was begun with; `section` as when resolving.
#[server(prefix = "/do", endpoint = "comment/accept")]
pub async fn accept(
    #[server(default)] pilot: String,
    #[server(default)] thread: String,
    #[server(default)] suggestion: String,
    #[server(default)] section: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, &page_of(&thread), Action::EditProposal, async |here, _| {
        let thread = thread_of(&thread)?;
        let which = (thread, reply_of(&suggestion)?);
        let number = store::comment::accept(here.pool(), here.pilot.pilot_id, here.who(), which, here.now).await?;
        let accepted = format!("Accepted: the words are in revision {number}.");
        let changes = here.url(&format!("proposal/compare/{}/{number}", number.0 - 1));
        notify_and_see(accepted, changes, "See the change").await?;
        Ok(back(&here, thread, &section))
    })
    .await
}

/// Declines the newest suggestion of a thread. `suggestion` as when accepting.
#[server(prefix = "/do", endpoint = "comment/decline")]
pub async fn decline(
    #[server(default)] pilot: String,
    #[server(default)] thread: String,
    #[server(default)] suggestion: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    form::in_pilot(
        pilot,
        &page_of(&thread),
        Action::EditProposal,
        async |here, mut typed| {
            let thread = thread_of(&thread)?;
            let which = (thread, reply_of(&suggestion)?);
            let reason = typed.required("reason", &reason, "Say why, so that the author knows.", MAX_REASON);
            typed.check()?;
            store::comment::decline(here.pool(), here.pilot.pilot_id, here.who(), which, &reason, here.now).await?;
            notify("Declined. The author can read why.").await?;
            Ok(url(&here, thread))
        },
    )
    .await
}
