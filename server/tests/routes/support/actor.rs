//! Somebody with a browser, who asks for things.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::ConnectInfo;
use http::{Method, Request, header};
use tower::ServiceExt as _;

use super::answer::Answer;
use super::instance::TestApp;

/// Somebody with a browser.
#[derive(Clone)]
pub struct Actor {
    pub name: String,
    pub(super) router: Router,
    pub(super) cookies: Arc<Mutex<BTreeMap<String, String>>>,
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
            body: bytes.into(),
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

/// Forms that take a file.
pub const WITH_FILES: [&str; 2] = ["data/import", "pilot/add"];

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
