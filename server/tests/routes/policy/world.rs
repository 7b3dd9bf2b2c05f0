//! Everybody who asks, what they ask about, and what the policy table answers.

use domain::document::sections;
use domain::ids::{DelegationId, PersonId, PilotId};
use domain::mail::Optional;
use domain::person::{Arm, Membership, Role, Standing};
use domain::policy::{Denied, may};
use domain::zone::Signatory;
use domain::zone::remark::RemarkKind;
use http::StatusCode;
use store::mail::unsubscribe_token;
use store::secret::Key;
use store::testing;

use super::table::Access::{self, InPilot, Needs, OnlyFor, Open};
use super::table::{Fields, Form};
use crate::support::{Actor, Answer, TestApp, now};

/// A person and what they are to the pilot at hand.
pub struct Cast {
    pub actor: Actor,
    /// `None` when not signed in.
    pub standing: Option<Standing>,
}

impl Cast {
    fn standing(actor: Actor, person: PersonId, site_admin: bool, role: Option<Membership>) -> Self {
        Self {
            actor,
            standing: Some(Standing {
                person,
                site_admin,
                memberships: role.into_iter().collect(),
                deputy: false,
                was_pm: false,
            }),
        }
    }

    fn membership(&self) -> Option<Membership> {
        self.standing.as_ref()?.memberships.first().copied()
    }

    /// What the policy table answers.
    pub fn verdict(&self, access: Access) -> Verdict {
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
pub enum Verdict {
    Allowed,
    SignIn,
    NotFound,
    Denied,
}

impl Verdict {
    /// What an answer's status and address say.
    pub fn of(answer: &Answer) -> Self {
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
pub struct World {
    pub cast: Vec<Cast>,
    /// Stands for `{word}` in forms and addresses.
    words: Vec<(&'static str, String)>,
}

impl World {
    /// Everybody in their role in a pilot that has started or is about to.
    pub async fn new(app: &TestApp, started: bool) -> Self {
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
        let (deputy, _) = app.invite(ada, "sam@example.com", observer).await;
        let (outsider, _) = app.invite(ada, "oscar@example.com", None).await;
        let (other, other_slug) = app.pilot(outsider, "Billing").await;
        let (stranger, _) = app
            .invite(
                outsider,
                "newcomer-there@example.com",
                Some((other, Role::Observer, None)),
            )
            .await;
        testing::comment(&app.pool, people.pilot, people.new_pm, "opening", "Is this all?", now())
            .await
            .expect("a comment");
        objection(app, &people).await;
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
        let away = deputies(app, &people, deputy, newcomer).await;
        let mut sam = Cast::standing(
            app.played_by("sam").await,
            deputy,
            false,
            Some(Membership {
                role: Role::Observer,
                arm: None,
            }),
        );
        if let Some(standing) = &mut sam.standing {
            standing.deputy = true;
        }
        cast.push(sam);
        closed_condition(app).await;
        cast.push(Cast::standing(app.played_by("oscar").await, outsider, false, None));
        cast.push(Cast::standing(admin, ada, true, None));
        cast.push(Cast {
            actor: app.anonymous(),
            standing: None,
        });
        let points = std::iter::once((now().date_naive(), 41.5)).collect();
        let pasted = store::data::Pasted {
            points: &points,
            reason: "",
        };
        store::data::add_points(&app.pool, people.pilot, people.sponsor, Arm::NewModel, pasted, now())
            .await
            .expect("a value");
        sqlx::query(
            "insert into correction (pilot_id, entry, what, effects, criteria, reason, side, entered_by, entered_at)
             values ($1, $2, 'a value', '{It stays Met.}', '{4}', 'A digit was missing', 'product', $3, $4)",
        )
        .bind(people.pilot.0)
        .bind(r#"{"entry":"points","arm":"new_model","points":{"2026-03-01":"40"}}"#)
        .bind(people.sponsor.0)
        .bind(now())
        .execute(&app.pool)
        .await
        .expect("a correction");
        let link = app::token::Token::random();
        if started {
            store::survey::make_link(&app.pool, people.pilot, people.new_pm, 1, &link.hash(), now())
                .await
                .expect("the first week is open");
            recorded_decision(app, people.pilot, people.sponsor).await;
        }
        let conflict = if started {
            0
        } else {
            lost_text(app, people.pilot, people.sponsor).await
        };
        let words = vec![
            ("conflict", conflict.to_string()),
            ("pilot", "checkout".to_owned()),
            ("other", other_slug),
            ("nowhere", "no-such-pilot".to_owned()),
            ("member", newcomer.to_string()),
            ("approver", people.approver.to_string()),
            ("delegation", away.to_string()),
            ("other_member", stranger.to_string()),
            ("pull_request", pull_request(app, people.pilot).await.to_string()),
            (
                "flip_new_model",
                flip(app, people.pilot, Arm::NewModel).await.to_string(),
            ),
            (
                "flip_old_model",
                flip(app, people.pilot, Arm::OldModel).await.to_string(),
            ),
            ("gate_token", gate_token(app, people.pilot).await.to_string()),
            (
                "incident",
                incident(app, people.pilot, people.sponsor).await.to_string(),
            ),
            ("other_incident", incident(app, other, outsider).await.to_string()),
            ("other_pull_request", pull_request(app, other).await.to_string()),
            (
                "connection",
                connection(app, people.pilot, people.sponsor).await.to_string(),
            ),
            (
                "other_connection",
                connection(app, other, people.sponsor).await.to_string(),
            ),
            ("link", link.as_str().to_owned()),
            ("digest", "0".repeat(64)),
            ("token", "nobody-has-this-link".to_owned()),
            ("section", sections(&domain::template::body())[1].key.clone()),
            ("metric", "cycle-time".to_owned()),
            ("number", "1".to_owned()),
            ("old", "1".to_owned()),
            ("new", "1".to_owned()),
            (
                "unsubscribe",
                unsubscribe_token(&Key::of(&[7; 32]), people.sponsor, Optional::Digest),
            ),
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
    pub fn fill(&self, text: &str, somebody: &Cast) -> String {
        let membership = somebody.membership();
        let arm = membership.and_then(|m| m.arm).unwrap_or(Arm::NewModel);
        let signatory = Signatory::ALL
            .into_iter()
            .find(|signatory| Some(signatory.membership()) == membership)
            .unwrap_or(Signatory::Sponsor);
        let text = text
            .replace("{arm}", arm.as_str())
            .replace("{flip}", &format!("{{flip_{}}}", arm.as_str()))
            .replace("{signatory}", signatory.as_str());
        self.words
            .iter()
            .fold(text, |text, (word, value)| text.replace(&format!("{{{word}}}"), value))
    }

    /// These fields of a form about the pilot that `pilot` stands for.
    pub fn fields(&self, form: &Form, fields: Fields, somebody: &Cast, pilot: &str) -> Vec<(&'static str, String)> {
        let mut filled: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, self.fill(value, somebody)))
            .collect();
        if matches!(form.access, InPilot(_) | OnlyFor(..)) {
            filled.push(("pilot", self.fill(pilot, somebody)));
        }
        filled
    }

    /// Sends a form about the pilot that `pilot` stands for.
    pub async fn send(&self, form: &Form, somebody: &Cast, pilot: &str) -> Answer {
        let fields = self.fields(form, form.fields, somebody, pilot);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        // A copy: signing in or out here must not change who asks next.
        somebody.actor.copy().post(form.endpoint, &fields).await
    }
}

/// An objection of the new model's pilot PM to the first item of the zone.
async fn objection(app: &TestApp, people: &testing::Cast) {
    let items = store::zone::items_of(&app.pool, people.pilot, 1).await.expect("a zone");
    let new = store::zone::NewRemark {
        version: 1,
        item: &items.first().expect("an item").text,
        rule: None,
        kind: RemarkKind::Objection,
        text: "It names no path.",
    };
    let raised = store::zone::remark(&app.pool, people.pilot, people.new_pm, new, now()).await;
    raised.expect("an objection");
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

/// A text of a writer that met another one in the same place.
async fn lost_text(app: &TestApp, pilot: PilotId, writer: PersonId) -> i64 {
    sqlx::query_scalar(
        "insert into conflict (pilot_id, person_id, section, last_section, base_number, latest_number, body, kept_at)
         values ($1, $2, 'opening', 'opening', 1, 1, 'Mine', $3) returning conflict_id",
    )
    .bind(pilot.0)
    .bind(writer.0)
    .bind(now())
    .fetch_one(&app.pool)
    .await
    .expect("a text that lost")
}

/// Sam decides for Priya now; the newcomer is to later, which can be revoked.
async fn deputies(app: &TestApp, people: &testing::Cast, sam: PersonId, later: PersonId) -> DelegationId {
    let today = domain::calendar::local_date(now(), testing::ZONE);
    let mut last = None;
    for (deputy, from) in [(sam, 0), (later, 30)] {
        let naming = store::approval::Naming {
            deputy,
            first: today + chrono::Days::new(from),
            last: today + chrono::Days::new(from + 7),
        };
        let named = store::approval::name_deputy(&app.pool, people.pilot, people.approver, naming, now()).await;
        last = Some(named.expect("a deputy"));
    }
    last.expect("two deputies")
}

/// A condition of the approval, which is met.
async fn closed_condition(app: &TestApp) {
    app.sql(
        "insert into condition (approval_id, position, text, evidence, owner_id, due_on)
         select approval_id, 1, 'Freeze the schema', 'A link', person_id, '2026-03-01' from approval",
    )
    .await;
    app.sql(
        "insert into condition_step (condition_id, kind, note, person_id, taken_at)
         select condition_id, 'close', 'Seen', owner_id, now() from condition",
    )
    .await;
}

/// The flag of an arm that was turned on; 0 where it has no feature yet.
async fn flip(app: &TestApp, pilot: PilotId, arm: Arm) -> i64 {
    sqlx::query_scalar(
        "insert into flag_flip (feature_id, key, is_on, at, note, entered_by, entered_at)
         select f.feature_id, 'banner', true, '2026-03-01Z', '', p.person_id, '2026-03-01Z'
         from feature f, person p where f.pilot_id = $1 and f.arm = $2 order by p.person_id limit 1 returning flag_flip_id",
    )
    .bind(pilot.0)
    .bind(arm.as_str())
    .fetch_optional(&app.pool)
    .await
    .expect("a flip, or no feature")
    .unwrap_or(0)
}

/// An incident that somebody recorded.
async fn incident(app: &TestApp, pilot: PilotId, person: PersonId) -> i64 {
    sqlx::query_scalar(
        "insert into incident (pilot_id, happened_at, file, what, done, recorded_by, recorded_at)
         values ($1, '2026-03-01Z', 'web/prices.ts', 'A price changed', 'Taken back', $2, '2026-03-01Z') returning incident_id",
    )
    .bind(pilot.0)
    .bind(person.0)
    .fetch_one(&app.pool)
    .await
    .expect("an incident")
}

/// A token of a pilot by which nobody reports.
async fn gate_token(app: &TestApp, pilot: PilotId) -> i64 {
    sqlx::query_scalar(
        "insert into gate_token (pilot_id, name, token_hash, made_by, made_at)
         select $1, 'CI', decode(repeat('5a', 32), 'hex'), min(person_id), now() from person returning gate_token_id",
    )
    .bind(pilot.0)
    .fetch_one(&app.pool)
    .await
    .expect("a token")
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

/// A repository of a pilot with a token, of which something was given up.
async fn connection(app: &TestApp, pilot: PilotId, person: PersonId) -> i64 {
    let word = format!("word-{pilot}");
    let words = (None, word.as_str());
    store::github::connect(&app.pool, pilot, person, "acme/shop", words, now())
        .await
        .expect("connected");
    sqlx::query_scalar(
        "with connection as (select connection_id from connection where path_key = $1),
             token as (insert into connection_token (connection_id, api_url, sealed, last_four, entered_by, entered_at)
                 select connection_id, 'https://api.github.com', '', 'wxyz', $2, $3 from connection),
             call as (insert into connection_call (connection_id, stopped, stopped_at)
                 select connection_id, 'The code host refused the token (401).', $3 from connection),
             given_up as (insert into delivery (connection_id, delivery_guid, event, body, received_at, processed_at, outcome)
                 select connection_id, 'guid-1', 'push', '{}', $3, $3, 'failed: its facts could not be recorded' from connection)
         select connection_id from connection",
    )
    .bind(&word)
    .bind(person.0)
    .bind(now())
    .fetch_one(&app.pool)
    .await
    .expect("a connection")
}
