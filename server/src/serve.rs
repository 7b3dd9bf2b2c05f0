//! The accept loop: bounded connections, in all and of one network, limits on how long headers may take and an answer may
//! wait to be read, a stop that lets what has begun come to its end.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::proxies::{Proxies, neighbourhood};

/// At most this many connections at a time.
const MOST_CONNECTIONS: usize = 4096;
/// Files and sockets beside the connections that the program has open: the database, the log, itself.
const BESIDE: usize = 256;
/// One network has at most this share of the connections, unless it is a trusted proxy.
const SHARE: usize = 8;
/// Longest head of a request, in bytes.
const LONGEST_HEAD: usize = 64 << 10;
/// An answer that nobody reads is given up after this time.
const READ_WITHIN: Duration = Duration::from_secs(15);
/// A request's headers must arrive within this time.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// After a stop, requests under way get this long.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

/// How many connections there is room for: each is a descriptor, and the system says how many of those a program may have.
/// The program asks for as many as it wants, and says so when it does not get them.
pub fn room() -> usize {
    let wanted = u64::try_from(MOST_CONNECTIONS + BESIDE).unwrap_or(u64::MAX);
    let allowed = match rlimit::increase_nofile_limit(wanted) {
        Ok(allowed) => usize::try_from(allowed).unwrap_or(usize::MAX),
        Err(error) => {
            tracing::warn!(%error, "the limit of open files is not known");
            1024
        }
    };
    let most = allowed.saturating_sub(BESIDE).clamp(64, MOST_CONNECTIONS);
    if most < MOST_CONNECTIONS {
        tracing::warn!(
            allowed,
            connections = most,
            "the system allows few open files, so fewer connections are taken; raise `ulimit -n`"
        );
    }
    most
}

/// Serves until `stop`, at most so many connections at a time, then waits for requests under way, at most ten seconds.
pub async fn serve(most: usize, listener: TcpListener, router: Router, proxies: Proxies, stop: CancellationToken) {
    serve_shares(most, (most / SHARE).max(1), listener, router, proxies, stop).await;
}

/// How many connections each network has.
#[derive(Clone, Debug, Default)]
struct Networks(Arc<Mutex<HashMap<String, usize>>>);

impl Networks {
    /// A place among those of its network, if one is left.
    fn enter(&self, peer: IpAddr, most: usize) -> Option<Seat> {
        let network = neighbourhood(peer.to_canonical());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = all.entry(network.clone()).or_default();
        if *taken >= most {
            return None;
        }
        *taken += 1;
        drop(all);
        Some(Seat {
            networks: self.clone(),
            network,
        })
    }
}

/// A connection's place among those of its network.
struct Seat {
    networks: Networks,
    network: String,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut all = self.networks.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = all.get_mut(&self.network) {
            *taken -= 1;
            if *taken == 0 {
                all.remove(&self.network);
            }
        }
    }
}

/// What a connection too many hears. It is said without reading: whoever takes all places is not waited for.
fn turn_away(stream: &TcpStream) {
    let sentence = "Too many connections from your network are open. Close some, and try again.";
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: {}\r\n\
         retry-after: 5\r\nconnection: close\r\n\r\n{sentence}",
        sentence.len()
    );
    let _ = stream.try_write(answer.as_bytes());
}

async fn serve_shares(
    most: usize,
    share: usize,
    listener: TcpListener,
    router: Router,
    proxies: Proxies,
    stop: CancellationToken,
) {
    let networks = Networks::default();
    let proxies = Arc::new(proxies);
    let places = Arc::new(Semaphore::new(most));
    let graceful = GracefulShutdown::new();
    loop {
        let place = tokio::select! {
            () = stop.cancelled() => break,
            place = Arc::clone(&places).acquire_owned() => match place {
                Ok(place) => place,
                Err(_closed) => break,
            },
        };
        let (stream, address) = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "could not accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let _ = stream.set_nodelay(true);
        // A proxy speaks for everybody behind it: those are told apart once it has said for whom.
        let most = if proxies.trust(address.ip().to_canonical()) {
            usize::MAX
        } else {
            share
        };
        let Some(seat) = networks.enter(address.ip(), most) else {
            turn_away(&stream);
            continue;
        };
        let mut stream = Box::pin(TimeoutStream::new(stream));
        stream.as_mut().set_write_timeout_pinned(Some(READ_WITHIN));
        let service = with_address(router.clone(), address, Arc::clone(&proxies));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADERS_WITHIN)
            .max_buf_size(LONGEST_HEAD)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop((place, seat));
        });
    }
    drop(listener);
    if tokio::time::timeout(FINISH_WITHIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped with requests still under way");
    }
}

/// Tells the application where a request comes from, as far as trusted proxies say.
fn with_address(
    router: Router,
    peer: SocketAddr,
    proxies: Arc<Proxies>,
) -> impl tower::Service<
    http::Request<hyper::body::Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future: Send,
> + Clone {
    router.map_request(move |request: http::Request<hyper::body::Incoming>| {
        let mut request = request.map(axum::body::Body::new);
        let sender = proxies.sender(peer.ip(), request.headers());
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::new(sender, peer.port())));
        request
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;

    #[tokio::test]
    async fn a_stop_counts_at_once_with_all_places_taken() {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let stop = CancellationToken::new();
        let router = Router::new().route("/", axum::routing::get(|| async { "here" }));
        let serving = tokio::spawn(serve(1, listener, router, Proxies::default(), stop.clone()));
        // It takes the one place and keeps it.
        let mut stays = TcpStream::connect(address).await.expect("a connection");
        stays
            .write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .expect("sent");
        assert!(stays.read_u8().await.is_ok(), "it is answered");
        stop.cancel();
        let ended = tokio::time::timeout(Duration::from_secs(1), serving).await;
        ended.expect("at once").expect("no panic");
        assert!(TcpStream::connect(address).await.is_err(), "nobody listens");
    }

    /// A server for at most 16 connections, two of a network, whose one page is 64 MiB.
    async fn small(proxies: Proxies) -> (SocketAddr, CancellationToken) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let stop = CancellationToken::new();
        let router = Router::new().route("/", axum::routing::get(|| async { vec![b'x'; 64 << 20] }));
        tokio::spawn(serve_shares(16, 2, listener, router, proxies, stop.clone()));
        (address, stop)
    }

    #[tokio::test]
    async fn one_network_does_not_take_all_connections() {
        let (address, stop) = small(Proxies::default()).await;
        let first = TcpStream::connect(address).await.expect("a connection");
        let _second = TcpStream::connect(address).await.expect("a connection");
        let mut third = TcpStream::connect(address).await.expect("a connection");
        let mut answer = String::new();
        third.read_to_string(&mut answer).await.expect("an answer");
        assert!(
            answer.starts_with("HTTP/1.1 503 ") && answer.ends_with("Close some, and try again."),
            "{answer}"
        );
        // One that ends makes room.
        drop(first);
        let mut again = String::new();
        for _ in 0..100 {
            let mut stream = TcpStream::connect(address).await.expect("a connection");
            let _ = stream
                .write_all(b"HEAD / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
                .await;
            again.clear();
            let _ = stream.read_to_string(&mut again).await;
            if again.starts_with("HTTP/1.1 200 ") {
                break;
            }
        }
        assert!(again.starts_with("HTTP/1.1 200 "), "{again}");
        stop.cancel();
        // A trusted proxy speaks for many.
        let trusted = Proxies(vec![crate::proxies::network("127.0.0.1").expect("an address")]);
        let (address, stop) = small(trusted).await;
        let mut held = Vec::new();
        for _ in 0..8 {
            let mut stream = TcpStream::connect(address).await.expect("a connection");
            stream
                .write_all(b"HEAD / HTTP/1.1\r\nhost: x\r\n\r\n")
                .await
                .expect("sent");
            assert_eq!(stream.read_u8().await.expect("an answer"), b'H');
            held.push(stream);
        }
        stop.cancel();
    }

    #[tokio::test]
    async fn a_head_has_an_end() {
        let (address, stop) = small(Proxies::default()).await;
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        let long = format!("GET / HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "y".repeat(200 << 10));
        let _ = stream.write_all(long.as_bytes()).await;
        let mut start = [0; 12];
        let heard = stream.read_exact(&mut start).await;
        assert!(
            heard.is_err() || &start == b"HTTP/1.1 431",
            "{}",
            String::from_utf8_lossy(&start)
        );
        stop.cancel();
    }

    #[tokio::test]
    async fn a_request_comes_from_where_a_trusted_proxy_says() {
        async fn says(ConnectInfo(address): ConnectInfo<SocketAddr>) -> String {
            address.ip().to_string()
        }
        for (trusted, from) in [("127.0.0.0/8", "203.0.113.5"), ("192.0.2.7", "127.0.0.1")] {
            let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
            let address = listener.local_addr().expect("an address");
            let proxies = Proxies(vec![crate::proxies::network(trusted).expect("a network")]);
            let stop = CancellationToken::new();
            let router = Router::new().route("/", axum::routing::get(says));
            let serving = tokio::spawn(serve(8, listener, router, proxies, stop.clone()));
            let mut proxy = TcpStream::connect(address).await.expect("a connection");
            proxy
                .write_all(b"GET / HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 203.0.113.5\r\nconnection: close\r\n\r\n")
                .await
                .expect("sent");
            let mut answer = String::new();
            proxy.read_to_string(&mut answer).await.expect("answered");
            assert!(answer.ends_with(&format!("\r\n\r\n{from}")), "{answer}");
            stop.cancel();
            serving.await.expect("no panic");
        }
    }
}
