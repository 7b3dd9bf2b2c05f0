//! Answers by their week, links for one person and week, and what nobody may learn from the log.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use chrono::{DateTime, TimeDelta, Utc};
use domain::criterion::State;
use domain::ids::PersonId;
use domain::participation::EDITION;
use domain::programme::scorecard;
use domain::survey::{Energy, Timing};
use store::participation;
use store::survey::{NewAnswer, answer, answer_by_link, link, make_link, notes, weeks};
use store::testing::{self, Cast};
use store::{Error, PgPool};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Monday, 2 March 2026, 09:00 in Berlin: week 1 ends with Sunday, week 2 opens at 23:00 UTC.
fn start() -> DateTime<Utc> {
    utc("2026-03-02T08:00:00Z")
}

fn new(week: i32, score: u8, note: &str) -> NewAnswer<'_> {
    NewAnswer {
        week,
        energy: Energy::try_from(score).unwrap(),
        note,
    }
}

async fn scores(pool: &PgPool, cast: &Cast, person: PersonId) -> Vec<Option<u8>> {
    let weeks = weeks(pool, cast.pilot, person).await.unwrap();
    weeks.iter().map(|w| w.counts().map(|g| g.energy.score())).collect()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn answers_change_until_the_week_closes_and_history_is_kept(pool: PgPool) {
    let cast = testing::started_pilot(&pool, start()).await.unwrap();
    let give = async |week, score, at: &str| {
        let at = utc(at);
        answer(&pool, cast.pilot, cast.new_pm, &new(week, score, ""), at).await
    };
    assert!(matches!(
        give(2, 3, "2026-03-08T22:59:59Z").await,
        Err(Error::Refused(_))
    ));
    assert_eq!(give(1, 2, "2026-03-03T10:00:00Z").await.unwrap(), Timing::InTime);
    assert_eq!(give(1, 4, "2026-03-08T22:59:59Z").await.unwrap(), Timing::InTime);
    // The week has closed: the answer stands.
    assert!(matches!(
        give(1, 5, "2026-03-08T23:00:00Z").await,
        Err(Error::Refused(_))
    ));
    // A first answer after the close is late, once.
    assert_eq!(give(2, 1, "2026-03-16T09:00:00Z").await.unwrap(), Timing::Late);
    assert!(matches!(
        give(2, 5, "2026-03-16T09:01:00Z").await,
        Err(Error::Refused(_))
    ));
    assert!(matches!(give(9, 5, "2026-03-16T09:01:00Z").await, Err(Error::NotFound)));

    let weeks = weeks(&pool, cast.pilot, cast.new_pm).await.unwrap();
    assert_eq!(weeks.len(), 4);
    let given: Vec<u8> = weeks[0].given.iter().map(|g| g.energy.score()).collect();
    assert_eq!(given, [2, 4]);
    assert!(!weeks[0].is_late());
    assert!(weeks[1].is_late());
    assert_eq!(scores(&pool, &cast, cast.old_pm).await, [None; 4]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_two_late_answers_at_once_one_counts(pool: PgPool) {
    let cast = testing::started_pilot(&pool, start()).await.unwrap();
    let late = start() + TimeDelta::days(8);
    let tries: Vec<_> = (1..=5)
        .map(|score| {
            let pool = pool.clone();
            tokio::spawn(async move {
                answer(&pool, cast.pilot, cast.new_pm, &new(1, score, ""), late)
                    .await
                    .is_ok()
            })
        })
        .collect();
    let mut taken = 0;
    for one in tries {
        taken += u32::from(one.await.unwrap());
    }
    assert_eq!(taken, 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_link_is_for_one_person_and_week_and_ends_with_it(pool: PgPool) {
    let cast = testing::started_pilot(&pool, start()).await.unwrap();
    let token = [7; 32];
    let day = |n| start() + TimeDelta::days(n);
    make_link(&pool, cast.pilot, cast.new_pm, 1, &token, day(0))
        .await
        .unwrap();
    assert!(link(&pool, &[8; 32]).await.unwrap().is_none());

    // Opening it, however often, records nothing.
    let opened = link(&pool, &token).await.unwrap().unwrap();
    assert_eq!((opened.person, opened.week.number, opened.weeks), (cast.new_pm, 1, 4));
    assert!(link(&pool, &token).await.unwrap().unwrap().given.is_none());

    let good = Energy::try_from(4).unwrap();
    answer_by_link(&pool, &opened, good, "", day(1)).await.unwrap();
    assert_eq!(link(&pool, &token).await.unwrap().unwrap().given.unwrap().energy, good);
    let low = Energy::try_from(2).unwrap();
    answer_by_link(&pool, &opened, low, "", day(2)).await.unwrap();
    assert_eq!(scores(&pool, &cast, cast.new_pm).await, [Some(2), None, None, None]);
    assert_eq!(scores(&pool, &cast, cast.old_pm).await, [None; 4]);

    let ended = answer_by_link(&pool, &opened, good, "", opened.week.closes_at).await;
    assert!(matches!(ended, Err(Error::Refused(_))));
    let refused = make_link(&pool, cast.pilot, cast.new_pm, 1, &[9; 32], day(8)).await;
    assert!(matches!(refused, Err(Error::Refused(_))));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_log_says_that_somebody_answered_and_never_what(pool: PgPool) {
    let cast = testing::started_pilot(&pool, start()).await.unwrap();
    let at = start() + TimeDelta::days(1);
    let before = store::activity::list(&pool, cast.pilot, 1).await.unwrap()[0].seq;
    answer(&pool, cast.pilot, cast.new_pm, &new(1, 5, "the queue is long"), at)
        .await
        .unwrap();
    answer(&pool, cast.pilot, cast.new_pm, &new(1, 3, "a short note"), at)
        .await
        .unwrap();
    let lines = store::activity::list(&pool, cast.pilot, 10).await.unwrap();
    let details: Vec<_> = lines.iter().filter(|l| l.seq > before).map(|l| &l.detail).collect();
    assert_eq!(
        details,
        [
            &serde_json::json!({ "week": 1, "late": false, "changed": true, "by_link": false }),
            &serde_json::json!({ "week": 1, "late": false, "changed": false, "by_link": false }),
        ]
    );
    // The sponsor reads the note of the answer that counts.
    let notes = notes(&pool, cast.pilot).await.unwrap();
    assert_eq!(notes.len(), 1);
    assert_eq!((notes[0].text.as_str(), notes[0].energy.score()), ("a short note", 3));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_was_final_stays_when_somebody_takes_their_answers_back(pool: PgPool) {
    let cast = testing::started_pilot(&pool, start()).await.unwrap();
    // Once week 3 has closed, on Sunday 22 March, a 1 in week 4 still gives 16 of 4, the bar of 4.
    testing::answered(&pool, &cast, &[5, 5, 5], start()).await.unwrap();
    let state = async |now| {
        let programme = store::programme::load(&pool, cast.pilot).await.unwrap();
        let card = scorecard(&programme, now);
        (card.criteria[2].state, programme.answers.len())
    };
    let say = async |agrees, at: &str| {
        let said = (EDITION, agrees);
        participation::say(&pool, cast.pilot, cast.new_pm, said, utc(at))
            .await
            .unwrap();
    };
    // On the last evening of week 3 nothing is final, and three gaps leave everything open.
    say(false, "2026-03-22T20:00:00Z").await;
    assert_eq!(state(utc("2026-03-22T20:00:00Z")).await, (State::NotKnown, 0));
    say(true, "2026-03-22T20:10:00Z").await;
    assert_eq!(state(utc("2026-03-22T20:10:00Z")).await, (State::MetSoFar, 3));
    // An hour after its close it is final, though nobody has looked, and stays.
    say(false, "2026-03-23T00:00:00Z").await;
    assert_eq!(state(utc("2026-03-23T00:00:00Z")).await, (State::Met, 0));
    assert_eq!(state(utc("2026-04-10T00:00:00Z")).await, (State::Met, 0));
    store::finality::note(&pool, cast.pilot, utc("2026-03-24T00:00:00Z"))
        .await
        .unwrap();
    let noted: Vec<String> = sqlx::query_scalar("select state from finality where criterion = 3")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(noted, ["met"]);
}
