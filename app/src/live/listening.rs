//! The browser's side of an event stream, as [`Keeping`] wants it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Date, Function, Math};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, Event, EventSource, EventTarget, MessageEvent, RequestInit, Response, window};

use super::keeping::{Act, Keeping, Standing, Why};

struct Listening {
    keeping: RefCell<Keeping>,
    source: RefCell<Option<EventSource>>,
    ears: RefCell<Vec<(&'static str, Function)>>,
    address: Box<dyn Fn() -> String>,
    stands: Box<dyn Fn(Standing)>,
}

/// Listens for as long as the page lives: `heard` is given every message, `stands` how the page stands whenever that may
/// have changed. The address is asked for each time a stream is opened.
pub fn listen(
    address: impl Fn() -> String + 'static,
    heard: impl Fn(MessageEvent) + 'static,
    stands: impl Fn(Standing) + 'static,
) {
    let Some(document) = document() else { return };
    let listening = Rc::new(Listening {
        keeping: RefCell::default(),
        source: RefCell::default(),
        ears: RefCell::default(),
        address: Box::new(address),
        stands: Box::new(stands),
    });
    let ears = vec![
        ("message", {
            let listening = Rc::clone(&listening);
            lasting(move |event: MessageEvent| {
                heard(event);
                listening.now(|keeping, now| {
                    keeping.heard(now);
                    Act::Stay
                });
            })
        }),
        ("beat", {
            let listening = Rc::clone(&listening);
            lasting(move |_: Event| {
                listening.now(|keeping, now| {
                    keeping.beat(now);
                    Act::Stay
                });
            })
        }),
        ("unsure", {
            let listening = Rc::clone(&listening);
            lasting(move |_: Event| {
                listening.now(|keeping, now| {
                    keeping.unsure(now);
                    Act::Stay
                });
            })
        }),
        ("error", {
            let listening = Rc::clone(&listening);
            lasting(move |_: Event| listening.broke())
        }),
    ];
    listening.ears.replace(ears);
    let looked_at = {
        let (listening, document) = (Rc::clone(&listening), document.clone());
        move || listening.now(|keeping, now| keeping.looked_at(!document.hidden(), now))
    };
    looked_at();
    on(&document, "visibilitychange", move |_: Event| looked_at());
    let passed = lasting(move |_: JsValue| listening.now(|keeping, now| keeping.passed(now, Math::random())));
    if let Some(window) = window() {
        let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(&passed, 1000);
    }
}

impl Listening {
    fn now(&self, what: impl FnOnce(&mut Keeping, f64) -> Act) {
        let act = what(&mut self.keeping.borrow_mut(), Date::now());
        match act {
            Act::Stay => {}
            Act::Close => self.close(),
            Act::Open => {
                self.close();
                self.open();
            }
        }
        let standing = self.keeping.borrow().standing();
        (self.stands)(standing);
    }

    fn close(&self) {
        if let Some(source) = self.source.take() {
            source.close();
        }
    }

    fn open(&self) {
        let Ok(source) = EventSource::new(&(self.address)()) else {
            self.keeping.borrow_mut().broke(Date::now(), 0.0);
            return;
        };
        for (event, ear) in &*self.ears.borrow() {
            let _ = source.add_event_listener_with_callback(event, ear);
        }
        self.source.replace(Some(source));
    }

    /// Whatever it was, the stream is closed and opened again later: the browser by itself comes back from some errors only,
    /// and tells of none what it was. So that is asked.
    fn broke(self: &Rc<Self>) {
        let refused = self
            .source
            .borrow()
            .as_ref()
            .is_some_and(|source| source.ready_state() == EventSource::CLOSED);
        self.now(|keeping, now| keeping.broke(now, Math::random()));
        if refused {
            let listening = Rc::clone(self);
            spawn_local(async move {
                let why = status(&(listening.address)()).await.map_or(Why::Away, Why::of);
                listening.now(|keeping, now| {
                    keeping.refused(why, now);
                    Act::Stay
                });
            });
        }
    }
}

async fn status(address: &str) -> Option<u16> {
    let asked = RequestInit::new();
    asked.set_method("HEAD");
    let answer = window()?.fetch_with_str_and_init(address, &asked);
    let answer: Response = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
    Some(answer.status())
}

fn document() -> Option<Document> {
    window()?.document()
}

/// A function for as long as the page lives.
pub fn lasting<E: FromWasmAbi + 'static>(does: impl FnMut(E) + 'static) -> Function {
    Closure::<dyn FnMut(E)>::new(does).into_js_value().unchecked_into()
}

/// Does something at every such event, for as long as the page lives.
pub fn on<E: FromWasmAbi + 'static>(target: &EventTarget, event: &str, does: impl FnMut(E) + 'static) {
    let _ = target.add_event_listener_with_callback(event, &lasting(does));
}
