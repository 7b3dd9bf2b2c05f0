//! Nobody loses what they typed: every form is tried signed out, with something wrong in it, and with the database away.

use std::collections::BTreeSet;

use http::StatusCode;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

use crate::policy::table::{FORMS, Fields, Form};
use crate::policy::world::World;
use crate::support::{Actor, Answer, PASSWORD, TestApp};

/// What stands in a text field of every form.
const WORDS: &str = "Seventeen swans";

/// Too long for a reason.
const LONG: &str = concat!(
    "Seventeen swans",
    "....................................................................................................",
    "....................................................................................................",
    "....................................................................................................",
    "....................................................................................................",
    "....................................................................................................",
    "....................................................................................................",
    "....................................................................................................",
    "....................................................................................................",
    "....................................................................................................",
    "....................................................................................................",
);

/// A form as somebody fills it in.
struct Filled {
    endpoint: &'static str,
    /// Who: a name of the cast. Empty for a form that is sent signed out.
    by: &'static str,
    /// Whether it is there only once the pilot runs.
    started: bool,
    fields: Fields,
    /// What the page has to show again.
    shows: &'static str,
    /// Fields that take the place of others, for which it is refused.
    wrong: Fields,
}

const fn filled(endpoint: &'static str, by: &'static str, fields: Fields, wrong: Fields) -> Filled {
    Filled {
        endpoint,
        by,
        started: false,
        fields,
        shows: WORDS,
        wrong,
    }
}

const fn showing(mut filled: Filled, shows: &'static str) -> Filled {
    filled.shows = shows;
    filled
}

const fn once_started(mut filled: Filled) -> Filled {
    filled.started = true;
    filled
}

/// Every form in which something is typed.
const FILLED: &[Filled] = &[
    filled(
        "account/set_up",
        "",
        &[("token", "x"), ("name", WORDS), ("email", "ada@example.com")],
        &[("email", "ada")],
    ),
    filled(
        "account/accept_invitation",
        "",
        &[("token", "x"), ("name", WORDS)],
        &[("password", "short")],
    ),
    showing(
        filled(
            "account/sign_in",
            "",
            &[("email", "swan@example.com"), ("password", "wrong")],
            &[],
        ),
        "swan@example.com",
    ),
    showing(
        filled(
            "account/correct_invitation",
            "dana",
            &[("invited", "{member}"), ("corrected_email", "swan@example.com")],
            &[("corrected_email", "swan")],
        ),
        "swan",
    ),
    showing(
        filled("account/forgot", "", &[("email", "swan at example")], &[]),
        "swan at example",
    ),
    filled(
        "mail/open",
        "ada",
        &[("mail", "1"), ("reason", WORDS), ("password", "wrong")],
        &[],
    ),
    filled("account/rename", "mira", &[("name", WORDS)], &[("name", LONG)]),
    showing(
        filled(
            "account/ask_address",
            "mira",
            &[("email", "swan@example.com"), ("password", "wrong")],
            &[],
        ),
        "swan@example.com",
    ),
    filled(
        "account/disable",
        "ada",
        &[("person", "{member}"), ("closing_reason", WORDS)],
        &[("closing_reason", LONG)],
    ),
    filled(
        "account/make_reset_link",
        "ada",
        &[("person", "{member}"), ("reset_reason", WORDS)],
        &[],
    ),
    filled(
        "account/invite",
        "dana",
        &[("name", WORDS), ("email", "swan@example.com"), ("role", "observer")],
        &[("email", "swan")],
    ),
    filled(
        "account/invite_to_installation",
        "ada",
        &[("name", WORDS), ("email", "swan@example.com")],
        &[("email", "swan")],
    ),
    filled(
        "approval/check",
        "priya",
        &[
            ("request", "1"),
            ("seat", "{approver}"),
            ("verdict", "decline"),
            ("comment", WORDS),
        ],
        &[],
    ),
    filled(
        "approval/close_condition",
        "priya",
        &[("condition", "1"), ("closing_note", WORDS)],
        &[],
    ),
    filled(
        "approval/return_evidence",
        "priya",
        &[("condition", "1"), ("return_reason", WORDS)],
        &[],
    ),
    filled(
        "approval/submit_evidence",
        "dana",
        &[("condition", "1"), ("evidence", WORDS)],
        &[],
    ),
    filled("approval/withdraw", "dana", &[("request", "1"), ("reason", WORDS)], &[]),
    showing(
        filled(
            "approval/name_deputy",
            "priya",
            &[("deputy", "{member}"), ("first", "2026-05-04"), ("last", "2026-05-05")],
            &[("last", "soon")],
        ),
        "2026-05-04",
    ),
    filled(
        "baseline/save",
        "dana",
        &[
            ("position", "1"),
            ("name", WORDS),
            ("evidence", "A link"),
            ("shipped_on", "2026-01-05"),
        ],
        &[("shipped_on", "soon")],
    ),
    filled(
        "comment/start",
        "mira",
        &[("base", "1"), ("section", "{section}"), ("text", WORDS)],
        &[("quote", "words that are not there")],
    ),
    filled(
        "comment/reply",
        "mira",
        &[("thread", "1"), ("reply_text", WORDS)],
        &[("suggest", "yes")],
    ),
    filled("comment/decline", "dana", &[("thread", "1"), ("reason", WORDS)], &[]),
    filled(
        "data/add_points",
        "dana",
        &[("arm", "new_model"), ("points", WORDS)],
        &[],
    ),
    filled(
        "data/count",
        "dana",
        &[("bot", "release-train"), ("reason", WORDS)],
        &[("bot", "release train")],
    ),
    filled(
        "data/uncount",
        "dana",
        &[("entry", "1"), ("reason", WORDS)],
        &[("reason", LONG)],
    ),
    filled(
        "data/link",
        "dana",
        &[
            ("pull_request", "{pull_request}"),
            ("arm", "new_model"),
            ("reason", WORDS),
        ],
        &[("reason", LONG)],
    ),
    filled(
        "data/correct_point",
        "dana",
        &[("point", "1"), ("reason", WORDS)],
        &[("value", "much")],
    ),
    filled(
        "data/withdraw_point",
        "dana",
        &[("point", "1"), ("reason", WORDS)],
        &[("reason", LONG)],
    ),
    filled(
        "data/withdraw_shipping",
        "dana",
        &[("arm", "new_model"), ("reason", WORDS)],
        &[],
    ),
    filled(
        "data/complete",
        "dana",
        &[
            ("pull_request", "{pull_request}"),
            ("opened_date", "2026-03-01"),
            ("opened_time", "09:00"),
            ("evidence", WORDS),
        ],
        &[("opened_time", "soon")],
    ),
    filled(
        "zone/import_history",
        "dana",
        &[("changes", "Seventeen swans: commit 4e1d5f6")],
        &[("changes", "Seventeen swans")],
    ),
    filled(
        "gate/list_files",
        "dana",
        &[
            ("pull_request", "{pull_request}"),
            ("head", "4e1d5f6"),
            ("files", WORDS),
        ],
        &[("head", "4e1d")],
    ),
    filled(
        "gate/link_planning",
        "mira",
        &[("arm", "new_model"), ("url", "planning of acme"), ("text", WORDS)],
        &[("url", "nowhere")],
    ),
    filled(
        "gate/waive",
        "kim",
        &[("pull_request", "{pull_request}"), ("gate", "flag"), ("reason", WORDS)],
        &[("reason", LONG)],
    ),
    filled(
        "gate/veto",
        "kim",
        &[
            ("pull_request", "{pull_request}"),
            ("stands", "yes"),
            ("objection", WORDS),
        ],
        &[("objection", LONG)],
    ),
    filled(
        "data/decline_correction",
        "dana",
        &[("correction", "1"), ("reason", WORDS)],
        &[("reason", LONG)],
    ),
    showing(
        filled("data/connect", "dana", &[("repository", "acme swans")], &[]),
        "acme swans",
    ),
    showing(
        filled(
            "data/set_token",
            "dana",
            &[("connection", "1"), ("api_url", "two swans"), ("token", "short")],
            &[],
        ),
        "two swans",
    ),
    showing(
        filled(
            "data/set_app",
            "dana",
            &[("connection", "1"), ("app_id", "three swans"), ("private_key", "short")],
            &[],
        ),
        "three swans",
    ),
    filled(
        "data/import",
        "dana",
        &[("repository", "acme/shop"), ("text", WORDS), ("reason", WORDS)],
        &[],
    ),
    filled(
        "data/ship",
        "dana",
        &[("arm", "new_model"), ("shipped_on", "2026-02-02"), ("evidence", WORDS)],
        &[("shipped_on", "soon")],
    ),
    filled(
        "enrolment/save_feature",
        "dana",
        &[("arm", "new_model"), ("brief", WORDS)],
        &[("idea_date", "soon")],
    ),
    filled(
        "pilot/add",
        "oscar",
        &[("name", "Swans"), ("zone", "UTC"), ("document", WORDS)],
        &[("zone", "Nowhere")],
    ),
    filled("pilot/rename", "dana", &[("name", WORDS)], &[("name", LONG)]),
    showing(
        filled(
            "pilot/plan_start",
            "dana",
            &[("planned_start", "2026-04-01")],
            &[("planned_start", "2026-04-31")],
        ),
        "2026-04-",
    ),
    filled(
        "proposal/complete",
        "dana",
        &[("base", "1"), ("weeks", "4"), ("asks", WORDS)],
        &[("weeks", "four")],
    ),
    filled(
        "proposal/revise",
        "dana",
        &[
            ("base", "1"),
            ("section", "{section}"),
            ("new_text", WORDS),
            ("then", "save"),
        ],
        &[("section", "")],
    ),
    showing(
        filled(
            "proposal/send",
            "dana",
            &[("revision", "1"), ("due_on", "2026-05-04")],
            &[],
        ),
        "2026-05-04",
    ),
    filled(
        "flag/flip",
        "mira",
        &[("arm", "new_model"), ("state", "on"), ("note", WORDS)],
        &[("flip_date", "2026-02-30")],
    ),
    once_started(filled(
        "incident/record",
        "mira",
        &[
            ("incident_time", "09:30"),
            ("against", "file"),
            ("file", WORDS),
            ("what", WORDS),
            ("done", WORDS),
        ],
        &[("incident_date", "2026-02-30")],
    )),
    once_started(filled(
        "incident/withdraw",
        "dana",
        &[("incident", "{incident}"), ("reason", WORDS)],
        &[("reason", LONG)],
    )),
    once_started(filled(
        "flag/withdraw",
        "dana",
        &[("flip", "{flip}"), ("reason", WORDS)],
        &[("reason", LONG)],
    )),
    filled("gate/make_token", "dana", &[("name", WORDS)], &[("name", LONG)]),
    filled("hours/log", "lee", &[("week", "1"), ("other", WORDS)], &[]),
    filled("decision/iterate", "dana", &[("name", WORDS)], &[]),
    filled(
        "week_one/send_back",
        "lee",
        &[("arm", "new_model"), ("item", "1"), ("return_reason", WORDS)],
        &[],
    ),
    filled(
        "week_one/tick",
        "mira",
        &[("arm", "new_model"), ("item", "1"), ("evidence", WORDS)],
        &[],
    ),
    filled(
        "zone/save",
        "dana",
        &[
            ("base", "1"),
            ("rows", "1"),
            ("act", "save"),
            ("text_1", WORDS),
            ("side_1", "pm_zone"),
        ],
        &[("side_1", "")],
    ),
    filled("zone/try", "dana", &[("change", WORDS)], &[]),
    filled(
        "zone/remark",
        "omar",
        &[("version", "1"), ("item", "1"), ("kind", "objection"), ("text", WORDS)],
        &[("kind", "")],
    ),
    filled(
        "zone/answer",
        "dana",
        &[("remark", "1"), ("answer", WORDS)],
        &[("answer", LONG)],
    ),
    filled(
        "zone/resolve",
        "mira",
        &[("remark", "1"), ("how", WORDS)],
        &[("how", LONG)],
    ),
    once_started(filled(
        "decision/record",
        "dana",
        &[
            ("snapshot", "1"),
            ("choice", "roll_back"),
            ("reason", WORDS),
            ("due_on", "2026-05-04"),
        ],
        &[("due_on", "soon")],
    )),
    once_started(filled(
        "replacement/offer",
        "olga",
        &[("takes_over", "dri:new_model:1"), ("login", "olga"), ("reason", WORDS)],
        &[("reason", LONG)],
    )),
    once_started(filled(
        "replacement/withdraw",
        "dana",
        &[("replacement", "1"), ("reason", WORDS)],
        &[("reason", LONG)],
    )),
    once_started(filled(
        "zone/withdraw",
        "dana",
        &[("version", "2"), ("reason", WORDS)],
        &[("reason", LONG)],
    )),
    showing(
        filled(
            "survey/plan_window",
            "dana",
            &[
                ("opens_day", "friday"),
                ("opens_time", "around noon"),
                ("closes_day", "sunday"),
            ],
            &[],
        ),
        "around noon",
    ),
    once_started(filled(
        "survey/answer",
        "mira",
        &[("week", "1"), ("score", "4"), ("note", WORDS)],
        &[("score", "9")],
    )),
    once_started(filled(
        "survey/answer_by_link",
        "",
        &[("token", "{link}"), ("score", "4"), ("note", WORDS)],
        &[("score", "9")],
    )),
];

/// Forms that are a button, a choice or a secret: nothing is typed into them that could be lost.
const NOTHING_TYPED: &[&str] = &[
    "account/reset_password",
    "account/change_password",
    "account/end_sessions",
    "account/drop_address",
    "account/confirm_address",
    "account/enable",
    "account/make_address_link",
    "account/sign_out",
    "account/theme",
    "mail/choose",
    "mail/retry",
    "mail/unsubscribe",
    "account/choose_zone",
    "account/renew_invitation",
    "approval/decide",
    "approval/revoke_deputy",
    "comment/read",
    "comment/resolve",
    "comment/reopen",
    "comment/accept",
    "enrolment/assign_dri",
    "enrolment/consent",
    "enrolment/give_role",
    "enrolment/participate",
    "enrolment/release",
    "pilot/archive",
    "pilot/put_away",
    "pilot/bring_back",
    "pilot/start",
    "pilot/take_back",
    "gate/sign_off_planning",
    "proposal/confirm_terms",
    "proposal/name_zone",
    "proposal/delete_section",
    "proposal/drop_draft",
    "proposal/leave_conflict",
    "proposal/remove_unseen",
    "proposal/reorder",
    "proposal/mark_read",
    "proposal/restore",
    "data/confirm_correction",
    "data/remove_token",
    "data/read_again",
    "data/tell_again",
    "data/replay",
    "data/end_secret",
    "decision/confirm",
    "gate/revoke_token",
    "readout/take_snapshot",
    "replacement/sign",
    "survey/make_link",
    "week_one/acknowledge",
    "week_one/confirm",
    "week_one/take_back",
    "zone/discard",
    "zone/sign",
    // These are a script's, in whose page the text stands.
    "proposal/keep_draft",
    "proposal/preview",
];

/// The forms in which something is typed.
pub fn typed_into() -> impl Iterator<Item = &'static str> {
    FILLED.iter().map(|filled| filled.endpoint)
}

#[test]
fn every_form_is_filled_in_or_has_nothing_to_type() {
    let all: BTreeSet<&str> = FORMS.iter().map(|form| form.endpoint).collect();
    let known = FILLED
        .iter()
        .map(|filled| filled.endpoint)
        .chain(NOTHING_TYPED.iter().copied());
    let listed: BTreeSet<&str> = known.clone().collect();
    assert_eq!(all, listed, "left: the forms there are; right: what is listed here");
    assert_eq!(known.count(), listed.len(), "a form is listed twice");
}

impl Filled {
    fn form(&self) -> &'static Form {
        let found = FORMS.iter().find(|form| form.endpoint == self.endpoint);
        found.expect("a form of the policy table")
    }

    /// Sends it, with these fields in the place of others.
    async fn send(&self, world: &World, actor: &Actor, instead: Fields) -> Answer {
        let sender = world.cast.iter().find(|cast| cast.actor.name == self.by);
        let sender = sender.unwrap_or(&world.cast[0]);
        let mut fields = world.fields(self.form(), self.fields, sender, "{pilot}");
        for (name, value) in instead {
            fields.retain(|(field, _)| field != name);
            fields.push((name, (*value).to_owned()));
        }
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        actor.post(self.endpoint, &fields).await
    }

    fn of(started: bool) -> impl Iterator<Item = &'static Self> {
        FILLED.iter().filter(move |filled| filled.started == started)
    }
}

fn email(name: &str) -> String {
    format!("{name}@example.com")
}

async fn sign_in(actor: &Actor, name: &str, next: &str) -> Answer {
    let fields = [
        ("email", email(name)),
        ("password", PASSWORD.to_owned()),
        ("next", next.to_owned()),
    ];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    actor.post("account/sign_in", &fields).await
}

/// Signed out by another tab or by the clock: the form is back for its writer after signing in, and for nobody else.
async fn sign_out_and_send(pool: PgPool, started: bool) {
    let app = TestApp::new(&pool);
    let world = World::new(&app, started).await;
    let mut wrong = Vec::new();
    for filled in Filled::of(started).filter(|filled| !filled.by.is_empty()) {
        let endpoint = filled.endpoint;
        let writer = app.signed_in(&email(filled.by)).await;
        writer.post("account/sign_out", &[]).await.goes_to("/sign-in");
        let answer = filled.send(&world, &writer, &[]).await;
        if !answer.location().starts_with("/sign-in?next=") {
            wrong.push(format!("{endpoint}: {} to {:?}", answer.status, answer.location()));
            continue;
        }
        let next = answer.leads_back_to();
        // Somebody else in the same browser, and somebody else with the link.
        let borrowed = writer.copy();
        let stranger = if filled.by == "olga" { "priya" } else { "olga" };
        for other in [borrowed, app.anonymous()] {
            sign_in(&other, stranger, &next).await.goes_to(&next);
            if other.get(&next).await.text.contains(filled.shows) {
                wrong.push(format!("{endpoint} is shown to somebody else"));
            }
        }
        if app.anonymous().get(&next).await.text.contains(filled.shows) {
            wrong.push(format!("{endpoint} is shown to whoever has the link"));
        }
        sign_in(&writer, filled.by, &next).await.goes_to(&next);
        let page = writer.get(&next).await;
        let told = page.text.contains("You had been signed out, so nothing was sent.");
        if !told || !page.text.contains(filled.shows) {
            wrong.push(format!("{endpoint} is not on {next}: {}, {}", page.status, page.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_form_sent_signed_out_is_back_after_signing_in(pool: PgPool) {
    sign_out_and_send(pool, false).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_form_sent_signed_out_is_back_after_signing_in_once_the_pilot_runs(pool: PgPool) {
    sign_out_and_send(pool, true).await;
}

/// Something is wrong with it: the page shows it again, to its writer alone.
async fn refuse(pool: PgPool, started: bool) {
    let app = TestApp::new(&pool);
    let world = World::new(&app, started).await;
    let olga = app.signed_in("olga@example.com").await;
    let priya = app.signed_in("priya@example.com").await;
    let mut wrong = Vec::new();
    for filled in Filled::of(started) {
        let endpoint = filled.endpoint;
        let stranger = if filled.by == "olga" { &priya } else { &olga };
        let writer = match filled.by {
            "" => app.anonymous(),
            name => app.signed_in(&email(name)).await,
        };
        let answer = filled.send(&world, &writer, filled.wrong).await;
        if answer.status != StatusCode::SEE_OTHER || !answer.location().contains("refused=") {
            wrong.push(format!("{endpoint}: {} to {:?}", answer.status, answer.location()));
            continue;
        }
        let page = writer.get(answer.location()).await;
        if !page.text.contains(filled.shows) {
            wrong.push(format!("{endpoint} is not on {}: {}", answer.location(), page.text));
        }
        for other in [stranger, &app.anonymous()] {
            if other.get(answer.location()).await.text.contains(filled.shows) {
                wrong.push(format!("{endpoint} is shown to somebody else"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_refused_form_is_shown_again(pool: PgPool) {
    refuse(pool, false).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_refused_form_is_shown_again_once_the_pilot_runs(pool: PgPool) {
    refuse(pool, true).await;
}

/// A pool that never answers.
async fn away(pool: &PgPool) -> PgPool {
    let away = PgPoolOptions::new().connect_lazy_with(pool.connect_options().as_ref().clone());
    away.close().await;
    away
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn with_the_database_away_the_answer_holds_the_form(pool: PgPool) {
    let app = TestApp::new(&pool);
    let world = World::new(&app, false).await;
    let away = away(&pool).await;
    let without_facts = TestApp::at(&away, &pool, "http://127.0.0.1:8080");
    let without_sessions = TestApp::at(&pool, &away, "http://127.0.0.1:8080");
    let mut wrong = Vec::new();
    for filled in FILLED {
        let endpoint = filled.endpoint;
        let writer = match filled.by {
            "" => app.anonymous(),
            name => app.signed_in(&email(name)).await,
        };
        for app in [&without_facts, &without_sessions] {
            let signed_out_needs_no_session = std::ptr::eq(app, &without_sessions) && filled.by.is_empty();
            if signed_out_needs_no_session {
                continue;
            }
            let answer = filled.send(&world, &writer.at(app), &[]).await;
            let holds = [filled.shows, "Send again", &format!("action=\"/do/{endpoint}\"")]
                .iter()
                .all(|part| answer.text.contains(part));
            if answer.status != StatusCode::SERVICE_UNAVAILABLE || !holds {
                wrong.push(format!("{endpoint}: {} {}", answer.status, answer.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_an_unknown_browser_little_is_kept_and_nothing_lost(pool: PgPool) {
    let app = TestApp::new(&pool);
    let world = World::new(&app, false).await;
    let filled = FILLED.iter().find(|filled| filled.endpoint == "comment/start");
    let filled = filled.expect("a comment is typed");
    let long = "a swan ".repeat(2000);
    let send = async |actor: &Actor| {
        let mut fields = world.fields(filled.form(), filled.fields, &world.cast[0], "{pilot}");
        fields.retain(|(name, _)| *name != "text");
        fields.push(("text", long.clone()));
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        actor.post("comment/start", &fields).await
    };
    // Nobody ever signed in here: the answer itself holds the form.
    let kept = "select count(*) from refused_form";
    let stranger = app.anonymous();
    let answer = send(&stranger).await;
    answer.is(StatusCode::UNAUTHORIZED).says("Send again").says(&long);
    assert_eq!(app.count(kept).await, 0);
    // A browser that somebody signed in with is known, and keeps it for them.
    let mira = app.signed_in("mira@example.com").await;
    mira.post("account/sign_out", &[]).await.goes_to("/sign-in");
    let next = send(&mira).await.leads_back_to();
    assert_eq!(app.count(kept).await, 1);
    sign_in(&mira, "mira", &next).await.goes_to(&next);
    mira.get(&next).await.says(&long);
    // Its name is a secret like that of a session, and stored as a hash.
    let cookie = mira.cookie_header();
    let (_, name) = cookie.split_once("countersign-browser-8080=").expect("a cookie");
    let hash = app::token::hash(name.split(';').next().unwrap_or_default());
    let known: bool = sqlx::query_scalar("select exists (select 1 from browser where browser_hash = $1)")
        .bind(hash.to_vec())
        .fetch_one(&pool)
        .await
        .expect("a statement that counts");
    assert!(known);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_was_typed_outlives_the_right_to_send_it(pool: PgPool) {
    let app = TestApp::new(&pool);
    let world = World::new(&app, false).await;
    // An observer may not edit the zone: the answer says so and holds the text.
    let filled = FILLED
        .iter()
        .find(|filled| filled.endpoint == "zone/save")
        .expect("a form");
    let olga = app.signed_in("olga@example.com").await;
    filled
        .send(&world, &olga, &[])
        .await
        .is(StatusCode::FORBIDDEN)
        .says(WORDS);
    // What a page would have shown is on the page that says why it does not open.
    let filled = FILLED
        .iter()
        .find(|filled| filled.endpoint == "approval/name_deputy")
        .expect("a form");
    let priya = app.signed_in("priya@example.com").await;
    let refused = filled.send(&world, &priya, filled.wrong).await;
    let elsewhere = refused.is_refused().replace("/p/checkout/", "/p/no-such-pilot/");
    priya.get(&elsewhere).await.is(StatusCode::NOT_FOUND).says(filled.shows);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_strangers_few_forms_are_kept_and_of_a_person_the_newest(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let fill = |strangers: i64| {
        sqlx::query(
            "insert into refused_form (token_hash, form, typed, problems, created_at, browser_hash)
             select sha256(n::text::bytea), 'account/sign_in', '{}', '[]', now() - interval '1 hour', sha256('x')
             from generate_series(1, $1) n",
        )
        .bind(strangers)
        .execute(&pool)
    };
    fill(1999).await.expect("rows");
    let form = [("email", "somebody@example.com"), ("password", "not it")];
    // One more has room, and is shown again on its page; the next is held by its answer.
    let shown = app.anonymous().post("account/sign_in", &form).await;
    assert!(shown.location().contains("refused="), "{}", shown.location());
    let held = app.anonymous().post("account/sign_in", &form).await;
    held.is(StatusCode::UNPROCESSABLE_ENTITY).says("somebody@example.com");
    assert!(!held.text.contains("not it"), "a password comes back");
    // After four hours a stranger's form is gone, and makes room.
    app.sql("update refused_form set created_at = created_at - interval '3 hours' where created_at < now() - interval '59 minutes'")
        .await;
    store::session::sweep(&pool, app::clock::machine())
        .await
        .expect("swept");
    assert_eq!(
        app.count("select count(*) from refused_form where person_id is null")
            .await,
        1
    );
    // Somebody who is known always has room, and of theirs the newest stay.
    for number in 0..60 {
        let name = format!("{number}");
        ada.post(
            "account/invite_to_installation",
            &[("name", &name), ("email", "no address")],
        )
        .await
        .is_refused();
    }
    let own = "select count(*) from refused_form where person_id is not null";
    assert_eq!(app.count(own).await, 50);
    let oldest = "select min((typed->>'name')::bigint) from refused_form where person_id is not null";
    assert_eq!(app.count(oldest).await, 10);
}
