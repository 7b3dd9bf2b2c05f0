//! Comments on the proposal's page: marks in the text, and the threads beside it.

use domain::comment::plain;
use domain::markdown::{Class, Overlay};
use leptos::prelude::*;
use store::comment::Thread;

use crate::here::Here;

/// So many threads stand beside the text; the page of all comments has the others.
const BESIDE: usize = 40;

/// At most so many characters of a text, as one line without its marks.
pub(super) fn excerpt(markdown: &str, characters: usize) -> String {
    // Of a long text the beginning is enough to read the excerpt from.
    let head: String = markdown.chars().take(4 * characters).collect();
    let line = plain(&head);
    if line.chars().count() <= characters {
        return line;
    }
    let cut: String = line.chars().take(characters).collect();
    format!("{}…", cut.trim_end())
}

/// What a thread says first: its comment, or what it suggests.
pub(super) fn says(thread: &Thread, characters: usize) -> String {
    match (&thread.replacement, thread.first.is_empty()) {
        (Some(replacement), true) if replacement.trim().is_empty() => "Leave these words out".to_owned(),
        (Some(replacement), true) => format!("Say instead: “{}”", excerpt(replacement, characters)),
        _ => excerpt(&thread.first, characters),
    }
}

/// What a thread is about: its words, or the whole section.
pub(super) fn about(thread: &Thread, characters: usize) -> String {
    if thread.anchor.quote.is_empty() {
        format!("The section {}", thread.anchor.section_title)
    } else {
        format!("“{}”", excerpt(&thread.anchor.quote, characters))
    }
}

/// The page of a thread.
pub(super) fn url(here: &Here, thread: &Thread) -> String {
    here.url(&format!("proposal/comment/{}", thread.thread_id))
}

/// The marks of the open threads in the newest revision's text; each leads to its thread.
pub fn marks(here: &Here, threads: &[Thread]) -> Vec<Overlay> {
    threads
        .iter()
        .filter(|thread| thread.is_open() && !thread.anchor.quote.is_empty())
        .filter_map(|thread| {
            let class = match thread.replacement {
                Some(_) => Class::Suggestion,
                None => Class::Comment,
            };
            Some(Overlay {
                id: Some(format!("comment_{}", thread.thread_id)),
                href: Some(url(here, thread)),
                title: Some(format!("{}: {}", thread.author, says(thread, 80))),
                ..Overlay::new(thread.placed.clone()?, class)
            })
        })
        .collect()
}

/// The open threads in the order of the text: those that have their place, and those that lost it.
fn open(threads: &[Thread]) -> (Vec<&Thread>, Vec<&Thread>) {
    threads
        .iter()
        .filter(|thread| thread.is_open())
        .partition(|thread| thread.placed.is_some())
}

/// The threads in the margin.
pub fn margin(here: &Here, threads: &[Thread]) -> impl IntoView + use<> {
    let (placed, lost) = open(threads);
    let all = here.url("proposal/comments");
    let rows = placed
        .iter()
        .take(BESIDE)
        .map(|thread| row(here, thread))
        .collect_view();
    let was_about = lost
        .iter()
        .take(BESIDE)
        .map(|thread| {
            view! {
                <li>
                    <p class="comment-head">{format!("Was about: {}", about(thread, 80))}</p>
                    <p><a href=url(here, thread)>{says(thread, 120)}</a></p>
                </li>
            }
        })
        .collect_view();
    let none = placed.is_empty() && lost.is_empty();
    view! {
        <section class="margin-note" id="comments">
            <h2>"Comments " <span class="count">{placed.len() + lost.len()}</span></h2>
            {none.then(|| view! { <p class="muted">"None is open. Anybody in the pilot can comment on any section."</p> })}
            {(!placed.is_empty()).then(|| view! { <ol class="comments">{rows}</ol> })}
            {(!lost.is_empty())
                .then(|| {
                    view! {
                        <h3>"No longer in the text"</h3>
                        <ol class="comments">{was_about}</ol>
                    }
                })}
            {(!threads.is_empty()).then(|| view! { <p><a href=all>"All comments, settled ones too"</a></p> })}
        </section>
    }
}

fn row(here: &Here, thread: &Thread) -> impl IntoView + use<> {
    let place = if thread.anchor.quote.is_empty() {
        format!("#{}", thread.anchor.section)
    } else {
        format!("#comment_{}", thread.thread_id)
    };
    let replies = match thread.comments {
        1 => "Reply".to_owned(),
        2 => "1 reply".to_owned(),
        n => format!("{} replies", n - 1),
    };
    view! {
        <li>
            <p class="comment-head"><b>{thread.author.clone()}</b> " on " <a href=place>{about(thread, 60)}</a></p>
            <p>{says(thread, 160)}</p>
            <p>
                <a href=url(here, thread)>
                    {replies}
                    <span class="visually-hidden">{format!(" to {} on {}", thread.author, about(thread, 60))}</span>
                </a>
            </p>
        </li>
    }
}

/// The same under the title, where there is no margin: "Comments (4)".
pub fn fold(here: &Here, threads: &[Thread]) -> Option<impl IntoView + use<>> {
    let (placed, lost) = open(threads);
    let count = placed.len() + lost.len();
    let rows = placed
        .iter()
        .chain(&lost)
        .take(BESIDE)
        .map(|thread| {
            let lost = if thread.placed.is_none() { "Was about: " } else { "" };
            view! {
                <li>
                    <a href=url(here, thread)>
                        {format!("{}: {}", thread.author, says(thread, 80))}
                    </a>
                    <span class="muted">{format!(" {lost}{}", about(thread, 50))}</span>
                </li>
            }
        })
        .collect_view();
    let all = here.url("proposal/comments");
    (!threads.is_empty()).then(|| {
        view! {
            <details class="contents-fold">
                <summary>{format!("Comments ({count})")}</summary>
                <ul class="comments">{rows}</ul>
                <p><a href=all>"All comments, settled ones too"</a></p>
            </details>
        }
    })
}
