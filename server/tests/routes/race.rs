//! Many people decide at once, through the pages of two instances: one decision, and everybody else's page says
//! what became of theirs.
//!
//! The suite runs few pilots. `COUNTERSIGN_RACE_PILOTS=500` runs as many as are promised.

use std::collections::BTreeMap;
use std::sync::Arc;

use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, Version};
use domain::ids::{PersonId, PilotId};
use domain::person::Role;
use futures::future::join_all;
use http::StatusCode;
use sqlx::PgPool;
use store::activity::{Verified, verify};

use crate::support::{Actor, Answer, PASSWORD, TestApp, now, value_of};

/// Decisions sent at once on one pilot.
const DECISIONS: usize = 20;
/// Pilots that are decided on at the same time.
const LANES: usize = 2;

/// What the page says to whoever decided.
const RECORDED: &str = "This record stays for ever.";

/// What else happens while the decisions arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meanwhile {
    /// Approver and deputy decide for one seat.
    Nothing,
    /// So do two approvers and the deputy of each: whoever is first settles the request for all.
    TwoSeats,
    /// The sponsor saves another revision.
    Edit,
    /// The sponsor takes the request back.
    Withdrawal,
}

/// Where a person decides: each browser is a session of its own.
struct Decider {
    name: &'static str,
    seat: PersonId,
    browsers: Vec<Actor>,
}

/// One of those who work on pilots at the same time: everybody, in browsers of their own.
struct Lane {
    instances: Arc<[TestApp; 2]>,
    ada: Actor,
    deciders: Vec<Decider>,
}

/// What happened on a pilot.
#[derive(Debug, Default)]
struct Happened {
    decided: usize,
    told: usize,
    withdrawn: bool,
}

/// Checking a password is made quick: it is not what is raced for.
fn quick_hash() -> String {
    let params = Params::new(8, 1, 1, None).expect("allowed parameters");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password(PASSWORD.as_bytes())
        .expect("a hash")
        .to_string()
}

/// An instance with pools as `countersign serve` makes them.
async fn instance(pool: &PgPool) -> TestApp {
    let url = TestApp::new(pool).url();
    let requests = store::connect(&url, 20).await.expect("a pool");
    let sessions = store::connect_for_sessions(&url, 5).await.expect("a pool");
    TestApp::at(&requests, &sessions, "http://127.0.0.1:8080")
}

/// Sends a form; where the machine has too much to do, nothing was changed, and people try again.
async fn post(browser: &Actor, endpoint: &str, form: &[(&str, &str)]) -> Answer {
    for _ in 0..30 {
        let answer = browser.post(endpoint, form).await;
        if answer.status != StatusCode::SERVICE_UNAVAILABLE {
            return answer;
        }
        answer.says("Nothing was changed. Try again in a");
    }
    panic!("{}: {endpoint} never had its turn", browser.name)
}

impl Lane {
    /// Priya and Otto approve, Sam and Lee are their deputies; each has ten browsers.
    async fn new(instances: &Arc<[TestApp; 2]>, seats: [PersonId; 2]) -> Self {
        let app = &instances[0];
        let mut deciders = Vec::new();
        for (name, seat) in [("priya", 0), ("sam", 0), ("otto", 1), ("lee", 1)] {
            let mut browsers = Vec::new();
            for _ in 0..DECISIONS / 2 {
                browsers.push(app.signed_in(&format!("{name}@example.com")).await);
            }
            deciders.push(Decider {
                name,
                seat: seats[seat],
                browsers,
            });
        }
        Self {
            instances: Arc::clone(instances),
            ada: app.signed_in("ada@example.com").await,
            deciders,
        }
    }

    /// Sends the pilot's revision 1, has everybody answer, decide at once, and read the page they are sent to.
    async fn race(&self, slug: &str, meanwhile: Meanwhile) -> Happened {
        let deciders = if meanwhile == Meanwhile::TwoSeats {
            &self.deciders[..]
        } else {
            &self.deciders[..2]
        };
        let request = self.sent(slug, deciders).await;
        let (verdict, comment) = match meanwhile {
            Meanwhile::TwoSeats => ("request_changes", "Shorter"),
            _ => ("approve", ""),
        };
        let mut clicks = Vec::new();
        for decider in deciders {
            let answers = answered(decider, slug, &request, (verdict, comment)).await;
            // The last browser clicks twice: once at each instance.
            let count = DECISIONS / deciders.len();
            for n in 0..count {
                let browser = &decider.browsers[n.min(count - 2)];
                clicks.push((
                    decider,
                    browser.at(&self.instances[n % 2]),
                    n < count - 2,
                    answers.clone(),
                ));
            }
        }
        assert_eq!(clicks.len(), DECISIONS);
        // Not always in the same order: another begins each time.
        let first = slug.bytes().fold(0, |sum, byte| sum * 31 + usize::from(byte)) % clicks.len();
        clicks.rotate_left(first);

        let deciding = join_all(clicks.iter().map(|(decider, browser, _, answers)| {
            let (browser, slug, request) = (browser.clone(), slug.to_owned(), request.clone());
            let (seat, answers) = (decider.seat.to_string(), answers.clone());
            let sent = tokio::spawn(async move {
                let form = [
                    ("pilot", slug.as_str()),
                    ("request", request.as_str()),
                    ("seat", seat.as_str()),
                    ("answers", answers.as_str()),
                    ("sure", "yes"),
                    ("password", PASSWORD),
                ];
                post(&browser, "approval/decide", &form).await
            });
            async move { sent.await.expect("no request panics") }
        }));
        let (answers, sponsor) = tokio::join!(deciding, self.sponsor(slug, &request, meanwhile));

        let mut happened = Happened {
            withdrawn: meanwhile == Meanwhile::Withdrawal && sponsor.location() == format!("/p/{slug}/approval"),
            ..Happened::default()
        };
        let by = self.decided_by(slug).await;
        if meanwhile == Meanwhile::Edit {
            sponsor.is(StatusCode::SEE_OTHER);
            assert!(
                !sponsor.location().contains("refused"),
                "{slug}: {}",
                sponsor.location()
            );
        }
        if let (Meanwhile::Withdrawal, Some(by)) = (meanwhile, &by) {
            let page = self.ada.get(sponsor.is_refused()).await;
            page.says(&format!(
                "{} decided on revision 1 already: approved. A decision stays; nothing was withdrawn.",
                by.full
            ));
        }
        assert_eq!(happened.withdrawn, by.is_none(), "{slug}: one of both");
        for ((decider, browser, shows, _), answer) in clicks.iter().zip(&answers) {
            answer.is(StatusCode::SEE_OTHER);
            if let Some(by) = by.as_ref().filter(|by| by.seat == decider.seat) {
                answer.goes_to(&format!("/p/{slug}/approval/record/{}", by.approval));
            } else {
                answer.is_refused();
            }
            // Of two clicks in one browser people see where the second takes them.
            if !shows {
                continue;
            }
            let page = browser.get(answer.location()).await;
            if by.as_ref().is_some_and(|by| by.name == decider.name) && page.text.contains(RECORDED) {
                happened.decided += 1;
            } else {
                page.says(&expected(by.as_ref(), decider));
                happened.told += 1;
            }
        }
        assert!(happened.decided <= 1, "{slug}: {happened:?}");
        happened
    }

    /// Asks the seats of these people; the answer is the request's number.
    async fn sent(&self, slug: &str, deciders: &[Decider]) -> String {
        let approvers: BTreeMap<String, &str> = deciders
            .iter()
            .map(|decider| (format!("approver_{}", decider.seat), "yes"))
            .collect();
        let mut form = vec![
            ("pilot", slug),
            ("revision", "1"),
            ("due_on", "2026-03-09"),
            ("empty_zone", "yes"),
        ];
        form.extend(approvers.iter().map(|(field, yes)| (field.as_str(), *yes)));
        self.ada
            .post("proposal/send", &form)
            .await
            .goes_to(&format!("/p/{slug}/approval"));
        let page = deciders[0].browsers[0].get(&format!("/p/{slug}/approval")).await;
        value_of(&page.text, "request")
    }

    /// What the sponsor does meanwhile.
    async fn sponsor(&self, slug: &str, request: &str, meanwhile: Meanwhile) -> Answer {
        let ada = self.ada.at(&self.instances[slug.len() % 2]);
        match meanwhile {
            Meanwhile::Nothing | Meanwhile::TwoSeats => ada.get(&format!("/p/{slug}/approval")).await,
            Meanwhile::Edit => {
                let form = [
                    ("pilot", slug),
                    ("section", "risks"),
                    ("last", "risks"),
                    ("base", "1"),
                    ("new_text", "## Risks\n\nNone worth naming.\n"),
                    ("then", "save"),
                ];
                post(&ada, "proposal/revise", &form).await
            }
            Meanwhile::Withdrawal => {
                let form = [("pilot", slug), ("request", request), ("reason", "One ask is missing")];
                post(&ada, "approval/withdraw", &form).await
            }
        }
    }

    /// Who decided, as the database has it: one, or nobody.
    async fn decided_by(&self, slug: &str) -> Option<By> {
        let mut found: Vec<(i64, String, i64)> = sqlx::query_as(
            "select a.approval_id, split_part(e.email, '@', 1), a.approver_id
             from approval a join approval_request q using (approval_request_id) join pilot p using (pilot_id)
             join person e on e.person_id = a.person_id where p.slug = $1",
        )
        .bind(slug)
        .fetch_all(&self.instances[0].pool)
        .await
        .expect("decisions");
        assert!(found.len() <= 1, "{slug}: {found:?}");
        let (approval, name, seat) = found.pop()?;
        let full = match name.as_str() {
            "sam" => "sam@example.com for priya@example.com".to_owned(),
            "lee" => "lee@example.com for otto@example.com".to_owned(),
            name => format!("{name}@example.com"),
        };
        Some(By {
            approval,
            name,
            full,
            seat: PersonId(seat),
        })
    }
}

/// Who decided.
struct By {
    approval: i64,
    name: String,
    /// As pages say it.
    full: String,
    seat: PersonId,
}

/// What the page says to somebody whose decision was not recorded.
fn expected(by: Option<&By>, decider: &Decider) -> String {
    match by {
        Some(by) if by.name == decider.name => {
            "You had decided on this already. This is the record; nothing was added to it.".to_owned()
        }
        Some(by) if by.seat == decider.seat => format!(
            "{} decided on this before you. This is the record; nothing was added to it.",
            by.full
        ),
        Some(by) => format!(
            "{} decided on revision 1 before you: changes requested. That settles the request, so nothing was recorded.",
            by.full
        ),
        None => "Ada withdrew the request for revision 1, so nothing was recorded. The reason: One ask is missing"
            .to_owned(),
    }
}

/// Answers all asks and opens the check page; gives what names its answers.
async fn answered(decider: &Decider, slug: &str, request: &str, (verdict, comment): (&str, &str)) -> String {
    let seat = decider.seat.to_string();
    let form = [
        ("pilot", slug),
        ("request", request),
        ("seat", seat.as_str()),
        ("ask_1", "agree"),
        ("ask_2", "agree"),
        ("ask_3", "agree"),
        ("ask_4", "agree"),
        ("verdict", verdict),
        ("comment", comment),
    ];
    let page = format!("/p/{slug}/approval/check");
    let browser = &decider.browsers[0];
    browser.post("approval/check", &form).await.goes_to(&page);
    value_of(&browser.get(&page).await.text, "answers")
}

/// As many pilots as asked for, with Ada, Priya, Otto, Sam and Lee in them, who are deputies today.
async fn pilots(pool: &PgPool, count: i32) -> (Vec<String>, [PersonId; 2]) {
    let app = TestApp::new(pool);
    app.set_up().await;
    let sponsor = app.id("ada@example.com").await;
    let (pilot, _) = app.pilot(sponsor, "Checkout").await;
    let mut seats = Vec::new();
    for (name, deputy) in [("priya", "sam"), ("otto", "lee")] {
        for (name, role) in [(name, Role::Approver), (deputy, Role::Observer)] {
            let email = format!("{name}@example.com");
            let (person, _) = app.invite(sponsor, &email, Some((pilot, role, None))).await;
            if role == Role::Approver {
                seats.push(person);
            }
        }
    }
    sqlx::query("update person set password_hash = $1, name = case when name = 'Ada' then name else email end")
        .bind(quick_hash())
        .execute(pool)
        .await
        .expect("passwords");
    let readout_at = "2026-05-15T16:00:00".parse().expect("a time");
    store::testing::filled(pool, pilot, sponsor, readout_at, now())
        .await
        .expect("a whole text");
    let pilots = store::testing::copies(pool, pilot, count).await.expect("pilots");
    let ids: Vec<i64> = pilots.iter().map(|(pilot, _): &(PilotId, String)| pilot.0).collect();
    sqlx::query(
        "insert into delegation (pilot_id, approver_id, deputy_id, starts_at, ends_at, named_at)
         select pilot_id, a.person_id, d.person_id, $2, $2 + interval '1 day', $2
         from unnest($1::bigint[]) pilot_id, person a join person d
             on (a.email, d.email) in (('priya@example.com', 'sam@example.com'), ('otto@example.com', 'lee@example.com'))",
    )
    .bind(ids)
    .bind(now())
    .execute(pool)
    .await
    .expect("deputies");
    let slugs = pilots.into_iter().map(|(_, slug)| slug).collect();
    (slugs, [seats[0], seats[1]])
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_twenty_decisions_at_once_one_is_recorded_and_every_other_page_says_why(pool: PgPool) {
    let asked = std::env::var("COUNTERSIGN_RACE_PILOTS").map(|count| count.parse::<i32>().expect("a number"));
    let decided = asked.unwrap_or(12);
    // Where the request is withdrawn meanwhile there may be none: these come on top.
    let disputed = decided / 6;
    let (slugs, seats) = pilots(&pool, decided + disputed).await;
    let instances = Arc::new([instance(&pool).await, instance(&pool).await]);
    let mut lanes = Vec::new();
    for _ in 0..LANES {
        lanes.push(Lane::new(&instances, seats).await);
    }
    let kinds = [Meanwhile::Nothing, Meanwhile::TwoSeats, Meanwhile::Edit];
    let happened: Vec<Vec<Happened>> = join_all(lanes.iter().enumerate().map(|(lane, people)| {
        let mine = slugs.iter().enumerate().skip(lane).step_by(LANES);
        async move {
            let mut happened = Vec::new();
            for (n, slug) in mine {
                let meanwhile = if n < decided as usize {
                    kinds[n % kinds.len()]
                } else {
                    Meanwhile::Withdrawal
                };
                happened.push(people.race(slug, meanwhile).await);
            }
            happened
        }
    }))
    .await;
    let happened: Vec<Happened> = happened.into_iter().flatten().collect();
    assert_eq!(happened.len(), slugs.len());
    let withdrawn = happened.iter().filter(|one| one.withdrawn).count();
    let recorded = i64::try_from(slugs.len() - withdrawn).expect("few");
    let told: usize = happened.iter().map(|one| one.told).sum();
    let congratulated: usize = happened.iter().map(|one| one.decided).sum();
    println!(
        "{recorded} decisions, {congratulated} of them from one click; {withdrawn} withdrawals; {told} losers told"
    );
    let edited = (0..decided)
        .filter(|n| kinds[*n as usize % kinds.len()] == Meanwhile::Edit)
        .count();
    let app = &instances[0];
    for (action, rows) in [
        ("select count(*) from approval", recorded),
        (
            "select count(*) from revision r join pilot p using (pilot_id) where p.slug like '%-%' and number = 2",
            i64::try_from(edited).expect("few"),
        ),
        (
            "select count(*) from activity where action = 'approval.decide'",
            recorded,
        ),
        (
            "select count(distinct pilot_id) from activity where action = 'approval.decide'",
            recorded,
        ),
        (
            "select count(*) from activity where action = 'approval.withdraw'",
            i64::try_from(withdrawn).expect("few"),
        ),
    ] {
        assert_eq!(app.count(action).await, rows, "{action}");
    }
    assert!(matches!(verify(&pool).await, Ok(Verified::Whole { .. })));
}
