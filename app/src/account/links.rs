//! What is said of a link that lets somebody in and does not work. Only whoever holds its secret is told what it was; of any
//! other address nothing can be learned.

use store::PgPool;
use store::account::{AddressLink, EndedInvitation, ended_invitation, reset_link_was_used, setup_link_was_used};

use crate::error::{AppError, Known};
use crate::token;

fn dead(known: Known, sentence: &str) -> AppError {
    AppError::DeadLink(known, sentence.to_owned())
}

/// Of a set-up link.
pub(super) async fn set_up(pool: &PgPool, secret: &str) -> AppError {
    match setup_link_was_used(pool, &token::hash(secret)).await {
        Ok(true) => dead(
            Known::Once,
            "This set-up link was used. Sign in with the e-mail address and the password that were chosen with it.",
        ),
        Ok(false) => dead(
            Known::No,
            "Only the newest set-up link works, until it is used: it is printed where Countersign was started. \
             Where somebody has set it up already, sign in, or ask them to invite you.",
        ),
        Err(error) => error.into(),
    }
}

/// Of an invitation.
pub(super) async fn invitation(pool: &PgPool, secret: &str) -> AppError {
    match ended_invitation(pool, &token::hash(secret)).await {
        Ok(Some(EndedInvitation { joined: true, .. })) => dead(
            Known::Once,
            "This invitation was used: the account it was for has a password. Sign in with it.",
        ),
        Ok(Some(EndedInvitation { invited_by, .. })) => dead(
            Known::Once,
            &format!("This invitation has run out, or a newer one took its place. Ask {invited_by} for a new one."),
        ),
        Ok(None) => dead(
            Known::No,
            "There is no such invitation. See whether you have the whole address, or ask whoever sent it for a new one.",
        ),
        Err(error) => error.into(),
    }
}

/// Of a reset link.
pub(super) async fn reset(pool: &PgPool, secret: &str) -> AppError {
    match reset_link_was_used(pool, &token::hash(secret)).await {
        Ok(Some(true)) => dead(
            Known::Once,
            "This link was used: a new password was chosen with it. Sign in with that one. If it was not you who chose it, \
             tell whoever runs this installation at once.",
        ),
        Ok(Some(false)) => dead(
            Known::Once,
            "This link has run out: it works for half an hour. Whoever runs this installation makes you a new one.",
        ),
        Ok(None) => dead(
            Known::No,
            "There is no such link, or a newer one took its place. See whether you have the whole address, or ask whoever \
             runs this installation for a new one.",
        ),
        Err(error) => error.into(),
    }
}

/// Of a link that confirms an e-mail address, which `link` is what is known of.
pub(super) fn new_address(link: Option<AddressLink>) -> AppError {
    match link {
        Some(AddressLink { used: true, email, .. }) => dead(
            Known::Once,
            &format!("This link was used: {email} is confirmed. Sign in with it."),
        ),
        Some(_) => dead(
            Known::Once,
            "This link has run out: it works for 72 hours. Open the settings of your account to have a new one made.",
        ),
        None => dead(
            Known::No,
            "There is no such link, or a newer one took its place. See whether you have the whole address, or open the settings \
             of your account.",
        ),
    }
}
