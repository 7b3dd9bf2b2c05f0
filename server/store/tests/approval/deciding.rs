//! Asking and deciding with one approver: who may, on what, and exactly once.

use domain::approval::{Answer, Answers, Verdict};
use domain::pilot::Status;
use domain::proposal::{Change, RevisionNumber};
use sqlx::PgPool;
use store::Error;
use store::activity::{Verified, verify};
use store::approval::{Decided, Decision, Sending, decide, draft, keep_answers, open, page, receipt, requests, send};
use store::testing::person;

use crate::cast::*;

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_decision_is_bound_to_what_was_sent(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    assert_eq!(status(&pool, cast).await, Status::Sent { revision: 2 });
    let asked = open(&pool, &known(&pool, cast).await, cast.priya, now())
        .await
        .expect("answers")
        .expect("open");
    let details: Vec<&str> = asked.asks.iter().map(|ask| ask.detail.as_str()).collect();
    assert_eq!(
        details,
        [
            "2 pilot PMs, 4 weeks",
            "2 engineers × 2 h × 4 weeks = 16 h",
            "Zone version 1",
            "Fri 3 Apr 2026, 16:00 CEST"
        ]
    );
    // Saved while the approver reads: the request stays with revision 2.
    let newer = edited(&pool, cast, "risks", "## Risks\n\nNone worth naming.\n").await;
    let decision = checked(&pool, cast, request, &answers(Verdict::Approve, "Good luck.")).await;
    let Ok(Decided::Now(approval, Verdict::Approve)) = decide(&pool, cast.pilot, cast.priya, decision, now()).await
    else {
        panic!("not approved")
    };
    let record = receipt(&pool, cast.pilot, approval).await.expect("a record");
    assert_eq!(
        (record.revision.number, record.request.zone_version),
        (RevisionNumber(2), 1)
    );
    assert_eq!((record.comment.as_str(), record.asks.len()), ("Good luck.", 4));
    assert!(record.asks.iter().all(|answered| answered.answer == Answer::Agree));
    assert!(draft(&pool, request, cast.priya).await.expect("answers").is_none());
    // Risks bind nobody: the approval stands.
    let seen = page(&pool, &known(&pool, cast).await, cast.priya, now())
        .await
        .expect("a page");
    let coverage = seen.coverage.expect("approved");
    assert_eq!(
        (coverage.approved, coverage.current, coverage.sections),
        (RevisionNumber(2), newer, 1)
    );
    assert!(matches!(coverage.change, Change::Editorial { .. }));
    assert_eq!(status(&pool, cast).await, Status::Approved { revision: 2 });
    // What is asked binds both sides: it has to be asked again.
    edited(
        &pool,
        cast,
        "what-i-ask-of-you",
        "## What I ask of you\n\n1. Approve the pilot.\n",
    )
    .await;
    assert_eq!(status(&pool, cast).await, Status::Outdated { revision: 2 });
    assert!(matches!(verify(&pool).await, Ok(Verified::Whole { .. })));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn only_a_whole_and_newest_revision_is_sent(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    assert!(sentence(sent(&pool, cast, 1).await).starts_with("Dana saved revision 2 meanwhile."));
    let third = edited(&pool, cast, "risks", "## Risks\n\nOne: [name it].\n").await;
    assert_eq!(
        sentence(sent(&pool, cast, third.0).await),
        "1 placeholder is left to fill."
    );
    let fourth = edited(&pool, cast, "risks", "## Risks\n\nNone.\n").await;
    sent(&pool, cast, fourth.0).await.expect("sent");
    assert_eq!(
        sentence(sent(&pool, cast, fourth.0).await),
        "Revision 4 is with the approver already."
    );
    let observer = person(&pool, "Olga").await.expect("Olga");
    let fifth = edited(&pool, cast, "risks", "## Risks\n\nFew.\n").await;
    let sending = Sending {
        revision: fifth,
        approvers: &[observer],
        due_on: due(),
        empty_zone: true,
    };
    let outcome = send(&pool, cast.pilot, cast.dana, sending, now()).await;
    assert_eq!(
        sentence(outcome),
        "This person cannot approve in this pilot. Choose an approver."
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_twenty_sends_one_is_recorded(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let sending: Vec<_> = (0..20)
        .map(|_| {
            let pool = pool.clone();
            tokio::spawn(async move { sent(&pool, cast, 2).await })
        })
        .collect();
    let mut done = 0;
    for one in sending {
        match one.await.expect("ran") {
            Ok(_) => done += 1,
            Err(Error::Refused(sentence)) => assert_eq!(sentence, "Revision 2 is with the approver already."),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(done, 1);
    assert_eq!(requests(&pool, cast.pilot).await.expect("requests").len(), 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_twenty_decisions_one_is_recorded(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    let decision = checked(&pool, cast, request, &answers(Verdict::Approve, "")).await;
    let deciding: Vec<_> = (0..20)
        .map(|_| {
            let pool = pool.clone();
            tokio::spawn(async move { decide(&pool, cast.pilot, cast.priya, decision, now()).await })
        })
        .collect();
    let (mut made, mut records) = (0, std::collections::BTreeSet::new());
    for one in deciding {
        match one.await.expect("ran").expect("an answer") {
            Decided::Now(approval, _) => {
                made += 1;
                records.insert(approval);
            }
            Decided::Before { approval, own, .. } => {
                assert!(own);
                records.insert(approval);
            }
        }
    }
    assert_eq!((made, records.len()), (1, 1));
    let rows: i64 = sqlx::query_scalar("select count(*) from activity where action = 'approval.decide'")
        .fetch_one(&pool)
        .await
        .expect("a count");
    assert_eq!(rows, 1);
    assert!(matches!(verify(&pool).await, Ok(Verified::Whole { .. })));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_newer_request_replaces_the_one_on_screen(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let old = sent(&pool, cast, 2).await.expect("sent");
    let decision = checked(&pool, cast, old, &answers(Verdict::Approve, "")).await;
    let third = edited(&pool, cast, "risks", "## Risks\n\nNone.\n").await;
    sent(&pool, cast, third.0).await.expect("sent again");
    let said = "Dana sent revision 3 meanwhile. It replaces the request for revision 2, so nothing was recorded.";
    assert_eq!(
        sentence(decide(&pool, cast.pilot, cast.priya, decision, now()).await),
        said
    );
    let kept = keep_answers(
        &pool,
        cast.pilot,
        cast.priya,
        ((old, cast.priya), &Answers::default()),
        now(),
    )
    .await;
    assert_eq!(sentence(kept), said);
    assert_eq!(status(&pool, cast).await, Status::Sent { revision: 3 });
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_decision_and_a_new_request_at_once_leave_one_of_two_histories(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    let decision = checked(&pool, cast, request, &answers(Verdict::Approve, "")).await;
    let third = edited(&pool, cast, "risks", "## Risks\n\nNone.\n").await;
    let (decided, asked) = tokio::join!(
        decide(&pool, cast.pilot, cast.priya, decision, now()),
        sent(&pool, cast, third.0)
    );
    asked.expect("asking again is always possible");
    let newest_first = requests(&pool, cast.pilot).await.expect("requests");
    assert_eq!(newest_first.len(), 2);
    assert_eq!(newest_first[1].outcome.is_some(), decided.is_ok());
    assert_eq!(newest_first[0].outcome, None);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn answers_changed_in_another_window_are_checked_again(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    let decision = checked(&pool, cast, request, &answers(Verdict::Approve, "")).await;
    let later = now() + chrono::TimeDelta::seconds(1);
    let declined = answers(Verdict::Decline, "No.");
    keep_answers(&pool, cast.pilot, cast.priya, ((request, cast.priya), &declined), later)
        .await
        .expect("kept");
    assert_eq!(
        sentence(decide(&pool, cast.pilot, cast.priya, decision, now()).await),
        "Your answers changed in another window. Check them again, then decide."
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn answers_that_do_not_hold_together_are_never_recorded(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    let mut unsure = answers(Verdict::Approve, "");
    unsure.asks[1] = Some(Answer::DoNotAgree);
    let decision = checked(&pool, cast, request, &unsure).await;
    assert_eq!(
        sentence(decide(&pool, cast.pilot, cast.priya, decision, now()).await),
        "You chose “Approve” but do not agree to ask 2. Change one or the other."
    );
    let decision = checked(&pool, cast, request, &answers(Verdict::RequestChanges, "Shorter.")).await;
    assert_eq!(
        sentence(decide(&pool, cast.pilot, cast.priya, decision, now()).await),
        "You agreed to all four asks but chose “Request changes”. Which is it?"
    );
    let sure = Decision { sure: true, ..decision };
    let decided = decide(&pool, cast.pilot, cast.priya, sure, now())
        .await
        .expect("decided");
    assert!(matches!(decided, Decided::Now(_, Verdict::RequestChanges)));
    assert_eq!(status(&pool, cast).await, Status::Returned { revision: 2 });
    assert_eq!(
        sentence(
            keep_answers(
                &pool,
                cast.pilot,
                cast.priya,
                ((request, cast.priya), &answers(Verdict::Approve, "")),
                now()
            )
            .await
        ),
        "You decided on revision 2 already. A decision stands; the sponsor can ask again."
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nobody_else_decides(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    let decision = checked(&pool, cast, request, &answers(Verdict::Approve, "")).await;
    let other = person(&pool, "Otto").await.expect("Otto");
    approver(&pool, cast.pilot, other, cast.dana)
        .await
        .expect("a second approver");
    for who in [cast.dana, other] {
        let outcome = decide(&pool, cast.pilot, who, decision, now()).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
    }
    // And the database itself holds to four eyes, whatever a program says.
    let own = approver(&pool, cast.pilot, cast.dana, cast.priya).await;
    assert!(own.is_err());
    let own = sqlx::query("insert into approval_seat (approval_request_id, approver_id) values ($1, $2)")
        .bind(request.0)
        .bind(cast.dana.0)
        .execute(&pool)
        .await;
    assert!(own.is_err());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_decision_cannot_be_changed_or_doubled_even_by_hand(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    let decision = checked(&pool, cast, request, &answers(Verdict::Approve, "")).await;
    decide(&pool, cast.pilot, cast.priya, decision, now())
        .await
        .expect("decided");
    for statement in [
        "update approval set verdict = 'decline'",
        "delete from approval",
        "update approval_request set revision_number = 1",
        "update approval_seat set approver_id = 1",
        "insert into approval (approval_request_id, person_id, approver_id, verdict, asks, comment, digest, decided_at)
         select approval_request_id, person_id, approver_id, 'decline', asks, 'no', digest, now() from approval",
    ] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}
