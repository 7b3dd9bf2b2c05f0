//! What was typed into the form at hand, and what is wrong with it.

use store::form::RefusedForm;

use super::sent::{Sent, may_be_kept};
use crate::error::AppError;

/// What a form's sender typed, to be shown again if it cannot be sent. Passwords are left out.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    form: RefusedForm,
    page: String,
}

impl Typed {
    /// Of the request at hand. `page` is where it is shown again. A NUL, which no database text can hold, is kept as
    /// a replacement mark.
    pub(super) async fn of_request(page: &str) -> Self {
        let mut form = RefusedForm::default();
        if let Some(sent) = Sent::of_request() {
            sent.endpoint().clone_into(&mut form.form);
            form.typed = sent
                .fields()
                .await
                .into_iter()
                .filter(|(name, _)| may_be_kept(name))
                .collect();
        }
        let mut typed = Self {
            form,
            page: page.to_owned(),
        };
        for value in typed.form.typed.values_mut() {
            if value.contains('\0') {
                *value = value.replace('\0', "\u{fffd}");
            }
        }
        typed
    }

    /// As it came.
    pub(super) fn form(&self) -> &RefusedForm {
        &self.form
    }

    /// With another value of a field than was sent.
    pub fn set(&mut self, field: &str, value: &impl ToString) {
        let value = value.to_string().replace('\0', "\u{fffd}");
        self.form.typed.insert(field.to_owned(), value);
    }

    /// Takes all fields for which this holds out of the form.
    pub fn remove(&mut self, is_one: impl Fn(&str) -> bool) {
        self.form.typed.retain(|field, _| !is_one(field));
    }

    /// Shown again on another page than was said first.
    pub fn show_on(&mut self, page: impl Into<String>) {
        self.page = page.into();
    }

    /// Notes what is wrong with a field; an empty name means the form as a whole.
    pub fn problem(&mut self, field: &str, sentence: impl Into<String>) {
        self.form.problems.push((field.to_owned(), sentence.into()));
    }

    /// A required text, trimmed, without the characters that cannot be seen; an empty or too long one becomes
    /// a problem.
    pub fn required(&mut self, field: &str, value: &str, sentence: &str, longest: usize) -> String {
        let value = value.trim();
        if domain::document::unseen::without(value).trim().is_empty() {
            self.problem(field, sentence);
        } else if value.chars().count() > longest {
            self.problem(field, format!("Use at most {longest} characters."));
        } else if value.contains('\0') {
            self.problem(field, "Remove the character that cannot be shown.");
        }
        domain::document::unseen::without(value).into_owned()
    }

    /// Takes the outcome of a parse or notes its problem.
    pub fn parsed<T, E: ToString>(&mut self, field: &str, outcome: Result<T, E>) -> Option<T> {
        outcome.map_err(|e| self.problem(field, e.to_string())).ok()
    }

    /// Whether nothing is wrong so far.
    pub fn is_fine(&self) -> bool {
        self.form.problems.is_empty()
    }

    /// Goes on when nothing is wrong.
    ///
    /// # Errors
    /// [`AppError::Wrong`], for which the form is kept and shown again.
    pub fn check(&self) -> Result<(), AppError> {
        if self.is_fine() {
            Ok(())
        } else {
            Err(self.clone().again())
        }
    }

    /// Passes a success on; a refusal becomes a problem of the form as it is here. What is not passed through this is
    /// a problem of the form as it was sent.
    ///
    /// # Errors
    /// [`AppError::Wrong`] for a refusal; other errors as they are.
    pub fn or_again<T>(&self, outcome: Result<T, impl Into<AppError>>) -> Result<T, AppError> {
        match outcome.map_err(Into::into) {
            Err(AppError::Refused(sentence)) => {
                let mut typed = self.clone();
                typed.problem("", sentence);
                Err(typed.again())
            }
            outcome => outcome,
        }
    }

    /// The error for which the form is kept and shown again: also with nothing wrong in it.
    pub fn again(self) -> AppError {
        AppError::Wrong(self.page, Box::new(self.form))
    }
}
