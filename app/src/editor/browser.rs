//! What the editor does in the browser.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Date, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, Element, Event, EventTarget, HtmlDocument, HtmlElement, HtmlFormElement, HtmlInputElement,
    HtmlTextAreaElement, KeyboardEvent, Request, RequestInit, RequestRedirect, Response, Storage, SubmitEvent,
    UrlSearchParams, window,
};

use local::{Local, Name};

mod local;

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

fn find(selector: &str) -> Option<Element> {
    window()?.document()?.query_selector(selector).ok()?
}

fn on<E: FromWasmAbi + 'static>(target: &EventTarget, event: &str, does: impl FnMut(E) + 'static) {
    let listener = Closure::<dyn FnMut(E)>::new(does);
    let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Does something after some milliseconds, and not what was to be done before.
fn after(timer: &Cell<Option<i32>>, milliseconds: i32, does: impl FnOnce() + 'static) {
    let Some(window) = window() else { return };
    if let Some(running) = timer.take() {
        window.clear_timeout_with_handle(running);
    }
    let does = Closure::once_into_js(does);
    timer.set(
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(does.unchecked_ref(), milliseconds)
            .ok(),
    );
}

fn say(selector: &str, sentence: &str) {
    if let Some(line) = find(selector) {
        line.set_text_content(Some(sentence));
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

    /// What the server is told of the text.
    fn message(&self) -> Option<UrlSearchParams> {
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
    fn keep(self: &Rc<Self>) {
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
    fn learn(&self, answer: &Answer) {
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
    fn came_in(&self, answer: &Answer) {
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
    fn leave(&self) {
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
    fn send(&self) {
        self.sent.set(true);
        self.local.keep(&self.base(), &self.area.value());
        self.local.mark_sent(&self.base());
    }

    /// Brings back what this browser kept and the server does not have. A text of another window moves into
    /// this one: a window that was left and opened again has another name.
    fn restore(self: &Rc<Self>, own: i32) {
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
    fn take_up(self: &Rc<Self>, name: &Name) {
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

    /// Has the server render the text; an earlier request that is still under way is given up.
    fn show_preview(self: &Rc<Self>) {
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

    /// Writes Markdown around or in front of what is selected, so that the browser can undo it.
    fn insert(self: &Rc<Self>, what: &str) {
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

/// Shows the text or the preview where there is no room for both.
fn show(view: &str) {
    if let Some(editor) = find(".editor") {
        let _ = editor.set_attribute("data-view", view);
    }
    for other in ["write", "preview"] {
        if let Some(button) = find(&format!("[data-show={other}]")) {
            let _ = button.set_attribute("aria-pressed", if other == view { "true" } else { "false" });
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

/// Puts a link behind a sentence.
fn lead(selector: &str, address: &str, words: &str) -> Option<()> {
    let link = window()?.document()?.create_element("a").ok()?;
    link.set_attribute("href", address).ok()?;
    link.set_text_content(Some(words));
    find(selector)?.append_child(&link).ok()?;
    Some(())
}

fn input(form: &HtmlFormElement, name: &str) -> Option<HtmlInputElement> {
    form.query_selector(&format!("[name={name}]")).ok()??.dyn_into().ok()
}

/// The value of a field of the form, whatever kind it is of.
fn field(form: &HtmlFormElement, name: &str) -> String {
    form.query_selector(&format!("[name={name}]"))
        .ok()
        .flatten()
        .and_then(|field| Reflect::get(&field, &JsValue::from_str("value")).ok())
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

/// What the text is about: a section, or the result of a conflict.
fn subject(form: &HtmlFormElement) -> String {
    match field(form, "conflict") {
        conflict if conflict.is_empty() => field(form, "section"),
        conflict => format!("_conflict-{conflict}"),
    }
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// What the server answered.
struct Answer {
    text: String,
    newest: i32,
    author: String,
    draft: i64,
    turn: i32,
    another: String,
}

/// Posts to a form of this site. The error is what the server said, or `None` when it said nothing.
async fn post(
    address: &str,
    message: &UrlSearchParams,
    controller: Option<&AbortController>,
) -> Result<Answer, Option<String>> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(message);
    // Somebody signed out is sent to sign in, by a redirect that no text is in.
    init.set_redirect(RequestRedirect::Manual);
    init.set_signal(controller.map(|controller| controller.signal()).as_ref());
    let request = Request::new_with_str_and_init(address, &init).map_err(|_| None)?;
    request.headers().set("accept", "application/json").map_err(|_| None)?;
    let fetched = window().ok_or(None)?.fetch_with_request(&request);
    let response: Response = JsFuture::from(fetched)
        .await
        .map_err(|_| None)?
        .dyn_into()
        .map_err(|_| None)?;
    if response.status() == 0 || response.redirected() {
        return Err(Some("sign in again in another tab".to_owned()));
    }
    let body = async { JsFuture::from(response.json().ok()?).await.ok() }.await;
    let get = |name: &str| Reflect::get(body.as_ref()?, &JsValue::from_str(name)).ok();
    let text = get("text").and_then(|text| text.as_string());
    if !response.ok() {
        return Err(text.map(|text| text.trim_end_matches('.').to_owned()));
    }
    let count = |name: &str| get(name).and_then(|number| number.as_f64()).unwrap_or_default();
    let words = |name: &str| get(name).and_then(|words| words.as_string()).unwrap_or_default();
    Ok(Answer {
        text: text.ok_or(None)?,
        newest: count("newest") as i32,
        author: words("author"),
        draft: count("draft") as i64,
        turn: count("turn") as i32,
        another: words("another"),
    })
}

/// The time of day of a moment in milliseconds, as this browser writes it.
fn clock(at: f64) -> String {
    Date::new(&JsValue::from_f64(at))
        .to_locale_time_string("en-GB")
        .as_string()
        .unwrap_or_default()
        .chars()
        .take(5)
        .collect()
}
