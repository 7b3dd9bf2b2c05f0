//! The version of a pilot moves with whatever its pages show, for those who see it.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::ids::PersonId;
use domain::person::Arm;
use domain::pilot::Answer;
use sqlx::PgPool;
use store::arrival::{Version, place};
use store::testing;

fn now() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

/// What pages show, with an entry in the log in the same transaction.
const LOGGED: &[&str] = &[
    "activity",
    "answer",
    "approval",
    "approval_judgement",
    "approval_request",
    "approval_seat",
    "approval_withdrawal",
    "baseline_feature",
    "checklist_step",
    "checklist_tick",
    "comment",
    "comment_mention",
    "comment_placement",
    "comment_resolution",
    "comment_thread",
    "condition",
    "connection_token",
    "condition_step",
    "decision",
    "decision_confirmation",
    "delegation",
    "delegation_revocation",
    "feature",
    "no_go_acknowledgement",
    "outcome_point",
    "participation",
    "counting_entry",
    "correction",
    "correction_outcome",
    "finality",
    "branch_push",
    "changed_files",
    "flag_flip",
    "flag_flip_withdrawal",
    "gate_token",
    "gate_token_revocation",
    "import",
    "incident",
    "incident_withdrawal",
    "known_account",
    "merge_group",
    "past_commit",
    "pilot_start",
    "planning",
    "planning_sign_off",
    "pull_request",
    "pull_request_fact",
    "read_files",
    "replacement",
    "replacement_outcome",
    "replacement_signature",
    "review_hours",
    "revision",
    "skill_result",
    "snapshot",
    "suggestion_outcome",
    "survey_week",
    "terms_confirmation",
    "veto",
    "waiver",
    "zone_history",
    "zone_amendment",
    "zone_amendment_outcome",
    "zone_remark",
    "zone_remark_step",
    "zone_signature",
    "zone_version",
];

/// What no page of a pilot shows by itself, or (commits) what never comes without a delivery.
const NOT_SHOWN: &[&str] = &[
    "_sqlx_migrations",
    "activity_head",
    "address_wish",
    "approval_judgement_due",
    "browser",
    "mail_choice",
    "mail_opening",
    "pilot_change",
    "received_commit",
    "reconciliation_commit",
    "refused_form",
    "reset_link",
    "seal",
    "seal_due",
    "seal_width",
    "session",
    "setup_link",
    "shared_key",
    "sign_in_failure",
];

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whatever_can_change_is_logged_or_counted(pool: PgPool) {
    let tables: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let counted: BTreeSet<String> = sqlx::query_scalar(
        "select distinct c.relname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
         where t.tgname = c.relname || '_counts'",
    )
    .fetch_all(&pool)
    .await
    .unwrap()
    .into_iter()
    .collect();
    for table in tables {
        let places = [
            counted.contains(&table),
            LOGGED.contains(&table.as_str()),
            NOT_SHOWN.contains(&table.as_str()),
        ];
        let places = places.into_iter().filter(|place| *place).count();
        assert_eq!(
            places, 1,
            "a page that was made before a change of {table} would be sent after it"
        );
    }
}

async fn version(pool: &PgPool, person: PersonId) -> Version {
    place(pool, "checkout", person, now()).await.unwrap().unwrap().version
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_said_in_private_moves_no_log_but_every_version(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let before = version(&pool, cast.sponsor).await;
    store::enrolment::consent(&pool, cast.pilot, cast.old_dri, Arm::OldModel, Answer::No, now())
        .await
        .unwrap();
    let after = version(&pool, cast.sponsor).await;
    assert_eq!((after.log, after.beside), (before.log, before.beside + 1));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_one_person_sees_moves_theirs_alone(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    testing::revision(&pool, &cast, &testing::terms(), now()).await.unwrap();
    let (mine, theirs) = (version(&pool, cast.sponsor).await, version(&pool, cast.approver).await);
    sqlx::query(
        "insert into draft (pilot_id, person_id, section, base_number, body, saved_at)
         values ($1, $2, 'opening', 1, 'Half', now())",
    )
    .bind(cast.pilot.0)
    .bind(cast.sponsor.0)
    .execute(&pool)
    .await
    .unwrap();
    assert_eq!(
        version(&pool, cast.sponsor).await,
        Version {
            own: mine.own + 1,
            ..mine
        }
    );
    assert_eq!(version(&pool, cast.approver).await, theirs);
    sqlx::query("delete from draft").execute(&pool).await.unwrap();
    assert_eq!(version(&pool, cast.sponsor).await.own, mine.own + 2);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_name_moves_every_pilot_it_is_shown_in_and_no_other(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let other = testing::pilot(&pool, "search", now()).await.unwrap();
    let elsewhere = || async {
        place(&pool, "search", other.sponsor, now())
            .await
            .unwrap()
            .unwrap()
            .version
    };
    let (before, there) = (version(&pool, cast.sponsor).await, elsewhere().await);
    let rename = "update person set name = 'Another Name' where person_id = $1";
    sqlx::query(rename).bind(cast.new_dri.0).execute(&pool).await.unwrap();
    assert_eq!(version(&pool, cast.sponsor).await.beside, before.beside + 1);
    assert_eq!(elsewhere().await.beside, there.beside + 1);
    let stranger = testing::person(&pool, "Stranger").await.unwrap();
    sqlx::query(rename).bind(stranger.0).execute(&pool).await.unwrap();
    assert_eq!(elsewhere().await.beside, there.beside + 1);
    // Signing in is no news to anybody.
    sqlx::query("update person set password_hash = 'another' where person_id = $1 and password_hash is not null")
        .bind(cast.new_dri.0)
        .execute(&pool)
        .await
        .unwrap();
    assert_eq!(version(&pool, cast.sponsor).await.beside, before.beside + 1);
}
