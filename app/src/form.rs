//! Forms: refused ones come back with everything typed, done ones redirect with a notice.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use store::form::RefusedForm;

use crate::address::{query, sound};
use crate::editor::Answer;
use crate::error::AppError;
use crate::here::{Here, session};
use crate::state::state;
use crate::token::{self, Token};

/// What a form's function was given, to be shown again if it is refused. Leave passwords out.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    form: RefusedForm,
}

/// Collects the named arguments of a form's function: `typed!("proposal/revise"; body, summary)`.
#[macro_export]
macro_rules! typed {
    ($form:literal $(; $($field:ident),* $(,)?)?) => {
        $crate::form::Typed::new($form)$($(.with(stringify!($field), &$field))*)?
    };
}

impl Typed {
    /// Of the form with this endpoint.
    pub fn new(form: &str) -> Self {
        Self {
            form: RefusedForm {
                form: form.to_owned(),
                ..RefusedForm::default()
            },
        }
    }

    /// With a field's value. A NUL, which no database text can hold, is kept as a replacement mark.
    #[must_use]
    pub fn with(mut self, field: &str, value: &impl ToString) -> Self {
        let value = value.to_string().replace('\0', "\u{fffd}");
        self.form.typed.insert(field.to_owned(), value);
        self
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

    /// Goes on when nothing is wrong; otherwise keeps the form and sends the person back to `page`.
    ///
    /// # Errors
    /// [`AppError::Again`] with the address that shows the form again.
    pub async fn check(self, page: &str) -> Result<Self, AppError> {
        if self.is_fine() {
            Ok(self)
        } else {
            Err(self.again(page).await)
        }
    }

    /// Passes a success on; a refusal of the store becomes a problem of the form as a whole.
    ///
    /// # Errors
    /// [`AppError::Again`] for a refusal; other errors as they are.
    pub async fn or_again<T>(mut self, page: &str, outcome: Result<T, impl Into<AppError>>) -> Result<T, AppError> {
        match outcome.map_err(Into::into) {
            Ok(done) => Ok(done),
            Err(AppError::Refused(sentence)) => {
                self.problem("", sentence);
                Err(self.again(page).await)
            }
            Err(error) => Err(error),
        }
    }

    /// Passes on whoever asked. Somebody whose session ended while they wrote signs in first and then finds on
    /// `page` what they typed.
    ///
    /// # Errors
    /// Those of `asked`; for somebody not signed in [`AppError::Again`] with the address of the sign-in page.
    pub async fn signed_in(&self, page: &str, asked: Result<Here, AppError>) -> Result<Here, AppError> {
        let Err(AppError::SignIn) = asked else {
            return asked;
        };
        let mut typed = self.clone();
        typed.problem(
            "",
            "You had been signed out, so nothing was sent. This is what you typed.",
        );
        Err(match typed.again(page).await {
            AppError::Again(shown) => AppError::Again(format!("/sign-in?next={shown}")),
            error => error,
        })
    }

    /// Keeps the form, and gives the error that sends the person back to `page`, where it is shown again: also
    /// with nothing wrong in it.
    pub async fn again(self, page: &str) -> AppError {
        let token = Token::random();
        let kept = async {
            let state = state()?;
            store::form::keep(&state.pool, &token.hash(), &self.form).await?;
            Ok::<_, AppError>(())
        };
        match kept.await {
            Ok(()) => {
                let (page, anchor) = page.split_once('#').map_or((page, ""), |(p, a)| (p, a));
                let joint = if page.contains('?') { '&' } else { '?' };
                let anchor = if anchor.is_empty() {
                    String::new()
                } else {
                    format!("#{anchor}")
                };
                AppError::Again(format!("{page}{joint}refused={}{anchor}", token.as_str()))
            }
            Err(error) => error,
        }
    }
}

/// What a page shows in a form: what was typed and what is wrong, or nothing.
#[derive(Clone, Debug, Default)]
pub struct Refused {
    form: Option<RefusedForm>,
}

impl Refused {
    /// The refused form that the address names, if any. Call it in the page's component, before its
    /// future, and await the result inside.
    pub fn token() -> Option<String> {
        query("refused")
    }

    /// Loads the refused form behind a token.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(token: Option<String>) -> Result<Self, AppError> {
        let Some(token) = token else { return Ok(Self::default()) };
        let state = state()?;
        Ok(Self {
            form: store::form::find(&state.pool, &token::hash(&token)).await?,
        })
    }

    /// The part that belongs to the form with this endpoint; a page may hold several forms.
    #[must_use]
    pub fn of(&self, form: &str) -> Self {
        Self {
            form: self.form.clone().filter(|f| f.form == form),
        }
    }

    /// Whether there is anything to show.
    pub fn is_some(&self) -> bool {
        self.form.is_some()
    }

    /// What was typed into a field; `otherwise` when the form was not refused.
    pub fn value(&self, field: &str, otherwise: &str) -> String {
        match &self.form {
            Some(form) => form.typed.get(field).cloned().unwrap_or_default(),
            None => otherwise.to_owned(),
        }
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

    /// Everything wrong, in page order.
    pub fn problems(&self) -> Vec<(String, String)> {
        self.form.as_ref().map(|f| f.problems.clone()).unwrap_or_default()
    }
}

/// A notice shown once, on the page after a form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// `ok`, `info` or `warn`: the banner's kind.
    pub kind: String,
    /// The sentence.
    pub text: String,
    /// A link to show once, such as an invitation.
    pub link: Option<String>,
    /// A page to see, and what the link to it says.
    #[serde(default)]
    pub see: Option<(String, String)>,
}

const NOTICE: &str = "notice";

/// Leaves a notice for the next page.
///
/// # Errors
/// When the session cannot be reached.
pub async fn notify(text: impl Into<String>) -> Result<(), AppError> {
    leave(Notice {
        kind: "ok".to_owned(),
        text: text.into(),
        link: None,
        see: None,
    })
    .await
}

/// Leaves a notice of something that did not go as asked.
///
/// # Errors
/// When the session cannot be reached.
pub async fn notify_warning(text: impl Into<String>) -> Result<(), AppError> {
    leave(Notice {
        kind: "warn".to_owned(),
        text: text.into(),
        link: None,
        see: None,
    })
    .await
}

/// Leaves a notice with a link to a page about it.
///
/// # Errors
/// When the session cannot be reached.
pub async fn notify_and_see(text: impl Into<String>, page: String, words: &str) -> Result<(), AppError> {
    leave(Notice {
        kind: "ok".to_owned(),
        text: text.into(),
        link: None,
        see: Some((page, words.to_owned())),
    })
    .await
}

/// Leaves a notice with a link that is shown this once.
///
/// # Errors
/// When the session cannot be reached.
pub async fn notify_link(text: impl Into<String>, link: String) -> Result<(), AppError> {
    leave(Notice {
        kind: "ok".to_owned(),
        text: text.into(),
        link: Some(link),
        see: None,
    })
    .await
}

async fn leave(notice: Notice) -> Result<(), AppError> {
    session()?.insert(NOTICE, notice).await.map_err(AppError::internal)
}

/// Takes the notice, if one was left.
///
/// # Errors
/// When the session cannot be reached.
pub async fn take_notice() -> Result<Option<Notice>, AppError> {
    let session = session()?;
    // Removing marks the session as changed even where nothing was there, and every page would write it.
    match session.get(NOTICE).await.map_err(AppError::internal)? {
        None => Ok(None),
        Some::<Notice>(_) => session.remove(NOTICE).await.map_err(AppError::internal),
    }
}

/// The header by which [`act`] tells the server to answer with an error page.
pub const STOPPED: &str = "x-countersign-stopped";

/// Runs a form's work and answers: on success a redirect to the address it returns; a refused form
/// goes back to its page; an error becomes an error page with its status.
///
/// # Errors
/// None: the answer is made by status and headers, so that plain forms get pages.
pub async fn act(work: impl Future<Output = Result<String, AppError>>) -> Result<(), AppError> {
    let response = expect_context::<leptos_axum::ResponseOptions>();
    match work.await {
        Ok(to) | Err(AppError::Again(to)) => go(&response, &to),
        Err(AppError::SignIn) => go(&response, "/sign-in"),
        Err(error) => {
            let text = serde_json::to_vec(&error).map_err(AppError::internal)?;
            response.set_status(error.status());
            if let Ok(value) = http::HeaderValue::from_str(&URL_SAFE.encode(text)) {
                response.insert_header(http::HeaderName::from_static(STOPPED), value);
            }
        }
    }
    Ok(())
}

/// Runs a script's request and answers in place: an error by its status and its sentence. Somebody
/// not signed in is redirected, as a form would be, which a script sees.
///
/// # Errors
/// None: see [`act`].
pub async fn answer(work: impl Future<Output = Result<Answer, AppError>>) -> Result<Answer, AppError> {
    let response = expect_context::<leptos_axum::ResponseOptions>();
    match work.await {
        Ok(answer) => {
            response.set_status(http::StatusCode::OK);
            Ok(answer)
        }
        Err(AppError::SignIn) => {
            go(&response, "/sign-in");
            Ok(Answer::default())
        }
        Err(error) => {
            response.set_status(error.status());
            Ok(Answer {
                text: error.to_string(),
                ..Answer::default()
            })
        }
    }
}

/// Reads the header that [`act`] writes.
pub fn stopped(header: &http::HeaderValue) -> Option<AppError> {
    serde_json::from_slice(&URL_SAFE.decode(header).ok()?).ok()
}

/// Answers with a redirect to a path of this site, whatever the request accepts. What an address
/// cannot hold is escaped.
pub fn go(response: &leptos_axum::ResponseOptions, to: &str) {
    let to = sound(to);
    // Longer addresses are not followed everywhere; one gets this long only by somebody's hand.
    let to = if to.len() > 4096 { "/".to_owned() } else { to };
    let to = http::HeaderValue::from_str(&to).unwrap_or(http::HeaderValue::from_static("/"));
    response.set_status(http::StatusCode::SEE_OTHER);
    response.insert_header(http::header::LOCATION, to);
}
