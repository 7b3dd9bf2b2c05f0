//! Mail that comes with time: the survey and its reminder, weeks that closed, the week in a few lines; and that nobody learns from
//! any of it what a DRI answered.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use std::sync::atomic::{AtomicU8, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::ConnectionId;
use domain::person::Arm;
use domain::pilot::Answer;
use domain::survey::Energy;
use store::mail::{Looked, Outcome, claim, remind_all};
use store::secret::Key;
use store::survey::{NewAnswer, answer};
use store::testing::{self, Cast};
use store::{PgPool, activity, enrolment, github};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Secrets that are told apart.
fn fresh() -> (String, [u8; 32]) {
    static NEXT: AtomicU8 = AtomicU8::new(1);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    (format!("secret-{n}"), [n; 32])
}

/// A mail as its reader gets it.
#[derive(Clone, Debug, PartialEq)]
struct Got {
    to: String,
    subject: String,
    secret: Option<String>,
    text: String,
}

async fn got(pool: &PgPool, at: DateTime<Utc>) -> Vec<Got> {
    let key = Key::of(&[7; 32]);
    remind_all(pool, &key, fresh, &mut Looked::default(), at).await.unwrap();
    let mut got = Vec::new();
    while let Some(mail) = claim(pool, &key, at).await.unwrap() {
        let sender = domain::mail::Sender {
            base_url: "https://countersign.example",
            secret: mail.secret.as_deref(),
            unsubscribe: None,
        };
        got.push(Got {
            to: mail.to.trim_end_matches("@example.com").to_owned(),
            subject: mail.letter.subject.clone(),
            text: mail.letter.text(&sender),
            secret: mail.secret.clone(),
        });
        mail.finish(&Outcome::Sent, at).await.unwrap();
    }
    got.sort_by_key(|got| (got.to.clone(), got.subject.clone()));
    got
}

fn lines(got: &[Got]) -> Vec<String> {
    got.iter().map(|got| format!("{}: {}", got.to, got.subject)).collect()
}

async fn survey_mails(pool: &PgPool, at: &str) -> Vec<String> {
    let mut lines = lines(&got(pool, utc(at)).await);
    lines.retain(|line| line.contains("eek ") && !line.contains("The week"));
    lines
}

async fn answered(pool: &PgPool, cast: &Cast, week: i32, at: &str) {
    let new = NewAnswer {
        week,
        energy: Energy::try_from(4).unwrap(),
        note: "",
    };
    answer(pool, cast.pilot, cast.new_pm, &new, utc(at)).await.unwrap();
}

/// It starts on Monday, 2 March 2026, 09:00 in Berlin: week 1 closes with Sunday, week 2 opens at midnight.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn each_pm_is_asked_once_a_week_reminded_once_on_its_last_day_and_never_after_the_answer(pool: PgPool) {
    let cast = testing::started_pilot(&pool, utc("2026-03-02T08:00:00Z"))
        .await
        .unwrap();
    testing::sealed(&pool, utc("2026-03-02T08:00:00Z")).await.unwrap();
    let first = got(&pool, utc("2026-03-02T08:00:00Z")).await;
    let asked: Vec<&Got> = first
        .iter()
        .filter(|got| got.subject.contains("one question"))
        .collect();
    assert_eq!(
        asked.iter().map(|got| got.to.as_str()).collect::<Vec<_>>(),
        ["mira", "omar"]
    );
    for mail in &asked {
        let secret = mail.secret.as_deref().unwrap();
        for score in 1..=5 {
            assert!(
                mail.text
                    .contains(&format!("https://countersign.example/s/{secret}?a={score}")),
                "{}",
                mail.text
            );
        }
        assert!(
            mail.text.contains("Open until the end of Sun 8 Mar 2026."),
            "{}",
            mail.text
        );
    }
    assert_ne!(asked[0].secret, asked[1].secret);
    let links = "select count(*) from survey_link";
    assert_eq!(sqlx::query_scalar::<_, i64>(links).fetch_one(&pool).await.unwrap(), 2);

    assert_eq!(
        survey_mails(&pool, "2026-03-05T10:00:00Z").await,
        <[&str; 0]>::default()
    );
    answered(&pool, &cast, 1, "2026-03-06T10:00:00Z").await;
    // Sunday, 09:00 in Berlin.
    assert_eq!(
        survey_mails(&pool, "2026-03-08T07:59:00Z").await,
        <[&str; 0]>::default()
    );
    assert_eq!(
        survey_mails(&pool, "2026-03-08T08:00:00Z").await,
        ["omar: Reminder: week 1: one question"]
    );
    assert_eq!(
        survey_mails(&pool, "2026-03-08T15:00:00Z").await,
        <[&str; 0]>::default()
    );
    // Week 1 closed at midnight: the sponsor hears of it in the morning, when the next week is asked for.
    assert_eq!(
        survey_mails(&pool, "2026-03-09T01:00:00Z").await,
        <[&str; 0]>::default()
    );
    assert_eq!(
        survey_mails(&pool, "2026-03-09T07:00:00Z").await,
        [
            "dana: Week 1 closed with an answer missing",
            "mira: Week 2: one question",
            "omar: Week 2: one question"
        ]
    );
    assert_eq!(
        survey_mails(&pool, "2026-03-10T07:00:00Z").await,
        <[&str; 0]>::default()
    );
    // Every link is in the log, and every row fits it.
    let verified = activity::verify(&pool).await.unwrap();
    assert!(matches!(verified, activity::Verified::Whole { .. }), "{verified:?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_reminder_that_waits_for_the_morning_is_dropped_when_the_answer_comes_before(pool: PgPool) {
    let cast = testing::started_pilot(&pool, utc("2026-03-02T08:00:00Z"))
        .await
        .unwrap();
    sqlx::query("update person set zone = 'America/Los_Angeles' where person_id = $1")
        .bind(cast.new_pm.0)
        .execute(&pool)
        .await
        .unwrap();
    // In Los Angeles it is midnight: she is asked at eight.
    assert_eq!(
        survey_mails(&pool, "2026-03-02T08:00:00Z").await,
        ["omar: Week 1: one question"]
    );
    answered(&pool, &cast, 1, "2026-03-02T12:00:00Z").await;
    assert_eq!(
        survey_mails(&pool, "2026-03-02T16:00:00Z").await,
        <[&str; 0]>::default()
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_program_that_was_off_for_a_month_says_nothing_of_it(pool: PgPool) {
    testing::started_pilot(&pool, utc("2026-03-02T08:00:00Z"))
        .await
        .unwrap();
    assert_eq!(
        survey_mails(&pool, "2026-03-27T12:00:00Z").await,
        ["mira: Week 4: one question", "omar: Week 4: one question"]
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_instances_that_look_at_once_ask_once(pool: PgPool) {
    testing::started_pilot(&pool, utc("2026-03-02T08:00:00Z"))
        .await
        .unwrap();
    let (key, now) = (Key::of(&[7; 32]), utc("2026-03-02T09:00:00Z"));
    let look = async || {
        remind_all(&pool, &key, fresh, &mut Looked::default(), now)
            .await
            .unwrap()
    };
    tokio::join!(look(), look(), look(), look());
    for (what, count) in [
        ("select count(*) from mail where kind = 'survey'", 2),
        ("select count(*) from survey_link", 2),
        ("select count(*) from activity where action = 'survey.make_link'", 1),
    ] {
        let counted = sqlx::query_scalar::<_, i64>(what).fetch_one(&pool).await.unwrap();
        assert_eq!(counted, count, "{what}");
    }
}

/// What everybody but the DRI gets, every two hours for ten days, with this answer given on the first.
async fn mails_with(pool: &PgPool, slug: &str, given: Option<Answer>) -> Vec<(DateTime<Utc>, Got)> {
    let start = utc("2026-02-02T08:00:00Z");
    let cast = testing::pilot(pool, slug, start).await.unwrap();
    testing::approved(pool, &cast, &testing::terms(), &[cast.approver], start)
        .await
        .unwrap();
    let mut mails = Vec::new();
    for steps in 0..(10 * 12) {
        let at = start + TimeDelta::hours(2 * steps);
        if steps == 2
            && let Some(given) = given
        {
            enrolment::consent(pool, cast.pilot, cast.new_dri, Arm::NewModel, given, at)
                .await
                .unwrap();
        }
        mails.extend(got(pool, at).await.into_iter().map(|mail| (at, mail)));
    }
    let (name, address) = (
        format!("{} pilot", slug[..1].to_uppercase() + &slug[1..]),
        format!("/p/{slug}"),
    );
    for (_, mail) in &mut mails {
        mail.text = mail.text.replace(&name, "PILOT").replace(&address, "/p/PILOT");
    }
    sqlx::query("update pilot set archived_at = $2 where pilot_id = $1")
        .bind(cast.pilot.0)
        .bind(start)
        .execute(pool)
        .await
        .unwrap();
    mails
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn no_mail_to_anybody_else_tells_what_a_dri_answered(pool: PgPool) {
    let mut of_others = Vec::new();
    for (slug, given) in [
        ("one", Some(Answer::Yes)),
        ("two", Some(Answer::No)),
        ("six", Some(Answer::TalkFirst)),
    ] {
        let mails = mails_with(&pool, slug, given).await;
        let own: Vec<&str> = mails
            .iter()
            .filter(|(_, mail)| mail.to == "lee")
            .map(|(_, mail)| mail.subject.as_str())
            .collect();
        assert!(own.contains(&"A question only you can answer"), "{own:?}");
        assert!(
            !own.contains(&"Reminder: a question only you can answer"),
            "nobody is reminded of what they answered"
        );
        // The sponsor may know; digests hold what each is asked.
        let others: Vec<_> = mails
            .into_iter()
            .filter(|(_, mail)| mail.to != "lee" && mail.to != "dana")
            .map(|(at, mail)| (at, mail.to, mail.subject, mail.text))
            .collect();
        assert!(
            others.iter().any(|(_, to, ..)| to == "kim"),
            "the other DRI is asked, too"
        );
        of_others.push(others);
    }
    assert_eq!(of_others[0], of_others[1], "yes and no");
    assert_eq!(of_others[0], of_others[2], "yes and talking first");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_week_comes_on_mondays_to_those_who_want_it(pool: PgPool) {
    let cast = testing::started_pilot(&pool, utc("2026-03-02T08:00:00Z"))
        .await
        .unwrap();
    let choice = store::mail::Choice {
        digest: false,
        reminders: true,
    };
    store::mail::choose(&pool, cast.old_dri, choice, utc("2026-03-02T08:00:00Z"))
        .await
        .unwrap();
    let weeks = async |at: &str| {
        let got = got(&pool, utc(at)).await;
        let mut to: Vec<String> = got
            .into_iter()
            .filter(|got| got.subject == "The week of a pilot")
            .map(|got| got.to)
            .collect();
        to.dedup();
        to
    };
    // Monday at 7:59 and at 8:00 in Berlin.
    assert_eq!(weeks("2026-03-09T06:59:00Z").await, <[&str; 0]>::default());
    assert_eq!(
        weeks("2026-03-09T07:00:00Z").await,
        ["dana", "lee", "mira", "omar", "priya"]
    );
    assert_eq!(weeks("2026-03-09T09:00:00Z").await, <[&str; 0]>::default());
    assert_eq!(weeks("2026-03-10T09:00:00Z").await, <[&str; 0]>::default());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_example_writes_to_nobody(pool: PgPool) {
    let cast = testing::started_pilot(&pool, utc("2026-03-02T08:00:00Z"))
        .await
        .unwrap();
    store::pilot::mark_example(&pool, cast.pilot, utc("2026-03-02T08:00:00Z"))
        .await
        .unwrap();
    assert_eq!(
        lines(&got(&pool, utc("2026-03-02T09:00:00Z")).await),
        <[&str; 0]>::default()
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_cannot_be_read_keeps_no_other_mail_from_its_reader(pool: PgPool) {
    let at = utc("2026-03-02T08:00:00Z");
    testing::started_pilot(&pool, at).await.unwrap();
    testing::sealed(&pool, at).await.unwrap();
    remind_all(&pool, &Key::of(&[7; 32]), fresh, &mut Looked::default(), at)
        .await
        .unwrap();
    // Two that are first in the queue are edited by hand.
    for (nth, edit) in ["kind = 'of another edition'", "letter = '[1]'"]
        .into_iter()
        .enumerate()
    {
        let sql = format!(
            "update mail set {edit}, not_before = $1 - interval '1 hour' where mail_id = (
                 select mail_id from mail where ended is null order by mail_id offset {nth} limit 1)"
        );
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(at)
            .execute(&pool)
            .await
            .unwrap();
    }
    let waiting: i64 = sqlx::query_scalar("select count(*) from mail where ended is null and not_before <= $1")
        .bind(at)
        .fetch_one(&pool)
        .await
        .unwrap();
    let mut sent = 0;
    while let Some(mail) = claim(&pool, &Key::of(&[7; 32]), at).await.unwrap() {
        mail.finish(&Outcome::Sent, at).await.unwrap();
        sent += 1;
    }
    let troubled: i64 = sqlx::query_scalar(
        "select count(*) from mail where ended is null and trouble like 'It cannot be read%' and not_before > $1",
    )
    .bind(at)
    .fetch_one(&pool)
    .await
    .unwrap();
    assert!(waiting > 2);
    assert_eq!((sent + troubled, troubled), (waiting, 2));
}

/// A delivery of a connection, and what became of it when.
async fn delivered(pool: &PgPool, connection: ConnectionId, outcome: &str, at: &str) {
    sqlx::query(
        "insert into delivery (connection_id, delivery_guid, event, body, received_at, processed_at, outcome)
         values ($1, $2::text, 'push', '', $2::text::timestamptz, $2::text::timestamptz, $3)",
    )
    .bind(connection.0)
    .bind(at)
    .bind(outcome)
    .execute(pool)
    .await
    .unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn deliveries_that_are_not_used_are_told_once_a_day_and_never_after_one_that_was(pool: PgPool) {
    let cast = testing::started_pilot(&pool, utc("2026-03-02T08:00:00Z"))
        .await
        .unwrap();
    let olga = testing::person(&pool, "Olga").await.unwrap();
    sqlx::query("update person set site_admin = true, password_hash = 'x' where person_id = $1")
        .bind(olga.0)
        .execute(&pool)
        .await
        .unwrap();
    let key = Key::of(&[7; 32]);
    let connect = async |repository: &str, path: &str| {
        let words = (Some((&key, "a secret between two programs")), path);
        github::connect(
            &pool,
            cast.pilot,
            cast.sponsor,
            repository,
            words,
            utc("2026-03-02T08:30:00Z"),
        )
        .await
        .unwrap();
        let made = github::connection(&pool, &key, path, utc("2026-03-02T08:30:00Z"))
            .await
            .unwrap();
        made.unwrap().connection_id
    };
    let (web, shop) = (
        connect("acme/web", "key-of-web").await,
        connect("acme/shop", "key-of-shop").await,
    );
    let told = async |at: &str| {
        let mut got = got(&pool, utc(at)).await;
        got.retain(|mail| mail.subject == "Deliveries of a code host are not used");
        got.iter()
            .map(|mail| {
                let repository = mail.text.lines().find(|line| line.starts_with("Repository: "));
                format!("{}: {}", mail.to, repository.unwrap_or_default())
            })
            .collect::<Vec<_>>()
    };
    let both = |repository| {
        ["dana", "olga"]
            .map(|to| format!("{to}: Repository: acme / {repository}"))
            .to_vec()
    };
    delivered(&pool, web, "2 facts", "2026-03-02T09:00:00Z").await;
    assert_eq!(told("2026-03-02T09:01:00Z").await, [""; 0], "all is well");
    delivered(&pool, web, "failed: it has no number", "2026-03-02T10:00:00Z").await;
    assert_eq!(told("2026-03-02T10:01:00Z").await, both("web"));
    // More of them, and a day with nothing new: silence.
    delivered(&pool, web, "failed: it has no number", "2026-03-02T11:00:00Z").await;
    assert_eq!(told("2026-03-02T11:01:00Z").await, [""; 0], "once a day");
    assert_eq!(told("2026-03-03T10:00:00Z").await, [""; 0], "a day is 24 hours");
    assert_eq!(
        told("2026-03-03T10:01:00Z").await,
        both("web"),
        "one came since the last mail"
    );
    assert_eq!(told("2026-03-04T12:00:00Z").await, [""; 0], "none came since");
    // Another connection is another matter.
    delivered(&pool, shop, "failed: it has no number", "2026-03-04T12:01:00Z").await;
    assert_eq!(told("2026-03-04T12:02:00Z").await, both("shop"));
    // In the evening it waits for the morning; by then one was used, and nothing is said.
    delivered(&pool, web, "failed: it has no number", "2026-03-05T22:00:00Z").await;
    assert_eq!(told("2026-03-05T22:01:00Z").await, [""; 0], "at night");
    delivered(&pool, web, "2 facts", "2026-03-05T23:00:00Z").await;
    assert_eq!(told("2026-03-06T08:00:00Z").await, [""; 0], "one was used");
    let moot: Vec<String> =
        sqlx::query_scalar("select ended from mail where kind = 'deliveries' and about like $1 || ' 2026-03-05'")
            .bind(web.to_string())
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(moot, ["moot", "moot"]);
}
