//! The tools over the text: Markdown at what is selected.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlDocument, window};

use super::Editor;

impl Editor {
    /// Writes Markdown around or in front of what is selected, so that the browser can undo it.
    pub(super) fn insert(self: &Rc<Self>, what: &str) {
        let value: Vec<u16> = self.area.value().encode_utf16().collect();
        let at = |edge: Result<Option<u32>, JsValue>| edge.ok().flatten().unwrap_or(0) as usize;
        let (start, end) = (at(self.area.selection_start()), at(self.area.selection_end()));
        let (start, end) = (start.min(value.len()), end.min(value.len()));
        let selected = String::from_utf16_lossy(&value[start..end]);
        let line = value[..start]
            .iter()
            .rposition(|unit| *unit == u16::from(b'\n'))
            .map_or(0, |at| at + 1);
        let (from, text) = match what {
            "heading" => (line, format!("### {}", String::from_utf16_lossy(&value[line..end]))),
            "list" => {
                let lines = String::from_utf16_lossy(&value[line..end]);
                let items: Vec<String> = lines.split('\n').map(|line| format!("- {line}")).collect();
                (line, items.join("\n"))
            }
            "bold" => (start, format!("**{selected}**")),
            "link" => (start, format!("[{selected}](https://)")),
            _ if selected.is_empty() => (start, "[Name]".to_owned()),
            _ => (start, format!("[{selected}]")),
        };
        let _ = self.area.focus();
        let (from, to) = (u32::try_from(from).unwrap_or(0), u32::try_from(end).unwrap_or(0));
        let _ = self.area.set_selection_range(from, to);
        let document = window().and_then(|window| window.document());
        let inserted = document
            .and_then(|document| document.dyn_into::<HtmlDocument>().ok())
            .and_then(|document| {
                document
                    .exec_command_with_show_ui_and_value("insertText", false, &text)
                    .ok()
            });
        if inserted != Some(true) {
            let _ = self.area.set_range_text_with_start_and_end(&text, from, to);
            self.typed();
        }
    }
}
