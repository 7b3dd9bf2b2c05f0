//! Webhooks of the services that turn flags: LaunchDarkly and Unleash. Their messages become flips of the flag that a feature
//! declares, by a token of the pilot; what they tell of anything else is accepted and not used.

use app::clock::Clock;
use app::token::{self, Token};
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, Utc};
use domain::calendar::fits;
use domain::flag::{Flip, MAX_NOTE};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use store::flag::Told;
use store::gate::Reported;
use store::{Error, PgPool};

/// Largest message, in bytes.
pub const LARGEST: usize = 1 << 20;
/// The environment whose flags are meant, where the address does not say another.
const PRODUCTION: &str = "production";

/// What the address says.
#[derive(Deserialize)]
pub struct Which {
    /// The environment whose flags are meant.
    environment: Option<String>,
}

/// A flag that was turned.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Turned {
    key: String,
    on: bool,
    at: Option<DateTime<Utc>>,
    by: String,
}

/// What a message is: flags that were turned, or why it is not used.
type Heard = Result<Vec<Turned>, String>;

/// What reads a message, for an environment.
type Reader = fn(&Map<String, Value>, &str) -> Heard;

/// `POST /webhook/launchdarkly/{token}`.
pub async fn launchdarkly(
    State(pool): State<PgPool>,
    State(clock): State<Clock>,
    Path(word): Path<String>,
    Query(which): Query<Which>,
    body: Body,
) -> Response {
    receive((&pool, &clock), &word, &which, body, ("LaunchDarkly", of_launchdarkly)).await
}

/// `POST /webhook/unleash/{token}`; the token may be in `Authorization` instead.
pub async fn unleash(
    State(pool): State<PgPool>,
    State(clock): State<Clock>,
    Path(word): Path<String>,
    Query(which): Query<Which>,
    body: Body,
) -> Response {
    receive((&pool, &clock), &word, &which, body, ("Unleash", of_unleash)).await
}

/// `POST /webhook/unleash`, with the token in `Authorization`.
pub async fn unleash_by_header(
    State(pool): State<PgPool>,
    State(clock): State<Clock>,
    Query(which): Query<Which>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let word = given.unwrap_or_default();
    let word = word.split_once(' ').map_or(word, |(_, word)| word).trim();
    receive((&pool, &clock), word, &which, body, ("Unleash", of_unleash)).await
}

async fn receive(
    (pool, clock): (&PgPool, &Clock),
    word: &str,
    which: &Which,
    body: Body,
    (service, read): (&str, Reader),
) -> Response {
    let answer = |status: StatusCode, recorded: usize, words: &str| {
        let mut response = (status, Json(json!({ "recorded": recorded, "words": words }))).into_response();
        let no_store = HeaderValue::from_static("no-store");
        response.headers_mut().insert(header::CACHE_CONTROL, no_store);
        response
    };
    let broken = |error: &Error| {
        tracing::error!(%error, service, "a flag could not be recorded");
        answer(
            StatusCode::SERVICE_UNAVAILABLE,
            0,
            "It was not recorded. Send it again.",
        )
    };
    let bearer = match Token::fits(word) {
        true => store::gate::bearer(pool, &token::hash(word)).await,
        false => Ok(None),
    };
    let bearer = match bearer {
        Ok(Some(bearer)) => bearer,
        Ok(None) => {
            return answer(
                StatusCode::UNAUTHORIZED,
                0,
                "This token is missing, unknown or revoked.",
            );
        }
        Err(error) => return broken(&error),
    };
    let Ok(body) = to_bytes(body, LARGEST).await else {
        let words = "The message is too large or did not arrive whole.";
        return answer(StatusCode::PAYLOAD_TOO_LARGE, 0, words);
    };
    let Ok(message) = serde_json::from_slice::<Map<String, Value>>(&body) else {
        return answer(StatusCode::UNPROCESSABLE_ENTITY, 0, "The message is no JSON object.");
    };
    let environment = which.environment.as_deref().unwrap_or(PRODUCTION);
    let turned = match read(&message, environment) {
        Ok(turned) => turned,
        Err(why) => return answer(StatusCode::ACCEPTED, 0, &why),
    };
    let (mut recorded, mut why) = (0, Vec::new());
    for flag in turned {
        let now = clock.now();
        let note = match flag.by.as_str() {
            "" => service.to_owned(),
            by => format!("{service}, by {by}"),
        };
        let note: String = note.chars().filter(|c| !c.is_control()).take(MAX_NOTE).collect();
        let told = Told {
            flip: Flip {
                on: flag.on,
                at: flag.at.unwrap_or(now).min(now),
            },
            note: &note,
        };
        match store::flag::report(pool, &bearer, (&flag.key, told), now).await {
            Ok(Reported::New) => recorded += 1,
            Ok(Reported::Known) => why.push(format!("{} stands so already.", flag.key)),
            Err(Error::NotFound) => why.push(format!("No feature of the pilot declares {}.", flag.key)),
            Err(Error::Refused(sentence)) => why.push(sentence),
            Err(error) => return broken(&error),
        }
    }
    answer(StatusCode::ACCEPTED, recorded, &why.join(" "))
}

fn text<'m>(message: &'m Map<String, Value>, name: &str) -> &'m str {
    message.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A key as a feature can declare it.
fn key(word: &str) -> Option<String> {
    let fits = !word.is_empty() && word.len() <= 200 && !word.chars().any(char::is_control);
    fits.then(|| word.to_owned())
}

/// What LaunchDarkly says when a flag was turned: `accesses` name `proj/…:env/…:flag/…` and what was done there.
fn of_launchdarkly(message: &Map<String, Value>, environment: &str) -> Heard {
    if text(message, "kind") != "flag" {
        return Err("Nothing was turned: the message is of no flag.".to_owned());
    }
    let at = message
        .get("date")
        .and_then(Value::as_i64)
        .and_then(DateTime::from_timestamp_millis);
    let at = at.filter(|at| fits(at.date_naive()));
    let by = message
        .get("member")
        .and_then(|member| member.get("email")?.as_str())
        .unwrap_or_default();
    let now = message.get("currentVersion");
    let accesses = message
        .get("accesses")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let turned = accesses.iter().filter_map(|access| {
        let action = access.get("action")?.as_str()?;
        let mut place = access.get("resource")?.as_str()?.split(':');
        let of = |part: &str, name: &str| Some(part.strip_prefix(name)?.split(';').next()?.to_owned());
        let (env, flag) = (place.nth(1)?, place.next()?);
        if action != "updateOn" || of(env, "env/")? != environment {
            return None;
        }
        let there = now.and_then(|now| now.get("environments")?.get(environment)?.get("on")?.as_bool());
        // Without the flag as it is now, the title says it.
        let said = match text(message, "titleVerb") {
            verb if verb.contains("turned on") => Some(true),
            verb if verb.contains("turned off") => Some(false),
            _ => None,
        };
        Some(Turned {
            key: key(&of(flag, "flag/")?)?,
            on: there.or(said)?,
            at,
            by: by.to_owned(),
        })
    });
    let turned: Vec<Turned> = turned.collect();
    match turned.is_empty() {
        true => Err(format!("No flag was turned on or off in {environment}.")),
        false => Ok(turned),
    }
}

/// What Unleash says when a flag was turned: one event for each environment.
fn of_unleash(message: &Map<String, Value>, environment: &str) -> Heard {
    let on = match text(message, "type") {
        "feature-environment-enabled" => true,
        "feature-environment-disabled" => false,
        _ => return Err("No flag was turned on or off.".to_owned()),
    };
    if text(message, "environment") != environment {
        return Err(format!("No flag was turned on or off in {environment}."));
    }
    let at = text(message, "createdAt").parse::<DateTime<Utc>>().ok();
    let key = key(text(message, "featureName")).ok_or_else(|| "The message names no flag.".to_owned())?;
    Ok(vec![Turned {
        key,
        on,
        at: at.filter(|at| fits(at.date_naive())),
        by: text(message, "createdBy").to_owned(),
    }])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        let Value::Object(object) = value else {
            panic!("an object")
        };
        object
    }

    fn turned(key: &str, on: bool, at: &str, by: &str) -> Turned {
        Turned {
            key: key.to_owned(),
            on,
            at: Some(at.parse().expect("a time")),
            by: by.to_owned(),
        }
    }

    #[test]
    fn launchdarkly_says_which_flag_was_turned_in_which_environment() {
        let message = |action: &str, env: &str, on: bool| {
            object(json!({
                "_id": "5736", "kind": "flag", "name": "Saved addresses", "date": 1_773_133_240_000_i64,
                "accesses": [{ "action": action, "resource": format!("proj/shop:env/{env}:flag/saved-addresses;beta") }],
                "member": { "email": "mira@example.org" }, "titleVerb": if on { "turned on the flag" } else { "turned off the flag" },
                "currentVersion": { "environments": { "production": { "on": on }, "test": { "on": !on } } },
            }))
        };
        assert_eq!(
            of_launchdarkly(&message("updateOn", "production", false), "production"),
            Ok(vec![turned(
                "saved-addresses",
                false,
                "2026-03-10T09:00:40Z",
                "mira@example.org"
            )])
        );
        // Another environment, another change, no flag.
        assert!(of_launchdarkly(&message("updateOn", "test", true), "production").is_err());
        assert!(of_launchdarkly(&message("updateRules", "production", true), "production").is_err());
        let mut project = message("updateOn", "production", true);
        project.insert("kind".to_owned(), json!("project"));
        assert!(of_launchdarkly(&project, "production").is_err());
        // Without the flag as it is now the title says it; without either nothing is guessed.
        let mut brief = message("updateOn", "production", true);
        brief.remove("currentVersion");
        let heard = of_launchdarkly(&brief, "production").expect("turned");
        assert!(heard[0].on);
        brief.remove("titleVerb");
        assert!(of_launchdarkly(&brief, "production").is_err());
    }

    #[test]
    fn unleash_says_which_flag_was_turned_in_which_environment() {
        let message = |kind: &str, environment: &str| {
            object(json!({
                "id": 129, "type": kind, "createdBy": "mira", "createdAt": "2026-03-10T09:00:40.000Z",
                "data": null, "preData": null, "tags": [], "featureName": "saved-addresses", "project": "default",
                "environment": environment,
            }))
        };
        assert_eq!(
            of_unleash(&message("feature-environment-enabled", "production"), "production"),
            Ok(vec![turned("saved-addresses", true, "2026-03-10T09:00:40Z", "mira")])
        );
        assert_eq!(
            of_unleash(&message("feature-environment-disabled", "live"), "live"),
            Ok(vec![turned("saved-addresses", false, "2026-03-10T09:00:40Z", "mira")])
        );
        assert!(of_unleash(&message("feature-environment-enabled", "development"), "production").is_err());
        assert!(of_unleash(&message("feature-archived", "production"), "production").is_err());
        let mut nameless = message("feature-environment-enabled", "production");
        nameless.insert("featureName".to_owned(), Value::Null);
        assert!(of_unleash(&nameless, "production").is_err());
    }
}
