//! Merge requests read again through GitLab's interface: the same numbers as by deliveries, in any mixture and order; by pages,
//! within limits, through faults, once, and going on after a stop.

use chrono::{DateTime, TimeDelta, Utc};
use domain::github::Event;
use domain::metric::first_commit::{CommitSource, first_commit};
use domain::person::Arm;
use domain::pull_request::FactKind;
use http::Method;
use serde_json::{Value, json};
use server::github::payload::{Heard, read};
use sqlx::PgPool;
use store::reconciliation::claim;
use tokio_util::sync::CancellationToken;

use super::again::{World, commit_id, told};
use super::code_host::Fault;
use super::code_host::gitlab::MergeRequest;
use super::gitlab::{KEY, connected, deliver_at, project};
use super::life::{Dice, in_any_order};
use super::story::{self, Told, minute};
use super::{key, work};

const MERGE_REQUEST: &str = "gitlab Merge Request Hook";
const PUSH: &str = "gitlab Push Hook";
const NOTE: &str = "gitlab Note Hook";
/// What a token of the project acts as.
const BOT: &str = "project_700_bot_0a1b";

/// Some merge request as it went, told by deliveries and by the interface.
#[derive(Clone, Default)]
pub struct Went {
    pub deliveries: Vec<Told>,
    pub there: MergeRequest,
}

/// As deliveries write it.
fn plain(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// As the interface writes it, which knows milliseconds.
fn exact(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S.417Z").to_string()
}

fn user(name: &str) -> Value {
    json!({ "id": story::user(name)["id"], "username": name })
}

struct Going<'d> {
    dice: &'d mut Dice,
    minutes: i64,
    /// How many seconds a delivery may be dated after what GitLab noted.
    lag: u64,
    iid: i32,
    author: String,
    branch: String,
    head: String,
    opened_at: DateTime<Utc>,
    draft: bool,
    closed: bool,
    merged_at: Option<DateTime<Utc>>,
    went: Went,
}

impl Going<'_> {
    fn later(&mut self) -> DateTime<Utc> {
        self.minutes += 1 + i64::try_from(self.dice.below(700)).unwrap();
        minute(self.minutes)
    }

    fn of(&mut self, names: &[&str]) -> String {
        let at = usize::try_from(self.dice.below(names.len() as u64)).unwrap();
        names[at].to_owned()
    }

    fn attributes(&self, action: &str, at: DateTime<Utc>) -> Value {
        json!({
            "iid": self.iid, "author_id": user(&self.author)["id"], "title": format!("Change {}", self.iid), "url": "",
            "state": "opened", "action": action, "source_branch": self.branch, "target_branch": "main", "draft": self.draft,
            "last_commit": { "id": self.head }, "created_at": plain(self.opened_at), "updated_at": plain(at),
        })
    }

    fn hears(&mut self, action: &str, by: &str, at: DateTime<Utc>, more: impl FnOnce(&mut Value)) {
        let lag = i64::try_from(self.dice.below(self.lag + 1)).unwrap();
        let mut payload = json!({
            "object_kind": "merge_request", "user": user(by), "project": project(), "changes": {},
            "object_attributes": self.attributes(action, at + TimeDelta::seconds(lag)),
        });
        more(&mut payload);
        self.went.deliveries.push((MERGE_REQUEST, payload));
    }

    /// GitLab notes something by itself.
    fn noted(&mut self, by: &str, words: &str, at: DateTime<Utc>) {
        let id = 100 + self.went.there.notes.len();
        let note = json!({ "id": id, "body": words, "author": user(by), "created_at": exact(at), "system": true });
        self.went.there.notes.push(note);
    }

    fn came(&mut self, sha: &str, title: &str, at: DateTime<Utc>) {
        let made = at - TimeDelta::minutes(1);
        self.went.there.commits.push(json!({
            "id": sha, "title": title, "authored_date": made, "committed_date": made, "author_name": "x",
        }));
    }

    /// A push of the branch, as the branch's delivery and the project's events have it.
    fn branch_pushed(&mut self, by: &str, (before, after): (&str, &str), message: &str, at: DateTime<Utc>) {
        let from = if before.is_empty() {
            "0".repeat(40)
        } else {
            before.to_owned()
        };
        self.went.deliveries.push((
            PUSH,
            json!({
                "before": from, "after": after, "ref": format!("refs/heads/{}", self.branch), "user_id": user(by)["id"],
                "user_username": by, "project": project(), "total_commits_count": 1, "received_at": at,
                "commits": [{ "id": after, "message": message, "timestamp": at - TimeDelta::minutes(1) }],
            }),
        ));
        self.went.there.pushes.push(json!({
            "id": 1, "action_name": "pushed to", "created_at": exact(at), "author": user(by),
            "push_data": {
                "commit_count": 1, "action": if before.is_empty() { "created" } else { "pushed" }, "ref_type": "branch",
                "commit_from": (!before.is_empty()).then_some(before), "commit_to": after, "ref": self.branch,
            },
        }));
        self.came(after, message.lines().next().unwrap_or_default(), at);
    }

    fn version(&mut self, at: DateTime<Utc>) {
        let id = 1_000 * i64::from(self.iid) + i64::try_from(self.went.there.versions.len()).unwrap();
        let same = self
            .went
            .there
            .versions
            .last()
            .is_some_and(|last| last["head_commit_sha"] == self.head);
        if !same {
            self.went
                .there
                .versions
                .push(json!({ "id": id, "head_commit_sha": self.head, "created_at": exact(at) }));
        }
    }

    fn push(&mut self, step: u64, at: DateTime<Utc>) {
        let author = self.author.clone();
        let by = self.of(&[author.as_str(), "mira-codes", BOT]);
        let sha = commit_id(self.iid, step);
        let message = match self.dice.one_in(3) {
            true => format!("Merge branch 'main' into '{}'", self.branch),
            false => "More\n\nThe reasons.".to_owned(),
        };
        let before = std::mem::replace(&mut self.head, sha.clone());
        self.branch_pushed(&by, (&before, &sha), &message, at);
        if self.closed {
            return;
        }
        let told_at = at + TimeDelta::seconds(i64::try_from(self.dice.below(4)).unwrap());
        self.version(told_at);
        let id = self.went.there.versions.last().unwrap()["id"].clone();
        let words = format!(
            "added 1 commit\n\n<ul><li>x - y</li></ul>\n\n[Compare with previous version](/-/merge_requests/1/diffs?diff_id={id}&start_sha={before})"
        );
        self.noted(&by, &words, told_at);
        self.hears("update", &by, told_at, |payload| {
            payload["object_attributes"]["oldrev"] = json!(before)
        });
    }

    fn review(&mut self, at: DateTime<Utc>) {
        let author = self.author.clone();
        let by = self.of(&["jonas-weld", "lee-codes", author.as_str(), "scanner", BOT, "omar-codes"]);
        match self.dice.below(5) {
            0 => {
                self.noted(&by, "approved this merge request", at);
                self.hears("approved", &by, at, |_| {});
            }
            1 => {
                self.noted(&by, "requested changes", at);
                let theirs = json!([{ "id": user(&by)["id"], "username": by, "state": "requested_changes" }]);
                self.hears("update", &by, at, |payload| {
                    payload["changes"]["reviewers"] = json!([[], []]);
                    payload["reviewers"] = theirs;
                });
            }
            2 => {
                self.noted(&by, "unapproved this merge request", at);
                self.hears("unapproved", &by, at, |_| {});
            }
            _ => {
                let note = json!({
                    "noteable_type": "MergeRequest", "system": false, "action": "create", "note": "Shorter?", "created_at": plain(at),
                });
                let payload = json!({
                    "user": user(&by), "project": project(), "object_attributes": note, "merge_request": self.attributes("", at),
                });
                self.went.deliveries.push((NOTE, payload));
                let id = 100 + self.went.there.notes.len();
                self.went.there.notes.push(json!({
                    "id": id, "body": "Shorter?", "author": user(&by), "created_at": exact(at), "system": false, "internal": false,
                }));
            }
        }
    }

    fn state(&mut self, state: &str, at: DateTime<Utc>) {
        let by = user("mira-codes");
        self.went
            .there
            .states
            .push(json!({ "id": 1, "user": by, "created_at": exact(at), "state": state }));
    }

    fn step(&mut self, step: u64) {
        let at = self.later();
        match self.dice.below(8) {
            0..=2 => self.push(step, at),
            3..=5 => self.review(at),
            6 if self.closed => {
                self.closed = false;
                self.state("reopened", at);
                self.hears("reopen", "mira-codes", at, |_| {});
                // What was pushed while it was closed becomes a version of it now, and no note says by whom.
                self.version(at + TimeDelta::seconds(2));
            }
            6 => {
                self.closed = true;
                self.state("closed", at);
                self.hears("close", "mira-codes", at, |_| {});
            }
            _ => {
                self.draft = !self.draft;
                let (now, draft) = (if self.draft { "draft" } else { "ready" }, self.draft);
                self.noted("mira-codes", &format!("marked this merge request as **{now}**"), at);
                self.hears("update", "mira-codes", at, |payload| {
                    payload["changes"]["draft"] = json!({ "previous": !draft, "current": draft });
                });
            }
        }
    }
}

/// How the merge request of that number went; deliveries are dated up to so many seconds late.
pub fn goes(iid: i32, dice: &mut Dice, lag: u64) -> Went {
    let minutes = i64::try_from(dice.below(5000)).unwrap();
    let author = ["mira-codes", BOT, "tess-varga"][usize::try_from(dice.below(3)).unwrap()];
    let mut going = Going {
        dice,
        minutes,
        lag,
        iid,
        author: author.to_owned(),
        branch: format!("feat/saved-addresses-{iid}"),
        head: commit_id(iid, 0),
        opened_at: minute(minutes),
        draft: false,
        closed: false,
        merged_at: None,
        went: Went::default(),
    };
    let (first, head) = (going.later(), going.head.clone());
    going.branch_pushed(author, ("", &head), "Begin", first);
    going.opened_at = going.later();
    going.draft = going.dice.one_in(3);
    let opened_at = going.opened_at;
    let lag = std::mem::take(&mut going.lag);
    going.hears("open", author, opened_at, |_| {});
    going.lag = lag;
    // It is made a little later.
    going.version(opened_at + TimeDelta::seconds(3));
    for step in 1..=going.dice.below(12) {
        going.step(step);
    }
    if !going.closed && !going.dice.one_in(4) {
        let at = going.later();
        going.merged_at = Some(at);
        going.state("merged", at);
        going.hears("merge", "mira-codes", at, |_| {});
    }
    let last = minute(going.minutes);
    let merged_at = going.merged_at.map(exact);
    going.went.there.described = json!({
        "iid": iid, "title": format!("Change {iid}"), "description": null, "web_url": "", "author": user(author),
        "assignees": [], "reviewers": [], "labels": [], "draft": going.draft, "source_branch": going.branch,
        "target_branch": "main", "source_project_id": 700, "target_project_id": 700, "sha": going.head,
        "state": if going.closed { "closed" } else { "opened" }, "created_at": exact(opened_at), "updated_at": exact(last),
        "merged_at": merged_at, "closed_at": going.closed.then(|| exact(last)),
    });
    going.went
}

/// What is kept of it when it is read again.
pub fn history(there: &MergeRequest) -> Told {
    let newest_first = |all: &[Value]| all.iter().rev().cloned().collect::<Vec<Value>>();
    let kept = json!({
        "project": project(), "merge_request": there.described, "source": null, "notes": there.notes, "states": there.states,
        "versions": newest_first(&there.versions), "commits": newest_first(&there.commits), "pushes": there.pushes,
    });
    ("gitlab history", kept)
}

/// Deliveries, each under its id.
type Story = Vec<(String, Told)>;

fn named(what: &str, all: impl IntoIterator<Item = Told>) -> Story {
    let named = all.into_iter().enumerate();
    named.map(|(at, told)| (format!("{what} {at}"), told)).collect()
}

fn lives(seed: u64, lag: u64) -> (Story, Story) {
    let mut dice = Dice(seed);
    let all: Vec<Went> = (1..=8).map(|iid| goes(iid, &mut dice, lag)).collect();
    let deliveries = named("told", all.iter().flat_map(|went| went.deliveries.clone()));
    (deliveries, named("read", all.iter().map(|went| history(&went.there))))
}

#[test]
fn what_is_read_again_has_the_numbers_of_deliveries_in_any_mixture_and_order() {
    let mut differ_without = 0;
    for group in 0..60 {
        let (deliveries, read) = lives(20_261_130 + group, 0);
        let mut dice = Dice(group);
        let by_deliveries = told(&deliveries);
        assert_eq!(told(&read), by_deliveries, "read alone, group {group}");
        let half: Story = deliveries.iter().filter(|_| dice.one_in(2)).cloned().collect();
        let mixture = in_any_order([half.clone(), read].concat(), &mut dice);
        assert_eq!(told(&mixture), by_deliveries, "half and read, group {group}");
        differ_without += usize::from(told(&half) != by_deliveries);
    }
    // Half of the deliveries alone do not do.
    assert!(differ_without > 50, "{differ_without}");
}

#[test]
fn reading_again_what_was_told_changes_nothing_though_it_is_dated_a_moment_apart() {
    for group in 0..60 {
        let (deliveries, read) = lives(20_261_230 + group, 4);
        let mut dice = Dice(group);
        let by_deliveries = told(&deliveries);
        let both = in_any_order([deliveries, read].concat(), &mut dice);
        assert_eq!(told(&both), by_deliveries, "group {group}");
    }
}

/// The pushes of a merge request whose events are not told: before, after and by whom.
fn pushes(there: &MergeRequest) -> (Vec<(String, String, String)>, bool) {
    let mut there = there.clone();
    there.pushes.clear();
    let (event, payload) = history(&there);
    let Heard::Event(heard) = read(event, payload.to_string().as_bytes()).unwrap() else {
        panic!("it is read")
    };
    let Event::Past(past) = heard.1 else { panic!("a past") };
    let told = past
        .event()
        .happened
        .into_iter()
        .filter_map(|happened| match happened.kind {
            FactKind::Pushed {
                sha, author, before, ..
            } => Some((before.unwrap_or_default(), sha, author.login)),
            _ => None,
        });
    (told.collect(), past.arrived().is_empty())
}

#[test]
fn without_the_events_of_the_project_its_versions_tell_of_its_pushes() {
    let at = |minutes| exact(minute(minutes));
    let version = |id: i64, sha: &str, minutes| json!({ "id": id, "head_commit_sha": sha, "created_at": at(minutes) });
    let note = |by: &str, version: i64, minutes| {
        let body = format!("added 2 commits\n\n[Compare with previous version](/diffs?diff_id={version}&start_sha=x)");
        json!({ "id": 1, "body": body, "author": user(by), "created_at": at(minutes), "system": true })
    };
    let mut there = goes(1, &mut Dice(1), 0).there;
    there.notes = vec![note("lee-codes", 12, 30), note("mira-codes", 120, 40)];
    there.versions = vec![
        version(11, "a", 10),
        version(12, "b", 30),
        // The target branch was changed: nobody pushed.
        version(13, "b", 35),
        version(120, "c", 40),
        // Pushed while it was closed: no note says by whom.
        version(121, "d", 50),
    ];
    let of = |before: &str, after: &str, by: &str| (before.to_owned(), after.to_owned(), by.to_owned());
    let told = [
        of("a", "b", "lee-codes"),
        of("b", "c", "mira-codes"),
        of("c", "d", "ghost"),
    ];
    // When its first commits came nobody tells: they count by their author dates.
    assert_eq!(pushes(&there), (told.to_vec(), true));
}

async fn world(pool: &PgPool) -> World {
    World::of(pool, connected(pool).await, (KEY, "/api/v4")).await
}

fn some(many: i32) -> Vec<Went> {
    let mut dice = Dice(20_261_131);
    (1..=many).map(|iid| goes(iid, &mut dice, 0)).collect()
}

fn there(all: &[Went]) -> Vec<MergeRequest> {
    all.iter().map(|went| went.there.clone()).collect()
}

/// Webhooks tell all of it, each delivery when it was sent.
async fn hears(world: &World, all: &[Went]) {
    let hands = std::env::temp_dir().join(format!("heard-{}", app::token::Token::random().as_str()));
    for (number, (event, payload)) in all.iter().flat_map(|went| &went.deliveries).enumerate() {
        let at = payload["received_at"]
            .as_str()
            .map_or(world.now, |at| at.parse().unwrap());
        std::fs::write(&hands, at.to_rfc3339()).unwrap();
        let clock = app::clock::Clock::file(hands.clone()).unwrap();
        let kind = event.strip_prefix("gitlab ").unwrap();
        deliver_at(&world.pool, clock, &format!("told {number}"), kind, payload).await;
    }
    std::fs::remove_file(&hands).unwrap();
    work(&world.pool).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn all_pages_are_read_and_nothing_twice(pool: PgPool) {
    let mut world = world(&pool).await;
    let all = some(5);
    world.host.has_merge_requests(there(&all));
    world.host.gives_at_once(2);
    world.read().await;
    let calls = world.host.calls();
    let lists = calls.iter().filter(|call| call.ends_with("/merge_requests")).count();
    assert_eq!(lists, 3, "{calls:#?}");
    let progress = world.progress().await;
    assert_eq!((progress.read, progress.of), (5, 5), "{progress:?}");
    assert!(progress.ended_at.is_some() && progress.without.is_none() && progress.left_out.is_empty());
    let read = world.numbers().await;
    assert_eq!(read.len(), 6, "five merge requests and the first commit");
    // What webhooks tell of the same afterwards changes no number.
    hears(&world, &all).await;
    assert_eq!(world.numbers().await, read);
    let facts = world.facts().await;
    // Nothing is due before an hour is over, and then nothing has changed but what is listed again.
    world.wait(3500);
    world.read().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    world.wait(200);
    world.read().await;
    let calls = world.host.calls();
    let lists = |call: &&String| call.ends_with("/merge_requests") || call.ends_with("/notes");
    let others = calls.iter().filter(lists).count();
    assert_eq!(others, 1, "the list alone: {calls:#?}");
    // Somebody asks: all of it is read, and nothing is new.
    let id = world.connection().await;
    store::reconciliation::ask(&pool, world.cast.pilot, world.cast.sponsor, id, world.now)
        .await
        .unwrap();
    world.read().await;
    assert!(world.host.calls().len() > 20);
    assert_eq!((world.facts().await, world.numbers().await), (facts, read));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn reading_after_all_was_told_changes_no_number(pool: PgPool) {
    let world = world(&pool).await;
    let all = some(4);
    hears(&world, &all).await;
    let told = world.numbers().await;
    assert_eq!(told.len(), 5);
    world.host.has_merge_requests(there(&all));
    world.read().await;
    assert_eq!(world.progress().await.read, 4);
    assert_eq!(world.numbers().await, told);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn limits_are_kept_and_faults_are_lived_through(pool: PgPool) {
    let mut world = world(&pool).await;
    world.host.has_merge_requests(there(&some(3)));
    let reset = (world.now + TimeDelta::minutes(30)).timestamp().to_string();
    let spent = vec![("ratelimit-remaining", "0".to_owned()), ("ratelimit-reset", reset)];
    world.host.fails(Method::GET, Fault::Answers(429, spent, "Retry later"));
    world.read().await;
    assert_eq!(world.host.calls().len(), 1);
    // The limit is reset in half an hour; half a minute more spreads the calls.
    world.wait(1799);
    world.read().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    world.wait(32);
    let after = vec![("retry-after", "120".to_owned())];
    world.host.fails(Method::GET, Fault::Answers(429, after, "Retry later"));
    world.read().await;
    assert_eq!(world.host.calls().len(), 1);
    world.wait(60);
    world.read().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    world.wait(100);
    for fault in [
        Fault::Answers(500, vec![], r#"{"message":"500 Internal Server Error"}"#),
        Fault::BreaksOff,
    ] {
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
    let world = world(&pool).await;
    world.host.has_merge_requests(there(&some(4)));
    let mut reading = claim(&pool, &key(), world.now).await.unwrap().unwrap();
    // The list and two merge requests.
    for _ in 0..3 {
        assert!(world.reconciling.step(&mut reading).await.unwrap());
    }
    let progress = world.progress().await;
    assert_eq!((progress.read, progress.of, progress.is_listed), (2, 4, true));
    world.host.calls();
    // Another instance finds it taken.
    assert!(!world.reconciling.read_one(&CancellationToken::new()).await.unwrap());
    assert_eq!(world.host.calls(), Vec::<String>::new());
    // The first one ends, and its connection with it.
    drop(reading);
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    world.read().await;
    let after = world.host.calls();
    assert!(
        after.iter().any(|call| call.ends_with("/merge_requests/3")),
        "{after:#?}"
    );
    let again = ["/merge_requests", "/merge_requests/1/notes", "/merge_requests/2/notes"];
    assert!(
        !after.iter().any(|call| again.iter().any(|end| call.ends_with(end))),
        "{after:#?}"
    );
    assert_eq!(world.numbers().await.len(), 5);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_token_that_may_not_read_events_says_so_and_commits_count_by_author_date(pool: PgPool) {
    let world = world(&pool).await;
    let there = there(&some(2));
    let dates = there
        .iter()
        .map(|one| one.commits[0]["authored_date"].as_str().unwrap().parse().unwrap());
    let first: DateTime<Utc> = dates.min().unwrap();
    world.host.has_merge_requests(there);
    world.host.hides_pushes();
    world.read().await;
    let progress = world.progress().await;
    assert_eq!((progress.read, progress.of), (2, 2));
    assert!(progress.without.unwrap().contains("role Developer"));
    let programme = store::programme::load(&pool, world.cast.pilot).await.unwrap();
    let m1 = first_commit(programme.feature(Arm::NewModel).unwrap(), programme.zone, world.now);
    assert_eq!(m1.source, Some(CommitSource::AuthorDate));
    assert_eq!(m1.commit, Some(domain::calendar::Moment::Instant(first)));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_refused_token_stops_it_and_a_deleted_merge_request_is_left_out(pool: PgPool) {
    let mut world = world(&pool).await;
    let mut there = there(&some(3));
    // One comes from a fork.
    there[1].described["source_project_id"] = json!(815);
    world.host.has_merge_requests(there.clone());
    for (status, body, says) in [
        (401, r#"{"message":"401 Unauthorized"}"#, "(401)"),
        (403, r#"{"error":"insufficient_scope"}"#, "scope api"),
    ] {
        world.host.fails(Method::GET, Fault::Answers(status, vec![], body));
        world.read().await;
        world.wait(7200);
        world.read().await;
        assert_eq!(world.host.calls().len(), 1);
        let all = store::data::connections(&pool, world.cast.pilot).await.unwrap();
        let telling = all.into_iter().find_map(|connection| connection.telling).unwrap();
        let (why, _) = telling.stopped.unwrap();
        assert!(why.contains(says), "{why}");
        world.enters_token().await;
    }
    let mut reading = claim(&pool, &key(), world.now).await.unwrap().unwrap();
    assert!(world.reconciling.step(&mut reading).await.unwrap());
    there.remove(2);
    world.host.has_merge_requests(there);
    while world.reconciling.step(&mut reading).await.unwrap() {}
    work(&pool).await;
    let progress = world.progress().await;
    assert_eq!((progress.read, progress.of), (3, 3));
    let why = "The code host does not find it any more (404).".to_owned();
    assert_eq!(progress.left_out, [(3, why)]);
    let branches: Vec<String> = sqlx::query_scalar("select head_branch from pull_request order by number")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(branches, ["feat/saved-addresses-1", "mira/shop:feat/saved-addresses-2"]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn no_webhook_brings_what_only_the_interface_tells(pool: PgPool) {
    let world = world(&pool).await;
    let (event, payload) = history(&some(1)[0].there);
    let kind = event.strip_prefix("gitlab ").unwrap();
    let sent = deliver_at(&pool, app::clock::Clock::System, "1", kind, &payload).await;
    assert_eq!(sent, http::StatusCode::BAD_REQUEST);
    work(&pool).await;
    assert_eq!(world.facts().await, 0);
}

/// What people wrote is kept nowhere, and what was written from here or for members alone is nobody's review.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_notes_only_that_they_were_is_kept(pool: PgPool) {
    let world = world(&pool).await;
    let mut there = goes(1, &mut Dice(1), 0).there;
    let note = |body: &str, internal: bool| {
        json!({
            "id": 1, "body": body, "author": user("lee-codes"), "created_at": exact(minute(9000)), "system": false, "internal": internal,
        })
    };
    there.notes = vec![
        note("Words of a person.", false),
        note("Words for members.", true),
        note(
            "<!-- countersign:pm-zone https://countersign.example/p/checkout/pull-requests/1 -->\nOutside.",
            false,
        ),
    ];
    world.host.has_merge_requests(vec![there]);
    world.read().await;
    let kept: Vec<u8> = sqlx::query_scalar("select body from delivery where event = 'gitlab history'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(!String::from_utf8(kept).unwrap().contains("Words"));
    let reviews: i64 = sqlx::query_scalar("select count(*) from pull_request_fact where kind->>'fact' = 'reviewed'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(reviews, 1);
}
