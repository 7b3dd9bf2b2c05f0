//! The policy table against every form and every page there is: a new one that is not listed here
//! fails, and so does a listed one that is gone.

pub mod table;
pub mod world;

use std::collections::BTreeSet;

use domain::policy::Action;
use http::{Method, StatusCode};
use sqlx::PgPool;

use self::table::Access::{InPilot, OnlyFor, Open};
use self::table::{FORMS, Fields, Form, PAGES};
use self::world::{Verdict, World};
use crate::support::TestApp;

#[test]
fn every_form_is_listed_and_only_posts() {
    let mut there = BTreeSet::new();
    for (path, method) in server_fn::axum::server_fn_paths() {
        assert_eq!(
            method,
            Method::POST,
            "{path} changes something and can be reached by a link"
        );
        there.insert(path.strip_prefix("/do/").unwrap_or(path).to_owned());
    }
    let listed: BTreeSet<String> = FORMS.iter().map(|form| form.endpoint.to_owned()).collect();
    assert_eq!(listed.len(), FORMS.len(), "a form is listed twice");
    let unlisted: Vec<_> = there.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(unlisted.is_empty(), "say who may send these forms: {unlisted:?}");
    assert!(gone.is_empty(), "these forms are gone: {gone:?}");
}

/// Sends every form as everybody about their own pilot, another one, and none.
async fn ask_every_form(pool: PgPool, started: bool) {
    let app = TestApp::new(&pool);
    let world = World::new(&app, started).await;
    let mut wrong = Vec::new();
    for form in FORMS {
        for somebody in &world.cast {
            let name = somebody.actor.name.as_str();
            if form.endpoint == "account/sign_out" && name != "anonymous" {
                // Would end the session that the next form is sent with.
                continue;
            }
            let mut expected = vec![("{pilot}", somebody.verdict(form.access))];
            if matches!(form.access, InPilot(_) | OnlyFor(..)) {
                let elsewhere = match &somebody.standing {
                    None => Verdict::SignIn,
                    Some(_) => Verdict::NotFound,
                };
                expected.push(("{nowhere}", elsewhere));
                if name != "oscar" {
                    expected.push(("{other}", elsewhere));
                }
            }
            for (pilot, expected) in expected {
                let answer = world.send(form, somebody, pilot).await;
                let found = Verdict::of(&answer);
                let not_yet = !started && form.needs_start && found == Verdict::NotFound;
                let fits = found == expected
                    || expected == Verdict::Allowed
                        && (not_yet || matches!(form.access, Open) && found == Verdict::SignIn);
                if answer.status.is_server_error() || !fits {
                    wrong.push(format!(
                        "{} by {name} in {pilot}: {} to {:?}, expected {expected:?}",
                        form.endpoint,
                        answer.status,
                        answer.location()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_form_answers_everybody_as_the_policy_table_says(pool: PgPool) {
    ask_every_form(pool, false).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_form_answers_everybody_as_the_policy_table_says_after_the_start(pool: PgPool) {
    ask_every_form(pool, true).await;
}

/// Forms about an object of another pilot, sent by whoever may send them in their own.
const FOREIGN: &[(&str, &str, Fields)] = &[
    ("account/renew_invitation", "dana", &[("person", "{other_member}")]),
    (
        "account/correct_invitation",
        "dana",
        &[
            ("invited", "{other_member}"),
            ("corrected_email", "somebody@example.org"),
        ],
    ),
    (
        "data/link",
        "dana",
        &[("pull_request", "{other_pull_request}"), ("arm", "new_model")],
    ),
    ("data/remove_token", "dana", &[("connection", "{other_connection}")]),
    ("data/read_again", "dana", &[("connection", "{other_connection}")]),
    ("data/tell_again", "dana", &[("connection", "{other_connection}")]),
    (
        "incident/withdraw",
        "dana",
        &[("incident", "{other_incident}"), ("reason", "Another")],
    ),
    ("data/end_secret", "dana", &[("connection", "{other_connection}")]),
    (
        "data/replay",
        "dana",
        &[("connection", "{other_connection}"), ("delivery", "guid-1")],
    ),
    (
        "data/set_app",
        "dana",
        &[
            ("connection", "{other_connection}"),
            ("app_id", "7"),
            ("private_key", include_str!("../../store/tests/data/github-app.pem")),
        ],
    ),
    (
        "data/set_token",
        "dana",
        &[
            ("connection", "{other_connection}"),
            ("api_url", "https://api.github.com"),
            ("token", "github_pat_0123456789"),
        ],
    ),
    (
        "enrolment/release",
        "dana",
        &[("person", "{other_member}"), ("role", "observer")],
    ),
];

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn objects_of_another_pilot_are_not_found(pool: PgPool) {
    let app = TestApp::new(&pool);
    let world = World::new(&app, false).await;
    for (endpoint, name, fields) in FOREIGN {
        let somebody = world
            .cast
            .iter()
            .find(|c| c.actor.name == *name)
            .expect("one of the cast");
        let form = Form {
            endpoint,
            access: InPilot(Action::ReadPilot),
            fields,
            needs_start: false,
        };
        let before = app.count("select max(seq) from activity").await;
        let answer = world.send(&form, somebody, "{pilot}").await;
        answer.is(StatusCode::NOT_FOUND);
        assert_eq!(app.count("select max(seq) from activity").await, before, "{endpoint}");
    }
}

#[test]
fn every_page_is_listed() {
    let there: BTreeSet<String> = app::routes::PAGES.iter().map(|page| page.path.to_owned()).collect();
    let listed: BTreeSet<String> = PAGES.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(there, listed, "left: what there is; right: what is listed here");
}

/// Pages that refuse to open once the pilot has started.
const FROZEN: &[&str] = &[
    "/p/{pilot}/proposal/complete",
    "/p/{pilot}/proposal/edit/{section}",
    "/p/{pilot}/proposal/conflict/{id}",
    "/p/{pilot}/proposal/delete/{section}",
    "/p/{pilot}/proposal/order",
    "/p/{pilot}/proposal/r/{number}/restore",
];

/// Opens every page as everybody in their own pilot, another one, and none.
async fn ask_every_page(pool: PgPool, started: bool) {
    let app = TestApp::new(&pool);
    let world = World::new(&app, started).await;
    let mut wrong = Vec::new();
    for (path, access) in PAGES {
        for somebody in &world.cast {
            let actor = &somebody.actor;
            let own = world.fill(path, somebody);
            let answer = actor.get(&own).await;
            let found = Verdict::of(&answer);
            let refuses = started && FROZEN.contains(path);
            let expected = match somebody.verdict(*access) {
                Verdict::Allowed if refuses => Verdict::Allowed,
                Verdict::Allowed if path.contains("{token}") => Verdict::NotFound,
                verdict => verdict,
            };
            let opens = match answer.status {
                StatusCode::OK | StatusCode::SEE_OTHER => !refuses,
                StatusCode::UNPROCESSABLE_ENTITY => refuses,
                _ => false,
            };
            if found != expected || (expected == Verdict::Allowed && !opens) {
                wrong.push(format!(
                    "{own} for {}: {} to {:?}, expected {expected:?}",
                    actor.name,
                    answer.status,
                    answer.location()
                ));
            }
            if expected == Verdict::SignIn && answer.location() != format!("/sign-in?next={own}") {
                wrong.push(format!("{own} forgets where {} wanted to go", actor.name));
            }
            if path.starts_with("/p/{pilot}") && !["anonymous", "oscar"].contains(&actor.name.as_str()) {
                for pilot in ["{other}", "{nowhere}"] {
                    let foreign = world.fill(&path.replace("{pilot}", pilot), somebody);
                    let answer = actor.get(&foreign).await;
                    if answer.status != StatusCode::NOT_FOUND || answer.text.contains("Billing") {
                        wrong.push(format!("{foreign} tells {} of itself: {}", actor.name, answer.status));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_page_answers_everybody_as_the_policy_table_says(pool: PgPool) {
    ask_every_page(pool, false).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_page_answers_everybody_as_the_policy_table_says_after_the_start(pool: PgPool) {
    ask_every_page(pool, true).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn forms_and_streams_cannot_be_reached_by_a_link(pool: PgPool) {
    let app = TestApp::new(&pool);
    let admin = app.set_up().await;
    for form in FORMS {
        let endpoint = form.endpoint;
        let answer = admin
            .get(&format!("/do/{endpoint}?pilot=checkout&name=Eve&email=eve@example.com"))
            .await;
        answer.is(StatusCode::METHOD_NOT_ALLOWED);
    }
    assert_eq!(app.count("select count(*) from person").await, 1);
    admin.post("account/no_such_form", &[]).await.is(StatusCode::NOT_FOUND);
    admin.get("/p/checkout/live").await.is(StatusCode::NOT_FOUND);
    app.anonymous()
        .get("/p/checkout/live")
        .await
        .is(StatusCode::UNAUTHORIZED);
}
