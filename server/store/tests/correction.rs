//! What is entered about the past after a criterion was final.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, Utc};
use domain::correction::{Counts, Side};
use domain::criterion::State;
use domain::ids::PersonId;
use domain::person::Arm;
use domain::programme::{Criterion, scorecard};
use sqlx::PgPool;
use store::correction::{Entered, confirm, decline, list};
use store::data::{self, Pasted};
use store::testing::{self, Cast};
use store::{Error, finality};

fn at(text: &str) -> DateTime<Utc> {
    format!("2026-{}:00Z", text.replace(' ', "T")).parse().unwrap()
}

/// A pilot that started on 2 March; its metric is read on 20 April. It shipped on 1 April: 40 before, 42 after.
async fn shipped(pool: &PgPool) -> Cast {
    let cast = testing::started_pilot(pool, at("03-02 09:00")).await.unwrap();
    let shipped = ("2026-04-01".parse().unwrap(), "release 12", "");
    data::ship(
        pool,
        cast.pilot,
        cast.sponsor,
        Arm::NewModel,
        shipped,
        at("04-01 12:00"),
    )
    .await
    .unwrap();
    for (day, value) in [("2026-03-20", 40.0), ("2026-04-10", 42.0)] {
        let points = [(day.parse().unwrap(), value)].into();
        let pasted = Pasted {
            points: &points,
            reason: "",
        };
        let added = data::add_points(pool, cast.pilot, cast.sponsor, Arm::NewModel, pasted, at("04-15 12:00")).await;
        assert_eq!(added.unwrap(), Entered::Counts { replaced: 0 });
    }
    cast
}

async fn criterion(pool: &PgPool, cast: &Cast, now: &str) -> Criterion {
    let programme = store::programme::load(pool, cast.pilot).await.unwrap();
    scorecard(&programme, at(now)).criteria.remove(3)
}

async fn correct(pool: &PgPool, cast: &Cast, reason: &str) -> store::Result<Entered> {
    let id = sqlx::query_scalar("select outcome_point_id from outcome_value where value = 42")
        .fetch_one(pool)
        .await
        .unwrap();
    data::correct(
        pool,
        cast.pilot,
        cast.sponsor,
        id,
        (Some(39.5), reason),
        at("04-22 12:00"),
    )
    .await
}

fn refused<T: std::fmt::Debug>(result: store::Result<T>) -> String {
    match result {
        Err(Error::Refused(sentence)) => sentence,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_correction_of_what_was_final_counts_once_the_other_side_confirmed_it(pool: PgPool) {
    let cast = shipped(&pool).await;
    let elsewhere = testing::pilot(&pool, "search", at("03-02 09:00")).await.unwrap();
    testing::sealed(&pool, at("04-15 12:00")).await.unwrap();
    // Until the read date is over, 20 April in Berlin, a value is corrected like any other.
    assert_eq!(criterion(&pool, &cast, "04-20 21:59").await.state, State::MetSoFar);
    finality::note(&pool, cast.pilot, at("04-20 22:00")).await.unwrap();
    assert_eq!(criterion(&pool, &cast, "04-20 22:00").await.state, State::Met);

    let other = ("2026-04-02".parse().unwrap(), "release 12", " ");
    let sentence = refused(data::ship(&pool, cast.pilot, cast.sponsor, Arm::NewModel, other, at("04-22 12:00")).await);
    assert!(
        sentence.starts_with("Say why this is entered now. Criterion 4, "),
        "{sentence}"
    );
    let waits = Entered::Waits { side: Side::Product };
    assert_eq!(correct(&pool, &cast, "It was another month").await.unwrap(), waits);
    let waiting = criterion(&pool, &cast, "04-22 12:00").await;
    assert_eq!(waiting.state, State::Met, "it does not count yet");
    assert_eq!(
        waiting.corrections,
        [
            "A correction waits for a second person and does not count yet, since 22 Apr 2026, 14:00 CEST: value of 2026-04-10, \
          new model: 39.5 in the place of 42. By Dana. Why: It was another month."
        ]
    );
    let listed = list(&pool, cast.pilot).await.unwrap().remove(0);
    assert!(
        listed.outcome.is_none() && listed.effects[0].contains("final until now as Met"),
        "{listed:?}"
    );

    let id = listed.id;
    let when = at("04-23 08:00");
    let confirmed = |person: PersonId| confirm(&pool, cast.pilot, person, id, when);
    assert_eq!(
        refused(confirmed(cast.sponsor).await),
        "You entered this correction. A second person confirms it."
    );
    assert!(refused(confirmed(cast.new_pm).await).starts_with("Your side entered this correction."));
    let other = confirm(&pool, elsewhere.pilot, cast.approver, id, when).await;
    assert!(matches!(other, Err(Error::NotFound)));
    confirmed(cast.new_dri).await.unwrap();
    assert!(refused(confirmed(cast.approver).await).contains("meanwhile"));

    let now = criterion(&pool, &cast, "04-23 08:00").await;
    assert_eq!(now.state, State::NotMet);
    let [corrected] = &now.corrections[..] else {
        panic!("{:?}", now.corrections)
    };
    assert!(corrected.starts_with("It was final: Met ("), "{corrected}");
    assert!(
        corrected.ends_with(
            "since 21 Apr 2026, 00:00 CEST; not since 23 Apr 2026, 10:00 CEST: value of 2026-04-10, new model: 39.5 in the \
             place of 42. By Dana, confirmed by Lee. Why: It was another month."
        ),
        "{corrected}"
    );
    // The value is of whoever entered it.
    let by: String = sqlx::query_scalar(
        "select p.name from outcome_value o join person p on p.person_id = o.entered_by where o.value = 39.5",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(by, "Dana");
    let verified = store::activity::sealed(&pool).await.unwrap();
    assert!(verified.is_ok(), "{verified:?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_declined_or_touches_nothing_final_changes_nothing(pool: PgPool) {
    let cast = shipped(&pool).await;
    correct(&pool, &cast, "It was another month").await.unwrap();
    let id = list(&pool, cast.pilot).await.unwrap()[0].id;
    let no = |person, reason| decline(&pool, cast.pilot, person, (id, reason), at("04-23 08:00"));
    assert!(refused(no(cast.new_pm, "No").await).starts_with("Your side"));
    no(cast.approver, "The month is right").await.unwrap();
    assert!(refused(no(cast.sponsor, "No").await).contains("meanwhile"));
    let now = criterion(&pool, &cast, "04-23 08:00").await;
    assert_eq!((now.state, now.corrections), (State::Met, Vec::new()));
    let outcome = list(&pool, cast.pilot).await.unwrap().remove(0).outcome.unwrap();
    assert_eq!(
        (outcome.by, outcome.declined.as_deref()),
        ("Priya".to_owned(), Some("The month is right"))
    );

    // A value after the read date is part of no criterion, nor is the old model's shipping day or a holiday.
    let points = [("2026-04-21".parse().unwrap(), 50.0)].into();
    let pasted = Pasted {
        points: &points,
        reason: "",
    };
    let counts = Entered::Counts { replaced: 0 };
    let now = at("04-23 08:00");
    let added = data::add_points(&pool, cast.pilot, cast.sponsor, Arm::NewModel, pasted, now).await;
    assert_eq!(added.unwrap(), counts);
    let day = ("2026-04-02".parse().unwrap(), "release 13", "");
    let old = data::ship(&pool, cast.pilot, cast.sponsor, Arm::OldModel, day, now).await;
    assert_eq!(old.unwrap(), counts);
    let holiday = Counts::Holiday("2026-04-03".parse().unwrap());
    let added = store::counting::add(&pool, cast.pilot, cast.sponsor, (&holiday, "Good Friday"), now).await;
    assert_eq!(added.unwrap(), counts);
    // The day it reached users is one.
    let withdrawn = data::withdraw_shipping(&pool, cast.pilot, cast.sponsor, Arm::NewModel, "It did not", now).await;
    assert_eq!(withdrawn.unwrap(), Entered::Waits { side: Side::Product });
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn after_the_start_a_link_by_hand_needs_its_reason(pool: PgPool) {
    let cast = testing::started_pilot(&pool, at("03-02 09:00")).await.unwrap();
    let id = sqlx::query_scalar::<_, i64>(
        "insert into pull_request (pilot_id, repository, number, title, url, author_login, author_is_bot, head_branch)
         select pilot_id, 'acme/shop', 7, 'Change a word', '', 'mira', false, 'word' from pilot returning pull_request_id",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    let link = |reason: &'static str| {
        let link = data::Link {
            to: data::LinkTo::Feature(Arm::NewModel),
            reason,
            of: None,
        };
        let pull = domain::ids::PullRequestId(id);
        data::link(&pool, cast.pilot, cast.sponsor, pull, link, at("03-03 09:00"))
    };
    assert!(refused(link("").await).starts_with("How pull requests are linked froze with the start."));
    assert_eq!(link("Mira wrote it").await.unwrap(), Entered::Counts { replaced: 0 });
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_enters_cannot_confirm_whatever_the_program_does(pool: PgPool) {
    let cast = shipped(&pool).await;
    correct(&pool, &cast, "It was another month").await.unwrap();
    let own = sqlx::query(
        "insert into correction_outcome (correction_id, confirmed, settled_by, settled_at)
         select correction_id, true, entered_by, now() from correction",
    )
    .execute(&pool)
    .await;
    let error = own.unwrap_err();
    let constraint = error.as_database_error().and_then(|e| e.constraint());
    assert_eq!(constraint, Some("correction_outcome_second_person"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_late_delivery_counts_and_what_was_final_before_is_said(pool: PgPool) {
    let cast = testing::started_pilot(&pool, at("03-02 09:00")).await.unwrap();
    let state = async |now: &str| {
        let programme = store::programme::load(&pool, cast.pilot).await.unwrap();
        scorecard(&programme, at(now)).criteria.remove(0)
    };
    let received = |sha: &'static str, on: &'static str| {
        sqlx::query(
            "insert into received_commit (pilot_id, repository, branch, sha, author_login, authored_at, received_at, pushed_at,
                 feature_id)
             select pilot_id, 'acme/shop', flag_key, $1, 'mira', $2::timestamptz, now(), $2::timestamptz, feature_id
             from feature where arm = 'new_model'",
        )
        .bind(sha)
        .bind(at(on))
        .execute(&pool)
    };
    // The idea is of 23 February, the bar 7.7 days: it passed on 3 March, without a commit.
    finality::note(&pool, cast.pilot, at("04-20 09:00")).await.unwrap();
    assert_eq!(state("04-20 09:00").await.state, State::NotMet);
    received("a", "03-02 10:00").await.unwrap();
    finality::note(&pool, cast.pilot, at("04-21 09:00")).await.unwrap();
    finality::note(&pool, cast.pilot, at("04-21 09:01")).await.unwrap();
    let now = state("04-21 09:01").await;
    assert_eq!(now.state, State::Met);
    assert_eq!(now.corrections.len(), 1, "{:?}", now.corrections);
    assert!(
        now.corrections[0].starts_with("It was final: Not met ("),
        "{:?}",
        now.corrections
    );
    assert!(
        now.corrections[0].contains("since 20 Apr 2026, 11:00 CEST; not since 21 Apr 2026, 11:00 CEST"),
        "{:?}",
        now.corrections
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_missing_opening_is_entered_once_with_where_it_can_be_checked(pool: PgPool) {
    let cast = testing::started_pilot(&pool, at("03-02 09:00")).await.unwrap();
    let id = sqlx::query_scalar::<_, i64>(
        "insert into pull_request (pilot_id, repository, number, title, url, author_login, author_is_bot, head_branch, feature_id)
         select pilot_id, 'acme/shop', 7, 'Change a word', '', 'mira', false, 'word', feature_id
         from feature where arm = 'new_model' returning pull_request_id",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    let pull = domain::ids::PullRequestId(id);
    let merged = sqlx::query(
        r#"insert into pull_request_fact (pull_request_id, at, kind, source, same_fact, received_at)
           values ($1, $2, '{"fact": "merged"}', '{"from": "webhook", "delivery": "d"}', 'm', $2)"#,
    );
    merged.bind(id).bind(at("03-04 12:00")).execute(&pool).await.unwrap();
    let of_old = [Arm::OldModel];
    let enter = async |on: &str, evidence: &str, of: Option<&[Arm]>| {
        let opening = data::Opening {
            at: at(on),
            draft: false,
            evidence,
            of,
        };
        data::complete(&pool, cast.pilot, cast.sponsor, pull, opening, at("03-05 09:00")).await
    };
    assert!(refused(enter("03-04 12:01", "A link", None).await).starts_with("It cannot have been opened then"));
    assert!(refused(enter("03-04 09:00", "A link", Some(&of_old)).await).starts_with("You can complete"));
    assert!(refused(enter("03-04 09:00", " ", None).await).starts_with("Say where it can be checked"));
    let flaw = async || {
        let programme = store::programme::load(&pool, cast.pilot).await.unwrap();
        programme.new_model.unwrap().pull_requests[0].life().flaw()
    };
    assert!(flaw().await.is_some());
    assert!(data::pulls(&pool, cast.pilot, "", 0).await.unwrap().0[0].incomplete);
    // The day count of criterion 1 passed its bar on 3 March: what it rests on changes only with a second person.
    let entered = enter("03-04 09:00", "A link", None).await.unwrap();
    assert_eq!(entered, Entered::Waits { side: Side::Product });
    assert!(flaw().await.is_some());
    let id = list(&pool, cast.pilot).await.unwrap()[0].id;
    confirm(&pool, cast.pilot, cast.approver, id, at("03-05 10:00"))
        .await
        .unwrap();
    assert_eq!(flaw().await, None);
    assert!(!data::pulls(&pool, cast.pilot, "", 0).await.unwrap().0[0].incomplete);
    assert_eq!(
        refused(enter("03-04 08:00", "A link", None).await),
        "When it was opened is known."
    );
}
