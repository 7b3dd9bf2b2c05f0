//! Random lives of pull requests, told in order, and in any order with repetitions: the numbers are the same, and those
//! of the facts themselves. Many lives are told to memory, some to the database, which keeps what memory keeps.

use chrono_tz::Tz;
use domain::person::Arm;
use domain::programme::Programme;
use domain::pull_request::{Fact, People, PullRequest};
use sqlx::PgPool;

use super::field::connected;
use super::life::{Dice, Life, Numbers, a_life, deliveries, in_any_order, numbers};
use super::remembered::Remembered;
use super::story::Told;
use super::{deliver, work};

/// How many pull requests are told of at once.
const TOGETHER: i32 = 12;

fn some_lives(dice: &mut Dice) -> Vec<Life> {
    (1..=TOGETHER).map(|number| a_life(number, dice)).collect()
}

fn remembered<'s>(told: impl IntoIterator<Item = &'s (String, Told)>) -> Remembered {
    let mut remembered = Remembered::default();
    for (id, told) in told {
        remembered.deliver(id, told);
    }
    remembered
}

/// The numbers of each pull request are those of the facts that `of` its life were made up.
fn are_those_of_facts(
    pulls: &[PullRequest],
    lives: &[Life],
    of: impl Fn(&Life) -> Vec<Fact>,
    numbers: impl Fn(&PullRequest) -> Numbers,
) {
    assert_eq!(pulls.len(), lives.len());
    for (pr, life) in pulls.iter().zip(lives) {
        let by_facts = PullRequest {
            facts: of(life),
            ..pr.clone()
        };
        assert_eq!(numbers(pr), numbers(&by_facts), "{pr:#?} {by_facts:#?}");
    }
}

/// `COUNTERSIGN_LIVES` tries that many.
#[test]
fn many_lives_have_the_same_numbers_however_they_are_told() {
    let lives: u64 = std::env::var("COUNTERSIGN_LIVES").map_or(600, |lives| lives.parse().unwrap());
    let (bots, pms) = (["scanner".to_owned()], ["omar-codes".to_owned()]);
    let people = People {
        bots: &bots,
        pms: &pms,
        pm_ids: &[],
        pms_for_a_time: &[],
    };
    let numbers = |pr: &PullRequest| numbers(pr, people, Tz::Europe__Berlin);
    for group in 0..lives.div_ceil(12) {
        let mut dice = Dice(20_260_303 + group);
        let lives = some_lives(&mut dice);
        let in_order = deliveries(&lives);
        let mut told = remembered(&in_order);
        are_those_of_facts(&told.pull_requests(), &lives, |life| life.facts.clone(), numbers);
        let mut jumbled = remembered(&in_any_order(in_order, &mut dice));
        for told in [&mut told, &mut jumbled] {
            are_those_of_facts(&told.pull_requests(), &lives, |life| life.facts.clone(), numbers);
            for (number, life) in (1..).zip(&lives) {
                if let Some(opening) = &life.entered {
                    told.enter(number, opening);
                }
            }
            are_those_of_facts(&told.pull_requests(), &lives, Life::completed, numbers);
        }
    }
}

/// Each pull request with its cycles and its time, and everything else that numbers rest on.
fn all_numbers(programme: &Programme) -> Vec<String> {
    let feature = programme.feature(Arm::NewModel).unwrap();
    let of = |pr: &PullRequest| {
        let numbers = numbers(pr, programme.people(), programme.zone);
        format!("{} {numbers:?} {:?}", pr.number, pr.commits)
    };
    let first = format!("{:?} {:?}", feature.first_received, programme.unlinked_since);
    feature.pull_requests.iter().map(of).chain([first]).collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn any_order_and_any_repetition_give_the_same_numbers(pool: PgPool) {
    let mut dice = Dice(20_260_303);
    let lives = some_lives(&mut dice);
    let in_order = deliveries(&lives);
    let jumbled = in_any_order(in_order.clone(), &mut dice);
    let mut known = Vec::new();
    for story in [in_order, jumbled] {
        let pilot = connected_again(&pool).await;
        for (id, (event, payload)) in &story {
            deliver(&pool, id, event, payload).await;
            work(&pool).await;
        }
        let programme = store::programme::load(&pool, pilot).await.unwrap();
        let numbers = |pr: &PullRequest| numbers(pr, programme.people(), programme.zone);
        let stored = &programme.feature(Arm::NewModel).unwrap().pull_requests;
        are_those_of_facts(stored, &lives, |life| life.facts.clone(), numbers);
        let remembered = remembered(&story).pull_requests();
        assert_eq!(
            stored.iter().map(numbers).collect::<Vec<_>>(),
            remembered.iter().map(numbers).collect::<Vec<_>>()
        );
        known.push(all_numbers(&programme));
    }
    assert_eq!(known[0], known[1]);
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
