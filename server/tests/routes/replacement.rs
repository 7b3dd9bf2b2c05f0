//! Taking over from an engineering DRI or a pilot PM, from the offer to the red line on the metrics, as each person does and sees it.

use http::StatusCode;
use sqlx::PgPool;
use store::testing;

use crate::support::{PASSWORD, TestApp, now};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_observer_takes_over_and_it_stands_in_red(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = testing::started_pilot(&pool, now()).await.expect("a pilot");
    let nell = testing::person(&pool, "Nell").await.expect("a person");
    testing::member(&pool, cast.pilot, nell, domain::person::Role::Observer, now())
        .await
        .expect("an observer");
    let [dana, priya, lee, kim, nell] = [
        app.played_by("dana").await,
        app.played_by("priya").await,
        app.played_by("lee").await,
        app.played_by("kim").await,
        app.played_by("nell").await,
    ];
    let people = "/p/checkout/people";
    dana.get(people)
        .await
        .says("Talk with somebody who could take over, and invite them as an observer");
    nell.get(people)
        .await
        .says("Offer to take over")
        .says("It takes 2 hours of review a week.")
        .says("Lee, engineering DRI, new model");
    // Nothing is lost by what is missing.
    let (pilot, seat) = (("pilot", "checkout"), format!("dri:new_model:{}", cast.new_dri));
    let wrong = [
        pilot,
        ("takes_over", &seat),
        ("reason", "Lee is on leave."),
        ("password", "wrong"),
    ];
    let refused = nell.post("replacement/offer", &wrong).await;
    nell.get(refused.is_refused())
        .await
        .says("Lee is on leave.")
        .says("Nothing was offered.");
    let right = [
        pilot,
        ("takes_over", &seat),
        ("reason", "Lee is on leave."),
        ("password", PASSWORD),
    ];
    dana.post("replacement/offer", &right).await.is(StatusCode::FORBIDDEN);
    nell.post("replacement/offer", &right)
        .await
        .goes_to("/p/checkout/people#replacement");
    nell.get(people)
        .await
        .says("Nell offers to take over from Lee as engineering DRI, new model.")
        .says("Take the offer back");
    let waiting = lee.get(people).await;
    waiting.says("Still to sign: approver, sponsor and engineering DRI, old model.");
    assert!(!waiting.text.contains("Sign that Nell takes over"), "{}", waiting.text);

    let red = "The engineering DRI of the new model changed from Lee to Nell";
    let sign = [pilot, ("replacement", "1"), ("password", PASSWORD)];
    lee.get("/p/checkout/hours").await.is(StatusCode::OK);
    for person in [&dana, &kim, &priya] {
        assert!(!person.get("/p/checkout/metrics").await.text.contains(red));
        person.get("/").await.says("Sign that Nell takes over from Lee");
        person.get(people).await.says("Sign that Nell takes over");
        person
            .post("replacement/sign", &sign)
            .await
            .goes_to("/p/checkout/people#replacement");
        assert!(!person.get("/").await.text.contains("Sign that Nell takes over"));
    }
    // They are who they are from now on: pages, rights, and what is asked of them.
    nell.get("/p/checkout/hours").await.says("How many hours");
    lee.get("/p/checkout/hours").await.is(StatusCode::FORBIDDEN);
    lee.get("/p/checkout/metrics").await.says(red).says("Lee is on leave.");
    for page in [people, "/p/checkout/decision", "/p/checkout/readout/overview"] {
        dana.get(page).await.says(red);
    }
    for page in [
        "/p/checkout/week-one",
        "/p/checkout/start",
        "/p/checkout/pull-requests",
        "/p/checkout/zone",
    ] {
        for person in [&dana, &lee, &nell] {
            person.get(page).await.is(StatusCode::OK);
        }
    }
    dana.get("/p/checkout/zone").await.says("Nell");
    dana.get("/p/checkout/activity")
        .await
        .says("offered to take over from")
        .says("the engineering DRI in the place of");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_observer_takes_over_from_a_pilot_pm_and_each_sees_what_is_theirs(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = testing::started_pilot(&pool, now()).await.expect("a pilot");
    let nell = testing::person(&pool, "Nell").await.expect("a person");
    testing::member(&pool, cast.pilot, nell, domain::person::Role::Observer, now())
        .await
        .expect("an observer");
    let [dana, priya, mira, lee, kim, nell] = [
        app.played_by("dana").await,
        app.played_by("priya").await,
        app.played_by("mira").await,
        app.played_by("lee").await,
        app.played_by("kim").await,
        app.played_by("nell").await,
    ];
    let (people, pilot) = ("/p/checkout/people", ("pilot", "checkout"));
    dana.get(people)
        .await
        .says("A pilot PM or an engineering DRI who leaves is replaced by an amendment.")
        .says("The question of a week goes to whoever is the pilot PM when it opens");
    let form = nell.get(people).await;
    form.says("Mira, pilot PM, new model")
        .says("Your GitHub login, as a pilot PM")
        .says("you can say no");
    assert!(!form.text.contains("Their GitHub login"), "each arm has one");
    // The second week opens while Mira is the pilot PM.
    let post = format!("pilot_pm:new_model:{}", cast.new_pm);
    let offer = |login| {
        [
            pilot,
            ("takes_over", post.as_str()),
            ("login", login),
            ("reason", "Mira goes to another team."),
            ("password", PASSWORD),
        ]
    };
    for (login, words) in [
        ("", "Enter the GitHub login"),
        ("nell o", "Enter the GitHub login"),
        ("MIRA-codes", "This login is that of a pilot PM of this pilot already."),
    ] {
        let refused = nell.post("replacement/offer", &offer(login)).await;
        nell.get(refused.is_refused())
            .await
            .says(words)
            .says("Mira goes to another team.");
    }
    nell.post("replacement/offer", &offer("https://github.com/nell-codes"))
        .await
        .goes_to("/p/checkout/people#replacement");
    let waiting = mira.get(people).await;
    waiting
        .says("Nell offers to take over from Mira as pilot PM, new model.")
        .says("Pull requests that nell-codes opens from then on belong to the feature, and those that mira-codes opened before stay.")
        .says("Still to sign: approver, sponsor, engineering DRI, new model and engineering DRI, old model.");
    assert!(!waiting.text.contains("Sign that Nell takes over"), "{}", waiting.text);
    let sign = [pilot, ("replacement", "1"), ("password", PASSWORD)];
    mira.post("replacement/sign", &sign).await.is(StatusCode::FORBIDDEN);
    for person in [&dana, &lee, &kim, &priya] {
        person.get("/").await.says("Sign that Nell takes over from Mira");
        person
            .post("replacement/sign", &sign)
            .await
            .goes_to("/p/checkout/people#replacement");
    }
    priya
        .get(people)
        .await
        .says("Yours was the last signature: from now on there is another pilot PM.");
    let red = "The pilot PM of the new model changed from Mira to Nell";
    for page in [people, "/p/checkout/decision", "/p/checkout/readout/overview"] {
        dana.get(page).await.says(red);
    }
    mira.get("/p/checkout/metrics")
        .await
        .says(red)
        .says("Mira goes to another team.");
    dana.get("/p/checkout/metrics/energy")
        .await
        .says("A week is of whoever was the pilot PM when its question opened.");
    // Mira reads on, answers the week that was asked of her, and does nothing more as a pilot PM.
    mira.get("/p/checkout/survey")
        .await
        .says("Here are the weeks that are yours")
        .says("Week 1 of 4");
    mira.get("/p/checkout/people/participation").await.is(StatusCode::OK);
    let answer = |week| [pilot, ("week", week), ("score", "4"), ("note", "")];
    mira.post("survey/answer", &answer("1"))
        .await
        .goes_to("/p/checkout/survey?sent=1");
    nell.post("survey/answer", &answer("1")).await.is_refused();
    let acknowledge = [pilot];
    mira.post("week_one/acknowledge", &acknowledge)
        .await
        .is(StatusCode::FORBIDDEN);
    // Nell is asked first, and may say no.
    nell.get("/").await.says("Say whether you agree to what is measured");
    nell.get("/p/checkout/survey")
        .await
        .says("Say first whether you agree to");
    let participate = [pilot, ("edition", "1"), ("agrees", "yes")];
    nell.post("enrolment/participate", &participate)
        .await
        .goes_to("/p/checkout/people/participation");
    let own = nell.get("/p/checkout/survey").await;
    own.says("Week 2 opens").says("Here are the weeks that are yours");
    nell.post("week_one/acknowledge", &acknowledge)
        .await
        .goes_to("/p/checkout/week-one");
    for page in [
        "/p/checkout/week-one",
        "/p/checkout/start",
        "/p/checkout/pull-requests",
        "/p/checkout/zone",
        "/p/checkout/data",
        "/p/checkout/hours",
        "/p/checkout/survey",
        "/p/checkout/metrics",
    ] {
        for person in [&dana, &lee, &mira, &nell] {
            let answer = person.get(page).await;
            assert!(
                [StatusCode::OK, StatusCode::FORBIDDEN].contains(&answer.status),
                "{page}: {}",
                answer.text
            );
        }
    }
    dana.get("/p/checkout/activity")
        .await
        .says("as pilot PM, new model")
        .says("the pilot PM in the place of");

    // The decision names it: what it rests on, the receipt, and the mail that brings it.
    app.clock.set("2026-04-06T09:00:00Z");
    dana.post("readout/take_snapshot", &[pilot])
        .await
        .goes_to("/p/checkout/readout");
    let decided = [
        pilot,
        ("snapshot", "1"),
        ("choice", "iterate"),
        ("reason", "Both teams want it."),
        ("attendees", "Dana, Priya"),
        ("next_step", "Write the second proposal"),
        ("owner", "Dana"),
        ("due_on", "2026-04-20"),
    ];
    dana.post("decision/record", &decided)
        .await
        .goes_to("/p/checkout/decision");
    let confirm = [pilot, ("decision", "1"), ("password", PASSWORD)];
    priya
        .post("decision/confirm", &confirm)
        .await
        .goes_to("/p/checkout/decision");
    mira.get("/p/checkout/decision")
        .await
        .says("In these numbers: The pilot PM of the new model changed from Mira to Nell")
        .says("Replaced after the start");
    let told = "select count(*) from mail where kind = 'decision' and letter::text like '%Replaced after the start%'
        and letter::text like '%The pilot PM of the new model changed from Mira to Nell%'";
    assert!(app.count(told).await >= 7, "everybody in the pilot");
}
