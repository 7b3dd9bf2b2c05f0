//! What the code host tells of the measured pilot, sent to the program's webhook and signed as the code host does.

use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use app::clock::Clock;
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{PersonId, PilotId};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use server::example::REPOSITORY;
use sha2::Sha256;

use crate::browser::Browser;
use crate::database::Database;

/// The webhook of a pilot.
#[derive(Clone)]
pub struct Webhook {
    browser: Browser,
    path: String,
    secret: String,
}

impl Webhook {
    /// The webhook of the measured pilot, at this instance.
    ///
    /// # Errors
    /// When the pilot has none.
    pub async fn of(database: &Database, address: SocketAddr) -> Result<Self> {
        // The example's repository has no secret; the program keeps its key where it was started.
        let key = server::key::read(Path::new(".data/key"))?.context("the program has no key file")?;
        let (pilot, person, repository): (i64, i64, String) =
            sqlx::query_as("select pilot_id, added_by, repository from connection order by connection_id limit 1")
                .fetch_one(&database.pool)
                .await?;
        let secret = "a secret that is measured".to_owned();
        let (pilot, person) = (PilotId(pilot), PersonId(person));
        let words = (Some((&key, secret.as_str())), "");
        let key = store::github::connect(
            &database.pool,
            pilot,
            person,
            &repository,
            words,
            Clock::default().now(),
        )
        .await?;
        Ok(Self {
            browser: Browser::new(address),
            path: format!("/webhook/github/{key}"),
            secret,
        })
    }

    /// Delivers.
    ///
    /// # Errors
    /// When it is not taken.
    pub async fn deliver(&mut self, guid: &str, (event, payload): &(&str, Value)) -> Result<()> {
        let body = serde_json::to_vec(payload)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes())?;
        mac.update(&body);
        let signature = hex::encode(mac.finalize().into_bytes());
        let head = format!(
            "POST {} HTTP/1.0\r\nContent-Type: application/json\r\nX-GitHub-Event: {event}\r\n\
             X-GitHub-Delivery: {guid}\r\nX-Hub-Signature-256: sha256={signature}\r\n",
            self.path
        );
        let answer = self.browser.send(head, &body).await?;
        ensure!(answer.status == 202, "the webhook answers {}", answer.status);
        Ok(())
    }
}

/// Delivers so many merged pull requests that the pilot has `wanted`; says what that took.
///
/// # Errors
/// When they are not taken, or not worked through within three minutes.
pub async fn tell(database: &Database, address: SocketAddr, pilot: PilotId, wanted: usize) -> Result<String> {
    let (known, started): (i64, DateTime<Utc>) = sqlx::query_as(
        "select (select count(*) from pull_request where pilot_id = $1), started_at from pilot_start where pilot_id = $1",
    )
    .bind(pilot.0)
    .fetch_one(&database.pool)
    .await?;
    let now: DateTime<Utc> = sqlx::query_scalar("select now()").fetch_one(&database.pool).await?;
    let more = wanted.saturating_sub(usize::try_from(known)?);
    let begun = Instant::now();
    let mut webhook = Webhook::of(database, address).await?;
    let mut told = 0;
    for place in 0..more {
        // The last one is merged the better part of a day ago.
        let share = i32::try_from(place)? * 9;
        let opened = started + (now - started) * share / (i32::try_from(more)? * 10);
        for step in pull_request(1000 + place, opened) {
            webhook.deliver(&format!("bench-{told}"), &step).await?;
            told += 1;
        }
    }
    let waiting = "select count(*) from delivery where processed_at is null";
    while database.number(waiting).await? > 0 {
        ensure!(
            begun.elapsed() < Duration::from_secs(180),
            "deliveries are not worked through"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let pull_requests: i64 = sqlx::query_scalar("select count(*) from pull_request where pilot_id = $1")
        .bind(pilot.0)
        .fetch_one(&database.pool)
        .await?;
    ensure!(
        usize::try_from(pull_requests)? == wanted,
        "the pilot has {pull_requests} pull requests"
    );
    let seconds = begun.elapsed().as_secs_f64();
    Ok(format!(
        "{told} deliveries sent and worked through in {seconds:.1} s; the pilot has {pull_requests} pull requests"
    ))
}

/// One pull request: pushed, opened, two rounds of review or one, merged.
fn pull_request(number: usize, opened: DateTime<Utc>) -> Vec<(&'static str, Value)> {
    let (author, flag) = if number.is_multiple_of(2) {
        ("ines-c", "luggage-hints")
    } else {
        ("tobias-brandt", "change-rules")
    };
    let reviewer = if number.is_multiple_of(2) {
        "nokafor"
    } else {
        "vsandberg"
    };
    let branch = format!("{flag}/step-{number}");
    let head = |round: usize| format!("{:040x}", number * 100 + round);
    let at = |minutes: i64| opened + TimeDelta::minutes(minutes);
    let user = |login: &str| json!({ "login": login, "type": "User" });
    let shown = |at: DateTime<Utc>, round: usize, merged: bool| {
        json!({
            "number": number, "title": format!("Luggage: step {number} of many, behind the flag"), "user": user(author),
            "html_url": format!("https://code.example.com/{REPOSITORY}/pull/{number}"),
            "head": { "ref": branch, "sha": head(round), "repo": { "full_name": REPOSITORY } },
            "draft": false, "created_at": opened, "updated_at": at, "merged_at": merged.then_some(at),
        })
    };
    let push = |minutes: i64, round: usize| {
        let payload = json!({
            "ref": format!("refs/heads/{branch}"), "after": head(round),
            "commits": [{ "id": head(round), "timestamp": at(minutes - 7), "author": { "username": author } }],
            "pusher": { "name": author }, "sender": user(author),
            "repository": { "full_name": REPOSITORY, "default_branch": "main", "pushed_at": at(minutes).timestamp() },
        });
        ("push", payload)
    };
    let review = |minutes: i64, round: usize, state: &str| {
        let payload = json!({
            "action": "submitted",
            "review": { "user": user(reviewer), "state": state, "submitted_at": at(minutes) },
            "pull_request": shown(at(minutes), round, false), "repository": { "full_name": REPOSITORY },
        });
        ("pull_request_review", payload)
    };
    let happened = |action: &str, minutes: i64, round: usize, merged: bool| {
        let shown = shown(at(minutes), round, merged);
        let payload = json!({ "action": action, "pull_request": shown, "repository": { "full_name": REPOSITORY } });
        ("pull_request", payload)
    };
    let mut steps = vec![push(-10, 1), happened("opened", 0, 1, false)];
    if number.is_multiple_of(3) {
        steps.extend([review(120, 1, "changes_requested"), push(180, 2)]);
    }
    let round = if number.is_multiple_of(3) { 2 } else { 1 };
    steps.extend([review(240, round, "approved"), happened("closed", 300, round, true)]);
    steps
}

/// A pull request of nobody in the pilot is opened.
pub fn news(number: usize, now: DateTime<Utc>) -> (&'static str, Value) {
    let user = json!({ "login": "nokafor", "type": "User" });
    let payload = json!({
        "action": "opened", "repository": { "full_name": REPOSITORY },
        "pull_request": {
            "number": number, "title": format!("Luggage: news {number}"), "user": user,
            "html_url": format!("https://code.example.com/{REPOSITORY}/pull/{number}"),
            "head": { "ref": format!("other/news-{number}"), "sha": format!("{number:040x}"),
                "repo": { "full_name": REPOSITORY } },
            "draft": false, "created_at": now, "updated_at": now,
        },
    });
    ("pull_request", payload)
}

#[cfg(test)]
mod tests {
    use super::{news, pull_request};
    use chrono::DateTime;

    #[test]
    fn every_third_pull_request_has_two_rounds() {
        let opened = DateTime::from_timestamp(1_772_442_000, 0).unwrap();
        let events = |number| -> Vec<_> { pull_request(number, opened).into_iter().map(|step| step.0).collect() };
        assert_eq!(
            events(1),
            ["push", "pull_request", "pull_request_review", "pull_request"]
        );
        assert_eq!(events(3).len(), 6);
        assert_eq!(news(9, opened).1["pull_request"]["number"], 9);
    }
}
