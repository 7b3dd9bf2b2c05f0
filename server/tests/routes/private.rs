//! What a DRI answers is between them and the sponsor: worlds that differ in nothing else look alike to everybody else, on every
//! page, in every export, log and count, until the last DRI has agreed.

use std::collections::BTreeMap;

use domain::person::{Arm, Role};
use domain::pilot::Answer;
use http::StatusCode;
use sqlx::PgPool;
use store::testing::{self, Cast};

use crate::policy::table::PAGES;
use crate::support::{Actor, TestApp, now, statements};

/// What Lee says, or that nothing was said.
type Said = Option<Answer>;

/// Every page, with something that is there in the place of each name, and what can be downloaded.
fn addresses() -> Vec<String> {
    let filled = PAGES.iter().map(|(path, _)| {
        let named = path
            .replace("{pilot}", "checkout")
            .replace("{arm}", "new_model")
            .replace("{metric}", "energy")
            .replace("{section}", "opening")
            .replace("{token}", "nobody-has-this-link");
        let parts: Vec<&str> = named
            .split('/')
            .map(|part| if part.starts_with('{') { "1" } else { part })
            .collect();
        parts.join("/")
    });
    let downloads = [
        "/activity/export",
        "/evidence-bundle",
        "/proposal/r/1/markdown",
        "/zone/export/CODEOWNERS",
        "/zone/export/policy.json",
    ];
    filled
        .chain(downloads.map(|path| format!("/p/checkout{path}")))
        .collect()
}

/// Lee's answer and no other; what was said before is as if it had never been.
async fn say(app: &TestApp, cast: &Cast, said: Said) {
    app.sql("alter table consent disable trigger all").await;
    app.sql("delete from consent c using person p where p.person_id = c.person_id and p.email = 'lee@example.com'")
        .await;
    app.sql("alter table consent enable trigger all").await;
    if let Some(answer) = said {
        store::enrolment::consent(&app.pool, cast.pilot, cast.new_dri, Arm::NewModel, answer, now())
            .await
            .expect("an answer");
    }
}

/// What somebody finds under an address: its status, its text, and the statements that it took, in their order, so that it takes
/// as long. Of an export the entries: those that are withheld are not told
/// apart from what happens elsewhere in the installation, such as signing in.
async fn found(who: &Actor, address: &str) -> (StatusCode, String, Vec<String>) {
    let (answer, asked) = statements(who.get(address)).await;
    if address.ends_with("/activity/export") && answer.status == StatusCode::OK {
        let told = answer.text.lines().filter(|line| line.contains("\"content\""));
        let told: Vec<&str> = told
            .map(|line| line.split(",\"prev\"").next().unwrap_or(line))
            .collect();
        assert!(!told.is_empty(), "{}", answer.text);
        return (answer.status, told.join("\n"), asked);
    }
    if address.ends_with("/evidence-bundle") {
        // An archive is the same to the last byte.
        return (answer.status, format!("{:?}", answer.body), asked);
    }
    (answer.status, answer.text, asked)
}

type Seen = BTreeMap<(String, String), (StatusCode, String, Vec<String>)>;

async fn look(people: &[Actor]) -> Seen {
    let mut seen = BTreeMap::new();
    for who in people {
        for address in addresses() {
            let found = found(who, &address).await;
            seen.insert((who.name.clone(), address), found);
        }
    }
    seen
}

/// The worlds look alike to all of these people.
async fn alike(app: &TestApp, cast: &Cast, people: &[Actor], worlds: &[Said]) {
    let mut first = None;
    for said in worlds {
        say(app, cast, *said).await;
        // What was held of the pilot is held no more, in each of the worlds: that there is news is no secret, what it is one.
        app.sql("update pilot_change set number = number + 1 where person_id = 0")
            .await;
        let seen = look(people).await;
        let Some(before) = &first else {
            let open = seen.values().filter(|(status, ..)| *status == StatusCode::OK).count();
            assert!(open > 100, "only {open} pages open at all");
            first = Some(seen);
            continue;
        };
        for (place, found) in &seen {
            let other = &before[place];
            assert!(
                other == found,
                "{} learns from {} that Lee says {said:?}:\n{:?}\n{:?}",
                place.0,
                place.1,
                difference(&other.1, &found.1),
                ((other.0, &other.2), (found.0, &found.2)),
            );
        }
    }
}

/// The first lines that differ.
fn difference<'a>(one: &'a str, other: &'a str) -> Option<(&'a str, &'a str)> {
    let at = one.bytes().zip(other.bytes()).position(|(one, other)| one != other)?;
    let around = |text: &'a str| {
        let from = (0..=at.saturating_sub(80))
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0);
        let to = (at + 120..text.len())
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(text.len());
        &text[from..to]
    };
    Some((around(one), around(other)))
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nobody_but_the_sponsor_can_tell_a_no_from_a_yes_or_from_silence(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let cast = testing::ready_pilot(&pool, now()).await.unwrap();
    app.invite(ada, "olga@example.com", Some((cast.pilot, Role::Observer, None)))
        .await;
    let mut people = Vec::new();
    for name in ["priya", "mira", "kim", "olga"] {
        let actor = app.played_by(name).await;
        // The first visit notes in the session when it was.
        actor.get("/").await.is(StatusCode::OK);
        people.push(actor);
    }
    let dana = app.played_by("dana").await;

    // As long as somebody else has not agreed, even a yes says nothing.
    store::enrolment::consent(&pool, cast.pilot, cast.old_dri, Arm::OldModel, Answer::TalkFirst, now())
        .await
        .unwrap();
    let every = [None, Some(Answer::Yes), Some(Answer::TalkFirst), Some(Answer::No)];
    alike(&app, &cast, &people, &every).await;

    // Once everybody else has, it can be seen that all have agreed, and not in which way somebody has not.
    store::enrolment::consent(&pool, cast.pilot, cast.old_dri, Arm::OldModel, Answer::Yes, now())
        .await
        .unwrap();
    let not_yes = [None, Some(Answer::TalkFirst), Some(Answer::No)];
    alike(&app, &cast, &people, &not_yes).await;

    // The sponsor reads it, so that the worlds do differ.
    say(&app, &cast, Some(Answer::No)).await;
    dana.get("/p/checkout/people")
        .await
        .says("Said no. Release the role and ask somebody else.");
    say(&app, &cast, Some(Answer::Yes)).await;
    dana.get("/p/checkout/people").await.says("Said yes.");
    // The pilot's own log has no entry of any of it.
    assert_eq!(
        app.count("select count(*) from activity where action = 'enrolment.consent' and pilot_id is not null")
            .await,
        0
    );
}
