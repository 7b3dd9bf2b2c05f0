//! The password once more, where something binds: whoever finds a browser open signs nothing.

use store::sign_in;

use super::typed::Typed;
use crate::error::AppError;
use crate::here::Here;

/// So many wrong passwords in a row are looked at before all have to wait.
const MOST_WRONG: i64 = 10;

/// Notes it beside the field `password` when this is not the person's password. `nothing` says what was not done.
///
/// # Errors
/// [`AppError::Wrong`] after many wrong ones; those of the database, and of hashing under load.
pub async fn by_password(here: &Here, typed: &mut Typed, password: String, nothing: &str) -> Result<(), AppError> {
    if sign_in::wrong_passwords(here.pool(), here.who()).await? >= MOST_WRONG {
        typed.problem(
            "password",
            "There were many wrong passwords. Your answers are kept; try again in 15 minutes.",
        );
        return Err(typed.clone().again());
    }
    let stored = store::account::password_hash(here.pool(), &here.person.email).await?;
    let stored = stored.map(|(_, hash)| hash);
    if !here.state.passwords.fits(password, stored).await? {
        sign_in::note_wrong_password(here.pool(), here.who()).await?;
        typed.problem("password", format!("This is not your password. {nothing}"));
    }
    Ok(())
}
