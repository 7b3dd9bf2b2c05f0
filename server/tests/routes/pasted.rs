//! The second step of pasting, where what was pasted can be read in two ways, and what a boundary is told of its rules.

use sqlx::PgPool;
use store::testing;

use crate::support::{Actor, TestApp, now};

const TABLE: &str = "Day\tOrders\tShare\n2026-03-02\t41\t1,234\n2026-03-03\t43\t2,345\n";

async fn in_a_pilot(pool: &PgPool, started: bool) -> (TestApp, Actor) {
    let app = TestApp::new(pool);
    app.set_up().await;
    if started {
        testing::started_pilot(pool, now()).await.expect("a pilot");
    } else {
        testing::ready_pilot(pool, now()).await.expect("a pilot");
    }
    let dana = app.played_by("dana").await;
    (app, dana)
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_can_be_read_in_two_ways_is_asked_beside_what_was_pasted(pool: PgPool) {
    let (app, dana) = in_a_pilot(&pool, true).await;
    let pilot = [("pilot", "checkout"), ("arm", "new_model"), ("points", TABLE)];
    let values = "select count(*) from outcome_point";

    // Two columns hold numbers: which of them is asked, and nothing is recorded.
    let first = dana.post("data/add_points", &pilot).await;
    let page = dana.get(first.is_refused()).await;
    page.says("Which column holds the values?")
        .says("<option value=\"2\">Orders, such as 41</option>")
        .says("<option value=\"3\">Share, such as 1,234</option>")
        .says("2026-03-03\t43\t2,345");
    assert_eq!(app.count(values).await, 0);

    // Its numbers can be thousands or parts: that is asked next, and the first choice stands.
    let chosen = [pilot[0], pilot[1], pilot[2], ("value_column", "3")];
    let second = dana.post("data/add_points", &chosen).await;
    let page = dana.get(second.is_refused()).await;
    page.says("<option value=\"3\" selected>Share, such as 1,234</option>")
        .says("name=\"decimal_mark\"")
        .says("2026-03-03\t43\t2,345");
    assert_eq!(app.count(values).await, 0);

    // A choice that is none of them is asked again.
    let strange = [chosen[0], chosen[1], chosen[2], ("value_column", "9")];
    dana.post("data/add_points", &strange).await.is_refused();

    // Its last day has come.
    app.clock.set("2026-03-03T09:00:00Z");
    let all = [chosen[0], chosen[1], chosen[2], chosen[3], ("decimal_mark", "comma")];
    dana.post("data/add_points", &all).await.goes_to("/p/checkout/data");
    dana.get("/p/checkout/data/values/new_model")
        .await
        .says("1.234")
        .says("2.345")
        .says("<time>2026-03-02</time>");
    assert_eq!(app.count(values).await, 2);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_boundary_says_which_of_its_rules_can_never_apply(pool: PgPool) {
    let (_app, dana) = in_a_pilot(&pool, false).await;
    let zone = "/p/checkout/zone";
    dana.get(zone)
        .await
        .says("No file counts as inside the PM zone yet: it has no path rules.");
    let save = async |base: &str, side: &str, (text, rules): (&str, &str)| {
        let form = [
            ("pilot", "checkout"),
            ("base", base),
            ("rows", "1"),
            ("side_1", side),
            ("text_1", text),
            ("rules_1", rules),
        ];
        dana.post("zone/save", &form).await.goes_to(zone);
    };
    save("1", "pm_zone", ("Words of the shop", "locales/")).await;
    let page = dana.get(zone).await;
    assert!(!page.text.contains("can never apply") && !page.text.contains("No file counts"));
    // A rule that matches everything is its side's default, judged last: it takes nothing away. One of the same folder does.
    save("2", "engineering_zone", ("Everything else", "*")).await;
    let page = dana.get(zone).await;
    assert!(!page.text.contains("can never apply"));
    save("3", "engineering_zone", ("Words, after all", "**/locales/**")).await;
    dana.get(zone)
        .await
        .says("“**/locales/**” of the engineering zone covers “locales/” of the PM zone, which can never apply: engineering wins.");
}
