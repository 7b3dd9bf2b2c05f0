//! Texts that this browser kept and the server does not have: brought back, or offered.

use std::rc::Rc;

use super::Editor;
use super::local::Name;
use super::page::{field, find, input, say};
use web_sys::window;

impl Editor {
    /// Brings back what this browser kept and the server does not have. A text of another window moves into
    /// this one: a window that was left and opened again has another name.
    pub(super) fn restore(self: &Rc<Self>, own: i32) {
        self.local.clear_old();
        let base = self.base();
        let mut is_back = false;
        for (name, entry) in self.local.entries() {
            let arrived = entry.text == self.area.value()
                || entry.kept
                || (entry.sent && name.base().parse::<i32>().is_ok_and(|number| own > number));
            if arrived {
                self.local.forget(&name);
            } else if name.base() == base && !entry.sent && !is_back {
                is_back = true;
                self.area.set_value(&entry.text);
                self.local.keep(&base, &entry.text);
                if name != self.local.own(&base) {
                    self.local.forget(&name);
                }
                say(
                    "#draft_status",
                    &format!("Back from this browser: typed {}", entry.typed()),
                );
                self.show_preview();
                self.keep();
            } else {
                offer(&name, &entry.typed());
            }
        }
    }

    /// Puts a text that this browser kept into the editor, on the revision it was begun on.
    pub(super) fn take_up(self: &Rc<Self>, name: &Name) {
        let Some((_, entry)) = self.local.entries().into_iter().find(|(found, _)| found == name) else {
            return;
        };
        // What stands in the editor now must be kept before it gives way; then this window is another one,
        // and the text a draft of its own.
        if self.is_dirty() {
            self.local.keep(&self.base(), &self.area.value());
            self.leave();
        }
        let window = format!("{}+", field(&self.form, "window"));
        for (field, value) in [("base", name.base()), ("window", &window), ("draft", ""), ("turn", "0")] {
            if let Some(input) = input(&self.form, field) {
                input.set_value(value);
            }
        }
        self.area.set_value(&entry.text);
        if let Some(offers) = find("#in_browser") {
            offers.set_text_content(None);
        }
        self.typed();
        if *name != self.local.own(&self.base()) {
            self.local.forget(name);
        }
    }
}

/// Offers a text that this browser kept and that belongs to another revision.
fn offer(name: &Name, typed: &str) -> Option<()> {
    let document = window()?.document()?;
    let row = document.create_element("p").ok()?;
    row.set_class_name("row-message");
    row.set_attribute("data-kind", "info").ok()?;
    row.set_text_content(Some(&format!(
        "This browser holds a text of yours typed {typed} on revision {}. ",
        name.base()
    )));
    for (attribute, words) in [("data-local", "Put it into the editor"), ("data-forget", "Forget it")] {
        let button = document.create_element("button").ok()?;
        button.set_class_name("button");
        button.set_attribute("data-kind", "quiet").ok()?;
        button.set_attribute("type", "button").ok()?;
        button.set_attribute(attribute, &name.0).ok()?;
        button.set_text_content(Some(words));
        row.append_child(&button).ok()?;
    }
    find("#in_browser")?.append_child(&row).ok()?;
    Some(())
}
