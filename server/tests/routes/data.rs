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

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_baseline_feature_is_told_fact_by_fact_and_saved_again_as_it_was(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::ready_pilot(&pool, now()).await.expect("a pilot");
    let dana = app.played_by("dana").await;
    // Two approvals with a push between are two cycles; from 1 to 9 January, eight days to the first commit.
    let history = "number;when;event;who\n7;2026-01-09 08:00;committed;nell\n7;2026-01-09 09:00;opened;nell\n\
                   7;2026-01-09 10:00;approved;lee\n7;2026-01-09 11:00;pushed;nell\n7;2026-01-09 12:00;approved;lee\n\
                   7;2026-01-09 13:00;merged;lee\n";
    let page = "/p/checkout/people/baseline/1";
    let save = async |pulls: &str, day: &str, time: &str| {
        let fields = [
            ("pilot", "checkout"),
            ("position", "1"),
            ("name", "Saved filters"),
            ("evidence", "A ticket"),
            ("idea_date", "2026-01-01"),
            ("first_commit_date", day),
            ("first_commit_time", time),
            ("shipped_on", "2026-02-01"),
            ("pull_requests", pulls),
        ];
        dana.post("baseline/save", &fields).await
    };
    save(history, "", "").await.goes_to("/p/checkout/people/baseline");
    let shown = dana.get(page).await;
    shown.says("7, 2026-01-09T10:00:00Z, pushed, nell");
    let start = shown.text.find("number, time, event, who, sha").expect("the lines");
    let lines = shown.text[start..].split("</textarea>").next().expect("their end");
    save(lines, "2026-01-09", "08:00")
        .await
        .goes_to("/p/checkout/people/baseline");
    let programme = store::programme::load(&pool, domain::ids::PilotId(1))
        .await
        .expect("a programme");
    let card = domain::programme::scorecard(&programme, now());
    let row = &card.review_cycles.baseline_features[0].set;
    assert_eq!((row.cycles, row.reviewed), (2, 1));
    let first = card.first_commit.baseline_rows().next().expect("a row");
    assert_eq!(first.measured.days(), Some(domain::metric::Ratio::whole(8)));
    assert_eq!(first.measured.source, Some(domain::metric::CommitSource::AuthorDate));
    // What is missing is said beside the field.
    let refused = save("7;2026-01-09 09:00;opened;nell", "2026-01-09", "").await;
    dana.get(refused.is_refused())
        .await
        .says("Pull request 7 has no line that says when it was merged.");
}
