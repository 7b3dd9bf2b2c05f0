//! What the skill file said of commits: the same gates by webhook, by reading again, and by half and half in any order; by pages,
//! within limits, through faults, and no more often than it can change.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use domain::person::Arm;
use http::Method;
use serde_json::{Value, json};
use server::github::payload::{Heard, read};
use sqlx::PgPool;
use store::reconciliation::claim;
use tokio_util::sync::CancellationToken;

use super::again::{self, World, went};
use super::code_host::{Fault, Spoken, gitlab as gitlab_host};
use super::field::connected;
use super::gitlab::{self, project};
use super::gitlab_again;
use super::life::{Dice, in_any_order};
use super::remembered::Remembered;
use super::story::{ID, REPOSITORY, Told};
use super::{deliver, key, work};

/// How the skill file says something.
#[derive(Clone, Copy)]
enum By {
    Run,
    Suite,
    Status,
}

/// Something that the skill file said of a commit.
#[derive(Clone)]
struct Word {
    sha: String,
    by: By,
    passed: bool,
    at: DateTime<Utc>,
}

/// What it said of these commits, each of which was there from some time on.
fn words(heads: &[(String, DateTime<Utc>)], dice: &mut Dice) -> Vec<Word> {
    let mut words = Vec::new();
    for (sha, from) in heads {
        for _ in 0..dice.below(3) {
            let minutes = 1 + i64::try_from(dice.below(900)).unwrap();
            words.push(Word {
                sha: sha.clone(),
                by: [By::Run, By::Suite, By::Status][usize::try_from(dice.below(3)).unwrap()],
                passed: dice.one_in(2),
                at: *from + TimeDelta::minutes(minutes),
            });
        }
    }
    words
}

fn time(of: &Value) -> DateTime<Utc> {
    of.as_str().unwrap().parse().unwrap()
}

impl Word {
    /// As GitHub's interface has it, and under which name it is kept.
    fn on_github(&self) -> (&'static str, Value) {
        let conclusion = if self.passed { "success" } else { "failure" };
        let (sha, at) = (&self.sha, self.at);
        match self.by {
            By::Run => (
                "check_run",
                json!({
                    "id": 1, "name": "PM PR Review", "head_sha": sha, "status": "completed", "conclusion": conclusion,
                    "started_at": at, "completed_at": at, "html_url": "https://github.com/harbor-goods/storefront/runs/1",
                    "app": { "id": 15368, "name": "GitHub Actions" },
                }),
            ),
            By::Suite => (
                "check_suite",
                json!({
                    "id": 2, "head_sha": sha, "status": "completed", "conclusion": conclusion, "created_at": at, "updated_at": at,
                    "app": { "id": 7, "name": "PM PR Review" },
                }),
            ),
            By::Status => (
                "status",
                json!({
                    "id": 3, "context": "ci/pm-pr-review", "state": conclusion, "description": null, "target_url": null,
                    "created_at": at, "updated_at": at,
                }),
            ),
        }
    }

    /// As a webhook of GitHub tells it.
    fn by_github(&self) -> Told {
        let repository = json!({ "id": ID, "full_name": REPOSITORY, "default_branch": "main" });
        match self.on_github() {
            ("status", mut status) => {
                status["sha"] = json!(self.sha);
                status["repository"] = repository;
                ("status", status)
            }
            (kind, said) => {
                let mut payload = json!({ "action": "completed", "repository": repository });
                payload[kind] = said;
                (kind, payload)
            }
        }
    }

    /// As it is kept when it was read again on GitHub.
    fn kept_of_github(&self) -> Told {
        let (kind, said) = self.on_github();
        let repository = json!({ "id": ID, "full_name": REPOSITORY });
        let mut kept = json!({ "repository": repository, "commit": self.sha, "said": {} });
        kept["said"][kind] = said;
        ("result", kept)
    }

    fn on_gitlab(&self) -> Value {
        json!({
            "id": 4, "sha": self.sha, "ref": "x", "name": "pm-pr-review", "pipeline_id": 9, "allow_failure": false,
            "status": if self.passed { "success" } else { "failed" }, "target_url": "https://gitlab.com/acme/web/shop/-/jobs/4",
            "finished_at": self.at.format("%Y-%m-%dT%H:%M:%S.417Z").to_string(),
        })
    }

    fn by_gitlab(&self) -> Told {
        let status = if self.passed { "success" } else { "failed" };
        let plain = self.at.format("%Y-%m-%d %H:%M:%S UTC").to_string();
        let payload = json!({
            "object_kind": "pipeline", "project": project(),
            "object_attributes": { "sha": self.sha, "url": "https://gitlab.com/acme/web/shop/-/pipelines/9" },
            "builds": [
                { "name": "unit", "status": "failed", "finished_at": plain },
                { "name": "pm-pr-review", "status": status, "finished_at": plain },
            ],
        });
        ("gitlab Pipeline Hook", payload)
    }

    fn kept_of_gitlab(&self) -> Told {
        let kept = json!({
            "project": gitlab_host::PROJECT, "project_id": 700, "commit": self.sha, "said": self.on_gitlab(),
        });
        ("gitlab result", kept)
    }
}

/// What the interface has of each commit: all that was said, and what others say.
fn spoken(words: &[Word]) -> BTreeMap<String, Spoken> {
    let mut all: BTreeMap<String, Spoken> = BTreeMap::new();
    for word in words {
        let of = all.entry(word.sha.clone()).or_default();
        match word.on_github() {
            ("check_run", run) => of.runs.push(run),
            ("check_suite", suite) => of.suites.push(suite),
            (_, status) => of.statuses.push(status),
        }
    }
    for (sha, of) in &mut all {
        let run = |name: &str, app: &str, conclusion: Value, at: Value| {
            json!({
                "id": 5, "name": name, "head_sha": sha, "conclusion": conclusion, "completed_at": at, "html_url": null,
                "app": { "name": app },
            })
        };
        let done = json!("2026-04-30T10:00:00Z");
        of.runs
            .push(run("unit", "GitHub Actions", json!("failure"), done.clone()));
        of.runs
            .push(run("PM PR Review", "GitHub Actions", json!("skipped"), done.clone()));
        of.runs
            .push(run("PM PR Review", "GitHub Actions", Value::Null, Value::Null));
        if !of.suites.is_empty() {
            of.runs
                .push(run("review", "PM PR Review", json!("failure"), done.clone()));
        }
        of.statuses.push(json!({
            "context": "PM PR Review", "state": "pending", "target_url": null, "updated_at": done,
        }));
        // Our own.
        of.statuses.push(json!({
            "context": "countersign/pm-zone", "state": "failure", "target_url": null, "updated_at": done,
        }));
    }
    all
}

/// The commits of pull requests with when each was pushed, as GitHub lists its pushes.
fn heads(all: &[again::Went]) -> Vec<(String, DateTime<Utc>)> {
    let pushes = all.iter().flat_map(|went| &went.there.pushes);
    pushes
        .map(|push| (push["after"].as_str().unwrap().to_owned(), time(&push["timestamp"])))
        .collect()
}

fn heads_on_gitlab(all: &[gitlab_again::Went]) -> Vec<(String, DateTime<Utc>)> {
    let pushes = all.iter().flat_map(|went| &went.there.pushes);
    pushes
        .map(|push| {
            let sha = push["push_data"]["commit_to"].as_str().unwrap();
            (sha.to_owned(), time(&push["created_at"]))
        })
        .collect()
}

/// Deliveries, each under its id.
type Story = Vec<(String, Told)>;

fn named(what: &str, all: impl IntoIterator<Item = Told>) -> Story {
    let named = all.into_iter().enumerate();
    named.map(|(at, told)| (format!("{what} {at}"), told)).collect()
}

fn gates(story: &[(String, Told)]) -> Vec<String> {
    let mut remembered = Remembered::default();
    for (id, told) in story {
        remembered.deliver(id, told);
    }
    remembered.gates()
}

/// Whatever was missed of these deliveries, reading gives the gates that all of them would have.
fn holds(of: impl Fn(&mut Dice) -> (Story, Story)) {
    let mut differ_without = 0;
    for group in 0..60 {
        let mut dice = Dice(20_261_130 + group);
        let (deliveries, read) = of(&mut dice);
        let by_deliveries = gates(&deliveries);
        assert_eq!(gates(&read), by_deliveries, "read alone, group {group}");
        let half: Story = deliveries.iter().filter(|_| dice.one_in(2)).cloned().collect();
        let twice = read.iter().map(|(id, told)| (format!("{id} again"), told.clone()));
        let mixture = [half.clone(), read.clone(), twice.collect()].concat();
        assert_eq!(
            gates(&in_any_order(mixture, &mut dice)),
            by_deliveries,
            "half and read, group {group}"
        );
        differ_without += usize::from(gates(&half) != by_deliveries);
    }
    // Half of the deliveries alone do not do.
    assert!(differ_without > 50, "{differ_without}");
}

#[test]
fn what_is_read_again_on_github_gives_the_gates_of_deliveries_in_any_mixture_and_order() {
    holds(|dice| {
        let all: Vec<again::Went> = (1..=8).map(|number| went(number, dice)).collect();
        let words = words(&heads(&all), dice);
        let told = all.iter().flat_map(|went| went.deliveries.clone());
        let read = all.iter().map(|went| again::history(&went.there));
        (
            named("told", told.chain(words.iter().map(Word::by_github))),
            named("read", read.chain(words.iter().map(Word::kept_of_github))),
        )
    });
}

#[test]
fn what_is_read_again_on_gitlab_gives_the_gates_of_deliveries_in_any_mixture_and_order() {
    holds(|dice| {
        let all: Vec<gitlab_again::Went> = (1..=8).map(|iid| gitlab_again::goes(iid, dice, 0)).collect();
        let words = words(&heads_on_gitlab(&all), dice);
        let told = all.iter().flat_map(|went| went.deliveries.clone());
        let read = all.iter().map(|went| gitlab_again::history(&went.there));
        (
            named("told", told.chain(words.iter().map(Word::by_gitlab))),
            named("read", read.chain(words.iter().map(Word::kept_of_gitlab))),
        )
    });
}

#[test]
fn what_is_of_another_commit_or_not_the_skill_files_is_no_result() {
    let word = |by| Word {
        sha: "a".repeat(40),
        by,
        passed: true,
        at: super::story::minute(5),
    };
    let is_result = |(event, payload): &Told| {
        let heard = read(event, payload.to_string().as_bytes());
        matches!(heard, Ok(Heard::Event(_)))
    };
    let kept = [
        word(By::Run).kept_of_github(),
        word(By::Suite).kept_of_github(),
        word(By::Status).kept_of_github(),
        word(By::Run).kept_of_gitlab(),
    ];
    assert!(kept.iter().all(is_result));
    let change = |place: usize, name: &str, value: Value| {
        let (event, mut payload) = kept[place].clone();
        let said = match payload["said"].get_mut(["check_run", "check_suite", "status", ""][place]) {
            Some(said) => said,
            None => &mut payload["said"],
        };
        said[name] = value;
        (event, payload)
    };
    for told in [
        change(0, "head_sha", json!("b".repeat(40))),
        change(0, "name", json!("unit")),
        change(0, "conclusion", json!("neutral")),
        change(0, "completed_at", Value::Null),
        change(0, "completed_at", json!("1926-03-03T09:00:00Z")),
        change(1, "head_sha", json!("b".repeat(40))),
        change(1, "app", Value::Null),
        change(1, "updated_at", Value::Null),
        // What is written from here.
        change(2, "context", json!(domain::gate::told::CONTEXT)),
        change(2, "state", json!("pending")),
        change(3, "name", json!(domain::gate::told::CONTEXT)),
        change(3, "sha", json!("b".repeat(40))),
        change(3, "status", json!("canceled")),
        change(3, "finished_at", Value::Null),
    ] {
        assert!(!is_result(&told), "{told:?}");
    }
    // An address that cannot be kept is left out.
    let (event, payload) = change(0, "html_url", json!("https://x.example/\0"));
    let Ok(Heard::Event(heard)) = read(event, payload.to_string().as_bytes()) else {
        panic!("a result")
    };
    assert!(matches!(heard.1, domain::github::Event::SkillResult(result) if result.url.is_empty()));
}

impl World {
    async fn gates(&self) -> Vec<String> {
        let gates = store::gate::gates(&self.pool, self.cast.pilot).await.unwrap();
        let mut pulls: Vec<_> = gates.feature(Arm::NewModel).unwrap().pulls.iter().collect();
        pulls.sort_by_key(|pull| pull.id.0);
        let mut all: Vec<String> = pulls
            .into_iter()
            .map(|pull| {
                let gate = &pull.judged.gates[1];
                let number = pull.name.rsplit('#').next().unwrap();
                format!("{number}: {:?} {}", gate.standing, gate.sentence)
            })
            .collect();
        all.sort();
        all
    }

    async fn count(&self, table: &str) -> i64 {
        let statement = format!("select count(*) from {table}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(statement))
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }

    async fn results(&self) -> i64 {
        self.count("skill_result").await
    }

    /// The commits that were asked about since the last time, and how often.
    fn asked_about(&self) -> BTreeMap<String, usize> {
        let mut all = BTreeMap::new();
        for call in self.host.calls() {
            if let Some((_, rest)) = call.split_once("/commits/")
                && let Some((sha, _)) = rest.split_once('/')
            {
                *all.entry(sha.to_owned()).or_default() += 1;
            }
        }
        all
    }

    async fn ask(&self) {
        let id = self.connection().await;
        store::reconciliation::ask(&self.pool, self.cast.pilot, self.cast.sponsor, id, self.now)
            .await
            .unwrap();
    }

    fn has_said(&self, words: &[Word]) {
        for (sha, of) in spoken(words) {
            self.host.has_said(&sha, of);
        }
    }
}

async fn on_github(pool: &PgPool) -> World {
    World::of(pool, connected(pool).await, (super::KEY, "")).await
}

/// How many different results these are.
fn different(words: &[Word]) -> i64 {
    let all: BTreeSet<_> = words.iter().map(|word| (&word.sha, word.passed, word.at)).collect();
    i64::try_from(all.len()).unwrap()
}

/// The newest commits of those that are open.
fn live(all: &[again::Went]) -> BTreeSet<String> {
    let open = all.iter().filter(|went| went.there.described["state"] == "open");
    open.map(|went| went.there.described["head"]["sha"].as_str().unwrap().to_owned())
        .collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn results_that_were_missed_are_read_again_and_none_is_recorded_twice(pool: PgPool) {
    let mut world = on_github(&pool).await;
    let all = again::some(6);
    let words = words(&heads(&all), &mut Dice(7));
    let told = all.iter().flat_map(|went| went.deliveries.clone());
    let deliveries = named("told", told.chain(words.iter().map(Word::by_github)));
    let by_deliveries = gates(&deliveries);
    world.host.has(all.iter().map(|went| went.there.clone()).collect());
    world.has_said(&words);
    world.host.gives_at_once(2);
    world.read().await;
    assert_eq!(world.gates().await, by_deliveries);
    assert_eq!(world.results().await, different(&words));
    let progress = world.progress().await;
    assert!(
        progress.ended_at.is_some() && progress.without.is_none(),
        "{progress:?}"
    );
    let commits: BTreeSet<String> = heads(&all).into_iter().map(|(sha, _)| sha).collect();
    assert!(world.asked_about().keys().eq(&commits));
    // What webhooks tell of the same afterwards is known.
    for (id, (event, payload)) in &deliveries {
        deliver(&pool, id, event, payload).await;
    }
    work(&pool).await;
    assert_eq!(
        (world.gates().await, world.results().await),
        (by_deliveries.clone(), different(&words))
    );
    // An hour later only what can still be said is asked for: of the newest commits of what is open.
    world.wait(3700);
    world.read().await;
    let (asked, live) = (world.asked_about(), live(&all));
    assert!(!live.is_empty() && live.len() < 6, "{live:?}");
    assert!(asked.keys().eq(&live), "{asked:?}");
    // Somebody asks: all of it is read, and nothing is new.
    let kept = world.count("delivery").await;
    world.ask().await;
    world.read().await;
    assert!(world.asked_about().keys().eq(&commits));
    assert_eq!(
        (world.gates().await, world.results().await),
        (by_deliveries, different(&words))
    );
    assert_eq!(world.count("delivery").await, kept);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn half_by_webhook_and_half_by_reading_are_one(pool: PgPool) {
    let world = on_github(&pool).await;
    let all = again::some(6);
    let mut dice = Dice(8);
    let words = words(&heads(&all), &mut dice);
    let told = all.iter().flat_map(|went| went.deliveries.clone());
    let deliveries = named("told", told.chain(words.iter().map(Word::by_github)));
    for (id, (event, payload)) in deliveries.iter().filter(|_| dice.one_in(2)) {
        deliver(&pool, id, event, payload).await;
    }
    work(&pool).await;
    assert_ne!(world.gates().await, gates(&deliveries));
    world.host.has(all.iter().map(|went| went.there.clone()).collect());
    world.has_said(&words);
    world.read().await;
    assert_eq!(world.gates().await, gates(&deliveries));
    assert_eq!(world.results().await, different(&words));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn on_gitlab_jobs_that_were_missed_are_read_again(pool: PgPool) {
    let mut world = World::of(&pool, gitlab::connected(&pool).await, (gitlab::KEY, "/api/v4")).await;
    let mut dice = Dice(20_261_140);
    let all: Vec<gitlab_again::Went> = (1..=6).map(|iid| gitlab_again::goes(iid, &mut dice, 0)).collect();
    let words = words(&heads_on_gitlab(&all), &mut dice);
    let told = all.iter().flat_map(|went| went.deliveries.clone());
    let deliveries = named("told", told.chain(words.iter().map(Word::by_gitlab)));
    world
        .host
        .has_merge_requests(all.iter().map(|went| went.there.clone()).collect());
    for word in &words {
        world.host.has_job(&word.sha, word.on_gitlab());
    }
    let gone = words[0].sha.clone();
    world.host.gives_at_once(2);
    world.read().await;
    assert_eq!(world.gates().await, gates(&deliveries));
    assert_eq!(world.results().await, different(&words));
    for (number, word) in words.iter().enumerate() {
        let (event, payload) = word.by_gitlab();
        let kind = event.strip_prefix("gitlab ").unwrap();
        gitlab::deliver_at(&pool, app::clock::Clock::System, &format!("{number}"), kind, &payload).await;
    }
    work(&pool).await;
    assert_eq!(
        (world.gates().await, world.results().await),
        (gates(&deliveries), different(&words))
    );
    // A commit that is gone holds up nothing.
    world.host.forgets(&gone);
    world.wait(60);
    world.ask().await;
    world.read().await;
    let progress = world.progress().await;
    assert!(
        progress.ended_at.is_some() && progress.trouble.is_none(),
        "{progress:?}"
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_a_token_may_not_read_is_said_and_the_rest_is_read(pool: PgPool) {
    let mut world = on_github(&pool).await;
    let all = again::some(3);
    let mut words: Vec<Word> = words(&heads(&all), &mut Dice(9));
    let shas: Vec<String> = heads(&all).into_iter().map(|(sha, _)| sha).collect();
    for by in [By::Run, By::Status] {
        words.push(Word {
            sha: shas[0].clone(),
            by,
            passed: true,
            at: super::story::minute(60 * 24 * 19),
        });
    }
    world.host.has(all.iter().map(|went| went.there.clone()).collect());
    world.has_said(&words);
    world.host.hides_checks();
    world.host.hides_actions();
    world.read().await;
    let statuses: Vec<Word> = words
        .iter()
        .filter(|word| matches!(word.by, By::Status))
        .cloned()
        .collect();
    assert_eq!(world.results().await, different(&statuses));
    let progress = world.progress().await;
    let without = progress.without.unwrap();
    assert!(progress.ended_at.is_some() && progress.trouble.is_none());
    assert_eq!(without.matches("Checks: Read").count(), 1, "{without}");
    // A commit that is gone is no matter of what the token may read.
    world.host.forgets(&shas[0]);
    world.wait(60);
    world.ask().await;
    world.read().await;
    let progress = world.progress().await;
    assert!(
        progress.ended_at.is_some() && progress.trouble.is_none(),
        "{progress:?}"
    );
    let without = progress.without.unwrap();
    assert!(!without.contains("Commit statuses: Read"), "{without}");
    // The token may not read pushes either: both are said.
    world.host.hides_pushes();
    world.wait(60);
    world.ask().await;
    world.read().await;
    let without = world.progress().await.without.unwrap();
    assert!(
        without.contains("Contents: Read") && without.contains("Checks: Read"),
        "{without}"
    );
}

/// As with a fine-grained token, which GitHub lets read no check runs.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn where_check_runs_may_not_be_read_the_jobs_of_github_actions_are(pool: PgPool) {
    let world = on_github(&pool).await;
    let all = again::some(5);
    let mut words = words(&heads(&all), &mut Dice(10));
    words.retain(|word| !matches!(word.by, By::Suite));
    world.host.has(all.iter().map(|went| went.there.clone()).collect());
    world.has_said(&words);
    world.host.gives_at_once(2);
    world.host.hides_checks();
    world.read().await;
    assert_eq!(world.results().await, different(&words));
    assert_eq!(world.progress().await.without, None);
    // What webhooks tell of the same check runs is known.
    for (number, word) in words.iter().enumerate() {
        let (event, payload) = word.by_github();
        deliver(&pool, &format!("{number}"), event, &payload).await;
    }
    work(&pool).await;
    assert_eq!(world.results().await, different(&words));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn limits_faults_stops_and_gone_commits_lose_and_double_nothing(pool: PgPool) {
    let mut world = on_github(&pool).await;
    let all = again::some(4);
    let words = words(&heads(&all), &mut Dice(11));
    let told = all.iter().flat_map(|went| went.deliveries.clone());
    let by_deliveries = gates(&named("told", told.chain(words.iter().map(Word::by_github))));
    world.host.has(all.iter().map(|went| went.there.clone()).collect());
    world.has_said(&words);
    let mut reading = claim(&pool, &key(), world.now).await.unwrap().unwrap();
    while world.reconciling.step(&mut reading).await.unwrap() {}
    work(&pool).await;
    assert_eq!(world.asked_about().len(), 0, "which commits there are is known now");
    // The files of each, and one commit; then the instance ends, and another goes on with the next.
    for _ in 0..=all.len() {
        assert!(world.reconciling.step(&mut reading).await.unwrap());
    }
    let first = world.asked_about();
    assert_eq!(first.len(), 1);
    assert!(
        !world.reconciling.read_one(&CancellationToken::new()).await.unwrap(),
        "it is taken"
    );
    drop(reading);
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    // It is too much, twice; then it is not well, breaks off, and says what has no form.
    let reset = (world.now + TimeDelta::minutes(30)).timestamp().to_string();
    let spent = vec![("x-ratelimit-remaining", "0".to_owned()), ("x-ratelimit-reset", reset)];
    let secondary = vec![("retry-after", "120".to_owned())];
    let words_of_it = r#"{"message":"You have exceeded a secondary rate limit."}"#;
    for (fault, seconds) in [
        (Fault::Answers(403, spent, "{}"), 1832),
        (Fault::Answers(403, secondary, words_of_it), 160),
        (Fault::Answers(502, vec![], "bad gateway"), 60),
        (Fault::BreaksOff, 60),
        (Fault::Answers(200, vec![], r#"{"check_runs":[{"name":7}]}"#), 60),
    ] {
        world.host.fails(Method::GET, fault);
        world.read().await;
        assert_eq!(world.host.calls().len(), 1);
        assert!(world.progress().await.ended_at.is_none());
        world.wait(seconds);
    }
    world.read().await;
    let rest = world.asked_about();
    assert!(first.keys().all(|sha| !rest.contains_key(sha)), "{rest:?}");
    assert!(world.progress().await.ended_at.is_some());
    assert_eq!(
        (world.gates().await, world.results().await),
        (by_deliveries.clone(), different(&words))
    );
    // A commit that is gone holds up nothing and loses nothing of what was known.
    world.host.forgets(&words[0].sha);
    world.wait(60);
    world.ask().await;
    world.read().await;
    let progress = world.progress().await;
    assert!(
        progress.ended_at.is_some() && progress.left_out.is_empty(),
        "{progress:?}"
    );
    assert_eq!(
        (world.gates().await, world.results().await),
        (by_deliveries, different(&words))
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_commit_is_read_until_its_pull_request_is_closed_and_once_more(pool: PgPool) {
    let mut world = on_github(&pool).await;
    let mut one = (1..)
        .map(|seed| went(1, &mut Dice(seed)))
        .find(|one| one.there.described["state"] == "open" && one.there.pushes.len() > 2);
    let mut there = one.take().unwrap().there;
    let head = there.described["head"]["sha"].as_str().unwrap().to_owned();
    world.host.has(vec![there.clone()]);
    world.read().await;
    assert_eq!(world.asked_about().len(), there.pushes.len());
    // The skill file speaks, and GitHub does not call that a change of the pull request.
    world.has_said(&[Word {
        sha: head.clone(),
        by: By::Run,
        passed: true,
        at: world.now,
    }]);
    world.wait(3700);
    world.read().await;
    assert!(world.asked_about().into_keys().eq([head.clone()]));
    let passed = format!("1: Passed It passed at {}, the newest commit.", &head[..7]);
    assert_eq!(world.gates().await, [passed]);
    // It is closed; what was said until then is read, and no more.
    let closed_at = world.now.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    there.described["state"] = json!("closed");
    there.described["closed_at"] = json!(closed_at);
    there.described["updated_at"] = json!(closed_at);
    there
        .timeline
        .push(json!({ "event": "closed", "created_at": closed_at }));
    world.host.has(vec![there]);
    for asked in [1, 0] {
        world.wait(3700);
        world.read().await;
        assert_eq!(world.asked_about().len(), asked);
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn only_commits_of_the_pilots_features_are_asked_about_and_none_after_the_decision(pool: PgPool) {
    let world = on_github(&pool).await;
    let mut all = again::some(2);
    // Somebody else's, on a branch of its own.
    all[1].there.described["user"] = super::story::user("jonas-weld");
    all[1].there.described["head"]["ref"] = json!("own/thing");
    all[1].there.described["title"] = json!("Own thing");
    all[1].there.branch = "own/thing".to_owned();
    world.host.has(all.iter().map(|went| went.there.clone()).collect());
    let mut reading = claim(&pool, &key(), world.now).await.unwrap().unwrap();
    while world.reconciling.step(&mut reading).await.unwrap() {}
    work(&pool).await;
    assert!(world.reconciling.step(&mut reading).await.unwrap());
    let own: BTreeSet<String> = heads(&all[..1]).into_iter().map(|(sha, _)| sha).collect();
    assert!(world.asked_about().keys().all(|sha| own.contains(sha)));
    // Both sides decide while the rest is still to be read.
    super::world::decide(&pool, &world.cast, world.now).await;
    assert!(!world.reconciling.step(&mut reading).await.unwrap());
    drop(reading);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    world.read().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn no_webhook_brings_a_result_that_only_the_interface_tells(pool: PgPool) {
    let _world = on_github(&pool).await;
    let word = Word {
        sha: "a".repeat(40),
        by: By::Run,
        passed: true,
        at: super::story::minute(5),
    };
    let (event, payload) = word.kept_of_github();
    assert_eq!(
        deliver(&pool, "1", event, &payload).await,
        http::StatusCode::BAD_REQUEST
    );
}
