//! Which files a pull request changes, read as the code host lists them: as soon as a newest commit is known, by pages, within
//! limits, through faults, and the same verdict whatever else was told, in any order.

use std::collections::BTreeMap;
use std::time::Duration;

use app::clock::Clock;
use chrono::TimeDelta;
use domain::gate::{Files, Gate, Listed, Standing};
use domain::ids::PullRequestId;
use domain::person::Arm;
use domain::zone::{ChangedFile, FileChange};
use http::Method;
use serde_json::{Value, json};
use sqlx::PgPool;
use store::gate::{Listing, Pull};
use store::reconciliation::claim;
use tokio_util::sync::CancellationToken;

use super::again::{self, World};
use super::code_host::{self, Fault};
use super::field::connected;
use super::gates::{INSIDE, bounded, commit, lets_change_texts, pull, pushed, sha};
use super::gitlab;
use super::gitlab_again;
use super::life::{Dice, in_any_order};
use super::story::{self, Told, minute};
use super::world::OUTSIDE;
use super::{deliver, key, work};

pub const BRANCH: &str = "feat/saved-addresses";

/// A file as GitHub lists it.
pub fn file(path: &str, status: &str) -> Value {
    json!({
        "sha": "bbcd538c8e72b8c175046e27cc8f907076331401", "filename": path, "status": status, "additions": 1, "deletions": 0,
        "changes": 1, "patch": "@@ -1 +1 @@\n-a\n+b", "blob_url": "", "raw_url": "", "contents_url": "",
    })
}

/// A file as GitLab lists it.
pub fn diff(path: &str) -> Value {
    json!({
        "old_path": path, "new_path": path, "a_mode": "100644", "b_mode": "100644", "new_file": false, "renamed_file": false,
        "deleted_file": false, "generated_file": false, "collapsed": false, "too_large": false, "diff": "@@ -1 +1 @@\n-a\n+b\n",
    })
}

/// The pull request of the pilot PM, as its interface has it: in a fork, of which no push is told.
pub fn there(number: i32, head: &str) -> code_host::Pull {
    let mut of_it = pull(number, BRANCH, "mira-codes", 'a');
    of_it.head = head.to_owned();
    code_host::Pull {
        described: of_a_fork(of_it.described(minute(70))),
        reviews: Vec::new(),
        timeline: Vec::new(),
        commits: Vec::new(),
        branch: format!("mira-codes:{BRANCH}"),
        pushes: Vec::new(),
    }
}

fn of_a_fork(mut described: Value) -> Value {
    described["head"]["label"] = json!(format!("mira-codes:{BRANCH}"));
    described["head"]["repo"]["full_name"] = json!("mira-codes/storefront");
    described["base"] = json!({
        "ref": "main", "sha": sha('0'), "repo": { "id": story::ID, "full_name": story::REPOSITORY, "default_branch": "main" },
    });
    described
}

/// What a webhook tells of it.
pub fn told(of: (&'static str, Value)) -> Told {
    let (event, mut payload) = of;
    payload["pull_request"] = of_a_fork(payload["pull_request"].take());
    (event, payload)
}

/// A pull request's number with where its gate of the zone stands and what that rests on.
pub type Stands = (Standing, String, &'static str);

impl World {
    async fn bounded(pool: &PgPool) -> Self {
        let world = Self::of(pool, bounded(pool).await, (super::KEY, "")).await;
        // What changed before is listed; nothing of it counts here.
        world.read().await;
        world.host.calls();
        world
    }

    pub async fn pulls(&self) -> Vec<Pull> {
        let mut gates = store::gate::gates(&self.pool, self.cast.pilot).await.unwrap();
        let of = gates.features.iter().position(|feature| feature.arm == Arm::NewModel);
        std::mem::take(&mut gates.features[of.unwrap()].pulls)
    }

    pub async fn zone(&self) -> BTreeMap<i32, Stands> {
        let stands = |pull: Pull| {
            let gate = &pull.judged.gates[0];
            assert_eq!(gate.gate, Gate::Zone);
            let rests_on = match pull.judged.newest().map(|newest| &newest.head.files) {
                Some(Files::Listed(_)) => "entered",
                Some(Files::Read { .. }) => "read",
                Some(Files::Told(_)) => "told",
                Some(Files::NotKnown(_)) | None => "not known",
            };
            let number = pull.name.rsplit('#').next().unwrap().parse().unwrap();
            (number, (gate.standing, gate.sentence.clone(), rests_on))
        };
        self.pulls().await.into_iter().map(stands).collect()
    }

    pub async fn is(&self, number: i32) -> (Standing, &'static str) {
        let mut all = self.zone().await;
        let (standing, _, rests_on) = all.remove(&number).unwrap();
        (standing, rests_on)
    }

    pub async fn hears(&self, id: &str, (event, payload): Told) {
        let status = deliver(&self.pool, id, event, &payload).await;
        assert_eq!(status, http::StatusCode::ACCEPTED);
        work(&self.pool).await;
    }

    /// Reads what may be read now, and gives the calls it took but for those that look into files.
    async fn reads(&self) -> Vec<String> {
        self.read().await;
        let mut calls = self.host.calls();
        calls.retain(|call| !call.contains("/git/"));
        calls
    }

    /// Somebody wants everything read again.
    pub async fn asks(&self) {
        let (id, cast) = (self.connection().await, &self.cast);
        let asked = store::reconciliation::ask(&self.pool, cast.pilot, cast.sponsor, id, self.now);
        asked.await.unwrap();
    }

    pub async fn kept(&self) -> i64 {
        sqlx::query_scalar("select count(*) from read_files")
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }

    pub async fn without_files(&self) -> Vec<(i32, String)> {
        self.progress().await.without_files
    }
}

/// The path below the repository.
fn of_it(call: &str) -> String {
    call.replace(&format!("/repos/{}/", story::REPOSITORY), "")
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_files_of_a_fork_are_read_as_soon_as_it_is_heard_of_and_again_at_each_push(pool: PgPool) {
    let mut world = World::bounded(&pool).await;
    let mut fork = pull(7, BRANCH, "mira-codes", 'a');
    world.host.has(vec![there(7, &sha('a'))]);
    world
        .host
        .lists_files(7, vec![file(INSIDE, "modified"), file(OUTSIDE, "added")], json!(2));
    world.hears("1", told(fork.opened())).await;
    assert_eq!(world.is(7).await, (Standing::Open, "not known"));
    // Two pages would have a call more; nothing else is due.
    let calls: Vec<String> = world.reads().await.iter().map(|call| of_it(call)).collect();
    assert_eq!(calls, ["GET pulls/7", "GET pulls/7/files", "GET pulls/7"]);
    assert_eq!(world.is(7).await, (Standing::Failed, "read"));
    assert_eq!(world.reads().await, Vec::<String>::new());
    // The next commit is judged by its own list.
    world.host.has(vec![there(7, &sha('b'))]);
    world.host.lists_files(7, vec![file(INSIDE, "modified")], json!(1));
    world
        .hears("2", told(fork.pushed("mira-codes", &sha('b'), minute(80))))
        .await;
    assert_eq!(world.is(7).await, (Standing::Open, "not known"));
    assert_eq!(world.reads().await.len(), 3);
    assert_eq!(world.is(7).await, (Standing::Passed, "read"));
    let earlier = world.pulls().await.remove(0).judged.heads.remove(0);
    assert!(matches!(earlier.head.files, Files::Read { .. }), "{earlier:?}");
    // Within the hour nothing; after it, since the branch it goes into moves on, too.
    world.wait(3500);
    assert_eq!(world.reads().await, Vec::<String>::new());
    world.wait(200);
    let again = world.reads().await;
    assert!(again.iter().any(|call| call.ends_with("/pulls/7/files")), "{again:?}");
    assert_eq!(world.kept().await, 2, "the same list is recorded once");
    // What is closed stays as it was.
    world.hears("3", told(fork.merged(minute(90)))).await;
    world.wait(3700);
    world.reads().await;
    world.wait(3700);
    let again = world.reads().await;
    assert!(!again.iter().any(|call| call.ends_with("/files")), "{again:?}");
    assert_eq!(world.is(7).await, (Standing::Passed, "read"));
}

/// Deliveries of whatever is delivered, each under its id.
type Story = Vec<(String, Told)>;

/// Gives each push files of its own, and says what the pull request changes by its last.
fn with_files(number: i32, deliveries: Vec<Told>, dice: &mut Dice) -> (Story, Vec<&'static str>) {
    let pool = [INSIDE, "web/locales/da.json", "web/locales/fi.json", OUTSIDE];
    let of = |dice: &mut Dice| pool[usize::try_from(dice.below(8)).unwrap().saturating_sub(4)];
    let story = deliveries.into_iter().enumerate().map(|(at, (event, mut payload))| {
        if event == "push" {
            payload["commits"][0]["modified"] = json!([of(dice)]);
        }
        (format!("{number} {at}"), (event, payload))
    });
    let story = story.collect();
    let mut files: Vec<&str> = (0..1 + dice.below(3)).map(|_| of(dice)).collect();
    files.sort_unstable();
    files.dedup();
    (story, files)
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whatever_was_told_in_whatever_order_what_is_read_gives_the_verdict(pool: PgPool) {
    let mut world = World::bounded(&pool).await;
    let (mut there, mut expected, mut everything) = (Vec::new(), BTreeMap::new(), Story::new());
    for round in 0..6_i32 {
        let mut dice = Dice(20_261_201 + u64::try_from(round).unwrap());
        let mut story = Story::new();
        for number in round * 6 + 1..=round * 6 + 6 {
            let went = again::went(number, &mut dice);
            let (deliveries, files) = with_files(number, went.deliveries, &mut dice);
            story.extend(deliveries);
            let listed = files.iter().map(|path| file(path, "modified")).collect();
            world.host.lists_files(number.into(), listed, json!(files.len()));
            let standing = match files.contains(&OUTSIDE) {
                true => Standing::Failed,
                false => Standing::Passed,
            };
            expected.insert(number, (standing, "read"));
            there.push(went.there);
        }
        // Some deliveries before the reading, some while it is under way, some never, in any order and some twice.
        let parts: [Story; 2] = std::array::from_fn(|_| story.iter().filter(|_| dice.one_in(3)).cloned().collect());
        world.host.has(there.clone());
        for (part, told) in parts.into_iter().enumerate() {
            for (id, (event, payload)) in in_any_order(told, &mut dice) {
                deliver(&pool, &id, event, &payload).await;
                if dice.one_in(4) {
                    work(&pool).await;
                }
            }
            world.wait(3700);
            let mut reading = claim(&pool, &key(), world.now).await.unwrap().unwrap();
            while part == 0 && !dice.one_in(5) && world.reconciling.step(&mut reading).await.unwrap() {}
            drop(reading);
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        // They changed long ago: only who asks has all of them read.
        world.asks().await;
        world.read().await;
        let stands: BTreeMap<i32, _> = world.zone().await;
        let stands: BTreeMap<i32, _> = stands
            .into_iter()
            .map(|(number, (standing, _, by))| (number, (standing, by)))
            .collect();
        assert_eq!(stands, expected, "round {round}");
        everything.extend(story);
    }
    // All that was missed comes late: a list stays what counts for its commit.
    let mut dice = Dice(7);
    for (id, (event, payload)) in in_any_order(everything, &mut dice) {
        deliver(&pool, &id, event, &payload).await;
    }
    work(&pool).await;
    let stands = world.zone().await;
    let stands: BTreeMap<i32, _> = stands
        .into_iter()
        .map(|(number, (standing, _, by))| (number, (standing, by)))
        .collect();
    assert_eq!(stands, expected);
    let both = |standing| expected.values().filter(|(of, _)| *of == standing).count() > 5;
    assert!(both(Standing::Passed) && both(Standing::Failed), "{expected:?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_was_changed_and_changed_back_is_no_change_where_the_code_host_is_asked(pool: PgPool) {
    let world = World::bounded(&pool).await;
    let (first, mut second) = (pull(7, BRANCH, "mira-codes", 'a'), pull(7, BRANCH, "mira-codes", 'b'));
    let mut own = there(7, &sha('b'));
    own.described["head"] = second.described(minute(90))["head"].clone();
    world.host.has(vec![own]);
    world.host.lists_files(7, vec![file(INSIDE, "modified")], json!(1));
    for (id, told) in [
        pushed(BRANCH, None, commit('a', &[], &[INSIDE, OUTSIDE], 40), 50),
        first.opened(),
        pushed(BRANCH, Some('a'), commit('b', &[], &[OUTSIDE], 70), 80),
        second.pushed("mira-codes", &sha('b'), minute(80)),
    ]
    .into_iter()
    .enumerate()
    {
        world.hears(&id.to_string(), told).await;
    }
    assert_eq!(world.is(7).await, (Standing::Failed, "told"));
    world.read().await;
    assert_eq!(world.is(7).await, (Standing::Passed, "read"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn all_pages_are_read_and_a_list_that_ends_before_its_count_is_not_inside(pool: PgPool) {
    let world = World::bounded(&pool).await;
    world.host.has(vec![there(7, &sha('a'))]);
    world.host.gives_at_once(2);
    let text = |n: usize| file(&format!("web/locales/{n}.json"), "modified");
    let mut files: Vec<Value> = (0..4).map(text).collect();
    files.push(json!({
        "filename": "web/locales/new.json", "previous_filename": "server/pay.rs", "status": "renamed",
    }));
    world.host.lists_files(7, files, json!(5));
    world
        .hears("1", told(pull(7, BRANCH, "mira-codes", 'a').opened()))
        .await;
    let calls = world.reads().await;
    assert_eq!(calls.iter().filter(|call| call.ends_with("/files")).count(), 3);
    // Only the last file of the last page is outside, by where it came from.
    let stands = world.zone().await.remove(&7).unwrap();
    assert_eq!((stands.0, stands.2), (Standing::Failed, "read"));
    assert!(stands.1.contains("server/pay.rs"), "{}", stands.1);
    // As GitHub ends its list at 3,000 files.
    world.host.has(vec![there(8, &sha('b'))]);
    world.host.gives_at_once(100);
    world.host.lists_files(8, (0..3000).map(text).collect(), json!(3001));
    world
        .hears("2", told(pull(8, BRANCH, "mira-codes", 'b').opened()))
        .await;
    world.read().await;
    let stands = world.zone().await.remove(&8).unwrap();
    assert_eq!((stands.0, stands.2), (Standing::Failed, "read"));
    assert!(stands.1.contains("3001") || stands.1.contains("3,001"), "{}", stands.1);
    // All of 3,000 are judged; of none nothing is said to be inside.
    for (number, digit, many, standing) in [(9, 'c', 3000, Standing::Passed), (10, 'd', 0, Standing::Failed)] {
        world.host.has(vec![there(number, &sha(digit))]);
        world
            .host
            .lists_files(number.into(), (0..many).map(text).collect(), json!(many));
        let opened = told(pull(number, BRANCH, "mira-codes", digit).opened());
        world.hears(&format!("{number}"), opened).await;
        world.read().await;
        assert_eq!(world.is(number).await, (standing, "read"), "{many}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_push_while_it_is_read_is_no_list_of_either_commit(pool: PgPool) {
    let mut world = World::bounded(&pool).await;
    world.host.has(vec![there(7, &sha('a'))]);
    world.host.lists_files(7, vec![file(INSIDE, "modified")], json!(1));
    world.host.is_pushed_to_meanwhile(7, &sha('b'));
    world
        .hears("1", told(pull(7, BRANCH, "mira-codes", 'a').opened()))
        .await;
    assert_eq!(world.reads().await.len(), 3);
    assert_eq!(
        (world.is(7).await, world.kept().await),
        ((Standing::Open, "not known"), 0)
    );
    world.host.lists_files(7, vec![file(OUTSIDE, "modified")], json!(1));
    world.wait(60);
    assert_eq!(world.reads().await.len(), 3);
    // The list is that of the commit that is there; its delivery is still on its way.
    assert_eq!(
        (world.is(7).await, world.kept().await),
        ((Standing::Open, "not known"), 1)
    );
    let mut fork = pull(7, BRANCH, "mira-codes", 'a');
    world
        .hears("2", told(fork.pushed("mira-codes", &sha('b'), minute(80))))
        .await;
    assert_eq!(world.is(7).await, (Standing::Failed, "read"));
    world.read().await;
    assert_eq!((world.kept().await, world.without_files().await), (1, vec![]));
    // The delivery can be there before the code host lists the files: it is asked again until it does.
    world
        .hears("3", told(fork.pushed("mira-codes", &sha('c'), minute(90))))
        .await;
    world.read().await;
    assert_eq!(world.is(7).await, (Standing::Open, "not known"));
    assert_eq!(world.without_files().await.len(), 1);
    world.host.has(vec![there(7, &sha('c'))]);
    world.wait(60);
    world.read().await;
    assert_eq!(world.is(7).await, (Standing::Failed, "read"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_went_away_and_came_back_while_it_was_read_is_read_again(pool: PgPool) {
    let mut world = World::bounded(&pool).await;
    world.host.has(vec![there(7, &sha('a'))]);
    // Of another commit that was there for a moment.
    world.host.lists_files(7, vec![file(INSIDE, "modified")], json!(1));
    world.host.is_pushed_to_meanwhile(7, &sha('a'));
    world
        .hears("1", told(pull(7, BRANCH, "mira-codes", 'a').opened()))
        .await;
    world.read().await;
    assert_eq!(
        (world.is(7).await, world.kept().await),
        ((Standing::Open, "not known"), 0)
    );
    world.host.lists_files(7, vec![file(OUTSIDE, "modified")], json!(1));
    world.wait(60);
    world.read().await;
    assert_eq!(world.is(7).await, (Standing::Failed, "read"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_one_token_does_not_find_another_may(pool: PgPool) {
    let mut world = World::bounded(&pool).await;
    let mut merged = pull(7, BRANCH, "mira-codes", 'a');
    world.hears("1", told(merged.opened())).await;
    world.hears("2", told(merged.merged(minute(90)))).await;
    world.read().await;
    assert_eq!(world.without_files().await.len(), 1);
    // The list is not there for it either.
    world
        .host
        .fails(Method::GET, Fault::Answers(404, vec![], r#"{"message":"Not Found"}"#));
    world.wait(3700);
    world.read().await;
    world.host.has(vec![there(7, &sha('a'))]);
    world.host.lists_files(7, vec![file(INSIDE, "modified")], json!(1));
    world.read().await;
    assert_eq!(world.is(7).await, (Standing::Open, "not known"));
    world.enters_token().await;
    world.read().await;
    assert_eq!(world.is(7).await, (Standing::Passed, "read"));
    assert_eq!(world.without_files().await, []);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn limits_are_kept_and_one_that_cannot_be_read_holds_up_no_other(pool: PgPool) {
    let mut world = World::bounded(&pool).await;
    let numbers = [(7, 'a'), (8, 'b'), (9, 'c')];
    world.host.has(
        numbers
            .iter()
            .map(|(number, digit)| there(*number, &sha(*digit)))
            .collect(),
    );
    for number in [8, 9] {
        world.host.lists_files(number, vec![file(INSIDE, "modified")], json!(1));
    }
    for (number, digit) in numbers {
        let opened = told(pull(number, BRANCH, "mira-codes", digit).opened());
        world.hears(&number.to_string(), opened).await;
    }
    // It is too much: nothing is called until it may be.
    let reset = (world.now + TimeDelta::minutes(30)).timestamp().to_string();
    let spent = vec![("x-ratelimit-remaining", "0".to_owned()), ("x-ratelimit-reset", reset)];
    world.host.fails(Method::GET, Fault::Answers(403, spent, "{}"));
    assert_eq!(world.reads().await.len(), 1);
    world.wait(1790);
    assert_eq!(world.reads().await, Vec::<String>::new());
    world.wait(50);
    // 7 is not there, of 8 nothing is heard, 9 is read.
    world.host.fails_at(
        "/pulls/8/files",
        Method::GET,
        Fault::Answers(502, vec![], "bad gateway"),
    );
    world.read().await;
    assert_eq!(world.is(7).await.0, Standing::Open);
    assert_eq!(world.is(8).await.0, Standing::Open);
    assert_eq!(world.is(9).await, (Standing::Passed, "read"));
    let without = world.without_files().await;
    assert_eq!(without.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [7, 8]);
    assert_eq!(without[0].1, "The code host does not find it any more (404).");
    world.host.calls();
    world.wait(60);
    let calls = world.reads().await;
    assert!(calls.iter().all(|call| call.contains("/pulls/8")), "{calls:?}");
    assert_eq!(world.is(8).await, (Standing::Passed, "read"));
    assert_eq!(world.without_files().await.len(), 1);
    // A refused token stops all of it, until there is another.
    world
        .hears("10", told(pull(10, BRANCH, "mira-codes", 'd').opened()))
        .await;
    world.host.fails(
        Method::GET,
        Fault::Answers(401, vec![], r#"{"message":"Bad credentials"}"#),
    );
    assert_eq!(world.reads().await.len(), 1);
    world.wait(7200);
    assert_eq!(world.reads().await, Vec::<String>::new());
    world.enters_token().await;
    world.host.has(vec![there(10, &sha('d'))]);
    world.host.lists_files(10, vec![file(INSIDE, "modified")], json!(1));
    world.read().await;
    assert_eq!(world.is(10).await, (Standing::Passed, "read"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn one_instance_reads_and_one_that_ends_within_loses_and_doubles_nothing(pool: PgPool) {
    let world = World::bounded(&pool).await;
    world.host.has(vec![there(7, &sha('a')), there(8, &sha('b'))]);
    for (number, digit) in [(7, 'a'), (8, 'b')] {
        world
            .host
            .lists_files(number.into(), vec![file(INSIDE, "modified")], json!(1));
        let opened = told(pull(number, BRANCH, "mira-codes", digit).opened());
        world.hears(&number.to_string(), opened).await;
    }
    // The newest first.
    let mut reading = claim(&pool, &key(), world.now).await.unwrap().unwrap();
    assert!(world.reconciling.step(&mut reading).await.unwrap());
    assert!(
        !world.reconciling.read_one(&CancellationToken::new()).await.unwrap(),
        "it is taken"
    );
    let calls = world.host.calls();
    assert!(calls.iter().any(|call| call.contains("/pulls/8")) && !calls.iter().any(|call| call.contains("/pulls/7")));
    drop(reading);
    tokio::time::sleep(Duration::from_millis(500)).await;
    // Its answer was heard and kept; the second instance goes on with the other.
    assert!(world.reads().await.iter().all(|call| call.contains("/pulls/7")));
    assert_eq!(
        (world.is(7).await, world.is(8).await),
        ((Standing::Passed, "read"), (Standing::Passed, "read"))
    );
    assert_eq!(world.kept().await, 2);
    // Somebody asks for everything: nothing is new.
    world.asks().await;
    let calls = world.reads().await;
    assert!(
        calls.iter().filter(|call| call.ends_with("/files")).count() == 2,
        "{calls:?}"
    );
    assert_eq!(world.kept().await, 2);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_newest_list_of_a_commit_counts_also_one_that_was_there_before(pool: PgPool) {
    let mut world = World::bounded(&pool).await;
    world.host.has(vec![there(7, &sha('a'))]);
    world
        .hears("1", told(pull(7, BRANCH, "mira-codes", 'a').opened()))
        .await;
    for (path, standing) in [
        (INSIDE, Standing::Passed),
        (OUTSIDE, Standing::Failed),
        (INSIDE, Standing::Passed),
    ] {
        world.host.lists_files(7, vec![file(path, "modified")], json!(1));
        world.wait(3700);
        world.read().await;
        assert_eq!(world.is(7).await, (standing, "read"));
    }
    assert_eq!(world.kept().await, 3);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn another_base_is_another_list(pool: PgPool) {
    let mut world = World::bounded(&pool).await;
    world.host.has(vec![there(7, &sha('a'))]);
    world.host.lists_files(7, vec![file(OUTSIDE, "modified")], json!(1));
    let opened = pull(7, BRANCH, "mira-codes", 'a').opened();
    world.hears("1", told(opened.clone())).await;
    assert_eq!(world.reads().await.len(), 3);
    assert_eq!(world.is(7).await, (Standing::Failed, "read"));
    world.host.lists_files(7, vec![file(INSIDE, "modified")], json!(1));
    let (event, mut edited) = told(opened);
    edited["action"] = json!("edited");
    edited["changes"] = json!({ "base": { "ref": { "from": "main" } } });
    edited["pull_request"]["base"]["ref"] = json!("release");
    edited["pull_request"]["updated_at"] = json!(minute(75));
    world.hears("2", (event, edited)).await;
    // The code host is behind: what it lists is kept, and asked for again.
    assert_eq!(world.reads().await.len(), 3);
    assert_eq!(world.without_files().await.len(), 1);
    let mut release = there(7, &sha('a'));
    release.described["base"]["ref"] = json!("release");
    world.host.has(vec![release]);
    world.wait(60);
    assert_eq!(world.reads().await.len(), 3);
    assert_eq!(world.is(7).await, (Standing::Passed, "read"));
    assert_eq!(world.without_files().await, []);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_enters_a_list_leaves_nothing_out_that_the_code_host_lists(pool: PgPool) {
    let world = World::bounded(&pool).await;
    world.host.has(vec![there(7, &sha('a'))]);
    world
        .hears("1", told(pull(7, BRANCH, "mira-codes", 'a').opened()))
        .await;
    let id = world.pulls().await[0].id;
    let enter = async |files: &[ChangedFile]| {
        let listing = Listing {
            head: &sha('a'),
            files,
            of: None,
        };
        let (pilot, person) = (world.cast.pilot, world.cast.sponsor);
        store::gate::list_files(&pool, pilot, person, id, listing, world.now)
            .await
            .unwrap();
    };
    let one = |path: &str| ChangedFile::new(path, FileChange::Modified);
    enter(&[one(INSIDE)]).await;
    assert_eq!(world.is(7).await, (Standing::Passed, "entered"));
    world
        .host
        .lists_files(7, vec![file(INSIDE, "modified"), file(OUTSIDE, "modified")], json!(2));
    world.read().await;
    // It was not there a moment ago, so it is asked for again within the hour, or at once when somebody asks.
    world.asks().await;
    world.read().await;
    assert_eq!(world.is(7).await, (Standing::Failed, "read"));
    let pulls = world.pulls().await;
    let newest = pulls[0].judged.newest().unwrap();
    assert!(matches!(&newest.head.files, Files::Read { instead_of: Some(Listed { by, .. }), .. } if by == "Dana"));
    enter(&[one(INSIDE), one(OUTSIDE), one("web/locales/da.json")]).await;
    assert_eq!(world.is(7).await, (Standing::Failed, "entered"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn only_what_is_of_the_pilots_features_is_asked_about_and_nothing_after_the_decision(pool: PgPool) {
    let mut world = World::bounded(&pool).await;
    let mut others = pull(5, "own/thing", "jonas-weld", 'e');
    others.title = "Own thing".to_owned();
    world.hears("1", others.opened()).await;
    assert_eq!(world.reads().await, Vec::<String>::new());
    world.host.has(vec![there(7, &sha('a'))]);
    world.host.lists_files(7, vec![file(INSIDE, "modified")], json!(1));
    world
        .hears("2", told(pull(7, BRANCH, "mira-codes", 'a').opened()))
        .await;
    let mut reading = claim(&pool, &key(), world.now).await.unwrap().unwrap();
    super::world::decide(&pool, &world.cast, world.now).await;
    assert!(!world.reconciling.step(&mut reading).await.unwrap());
    drop(reading);
    tokio::time::sleep(Duration::from_millis(300)).await;
    world.wait(3700);
    assert_eq!(world.reads().await, Vec::<String>::new());
    assert_eq!(world.is(7).await, (Standing::Open, "not known"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn no_webhook_brings_a_list_that_only_the_interface_tells_and_a_broken_one_is_not_used(pool: PgPool) {
    let _cast = connected(&pool).await;
    let list = |number: i32, head: &str, path: &str| {
        json!({
            "repository": story::REPOSITORY, "repository_id": null, "number": number, "head": head, "base_branch": "main",
            "total": 1,
            "files": [{ "path": path, "change": "modified" }],
        })
    };
    let payload = list(7, &sha('a'), INSIDE);
    assert_eq!(
        deliver(&pool, "1", "files", &payload).await,
        http::StatusCode::BAD_REQUEST
    );
    let is_used = |payload: &Value| {
        let heard = server::github::payload::read("files", payload.to_string().as_bytes());
        matches!(heard, Ok(server::github::payload::Heard::Event(_)))
    };
    assert!(is_used(&payload));
    for broken in [
        list(0, &sha('a'), INSIDE),
        list(7, "main", INSIDE),
        list(7, &sha('a'), ""),
        list(7, &sha('a'), "web/\0"),
        json!({ "number": 7 }),
    ] {
        assert!(!is_used(&broken), "{broken}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_was_read_is_nothing_that_the_webhook_sent(pool: PgPool) {
    let world = World::bounded(&pool).await;
    let connection = async || {
        store::data::connections(&pool, world.cast.pilot)
            .await
            .unwrap()
            .remove(0)
    };
    world.host.has(vec![there(7, &sha('a'))]);
    world.host.lists_files(7, vec![file(INSIDE, "modified")], json!(1));
    world.asks().await;
    world.read().await;
    let there = connection().await;
    assert!(there.last.is_none() && there.deliveries == 0, "{there:?}");
    // What was refused stays to be told, whatever was read since.
    let unused = async || store::pilot::facts(&pool, world.cast.pilot).await.unwrap().unused;
    assert!(!unused().await);
    store::github::refuse(
        &pool,
        world.connection().await,
        "The signature does not fit.",
        Clock::System.now(),
    )
    .await
    .unwrap();
    assert!(unused().await);
    world.asks().await;
    world.host.lists_files(7, vec![file(OUTSIDE, "modified")], json!(1));
    world.read().await;
    assert_eq!(world.is(7).await, (Standing::Failed, "read"));
    assert!(unused().await);
    // One that is used ends it.
    let (event, payload) = told(pull(7, BRANCH, "mira-codes", 'a').opened());
    deliver(&pool, "1", event, &payload).await;
    work(&pool).await;
    assert!(!unused().await);
    assert_eq!(connection().await.deliveries, 1);
}

/// A GitLab with one merge request of a branch of which no push was told.
pub async fn on_gitlab(pool: &PgPool) -> World {
    let cast = gitlab::connected(pool).await;
    lets_change_texts(pool, &cast).await;
    World::of(pool, cast, (gitlab::KEY, "/api/v4")).await
}

pub async fn heard_of(pool: &PgPool, id: &str, head: &str, at: &str) {
    let opened = gitlab::merge_request("open", gitlab::user("mira-codes", 11), at, head);
    let status = gitlab::deliver_at(pool, Clock::System, id, "Merge Request Hook", &opened).await;
    assert_eq!(status, http::StatusCode::ACCEPTED);
    work(pool).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
pub async fn on_gitlab_files_are_read_by_pages_with_their_modes_once_it_has_worked_them_out(pool: PgPool) {
    let mut world = on_gitlab(&pool).await;
    let mut went = gitlab_again::goes(7, &mut Dice(1), 0);
    went.there.described["sha"] = json!(sha('a'));
    world.host.has_merge_requests(vec![went.there.clone()]);
    world.host.gives_at_once(2);
    let listed: Vec<Value> = ["sv", "da", "fi"]
        .map(|name| diff(&format!("web/locales/{name}.json")))
        .into();
    // It works them out.
    world.host.lists_files(7, listed.clone(), Value::Null);
    heard_of(&pool, "1", &sha('a'), "2026-05-03 09:00:00 UTC").await;
    world.read().await;
    assert_eq!(
        (world.is(7).await, world.kept().await),
        ((Standing::Open, "not known"), 0)
    );
    assert_eq!(world.without_files().await.len(), 1);
    world.host.lists_files(7, listed.clone(), json!("3"));
    world.host.calls();
    world.wait(60);
    let calls = world.reads().await;
    assert_eq!(
        calls.iter().filter(|call| call.ends_with("/diffs")).count(),
        2,
        "{calls:?}"
    );
    assert_eq!(world.is(7).await, (Standing::Passed, "read"));
    assert_eq!(world.without_files().await, []);
    // A link is none of a text, wherever it lies; and more than are listed are not inside.
    let mut link = diff("web/locales/link.json");
    link["b_mode"] = json!("120000");
    for (digit, files, says) in [('b', vec![link], json!("1")), ('c', listed, json!("3+"))] {
        went.there.described["sha"] = json!(sha(digit));
        world.host.has_merge_requests(vec![went.there.clone()]);
        world.host.lists_files(7, files, says);
        let at = format!("2026-05-0{} 09:00:00 UTC", if digit == 'b' { 4 } else { 5 });
        heard_of(&pool, &digit.to_string(), &sha(digit), &at).await;
        world.read().await;
        assert_eq!(world.is(7).await, (Standing::Failed, "read"), "{digit}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whose_pull_request_it_is_makes_no_difference_to_what_is_known(pool: PgPool) {
    // One of engineering's own in the feature: its files are known, and no gate binds it.
    let world = World::bounded(&pool).await;
    world.host.has(vec![there(7, &sha('a'))]);
    world.host.lists_files(7, vec![file(OUTSIDE, "modified")], json!(1));
    let (event, mut opened) = told(pull(7, BRANCH, "jonas-weld", 'a').opened());
    opened["pull_request"]["title"] = json!("saved-addresses: the table");
    world.hears("1", (event, opened)).await;
    world.read().await;
    let pulls = world.pulls().await;
    let id: PullRequestId = pulls[0].id;
    assert!(!pulls[0].of_pm && id.0 > 0);
    assert_eq!(world.is(7).await, (Standing::Failed, "read"));
}
