//! Pull requests read again through the code host's interface: the same numbers as by deliveries, in any mixture and order; by
//! pages, within limits, through faults, once, and going on after a stop.

use std::path::PathBuf;

use app::clock::Clock;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use domain::metric::first_commit::{CommitSource, first_commit};
use domain::outgoing::Allowed;
use domain::person::Arm;
use domain::pull_request::People;
use http::Method;
use serde_json::{Value, json};
use server::github::installation::Installations;
use server::outgoing::Outgoing;
use server::reconciling::Reconciling;
use sqlx::PgPool;
use store::github::Bearer;
use store::reconciliation::{Progress, claim};
use store::testing::Cast;
use tokio_util::sync::CancellationToken;

use super::code_host::{self, CodeHost, Fault, TOKEN};
use super::field::connected;
use super::life::{Dice, Numbers, in_any_order, numbers};
use super::remembered::Remembered;
use super::story::{ID, Pull, REPOSITORY, Told, commit, minute, push, user};
use super::{deliver, key, work};

/// Some pull request as it went, told by deliveries and by the interface.
pub struct Went {
    pub deliveries: Vec<Told>,
    pub there: code_host::Pull,
}

fn iso(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn of_the_interface(pull: &Pull, at: DateTime<Utc>) -> Value {
    let mut described = pull.described(at);
    described["base"] = json!({ "ref": "main", "sha": "0".repeat(40), "repo": { "id": ID, "full_name": REPOSITORY, "default_branch": "main" } });
    described
}

struct Going<'d> {
    dice: &'d mut Dice,
    minutes: i64,
    pull: Pull,
    /// Forced pushes or merges of the base: a merge that was rewritten away is known to deliveries alone.
    forces: bool,
    /// Neither drafts nor closings, and all pushes are the pilot PM's: what a list without a past can tell.
    plain: bool,
    went: Went,
}

impl Going<'_> {
    fn later(&mut self) -> DateTime<Utc> {
        self.minutes += 1 + i64::try_from(self.dice.below(700)).unwrap();
        minute(self.minutes)
    }

    fn turn(&mut self, event: &str, at: DateTime<Utc>) {
        self.went
            .there
            .timeline
            .push(json!({ "event": event, "created_at": iso(at), "actor": user("mira-codes") }));
    }

    fn push(&mut self, step: u64, at: DateTime<Utc>) {
        let author = self.pull.author.clone();
        let by = [author.as_str(), "mira-codes", "renovate[bot]"][usize::try_from(self.dice.below(3)).unwrap()];
        let by = if self.plain { "mira-codes" } else { by };
        let sha = commit_id(self.pull.number, step);
        let forced = self.forces && self.dice.one_in(3);
        let message = match !self.forces && self.dice.one_in(3) {
            true => format!("Merge branch 'main' into {}", self.pull.branch),
            false => "More\n\nThe reasons.".to_owned(),
        };
        let head = self.pull.head.clone();
        let first_line = message.lines().next().unwrap_or_default();
        let (event, mut of_branch) = push(
            &self.pull.branch,
            by,
            (&head, &sha),
            vec![commit(&sha, first_line, true, at)],
            at,
        );
        of_branch["forced"] = json!(forced);
        self.went.deliveries.push((event, of_branch));
        match self.pull.closed {
            true => self.pull.head.clone_from(&sha),
            false => {
                let told_at = at + TimeDelta::seconds(i64::try_from(self.dice.below(4)).unwrap());
                let told = self.pull.pushed(by, &sha, told_at);
                self.went.deliveries.push(told);
            }
        }
        self.came(&sha, &message, at);
        self.went.there.pushes.push(json!({
            "id": step, "before": head, "after": sha, "ref": format!("refs/heads/{}", self.pull.branch),
            "timestamp": iso(at), "activity_type": if forced { "force_push" } else { "push" }, "actor": user(by),
        }));
    }

    fn came(&mut self, sha: &str, message: &str, at: DateTime<Utc>) {
        let dated = json!({ "name": "x", "date": iso(at - TimeDelta::minutes(1)) });
        self.went.there.commits.push(json!({
            "sha": sha, "commit": { "message": message, "author": dated, "committer": dated },
            "author": user("mira-codes"), "parents": [],
        }));
    }

    fn review(&mut self, at: DateTime<Utc>) {
        let author = self.pull.author.clone();
        let by = ["jonas-weld", "lee-codes", author.as_str(), "scanner[bot]", "omar-codes"]
            [usize::try_from(self.dice.below(5)).unwrap()];
        let state = ["approved", "changes_requested", "commented"][usize::try_from(self.dice.below(3)).unwrap()];
        let told = self.pull.reviewed(by, state, at);
        self.went.deliveries.push(told);
        let id = self.went.there.reviews.len();
        self.went.there.reviews.push(json!({
            "id": id, "user": user(by), "state": state.to_uppercase(), "submitted_at": iso(at), "commit_id": self.pull.head,
        }));
    }

    fn step(&mut self, step: u64) {
        let at = self.later();
        match self.dice.below(if self.plain { 6 } else { 8 }) {
            0..=2 => self.push(step, at),
            3..=5 => self.review(at),
            6 if self.pull.closed => {
                let told = self.pull.reopened(at);
                self.went.deliveries.push(told);
                self.turn("reopened", at);
            }
            6 => {
                let told = self.pull.closed(at);
                self.went.deliveries.push(told);
                self.turn("closed", at);
            }
            _ if self.pull.draft => {
                let told = self.pull.ready(at);
                self.went.deliveries.push(told);
                self.turn("ready_for_review", at);
            }
            _ => {
                let told = self.pull.drafted(at);
                self.went.deliveries.push(told);
                self.turn("convert_to_draft", at);
            }
        }
    }
}

/// The commit of a step of a pull request.
pub fn commit_id(number: i32, step: u64) -> String {
    format!("{number:020x}{step:020x}")
}

pub fn went(number: i32, dice: &mut Dice) -> Went {
    goes(number, dice, false)
}

/// How the pull request of that number went.
pub fn goes(number: i32, dice: &mut Dice, plain: bool) -> Went {
    let author = ["mira-codes", "writer[bot]", "tess-varga"][usize::try_from(dice.below(3)).unwrap()];
    let branch = format!("feat/saved-addresses-{number}");
    let minutes = i64::try_from(dice.below(5000)).unwrap();
    let there = code_host::Pull {
        described: Value::Null,
        reviews: Vec::new(),
        timeline: vec![json!({ "event": "committed", "sha": "x" })],
        commits: Vec::new(),
        branch: branch.clone(),
        pushes: Vec::new(),
    };
    let mut going = Going {
        forces: dice.one_in(2),
        plain,
        pull: Pull::new(number, &branch, author, minute(minutes)),
        minutes,
        dice,
        went: Went {
            deliveries: Vec::new(),
            there,
        },
    };
    let (first, head) = (going.later(), commit_id(number, 0));
    let begun = vec![commit(&head, "Begin", true, first)];
    going
        .went
        .deliveries
        .push(push(&branch, author, ("", &head), begun, first));
    going.came(&head, "Begin", first);
    going.went.there.pushes.push(json!({
        "before": "0".repeat(40), "after": head, "timestamp": iso(first), "activity_type": "branch_creation", "actor": user(author),
    }));
    going.pull.head = head;
    going.pull.opened_at = going.later();
    going.pull.draft = going.dice.one_in(3) && !plain;
    let opened = going.pull.opened();
    going.went.deliveries.push(opened);
    for step in 1..=going.dice.below(12) {
        going.step(step);
    }
    if !going.pull.closed && !going.dice.one_in(4) {
        let at = going.later();
        let told = going.pull.merged(at);
        going.went.deliveries.push(told);
        going.turn("merged", at);
        going.turn("closed", at + TimeDelta::seconds(1));
    }
    let last = minute(going.minutes);
    going.went.there.described = of_the_interface(&going.pull, last);
    going.went.there.described["closed_at"] = json!(going.pull.closed.then(|| iso(last)));
    going.went
}

/// What is kept of it when it is read again.
pub fn history(there: &code_host::Pull) -> Told {
    let kept = json!({
        "repository": there.described["base"]["repo"], "pull_request": there.described, "reviews": there.reviews,
        "timeline": there.timeline, "commits": there.commits, "pushes": there.pushes,
    });
    ("history", kept)
}

pub fn told(all: &[(String, Told)]) -> Vec<Numbers> {
    let (bots, pms) = (["scanner".to_owned()], ["omar-codes".to_owned()]);
    let people = People {
        bots: &bots,
        pms: &pms,
        pm_ids: &[],
        pms_for_a_time: &[],
    };
    let mut remembered = Remembered::default();
    for (id, told) in all {
        remembered.deliver(id, told);
    }
    let pulls = remembered.pull_requests();
    pulls.iter().map(|pr| numbers(pr, people, Tz::Europe__Berlin)).collect()
}

#[test]
fn what_is_read_again_has_the_numbers_of_deliveries_in_any_mixture_and_order() {
    let mut differ_without = 0;
    for group in 0..60 {
        let mut dice = Dice(20_260_401 + group);
        let all: Vec<Went> = (1..=8).map(|number| went(number, &mut dice)).collect();
        let named = |told: Vec<Told>| -> Vec<(String, Told)> {
            told.into_iter()
                .enumerate()
                .map(|(at, told)| (format!("{at}"), told))
                .collect()
        };
        let deliveries = named(all.iter().flat_map(|went| went.deliveries.clone()).collect());
        let read: Vec<(String, Told)> = all
            .iter()
            .enumerate()
            .map(|(at, went)| (format!("history {at}"), history(&went.there)))
            .collect();
        let by_deliveries = told(&deliveries);
        assert_eq!(told(&read), by_deliveries, "read alone, group {group}");
        let half: Vec<(String, Told)> = deliveries.iter().filter(|_| dice.one_in(2)).cloned().collect();
        let mixture = in_any_order([half.clone(), read].concat(), &mut dice);
        assert_eq!(told(&mixture), by_deliveries, "half and read, group {group}");
        differ_without += usize::from(told(&half) != by_deliveries);
    }
    // Half of the deliveries alone do not do.
    assert!(differ_without > 50, "{differ_without}");
}

/// A pilot with a token, the stand-in, and what reads it.
pub struct World {
    pub pool: PgPool,
    pub cast: Cast,
    pub host: CodeHost,
    pub reconciling: Reconciling,
    hands: PathBuf,
    pub now: DateTime<Utc>,
    /// The secret part of the connection's address.
    connection: &'static str,
    /// Where the interface is below the host's address.
    interface: &'static str,
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.hands);
    }
}

impl World {
    async fn new(pool: &PgPool) -> Self {
        Self::of(pool, connected(pool).await, (super::KEY, "")).await
    }

    pub async fn of(pool: &PgPool, cast: Cast, (connection, interface): (&'static str, &'static str)) -> Self {
        let host = CodeHost::start().await;
        let now = minute(60 * 24 * 20);
        let hands = std::env::temp_dir().join(format!("again-{}", app::token::Token::random().as_str()));
        std::fs::write(&hands, now.to_rfc3339()).unwrap();
        let reconciling = Reconciling {
            pool: pool.clone(),
            clock: Clock::file(hands.clone()).unwrap(),
            key: key(),
            outgoing: Outgoing::new(Allowed::named(vec![host.url.parse().unwrap()]), Vec::new()).unwrap(),
            installations: Installations::default(),
        };
        let world = Self {
            pool: pool.clone(),
            cast,
            host,
            reconciling,
            hands,
            now,
            connection,
            interface,
        };
        world.enters_token().await;
        world
    }

    /// The sponsor enters the token that is taken.
    pub async fn enters_token(&self) {
        let token = Bearer::read(TOKEN).unwrap();
        let address = format!("{}{}", self.host.url, self.interface);
        let words = (&key(), address.as_str(), &token);
        let id = self.connection().await;
        store::github::set_token(&self.pool, self.cast.pilot, self.cast.sponsor, id, words, self.now)
            .await
            .unwrap();
    }

    pub async fn connection(&self) -> domain::ids::ConnectionId {
        let id = store::github::connection_id(&self.pool, self.connection).await;
        id.unwrap().unwrap()
    }

    pub fn wait(&mut self, seconds: i64) {
        self.now += TimeDelta::seconds(seconds);
        std::fs::write(&self.hands, self.now.to_rfc3339()).unwrap();
    }

    /// Reads all that may be read now, and has the worker record it.
    pub async fn read(&self) {
        // Which commits there are is known once the worker has recorded what was read of pull requests.
        for _ in 0..2 {
            while self.reconciling.read_one(&CancellationToken::new()).await.unwrap() {}
            work(&self.pool).await;
        }
    }

    pub async fn progress(&self) -> Progress {
        let all = store::data::connections(&self.pool, self.cast.pilot).await.unwrap();
        all.into_iter().find_map(|connection| connection.progress).unwrap()
    }

    /// Of each pull request its number, cycles, time and what it rests on.
    pub async fn numbers(&self) -> Vec<String> {
        let programme = store::programme::load(&self.pool, self.cast.pilot).await.unwrap();
        let feature = programme.feature(Arm::NewModel).unwrap();
        let of = |pr| format!("{:?}", numbers(pr, programme.people(), programme.zone));
        let m1 = first_commit(feature, programme.zone, self.now);
        feature
            .pull_requests
            .iter()
            .map(of)
            .chain([format!("{:?} {:?}", m1.commit, m1.source)])
            .collect()
    }

    pub async fn facts(&self) -> i64 {
        sqlx::query_scalar("select count(*) from pull_request_fact")
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }
}

pub fn some(many: i32) -> Vec<Went> {
    let mut dice = Dice(20_260_402);
    (1..=many).map(|number| went(number, &mut dice)).collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn all_pages_are_read_and_nothing_twice(pool: PgPool) {
    let mut world = World::new(&pool).await;
    let all = some(5);
    world.host.has(all.iter().map(|went| went.there.clone()).collect());
    world.host.gives_at_once(2);
    world.read().await;
    let calls = world.host.calls();
    let lists = calls.iter().filter(|call| call.ends_with("/pulls")).count();
    assert_eq!(lists, 3, "{calls:#?}");
    let progress = world.progress().await;
    assert_eq!((progress.read, progress.of), (5, 5), "{progress:?}");
    assert!(progress.ended_at.is_some() && progress.without.is_none() && progress.left_out.is_empty());
    let read = world.numbers().await;
    assert_eq!(read.len(), 6, "five pull requests and the first commit");
    let facts = world.facts().await;
    // What webhooks tell of the same afterwards changes no number.
    for (number, (event, payload)) in all.iter().flat_map(|went| &went.deliveries).enumerate() {
        deliver(&pool, &format!("{number}"), event, payload).await;
    }
    work(&pool).await;
    assert_eq!(world.numbers().await, read);
    // Nothing is due before an hour is over, and then nothing has changed but what is listed again.
    world.wait(3500);
    world.read().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    world.wait(200);
    world.read().await;
    let calls = world.host.calls();
    let lists = |call: &&String| call.ends_with("/pulls") || call.ends_with("/reviews");
    assert_eq!(calls.iter().filter(lists).count(), 1, "the list alone: {calls:#?}");
    // Somebody asks: all of it is read, and nothing is new.
    let after_deliveries = world.facts().await;
    assert!(after_deliveries >= facts);
    let id = world.connection().await;
    store::reconciliation::ask(&pool, world.cast.pilot, world.cast.sponsor, id, world.now)
        .await
        .unwrap();
    assert_eq!(world.progress().await.asked_by.as_deref(), Some("Dana"));
    world.read().await;
    assert!(world.host.calls().len() > 20);
    assert_eq!(world.facts().await, after_deliveries);
    assert_eq!(world.numbers().await, read);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn limits_are_kept_and_faults_are_lived_through(pool: PgPool) {
    let mut world = World::new(&pool).await;
    world.host.has(some(3).into_iter().map(|went| went.there).collect());
    let reset = (world.now + TimeDelta::minutes(30)).timestamp().to_string();
    let spent = vec![("x-ratelimit-remaining", "0".to_owned()), ("x-ratelimit-reset", reset)];
    world.host.fails(
        Method::GET,
        Fault::Answers(403, spent, r#"{"message":"API rate limit exceeded"}"#),
    );
    world.read().await;
    assert_eq!(world.host.calls().len(), 1);
    // The limit is reset in half an hour; half a minute more spreads the calls.
    world.wait(1799);
    world.read().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    world.wait(32);
    let secondary = vec![("retry-after", "120".to_owned())];
    let words = r#"{"message":"You have exceeded a secondary rate limit."}"#;
    world.host.fails(Method::GET, Fault::Answers(429, secondary, words));
    world.read().await;
    assert_eq!(world.host.calls().len(), 1);
    world.wait(60);
    world.read().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    world.wait(100);
    for fault in [Fault::Answers(502, vec![], "bad gateway"), Fault::BreaksOff] {
        world.host.fails(Method::GET, fault);
        world.read().await;
        assert_eq!(world.host.calls().len(), 1);
        assert!(world.progress().await.trouble.is_some());
        world.wait(60);
    }
    world.read().await;
    let progress = world.progress().await;
    assert_eq!((progress.read, progress.of, progress.trouble), (3, 3, None));
    assert_eq!(world.numbers().await.len(), 4);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn it_goes_on_where_it_was_stopped_and_two_never_do_it_at_once(pool: PgPool) {
    let world = World::new(&pool).await;
    world.host.has(some(4).into_iter().map(|went| went.there).collect());
    let mut reading = claim(&pool, &key(), world.now).await.unwrap().unwrap();
    // The list and two pull requests.
    for _ in 0..3 {
        assert!(world.reconciling.step(&mut reading).await.unwrap());
    }
    let progress = world.progress().await;
    assert_eq!((progress.read, progress.of, progress.is_listed), (2, 4, true));
    let before = world.host.calls();
    assert!(before.iter().any(|call| call.ends_with("/pulls/2")));
    // Another instance finds it taken.
    assert!(!world.reconciling.read_one(&CancellationToken::new()).await.unwrap());
    assert_eq!(world.host.calls(), Vec::<String>::new());
    // The first one ends, and its connection with it.
    drop(reading);
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    world.read().await;
    let after = world.host.calls();
    assert!(after.iter().any(|call| call.ends_with("/pulls/3")), "{after:#?}");
    let again = ["/pulls", "/pulls/1/reviews", "/pulls/2/reviews"];
    assert!(
        !after.iter().any(|call| again.iter().any(|end| call.ends_with(end))),
        "{after:#?}"
    );
    assert_eq!(world.numbers().await.len(), 5);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_token_that_may_not_read_pushes_says_so_and_commits_count_by_author_date(pool: PgPool) {
    let world = World::new(&pool).await;
    let there: Vec<code_host::Pull> = some(2).into_iter().map(|went| went.there).collect();
    let first: DateTime<Utc> = there
        .iter()
        .map(|pull| {
            pull.commits[0]["commit"]["author"]["date"]
                .as_str()
                .unwrap()
                .parse()
                .unwrap()
        })
        .min()
        .unwrap();
    world.host.has(there);
    world.host.hides_pushes();
    world.read().await;
    let progress = world.progress().await;
    assert_eq!((progress.read, progress.of), (2, 2));
    assert!(progress.without.unwrap().contains("Contents: Read"));
    let programme = store::programme::load(&pool, world.cast.pilot).await.unwrap();
    let m1 = first_commit(programme.feature(Arm::NewModel).unwrap(), programme.zone, world.now);
    assert_eq!(m1.source, Some(CommitSource::AuthorDate));
    assert_eq!(m1.commit, Some(domain::calendar::Moment::Instant(first)));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_refused_token_stops_it_and_a_deleted_pull_request_is_left_out(pool: PgPool) {
    let mut world = World::new(&pool).await;
    let mut there: Vec<code_host::Pull> = some(2).into_iter().map(|went| went.there).collect();
    world.host.has(there.clone());
    let bad = Fault::Answers(401, vec![], r#"{"message":"Bad credentials"}"#);
    world.host.fails(Method::GET, bad);
    world.read().await;
    world.wait(7200);
    world.read().await;
    assert_eq!(world.host.calls().len(), 1);
    world.enters_token().await;
    let mut reading = claim(&pool, &key(), world.now).await.unwrap().unwrap();
    assert!(world.reconciling.step(&mut reading).await.unwrap());
    there.remove(1);
    world.host.has(there);
    while world.reconciling.step(&mut reading).await.unwrap() {}
    let progress = world.progress().await;
    assert_eq!((progress.read, progress.of), (2, 2));
    let why = "The code host does not find it any more (404).".to_owned();
    assert_eq!(progress.left_out, [(2, why)]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn no_webhook_brings_what_only_the_interface_tells(pool: PgPool) {
    let world = World::new(&pool).await;
    let (event, payload) = history(&some(1)[0].there);
    assert_eq!(
        deliver(&pool, "1", event, &payload).await,
        http::StatusCode::BAD_REQUEST
    );
    work(&pool).await;
    assert_eq!(world.facts().await, 0);
}
