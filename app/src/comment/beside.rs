//! Comments on the proposal's page: marks in the text, and the threads beside the blocks they are about.

use domain::document::{Class, Overlay};
use domain::policy::Action;
use leptos::prelude::*;
use store::comment::{Suggestion, Thread};
use store::proposal::Revision;

use super::actions::{Accept, Reply, Resolve};
use super::change::inline;
use super::parts::{about, applies, excerpt, says};
use super::place::{anchor, url};
use crate::here::Here;
use crate::ui::Hidden;

/// So many threads stand beside the text; the page of all comments has the others.
const BESIDE: usize = 40;
/// So many of one passage stand there with their forms; the others lead to their page.
const WITH_FORMS: usize = 6;
/// The most that are listed under the title.
const LISTED: usize = 10;

/// The style sheet brings together marks and threads of one passage by a number up to this one.
const TOLD_APART: usize = 8;

/// The open threads in the order of the text: those that have their place, and those that lost it.
fn open(threads: &[Thread]) -> (Vec<&Thread>, Vec<&Thread>) {
    threads
        .iter()
        .filter(|thread| thread.is_open())
        .partition(|thread| thread.placed.is_some())
}

/// The forms of the threads beside the text.
#[derive(Clone, Copy)]
pub struct Forms {
    reply: ServerAction<Reply>,
    resolve: ServerAction<Resolve>,
    accept: ServerAction<Accept>,
}

impl Forms {
    /// To be asked for before the page's future.
    pub fn of_page() -> Self {
        Self {
            reply: ServerAction::new(),
            resolve: ServerAction::new(),
            accept: ServerAction::new(),
        }
    }
}

/// The open threads of a proposal as they stand beside its text.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// Who reads.
    pub here: &'a Here,
    /// All threads of the pilot, in the order of the text.
    pub threads: &'a [Thread],
    /// The text.
    pub latest: &'a Revision,
    /// Their forms.
    pub forms: Forms,
}

impl Beside<'_> {
    /// Those that stand beside the text.
    fn shown(&self) -> impl Iterator<Item = &Thread> {
        let placed = self
            .threads
            .iter()
            .filter(|thread| thread.is_open() && thread.placed.is_some());
        placed.take(BESIDE)
    }

    /// Where those stand, in bytes of the body.
    pub fn places(&self) -> Vec<usize> {
        self.shown()
            .filter_map(|thread| Some(thread.placed.as_ref()?.start))
            .collect()
    }

    /// The marks of the open threads in the text: each leads to its thread beside it.
    pub fn marks(&self) -> Vec<Overlay> {
        let placed = self
            .threads
            .iter()
            .filter(|thread| thread.is_open() && thread.placed.is_some());
        placed
            .enumerate()
            .filter(|(_, thread)| !thread.anchor.quote.is_empty())
            .filter_map(|(at, thread)| {
                let class = match thread.suggestion {
                    Some(_) => Class::Suggestion,
                    None => Class::Comment,
                };
                let href = if at < BESIDE {
                    format!("#{}", anchor(thread.thread_id))
                } else {
                    url(self.here, thread.thread_id)
                };
                Some(Overlay {
                    id: Some(format!("comment_{}", thread.thread_id)),
                    href: Some(href),
                    title: Some(format!("{}: {}", thread.author, says(thread, 80))),
                    nth: Some(nth(at)),
                    ..Overlay::new(thread.placed.clone()?, class)
                })
            })
            .collect()
    }

    /// The threads of one passage of a section, by their position in [`Beside::places`]. Folded where there is
    /// no margin for them.
    pub fn passage(&self, section: &str, held: &[usize]) -> AnyView {
        let rows = self
            .shown()
            .enumerate()
            .filter(|(at, _)| held.contains(at))
            .enumerate()
            .map(|(of_passage, (at, thread))| {
                let acts = (of_passage < WITH_FORMS).then(|| self.acts(section, thread));
                self.thread(section, nth(at), thread, acts)
            })
            .collect_view();
        let count = match held.len() {
            1 => "1 comment".to_owned(),
            n => format!("{n} comments"),
        };
        view! {
            <details class="beside">
                <summary>{count} <span class="visually-hidden">" on what follows"</span></summary>
                <ol class="threads" aria-label="Comments on what follows">{rows}</ol>
            </details>
        }
        .into_any()
    }

    fn thread(&self, section: &str, nth: usize, thread: &Thread, acts: Option<AnyView>) -> AnyView {
        let place = if thread.anchor.quote.is_empty() {
            format!("#{section}")
        } else {
            format!("#comment_{}", thread.thread_id)
        };
        let all = match thread.comments {
            1 => "Open it".to_owned(),
            n => format!("All {n} comments"),
        };
        let all_of = named(&all, thread);
        let is_brief = acts.is_none();
        let first = (!thread.first.is_empty()).then(|| {
            let letters = if is_brief { 120 } else { 240 };
            view! { <p>{excerpt(&thread.first, letters)}</p> }
        });
        let suggested = thread
            .suggestion
            .as_ref()
            .map(|suggestion| self.change(thread, suggestion));
        let newest = &thread.newest;
        let reply = (!is_brief && thread.comments > 1 && !newest.body.is_empty())
            .then(|| view! { <p><b>{newest.author.clone()}</b> ": " {excerpt(&newest.body, 160)}</p> });
        view! {
            <li class="thread" id=anchor(thread.thread_id) data-nth=nth.to_string() tabindex="-1">
                <p class="comment-head"><b>{thread.author.clone()}</b> " on " <a href=place>{about(thread, 60)}</a></p>
                {first}
                {suggested}
                {reply}
                <div class="thread-acts">
                    {acts}
                    <a href=url(self.here, thread.thread_id) aria-label=all_of>{all}</a>
                </div>
            </li>
        }
        .into_any()
    }

    /// What can be done with a thread where it stands.
    fn acts(&self, section: &str, thread: &Thread) -> AnyView {
        view! {
            {self.settling(section, thread)}
            {self.reply(thread)}
        }
        .into_any()
    }

    /// What is suggested, as it would change the words.
    fn change(&self, thread: &Thread, suggestion: &Suggestion) -> impl IntoView + use<> {
        let other = (suggestion.by != thread.author)
            .then(|| view! { <p><b>{suggestion.by.clone()}</b> " suggests other words:"</p> });
        let changed = (!applies(thread, suggestion, self.latest))
            .then(|| view! { <p class="muted">"The text has changed since this was suggested."</p> });
        view! { {other} <p class="thread-change">{inline(suggestion)}</p> {changed} }
    }

    /// Accepting a suggestion, or resolving what is none.
    fn settling(&self, section: &str, thread: &Thread) -> Option<AnyView> {
        let here = self.here;
        let writes = here.may(Action::EditProposal);
        let hidden = {
            let (slug, id, section) = (
                here.pilot.slug.clone(),
                thread.thread_id.to_string(),
                section.to_owned(),
            );
            view! {
                <Hidden name="pilot" value=slug/>
                <Hidden name="thread" value=id/>
                <Hidden name="section" value=section/>
            }
            .into_any()
        };
        if let Some(suggestion) = &thread.suggestion {
            if !writes || here.pilot.status.is_frozen() {
                return None;
            }
            let accept = applies(thread, suggestion, self.latest).then(|| {
                let reply = suggestion.reply.map(|reply| reply.to_string()).unwrap_or_default();
                let words = format!("Accept as revision {}", self.latest.number.next());
                let label = named(&words, thread);
                view! {
                    <ActionForm action=self.forms.accept>
                        {hidden}
                        <Hidden name="suggestion" value=reply/>
                        <button class="button" data-kind="primary" aria-label=label>{words}</button>
                    </ActionForm>
                }
            });
            let decline = format!("{}#decision", url(here, thread.thread_id));
            let label = named("Decline", thread);
            return Some(
                view! {
                    {accept}
                    <a href=decline aria-label=label>"Decline"</a>
                }
                .into_any(),
            );
        }
        (writes || thread.author_id == here.who()).then(|| {
            let seen = thread.newest.comment_id.to_string();
            let label = named("Resolve", thread);
            view! {
                <ActionForm action=self.forms.resolve>
                    {hidden}
                    <Hidden name="seen" value=seen/>
                    <button class="button" data-kind="quiet" aria-label=label>"Resolve"</button>
                </ActionForm>
            }
            .into_any()
        })
    }

    fn reply(&self, thread: &Thread) -> Option<AnyView> {
        let here = self.here;
        here.may(Action::Comment).then(|| {
            let (slug, id) = (here.pilot.slug.clone(), thread.thread_id.to_string());
            let field = format!("reply_to_{id}");
            let whom = format!("Reply to {}", whose(thread));
            view! {
                <details class="thread-reply">
                    <summary aria-label=whom>"Reply"</summary>
                    <ActionForm action=self.forms.reply attr:class="form" attr:novalidate="">
                        <Hidden name="pilot" value=slug/>
                        <Hidden name="thread" value=id/>
                        <Hidden name="beside" value="yes"/>
                        <div class="field">
                            <label for=field.clone()>"Your reply"</label>
                            <textarea id=field name="reply_text" rows="3"></textarea>
                        </div>
                        <div class="actions"><button class="button" data-kind="primary">"Reply"</button></div>
                    </ActionForm>
                </details>
            }
            .into_any()
        })
    }

    /// How many are open, and those that lost their words: beside the head of the page.
    pub fn note(&self) -> impl IntoView + use<> {
        let here = self.here;
        let (placed, lost) = open(self.threads);
        let all = here.url("proposal/comments");
        let was_about = lost
            .iter()
            .take(BESIDE)
            .map(|thread| {
                view! {
                    <li>
                        <p class="comment-head">{format!("Was about: {}", about(thread, 80))}</p>
                        <p><a href=url(here, thread.thread_id)>{says(thread, 120)}</a></p>
                    </li>
                }
            })
            .collect_view();
        let beyond = (placed.len() > BESIDE)
            .then(|| view! { <p class="muted">{format!("The first {BESIDE} stand beside the text.")}</p> });
        let none = placed.is_empty() && lost.is_empty();
        view! {
            <section class="margin-note" id="comments">
                <h2>"Comments " <span class="count">{placed.len() + lost.len()}</span></h2>
                {none.then(|| view! { <p class="muted">"None is open. Anybody in the pilot can comment on any section."</p> })}
                {beyond}
                {(!lost.is_empty())
                    .then(|| {
                        view! {
                            <details>
                                <summary>"No longer in the text " <span class="count">{lost.len()}</span></summary>
                                <ol class="comments">{was_about}</ol>
                            </details>
                        }
                    })}
                {(!self.threads.is_empty()).then(|| view! { <p><a href=all>"All comments, settled ones too"</a></p> })}
            </section>
        }
    }

    /// The first open ones in a list under the title, where there is no margin: "Comments (4)".
    pub fn fold(&self) -> Option<impl IntoView + use<>> {
        let here = self.here;
        let (placed, lost) = open(self.threads);
        let count = placed.len() + lost.len();
        let rows = placed
            .iter()
            .chain(&lost)
            .take(LISTED)
            .map(|thread| {
                let lost = if thread.placed.is_none() { "Was about: " } else { "" };
                view! {
                    <li>
                        <a href=url(here, thread.thread_id)>
                            {format!("{}: {}", thread.author, says(thread, 80))}
                        </a>
                        <span class="muted">{format!(" {lost}{}", about(thread, 50))}</span>
                    </li>
                }
            })
            .collect_view();
        let all = here.url("proposal/comments");
        (!self.threads.is_empty()).then(|| {
            view! {
                <details class="contents-fold comments-fold">
                    <summary>{format!("Comments ({count})")}</summary>
                    <ul class="comments">{rows}</ul>
                    <p><a href=all>"All comments, settled ones too"</a></p>
                </details>
            }
        })
    }
}

/// A thread, to those who do not see beside what a button stands.
fn whose(thread: &Thread) -> String {
    format!("{} on {}", thread.author, about(thread, 60))
}

/// What a button does, and to which thread.
fn named(does: &str, thread: &Thread) -> String {
    format!("{does}, {}", whose(thread))
}

/// The number that brings a mark and its thread together.
fn nth(at: usize) -> usize {
    at % TOLD_APART + 1
}
