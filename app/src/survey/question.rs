//! The question itself: five rows, a note, one button.

use chrono::{DateTime, Utc};
use domain::listing;
use domain::person::Role;
use domain::survey::Energy;
use leptos::prelude::*;
use store::pilot::Member;
use store::survey::Given;

use crate::form::Refused;
use crate::time::{When, Written, Zones};
use crate::ui::TextArea;

/// Who reads the note, said before it is written. The answer itself is no secret in the pilot: with
/// one person per arm nobody is anonymous.
#[derive(Clone, Debug)]
pub struct Readers(String);

impl Readers {
    /// From the people of the pilot.
    pub fn of<'a>(members: impl IntoIterator<Item = &'a Member>) -> Self {
        let mut names = vec!["you"];
        for member in members.into_iter().filter(|m| m.membership.role == Role::Sponsor) {
            if !names.contains(&member.name.as_str()) {
                names.push(&member.name);
            }
        }
        Self(format!("Only {} can read it.", listing(&names)))
    }

    /// The same, where a note was written that is not shown.
    pub fn of_one_that_stays(self) -> Self {
        Self(format!(
            "{} The one you wrote before stays unless you write another.",
            self.0
        ))
    }
}

/// The fields of the question and its button, for inside a form with the class `survey`. What was
/// typed comes first, then `preselected`, then the answer given before.
pub fn fields(
    refused: &Refused,
    legend: AnyView,
    readers: &Readers,
    given: Option<&Given>,
    preselected: Option<Energy>,
) -> impl IntoView + use<> {
    let chosen = refused.value(
        "score",
        &preselected
            .or(given.map(|g| g.energy))
            .map(|energy| energy.score().to_string())
            .unwrap_or_default(),
    );
    refused.label("score", "Your answer");
    let problem = refused.problem("score");
    let invalid = problem.is_some();
    let note = given.map(|g| g.note.clone()).unwrap_or_default();
    let note_open = !refused.value("note", &note).is_empty();
    let rows = Energy::ALL
        .into_iter()
        .map(|energy| {
            let score = energy.score().to_string();
            let id = if energy.score() == 1 {
                "score".to_owned()
            } else {
                format!("score-{score}")
            };
            view! {
                <label class="survey-row">
                    <input
                        type="radio"
                        id=id
                        name="score"
                        value=score.clone()
                        checked=score == chosen
                        aria-describedby=invalid.then_some("score-error")
                    />
                    <b>{score}</b>
                    <span>{energy.word()}</span>
                </label>
            }
        })
        .collect_view();
    let sends = Energy::ALL
        .into_iter()
        .map(|energy| view! { <span data-score=energy.score().to_string()>{format!("Send {energy}")}</span> })
        .collect_view();
    view! {
        <fieldset>
            <legend>{legend}</legend>
            <p class="hint">"Your name is attached. Everybody in this pilot sees the number on the metrics page."</p>
            {problem.map(|problem| view! { <p class="error" id="score-error">{problem}</p> })}
            {rows}
        </fieldset>
        <details class="fold" open=note_open>
            <summary>"Add a note (optional)"</summary>
            <TextArea
                refused=refused.clone()
                name="note"
                label="Note"
                hint=readers.0.clone()
                value=note
                rows=3
            />
        </details>
        // The button names the answer that is chosen; the style sheet picks the name, so that it is
        // true without scripts, too.
        <button class="button send-answer" data-kind="primary" autofocus=preselected.is_some()>
            <span data-score="none">"Send your answer"</span>
            {sends}
        </button>
    }
}

/// Until when the answer can be changed.
pub fn until_hint(until: DateTime<Utc>, zones: Zones) -> impl IntoView {
    view! { <p class="hint">"You can change it until " <When at=until zones=zones written=Written::Until/> "."</p> }
}
