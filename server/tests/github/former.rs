//! The account that writes comments changes: a GitHub App takes the place of a token, a token that of an App, another token that
//! of a token. There is one comment that counts, which is edited where that is allowed and written once where it is not.

use sqlx::PgPool;
use store::told::{Looked, Outcome, claim};

use super::code_host::{APPS, OTHER, OTHER_TOKEN, OWN, TOKEN};
use super::gates::{bounded, sha};
use super::github_app::{APP, PEM};
use super::world::{World, stop};
use super::{gitlab_told, key};

async fn on_github(pool: &PgPool) -> World {
    let world = World::of(pool, bounded(pool).await, (super::KEY, "")).await;
    world.host.knows_app(APP, PEM, world.hands());
    world
}

/// That the first comment is as it was, and which account wrote each.
fn accounts(world: &World, first: &str) -> Vec<i64> {
    assert_eq!(world.host.own_comments(7)[0], first);
    world.host.comments(7).into_iter().map(|(_, account)| account).collect()
}

/// What says that another comment counts no more.
fn counts_no_more(of: i64) -> String {
    format!("An [earlier comment](#issuecomment-{of}) was written by another account")
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_app_leaves_the_comment_of_the_token_and_writes_one_that_takes_its_place(pool: PgPool) {
    let mut world = on_github(&pool).await;
    world.out_of_zone().await;
    world.tell().await;
    let first = world.host.own_comments(7)[0].clone();
    let (of_token, _) = world.host.comments(7)[0];
    world.enters_app(APP).await;
    // Nothing new is nothing to tell, whoever would tell it.
    world.tell().await;
    assert_eq!(accounts(&world, &first), [OWN]);
    // The old one asks and may not be edited: that it asks no more is written once.
    world.inside().await;
    world.tell().await;
    assert_eq!(accounts(&world, &first), [OWN, APPS]);
    let second = world.host.own_comments(7)[1].clone();
    assert!(second.contains("Nothing to pair on any more."), "{second}");
    assert!(second.contains(&counts_no_more(of_token)), "{second}");
    // It is edited from then on, and goes on saying which one counts no more.
    world.outside_again().await;
    world.tell().await;
    assert_eq!(accounts(&world, &first), [OWN, APPS]);
    let second = world.host.own_comments(7)[1].clone();
    assert!(
        second.contains("**Outside the PM zone") && second.contains(&counts_no_more(of_token)),
        "{second}"
    );
    let told = world.told().await;
    assert_eq!((told.stopped, told.waiting, told.given_up.len()), (None, 0, 0));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_token_leaves_the_comment_of_the_app_and_finds_its_own_of_before(pool: PgPool) {
    let mut world = on_github(&pool).await;
    world.enters_app(APP).await;
    world.out_of_zone().await;
    world.tell().await;
    let first = world.host.own_comments(7)[0].clone();
    let (of_app, _) = world.host.comments(7)[0];
    world.enter(TOKEN).await;
    world.inside().await;
    world.tell().await;
    assert_eq!(accounts(&world, &first), [APPS, OWN]);
    assert!(world.host.own_comments(7)[1].contains(&counts_no_more(of_app)));
    // The App again: it finds the comment that it wrote, and writes no third.
    world.enters_app(APP).await;
    world.outside_again().await;
    world.tell().await;
    let all = world.host.comments(7);
    assert_eq!(all.len(), 2);
    let comments = world.host.own_comments(7);
    assert!(comments[0].contains("**Outside the PM zone") && comments[0].contains(&counts_no_more(all[1].0)));
    assert_eq!(world.told().await.stopped, None);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn where_the_code_host_lets_it_the_old_comment_is_edited(pool: PgPool) {
    let mut world = on_github(&pool).await;
    world.out_of_zone().await;
    world.tell().await;
    world.enter(OTHER_TOKEN).await;
    world.host.lets_edit_others();
    world.inside().await;
    world.tell().await;
    let [(_, OWN)] = world.host.comments(7)[..] else {
        panic!("one comment: {:?}", world.host.comments(7))
    };
    let comment = world.host.own_comments(7)[0].clone();
    assert!(
        comment.contains("Nothing to pair on") && !comment.contains("earlier comment"),
        "{comment}"
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_comment_that_is_listed_and_not_found_when_it_is_edited_was_not_deleted(pool: PgPool) {
    let mut world = on_github(&pool).await;
    world.out_of_zone().await;
    world.tell().await;
    let first = world.host.own_comments(7)[0].clone();
    world.enter(OTHER_TOKEN).await;
    world.host.hides_others();
    world.inside().await;
    world.tell().await;
    assert_eq!(accounts(&world, &first), [OWN, OTHER]);
    // One that somebody deleted is not written again.
    world.host.deletes_own_comments();
    world.outside_again().await;
    world.tell().await;
    assert_eq!(world.host.comments(7).len(), 1);
    assert!(world.host.own_comments(7)[0].contains("**Outside the PM zone"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_instances_and_one_that_stops_write_the_new_one_once(pool: PgPool) {
    let mut world = on_github(&pool).await;
    world.out_of_zone().await;
    world.tell().await;
    let first = world.host.own_comments(7)[0].clone();
    world.enters_app(APP).await;
    world.inside().await;
    world.want().await;
    // Stopped after both were there, before that was recorded.
    for _ in 0..2 {
        let claimed = claim(&pool, &key(), world.now).await.unwrap().unwrap();
        assert!(matches!(world.telling.send(&claimed).await, Outcome::Sent(_)));
        stop(claimed).await;
    }
    assert_eq!(accounts(&world, &first), [OWN, APPS]);
    let second = world.host.own_comments(7)[1].clone();
    world.wait(91);
    let instances = (0..2).map(|_| {
        let telling = world.telling.clone();
        tokio::spawn(async move {
            telling.want(&mut Looked::default()).await.unwrap();
            while telling.tell_one().await.unwrap() {}
        })
    });
    for instance in instances.collect::<Vec<_>>() {
        instance.await.unwrap();
    }
    world.wait(200);
    world.tell().await;
    assert_eq!(accounts(&world, &first), [OWN, APPS]);
    assert_eq!(world.host.own_comments(7)[1], second);
    assert_eq!(world.host.statuses(&sha('b')).len(), 1);
    let told = world.told().await;
    assert_eq!((told.stopped, told.waiting), (None, 0));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_may_not_write_at_all_is_stopped_and_writes_nothing(pool: PgPool) {
    let mut world = on_github(&pool).await;
    world.out_of_zone().await;
    world.tell().await;
    let first = world.host.own_comments(7);
    // The token loses the permission to write: its own comment is refused to it.
    world.inside().await;
    let no = || {
        super::code_host::Fault::Answers(
            403,
            vec![],
            r#"{"message":"Resource not accessible by personal access token"}"#,
        )
    };
    world.host.fails(http::Method::PATCH, no());
    world.tell().await;
    assert_eq!(world.host.own_comments(7), first);
    let (why, _) = world.told().await.stopped.unwrap();
    assert!(why.contains("Pull requests") && why.contains("(403)"), "{why}");
    // Another account that may not write either.
    world.enter(OTHER_TOKEN).await;
    world.host.fails(http::Method::POST, no());
    world.tell().await;
    assert_eq!(world.host.own_comments(7), first);
    assert!(world.told().await.stopped.is_some());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn on_gitlab_the_note_of_another_account_stays_and_one_takes_its_place(pool: PgPool) {
    let mut world = gitlab_told::world(&pool).await;
    world.asks_outside().await;
    world.tell().await;
    let first = world.host.own_comments(7)[0].clone();
    let (of_token, _) = world.host.comments(7)[0];
    world.enter(OTHER_TOKEN).await;
    world.comes_inside().await;
    for _ in 0..2 {
        world.tell().await;
        assert_eq!(accounts(&world, &first), [OWN, OTHER]);
    }
    let second = world.host.own_comments(7)[1].clone();
    assert!(
        second.contains("Nothing to pair on") && second.contains(&format!("(#note_{of_token})")),
        "{second}"
    );
    let told = world.told().await;
    assert_eq!((told.stopped, told.waiting), (None, 0));
    // Both are ours, and nobody's review.
    assert!(domain::gate::told::is_ours(&first) && domain::gate::told::is_ours(&second));
}
