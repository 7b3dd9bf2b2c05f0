//! Deliveries as GitLab sends them: by its secret token alone, stored once, into the same facts and numbers.

use app::clock::Clock;
use axum::extract::{Path, State};
use domain::github::CodeHost;
use domain::metric::review_cycles::review_cycles;
use domain::person::Arm;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value, json};
use server::gitlab::receive;
use sqlx::PgPool;
use store::testing::{self, Cast};

use super::{key, now, outcomes, work};

const SECRET: &str = "a token between two programs";
pub const KEY: &str = "gitlab-key";

pub async fn connected(pool: &PgPool) -> Cast {
    let cast = testing::started_pilot(pool, now()).await.unwrap();
    let (which, words) = ((CodeHost::GitLab, "acme/web/shop"), (Some((&key(), SECRET)), KEY));
    store::github::connect_at(pool, cast.pilot, cast.sponsor, which, words, now())
        .await
        .unwrap();
    cast
}

async fn post(pool: &PgPool, word: &str, headers: &[(&'static str, &str)], body: &[u8]) -> StatusCode {
    post_at(pool, Clock::System, word, headers, body).await
}

async fn post_at(pool: &PgPool, clock: Clock, word: &str, headers: &[(&'static str, &str)], body: &[u8]) -> StatusCode {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.insert(*name, HeaderValue::from_str(value).unwrap());
    }
    let body = axum::body::Body::from(body.to_vec());
    let clock = State(clock);
    receive(
        State(pool.clone()),
        clock,
        State(key()),
        Path(word.to_owned()),
        map,
        body,
    )
    .await
    .status()
}

async fn deliver(pool: &PgPool, id: &str, kind: &str, payload: &Value) -> StatusCode {
    deliver_at(pool, Clock::System, id, kind, payload).await
}

pub async fn deliver_at(pool: &PgPool, clock: Clock, id: &str, kind: &str, payload: &Value) -> StatusCode {
    let headers = [
        ("x-gitlab-token", SECRET),
        ("x-gitlab-event", kind),
        ("idempotency-key", id),
    ];
    post_at(pool, clock, KEY, &headers, payload.to_string().as_bytes()).await
}

pub fn project() -> Value {
    json!({ "id": 700, "path_with_namespace": "acme/web/shop", "default_branch": "main" })
}

pub fn user(name: &str, id: i64) -> Value {
    json!({ "id": id, "username": name })
}

pub fn merge_request(action: &str, by: Value, at: &str, sha: &str) -> Value {
    json!({
        "object_kind": "merge_request", "user": by, "project": project(), "changes": {},
        "object_attributes": {
            "iid": 7, "author_id": 11, "title": "Saved addresses", "url": "", "state": "opened", "action": action,
            "source_branch": "feat/saved-addresses", "target_branch": "main", "draft": false,
            "last_commit": { "id": sha }, "created_at": "2026-03-03 09:00:00 UTC", "updated_at": at,
        },
    })
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn only_the_very_token_is_accepted_and_a_delivery_is_stored_once(pool: PgPool) {
    connected(&pool).await;
    let payload = merge_request("open", user("mira-codes", 11), "2026-03-03 09:00:00 UTC", "a1");
    let body = payload.to_string();
    let send = async |word: &str, token: Option<&str>, id: Option<&str>, event: Option<&str>| {
        let mut headers = Vec::new();
        headers.extend(token.map(|token| ("x-gitlab-token", token)));
        headers.extend(id.map(|id| ("x-gitlab-event-uuid", id)));
        headers.extend(event.map(|event| ("x-gitlab-event", event)));
        post(&pool, word, &headers, body.as_bytes()).await
    };
    let (id, event) = (Some("1"), Some("Merge Request Hook"));
    assert_eq!(send(KEY, None, id, event).await, StatusCode::UNAUTHORIZED);
    assert_eq!(send(KEY, Some("another"), id, event).await, StatusCode::UNAUTHORIZED);
    assert_eq!(send("other", Some(SECRET), id, event).await, StatusCode::NOT_FOUND);
    assert_eq!(send(super::KEY, Some(SECRET), id, event).await, StatusCode::NOT_FOUND);
    assert_eq!(send(KEY, Some(SECRET), None, event).await, StatusCode::BAD_REQUEST);
    assert_eq!(send(KEY, Some(SECRET), id, None).await, StatusCode::BAD_REQUEST);
    assert!(outcomes(&pool).await.is_empty());
    for _ in 0..2 {
        assert_eq!(send(KEY, Some(SECRET), id, event).await, StatusCode::ACCEPTED);
    }
    assert_eq!(
        deliver(&pool, "2", "Wiki Page Hook", &json!({})).await,
        StatusCode::ACCEPTED
    );
    assert_eq!(
        deliver(&pool, "3", "Push Hook", &json!({ "ref": 3 })).await,
        StatusCode::ACCEPTED
    );
    work(&pool).await;
    let outcomes = outcomes(&pool).await;
    let said: Vec<&str> = outcomes
        .iter()
        .map(|(_, outcome)| outcome.as_deref().unwrap_or("waiting"))
        .collect();
    assert_eq!(said[0], "pull request 7: 1 new fact");
    assert!(said[1].starts_with("ignored: Wiki Page Hook"), "{said:?}");
    assert!(said[2].starts_with("will be tried again"), "{said:?}");
    // What GitHub would send is not for this address, and the other way round.
    let github = store::github::connection(&pool, &key(), KEY, now()).await.unwrap();
    assert!(github.is_none());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn comment_push_approval_is_two_cycles(pool: PgPool) {
    let cast = connected(&pool).await;
    let lee = || user("lee-codes", 12);
    let push = json!({
        "before": "a1", "after": "b2", "ref": "refs/heads/feat/saved-addresses", "user_id": 11, "user_username": "mira-codes",
        "project": project(), "commits": [{ "id": "b2", "message": "More", "timestamp": "2026-03-03T10:30:00Z" }],
    });
    let note = json!({
        "user": lee(), "project": project(),
        "object_attributes": {
            "noteable_type": "MergeRequest", "system": false, "action": "create", "created_at": "2026-03-03 10:00:00 UTC",
        },
        "merge_request": merge_request("", lee(), "2026-03-03 10:00:00 UTC", "a1")["object_attributes"],
    });
    let mut pushed = merge_request("update", user("mira-codes", 11), "2026-03-03 10:31:00 UTC", "b2");
    pushed["object_attributes"]["oldrev"] = json!("a1");
    let story = [
        (
            "Merge Request Hook",
            merge_request("open", user("mira-codes", 11), "2026-03-03 09:00:00 UTC", "a1"),
        ),
        ("Note Hook", note),
        ("Push Hook", push),
        ("Merge Request Hook", pushed),
        (
            "Merge Request Hook",
            merge_request("approved", lee(), "2026-03-03 11:00:00 UTC", "b2"),
        ),
        (
            "Merge Request Hook",
            merge_request("merge", user("mira-codes", 11), "2026-03-03 12:00:00 UTC", "b2"),
        ),
    ];
    // The last first: nothing depends on the order.
    for (id, (kind, payload)) in story.iter().enumerate().rev() {
        assert_eq!(
            deliver(&pool, &id.to_string(), kind, payload).await,
            StatusCode::ACCEPTED
        );
    }
    work(&pool).await;
    let programme = store::programme::load(&pool, cast.pilot).await.unwrap();
    let [pull] = &programme.feature(Arm::NewModel).unwrap().pull_requests[..] else {
        panic!("one merge request")
    };
    assert_eq!(review_cycles(pull, programme.people()).cycles, 2, "{pull:#?}");
    assert_eq!(pull.author.login, "mira-codes");
}
