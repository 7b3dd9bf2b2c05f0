//! The accept loop: bounded connections, a limit on how long headers may take, a stop that lets
//! what has begun come to its end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::proxies::Proxies;

/// At most this many connections at a time.
const MOST_CONNECTIONS: usize = 4096;
/// A request's headers must arrive within this time.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// After a stop, requests under way get this long.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

/// Serves until `stop`, then waits for requests under way, at most ten seconds.
pub async fn serve(listener: TcpListener, router: Router, proxies: Proxies, stop: CancellationToken) {
    serve_at_most(MOST_CONNECTIONS, listener, router, proxies, stop).await;
}

async fn serve_at_most(most: usize, listener: TcpListener, router: Router, proxies: Proxies, stop: CancellationToken) {
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
        let service = with_address(router.clone(), address, Arc::clone(&proxies));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADERS_WITHIN)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
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
        let serving = tokio::spawn(serve_at_most(1, listener, router, Proxies::default(), stop.clone()));
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
            let serving = tokio::spawn(serve(listener, router, proxies, stop.clone()));
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
