//! Conditions: stated with an approval, shown to be met, closed, and in the way of the start until then.

use domain::approval::{Answer, Answers, Progress, Step, Verdict, Wanted};
use domain::ids::{ConditionId, PersonId};
use domain::pilot::Blocker;
use sqlx::PgPool;
use store::Error;
use store::activity::{Verified, verify};
use store::approval::{condition, conditions, open, receipt, take_step};
use store::testing;

use crate::cast::*;

/// A pilot approved on two conditions: one of Lee about ask 2, one of Dana.
async fn approved(pool: &PgPool) -> (Cast, [ConditionId; 2]) {
    let cast = complete_pilot(pool).await;
    let request = sent(pool, cast, 2).await.expect("sent");
    let given = Answers {
        asks: vec![
            Some(Answer::Agree),
            Some(Answer::AgreeWithCondition),
            Some(Answer::Agree),
            Some(Answer::Agree),
        ],
        ..conditional(&[
            Wanted {
                ask: Some(1),
                ..wanted(cast.lee)
            },
            Wanted {
                text: "Tell the team".to_owned(),
                ..wanted(cast.dana)
            },
        ])
    };
    let approval = decided(pool, cast, (cast.priya, cast.priya), (request, &given)).await;
    let record = receipt(pool, cast.pilot, approval).await.expect("a record");
    assert_eq!(record.verdict, Verdict::ApproveWithConditions);
    let stated: Vec<_> = record
        .conditions
        .iter()
        .map(|c| {
            (
                c.stated.text.as_str(),
                c.owner.as_str(),
                c.stated.ask,
                c.set_by.as_str(),
            )
        })
        .collect();
    assert_eq!(
        stated,
        [
            ("Freeze the schema", "Lee", Some(1), "Priya"),
            ("Tell the team", "Dana", None, "Priya"),
        ]
    );
    (
        cast,
        [record.conditions[0].condition_id, record.conditions[1].condition_id],
    )
}

async fn step(pool: &PgPool, cast: Cast, who: PersonId, (condition, step): (ConditionId, Step)) -> store::Result<()> {
    take_step(pool, cast.pilot, who, (condition, step, "A note"), now())
        .await
        .map(|_| ())
}

async fn progress(pool: &PgPool, cast: Cast, which: ConditionId) -> Progress {
    condition(&known(pool, cast).await, (cast.dana, which), now())
        .expect("a condition")
        .condition
        .progress()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_condition_goes_from_its_owner_to_the_approver_and_back(pool: PgPool) {
    let (cast, [first, second]) = approved(&pool).await;
    let owner_only = "Only the owner of the condition and the sponsor hand in evidence.";
    let approver_only = "Only the approver who set the condition, or their deputy, can do this.";
    for who in [cast.sam, cast.priya] {
        assert_eq!(
            sentence(step(&pool, cast, who, (first, Step::Submit)).await),
            owner_only
        );
    }
    for who in [cast.lee, cast.dana, cast.sam] {
        assert_eq!(
            sentence(step(&pool, cast, who, (first, Step::Close)).await),
            approver_only
        );
    }
    assert_eq!(
        sentence(step(&pool, cast, cast.priya, (first, Step::Return)).await),
        "No evidence waits to be checked."
    );
    let asked = async |who| titles(&pool, cast, who, now()).await;
    assert_eq!(asked(cast.lee).await, ["Meet a condition: Freeze the schema"]);
    assert_eq!(asked(cast.priya).await, [""; 0]);
    step(&pool, cast, cast.lee, (first, Step::Submit))
        .await
        .expect("handed in");
    assert_eq!(progress(&pool, cast, first).await, Progress::EvidenceIn);
    assert_eq!(asked(cast.lee).await, [""; 0]);
    assert_eq!(asked(cast.priya).await, ["Check the evidence: Freeze the schema"]);
    step(&pool, cast, cast.priya, (first, Step::Return))
        .await
        .expect("sent back");
    assert_eq!(progress(&pool, cast, first).await, Progress::Returned);
    assert_eq!(asked(cast.lee).await, ["Meet a condition: Freeze the schema"]);
    // The sponsor can hand in for the owner.
    step(&pool, cast, cast.dana, (first, Step::Submit))
        .await
        .expect("handed in");
    step(&pool, cast, cast.priya, (first, Step::Close))
        .await
        .expect("closed");
    assert_eq!(progress(&pool, cast, first).await, Progress::Closed);
    for (who, what) in [
        (cast.lee, Step::Submit),
        (cast.priya, Step::Close),
        (cast.priya, Step::Return),
    ] {
        assert_eq!(
            sentence(step(&pool, cast, who, (first, what)).await),
            "The condition is closed already. Nothing was added."
        );
    }
    // Overdue is what its day says: Friday 6 February.
    let open = condition(&known(&pool, cast).await, (cast.dana, second), now()).expect("there");
    assert!(!open.condition.is_overdue(day("2026-02-06")));
    assert!(open.condition.is_overdue(day("2026-02-07")));
    let shown = conditions(&pool, cast.pilot).await.expect("conditions");
    let steps: Vec<(Step, &str)> = shown[0].steps.iter().map(|s| (s.step, s.by.as_str())).collect();
    assert_eq!(
        steps,
        [
            (Step::Submit, "Lee"),
            (Step::Return, "Priya"),
            (Step::Submit, "Dana"),
            (Step::Close, "Priya"),
        ]
    );
    let logged = "select count(*) from activity where action in
        ('approval.submit_evidence', 'approval.return_evidence', 'approval.close_condition')";
    assert_eq!(count(&pool, logged).await, 4);
    assert!(matches!(verify(&pool).await, Ok(Verified::Whole { .. })));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_deputy_closes_for_the_approver_but_not_what_they_own(pool: PgPool) {
    let (cast, [first, _]) = approved(&pool).await;
    away(&pool, cast).await;
    step(&pool, cast, cast.lee, (first, Step::Submit))
        .await
        .expect("handed in");
    let late = take_step(&pool, cast.pilot, cast.sam, (first, Step::Close, "Seen"), days_later(5)).await;
    assert_eq!(
        sentence(late),
        "Only the approver who set the condition, or their deputy, can do this."
    );
    step(&pool, cast, cast.sam, (first, Step::Close)).await.expect("closed");

    let newer = edited(&pool, cast, "risks", "## Risks\n\nNone.\n").await;
    let request = sent(&pool, cast, newer.0).await.expect("sent");
    let approval = decided(
        &pool,
        cast,
        (cast.sam, cast.priya),
        (request, &conditional(&[wanted(cast.sam)])),
    )
    .await;
    let own = receipt(&pool, cast.pilot, approval).await.expect("a record").conditions[0].clone();
    assert_eq!(own.set_by, "Sam for Priya");
    step(&pool, cast, cast.sam, (own.condition_id, Step::Submit))
        .await
        .expect("handed in");
    assert_eq!(
        sentence(step(&pool, cast, cast.sam, (own.condition_id, Step::Close)).await),
        "You own this condition: the approver has to judge its evidence."
    );
    step(&pool, cast, cast.priya, (own.condition_id, Step::Close))
        .await
        .expect("closed");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_new_request_lets_conditions_lapse_and_shows_them_to_the_approver(pool: PgPool) {
    let (cast, [first, _]) = approved(&pool).await;
    let newer = edited(&pool, cast, "risks", "## Risks\n\nNone.\n").await;
    sent(&pool, cast, newer.0).await.expect("sent");
    assert_eq!(
        sentence(step(&pool, cast, cast.lee, (first, Step::Submit)).await),
        "A newer request replaced the approval of revision 2. This condition binds nobody any more."
    );
    let seen = store::approval::page(&pool, &known(&pool, cast).await, cast.priya, now())
        .await
        .expect("a page");
    assert!(seen.conditions.is_empty());
    let since = seen.open.and_then(|open| open.since).expect("decided before");
    assert_eq!(since.conditions.len(), 2);
    let nobody = open(&pool, &known(&pool, cast).await, cast.lee, now())
        .await
        .expect("answers");
    assert!(nobody.is_none());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_was_done_about_a_condition_cannot_be_changed_even_by_hand(pool: PgPool) {
    let (cast, [first, _]) = approved(&pool).await;
    step(&pool, cast, cast.priya, (first, Step::Close))
        .await
        .expect("closed");
    for statement in [
        "update condition set text = 'Nothing'",
        "delete from condition",
        "update condition_step set note = 'Never'",
        "delete from condition_step",
        "insert into condition_step (condition_id, kind, note, person_id, taken_at)
         select condition_id, 'close', 'Again', person_id, now() from condition_step",
        "insert into condition_step (condition_id, kind, note, person_id, taken_at)
         select condition_id, 'submit', 'More', person_id, now() from condition_step",
    ] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_open_condition_blocks_the_start_and_a_closed_one_does_not(pool: PgPool) {
    let now = "2026-03-02T09:00:00Z".parse().expect("a time");
    let cast = testing::ready_pilot(&pool, now).await.expect("a pilot");
    let condition = testing::condition(&pool, cast.new_dri, day("2026-03-06"))
        .await
        .expect("a condition");
    let facts = store::pilot::facts(&pool, cast.pilot).await.expect("facts");
    let monday = "2026-03-02T09:00:00Z".parse().expect("a time");
    let blockers = domain::pilot::start_blockers(&facts.start_facts(monday));
    assert!(
        matches!(&blockers[..], [Blocker::ConditionOpen(open)] if open.condition == condition && open.owner == "Lee")
    );
    assert_eq!(
        sentence(store::start::start(&pool, cast.pilot, &[], cast.sponsor, now).await),
        "A condition is open: “Freeze the schema”, Lee, due 6 Mar 2026."
    );
    // Closing and starting at once: the start comes after the closing or not at all.
    let close = (condition, Step::Close, "Seen");
    let (closed, started) = tokio::join!(
        take_step(&pool, cast.pilot, cast.approver, close, now),
        store::start::start(&pool, cast.pilot, &[], cast.sponsor, now)
    );
    closed.expect("closed");
    match started {
        Ok(_) => {}
        Err(Error::Refused(_)) => {
            store::start::start(&pool, cast.pilot, &[], cast.sponsor, now)
                .await
                .expect("nothing blocks it");
        }
        Err(other) => panic!("{other}"),
    }
}
