//! Pilots at each point of their life, and everybody in them.

use app::password::Passwords;
use app::token::Token;
use domain::terms::Terms;
use sqlx::PgPool;
use store::testing;

use crate::support::{Actor, TestApp, now};

/// Where a pilot stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Draft,
    Requested,
    Approved,
    Started,
    Running,
    Decided,
}

impl Phase {
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::Requested,
        Self::Approved,
        Self::Started,
        Self::Running,
        Self::Decided,
    ];

    /// Forms in which something is typed and of which something is taken then.
    pub const fn takes(self) -> &'static [&'static str] {
        match self {
            Self::Draft => &[
                "account/accept_invitation",
                "account/ask_address",
                "account/invite",
                "account/invite_to_installation",
                "account/make_reset_link",
                "account/rename",
                "approval/name_deputy",
                "comment/reply",
                "comment/start",
                "data/connect",
                "enrolment/save_feature",
                "mail/open",
                "pilot/add",
                "pilot/plan_start",
                "pilot/rename",
                "survey/plan_window",
                "proposal/complete",
                "proposal/revise",
                "zone/import_history",
                "zone/save",
            ],
            Self::Requested => &["approval/check", "approval/withdraw"],
            Self::Approved => &[
                "approval/close_condition",
                "approval/return_evidence",
                "approval/submit_evidence",
                "baseline/save",
                "proposal/send",
            ],
            Self::Started => &[
                "data/withdraw_shipping",
                "decision/record",
                "flag/flip",
                "flag/withdraw",
                "gate/make_token",
                "hours/log",
                "incident/record",
                "incident/withdraw",
                "week_one/tick",
                "zone/answer",
                "zone/remark",
                "zone/resolve",
            ],
            Self::Running => &[
                "data/add_points",
                "data/correct_point",
                "data/count",
                "data/link",
                "data/ship",
                "data/uncount",
                "gate/link_planning",
                "gate/list_files",
                "survey/answer",
                "survey/answer_by_link",
            ],
            Self::Decided => &["comment/reply"],
        }
    }
}

/// The address of a page of the pilot, with something that is there in the place of each name.
pub fn fill(path: &str, pilot: &str) -> String {
    let filled = path
        .replace("{pilot}", pilot)
        .replace("{arm}", "new_model")
        .replace("{metric}", "cycle-time")
        .replace("{section}", "opening")
        .replace("{token}", "nobody-has-this-link");
    let parts = filled
        .split('/')
        .map(|part| if part.starts_with('{') { "1" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// The address of the pilot of a phase, everybody in it, whoever may do most first and last somebody who is not signed in, and
/// the addresses that no page leads to.
pub async fn reach(app: &TestApp, phase: Phase) -> (&'static str, Vec<Actor>, Vec<String>) {
    let pool = &app.pool;
    match phase {
        Phase::Draft | Phase::Requested | Phase::Approved | Phase::Started => {
            let mut people = vec![app.set_up().await];
            let ada = app.id("ada@example.com").await;
            let cast = match phase {
                Phase::Approved => testing::ready_pilot(pool, now()).await,
                Phase::Started => testing::started_pilot(pool, now()).await,
                _ => testing::pilot(pool, "checkout", now()).await,
            };
            let cast = cast.expect("a pilot");
            if phase == Phase::Approved {
                let due = now().date_naive() + chrono::Days::new(3);
                let condition = testing::condition(pool, cast.sponsor, due).await.expect("a condition");
                let handed_in = (condition, domain::approval::Step::Submit, "It is frozen");
                store::approval::take_step(pool, cast.pilot, cast.sponsor, handed_in, now())
                    .await
                    .expect("its evidence");
                rewritten(pool, &cast).await;
            }
            if phase == Phase::Draft {
                let revised = testing::revision(pool, &cast, &Terms::default(), now()).await;
                revised.expect("a text with gaps");
            }
            if phase == Phase::Draft {
                let zone = testing::zone_version(pool, cast.pilot, cast.sponsor, now()).await;
                zone.expect("a zone");
            }
            if phase == Phase::Requested {
                requested(pool, &cast).await;
            }
            testing::comment(pool, cast.pilot, cast.new_pm, "opening", "Is this all?", now())
                .await
                .expect("a comment");
            let observer = Some((cast.pilot, domain::person::Role::Observer, None));
            app.invite(ada, "olga@example.com", observer).await;
            app.invite(ada, "newcomer@example.com", observer).await;
            for name in ["olga", "omar", "kim", "lee", "mira", "priya", "dana"] {
                people.insert(0, app.played_by(name).await);
            }
            let suggested: &[&str] = if phase == Phase::Started {
                &[]
            } else {
                &["Author", "Written on"]
            };
            for words in suggested {
                let mira = app.played_by("mira").await;
                suggest(&mira, words).await;
            }
            let (_, invitation) = app.invite(ada, "invited@example.com", observer).await;
            people.push(app.anonymous());
            ("checkout", people, vec![format!("/invitation/{invitation}")])
        }
        Phase::Running | Phase::Decided => {
            if phase == Phase::Running {
                let made = server::example::halfway(pool, &Passwords::default(), now()).await;
                made.expect("the example");
            } else {
                let made =
                    server::example::ensure(pool, &Passwords::default(), server::example::Example::Finished, now())
                        .await;
                made.expect("the example");
            }
            let mut people = Vec::new();
            for somebody in server::example::PEOPLE {
                let mut actor = app.anonymous();
                somebody.email.clone_into(&mut actor.name);
                actor
                    .sign_in(somebody.email, server::example::PASSWORD)
                    .await
                    .goes_to("/");
                people.push(actor);
            }
            people.push(app.anonymous());
            let links = linked(app, phase).await;
            ("ferry-booking", people, links)
        }
    }
}

/// Suggests other words for some of the opening.
async fn suggest(who: &Actor, quote: &str) {
    let form = [
        ("pilot", "checkout"),
        ("base", "1"),
        ("section", "opening"),
        ("quote", quote),
        ("which", "1"),
        ("text", "Why so?"),
        ("suggest", "yes"),
        ("replacement", "Other words"),
    ];
    let answer = who.post("comment/start", &form).await;
    assert!(
        !answer.location().contains("refused="),
        "“{quote}” cannot be suggested about"
    );
}

/// The link to a week's question, and one to a new password.
async fn linked(app: &TestApp, phase: Phase) -> Vec<String> {
    let ines = app.id("ines@example.com").await;
    let reset = Token::random();
    store::account::make_reset_link(&app.pool, "greta@example.com", &reset.hash(), now())
        .await
        .expect("a link");
    let mut links = vec![format!("/reset/{}", reset.as_str())];
    if phase == Phase::Running {
        let link = Token::random();
        let pilot = domain::ids::PilotId(app.count("select pilot_id from pilot").await);
        for week in 1..8 {
            let made = store::survey::make_link(&app.pool, pilot, ines, week, &link.hash(), now()).await;
            if made.is_ok() {
                links.push(format!("/s/{}", link.as_str()));
                break;
            }
        }
    }
    links
}

/// Writes a newer text with nothing missing and other terms than the approved one, which can be sent.
async fn rewritten(pool: &PgPool, cast: &testing::Cast) {
    let latest = store::proposal::latest(pool, cast.pilot).await.expect("a revision");
    let gaps = domain::document::placeholders(&latest.body);
    let values: Vec<(&str, &str)> = gaps.iter().map(|gap| (gap.text.as_str(), "filled")).collect();
    let terms = Terms {
        baseline_statistic: Some(domain::terms::Statistic::Median),
        readout_at: "2026-05-15T16:00:00".parse().ok(),
        ..reading::read(&latest.body).terms
    };
    let completion = store::proposal::Completion {
        base: latest.number,
        values: &values,
        none: &[],
        terms: &terms,
        answered: &[],
        confirms: true,
    };
    store::proposal::complete(pool, cast.pilot, cast.sponsor, &completion, now())
        .await
        .expect("a newer text");
}

/// Sends a text with nothing missing to its approver.
async fn requested(pool: &PgPool, cast: &testing::Cast) {
    let number = testing::revision(pool, cast, &testing::terms(), now())
        .await
        .expect("a text");
    let zone = testing::zone_version(pool, cast.pilot, cast.sponsor, now())
        .await
        .expect("a zone");
    let asked = sqlx::query(
        "with asked as (
             insert into approval_request (pilot_id, revision_number, zone_version, sent_by, sent_at)
             values ($1, $2, $3, $4, $5) returning approval_request_id)
         insert into approval_seat (approval_request_id, approver_id) select approval_request_id, $6 from asked",
    )
    .bind(cast.pilot.0)
    .bind(number)
    .bind(zone.number)
    .bind(cast.sponsor.0)
    .bind(now())
    .bind(cast.approver.0)
    .execute(pool)
    .await;
    asked.expect("a request");
}
