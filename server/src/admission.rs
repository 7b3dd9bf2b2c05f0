//! What requests may take while they are under way: how many of one network, how much of their bodies at a time, and how
//! long a body may take. Nobody takes what others need, signed in or not.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, StatusCode, header};
use http_body::{Frame, SizeHint};
use tokio::time::{Instant, Sleep};

use crate::proxies::neighbourhood;

/// What may be under way.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Requests of one network.
    requests: usize,
    /// Bytes of bodies, of one network.
    bytes_of_one: usize,
    /// Bytes of bodies, of all.
    bytes: usize,
    /// A body may take this long whatever it is like.
    grace: Duration,
    /// After that it has to have come at this many bytes a second.
    rate: usize,
    /// And so long at most.
    longest: Duration,
}

impl Bounds {
    /// How long the rest of a body may take when so much of it is there, from its beginning.
    fn allowed(self, read: usize) -> Duration {
        let seconds = u64::try_from(read / self.rate).unwrap_or(u64::MAX);
        self.grace
            .saturating_add(Duration::from_secs(seconds))
            .min(self.longest)
    }
}

/// A form of 4 MiB comes over a phone in a minute, a delivery of 25 MiB from a code host in a few seconds.
const BOUNDS: Bounds = Bounds {
    requests: 256,
    bytes_of_one: 64 << 20,
    bytes: 128 << 20,
    grace: Duration::from_secs(10),
    rate: 16 << 10,
    longest: Duration::from_secs(90),
};

/// What is under way now.
#[derive(Clone, Debug)]
pub struct Admission {
    bounds: Bounds,
    under_way: Arc<Mutex<UnderWay>>,
}

#[derive(Debug, Default)]
struct UnderWay {
    of: HashMap<String, Taken>,
    bytes: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Taken {
    requests: usize,
    bytes: usize,
}

impl Default for Admission {
    fn default() -> Self {
        Self::within(BOUNDS)
    }
}

impl Admission {
    fn within(bounds: Bounds) -> Self {
        Self {
            bounds,
            under_way: Arc::default(),
        }
    }

    fn under_way(&self) -> MutexGuard<'_, UnderWay> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for a request of this network, if one is left.
    fn enter(&self, network: String) -> Option<Arc<Ticket>> {
        let mut under_way = self.under_way();
        let taken = under_way.of.entry(network.clone()).or_default();
        if taken.requests >= self.bounds.requests {
            return None;
        }
        taken.requests += 1;
        drop(under_way);
        Some(Arc::new(Ticket {
            admission: self.clone(),
            network,
            bytes: Mutex::default(),
            stopped: OnceLock::new(),
        }))
    }
}

/// Why a body was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum Stopped {
    #[error("The request took too long to arrive. Nothing was changed. Send it again.")]
    Slow,
    #[error("Too much is being sent right now. Nothing was changed. Try again in a moment.")]
    Full,
}

/// The place of one request.
#[derive(Debug)]
struct Ticket {
    admission: Admission,
    network: String,
    /// What of its body was read. It may still be in use until the request is answered.
    bytes: Mutex<usize>,
    stopped: OnceLock<Stopped>,
}

impl Ticket {
    /// Counts a piece of the body, if there is room for it.
    fn take(&self, more: usize) -> bool {
        let bounds = self.admission.bounds;
        let mut under_way = self.admission.under_way();
        let all = under_way.bytes.saturating_add(more);
        let Some(taken) = under_way.of.get_mut(&self.network) else {
            return false;
        };
        let of_one = taken.bytes.saturating_add(more);
        if all > bounds.bytes || of_one > bounds.bytes_of_one {
            return false;
        }
        taken.bytes = of_one;
        under_way.bytes = all;
        *self.bytes.lock().unwrap_or_else(PoisonError::into_inner) += more;
        true
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let bytes = *self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let mut under_way = self.admission.under_way();
        under_way.bytes = under_way.bytes.saturating_sub(bytes);
        if let Some(taken) = under_way.of.get_mut(&self.network) {
            taken.requests = taken.requests.saturating_sub(1);
            taken.bytes = taken.bytes.saturating_sub(bytes);
            if taken.requests == 0 {
                under_way.of.remove(&self.network);
            }
        }
    }
}

/// A body that has to come in time and to find room.
struct Paced {
    body: Body,
    ticket: Arc<Ticket>,
    since: Instant,
    read: usize,
    deadline: Pin<Box<Sleep>>,
}

impl Paced {
    fn new(body: Body, ticket: Arc<Ticket>) -> Self {
        let since = Instant::now();
        let deadline = Box::pin(tokio::time::sleep_until(since + ticket.admission.bounds.grace));
        Self {
            body,
            ticket,
            since,
            read: 0,
            deadline,
        }
    }

    fn stop(&self, why: Stopped) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let _ = self.ticket.stopped.set(why);
        Poll::Ready(Some(Err(axum::Error::new(why))))
    }
}

impl http_body::Body for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let bounds = self.ticket.admission.bounds;
        if self.deadline.as_mut().poll(cx).is_ready() {
            return self.stop(Stopped::Slow);
        }
        let frame = match ready!(Pin::new(&mut self.body).poll_frame(cx)) {
            Some(Ok(frame)) => frame,
            ended => return Poll::Ready(ended),
        };
        let more = frame.data_ref().map_or(0, Bytes::len);
        if !self.ticket.take(more) {
            return self.stop(Stopped::Full);
        }
        self.read += more;
        let until = self.since + bounds.allowed(self.read);
        self.deadline.as_mut().reset(until);
        Poll::Ready(Some(Ok(frame)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Lets a request in, or says why not.
pub async fn admit(State(admission): State<Admission>, request: Request, next: Next) -> Response {
    let network = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or_else(String::new, |ConnectInfo(address)| neighbourhood(address.ip()));
    let Some(ticket) = admission.enter(network) else {
        return refused(
            StatusCode::TOO_MANY_REQUESTS,
            "Too many requests from your network are under way. Nothing was changed. Try again in a moment.",
        );
    };
    let body = Arc::clone(&ticket);
    let response = next.run(request.map(|inner| Body::new(Paced::new(inner, body)))).await;
    match ticket.stopped.get() {
        None => response,
        Some(why @ Stopped::Slow) => refused(StatusCode::REQUEST_TIMEOUT, &why.to_string()),
        Some(why @ Stopped::Full) => refused(StatusCode::SERVICE_UNAVAILABLE, &why.to_string()),
    }
}

/// What did not arrive whole is not waited for either: the connection ends with the answer.
fn refused(status: StatusCode, sentence: &str) -> Response {
    let mut response = (status, sentence.to_owned()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::to_bytes;
    use axum::middleware::from_fn_with_state;
    use axum::routing::post;
    use futures::{StreamExt as _, stream};
    use tower::ServiceExt as _;

    fn router(bounds: Bounds) -> (Router, Admission) {
        let admission = Admission::within(bounds);
        let read = |body: Body| async move {
            match to_bytes(body, usize::MAX).await {
                Ok(bytes) => bytes.len().to_string(),
                Err(error) => error.to_string(),
            }
        };
        let router = Router::new()
            .route("/", post(read))
            .layer(from_fn_with_state(admission.clone(), admit));
        (router, admission)
    }

    fn from(address: &str, body: Body) -> Request {
        let mut request = Request::post("/").body(body).expect("a request");
        let address: SocketAddr = address.parse().expect("an address");
        request.extensions_mut().insert(ConnectInfo(address));
        request
    }

    /// A first piece, and then nothing.
    fn held(first: usize) -> Body {
        let first = Ok::<_, std::convert::Infallible>(Bytes::from(vec![b'x'; first]));
        Body::from_stream(stream::iter([first]).chain(stream::pending()))
    }

    async fn said(response: Response) -> (StatusCode, String) {
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    #[test]
    fn a_body_has_ten_seconds_and_one_more_for_each_16_kib_up_to_90() {
        for (read, seconds) in [
            (0, 10),
            (1, 10),
            (16_383, 10),
            (16_384, 11),
            (160 << 10, 20),
            (1 << 20, 74),
            (4 << 20, 90),
            (25 << 20, 90),
        ] {
            assert_eq!(BOUNDS.allowed(read), Duration::from_secs(seconds), "{read}");
        }
    }

    #[tokio::test]
    async fn a_body_that_does_not_come_is_stopped_and_leaves_nothing_behind() {
        let (router, admission) = router(Bounds {
            grace: Duration::from_millis(50),
            ..BOUNDS
        });
        let started = Instant::now();
        let answer = router.oneshot(from("203.0.113.5:1", held(5))).await.expect("answered");
        assert_eq!(answer.headers()[header::CONNECTION], "close");
        assert_eq!(
            said(answer).await,
            (StatusCode::REQUEST_TIMEOUT, Stopped::Slow.to_string())
        );
        assert!(started.elapsed() >= Duration::from_millis(50));
        let left = admission.under_way();
        assert_eq!((left.of.len(), left.bytes), (0, 0));
    }

    #[tokio::test]
    async fn one_network_takes_neither_all_room_nor_all_turns() {
        let (router, admission) = router(Bounds {
            requests: 2,
            bytes_of_one: 100,
            bytes: 150,
            ..BOUNDS
        });
        let send = |address, bytes: usize| {
            let whole = Bytes::from(vec![b'x'; bytes]);
            router.clone().oneshot(from(address, Body::from(whole)))
        };
        let (status, sentence) = said(send("203.0.113.5:1", 101).await.expect("answered")).await;
        assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(sentence, Stopped::Full.to_string());
        assert_eq!(said(send("203.0.113.5:2", 100).await.expect("answered")).await.1, "100");
        // Two of one network wait for their bodies; a third is not let in, somebody else is.
        let first = tokio::spawn(router.clone().oneshot(from("203.0.113.5:1", held(80))));
        let second = tokio::spawn(router.clone().oneshot(from("203.0.113.5:2", held(0))));
        let both_wait = || {
            let under_way = admission.under_way();
            under_way.bytes == 80 && under_way.of.values().all(|taken| taken.requests == 2)
        };
        while !both_wait() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let (status, sentence) = said(send("203.0.113.5:3", 1).await.expect("answered")).await;
        assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "{sentence}");
        assert_eq!(said(send("203.0.113.6:1", 70).await.expect("answered")).await.1, "70");
        // 80 bytes are under way, and 150 is all there is.
        assert_eq!(
            said(send("203.0.113.6:1", 71).await.expect("answered")).await.0,
            StatusCode::SERVICE_UNAVAILABLE
        );
        // Whoever goes away takes nothing along.
        first.abort();
        second.abort();
        assert!(first.await.is_err() && second.await.is_err());
        let left = admission.under_way();
        assert_eq!((left.of.len(), left.bytes), (0, 0));
    }
}
