//! A stand-in for the code host's interface for programs, after its published description: commit statuses, comments by pages,
//! whose a token is, and what it answers when it was too much or is not well.

pub mod gitlab;
pub mod tree;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Method, StatusCode, header};
use ring::signature::{KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RsaKeyPair, UnparsedPublicKey};
use rustls::pki_types::PrivatePkcs1KeyDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::{Value, json};

use super::story::REPOSITORY;

/// A token that it takes.
pub const TOKEN: &str = "github_pat_11AAAAAAA0standinstandin";
/// The account of that token.
pub const OWN: i64 = 4_242;
/// Another token that it takes, of another account.
pub const OTHER_TOKEN: &str = "github_pat_11BBBBBBB0standinstandin";
/// The account of that one.
pub const OTHER: i64 = 4_243;
/// The account that the App writes by.
pub const APPS: i64 = 4_244;

/// The account that calls.
fn account_of(bearer: &str) -> i64 {
    match bearer {
        TOKEN => OWN,
        OTHER_TOKEN => OTHER,
        _ => APPS,
    }
}

/// What goes wrong with the next call of a method.
#[derive(Clone)]
pub enum Fault {
    /// It answers this and does nothing.
    Answers(u16, Vec<(&'static str, String)>, &'static str),
    /// It does what it was asked, and the answer is lost.
    LosesItsAnswer,
    /// Its answer breaks off.
    BreaksOff,
}

/// A pull request with its past, as it is given by several addresses.
#[derive(Clone)]
pub struct Pull {
    pub described: Value,
    pub reviews: Vec<Value>,
    pub timeline: Vec<Value>,
    pub commits: Vec<Value>,
    pub branch: String,
    pub pushes: Vec<Value>,
}

/// What is said of a commit, the oldest first.
#[derive(Clone, Default)]
pub struct Spoken {
    pub runs: Vec<Value>,
    pub suites: Vec<Value>,
    pub statuses: Vec<Value>,
}

/// A GitHub App that it knows.
pub struct App {
    id: i64,
    /// Its public key, as an `RSAPublicKey`.
    public_key: Vec<u8>,
    /// On the repository.
    pub installed: bool,
    pub suspended: bool,
    /// The tokens it gave, and until when each is good.
    pub tokens: Vec<(String, DateTime<Utc>)>,
    given: usize,
    hands: PathBuf,
    /// By how much its own clock is ahead.
    pub skew: TimeDelta,
}

impl App {
    fn now(&self) -> DateTime<Utc> {
        let hands = std::fs::read_to_string(&self.hands).unwrap();
        hands.trim().parse::<DateTime<Utc>>().unwrap() + self.skew
    }

    /// Whether it takes what says that it is the App: by the signature and by its own clock.
    fn takes(&self, signed: &str) -> bool {
        let parts: Vec<&str> = signed.split('.').collect();
        let [head, claims, signature] = parts[..] else {
            return false;
        };
        let read = |part: &str| URL_SAFE_NO_PAD.decode(part).unwrap();
        let json = |part: &str| serde_json::from_slice::<Value>(&read(part)).unwrap();
        assert_eq!(json(head), json!({ "alg": "RS256", "typ": "JWT" }));
        let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.public_key);
        let is_signed = key
            .verify(format!("{head}.{claims}").as_bytes(), &read(signature))
            .is_ok();
        let (claims, now) = (json(claims), self.now().timestamp());
        let (from, until) = (claims["iat"].as_i64().unwrap(), claims["exp"].as_i64().unwrap());
        let in_time = from <= now && now < until && until <= now + 600;
        is_signed && in_time && claims["iss"] == *self.id.to_string()
    }

    fn is_good(&self, token: &str) -> bool {
        self.tokens.iter().any(|(of, until)| of == token && self.now() < *until)
    }

    /// What it answers to the App itself.
    fn answers(&mut self, method: &Method, path: &str, bearer: &str) -> Response {
        let said = |status: u16, message: &str| {
            let status = StatusCode::from_u16(status).unwrap();
            (status, axum::Json(json!({ "message": message }))).into_response()
        };
        if !self.takes(bearer) {
            return said(401, "A JSON web token could not be decoded");
        }
        match method.as_str() {
            "GET" if self.installed => axum::Json(json!({ "id": 77, "app_id": self.id })).into_response(),
            "POST" if self.installed && self.suspended => said(403, "This installation has been suspended"),
            "POST" if self.installed && path.ends_with("/77/access_tokens") => {
                self.given += 1;
                let (token, until) = (
                    format!("ghs_{}_{}.{}", self.id, self.given, "x".repeat(500)),
                    self.now() + TimeDelta::hours(1),
                );
                self.tokens.push((token.clone(), until));
                let given = json!({ "token": token, "expires_at": until.to_rfc3339() });
                (StatusCode::CREATED, axum::Json(given)).into_response()
            }
            _ => said(404, "Not Found"),
        }
    }
}

#[derive(Default)]
struct Held {
    /// Id, pull request, account, text.
    comments: Vec<(i64, i32, i64, String)>,
    /// Commit, as it was given.
    statuses: Vec<(String, Value)>,
    /// By method and a part of the path.
    faults: Vec<(Method, &'static str, Fault)>,
    calls: Vec<String>,
    pulls: Vec<Pull>,
    app: Option<App>,
    /// It gives no more at once, whatever it is asked for.
    most_a_page: Option<usize>,
    hides_pushes: bool,
    /// On GitLab: merge requests with their past.
    merge_requests: Vec<gitlab::MergeRequest>,
    /// On GitLab: the statuses of commits.
    jobs: Vec<gitlab::Job>,
    /// What it does not know, or what no branch of the project has.
    unknown_commits: HashSet<String>,
    /// What others say of commits.
    spoken: HashMap<String, Spoken>,
    hides_checks: bool,
    /// Whoever may write may edit what others wrote.
    lets_edit_others: bool,
    /// What may not be edited is not found.
    hides_others: bool,
    hides_actions: bool,
    /// Which files each pull request changes, as either host lists them, and how many it says there are.
    files: HashMap<i64, (Vec<Value>, Value)>,
    /// A pull request to which somebody pushes this while its files are read, or something else and this again.
    pushed_meanwhile: Option<(i64, String)>,
    /// On GitLab: the jobs of others.
    jobs_of_others: Vec<(String, Value)>,
    /// The files of commits: path, mode, and what they hold.
    trees: HashMap<String, Vec<tree::File>>,
    hides_contents: bool,
}

impl Held {
    /// The workflow run of a commit.
    fn run_of(&self, sha: &str) -> usize {
        let mut all: Vec<&String> = self.spoken.keys().collect();
        all.sort();
        1 + all.iter().position(|of| *of == sha).unwrap()
    }
}

/// The stand-in.
#[derive(Clone)]
pub struct CodeHost {
    held: Arc<Mutex<Held>>,
    /// Its address.
    pub url: String,
}

impl CodeHost {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = Self {
            held: Arc::default(),
            url: format!("http://{}", listener.local_addr().unwrap()),
        };
        let router = Router::new().fallback(answer).with_state(host.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        host
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap()
    }

    /// Has the next call of this method go wrong.
    pub fn fails(&self, method: Method, fault: Fault) {
        self.fails_at("", method, fault);
    }

    /// Has the next call of this method to a path with this part go wrong.
    pub fn fails_at(&self, part: &'static str, method: Method, fault: Fault) {
        self.held().faults.push((method, part, fault));
    }

    /// It has these pull requests.
    pub fn has(&self, pulls: Vec<Pull>) {
        self.held().pulls = pulls;
    }

    /// It knows a GitHub App by the public half of its key, which is installed, and by the clock of the test.
    pub fn knows_app(&self, id: i64, pem: &str, hands: PathBuf) {
        let der = PrivatePkcs1KeyDer::from_pem_slice(pem.as_bytes()).unwrap();
        let pair = RsaKeyPair::from_der(der.secret_pkcs1_der()).unwrap();
        self.held().app = Some(App {
            id,
            public_key: pair.public_key().as_ref().to_vec(),
            installed: true,
            suspended: false,
            tokens: Vec::new(),
            given: 0,
            hands,
            skew: TimeDelta::zero(),
        });
    }

    /// Something happens to the App there.
    pub fn app(&self, happens: impl FnOnce(&mut App)) {
        happens(self.held().app.as_mut().unwrap());
    }

    /// As a GitLab it has these merge requests.
    pub fn has_merge_requests(&self, all: Vec<gitlab::MergeRequest>) {
        self.held().merge_requests = all;
    }

    /// It gives at most so many things at once.
    pub fn gives_at_once(&self, most: usize) {
        self.held().most_a_page = Some(most);
    }

    /// Its token may not read pushes.
    pub fn hides_pushes(&self) {
        self.held().hides_pushes = true;
    }

    /// Somebody writes a comment.
    pub fn says(&self, account: i64, number: i32, body: &str) {
        let mut held = self.held();
        let id = 9_000 + held.comments.len() as i64;
        held.comments.push((id, number, account, body.to_owned()));
    }

    /// Somebody deletes what the token's account wrote.
    pub fn deletes_own_comments(&self) {
        self.held().comments.retain(|(_, _, account, _)| *account != OWN);
    }

    /// It lets whoever may write edit what others wrote.
    pub fn lets_edit_others(&self) {
        self.held().lets_edit_others = true;
    }

    /// It says of a comment that may not be edited that it is not there.
    pub fn hides_others(&self) {
        self.held().hides_others = true;
    }

    /// The comments of the tokens' accounts and of the App at a pull request.
    pub fn own_comments(&self, number: i32) -> Vec<String> {
        let held = self.held();
        let own = held
            .comments
            .iter()
            .filter(|(_, of, account, _)| *of == number && [OWN, OTHER, APPS].contains(account));
        own.map(|(_, _, _, body)| body.clone()).collect()
    }

    /// The comments of a pull request: id and account.
    pub fn comments(&self, number: i32) -> Vec<(i64, i64)> {
        let held = self.held();
        let all = held.comments.iter().filter(|(_, of, ..)| *of == number);
        all.map(|(id, _, account, _)| (*id, *account)).collect()
    }

    /// The statuses that a commit was given, oldest first: state and description.
    pub fn statuses(&self, sha: &str) -> Vec<(String, String)> {
        let held = self.held();
        let of = held.statuses.iter().filter(|(of, _)| of == sha);
        of.map(|(_, status)| {
            assert_eq!(status["context"], "countersign/pm-zone");
            let text = |name: &str| status[name].as_str().unwrap().to_owned();
            (text("state"), text("description"))
        })
        .collect()
    }

    /// The statuses that a GitLab has of a commit, oldest first: state and description.
    pub fn jobs(&self, sha: &str) -> Vec<(String, String)> {
        let held = self.held();
        let of = held.jobs.iter().filter(|job| job.sha == sha);
        of.map(|job| {
            assert_eq!(job.said["name"], "countersign/pm-zone");
            let text = |name: &str| job.said[name].as_str().unwrap().to_owned();
            (text("state"), text("description"))
        })
        .collect()
    }

    /// This was said of a commit.
    pub fn has_said(&self, sha: &str, spoken: Spoken) {
        self.held().spoken.insert(sha.to_owned(), spoken);
    }

    /// A job of a commit on GitLab.
    pub fn has_job(&self, sha: &str, job: Value) {
        self.held().jobs_of_others.push((sha.to_owned(), job));
    }

    /// Its token may not read check runs.
    pub fn hides_checks(&self) {
        self.held().hides_checks = true;
    }

    /// Its token may not read workflow runs either.
    pub fn hides_actions(&self) {
        self.held().hides_actions = true;
    }

    /// It lists these files of a pull request, and says that there are so many.
    pub fn lists_files(&self, number: i64, files: Vec<Value>, says: Value) {
        self.held().files.insert(number, (files, says));
    }

    /// A commit has these files, with their modes. Of any other it has what it lists for pull requests.
    pub fn has_files(&self, sha: &str, files: &[(&str, &'static str, &str)]) {
        let files = files
            .iter()
            .map(|(path, mode, text)| ((*path).to_owned(), *mode, text.as_bytes().to_vec()));
        self.held().trees.insert(sha.to_owned(), files.collect());
    }

    /// Whether its token may not read what files hold.
    pub fn hides_contents(&self, hides: bool) {
        self.held().hides_contents = hides;
    }

    /// Somebody pushes to a pull request when its files are read next.
    pub fn is_pushed_to_meanwhile(&self, number: i64, sha: &str) {
        self.held().pushed_meanwhile = Some((number, sha.to_owned()));
    }

    /// It does not know a commit any more.
    pub fn forgets(&self, sha: &str) {
        self.held().unknown_commits.insert(sha.to_owned());
    }

    /// The calls so far, as `METHOD path`, and forgets them.
    pub fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.held().calls)
    }

    fn answers(&self, method: &Method, path: &str, query: &str, body: &Value, bearer: &str) -> Response {
        if path.ends_with("/installation") || path.starts_with("/app/") {
            let mut held = self.held();
            return held
                .app
                .as_mut()
                .map_or_else(missing, |app| app.answers(method, path, bearer));
        }
        if let Some(path) = path.strip_prefix("/api/v4") {
            return gitlab::answers(
                &mut self.held(),
                (method.as_str(), account_of(bearer)),
                path,
                query,
                body,
            );
        }
        let page = |name: &str, usual: usize| {
            let value = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
            value.map_or(usual, |value| value.parse().unwrap())
        };
        let after = page("after", 0);
        let (each, page) = (page("per_page", 30).min(100), page("page", 1));
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let account = account_of(bearer);
        let own = || json!({ "login": "countersign-bot", "id": account, "type": "User" });
        // What an App writes says so.
        let via = |app: &Option<App>| app.as_ref().map(|app| json!({ "id": app.id, "slug": "countersign" }));
        let (owner, name) = REPOSITORY.split_once('/').unwrap();
        let mut held = self.held();
        let each = held.most_a_page.map_or(each, |most| each.min(most));
        let list = |all: &[Value]| {
            let some: Vec<&Value> = all.iter().skip((page - 1) * each).take(each).collect();
            paged(axum::Json(some).into_response(), page * each < all.len())
        };
        match (method.as_str(), &parts[..]) {
            ("GET", ["user"]) => axum::Json(own()).into_response(),
            ("GET", ["repos", o, n]) if (*o, *n) == (owner, name) => {
                axum::Json(json!({ "full_name": REPOSITORY })).into_response()
            }
            (_, ["repos", o, n, rest @ ..]) if (*o, *n) == (owner, name) => match (method.as_str(), rest) {
                ("GET", ["pulls"]) => {
                    assert!(query.contains("state=all&sort=updated&direction=desc"), "{query}");
                    let mut all: Vec<Value> = held.pulls.iter().map(|pull| pull.described.clone()).collect();
                    all.sort_by_key(|pull| std::cmp::Reverse(pull["updated_at"].as_str().unwrap().to_owned()));
                    list(&all)
                }
                ("GET", ["pulls" | "issues", number, what @ ..])
                    if matches!(what, [] | ["reviews" | "commits" | "timeline"]) =>
                {
                    let number: i64 = number.parse().unwrap();
                    let Some(pull) = held.pulls.iter().find(|pull| pull.described["number"] == number) else {
                        return missing();
                    };
                    match what {
                        [] => {
                            let mut described = pull.described.clone();
                            described["changed_files"] =
                                held.files.get(&number).map_or(json!(0), |(_, says)| says.clone());
                            axum::Json(described).into_response()
                        }
                        ["reviews"] => list(&pull.reviews),
                        ["commits"] => list(&pull.commits),
                        _ => list(&pull.timeline),
                    }
                }
                ("GET", ["pulls", number, "files"]) => {
                    let number: i64 = number.parse().unwrap();
                    let Some((files, _)) = held.files.get(&number) else {
                        return missing();
                    };
                    let listed = list(files);
                    if let Some((_, sha)) = held.pushed_meanwhile.take_if(|(of, _)| *of == number) {
                        let pull = held.pulls.iter_mut().find(|pull| pull.described["number"] == number);
                        let described = &mut pull.unwrap().described;
                        described["head"]["sha"] = json!(sha);
                        let at = described["updated_at"]
                            .as_str()
                            .unwrap()
                            .parse::<DateTime<Utc>>()
                            .unwrap();
                        described["updated_at"] = json!(at + TimeDelta::seconds(9));
                    }
                    listed
                }
                ("GET", ["git", ..]) if held.hides_contents => {
                    let message = "Resource not accessible by personal access token";
                    (StatusCode::FORBIDDEN, axum::Json(json!({ "message": message }))).into_response()
                }
                ("GET", ["git", "trees", id]) => held.tree(id).map_or_else(missing, json_response),
                ("GET", ["git", "blobs", id]) => held.blob(id).map_or_else(missing, json_response),
                ("GET", ["activity"]) if held.hides_pushes => {
                    let message = "Resource not accessible by personal access token";
                    (StatusCode::FORBIDDEN, axum::Json(json!({ "message": message }))).into_response()
                }
                ("GET", ["activity"]) => {
                    let of = |pull: &&Pull| {
                        let branch = pull.branch.replace('/', "%2F").replace('-', "%2D");
                        query
                            .split('&')
                            .any(|pair| pair == format!("ref=refs%2Fheads%2F{branch}"))
                    };
                    let pushes = held
                        .pulls
                        .iter()
                        .find(of)
                        .map(|pull| pull.pushes.clone())
                        .unwrap_or_default();
                    let newest_first: Vec<Value> = pushes.into_iter().rev().collect();
                    let some: Vec<&Value> = newest_first.iter().skip(after).take(each).collect();
                    let mut response = axum::Json(some).into_response();
                    if after + each < newest_first.len() {
                        let (url, query) = (&self.url, query.split("&after=").next().unwrap());
                        let next = after + each;
                        let link = format!("<{url}{path}?{query}&after={next}>; rel=\"next\"");
                        response.headers_mut().insert(header::LINK, link.parse().unwrap());
                    }
                    response
                }
                ("POST", ["statuses", sha]) => {
                    assert!(body["description"].as_str().unwrap().chars().count() <= 140);
                    held.statuses.push(((*sha).to_owned(), body.clone()));
                    (StatusCode::CREATED, axum::Json(body.clone())).into_response()
                }
                ("GET", ["commits", _, "check-runs" | "check-suites"]) if held.hides_checks => {
                    let message = "Resource not accessible by personal access token";
                    (StatusCode::FORBIDDEN, axum::Json(json!({ "message": message }))).into_response()
                }
                ("GET", ["commits", sha, "statuses"]) if held.unknown_commits.contains(*sha) => missing(),
                ("GET", ["commits", sha, "check-runs" | "check-suites"]) if held.unknown_commits.contains(*sha) => {
                    let message = format!("No commit found for SHA: {sha}");
                    (
                        StatusCode::UNPROCESSABLE_ENTITY,
                        axum::Json(json!({ "message": message })),
                    )
                        .into_response()
                }
                ("GET", ["actions", ..]) if held.hides_actions => {
                    let message = "Resource not accessible by personal access token";
                    (StatusCode::FORBIDDEN, axum::Json(json!({ "message": message }))).into_response()
                }
                // A run of a workflow for each commit that a check ran at, and one that somebody deleted meanwhile.
                ("GET", ["actions", "runs"]) => {
                    let sha = query
                        .split('&')
                        .find_map(|pair| pair.strip_prefix("head_sha="))
                        .unwrap();
                    let has = held.spoken.contains_key(sha);
                    let runs = if has {
                        vec![json!({ "id": 0 }), json!({ "id": held.run_of(sha) })]
                    } else {
                        vec![]
                    };
                    axum::Json(json!({ "total_count": runs.len(), "workflow_runs": runs })).into_response()
                }
                ("GET", ["actions", "runs", id, "jobs"]) => {
                    assert!(query.contains("filter=all"), "{query}");
                    let of: Option<&Spoken> = held
                        .spoken
                        .iter()
                        .find(|(sha, _)| held.run_of(sha).to_string() == *id)
                        .map(|(_, of)| of);
                    let Some(of) = of else { return missing() };
                    let jobs: Vec<&Value> = of
                        .runs
                        .iter()
                        .filter(|run| run["app"]["name"] == "GitHub Actions")
                        .collect();
                    let some: Vec<&&Value> = jobs.iter().skip((page - 1) * each).take(each).collect();
                    let listed = json!({ "total_count": jobs.len(), "jobs": some });
                    paged(axum::Json(listed).into_response(), page * each < jobs.len())
                }
                ("GET", ["commits", sha, what @ ("check-runs" | "check-suites")]) => {
                    let spoken = held.spoken.get(*sha).cloned().unwrap_or_default();
                    let (name, all) = match *what {
                        // Without it only the latest run of each check is listed.
                        "check-runs" => {
                            assert!(query.contains("filter=all"), "{query}");
                            ("check_runs", spoken.runs)
                        }
                        _ => ("check_suites", spoken.suites),
                    };
                    let some: Vec<&Value> = all.iter().skip((page - 1) * each).take(each).collect();
                    let mut listed = json!({ "total_count": all.len() });
                    listed[name] = json!(some);
                    paged(axum::Json(listed).into_response(), page * each < all.len())
                }
                ("GET", ["commits", sha, "statuses"]) => {
                    let others = held.spoken.get(*sha).map(|spoken| spoken.statuses.clone());
                    let mut all = others.unwrap_or_default();
                    all.reverse();
                    list(&all)
                }
                ("GET", ["commits", sha, "status"]) => {
                    // The newest of each context, and others' before ours.
                    let newest = held
                        .statuses
                        .iter()
                        .rev()
                        .find(|(of, _)| of == sha)
                        .map(|(_, status)| status.clone());
                    let others = (0..130).map(|n| json!({ "context": format!("ci/{n}"), "state": "success" }));
                    let all: Vec<Value> = others.chain(newest).collect();
                    let some: Vec<&Value> = all.iter().skip((page - 1) * each).take(each).collect();
                    let combined = axum::Json(json!({ "sha": sha, "state": "success", "statuses": some }));
                    paged(combined.into_response(), page * each < all.len())
                }
                ("GET", ["issues", number, "comments"]) => {
                    let number: i32 = number.parse().unwrap();
                    let all: Vec<Value> = held
                        .comments
                        .iter()
                        .filter(|(_, of, ..)| *of == number)
                        .map(|(id, _, account, body)| {
                            let app = via(&held.app).filter(|_| *account == APPS);
                            json!({ "id": id, "body": body, "user": { "login": "x", "id": account }, "performed_via_github_app": app })
                        })
                        .collect();
                    let some: Vec<&Value> = all.iter().skip((page - 1) * each).take(each).collect();
                    paged(axum::Json(some).into_response(), page * each < all.len())
                }
                ("POST", ["issues", number, "comments"]) => {
                    let id = 1_000 + held.comments.len() as i64;
                    let text = body["body"].as_str().unwrap().to_owned();
                    held.comments.push((id, number.parse().unwrap(), account, text.clone()));
                    (
                        StatusCode::CREATED,
                        axum::Json(json!({ "id": id, "body": text, "user": own() })),
                    )
                        .into_response()
                }
                ("PATCH", ["issues", "comments", id]) => {
                    let id: i64 = id.parse().unwrap();
                    let text = body["body"].as_str().unwrap();
                    let (lets_edit_others, hides_others) = (held.lets_edit_others, held.hides_others);
                    match held.comments.iter_mut().find(|(of, ..)| *of == id) {
                        Some((_, _, of, _)) if *of != account && hides_others => missing(),
                        Some((_, _, of, _)) if *of != account && !lets_edit_others => {
                            let message = "Resource not accessible by integration";
                            (StatusCode::FORBIDDEN, axum::Json(json!({ "message": message }))).into_response()
                        }
                        Some(comment) => {
                            text.clone_into(&mut comment.3);
                            axum::Json(json!({ "id": id, "body": text, "user": own() })).into_response()
                        }
                        None => missing(),
                    }
                }
                _ => missing(),
            },
            _ => missing(),
        }
    }
}

fn json_response(value: Value) -> Response {
    axum::Json(value).into_response()
}

fn missing() -> Response {
    (StatusCode::NOT_FOUND, axum::Json(json!({ "message": "Not Found" }))).into_response()
}

fn paged(mut response: Response, more: bool) -> Response {
    if more {
        let link = r#"<http://127.0.0.1/next>; rel="next", <http://127.0.0.1/last>; rel="last""#;
        response.headers_mut().insert(header::LINK, link.parse().unwrap());
    }
    response
}

async fn answer(State(host): State<CodeHost>, request: Request<Body>) -> Response {
    let (parts, body) = request.into_parts();
    let (path, query) = (
        parts.uri.path().to_owned(),
        parts.uri.query().unwrap_or_default().to_owned(),
    );
    host.held().calls.push(format!("{} {path}", parts.method));
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    assert!(
        parts.headers.get(header::USER_AGENT).is_some(),
        "it refuses calls without a name"
    );
    let said = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let bearer = said("authorization")
        .and_then(|value| value.strip_prefix("Bearer "))
        .or(said("private-token"))
        .unwrap_or_default();
    let of_app = path.ends_with("/installation") || path.starts_with("/app/");
    let is_apps = host.held().app.as_ref().is_some_and(|app| app.is_good(bearer));
    let knows = match path.starts_with("/api/v4") {
        true => [TOKEN, OTHER_TOKEN].contains(&bearer) && said("authorization").is_none(),
        // An App has no account of its own that it could ask for.
        false => {
            [TOKEN, OTHER_TOKEN].contains(&bearer) && said("private-token").is_none() || is_apps && path != "/user"
        }
    };
    if !knows && !of_app {
        return (
            StatusCode::UNAUTHORIZED,
            axum::Json(json!({ "message": "Bad credentials" })),
        )
            .into_response();
    }
    let fault = {
        let mut held = host.held();
        let mut faults = held.faults.iter();
        let place = faults.position(|(method, part, _)| *method == parts.method && path.contains(part));
        place.map(|place| held.faults.remove(place).2)
    };
    match fault {
        Some(Fault::Answers(status, headers, text)) => {
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            response.body(Body::from(text)).unwrap()
        }
        Some(Fault::BreaksOff) => {
            let pieces = futures::stream::iter([Ok("[{\"num"), Err(std::io::Error::other("cut"))]);
            Response::new(Body::from_stream(pieces))
        }
        Some(Fault::LosesItsAnswer) => {
            host.answers(&parts.method, &path, &query, &body, bearer);
            (StatusCode::BAD_GATEWAY, "nobody knows").into_response()
        }
        None => host.answers(&parts.method, &path, &query, &body, bearer),
    }
}
