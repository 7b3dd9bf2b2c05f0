//! The webhook of GitLab: its secret token is compared in constant time, the delivery is stored once, and the answer does not
//! wait for what becomes of it.

pub mod payload;
pub mod rest;

use app::clock::Clock;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::github::CodeHost;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, StatusCode};
use sha2::Sha256;
use store::PgPool;
use store::secret::Key;

use crate::github::{NOT_NAMED, NOT_WHOLE, answered, not_json, whole};

/// `POST /webhook/gitlab/{path_key}`. Nothing of the body is read for whoever does not know key and token.
pub async fn receive(
    State(pool): State<PgPool>,
    State(clock): State<Clock>,
    State(key): State<Key>,
    Path(path_key): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answered(store_delivery(&pool, &clock, &key, &path_key, &headers, body).await)
}

async fn store_delivery(
    pool: &PgPool,
    clock: &Clock,
    key: &Key,
    path_key: &str,
    headers: &HeaderMap,
    body: Body,
) -> store::Result<(StatusCode, &'static str)> {
    let Some(connection) = store::github::connection_at(pool, key, (CodeHost::GitLab, path_key), clock.now()).await?
    else {
        return Ok((StatusCode::NOT_FOUND, "There is no such webhook."));
    };
    let id = connection.connection_id;
    let refused = async |status: StatusCode, sentence: &'static str| {
        store::github::refuse(pool, id, sentence, clock.now()).await?;
        Ok((status, sentence))
    };
    if connection.secrets.is_empty() {
        let sentence = "The secret of the webhook cannot be read here. Connect the repository again for a new one.";
        return refused(StatusCode::SERVICE_UNAVAILABLE, sentence).await;
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let token = text("x-gitlab-token").unwrap_or_default();
    if !connection.secrets.iter().any(|secret| token_fits(secret, token)) {
        return refused(StatusCode::UNAUTHORIZED, "The secret token does not fit.").await;
    }
    let word = |name| text(name).filter(|word| !word.is_empty() && word.len() <= 100);
    // The same for every attempt to deliver it; older editions have only that of the event.
    let delivery = word("idempotency-key").or_else(|| word("x-gitlab-event-uuid"));
    let told = word("x-gitlab-event").map(|event| format!("{}{event}", payload::EVENT));
    let told = told.filter(|event| !store::github::is_history(event));
    let (Some(delivery), Some(event)) = (delivery, told) else {
        return refused(StatusCode::BAD_REQUEST, NOT_NAMED).await;
    };
    if let Some(sentence) = not_json(headers) {
        return refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, sentence).await;
    }
    let Some(body) = whole(headers, body).await else {
        return refused(StatusCode::PAYLOAD_TOO_LARGE, NOT_WHOLE).await;
    };
    let new = store::github::receive(pool, id, (delivery, &event), &body, clock.now()).await?;
    tracing::info!(delivery, event, new, "delivery");
    Ok((StatusCode::ACCEPTED, if new { "Stored." } else { "Stored before." }))
}

/// Whether this is the secret token, in a time that tells nothing of where they differ: what is compared are keyed hashes.
#[must_use]
pub fn token_fits(secret: &str, token: &str) -> bool {
    let keyed = |text: &str| {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
        mac.update(text.as_bytes());
        Some(mac)
    };
    let (Some(known), Some(given)) = (keyed(secret), keyed(token)) else {
        return false;
    };
    !secret.is_empty() && given.verify_slice(&known.finalize().into_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::token_fits;

    #[test]
    fn only_the_very_token_fits() {
        assert!(token_fits("a secret", "a secret"));
        for other in ["", "a secre", "a secret ", "A secret", "a secret\0", "b secret"] {
            assert!(!token_fits("a secret", other), "{other}");
        }
        assert!(!token_fits("", ""));
    }
}
