//! What programs report to the gates, by a token of the pilot: the word of the PM PR Review skill file, the files of a
//! change, and flags that were flipped. JSON in, JSON out; no session, no cookie.

use app::clock::Clock;
use app::token::{self, Token};
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use domain::flag::{Flip, FlipReport, MAX_NOTE};
use domain::gate::{FilesReport, SkillReport};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::json;
use store::flag::Told;
use store::gate::{Bearer, Listing, Reported};
use store::{Error, PgPool};

/// Largest report, in bytes: a diff of 1 MiB as JSON, whose line ends and quotes take two each.
pub const LARGEST: usize = 3 << 20;

/// Why a report was not taken: a status, and a sentence for whoever reads the output of their program.
type Refusal = (StatusCode, String);

/// `POST /api/skill-results`: `{"repository", "commit", "passed", "url"}`.
pub async fn skill_result(
    State(pool): State<PgPool>,
    State(clock): State<Clock>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answer(
        async {
            let bearer = bearer(&pool, &headers).await?;
            let report: SkillReport = read(&headers, body).await?;
            let report = report.checked().map_err(unprocessable)?;
            let taken = store::gate::report_skill(&pool, &bearer, &report, clock.now()).await;
            taken.map_err(|error| refusal(error, "There is no such pilot any more."))
        }
        .await,
    )
}

/// `POST /api/changed-files`: `{"repository", "pull_request", "commit", "changes"}`.
pub async fn changed_files(
    State(pool): State<PgPool>,
    State(clock): State<Clock>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answer(
        async {
            let bearer = bearer(&pool, &headers).await?;
            let report: FilesReport = read(&headers, body).await?;
            let (repository, commit, files) = report.checked().map_err(unprocessable)?;
            let listing = Listing {
                head: &commit,
                files: &files,
                of: None,
            };
            let pull = (repository.as_str(), report.pull_request);
            let taken = store::gate::report_files(&pool, &bearer, pull, listing, clock.now()).await;
            taken.map_err(|error| refusal(error, "The pilot knows no such pull request."))
        }
        .await,
    )
}

/// `POST /api/flag-flips`: `{"key", "on", "at", "note"}`.
pub async fn flag_flip(
    State(pool): State<PgPool>,
    State(clock): State<Clock>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    answer(
        async {
            let bearer = bearer(&pool, &headers).await?;
            let report: FlipReport = read(&headers, body).await?;
            let note = report.note.as_deref().unwrap_or_default().trim();
            if [&*report.key, note].iter().any(|text| text.contains('\0')) {
                return Err(unprocessable("key, note: without a character of zero.".to_owned()));
            }
            if note.chars().count() > MAX_NOTE {
                return Err(unprocessable(format!("note: at most {MAX_NOTE} characters.")));
            }
            let now = clock.now();
            let (on, at) = (report.on, report.at.unwrap_or(now));
            let told = Told {
                flip: Flip { on, at },
                note,
            };
            let taken = store::flag::report(&pool, &bearer, (&report.key, told), now).await;
            taken.map_err(|error| refusal(error, "No feature of the pilot declares this flag."))
        }
        .await,
    )
}

/// 201 for what is new, 200 for what was said last, else why not.
fn answer(taken: Result<Reported, Refusal>) -> Response {
    let mut response = match taken {
        Ok(Reported::New) => (StatusCode::CREATED, Json(json!({ "recorded": true }))).into_response(),
        Ok(Reported::Known) => (StatusCode::OK, Json(json!({ "recorded": false }))).into_response(),
        Err((status, error)) => (status, Json(json!({ "error": error }))).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if response.status() == StatusCode::UNAUTHORIZED {
        let scheme = HeaderValue::from_static("Bearer");
        response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
    }
    response
}

/// Who reports, before anything of the body is read. A token that was revoked is one that never was.
async fn bearer(pool: &PgPool, headers: &HeaderMap) -> Result<Bearer, Refusal> {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let given = given.and_then(|value| value.split_once(' '));
    let token = given.filter(|(scheme, token)| scheme.eq_ignore_ascii_case("bearer") && Token::fits(token.trim()));
    let unknown = || {
        let sentence =
            "Send a token of the pilot: Authorization: Bearer <token>. This one is missing, unknown or revoked.";
        (StatusCode::UNAUTHORIZED, sentence.to_owned())
    };
    let (_, token) = token.ok_or_else(unknown)?;
    let found = store::gate::bearer(pool, &token::hash(token.trim())).await;
    found.map_err(|error| refusal(error, ""))?.ok_or_else(unknown)
}

async fn read<R: DeserializeOwned>(headers: &HeaderMap, body: Body) -> Result<R, Refusal> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.to_lowercase().starts_with("application/json")) {
        let sentence = "Send JSON: Content-Type: application/json.".to_owned();
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, sentence));
    }
    let Ok(body) = to_bytes(body, LARGEST).await else {
        let sentence = "The report is too large or did not arrive whole.".to_owned();
        return Err((StatusCode::PAYLOAD_TOO_LARGE, sentence));
    };
    serde_json::from_slice(&body).map_err(|why| unprocessable(format!("The report was not understood: {why}.")))
}

fn unprocessable(sentence: String) -> Refusal {
    (StatusCode::UNPROCESSABLE_ENTITY, sentence)
}

fn refusal(error: Error, not_found: &str) -> Refusal {
    match error {
        Error::NotFound => (StatusCode::NOT_FOUND, not_found.to_owned()),
        Error::Refused(sentence) => (StatusCode::CONFLICT, sentence),
        error => {
            tracing::error!(%error, "a report was not recorded");
            let sentence = "The report was not recorded. Send it again.".to_owned();
            (StatusCode::SERVICE_UNAVAILABLE, sentence)
        }
    }
}
