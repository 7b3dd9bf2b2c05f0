//! How the text reads, and which of the two is shown where there is no room for both.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::Editor;
use super::page::{find, say};
use super::sending::post;

impl Editor {
    /// Has the server render the text; an earlier request that is still under way is given up.
    pub(super) fn show_preview(self: &Rc<Self>) {
        let controller = AbortController::new().ok();
        if let Some(before) = self.preview.replace(controller.clone()) {
            before.abort();
        }
        let me = Rc::clone(self);
        spawn_local(async move {
            let Some(message) = me.message() else { return };
            match post("/do/proposal/preview", &message, controller.as_ref()).await {
                Ok(answer) => {
                    if let Some(pane) = find("#section_preview") {
                        pane.set_inner_html(&answer.text);
                    }
                }
                Err(Some(sentence)) => say("#section_preview", &format!("There is no preview: {sentence}.")),
                Err(None) => {}
            }
        });
    }
}

/// Shows the text or the preview where there is no room for both.
pub(super) fn show(view: &str) {
    if let Some(editor) = find(".editor") {
        let _ = editor.set_attribute("data-view", view);
    }
    for other in ["write", "preview"] {
        if let Some(button) = find(&format!("[data-show={other}]")) {
            let _ = button.set_attribute("aria-pressed", if other == view { "true" } else { "false" });
        }
    }
}
