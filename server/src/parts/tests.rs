use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// A hundred times as fast.
fn parts(stop: &CancellationToken) -> Parts {
    let pace = Pace {
        first_pause: Duration::from_millis(50),
        within: Duration::from_secs(6),
    };
    Parts::at(pace, stop.clone())
}

async fn until(what: impl Fn() -> bool) {
    let waiting = async {
        while !what() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting)
        .await
        .expect("in time");
}

#[tokio::test]
async fn a_part_that_panics_is_named_and_started_again() {
    let stop = CancellationToken::new();
    let parts = parts(&stop);
    let starts = Arc::new(AtomicUsize::new(0));
    parts.keep(Part::Worker, {
        let (starts, stop) = (Arc::clone(&starts), stop.clone());
        move |_| {
            let (start, stop) = (starts.fetch_add(1, Ordering::SeqCst), stop.clone());
            async move {
                assert!(start > 1, "the first two starts panic");
                stop.cancelled().await;
            }
        }
    });
    let health = parts.health();
    until(|| health.lines() == ["worker: starting again"]).await;
    until(|| starts.load(Ordering::SeqCst) == 3 && health.lines().is_empty()).await;
    stop.cancel();
    assert_eq!(parts.ended().await, Ok(()));
}

#[tokio::test]
async fn a_part_that_cannot_come_back_stops_the_program() {
    let stop = CancellationToken::new();
    let parts = parts(&stop);
    parts.keep(Part::Listener, |_| async {});
    until(|| stop.is_cancelled()).await;
    let lost = parts.ended().await.expect_err("it was lost");
    assert_eq!(
        lost.to_string(),
        "the listener ended again and again and could not be brought back, so the program stopped"
    );
}

#[tokio::test]
async fn what_a_part_says_of_itself_is_heard() {
    let parts = parts(&CancellationToken::new());
    let (say, said) = tokio::sync::watch::channel(false);
    parts.keep(Part::Worker, move |pulse| {
        let mut said = said.clone();
        async move {
            pulse.unwell("cannot reach the database");
            let _ = said.wait_for(|well| *well).await;
            pulse.well();
            std::future::pending().await
        }
    });
    let health = parts.health();
    until(|| health.lines() == ["worker: cannot reach the database"]).await;
    say.send(true).expect("it listens");
    until(|| health.lines().is_empty()).await;
}

#[tokio::test]
async fn what_a_part_cannot_help_is_noted_and_makes_nothing_unwell() {
    let parts = parts(&CancellationToken::new());
    let (health, pulse) = (parts.health(), parts.health().pulse(Part::Mail));
    pulse.note(Some("3 not sent yet".to_owned()));
    assert_eq!(health.notes(), ["mail: 3 not sent yet"]);
    assert!(health.lines().is_empty());
    pulse.note(None);
    assert!(health.notes().is_empty());
}
