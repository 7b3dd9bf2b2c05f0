//! What a code host is told of pull requests: one status for each newest commit, one comment while outside the zone, never
//! twice, to nobody but pilot PMs.

use chrono::TimeDelta;
use domain::gate::Gate;
use domain::person::Arm;
use http::Method;
use sqlx::PgPool;
use store::gate::Waiving;
use store::told::{Looked, Outcome, claim};

use super::code_host::{Fault, OWN, TOKEN};
use super::gates::{INSIDE, bounded, commit, pull, pushed, sha};
use super::story::{REPOSITORY, Told, minute};
use super::world::{BRANCH, OUTSIDE, World, stop};
use super::{deliver, key, work};

/// Delivers what GitHub tells.
async fn tell(pool: &PgPool, story: &[Told]) {
    for (event, payload) in story {
        let guid = app::token::Token::random();
        assert_eq!(
            deliver(pool, guid.as_str(), event, payload).await,
            http::StatusCode::ACCEPTED
        );
    }
    work(pool).await;
}

async fn world(pool: &PgPool) -> World {
    World::of(pool, bounded(pool).await, (super::KEY, "")).await
}

impl World {
    /// The pilot PM's pull request 7, whose first commit is outside the zone.
    pub async fn out_of_zone(&self) {
        let pull = pull(7, BRANCH, "mira-codes", 'a');
        tell(
            &self.pool,
            &[
                pushed(BRANCH, None, commit('a', &[OUTSIDE], &[], 40), 50),
                pull.opened(),
            ],
        )
        .await;
    }

    /// A second commit takes back what was outside.
    pub async fn inside(&self) {
        let mut pull = pull(7, BRANCH, "mira-codes", 'b');
        let mut fixed = commit('b', &[], &[INSIDE], 70);
        fixed["removed"] = serde_json::json!([OUTSIDE]);
        tell(
            &self.pool,
            &[
                pushed(BRANCH, Some('a'), fixed, 80),
                pull.pushed("mira-codes", &sha('b'), minute(80)),
            ],
        )
        .await;
    }

    /// A third is outside again.
    pub async fn outside_again(&self) {
        let mut pull = pull(7, BRANCH, "mira-codes", 'c');
        tell(
            &self.pool,
            &[
                pushed(BRANCH, Some('b'), commit('c', &[OUTSIDE], &[], 90), 95),
                pull.pushed("mira-codes", &sha('c'), minute(95)),
            ],
        )
        .await;
    }

    fn states(&self, digit: char) -> Vec<String> {
        self.host
            .statuses(&sha(digit))
            .into_iter()
            .map(|(state, _)| state)
            .collect()
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn outside_gets_a_status_and_a_comment_and_inside_withdraws_it(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    world.tell().await;
    let [(state, description)] = &world.host.statuses(&sha('a'))[..] else {
        panic!("one status")
    };
    assert_eq!(state, "failure");
    assert!(
        description.starts_with("Outside the PM zone (version 1). odd/place.rs"),
        "{description}"
    );
    let [comment] = &world.host.own_comments(7)[..] else {
        panic!("one comment")
    };
    for part in [
        "**Outside the PM zone: please pair with Lee.**",
        OUTSIDE,
        "https://countersign.example/p/checkout/pull-requests/",
    ] {
        assert!(comment.contains(part), "{comment}");
    }
    // Nothing new is nothing to tell.
    world.host.calls();
    world.looked = Looked::default();
    world.wait(3600);
    world.tell().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());

    world.inside().await;
    world.tell().await;
    assert_eq!(
        (world.states('a'), world.states('b')),
        (vec!["failure".to_owned()], vec!["pending".to_owned()])
    );
    let [comment] = &world.host.own_comments(7)[..] else {
        panic!("still one comment")
    };
    assert!(
        comment.contains("Nothing to pair on any more.") && !comment.contains(OUTSIDE),
        "{comment}"
    );
    let told = world.told().await;
    assert_eq!((told.sent, told.waiting, told.given_up.len()), (3, 0, 0));
    assert_eq!((told.last_four.as_str(), told.stopped), ("ndin", None));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_a_dri_lets_pass_asks_for_nothing_and_what_comes_later_asks_again(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    world.tell().await;
    let gates = store::gate::gates(&pool, world.cast.pilot).await.unwrap();
    let id = gates.feature(Arm::NewModel).unwrap().pulls[0].id;
    let waiver = Waiving {
        gate: Gate::Zone,
        seen: &sha('a'),
        reason: "We pair on Monday.",
        of: &[Arm::NewModel],
    };
    store::gate::waive(&pool, world.cast.pilot, world.cast.new_dri, id, waiver, world.now)
        .await
        .unwrap();
    world.tell().await;
    assert_eq!(world.states('a'), ["failure", "pending"]);
    assert!(
        world.host.own_comments(7)[0].contains("Lee let it pass"),
        "{:?}",
        world.host.own_comments(7)
    );
    let mut pull = pull(7, BRANCH, "mira-codes", 'c');
    let more = commit('c', &["another/odd.rs"], &[], 90);
    tell(
        &pool,
        &[
            pushed(BRANCH, Some('a'), more, 95),
            pull.pushed("mira-codes", &sha('c'), minute(95)),
        ],
    )
    .await;
    world.tell().await;
    let [comment] = &world.host.own_comments(7)[..] else {
        panic!("one comment, whatever happens")
    };
    assert!(
        comment.contains("another/odd.rs") && comment.contains("please pair"),
        "{comment}"
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nobody_but_a_pilot_pm_is_told_anything(pool: PgPool) {
    let mut world = world(&pool).await;
    // Of the feature, by its flag key, and not by its PM.
    let theirs = pull(8, "fix/saved-addresses", "kim-builds", 'd');
    // Of nothing.
    let strangers = pull(9, "tidy", "somebody", 'e');
    tell(
        &pool,
        &[
            pushed("fix/saved-addresses", None, commit('d', &[OUTSIDE], &[], 40), 50),
            theirs.opened(),
            pushed("tidy", None, commit('e', &[OUTSIDE], &[], 40), 50),
            strangers.opened(),
        ],
    )
    .await;
    world.tell().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_instance_that_stops_anywhere_has_nothing_told_twice(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    world.want().await;
    // Stopped before it sent anything: neither the status nor the comment is there.
    for _ in 0..2 {
        let claimed = claim(&pool, &key(), world.now).await.unwrap().unwrap();
        assert!(!claimed.uncertain);
        stop(claimed).await;
    }
    world.tell().await;
    assert_eq!(
        (world.states('a').len(), world.host.own_comments(7).len()),
        (0, 0),
        "too early to know"
    );
    // Stopped after both were there, before that was recorded.
    world.wait(91);
    for _ in 0..2 {
        let claimed = claim(&pool, &key(), world.now).await.unwrap().unwrap();
        assert!(claimed.uncertain);
        assert!(matches!(world.telling.send(&claimed).await, Outcome::Sent(_)));
        stop(claimed).await;
    }
    assert_eq!((world.states('a').len(), world.host.own_comments(7).len()), (1, 1));
    world.wait(91);
    world.tell().await;
    assert_eq!((world.states('a').len(), world.host.own_comments(7).len()), (1, 1));
    assert_eq!(world.told().await.waiting, 0);
    // The comment is known by then: it is written over.
    world.inside().await;
    world.tell().await;
    assert_eq!(world.host.own_comments(7).len(), 1);
    assert!(world.host.own_comments(7)[0].contains("Nothing to pair on"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn who_is_woken_late_has_not_been_overtaken(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    world.want().await;
    let sleeping = claim(&pool, &key(), world.now).await.unwrap().unwrap();
    world.wait(3600);
    world.tell().await;
    world.wait(3600);
    world.tell().await;
    let told = |world: &World| world.states('a').len() + world.host.own_comments(7).len();
    assert_eq!(told(&world), 1, "what the sleeping one holds is left to it");
    let outcome = world.telling.send(&sleeping).await;
    sleeping.finish(&outcome, world.now).await.unwrap();
    world.wait(3600);
    world.tell().await;
    assert_eq!((world.states('a').len(), world.host.own_comments(7).len()), (1, 1));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_answer_that_is_lost_is_no_second_comment(pool: PgPool) {
    let mut world = world(&pool).await;
    // Others say much, and one of them says what we would.
    for n in 0..150 {
        world.host.says(7, 7, &format!("Comment {n}"));
    }
    world.out_of_zone().await;
    world.want().await;
    let gates = store::gate::gates(&pool, world.cast.pilot).await.unwrap();
    let id = gates.feature(Arm::NewModel).unwrap().pulls[0].id;
    let mark = format!("<!-- countersign:pm-zone https://countersign.example/p/checkout/pull-requests/{id} -->");
    world.host.says(8, 7, &format!("{mark}\nNot ours."));
    world.host.says(OWN, 7, &format!("Quoting: {mark}"));
    for _ in 0..2 {
        world.host.fails(Method::POST, Fault::LosesItsAnswer);
    }
    world.tell().await;
    assert_eq!(world.told().await.waiting, 2);
    world.wait(200);
    world.tell().await;
    assert_eq!(world.states('a').len(), 1);
    let marked = world
        .host
        .own_comments(7)
        .into_iter()
        .filter(|body| body.starts_with(&mark));
    assert_eq!(marked.count(), 1);
    assert_eq!(world.told().await.waiting, 0);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn many_instances_tell_each_thing_once(pool: PgPool) {
    let mut world = world(&pool).await;
    let mut told = Vec::new();
    for (number, digit) in (20..).zip(['1', '2', '3', '4', '5', '6']) {
        let branch = format!("saved-addresses-{number}");
        told.push(pushed(&branch, None, commit(digit, &[OUTSIDE], &[], 40), 50));
        told.push(pull(number, &branch, "mira-codes", digit).opened());
    }
    tell(&pool, &told).await;
    let instances = (0..4).map(|_| {
        let telling = world.telling.clone();
        tokio::spawn(async move {
            let mut looked = Looked::default();
            telling.want(&mut looked).await.unwrap();
            while telling.tell_one().await.unwrap() {}
        })
    });
    for instance in instances.collect::<Vec<_>>() {
        instance.await.unwrap();
    }
    world.wait(200);
    world.tell().await;
    for (number, digit) in (20..).zip(['1', '2', '3', '4', '5', '6']) {
        assert_eq!(
            (world.states(digit).len(), world.host.own_comments(number).len()),
            (1, 1),
            "{number}"
        );
    }
}

/// A conversation that is locked is that of one pull request; the others are told on.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_locked_conversation_stops_no_other(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    let locked = r#"{"message":"Unable to create comment because issue is locked."}"#;
    let locked = Fault::Answers(403, Vec::new(), locked);
    world.host.fails_at("/comments", Method::POST, locked);
    world.tell().await;
    assert_eq!(world.states('a'), ["failure"]);
    assert_eq!(world.host.own_comments(7), Vec::<String>::new());
    let told = world.told().await;
    assert!(told.stopped.is_none(), "{:?}", told.stopped);
    let [(name, why)] = &told.given_up[..] else {
        panic!("one: {:?}", told.given_up)
    };
    assert!(name.ends_with("#7"), "{name}");
    assert!(
        why.ends_with("(403): Unable to create comment because issue is locked."),
        "{why}"
    );
    let other = pull(8, "other-work", "mira-codes", 'd');
    let first = commit('d', &[INSIDE], &[], 60);
    tell(&pool, &[pushed("other-work", None, first, 65), other.opened()]).await;
    world.tell().await;
    assert_eq!(world.states('d'), ["pending"]);
    // Once it is unlocked, the comment is written, once.
    let connection = world.connection().await;
    store::github::tell_again(&pool, world.cast.pilot, world.cast.sponsor, connection, world.now)
        .await
        .unwrap();
    world.tell().await;
    assert_eq!(world.host.own_comments(7).len(), 1);
    assert!(world.told().await.given_up.is_empty());
    // Of a whole repository that is archived nothing can be told.
    world.inside().await;
    let archived = r#"{"message":"Repository was archived so is read-only."}"#;
    world
        .host
        .fails(Method::POST, Fault::Answers(403, Vec::new(), archived));
    world.tell().await;
    let (why, _) = world.told().await.stopped.unwrap();
    assert!(why.ends_with("(403): it is archived."), "{why}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn who_asks_to_wait_is_left_alone_until_then(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    let limited =
        r#"{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}"#;
    world.host.fails(
        Method::POST,
        Fault::Answers(403, vec![("retry-after", "120".to_owned())], limited),
    );
    world.tell().await;
    assert_eq!(world.host.calls().len(), 1, "not even for the comment");
    assert!(
        world
            .told()
            .await
            .paused_until
            .is_some_and(|until| until >= world.now + TimeDelta::seconds(120))
    );
    world.wait(119);
    world.tell().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    world.wait(32);
    world.tell().await;
    assert_eq!((world.states('a').len(), world.host.own_comments(7).len()), (1, 1));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_host_that_is_not_well_is_asked_less_and_less_and_given_up(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    world.tell().await;
    world.inside().await;
    let mut times = Vec::new();
    for minute in 0..600 {
        if world.told().await.given_up.len() == 2 {
            break;
        }
        for method in [Method::POST, Method::PATCH, Method::GET] {
            world.host.fails(method, Fault::Answers(502, Vec::new(), ""));
        }
        world.host.calls();
        world.tell().await;
        if world.host.calls().iter().any(|call| call.contains("comments")) {
            times.push(minute);
        }
        world.wait(60);
    }
    assert_eq!(times.len(), 12, "{times:?}");
    let pauses: Vec<i64> = times.windows(2).map(|two| two[1] - two[0]).collect();
    assert!(
        pauses.iter().all(|pause| *pause >= 1) && pauses.last() >= Some(&40),
        "{pauses:?}"
    );
    let told = world.told().await;
    assert!(
        told.given_up
            .iter()
            .all(|(name, why)| name.ends_with("#7") && why.contains("502")),
        "{told:?}"
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_refused_token_says_so_and_another_goes_on(pool: PgPool) {
    let mut world = world(&pool).await;
    world.enter("github_pat_it_was_taken_back").await;
    world.out_of_zone().await;
    world.tell().await;
    assert_eq!(world.host.calls().len(), 1);
    let (why, _) = world.told().await.stopped.unwrap();
    assert!(why.contains("(401)"), "{why}");
    world.wait(7200);
    world.tell().await;
    assert_eq!(
        world.host.calls(),
        Vec::<String>::new(),
        "nothing until somebody does something"
    );
    world.enter(TOKEN).await;
    world.tell().await;
    assert_eq!((world.states('a').len(), world.host.own_comments(7).len()), (1, 1));
    // A repository that it does not find, and a commit that it does not take.
    world.host.fails(
        Method::POST,
        Fault::Answers(404, Vec::new(), r#"{"message":"Not Found"}"#),
    );
    world.inside().await;
    world.tell().await;
    let (why, _) = world.told().await.stopped.unwrap();
    assert!(why.contains(REPOSITORY) && why.contains("(404)"), "{why}");
    let again = async |world: &World| {
        let connection = world.connection().await;
        store::github::tell_again(&pool, world.cast.pilot, world.cast.sponsor, connection, world.now).await
    };
    again(&world).await.unwrap();
    world.host.fails(
        Method::POST,
        Fault::Answers(422, Vec::new(), r#"{"message":"No commit found for SHA"}"#),
    );
    world.tell().await;
    let told = world.told().await;
    assert_eq!(told.stopped, None);
    assert!(told.given_up[0].1.contains("No commit found for SHA"), "{told:?}");
    again(&world).await.unwrap();
    world.tell().await;
    assert_eq!(world.states('b'), ["pending"]);
    assert!(again(&world).await.is_err(), "nothing is left to try");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn without_a_token_nothing_is_told_and_what_somebody_deletes_stays_deleted(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    world.tell().await;
    world.host.deletes_own_comments();
    world.inside().await;
    world.tell().await;
    assert_eq!(world.host.own_comments(7).len(), 0);
    world.host.calls();
    let connection = world.connection().await;
    let mut pull = pull(7, BRANCH, "mira-codes", 'c');
    let more = commit('c', &["another/odd.rs"], &[], 90);
    tell(
        &pool,
        &[
            pushed(BRANCH, Some('b'), more, 95),
            pull.pushed("mira-codes", &sha('c'), minute(95)),
        ],
    )
    .await;
    world.want().await;
    store::github::remove_token(&pool, world.cast.pilot, world.cast.sponsor, connection, world.now)
        .await
        .unwrap();
    world.tell().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    let all = store::data::connections(&pool, world.cast.pilot).await.unwrap();
    assert!(all.iter().all(|connection| connection.telling.is_none()));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_group_of_the_merge_queue_gets_the_status_of_its_pull_request(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    let group = |action: &str, digit: char| {
        let payload = serde_json::json!({
            "action": action,
            "merge_group": {
                "head_sha": sha(digit), "base_sha": sha('0'), "base_ref": "refs/heads/main",
                "head_ref": format!("refs/heads/gh-readonly-queue/main/pr-7-{}", sha('0')),
            },
            "repository": { "id": super::story::ID, "full_name": REPOSITORY, "default_branch": "main" },
        });
        ("merge_group", payload)
    };
    // That the first is gone is heard before that it came.
    tell(
        &pool,
        &[
            group("destroyed", '8'),
            group("checks_requested", '8'),
            group("checks_requested", '9'),
        ],
    )
    .await;
    world.tell().await;
    assert_eq!(
        (world.states('8').len(), world.states('9')),
        (0, vec!["failure".to_owned()])
    );
    assert_eq!(world.states('a'), ["failure"]);
    world.inside().await;
    world.tell().await;
    assert_eq!(world.states('9'), ["failure", "pending"]);
    tell(&pool, &[group("destroyed", '9')]).await;
    world.tell().await;
    assert_eq!((world.states('9').len(), world.host.own_comments(7).len()), (2, 1));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn after_the_decision_the_code_host_is_told_nothing(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    world.tell().await;
    assert_eq!((world.states('a').len(), world.host.own_comments(7).len()), (1, 1));
    let comment = world.host.own_comments(7);
    // A status and the comment's withdrawal wait to be sent when the decision is confirmed.
    world.inside().await;
    world.want().await;
    assert_eq!(world.told().await.waiting, 2);
    world.host.calls();
    world.wait(60 * 24 * 3600);
    world.decides().await;
    world.tell().await;
    // What comes later, too: another push, and one more look at everything.
    let mut pull = pull(7, BRANCH, "mira-codes", 'c');
    let more = commit('c', &["another/odd.rs"], &[], 90);
    tell(
        &pool,
        &[
            pushed(BRANCH, Some('b'), more, 95),
            pull.pushed("mira-codes", &sha('c'), minute(95)),
        ],
    )
    .await;
    world.looked = Looked::default();
    world.wait(3600);
    world.tell().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    assert_eq!((world.states('b').len(), world.states('c').len()), (0, 0));
    assert_eq!(world.host.own_comments(7), comment);
}
