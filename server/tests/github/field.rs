//! Stories from the field: what GitHub tells where people rename, revert, merge the base, and let agents write.

use domain::metric::review_cycles::PushIgnored;
use domain::metric::{CommitSource, CycleTime, Ratio, ReviewCycles, Series, review_cycles};
use domain::person::Arm;
use domain::programme::{Scorecard, scorecard};
use domain::pull_request::{Apart, PullRequest};
use serde_json::json;
use sqlx::PgPool;
use store::data::Elsewhere;
use store::testing::{self, Cast};

use super::story::{ID, Pull, REPOSITORY, Told, commit, minute, push, user};
use super::{KEY, SECRET, deliver, key, now, outcomes, work};

/// A pilot whose new-model feature has the flag key `saved-addresses` and the PM `mira-codes`, connected.
pub async fn connected(pool: &PgPool) -> Cast {
    let cast = testing::started_pilot(pool, now()).await.unwrap();
    store::github::connect(
        pool,
        cast.pilot,
        cast.sponsor,
        REPOSITORY,
        (Some((&key(), SECRET)), KEY),
        now(),
    )
    .await
    .unwrap();
    cast
}

/// Delivers a story, each delivery under its place as its id.
pub async fn tell(pool: &PgPool, story: &[Told]) {
    for (number, (event, payload)) in story.iter().enumerate() {
        let status = deliver(pool, &format!("{number:03}"), event, payload).await;
        assert_eq!(status, http::StatusCode::ACCEPTED);
    }
    work(pool).await;
    for (guid, outcome) in outcomes(pool).await {
        assert!(
            !outcome.as_deref().unwrap_or("waiting").starts_with("will"),
            "{guid}: {outcome:?}"
        );
    }
}

async fn numbers(pool: &PgPool, cast: &Cast) -> (Vec<(PullRequest, ReviewCycles)>, Scorecard) {
    let programme = store::programme::load(pool, cast.pilot).await.unwrap();
    let feature = programme.feature(Arm::NewModel).unwrap();
    let prs = feature
        .pull_requests
        .iter()
        .map(|pr| (pr.clone(), review_cycles(pr, programme.people())));
    (prs.collect(), scorecard(&programme, minute(60 * 24 * 20)))
}

/// Opened, approved, the base merged in, approved again, merged; `merge` is how the push looks.
fn updated_branch(merge: Vec<serde_json::Value>) -> Vec<Told> {
    let mut pr = Pull::new(214, "feat/saved-addresses", "mira-codes", minute(60));
    vec![
        push(
            &pr.branch,
            "mira-codes",
            ("", "a1"),
            vec![commit("a1", "Add text", true, minute(40))],
            minute(50),
        ),
        pr.opened(),
        pr.reviewed("jonas-weld", "approved", minute(180)),
        push(&pr.branch, "mira-codes", ("a1", "m1"), merge, minute(1500)),
        pr.pushed("mira-codes", "m1", minute(1500)),
        pr.reviewed("jonas-weld", "approved", minute(1560)),
        pr.merged(minute(1590)),
    ]
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_merge_of_the_base_by_its_button_separates_nothing(pool: PgPool) {
    let cast = connected(&pool).await;
    let theirs = commit("b1", "Prices: round half up", false, minute(1000));
    let merge = commit(
        "m1",
        "Merge branch 'main' into feat/saved-addresses",
        true,
        minute(1499),
    );
    tell(&pool, &updated_branch(vec![theirs, merge])).await;
    let (prs, card) = numbers(&pool, &cast).await;
    assert_eq!(prs[0].1.cycles, 1);
    let ignored: Vec<PushIgnored> = prs[0].1.ignored_pushes.iter().map(|push| push.reason).collect();
    assert_eq!(ignored, [PushIgnored::BaseMergeInferred]);
    // What came along with the merge is nobody's first commit.
    let first = &card.first_commit.new_model().unwrap().measured;
    assert_eq!(first.source, Some(CommitSource::Received { sha: "a1".to_owned() }));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_merge_of_the_base_with_a_change_by_hand_counts(pool: PgPool) {
    let cast = connected(&pool).await;
    let theirs = commit("b1", "Prices: round half up", false, minute(1000));
    let mut merge = commit(
        "m1",
        "Merge branch 'main' into feat/saved-addresses",
        true,
        minute(1499),
    );
    merge["modified"] = json!(["src/banner.ts"]);
    tell(&pool, &updated_branch(vec![theirs, merge])).await;
    assert_eq!(numbers(&pool, &cast).await.0[0].1.cycles, 2);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn commits_count_from_their_first_receipt_whatever_the_branch_was_called(pool: PgPool) {
    let cast = connected(&pool).await;
    let both = |distinct| {
        vec![
            commit("a1", "First text", distinct, minute(40)),
            commit("a2", "Test", distinct, minute(45)),
        ]
    };
    let mut pr = Pull::new(215, "feat/saved-addresses", "mira-codes", minute(1500));
    pr.head = "a2".to_owned();
    let story = [
        push("mira/wip", "mira-codes", ("", "a2"), both(true), minute(50)),
        push(&pr.branch, "mira-codes", ("", "a2"), both(false), minute(1490)),
        pr.opened(),
        pr.reviewed("jonas-weld", "approved", minute(1600)),
        pr.merged(minute(1700)),
    ];
    tell(&pool, &story).await;
    let (_, card) = numbers(&pool, &cast).await;
    let first = &card.first_commit.new_model().unwrap().measured;
    assert_eq!(first.commit, Some(domain::calendar::Moment::Instant(minute(50))));
    assert_eq!(first.source, Some(CommitSource::Received { sha: "a1".to_owned() }));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_merged_pull_request_never_stands_beside_no_commit_yet(pool: PgPool) {
    let cast = connected(&pool).await;
    let mut pr = Pull::new(216, "feat/saved-addresses", "mira-codes", minute(90));
    let story = [
        pr.opened(),
        pr.reviewed("jonas-weld", "approved", minute(100)),
        pr.merged(minute(120)),
    ];
    tell(&pool, &story).await;
    let (_, card) = numbers(&pool, &cast).await;
    let first = &card.first_commit.new_model().unwrap().measured;
    assert_eq!(first.commit, Some(domain::calendar::Moment::Instant(minute(90))));
    let pull_request = format!("{REPOSITORY}#216");
    assert_eq!(first.source, Some(CommitSource::Opening { pull_request }));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_renamed_repository_is_known_by_its_id_in_any_order(pool: PgPool) {
    let cast = connected(&pool).await;
    let mut pr = Pull::new(220, "feat/saved-addresses", "mira-codes", minute(60));
    let renamed = |(event, mut payload): Told| {
        payload["repository"]["full_name"] = json!("harbor-goods/shop-web");
        (event, payload)
    };
    let opened = pr.opened();
    let reviewed = renamed(pr.reviewed("jonas-weld", "approved", minute(120)));
    let merged = renamed(pr.merged(minute(180)));
    // What is told under the new name comes first: that it is the same is known only with the old one.
    tell(&pool, &[reviewed, merged, opened]).await;
    let (prs, _) = numbers(&pool, &cast).await;
    assert_eq!(prs.len(), 1);
    assert_eq!((prs[0].1.cycles, prs[0].0.life().merged_at()), (1, Some(minute(180))));
    let page = store::data::page(&pool, cast.pilot).await.unwrap();
    assert_eq!(page.connections[0].now_called.as_deref(), Some("harbor-goods/shop-web"));
}

/// A repository that moved twice, told in any order, is known to whoever writes of it by each name that it had.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn evidence_under_an_earlier_name_of_a_repository_names_its_pull_request(pool: PgPool) {
    let cast = connected(&pool).await;
    let mut pr = Pull::new(220, "feat/saved-addresses", "mira-codes", minute(60));
    let called = |name: &str, (event, mut payload): Told| {
        payload["repository"]["full_name"] = json!(name);
        (event, payload)
    };
    let moved: Told = (
        "repository",
        json!({
            "action": "transferred", "repository": { "id": ID, "full_name": "north-docks/shop-web" },
            "changes": { "owner": { "from": { "organization": { "login": "harbor-goods" } } } },
        }),
    );
    let opened = pr.opened();
    let review = called("harbor-goods/shop", pr.reviewed("jonas-weld", "approved", minute(120)));
    let merged = called("north-docks/shop-web", pr.merged(minute(180)));
    tell(&pool, &[merged, opened, moved, review]).await;
    // Written past the forms, so that what was final has no say in it.
    sqlx::query(
        "insert into checklist_tick (pilot_id, arm, item, role, person_id, evidence, ticked_at)
         values ($1, 'new_model', 1, 'pilot_pm', $2, 'A note', $3)",
    )
    .bind(cast.pilot.0)
    .bind(cast.new_pm.0)
    .bind(minute(240))
    .execute(&pool)
    .await
    .unwrap();
    let proves = async |evidence: &str| {
        sqlx::query(
            "insert into checklist_step (pilot_id, arm, item, person_id, kind, note, taken_by, taken_at)
             values ($1, 'new_model', 1, $2, 'done', $3, $2, $4)",
        )
        .bind(cast.pilot.0)
        .bind(cast.new_pm.0)
        .bind(evidence)
        .bind(minute(240))
        .execute(&pool)
        .await
        .unwrap();
        numbers(&pool, &cast).await.0[0].0.apart == Some(Apart::WeekOne)
    };
    for name in [
        REPOSITORY,
        "harbor-goods/shop",
        "Harbor-Goods/shop-web",
        "north-docks/shop-web",
    ] {
        assert!(proves(&format!("{name}#220")).await, "{name}");
        assert!(!proves(&format!("{name}#221")).await, "{name}");
    }
    assert!(!proves("north-docks/shop#220").await, "it was never called that");
    // Once the pilot connects another repository of that name, it is that one's.
    let other = ("harbor-goods/shop", (Some((&key(), SECRET)), "another-word"));
    store::github::connect(&pool, cast.pilot, cast.sponsor, other.0, other.1, minute(300))
        .await
        .unwrap();
    assert!(!proves("harbor-goods/shop#220").await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_name_taken_by_another_repository_is_not_it(pool: PgPool) {
    let cast = connected(&pool).await;
    let pr = Pull::new(1, "feat/saved-addresses", "mira-codes", minute(60));
    let (event, mut other) = Pull::new(2, "feat/saved-addresses", "mira-codes", minute(60)).opened();
    other["repository"]["id"] = json!(ID + 1);
    tell(&pool, &[pr.opened(), (event, other)]).await;
    assert_eq!(numbers(&pool, &cast).await.0.len(), 1);
    let page = store::data::page(&pool, cast.pilot).await.unwrap();
    let other = Elsewhere {
        about: REPOSITORY.to_owned(),
        count: 1,
    };
    assert_eq!(page.connections[0].elsewhere, [other]);
}

/// A pull request with this many cycles, from a minute on.
fn reviewed(number: i32, from: i64, cycles: usize) -> Vec<Told> {
    let mut pr = Pull::new(number, "feat/saved-addresses", "mira-codes", minute(from));
    let mut story = vec![pr.opened()];
    for cycle in 0..cycles {
        let at = from + 10 + 20 * i64::try_from(cycle).unwrap();
        if cycle > 0 {
            story.push(pr.pushed("mira-codes", &format!("{number}-{cycle}"), minute(at - 10)));
        }
        story.push(pr.reviewed("jonas-weld", "approved", minute(at)));
    }
    story.push(pr.merged(minute(from + 200)));
    story
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_revert_is_listed_and_does_not_improve_the_score(pool: PgPool) {
    let cast = connected(&pool).await;
    let mut story = [reviewed(214, 60, 2), reviewed(218, 300, 2)].concat();
    let mut revert = Pull::new(230, "revert-214-feat/saved-addresses", "tess-varga", minute(6000));
    revert.title = "Revert \"Change 214\"".to_owned();
    story.extend([
        revert.opened(),
        revert.reviewed("jonas-weld", "approved", minute(6010)),
        revert.merged(minute(6012)),
    ]);
    tell(&pool, &story).await;
    let (prs, card) = numbers(&pool, &cast).await;
    let apart: Vec<Option<Apart>> = prs.iter().map(|(pr, _)| pr.apart).collect();
    assert_eq!(apart, [None, None, Some(Apart::Revert)]);
    let set = &card.review_cycles.row(Series::NewModel).unwrap().set;
    assert_eq!(set.value(), Some(Ratio::whole(2)));
    assert_eq!(card.cycle_time.row(Series::NewModel).unwrap().times.merged(), 2);
    let note = "New model: 1 PR not in the mean, takes another PR back.";
    assert!(
        card.review_cycles.notes.iter().any(|one| one == note),
        "{:?}",
        card.review_cycles.notes
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_an_agent_opened_for_a_pm_is_the_pms_and_its_pushes_are_the_authors(pool: PgPool) {
    let cast = connected(&pool).await;
    let agent = "copilot-swe-agent[bot]";
    let mut pr = Pull::new(260, "copilot/fix-12", agent, minute(60));
    let (event, mut opened) = pr.opened();
    opened["assignee"] = user("mira-codes");
    let mut pushed = pr.pushed(agent, "b2", minute(180));
    // The app acts under another id than it opened with.
    pushed.1["sender"]["id"] = json!(11_184_935);
    let story = [
        (event, opened),
        pr.reviewed("jonas-weld", "changes_requested", minute(120)),
        pushed,
        pr.reviewed("jonas-weld", "approved", minute(240)),
        pr.merged(minute(300)),
    ];
    tell(&pool, &story).await;
    let (prs, _) = numbers(&pool, &cast).await;
    assert_eq!(prs[0].1.cycles, 2);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn deleted_accounts_are_nobody_and_drafts_are_left_out(pool: PgPool) {
    let cast = connected(&pool).await;
    let mut pr = Pull::new(280, "feat/saved-addresses", "mira-codes", minute(60));
    pr.draft = true;
    let story = [
        pr.opened(),
        pr.ready(minute(180)),
        pr.reviewed("", "commented", minute(240)),
        pr.drafted(minute(300)),
        pr.reviewed("jonas-weld", "changes_requested", minute(330)),
        pr.ready(minute(420)),
        {
            let (event, mut merged) = pr.merged(minute(480));
            merged["pull_request"]["head"]["repo"] = json!(null);
            merged["sender"] = json!(null);
            (event, merged)
        },
    ];
    tell(&pool, &story).await;
    let (prs, card) = numbers(&pool, &cast).await;
    assert_eq!(prs[0].1.cycles, 1);
    let time = card.cycle_time.row(Series::NewModel).unwrap().times.prs[0].time;
    assert!(
        matches!(time, CycleTime::Merged { seconds, .. } if seconds == Ratio::whole(3 * 3600)),
        "{time:?}"
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_nobody_reviewed_counts_as_unreviewed_and_not_as_none(pool: PgPool) {
    let cast = connected(&pool).await;
    let mut pr = Pull::new(281, "feat/saved-addresses", "mira-codes", minute(60));
    pr.draft = true;
    // The only review came while it was a draft, the other one is the author's own.
    let story = [
        pr.opened(),
        pr.reviewed("jonas-weld", "changes_requested", minute(90)),
        pr.ready(minute(180)),
        pr.reviewed("mira-codes", "commented", minute(200)),
        pr.merged(minute(240)),
    ];
    tell(&pool, &story).await;
    let (_, card) = numbers(&pool, &cast).await;
    let set = &card.review_cycles.row(Series::NewModel).unwrap().set;
    assert_eq!(set.value(), None);
    assert_eq!(set.prs[0].outcome.excluded(), Some("merged without a counted review"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_pm_who_was_renamed_is_still_the_pm(pool: PgPool) {
    let cast = connected(&pool).await;
    let renamed = |(event, mut payload): Told| {
        payload["pull_request"]["user"]["login"] = json!("mira-okafor_harbor");
        (event, payload)
    };
    let before = Pull::new(1, "one", "mira-codes", minute(60));
    let mut after = Pull::new(2, "two", "mira-codes", minute(600));
    let mut review = after.reviewed("mira-codes", "approved", minute(630));
    review.1["review"]["user"]["login"] = json!("mira-okafor_harbor");
    let story = [
        renamed(after.opened()),
        renamed(review),
        before.opened(),
        renamed(after.merged(minute(660))),
    ];
    tell(&pool, &story).await;
    let (prs, _) = numbers(&pool, &cast).await;
    assert_eq!(
        prs.len(),
        2,
        "the one opened under the new name is linked by its author's id"
    );
    assert_eq!(prs[1].1.cycles, 0, "an author's own review counts under no name");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_opening_that_never_came_leaves_the_pull_request_out_until_it_comes(pool: PgPool) {
    let cast = connected(&pool).await;
    let mut pr = Pull::new(1, "feat/saved-addresses", "mira-codes", minute(60));
    let opened = pr.opened();
    let late = [
        pr.reviewed("jonas-weld", "approved", minute(90)),
        pr.merged(minute(120)),
    ];
    tell(&pool, &late).await;
    let (_, card) = numbers(&pool, &cast).await;
    let set = |card: &Scorecard| card.review_cycles.row(Series::NewModel).unwrap().set.clone();
    assert_eq!(set(&card).value(), None);
    assert_eq!(
        set(&card).prs[0].outcome.excluded(),
        Some("incomplete: what happened before the connection is missing")
    );
    deliver(&pool, "later", opened.0, &opened.1).await;
    work(&pool).await;
    assert_eq!(set(&numbers(&pool, &cast).await.1).value(), Some(Ratio::whole(1)));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_delivery_that_failed_is_worked_on_again_when_it_is_sent_again(pool: PgPool) {
    let cast = connected(&pool).await;
    let (event, payload) = Pull::new(1, "feat/saved-addresses", "mira-codes", minute(60)).opened();
    sqlx::query(
        "insert into delivery (connection_id, delivery_guid, event, body, received_at, processed_at, outcome, attempts)
         select connection_id, 'again', 'pull_request', '{}', now(), now(), 'failed: the database was full', 5 from connection",
    )
    .execute(&pool)
    .await
    .unwrap();
    deliver(&pool, "again", event, &payload).await;
    work(&pool).await;
    assert_eq!(
        outcomes(&pool).await[0].1.as_deref(),
        Some("pull request 1: 1 new fact")
    );
    assert_eq!(numbers(&pool, &cast).await.0.len(), 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn refused_deliveries_are_shown_with_their_reason_and_fill_nothing(pool: PgPool) {
    let cast = connected(&pool).await;
    let refused = async || {
        store::data::page(&pool, cast.pilot)
            .await
            .unwrap()
            .connections
            .remove(0)
            .refused
    };
    assert!(refused().await.is_empty());
    for _ in 0..5 {
        super::post(&pool, KEY, &[("x-hub-signature-256", "sha256=00")], b"{}").await;
    }
    let form = b"payload={}";
    let headers = [
        ("x-hub-signature-256", &*super::signature(form)),
        ("x-github-delivery", "1"),
        ("x-github-event", "push"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    super::post(&pool, KEY, &headers, form).await;
    let mut whys: Vec<String> = refused().await.into_iter().map(|refused| refused.why).collect();
    whys.sort();
    assert_eq!(
        whys,
        [
            "The content type is a form. Set the webhook's content type to application/json.",
            "The signature does not fit.",
        ]
    );
    let rows: i64 = sqlx::query_scalar("select count(*) from delivery")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(rows, 2);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn times_of_other_centuries_are_not_used(pool: PgPool) {
    let cast = connected(&pool).await;
    let (event, mut payload) = Pull::new(1, "feat/saved-addresses", "mira-codes", minute(60)).opened();
    payload["pull_request"]["created_at"] = json!("0026-03-02T08:00:00Z");
    let mut story = vec![(event, payload)];
    let mut push = push(
        "x",
        "mira-codes",
        ("", "a"),
        vec![commit("a", "x", true, minute(1))],
        minute(2),
    );
    push.1["commits"][0]["timestamp"] = json!("9999-03-02T08:00:00Z");
    story.push(push);
    tell(&pool, &story).await;
    let said = outcomes(&pool).await;
    assert_eq!(
        said[0].1.as_deref(),
        Some("ignored: it tells of a year before 2000 or after 2100")
    );
    assert_eq!(said[1].1.as_deref(), Some("push to x: 1 new commit"));
    assert!(numbers(&pool, &cast).await.0.is_empty());
}
