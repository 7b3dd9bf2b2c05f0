//! How long the proposal takes: saving, comparing, opening, with few and with many revisions. Run it with
//! `scripts/bench.sh`. It fills a database of its own, and drops it in the end.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use app::clock::Clock;
use app::password::Passwords;
use app::state::{AppState, Site};
use app::token::Token;
use axum::Router;
use axum::body::Body as RequestBody;
use axum::extract::ConnectInfo;
use chrono::{DateTime, Utc};
use domain::comment::Anchor;
use domain::document::{Body, sections};
use domain::ids::{PersonId, PilotId};
use domain::markdown::diff::compare_rendered;
use domain::proposal::{RevisionNumber, compare};
use http::{Method, Request, StatusCode, header};
use reading::change;
use server::live::Hub;
use server::parts::Health;
use server::session::PgSessions;
use sqlx::{Connection as _, PgConnection, PgPool};
use store::comment::NewThread;
use store::pilot::NewPilot;
use store::proposal::{Edit, revise};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

/// Sections of the document and paragraphs in each: about 100 kB.
const SECTIONS: usize = 40;
const PARAGRAPHS: usize = 16;
/// Words changed between the two compared texts, each in a paragraph of its own.
const EDITS: usize = 500;
/// Revisions at which pages are measured.
const FEW: i32 = 30;
const MANY: i32 = 300;
/// Comments on the newest revision.
const COMMENTS: usize = 500;
/// What the pages promise (issue "Speed"): on the server, without the network.
const COMPARE_WITHIN: Duration = Duration::from_millis(200);
const PAGE_WITHIN: Duration = Duration::from_millis(50);
/// Pages judge an approval against the newest revision: a small part of what they may take.
const JUDGE_WITHIN: Duration = Duration::from_millis(15);

fn main() -> Result<()> {
    // `cargo test --all-targets` starts benchmarks as well; only `cargo bench` means it.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    tokio::runtime::Runtime::new()?.block_on(bench())
}

async fn bench() -> Result<()> {
    let base = std::env::var("DATABASE_URL").context("run scripts/bench.sh, or set DATABASE_URL")?;
    let name = format!("countersign_bench_{}", std::process::id());
    let mut server = PgConnection::connect(&base).await?;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("create database {name}")))
        .execute(&mut server)
        .await?;
    let url = format!(
        "{}/{name}",
        base.rsplit_once('/').context("no database in DATABASE_URL")?.0
    );
    let outcome = measure(&url).await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("drop database {name} with (force)")))
        .execute(&mut server)
        .await?;
    print!("{}", outcome?);
    Ok(())
}

async fn measure(url: &str) -> Result<Table> {
    let mut table = Table::default();
    store::migrate(url).await?;
    let pool = store::connect(url, 5).await?;
    let site = Installation::new(&pool).await?;
    let text = Body::new(&document(0))?;
    let edited = Body::new(&document(EDITS))?;
    table.note(&format!(
        "{} bytes, {} sections, {EDITS} edits",
        text.as_str().len(),
        sections(&text).len()
    ));

    table.time("compare, as it reads", 20, Some(COMPARE_WITHIN), || {
        black_box(compare_rendered(&text, &edited));
    });
    table.time("compare, Markdown", 20, Some(COMPARE_WITHIN), || {
        black_box(compare(&text, &edited));
    });
    let (everywhere, terms) = (Body::new(&document(usize::MAX))?, reading::read(&text).terms);
    table.time(
        &format!("judge a change of {SECTIONS} sections, read before"),
        20,
        Some(JUDGE_WITHIN),
        || {
            black_box(change((&text, &terms), (&everywhere, &terms)));
        },
    );
    table.time("render", 20, None, || {
        black_box(domain::markdown::render_sections(&text));
    });
    table.time("read the terms", 20, None, || {
        black_box(reading::read(&text));
    });

    let pilot = site.pilot(&pool, &text).await?;
    for many in [FEW, MANY] {
        let mut saving = Vec::new();
        loop {
            let started = Instant::now();
            let saved = save(&pool, pilot, site.person).await?;
            saving.push(started.elapsed());
            if saved >= many {
                break;
            }
        }
        // The last thirty: what a save costs at this many revisions.
        let last = saving.split_off(saving.len().saturating_sub(29));
        table.row(&format!("save a revision ({many} revisions)"), last, None);
        site.pages(&mut table, many, 0).await?;
    }
    comment(&pool, pilot, site.person).await?;
    site.pages(&mut table, MANY, COMMENTS).await?;
    let mut saving = Vec::new();
    for _ in 0..20 {
        let started = Instant::now();
        save(&pool, pilot, site.person).await?;
        saving.push(started.elapsed());
    }
    table.row(&format!("save a revision ({COMMENTS} comments)"), saving, None);
    Ok(table)
}

/// Begins [`COMMENTS`] threads, each on a few words of another place.
async fn comment(pool: &PgPool, pilot: PilotId, person: PersonId) -> Result<()> {
    let latest = store::proposal::latest(pool, pilot).await?;
    let text = latest.body.as_str();
    let starts: Vec<usize> = text.match_indices("** ").map(|(at, _)| at + 3).take(COMMENTS).collect();
    ensure!(
        starts.len() == COMMENTS,
        "the text has {} places to comment on",
        starts.len()
    );
    for start in starts {
        let anchor = Anchor::to_words(&latest.body, start..start + 12).context("a place in the text")?;
        let new = NewThread {
            base: latest.number,
            anchor: &anchor,
            text: "Is this what we agreed on?",
            replacement: None,
        };
        store::comment::start(pool, pilot, person, new, now()).await?;
    }
    Ok(())
}

/// Changes one section; the answer is the number of the revision.
async fn save(pool: &PgPool, pilot: PilotId, person: PersonId) -> Result<i32> {
    let latest = store::proposal::latest(pool, pilot).await?;
    let all = sections(&latest.body);
    let section = &all[1 + latest.number.0 as usize % (all.len() - 1)];
    let text = format!(
        "{}\n\nWritten for revision {}.\n",
        section.text.trim_end(),
        latest.number.0 + 1
    );
    let edit = Edit {
        section: &section.key,
        base: latest.number,
        text: &text,
        summary: "",
    };
    revise(pool, pilot, person, edit, now()).await?;
    let newest: RevisionNumber = store::proposal::newest_number(pool, pilot).await?;
    Ok(newest.0)
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_442_000, 0).unwrap_or_default()
}

/// A document of made-up words, the same in every run, with the first `edits` paragraphs changed by a word.
fn document(edits: usize) -> String {
    const WORDS: [&str; 16] = [
        "pilot", "feature", "review", "the", "of", "week", "before", "engineer", "zone", "ships", "a", "number",
        "with", "every", "path", "rule",
    ];
    let mut seed = 7_u64;
    let mut next = |n: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % n
    };
    let mut text = "# A long proposal\n".to_owned();
    let mut paragraphs = 0;
    for section in 1..=SECTIONS {
        let _ = write!(text, "\n## Part {section}\n");
        for paragraph in 0..PARAGRAPHS {
            let mut words: Vec<&str> = (0..26).map(|_| WORDS[next(WORDS.len())]).collect();
            if paragraphs < edits {
                words[13] = "changed";
            }
            paragraphs += 1;
            let mark = if paragraph % 4 == 3 { "- " } else { "" };
            let _ = write!(text, "\n{mark}**{}** {}.\n", words[0], words[1..].join(" "));
        }
    }
    text
}

/// The application in memory, with somebody signed in.
struct Installation {
    router: Router,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    person: PersonId,
}

impl Installation {
    async fn new(pool: &PgPool) -> Result<Self> {
        let state = AppState::from(app::state::Installation {
            pool: pool.clone(),
            key: store::secret::Key::of(&[7; 32]),
            outgoing: domain::outgoing::Allowed::default(),
            sends_mail: false,
            clock: Clock::System,
            passwords: Passwords::default(),
            site: Site {
                base_url: "http://127.0.0.1:8080".into(),
                css: "/pkg/countersign.css".into(),
                islands: None,
            },
            memory: app::memory::Memory::default(),
            afterwards: TaskTracker::new(),
        });
        let token = Token::random();
        store::account::renew_setup_link(pool, &token.hash(), now()).await?;
        let router = server::router::router(
            state,
            PgSessions(pool.clone()),
            Hub::new(CancellationToken::new()),
            Health::default(),
        );
        let mut site = Self {
            router,
            cookies: Arc::default(),
            person: PersonId(0),
        };
        let password = "seven small boats";
        let form = format!(
            "token={}&name=Dana&email=dana@example.com&password={password}",
            token.as_str()
        );
        site.post("account/set_up", &form).await?;
        site.post(
            "account/sign_in",
            &format!("email=dana@example.com&password={password}"),
        )
        .await?;
        site.person = sqlx::query_scalar::<_, i64>("select person_id from person")
            .fetch_one(pool)
            .await
            .map(PersonId)?;
        Ok(site)
    }

    async fn pilot(&self, pool: &PgPool, body: &Body) -> Result<PilotId> {
        let new = NewPilot {
            name: "Bench",
            zone: chrono_tz::UTC,
            body,
            summary: "Made up",
        };
        let slug = store::pilot::add(pool, self.person, &new, now()).await?;
        let found = store::pilot::find(pool, &slug, self.person, now()).await?;
        Ok(found.context("the pilot was added")?.0.pilot_id)
    }

    /// Opens the pages that show a proposal of this many revisions.
    async fn pages(&self, table: &mut Table, revisions: i32, comments: usize) -> Result<()> {
        let last = revisions - 1;
        for (name, path, within) in [
            ("open the proposal", String::new(), Some(PAGE_WITHIN)),
            ("open its history", "/history".to_owned(), Some(PAGE_WITHIN)),
            ("open revision 1", "/r/1".to_owned(), Some(PAGE_WITHIN)),
            (
                "open the last change",
                format!("/compare/{last}/{revisions}"),
                Some(COMPARE_WITHIN),
            ),
            ("open all changes", format!("/compare/1/{revisions}"), None),
        ] {
            let path = format!("/p/bench/proposal{path}");
            let mut times = Vec::new();
            for run in 0..21 {
                let started = Instant::now();
                self.get(&path).await?;
                // The first one warms up.
                if run > 0 {
                    times.push(started.elapsed());
                }
            }
            let with = if comments > 0 {
                format!(", {comments} comments")
            } else {
                String::new()
            };
            table.row(&format!("{name} ({revisions} revisions{with})"), times, within);
        }
        Ok(())
    }

    async fn get(&self, path: &str) -> Result<()> {
        let request = self.request(Method::GET, path).body(RequestBody::empty())?;
        let status = self.send(request).await?;
        ensure!(status == StatusCode::OK, "{path} answers {status}");
        Ok(())
    }

    async fn post(&self, endpoint: &str, form: &str) -> Result<()> {
        let request = self
            .request(Method::POST, &format!("/do/{endpoint}"))
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(RequestBody::from(form.replace(' ', "+").replace('@', "%40")))?;
        let status = self.send(request).await?;
        ensure!(status == StatusCode::SEE_OTHER, "{endpoint} answers {status}");
        Ok(())
    }

    fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let jar = self.cookies.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let cookies: Vec<String> = jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::ACCEPT, "text/html")
            .header(header::HOST, "127.0.0.1:8080")
            .header(header::COOKIE, cookies.join("; "))
            .extension(ConnectInfo(std::net::SocketAddr::from(([192, 0, 2, 1], 40_000))))
    }

    /// Sends a request, reads the whole answer, and keeps its cookies.
    async fn send(&self, request: Request<RequestBody>) -> Result<StatusCode> {
        let response = self.router.clone().oneshot(request).await?;
        let status = response.status();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str()?.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                let mut jar = self.cookies.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                jar.insert(name.to_owned(), value.to_owned());
            }
        }
        axum::body::to_bytes(response.into_body(), usize::MAX).await?;
        Ok(status)
    }
}

/// What was measured.
#[derive(Default)]
struct Table(String);

impl Table {
    fn note(&mut self, note: &str) {
        let _ = writeln!(self.0, "{note}\n");
        let _ = writeln!(
            self.0,
            "{:<60} {:>5} {:>10} {:>10} {:>10}",
            "", "runs", "median", "p95", "promised"
        );
    }

    fn time(&mut self, name: &str, runs: usize, within: Option<Duration>, mut work: impl FnMut()) {
        work();
        let times = (0..runs)
            .map(|_| {
                let started = Instant::now();
                work();
                started.elapsed()
            })
            .collect();
        self.row(name, times, within);
    }

    fn row(&mut self, name: &str, mut times: Vec<Duration>, within: Option<Duration>) {
        times.sort_unstable();
        let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
        let at = |percent: usize| times.get((times.len() * percent / 100).min(times.len().saturating_sub(1)));
        let at = |percent| at(percent).copied().unwrap_or_default();
        let verdict = match within {
            None => String::new(),
            Some(within) if at(95) <= within => format!("< {}", ms(within)),
            Some(within) => format!("MISSED {}", ms(within)),
        };
        let (median, p95) = (ms(at(50)), ms(at(95)));
        let _ = writeln!(
            self.0,
            "{name:<60} {:>5} {median:>10} {p95:>10} {verdict:>10}",
            times.len()
        );
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
