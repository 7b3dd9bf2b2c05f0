//! What is read for the numbers, against rows written out by hand.

use chrono::{DateTime, Utc};
use domain::calendar::Moment;
use domain::criterion::State;
use domain::ids::{PersonId, PilotId};
use domain::metric::{BaselinePr, Ratio, Series};
use domain::person::Arm;
use domain::programme::scorecard;
use domain::pull_request::{FactKind, PullRequestState};
use sqlx::PgPool;
use store::programme::load;

const PILOT: PilotId = PilotId(1);

/// People, two pilots, and one revision whose terms are complete.
const PILOTS: &str = r#"
insert into person (person_id, email, name, created_at) overriding system value values
    (1, 'dana@example.com', 'Dana', '2026-02-01Z'),
    (2, 'mira@example.com', 'Mira', '2026-02-01Z'),
    (3, 'omar@example.com', 'Omar', '2026-02-01Z');
insert into pilot (pilot_id, slug, name, zone, created_by, created_at) overriding system value values
    (1, 'checkout', 'Checkout', 'Europe/Berlin', 1, '2026-02-01Z'),
    (2, 'search', 'Search', 'Europe/Berlin', 1, '2026-02-01Z');
insert into member (pilot_id, person_id, role, arm, added_by, added_at) values
    (1, 1, 'sponsor', null, 1, '2026-02-01Z'),
    (1, 2, 'pilot_pm', 'new_model', 1, '2026-02-01Z'),
    (1, 3, 'pilot_pm', 'old_model', 1, '2026-02-01Z'),
    (2, 2, 'pilot_pm', 'new_model', 1, '2026-02-01Z');
"#;

const REVISION: &str = r#"
insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at) values (1, 1, 'Text',
    '{"weeks": 4, "pilot_pms": 2, "dri_hours_per_week": 2, "baseline_features": 4, "baseline_statistic": "median",
      "commit_drop_percent": 30, "cycles_must_not_increase": true, "energy_at_least": 3, "outcome_must_move": true,
      "success_at": 4, "iterate_at": 3, "readout_at": "2026-03-31T15:00:00"}',
    repeat('a', 64), 'First', 1, '2026-02-01Z');
"#;

/// A looser revision that nobody agreed to.
const LATER_REVISION: &str = r#"
insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at)
select 1, 2, 'Text', terms || '{"commit_drop_percent": 10}', repeat('b', 64), 'Second', 1, '2026-03-10Z'
from revision where pilot_id = 1 and number = 1;
"#;

const START: &str = r#"
insert into zone_version (pilot_id, number, items, digest, summary, author_id, created_at)
    values (1, 1, '[]', repeat('c', 64), 'First', 1, '2026-02-20Z');
insert into pilot_start (pilot_id, started_at, started_by, revision_number, zone_version, frozen, digest)
    values (1, '2026-03-02T08:00Z', 1, 1, 1, '{}', repeat('d', 64));
insert into survey_week (pilot_id, number, opens_at, closes_at) values
    (1, 1, '2026-03-01T23:00Z', '2026-03-08T23:00Z'),
    (1, 2, '2026-03-08T23:00Z', '2026-03-15T23:00Z'),
    (1, 3, '2026-03-15T23:00Z', '2026-03-22T23:00Z'),
    (1, 4, '2026-03-22T23:00Z', '2026-03-29T22:00Z');
"#;

/// Baseline of 8, 10, 12 and 17 days: a median of 11, a bar of 7.7. Its PRs have 1, 2, 2 and 3
/// cycles: a mean of 2.
const BASELINE: &str = r#"
insert into baseline_feature (pilot_id, position, name, evidence, idea_on, first_commit_on, shipped_on, pull_requests,
        entered_by, entered_at)
select 1, position, name, 'TICKET-' || position, date '2025-10-01', date '2025-10-01' + days, date '2025-11-01',
    jsonb_build_array(jsonb_build_object('known_from', 'hand', 'number', position, 'opened_at', '2025-10-20T10:00:00Z',
        'merged_at', '2025-10-21T10:00:00Z', 'cycles', cycles)),
    1, '2026-02-20Z'
from (values (2, 'Bulk export', 10, 2), (1, 'Saved filters', 8, 1), (3, 'Invite flow', 12, 2), (4, 'Audit log', 17, 3))
    as b (position, name, days, cycles);
"#;

/// The new-model feature has an instant as its idea and its first push six days later; the
/// old-model feature a date, and no push. PR 7 belongs to the new model; PR 8 to no feature, and PR 9
/// was taken out by hand.
const FEATURES: &str = r#"
insert into feature (feature_id, pilot_id, arm, name, surface, brief, idea_at, idea_on, idea_evidence, idea_entered_at,
        flag_key, github_login, metric_name, metric_unit, metric_source, metric_direction, metric_read_on,
        shipped_on, shipped_evidence) overriding system value values
    (11, 1, 'new_model', 'Invites', 'Onboarding', 'Brief', '2026-03-02T09:00Z', null, 'TICKET-9', '2026-03-02T10:00Z',
        'invites', 'mira-codes', 'Invite acceptance', '%', 'Dashboard', 'up', '2026-03-29', '2026-03-19', 'RELEASE-3'),
    (12, 1, 'old_model', 'Exports', 'Reports', 'Brief', null, '2026-03-03', 'TICKET-10', '2026-03-03T10:00Z',
        'exports', 'omar-codes', 'Exports', 'a week', 'Dashboard', 'down', '2026-03-29', null, null),
    (13, 2, 'new_model', 'Facets', 'Search', 'Brief', null, '2026-03-03', 'TICKET-11', '2026-03-03T10:00Z',
        'facets', 'mira-codes', 'Clicks', '', 'Dashboard', 'up', '2026-03-29', null, null);
insert into received_commit (pilot_id, repository, branch, sha, author_login, authored_at, received_at, feature_id) values
    (1, 'acme/web', 'invites', 'bbb', 'mira-codes', '2026-03-08T08:00Z', '2026-03-09T09:00Z', 11),
    (1, 'acme/web', 'invites', 'aaa', 'mira-codes', '2026-03-08T07:00Z', '2026-03-08T09:00Z', 11),
    (1, 'acme/web', 'other', 'ccc', 'somebody', '2026-03-01T07:00Z', '2026-03-01T09:00Z', null);
insert into pull_request (pull_request_id, pilot_id, repository, number, title, url, author_login, author_is_bot, head_branch,
        feature_id, linked_by_hand) overriding system value values
    (21, 1, 'acme/web', 7, 'Invite copy', 'https://code.example/7', 'mira-codes', false, 'invites', 11, false),
    (22, 1, 'acme/web', 8, 'Unrelated', 'https://code.example/8', 'somebody', false, 'other', null, false),
    (23, 1, 'acme/web', 9, 'First try', 'https://code.example/9', 'mira-codes', false, 'invites', null, true);
insert into pull_request_fact (pull_request_id, at, kind, source, same_fact, received_at) values
    (21, '2026-03-10T09:00Z', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "d1"}', 'o', '2026-03-10T09:01Z'),
    (21, '2026-03-10T12:00Z', '{"fact": "reviewed", "reviewer": {"login": "lee", "is_bot_type": false}, "state": "approved"}',
        '{"from": "import", "import": 1, "row": 3}', 'r', '2026-03-10T12:01Z'),
    (21, '2026-03-10T15:00Z', '{"fact": "merged"}', '{"from": "hand", "person": 1, "corrects": null}', 'm', '2026-03-10T15:01Z');
insert into outcome_point (feature_id, day, value, source, entered_by, entered_at) values
    (11, '2026-03-20', 46.2, 'csv', 1, '2026-03-21Z'),
    (11, '2026-03-10', 41.1, 'csv', 1, '2026-03-21Z');
"#;

const ANSWERS: &str = r#"
insert into answer (pilot_id, week, person_id, score, note, answered_at) values
    (1, 1, 2, 2, 'Private', '2026-03-06T09:00Z'),
    (1, 1, 2, 3, 'Private', '2026-03-06T10:00Z'),
    (1, 3, 2, 3, '', '2026-03-20T10:00Z'),
    (1, 4, 2, 4, '', '2026-03-27T10:00Z');
"#;

async fn write(pool: &PgPool, scripts: &[&'static str]) {
    for script in scripts {
        sqlx::raw_sql(*script)
            .execute(pool)
            .await
            .expect("a script of this test");
    }
}

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time of this test")
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn everything_the_numbers_rest_on_is_read(pool: PgPool) {
    write(
        &pool,
        &[PILOTS, REVISION, START, LATER_REVISION, BASELINE, FEATURES, ANSWERS],
    )
    .await;
    let programme = load(&pool, PILOT).await.unwrap();

    assert_eq!(programme.pilot_name, "Checkout");
    assert_eq!(programme.zone, chrono_tz::Europe::Berlin);
    assert_eq!(programme.started_at, Some(utc("2026-03-02T08:00:00Z")));
    assert_eq!(programme.ended_at, Some(utc("2026-03-29T22:00:00Z")));
    assert_eq!(programme.survey_weeks.len(), 4);
    assert_eq!(programme.answers.len(), 4);
    assert_eq!(programme.pm_logins, ["mira-codes", "omar-codes"]);
    assert_eq!(programme.set_aside, ["acme/web#9"]);
    let names: Vec<&str> = programme.baseline.iter().map(|b| b.name.as_str()).collect();
    assert_eq!(names, ["Saved filters", "Bulk export", "Invite flow", "Audit log"]);
    assert!(matches!(
        programme.baseline[3].pull_requests[..],
        [BaselinePr::Hand {
            number: 4,
            cycles: Some(3),
            ..
        }]
    ));

    let new_model = programme.feature(Arm::NewModel).unwrap();
    assert_eq!((new_model.pm, new_model.pm_name.as_str()), (PersonId(2), "Mira"));
    assert_eq!(new_model.idea, Some(Moment::Instant(utc("2026-03-02T09:00:00Z"))));
    assert_eq!(new_model.first_received.as_ref().unwrap().sha, "aaa");
    assert_eq!(
        new_model.author_dates,
        [utc("2026-03-08T07:00:00Z"), utc("2026-03-08T08:00:00Z")]
    );
    assert_eq!(new_model.shipped.as_ref().unwrap().evidence, "RELEASE-3");
    assert_eq!(
        new_model.points.iter().map(|p| p.value).collect::<Vec<_>>(),
        [41.1, 46.2]
    );
    assert_eq!(new_model.primary_metric.window_days, 28);
    let [pr] = &new_model.pull_requests[..] else {
        panic!("PR 8 is linked to no feature")
    };
    assert_eq!(
        (pr.number, pr.facts.len(), pr.state()),
        (7, 3, PullRequestState::Merged)
    );
    assert_eq!(
        pr.facts[0].kind,
        FactKind::Opened {
            draft: false,
            deduced_from: None
        }
    );

    let old_model = programme.feature(Arm::OldModel).unwrap();
    assert_eq!(old_model.idea, Some(Moment::Date("2026-03-03".parse().unwrap())));
    assert_eq!((&old_model.first_received, &old_model.shipped), (&None, &None));
    assert!(old_model.points.is_empty() && old_model.pull_requests.is_empty() && old_model.author_dates.is_empty());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_scorecard_of_what_was_read_is_the_one_worked_out_by_hand(pool: PgPool) {
    write(
        &pool,
        &[PILOTS, REVISION, START, LATER_REVISION, BASELINE, FEATURES, ANSWERS],
    )
    .await;
    let programme = load(&pool, PILOT).await.unwrap();
    let card = scorecard(&programme, utc("2026-03-30T08:00:00Z"));

    assert_eq!(card.first_commit.baseline, Some(Ratio::whole(11)));
    // The started revision says 30 percent; the later one, which nobody agreed to, says 10.
    assert_eq!(card.first_commit.bar, Some(Ratio::new(77, 10)));
    let days = card.first_commit.new_model().unwrap().measured.days();
    assert_eq!(days, Some(Ratio::whole(6)));
    let cycles = |series| card.review_cycles.row(series).unwrap().set.value();
    assert_eq!(cycles(Series::Baseline), Some(Ratio::whole(2)));
    assert_eq!(cycles(Series::NewModel), Some(Ratio::whole(1)));
    // 3 (the answer that replaced the 2), 3 and 4 of four weeks; the missing one leaves 2.75 to 3.75.
    let energy = &card.energy.panel(Series::NewModel).unwrap().energy;
    assert_eq!((energy.sum, energy.given, energy.missing()), (10, 3, 1));
    let states: Vec<State> = card.criteria.iter().map(|criterion| criterion.state).collect();
    assert_eq!(states, [State::Met, State::Met, State::NotKnown, State::Met]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn before_a_start_the_newest_terms_count_and_nothing_else_need_exist(pool: PgPool) {
    write(&pool, &[PILOTS, REVISION, LATER_REVISION]).await;
    let programme = load(&pool, PILOT).await.unwrap();
    assert_eq!(programme.terms.commit_drop_percent, 10.into());
    assert_eq!((programme.started_at, programme.ended_at), (None, None));
    assert_eq!((&programme.new_model, &programme.old_model), (&None, &None));
    assert!(programme.baseline.is_empty() && programme.answers.is_empty());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn without_complete_terms_the_answer_names_what_is_missing(pool: PgPool) {
    write(&pool, &[PILOTS]).await;
    let refused = |result: store::Result<_>| match result {
        Err(store::Error::Refused(sentence)) => sentence,
        other => panic!("expected a refusal, got {other:?}"),
    };
    assert_eq!(
        refused(load(&pool, PILOT).await),
        "There is no proposal yet, so nothing says what to measure."
    );
    write(
        &pool,
        &[
            REVISION,
            r#"insert into revision (pilot_id, number, body, terms, digest, summary, author_id, created_at)
            select 1, 2, 'Text', terms - 'weeks' - 'baseline_statistic', repeat('b', 64), 'Second', 1, '2026-03-10Z'
            from revision where pilot_id = 1 and number = 1"#,
        ],
    )
    .await;
    assert_eq!(
        refused(load(&pool, PILOT).await),
        "The proposal does not say yet: Length of the pilot; Baseline statistic."
    );
    assert!(matches!(load(&pool, PilotId(9)).await, Err(store::Error::NotFound)));
}

/// The planning PR is on a branch that names the flag, so that its commit belongs to the feature whatever becomes of the PR. The
/// feature's own branch was cut from it and carries that commit on. Two weeks later somebody pushes to the branch again.
const PLANNING: &str = r#"
insert into received_commit (pilot_id, repository, branch, sha, author_login, authored_at, received_at, feature_id, is_distinct) values
    (1, 'acme/web', 'invites-plan', 'p1', 'mira-codes', '2026-03-03T08:00Z', '2026-03-03T09:00Z', 11, true),
    (1, 'acme/web', 'invites-page', 'p1', 'mira-codes', '2026-03-03T08:00Z', '2026-03-05T09:00Z', 11, false),
    (1, 'acme/web', 'invites-page', 'q1', 'mira-codes', '2026-03-06T08:00Z', '2026-03-06T09:00Z', 11, true),
    (1, 'acme/web', 'invites-plan', 'r1', 'mira-codes', '2026-03-17T08:00Z', '2026-03-17T09:00Z', 11, true);
insert into pull_request (pull_request_id, pilot_id, repository, number, title, url, author_login, author_is_bot, head_branch,
        head_branches, feature_id) overriding system value values
    (31, 1, 'acme/web', 20, 'Plan the invites', 'https://code.example/20', 'mira-codes', false, 'invites-plan', '{invites-plan}', 11),
    (32, 1, 'acme/web', 21, 'Invites page', 'https://code.example/21', 'mira-codes', false, 'invites-page', '{invites-page}', 11);
insert into pull_request_fact (pull_request_id, at, kind, source, same_fact, received_at) values
    (31, '2026-03-03T10:00Z', '{"fact": "opened", "draft": false}', '{"from": "webhook", "delivery": "d4"}', 'o', '2026-03-03T10:01Z'),
    (31, '2026-03-03T11:00Z', '{"fact": "reviewed", "reviewer": {"login": "lee", "is_bot_type": false}, "state": "commented"}',
        '{"from": "webhook", "delivery": "d5"}', 'r1', '2026-03-03T11:01Z'),
    (31, '2026-03-03T12:00Z', '{"fact": "pushed", "sha": "p2", "author": {"login": "mira-codes", "is_bot_type": false}, "forced": false,
        "content_id": null, "merge_of_base_only": false}', '{"from": "webhook", "delivery": "d6"}', 'p', '2026-03-03T12:01Z'),
    (31, '2026-03-04T10:00Z', '{"fact": "reviewed", "reviewer": {"login": "lee", "is_bot_type": false}, "state": "approved"}',
        '{"from": "webhook", "delivery": "d7"}', 'r2', '2026-03-04T10:01Z'),
    (31, '2026-03-04T12:00Z', '{"fact": "merged"}', '{"from": "webhook", "delivery": "d8"}', 'm', '2026-03-04T12:01Z');
"#;

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_proves_week_one_leaves_the_numbers_with_its_commits_and_comes_back_when_it_proves_nothing(pool: PgPool) {
    write(&pool, &[PILOTS, REVISION, START, BASELINE, FEATURES, ANSWERS, PLANNING]).await;
    let numbers = async || {
        let programme = load(&pool, PILOT).await.unwrap();
        let card = scorecard(&programme, utc("2026-03-30T08:00:00Z"));
        let days = card.first_commit.new_model().unwrap().measured.days();
        let cycles = card.review_cycles.row(Series::NewModel).unwrap().set.value();
        let pulls = &programme.feature(Arm::NewModel).unwrap().pull_requests;
        let apart: Vec<i32> = pulls
            .iter()
            .filter(|pr| pr.apart.is_some())
            .map(|pr| pr.number)
            .collect();
        (days, cycles, apart)
    };
    // From the idea on 2 March to the planning push on the 3rd, and 1 and 2 cycles of two merged PRs.
    let with_all = (Some(Ratio::whole(1)), Some(Ratio::new(3, 2)), Vec::new());
    assert_eq!(numbers().await, with_all);
    let write_one = async |script: String| {
        sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(&pool).await.unwrap();
    };
    let tick = |role: &str, person: i64, evidence: &str| {
        format!(
            "insert into checklist_tick (pilot_id, arm, item, role, person_id, evidence, ticked_at)
             values (1, 'new_model', 3, '{role}', {person}, '{evidence}', '2026-03-05T09:00Z')"
        )
    };
    let step = |kind: &str, note: &str| {
        format!(
            "insert into checklist_step (pilot_id, arm, item, person_id, kind, note, taken_by, taken_at)
             values (1, 'new_model', 3, 2, '{kind}', '{note}', 2, '2026-03-05T10:00Z')"
        )
    };
    // What a DRI writes is no evidence; what the pilot PM writes is. The commit that the feature's branch carries on is the
    // planning PR's all the same, so the first is that of the 6th.
    write_one(tick("dri", 3, "acme/web#7")).await;
    assert_eq!(numbers().await, with_all);
    write_one(tick("pilot_pm", 2, "Merged: acme/web#20")).await;
    let without = (Some(Ratio::whole(4)), Some(Ratio::whole(1)), vec![20]);
    assert_eq!(numbers().await, without);
    // Sent back, it proves nothing; with other evidence something else; with the first again the first.
    write_one(step("return", "That one was never reviewed: acme/web#20")).await;
    assert_eq!(numbers().await, with_all);
    write_one(step("done", "https://code.example/7")).await;
    assert_eq!(numbers().await, (Some(Ratio::whole(1)), Some(Ratio::whole(2)), vec![7]));
    write_one(step("return", "No")).await;
    write_one(step("done", "https://github.com/acme/web/pull/20/files")).await;
    assert_eq!(numbers().await, without);
    // What its pilot PM takes back proves nothing either.
    write_one(step("withdraw", "")).await;
    assert_eq!(numbers().await, with_all);
    write_one(step("done", "acme/web#20")).await;
    assert_eq!(numbers().await, without);
    // Another number is another pull request.
    sqlx::query("update pull_request set number = 22 where pull_request_id = 31")
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(numbers().await, with_all);
}
