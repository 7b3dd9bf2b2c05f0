//! Texts that the browser keeps, one for each writer, section, revision and window.

use js_sys::Date;
use web_sys::Storage;

/// Milliseconds in the 30 days that a text is kept.
const KEPT: f64 = 30.0 * 24.0 * 60.0 * 60.0 * 1000.0;

/// The texts of one writer about one section.
pub struct Local {
    storage: Option<Storage>,
    /// What their names begin with; the revision and the window follow.
    prefix: String,
    /// The name of this window.
    window: String,
}

/// The name of a text among those of its writer and section: its revision and its window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(pub String);

impl Name {
    /// The revision it was begun on.
    pub fn base(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }
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
        super::page::clock(self.at)
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
    pub fn new(storage: Option<Storage>, person: i64, (pilot, section): (&str, &str), window: String) -> Self {
        let prefix = format!("{DRAFT}{person}/{pilot}/{section}/");
        Self {
            storage,
            prefix,
            window,
        }
    }

    /// What this window types on a revision.
    pub fn own(&self, base: &str) -> Name {
        Name(format!("{base}/{}", self.window))
    }

    fn read(&self, name: &Name) -> Option<Entry> {
        let stored = self
            .storage
            .as_ref()?
            .get_item(&format!("{}{}", self.prefix, name.0))
            .ok()??;
        Entry::parse(&stored)
    }

    fn write(&self, name: &Name, entry: &Entry) {
        if let Some(storage) = &self.storage {
            // A browser that keeps nothing, or is full, is told of by `is_there`.
            let _ = storage.set_item(&format!("{}{}", self.prefix, name.0), &entry.stored());
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
        self.write(&self.own(base), &entry);
    }

    /// Whether the text is there at all.
    pub fn is_there(&self, base: &str) -> bool {
        self.read(&self.own(base)).is_some()
    }

    /// Notes that the server has it.
    pub fn mark_kept(&self, base: &str) {
        let name = self.own(base);
        if let Some(entry) = self.read(&name) {
            self.write(&name, &Entry { kept: true, ..entry });
        }
    }

    /// Notes that its form was sent.
    pub fn mark_sent(&self, base: &str) {
        let name = self.own(base);
        if let Some(entry) = self.read(&name) {
            self.write(&name, &Entry { sent: true, ..entry });
        }
    }

    /// Removes it.
    pub fn forget(&self, name: &Name) {
        if let Some(storage) = &self.storage {
            let _ = storage.remove_item(&format!("{}{}", self.prefix, name.0));
        }
    }

    /// All of them, the last typed first.
    pub fn entries(&self) -> Vec<(Name, Entry)> {
        let names = self.names().into_iter();
        let mut entries: Vec<(Name, Entry)> = names
            .filter_map(|name| {
                let name = Name(name.strip_prefix(&self.prefix)?.to_owned());
                let entry = self.read(&name)?;
                Some((name, entry))
            })
            .collect();
        entries.sort_by(|one, other| other.1.at.total_cmp(&one.1.at));
        entries
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
