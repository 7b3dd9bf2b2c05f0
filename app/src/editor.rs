//! The section editor's island: keeps what is typed, on the server and in the browser, and shows how
//! it reads. Without scripts the editor is a form with a button for each.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the server answers to the editor's script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// A sentence, or the preview's HTML.
    pub text: String,
    /// The newest revision by now; 0 when that is not what was asked.
    pub newest: i32,
    /// Who saved it.
    pub author: String,
    /// The draft that was kept; 0 when it is no draft.
    pub draft: i64,
    /// How often it was kept.
    pub turn: i32,
    /// Said when the writer has another draft of the same section; empty otherwise.
    pub another: String,
}

/// The tools over the text. They and everything else here attend to the form `edit_form` around them.
#[island]
pub fn SectionEditor(
    /// What this browser sent on earlier revisions than this has arrived.
    own: i32,
    /// Who writes: texts in the browser are theirs alone.
    person: i64,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::attend(own, person);
    #[cfg(not(feature = "hydrate"))]
    let _ = (own, person);
    view! {
        <div class="editor-tools" data-script="on">
            <div class="toolbar" role="group" aria-label="Formatting">
                <button class="button" data-kind="quiet" type="button" data-insert="heading">"Heading"</button>
                <button class="button" data-kind="quiet" type="button" data-insert="bold">"Bold"</button>
                <button class="button" data-kind="quiet" type="button" data-insert="list">"List"</button>
                <button class="button" data-kind="quiet" type="button" data-insert="link">"Link"</button>
                <button class="button" data-kind="quiet" type="button" data-insert="placeholder">"Placeholder"</button>
            </div>
            <div class="editor-views" role="group" aria-label="Show">
                <button class="button" data-kind="quiet" type="button" data-show="write" aria-pressed="true">"Write"</button>
                <button class="button" data-kind="quiet" type="button" data-show="preview" aria-pressed="false">"Preview"</button>
            </div>
        </div>
        <p class="row-message" data-kind="info" role="status" id="came_in"></p>
        <p class="row-message" data-kind="warn" role="status" id="another_draft"></p>
        <div id="in_browser"></div>
    }
}

#[cfg(feature = "hydrate")]
mod browser;
