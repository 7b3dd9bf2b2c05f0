//! The draft on the server: kept while its writer rests, and what the server answers.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{UrlSearchParams, window};

use super::page::{after, field, find, input, lead, say};
use super::sending::post;
use super::{AGAIN, Editor};
use crate::editor::Answer;

impl Editor {
    /// What the server is told of the text.
    pub(super) fn message(&self) -> Option<UrlSearchParams> {
        let message = UrlSearchParams::new().ok()?;
        for name in [
            "pilot",
            "section",
            "last",
            "base",
            "change_summary",
            "conflict",
            "window",
            "draft",
            "turn",
        ] {
            message.append(name, &field(&self.form, name));
        }
        message.append("new_text", &self.area.value());
        Some(message)
    }

    /// Keeps the draft on the server, unless it is there.
    pub(super) fn keep(self: &Rc<Self>) {
        if self.sent.get() || !self.is_dirty() || self.keeping.replace(true) {
            return;
        }
        let me = Rc::clone(self);
        spawn_local(async move {
            let (text, fields) = (me.area.value(), me.fields());
            let outcome = match me.message() {
                Some(message) => post("/do/proposal/keep_draft", &message, None).await,
                None => Err(None),
            };
            me.keeping.set(false);
            match outcome {
                Ok(answer) => {
                    me.kept.replace(text.clone());
                    me.kept_fields.replace(fields);
                    if me.area.value() == text {
                        me.local.mark_kept(&me.base());
                    }
                    say("#draft_status", &answer.text);
                    me.learn(&answer);
                    me.came_in(&answer);
                }
                Err(sentence) => {
                    let there = me.local.is_there(&me.base());
                    let sentence = sentence.unwrap_or_else(|| "the server cannot be reached".to_owned());
                    say(
                        "#draft_status",
                        &if there {
                            format!("Draft kept in this browser; {sentence}")
                        } else {
                            format!("The draft could not be kept: {sentence}. Copy your text before you leave.")
                        },
                    );
                }
            }
            if me.is_dirty() {
                let again = Rc::clone(&me);
                after(&me.keep_timer, AGAIN, move || again.keep());
            }
        });
    }

    /// Notes which draft the window has by now, and says when the writer has another one.
    pub(super) fn learn(&self, answer: &Answer) {
        let draft = match answer.draft {
            0 => String::new(),
            draft => draft.to_string(),
        };
        for (name, value) in [("draft", draft), ("turn", answer.turn.to_string())] {
            if let Some(input) = input(&self.form, name) {
                input.set_value(&value);
            }
        }
        let is_said = find("#another_draft").is_some_and(|line| line.first_child().is_some());
        if !answer.another.is_empty() && !is_said {
            say("#another_draft", &format!("{} ", answer.another));
            let address = format!("/p/{}/proposal/kept", field(&self.form, "pilot"));
            let _ = lead("#another_draft", &address, "Read all of them");
        }
    }

    /// Says that somebody saved a revision meanwhile, and what saving will make.
    pub(super) fn came_in(&self, answer: &Answer) {
        let next = answer.newest + 1;
        if answer.newest == 0 {
            return;
        }
        say("#save_revision", &format!("Save as revision {next}"));
        let base: i32 = self.base().parse().unwrap_or(answer.newest);
        let shown = find("#came_in")
            .and_then(|line| line.text_content())
            .unwrap_or_default();
        let sentence = format!(
            "Revision {} was saved by {} while you write. Saving brings both together, or asks you where they overlap.",
            answer.newest, answer.author
        );
        if answer.newest > base && shown != sentence {
            say("#came_in", &sentence);
        }
    }

    /// The page goes: what is not kept yet is sent without waiting for an answer.
    pub(super) fn leave(&self) {
        if self.sent.get() || !self.is_dirty() {
            return;
        }
        if let (Some(window), Some(message)) = (window(), self.message()) {
            let _ = window
                .navigator()
                .send_beacon_with_opt_url_search_params("/do/proposal/keep_draft", Some(&message));
        }
    }

    /// The form is on its way. The text stays in the browser until it is known to have arrived.
    pub(super) fn send(&self) {
        self.sent.set(true);
        self.local.keep(&self.base(), &self.area.value());
        self.local.mark_sent(&self.base());
    }
}
