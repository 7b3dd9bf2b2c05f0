//! Random lives of pull requests, told in order, and in any order with repetitions: the numbers are the same, and those
//! of the facts themselves.

use domain::metric::{cycle_time, review_cycles};
use domain::person::Arm;
use domain::programme::Programme;
use domain::pull_request::{Account, Fact, FactKind, PullRequest, ReviewState, Source, Told as Known};
use sqlx::PgPool;

use super::field::connected;
use super::story::{Pull, Told, commit, minute, push, user};
use super::{deliver, work};

/// Numbers that look random, the same for a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }

    fn of<T: Clone>(&mut self, some: &[T]) -> T {
        let at = usize::try_from(self.below(some.len() as u64)).unwrap();
        some[at].clone()
    }

    fn shuffle<T>(&mut self, all: &mut [T]) {
        for last in (1..all.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).unwrap();
            all.swap(last, other);
        }
    }
}

/// A life as GitHub tells it and as facts.
struct Life {
    told: Vec<Told>,
    facts: Vec<Fact>,
}

fn account(login: &str) -> Account {
    let user = user(login);
    Account {
        login: login.to_owned(),
        is_bot_type: user["type"] == "Bot",
        id: user["id"].as_i64(),
    }
}

fn a_life(number: i32, dice: &mut Dice) -> Life {
    let author = dice.of(&["mira-codes", "writer[bot]", "tess-varga"]);
    let branch = format!("feat/saved-addresses-{number}");
    let mut time = i64::try_from(dice.below(5000)).unwrap();
    let mut later = |dice: &mut Dice| {
        time += 1 + i64::try_from(dice.below(700)).unwrap();
        minute(time)
    };
    let mut life = Life {
        told: Vec::new(),
        facts: Vec::new(),
    };
    let mut head = format!("{number}-0");
    let first = later(dice);
    let commits = vec![commit(&head, "Begin", true, first)];
    life.told.push(push(&branch, author, ("", &head), commits, first));
    let mut pr = Pull::new(number, &branch, author, later(dice));
    pr.draft = dice.one_in(3);
    pr.head.clone_from(&head);
    let fact = |at, kind| Fact {
        at,
        arrival: 0,
        kind,
        source: Source::Import { import: 1, row: 1 },
    };
    life.told.push(pr.opened());
    life.facts.push(fact(
        pr.opened_at,
        FactKind::Opened {
            draft: pr.draft,
            deduced_from: None,
        },
    ));
    for step in 1..=dice.below(12) {
        let at = later(dice);
        match dice.below(8) {
            0..=2 => {
                let by = dice.of(&[author, "mira-codes", "renovate[bot]"]);
                let next = format!("{number}-{step}");
                let base_only = dice.one_in(4);
                let message = if base_only {
                    format!("Merge branch 'main' into {branch}")
                } else {
                    "More".to_owned()
                };
                let commits = vec![commit(&next, &message, true, at)];
                life.told.push(push(&branch, by, (&head, &next), commits, at));
                // Of a closed one GitHub tells no push; of an open one a moment later.
                if pr.closed {
                    pr.head.clone_from(&next);
                } else {
                    let told_at = at + chrono::TimeDelta::seconds(i64::try_from(dice.below(4)).unwrap());
                    life.told.push(pr.pushed(by, &next, told_at));
                }
                life.facts.push(fact(
                    at,
                    FactKind::Pushed {
                        sha: next.clone(),
                        author: account(by),
                        forced: false,
                        content_id: None,
                        merge_of_base_only: base_only,
                        before: Some(head),
                        told: Known::Unknown,
                    },
                ));
                head = next;
            }
            3..=5 => {
                let by = dice.of(&["jonas-weld", "lee-codes", author, "scanner[bot]", "omar-codes"]);
                let (word, state) = dice.of(&[
                    ("approved", ReviewState::Approved),
                    ("changes_requested", ReviewState::ChangesRequested),
                    ("commented", ReviewState::Commented),
                ]);
                life.told.push(pr.reviewed(by, word, at));
                let reviewer = account(by);
                life.facts.push(fact(at, FactKind::Reviewed { reviewer, state }));
            }
            6 if pr.closed => {
                life.told.push(pr.reopened(at));
                life.facts.push(fact(at, FactKind::Reopened));
            }
            6 => {
                life.told.push(pr.closed(at));
                life.facts.push(fact(at, FactKind::Closed));
            }
            _ if pr.draft => {
                life.told.push(pr.ready(at));
                life.facts.push(fact(at, FactKind::ReadyForReview));
            }
            _ => {
                life.told.push(pr.drafted(at));
                life.facts.push(fact(at, FactKind::ConvertedToDraft));
            }
        }
    }
    if !pr.closed && !dice.one_in(4) {
        let at = later(dice);
        life.told.push(pr.merged(at));
        life.facts.push(fact(at, FactKind::Merged));
    }
    life
}

/// Each pull request with its cycles and its time, and everything else that numbers rest on.
fn numbers(programme: &Programme) -> Vec<String> {
    let feature = programme.feature(Arm::NewModel).unwrap();
    let of = |pr: &PullRequest| {
        let cycles = review_cycles(pr, programme.people());
        let time = cycle_time(pr, None, programme.zone, &[], minute(100_000));
        format!(
            "{} {:?} {cycles:?} {time:?} {:?}",
            pr.number,
            pr.life().state(),
            pr.commits
        )
    };
    let first = format!("{:?} {:?}", feature.first_received, programme.unlinked_since);
    feature.pull_requests.iter().map(of).chain([first]).collect()
}

async fn told(pool: &PgPool, story: &[(String, Told)]) {
    for (guid, (event, payload)) in story {
        deliver(pool, guid, event, payload).await;
        work(pool).await;
    }
}

/// `COUNTERSIGN_LIVES` tries that many.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn any_order_and_any_repetition_give_the_same_numbers(pool: PgPool) {
    let lives: i32 = std::env::var("COUNTERSIGN_LIVES")
        .ok()
        .and_then(|lives| lives.parse().ok())
        .unwrap_or(12);
    let mut dice = Dice(20_260_303);
    for group in 0..(lives + 11) / 12 {
        let all: Vec<Life> = (1..=12).map(|number| a_life(number, &mut dice)).collect();
        let mut story: Vec<(String, Told)> = Vec::new();
        for (number, told) in all.iter().flat_map(|life| &life.told).enumerate() {
            story.push((format!("{number}"), told.clone()));
        }
        let mut known = Vec::new();
        for round in 0..2 {
            if round > 0 {
                // Some are told twice under one id, some under another.
                for (number, (guid, told)) in story.clone().into_iter().enumerate() {
                    match dice.below(5) {
                        0 => story.push((guid, told)),
                        1 => story.push((format!("again-{number}"), told)),
                        _ => {}
                    }
                }
                dice.shuffle(&mut story);
            }
            let cast = connected_again(&pool).await;
            told(&pool, &story).await;
            let programme = store::programme::load(&pool, cast).await.unwrap();
            let numbers = numbers(&programme);
            if round == 0 {
                let feature = programme.feature(Arm::NewModel).unwrap();
                for pr in &feature.pull_requests {
                    let life = &all[usize::try_from(pr.number - 1).unwrap()];
                    let by_facts = PullRequest {
                        facts: life.facts.clone(),
                        ..pr.clone()
                    };
                    let (one, other) = (
                        review_cycles(pr, programme.people()),
                        review_cycles(&by_facts, programme.people()),
                    );
                    assert_eq!(
                        (one.cycles, one.author_pushes, one.reviews, one.rework_until_approval),
                        (
                            other.cycles,
                            other.author_pushes,
                            other.reviews,
                            other.rework_until_approval
                        ),
                        "group {group}, {pr:#?} {by_facts:#?}"
                    );
                    let time = |pr| cycle_time(pr, None, programme.zone, &[], minute(100_000));
                    assert_eq!(time(pr), time(&by_facts), "group {group}");
                }
                known = numbers;
            } else {
                assert_eq!(known, numbers, "group {group}");
            }
        }
    }
}

/// The pilot, connected and as if nothing had ever been delivered.
async fn connected_again(pool: &PgPool) -> domain::ids::PilotId {
    let pilot: Option<i64> = sqlx::query_scalar("select pilot_id from connection")
        .fetch_optional(pool)
        .await
        .unwrap();
    let Some(pilot) = pilot else {
        return connected(pool).await.pilot;
    };
    for statement in [
        "set local session_replication_role = replica",
        "delete from pull_request_fact",
        "delete from branch_push",
        "delete from received_commit",
        "delete from known_account",
        "delete from delivery",
        "delete from pull_request",
    ] {
        // One connection: the role of a session is its own.
        let mut tx = pool.begin().await.unwrap();
        sqlx::query("set local session_replication_role = replica")
            .execute(&mut *tx)
            .await
            .unwrap();
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(&mut *tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    domain::ids::PilotId(pilot)
}
