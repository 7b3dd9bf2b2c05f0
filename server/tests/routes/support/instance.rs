//! One instance of the application on a test's database, and who can be had there.

use std::path::PathBuf;
use std::sync::Arc;

use app::clock::Clock;
use app::memory::Memory;
use app::password::Passwords;
use app::state::{AppState, Installation, Islands, Site};
use app::token::Token;
use axum::Router;
use chrono::{DateTime, Utc};
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Role};
use server::live::Hub;
use server::mail::{Mailing, Smtp};
use server::parts::{Part, Parts};
use server::session::PgSessions;
use sqlx::{ConnectOptions as _, PgPool};
use store::account::Invitee;
use store::pilot::NewPilot;
use store::secret::Key;
use tokio_util::sync::CancellationToken;

use super::PASSWORD;
use super::actor::Actor;

/// A file that holds the test's time, gone with the test.
pub struct TestClock(PathBuf);

impl TestClock {
    fn new(now: &str) -> Self {
        let name = format!("countersign-clock-{}", Token::random().as_str());
        let clock = Self(std::env::temp_dir().join(name));
        clock.set(now);
        clock
    }

    /// It is `now`, an RFC 3339 instant.
    pub fn set(&self, now: &str) {
        std::fs::write(&self.0, now).expect("the temporary directory can be written");
    }
}

impl Drop for TestClock {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// One instance of the application.
pub struct TestApp {
    pub router: Router,
    pub pool: PgPool,
    pub clock: TestClock,
    pub hub: Hub,
    pub parts: Parts,
    pub stop: CancellationToken,
}

impl TestApp {
    /// On a test's database. It is Monday, 2 March 2026, 09:00 UTC.
    pub fn new(pool: &PgPool) -> Self {
        Self::at(pool, pool, "http://127.0.0.1:8080")
    }

    /// With a pool for sessions of its own, reached under `base_url`.
    pub fn at(pool: &PgPool, sessions: &PgPool, base_url: &str) -> Self {
        Self::made(pool, sessions, base_url, false)
    }

    /// One that sends mail, as soon as [`TestApp::mailing`] is told to.
    pub fn sending(pool: &PgPool) -> Self {
        Self::made(pool, pool, "http://127.0.0.1:8080", true)
    }

    /// What sends its mail.
    pub fn mailing(&self, smtp: Option<Smtp>) -> Mailing {
        Mailing {
            pool: self.pool.clone(),
            clock: Clock::file(self.clock.0.clone()).expect("the clock was set"),
            key: Key::of(&[7; 32]),
            smtp: smtp.map(Arc::new),
            base_url: "http://127.0.0.1:8080".into(),
        }
    }

    fn made(pool: &PgPool, sessions: &PgPool, base_url: &str, sends_mail: bool) -> Self {
        let clock = TestClock::new("2026-03-02T09:00:00Z");
        let stop = CancellationToken::new();
        let hub = Hub::new(stop.clone());
        let parts = Parts::new(stop.clone());
        let state = AppState::from(Installation {
            pool: pool.clone(),
            key: Key::of(&[7; 32]),
            outgoing: domain::outgoing::Allowed::default(),
            sends_mail,
            clock: Clock::file(clock.0.clone()).expect("the clock was set"),
            passwords: Passwords::default(),
            site: Site {
                base_url: base_url.into(),
                css: "/pkg/countersign.css".into(),
                islands: Some(Islands {
                    loader: "/pkg/islands.js".into(),
                    script: "/pkg/countersign.js".into(),
                    program: "/pkg/countersign.wasm".into(),
                }),
            },
            memory: Memory::default(),
            afterwards: parts.afterwards(),
        });
        Self {
            router: server::router::router(state, PgSessions(sessions.clone()), hub.clone(), parts.health()),
            pool: pool.clone(),
            clock,
            hub,
            parts,
            stop,
        }
    }

    /// Somebody with a browser of their own, not signed in.
    pub fn anonymous(&self) -> Actor {
        Actor {
            name: "anonymous".to_owned(),
            router: self.router.clone(),
            cookies: Arc::default(),
            address: ([192, 0, 2, 1], 40_000).into(),
        }
    }

    /// Makes a set-up link, as the first start does.
    pub async fn setup_link(&self) -> String {
        let token = Token::random();
        store::account::renew_setup_link(&self.pool, &token.hash(), now())
            .await
            .expect("a set-up link is made");
        token.as_str().to_owned()
    }

    /// The first person, who runs the installation, signed in, and has read that they are welcome.
    pub async fn set_up(&self) -> Actor {
        let token = self.setup_link().await;
        let ada = self.browser_of("ada@example.com");
        let form = [
            ("token", token.as_str()),
            ("name", "Ada"),
            ("email", "ada@example.com"),
            ("password", PASSWORD),
        ];
        ada.post("account/set_up", &form).await.goes_to("/");
        ada.get("/").await.says("Welcome, Ada.");
        ada
    }

    /// Makes an invitation by `by`; the answer is its link's token.
    pub async fn invite(
        &self,
        by: PersonId,
        email: &str,
        role: Option<(PilotId, Role, Option<Arm>)>,
    ) -> (PersonId, String) {
        let token = Token::random();
        let name = email.split('@').next().unwrap_or_default();
        let invitee = Invitee { email, name, role };
        let invited = store::account::invite(&self.pool, by, &invitee, &token.hash(), now())
            .await
            .expect("they can be invited");
        (invited.person(), token.as_str().to_owned())
    }

    /// Invites somebody, who chooses a password and is signed in by that.
    pub async fn person(&self, by: PersonId, email: &str, role: Option<(PilotId, Role, Option<Arm>)>) -> Actor {
        let (_, token) = self.invite(by, email, role).await;
        let form = [("token", token.as_str()), ("name", email), ("password", PASSWORD)];
        let invited = self.browser_of(email);
        invited.post("account/accept_invitation", &form).await.goes_to("/");
        invited.get("/").await.says("Welcome, ");
        invited
    }

    /// Signs somebody in, in a new browser.
    pub async fn signed_in(&self, email: &str) -> Actor {
        let actor = self.browser_of(email);
        actor.sign_in(email, PASSWORD).await.goes_to("/");
        actor
    }

    /// A new browser, to be used by the person with this e-mail address.
    fn browser_of(&self, email: &str) -> Actor {
        let mut actor = self.anonymous();
        email.split('@').next().unwrap_or_default().clone_into(&mut actor.name);
        actor
    }

    /// The person with this e-mail address.
    pub async fn id(&self, email: &str) -> PersonId {
        let id = sqlx::query_scalar::<_, i64>("select person_id from person where email = $1")
            .bind(email)
            .fetch_one(&self.pool)
            .await
            .expect("they exist");
        PersonId(id)
    }

    /// Gives everybody who was invited the common password, and signs somebody in.
    pub async fn played_by(&self, name: &str) -> Actor {
        self.sql(
            "update person set password_hash = (select password_hash from person where site_admin limit 1)
             where password_hash is null and email not like 'newcomer%'",
        )
        .await;
        self.signed_in(&format!("{name}@example.com")).await
    }

    /// A number from the database.
    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql)
            .fetch_one(&self.pool)
            .await
            .expect("a statement that counts")
    }

    /// Runs a statement. The database is told that pages have to be made anew: what is changed behind the program's back shows some minutes
    /// later.
    pub async fn sql(&self, sql: &'static str) {
        sqlx::query(sql).execute(&self.pool).await.expect("a fine statement");
        sqlx::query("select count_pilot_change(pilot_id, 0) from pilot")
            .execute(&self.pool)
            .await
            .expect("changes are counted");
    }

    /// Listens for changes, as a running program does.
    pub fn listen(&self, pool: &PgPool) -> impl Future<Output = ()> + use<> {
        let pulse = self.parts.health().pulse(Part::Listener);
        server::live::listen(self.hub.clone(), pool.clone(), self.url(), pulse)
    }

    /// The database's address, for what connects by itself.
    pub fn url(&self) -> String {
        self.pool.connect_options().to_url_lossy().to_string()
    }

    /// A pilot with `sponsor`; the answer is its number and address.
    pub async fn pilot(&self, sponsor: PersonId, name: &str) -> (PilotId, String) {
        let body = domain::template::body();
        let new = NewPilot {
            name,
            zone: chrono_tz::Europe::Vienna,
            body: &body,
            summary: "",
        };
        let slug = store::pilot::add(&self.pool, sponsor, &new, now())
            .await
            .expect("a pilot is added");
        let id = sqlx::query_scalar::<_, i64>("select pilot_id from pilot where slug = $1")
            .bind(&slug)
            .fetch_one(&self.pool)
            .await
            .expect("it was added");
        (PilotId(id), slug)
    }
}

/// The time at which every test begins.
pub fn now() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().expect("an instant")
}
