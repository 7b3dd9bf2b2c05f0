use axum::Router;
use axum::body::Body;
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::{any, get};

use super::*;

fn token() -> Bearer {
    Bearer::read("github_pat_0123456789abcdef").expect("a token")
}

/// A server of this machine, and its address.
async fn server(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

fn out(allowed: &[&str], networks: &[&str]) -> Outgoing {
    let allowed = allowed.iter().map(|text| text.parse().expect("a server")).collect();
    let networks = networks.iter().map(|text| text.parse().expect("a network")).collect();
    Outgoing::new(Allowed::named(allowed), networks).expect("a way out")
}

async fn get_from(out: &Outgoing, base: &str, path: &str) -> Result<Answer, Error> {
    let api = Address::read(base).expect("an address");
    out.call(&Method::GET, (&api, path), (CodeHost::GitHub, &token()), None)
        .await
}

#[tokio::test]
async fn only_what_is_allowed_is_called() {
    let base = server(Router::new().route("/", get(|| async { "hello" }))).await;
    let answer = get_from(&out(&[&base], &[]), &base, "/").await.expect("an answer");
    assert_eq!((answer.status, &answer.body[..]), (StatusCode::OK, &b"hello"[..]));
    let refused = get_from(&out(&[], &[]), &base, "/").await.expect_err("not allowed");
    assert_eq!(refused, Error::NotAllowed("127.0.0.1".to_owned()));
}

#[tokio::test]
async fn a_name_that_leads_into_a_private_network_is_refused_unless_that_is_allowed() {
    let base = server(Router::new().route("/", get(|| async { "hello" }))).await;
    let named = base.replace("127.0.0.1", "localhost");
    let refused = get_from(&out(&[&named], &[]), &named, "/").await.expect_err("private");
    assert_eq!(refused, Error::Private("localhost".to_owned()));
    let answer = get_from(&out(&[&named], &["127.0.0.0/8"]), &named, "/").await;
    assert_eq!(answer.expect("an answer").status, StatusCode::OK);
}

#[tokio::test]
async fn an_answer_leads_nowhere_but_to_the_same_server() {
    let elsewhere = server(Router::new().route("/", any(|| async { "the token, please" }))).await;
    let router = Router::new()
        .route(
            "/renamed",
            any(|| async { Redirect::permanent("/here").into_response() }),
        )
        .route("/here", any(|method: Method| async move { method.to_string() }))
        .route("/away", any(move || async move { Redirect::temporary(&elsewhere) }))
        .route("/circle", any(|| async { Redirect::temporary("/circle") }));
    let base = server(router).await;
    let out = out(&[&base], &[]);
    let api = Address::read(&base).expect("an address");
    let body = serde_json::json!({});
    let answer = out
        .call(
            &Method::POST,
            (&api, "/renamed"),
            (CodeHost::GitHub, &token()),
            Some(&body),
        )
        .await;
    assert_eq!(&answer.expect("an answer").body[..], b"POST");
    for path in ["/away", "/circle"] {
        let led = get_from(&out, &base, path).await.expect_err(path);
        assert_eq!(led, Error::Elsewhere("127.0.0.1".to_owned()));
    }
}

#[tokio::test]
async fn what_is_too_large_is_not_read_and_what_is_not_there_says_so() {
    let large = || async {
        Body::from_stream(futures::stream::iter(
            (0..9).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 1 << 20])),
        ))
    };
    let base = server(Router::new().route("/large", get(large))).await;
    let refused = get_from(&out(&[&base], &[]), &base, "/large")
        .await
        .expect_err("too large");
    assert_eq!(refused, Error::TooLarge("127.0.0.1".to_owned()));
    let nobody = get_from(&out(&["http://127.0.0.1:1"], &[]), "http://127.0.0.1:1", "/")
        .await
        .expect_err("nobody");
    assert_eq!(nobody, Error::Unreachable("127.0.0.1".to_owned()));
    assert!(!format!("{nobody:?}{nobody}{:?}", token()).contains("0123456789"));
}
