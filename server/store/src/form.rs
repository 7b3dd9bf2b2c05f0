//! Refused forms: what was typed, kept so that the page can show it again beside what is wrong.

use std::collections::BTreeMap;

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

/// Keeps a refused form under the hash of a random token.
///
/// # Errors
/// When the database fails.
pub async fn keep(pool: &PgPool, token_hash: &[u8], form: &RefusedForm) -> Result<()> {
    sqlx::query!(
        "insert into refused_form (token_hash, form, typed, problems, created_at) values ($1, $2, $3, $4, now())",
        token_hash,
        form.form,
        Json(&form.typed) as _,
        Json(&form.problems) as _,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// The refused form under a token, for an hour after it was kept.
///
/// # Errors
/// When the database fails.
pub async fn find(pool: &PgPool, token_hash: &[u8]) -> Result<Option<RefusedForm>> {
    Ok(sqlx::query!(
        r#"select form, typed as "typed: Json<BTreeMap<String, String>>", problems as "problems: Json<Vec<(String, String)>>"
           from refused_form where token_hash = $1 and created_at > now() - interval '1 hour'"#,
        token_hash,
    )
    .fetch_optional(pool)
    .await?
    .map(|r| RefusedForm { form: r.form, typed: r.typed.0, problems: r.problems.0 }))
}
