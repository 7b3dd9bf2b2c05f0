//! The application on a test's database, and people who ask it for things. Every answer, of every
//! test, is held to what all answers promise.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use app::clock::Clock;
use app::memory::Memory;
use app::password::Passwords;
use app::state::{AppState, Installation, Islands, Site};
use app::token::Token;
use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::ConnectInfo;
use chrono::{DateTime, Utc};
use domain::ids::{PersonId, PilotId};
use domain::person::{Arm, Role};
use http::{HeaderMap, Method, Request, StatusCode, header};
use server::live::Hub;
use server::parts::{Part, Parts};
use server::session::PgSessions;
use sqlx::{ConnectOptions as _, PgPool};
use store::account::Invitee;
use store::pilot::NewPilot;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// Everybody's password.
pub const PASSWORD: &str = "seven small boats";

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
        let clock = TestClock::new("2026-03-02T09:00:00Z");
        let stop = CancellationToken::new();
        let hub = Hub::new(stop.clone());
        let state = AppState::from(Installation {
            pool: pool.clone(),
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
        });
        let parts = Parts::new(stop.clone());
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

    /// The first person, who runs the installation, signed in.
    pub async fn set_up(&self) -> Actor {
        let token = self.setup_link().await;
        let anonymous = self.anonymous();
        let form = [
            ("token", token.as_str()),
            ("name", "Ada"),
            ("email", "ada@example.com"),
            ("password", PASSWORD),
        ];
        anonymous.post("account/set_up", &form).await.goes_to("/sign-in");
        self.signed_in("ada@example.com").await
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

    /// Invites somebody, who chooses a password and signs in.
    pub async fn person(&self, by: PersonId, email: &str, role: Option<(PilotId, Role, Option<Arm>)>) -> Actor {
        let (_, token) = self.invite(by, email, role).await;
        let form = [("token", token.as_str()), ("name", email), ("password", PASSWORD)];
        self.anonymous()
            .post("account/accept_invitation", &form)
            .await
            .goes_to("/sign-in");
        self.signed_in(email).await
    }

    /// Signs somebody in, in a new browser.
    pub async fn signed_in(&self, email: &str) -> Actor {
        let mut actor = self.anonymous();
        email.split('@').next().unwrap_or_default().clone_into(&mut actor.name);
        actor.sign_in(email, PASSWORD).await.goes_to("/");
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

/// Somebody with a browser.
#[derive(Clone)]
pub struct Actor {
    pub name: String,
    router: Router,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    pub address: SocketAddr,
}

impl Actor {
    /// Opens a page; redirects are not followed.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).body(Body::empty()).expect("a request"))
            .await
    }

    /// Sends a form as a browser without scripts does; redirects are not followed.
    pub async fn post(&self, endpoint: &str, fields: &[(&str, &str)]) -> Answer {
        let body = if WITH_FILES.contains(&endpoint) {
            encode_with_files(fields)
        } else {
            encode(fields)
        };
        self.post_body(endpoint, body).await
    }

    /// Sends a form with any body.
    pub async fn post_body(&self, endpoint: &str, body: impl Into<Body>) -> Answer {
        let kind = if WITH_FILES.contains(&endpoint) {
            "multipart/form-data; boundary=between"
        } else {
            "application/x-www-form-urlencoded"
        };
        let body = body.into();
        let mut request = self
            .request(Method::POST, &format!("/do/{endpoint}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind);
        if let Some(length) = body.size_hint().exact() {
            request = request.header(header::CONTENT_LENGTH, length);
        }
        self.send(request.body(body).expect("a request")).await
    }

    /// Signs in, in this browser.
    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.post("account/sign_in", &[("email", email), ("password", password)])
            .await
    }

    /// A request with this browser's cookies.
    pub fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT, "text/html,application/xhtml+xml")
            .header(header::HOST, "127.0.0.1:8080")
            .extension(ConnectInfo(self.address));
        let cookies = self.cookie_header();
        if cookies.is_empty() {
            request
        } else {
            request.header(header::COOKIE, cookies)
        }
    }

    /// What this browser sends as `Cookie`.
    pub fn cookie_header(&self) -> String {
        let jar = self.cookies.lock().expect("no test panics holding the jar");
        jar.iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    /// Replaces this browser's cookies with those of another: a copied session.
    pub fn take_cookies_of(&self, other: &Self) {
        let theirs = other.cookies.lock().expect("no test panics holding the jar").clone();
        *self.cookies.lock().expect("no test panics holding the jar") = theirs;
    }

    /// A copy of this browser as it is now; later cookies are not shared.
    pub fn copy(&self) -> Self {
        let copy = Self {
            cookies: Arc::default(),
            ..self.clone()
        };
        copy.take_cookies_of(self);
        copy
    }

    /// The same browser at another instance.
    pub fn at(&self, app: &TestApp) -> Self {
        Self {
            router: app.router.clone(),
            ..self.clone()
        }
    }

    /// Sends a request, keeps the cookies of the answer and checks what every answer promises.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let asked = format!("{}: {} {}", self.name, request.method(), request.uri());
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("a router always answers");
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX)
            .await
            .expect("bodies of answers arrive");
        let answer = Answer {
            asked,
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        };
        answer.keeps_the_promises();
        let mut jar = self.cookies.lock().expect("no test panics holding the jar");
        for cookie in answer.cookies() {
            let (pair, attributes) = cookie.split_once(';').unwrap_or((cookie, ""));
            let (name, value) = pair.split_once('=').expect("a cookie is a pair");
            if attributes.contains("Max-Age=0") || value.is_empty() {
                jar.remove(name);
            } else {
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
        drop(jar);
        answer
    }
}

/// What comes of `asked`, and the statements that went to the database meanwhile, in the order they
/// ended: `let (page, statements) = statements(ada.get("/")).await;`. It hears what this thread does,
/// tasks that `asked` spawned included, so nothing else may be under way in the test.
pub async fn statements<T>(asked: impl Future<Output = T>) -> (T, Vec<String>) {
    let heard = Heard::default();
    let subscriber = tracing_subscriber::registry().with(heard.clone());
    let guard = tracing::subscriber::set_default(subscriber);
    let answer = asked.await;
    drop(guard);
    let statements = std::mem::take(&mut *heard.0.lock().expect("no test panics while it listens"));
    (answer, statements)
}

/// Keeps what sqlx logs: one event for each statement.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl<S: Subscriber> Layer<S> for Heard {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut statement = Statement::default();
        event.record(&mut statement);
        let mut heard = self.0.lock().expect("no test panics while it listens");
        heard.push(statement.0);
    }
}

/// The text of a statement: a short one stands in the summary alone.
#[derive(Default)]
struct Statement(String);

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        let text = value.trim();
        if field.name() == "summary" || field.name() == "db.statement" && !text.is_empty() {
            text.clone_into(&mut self.0);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// Forms that take a file.
const WITH_FILES: [&str; 1] = ["pilot/add"];

/// The fields of a form that takes a file, as a browser encodes them.
fn encode_with_files(fields: &[(&str, &str)]) -> String {
    let parts = fields.iter().map(|(name, value)| {
        let file = if *name == "file" {
            "; filename=\"proposal.md\""
        } else {
            ""
        };
        format!("--between\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
    });
    format!("{}--between--\r\n", parts.collect::<String>())
}

/// A form's fields as a browser encodes them.
pub fn encode(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| {
        text.bytes()
            .map(|b| match b {
                b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'-' | b'_' | b'.' => char::from(b).to_string(),
                b => format!("%{b:02X}"),
            })
            .collect::<String>()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// The value of a hidden field.
pub fn value_of(page: &str, name: &str) -> String {
    let (_, rest) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .expect("the field");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// The one script element there is.
const LOADER: &str = "<script type=\"module\" src=\"/pkg/islands.js\"></script>";

/// The policy of a page, word for word, so that nothing typed is in it.
fn policy_with(scripts: &str) -> String {
    format!(
        "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// What came back.
pub struct Answer {
    asked: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Where a redirect goes.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Where the page for signing in, to which this redirects, leads afterwards.
    #[track_caller]
    pub fn leads_back_to(&self) -> String {
        let escaped = self.location().strip_prefix("/sign-in?next=");
        let escaped = escaped.unwrap_or_else(|| panic!("{} went to {:?}", self.asked, self.location()));
        percent_encoding::percent_decode_str(escaped)
            .decode_utf8_lossy()
            .into_owned()
    }

    /// The cookies it sets.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect()
    }

    /// It redirects to exactly this address.
    #[track_caller]
    pub fn goes_to(&self, path: &str) -> &Self {
        self.is(StatusCode::SEE_OTHER);
        assert_eq!(self.location(), path, "{}", self.asked);
        self
    }

    /// A refused form: it goes back to its page, under a token. The answer is that address.
    #[track_caller]
    pub fn is_refused(&self) -> &str {
        self.is(StatusCode::SEE_OTHER);
        assert!(
            self.location().contains("refused="),
            "{} went to {}",
            self.asked,
            self.location()
        );
        self.location()
    }

    /// It has this status.
    #[track_caller]
    pub fn is(&self, status: StatusCode) -> &Self {
        assert_eq!(
            self.status,
            status,
            "{}, to {:?}: {}",
            self.asked,
            self.location(),
            self.text
        );
        self
    }

    /// It says this, whatever empty comments the framework sets between texts.
    #[track_caller]
    pub fn says(&self, sentence: &str) -> &Self {
        assert!(
            self.text.replace("<!>", "").contains(sentence),
            "{} does not say {sentence:?}: {}",
            self.asked,
            self.text
        );
        self
    }

    fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    /// What holds for every answer: headers, no inner texts, whole pages, no script without an island.
    #[track_caller]
    fn keeps_the_promises(&self) {
        let asked = &self.asked;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(self.header(name), value, "{asked}: {name}");
        }
        assert_eq!(self.header("x-request-id").len(), 36, "{asked}: the request id");
        assert!(!self.header("referrer-policy").is_empty(), "{asked}: referrer-policy");
        assert!(self.headers.get("server").is_none(), "{asked}: server");
        assert!(
            self.headers.get_all(header::LOCATION).iter().count() <= 1,
            "{asked}: two locations"
        );
        let policies = self.headers.get_all(header::CONTENT_SECURITY_POLICY).iter().count();
        assert_eq!(policies, 1, "{asked}: one policy");
        let policy = self.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{asked}: {part} is missing in {policy:?}");
        }
        if self.status.is_client_error() || self.status.is_server_error() {
            for inner in [
                "sqlx",
                "postgres",
                "impossible row",
                "error returned",
                "relation \"",
                "panicked",
                "src/",
                "server function",
                "Deserialization",
                "Pool",
            ] {
                assert!(!self.text.contains(inner), "{asked} tells of {inner:?}: {}", self.text);
            }
        }
        if !self.is_html() {
            return;
        }
        assert_eq!(self.header("cache-control"), "no-store", "{asked}");
        let page = self.text.trim_end();
        assert_ne!(
            self.status,
            StatusCode::SEE_OTHER,
            "{asked}: a page that leads elsewhere"
        );
        assert!(page.starts_with("<!DOCTYPE html>"), "{asked}: {page}");
        for inline in [
            " style=\"",
            " onclick=",
            " onload=",
            " onsubmit=",
            "href=\"javascript:",
            "action=\"javascript:",
        ] {
            assert!(!page.contains(inline), "{asked}: inline {inline:?}");
        }
        assert!(
            page.ends_with("</html>"),
            "{asked}: ends in {:?}",
            &page[page.len() - 40..]
        );
        // In typed text `<` is never bare, so these are elements.
        let scripts = page.matches("<script").count();
        let scripts_of_the_site = page.matches(LOADER).count();
        if page.contains("<leptos-island ") {
            assert_eq!(
                (scripts, scripts_of_the_site),
                (1, 1),
                "{asked}: an island that never wakes"
            );
            assert_eq!(policy, policy_with("'self' 'wasm-unsafe-eval'"), "{asked}");
        } else {
            assert_eq!(scripts, 0, "{asked}: a script on a page without islands");
            assert_eq!(policy, policy_with("'none'"), "{asked}");
        }
    }
}
