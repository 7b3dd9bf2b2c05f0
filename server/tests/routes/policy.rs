//! The policy table against every form and every page there is: a new one that is not listed here
//! fails, and so does a listed one that is gone.

use std::collections::BTreeSet;

use app::routes::App;
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Membership, Role, Standing};
use domain::policy::{Action, Denied, may};
use domain::proposal::sections;
use domain::zone::Signatory;
use http::{Method, StatusCode};
use leptos_axum::generate_route_list;
use sqlx::PgPool;
use store::testing;

use crate::support::{Actor, Answer, TestApp, now};

/// Who may use a form or page.
#[derive(Clone, Copy, Debug)]
enum Access {
    /// Anybody: it looks after itself, by a link's secret or a password.
    Open,
    /// Whoever may take the action, outside any pilot.
    Needs(Action),
    /// Whoever may take the action in the pilot.
    InPilot(Action),
    /// Whoever may take the action in the pilot and holds this role of those that may.
    OnlyFor(Action, Role),
}
use Access::{InPilot, Needs, OnlyFor, Open};

/// A form: who may send it, and fields that get past its first lines. `{word}` stands for something
/// of the [`World`].
struct Form {
    endpoint: &'static str,
    access: Access,
    fields: &'static [(&'static str, &'static str)],
    /// What it is about is there only once the pilot runs.
    needs_start: bool,
}

const fn form(endpoint: &'static str, access: Access, fields: &'static [(&'static str, &'static str)]) -> Form {
    Form {
        endpoint,
        access,
        fields,
        needs_start: false,
    }
}

const fn once_started(mut form: Form) -> Form {
    form.needs_start = true;
    form
}

/// Every form.
const FORMS: &[Form] = &[
    form("account/set_up", Open, &[]),
    form("account/accept_invitation", Open, &[]),
    form("account/sign_in", Open, &[]),
    form("account/sign_out", Open, &[]),
    form("account/theme", Open, &[("theme", "dark")]),
    form("account/invite", InPilot(Action::InviteToPilot), &[]),
    form(
        "account/renew_invitation",
        InPilot(Action::InviteToPilot),
        &[("person", "{member}")],
    ),
    form(
        "account/invite_to_installation",
        Needs(Action::InviteToInstallation),
        &[],
    ),
    form("approval/check", InPilot(Action::Approve), &[("request", "1")]),
    form("approval/decide", InPilot(Action::Approve), &[("request", "1")]),
    form("baseline/save", InPilot(Action::EnterBaseline), &[("position", "1")]),
    form("data/add_points", InPilot(Action::EnterData), &[("arm", "new_model")]),
    form("data/connect", InPilot(Action::EnterData), &[]),
    form(
        "data/link",
        InPilot(Action::EnterData),
        &[("pull_request", "{pull_request}"), ("arm", "new_model")],
    ),
    form("data/ship", InPilot(Action::EnterData), &[("arm", "new_model")]),
    form(
        "enrolment/consent",
        InPilot(Action::Consent),
        &[("arm", "{arm}"), ("answer", "yes")],
    ),
    form(
        "enrolment/give_role",
        InPilot(Action::InviteToPilot),
        &[("person", "{member}"), ("role", "pilot_pm:new_model")],
    ),
    form(
        "enrolment/release",
        InPilot(Action::InviteToPilot),
        &[("person", "{member}"), ("role", "observer")],
    ),
    form(
        "enrolment/save_feature",
        InPilot(Action::Enrol),
        &[("arm", "new_model")],
    ),
    form("pilot/add", Needs(Action::AddPilot), &[("name", "")]),
    form("pilot/start", InPilot(Action::StartPilot), &[]),
    form("proposal/complete", InPilot(Action::EditProposal), &[("base", "1")]),
    form("proposal/revise", InPilot(Action::EditProposal), &[("base", "1")]),
    form("proposal/send", InPilot(Action::SendProposal), &[("revision", "1")]),
    form(
        "decision/record",
        InPilot(Action::Decide),
        &[("snapshot", "1"), ("choice", "scale")],
    ),
    once_started(form("decision/confirm", InPilot(Action::Decide), &[("decision", "1")])),
    form("readout/take_snapshot", InPilot(Action::TakeSnapshot), &[]),
    once_started(form("survey/answer", InPilot(Action::AnswerSurvey), &[("week", "1")])),
    once_started(form(
        "survey/answer_by_link",
        Open,
        &[("token", "{link}"), ("score", "4")],
    )),
    once_started(form(
        "survey/make_link",
        InPilot(Action::AnswerSurvey),
        &[("week", "1")],
    )),
    form("week_one/acknowledge", InPilot(Action::AcknowledgeNoGo), &[]),
    form(
        "week_one/confirm",
        OnlyFor(Action::TickChecklist, Role::Dri),
        &[("arm", "{arm}"), ("item", "1")],
    ),
    form(
        "week_one/tick",
        OnlyFor(Action::TickChecklist, Role::PilotPm),
        &[("arm", "{arm}"), ("item", "1")],
    ),
    form(
        "zone/move_item",
        InPilot(Action::EditZone),
        &[("base", "1"), ("item", "1")],
    ),
    form(
        "zone/remove",
        InPilot(Action::EditZone),
        &[("base", "1"), ("item", "1")],
    ),
    form(
        "zone/revise",
        InPilot(Action::EditZone),
        &[("base", "1"), ("item", "new")],
    ),
    form(
        "zone/sign",
        InPilot(Action::SignZone),
        &[("version", "1"), ("digest", "{digest}"), ("signatory", "{signatory}")],
    ),
];

/// Every page and who may open it.
const PAGES: &[(&str, Access)] = &[
    ("/", Open),
    ("/sign-in", Open),
    ("/setup/{token}", Open),
    ("/invitation/{token}", Open),
    ("/settings", Needs(Action::UseAccount)),
    ("/help", Open),
    ("/p/{pilot}", InPilot(Action::ReadPilot)),
    ("/pilots/new", Needs(Action::AddPilot)),
    ("/p/{pilot}/proposal", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/proposal/understood", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/proposal/complete", InPilot(Action::EditProposal)),
    ("/p/{pilot}/proposal/edit/{section}", InPilot(Action::EditProposal)),
    ("/p/{pilot}/proposal/conflict/{section}", InPilot(Action::EditProposal)),
    ("/p/{pilot}/proposal/history", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/proposal/r/{number}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/proposal/compare/{old}/{new}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/approval", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/approval/check", InPilot(Action::Approve)),
    ("/p/{pilot}/approval/record/{id}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/activity", InPilot(Action::ReadActivity)),
    ("/p/{pilot}/survey", InPilot(Action::ReadPilot)),
    ("/s/{token}", Open),
    ("/p/{pilot}/data", InPilot(Action::EnterData)),
    ("/p/{pilot}/people", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/people/consent", InPilot(Action::Consent)),
    ("/p/{pilot}/people/feature/{arm}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/people/baseline", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/people/baseline/{position}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/start", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/zone", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/zone/edit/{item}", InPilot(Action::EditZone)),
    ("/p/{pilot}/zone/v/{version}", InPilot(Action::ReadPilot)),
    ("/p/{pilot}/week-one", InPilot(Action::ReadPilot)),
    (
        "/p/{pilot}/week-one/{arm}/{activity}",
        OnlyFor(Action::TickChecklist, Role::PilotPm),
    ),
    ("/p/{pilot}/metrics", InPilot(Action::ReadMetrics)),
    ("/p/{pilot}/metrics/{metric}", InPilot(Action::ReadMetrics)),
    ("/p/{pilot}/readout", InPilot(Action::ReadReadout)),
    ("/p/{pilot}/readout/overview", InPilot(Action::ReadReadout)),
    ("/p/{pilot}/readout/print", InPilot(Action::ReadReadout)),
    ("/p/{pilot}/readout/{slide}", InPilot(Action::ReadReadout)),
    ("/p/{pilot}/decision", InPilot(Action::ReadReadout)),
];

/// A person and what they are to the pilot at hand.
struct Cast {
    actor: Actor,
    /// `None` when not signed in.
    standing: Option<Standing>,
}

impl Cast {
    fn standing(actor: Actor, person: PersonId, site_admin: bool, role: Option<Membership>) -> Self {
        Self {
            actor,
            standing: Some(Standing {
                person,
                site_admin,
                memberships: role.into_iter().collect(),
            }),
        }
    }

    fn membership(&self) -> Option<Membership> {
        self.standing.as_ref()?.memberships.first().copied()
    }

    /// What the policy table answers.
    fn verdict(&self, access: Access) -> Verdict {
        let Some(standing) = &self.standing else {
            return match access {
                Open => Verdict::Allowed,
                _ => Verdict::SignIn,
            };
        };
        let asked = match access {
            Open => return Verdict::Allowed,
            Needs(action) | InPilot(action) => may(standing, action),
            OnlyFor(action, role) => may(standing, action).and_then(|()| {
                if standing.is(role) {
                    Ok(())
                } else {
                    Err(Denied::NotYourRole)
                }
            }),
        };
        match asked {
            Ok(()) => Verdict::Allowed,
            Err(Denied::NotFound) => Verdict::NotFound,
            Err(Denied::NotYourRole | Denied::NotAdmin) => Verdict::Denied,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Allowed,
    SignIn,
    NotFound,
    Denied,
}

impl Verdict {
    /// What an answer's status and address say.
    fn of(answer: &Answer) -> Self {
        let to_sign_in = answer.location() == "/sign-in" || answer.location().starts_with("/sign-in?next=");
        match answer.status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => Self::Denied,
            StatusCode::SEE_OTHER if to_sign_in => Self::SignIn,
            _ => Self::Allowed,
        }
    }
}

/// Everybody who asks, and what they ask about: the pilot, and another one they are not in.
struct World {
    cast: Vec<Cast>,
    /// Stands for `{word}` in forms and addresses.
    words: Vec<(&'static str, String)>,
}

impl World {
    /// Everybody in their role in a pilot that has started or is about to.
    async fn new(app: &TestApp, started: bool) -> Self {
        let admin = app.set_up().await;
        let ada = app.id("ada@example.com").await;
        let people = if started {
            testing::started_pilot(&app.pool, now()).await
        } else {
            testing::ready_pilot(&app.pool, now()).await
        }
        .expect("a pilot");
        let observer = Some((people.pilot, Role::Observer, None));
        app.invite(ada, "olga@example.com", observer).await;
        let (newcomer, _) = app.invite(ada, "newcomer@example.com", observer).await;
        let (outsider, _) = app.invite(ada, "oscar@example.com", None).await;
        let (other, other_slug) = app.pilot(outsider, "Billing").await;
        let (stranger, _) = app
            .invite(
                outsider,
                "newcomer-there@example.com",
                Some((other, Role::Observer, None)),
            )
            .await;
        let mut cast = Vec::new();
        for (name, role, arm) in [
            ("dana", Role::Sponsor, None),
            ("priya", Role::Approver, None),
            ("mira", Role::PilotPm, Some(Arm::NewModel)),
            ("omar", Role::PilotPm, Some(Arm::OldModel)),
            ("lee", Role::Dri, Some(Arm::NewModel)),
            ("kim", Role::Dri, Some(Arm::OldModel)),
            ("olga", Role::Observer, None),
        ] {
            let actor = app.played_by(name).await;
            let id = app.id(&format!("{name}@example.com")).await;
            cast.push(Cast::standing(actor, id, false, Some(Membership { role, arm })));
        }
        cast.push(Cast::standing(app.played_by("oscar").await, outsider, false, None));
        cast.push(Cast::standing(admin, ada, true, None));
        cast.push(Cast {
            actor: app.anonymous(),
            standing: None,
        });
        let link = app::token::Token::random();
        if started {
            store::survey::make_link(&app.pool, people.pilot, people.new_pm, 1, &link.hash(), now())
                .await
                .expect("the first week is open");
            recorded_decision(app, people.pilot, people.sponsor).await;
        }
        let words = vec![
            ("pilot", "checkout".to_owned()),
            ("other", other_slug),
            ("nowhere", "no-such-pilot".to_owned()),
            ("member", newcomer.to_string()),
            ("other_member", stranger.to_string()),
            ("pull_request", pull_request(app, people.pilot).await.to_string()),
            ("other_pull_request", pull_request(app, other).await.to_string()),
            ("link", link.as_str().to_owned()),
            ("digest", "0".repeat(64)),
            ("token", "nobody-has-this-link".to_owned()),
            ("section", sections(&domain::template::body())[1].key.clone()),
            ("metric", "cycle-time".to_owned()),
            ("number", "1".to_owned()),
            ("old", "1".to_owned()),
            ("new", "1".to_owned()),
            ("position", "1".to_owned()),
            ("item", "1".to_owned()),
            ("version", "1".to_owned()),
            ("activity", "1".to_owned()),
            ("slide", "1".to_owned()),
            ("id", "1".to_owned()),
        ];
        Self { cast, words }
    }

    /// The text with every `{word}` replaced; `{arm}` and `{signatory}` by those of whoever asks.
    fn fill(&self, text: &str, somebody: &Cast) -> String {
        let membership = somebody.membership();
        let arm = membership.and_then(|m| m.arm).unwrap_or(Arm::NewModel);
        let signatory = Signatory::ALL
            .into_iter()
            .find(|signatory| Some(signatory.membership()) == membership)
            .unwrap_or(Signatory::Sponsor);
        let text = text
            .replace("{arm}", arm.as_str())
            .replace("{signatory}", signatory.as_str());
        self.words
            .iter()
            .fold(text, |text, (word, value)| text.replace(&format!("{{{word}}}"), value))
    }

    /// Sends a form about the pilot that `pilot` stands for.
    async fn send(&self, form: &Form, somebody: &Cast, pilot: &str) -> Answer {
        let mut fields: Vec<(&str, String)> = form
            .fields
            .iter()
            .map(|(name, value)| (*name, self.fill(value, somebody)))
            .collect();
        if matches!(form.access, InPilot(_) | OnlyFor(..)) {
            fields.push(("pilot", self.fill(pilot, somebody)));
        }
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // A copy: signing in or out here must not change who asks next.
        somebody.actor.copy().post(form.endpoint, &fields).await
    }
}

/// A decision on frozen numbers, waiting for the second person.
async fn recorded_decision(app: &TestApp, pilot: PilotId, sponsor: PersonId) {
    let snapshot = store::readout::take(&app.pool, pilot, sponsor, now())
        .await
        .expect("a running pilot can be frozen");
    sqlx::query(
        "insert into decision (pilot_id, snapshot_id, choice, rule_pointed_to, reason, attendees, next_step, owner,
             due_on, recorded_by, recorded_at)
         values ($1, $2, 'iterate', 'expand', 'One metric is missing', 'Dana, Priya', 'Run two more weeks', 'Dana',
             '2026-04-10', $3, $4)",
    )
    .bind(pilot.0)
    .bind(snapshot.0)
    .bind(sponsor.0)
    .bind(now())
    .execute(&app.pool)
    .await
    .expect("a decision");
}

/// A pull request of a pilot, linked to nothing.
async fn pull_request(app: &TestApp, pilot: PilotId) -> i64 {
    sqlx::query_scalar(
        "insert into pull_request (pilot_id, repository, number, title, url, author_login, author_is_bot, head_branch)
         values ($1, 'acme/shop', 7, 'Change a word', 'https://github.com/acme/shop/pull/7', 'mira', false, 'word')
         returning pull_request_id",
    )
    .bind(pilot.0)
    .fetch_one(&app.pool)
    .await
    .expect("a pull request")
}

#[test]
fn every_form_is_listed_and_only_posts() {
    let mut there = BTreeSet::new();
    for (path, method) in server_fn::axum::server_fn_paths() {
        assert_eq!(
            method,
            Method::POST,
            "{path} changes something and can be reached by a link"
        );
        there.insert(path.strip_prefix("/do/").unwrap_or(path).to_owned());
    }
    let listed: BTreeSet<String> = FORMS.iter().map(|form| form.endpoint.to_owned()).collect();
    assert_eq!(listed.len(), FORMS.len(), "a form is listed twice");
    let unlisted: Vec<_> = there.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(unlisted.is_empty(), "say who may send these forms: {unlisted:?}");
    assert!(gone.is_empty(), "these forms are gone: {gone:?}");
}

/// Sends every form as everybody about their own pilot, another one, and none.
async fn ask_every_form(pool: PgPool, started: bool) {
    let app = TestApp::new(&pool);
    let world = World::new(&app, started).await;
    let mut wrong = Vec::new();
    for form in FORMS {
        for somebody in &world.cast {
            let name = somebody.actor.name.as_str();
            if form.endpoint == "account/sign_out" && name != "anonymous" {
                // Would end the session that the next form is sent with.
                continue;
            }
            let mut expected = vec![("{pilot}", somebody.verdict(form.access))];
            if matches!(form.access, InPilot(_) | OnlyFor(..)) {
                let elsewhere = match &somebody.standing {
                    None => Verdict::SignIn,
                    Some(_) => Verdict::NotFound,
                };
                expected.push(("{nowhere}", elsewhere));
                if name != "oscar" {
                    expected.push(("{other}", elsewhere));
                }
            }
            for (pilot, expected) in expected {
                let answer = world.send(form, somebody, pilot).await;
                let found = Verdict::of(&answer);
                let not_yet = !started && form.needs_start && found == Verdict::NotFound;
                let fits = found == expected
                    || expected == Verdict::Allowed
                        && (not_yet || matches!(form.access, Open) && found == Verdict::SignIn);
                if answer.status.is_server_error() || !fits {
                    wrong.push(format!(
                        "{} by {name} in {pilot}: {} to {:?}, expected {expected:?}",
                        form.endpoint,
                        answer.status,
                        answer.location()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_form_answers_everybody_as_the_policy_table_says(pool: PgPool) {
    ask_every_form(pool, false).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_form_answers_everybody_as_the_policy_table_says_after_the_start(pool: PgPool) {
    ask_every_form(pool, true).await;
}

/// Forms about an object of another pilot, sent by whoever may send them in their own.
const FOREIGN: &[(&str, &str, &[(&str, &str)])] = &[
    ("account/renew_invitation", "dana", &[("person", "{other_member}")]),
    (
        "data/link",
        "dana",
        &[("pull_request", "{other_pull_request}"), ("arm", "new_model")],
    ),
    (
        "enrolment/release",
        "dana",
        &[("person", "{other_member}"), ("role", "observer")],
    ),
];

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn objects_of_another_pilot_are_not_found(pool: PgPool) {
    let app = TestApp::new(&pool);
    let world = World::new(&app, false).await;
    for (endpoint, name, fields) in FOREIGN {
        let somebody = world
            .cast
            .iter()
            .find(|c| c.actor.name == *name)
            .expect("one of the cast");
        let form = Form {
            endpoint,
            access: InPilot(Action::ReadPilot),
            fields,
            needs_start: false,
        };
        let before = app.count("select max(seq) from activity").await;
        let answer = world.send(&form, somebody, "{pilot}").await;
        answer.is(StatusCode::NOT_FOUND);
        assert_eq!(app.count("select max(seq) from activity").await, before, "{endpoint}");
    }
}

#[test]
fn every_page_is_listed() {
    let there: BTreeSet<String> = generate_route_list(App)
        .into_iter()
        .map(|route| route.path().to_owned())
        .collect();
    let listed: BTreeSet<String> = PAGES.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(there, listed, "left: what there is; right: what is listed here");
}

/// Pages of things that are not there: an edit that collided with nothing.
const NOT_THERE: &[&str] = &["/p/{pilot}/proposal/conflict/{section}"];
/// Pages that refuse to open once the pilot has started.
const FROZEN: &[&str] = &[
    "/p/{pilot}/proposal/complete",
    "/p/{pilot}/proposal/edit/{section}",
    "/p/{pilot}/proposal/conflict/{section}",
];

/// Opens every page as everybody in their own pilot, another one, and none.
async fn ask_every_page(pool: PgPool, started: bool) {
    let app = TestApp::new(&pool);
    let world = World::new(&app, started).await;
    let mut wrong = Vec::new();
    for (path, access) in PAGES {
        for somebody in &world.cast {
            let actor = &somebody.actor;
            let own = world.fill(path, somebody);
            let answer = actor.get(&own).await;
            let found = Verdict::of(&answer);
            let refuses = started && FROZEN.contains(path);
            let expected = match somebody.verdict(*access) {
                Verdict::Allowed if refuses => Verdict::Allowed,
                Verdict::Allowed if path.contains("{token}") || NOT_THERE.contains(path) => Verdict::NotFound,
                verdict => verdict,
            };
            let opens = match answer.status {
                StatusCode::OK | StatusCode::SEE_OTHER => !refuses,
                StatusCode::UNPROCESSABLE_ENTITY => refuses,
                _ => false,
            };
            if found != expected || (expected == Verdict::Allowed && !opens) {
                wrong.push(format!(
                    "{own} for {}: {} to {:?}, expected {expected:?}",
                    actor.name,
                    answer.status,
                    answer.location()
                ));
            }
            if expected == Verdict::SignIn && answer.location() != format!("/sign-in?next={own}") {
                wrong.push(format!("{own} forgets where {} wanted to go", actor.name));
            }
            if path.starts_with("/p/{pilot}") && !["anonymous", "oscar"].contains(&actor.name.as_str()) {
                for pilot in ["{other}", "{nowhere}"] {
                    let foreign = world.fill(&path.replace("{pilot}", pilot), somebody);
                    let answer = actor.get(&foreign).await;
                    if answer.status != StatusCode::NOT_FOUND || answer.text.contains("Billing") {
                        wrong.push(format!("{foreign} tells {} of itself: {}", actor.name, answer.status));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_page_answers_everybody_as_the_policy_table_says(pool: PgPool) {
    ask_every_page(pool, false).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_page_answers_everybody_as_the_policy_table_says_after_the_start(pool: PgPool) {
    ask_every_page(pool, true).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn forms_and_streams_cannot_be_reached_by_a_link(pool: PgPool) {
    let app = TestApp::new(&pool);
    let admin = app.set_up().await;
    for form in FORMS {
        let endpoint = form.endpoint;
        let answer = admin
            .get(&format!("/do/{endpoint}?pilot=checkout&name=Eve&email=eve@example.com"))
            .await;
        answer.is(StatusCode::METHOD_NOT_ALLOWED);
    }
    assert_eq!(app.count("select count(*) from person").await, 1);
    admin.post("account/no_such_form", &[]).await.is(StatusCode::NOT_FOUND);
    admin.get("/p/checkout/live").await.is(StatusCode::NOT_FOUND);
    app.anonymous()
        .get("/p/checkout/live")
        .await
        .is(StatusCode::UNAUTHORIZED);
}
