//! The webhook of the code host: the signature is checked over the raw bytes, the delivery is
//! stored once, and the answer does not wait for what becomes of it.

pub mod installation;
pub mod payload;
pub mod rest;

use app::clock::Clock;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{HeaderMap, StatusCode, header};
use sha2::Sha256;
use store::PgPool;
use store::secret::Key;

/// Largest body the code host sends, in bytes.
pub const LARGEST_DELIVERY: usize = 25 << 20;

/// `POST /webhook/github/{path_key}`. Nothing of the body is read for whoever does not know the key.
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

/// What whoever delivers hears.
pub(crate) fn answered(outcome: store::Result<(StatusCode, &'static str)>) -> Response {
    match outcome {
        Ok(answer) => answer.into_response(),
        Err(error) => {
            tracing::warn!(%error, "could not store a delivery");
            let sentence = "The delivery was not stored. Send it again.";
            (StatusCode::SERVICE_UNAVAILABLE, sentence).into_response()
        }
    }
}

async fn store_delivery(
    pool: &PgPool,
    clock: &Clock,
    key: &Key,
    path_key: &str,
    headers: &HeaderMap,
    body: Body,
) -> store::Result<(StatusCode, &'static str)> {
    let Some(connection) = store::github::connection(pool, key, path_key, clock.now()).await? else {
        return Ok((StatusCode::NOT_FOUND, "There is no such webhook."));
    };
    let Some(body) = whole(headers, body).await else {
        store::github::refuse(pool, connection.connection_id, NOT_WHOLE, clock.now()).await?;
        return Ok((StatusCode::PAYLOAD_TOO_LARGE, NOT_WHOLE));
    };
    if connection.secrets.is_empty() {
        let sentence = "The secret of the webhook cannot be read here. Connect the repository again for a new one.";
        store::github::refuse(pool, connection.connection_id, sentence, clock.now()).await?;
        return Ok((StatusCode::SERVICE_UNAVAILABLE, sentence));
    }
    let (guid, event) = match check(&connection.secrets, headers, &body) {
        Ok(delivery) => delivery,
        Err((status, sentence)) => {
            store::github::refuse(pool, connection.connection_id, sentence, clock.now()).await?;
            return Ok((status, sentence));
        }
    };
    let new = store::github::receive(pool, connection.connection_id, (guid, event), &body, clock.now()).await?;
    tracing::info!(guid, event, new, "delivery");
    Ok((StatusCode::ACCEPTED, if new { "Stored." } else { "Stored before." }))
}

/// The id and the event of a delivery that is to be stored, or why it is not.
fn check<'h>(
    secrets: &[String],
    headers: &'h HeaderMap,
    body: &[u8],
) -> Result<(&'h str, &'h str), (StatusCode, &'static str)> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let signature = text("x-hub-signature-256").unwrap_or_default();
    if !secrets.iter().any(|secret| signature_fits(secret, body, signature)) {
        return Err((StatusCode::UNAUTHORIZED, "The signature does not fit."));
    }
    let word = |name| text(name).filter(|word| !word.is_empty() && word.len() <= 100);
    // What is read again comes by no webhook.
    let told = word("x-github-event").filter(|event| !store::github::is_history(event));
    let (Some(guid), Some(event)) = (word("x-github-delivery"), told) else {
        return Err((StatusCode::BAD_REQUEST, NOT_NAMED));
    };
    if let Some(sentence) = not_json(headers) {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, sentence));
    }
    Ok((guid, event))
}

/// Why a body that came so is not read: it is no JSON, or not as it was signed. What does not say is taken for JSON.
pub(crate) fn not_json(headers: &HeaderMap) -> Option<&'static str> {
    let said = |name: header::HeaderName| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().trim().to_ascii_lowercase()
    };
    let kind = said(header::CONTENT_TYPE);
    let kind = kind.split(';').next().unwrap_or_default().trim();
    match kind {
        "" | "application/json" => {}
        "application/x-www-form-urlencoded" => {
            return Some("The content type is a form. Set the webhook's content type to application/json.");
        }
        _ => return Some("The content type is not JSON. Set the webhook's content type to application/json."),
    }
    let coding = said(header::CONTENT_ENCODING);
    (!["", "identity"].contains(&coding.as_str()))
        .then_some("The body is compressed. Have it sent as it is: a proxy before this may have compressed it.")
}

/// Why a delivery without the headers that name it is refused.
pub(crate) const NOT_NAMED: &str = "The delivery id or the event is missing or longer than 100 characters.";
/// Why one that is too large is refused.
pub(crate) const NOT_WHOLE: &str = "The delivery is too large or did not arrive whole.";

/// The whole body of a delivery; `None` where it is too large or did not arrive. Nothing is read of one that says it is too large.
pub(crate) async fn whole(headers: &HeaderMap, body: Body) -> Option<Bytes> {
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok());
    let length = length.and_then(|length| length.parse::<u64>().ok());
    if length.is_some_and(|length| length > LARGEST_DELIVERY as u64) {
        return None;
    }
    to_bytes(body, LARGEST_DELIVERY).await.ok()
}

/// Whether `sha256=<hex>` is the signature of these bytes: as the code host writes it, in small letters. Compared in constant
/// time.
pub fn signature_fits(secret: &str, body: &[u8], signature: &str) -> bool {
    let Some(signature) = signature
        .strip_prefix("sha256=")
        .filter(|digits| !digits.bytes().any(|digit| digit.is_ascii_uppercase()))
        .and_then(|digits| hex::decode(digits).ok())
    else {
        return false;
    };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return false;
    };
    mac.update(body);
    mac.verify_slice(&signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::signature_fits;

    #[test]
    fn the_code_hosts_own_example_fits() {
        // From the code host's documentation on validating deliveries.
        let (secret, body) = ("It's a Secret to Everybody", b"Hello, World!");
        let hex = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        assert!(signature_fits(secret, body, &format!("sha256={hex}")));
        assert!(!signature_fits(secret, b"Hello, World?", &format!("sha256={hex}")));
        assert!(!signature_fits("another", body, &format!("sha256={hex}")));
        let upper = format!("sha256={}", hex.to_uppercase());
        for broken in [
            "",
            hex,
            "sha256=",
            "sha256=7",
            "sha256=zz",
            &format!("sha1={hex}"),
            &upper,
        ] {
            assert!(!signature_fits(secret, body, broken), "{broken}");
        }
    }
}
