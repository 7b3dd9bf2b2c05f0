//! The password once more, where something binds: whoever finds a browser open signs nothing.

use store::account::Person;
use store::sign_in;

use super::typed::Typed;
use crate::error::AppError;
use crate::here::Here;
use crate::state::AppState;

/// So many wrong passwords in a row are looked at before all have to wait.
const MOST_WRONG: i64 = 10;

/// Notes it beside the field `password` when this is not the person's password. `nothing` says what was not done.
///
/// # Errors
/// [`AppError::Wrong`] after many wrong ones; those of the database, and of hashing under load.
pub async fn by_password(here: &Here, typed: &mut Typed, password: String, nothing: &str) -> Result<(), AppError> {
    own_password(&here.state, &here.person, typed, password, nothing).await
}

/// [`by_password`], outside any pilot.
///
/// # Errors
/// See [`by_password`].
pub async fn own_password(
    state: &AppState,
    person: &Person,
    typed: &mut Typed,
    password: String,
    nothing: &str,
) -> Result<(), AppError> {
    let (pool, who) = (&state.pool, person.person_id);
    if sign_in::wrong_passwords(pool, who).await? >= MOST_WRONG {
        typed.problem(
            "password",
            "There were many wrong passwords. Your answers are kept; try again in 15 minutes.",
        );
        return Err(typed.clone().again());
    }
    let stored = store::account::password_hash(pool, &person.email).await?;
    let stored = stored.map(|(_, hash)| hash);
    if !state.passwords.fits(password, stored).await? {
        sign_in::note_wrong_password(pool, who).await?;
        typed.problem("password", format!("This is not your password. {nothing}"));
    }
    Ok(())
}
