//! Mail, handed to a real mail server: what it says, what of it is kept, and that nothing is lost and nothing sent twice.

mod server;

use std::collections::BTreeMap;
use std::time::Duration;

use ::server::mail::Mailing;
use axum::body::Body;
use domain::person::Role;
use http::{Method, StatusCode};
use sqlx::PgPool;
use store::testing;
use tower::ServiceExt as _;

use self::server::{Server, Taken, smtp};
use crate::support::{PASSWORD, TestApp, encode, now, statements};

/// Sends everything that waits.
async fn sent(mailing: &Mailing) {
    while mailing.send_one().await.expect("the database answers") {}
}

/// How each mail ended, by its reader's address; `waits` for those that did not.
async fn endings(pool: &PgPool) -> Vec<(String, String)> {
    sqlx::query_as(
        "select p.email, coalesce(m.ended, 'waits') from mail m join person p using (person_id) order by m.mail_id",
    )
    .fetch_all(pool)
    .await
    .expect("rows")
}

async fn invite(app: &TestApp, name: &str, address: &str) -> String {
    let ada = app.signed_in("ada@example.com").await;
    let form = [("name", name), ("email", address)];
    ada.post("account/invite_to_installation", &form)
        .await
        .goes_to("/admin");
    ada.get("/admin").await.text
}

/// How often each mail came, by its Message-ID.
fn copies(taken: &[Taken]) -> BTreeMap<String, usize> {
    let mut copies = BTreeMap::new();
    for mail in taken {
        *copies.entry(mail.header("Message-ID")).or_default() += 1;
    }
    copies
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_invitation_goes_to_its_person_alone_and_its_secret_is_gone_once_it_was_sent(pool: PgPool) {
    let (app, server) = (TestApp::sending(&pool), Server::start().await);
    app.set_up().await;
    let page = invite(&app, "Bob", "bob@example.com").await;
    assert!(page.contains("Bob is invited. A mail to bob@example.com lets them in once, within 72 hours."));
    assert!(!page.contains("/invitation/"), "whoever invites holds no link");
    let letter: String = sqlx::query_scalar("select letter::text from mail")
        .fetch_one(&pool)
        .await
        .expect("a mail");
    assert!(letter.contains("/invitation/{secret}"), "{letter}");

    sent(&app.mailing(Some(server.smtp()))).await;
    let taken = server.took(1).await;
    let [mail] = &taken[..] else { panic!("{taken:?}") };
    assert_eq!(mail.to, "bob@example.com");
    assert_eq!(mail.header("Subject"), "You are invited to Countersign");
    assert_eq!(mail.header("From"), "Countersign <countersign@example.com>");
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert_eq!(mail.header("Date"), "Mon, 02 Mar 2026 09:00:00 +0000");
    let text = mail.text();
    assert!(text.contains("multipart/alternative") && text.contains("text/plain") && text.contains("text/html"));
    assert_eq!(
        app.count("select count(*) from mail where letter is not null or sealed is not null")
            .await,
        0
    );

    let path = mail.path("/invitation/");
    let bob = app.anonymous();
    for _ in 0..10 {
        bob.get(&path).await.is(StatusCode::OK);
    }
    let token = path.rsplit('/').next().unwrap_or_default();
    let form = [("token", token), ("name", "Bob"), ("password", PASSWORD)];
    bob.post("account/accept_invitation", &form).await.goes_to("/");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nothing_that_anybody_typed_stands_in_a_head(pool: PgPool) {
    let (app, server) = (TestApp::sending(&pool), Server::start().await);
    app.set_up().await;
    let typed = [
        "Bob\r\nBcc: all@example.com",
        "=?utf-8?q?Bcc=3A?=",
        "Zo\u{eb} \u{202e}<a>",
        "https://evil.example",
    ];
    for (n, name) in typed.into_iter().enumerate() {
        // As nobody could type it: the letter names whoever invites.
        sqlx::query("update person set name = $1 where email = 'ada@example.com'")
            .bind(name)
            .execute(&pool)
            .await
            .expect("renamed");
        invite(&app, name, &format!("bob{n}@example.com")).await;
    }
    sent(&app.mailing(Some(server.smtp()))).await;
    let expected = [
        "Auto-Submitted",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
        "X-Auto-Response-Suppress",
    ];
    for mail in server.took(4).await {
        let mut names: Vec<String> = mail
            .head()
            .iter()
            .filter_map(|line| Some(line.split_once(':')?.0.to_owned()))
            .collect();
        names.retain(|name| !["Received", "Content-Transfer-Encoding"].contains(&name.as_str()));
        names.sort_unstable();
        assert_eq!(names, expected, "{}", mail.raw);
        assert_eq!(mail.header("To"), mail.to);
        assert!(!mail.raw.contains("evil.example"));
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_address_that_is_refused_is_seen_told_to_the_admin_and_sent_again_by_hand(pool: PgPool) {
    let (app, server) = (TestApp::sending(&pool), Server::start().await);
    let ada = app.set_up().await;
    invite(&app, "Bob", "refused@example.com").await;
    invite(&app, "Cleo", "spam@example.com").await;
    invite(&app, "Dora", "dora@example.com").await;
    let mailing = app.mailing(Some(server.smtp()));
    sent(&mailing).await;
    let ended = |one: &str, how: &str| (format!("{one}@example.com"), how.to_owned());
    assert_eq!(
        endings(&pool).await,
        [
            ended("refused", "refused"),
            ended("spam", "refused"),
            ended("dora", "sent"),
            ended("ada", "sent")
        ],
        "the others are not held up, and the admin is told once"
    );
    let taken = server.took(2).await;
    let told = taken.iter().find(|mail| mail.to == "ada@example.com").expect("told");
    assert_eq!(told.header("Subject"), "Some mail did not arrive");
    assert!(
        !told.text().contains("refused@"),
        "of what did not arrive it says nothing"
    );
    let outbox = ada.get("/outbox").await;
    outbox
        .says("Not delivered. 127.0.0.1:")
        .says("no such person here")
        .says("looks like spam");

    app.sql("update person set email = 'bob@example.com' where email = 'refused@example.com'")
        .await;
    ada.post("mail/retry", &[("mail", "1")]).await.goes_to("/outbox");
    sent(&mailing).await;
    assert!(server.took(3).await.iter().any(|mail| mail.to == "bob@example.com"));
    // It was sent: it is not sent again.
    ada.post("mail/retry", &[("mail", "1")]).await.is_refused();
    ada.post("mail/retry", &[("mail", "99")])
        .await
        .is(StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_server_that_is_away_for_an_hour_costs_nothing_and_doubles_nothing(pool: PgPool) {
    let app = TestApp::sending(&pool);
    let mut server = Server::start().await;
    app.set_up().await;
    for n in 0..6 {
        invite(&app, "Bob", &format!("bob{n}@example.com")).await;
    }
    invite(&app, "Lara", "later@example.com").await;
    let mailing = app.mailing(Some(server.smtp()));
    server.stop().await;
    for minute in 0..60 {
        app.clock.set(&format!("2026-03-02T09:{minute:02}:00Z"));
        sent(&mailing).await;
    }
    let ended = endings(&pool).await;
    assert!(ended.iter().all(|(_, how)| how == "waits"), "{ended:?}");
    let (stuck, since) = store::mail::stuck(&pool, "2026-03-02T10:00:00Z".parse().expect("a time"))
        .await
        .expect("counted")
        .expect("mail is stuck");
    assert_eq!((stuck, since.to_rfc3339().as_str()), (7, "2026-03-02T09:00:00+00:00"));

    let server = Server::at(server.port, &[]).await;
    for minute in 0..30 {
        app.clock.set(&format!("2026-03-02T10:{minute:02}:00Z"));
        sent(&mailing).await;
    }
    let taken = server.took(6).await;
    let mut to: Vec<&str> = taken.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    assert_eq!(to, [0, 1, 2, 3, 4, 5].map(|n| format!("bob{n}@example.com")));
    assert!(copies(&taken).values().all(|copies| *copies == 1));
    // The one whom the server tells to come back later waits on, and is given up in sight.
    let waits = endings(&pool).await;
    assert_eq!(
        waits.last(),
        Some(&("later@example.com".to_owned(), "waits".to_owned()))
    );
    app.sql("update mail set expires_at = null where ended is null").await;
    app.sql("update invitation set expires_at = '2026-04-01Z'").await;
    app.clock.set("2026-03-06T10:00:00Z");
    sent(&mailing).await;
    let given_up: String = sqlx::query_scalar("select trouble from mail where ended = 'refused'")
        .fetch_one(&pool)
        .await
        .expect("one");
    assert!(
        given_up.starts_with("Nobody took it for four days. Last: 127.0.0.1:"),
        "{given_up}"
    );
    assert!(given_up.contains("come back later"), "{given_up}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_a_mail_that_nobody_heard_of_there_is_one_more_copy_at_most(pool: PgPool) {
    let (app, server) = (TestApp::sending(&pool), Server::start().await);
    let ada = app.set_up().await;
    // The server takes it and breaks off; and it breaks off without taking it.
    invite(&app, "Bob", "deaf@example.com").await;
    invite(&app, "Cleo", "drop@example.com").await;
    let mailing = app.mailing(Some(server.smtp()));
    for minute in 0..59 {
        app.clock.set(&format!("2026-03-02T09:{minute:02}:00Z"));
        sent(&mailing).await;
    }
    let ended = endings(&pool).await;
    assert_eq!(ended[0].1, "unknown");
    assert_eq!(ended[1].1, "unknown");
    let deaf: Vec<Taken> = server
        .took(3)
        .await
        .into_iter()
        .filter(|mail| mail.to == "deaf@example.com")
        .collect();
    assert_eq!(
        copies(&deaf).into_values().collect::<Vec<_>>(),
        [2],
        "the same Message-ID twice, and no more"
    );
    ada.get("/outbox")
        .await
        .says("Twice nothing was heard of it after it was handed over.");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_program_that_is_killed_between_sending_and_recording_sends_one_more_copy(pool: PgPool) {
    let (app, server) = (TestApp::sending(&pool), Server::start().await);
    app.set_up().await;
    invite(&app, "Bob", "bob@example.com").await;
    let mailing = app.mailing(Some(server.smtp()));
    let claimed = store::mail::claim(&pool, &mailing.key, mailing.clock.now())
        .await
        .expect("read")
        .expect("it waits");
    assert_eq!(mailing.send(&claimed).await, store::mail::Outcome::Sent);
    // Nobody else takes it meanwhile.
    assert!(!mailing.send_one().await.expect("read"));
    // Killed: nothing was recorded, and what held it is gone with the connection.
    drop(claimed);
    assert!(!mailing.send_one().await.expect("read"), "it may arrive still");
    app.clock.set("2026-03-02T09:11:00Z");
    sent(&mailing).await;
    let taken = server.took(2).await;
    assert_eq!(copies(&taken).into_values().collect::<Vec<_>>(), [2]);
    app.clock.set("2026-03-02T12:00:00Z");
    sent(&mailing).await;
    assert_eq!(
        endings(&pool).await,
        [("bob@example.com".to_owned(), "sent".to_owned())]
    );
    assert_eq!(server.took(2).await.len(), 2);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_instances_send_each_mail_once_and_a_slow_one_holds_up_no_other(pool: PgPool) {
    let (app, server) = (TestApp::sending(&pool), Server::start().await);
    app.set_up().await;
    invite(&app, "Slow", "slow@example.com").await;
    for n in 0..19 {
        invite(&app, "Bob", &format!("bob{n}@example.com")).await;
    }
    // Twenty in an hour, and no more.
    let ada = app.signed_in("ada@example.com").await;
    let form = [("name", "Zoe"), ("email", "zoe@example.com")];
    ada.post("account/invite_to_installation", &form).await.is_refused();
    let all = app.mailing(Some(server.smtp()));
    let (one, other) = (all.clone(), all.clone());
    tokio::join!(sent(&one), sent(&one), sent(&other), sent(&other));
    let taken = server.took(20).await;
    assert_eq!(
        taken.last().map(|mail| mail.to.as_str()),
        Some("slow@example.com"),
        "the others came before"
    );
    assert_eq!(taken.len(), 20);
    assert_eq!(copies(&taken).len(), 20, "none came twice");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn neither_password_nor_mail_goes_over_an_open_connection(pool: PgPool) {
    let app = TestApp::sending(&pool);
    app.set_up().await;
    invite(&app, "Bob", "bob@example.com").await;
    let folder = std::env::temp_dir().join(format!("countersign-smtp-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a directory");
    let (key, cert) = (folder.join("key.pem"), folder.join("cert.pem"));
    let (key_text, cert_text) = (key.display().to_string(), cert.display().to_string());
    let settings = folder.join("settings");
    let text = "[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=ext\n[dn]\nCN=localhost\n[ext]\n\
                basicConstraints=critical,CA:FALSE\nsubjectAltName=DNS:localhost\n";
    std::fs::write(&settings, text).expect("written");
    let settings = settings.display().to_string();
    let made = tokio::process::Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
        ])
        .args(["-config", &settings, "-keyout", &key_text, "-out", &cert_text])
        .output()
        .await
        .expect("openssl is there");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let open = Server::start().await;
    let secret = Server::at(0, &["starttls", &key_text, &cert_text]).await;
    let url = |port: u16| format!("smtp+starttls://post%40example.com@localhost:{port}");
    // A user without a password is no configuration.
    assert!(smtp(&url(secret.port), None, None).is_err());

    let trouble = async |smtp| {
        sent(&app.mailing(Some(smtp))).await;
        let row: (String, String) = sqlx::query_as("select coalesce(ended, 'waits'), coalesce(trouble, '') from mail")
            .fetch_one(&pool)
            .await
            .expect("a mail");
        app.sql("update mail set not_before = queued_at where ended is null")
            .await;
        row
    };
    let no_tls = smtp(&url(open.port), Some("open sesame"), Some(&cert)).expect("it does");
    let (ended, why) = trouble(no_tls).await;
    assert_eq!(ended, "waits", "{why}");
    assert!(why.contains("STARTTLS"), "{why}");
    let unknown = smtp(&url(secret.port), Some("open sesame"), None).expect("it does");
    let (ended, why) = trouble(unknown).await;
    assert_eq!(ended, "waits", "{why}");
    let wrong = smtp(&url(secret.port), Some("close sesame"), Some(&cert)).expect("it does");
    let (ended, why) = trouble(wrong).await;
    assert_eq!(ended, "waits", "a wrong password is no fault of the mail: {why}");
    assert!(why.contains("wrong name or password"), "{why}");
    let right = smtp(&url(secret.port), Some("open sesame"), Some(&cert)).expect("it does");
    assert_eq!(trouble(right).await.0, "sent");
    assert!(secret.took(1).await[0].tls);
    let _ = std::fs::remove_dir_all(folder);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_forgot_their_password_gets_a_link_and_nobody_learns_who_has_an_account(pool: PgPool) {
    let (app, server) = (TestApp::sending(&pool), Server::start().await);
    app.set_up().await;
    let stranger = app.anonymous();
    let ask = async |address: &str| {
        let (sent, asked) = statements(stranger.post("account/forgot", &[("email", address)])).await;
        sent.goes_to("/forgotten");
        let page = stranger.get("/forgotten").await;
        page.says("If somebody with this address has an account, a mail with a link is on its way.");
        (sent.status, page.status, page.text, asked)
    };
    // The first visit gives the browser its session.
    ask("zoe@example.com").await;
    let known = ask("ada@example.com").await;
    let unknown = ask("eve@example.com").await;
    assert_eq!(
        known, unknown,
        "status, text and the statements that it took, in their order"
    );
    let queued = async |count: i64| {
        for _ in 0..100 {
            if app.count("select count(*) from mail").await == count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{} mails", app.count("select count(*) from mail").await);
    };
    queued(1).await;
    for _ in 0..5 {
        ask("Ada@Example.com").await;
    }
    queued(3).await;
    let mailing = app.mailing(Some(server.smtp()));
    sent(&mailing).await;
    // Only the newest link works, so only that one is sent.
    let taken = server.took(1).await;
    let [mail] = &taken[..] else { panic!("{taken:?}") };
    assert_eq!(mail.header("Subject"), "A new password for Countersign");
    let path = mail.path("/reset/");
    let ada = app.anonymous();
    ada.get(&path).await.is(StatusCode::OK);
    let token = path.rsplit('/').next().unwrap_or_default();
    let form = [("token", token), ("password", "nine small boats")];
    ada.post("account/reset_password", &form).await.goes_to("/");
    sent(&mailing).await;
    let told = server.took(2).await;
    assert_eq!(told[1].header("Subject"), "Your password was changed");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_program_that_stops_right_after_somebody_asked_for_a_link_loses_nothing(pool: PgPool) {
    let app = TestApp::sending(&pool);
    app.set_up().await;
    let stranger = app.anonymous();
    stranger
        .post("account/forgot", &[("email", "ada@example.com")])
        .await
        .goes_to("/forgotten");
    app.stop.cancel();
    let (pool, parts) = (app.pool.clone(), app.parts);
    parts.ended().await.expect("no part is lost");
    let queued: i64 = sqlx::query_scalar("select count(*) from mail")
        .fetch_one(&pool)
        .await
        .expect("a count");
    assert_eq!(queued, 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn without_a_mail_server_the_admin_reads_mail_by_password_and_for_a_reason(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let id = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(id, "Checkout").await;
    let page = invite(&app, "Bob", "bob@example.com").await;
    assert!(page.contains("/invitation/"), "the link is shown as well");
    sent(&app.mailing(None)).await;
    assert_eq!(
        endings(&pool).await,
        [("bob@example.com".to_owned(), "kept".to_owned())]
    );
    for page in [
        "/",
        "/settings",
        "/admin",
        "/outbox",
        &format!("/p/{slug}"),
        &format!("/p/{slug}/people"),
    ] {
        ada.get(page).await.says("No mail is sent: it waits in the");
    }
    let olga = app
        .person(id, "olga@example.com", Some((pilot, Role::Observer, None)))
        .await;
    for page in ["/", &format!("/p/{slug}")] {
        assert!(!olga.get(page).await.text.contains("No mail is sent"), "{page}");
    }
    olga.get("/outbox").await.is(StatusCode::FORBIDDEN);
    olga.get("/outbox/1").await.is(StatusCode::FORBIDDEN);

    let closed = ada.get("/outbox/1").await;
    closed.says("may hold a link that lets its holder be them");
    assert!(!closed.text.contains("/invitation/"));
    let open = async |reason: &str, password: &str| {
        ada.post(
            "mail/open",
            &[("mail", "1"), ("reason", reason), ("password", password)],
        )
        .await
    };
    open("", PASSWORD).await.is_refused();
    open("No mail server yet", "wrong").await.is_refused();
    assert_eq!(app.count("select count(*) from mail_opening").await, 0);
    open("No mail server yet", PASSWORD).await.goes_to("/outbox/1");
    let opened = ada.get("/outbox/1").await;
    opened
        .says("/invitation/")
        .says("You are invited to Countersign")
        .says("No mail server yet");
    let logged: String = sqlx::query_scalar("select detail from activity where action = 'mail.open'")
        .fetch_one(&pool)
        .await
        .expect("it is logged");
    assert!(logged.contains("No mail server yet"), "{logged}");
    // It closes again.
    app.clock.set("2026-03-02T09:16:00Z");
    assert!(!ada.get("/outbox/1").await.text.contains("/invitation/"));
    // What it said is erased after a month.
    app.clock.set("2026-04-02T09:16:00Z");
    store::mail::sweep(&pool, "2026-04-02T09:16:00Z".parse().expect("a time"))
        .await
        .expect("swept");
    ada.get("/outbox/1").await.is(StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_changes_of_an_account_is_confirmed_where_it_leads_and_told_where_it_was(pool: PgPool) {
    let (app, server) = (TestApp::sending(&pool), Server::start().await);
    let ada = app.set_up().await;
    let mailing = app.mailing(Some(server.smtp()));
    let newest = async |count: usize| {
        sent(&mailing).await;
        let taken = server.took(count).await;
        let mail = taken.last().cloned().expect("a mail");
        (mail.to.clone(), mail.header("Subject"), mail)
    };
    let wish = [("email", "countess@example.com"), ("password", PASSWORD)];
    ada.post("account/ask_address", &wish).await.goes_to("/settings/email");
    ada.get("/settings/email")
        .await
        .says("A mail with a link is on its way there.");
    let (to, subject, mail) = newest(1).await;
    assert_eq!(
        (&*to, &*subject),
        ("countess@example.com", "Confirm your e-mail address")
    );
    // Opening the link confirms nothing.
    let path = mail.path("/new-address/");
    app.anonymous().get(&path).await.is(StatusCode::OK);
    assert_eq!(
        app.count("select count(*) from person where email = 'ada@example.com'")
            .await,
        1
    );
    let token = path.rsplit('/').next().unwrap_or_default();
    app.anonymous()
        .post("account/confirm_address", &[("token", token)])
        .await
        .goes_to("/sign-in");
    let (to, subject, _) = newest(2).await;
    assert_eq!(
        (&*to, &*subject),
        ("ada@example.com", "Your e-mail address was changed")
    );

    let change = [("password", PASSWORD), ("new_password", "nine small boats")];
    ada.post("account/change_password", &change).await.goes_to("/settings");
    let (to, subject, _) = newest(3).await;
    assert_eq!((&*to, &*subject), ("countess@example.com", "Your password was changed"));

    // A link to a new password that the admin makes goes to its person, and not past the admin.
    let id = app.id("countess@example.com").await;
    let olga = app.person(id, "olga@example.com", None).await;
    let who = app.id("olga@example.com").await.to_string();
    let form = [("person", who.as_str()), ("reset_reason", "She asked")];
    let page = format!("/admin/person/{who}");
    ada.post("account/make_reset_link", &form).await.goes_to(&page);
    assert!(!ada.get(&page).await.text.contains("/reset/"));
    let (to, subject, mail) = newest(4).await;
    assert_eq!(
        (&*to, &*subject),
        ("olga@example.com", "A new password for Countersign")
    );
    olga.get(&mail.path("/reset/")).await.is(StatusCode::OK);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_no_duty_ends_in_one_click_and_nothing_else_does(pool: PgPool) {
    let (app, server) = (TestApp::sending(&pool), Server::start().await);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    app.sql("delete from mail").await;
    let waits = "insert into mail (person_id, kind, about, nth, letter, queued_at, not_before)
        select p.person_id, t.kind, t.about, t.nth, jsonb_build_object('subject', t.about, 'title', t.about, 'why', 'A test.'),
            '2026-03-02T08:00:00Z'::timestamptz + t.place * interval '1 second', '2026-03-02T08:00:00Z'::timestamptz + t.place * interval '1 second'
        from person p, (values (1, 'digest', 'The week', 0), (2, 'role', 'Reminder', 1), (3, 'role', 'A role', 0)) t (place, kind, about, nth)
        where p.email in ('mira@example.com')";
    app.sql(waits).await;
    let mailing = Mailing {
        base_url: "https://countersign.example/".into(),
        ..app.mailing(Some(server.smtp()))
    };
    sent(&mailing).await;
    let taken = server.took(3).await;
    let of = |subject: &str| {
        let found = taken.iter().find(|mail| mail.header("Subject") == subject);
        found.unwrap_or_else(|| panic!("no {subject}"))
    };
    let (week, reminder, role) = (of("The week"), of("Reminder"), of("A role"));
    let path_of = |mail: &Taken| mail.path("/unsubscribe/").trim_end_matches('>').to_owned();
    for header in ["List-Unsubscribe", "List-Unsubscribe-Post"] {
        assert_eq!(role.header(header), "", "what always comes cannot be ended");
    }
    for mail in [week, reminder] {
        let address = format!("https://countersign.example{}", path_of(mail));
        assert_eq!(mail.header("List-Unsubscribe"), format!("<{address}>"));
        assert!(
            mail.text().contains(&format!("No more of these:\r\n{address}\r\n")),
            "{}",
            mail.text()
        );
        assert_eq!(mail.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    }
    // Without https there is an address, and no click that needs none.
    app.sql("update mail set nth = 3 where nth = 1").await;
    app.sql(
        "insert into mail (person_id, kind, about, letter, queued_at, not_before)
         select person_id, 'digest', 'Another week', jsonb_build_object('subject', 'Another week', 'title', 'x', 'why', 'x'), now(), '2026-03-02Z'
         from person where email = 'omar@example.com'",
    )
    .await;
    sent(&app.mailing(Some(server.smtp()))).await;
    let taken = server.took(4).await;
    assert!(
        taken[3]
            .header("List-Unsubscribe")
            .starts_with("<http://127.0.0.1:8080/unsubscribe/")
    );
    assert_eq!(taken[3].header("List-Unsubscribe-Post"), "");

    // Whoever looks into it ends nothing, however often and by whatever method.
    let anybody = app.anonymous();
    let (of_week, of_reminders) = (path_of(week), path_of(reminder));
    let post = async |path: &str, body: &str| {
        let request = anybody
            .request(Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()));
        anybody.send(request.unwrap()).await
    };
    for _ in 0..10 {
        anybody
            .get(&of_week)
            .await
            .is(StatusCode::OK)
            .says("No more of this by mail?");
        let head = anybody.request(Method::HEAD, &of_week).body(Body::empty()).unwrap();
        let answer = app.router.clone().oneshot(head).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }
    post(&of_week, "").await.is(StatusCode::UNPROCESSABLE_ENTITY);
    post(&of_week, "a=b").await.is(StatusCode::UNPROCESSABLE_ENTITY);
    post("/unsubscribe/00", "List-Unsubscribe=One-Click")
        .await
        .is(StatusCode::NOT_FOUND);
    anybody.get("/unsubscribe/00").await.is(StatusCode::NOT_FOUND);
    assert_eq!(app.count("select count(*) from mail_choice").await, 0);

    // In one click the week ends, and no more; in two everybody else's mail is as it was.
    let chosen = async || -> Vec<(String, bool, bool)> {
        sqlx::query_as("select p.email, digest, reminders from mail_choice join person p using (person_id)")
            .fetch_all(&pool)
            .await
            .unwrap()
    };
    let mira = |digest, reminders| vec![("mira@example.com".to_owned(), digest, reminders)];
    for _ in 0..2 {
        let done = post(&of_week, &encode(&[("List-Unsubscribe", "One-Click")])).await;
        done.is(StatusCode::OK)
            .says("You get no more of this by mail: the week in a few lines.");
        assert_eq!(chosen().await, mira(false, true));
    }
    anybody.get(&of_week).await.says("No more of this comes by mail");
    let token = of_reminders.rsplit('/').next().unwrap_or_default();
    anybody
        .post("mail/unsubscribe", &[("token", token)])
        .await
        .goes_to(&of_reminders);
    assert_eq!(chosen().await, mira(false, false));
    // It lets nobody in.
    anybody.get("/settings").await.goes_to("/sign-in?next=/settings");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_invites_sees_that_the_mail_did_not_arrive_and_puts_the_address_right(pool: PgPool) {
    let (app, server) = (TestApp::sending(&pool), Server::start().await);
    app.set_up().await;
    testing::pilot(&pool, "checkout", now()).await.unwrap();
    let (dana, priya) = (app.played_by("dana").await, app.played_by("priya").await);
    let form = [
        ("pilot", "checkout"),
        ("name", "Olga"),
        ("email", "refused@example.com"),
        ("role", "observer"),
    ];
    dana.post("account/invite", &form).await.goes_to("/p/checkout/people");
    let waits = dana.get("/p/checkout/people").await;
    assert!(!waits.text.contains("did not arrive"));
    let mailing = app.mailing(Some(server.smtp()));
    sent(&mailing).await;
    // At once, though the page was held.
    dana.get("/p/checkout/people")
        .await
        .says("The mail did not arrive. 127.0.0.1:")
        .says("no such person here");
    let others = priya.get("/p/checkout/people").await;
    assert!(
        !others.text.contains("did not arrive"),
        "it is whoever invites who is told"
    );
    let olga = app.id("refused@example.com").await.0.to_string();
    let right = [
        ("pilot", "checkout"),
        ("invited", olga.as_str()),
        ("corrected_email", "olga@example.com"),
    ];
    dana.post("account/correct_invitation", &right).await;
    sent(&mailing).await;
    let after = dana.get("/p/checkout/people").await;
    assert!(!after.text.contains("did not arrive"), "the newest one did");
    assert!(server.took(2).await.iter().any(|mail| mail.to == "olga@example.com"));
}
