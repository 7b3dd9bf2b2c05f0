//! Links that let people in, and signing in.

use std::time::{Duration, Instant};

use http::StatusCode;
use sqlx::PgPool;
use store::sign_in::{self, Attempt};

use crate::support::{Actor, PASSWORD, TestApp, now};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_set_up_link_works_once_and_only_the_newest(pool: PgPool) {
    let app = TestApp::new(&pool);
    let old = app.setup_link().await;
    let new = app.setup_link().await;
    let eve = app.anonymous();
    let form = |token: &str| {
        vec![
            ("token".to_owned(), token.to_owned()),
            ("name".to_owned(), "Ada".to_owned()),
            ("email".to_owned(), "ada@example.com".to_owned()),
            ("password".to_owned(), PASSWORD.to_owned()),
        ]
    };
    let send = async |token: &str| {
        let form = form(token);
        let fields: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        eve.post("account/set_up", &fields).await
    };

    eve.get(&format!("/setup/{old}"))
        .await
        .is(StatusCode::NOT_FOUND)
        .says("Only the newest set-up link works");
    send(&old).await.is_refused();
    assert_eq!(app.count("select count(*) from person").await, 0);

    // Opening changes nothing, however often.
    for _ in 0..3 {
        let page = eve.get(&format!("/setup/{new}")).await;
        page.is(StatusCode::OK).says("Set up Countersign");
        assert_eq!(page.header("referrer-policy"), "same-origin");
        assert_eq!(page.header("x-robots-tag"), "noindex");
    }
    send(&new).await.goes_to("/");
    // The password was chosen a moment ago: it is not asked for again.
    eve.get("/")
        .await
        .is(StatusCode::OK)
        .says("Welcome, Ada.")
        .says("What you need to do");
    eve.get(&format!("/setup/{new}"))
        .await
        .is(StatusCode::GONE)
        .says("This set-up link was used.");
    send(&new).await.is_refused();
    assert_eq!(app.count("select count(*) from person").await, 1);
    assert_eq!(app.count("select count(*) from person where site_admin").await, 1);

    let again = app.setup_link().await;
    eve.get(&format!("/setup/{again}")).await.is(StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_refused_form_keeps_what_was_typed_but_no_password(pool: PgPool) {
    let app = TestApp::new(&pool);
    let token = app.setup_link().await;
    let ada = app.anonymous();
    let refused = ada
        .post(
            "account/set_up",
            &[
                ("token", &token),
                ("name", "Ada <b>Lovelace</b>"),
                ("email", "ada at example"),
                ("password", "short and wrong".split(' ').next().unwrap()),
            ],
        )
        .await;
    let page = ada.get(refused.is_refused()).await;
    page.is(StatusCode::OK)
        .says("Ada &lt;b&gt;Lovelace&lt;/b&gt;")
        .says("ada at example")
        .says("Use at least 10 characters.")
        .says("Enter an e-mail address");
    assert!(!page.text.contains("value=\"short\""));
    let kept =
        "select count(*) from refused_form where typed::text like '%short%' or typed ? 'password' or typed ? 'token'";
    assert_eq!(app.count(kept).await, 0);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_thousand_redeem_one_invitation_and_one_succeeds(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let (bob, token) = app.invite(ada, "bob@example.com", None).await;

    // A mail scanner opens the link first.
    for _ in 0..5 {
        let page = app.anonymous().get(&format!("/invitation/{token}")).await;
        page.is(StatusCode::OK).says("bob@example.com");
        assert_eq!(page.header("referrer-policy"), "same-origin");
    }
    assert_eq!(
        app.count("select count(*) from invitation where used_at is null").await,
        1
    );

    // Past the form: the store alone decides. Through the form: at most two passwords are hashed at
    // a time, so that the rest is told to come back.
    let hash = app::token::hash(&token);
    let tries = (0..1000).map(|n| {
        let (pool, hash) = (pool.clone(), hash);
        tokio::spawn(async move {
            store::account::accept_invitation(&pool, &hash, "Bob", &format!("hash {n}"), crate::support::now()).await
        })
    });
    let outcomes = futures::future::join_all(tries).await;
    let won = outcomes.iter().filter(|o| matches!(o, Ok(Ok(_)))).count();
    let refused = outcomes
        .iter()
        .filter(|o| matches!(o, Ok(Err(store::Error::Refused(_)))))
        .count();
    assert_eq!((won, refused), (1, 999));
    let accepted = "select count(*) from activity where action = 'person.accept_invitation'";
    assert_eq!(app.count(accepted).await, 1);

    let (_, token) = app.invite(ada, "cleo@example.com", None).await;
    let tries = (0..10).map(|_| {
        let (eve, token) = (app.anonymous(), token.clone());
        tokio::spawn(async move {
            let form = [("token", token.as_str()), ("name", "Cleo"), ("password", PASSWORD)];
            eve.post("account/accept_invitation", &form).await
        })
    });
    let answers = futures::future::join_all(tries).await;
    let won = answers
        .iter()
        .filter(|a| a.as_ref().is_ok_and(|a| a.location() == "/"))
        .count();
    assert_eq!(won, 1);
    assert_eq!(app.count(accepted).await, 2);
    app.signed_in("cleo@example.com").await;

    app.anonymous()
        .get(&format!("/invitation/{token}"))
        .await
        .is(StatusCode::GONE)
        .says("This invitation was used: the account it was for has a password.")
        .says("href=\"/sign-in\"");
    // Who holds no secret learns nothing, whatever became of others.
    let invented = app::token::Token::random();
    let page = app.anonymous().get(&format!("/invitation/{}", invented.as_str())).await;
    page.is(StatusCode::NOT_FOUND).says("There is no such invitation.");
    assert!(
        !page.text.contains("cleo") && !page.text.contains("Ada"),
        "{}",
        page.text
    );
    let _ = bob;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_invitation_runs_out_and_fits_one_person(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let (_, token) = app.invite(ada, "bob@example.com", None).await;
    let bob = app.anonymous();

    // 72 hours from Monday 09:00 are over on Thursday 09:00.
    app.clock.set("2026-03-05T08:59:59Z");
    bob.get(&format!("/invitation/{token}")).await.is(StatusCode::OK);
    app.clock.set("2026-03-05T09:00:00Z");
    bob.get(&format!("/invitation/{token}"))
        .await
        .is(StatusCode::GONE)
        .says("This invitation has run out, or a newer one took its place. Ask Ada for a new one.");
    let form = [("token", token.as_str()), ("name", "Bob"), ("password", PASSWORD)];
    let refused = bob.post("account/accept_invitation", &form).await;
    bob.get(refused.is_refused())
        .await
        .is(StatusCode::GONE)
        .says("This invitation was used already or has run out. Ask for a new one.");
    app.clock.set("2026-03-02T09:00:00Z");

    // Two invitations of one person: the second is dead once the first was used.
    let (_, second) = app.invite(ada, "bob@example.com", None).await;
    bob.post("account/accept_invitation", &form).await.goes_to("/");
    bob.get("/").await.says("Welcome, Bob.").says("What you need to do");
    bob.get(&format!("/invitation/{second}")).await.is(StatusCode::GONE);
    let form = [
        ("token", second.as_str()),
        ("name", "Eve"),
        ("password", "another long password"),
    ];
    bob.post("account/accept_invitation", &form).await.is_refused();
    bob.sign_in("bob@example.com", PASSWORD).await.goes_to("/");

    // Whoever holds a link cannot choose for whom.
    let (_, token) = app.invite(ada, "cleo@example.com", None).await;
    let form = [
        ("token", token.as_str()),
        ("name", "Cleo"),
        ("email", "ada@example.com"),
        ("password", "yet another password"),
    ];
    app.anonymous()
        .post("account/accept_invitation", &form)
        .await
        .goes_to("/");
    app.signed_in("ada@example.com").await;
    app.anonymous()
        .sign_in("cleo@example.com", "yet another password")
        .await
        .goes_to("/");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let eve = app.anonymous();
    let mut times = [Vec::new(), Vec::new()];
    let mut pages = Vec::new();
    for round in 0..4 {
        for (i, email) in ["ada@example.com", "eve@example.com"].into_iter().enumerate() {
            let began = Instant::now();
            let answer = eve.sign_in(email, "not the password").await;
            times[i].push(began.elapsed());
            let page = eve.get(answer.is_refused()).await;
            page.is(StatusCode::OK)
                .says("This e-mail address and password do not fit together.");
            if round == 0 {
                pages.push(page.text.replace(email, "somebody"));
            }
        }
    }
    assert_eq!(pages[0], pages[1]);
    let best = |times: &[Duration]| *times.iter().min().expect("four rounds");
    let (known, unknown) = (best(&times[0]), best(&times[1]));
    assert!(
        known < unknown * 3 && unknown < known * 3,
        "known {known:?}, unknown {unknown:?}"
    );

    // A password that is too long to hash, and one that was never chosen.
    let ada = app.id("ada@example.com").await;
    app.invite(ada, "bob@example.com", None).await;
    eve.sign_in("bob@example.com", "").await.is_refused();
    eve.sign_in("ada@example.com", &"x".repeat(100_000)).await.is_refused();
    eve.sign_in("ADA@example.com ", PASSWORD).await.goes_to("/");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn many_failures_slow_an_address_down_but_not_its_owner_elsewhere(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let mut eve = app.anonymous();
    eve.address = ([198, 51, 100, 7], 1).into();
    for n in 0..20 {
        let email = format!("{n}@example.com");
        failed(&pool, &email, "198.51.100.7").await;
    }
    let answer = eve.sign_in("ada@example.com", PASSWORD).await;
    let page = eve.get(answer.is_refused()).await;
    page.says("There were many failed sign-ins.");
    eve.get("/settings").await.goes_to("/sign-in?next=/settings");
    app.signed_in("ada@example.com").await;

    // Another instance sees the same throttle.
    let other = TestApp::new(&pool);
    eve.at(&other).sign_in("ada@example.com", PASSWORD).await.is_refused();

    // Having waited in vain counts for nothing, and a minute later it is over.
    assert_eq!(app.count("select count(*) from sign_in_failure").await, 20);
    app.sql("update sign_in_failure set at = at - interval '61 seconds'")
        .await;
    eve.sign_in("ada@example.com", PASSWORD).await.goes_to("/");
}

/// Somebody's sign-in failed, in a browser without a name.
async fn failed(pool: &PgPool, email: &str, address: &str) {
    let attempt = Attempt {
        email,
        address,
        browser: None,
    };
    sign_in::note_failure(pool, attempt).await.expect("it is noted");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn who_guesses_at_an_account_keeps_nobody_out_where_they_signed_in_before(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let id = app.id("ada@example.com").await;
    let bob = app.person(id, "bob@example.com", None).await;
    // Two people can share a browser: it is known to both.
    bob.post("account/sign_out", &[]).await.goes_to("/sign-in");
    bob.sign_in("ada@example.com", PASSWORD).await.goes_to("/");
    let sign_out = async |actor: &Actor| {
        actor.post("account/sign_out", &[]).await.goes_to("/sign-in");
    };
    sign_out(&ada).await;
    sign_out(&bob).await;

    // Somebody guesses at both accounts, from everywhere and from the network of Ada and Bob.
    for n in 0..50 {
        failed(&pool, "ada@example.com", &format!("198.51.100.{n}")).await;
        failed(&pool, "bob@example.com", "192.0.2.1").await;
    }
    let eve = app.anonymous();
    let answer = eve.sign_in("ada@example.com", PASSWORD).await;
    eve.get(answer.is_refused())
        .await
        .says("There were many failed sign-ins.");
    for (browser, email) in [
        (&ada, "ada@example.com"),
        (&bob, "bob@example.com"),
        (&bob, "ada@example.com"),
    ] {
        browser.sign_in(email, PASSWORD).await.goes_to("/");
        sign_out(browser).await;
    }
    // A browser that knows one account is a stranger to another, and to one that nobody has.
    ada.sign_in("bob@example.com", PASSWORD).await.is_refused();

    // Its allowance has an end, and what is kept has one, too.
    let kept = "select count(*) from sign_in_failure";
    let before = app.count(kept).await;
    for _ in 0..12 {
        ada.sign_in("ada@example.com", "a wrong password").await.is_refused();
    }
    assert_eq!(app.count(kept).await, before + 10);
    let answer = ada.sign_in("ada@example.com", PASSWORD).await;
    ada.get(answer.is_refused())
        .await
        .says("There were many failed sign-ins.");
    bob.sign_in("ada@example.com", PASSWORD).await.goes_to("/");
    // A quarter of an hour later nothing of it is left.
    app.sql("update sign_in_failure set at = at - interval '15 minutes'")
        .await;
    ada.sign_in("ada@example.com", PASSWORD).await.goes_to("/");
    store::session::sweep(&pool, now()).await.unwrap();
    assert_eq!(app.count(kept).await, 0);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn who_has_a_reset_link_is_no_stranger(pool: PgPool) {
    const NEW: &str = "a sentence nobody forgets";
    let app = TestApp::new(&pool);
    app.set_up().await;
    let token = app::token::Token::random();
    store::account::make_reset_link(&pool, "ada@example.com", &token.hash(), now())
        .await
        .unwrap();
    for n in 0..50 {
        failed(&pool, "ada@example.com", &format!("198.51.100.{n}")).await;
    }
    let ada = app.anonymous();
    ada.sign_in("ada@example.com", PASSWORD).await.is_refused();
    let form = [("token", token.as_str()), ("password", NEW)];
    ada.post("account/reset_password", &form).await.goes_to("/");
    ada.get("/settings").await.is(StatusCode::OK).says("ada@example.com");
    ada.post("account/sign_out", &[]).await.goes_to("/sign-in");
    ada.sign_in("ada@example.com", NEW).await.goes_to("/");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_invitation_from_the_page_brings_somebody_in(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let form = [("name", "Bob"), ("email", "bob@example.com")];
    ada.post("account/invite_to_installation", &form)
        .await
        .goes_to("/admin");
    let page = ada.get("/admin").await;
    let link = page
        .text
        .split_once("href=\"http://127.0.0.1:8080/invitation/")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(token, _)| token.to_owned())
        .expect("the link is shown");
    // It is shown only once.
    assert!(!ada.get("/admin").await.text.contains(&link));
    let form = [("token", link.as_str()), ("name", "Bob"), ("password", PASSWORD)];
    app.anonymous()
        .post("account/accept_invitation", &form)
        .await
        .goes_to("/");
    let bob = app.signed_in("bob@example.com").await;
    let page = bob.get("/settings").await;
    page.is(StatusCode::OK).says("Bob");
    assert!(!page.text.contains("Invite somebody"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_reset_link_works_once_for_half_an_hour_and_ends_every_session(pool: PgPool) {
    const NEW: &str = "a sentence nobody forgets";
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let id = app.id("ada@example.com").await;
    let bob = app.person(id, "bob@example.com", None).await;
    let make = async || {
        let token = app::token::Token::random();
        store::account::make_reset_link(&pool, "bob@example.com", &token.hash(), crate::support::now())
            .await
            .unwrap();
        token.as_str().to_owned()
    };
    let eve = app.anonymous();
    let send = async |token: &str| {
        eve.post("account/reset_password", &[("token", token), ("password", NEW)])
            .await
    };
    let (old, link) = (make().await, make().await);
    eve.get(&format!("/reset/{old}")).await.is(StatusCode::NOT_FOUND);
    let refused = send(&old).await;
    eve.get(refused.is_refused())
        .await
        .says("This link was used already or has run out. Ask for a new one.");
    // Opening changes nothing.
    for _ in 0..2 {
        let page = eve.get(&format!("/reset/{link}")).await;
        page.is(StatusCode::OK).says("bob@example.com");
        assert_eq!(page.header("referrer-policy"), "same-origin");
    }
    bob.get("/settings").await.is(StatusCode::OK);

    // Half an hour from Monday 09:00.
    app.clock.set("2026-03-02T09:30:00Z");
    eve.get(&format!("/reset/{link}"))
        .await
        .is(StatusCode::GONE)
        .says("This link has run out: it works for half an hour.");
    send(&link).await.is_refused();
    app.clock.set("2026-03-02T09:29:59Z");
    send(&link).await.goes_to("/");
    eve.get("/settings").await.is(StatusCode::OK).says("bob@example.com");
    send(&link).await.is_refused();
    eve.get(&format!("/reset/{link}"))
        .await
        .is(StatusCode::GONE)
        .says("This link was used: a new password was chosen with it.");

    bob.get("/settings").await.goes_to("/sign-in?next=/settings");
    ada.get("/settings").await.is(StatusCode::OK);
    app.anonymous().sign_in("bob@example.com", PASSWORD).await.is_refused();
    app.anonymous().sign_in("bob@example.com", NEW).await.goes_to("/");
    let nobody = store::account::make_reset_link(&pool, "nobody@example.com", &[1; 32], crate::support::now()).await;
    assert!(matches!(nobody, Err(store::Error::Refused(_))));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn after_an_act_the_way_back_shows_no_old_refusal(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;

    // A wrong password, then the right one, then Back: whatever else was typed was the same.
    let browser = app.anonymous();
    let wrong = browser.sign_in("ada@example.com", "a wrong password").await;
    let shown = wrong.is_refused().to_owned();
    browser.get(&shown).await.says("do not fit together");
    browser.sign_in("ada@example.com", PASSWORD).await.goes_to("/");
    let back = browser.get(&shown).await;
    assert!(
        !back.text.contains("do not fit together") && !back.text.contains("Error: "),
        "{}",
        back.text
    );

    // Typed otherwise and sent from the page that showed the refusal: that one is over, another tab's is kept.
    let invite = async |email: &str| {
        let form = [("name", "Bob"), ("email", email)];
        ada.post("account/invite_to_installation", &form).await
    };
    let shown = invite("bob at example").await.is_refused().to_owned();
    let other_tab = invite("cleo at example").await.is_refused().to_owned();
    let request = ada
        .request(http::Method::POST, "/do/account/invite_to_installation")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("referer", format!("http://127.0.0.1:8080{shown}"))
        .body("name=Bob&email=bob%40example.com".into())
        .expect("a request");
    ada.send(request).await.goes_to("/admin");
    ada.get("/admin").await.says("Bob is invited.");
    let back = ada.get(&shown).await;
    assert!(!back.text.contains("There is a problem"), "{}", back.text);
    ada.get(&other_tab)
        .await
        .says("There is a problem")
        .says("cleo at example");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_slip_in_the_address_of_an_invitation_is_put_right_before_it_is_used(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let by = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(by, "Checkout").await;
    let observer = Some((pilot, domain::person::Role::Observer, None));
    let (person, old) = app.invite(by, "olag@example.com", observer).await;
    let (id, people) = (person.to_string(), format!("/p/{slug}/people"));
    let correct = async |email: &str| {
        let form = [("pilot", slug.as_str()), ("invited", &id), ("corrected_email", email)];
        ada.post("account/correct_invitation", &form).await
    };
    for (email, wrong) in [
        ("olga at example", "Enter an e-mail address"),
        ("olag@example.com", "That is the address they were invited by."),
        ("ada@example.com", "Somebody else has this e-mail address."),
    ] {
        let refused = correct(email).await;
        ada.get(refused.is_refused()).await.says(wrong);
    }
    correct(" Olga@Example.com").await.goes_to(&people);
    let page = ada.get(&people).await;
    page.says("Send this link to olga@example.com");
    let (_, rest) = page
        .text
        .split_once("href=\"http://127.0.0.1:8080/invitation/")
        .expect("a link");
    let new = rest.split_once('"').expect("its end").0.to_owned();
    let olga = app.anonymous();
    olga.get(&format!("/invitation/{old}"))
        .await
        .is(StatusCode::GONE)
        .says("This invitation has run out, or a newer one took its place.");
    olga.get(&format!("/invitation/{new}"))
        .await
        .is(StatusCode::OK)
        .says("olga@example.com");
    let form = [("token", new.as_str()), ("name", "Olga"), ("password", PASSWORD)];
    olga.post("account/accept_invitation", &form).await.goes_to("/");
    let refused = correct("olga@example.org").await;
    ada.get(refused.is_refused()).await.says("has an account already");
    assert_eq!(app.count("select count(*) from person where email like 'ol%'").await, 1);
}
