//! What pull requests have to pass, as people and programs tell it.

use axum::body::Body;
use http::{Method, StatusCode};
use sqlx::PgPool;
use store::testing;

use crate::support::{TestApp, now};

const HEAD: &str = "4e1d4e1d4e1d4e1d4e1d4e1d4e1d4e1d4e1d4e1d";

/// What a program gets that sends `body` to `path` with this token: status and text.
async fn report(app: &TestApp, path: &str, token: &str, body: &str) -> (StatusCode, String) {
    let program = app.anonymous();
    let request = program
        .request(Method::POST, path)
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json")
        .body(Body::from(body.to_owned()))
        .expect("a request");
    let answer = program.send(request).await;
    (answer.status, answer.text.clone())
}

fn skill(passed: bool) -> String {
    format!(r#"{{"repository":"acme/shop","commit":"{HEAD}","passed":{passed},"url":"https://ci.example/1"}}"#)
}

/// Makes a token as its page does, and reads it off the page that shows it once.
async fn token(dana: &crate::support::Actor, name: &str) -> String {
    let made = dana
        .post("gate/make_token", &[("pilot", "checkout"), ("name", name)])
        .await;
    made.goes_to("/p/checkout/pull-requests/tokens");
    let page = dana.get(made.location()).await;
    let (_, after) = page.text.split_once("class=\"notice-secret\">").expect("the token");
    let (secret, _) = after.split_once('<').expect("its end");
    assert_eq!(secret.len(), 43);
    assert!(
        !dana.get(made.location()).await.text.contains(secret),
        "it is shown once"
    );
    secret.to_owned()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_program_reports_the_skill_file_by_a_token_until_it_is_revoked(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let (dana, mira) = (app.played_by("dana").await, app.played_by("mira").await);
    mira.get("/p/checkout/pull-requests/tokens")
        .await
        .is(StatusCode::FORBIDDEN);
    let token = token(&dana, "CI of acme/shop").await;
    let path = "/api/skill-results";

    let told = report(&app, path, &token, &skill(false)).await;
    assert_eq!(told, (StatusCode::CREATED, r#"{"recorded":true}"#.to_owned()));
    // Told again it is known, and what changed is new.
    let again = report(&app, path, &token, &skill(false)).await;
    assert_eq!(again, (StatusCode::OK, r#"{"recorded":false}"#.to_owned()));
    assert_eq!(report(&app, path, &token, &skill(true)).await.0, StatusCode::CREATED);
    let said: Vec<(String, bool, String)> =
        sqlx::query_as("select head, passed, url from skill_result order by skill_result_id")
            .fetch_all(&pool)
            .await
            .unwrap();
    let at = |passed| (HEAD.to_owned(), passed, "https://ci.example/1".to_owned());
    assert_eq!(said, [at(false), at(true)]);
    mira.get("/p/checkout/activity")
        .await
        .says("by the token “CI of acme/shop”");

    for (wrong, status, sentence) in [
        ("", StatusCode::UNPROCESSABLE_ENTITY, "not understood"),
        ("[]", StatusCode::UNPROCESSABLE_ENTITY, "not understood"),
        (
            r#"{"repository":"acme/shop"}"#,
            StatusCode::UNPROCESSABLE_ENTITY,
            "commit",
        ),
        (
            &skill(true).replace(HEAD, "4e1d"),
            StatusCode::UNPROCESSABLE_ENTITY,
            "the commit in full",
        ),
        (
            &skill(true).replace("acme/shop", "acme"),
            StatusCode::UNPROCESSABLE_ENTITY,
            "owner/name",
        ),
        (
            &skill(true).replace("https:", "javascript:"),
            StatusCode::UNPROCESSABLE_ENTITY,
            "https://",
        ),
        (
            &skill(true).replace("\"url\"", "\"link\""),
            StatusCode::UNPROCESSABLE_ENTITY,
            "link",
        ),
        (
            &skill(true).replace("true", "\"yes\""),
            StatusCode::UNPROCESSABLE_ENTITY,
            "not understood",
        ),
    ] {
        let (given, text) = report(&app, path, &token, wrong).await;
        assert_eq!(given, status, "{wrong}");
        assert!(text.contains(sentence), "{wrong}: {text}");
    }
    for stranger in ["", "x", &token[1..], &format!("{}A", &token[1..])] {
        assert_eq!(
            report(&app, path, stranger, &skill(true)).await.0,
            StatusCode::UNAUTHORIZED,
            "{stranger:?}"
        );
    }
    // A token reads nothing and opens no page.
    for page in [
        "/p/checkout",
        "/p/checkout/pull-requests",
        "/p/checkout/activity/export",
        "/p/checkout/evidence-bundle",
    ] {
        let program = app.anonymous();
        let request = program
            .request(Method::GET, page)
            .header("authorization", format!("Bearer {token}"))
            .body(Body::empty())
            .unwrap();
        assert_ne!(program.send(request).await.status, StatusCode::OK, "{page}");
    }

    let id = sqlx::query_scalar::<_, i64>("select gate_token_id from gate_token")
        .fetch_one(&pool)
        .await
        .unwrap();
    let id = id.to_string();
    let revoke = [("pilot", "checkout"), ("gate_token", id.as_str())];
    mira.post("gate/revoke_token", &revoke).await.is(StatusCode::FORBIDDEN);
    dana.post("gate/revoke_token", &revoke).await.is(StatusCode::SEE_OTHER);
    assert_eq!(
        report(&app, path, &token, &skill(false)).await.0,
        StatusCode::UNAUTHORIZED
    );
    dana.get("/p/checkout/pull-requests/tokens")
        .await
        .says("Revoked")
        .says("CI of acme/shop");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_token_reports_to_its_own_pilot_alone_while_its_maker_may(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = testing::started_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    let token = token(&dana, "CI").await;
    // A pull request that the pilot does not know.
    let files = format!(
        r#"{{"repository":"acme/shop","pull_request":999,"commit":"{HEAD}","changes":"M\tweb/locales/sv.json\n"}}"#
    );
    let path = "/api/changed-files";
    assert_eq!(report(&app, path, &token, &files).await.0, StatusCode::NOT_FOUND);
    let empty = files.replace("M\\tweb/locales/sv.json\\n", "");
    let (status, text) = report(&app, path, &token, &empty).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
    sqlx::query("update person set disabled_at = now() where person_id = $1")
        .bind(cast.sponsor.0)
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(report(&app, path, &token, &files).await.0, StatusCode::UNAUTHORIZED);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_rollback_says_how_soon_it_came(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let (dana, mira) = (app.played_by("dana").await, app.played_by("mira").await);
    let omar = app.played_by("omar").await;
    let key: String = sqlx::query_scalar("select flag_key from feature where arm = 'new_model'")
        .fetch_one(&pool)
        .await
        .unwrap();
    let flip = |state: &'static str| [("pilot", "checkout"), ("arm", "new_model"), ("state", state)];
    // Only the arm's own people and the sponsor speak of its flag.
    omar.post("flag/flip", &flip("on")).await.is(StatusCode::FORBIDDEN);
    mira.post("flag/flip", &flip("off")).await.is_refused();
    mira.post("flag/flip", &flip("on")).await.goes_to("/p/checkout/flags");
    app.clock.set("2026-03-02T09:00:40Z");
    // A program turns it off, and says so again.
    let token = token(&dana, "Release robot").await;
    let off = format!(r#"{{"key":"{key}","on":false,"note":"Orders fell"}}"#);
    assert_eq!(
        report(&app, "/api/flag-flips", &token, &off).await.0,
        StatusCode::CREATED
    );
    assert_eq!(report(&app, "/api/flag-flips", &token, &off).await.0, StatusCode::OK);
    let stranger = off.replace(&key, "another-flag");
    assert_eq!(
        report(&app, "/api/flag-flips", &token, &stranger).await.0,
        StatusCode::NOT_FOUND
    );
    let early = off.replace("\"on\":false", "\"on\":true,\"at\":\"2027-01-01T00:00:00Z\"");
    assert_eq!(
        report(&app, "/api/flag-flips", &token, &early).await.0,
        StatusCode::CONFLICT
    );
    // What can be left out can be null, as jq prints it; a time that is none is named.
    let same = off.replace("\"note\":\"Orders fell\"", "\"note\":null,\"at\":null");
    assert_eq!(report(&app, "/api/flag-flips", &token, &same).await.0, StatusCode::OK);
    for none in ["2026-03-02T09:00:40", "2026-03-02", "soon"] {
        let at = off.replace("\"note\":\"Orders fell\"", &format!("\"at\":\"{none}\""));
        let (status, said) = report(&app, "/api/flag-flips", &token, &at).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        let sentence = format!("at: “{none}” is not a time with its zone, such as 2026-03-10T09:00:40Z");
        assert!(said.contains(&sentence), "{said}");
    }
    let since = "Turned off after 40 s";
    omar.get("/p/checkout/flags")
        .await
        .says(since)
        .says("Orders fell")
        .says("Release robot");

    // What was recorded wrongly is withdrawn, stays, and counts no more.
    let id = sqlx::query_scalar::<_, i64>("select max(flag_flip_id) from flag_flip")
        .fetch_one(&pool)
        .await
        .unwrap();
    let id = id.to_string();
    let withdraw = [("pilot", "checkout"), ("flip", id.as_str()), ("reason", "Another flag")];
    omar.post("flag/withdraw", &withdraw).await.is(StatusCode::NOT_FOUND);
    mira.post("flag/withdraw", &withdraw).await.goes_to("/p/checkout/flags");
    mira.post("flag/withdraw", &withdraw).await.is_refused();
    let page = mira.get("/p/checkout/flags").await;
    page.says("Withdrawn by").says("Another flag").says("On since");
    assert!(!page.text.contains(since));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn flags_are_told_by_the_webhooks_of_services_that_turn_them(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    let key: String = sqlx::query_scalar("select flag_key from feature where arm = 'new_model'")
        .fetch_one(&pool)
        .await
        .unwrap();
    let token = token(&dana, "LaunchDarkly").await;
    let launchdarkly = |on: bool, at: i64| {
        let place = format!("proj/shop:env/production:flag/{key}");
        serde_json::json!({
            "kind": "flag", "date": at, "accesses": [{ "action": "updateOn", "resource": place }],
            "member": { "email": "mira@example.org" }, "currentVersion": { "environments": { "production": { "on": on } } },
        })
        .to_string()
    };
    let unleash = |kind: &str, flag: &str| {
        serde_json::json!({
            "type": kind, "createdBy": "lee", "createdAt": "2026-03-02T09:01:20.000Z", "featureName": flag,
            "environment": "production",
        })
        .to_string()
    };
    let send = async |path: String, body: String| {
        let request = app
            .anonymous()
            .request(Method::POST, &path)
            .body(Body::from(body))
            .unwrap();
        app.anonymous().send(request).await
    };
    let by = |service: &str, token: &str| format!("/webhook/{service}/{token}");
    app.clock.set("2026-03-02T09:02:00Z");
    // 09:00:00 and 09:00:40.
    let (on, off) = (
        launchdarkly(true, 1_772_442_000_000),
        launchdarkly(false, 1_772_442_040_000),
    );
    let unknown = "0".repeat(token.len());
    send(by("launchdarkly", &unknown), on.clone())
        .await
        .is(StatusCode::UNAUTHORIZED);
    send(by("launchdarkly", &token), "flag".to_owned())
        .await
        .is(StatusCode::UNPROCESSABLE_ENTITY);
    for body in [&on, &on, &off, &off, &on] {
        send(by("launchdarkly", &token), body.clone())
            .await
            .is(StatusCode::ACCEPTED);
    }
    assert_eq!(app.count("select count(*) from flag_flip").await, 2);
    let stranger = unleash("feature-environment-enabled", "another-flag");
    send(by("unleash", &token), stranger)
        .await
        .is(StatusCode::ACCEPTED)
        .says("No feature of the pilot declares another-flag.");
    send(by("unleash", &token), unleash("feature-environment-enabled", &key))
        .await
        .is(StatusCode::ACCEPTED);
    assert_eq!(app.count("select count(*) from flag_flip").await, 3);
    dana.get("/p/checkout/flags")
        .await
        .says("Turned off after 40 s")
        .says("LaunchDarkly, by mira@example.org")
        .says("Unleash, by lee");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_report_with_a_character_that_no_text_can_hold_is_refused_with_a_sentence(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    let token = token(&dana, "CI").await;
    let zero = "\\u0000";
    let cases = [
        (
            "/api/flag-flips",
            format!(r#"{{"key":"saved{zero}addresses","on":true}}"#),
        ),
        (
            "/api/flag-flips",
            format!(r#"{{"key":"saved-addresses","on":true,"note":"why{zero}"}}"#),
        ),
        (
            "/api/skill-results",
            skill(true).replace("acme/shop", &format!("acme/shop{zero}")),
        ),
        (
            "/api/skill-results",
            skill(true).replace("/1\"", &format!("/1{zero}\"")),
        ),
        (
            "/api/changed-files",
            format!(
                r#"{{"repository":"acme/shop","pull_request":7,"commit":"{HEAD}","changes":"M\tweb/a{zero}b.json\n"}}"#
            ),
        ),
        (
            "/api/changed-files",
            format!(
                r#"{{"repository":"acme{zero}/shop","pull_request":7,"commit":"{HEAD}","changes":"M\tweb/a.json\n"}}"#
            ),
        ),
    ];
    for (path, body) in cases {
        let (status, text) = report(&app, path, &token, &body).await;
        assert!(status.is_client_error(), "{path} {body}: {status} {text}");
        let sentence = serde_json::from_str::<serde_json::Value>(&text).unwrap()["error"].clone();
        assert!(
            sentence.as_str().is_some_and(|words| words.len() > 10),
            "{path}: {text}"
        );
    }
    let webhook = format!(
        r#"{{"type":"feature-environment-enabled","createdBy":"lee{zero}","createdAt":"2026-03-02T09:01:20.000Z",
            "featureName":"saved-addresses","environment":"production"}}"#
    );
    let request = app
        .anonymous()
        .request(Method::POST, &format!("/webhook/unleash/{token}"))
        .body(Body::from(webhook))
        .unwrap();
    let answer = app.anonymous().send(request).await;
    assert!(!answer.status.is_server_error(), "{} {}", answer.status, answer.text);
}
