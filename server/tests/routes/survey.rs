//! The survey by a personal link, which is no password.

use sqlx::PgPool;
use store::testing;
use tower::ServiceExt as _;

use crate::support::{TestApp, now};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_has_the_link_answers_and_reads_no_note(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let mira = app.played_by("mira").await;
    let week = [("pilot", "checkout"), ("week", "1")];
    mira.post(
        "survey/answer",
        &[week[0], week[1], ("score", "4"), ("note", "Between you and me")],
    )
    .await;
    mira.post("survey/make_link", &week).await.goes_to("/p/checkout/survey");
    let page = mira.get("/p/checkout/survey").await;
    page.says("Between you and me");
    let token = page.text.split("/s/").nth(1).and_then(|rest| rest.split('"').next());
    let token = token.expect("a link");
    let anybody = app.anonymous();
    let page = anybody.get(&format!("/s/{token}")).await;
    // Whose it is, of which pilot, and what counts; not what was noted.
    page.says("Mira, Checkout pilot. Week 1 of 4")
        .says("An answer was sent. Another takes its place.")
        .says("The one you wrote before stays unless you write another.");
    for secret in ["Between you and me", " checked", "You sent"] {
        assert!(!page.text.contains(secret), "{secret}: {}", page.text);
    }
    let noted = "select count(*) from answer where note = 'Between you and me'";
    // Left empty, the note stays.
    let answer = [("token", token), ("score", "2"), ("note", "")];
    let sent = anybody.post("survey/answer_by_link", &answer).await;
    assert_eq!(app.count(noted).await, 2);
    // The browser that sent it is told what, once; whoever else follows learns that something was.
    anybody.get(sent.location()).await.says("Sent. 2, Low, for week 1.");
    for somebody in [&anybody, &app.anonymous()] {
        let page = somebody.get(sent.location()).await;
        page.says("Sent, for week 1.");
        assert!(!page.text.contains("Low"), "{}", page.text);
    }
    app.clock.set("2026-03-09T09:00:00Z");
    let closed = anybody.get(&format!("/s/{token}")).await;
    closed.says("An answer came in time. It counts.");
    assert!(!closed.text.contains("Low"), "{}", closed.text);
    app.clock.set("2026-03-02T09:00:00Z");
    // Another takes its place.
    let answer = [("token", token), ("score", "2"), ("note", "Another")];
    anybody.post("survey/answer_by_link", &answer).await;
    let newest = "select count(*) from answer a where note = 'Another' and not exists \
                  (select 1 from answer b where b.answer_id > a.answer_id)";
    assert_eq!(app.count(newest).await, 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whatever_opens_a_link_records_nothing(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let mira = app.played_by("mira").await;
    mira.post("survey/make_link", &[("pilot", "checkout"), ("week", "1")])
        .await;
    let page = mira.get("/p/checkout/survey").await;
    let token = page.text.split("/s/").nth(1).and_then(|rest| rest.split('"').next());
    let link = format!("/s/{}", token.expect("a link"));
    let kept = async || {
        let answers = app.count("select count(*) from answer").await;
        let entries = app.count("select count(*) from activity").await;
        let sessions = app.count("select count(*) from session").await;
        let forms = app.count("select count(*) from refused_form").await;
        let changes = app
            .count("select coalesce(sum(number), 0)::bigint from pilot_change")
            .await;
        (answers, entries, sessions, forms, changes)
    };
    let before = kept().await;
    // Scanners follow each link of a message, some of them more than once, and some ask for the head alone.
    for n in 0..10 {
        let scanner = app.anonymous();
        for score in 1..=5 {
            let page = scanner.get(&format!("{link}?a={score}")).await;
            page.is(http::StatusCode::OK)
                .says(&format!("value=\"{score}\" checked"));
        }
        let head = scanner
            .request(http::Method::HEAD, &format!("{link}?a=4"))
            .header("user-agent", format!("scanner {n}"))
            .body(axum::body::Body::empty())
            .unwrap();
        let answer = app.router.clone().oneshot(head).await.unwrap();
        assert_eq!(answer.status(), http::StatusCode::OK);
    }
    assert_eq!(kept().await, before);
    // Focus stands on the button, so that Enter sends what was chosen in the message.
    let page = app.anonymous().get(&format!("{link}?a=4")).await;
    let tag = page
        .text
        .split("<button")
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(tag, _)| tag)
        .find(|tag| tag.contains("send-answer"))
        .expect("a button");
    assert!(tag.contains("autofocus"), "{tag}");
    // Not a number of the five: nothing is chosen, and nothing breaks.
    for odd in ["0", "6", "x", "4;drop", "%00", ""] {
        let page = app.anonymous().get(&format!("{link}?a={odd}")).await;
        page.is(http::StatusCode::OK);
        assert!(!page.text.contains(" checked"), "{odd}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn when_the_survey_asks_is_set_before_the_start_and_frozen_with_it(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = testing::ready_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    let plan = async |fields: [&str; 4]| {
        let [opens, opens_at, closes, closes_at] = fields;
        let form = [
            ("pilot", "checkout"),
            ("opens_day", opens),
            ("opens_time", opens_at),
            ("closes_day", closes),
            ("closes_time", closes_at),
        ];
        dana.post("survey/plan_window", &form).await
    };
    for (fields, wrong) in [
        (
            ["friday", "noon", "sunday", ""],
            "Enter a time of the day, such as 12:00.",
        ),
        (["someday", "12:00", "sunday", ""], "Choose a day of the week."),
        (["friday", "12:00", "", ""], "Choose a day of the week."),
        (
            ["friday", "12:00", "friday", "12:30"],
            "Leave at least an hour between opening and closing.",
        ),
    ] {
        let refused = plan(fields).await;
        dana.get(refused.is_refused()).await.says(wrong);
    }
    plan(["thursday", "15:30", "sunday", ""])
        .await
        .goes_to("/p/checkout/start");
    // Monday, 2 March: the clock of Berlin is an hour ahead.
    dana.get("/p/checkout/start")
        .await
        .says("The question of a week is open from Thursday 15:30 until the end of Sunday.")
        .says("Week 1: Thu 5 Mar 2026, 15:30 CET until the end of Sun 8 Mar 2026");
    let again = plan(["thursday", "15:30", "sunday", ""]).await;
    dana.get(again.is_refused()).await.says("The survey is set so already.");
    store::start::start(&pool, cast.pilot, &[], cast.sponsor, now())
        .await
        .unwrap();
    let refused = plan(["friday", "12:00", "sunday", ""]).await;
    dana.get(refused.is_refused()).await.says("The pilot has started");

    let mira = app.played_by("mira").await;
    let answer = [("pilot", "checkout"), ("week", "1"), ("score", "4")];
    for (time, outcome) in [
        ("2026-03-05T14:29:59Z", "This week is not open yet."),
        ("2026-03-05T14:30:00Z", "Sent. 4, Good, for week 1."),
        ("2026-03-08T22:59:59Z", "Sent. 4, Good, for week 1."),
        ("2026-03-08T23:00:00Z", "Your answer stands as you gave it."),
    ] {
        app.clock.set(time);
        let sent = mira.post("survey/answer", &answer).await;
        mira.get(sent.location()).await.says(outcome);
    }
    app.clock.set("2026-03-09T09:00:00Z");
    mira.get("/p/checkout/survey")
        .await
        .says("Week 2 opens ")
        .says("Thu 12 Mar 2026, 15:30 CET");
    // The pilot is in its week from Monday on, whenever its question opens.
    mira.get("/p/checkout").await.says("Week 2 of 4");
    let frozen = store::start::started(&pool, cast.pilot).await.unwrap().unwrap();
    assert!(
        frozen.frozen.contains("\"opens_at\":\"2026-03-05T14:30:00Z\""),
        "{}",
        frozen.frozen
    );
    assert_eq!(frozen.weeks[3].ends().to_rfc3339(), "2026-03-29T22:00:00+00:00");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn who_takes_their_agreement_back_leaves_a_gap_and_never_a_zero(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = testing::started_pilot(&pool, now()).await.unwrap();
    let (mira, omar, dana) = (
        app.played_by("mira").await,
        app.played_by("omar").await,
        app.played_by("dana").await,
    );
    let page = "/p/checkout/people/participation";
    mira.get("/").await.says("Say whether you agree to what is measured");
    mira.get(page)
        .await
        .says("Everybody in this pilot sees these numbers with your name.");
    let say = async |agrees, edition| {
        let form = [("pilot", "checkout"), ("edition", edition), ("agrees", agrees)];
        mira.post("enrolment/participate", &form).await
    };
    let refused = say("", "1").await;
    mira.get(refused.is_refused()).await.says("Choose one of the two.");
    let refused = say("yes", "7").await;
    mira.get(refused.is_refused()).await.says("in other words since");
    say("yes", "1").await.goes_to(page);
    assert!(
        !mira
            .get("/")
            .await
            .text
            .contains("Say whether you agree to what is measured")
    );
    let answer = [("pilot", "checkout"), ("week", "1"), ("score", "4"), ("note", "")];
    for pm in [&mira, &omar] {
        pm.post("survey/answer", &answer)
            .await
            .goes_to("/p/checkout/survey?sent=1");
    }
    let counted = async || {
        let programme = store::programme::load(&pool, cast.pilot).await.unwrap();
        let scores = programme.answers.iter();
        scores.map(|answer| (answer.person, answer.score)).collect::<Vec<_>>()
    };
    assert_eq!(counted().await, [(cast.new_pm, 4), (cast.old_pm, 4)]);

    say("no", "1").await.goes_to(page);
    // Hers are gone, not low; his stand. What she gave stays in the rows and the log.
    assert_eq!(counted().await, [(cast.old_pm, 4)]);
    assert_eq!(app.count("select count(*) from answer").await, 2);
    dana.get("/p/checkout/activity")
        .await
        .says("no answer of theirs counts");
    let refused = mira.post("survey/answer", &answer).await;
    mira.get(refused.is_refused())
        .await
        .says("an answer would count in no number");
    let inbox = mira.get("/").await;
    assert!(
        !inbox.text.contains("action=\"/do/survey/answer\""),
        "she is not asked the question: {}",
        inbox.text
    );

    say("yes", "1").await.goes_to(page);
    assert_eq!(counted().await, [(cast.new_pm, 4), (cast.old_pm, 4)]);
    mira.post("survey/answer", &answer)
        .await
        .goes_to("/p/checkout/survey?sent=1");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_question_is_answered_in_the_row_of_the_inbox(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.unwrap();
    let mira = app.played_by("mira").await;
    let page = mira.get("/").await;
    page.says("(4) What you need to do")
        .says("Answer the week 1 survey")
        .says("4, Good");
    let (_, form) = page.text.split_once("action=\"/do/survey/answer\"").expect("a form");
    let (form, _) = form.split_once("</form>").expect("its end");
    assert_eq!(form.matches("<button").count(), 5, "{form}");
    for value in [
        "name=\"score\" value=\"4\"",
        "name=\"week\" value=\"1\"",
        "name=\"pilot\" value=\"checkout\"",
    ] {
        assert!(form.contains(value), "{value}: {form}");
    }
    let answer = [("pilot", "checkout"), ("week", "1"), ("score", "4")];
    mira.post("survey/answer", &answer)
        .await
        .goes_to("/p/checkout/survey?sent=1");
    let page = mira.get("/").await;
    page.says("(3) What you need to do")
        .says("Done this week (1)")
        .says("you answered the survey of week 1");
    assert!(!page.text.contains("action=\"/do/survey/answer\""));
    // Weeks that closed without an answer are there for both.
    app.clock.set("2026-03-17T09:00:00Z");
    mira.get("/").await.says("Answer the survey of week 2, late");
    let dana = app.played_by("dana").await;
    dana.get("/")
        .await
        .says("Ask Mira about the survey of week 2")
        .says("Ask Omar about the survey of weeks 1 and 2");
}
