//! Kept forms: what was typed into one that could not be sent, so that the page can show it again beside what is
//! wrong. They belong to their writer alone.

use std::collections::BTreeMap;

use domain::ids::PersonId;
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use sqlx::types::Json;

use crate::Result;

/// A form that was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedForm {
    /// Which form, by its server function's endpoint.
    pub form: String,
    /// Everything typed, by field name; never a password.
    pub typed: BTreeMap<String, String>,
    /// What is wrong: field name (or empty for the whole form) and sentence, in page order.
    pub problems: Vec<(String, String)>,
}

impl RefusedForm {
    /// How much was typed, in bytes.
    pub fn size(&self) -> usize {
        self.typed.iter().map(|(field, text)| field.len() + text.len()).sum()
    }
}

/// Whose a kept form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// A person's, wherever they sign in.
    Person(PersonId),
    /// Nobody is known by name: the browser's with this hash, until somebody signs in there and sees it.
    Browser([u8; 32]),
}

/// So many forms of people who are not known are kept at a time; each is short.
const MOST_OF_STRANGERS: i64 = 2000;
/// So many of one person; the oldest make room.
const MOST_OF_A_PERSON: i64 = 50;

/// Keeps a form under the hash of a random token. Says whether there was room for it: of people who are not known, few
/// are kept.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn keep(pool: &PgPool, token_hash: &[u8], writer: Writer, form: &RefusedForm) -> Result<bool> {
    let (person, browser) = match writer {
        Writer::Person(person) => (Some(person.0), None),
        Writer::Browser(hash) => (None, Some(hash.to_vec())),
    };
    let kept = sqlx::query!(
        // Several at once make room at once: what another is deleting is left to it, so that none waits for another.
        "with old as (delete from refused_form where token_hash in (
             select token_hash from refused_form where token_hash in (
                 select token_hash from refused_form where person_id = $5 order by created_at desc offset $7)
             for update skip locked))
         insert into refused_form (token_hash, form, typed, problems, created_at, person_id, browser_hash)
         select $1, $2, $3, $4, now(), $5, $6
         where $5::bigint is not null or (select count(*) from refused_form where person_id is null) < $8",
        token_hash,
        form.form,
        Json(&form.typed) as _,
        Json(&form.problems) as _,
        person,
        browser,
        MOST_OF_A_PERSON - 1,
        MOST_OF_STRANGERS,
    )
    .execute(pool)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// Drops what was kept of a form that has now been done by whoever it is of: the one that was shown on the page it came
/// from, and those that said nothing else than it did. What was typed otherwise stays.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn done(
    pool: &PgPool,
    form: &RefusedForm,
    shown: Option<[u8; 32]>,
    person: Option<PersonId>,
    browser: Option<[u8; 32]>,
) -> Result<()> {
    sqlx::query!(
        "delete from refused_form
         where form = $1 and (token_hash = $2 or typed <@ $3)
             and (person_id = $4 or person_id is null and browser_hash = $5)",
        form.form,
        shown.map(|hash| hash.to_vec()),
        Json(&form.typed) as _,
        person.map(|person| person.0),
        browser.map(|hash| hash.to_vec()),
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The form under a token, for a day after it was kept (one of somebody who is not known: for four hours), if it is that of who asks: a person, or a browser that
/// nobody is signed in with. One that was a browser's belongs to the person who signs in there and sees it.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn find(
    pool: &PgPool,
    token_hash: &[u8],
    person: Option<PersonId>,
    browser: Option<[u8; 32]>,
) -> Result<Option<RefusedForm>> {
    Ok(sqlx::query!(
        r#"update refused_form set person_id = coalesce(person_id, $2)
           where token_hash = $1
               and created_at > now() - case when person_id is null then interval '4 hours' else interval '1 day' end
               and (person_id = $2 or person_id is null and browser_hash = $3)
           returning form, typed as "typed: Json<BTreeMap<String, String>>",
               problems as "problems: Json<Vec<(String, String)>>""#,
        token_hash,
        person.map(|person| person.0),
        browser.map(|hash| hash.to_vec()),
    )
    .fetch_optional(pool)
    .await?
    .map(|r| RefusedForm {
        form: r.form,
        typed: r.typed.0,
        problems: r.problems.0,
    }))
}
