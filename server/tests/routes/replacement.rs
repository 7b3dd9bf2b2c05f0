//! Taking over from an engineering DRI, from the offer to the red line on the metrics, as each person does and sees it.

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
        .says("Offer to take over, and sign the zone")
        .says("It takes 2 hours of review a week.")
        .says("Lee, engineering DRI, new model");
    // Nothing is lost by what is missing.
    let (pilot, seat) = (("pilot", "checkout"), format!("new_model:{}", cast.new_dri));
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
