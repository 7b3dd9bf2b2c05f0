//! A real listener: people who go away, people who never finish, and stopping.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use server::proxies::Proxies;
use sqlx::PgPool;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::support::{Actor, TestApp, encode};

async fn serve(app: &TestApp) -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let serving = tokio::spawn(server::serve::serve(
        64,
        listener,
        app.router.clone(),
        Proxies::default(),
        app.stop.clone(),
    ));
    (address, serving)
}

/// A form as bytes on the wire.
fn form(actor: &Actor, endpoint: &str, fields: &[(&str, &str)]) -> String {
    let body = encode(fields);
    format!(
        "POST /do/{endpoint} HTTP/1.1\r\nhost: 127.0.0.1:8080\r\naccept: text/html\r\nsec-fetch-site: same-origin\r\n\
         cookie: {}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        actor.cookie_header(),
        body.len(),
    )
}

/// Sends everything and reads to the end.
async fn exchange(address: SocketAddr, bytes: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("the server accepts");
    stream.write_all(bytes.as_bytes()).await.expect("the server reads");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn people_who_go_away_leave_nothing_half_done(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let (address, serving) = serve(&app).await;
    let invite = "account/invite_to_installation";

    let storm = (0..200_u64).map(|n| {
        let email = format!("gone{n}@example.com");
        let bytes = form(&ada, invite, &[("name", "Gone"), ("email", &email)]);
        tokio::spawn(async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(bytes.as_bytes()).await.unwrap();
            // 0 to 50 ms, spread without chance.
            tokio::time::sleep(Duration::from_millis(n * 37 % 51)).await;
            drop(stream);
        })
    });
    let storm: Vec<_> = storm.collect();
    futures::future::join_all(storm).await;

    // Whoever stays is served, and what they wrote is there.
    for n in 0..20 {
        let email = format!("stays{n}@example.com");
        let answer = exchange(address, &form(&ada, invite, &[("name", "Stays"), ("email", &email)])).await;
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        assert!(answer.contains("location: /admin\r\n"), "{answer}");
    }
    assert_eq!(
        app.count("select count(*) from person where email like 'stays%'").await,
        20
    );

    // Nothing is left open and nothing is half there.
    let idle = "select count(*) from pg_stat_activity where datname = current_database()
        and state like 'idle in transaction%' and state_change < now() - interval '200 milliseconds'";
    let mut waited = 0;
    while app.count(idle).await > 0 {
        waited += 1;
        assert!(waited < 50, "a transaction was left open");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let people = app.count("select count(*) from person where not site_admin").await;
    let invitations = app.count("select count(*) from invitation").await;
    let entries = app
        .count("select count(*) from activity where action = 'person.invite'")
        .await;
    assert!(people > 20, "the storm reached nothing");
    assert_eq!((people, people), (invitations, entries));
    let verified = store::activity::verify(&pool).await.unwrap();
    assert!(matches!(verified, store::activity::Verified::Whole { .. }));

    app.stop.cancel();
    timeout(Duration::from_secs(12), serving).await.unwrap().unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn stopping_ends_streams_and_lets_forms_finish(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let id = app.id("ada@example.com").await;
    let (_, slug) = app.pilot(id, "Checkout").await;
    let (address, serving) = serve(&app).await;

    let mut stream = TcpStream::connect(address).await.unwrap();
    let ask = format!(
        "GET /p/{slug}/live HTTP/1.1\r\nhost: 127.0.0.1:8080\r\ncookie: {}\r\n\r\n",
        ada.cookie_header()
    );
    stream.write_all(ask.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    while !String::from_utf8_lossy(&answer).contains("data: ") {
        let mut bytes = [0; 1024];
        let read = timeout(Duration::from_secs(5), stream.read(&mut bytes))
            .await
            .unwrap()
            .unwrap();
        assert!(read > 0, "the stream ended: {}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&bytes[..read]);
    }

    // A form that is one byte short when the stop comes.
    let bytes = form(
        &ada,
        "account/invite_to_installation",
        &[("name", "Bob"), ("email", "bob@example.com")],
    );
    let (most, last) = bytes.split_at(bytes.len() - 1);
    let mut late = TcpStream::connect(address).await.unwrap();
    late.write_all(most.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;

    let began = Instant::now();
    app.stop.cancel();
    tokio::time::sleep(Duration::from_millis(200)).await;
    late.write_all(last.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    late.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    assert_eq!(
        app.count("select count(*) from person where email = 'bob@example.com'")
            .await,
        1
    );

    timeout(Duration::from_secs(12), serving).await.unwrap().unwrap();
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    let mut rest = Vec::new();
    timeout(Duration::from_secs(2), stream.read_to_end(&mut rest))
        .await
        .expect("the stream ends")
        .unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn half_a_head_is_not_waited_for(pool: PgPool) {
    let app = TestApp::new(&pool);
    let (address, serving) = serve(&app).await;
    let began = Instant::now();
    let half = async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET /help HTTP/1.1\r\nhost: 127.0").await.unwrap();
        let mut rest = Vec::new();
        let _ = timeout(Duration::from_secs(15), stream.read_to_end(&mut rest))
            .await
            .expect("closed");
    };
    let drip = async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        for byte in b"GET /help HTTP/1.1\r\nhost: 127.0.0.1:8080\r\nx-slow: aaaaaaaaaaaaaaaa" {
            if stream.write_all(&[*byte]).await.is_err() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        panic!("a head that drips was waited for");
    };
    tokio::join!(half, drip);
    assert!(began.elapsed() < Duration::from_secs(16));
    app.stop.cancel();
    timeout(Duration::from_secs(12), serving).await.unwrap().unwrap();
}
