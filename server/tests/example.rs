//! The example pilot: whole, decided, and with the numbers worked out here by hand.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use app::password::Passwords;
use chrono::{DateTime, Utc};
use domain::criterion::{Choice, State, Verdict};
use domain::metric::{Ratio, Series};
use domain::pilot::Status;
use server::example::{self, Example, PASSWORD, PEOPLE};
use store::PgPool;
use store::activity::Verified;

fn now() -> DateTime<Utc> {
    "2026-05-07T10:00:00Z".parse().unwrap()
}

async fn entries(pool: &PgPool) -> u64 {
    match store::activity::verify(pool).await.unwrap() {
        Verified::Whole { entries, .. } => u64::try_from(entries).unwrap(),
        Verified::Broken(broken) => panic!("broken at {broken}"),
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_example_is_decided_and_its_numbers_are_these(pool: PgPool) {
    let passwords = Passwords::default();
    assert!(
        example::ensure(&pool, &passwords, Example::Finished, now())
            .await
            .unwrap()
    );
    let built = entries(&pool).await;
    assert!(built > 100, "{built} entries");
    // Whatever it wrote is sealed by an entry.
    let verified = server::log::verify_database(&pool, Vec::new()).await;
    assert_eq!(verified.code(), 0, "{verified}");

    // Everybody can sign in.
    for somebody in PEOPLE {
        let (_, hash) = store::account::password_hash(&pool, somebody.email)
            .await
            .unwrap()
            .unwrap();
        assert!(passwords.fits(PASSWORD.to_owned(), Some(hash)).await.unwrap());
    }
    let (hanna, _) = store::account::password_hash(&pool, PEOPLE[0].email)
        .await
        .unwrap()
        .unwrap();
    let (pilot, _) = store::pilot::find(&pool, "ferry-booking", hanna, now())
        .await
        .unwrap()
        .unwrap();
    assert!(pilot.example);
    assert_eq!(pilot.status, Status::Decided(Choice::Iterate));

    let frozen = store::readout::latest(&pool, pilot.pilot_id).await.unwrap().unwrap();
    let card = frozen.scorecard();
    // The baseline: 11, 17, 9 and 13 days; their median is (11 + 13) / 2 = 12, and 0.7 × 12 = 8.4.
    assert_eq!(card.first_commit.baseline, Some(Ratio::whole(12)));
    assert_eq!(card.first_commit.bar, Some(Ratio::new(42, 5)));
    // The idea on day -4, the first push on day 2.
    let new = card.first_commit.new_model().unwrap();
    assert_eq!(new.measured.days(), Some(Ratio::whole(6)));
    // Baseline (2 + 1) + (1 + 2 + 1) + (2 + 1) + (2 + 1 + 2) = 15 cycles in 10 pull requests; new model
    // 2 + 3 + 2 + 1 = 8 in 4, without the two that prove week one; old model 1 + 2 + 1 + 2 + 1 = 7 in 5.
    let cycles = |series| card.review_cycles.row(series).unwrap().set.value();
    assert_eq!(cycles(Series::Baseline), Some(Ratio::new(3, 2)));
    assert_eq!(cycles(Series::NewModel), Some(Ratio::whole(2)));
    assert_eq!(cycles(Series::OldModel), Some(Ratio::new(7, 5)));
    // 3, 4, nothing, 5: mean 4, and at least (12 + 1) / 4.
    let energy = |series| card.energy.panel(series).unwrap().energy.clone();
    assert_eq!(energy(Series::NewModel).mean(), Some(Ratio::whole(4)));
    assert_eq!(energy(Series::NewModel).lowest(), Some(Ratio::new(13, 4)));
    assert_eq!(energy(Series::NewModel).missing(), 1);
    // 3, 3 (late), 2, 3.
    assert_eq!(energy(Series::OldModel).mean(), Some(Ratio::new(11, 4)));
    assert_eq!(
        energy(Series::OldModel).weeks.iter().filter(|week| week.late).count(),
        1
    );
    // Before 179.2 in 28 days = 6.4, after 74.2 in 14 days = 5.3.
    let outcome = &card.outcome.panel(Series::NewModel).unwrap().outcome;
    let (before, after) = (outcome.before.as_ref().unwrap(), outcome.after.as_ref().unwrap());
    assert_eq!((before.points.len(), after.points.len()), (28, 14));
    assert!((before.mean().unwrap() - 6.4).abs() < 1e-9);
    assert!((after.mean().unwrap() - 5.3).abs() < 1e-9);
    assert_eq!(outcome.moved, Some(true));
    assert!(!outcome.inside_normal_range);
    // Three of four, all final: iterate.
    let states: Vec<State> = card.criteria.iter().map(|criterion| criterion.state).collect();
    assert_eq!(states, [State::Met, State::NotMet, State::Met, State::Met]);
    assert_eq!(card.outlook.verdict, Some(Verdict::Iterate));

    // Started again, it is found and left alone.
    assert!(
        !example::ensure(&pool, &passwords, Example::Finished, now())
            .await
            .unwrap()
    );
    assert_eq!(entries(&pool).await, built);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_example_never_joins_real_people(pool: PgPool) {
    store::testing::person(&pool, "Dana").await.unwrap();
    let refused = example::ensure(&pool, &Passwords::default(), Example::Finished, now())
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("never mixes with real data"), "{refused}");
    assert!(!store::pilot::has_example(&pool).await.unwrap());
    assert_eq!(entries(&pool).await, 0);
}
