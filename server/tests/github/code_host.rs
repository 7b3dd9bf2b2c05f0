//! A stand-in for the code host's interface for programs, after its published description: commit statuses, comments by pages,
//! whose a token is, and what it answers when it was too much or is not well.

use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{Method, StatusCode, header};
use serde_json::{Value, json};

use super::story::REPOSITORY;

/// A token that it takes.
pub const TOKEN: &str = "github_pat_11AAAAAAA0standinstandin";
/// The account of that token.
pub const OWN: i64 = 4_242;

/// What goes wrong with the next call of a method.
#[derive(Clone)]
pub enum Fault {
    /// It answers this and does nothing.
    Answers(u16, Vec<(&'static str, String)>, &'static str),
    /// It does what it was asked, and the answer is lost.
    LosesItsAnswer,
}

#[derive(Default)]
struct Held {
    /// Id, pull request, account, text.
    comments: Vec<(i64, i32, i64, String)>,
    /// Commit, as it was given.
    statuses: Vec<(String, Value)>,
    faults: Vec<(Method, Fault)>,
    calls: Vec<String>,
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
        self.held().faults.push((method, fault));
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

    /// The comments of the token's account at a pull request.
    pub fn own_comments(&self, number: i32) -> Vec<String> {
        let held = self.held();
        let own = held
            .comments
            .iter()
            .filter(|(_, of, account, _)| *of == number && *account == OWN);
        own.map(|(_, _, _, body)| body.clone()).collect()
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

    /// The calls so far, as `METHOD path`, and forgets them.
    pub fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.held().calls)
    }

    fn answers(&self, method: &Method, path: &str, query: &str, body: &Value) -> Response {
        let page = |name: &str, usual: usize| {
            let value = query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
            value.map_or(usual, |value| value.parse().unwrap())
        };
        let (each, page) = (page("per_page", 30).min(100), page("page", 1));
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let own = || json!({ "login": "countersign-bot", "id": OWN, "type": "User" });
        let (owner, name) = REPOSITORY.split_once('/').unwrap();
        let mut held = self.held();
        match (method.as_str(), &parts[..]) {
            ("GET", ["user"]) => axum::Json(own()).into_response(),
            ("GET", ["repos", o, n]) if (*o, *n) == (owner, name) => {
                axum::Json(json!({ "full_name": REPOSITORY })).into_response()
            }
            (_, ["repos", o, n, rest @ ..]) if (*o, *n) == (owner, name) => match (method.as_str(), rest) {
                ("POST", ["statuses", sha]) => {
                    assert!(body["description"].as_str().unwrap().chars().count() <= 140);
                    held.statuses.push(((*sha).to_owned(), body.clone()));
                    (StatusCode::CREATED, axum::Json(body.clone())).into_response()
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
                        .map(|(id, _, account, body)| json!({ "id": id, "body": body, "user": { "login": "x", "id": account } }))
                        .collect();
                    let some: Vec<&Value> = all.iter().skip((page - 1) * each).take(each).collect();
                    paged(axum::Json(some).into_response(), page * each < all.len())
                }
                ("POST", ["issues", number, "comments"]) => {
                    let id = 1_000 + held.comments.len() as i64;
                    let text = body["body"].as_str().unwrap().to_owned();
                    held.comments.push((id, number.parse().unwrap(), OWN, text.clone()));
                    (
                        StatusCode::CREATED,
                        axum::Json(json!({ "id": id, "body": text, "user": own() })),
                    )
                        .into_response()
                }
                ("PATCH", ["issues", "comments", id]) => {
                    let id: i64 = id.parse().unwrap();
                    let text = body["body"].as_str().unwrap();
                    match held
                        .comments
                        .iter_mut()
                        .find(|(of, _, account, _)| *of == id && *account == OWN)
                    {
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
    let bearer = parts
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    if bearer != Some(&format!("Bearer {TOKEN}")) {
        return (
            StatusCode::UNAUTHORIZED,
            axum::Json(json!({ "message": "Bad credentials" })),
        )
            .into_response();
    }
    let fault = {
        let mut held = host.held();
        let place = held.faults.iter().position(|(method, _)| *method == parts.method);
        place.map(|place| held.faults.remove(place).1)
    };
    match fault {
        Some(Fault::Answers(status, headers, text)) => {
            let mut response = Response::builder().status(status);
            for (name, value) in headers {
                response = response.header(name, value);
            }
            response.body(Body::from(text)).unwrap()
        }
        Some(Fault::LosesItsAnswer) => {
            host.answers(&parts.method, &path, &query, &body);
            (StatusCode::BAD_GATEWAY, "nobody knows").into_response()
        }
        None => host.answers(&parts.method, &path, &query, &body),
    }
}
