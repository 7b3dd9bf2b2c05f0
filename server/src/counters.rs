//! What an installation can be watched by: counters in Prometheus' text format, on an address of their own, so that no
//! proxy leads there by accident.

use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;
use http::header;
use store::PgPool;

use crate::live::Hub;
use crate::parts::Health;

/// Ends of the classes of time that an answer takes to begin, in milliseconds.
const WITHIN: [u64; 10] = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000];

/// What is counted while requests are answered.
#[derive(Debug, Default)]
pub struct Counters {
    /// By the first digit of the status: pages, forms and streams, and deliveries.
    requests: [AtomicU64; 6],
    deliveries: [AtomicU64; 6],
    /// How many answers began within each class, and those that took longer.
    took: [AtomicU64; WITHIN.len() + 1],
    microseconds: AtomicU64,
}

impl Counters {
    /// A router whose requests are counted.
    pub fn around(self: &Arc<Self>, router: Router) -> Router {
        router.layer(from_fn_with_state(Arc::clone(self), count))
    }

    fn note(&self, path: &str, status: u16, took: Duration) {
        let by_class = if path.starts_with("/webhook/") {
            &self.deliveries
        } else {
            &self.requests
        };
        add(&by_class[usize::from(status / 100).min(5)], 1);
        let class = WITHIN.iter().position(|end| took <= Duration::from_millis(*end));
        add(&self.took[class.unwrap_or(WITHIN.len())], 1);
        add(&self.microseconds, u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    fn write(&self, text: &mut String) {
        for (name, help, classes) in [
            ("requests", "Requests answered, by class of status.", &self.requests),
            (
                "deliveries",
                "Deliveries of webhooks answered, by class of status.",
                &self.deliveries,
            ),
        ] {
            head(text, &format!("{name}_total"), "counter", help);
            for (class, count) in classes.iter().enumerate().skip(2) {
                let _ = writeln!(
                    text,
                    "countersign_{name}_total{{class=\"{class}xx\"}} {}",
                    get_of(count)
                );
            }
        }
        head(text, "answer_seconds", "histogram", "Time until an answer began.");
        let mut so_far = 0;
        for (end, count) in WITHIN.iter().zip(&self.took) {
            so_far += get_of(count);
            let end = Duration::from_millis(*end).as_secs_f64();
            let _ = writeln!(text, "countersign_answer_seconds_bucket{{le=\"{end}\"}} {so_far}");
        }
        so_far += self.took.last().map_or(0, get_of);
        let sum = Duration::from_micros(get_of(&self.microseconds)).as_secs_f64();
        let _ = writeln!(text, "countersign_answer_seconds_bucket{{le=\"+Inf\"}} {so_far}");
        let _ = writeln!(
            text,
            "countersign_answer_seconds_sum {sum}\ncountersign_answer_seconds_count {so_far}"
        );
    }
}

fn add(counter: &AtomicU64, many: u64) {
    counter.fetch_add(many, Ordering::Relaxed);
}

fn get_of(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

async fn count(State(counters): State<Arc<Counters>>, request: Request, next: Next) -> Response {
    let (path, began) = (request.uri().path().to_owned(), Instant::now());
    let response = next.run(request).await;
    counters.note(&path, response.status().as_u16(), began.elapsed());
    response
}

fn head(text: &mut String, name: &str, kind: &str, help: &str) {
    let _ = writeln!(
        text,
        "# HELP countersign_{name} {help}\n# TYPE countersign_{name} {kind}"
    );
}

fn gauge(text: &mut String, name: &str, help: &str, value: impl std::fmt::Display) {
    head(text, name, "gauge", help);
    let _ = writeln!(text, "countersign_{name} {value}");
}

/// What is looked at whenever somebody asks.
#[derive(Clone)]
pub struct Watched {
    /// What was counted.
    pub counters: Arc<Counters>,
    /// The pool of pages and forms, and that of sessions.
    pub pools: [PgPool; 2],
    /// The streams.
    pub hub: Hub,
    /// The parts of the program.
    pub parts: Health,
}

/// Answers `GET /metrics`, the address at which such counters are looked for.
pub fn router(watched: Watched) -> Router {
    let answer = async |State(watched): State<Watched>| {
        let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
        (kind, watched.text().await)
    };
    Router::new().route("/metrics", get(answer)).with_state(watched)
}

impl Watched {
    async fn text(&self) -> String {
        let mut text = String::new();
        let out = &mut text;
        self.counters.write(out);
        gauge(out, "streams", "Open event streams.", self.hub.streams());
        gauge(
            out,
            "parts_unwell",
            "Parts of the program that are not well; /health names them.",
            self.parts.lines().len(),
        );
        head(
            out,
            "pool_connections",
            "gauge",
            "Connections to the database, by pool and by what they do.",
        );
        for (name, pool) in ["pages", "sessions"].into_iter().zip(&self.pools) {
            let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
            let busy = pool.size().saturating_sub(idle);
            let _ = writeln!(
                out,
                "countersign_pool_connections{{pool=\"{name}\",state=\"busy\"}} {busy}"
            );
            let _ = writeln!(
                out,
                "countersign_pool_connections{{pool=\"{name}\",state=\"idle\"}} {idle}"
            );
        }
        let waiting = store::github::waiting(&self.pools[0]).await;
        gauge(
            out,
            "database_up",
            "Whether the database answers.",
            u8::from(waiting.is_ok()),
        );
        if let Ok(waiting) = waiting {
            gauge(
                out,
                "deliveries_waiting",
                "Deliveries that were received and not yet worked on.",
                waiting,
            );
        }
        if let Some(bytes) = resident() {
            gauge(out, "resident_memory_bytes", "Memory that the program holds.", bytes);
        }
        if let Ok(open) = fs::read_dir("/proc/self/fd") {
            gauge(out, "open_files", "Open files and connections.", open.count());
        }
        text
    }
}

/// Resident memory as Linux tells it.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_class_and_time() {
        let counters = Counters::default();
        for (path, status, milliseconds) in [
            ("/p/checkout", 200, 4),
            ("/do/comment/start", 303, 5),
            ("/p/nothing", 404, 6),
            ("/p/checkout", 503, 30_000),
            ("/webhook/github/secret", 202, 2),
            ("/webhook/github/secret", 401, 1),
        ] {
            counters.note(path, status, Duration::from_millis(milliseconds));
        }
        let mut text = String::new();
        counters.write(&mut text);
        for line in [
            "countersign_requests_total{class=\"2xx\"} 1",
            "countersign_requests_total{class=\"3xx\"} 1",
            "countersign_requests_total{class=\"4xx\"} 1",
            "countersign_requests_total{class=\"5xx\"} 1",
            "countersign_deliveries_total{class=\"2xx\"} 1",
            "countersign_deliveries_total{class=\"4xx\"} 1",
            "# TYPE countersign_answer_seconds histogram",
            "countersign_answer_seconds_bucket{le=\"0.005\"} 4",
            "countersign_answer_seconds_bucket{le=\"0.01\"} 5",
            "countersign_answer_seconds_bucket{le=\"10\"} 5",
            "countersign_answer_seconds_bucket{le=\"+Inf\"} 6",
            // 4 + 5 + 6 + 30000 + 2 + 1 milliseconds.
            "countersign_answer_seconds_sum 30.018",
            "countersign_answer_seconds_count 6",
        ] {
            assert!(text.lines().any(|said| said == line), "{line} is missing in\n{text}");
        }
        assert!(!text.contains("secret"), "addresses are not told");
    }
}
