//! Who opens pages, fills in what stands there, and looks again.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use sqlx::PgPool;

use super::page::{Form, forms, kind_of, links};
use super::phases::{self, Phase};
use super::values::{EXTREMES, NO_TEXT, long};
use crate::policy::table::PAGES;
use crate::support::{Actor, Answer, TestApp, WITH_FILES, encode, now};

/// So many addresses of a page's kind are opened.
const OF_A_KIND: usize = 5;

/// What a script sends of the form that revises a section.
const SCRIPTS: [&str; 2] = ["/do/proposal/keep_draft", "/do/proposal/preview"];

/// Sent by nobody: these would end what all the others are sent with.
const UNSENT: [&str; 8] = [
    "account/sign_out",
    "account/theme",
    "account/change_password",
    "account/disable",
    // Whoever takes their agreement back answers no survey any more; survey.rs sends it.
    "enrolment/participate",
    // Nothing else is taken after these; draft.rs sends them.
    "pilot/archive",
    "pilot/put_away",
    "pilot/take_back",
];

/// Sent first, in this order: what is closed cannot be returned, a newer request replaces the approval with its conditions, and
/// a text that was filled with extremes cannot be sent.
const FIRST: [&str; 4] = [
    "approval/submit_evidence",
    "approval/return_evidence",
    "approval/close_condition",
    "proposal/send",
];

/// Sent last, in this order: there is less to fill in afterwards. What is decided cannot be withdrawn.
const LAST: [&str; 4] = [
    "approval/withdraw",
    "approval/decide",
    "decision/confirm",
    "proposal/delete_section",
];

/// What is typed and stands on no page, for a reason.
const UNSHOWN: [(&str, &str); 6] = [
    // It answers with the text itself, as the reader would see it.
    ("proposal/preview", "new_text"),
    ("proposal/preview", "change_summary"),
    // Whoever holds the link reads no note; its writer and the sponsor do, signed in.
    ("survey/answer_by_link", "note"),
    // The newest alone stands in the settings of whom the link is for.
    ("account/make_reset_link", "reset_reason"),
    // Asked for only where something takes the place of something else.
    ("data/add_points", "reason"),
    ("data/ship", "reason"),
];

pub struct Robot {
    app: TestApp,
    pilot: &'static str,
    /// The last one is not signed in.
    people: Vec<Actor>,
    /// Every form by when it is sent, what it is sent to and the names of its fields, with who sees it where.
    forms: BTreeMap<(usize, String, String), (usize, String)>,
    /// Addresses by who sees them.
    seen: Vec<Vec<String>>,
    /// Marks in what was taken, each to be found on a page, and where it was typed.
    awaited: BTreeMap<String, String>,
    /// Of so many values one is sent.
    stride: usize,
    turn: usize,
    /// Forms of which something was taken.
    pub taken: BTreeSet<String>,
    /// What was found to be wrong.
    pub wrong: BTreeSet<String>,
}

impl Robot {
    pub async fn at(pool: &PgPool, phase: Phase) -> Self {
        let app = TestApp::new(pool);
        let (pilot, people, links) = phases::reach(&app, phase).await;
        store::testing::sealed(pool, now())
            .await
            .expect("what stands is sealed");
        let everything = std::env::var_os("COUNTERSIGN_EXTREMES").is_some();
        let mut robot = Self {
            app,
            pilot,
            seen: vec![Vec::new(); people.len()],
            people,
            forms: BTreeMap::new(),
            awaited: BTreeMap::new(),
            stride: if everything { 1 } else { 15 },
            turn: 0,
            taken: BTreeSet::new(),
            wrong: BTreeSet::new(),
        };
        robot.follow_links(&links).await;
        robot
    }

    /// Whether it is the turn of one more value.
    fn is_due(&mut self) -> bool {
        self.turn += 1;
        self.turn.is_multiple_of(self.stride)
    }

    /// Opens an address; what is wrong with the answer is noted.
    async fn open(&mut self, who: usize, address: &str, after: &str) -> Answer {
        let answer = self.people[who].get(&sendable(address)).await;
        self.awaited.retain(|mark, _| !answer.text.contains(mark.as_str()));
        self.judge(&answer, address, after);
        if answer.status.is_success() {
            self.note_forms(who, address, &answer.text);
        }
        answer
    }

    fn judge(&mut self, answer: &Answer, asked: &str, after: &str) {
        if answer.status.is_server_error() {
            self.wrong.insert(format!("{asked}: {} after {after}", answer.status));
        }
        if answer.status.is_client_error() && answer.text.trim().is_empty() {
            self.wrong
                .insert(format!("{asked}: {} without a sentence, after {after}", answer.status));
        }
    }

    fn note_forms(&mut self, who: usize, address: &str, page: &str) {
        // A form that was refused stands where it stood before; another pilot is one more of the same.
        let elsewhere = address.starts_with("/p/") && !address.starts_with(&format!("/p/{}", self.pilot));
        if elsewhere || address.contains("refused=") {
            return;
        }
        for form in forms(page) {
            let scripts = SCRIPTS.iter().filter(|_| form.action == "/do/proposal/revise");
            let scripts = scripts.map(|action| form.sent_to(action));
            let all: Vec<Form> = scripts.chain([form.clone()]).collect();
            for form in all {
                let endpoint = form.action.trim_start_matches("/do/");
                let place = |list: &[&str]| list.iter().position(|one| *one == endpoint);
                let turn = match (place(&FIRST), place(&LAST)) {
                    (Some(place), _) => place,
                    (None, None) => FIRST.len(),
                    (None, Some(place)) => FIRST.len() + 1 + place,
                };
                self.forms
                    .entry((turn, form.action.clone(), form.names().join(",")))
                    .or_insert_with(|| (who, address.to_owned()));
            }
        }
    }

    /// Everybody opens whatever links lead to; `more` is for who is not signed in.
    async fn follow_links(&mut self, more: &[String]) {
        let somewhere = ["/", "/settings", "/sign-in", "/pilots/new", "/help", "/definitions"];
        let mut first: Vec<String> = somewhere.iter().map(|&address| address.to_owned()).collect();
        for (path, _) in PAGES.iter().filter(|(path, _)| path.starts_with("/p/")) {
            first.push(phases::fill(path, self.pilot));
        }
        first.push(format!("/p/{}/zone/edit?add_all=yes", self.pilot));
        for who in 0..self.people.len() {
            let mut ahead: VecDeque<String> = first.iter().cloned().collect();
            if who + 1 == self.people.len() {
                ahead.extend(more.iter().cloned());
            }
            let mut known: BTreeSet<String> = ahead.iter().cloned().collect();
            let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
            self.seen[who].clear();
            while let Some(address) = ahead.pop_front() {
                let most = if address.contains("/readout/") { 40 } else { OF_A_KIND };
                let count = kinds.entry(kind_of(&address, self.pilot)).or_default();
                *count += 1;
                if *count > most {
                    continue;
                }
                let answer = self.open(who, &address, "following links").await;
                if answer.status.is_success() {
                    self.seen[who].push(address);
                    ahead.extend(
                        links(&answer.text)
                            .into_iter()
                            .filter(|link| known.insert(link.clone())),
                    );
                }
            }
        }
    }

    /// Fills every field of every form with extremes, and opens every page after each form. What comes to stand on a page
    /// meanwhile is filled in as well.
    pub async fn fill_everything(&mut self) {
        let mut done = BTreeSet::new();
        for _ in 0..2 {
            while let Some((key, (who, page))) = self.forms.iter().find(|(key, _)| !done.contains(*key)) {
                let (key, who, page) = (key.clone(), *who, page.clone());
                if self.fill(&key.1, &key.2, who, &page).await {
                    done.insert(key);
                } else {
                    // It is not there any more, but may come to stand elsewhere.
                    self.forms.remove(&key);
                }
            }
            self.follow_links(&[]).await;
        }
    }

    /// The form as it stands on the page now.
    async fn find(&mut self, action: &str, names: &str, who: usize, page: &str) -> Option<Form> {
        let answer = self.open(who, page, "looking for a form").await;
        let all = forms(&answer.text);
        if SCRIPTS.contains(&action) {
            let form = all.iter().find(|form| form.action == "/do/proposal/revise")?;
            return Some(form.sent_to(action));
        }
        let same = all
            .iter()
            .find(|form| form.action == action && form.names().join(",") == names);
        same.or_else(|| all.iter().find(|form| form.action == action)).cloned()
    }

    /// Whether the form was there.
    async fn fill(&mut self, action: &str, names: &str, who: usize, page: &str) -> bool {
        let Some(mut form) = self.find(action, names, who, page).await else {
            return false;
        };
        let Some(endpoint) = action.strip_prefix("/do/") else {
            self.ask(&form, who).await;
            return true;
        };
        if UNSENT.contains(&endpoint) {
            return true;
        }
        let mut changed = false;
        'fields: for name in form.names() {
            if name == "pilot" {
                continue;
            }
            let mark = form.is_text(&name).then(|| format!("swan{}mark", self.turn));
            let marked = mark
                .iter()
                .map(|mark| format!("\u{202e}Z\u{300}\u{301} <b>& \"{mark} 👩‍👩‍👧"));
            let values = EXTREMES
                .iter()
                .map(|&value| value.to_owned())
                .chain(long())
                .chain(marked);
            for value in values {
                let mark = mark.as_ref().filter(|mark| value.contains(mark.as_str()));
                if !self.is_due() && mark.is_none() {
                    continue;
                }
                let after = format!(
                    "{endpoint} with {name}={:?}",
                    value.chars().take(40).collect::<String>()
                );
                let before = self.awaited.clone();
                let earlier = format!("{endpoint} {name} ");
                self.awaited.retain(|_, place| !place.starts_with(&earlier));
                if let Some(mark) = mark.filter(|_| !UNSHOWN.contains(&(endpoint, name.as_str()))) {
                    self.awaited.insert(mark.clone(), format!("{earlier}at {page}"));
                }
                if !self.send(who, &form, endpoint, (&name, &value), &after).await {
                    self.awaited = before;
                    continue;
                }
                changed = true;
                match self.find(action, names, who, page).await {
                    Some(again) => form = again,
                    None => break 'fields,
                }
            }
            for bytes in NO_TEXT {
                if !WITH_FILES.contains(&endpoint) && self.is_due() {
                    let body = format!("{}&{name}={bytes}", encode_without(&form, &name));
                    let answer = self.people[who].copy().post_body(endpoint, body).await;
                    self.judge(&answer, endpoint, &format!("{endpoint} with {name}={bytes}"));
                }
            }
        }
        // Somebody who does as the page says.
        if !self.taken.contains(endpoint) && endpoint != "enrolment/release" {
            changed |= self
                .send(who, &form, endpoint, ("", ""), &format!("{endpoint} as it is"))
                .await;
        }
        if changed {
            self.look(who, endpoint).await;
        }
        for (_, place) in std::mem::take(&mut self.awaited) {
            self.wrong.insert(format!("{place} is taken and stands on no page"));
        }
        true
    }

    /// Sends a form with another value of a field. Whether it was taken.
    async fn send(
        &mut self,
        who: usize,
        form: &Form,
        endpoint: &str,
        (name, value): (&str, &str),
        after: &str,
    ) -> bool {
        let mut fields = form.filled();
        fields.retain(|(field, _)| field != name);
        if !name.is_empty() {
            fields.push((name.to_owned(), value.to_owned()));
        }
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let answer = self.people[who].copy().post(endpoint, &fields).await;
        self.judge(&answer, endpoint, after);
        let refused = answer.location().contains("refused=");
        if answer.status.is_redirection() && (!refused || self.turn.is_multiple_of(5)) {
            let shown = answer.location().to_owned();
            self.open(who, &shown, after).await;
        }
        let is_taken = !refused && (answer.status.is_redirection() || answer.status.is_success());
        if is_taken {
            self.taken.insert(endpoint.to_owned());
        }
        is_taken
    }

    /// A form that asks, with extremes in its query.
    async fn ask(&mut self, form: &Form, who: usize) {
        for name in form.names() {
            for value in EXTREMES {
                if self.is_due() {
                    let address = format!(
                        "{}?{}&{}",
                        form.action,
                        encode_without(form, &name),
                        encode(&[(&name, value)])
                    );
                    self.open(who, &address, "a question").await;
                }
            }
        }
    }

    /// Opens every kind of page, and every slide, again.
    async fn look(&mut self, who: usize, after: &str) {
        let mut kinds = BTreeSet::new();
        for address in self.seen[who].clone() {
            if kinds.insert(kind_of(&address, self.pilot)) || address.contains("/readout/") {
                self.open(who, &address, after).await;
            }
        }
    }

    /// Opens addresses with something else in the place of each name and number.
    pub async fn mangle_addresses(&mut self) {
        for (path, _) in PAGES {
            let parts = path.split('/');
            for name in parts.filter(|part| part.starts_with('{') && *part != "{pilot}") {
                for value in EXTREMES.iter().chain(&["%00", "%ff", "%ed%a0%80", "1%2F2"]) {
                    if self.is_due() {
                        let value = if value.starts_with('%') {
                            (*value).to_owned()
                        } else {
                            escaped(value)
                        };
                        let address = phases::fill(&path.replace(name, &value), self.pilot);
                        self.open(0, &address, "an address").await;
                    }
                }
            }
        }
    }

    /// Whether the log still fits the facts, after everything that was taken.
    pub async fn verify(&mut self) {
        let whole = store::activity::verify_against(&self.app.pool, Vec::new()).await;
        if !matches!(whole, Ok(store::activity::Verified::Whole { .. })) {
            self.wrong.insert("the log is not whole".to_owned());
        }
        if let Err(found) = store::activity::sealed(&self.app.pool)
            .await
            .expect("the database answers")
        {
            self.wrong.insert(format!("verify: {found}"));
        }
    }
}

fn encode_without(form: &Form, name: &str) -> String {
    let fields = form.filled();
    let fields = fields.iter().filter(|(field, _)| field != name);
    let fields: Vec<_> = fields.map(|(name, value)| (name.as_str(), value.as_str())).collect();
    encode(&fields)
}

fn escaped(value: &str) -> String {
    encode(&[("", value)]).trim_start_matches('=').to_owned()
}

/// An address as a browser sends it: what it holds beyond ASCII is escaped.
fn sendable(address: &str) -> String {
    let escape = |c: char| {
        if c.is_ascii_graphic() {
            c.to_string()
        } else {
            escaped(c.encode_utf8(&mut [0; 4]))
        }
    };
    address.chars().map(escape).collect()
}
