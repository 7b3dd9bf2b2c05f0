//! Nothing stale is shown: changes race through one instance against the pages and the live regions of another.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http::StatusCode;
use sqlx::PgPool;
use store::testing;
use tokio::time::timeout;

use crate::live::Events;
use crate::support::{Actor, TestApp, now};

/// Changes made one after the other.
const ROUNDS: usize = 30;

/// The round whose name a page shows.
fn round(html: &str) -> Option<usize> {
    let (_, rest) = html.split_once("Round ")?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Opens a page again and again: what it shows never goes back.
async fn keep_looking(reader: Actor, page: &'static str, done: Arc<AtomicBool>) -> usize {
    let (mut newest, mut looks) = (0, 0);
    while !done.load(Ordering::Relaxed) {
        let answer = reader.get(page).await;
        answer.is(StatusCode::OK);
        let shown = round(&answer.text).expect("every round is shown by its name");
        assert!(shown >= newest, "{page} showed round {newest}, then {shown}");
        newest = shown;
        looks += 1;
        tokio::task::yield_now().await;
    }
    looks
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_change_on_one_instance_is_seen_at_once_on_another(pool: PgPool) {
    let (one, two) = (TestApp::new(&pool), TestApp::new(&pool));
    one.set_up().await;
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    testing::revision(&pool, &cast, &testing::terms(), now()).await.unwrap();
    let change = async |round: usize| {
        let mut entry = testing::baseline_feature(1, now());
        entry.name = format!("Round {round} feature");
        store::baseline::save(&one.pool, cast.pilot, 1, &entry, cast.sponsor, now())
            .await
            .unwrap();
    };
    change(0).await;
    let listener = tokio::spawn(two.listen(&two.pool));
    let dana = two.played_by("dana").await;
    let done = Arc::new(AtomicBool::new(false));
    let mut looking = Vec::new();
    for name in ["priya", "mira"] {
        for page in ["/p/checkout/metrics", "/p/checkout/people/baseline"] {
            let reader = two.played_by(name).await;
            looking.push(tokio::spawn(keep_looking(reader, page, Arc::clone(&done))));
        }
    }
    let mut events = Events::region(&two, &dana, "checkout").await;

    for number in 1..=ROUNDS {
        change(number).await;
        // It is acknowledged: whoever asks from now on sees it.
        for page in ["/p/checkout/metrics", "/p/checkout/people/baseline"] {
            let answer = dana.get(page).await;
            assert_eq!(round(&answer.text), Some(number), "{page} after round {number}");
            // As it was sent, so it is sent again.
            assert_eq!(
                round(&dana.get(page).await.text),
                Some(number),
                "{page} after round {number}"
            );
        }
    }
    done.store(true, Ordering::Relaxed);
    for reader in looking {
        assert!(reader.await.unwrap() > ROUNDS, "readers raced with the changes");
    }

    // The live region never goes back either, and ends with the newest.
    let mut newest = 0;
    timeout(Duration::from_secs(10), async {
        while newest < ROUNDS {
            let told = events.told(Duration::from_secs(5)).await;
            if let Some(shown) = told["html"].as_str().and_then(round) {
                assert!(shown >= newest, "the region showed round {newest}, then {shown}");
                newest = shown;
            }
        }
    })
    .await
    .expect("the region shows the newest round");
    two.stop.cancel();
    timeout(Duration::from_secs(5), listener).await.unwrap().unwrap();
}
