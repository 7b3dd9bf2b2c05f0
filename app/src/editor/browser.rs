//! What the editor does in the browser.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{
    AbortController, Element, Event, HtmlElement, HtmlFormElement, HtmlTextAreaElement, KeyboardEvent, SubmitEvent,
    window,
};

use local::{Local, Name};
use page::{after, field, find, input, on, storage};
use preview::show;

mod draft;
mod kept;
mod local;
mod marks;
mod page;
mod preview;
mod sending;

/// Milliseconds of rest after the last key before a draft is kept.
const REST: i32 = 1500;
/// Milliseconds of rest before the preview follows.
const PREVIEW_REST: i32 = 400;
/// Milliseconds before a draft that could not be kept is tried again.
const AGAIN: i32 = 5000;

/// The editor of the page.
struct Editor {
    form: HtmlFormElement,
    area: HtmlTextAreaElement,
    local: Local,
    /// The text that the server has.
    kept: RefCell<String>,
    /// Summary and place as they were kept with it.
    kept_fields: RefCell<String>,
    /// A draft is under way.
    keeping: Cell<bool>,
    /// The form is sent: nothing more is kept.
    sent: Cell<bool>,
    keep_timer: Cell<Option<i32>>,
    preview_timer: Cell<Option<i32>>,
    preview: RefCell<Option<AbortController>>,
}

/// Attends to the form for as long as the page lives.
pub fn attend(own: i32, person: i64) {
    if let Some(editor) = Editor::find(person) {
        let editor = Rc::new(editor);
        editor.restore(own);
        editor.listen();
    }
}

impl Editor {
    fn find(person: i64) -> Option<Self> {
        let form: HtmlFormElement = find("#edit_form")?.dyn_into().ok()?;
        let area: HtmlTextAreaElement = find("#new_text")?.dyn_into().ok()?;
        let text = area.value();
        let editor = Self {
            local: Local::new(
                storage(),
                person,
                (&field(&form, "pilot"), &subject(&form)),
                field(&form, "window"),
            ),
            form,
            area,
            kept: RefCell::new(text),
            kept_fields: RefCell::default(),
            keeping: Cell::new(false),
            sent: Cell::new(false),
            keep_timer: Cell::default(),
            preview_timer: Cell::default(),
            preview: RefCell::default(),
        };
        *editor.kept_fields.borrow_mut() = editor.fields();
        Some(editor)
    }

    fn base(&self) -> String {
        field(&self.form, "base")
    }

    /// Everything but the text that belongs to a draft.
    fn fields(&self) -> String {
        format!("{}\n{}", field(&self.form, "last"), field(&self.form, "change_summary"))
    }

    fn is_dirty(&self) -> bool {
        *self.kept.borrow() != self.area.value() || *self.kept_fields.borrow() != self.fields()
    }

    fn listen(self: &Rc<Self>) {
        let me = Rc::clone(self);
        on(&self.form, "input", move |_: Event| me.typed());
        let me = Rc::clone(self);
        on(&self.area, "blur", move |_: Event| me.keep());
        on(&self.area, "keydown", |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                if let Some(save) = find("#save_revision").and_then(|save| save.dyn_into::<HtmlElement>().ok()) {
                    save.click();
                }
            }
        });
        let me = Rc::clone(self);
        on(&self.form, "submit", move |_: SubmitEvent| me.send());
        let me = Rc::clone(self);
        on(&self.form, "click", move |event: Event| {
            let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
            let Some(target) = target else { return };
            if let Ok(Some(button)) = target.closest("[data-insert]") {
                me.insert(&button.get_attribute("data-insert").unwrap_or_default());
            } else if let Ok(Some(button)) = target.closest("[data-show]") {
                show(&button.get_attribute("data-show").unwrap_or_default());
            } else if let Ok(Some(button)) = target.closest("[data-local]") {
                me.take_up(&Name(button.get_attribute("data-local").unwrap_or_default()));
            } else if let Ok(Some(button)) = target.closest("[data-forget]") {
                me.local
                    .forget(&Name(button.get_attribute("data-forget").unwrap_or_default()));
                if let Ok(Some(row)) = button.closest("p") {
                    row.remove();
                }
            }
        });
        if let Some(throw) = find("[data-drop]") {
            let me = Rc::clone(self);
            let thrown = throw.clone();
            on(&throw, "click", move |_: Event| {
                me.sent.set(true);
                me.local.forget(&me.local.own(&me.base()));
                // The form that throws the draft away knows it as this window does.
                if let Ok(Some(form)) = thrown.closest("form")
                    && let Ok(form) = form.dyn_into::<HtmlFormElement>()
                {
                    for name in ["draft", "turn"] {
                        if let Some(input) = input(&form, name) {
                            input.set_value(&field(&me.form, name));
                        }
                    }
                }
            });
        }
        let Some(window) = window() else { return };
        let me = Rc::clone(self);
        on(&window, "pagehide", move |_: Event| me.leave());
        let me = Rc::clone(self);
        // A page that comes back by the browser's own way goes on as it was.
        on(&window, "pageshow", move |_: Event| me.sent.set(false));
        let me = Rc::clone(self);
        on(&window, "online", move |_: Event| me.keep());
    }

    fn typed(self: &Rc<Self>) {
        self.local.keep(&self.base(), &self.area.value());
        let me = Rc::clone(self);
        after(&self.keep_timer, REST, move || me.keep());
        let me = Rc::clone(self);
        after(&self.preview_timer, PREVIEW_REST, move || me.show_preview());
    }
}

/// What the text is about: a section, or the result of a conflict.
fn subject(form: &HtmlFormElement) -> String {
    match field(form, "conflict") {
        conflict if conflict.is_empty() => field(form, "section"),
        conflict => format!("_conflict-{conflict}"),
    }
}
