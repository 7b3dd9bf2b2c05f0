//! Whether an approval stands: judged when a revision is saved, stored, and asked of nobody again.

use domain::approval::Verdict;
use domain::pilot::Status;
use domain::proposal::{Change, Reason, RevisionNumber};
use sqlx::PgPool;
use store::approval::{coverage, judged, withdraw};

use crate::cast::*;

const RISKS: &str = "## Risks\n\nNone worth naming.\n";
const ASKS: &str = "## What I ask of you\n\n1. Approve the pilot.\n";

async fn covered(pool: &PgPool, cast: Cast) -> Change {
    let coverage = coverage(pool, &known(pool, cast).await).await.expect("answers");
    coverage.expect("approved").change
}

async fn approved(pool: &PgPool, cast: Cast) {
    let request = sent(pool, cast, 2).await.expect("sent");
    let answers = answers(Verdict::Approve, "");
    decided(pool, cast, (cast.priya, cast.priya), (request, &answers)).await;
}

/// Past what the database refuses.
async fn by_hand(pool: &PgPool, sql: &'static str) {
    let mut tx = pool.begin().await.expect("a transaction");
    for statement in [
        "alter table approval_judgement disable trigger approval_judgement_append_only",
        sql,
        "alter table approval_judgement enable trigger approval_judgement_append_only",
    ] {
        sqlx::query(statement).execute(&mut *tx).await.expect(statement);
    }
    tx.commit().await.expect("done");
}

async fn migrated(pool: &PgPool) {
    let options = pool.connect_options();
    let base = std::env::var("DATABASE_URL").expect("a database");
    let (server, _) = base.rsplit_once('/').expect("an address");
    let url = format!("{server}/{}", options.get_database().expect("a name"));
    store::migrate(&url).await.expect("migrated");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_revision_is_judged_against_what_is_approved_or_asked_about_when_it_is_saved(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    edited(&pool, cast, "risks", "## Risks\n\nFew.\n").await;
    assert_eq!(
        count(&pool, "select count(*) from approval_judgement").await,
        0,
        "nothing is asked"
    );
    let request = sent(&pool, cast, 3).await.expect("sent");
    edited(&pool, cast, "risks", RISKS).await;
    let edit = judged(&pool, cast.pilot, RevisionNumber(3), RevisionNumber(4)).await;
    let sections = vec!["Risks".to_owned()];
    assert_eq!(edit.expect("answers"), Some(Change::Editorial { sections }));
    withdraw(&pool, cast.pilot, cast.dana, (request, "Too early"), now())
        .await
        .expect("withdrawn");
    sent(&pool, cast, 4).await.expect("sent");
    edited(&pool, cast, "what-i-ask-of-you", ASKS).await;
    let pairs: Vec<(i32, i32, bool)> =
        sqlx::query_as("select older, newer, material from approval_judgement order by older, newer")
            .fetch_all(&pool)
            .await
            .expect("rows");
    assert_eq!(pairs, [(3, 4, false), (4, 5, true)]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_approval_stands_as_it_was_judged_whatever_a_reader_says_later(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    approved(&pool, cast).await;
    edited(&pool, cast, "risks", RISKS).await;
    assert_eq!(status(&pool, cast).await, Status::Approved { revision: 2 });
    // As if another edition of the reader had judged.
    by_hand(
        &pool,
        r#"update approval_judgement set edition = 7, material = true,
               change = '{"kind": "material", "reasons": [{"says": {"title": "Risks", "term": "weeks", "said": "5 weeks"}}]}'"#,
    )
    .await;
    migrated(&pool).await;
    assert_eq!(status(&pool, cast).await, Status::Outdated { revision: 2 });
    let Change::Material { reasons } = covered(&pool, cast).await else {
        panic!("not as judged")
    };
    assert_eq!(
        reasons[0].to_string(),
        "The section “Risks” now says 5 weeks of “Length of the pilot”, which is not what the terms say."
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_bar_that_cannot_be_told_outdates_an_approval_and_a_spelling_does_not(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    edited(&pool, cast, "risks", "## Risks\n\nNone woth naming.\n").await;
    let request = sent(&pool, cast, 3).await.expect("sent");
    let answers = answers(Verdict::Approve, "");
    decided(&pool, cast, (cast.priya, cast.priya), (request, &answers)).await;
    edited(&pool, cast, "risks", RISKS).await;
    assert_eq!(status(&pool, cast).await, Status::Approved { revision: 3 });
    edited(
        &pool,
        cast,
        "risks",
        "## Risks\n\nNone worth naming. The bar is a fifth.\n",
    )
    .await;
    assert_eq!(status(&pool, cast).await, Status::Outdated { revision: 3 });
    let reasons = vec![Reason::Unclear {
        title: "Risks".to_owned(),
        sentence: "The bar is a fifth.".to_owned(),
    }];
    assert_eq!(covered(&pool, cast).await, Change::Material { reasons });
    assert_eq!(
        count(&pool, "select count(*) from approval_judgement where edition = 4").await,
        2
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_nobody_judged_outdates_an_approval(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    approved(&pool, cast).await;
    edited(&pool, cast, "risks", RISKS).await;
    by_hand(&pool, "delete from approval_judgement").await;
    migrated(&pool).await;
    assert_eq!(status(&pool, cast).await, Status::Outdated { revision: 2 });
    let reasons = vec![Reason::Unjudged];
    assert_eq!(covered(&pool, cast).await, Change::Material { reasons });
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_was_there_before_judgements_is_judged_once(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    approved(&pool, cast).await;
    edited(&pool, cast, "risks", RISKS).await;
    by_hand(
        &pool,
        "with gone as (delete from approval_judgement returning pilot_id, older, newer)
         insert into approval_judgement_due select * from gone",
    )
    .await;
    let (a, b) = tokio::join!(migrated(&pool), migrated(&pool));
    let ((), ()) = (a, b);
    assert_eq!(status(&pool, cast).await, Status::Approved { revision: 2 });
    assert_eq!(count(&pool, "select count(*) from approval_judgement_due").await, 0);
    assert_eq!(count(&pool, "select count(*) from approval_judgement").await, 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_decision_judges_what_was_saved_without_a_judgement(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    edited(&pool, cast, "risks", RISKS).await;
    // As an instance of an earlier edition leaves it.
    by_hand(&pool, "delete from approval_judgement").await;
    let answers = answers(Verdict::Approve, "");
    decided(&pool, cast, (cast.priya, cast.priya), (request, &answers)).await;
    assert_eq!(status(&pool, cast).await, Status::Approved { revision: 2 });
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_judgement_is_never_changed(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    approved(&pool, cast).await;
    edited(&pool, cast, "risks", RISKS).await;
    for sql in [
        "update approval_judgement set material = false",
        "delete from approval_judgement",
    ] {
        sqlx::query(sql).execute(&pool).await.expect_err(sql);
    }
}
