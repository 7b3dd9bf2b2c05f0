//! Mail about approvals: asked for with the request, told with the decision, reminded of by working days, never after the act.

use chrono::{DateTime, Utc};
use domain::approval::Verdict;
use sqlx::PgPool;
use store::mail::{Choice, Looked, Outcome, choose, claim, remind_all};
use store::secret::Key;

use super::cast::{answers, away, checked, complete_pilot, conditional, decided, edited, now, sent, wanted};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

/// Queues what time gives rise to and delivers what waits: who got what.
async fn delivered(pool: &PgPool, at: DateTime<Utc>) -> Vec<String> {
    let key = Key::of(&[7; 32]);
    let fresh = || ("secret".to_owned(), [9; 32]);
    remind_all(pool, &key, fresh, &mut Looked::default(), at)
        .await
        .expect("reminded");
    let mut got = Vec::new();
    while let Some(mail) = claim(pool, &key, at).await.expect("claimed") {
        let to = mail.to.trim_end_matches("@example.com").to_owned();
        got.push(format!("{to}: {}", mail.letter.subject));
        mail.finish(&Outcome::Sent, at).await.expect("recorded");
    }
    // Whoever signs the zone is asked for that, too; it is told of elsewhere.
    got.retain(|line| !line.contains("zone"));
    got.sort_unstable();
    got
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_request_is_there_with_its_mail_and_a_refused_one_with_none(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let decide = "select count(*) from mail where kind = 'decide'";
    let count = async || {
        sqlx::query_scalar::<_, i64>(decide)
            .fetch_one(&pool)
            .await
            .expect("counted")
    };
    // Revision 1 is not the newest: nothing is sent, and nobody is written to.
    assert!(sent(&pool, cast, 1).await.is_err());
    assert_eq!(count().await, 0);
    sent(&pool, cast, 2).await.expect("sent");
    assert_eq!(count().await, 1);
    // Sunday, 10:00 where the pilot is.
    assert_eq!(
        delivered(&pool, now()).await,
        ["priya: A revision waits for your decision"]
    );
    assert_eq!(delivered(&pool, now()).await, <[&str; 0]>::default());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_has_not_decided_is_reminded_and_nobody_after_the_act(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    delivered(&pool, now()).await;
    let reminder = ["priya: Reminder: a revision waits for your decision"];
    // Monday and Tuesday are the two working days; the time of day is that of the first.
    assert_eq!(
        delivered(&pool, utc("2026-02-03T08:59:00Z")).await,
        <[&str; 0]>::default()
    );
    assert_eq!(delivered(&pool, utc("2026-02-03T09:00:00Z")).await, reminder);
    assert_eq!(
        delivered(&pool, utc("2026-02-04T09:00:00Z")).await,
        <[&str; 0]>::default()
    );
    // In the evening nobody is written to; what is queued waits for the morning. By then she has decided.
    let late = utc("2026-02-05T20:00:00Z");
    assert_eq!(delivered(&pool, late).await, <[&str; 0]>::default());
    let waits =
        sqlx::query_scalar::<_, i64>("select count(*) from mail where ended is null and kind = 'decide' and nth = 2");
    assert_eq!(waits.fetch_one(&pool).await.expect("counted"), 1);
    decided(
        &pool,
        cast,
        (cast.priya, cast.priya),
        (request, &answers(Verdict::Decline, "Not now")),
    )
    .await;
    assert_eq!(
        delivered(&pool, utc("2026-02-06T07:00:00Z")).await,
        ["dana: Your revision was declined"]
    );
    let ended = "select ended from mail where kind = 'decide' and nth = 2";
    let ended = sqlx::query_scalar::<_, String>(ended)
        .fetch_one(&pool)
        .await
        .expect("a row");
    assert_eq!(ended, "moot");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_wants_no_reminders_has_none_and_is_asked_all_the_same(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let choice = Choice {
        digest: false,
        reminders: false,
    };
    choose(&pool, cast.priya, choice, now()).await.expect("chosen");
    sent(&pool, cast, 2).await.expect("sent");
    assert_eq!(
        delivered(&pool, now()).await,
        ["priya: A revision waits for your decision"]
    );
    assert_eq!(
        delivered(&pool, utc("2026-02-10T09:00:00Z")).await,
        <[&str; 0]>::default()
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_deputy_is_asked_while_they_stand_in_and_a_request_taken_back_asks_nobody(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    away(&pool, cast).await;
    assert_eq!(
        delivered(&pool, now()).await,
        [
            "priya: A revision waits for your decision",
            "sam: A revision waits for your decision"
        ]
    );
    store::approval::withdraw(&pool, cast.pilot, cast.dana, (request, "A slip"), now())
        .await
        .expect("taken back");
    assert_eq!(
        delivered(&pool, now()).await,
        ["priya: Nothing waits for your decision any more"]
    );
    assert_eq!(
        delivered(&pool, utc("2026-02-10T09:00:00Z")).await,
        <[&str; 0]>::default()
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_owner_of_a_condition_is_asked_and_reminded_towards_its_day(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    let conditions = conditional(&[wanted(cast.sam)]);
    decided(&pool, cast, (cast.priya, cast.priya), (request, &conditions)).await;
    let got = delivered(&pool, now()).await;
    let of_conditions: Vec<&String> = got.iter().filter(|line| !line.contains("Readout")).collect();
    assert_eq!(
        of_conditions,
        ["dana: Your revision was approved", "sam: A condition waits for you"]
    );
    // Due on Friday: two working days before, and on the day.
    let reminded = async |at: &str| {
        let got = delivered(&pool, utc(at)).await;
        got.iter()
            .filter(|line| line.contains("condition"))
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(reminded("2026-02-03T12:00:00Z").await, <[&str; 0]>::default());
    assert_eq!(
        reminded("2026-02-04T12:00:00Z").await,
        ["sam: Reminder: a condition waits for you"]
    );
    assert_eq!(
        reminded("2026-02-06T12:00:00Z").await,
        ["sam: Reminder: a condition waits for you"]
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_readout_is_in_calendars_once_moves_with_its_name_and_goes_when_it_is_off(pool: PgPool) {
    let cast = complete_pilot(&pool).await;
    let request = sent(&pool, cast, 2).await.expect("sent");
    decided(
        &pool,
        cast,
        (cast.priya, cast.priya),
        (request, &answers(Verdict::Approve, "")),
    )
    .await;
    let key = Key::of(&[7; 32]);
    let meetings = async |at: DateTime<Utc>| {
        remind_all(&pool, &key, || (String::new(), [9; 32]), &mut Looked::default(), at)
            .await
            .expect("reminded");
        let mut got = Vec::new();
        while let Some(mail) = claim(&pool, &key, at).await.expect("claimed") {
            if let Some(meeting) = &mail.letter.meeting {
                let to = mail.to.trim_end_matches("@example.com");
                let ics = meeting.ics("https://countersign.example", "from@example.com", &mail.to);
                let of = |name: &str| {
                    let line = ics.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
                    line.trim_start_matches(':').trim().to_owned()
                };
                got.push(format!(
                    "{to} {} {} {} {}",
                    of("METHOD"),
                    of("UID"),
                    of("SEQUENCE"),
                    of("DTSTART")
                ));
            }
            mail.finish(&Outcome::Sent, at).await.expect("recorded");
        }
        got.sort_unstable();
        got
    };
    let uid = format!("readout-{}@countersign.example", cast.pilot);
    // 16:00 in Berlin on 3 April is 14:00 UTC: summer time began.
    let all = |what: &str| ["dana", "lee", "priya", "sam"].map(|to| format!("{to} {}", what.replace("UID", &uid)));
    assert_eq!(meetings(now()).await, all("REQUEST UID 0 20260403T140000Z"));
    assert_eq!(meetings(now()).await, <[&str; 0]>::default());
    // Lee has no role any more.
    sqlx::query("delete from member where person_id = $1")
        .bind(cast.lee.0)
        .execute(&pool)
        .await
        .expect("released");
    assert_eq!(meetings(now()).await, [format!("lee CANCEL {uid} 0 20260403T140000Z")]);
    // It moves with a revision that is approved again.
    let latest = store::proposal::latest(&pool, cast.pilot).await.expect("a revision");
    let terms = domain::terms::Terms {
        readout_at: Some("2026-04-07T15:00:00".parse().expect("a time")),
        ..latest.terms
    };
    let completion = store::proposal::Completion {
        base: latest.number,
        values: &[],
        none: &[],
        terms: &terms,
        answered: &[],
        confirms: true,
    };
    store::proposal::complete(&pool, cast.pilot, cast.dana, &completion, now())
        .await
        .expect("completed");
    assert_eq!(meetings(now()).await, <[&str; 0]>::default(), "nobody has agreed to it");
    let request = sent(&pool, cast, 3).await.expect("sent");
    decided(
        &pool,
        cast,
        (cast.priya, cast.priya),
        (request, &answers(Verdict::Approve, "")),
    )
    .await;
    let three = |what: &str| ["dana", "priya", "sam"].map(|to| format!("{to} {}", what.replace("UID", &uid)));
    assert_eq!(meetings(now()).await, three("REQUEST UID 1 20260407T130000Z"));
    // And it is off when the next one is declined.
    edited(&pool, cast, "risks", "## Risks\n\nNone.\n").await;
    let request = sent(&pool, cast, 4).await.expect("sent");
    let decision = checked(&pool, cast, request, &answers(Verdict::Decline, "No")).await;
    let decision = store::approval::Decision { sure: true, ..decision };
    store::approval::decide(&pool, cast.pilot, cast.priya, decision, now())
        .await
        .expect("declined");
    assert_eq!(meetings(now()).await, three("CANCEL UID 2 20260407T130000Z"));
    assert_eq!(meetings(now()).await, <[&str; 0]>::default());
}
