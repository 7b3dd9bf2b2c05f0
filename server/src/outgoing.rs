//! Calls to other servers: only to those that whoever runs the installation allows, by https unless it was said otherwise, never
//! into a private network unless that was allowed, and never to where an answer leads elsewhere.

mod network;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use domain::github::CodeHost;
use domain::outgoing::{Address, Allowed};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use ipnet::IpNet;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client, RequestBuilder, Response, Url, redirect};
use serde_json::Value;
use store::github::Bearer;

/// Time for a connection.
const CONNECT_WITHIN: Duration = Duration::from_secs(5);
/// Time for a call, from its beginning to the end of its answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);
/// The largest answer that is read, in bytes.
const LARGEST_ANSWER: usize = 8 << 20;
/// How often an answer may lead elsewhere on the same server, as those of a renamed repository do.
const MOST_REDIRECTS: usize = 3;

/// Why a call came to nothing.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// Nobody allowed it.
    #[error("{0} may not be called. Whoever runs the installation allows it with --outgoing.")]
    NotAllowed(String),
    /// Its name leads into a network that is not open to everybody.
    #[error("{0} is in a private network. Whoever runs the installation allows that with --outgoing-network.")]
    Private(String),
    /// There was no connection: nothing arrived.
    #[error("{0} could not be reached")]
    Unreachable(String),
    /// It did not answer, or not to its end, in time.
    #[error("{0} did not answer in time, or broke off")]
    Unheard(String),
    /// Its answer is too large.
    #[error("{0} answered with more than 8 MiB")]
    TooLarge(String),
    /// It led to another server.
    #[error("{0} led to another server")]
    Elsewhere(String),
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// Its head.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

/// The one way out.
#[derive(Clone)]
pub struct Outgoing {
    client: Client,
    allowed: Arc<Allowed>,
}

impl Outgoing {
    /// To these servers, and where their names lead into a private network, only into these.
    ///
    /// # Errors
    /// When there is no TLS.
    pub fn new(allowed: Allowed, networks: Vec<IpNet>) -> anyhow::Result<Self> {
        let allowed = Arc::new(allowed);
        let mut roots = rustls::RootCertStore::empty();
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        let tls = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .dns_resolver(Arc::new(Careful(networks)))
            .redirect(redirect::Policy::none())
            .retry(reqwest::retry::never())
            // A connection that was left open may be gone when it is used again: then nobody knows what arrived.
            .pool_max_idle_per_host(0)
            .connect_timeout(CONNECT_WITHIN)
            .timeout(ANSWER_WITHIN)
            .no_proxy()
            .user_agent(concat!("countersign/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self { client, allowed })
    }

    /// Calls a path of an address, in the way of a code host.
    ///
    /// # Errors
    /// See [`Error`]. An answer of any status is an answer.
    pub async fn call(
        &self,
        method: &Method,
        (api, path): (&Address, &str),
        (host, token): (CodeHost, &Bearer),
        body: Option<&Value>,
    ) -> Result<Answer, Error> {
        let shown = || api.server().host().to_owned();
        if !self.allowed.allows(api.server()) {
            return Err(Error::NotAllowed(shown()));
        }
        let first: Url = format!("{api}{path}").parse().map_err(|_| Error::NotAllowed(shown()))?;
        let mut url = first.clone();
        for _ in 0..=MOST_REDIRECTS {
            let mut request = self.client.request(method.clone(), url.clone());
            request = spoken(host, request, token);
            if let Some(body) = body {
                request = request.json(body);
            }
            let response = request.send().await.map_err(|error| told(&error, shown()))?;
            let Some(to) = led_to(&response, &url) else {
                return read(response, shown()).await;
            };
            if to.origin() != first.origin() {
                return Err(Error::Elsewhere(shown()));
            }
            url = to;
        }
        Err(Error::Elsewhere(shown()))
    }
}

/// A request as a code host wants it, with the token.
fn spoken(host: CodeHost, request: RequestBuilder, token: &Bearer) -> RequestBuilder {
    match host {
        CodeHost::GitHub => request
            .bearer_auth(token.as_str())
            .header(header::ACCEPT, "application/vnd.github+json")
            .header("x-github-api-version", "2022-11-28"),
        CodeHost::GitLab => match HeaderValue::from_str(token.as_str()) {
            Ok(mut value) => {
                value.set_sensitive(true);
                request.header("private-token", value)
            }
            // A token has letters, digits and a few marks: this is none.
            Err(_) => request,
        },
    }
}

/// Where an answer leads. What was asked is asked there: nothing is made another method.
fn led_to(response: &Response, from: &Url) -> Option<Url> {
    let leads = matches!(
        response.status(),
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    );
    let to = response.headers().get(header::LOCATION).filter(|_| leads)?;
    from.join(to.to_str().ok()?).ok()
}

async fn read(mut response: Response, host: String) -> Result<Answer, Error> {
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    let mut body = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(Some(some)) if body.len() + some.len() > LARGEST_ANSWER => return Err(Error::TooLarge(host)),
            Ok(Some(some)) => body.extend_from_slice(&some),
            Ok(None) => break,
            Err(_) => return Err(Error::Unheard(host)),
        }
    }
    Ok(Answer {
        status,
        headers,
        body: body.freeze(),
    })
}

/// What went wrong, without the address and what went with it.
fn told(error: &reqwest::Error, host: String) -> Error {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if error.is::<Closed>() {
            return Error::Private(host);
        }
        cause = error.source();
    }
    if error.is_connect() {
        Error::Unreachable(host)
    } else {
        Error::Unheard(host)
    }
}

/// A name leads into private networks alone.
#[derive(Debug, thiserror::Error)]
#[error("the name leads into a private network")]
struct Closed;

/// Looks names up and leaves out what they must not lead to. What it gives is what is connected to: a name that leads elsewhere
/// a moment later changes nothing.
struct Careful(Vec<IpNet>);

impl Resolve for Careful {
    fn resolve(&self, name: Name) -> Resolving {
        let networks = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let open: Vec<SocketAddr> = found
                .filter(|to| network::is_public(to.ip()) || networks.iter().any(|network| network.contains(&to.ip())))
                .collect();
            if open.is_empty() {
                return Err(Closed.into());
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests;
