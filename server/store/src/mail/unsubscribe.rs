//! The address by which a reader ends mail that is no duty, without signing in (RFC 8058). It is sealed with the key of the
//! installation, so that nobody can make one, says whose mail of which kind ends, and is good for nothing else.

use chrono::{DateTime, Utc};
use domain::ids::PersonId;
use domain::mail::Optional;
use sqlx::PgPool;

use crate::Result;
use crate::secret::{Bound, Key};

/// The secret of such an address. No two are alike, and all of them work as long as the key is the same.
#[must_use]
pub fn unsubscribe_token(key: &Key, person: PersonId, what: Optional) -> String {
    hex::encode(key.seal(Bound::Unsubscribe, &format!("{} {}", what.as_str(), person.0)))
}

/// Whose mail of which kind it ends.
fn read(key: &Key, token: &str) -> Option<(PersonId, Optional)> {
    let sealed = hex::decode(token).ok()?;
    let opened = key.open(Bound::Unsubscribe, &sealed)?;
    let (what, person) = opened.split_once(' ')?;
    Some((PersonId(person.parse().ok()?), Optional::parse(what)?))
}

/// What such an address ends, and whether that comes still; `None` of an address that nobody was sent.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn unsubscribing(pool: &PgPool, key: &Key, token: &str) -> Result<Option<(Optional, bool)>> {
    let Some((person, what)) = read(key, token) else {
        return Ok(None);
    };
    let choice = sqlx::query!(
        "select digest, reminders from mail_choice where person_id = $1",
        person.0
    )
    .fetch_optional(pool)
    .await?;
    let comes = choice.is_none_or(|choice| match what {
        Optional::Digest => choice.digest,
        Optional::Reminders => choice.reminders,
    });
    Ok(Some((what, comes)))
}

/// Ends it, and nothing else; again changes nothing. `None` of an address that nobody was sent.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn unsubscribe(pool: &PgPool, key: &Key, token: &str, now: DateTime<Utc>) -> Result<Option<Optional>> {
    let Some((person, what)) = read(key, token) else {
        return Ok(None);
    };
    sqlx::query!(
        "insert into mail_choice (person_id, digest, reminders, chosen_at)
         select person_id, $2, $3, $4 from person where person_id = $1
         on conflict (person_id) do update set digest = mail_choice.digest and excluded.digest,
             reminders = mail_choice.reminders and excluded.reminders, chosen_at = excluded.chosen_at",
        person.0,
        what != Optional::Digest,
        what != Optional::Reminders,
        now,
    )
    .execute(pool)
    .await?;
    Ok(Some(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_whose_and_which_and_nobody_can_make_one() {
        let (key, other) = (Key::of(&[7; 32]), Key::of(&[8; 32]));
        for what in Optional::ALL {
            let token = unsubscribe_token(&key, PersonId(17), what);
            assert_eq!(read(&key, &token), Some((PersonId(17), what)));
            assert_eq!(read(&other, &token), None);
            assert_ne!(token, unsubscribe_token(&key, PersonId(17), what), "no two are alike");
            for at in 0..token.len() {
                let mut changed = token.clone().into_bytes();
                changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
                let changed = String::from_utf8(changed).expect("digits");
                assert_eq!(read(&key, &changed), None, "{at}");
                assert_eq!(read(&key, &token[..at]), None, "{at}");
            }
        }
        // What was sealed for anything else ends nothing.
        let sealed = hex::encode(key.seal(Bound::Mail(&[1; 32]), "digest 17"));
        assert_eq!(read(&key, &sealed), None);
        for mangled in ["", "0", "xy", "\u{e9}\u{e9}", "digest 17", &"00".repeat(1000)] {
            assert_eq!(read(&key, mangled), None, "{mangled}");
        }
    }
}
