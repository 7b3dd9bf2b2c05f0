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

/// At most this many connections at a time.
const MOST_CONNECTIONS: usize = 4096;
/// A request's headers must arrive within this time.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// After a stop, requests under way get this long.
const FINISH_WITHIN: Duration = Duration::from_secs(10);

/// Serves until `stop`, then waits for requests under way, at most ten seconds.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) {
    serve_at_most(MOST_CONNECTIONS, listener, router, stop).await;
}

async fn serve_at_most(most: usize, listener: TcpListener, router: Router, stop: CancellationToken) {
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
        let service = with_address(router.clone(), address);
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

fn with_address(
    router: Router,
    address: SocketAddr,
) -> impl tower::Service<
    http::Request<hyper::body::Incoming>,
    Response = axum::response::Response,
    Error = std::convert::Infallible,
    Future: Send,
> + Clone {
    router.map_request(move |request: http::Request<hyper::body::Incoming>| {
        let mut request = request.map(axum::body::Body::new);
        request.extensions_mut().insert(ConnectInfo(address));
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
        let serving = tokio::spawn(serve_at_most(1, listener, router, stop.clone()));
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
}
