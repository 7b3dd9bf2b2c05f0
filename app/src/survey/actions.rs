//! Forms of the energy survey.

use domain::policy::Action;
use domain::survey::Energy;
use leptos::server;
use store::survey::NewAnswer;

use super::by_link::dead;
use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, Typed, notify, notify_link};
use crate::here::url;
use crate::token::{self, Token};

/// Longest note, in characters.
const LONGEST_NOTE: usize = 2000;

/// The answer and the note, or problems beside their fields.
fn read(typed: &mut Typed, score: &str, note: &str) -> Option<(Energy, String)> {
    let energy = typed.parsed("score", Energy::parse(score));
    let note = note.trim();
    if note.chars().count() > LONGEST_NOTE {
        typed.problem("note", format!("Use at most {LONGEST_NOTE} characters."));
    }
    energy.map(|energy| (energy, note.to_owned()))
}

/// Answers a week of the survey, or changes the answer while the week is open.
#[server(prefix = "/do", endpoint = "survey/answer")]
pub async fn answer(
    #[server(default)] pilot: String,
    #[server(default)] week: String,
    #[server(default)] score: String,
    #[server(default)] note: String,
) -> Result<(), AppError> {
    let page = format!("survey?week={}", escaped(&week));
    form::at_pilot(pilot, &page, Action::AnswerSurvey, async |at, mut typed| {
        let number: i32 = week.parse().map_err(|_| AppError::NotFound)?;
        let answer = read(&mut typed, &score, &note);
        typed.check()?;
        let (energy, note) = answer.ok_or(AppError::Internal)?;
        let new = NewAnswer {
            week: number,
            energy,
            note: &note,
        };
        store::survey::answer(&at.state.pool, at.place.pilot_id, at.person.person_id, &new, at.now).await?;
        // No notice: the page finds the answer itself, and says so.
        Ok(url(&at.place.slug, &format!("survey?sent={number}")))
    })
    .await
}

/// Makes a link by which the asking person answers one week without signing in. It is shown once.
#[server(prefix = "/do", endpoint = "survey/make_link")]
pub async fn make_link(#[server(default)] pilot: String, #[server(default)] week: String) -> Result<(), AppError> {
    form::in_pilot(pilot, "survey", Action::AnswerSurvey, async |here, _| {
        let number: i32 = week.parse().map_err(|_| AppError::NotFound)?;
        let token = Token::random();
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        store::survey::make_link(pool, pilot, here.who(), number, &token.hash(), here.now).await?;
        notify_link(
            format!("Whoever has this link can answer week {number} in your name until it closes:"),
            format!("{}/s/{}", here.state.site.base_url, token.as_str()),
        )
        .await?;
        Ok(here.url("survey"))
    })
    .await
}

/// Answers by personal link, without signing in.
#[server(prefix = "/do", endpoint = "survey/answer_by_link")]
pub async fn answer_by_link(
    #[server(default)] token: String,
    #[server(default)] score: String,
    #[server(default)] note: String,
) -> Result<(), AppError> {
    let page = format!("/s/{}", escaped(&token));
    form::open(&page, async |state, mut typed| {
        let Some(link) = store::survey::link(&state.pool, &token::hash(&token)).await? else {
            return Err(dead(&state.pool, &token).await);
        };
        let answer = read(&mut typed, &score, &note);
        typed.check()?;
        let (energy, note) = answer.ok_or(AppError::Internal)?;
        // The page does not show the note that is there: left empty, it stays.
        let note = match (&link.given, note) {
            (Some(before), note) if note.is_empty() => before.note.clone(),
            (_, note) => note,
        };
        store::survey::answer_by_link(&state.pool, &link, energy, &note, state.clock.now()).await?;
        notify(format!("Sent. {energy}, for week {}.", link.week.number)).await?;
        Ok(format!("{page}?sent=yes"))
    })
    .await
}
