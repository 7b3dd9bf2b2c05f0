//! Several approvers, deputies, withdrawals, reminders, and asking again.

use std::path::Path;

use domain::approval::{Answer, Answers, Verdict};
use domain::ids::{PersonId, PilotId};
use domain::person::{Membership, Role};
use domain::pilot::Status;
use domain::proposal::RevisionNumber;
use sqlx::PgPool;
use sqlx::migrate::Migrate as _;
use store::Error;
use store::activity::{Verified, verify};
use store::approval::{
    Decided, Decision, Naming, Sending, current, decide, draft, keep_answers, name_deputy, open, page, receipt,
    requests, revoke_deputy, send, withdraw,
};
use store::enrolment::give_role;

use crate::cast::*;

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_request_is_approved_when_every_seat_has_approved(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let otto = otto(&pool, cast).await;
    let request = sent_to(&pool, cast, 2, &[otto, cast.priya, otto]).await.expect("sent");
    let own = |who: PersonId| (who, who);
    decided(&pool, cast, own(cast.priya), (request, &answers(Verdict::Approve, ""))).await;
    assert_eq!(status(&pool, cast).await, Status::Sent { revision: 2 });
    let waiting = current(&pool, cast.pilot).await.expect("answers").expect("a request");
    assert_eq!(
        (waiting.approvers().as_str(), waiting.waits_for().as_str()),
        ("Otto and Priya", "Otto")
    );
    // Whoever has decided is not asked again.
    let again = open(&pool, &known(&pool, cast).await, cast.priya, now())
        .await
        .expect("answers");
    assert!(again.is_none());
    decided(&pool, cast, own(otto), (request, &conditional(&[wanted(cast.lee)]))).await;
    assert_eq!(status(&pool, cast).await, Status::Approved { revision: 2 });
    let outcome = current(&pool, cast.pilot)
        .await
        .expect("answers")
        .and_then(|request| request.outcome)
        .expect("settled");
    assert_eq!(
        (outcome.verdict, outcome.by.as_str(), outcome.conditions),
        (Verdict::ApproveWithConditions, "Otto and Priya", 1)
    );
    let coverage = page(&pool, &known(&pool, cast).await, cast.dana, now())
        .await
        .expect("a page")
        .coverage
        .expect("approved");
    assert_eq!(coverage.records.len(), 2);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_first_refusal_settles_a_request(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let otto = otto(&pool, cast).await;
    let request = sent_to(&pool, cast, 2, &[cast.priya, otto]).await.expect("sent");
    let ready = checked_by(&pool, cast, (otto, otto), (request, &answers(Verdict::Approve, ""))).await;
    decided(
        &pool,
        cast,
        (cast.priya, cast.priya),
        (request, &answers(Verdict::Decline, "No.")),
    )
    .await;
    assert_eq!(status(&pool, cast).await, Status::Declined { revision: 2 });
    let said = "Priya decided on revision 2 before you: declined. That settles the request, so nothing was recorded.";
    assert_eq!(sentence(decide(&pool, cast.pilot, otto, ready, now()).await), said);
    let kept = ((request, otto), &answers(Verdict::Approve, ""));
    assert_eq!(sentence(keep_answers(&pool, cast.pilot, otto, kept, now()).await), said);
    assert_eq!(count(&pool, "select count(*) from approval").await, 1);
    // It came back, so the same revision can be asked about again.
    sent(&pool, cast, 2).await.expect("sent again");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_approvers_at_once_of_whom_one_declines_end_in_one_of_two_histories(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let otto = otto(&pool, cast).await;
    let request = sent_to(&pool, cast, 2, &[cast.priya, otto]).await.expect("sent");
    let yes = checked_by(&pool, cast, (otto, otto), (request, &answers(Verdict::Approve, ""))).await;
    let no = Decision {
        sure: true,
        ..checked(&pool, cast, request, &answers(Verdict::Decline, "No.")).await
    };
    let (yes, no) = tokio::join!(
        decide(&pool, cast.pilot, otto, yes, now()),
        decide(&pool, cast.pilot, cast.priya, no, now())
    );
    assert!(matches!(no, Ok(Decided::Now(_, Verdict::Decline))), "{no:?}");
    let decisions = match yes {
        Ok(Decided::Now(_, Verdict::Approve)) => 2,
        Err(Error::Refused(said)) => {
            assert!(
                said.starts_with("Priya decided on revision 2 before you: declined."),
                "{said}"
            );
            1
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(count(&pool, "select count(*) from approval").await, decisions);
    assert_eq!(status(&pool, cast).await, Status::Declined { revision: 2 });
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_deputy_decides_while_the_approver_is_away_and_both_names_stay(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    let mine = cast.sam;
    // Not named: not theirs.
    let kept = ((request, cast.priya), &answers(Verdict::Approve, ""));
    let outcome = keep_answers(&pool, cast.pilot, cast.sam, kept, now()).await;
    assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
    away(&pool, cast).await;
    // From Sunday 00:00 to Wednesday 24:00 in Berlin.
    for (at, expected) in [
        ("2026-01-31T22:59:59Z", false),
        ("2026-01-31T23:00:00Z", true),
        ("2026-02-04T22:59:59Z", true),
        ("2026-02-04T23:00:00Z", false),
    ] {
        let at = at.parse().expect("a time");
        let asked = open(&pool, &known(&pool, cast).await, mine, at).await.expect("answers");
        assert_eq!(asked.is_some(), expected, "{at}");
        let (_, standing) = store::pilot::find(&pool, "checkout", cast.sam, at)
            .await
            .expect("answers")
            .expect("there");
        assert_eq!(standing.deputy, expected, "{at}");
    }
    let decision = checked_by(
        &pool,
        cast,
        (cast.sam, cast.priya),
        (request, &answers(Verdict::Approve, "For Priya.")),
    )
    .await;
    let late = decide(&pool, cast.pilot, cast.sam, decision, days_later(5)).await;
    assert_eq!(
        sentence(late),
        "You are not the deputy of Priya at this time, so nothing was recorded."
    );
    let hers = checked(&pool, cast, request, &answers(Verdict::Decline, "No.")).await;
    let Ok(Decided::Now(approval, _)) = decide(&pool, cast.pilot, cast.sam, decision, now()).await else {
        panic!("not decided")
    };
    let record = receipt(&pool, cast.pilot, approval).await.expect("a record");
    assert_eq!(
        (record.approver.as_str(), record.deputy.as_deref()),
        ("Priya", Some("Sam"))
    );
    // Whoever comes second is told who was first.
    let second = decide(&pool, cast.pilot, cast.priya, hers, now()).await;
    let expected = Decided::Before {
        approval,
        own: false,
        by: "Sam for Priya".to_owned(),
    };
    assert_eq!(second.expect("an answer"), expected);
    let kept = ((request, cast.priya), &answers(Verdict::Decline, "No."));
    assert_eq!(
        sentence(keep_answers(&pool, cast.pilot, cast.priya, kept, now()).await),
        "Sam for Priya decided on revision 2 already. A decision stands; the sponsor can ask again."
    );
    let told = titles(&pool, cast, cast.priya, now()).await;
    assert_eq!(told, ["Read what Sam for Priya decided on revision 2"]);
    assert_eq!(titles(&pool, cast, cast.priya, days_later(7)).await, [""; 0]);
    assert_eq!(status(&pool, cast).await, Status::Approved { revision: 2 });
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn approver_and_deputy_at_once_make_one_decision(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    away(&pool, cast).await;
    let yes = answers(Verdict::Approve, "");
    let decision = checked(&pool, cast, request, &yes).await;
    checked_by(&pool, cast, (cast.sam, cast.priya), (request, &yes)).await;
    let deciding: Vec<_> = (0..20)
        .map(|n| {
            let pool = pool.clone();
            let who = if n % 2 == 0 { cast.priya } else { cast.sam };
            tokio::spawn(async move { (who, decide(&pool, cast.pilot, who, decision, now()).await) })
        })
        .collect();
    let (mut winner, mut told) = (None, Vec::new());
    for one in deciding {
        match one.await.expect("ran") {
            (who, Ok(Decided::Now(..))) => assert_eq!(winner.replace(who), None),
            (who, Ok(Decided::Before { own, by, .. })) => told.push((who, own, by)),
            (_, Err(error)) => panic!("{error}"),
        }
    }
    let winner = winner.expect("somebody was first");
    let by = if winner == cast.priya { "Priya" } else { "Sam for Priya" };
    assert_eq!(told.len(), 19);
    assert!(
        told.iter()
            .all(|(who, own, name)| *own == (*who == winner) && name == by)
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_sponsor_is_never_a_deputy_neither_by_naming_nor_by_role(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let naming = |deputy, first, last| Naming {
        deputy,
        first: day(first),
        last: day(last),
    };
    let name = async |deputy, first, last| {
        name_deputy(&pool, cast.pilot, cast.priya, naming(deputy, first, last), now()).await
    };
    assert_eq!(
        sentence(name(cast.dana, "2026-02-01", "2026-02-04").await),
        "A sponsor cannot decide on their own proposal, not even as a deputy. Choose somebody else."
    );
    assert_eq!(
        sentence(name(cast.priya, "2026-02-01", "2026-02-04").await),
        "You cannot be your own deputy. Choose somebody else."
    );
    let stranger = store::testing::person(&pool, "Stranger").await.expect("a person");
    assert_eq!(
        sentence(name(stranger, "2026-02-01", "2026-02-04").await),
        "The deputy has to be in the pilot. Choose somebody who is."
    );
    assert_eq!(
        sentence(name(cast.sam, "2026-01-20", "2026-01-31").await),
        "These days have passed. Choose a later last day."
    );
    let delegation = away(&pool, cast).await;
    assert_eq!(
        sentence(name(cast.lee, "2026-02-04", "2026-02-09").await),
        "Sam is your deputy on some of these days already. Revoke that first, or choose other days."
    );
    name(cast.lee, "2026-02-05", "2026-02-09")
        .await
        .expect("the days after");
    // The deputy cannot become sponsor, by the program or by hand.
    let sponsor = Membership {
        role: Role::Sponsor,
        arm: None,
    };
    let given = give_role(&pool, cast.pilot, cast.sam, sponsor, cast.dana, now()).await;
    assert_eq!(
        sentence(given),
        "This person is the deputy of an approver, and a sponsor cannot decide on their own proposal."
    );
    for statement in [
        "insert into member (pilot_id, person_id, role, added_by, added_at) values ($1, $2, 'sponsor', $3, '2026-02-01Z')",
        "update member set role = 'sponsor', added_at = '2026-02-01Z' where pilot_id = $1 and person_id = $2 and $3 > 0",
    ] {
        let by_hand = sqlx::query(statement)
            .bind(cast.pilot.0)
            .bind(cast.sam.0)
            .bind(cast.dana.0)
            .execute(&pool)
            .await;
        assert!(by_hand.is_err(), "{statement}");
    }
    let by_hand = sqlx::query(
        "insert into delegation (pilot_id, approver_id, deputy_id, starts_at, ends_at, named_at)
         values ($1, $2, $3, now(), now() + interval '1 day', now())",
    )
    .bind(cast.pilot.0)
    .bind(cast.priya.0)
    .bind(cast.dana.0)
    .execute(&pool)
    .await;
    assert!(by_hand.is_err());
    // Somebody else's is not theirs to revoke; revoked, it ends at once, and the way to sponsor is free.
    let other = revoke_deputy(&pool, cast.pilot, cast.dana, delegation, now()).await;
    assert!(matches!(other, Err(Error::NotFound)), "{other:?}");
    let request = sent(&pool, cast, 2).await.expect("sent");
    let decision = checked_by(
        &pool,
        cast,
        (cast.sam, cast.priya),
        (request, &answers(Verdict::Approve, "")),
    )
    .await;
    revoke_deputy(&pool, cast.pilot, cast.priya, delegation, now())
        .await
        .expect("revoked");
    assert_eq!(
        sentence(revoke_deputy(&pool, cast.pilot, cast.priya, delegation, now()).await),
        "Sam is not your deputy any more. There is nothing to revoke."
    );
    assert_eq!(
        sentence(decide(&pool, cast.pilot, cast.sam, decision, now()).await),
        "You are not the deputy of Priya at this time, so nothing was recorded."
    );
    give_role(&pool, cast.pilot, cast.sam, sponsor, cast.dana, now())
        .await
        .expect("a second sponsor");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn naming_a_deputy_and_making_them_sponsor_at_once_leaves_one_of_the_two(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let naming = Naming {
        deputy: cast.sam,
        first: day("2026-02-01"),
        last: day("2026-02-04"),
    };
    let (named, given) = tokio::join!(
        name_deputy(&pool, cast.pilot, cast.priya, naming, now()),
        member(&pool, cast.pilot, (cast.sam, "sponsor"), cast.dana)
    );
    assert!(named.is_ok() != given.is_ok(), "{named:?} {given:?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn one_person_decides_once_on_a_request(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let otto = otto(&pool, cast).await;
    let naming = Naming {
        deputy: otto,
        first: day("2026-02-01"),
        last: day("2026-02-04"),
    };
    name_deputy(&pool, cast.pilot, cast.priya, naming, now())
        .await
        .expect("another approver can be deputy");
    let request = sent_to(&pool, cast, 2, &[cast.priya, otto]).await.expect("sent");
    let yes = answers(Verdict::Approve, "");
    decided(&pool, cast, (otto, otto), (request, &yes)).await;
    let kept = keep_answers(&pool, cast.pilot, otto, ((request, cast.priya), &yes), now()).await;
    assert_eq!(
        sentence(kept),
        "You decided on revision 2 already (Otto). One person decides once, so nothing was recorded."
    );
    assert!(
        open(&pool, &known(&pool, cast).await, otto, now())
            .await
            .expect("answers")
            .is_none()
    );
    let by_hand = sqlx::query(
        "insert into approval (approval_request_id, person_id, approver_id, delegation_id, verdict, asks, comment,
             digest, decided_at)
         select $1, $2, $3, delegation_id, 'approve', '[]', '', '', $4 from delegation",
    )
    .bind(request.0)
    .bind(otto.0)
    .bind(cast.priya.0)
    .bind(now())
    .execute(&pool)
    .await
    .expect_err("the database holds to it");
    assert!(by_hand.to_string().contains("approval_one_per_person"), "{by_hand}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_database_itself_lets_only_the_seat_s_people_decide(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    let delegation = away(&pool, cast).await;
    let insert = async |who: PersonId, delegation: Option<i64>, at: &str| {
        sqlx::query(
            "insert into approval (approval_request_id, person_id, approver_id, delegation_id, verdict, asks, comment,
                 digest, decided_at)
             values ($1, $2, $3, $4, 'approve', '[]', '', '', $5::timestamptz)",
        )
        .bind(request.0)
        .bind(who.0)
        .bind(cast.priya.0)
        .bind(delegation)
        .bind(at.parse::<chrono::DateTime<chrono::Utc>>().expect("a time"))
        .execute(&pool)
        .await
        .expect_err("refused")
        .into_database_error()
        .and_then(|error| error.constraint().map(str::to_owned))
    };
    for (who, delegation, at, constraint) in [
        (cast.sam, None, "2026-02-01T09:00:00Z", "approval_by_approver_or_deputy"),
        (
            cast.sam,
            Some(delegation.0),
            "2026-02-05T09:00:00Z",
            "approval_by_deputy_in_time",
        ),
        (
            cast.lee,
            Some(delegation.0),
            "2026-02-01T09:00:00Z",
            "approval_by_deputy_in_time",
        ),
        (
            cast.dana,
            Some(delegation.0),
            "2026-02-01T09:00:00Z",
            "approval_by_another_than_sponsor",
        ),
    ] {
        let held = insert(who, delegation, at).await;
        assert_eq!(held.as_deref(), Some(constraint), "{who} {at}");
    }
    withdraw(&pool, cast.pilot, cast.dana, (request, "Too early"), now())
        .await
        .expect("withdrawn");
    let held = insert(cast.priya, None, "2026-02-01T09:00:00Z").await;
    assert_eq!(held.as_deref(), Some("approval_of_open_request"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_withdrawn_request_counts_as_never_sent(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let first = sent(&pool, cast, 2).await.expect("sent");
    let yes = answers(Verdict::Approve, "");
    let decision = checked(&pool, cast, first, &yes).await;
    let revision = withdraw(&pool, cast.pilot, cast.dana, (first, "One ask is missing"), now())
        .await
        .expect("withdrawn");
    assert_eq!(revision, 2);
    assert_eq!(status(&pool, cast).await, Status::Drafting);
    let said = "Dana withdrew the request for revision 2, so nothing was recorded. The reason: One ask is missing";
    assert_eq!(
        sentence(decide(&pool, cast.pilot, cast.priya, decision, now()).await),
        said
    );
    let kept = keep_answers(&pool, cast.pilot, cast.priya, ((first, cast.priya), &yes), now()).await;
    assert_eq!(sentence(kept), said);
    let seen = page(&pool, &known(&pool, cast).await, cast.priya, now())
        .await
        .expect("a page");
    assert!(seen.open.is_none() && seen.current.is_none());
    assert_eq!(seen.requests[0].withdrawn.as_ref().map(|w| w.by.as_str()), Some("Dana"));
    assert_eq!(
        sentence(withdraw(&pool, cast.pilot, cast.dana, (first, "Again"), now()).await),
        "Dana withdrew the request for revision 2 already."
    );
    // The same revision can be sent again, and approved.
    let second = sent(&pool, cast, 2).await.expect("sent again");
    decided(&pool, cast, (cast.priya, cast.priya), (second, &yes)).await;
    assert_eq!(
        sentence(withdraw(&pool, cast.pilot, cast.dana, (second, "Too late"), now()).await),
        "Priya decided on revision 2 already: approved. A decision stays; nothing was withdrawn."
    );
    // A request after an approval, taken back, leaves the approval standing.
    let third = edited(&pool, cast, "risks", "## Risks\n\nNone.\n").await;
    let asked = sent(&pool, cast, third.0).await.expect("sent");
    assert_eq!(status(&pool, cast).await, Status::Sent { revision: 3 });
    withdraw(&pool, cast.pilot, cast.dana, (asked, "Not needed"), now())
        .await
        .expect("withdrawn");
    assert_eq!(status(&pool, cast).await, Status::Approved { revision: 2 });
    for statement in [
        "update approval_withdrawal set reason = ''",
        "delete from approval_withdrawal",
    ] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
    assert!(matches!(verify(&pool).await, Ok(Verified::Whole { .. })));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn withdrawing_and_deciding_at_once_ends_in_one_of_the_two(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    let decision = checked(&pool, cast, request, &answers(Verdict::Approve, "")).await;
    let (withdrawn, made) = tokio::join!(
        withdraw(&pool, cast.pilot, cast.dana, (request, "Too early"), now()),
        decide(&pool, cast.pilot, cast.priya, decision, now())
    );
    match (withdrawn, made) {
        (Ok(2), Err(Error::Refused(said))) => assert!(said.starts_with("Dana withdrew"), "{said}"),
        (Err(Error::Refused(said)), Ok(Decided::Now(..))) => assert!(said.starts_with("Priya decided"), "{said}"),
        other => panic!("{other:?}"),
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_edit_during_the_decision_changes_nothing_of_it(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    let decision = checked(&pool, cast, request, &answers(Verdict::Approve, "")).await;
    let (newer, made) = tokio::join!(
        edited(&pool, cast, "risks", "## Risks\n\nNone.\n"),
        decide(&pool, cast.pilot, cast.priya, decision, now())
    );
    let Ok(Decided::Now(approval, _)) = made else {
        panic!("{made:?}")
    };
    let record = receipt(&pool, cast.pilot, approval).await.expect("a record");
    assert_eq!((record.revision.number, newer), (RevisionNumber(2), RevisionNumber(3)));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_request_is_due_and_whoever_has_not_answered_is_reminded(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let otto = otto(&pool, cast).await;
    let past = Sending {
        revision: RevisionNumber(2),
        approvers: &[cast.priya],
        due_on: day("2026-01-31"),
        empty_zone: true,
    };
    assert_eq!(
        sentence(send(&pool, cast.pilot, cast.dana, past, now()).await),
        "The end of work on the day it is due has passed. Choose a later day."
    );
    let nobody = Sending {
        approvers: &[],
        due_on: due(),
        ..past
    };
    assert_eq!(
        sentence(send(&pool, cast.pilot, cast.dana, nobody, now()).await),
        "Choose at least one approver."
    );
    let request = sent_to(&pool, cast, 2, &[cast.priya, otto]).await.expect("sent");
    let waiting = async |who, days| tasks(&pool, cast, who, days_later(days)).await;
    let first = waiting(cast.priya, 1).await.swap_remove(0);
    // Sunday 8 February, 17:00 in Berlin.
    assert_eq!(first.due, "2026-02-08T16:00:00Z".parse().ok());
    assert_eq!(first.title, "Decide on revision 2");
    // Sent on a Sunday: reminded on Tuesday and Thursday.
    let reminder = waiting(cast.priya, 4).await.swap_remove(0);
    assert_eq!(
        (reminder.title.as_str(), reminder.why.as_str()),
        ("Reminder: decide on revision 2", "Reminded on Thu 5 Feb 2026")
    );
    decided(
        &pool,
        cast,
        (cast.priya, cast.priya),
        (request, &answers(Verdict::Approve, "")),
    )
    .await;
    assert_eq!(waiting(cast.priya, 4).await, [], "only those who have not answered");
    assert_eq!(waiting(otto, 4).await.len(), 1);
    assert_eq!(waiting(cast.sam, 4).await, []);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn asked_again_an_approver_sees_what_changed_since(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let first = sent(&pool, cast, 2).await.expect("sent");
    let asked = async || {
        open(&pool, &known(&pool, cast).await, cast.priya, now())
            .await
            .expect("answers")
            .expect("open")
    };
    assert!(asked().await.since.is_none());
    let back = Answers {
        asks: vec![
            Some(Answer::Agree),
            Some(Answer::DoNotAgree),
            Some(Answer::Agree),
            Some(Answer::Agree),
        ],
        ..answers(Verdict::RequestChanges, "Name the risks.")
    };
    let approval = decided(&pool, cast, (cast.priya, cast.priya), (first, &back)).await;
    edited(&pool, cast, "risks", "## Risks\n\nOne.\n").await;
    let third = edited(&pool, cast, "risks", "## Risks\n\nTwo.\n").await;
    sent(&pool, cast, third.0).await.expect("sent again");
    let since = asked().await.since.expect("decided before");
    assert_eq!(
        (since.approval_id, since.revision.number),
        (approval, RevisionNumber(2))
    );
    assert_eq!(since.filled.verdict, Verdict::RequestChanges);
    let kept = draft(&pool, first, cast.priya).await.expect("answers");
    assert!(kept.is_none());
}

/// Rows of the first edition of the software: one approver in the request itself.
#[sqlx::test(migrations = false)]
async fn decisions_from_before_there_were_seats_stay_readable(pool: PgPool) {
    let mut connection = pool.acquire().await.expect("a connection");
    connection
        .ensure_migrations_table("_sqlx_migrations")
        .await
        .expect("a table");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/migrations");
    for migration in store::MIGRATOR.iter() {
        connection.apply("_sqlx_migrations", migration).await.expect("applies");
        if migration.version <= 6 {
            let sample =
                std::fs::read_to_string(samples.join(format!("{:04}.sql", migration.version))).expect("a file");
            sqlx::raw_sql(sqlx::AssertSqlSafe(sample))
                .execute(&mut *connection)
                .await
                .expect("rows");
        }
    }
    let requests = requests(&mut *connection, PilotId(1)).await.expect("readable");
    let [request] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(request.approvers(), "Priya");
    let outcome = request.outcome.as_ref().expect("decided");
    assert_eq!((outcome.verdict, outcome.by.as_str()), (Verdict::Approve, "Priya"));
    assert_eq!((request.due_at, request.seats.len()), (None, 1));
}
