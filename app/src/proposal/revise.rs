//! Forms of whoever writes: revise, keep a draft or throw it away, let the other text of a conflict stand. Two of them
//! are the editor's script's.

use domain::document::unseen::without;
use domain::document::{Body, section_level, sections};
use domain::ids::{ConflictId, DraftId};
use domain::policy::Action;
use domain::proposal::{Place, RevisionNumber, placed};
use leptos::prelude::RenderHtml as _;
use leptos::server;
use serde::{Deserialize, Serialize};
use store::proposal::{Edit, Revised, Save, Window};

use super::actions::number;
use super::place::{NEW_SECTION, heading_mark, prefilled};
use super::preview::Preview;
use crate::address::escaped;
use crate::editor::Answer;
use crate::error::AppError;
use crate::form::{self, Typed, notify, notify_and_see, notify_warning};
use crate::here::Here;

/// What the form of a text holds, apart from the button pressed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Written {
    /// The section's key; empty for a new one.
    section: String,
    /// The last section that the text stands for; for a new one, which it comes after.
    last: String,
    /// The revision it was begun on.
    base: String,
    /// The text.
    new_text: String,
    /// What changed, in the writer's words.
    change_summary: String,
    /// The conflict it settles.
    conflict: String,
    /// As in [`Window`].
    window: String,
    /// As in [`Window`].
    draft: String,
    /// As in [`Window`].
    turn: String,
}

impl Written {
    /// With the line ends of a body and a summary on one line.
    fn tidied(mut self) -> Self {
        self.new_text = self.new_text.replace("\r\n", "\n");
        self.change_summary = without(self.change_summary.trim()).into_owned();
        self
    }

    fn settles(&self) -> Option<ConflictId> {
        self.conflict.parse().ok()
    }

    fn window(&self) -> Window<'_> {
        Window {
            name: &self.window[..self.window.floor_char_boundary(64)],
            draft: self.draft.parse().ok(),
            turn: self.turn.parse().unwrap_or_default(),
        }
    }

    fn save(&self) -> Result<Save<'_>, AppError> {
        Ok(Save {
            edit: Edit {
                section: &self.section,
                base: number(&self.base)?,
                text: &self.new_text,
                summary: &self.change_summary,
            },
            last: if self.last.is_empty() {
                &self.section
            } else {
                &self.last
            },
            settles: self.settles(),
            window: self.window(),
        })
    }

    /// The editor within its pilot, with a draft in it.
    fn editor(&self, draft: Option<DraftId>) -> String {
        let name = match self.section.as_str() {
            "" => NEW_SECTION.to_owned(),
            section => escaped(section),
        };
        let draft = draft.map_or_else(String::new, |draft| format!("&draft={draft}"));
        format!("proposal/edit/{name}?base={}{draft}", escaped(&self.base))
    }

    /// Where the form stands within its pilot.
    fn page(&self) -> String {
        match self.settles() {
            Some(conflict) => format!("proposal/conflict/{conflict}"),
            None => self.editor(self.window().draft),
        }
    }

    /// What is wrong with the text and its summary.
    fn check(&self, base: &Body, typed: &mut Typed) -> Result<(), AppError> {
        if self.section.is_empty() && !begins_a_section(base, &self.last, &self.new_text) {
            let mark = heading_mark(base);
            typed.problem(
                "new_text",
                format!("Begin with a heading: {mark} and the name of the section."),
            );
        }
        if self.change_summary.chars().count() > 200 {
            typed.problem("change_summary", "Use at most 200 characters.");
        }
        typed.check()
    }
}

/// What a writer is told when a section has another draft of theirs.
const ANOTHER: &str = "This text is kept. You have another draft of this section, from another window or an earlier day; it is kept, too.";

/// Whether a text is a section of its own behind another one. What is too long for any place is refused for that.
fn begins_a_section(base: &Body, after: &str, text: &str) -> bool {
    placed(base, Place::After(after), text).map_or(true, |(body, range)| {
        let mut starts = sections(&body).into_iter().filter(|section| section.level > 0);
        let begins = starts.any(|section| section.range.start == range.start);
        let same_level = sections(base).is_empty() || section_level(&body) == section_level(base);
        text.trim().is_empty() || begins && same_level
    })
}

/// Saves an edited section as a new revision, or keeps it as a draft: `then` is `save`, `keep` or `preview`.
///
/// The text is kept as a draft before anything but a lost session can refuse it.
#[server(prefix = "/do", endpoint = "proposal/revise")]
pub async fn revise(
    #[server(default)] pilot: String,
    #[server(flatten)] written: Written,
    #[server(default)] then: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, &written.page(), Action::EditProposal, async |here, mut typed| {
        let written = written.tidied();
        let save = written.save()?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let kept = store::proposal::keep_draft(pool, pilot, here.who(), save, here.now).await;
        let draft = kept.as_ref().ok().and_then(|kept| kept.draft);
        let page = match (save.settles, draft) {
            // The result of a conflict that another window has goes on as a draft of this one.
            (Some(conflict), draft) if draft.is_none() || then != "keep" => {
                here.url(&format!("proposal/conflict/{conflict}"))
            }
            (_, draft) => here.url(&written.editor(draft)),
        };
        typed.show_on(&page);
        if then == "keep" || then == "preview" {
            let kept = typed.or_again(kept)?;
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
            notify_warning("The pilot has started: its text and terms are frozen. What you typed is kept here.")
                .await?;
            return Ok(here.url("proposal/kept"));
        }
        if written.new_text.trim().is_empty() && !written.section.is_empty() && written.section == save.last {
            let (section, base) = (escaped(&written.section), save.edit.base);
            return Ok(here.url(&format!("proposal/delete/{section}?base={base}")));
        }
        let base = store::proposal::revision(pool, pilot, save.edit.base).await?;
        written.check(&base.body, &mut typed)?;
        let revised = revised(&here, save).await;
        saved(&here, save.edit.base, typed.or_again(revised)?).await
    })
    .await
}

/// Saves. A summary that stands as the editor filled it in is left out: what is said from the sections is as true or truer.
async fn revised(here: &Here, mut save: Save<'_>) -> Result<Revised, AppError> {
    let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
    if save.edit.summary.starts_with("Edited ") {
        let base = store::proposal::revision(pool, pilot, save.edit.base).await?;
        if save.edit.summary == prefilled(&base.body, save.edit.section) {
            save.edit.summary = "";
        }
    }
    Ok(store::proposal::save(pool, pilot, here.who(), save, here.now).await?)
}

/// Says what became of a text, and where to go on.
async fn saved(here: &Here, base: RevisionNumber, revised: Revised) -> Result<String, AppError> {
    match revised {
        Revised::Conflict(conflict) => Ok(here.url(&format!("proposal/conflict/{conflict}"))),
        Revised::Saved {
            number,
            merged_with: Some(other),
        } => {
            let sentence = format!(
                "Saved as revision {number}. Revision {other} was saved while you were writing. Both are in the text."
            );
            let came_in = here.url(&format!("proposal/compare/{base}/{other}"));
            notify_and_see(sentence, came_in, "See what came in").await?;
            Ok(here.url("proposal"))
        }
        Revised::Saved { number, .. } => {
            notify(format!("Saved as revision {number}.")).await?;
            Ok(here.url("proposal"))
        }
    }
}

/// Throws a draft away, unless another window wrote it since.
#[server(prefix = "/do", endpoint = "proposal/drop_draft")]
pub async fn drop_draft(#[server(default)] pilot: String, #[server(flatten)] written: Written) -> Result<(), AppError> {
    form::in_pilot(pilot, &written.page(), Action::EditProposal, async |here, _| {
        number(&written.base)?;
        store::proposal::drop_draft(here.pool(), here.pilot.pilot_id, here.who(), written.window()).await?;
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
    let page = format!("proposal/conflict/{}", escaped(&conflict));
    form::in_pilot(pilot, &page, Action::EditProposal, async |here, _| {
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
    #[server(flatten)] written: Written,
) -> Result<Answer, AppError> {
    form::answer_in_pilot(pilot, Action::EditProposal, async |here| {
        let written = written.tidied();
        let save = written.save()?;
        let kept = store::proposal::keep_draft(here.pool(), here.pilot.pilot_id, here.who(), save, here.now).await?;
        let at = here.now.with_timezone(&here.pilot.zone).format("%H:%M %Z");
        let is_apart = kept.another || save.settles.is_some() && kept.draft.is_some();
        let text = match kept.draft {
            None if save.settles.is_none() => format!("Revision {} says this already", kept.newest),
            _ => format!("Draft saved {at}"),
        };
        Ok(Answer {
            text,
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
    #[server(flatten)] written: Written,
) -> Result<Answer, AppError> {
    form::answer_in_pilot(pilot, Action::EditProposal, async |here| {
        let base = store::proposal::revision(here.pool(), here.pilot.pilot_id, number(&written.base)?).await?;
        let (section, last) = (&written.section, &written.last);
        let last = if last.is_empty() { section } else { last };
        let shown = Preview::of(&base, (section, last), &written.new_text);
        Ok(Answer {
            text: shown.into_view().to_html(),
            ..Answer::default()
        })
    })
    .await
}
