//! Texts that the browser keeps, one for each writer, section and revision.

use js_sys::Date;
use web_sys::Storage;

/// Milliseconds in the 30 days that a text is kept.
const KEPT: f64 = 30.0 * 24.0 * 60.0 * 60.0 * 1000.0;

/// The texts of one writer about one section.
pub struct Local {
    storage: Option<Storage>,
    /// What their names begin with; the revision follows.
    prefix: String,
}

/// One text.
pub struct Entry {
    /// When it was typed, in milliseconds since 1970.
    at: f64,
    /// The server has it.
    pub kept: bool,
    /// The form with it was sent.
    pub sent: bool,
    /// The text.
    pub text: String,
}

impl Entry {
    /// When it was typed, as a time of day.
    pub fn typed(&self) -> String {
        super::clock(self.at)
    }

    fn parse(stored: &str) -> Option<Self> {
        let (head, text) = stored.split_once('\n')?;
        let mut head = head.split(' ');
        Some(Self {
            at: head.next()?.parse().ok()?,
            kept: head.next()? == "kept",
            sent: head.next()? == "sent",
            text: text.to_owned(),
        })
    }

    fn stored(&self) -> String {
        let kept = if self.kept { "kept" } else { "typed" };
        let sent = if self.sent { "sent" } else { "here" };
        format!("{} {kept} {sent}\n{}", self.at, self.text)
    }
}

/// What every name of a kept text begins with.
const DRAFT: &str = "draft/";

impl Local {
    pub fn new(storage: Option<Storage>, person: i64, pilot: &str, section: &str) -> Self {
        let prefix = format!("{DRAFT}{person}/{pilot}/{section}/");
        Self { storage, prefix }
    }

    fn read(&self, base: &str) -> Option<Entry> {
        let stored = self
            .storage
            .as_ref()?
            .get_item(&format!("{}{base}", self.prefix))
            .ok()??;
        Entry::parse(&stored)
    }

    fn write(&self, base: &str, entry: &Entry) {
        if let Some(storage) = &self.storage {
            // A browser that keeps nothing, or is full, is told of by `is_there`.
            let _ = storage.set_item(&format!("{}{base}", self.prefix), &entry.stored());
        }
    }

    /// Keeps a text that the server does not have yet.
    pub fn keep(&self, base: &str, text: &str) {
        let entry = Entry {
            at: Date::now(),
            kept: false,
            sent: false,
            text: text.to_owned(),
        };
        self.write(base, &entry);
    }

    /// Whether the text is there at all.
    pub fn is_there(&self, base: &str) -> bool {
        self.read(base).is_some()
    }

    /// Notes that the server has it.
    pub fn mark_kept(&self, base: &str) {
        if let Some(entry) = self.read(base) {
            self.write(base, &Entry { kept: true, ..entry });
        }
    }

    /// Notes that its form was sent.
    pub fn mark_sent(&self, base: &str) {
        if let Some(entry) = self.read(base) {
            self.write(base, &Entry { sent: true, ..entry });
        }
    }

    /// Removes it.
    pub fn forget(&self, base: &str) {
        if let Some(storage) = &self.storage {
            let _ = storage.remove_item(&format!("{}{base}", self.prefix));
        }
    }

    /// All of them, each with its revision.
    pub fn entries(&self) -> Vec<(String, Entry)> {
        let names = self.names().into_iter();
        names
            .filter_map(|name| {
                let base = name.strip_prefix(&self.prefix)?.to_owned();
                let entry = self.read(&base)?;
                Some((base, entry))
            })
            .collect()
    }

    fn names(&self) -> Vec<String> {
        let Some(storage) = &self.storage else {
            return Vec::new();
        };
        let length = storage.length().unwrap_or(0);
        (0..length).filter_map(|at| storage.key(at).ok()?).collect()
    }

    /// Removes what is older than 30 days, whoever typed it.
    pub fn clear_old(&self) {
        let Some(storage) = &self.storage else { return };
        for name in self.names().into_iter().filter(|name| name.starts_with(DRAFT)) {
            let stored = storage.get_item(&name).ok().flatten().unwrap_or_default();
            if Entry::parse(&stored).is_none_or(|entry| Date::now() - entry.at > KEPT) {
                let _ = storage.remove_item(&name);
            }
        }
    }
}
