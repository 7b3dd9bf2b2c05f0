//! The pages of what the numbers rest on.

use domain::person::Arm;
use sqlx::PgPool;
use store::counting::Counts;
use store::data::Pasted;
use store::testing;

use crate::support::{TestApp, now};

const DECISION: &str = "
    with d as (insert into decision (pilot_id, snapshot_id, choice, rule_pointed_to, reason, attendees, next_step, owner,
            due_on, recorded_by, recorded_at)
        select s.pilot_id, s.snapshot_id, 'iterate', 'expand', 'One metric is missing', 'Dana, Priya', 'Two more weeks',
            'Dana', '2026-04-10', d.person_id, now()
        from snapshot s join member d on d.pilot_id = s.pilot_id and d.role = 'sponsor' returning decision_id, pilot_id)
    insert into decision_confirmation (decision_id, confirmed_by, confirmed_at)
    select d.decision_id, p.person_id, now()
    from d join member p on p.pilot_id = d.pilot_id and p.role = 'approver'";

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_a_decision_rests_on_has_no_forms_afterwards(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = testing::started_pilot(&pool, now()).await.expect("a pilot");
    let (pilot, by) = (cast.pilot, cast.sponsor);
    let points = std::iter::once((now().date_naive(), 41.5)).collect();
    let pasted = Pasted {
        points: &points,
        reason: "",
    };
    store::data::add_points(&pool, pilot, by, Arm::NewModel, pasted, now())
        .await
        .expect("a value");
    let bot = Counts::Bot("release-train".to_owned());
    store::counting::add(&pool, pilot, by, (&bot, "It is one"), now())
        .await
        .expect("a bot");
    app.sql(
        "insert into pull_request (pilot_id, repository, number, title, url, author_login, author_is_bot, head_branch)
         select pilot_id, 'acme/shop', 7, 'Change a word', '', 'mira', false, 'word' from pilot",
    )
    .await;
    let dana = app.played_by("dana").await;
    let pages = [
        ("data", "Record the shipping day"),
        ("data", "acme/shop#7"),
        ("data/pulls", ">Link<"),
        ("data/counting", ">Take out<"),
        ("data/counting", "Login of a bot"),
        ("data/values/new_model", "Correct or withdraw"),
        ("data/value/1", "Withdraw the value"),
    ];
    for (page, words) in pages {
        dana.get(&format!("/p/checkout/{page}")).await.says(words);
    }
    store::readout::take(&pool, pilot, by, now()).await.expect("a snapshot");
    app.sql(DECISION).await;
    for (page, _) in pages {
        let answer = dana.get(&format!("/p/checkout/{page}")).await;
        for endpoint in [
            "ship",
            "add_points",
            "link",
            "count",
            "uncount",
            "correct_point",
            "withdraw_point",
        ] {
            let form = format!("/do/data/{endpoint}\"");
            assert!(!answer.text.contains(&form), "{page} still offers {endpoint}");
        }
        assert!(!answer.text.contains("Correct or withdraw"), "{page}");
    }
    dana.get("/p/checkout/data/counting").await.says("release-train");
    dana.get("/p/checkout/data/pulls").await.says("acme/shop#7");
    dana.get("/p/checkout/data/value/1").await.says("41.5");
}
