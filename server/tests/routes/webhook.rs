//! Every example that the code host's users have collected of what it delivers, sent in every way that goes right or wrong.

use axum::body::Body;
use domain::person::Arm;
use domain::zone::Signatory;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::{Method, Request, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;
use sqlx::PgPool;
use store::activity::{Verified, verify};
use store::secret::Key;
use store::testing;

use crate::support::{Actor, TestApp, now};

const SECRET: &str = "a secret between two programs";
const WORD: &str = "word-of-the-webhook";
/// Examples of the collection, and kinds of events.
const ALL: (usize, usize) = (329, 58);

#[derive(Deserialize)]
struct Event {
    name: String,
    examples: Vec<Value>,
}

/// The examples of `@octokit/webhooks-examples` 7.6.1 in `node_modules`, each with its event.
fn examples() -> Vec<(String, Vec<u8>)> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../node_modules/@octokit/webhooks-examples/api.github.com/index.json"
    );
    let text = std::fs::read(path).expect(
        "the examples are a pinned npm package: `./test route` fetches it, and so does `npm ci --ignore-scripts`",
    );
    let events: Vec<Event> = serde_json::from_slice(&text).expect("a list of events");
    assert_eq!(events.len(), ALL.1);
    let one = |event: &Event, example: &Value| (event.name.clone(), serde_json::to_vec(example).expect("JSON"));
    events
        .iter()
        .flat_map(|event| event.examples.iter().map(move |example| one(event, example)))
        .collect()
}

fn signature(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
    mac.update(body);
    let hex: String = mac.finalize().into_bytes().iter().map(|b| format!("{b:02x}")).collect();
    format!("sha256={hex}")
}

/// A delivery as the code host sends it, with this signature or none.
fn delivery(actor: &Actor, (guid, event): (&str, &str), signature: Option<&str>, body: Vec<u8>) -> Request<Body> {
    let mut request = actor
        .request(Method::POST, &format!("/webhook/github/{WORD}"))
        .header("content-type", "application/json")
        .header("user-agent", "GitHub-Hookshot/044aadd")
        .header("x-github-delivery", guid)
        .header("x-github-event", event);
    if let Some(signature) = signature {
        request = request.header("x-hub-signature-256", signature);
    }
    request.body(Body::from(body)).expect("a request")
}

async fn connected(pool: &PgPool, secret: &str) -> testing::Cast {
    let cast = match sqlx::query_scalar("select count(*) from pilot").fetch_one(pool).await {
        Ok(0_i64) => testing::started_pilot(pool, now()).await.expect("a pilot"),
        _ => panic!("there is one"),
    };
    connect(pool, &cast, secret).await;
    cast
}

async fn connect(pool: &PgPool, cast: &testing::Cast, secret: &str) {
    let words = (Some((&Key::of(&[7; 32]), secret)), WORD);
    store::github::connect(pool, cast.pilot, cast.sponsor, "Codertocat/Hello-World", words, now())
        .await
        .expect("connected");
}

async fn work(pool: &PgPool) {
    while server::worker::work_some(pool, now())
        .await
        .expect("the database answers")
    {}
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_example_of_every_event_is_taken_or_refused_as_it_should_be(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    connected(&pool, SECRET).await;
    let host = app.anonymous();
    let all = examples();
    assert_eq!(all.len(), ALL.0);
    for (number, (event, body)) in all.iter().enumerate() {
        let good = signature(SECRET, body);
        let guid = format!("example-{number:03}");
        let send = async |signature: Option<&str>, body: &[u8], is: StatusCode, why: &str| {
            let answer = host
                .send(delivery(&host, (&guid, event), signature, body.to_vec()))
                .await;
            assert_eq!(answer.status, is, "{event} {number}: {why}");
        };
        let digit = if good.ends_with('0') { '1' } else { '0' };
        let bad = format!("{}{digit}", &good[..good.len() - 1]);
        let mut changed = body.clone();
        changed.push(b'\n');
        let no = StatusCode::UNAUTHORIZED;
        send(Some(&bad), body, no, "bad").await;
        send(Some(&signature("another", body)), body, no, "of another secret").await;
        send(None, body, no, "missing").await;
        send(Some(""), body, no, "empty").await;
        send(Some(&good.to_uppercase()), body, no, "wrong case").await;
        send(
            Some(&format!("sha256={}", good[7..].to_uppercase())),
            body,
            no,
            "digits in wrong case",
        )
        .await;
        send(Some(&good), &changed, no, "changed body").await;
        send(Some(&good), body, StatusCode::ACCEPTED, "good").await;
        send(Some(&good), body, StatusCode::ACCEPTED, "replay").await;
    }
    assert_eq!(
        app.count("select count(*) from delivery where event <> 'refused'")
            .await,
        329
    );
    work(&pool).await;
    // Each was read, as what it is.
    assert_eq!(
        app.count("select count(*) from delivery where processed_at is null or outcome like 'failed%'")
            .await,
        0
    );
    let read = [
        "pull_request",
        "pull_request_review",
        "push",
        "repository",
        "check_run",
        "check_suite",
        "status",
        "merge_group",
        "ping",
    ];
    let rows: Vec<(String, String)> =
        sqlx::query_as("select event, outcome from delivery where event <> 'refused' order by delivery_guid")
            .fetch_all(&pool)
            .await
            .expect("outcomes");
    for (event, outcome) in &rows {
        let is_unknown = outcome == &format!("ignored: {event} holds no facts of a pilot");
        assert_eq!(is_unknown, !read.contains(&event.as_str()), "{event}: {outcome}");
    }
    assert!(
        rows.iter().any(|(_, outcome)| outcome.ends_with("1 new fact")),
        "{rows:?}"
    );
    // The same again under other ids says nothing new.
    let facts = app.count("select count(*) from pull_request_fact").await;
    assert!(facts > 0);
    let newest = app.count("select seq from activity_head").await;
    for (number, (event, body)) in all.iter().enumerate() {
        let (guid, good) = (format!("again-{number:03}"), signature(SECRET, body));
        let answer = host
            .send(delivery(&host, (&guid, event), Some(&good), body.clone()))
            .await;
        assert_eq!(answer.status, StatusCode::ACCEPTED);
    }
    work(&pool).await;
    assert_eq!(app.count("select count(*) from pull_request_fact").await, facts);
    assert_eq!(app.count("select seq from activity_head").await, newest);
    assert!(matches!(verify(&pool).await.expect("answers"), Verified::Whole { .. }));
    let dana = app.played_by("dana").await;
    dana.get("/p/checkout/data").await.says("The signature does not fit.");
    dana.get("/p/checkout/metrics").await.is(StatusCode::OK);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_larger_than_the_code_host_sends_is_refused_whatever_it_is(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    connected(&pool, SECRET).await;
    let host = app.anonymous();
    let mut seen = std::collections::BTreeSet::new();
    for (event, mut body) in examples() {
        if !seen.insert(event.clone()) {
            continue;
        }
        // Its meaning is the same with spaces at its end.
        body.resize((25 << 20) + 1, b' ');
        let answer = host
            .send(delivery(&host, ("large", &event), Some("sha256=00"), body))
            .await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{event}");
    }
    assert_eq!(seen.len(), ALL.1);
    // Whoever looks at the webhook sees why nothing arrives.
    let dana = app.played_by("dana").await;
    dana.get("/p/checkout/data")
        .await
        .says("The delivery is too large or did not arrive whole.");
    let (_, mut body) = examples()
        .into_iter()
        .find(|(event, _)| event == "ping")
        .expect("a ping");
    body.resize(25 << 20, b' ');
    let good = signature(SECRET, &body);
    host.send(delivery(&host, ("largest", "ping"), Some(&good), body))
        .await
        .is(StatusCode::ACCEPTED);
    work(&pool).await;
    assert_eq!(
        app.count("select count(*) from delivery where outcome like 'ping:%'")
            .await,
        1
    );
}

/// A body that is no JSON, or not as it was signed, is refused and said, by what it is; how a content type is written does not
/// matter (RFC 9110, 8.3.1: media types are compared without regard to case).
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_a_body_is_sent_as_is_said_as_it_is(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    connected(&pool, SECRET).await;
    let host = app.anonymous();
    let body = br#"{"zen": "Half measures are as bad as nothing at all."}"#.to_vec();
    let good = signature(SECRET, &body);
    let send = async |name: &'static str, value: &'static str, is: StatusCode| {
        let mut request = delivery(&host, (value, "ping"), Some(&good), body.clone());
        request.headers_mut().remove("content-type");
        request.headers_mut().insert(name, value.parse().expect("a value"));
        host.send(request).await.is(is);
    };
    for kind in [
        "application/json",
        "Application/JSON",
        "application/json; charset=UTF-8",
    ] {
        send("content-type", kind, StatusCode::ACCEPTED).await;
    }
    send("content-encoding", "identity", StatusCode::ACCEPTED).await;
    let no = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    let dana = app.played_by("dana").await;
    dana.get("/p/checkout/data")
        .await
        .says("<dt>Refused</dt><dd id=\"arriving-1-refused\" data-piece=\"\">None</dd>");
    for (name, value, why) in [
        (
            "content-type",
            "application/x-www-form-urlencoded",
            "The content type is a form.",
        ),
        ("content-type", "text/plain", "The content type is not JSON."),
        ("content-type", "application/jsonlines", "The content type is not JSON."),
        ("content-encoding", "gzip", "The body is compressed."),
    ] {
        send(name, value, no).await;
        dana.get("/p/checkout/data").await.says(why);
    }
    assert_eq!(app.count("select count(*) from delivery where event = 'ping'").await, 4);
    // An address with a zero is one that nobody was given.
    for address in ["/webhook/github/%00", "/webhook/gitlab/a%00b"] {
        let request = host.request(Method::POST, address).body(Body::from(body.clone()));
        host.send(request.expect("a request")).await.is(StatusCode::NOT_FOUND);
    }
}

/// The planning PR of the first day is on a branch that names the flag; the work begins on the 5th. The idea is of 23 February.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_proves_week_one_is_in_no_number_from_the_delivery_to_the_page(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    connected(&pool, SECRET).await;
    let host = app.anonymous();
    let mut guid = 0;
    let mut deliver = async |event: &str, payload: Value| {
        guid += 1;
        let body = serde_json::to_vec(&payload).expect("JSON");
        let (guid, good) = (format!("story-{guid}"), signature(SECRET, &body));
        let answer = host.send(delivery(&host, (&guid, event), Some(&good), body)).await;
        answer.is(StatusCode::ACCEPTED);
        work(&pool).await;
    };
    let mira = json!({ "login": "mira-codes", "id": 7, "type": "User" });
    let repository = |at: &str| {
        let at: chrono::DateTime<chrono::Utc> = at.parse().expect("a time");
        json!({ "id": 5, "full_name": "Codertocat/Hello-World", "default_branch": "main", "pushed_at": at.timestamp() })
    };
    let push = |branch: &str, sha: &str, at: &str| {
        json!({
            "ref": format!("refs/heads/{branch}"), "before": "0".repeat(40), "after": sha, "created": true, "deleted": false,
            "forced": false, "sender": mira, "pusher": { "name": "mira-codes" }, "repository": repository(at),
            "commits": [{ "id": sha, "message": "Begin", "distinct": true, "timestamp": at,
                "author": { "name": "Mira", "username": "mira-codes" } }],
        })
    };
    let pull = |number: i32, (branch, sha): (&str, &str), opened: &str, merged: Option<&str>| {
        let url = format!("https://github.com/Codertocat/Hello-World/pull/{number}");
        json!({
            "action": if merged.is_some() { "closed" } else { "opened" }, "number": number, "sender": mira,
            "repository": repository(opened),
            "pull_request": {
                "number": number, "title": format!("Change {number}"), "html_url": url, "user": mira, "draft": false,
                "state": if merged.is_some() { "closed" } else { "open" }, "merged": merged.is_some(),
                "created_at": opened, "updated_at": merged.unwrap_or(opened), "closed_at": merged, "merged_at": merged,
                "head": { "ref": branch, "sha": sha, "label": format!("Codertocat:{branch}"),
                    "repo": { "full_name": "Codertocat/Hello-World" } },
                "base": { "ref": "main" },
            },
        })
    };
    let plan = ("saved-addresses-plan", "a".repeat(40));
    let page = ("saved-addresses", "b".repeat(40));
    let plan = (plan.0, plan.1.as_str());
    let page = (page.0, page.1.as_str());
    deliver("push", push(plan.0, plan.1, "2026-03-03T09:00:00Z")).await;
    deliver("pull_request", pull(41, plan, "2026-03-03T10:00:00Z", None)).await;
    deliver(
        "pull_request",
        pull(41, plan, "2026-03-03T10:00:00Z", Some("2026-03-04T10:00:00Z")),
    )
    .await;
    deliver("push", push(page.0, page.1, "2026-03-05T09:00:00Z")).await;
    deliver("pull_request", pull(42, page, "2026-03-05T10:00:00Z", None)).await;
    app.clock.set("2026-03-06T09:00:00Z");
    let (dana, mira, lee) = (
        app.played_by("dana").await,
        app.played_by("mira").await,
        app.played_by("lee").await,
    );
    let metric = "/p/checkout/metrics/idea-to-commit";
    // 23 February to 3 March.
    dana.get(metric).await.says("New model: 8.0 days");
    let named = [("pilot", "checkout"), ("arm", "new_model"), ("item", "1")];
    let mark = async |evidence| {
        let form = [named[0], named[1], named[2], ("evidence", evidence)];
        mira.post("week_one/tick", &form).await.goes_to("/p/checkout/week-one");
    };
    mark("Codertocat/Hello-World#41").await;
    // The days had passed the bar: what was final changes once somebody of the other side has confirmed it.
    dana.get(metric).await.says("New model: 8.0 days");
    mira.get("/p/checkout/week-one")
        .await
        .says("It is marked as done, and that changes a criterion that was final.")
        .says("Codertocat/Hello-World#41")
        .says("Not done");
    let again = [named[0], named[1], named[2], ("evidence", "Another link")];
    let refused = mira.post("week_one/tick", &again).await;
    mira.get(refused.is_refused()).await.says("waits for a second person");
    let second = async |who: &Actor, correction: &str| {
        who.get("/p/checkout/data/corrections").await.says("Confirm");
        let form = [("pilot", "checkout"), ("correction", correction)];
        who.post("data/confirm_correction", &form)
            .await
            .goes_to("/p/checkout/data/corrections");
    };
    lee.get("/p/checkout/data/corrections")
        .await
        .says("week-one activity 1, new model, done: Codertocat/Hello-World#41")
        .says("It proves week-one activity 1.");
    second(&lee, "1").await;
    // One quiet line: what is entered says why.
    let line = "week-one activity 1, new model, done: Codertocat/Hello-World#41. By Mira, confirmed by Lee.";
    let overview = dana.get("/p/checkout").await;
    overview.says(line);
    assert!(!overview.text.contains("It proves week-one activity 1"), "said once");
    // To 5 March, with the reason where the number is explained, on the pull request's page and where pull requests are linked.
    dana.get(metric)
        .await
        .says("New model: 10.0 days")
        .says("New model: the commits of Codertocat/Hello-World#41 do not count. It proves week one.");
    dana.get("/p/checkout/metrics/review-cycles")
        .await
        .says("proves week one");
    let data = dana.get("/p/checkout/data").await;
    data.says("In no number: proves week one").says("Merged").says("Open");
    let id = app
        .count("select pull_request_id from pull_request where number = 41")
        .await;
    lee.get(&format!("/p/checkout/pull-requests/{id}"))
        .await
        .says("In no number: it is named as evidence of a week-one activity");
    // Sent back by the DRI, it counts again; marked again, it does not.
    let back = [named[0], named[1], named[2], ("return_reason", "It was never reviewed")];
    lee.post("week_one/send_back", &back)
        .await
        .goes_to("/p/checkout/week-one");
    dana.get(metric).await.says("New model: 10.0 days");
    second(&dana, "2").await;
    dana.get(metric).await.says("New model: 8.0 days");
    mark("https://github.com/codertocat/hello-world/pull/41").await;
    // The DRI who confirms the activity is that second person.
    lee.get("/p/checkout/week-one").await.says("/do/week_one/confirm");
    lee.post("week_one/confirm", &named)
        .await
        .goes_to("/p/checkout/week-one");
    dana.get(metric).await.says("New model: 10.0 days");
    mira.get("/p/checkout/week-one").await.says("Confirmed by Lee");
    let logged = "select count(*) from activity where action = 'week_one.tick' and detail ~* 'hello-world(#|/pull/)41'";
    assert_eq!(app.count(logged).await, 2);
}

/// The first example of an event whose action this is.
fn example(event: &str, action: &str) -> Vec<u8> {
    let of = |body: &Vec<u8>| serde_json::from_slice::<Value>(body).is_ok_and(|value| value["action"] == action);
    let found = examples().into_iter().find(|(name, body)| name == event && of(body));
    found.expect("an example").1
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_was_given_up_is_worked_on_again_by_a_button_and_counts_once(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    connected(&pool, SECRET).await;
    let host = app.anonymous();
    let body = example("pull_request", "opened");
    let signature = signature(SECRET, &body);
    host.send(delivery(&host, ("guid-1", "pull_request"), Some(&signature), body))
        .await
        .is(StatusCode::ACCEPTED);
    // Something in the database keeps facts from being recorded, for longer than a delivery is tried.
    app.sql("create function keep_out() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$")
        .await;
    app.sql("create trigger keep_out before insert on pull_request_fact for each row execute function keep_out()")
        .await;
    for hours in 0..6 {
        server::worker::work_some(&pool, now() + chrono::TimeDelta::hours(hours))
            .await
            .expect("the database answers");
    }
    let failed = "select count(*) from delivery where outcome like 'failed: %' and attempts = 5";
    assert_eq!(app.count(failed).await, 1);
    let dana = app.played_by("dana").await;
    dana.get("/p/checkout/data")
        .await
        .says("Deliveries that failed")
        .says("its facts could not be recorded")
        .says("Replay");
    app.sql("drop trigger keep_out on pull_request_fact").await;

    let connection = app.count("select connection_id from connection").await.to_string();
    let fields = [
        ("pilot", "checkout"),
        ("connection", &*connection),
        ("delivery", "guid-1"),
    ];
    // Neither an observer nor a pilot PM nor the approver has the button.
    for name in ["mira", "lee", "priya"] {
        let other = app.played_by(name).await;
        other.post("data/replay", &fields).await.is(StatusCode::FORBIDDEN);
    }
    assert_eq!(app.count(failed).await, 1);
    dana.post("data/replay", &fields).await.goes_to("/p/checkout/data");
    dana.get("/p/checkout/data")
        .await
        .says("The delivery is worked on again.");
    work(&pool).await;
    assert_eq!(app.count("select count(*) from pull_request_fact").await, 1);
    assert_eq!(app.count("select count(*) from delivery").await, 1);
    dana.get("/p/checkout/activity")
        .await
        .says("had a delivery from")
        .says("worked on again");
    // What is fine is not replayed, and what nobody delivered is not there.
    let again = dana.post("data/replay", &fields).await;
    dana.get(again.is_refused()).await.says("This delivery is not given up");
    let nothing = [
        ("pilot", "checkout"),
        ("connection", &*connection),
        ("delivery", "guid-2"),
    ];
    dana.post("data/replay", &nothing).await.is(StatusCode::NOT_FOUND);
    work(&pool).await;
    assert_eq!(app.count("select count(*) from pull_request_fact").await, 1);
    assert!(matches!(verify(&pool).await.expect("answers"), Verified::Whole { .. }));
    let page = dana.get("/p/checkout/data").await;
    assert!(!page.text.contains("Deliveries that failed"));
}

/// A delivery of GitLab, by this token.
fn of_gitlab(actor: &Actor, guid: &str, token: &str) -> Request<Body> {
    // The fields that GitLab documents of a push.
    let sha = "da1560886d4f094c3e6c9ef40349f7d38b5d27d7";
    let body = serde_json::json!({
        "object_kind": "push", "before": "95790bf891e76fee5e1747ab589903a6a1f80f22", "after": sha, "checkout_sha": sha,
        "ref": "refs/heads/saved-addresses", "user_id": 4, "user_username": "jsmith", "project_id": 15,
        "project": { "id": 15, "path_with_namespace": "mike/diaspora", "default_branch": "master" },
        "commits": [{
            "id": sha, "message": "Say it better", "timestamp": "2026-03-02T08:30:00Z", "author": { "name": "J. Smith" },
            "added": [], "modified": ["web/copy.json"], "removed": [],
        }],
        "total_commits_count": 1,
    })
    .to_string();
    let request = actor
        .request(Method::POST, "/webhook/gitlab/word-of-gitlab")
        .header("content-type", "application/json")
        .header("x-gitlab-event", "Push Hook")
        .header("idempotency-key", guid)
        .header("x-gitlab-token", token);
    request.body(Body::from(body)).expect("a request")
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn while_a_secret_is_changed_the_old_one_is_taken_until_it_ends(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.expect("a pilot");
    let dana = app.played_by("dana").await;
    let (github, gitlab) = ("Codertocat/Hello-World", "mike/diaspora");
    let renewed = async |repository: &str, host: &str| {
        let fields = [("pilot", "checkout"), ("repository", repository), ("host", host)];
        dana.post("data/connect", &fields).await.goes_to("/p/checkout/data");
        let page = dana.get("/p/checkout/data").await;
        let again = dana.get("/p/checkout/data").await;
        let secret = shown(&page.text);
        assert!(!again.text.contains(&secret), "a secret is shown once");
        (secret, page)
    };
    let (first, _) = renewed(github, "github").await;
    let (first_token, _) = renewed(gitlab, "gitlab").await;
    app.sql(
        "update connection set path_key = case host when 'github' then 'word-of-the-webhook' else 'word-of-gitlab' end",
    )
    .await;
    let (second, page) = renewed(github, "github").await;
    page.says("The old one is taken until Mon 9 Mar 2026");
    let (second_token, _) = renewed(gitlab, "gitlab").await;
    assert_eq!(app.count("select count(*) from connection").await, 2);

    let host = app.anonymous();
    let body = example("pull_request", "opened");
    let by = async |guid: &str, secret: &str, is: StatusCode| {
        let signature = signature(secret, &body);
        let sent = delivery(&host, (guid, "pull_request"), Some(&signature), body.clone());
        host.send(sent).await.is(is);
    };
    let by_token = async |guid: &str, token: &str, is: StatusCode| {
        host.send(of_gitlab(&host, guid, token)).await.is(is);
    };
    let (yes, no) = (StatusCode::ACCEPTED, StatusCode::UNAUTHORIZED);
    by("1", &first, yes).await;
    by("2", &second, yes).await;
    by("3", "another", no).await;
    by_token("1", &first_token, yes).await;
    by_token("2", &second_token, yes).await;
    by_token("3", "another", no).await;

    // The one of GitHub is ended by its button, by whoever may connect.
    let id = app
        .count("select connection_id from connection where host = 'github'")
        .await
        .to_string();
    let fields = [("pilot", "checkout"), ("connection", &*id)];
    for name in ["mira", "lee", "priya"] {
        let other = app.played_by(name).await;
        other.post("data/end_secret", &fields).await.is(StatusCode::FORBIDDEN);
    }
    dana.post("data/end_secret", &fields).await.goes_to("/p/checkout/data");
    by("4", &first, no).await;
    by("5", &second, yes).await;
    by_token("4", &first_token, yes).await;
    dana.get("/p/checkout/activity")
        .await
        .says("renewed the secret of")
        .says("ended the old secret of");
    let again = dana.post("data/end_secret", &fields).await;
    dana.get(again.is_refused())
        .await
        .says("has no old secret that is taken");

    // That of GitLab ends by itself, to the second.
    app.clock.set("2026-03-09T08:59:59Z");
    by_token("5", &first_token, yes).await;
    app.clock.set("2026-03-09T09:00:00Z");
    by_token("6", &first_token, no).await;
    by_token("7", &second_token, yes).await;
    by("6", &second, yes).await;
    assert!(matches!(verify(&pool).await.expect("answers"), Verified::Whole { .. }));
    // Neither stands in the database as it is.
    let everything: String = sqlx::query_scalar("select coalesce(string_agg(c::text, ' '), '') from connection c")
        .fetch_one(&pool)
        .await
        .expect("rows");
    for secret in [&first, &second, &first_token, &second_token] {
        assert!(!everything.contains(secret.as_str()));
    }
}

/// The secret that a notice shows.
fn shown(page: &str) -> String {
    let secret = page.split_once("notice-secret\">").expect("a secret").1;
    let secret = secret.split_once('<').expect("its end").0;
    assert_eq!(secret.len(), 43);
    secret.to_owned()
}

/// A push of one file, as the code host tells it.
fn push_of(before: char, after: char, file: &str, at: &str) -> Vec<u8> {
    let sha = |digit: char| digit.to_string().repeat(40);
    let pushed_at: chrono::DateTime<chrono::Utc> = at.parse().expect("an instant");
    let payload = serde_json::json!({
        "ref": "refs/heads/feat/saved-addresses", "before": sha(before), "after": sha(after), "created": before == '0',
        "deleted": false, "forced": false, "pusher": { "name": "mira-codes" },
        "commits": [{
            "id": sha(after), "message": "Say it better", "distinct": true, "timestamp": at,
            "author": { "name": "Mira", "username": "mira-codes" }, "added": [], "modified": [file], "removed": [],
        }],
        "sender": { "login": "mira-codes", "id": 11, "type": "User" },
        "repository": {
            "id": 700, "full_name": "Codertocat/Hello-World", "default_branch": "main", "pushed_at": pushed_at.timestamp(),
        },
    });
    serde_json::to_vec(&payload).expect("JSON")
}

/// What the code host says of the pull request of that branch.
fn pull_of(action: &str, head: char, at: &str) -> Vec<u8> {
    let payload = serde_json::json!({
        "action": action, "number": 7, "sender": { "login": "mira-codes", "id": 11, "type": "User" },
        "before": "a".repeat(40), "after": head.to_string().repeat(40),
        "pull_request": {
            "number": 7, "title": "Saved addresses", "html_url": "https://github.com/Codertocat/Hello-World/pull/7",
            "user": { "login": "mira-codes", "id": 11, "type": "User" }, "draft": false,
            "created_at": "2026-03-03T10:01:00Z", "updated_at": at, "base": { "ref": "main" },
            "head": {
                "ref": "feat/saved-addresses", "sha": head.to_string().repeat(40),
                "repo": { "id": 700, "full_name": "Codertocat/Hello-World" },
            },
        },
        "repository": { "id": 700, "full_name": "Codertocat/Hello-World", "default_branch": "main" },
    });
    serde_json::to_vec(&payload).expect("JSON")
}

/// What `git diff --full-index -U1000000` prints of a text whose words change.
const WORDS_CHANGE: &str = r#"diff --git a/docs/sv.json b/docs/sv.json
index OLD..NEW 100644
--- a/docs/sv.json
+++ b/docs/sv.json
@@ -1,5 +1,5 @@
 {
-  "cart": "Varukorg",
-  "note": "<b>Pay</b> now",
+  "cart": "Kundvagn",
+  "note": "<b>Pay</b> later",
   "n": 1
 }
"#;

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_diff_with_whole_files_is_judged_by_its_words_and_shows_them(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = connected(&pool, SECRET).await;
    let at = "2026-03-03T10:00:00Z";
    app.clock.set(at);
    let moment: chrono::DateTime<chrono::Utc> = at.parse().expect("an instant");
    let mut items = store::zone::items_of(&pool, cast.pilot, 1).await.expect("items");
    let was = items[0].text.clone();
    items[0].side = domain::zone::Side::PmZone;
    items[0].rules = vec!["/docs/**".parse().expect("a rule")];
    items[0].limit = Some(domain::zone::Limit::CopyOnly);
    let row = domain::zone::draft::Row {
        was: Some(was),
        item: Some(items[0].clone()),
    };
    store::zone::propose(&pool, cast.pilot, cast.sponsor, (1, &[row]), "Copy only.", moment)
        .await
        .expect("an amendment");
    let known = store::pilot::facts(&pool, cast.pilot).await.expect("facts");
    let version = store::zone::version(&pool, &known, 2).await.expect("version 2");
    for (person, side) in [
        (cast.sponsor, Signatory::Sponsor),
        (cast.approver, Signatory::Approver),
        (cast.new_dri, Signatory::Dri(Arm::NewModel)),
        (cast.old_dri, Signatory::Dri(Arm::OldModel)),
    ] {
        store::zone::sign(&pool, cast.pilot, person, side, (2, &version.digest), moment)
            .await
            .expect("signed");
    }
    let host = app.anonymous();
    for (guid, event, body) in [
        ("1", "push", push_of('0', 'a', "docs/sv.json", "2026-03-03T11:00:00Z")),
        ("2", "pull_request", pull_of("opened", 'a', "2026-03-03T11:01:00Z")),
    ] {
        app.clock.set("2026-03-03T11:02:00Z");
        let signature = signature(SECRET, &body);
        host.send(delivery(&host, (guid, event), Some(&signature), body))
            .await
            .is(StatusCode::ACCEPTED);
    }
    server::worker::work_some(&pool, "2026-03-03T11:02:00Z".parse().expect("an instant"))
        .await
        .expect("the database answers");
    let id = app.count("select pull_request_id from pull_request").await.to_string();
    let mira = app.played_by("mira").await;
    let address = format!("/p/checkout/pull-requests/{id}");
    mira.get(&address)
        .await
        .says("takes copy only, and what the file holds is not known");
    let list = async |diff: &str| {
        let head = "a".repeat(40);
        let form = [
            ("pilot", "checkout"),
            ("pull_request", &*id),
            ("head", &*head),
            ("files", diff),
        ];
        mira.post("gate/list_files", &form).await.goes_to(&address);
        mira.get(&address).await
    };
    // Git's names of the two, and names of something else.
    let named = |old: &str, new: &str| WORDS_CHANGE.replace("OLD", old).replace("NEW", new);
    let (old, new) = (
        "59b897313845d1f807f5488d5cde2f781014996d",
        "21924a79e6032b9433e070dcf3a7ecd31defbd12",
    );
    list(&named(old, &new[..7]))
        .await
        .says("takes copy only, and what the file holds is not known");
    // A browser ends each line with a return, too.
    let page = list(&named(old, new).replace('\n', "\r\n")).await;
    page.says("Inside the PM zone: of 1 file 1 is in the PM zone.")
        .says("What changes within the files")
        .says("“Varukorg”")
        .says("“Kundvagn”")
        .says("2 keys");
    assert!(!page.text.contains("<b>Pay"), "{}", page.text);
    let page = list(
        &named(old, "9c952467b1eb8411a7b54b0ff1bdd5bedb054988").replace("+  \"cart\": \"Kundvagn\"", "+  \"cart\": 7"),
    )
    .await;
    page.says("“cart” changes from “Varukorg” to 7");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_commit_is_judged_by_the_version_in_force_when_it_was_pushed_however_late_it_is_read(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = connected(&pool, SECRET).await;
    let host = app.anonymous();
    let send = async |at: &str, guid: &str, event: &str, body: Vec<u8>| {
        app.clock.set(at);
        let signature = signature(SECRET, &body);
        host.send(delivery(&host, (guid, event), Some(&signature), body))
            .await
            .is(StatusCode::ACCEPTED);
    };
    // By version 1, which has no rules, nothing is classified. The worker has not come to it yet.
    let (ten, eleven) = ("2026-03-03T10:00:00Z", "2026-03-03T11:00:00Z");
    send(ten, "1", "push", push_of('0', 'a', "docs/help.md", ten)).await;
    send(ten, "2", "pull_request", pull_of("opened", 'a', "2026-03-03T10:01:00Z")).await;
    // Meanwhile both sides amend the zone: from 10:30 on the help is the pilot PM's.
    let at: chrono::DateTime<chrono::Utc> = "2026-03-03T10:30:00Z".parse().expect("an instant");
    let mut items = store::zone::items_of(&pool, cast.pilot, 1).await.expect("items");
    let was = items[0].text.clone();
    items[0].side = domain::zone::Side::PmZone;
    items[0].rules = vec!["/docs/**".parse().expect("a rule")];
    let row = domain::zone::draft::Row {
        was: Some(was),
        item: Some(items[0].clone()),
    };
    store::zone::propose(&pool, cast.pilot, cast.sponsor, (1, &[row]), "The help moved.", at)
        .await
        .expect("an amendment");
    let known = store::pilot::facts(&pool, cast.pilot).await.expect("facts");
    let version = store::zone::version(&pool, &known, 2).await.expect("version 2");
    for (person, side) in [
        (cast.sponsor, Signatory::Sponsor),
        (cast.approver, Signatory::Approver),
        (cast.new_dri, Signatory::Dri(Arm::NewModel)),
        (cast.old_dri, Signatory::Dri(Arm::OldModel)),
    ] {
        store::zone::sign(&pool, cast.pilot, person, side, (2, &version.digest), at)
            .await
            .expect("signed");
    }
    send(eleven, "3", "push", push_of('a', 'b', "docs/help.md", eleven)).await;
    send(eleven, "4", "pull_request", pull_of("synchronize", 'b', eleven)).await;
    app.clock.set("2026-03-03T12:00:00Z");
    server::worker::work_some(&pool, eleven.parse().expect("an instant"))
        .await
        .expect("the database answers");
    let failed: Vec<Option<String>> = sqlx::query_scalar("select outcome from delivery order by delivery_guid")
        .fetch_all(&pool)
        .await
        .expect("outcomes");
    assert!(
        failed
            .iter()
            .all(|one| one.as_deref().is_some_and(|one| one.contains("new"))),
        "{failed:?}"
    );
    let id = app.count("select pull_request_id from pull_request").await;
    let mira = app.played_by("mira").await;
    let page = mira.get(&format!("/p/checkout/pull-requests/{id}")).await;
    page.says("Judged by version 2.");
    let (newest, earlier) = page.text.split_once("Earlier commits").expect("earlier commits");
    assert!(earlier.contains("By version 1."), "{earlier}");
    let verdict = |text: &str, words: &str| text.contains(words);
    assert!(
        verdict(newest, "bbbbbbb") && verdict(earlier, "aaaaaaa"),
        "{}",
        page.text
    );
    let gates = store::gate::gates(&pool, cast.pilot).await.expect("gates");
    let heads = &gates.feature(Arm::NewModel).expect("a feature").pulls[0].judged.heads;
    let said: Vec<(Option<i32>, bool)> = heads
        .iter()
        .map(|head| {
            (
                head.version,
                head.verdict.as_ref().is_some_and(|verdict| verdict.is_inside()),
            )
        })
        .collect();
    assert_eq!(said, [(Some(1), false), (Some(2), true)]);
}
