//! What a GitLab is told of merge requests: as GitHub is, by its own addresses, words and refusals.

use domain::metric::review_cycles::review_cycles;
use domain::person::Arm;
use http::Method;
use serde_json::{Value, json};
use sqlx::PgPool;
use store::told::{Looked, Outcome, claim};

use super::code_host::{Fault, OWN, TOKEN};
use super::gates::{INSIDE, lets_change_texts, sha};
use super::gitlab::{KEY, connected, deliver_at, merge_request, project, user};
use super::world::{BRANCH, OUTSIDE, World, stop};
use super::{key, outcomes, work};

pub async fn world(pool: &PgPool) -> World {
    let cast = connected(pool).await;
    lets_change_texts(pool, &cast).await;
    World::of(pool, cast, (KEY, "/api/v4")).await
}

impl World {
    /// GitLab delivers this, at the time it is.
    async fn hears(&self, kind: &str, payload: &Value) {
        let guid = app::token::Token::random();
        let sent = deliver_at(&self.pool, self.telling.clock.clone(), guid.as_str(), kind, payload).await;
        assert_eq!(sent, http::StatusCode::ACCEPTED);
        work(&self.pool).await;
    }

    /// Somebody pushes a commit that adds, changes and removes files, and the merge request follows.
    async fn pushes(
        &self,
        (iid, branch): (i32, &str),
        by: &Value,
        (before, after): (Option<char>, char),
        files: Value,
    ) {
        let mut commit = files;
        commit["id"] = json!(sha(after));
        commit["message"] = json!("Work");
        commit["timestamp"] = json!(self.now);
        let push = json!({
            "before": before.map_or_else(|| "0".repeat(40), sha), "after": sha(after), "ref": format!("refs/heads/{branch}"),
            "user_id": by["id"], "user_username": by["username"], "project": project(), "commits": [commit],
        });
        self.hears("Push Hook", &push).await;
        let action = if before.is_some() { "update" } else { "open" };
        let at = self.now.format("%Y-%m-%d %H:%M:%S UTC").to_string();
        let mut described = merge_request(action, by.clone(), &at, &sha(after));
        let attributes = &mut described["object_attributes"];
        attributes["iid"] = json!(iid);
        attributes["source_branch"] = json!(branch);
        attributes["author_id"] = by["id"].clone();
        if let Some(before) = before {
            attributes["oldrev"] = json!(sha(before));
        }
        self.hears("Merge Request Hook", &described).await;
    }

    pub async fn asks_outside(&self) {
        let files = json!({ "added": [OUTSIDE], "modified": [], "removed": [] });
        self.pushes((7, BRANCH), &mira(), (None, 'a'), files).await;
    }

    /// A second commit takes back what was outside.
    pub async fn comes_inside(&mut self) {
        self.wait(60);
        let files = json!({ "added": [], "modified": [INSIDE], "removed": [OUTSIDE] });
        self.pushes((7, BRANCH), &mira(), (Some('a'), 'b'), files).await;
    }

    fn jobs(&self, digit: char) -> Vec<String> {
        self.host
            .jobs(&sha(digit))
            .into_iter()
            .map(|(state, _)| state)
            .collect()
    }
}

fn mira() -> Value {
    user("mira-codes", 11)
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn outside_gets_a_status_and_a_note_and_inside_withdraws_it(pool: PgPool) {
    let mut world = world(&pool).await;
    world.asks_outside().await;
    world.tell().await;
    let [(state, description)] = &world.host.jobs(&sha('a'))[..] else {
        panic!("one status: {:?}", outcomes(&pool).await)
    };
    assert_eq!(state, "failed");
    assert!(
        description.starts_with("Outside the PM zone (version 1). odd/place.rs"),
        "{description}"
    );
    let [note] = &world.host.own_comments(7)[..] else {
        panic!("one note")
    };
    for part in [
        "**Outside the PM zone: please pair with Lee.**",
        OUTSIDE,
        "https://countersign.example/p/checkout/pull-requests/",
    ] {
        assert!(note.contains(part), "{note}");
    }
    let calls = world.host.calls();
    let addresses = "/api/v4/projects/acme%2Fweb%2Fshop/";
    assert!(
        calls.iter().filter(|call| call.contains(addresses)).count() >= 3,
        "{calls:?}"
    );
    // Nothing new is nothing to tell.
    world.looked = Looked::default();
    world.wait(3600);
    world.tell().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());

    world.comes_inside().await;
    world.tell().await;
    assert_eq!(
        (world.jobs('a'), world.jobs('b')),
        (vec!["failed".to_owned()], vec!["pending".to_owned()])
    );
    let [note] = &world.host.own_comments(7)[..] else {
        panic!("still one note")
    };
    assert!(
        note.contains("Nothing to pair on any more.") && !note.contains(OUTSIDE),
        "{note}"
    );
    let told = world.told().await;
    assert_eq!(
        (told.sent, told.waiting, told.given_up.len(), told.stopped),
        (3, 0, 0, None)
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_waits_says_only_what_stays_right_and_is_sent_once(pool: PgPool) {
    let mut world = world(&pool).await;
    world.asks_outside().await;
    world.comes_inside().await;
    world.tell().await;
    let before = world.host.jobs(&sha('b'));
    let words = "Not every gate is passed yet: the page says what is still to come.";
    assert_eq!(before, [("pending".to_owned(), words.to_owned())]);
    // The skill file passes, and two gates are to come still: nothing that GitLab would take is new.
    let pipeline = json!({
        "project": project(),
        "object_attributes": { "sha": sha('b'), "url": "" },
        "builds": [{ "name": "PM PR Review", "status": "success", "finished_at": world.now }],
    });
    world.hears("Pipeline Hook", &pipeline).await;
    world.host.calls();
    world.tell().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    assert_eq!(world.host.jobs(&sha('b')), before);
    // What was sent before there were these words is refused anew once, and that is no failure.
    sqlx::query(
        "update told set sent = jsonb_set(sent, '{description}', '\"Still to come: Flag.\"') where kind = 'status'",
    )
    .execute(&pool)
    .await
    .unwrap();
    world.tell().await;
    world.tell().await;
    let sent = world
        .host
        .calls()
        .into_iter()
        .filter(|call| call.contains(&sha('b')))
        .count();
    assert_eq!(
        (sent, world.host.jobs(&sha('b'))),
        (1, before),
        "GitLab keeps what it has"
    );
    let told = world.told().await;
    assert_eq!((told.waiting, told.given_up.len(), told.stopped), (0, 0, None));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn after_the_decision_gitlab_is_told_nothing(pool: PgPool) {
    let mut world = world(&pool).await;
    world.asks_outside().await;
    world.tell().await;
    assert_eq!((world.jobs('a').len(), world.host.own_comments(7).len()), (1, 1));
    let note = world.host.own_comments(7);
    // A status and the note's withdrawal wait to be sent when the decision is confirmed.
    world.comes_inside().await;
    world.want().await;
    assert_eq!(world.told().await.waiting, 2);
    world.host.calls();
    world.wait(60 * 24 * 3600);
    world.decides().await;
    world.tell().await;
    // What comes later, too: another push, one more look at everything, and nothing is read again.
    let files = json!({ "added": ["another/odd.rs"], "modified": [], "removed": [] });
    world.pushes((7, BRANCH), &mira(), (Some('b'), 'c'), files).await;
    world.looked = Looked::default();
    world.wait(3600);
    world.tell().await;
    let reading = store::reconciliation::claim(&pool, &key(), world.now).await.unwrap();
    assert!(reading.is_none());
    assert_eq!(world.host.calls(), Vec::<String>::new());
    assert_eq!((world.jobs('b').len(), world.jobs('c').len()), (0, 0));
    assert_eq!(world.host.own_comments(7), note);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_instance_that_stops_anywhere_has_nothing_told_twice(pool: PgPool) {
    let mut world = world(&pool).await;
    // Others say much, one of them what we would, and ours is not on the first page.
    for n in 0..150 {
        world.host.says(7, 7, &format!("Note {n}"));
    }
    world.asks_outside().await;
    world.want().await;
    let gates = store::gate::gates(&pool, world.cast.pilot).await.unwrap();
    let id = gates.feature(Arm::NewModel).unwrap().pulls[0].id;
    let mark = format!("<!-- countersign:pm-zone https://countersign.example/p/checkout/pull-requests/{id} -->");
    world.host.says(8, 7, &format!("{mark}\nNot ours."));
    world.host.says(OWN, 7, &format!("Quoting: {mark}"));
    let ours = |world: &World| {
        let all = world.host.own_comments(7);
        all.iter().filter(|body| body.starts_with(&mark)).count()
    };
    // Stopped before it sent anything.
    for _ in 0..2 {
        stop(claim(&pool, &key(), world.now).await.unwrap().unwrap()).await;
    }
    world.tell().await;
    assert_eq!((world.jobs('a').len(), ours(&world)), (0, 0), "too early to know");
    // Stopped after both were there, before that was recorded.
    world.wait(91);
    for _ in 0..2 {
        let claimed = claim(&pool, &key(), world.now).await.unwrap().unwrap();
        assert!(claimed.uncertain);
        assert!(matches!(world.telling.send(&claimed).await, Outcome::Sent(_)));
        stop(claimed).await;
    }
    assert_eq!((world.jobs('a').len(), ours(&world)), (1, 1));
    world.wait(91);
    world.tell().await;
    assert_eq!((world.jobs('a').len(), ours(&world)), (1, 1));
    assert_eq!(world.told().await.waiting, 0);
    // The note is known by then: it is written over.
    world.comes_inside().await;
    world.tell().await;
    assert_eq!(ours(&world), 1);
    assert!(
        world
            .host
            .own_comments(7)
            .iter()
            .any(|body| body.contains("Nothing to pair on"))
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn many_instances_tell_each_thing_once_and_nobody_but_pilot_pms(pool: PgPool) {
    let mut world = world(&pool).await;
    let numbers = (20..).zip(['1', '2', '3', '4']);
    for (iid, digit) in numbers.clone() {
        let files = json!({ "added": [OUTSIDE], "modified": [], "removed": [] });
        let branch = format!("saved-addresses-{iid}");
        world.pushes((iid, &branch), &mira(), (None, digit), files).await;
    }
    // Of the feature by its flag key and not by its PM, and of nothing.
    for (iid, branch, by, digit) in [
        (30, "fix/saved-addresses", user("kim-builds", 31), 'd'),
        (31, "tidy", user("somebody", 32), 'e'),
    ] {
        let files = json!({ "added": [OUTSIDE], "modified": [], "removed": [] });
        world.pushes((iid, branch), &by, (None, digit), files).await;
    }
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
    for (iid, digit) in numbers {
        assert_eq!(
            (world.jobs(digit).len(), world.host.own_comments(iid).len()),
            (1, 1),
            "{iid}"
        );
    }
    for (iid, digit) in [(30, 'd'), (31, 'e')] {
        assert_eq!(
            (world.jobs(digit).len(), world.host.own_comments(iid).len()),
            (0, 0),
            "{iid}"
        );
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn lost_answers_limits_and_refusals_are_waited_out_or_said(pool: PgPool) {
    let mut world = world(&pool).await;
    world.asks_outside().await;
    // It asks to wait: not even the note is tried.
    let body = r#"{"message":{"error":"This endpoint has been requested too many times. Try again later."}}"#;
    world.host.fails(
        Method::POST,
        Fault::Answers(429, vec![("retry-after", "120".to_owned())], body),
    );
    world.tell().await;
    assert_eq!(world.host.calls().len(), 1);
    world.wait(119);
    world.tell().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    // Then both answers are lost.
    world.wait(32);
    for _ in 0..2 {
        world.host.fails(Method::POST, Fault::LosesItsAnswer);
    }
    world.tell().await;
    assert_eq!(world.told().await.waiting, 2);
    world.wait(200);
    world.tell().await;
    assert_eq!((world.jobs('a').len(), world.host.own_comments(7).len()), (1, 1));
    assert_eq!(world.told().await.waiting, 0);
    // A commit that no branch has is given up alone; the note goes out.
    world.host.forgets(&sha('b'));
    world.comes_inside().await;
    world.tell().await;
    let told = world.told().await;
    assert_eq!((told.stopped, told.given_up.len()), (None, 1));
    assert!(
        told.given_up[0].1.contains("References for commit"),
        "{:?}",
        told.given_up
    );
    assert!(world.host.own_comments(7)[0].contains("Nothing to pair on"));
    // Another token than it takes, and one that may not do this.
    world.enter("glpat-it-was-taken-back").await;
    world.tell().await;
    assert!(world.told().await.stopped.unwrap().0.contains("(401)"));
    world.enter(TOKEN).await;
    let body = r#"{"error":"insufficient_scope","error_description":"The request requires higher privileges."}"#;
    world.host.fails(Method::POST, Fault::Answers(403, Vec::new(), body));
    world.tell().await;
    let (why, _) = world.told().await.stopped.unwrap();
    assert!(why.contains("scope api") && why.contains("acme/web/shop"), "{why}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_was_written_from_here_is_nobodys_review(pool: PgPool) {
    let world = world(&pool).await;
    world.asks_outside().await;
    let at = world.now.format("%Y-%m-%d %H:%M:%S UTC").to_string();
    for note in [
        "<!-- countersign:pm-zone https://countersign.example/p/checkout/pull-requests/1 -->\n**Outside the PM zone.**",
        "Is this a word people know?",
    ] {
        let payload = json!({
            "user": user("countersign-notes", 77), "project": project(),
            "object_attributes": {
                "noteable_type": "MergeRequest", "system": false, "action": "create", "created_at": at, "note": note,
            },
            "merge_request": merge_request("", mira(), &at, &sha('a'))["object_attributes"],
        });
        world.hears("Note Hook", &payload).await;
    }
    let all = outcomes(&pool).await;
    let ignored = all
        .iter()
        .filter(|(_, said)| said.as_deref() == Some("ignored: a comment that was written from here"));
    assert_eq!(ignored.count(), 1, "{all:?}");
    let programme = store::programme::load(&pool, world.cast.pilot).await.unwrap();
    let [pull] = &programme.feature(Arm::NewModel).unwrap().pull_requests[..] else {
        panic!("one merge request")
    };
    assert_eq!(
        review_cycles(pull, programme.people()).cycles,
        1,
        "that of the person alone"
    );
}
