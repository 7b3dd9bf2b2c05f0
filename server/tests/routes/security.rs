//! Other sites, other people's input, and what breaks inside.

use axum::body::Body;
use http::{Method, StatusCode, header};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

use crate::support::{Actor, Answer, PASSWORD, TestApp, encode};

/// A theme form with these headers about where it comes from.
async fn from(actor: &Actor, told: &[(&str, &str)]) -> StatusCode {
    form_from(actor, "account/theme", "theme=dark", told).await.status
}

async fn form_from(actor: &Actor, endpoint: &str, fields: &'static str, told: &[(&str, &str)]) -> Answer {
    let mut request = actor.request(Method::POST, &format!("/do/{endpoint}"));
    for (name, value) in told {
        request = request.header(*name, *value);
    }
    let request = request
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "text/html")
        .body(Body::from(fields))
        .expect("a request");
    actor.send(request).await
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_hidden_origin_opens_no_session(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let own = [("origin", "http://127.0.0.1:8080")];
    let hidden = [("origin", "null")];
    // Whoever answers by a link proves by its secret who they are.
    let (by_link, note) = ("survey/answer_by_link", "token=x&energy=4&note=Seventeen+swans");
    let answer = form_from(&app.anonymous(), by_link, note, &own).await;
    assert_ne!(answer.status, StatusCode::FORBIDDEN);
    let answered = form_from(&app.anonymous(), by_link, note, &hidden).await;
    assert_eq!(answered.status, answer.status);
    let elsewhere = [("origin", "https://elsewhere.example")];
    let told: [&[(&str, &str)]; 3] = [&elsewhere, &[("sec-fetch-site", "cross-site"), hidden[0]], &[]];
    for told in told {
        form_from(&app.anonymous(), by_link, note, told)
            .await
            .is(StatusCode::FORBIDDEN)
            .says("This form did not come from a page of this site")
            .says("Seventeen swans");
    }
    for form in [
        "account/sign_in",
        "account/set_up",
        "account/accept_invitation",
        "account/reset_password",
        "account/forgot",
        "account/sign_out",
        "proposal/revise",
        "survey/answer",
    ] {
        let answer = form_from(&ada, form, "pilot=checkout&token=x&text=Seventeen+swans", &hidden).await;
        answer.is(StatusCode::FORBIDDEN).says("Seventeen swans");
        assert!(!answer.text.contains("Send again"), "{form}");
    }
    ada.get("/settings").await.is(StatusCode::OK);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_form_of_the_base_url_is_taken_behind_a_proxy_that_asks_for_another_host(pool: PgPool) {
    let app = TestApp::at(&pool, &pool, "http://countersign.intern");
    let eve = app.anonymous();
    for (origin, status) in [
        ("http://countersign.intern", StatusCode::SEE_OTHER),
        ("http://127.0.0.1:8080", StatusCode::SEE_OTHER),
        ("https://countersign.intern", StatusCode::FORBIDDEN),
        ("http://countersign.intern.example", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(from(&eve, &[("origin", origin)]).await, status, "{origin}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn forms_of_other_sites_are_refused(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let accepted: &[&[(&str, &str)]] = &[
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
        &[("origin", "http://127.0.0.1:8080")],
        &[("sec-fetch-site", "same-origin"), ("origin", "http://127.0.0.1:8080")],
    ];
    for told in accepted {
        assert_eq!(from(&ada, told).await, StatusCode::SEE_OTHER, "{told:?}");
    }
    let refused: &[&[(&str, &str)]] = &[
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "")],
        &[("sec-fetch-site", "Same-Origin ")],
        &[("origin", "null")],
        &[("origin", "http://evil.example")],
        &[("origin", "http://127.0.0.1:8081")],
        &[("origin", "http://127.0.0.1:8080.evil.example")],
        &[("origin", "")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:8080")],
        &[("referer", "http://127.0.0.1:8080/settings")],
    ];
    for told in refused {
        assert_eq!(from(&ada, told).await, StatusCode::FORBIDDEN, "{told:?}");
    }
    // Links from other sites lead here, and nothing is changed by them.
    let request = ada
        .request(Method::GET, "/settings")
        .header("sec-fetch-site", "cross-site")
        .body(Body::empty())
        .unwrap();
    ada.send(request).await.is(StatusCode::OK);
    for method in ["PUT", "DELETE", "PATCH", "TRACE"] {
        let request = ada
            .request(method.parse().unwrap(), "/do/account/theme")
            .header("sec-fetch-site", "cross-site")
            .body(Body::empty())
            .unwrap();
        assert!(ada.send(request).await.status.is_client_error(), "{method}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn signing_in_leads_to_own_pages_only(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    for (next, goes_to) in [
        ("/settings", "/settings"),
        ("/p/checkout/approval?revision=2", "/p/checkout/approval?revision=2"),
        ("", "/"),
        ("settings", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nset-cookie: x=1", "/"),
        ("/\u{0}", "/"),
        ("/ä", "/"),
    ] {
        let form = [("email", "ada@example.com"), ("password", PASSWORD), ("next", next)];
        app.anonymous().post("account/sign_in", &form).await.goes_to(goes_to);
    }
    // The theme form goes back to the page it was on, on this site.
    for (referer, goes_to) in [
        ("http://127.0.0.1:8080/help", "/help"),
        ("http://evil.example//evil.example", "/"),
        ("nonsense", "/"),
    ] {
        let ada = app.anonymous();
        let request = ada
            .request(Method::POST, "/do/account/theme")
            .header("sec-fetch-site", "same-origin")
            .header("referer", referer)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("theme=dark"))
            .unwrap();
        ada.send(request).await.goes_to(goes_to);
        assert_eq!(ada.cookie_header(), "theme=dark");
        ada.get("/help").await.says("data-theme=\"dark\"");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_breaks_inside_is_told_in_a_sentence(pool: PgPool) {
    let state = PgPoolOptions::new()
        .max_connections(2)
        .connect_with(pool.connect_options().as_ref().clone())
        .await
        .unwrap();
    let app = TestApp::at(&state, &pool, "http://127.0.0.1:8080");
    let ada = app.set_up().await;
    let id = app.id("ada@example.com").await;
    let (_, slug) = app.pilot(id, "Checkout").await;
    ada.get(&format!("/p/{slug}")).await.is(StatusCode::OK);

    // A row that cannot be.
    app.sql("update pilot set zone = 'Nowhere/At-All'").await;
    let page = ada.get(&format!("/p/{slug}")).await;
    page.is(StatusCode::INTERNAL_SERVER_ERROR)
        .says("Something went wrong on our side. Nothing was changed.");
    assert!(!page.text.contains("Nowhere"));
    ada.post("account/invite", &[("pilot", &slug)])
        .await
        .is(StatusCode::INTERNAL_SERVER_ERROR)
        .says("Something went wrong on our side. Nothing was changed.");
    app.sql("update pilot set zone = 'Europe/Vienna'").await;
    ada.get(&format!("/p/{slug}")).await.is(StatusCode::OK);

    // A table that is gone: the text of the database stays in the log.
    app.sql("alter table person rename to persona").await;
    let page = app.anonymous().sign_in("ada@example.com", PASSWORD).await;
    page.is(StatusCode::INTERNAL_SERVER_ERROR);
    app.sql("alter table persona rename to person").await;

    // The database is away.
    state.close().await;
    let sentence = "The database does not answer right now. Nothing was changed. Try again in a moment.";
    ada.get(&format!("/p/{slug}"))
        .await
        .is(StatusCode::SERVICE_UNAVAILABLE)
        .says(sentence);
    ada.post("account/invite", &[("pilot", &slug)])
        .await
        .is(StatusCode::SERVICE_UNAVAILABLE)
        .says(sentence);
    let eve = app.anonymous();
    eve.get("/sign-in").await.is(StatusCode::OK);
    eve.get("/setup/anything")
        .await
        .is(StatusCode::SERVICE_UNAVAILABLE)
        .says(sentence);
    eve.sign_in("ada@example.com", PASSWORD)
        .await
        .is(StatusCode::SERVICE_UNAVAILABLE)
        .says(sentence);
    eve.get("/health").await.is(StatusCode::SERVICE_UNAVAILABLE);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_database_of_sessions_away_is_told_in_a_sentence(pool: PgPool) {
    let sessions = PgPoolOptions::new()
        .max_connections(2)
        .connect_with(pool.connect_options().as_ref().clone())
        .await
        .unwrap();
    let app = TestApp::at(&pool, &sessions, "http://127.0.0.1:8080");
    let ada = app.set_up().await;
    sessions.close().await;
    let answer = ada.get("/settings").await;
    answer
        .is(StatusCode::SERVICE_UNAVAILABLE)
        .says("The database does not answer right now.");
    assert!(!answer.header("retry-after").is_empty());
    app.anonymous().get("/help").await.is(StatusCode::OK);
    app.anonymous().get("/health").await.is(StatusCode::OK).says("ok");
}

/// Texts that have broken other programs.
fn nasty() -> Vec<String> {
    let mut nasty: Vec<String> = [
        "",
        " ",
        "\u{0}",
        "a\u{0}b",
        "\r\n",
        "\u{7f}\u{80}\u{85}",
        "👩‍👩‍👧‍👦🏳️‍🌈",
        "i\u{307}\u{202e}abc\u{202c}",
        "\u{feff}ﬀ\u{200b}",
        "Ω≈ç√∫˜µ≤≥÷ 田中さん مرحبا",
        "-1",
        "99999999999999999999",
        "1e309",
        "NaN",
        "2025-02-30",
        "9999999-01-01",
        "0x1p-1074",
        "'; drop table person; --",
        "\" or \"\"=\"",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</textarea><script>alert(1)</script>",
        "javascript:alert(1)",
        "{{7*7}} ${7*7} %{7*7}",
        "../../../../etc/passwd",
        "%00%ff%s%n",
        "[]",
        "{\"a\":1}",
        "true",
    ]
    .into_iter()
    .map(str::to_owned)
    .collect();
    nasty.push("a".repeat(1 << 20));
    nasty.push("[".repeat(5_000));
    nasty
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn no_text_breaks_a_form_or_its_page(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let id = app.id("ada@example.com").await;
    let (_, slug) = app.pilot(id, "Checkout").await;
    let forms: &[(&str, &[&str])] = &[
        ("account/set_up", &["token", "name", "email"]),
        ("account/accept_invitation", &["token", "name"]),
        ("account/reset_password", &["token"]),
        ("account/theme", &["theme"]),
        ("account/forgot", &["email"]),
        ("mail/open", &["mail", "reason"]),
        ("mail/retry", &["mail"]),
        ("mail/choose", &["weekly", "reminders"]),
        ("account/choose_zone", &["zone"]),
        ("account/rename", &["name"]),
        ("account/ask_address", &["email"]),
        ("account/change_password", &["password", "new_password"]),
        ("account/confirm_address", &["token"]),
        ("account/disable", &["person", "closing_reason"]),
        ("account/enable", &["person"]),
        ("account/make_reset_link", &["person", "reset_reason"]),
        ("account/make_address_link", &["person"]),
        ("account/invite", &["name", "email", "role"]),
        ("account/invite_to_installation", &["name", "email"]),
        ("account/renew_invitation", &["person"]),
        ("account/correct_invitation", &["invited", "corrected_email"]),
        ("approval/check", &["request", "verdict", "comment"]),
        ("approval/decide", &["request", "answers", "sure"]),
        ("baseline/save", &["position", "name", "idea", "shipped"]),
        ("data/add_points", &["arm", "points"]),
        ("data/connect", &["repository", "host"]),
        ("data/import", &["repository", "text", "reason", "act", "file"]),
        ("data/set_token", &["connection", "api_url", "token"]),
        ("data/set_app", &["connection", "app_api_url", "app_id", "private_key"]),
        ("data/remove_token", &["connection"]),
        ("data/read_again", &["connection"]),
        ("data/tell_again", &["connection"]),
        ("data/end_secret", &["connection"]),
        ("data/replay", &["connection", "delivery"]),
        ("data/link", &["pull_request", "arm", "reason"]),
        ("data/confirm_correction", &["correction"]),
        ("data/decline_correction", &["correction", "reason"]),
        (
            "data/complete",
            &["pull_request", "opened_date", "opened_time", "draft", "evidence"],
        ),
        ("zone/import_history", &["changes"]),
        ("gate/list_files", &["pull_request", "head", "files"]),
        ("gate/link_planning", &["arm", "url", "text"]),
        ("gate/sign_off_planning", &["arm", "digest"]),
        ("gate/waive", &["pull_request", "newest", "gate", "reason"]),
        ("gate/veto", &["pull_request", "stands", "objection"]),
        ("data/ship", &["arm", "at"]),
        ("data/count", &["bot", "holiday", "reason"]),
        ("data/uncount", &["entry", "reason"]),
        ("data/correct_point", &["point", "value", "reason"]),
        ("data/withdraw_point", &["point", "reason"]),
        ("data/withdraw_shipping", &["arm", "reason"]),
        ("enrolment/give_role", &["person", "role"]),
        ("enrolment/participate", &["edition", "agrees"]),
        ("enrolment/save_feature", &["arm", "name", "surface"]),
        ("pilot/add", &["name", "zone", "body", "text", "file"]),
        ("pilot/start", &["confirm"]),
        ("pilot/plan_start", &["planned_start"]),
        (
            "survey/plan_window",
            &["opens_day", "opens_time", "closes_day", "closes_time"],
        ),
        ("pilot/rename", &["name"]),
        ("pilot/archive", &["name"]),
        ("pilot/take_back", &["name"]),
        ("pilot/put_away", &["sure"]),
        ("pilot/bring_back", &["draft"]),
        ("proposal/complete", &["base", "weeks", "x"]),
        (
            "proposal/revise",
            &[
                "base",
                "section",
                "last",
                "new_text",
                "change_summary",
                "conflict",
                "window",
                "draft",
                "turn",
                "then",
            ],
        ),
        ("proposal/delete_section", &["base", "section"]),
        ("proposal/reorder", &["order"]),
        ("proposal/drop_draft", &["base", "section", "window", "draft", "turn"]),
        (
            "proposal/keep_draft",
            &[
                "base",
                "section",
                "last",
                "new_text",
                "change_summary",
                "window",
                "draft",
                "turn",
            ],
        ),
        ("proposal/preview", &["base", "section", "last", "new_text"]),
        ("proposal/leave_conflict", &["conflict"]),
        ("proposal/send", &["revision", "due_on", "empty_zone"]),
        ("decision/confirm", &["decision"]),
        (
            "decision/record",
            &[
                "snapshot",
                "choice",
                "reason",
                "attendees",
                "next_step",
                "owner",
                "due_on",
            ],
        ),
        (
            "zone/save",
            &[
                "base",
                "rows",
                "act",
                "more",
                "across",
                "reason",
                "was_1",
                "text_1",
                "side_1",
                "category_1",
                "rules_1",
                "limit_1",
                "keys_1",
                "examples_1",
                "removed_1",
            ],
        ),
        ("replacement/offer", &["takes_over", "login", "former_login", "reason"]),
        ("replacement/sign", &["replacement"]),
        ("replacement/withdraw", &["replacement", "reason"]),
        ("zone/sign", &["version", "digest", "signatory"]),
        ("zone/remark", &["version", "item", "kind", "rule", "text"]),
        ("zone/answer", &["remark", "answer"]),
        ("zone/resolve", &["remark", "how"]),
        ("zone/withdraw", &["version", "reason"]),
        ("zone/try", &["change"]),
        ("flag/flip", &["arm", "state", "flip_date", "flip_time", "note"]),
        ("flag/withdraw", &["flip", "reason"]),
        (
            "incident/record",
            &[
                "incident_date",
                "incident_time",
                "against",
                "file",
                "what",
                "done",
                "linked",
            ],
        ),
        ("incident/withdraw", &["incident", "reason"]),
        ("gate/make_token", &["name"]),
        ("gate/revoke_token", &["gate_token"]),
        ("hours/log", &["week", "hours", "other"]),
        ("week_one/send_back", &["arm", "item", "return_reason"]),
        ("week_one/tick", &["arm", "item", "evidence"]),
        ("decision/iterate", &["name"]),
        ("survey/answer", &["week", "score", "note"]),
        ("survey/answer_by_link", &["token", "score", "note"]),
        ("mail/unsubscribe", &["token"]),
    ];
    for (endpoint, fields) in forms {
        for text in nasty() {
            let mut form = vec![("pilot", slug.as_str())];
            form.extend(fields.iter().map(|field| (*field, text.as_str())));
            let answer = ada.post(endpoint, &form).await;
            assert!(
                !answer.status.is_server_error(),
                "{endpoint} with {:?}: {}",
                &text[..text.len().min(40)],
                answer.status
            );
            if answer.location().contains("refused=") {
                let page = ada.get(answer.location()).await;
                assert!(!page.status.is_server_error());
                assert!(!page.text.contains("<script>alert") && !page.text.contains("<img src=x"));
            }
        }
    }
    // Names that would end the element they are written into.
    for name in [
        "</title><script>alert(1)</script>",
        "\"><script>alert(1)</script>",
        "</textarea><script>",
    ] {
        let (_, named) = app.pilot(id, name).await;
        for page in ["", "/proposal", "/people", "/activity", "/zone", "/readout/overview"] {
            let page = ada.get(&format!("/p/{named}{page}")).await;
            assert!(!page.status.is_server_error());
        }
        let tried = ada.post("zone/try", &[("pilot", &slug), ("change", name)]).await;
        let tried = ada.get(tried.location()).await;
        assert!(!tried.text.contains("<script>alert"));
    }
    ada.get("/").await.is(StatusCode::OK).says("&lt;script&gt;");
    // Signing in hashes a password each time, and failing often is throttled: two texts are enough.
    for text in ["\u{0}", "👩‍👩‍👧‍👦"] {
        let answer = app.anonymous().sign_in(text, text).await;
        assert!(!answer.status.is_server_error(), "{text:?}: {}", answer.status);
    }
    for path in [
        "%00",
        "%FF",
        "%2e%2e%2f",
        "a%0d%0ab",
        "%F0%9F%91%A9",
        "-",
        "--",
        "%3Cscript%3E",
    ] {
        for address in [
            format!("/p/{path}"),
            format!("/p/{path}/activity"),
            format!("/setup/{path}"),
            format!("/invitation/{path}"),
            format!("/{path}"),
            format!("/help?refused={path}"),
            format!("/settings?refused={path}"),
            format!("/sign-in?next={path}&refused={path}"),
            format!("/pkg/{path}"),
            format!("/fonts/{path}"),
            format!("/do/{path}"),
            format!("/p/{path}/live"),
        ] {
            let answer = ada.get(&address).await;
            assert!(!answer.status.is_server_error(), "{address}: {}", answer.status);
        }
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_broken_body_is_refused_with_a_sentence(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let mut broken = 0;
    for (path, _) in server_fn::axum::server_fn_paths() {
        let endpoint = path.strip_prefix("/do/").unwrap_or(path);
        // A copy: a form here may end the session.
        for body in [
            b"".to_vec(),
            b"&&==&".to_vec(),
            b"%".to_vec(),
            b"%zz=%c3%28".to_vec(),
            vec![0xff, 0xfe, 0x00, b'='],
            b"{\"pilot\":1}".to_vec(),
            b"pilot=a&pilot=b&name=a&name=b&theme=a&theme=b&token=a&token=b&email=a&email=b".to_vec(),
            b"pilot[]=a&pilot[x]=b&name[][]=".to_vec(),
            b"unknown=1".to_vec(),
            b"--between\r\n".to_vec(),
            b"--between\r\ncontent-disposition: form-data; name=\"name\"\r\n\r\nhalf".to_vec(),
            b"--between\r\ncontent-disposition: form-data\r\n\r\n\xff\r\n--between--\r\n".to_vec(),
        ] {
            let Some(somebody) = (endpoint != "account/sign_in").then(|| ada.clone()) else {
                continue;
            };
            let somebody = if endpoint == "account/sign_out" {
                app.anonymous()
            } else {
                somebody
            };
            let answer = somebody.post_body(endpoint, body.clone()).await;
            assert!(
                !answer.status.is_server_error() && answer.status != StatusCode::FOUND,
                "{endpoint} with {:?}: {} to {}",
                String::from_utf8_lossy(&body),
                answer.status,
                answer.location()
            );
            broken += 1;
        }
    }
    assert!(broken > 40);
    // As another kind of body, and as none.
    for kind in [
        "application/json",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "text/plain",
        "",
    ] {
        for endpoint in ["account/invite_to_installation", "data/import", "pilot/add"] {
            let request = ada
                .request(Method::POST, &format!("/do/{endpoint}"))
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, kind)
                .body(Body::from("{}"))
                .unwrap();
            let answer = ada.send(request).await;
            assert!(
                !answer.status.is_server_error(),
                "{endpoint} as {kind}: {}",
                answer.status
            );
        }
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn bodies_have_a_limit(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let invite = "account/invite_to_installation";

    // 1 MiB of text, URL-encoded as a browser does, is a proposal: it fits.
    let long = "ä".repeat(512 << 10);
    let body = encode(&[("name", &long), ("email", "bob@example.com")]);
    assert!(body.len() > 3 << 20);
    ada.post_body(invite, body).await.is_refused();

    let too_long = "x".repeat((4 << 20) + 1);
    ada.post_body(invite, too_long.clone())
        .await
        .is(StatusCode::PAYLOAD_TOO_LARGE);
    // Without a length told beforehand.
    let chunks = futures::stream::iter((0..5).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 1 << 20])));
    let answer = ada.post_body(invite, Body::from_stream(chunks)).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert_eq!(app.count("select count(*) from person").await, 1);

    // Deliveries are limited where there is a webhook (`webhook.rs`); where there is none, nothing is read of them.
    for length in [2, 26 << 20] {
        let request = ada
            .request(Method::POST, "/webhook/github/nobody-has-this-key")
            .header(header::CONTENT_LENGTH, length.to_string())
            .body(Body::from(vec![b'x'; length]))
            .unwrap();
        ada.send(request).await.is(StatusCode::NOT_FOUND);
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn pages_are_private_and_files_are_not(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let page = ada.get("/settings").await;
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "strict-origin-when-cross-origin");
    page.says("Test clock: Mon 2 Mar 2026, 09:00 UTC");
    let policy = page.header("content-security-policy");
    for part in [
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
    ] {
        assert!(
            policy.split(';').any(|p| p.trim() == part),
            "{part} is missing in {policy}"
        );
    }
    assert_eq!(ada.post("account/theme", &[]).await.header("cache-control"), "no-store");

    // A stranger's request id is not taken for one of ours.
    let request = ada
        .request(Method::GET, "/help")
        .header("x-request-id", "00000000-0000-4000-8000-000000000001")
        .body(Body::empty())
        .unwrap();
    let answer = ada.send(request).await;
    assert_ne!(answer.header("x-request-id"), "00000000-0000-4000-8000-000000000001");

    ada.get("/no/such/page")
        .await
        .is(StatusCode::NOT_FOUND)
        .says("There is no such page");
    ada.get("/pkg/../Cargo.toml").await.is(StatusCode::NOT_FOUND);
    ada.get("/pkg/%2e%2e/%2e%2e/Cargo.toml").await.is(StatusCode::NOT_FOUND);
    ada.get("/fonts//etc/passwd").await.is(StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn by_https_browsers_are_told_to_stay_there(pool: PgPool) {
    for (base_url, told) in [("https://pilot.example", true), ("http://127.0.0.1:8080", false)] {
        let app = TestApp::at(&pool, &pool, base_url);
        for path in ["/sign-in", "/health", "/nothing"] {
            let answer = app.anonymous().get(path).await;
            let has = answer.header("strict-transport-security");
            assert_eq!(has == "max-age=31536000", told, "{base_url} {path}: {has}");
        }
        let dark = app.anonymous().post("account/theme", &[("theme", "dark")]).await;
        assert_eq!(dark.cookies()[0].ends_with("; Secure"), told, "{:?}", dark.cookies());
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_request_has_one_host_and_an_id_of_ours(pool: PgPool) {
    let app = TestApp::new(&pool);
    let nobody = app.anonymous();
    let request = nobody
        .request(Method::GET, "/sign-in")
        .header(header::HOST, "evil.example")
        .body(Body::empty())
        .unwrap();
    nobody.send(request).await.is(StatusCode::BAD_REQUEST);
    let request = nobody
        .request(Method::GET, "/sign-in")
        .header("x-request-id", "<script>not ours</script>")
        .body(Body::empty())
        .unwrap();
    let answer = nobody.send(request).await;
    let id = answer.header("x-request-id");
    assert!(
        id.len() == 36 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'),
        "{id}"
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_role_has_an_arm_or_it_has_none(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let ada_id = app.id("ada@example.com").await;
    let (_, slug) = app.pilot(ada_id, "Checkout").await;
    let invite = async |role: &str, name: &str| {
        let email = format!("{name}@example.com");
        let fields = [("pilot", &*slug), ("role", role), ("name", name), ("email", &*email)];
        ada.post("account/invite", &fields).await
    };
    for role in [
        "sponsor:new_model",
        "approver:old_model",
        "observer:new_model",
        "pilot_pm",
        "dri",
        "pilot_pm:",
        "dri:both",
        ":",
        "king",
        "",
    ] {
        let answer = invite(role, "nobody").await;
        assert!(
            answer.status.is_redirection() || answer.status.is_client_error(),
            "{role}: {}",
            answer.status
        );
    }
    assert_eq!(app.count("select count(*) from invitation").await, 0);
    invite("dri:new_model", "ines").await;
    invite("observer", "greta").await;
    assert_eq!(app.count("select count(*) from invitation").await, 2);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_form_for_anybody_is_short(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let long = "x".repeat(3 << 20);
    for endpoint in [
        "account/sign_in",
        "account/accept_invitation",
        "account/reset_password",
        "survey/answer_by_link",
    ] {
        let answer = app
            .anonymous()
            .post(endpoint, &[("token", "t"), ("password", &long)])
            .await;
        answer.is(StatusCode::UNPROCESSABLE_ENTITY);
        answer.says("What was sent is longer than this form can be. Nothing was changed.");
    }
    assert_eq!(app.count("select count(*) from refused_form").await, 0);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_was_done_counts_when_the_session_cannot_be_stored(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let invite = async |name: &str| {
        let email = format!("{name}@example.com");
        ada.post("account/invite_to_installation", &[("name", name), ("email", &email)])
            .await
    };
    invite("grace").await.goes_to("/admin");
    app.sql(
        "create function no_room() returns trigger language plpgsql as $$
         begin raise exception 'no room' using errcode = '53100'; end $$",
    )
    .await;
    app.sql("create trigger no_room before insert or update on session for each row execute function no_room()")
        .await;
    // The invitation is there; only the notice with its link is not.
    invite("edsger").await.goes_to("/admin");
    assert_eq!(app.count("select count(*) from invitation").await, 2);
    // The notice that waits since the first one cannot be taken out of the session.
    let page = ada.get("/admin").await;
    page.is(StatusCode::SERVICE_UNAVAILABLE);
    page.says("The database does not answer right now.");
    app.sql("drop trigger no_room on session").await;
    ada.get("/admin").await.is(StatusCode::OK);
}
