//! A form that could not be sent, on the page that shows it again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::{provide_context, use_context};
use store::form::RefusedForm;

use super::sent::is_typed;
use crate::address::query;
use crate::browser::browser;
use crate::error::AppError;
use crate::here::viewer;
use crate::state::state;
use crate::token;

/// What a page shows in a form: what was typed and what is wrong, or nothing.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    form: Option<RefusedForm>,
    /// The fields that the page shows what was typed in.
    shown: Arc<Mutex<BTreeSet<String>>>,
    /// What the page calls them.
    labels: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Refused {
    /// The kept form that the address names, if any. Call it in the page's component, before its
    /// future, and await the result inside.
    pub fn token() -> Option<String> {
        query("refused")
    }

    /// Loads the kept form behind a token, if it is the reader's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(token: Option<String>) -> Result<Self, AppError> {
        let Some(token) = token else { return Ok(Self::default()) };
        let state = state()?;
        let person = viewer().map(|person| person.person_id);
        let refused = Self {
            form: store::form::find(&state.pool, &token::hash(&token), person, browser()).await?,
            ..Self::default()
        };
        provide_context(refused.clone());
        Ok(refused)
    }

    /// That which the page at hand loaded, if it has one.
    pub fn of_page() -> Self {
        use_context::<Self>().unwrap_or_default()
    }

    /// The part that belongs to the form with this endpoint; a page may hold several forms.
    #[must_use]
    pub fn of(&self, form: &str) -> Self {
        Self {
            form: self.form.clone().filter(|f| f.form == form),
            shown: Arc::clone(&self.shown),
            labels: Arc::clone(&self.labels),
        }
    }

    /// Whether there is anything to show.
    pub fn is_some(&self) -> bool {
        self.form.is_some()
    }

    /// What was typed into a field; `otherwise` when the form was not refused.
    pub fn value(&self, field: &str, otherwise: &str) -> String {
        match &self.form {
            Some(form) => {
                let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
                shown.insert(field.to_owned());
                form.typed.get(field).cloned().unwrap_or_default()
            }
            None => otherwise.to_owned(),
        }
    }

    /// What was typed into a field that pages fill in by themselves; `otherwise` when the form was not refused or has no such field.
    pub fn carried(&self, field: &str, otherwise: &str) -> String {
        let kept = self.form.as_ref().and_then(|form| form.typed.get(field));
        kept.map_or_else(|| otherwise.to_owned(), Clone::clone)
    }

    /// Whether this was typed into a field: tells apart forms of one kind on a page.
    pub fn says(&self, field: &str, value: &str) -> bool {
        let kept = self.form.as_ref().and_then(|form| form.typed.get(field));
        kept.is_some_and(|kept| kept == value)
    }

    /// What is wrong with a field.
    pub fn problem(&self, field: &str) -> Option<String> {
        self.form
            .as_ref()?
            .problems
            .iter()
            .find(|(f, _)| f == field)
            .map(|(_, sentence)| sentence.clone())
    }

    /// Says what the page calls a field of the form: the summary of problems names it so.
    pub fn label(&self, field: &str, label: &str) {
        if self.form.is_some() {
            let mut labels = self.labels.lock().unwrap_or_else(PoisonError::into_inner);
            labels.insert(field.to_owned(), label.to_owned());
        }
    }

    /// Everything wrong, in page order, each with the name of its field in front, once the page has said it.
    pub fn named_problems(&self) -> Vec<(String, String)> {
        let labels = self.labels.lock().unwrap_or_else(PoisonError::into_inner);
        let named = |(field, sentence): (String, String)| match labels.get(&field) {
            Some(question) if question.ends_with('?') => (field, format!("{question} {sentence}")),
            Some(label) => (field, format!("{label}: {sentence}")),
            None => (field, sentence),
        };
        self.problems().into_iter().map(named).collect()
    }

    /// Everything wrong, in page order.
    pub fn problems(&self) -> Vec<(String, String)> {
        self.form.as_ref().map(|f| f.problems.clone()).unwrap_or_default()
    }

    /// What was typed and stands in no field of the page, since the page has no such form now.
    pub fn unshown(&self) -> Vec<(String, String)> {
        let Some(form) = &self.form else { return Vec::new() };
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        form.typed
            .iter()
            .filter(|(field, value)| is_typed(field, value) && !shown.contains(*field))
            .map(|(field, value)| (field.clone(), value.clone()))
            .collect()
    }
}
