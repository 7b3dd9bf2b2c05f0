//! The pages of what the numbers rest on.

use domain::person::Arm;
use http::StatusCode;
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

const EXPORTED: &str = "number,time,event,who,sha\n\
    7,2026-02-20T08:00:00Z,committed,,a1\n\
    7,2026-02-20T09:00:00Z,opened,mira,\n\
    7,2026-02-21T09:00:00Z,approved,lee,\n\
    8,2026-02-20T09:00:00Z,opened,mira,\n\
    8,2026-05-20T09:00:00Z,merged,,\n";

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_import_is_looked_at_first_and_then_recorded_with_its_source(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.expect("a pilot");
    let dana = app.played_by("dana").await;
    let facts = "select count(*) from pull_request_fact";
    let all = [("pilot", "checkout"), ("repository", "acme/shop"), ("text", EXPORTED)];
    let looked = dana
        .post("data/import", &[&all[..], &[("act", "preview")]].concat())
        .await;
    let preview = dana.get(looked.is_refused()).await;
    assert!(!preview.text.contains("By its own words"), "{}", preview.text);
    preview
        .says("What would be recorded")
        .says("This is a table of facts: 1 pull request with 2 facts and 1 commit")
        .says("Pull request 8 is left out: it tells of something that has not happened yet.")
        .says("Record them");
    assert_eq!(app.count(facts).await, 0);
    // A table of another repository than was typed is not recorded unnoticed.
    let other = "number,time,event,who,repository\n7,2026-02-20T09:00:00Z,opened,mira,acme/api\n";
    let typed = [
        ("pilot", "checkout"),
        ("repository", "acme/shop"),
        ("text", other),
        ("act", "preview"),
    ];
    let looked = dana.post("data/import", &typed).await;
    dana.get(looked.is_refused())
        .await
        .says("By its own words it is of acme/api. All of it would be recorded for acme/shop");
    let wrong = [
        ("pilot", "checkout"),
        ("repository", "acme"),
        ("text", "number,time,event\n7,soon,opened\n"),
    ];
    let refused = dana.post("data/import", &wrong).await;
    dana.get(refused.is_refused())
        .await
        .says("Enter the repository as owner/name")
        .says("Line 2: ");
    // A file tells the same, and is looked at in the field for what is pasted; both at once are refused, and both are kept.
    let chosen = [
        ("pilot", "checkout"),
        ("repository", "acme/shop"),
        ("text", ""),
        ("file", EXPORTED),
        ("act", "preview"),
    ];
    let looked = dana.post("data/import", &chosen).await;
    dana.get(looked.is_refused())
        .await
        .says("1 pull request with 2 facts and 1 commit")
        .says("7,2026-02-21T09:00:00Z,approved,lee,")
        .says("Record them");
    let both = [
        ("pilot", "checkout"),
        ("repository", "acme/shop"),
        ("text", EXPORTED),
        ("file", "number,time,event\n9,\n"),
        ("act", "record"),
    ];
    let refused = dana.post("data/import", &both).await;
    dana.get(refused.is_refused())
        .await
        .says("You pasted a text and chose a file.")
        .says("7,2026-02-21T09:00:00Z,approved,lee,")
        .says("9,");
    for (file, sentence) in [
        ("\u{feff} \n".to_owned(), "This file is empty."),
        ("x".repeat((2 << 20) + 1), "This file is longer than 2 MB."),
    ] {
        let wrong = [
            ("pilot", "checkout"),
            ("repository", "acme/shop"),
            ("file", &file),
            ("act", "record"),
        ];
        let refused = dana.post("data/import", &wrong).await;
        dana.get(refused.is_refused()).await.says(sentence).says("acme/shop");
    }
    assert_eq!(app.count(facts).await, 0);
    let record = [&all[..], &[("act", "record")]].concat();
    dana.post("data/import", &record)
        .await
        .goes_to("/p/checkout/data/import");
    dana.get("/p/checkout/data/import")
        .await
        .says("1 pull request of acme/shop, imported from a table of facts by Dana");
    assert_eq!(app.count(facts).await, 2);
    dana.post("data/import", &record)
        .await
        .goes_to("/p/checkout/data/import");
    assert_eq!(app.count(facts).await, 2);
    // A project on GitLab has its groups; an address within a repository on GitHub is no name.
    for (name, is_one) in [("acme/web/shop", true), ("https://github.com/acme/shop/pull/7", false)] {
        let named = [
            ("pilot", "checkout"),
            ("repository", name),
            ("text", EXPORTED),
            ("act", "preview"),
        ];
        let looked = dana.post("data/import", &named).await;
        let page = dana.get(looked.is_refused()).await;
        assert_eq!(page.text.contains("Record them"), is_one, "{name}");
    }
    let id = app.count("select pull_request_id from pull_request").await;
    dana.get(&format!("/p/checkout/data/pull/{id}"))
        .await
        .says("Approved by lee")
        .says("imported from a table of facts by Dana");
}

const HISTORY: &str = "number,time,event,who,sha\n\
    12,2026-01-11T08:00:00Z,committed,,a1\n\
    12,2026-01-12T09:00:00Z,opened,mira,\n\
    12,2026-01-12T11:00:00Z,changes requested,lee,\n\
    12,2026-01-12T13:00:00Z,pushed,mira,a2\n\
    12,2026-01-13T10:00:00Z,approved,lee,\n\
    12,2026-01-13T16:30:00Z,merged,,\n\
    13,2026-01-14T09:00:00Z,opened,mira,\n";

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_baseline_feature_is_computed_from_the_pull_requests_that_are_picked(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = testing::ready_pilot(&pool, now()).await.expect("a pilot");
    let dana = app.played_by("dana").await;
    store::import::import(&pool, cast.pilot, cast.sponsor, ("acme/shop", HISTORY), "", now())
        .await
        .expect("an import");
    dana.get("/p/checkout/people/baseline/1")
        .await
        .says("Merged pull requests that are known: 1")
        .says("acme/shop#12");
    let feature = [
        ("pilot", "checkout"),
        ("position", "1"),
        ("name", "Banner"),
        ("evidence", "T-1"),
        ("idea_date", "2026-01-05"),
        ("shipped_on", "2026-01-14"),
    ];
    let wrong = [&feature[..], &[("picked", "12, 13, 14")]].concat();
    let refused = dana.post("baseline/save", &wrong).await;
    dana.get(refused.is_refused())
        .await
        .says("#13 is not merged.")
        .says("#14 is not among the pull requests that are known.")
        .says("12, 13, 14");
    let right = [&feature[..], &[("picked", "12")]].concat();
    let saved = dana.post("baseline/save", &right).await;
    assert!(
        saved.location().starts_with("/p/checkout/people/baseline"),
        "{}",
        saved.location()
    );
    let first = "select count(*) from baseline_feature where position = 1 and first_commit_at = '2026-01-11T08:00Z'
        and pull_requests->0->>'known_from' = 'facts'";
    assert_eq!(app.count(first).await, 1);
    dana.get("/p/checkout/people/baseline/1")
        .await
        .says("Computed from what is known")
        .says("earliest author date")
        .says("<td class=\"num\">2</td>")
        .says("a table of facts, imported by Dana")
        .says("value=\"acme/shop#12\"");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_project_on_gitlab_says_which_token_it_takes_and_for_which_address(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.expect("a pilot");
    let dana = app.played_by("dana").await;
    let connect = [
        ("pilot", "checkout"),
        ("host", "gitlab"),
        ("repository", "acme/web/shop"),
    ];
    dana.post("data/connect", &connect).await.goes_to("/p/checkout/data");
    let id = app.count("select connection_id from connection").await.to_string();
    let page = dana.get("/p/checkout/data").await;
    page.says("Settings, Access tokens of this project, with the role Developer and the scope api")
        .says("value=\"https://gitlab.com/api/v4\"");
    // Beside the address stands a button that copies it.
    let after = page.text.split("/webhook/gitlab/").nth(1).unwrap_or_default();
    let key = after.split(['<', '"']).next().unwrap_or_default();
    assert!(!key.is_empty() && page.text.contains("data-copy"));
    assert!(page.text.contains(&format!("/webhook/gitlab/{key}\"")));
    let enter = async |address: &str| {
        let token = ("token", "glpat-0123456789abcdefghij");
        dana.post(
            "data/set_token",
            &[("pilot", "checkout"), ("connection", &id), ("api_url", address), token],
        )
        .await
    };
    for (address, sentence) in [
        ("https://gitlab.example.com", "GitLab’s API ends in /api/v4"),
        ("https://api.github.com", "GitLab’s API ends in /api/v4"),
        (
            "https://gitlab.example.com/api/v4",
            "gitlab.example.com may not be called.",
        ),
    ] {
        let refused = enter(address).await;
        dana.get(refused.is_refused()).await.says(sentence).says(address);
    }
    enter("").await.goes_to("/p/checkout/data");
    let page = dana.get("/p/checkout/data").await;
    page.says("for https://gitlab.com/api/v4. It writes commit statuses and comments.")
        .says("GitLab does not say whether a push was forced")
        .says("Not yet. It begins within a minute, and then once an hour.");
    let asked = [("pilot", "checkout"), ("connection", id.as_str())];
    dana.post("data/read_again", &asked).await.goes_to("/p/checkout/data");
    dana.get("/p/checkout/data").await.says("Asked for by Dana.");
    // Another's connection is none.
    let other = [
        ("pilot", "checkout"),
        ("connection", "9"),
        ("api_url", ""),
        ("token", "glpat-0123456789abcdefghij"),
    ];
    dana.post("data/set_token", &other).await.is(StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_github_app_is_entered_replaced_and_taken_away_and_its_key_is_shown_to_nobody(pool: PgPool) {
    const PEM: &str = include_str!("../../store/tests/data/github-app.pem");
    let app = TestApp::new(&pool);
    app.set_up().await;
    testing::started_pilot(&pool, now()).await.expect("a pilot");
    let dana = app.played_by("dana").await;
    for (host, repository) in [("gitlab", "acme/web/shop"), ("github", "acme/shop")] {
        let connect = [("pilot", "checkout"), ("host", host), ("repository", repository)];
        dana.post("data/connect", &connect).await.goes_to("/p/checkout/data");
    }
    let of_github = app.count("select connection_id from connection where host = 'github'");
    let of_gitlab = app.count("select connection_id from connection where host = 'gitlab'");
    let (github, gitlab) = (of_github.await.to_string(), of_gitlab.await.to_string());
    let (github, gitlab) = (github.as_str(), gitlab.as_str());
    dana.get("/p/checkout/data")
        .await
        .says("Let the code host be told: a GitHub App")
        .says("Commit statuses: Read and write, Pull requests: Read and write, Contents: Read, and Checks: Read")
        .says("Commit statuses: Read and write, Pull requests: Read and write, Contents: Read, and Actions: Read");
    let enter = async |connection: &str, address: &str, app_id: &str, key: &str| {
        let form = [
            ("pilot", "checkout"),
            ("connection", connection),
            ("app_api_url", address),
            ("app_id", app_id),
            ("private_key", key),
        ];
        dana.post("data/set_app", &form).await
    };
    let elliptic = include_str!("../../store/tests/data/elliptic-curve.pem");
    for (connection, address, app_id, key, sentence) in [
        (github, "", "123456", "", "Paste the private key"),
        (github, "", "123456", "one two three", "This is no private key"),
        (
            github,
            "",
            "123456",
            elliptic,
            "This private key is of another kind, or damaged",
        ),
        (github, "", "Iv23liabc", PEM, "Enter the App ID: a number"),
        (
            github,
            "https://github.example.com/api/v3",
            "123456",
            PEM,
            "github.example.com may not be called.",
        ),
        (gitlab, "", "123456", PEM, "GitLab’s API ends in /api/v4"),
        (
            gitlab,
            "https://gitlab.com/api/v4",
            "123456",
            PEM,
            "for repositories on GitHub alone",
        ),
    ] {
        let refused = enter(connection, address, app_id, key).await;
        let page = dana.get(refused.is_refused()).await;
        page.says(sentence);
        assert!(!page.text.contains("PRIVATE KEY-----\nM"), "{sentence}: it is not kept");
    }
    assert_eq!(app.count("select count(*) from connection_token").await, 0);
    enter(github, "", " 123456 ", &PEM.replace('\n', "\r\n"))
        .await
        .goes_to("/p/checkout/data");
    let page = dana.get("/p/checkout/data").await;
    page.says("123456, with the key whose fingerprint ends in iWE=, entered by Dana")
        .says("Remove the GitHub App");
    let secret = PEM.lines().nth(3).expect("a line");
    assert!(!page.text.contains(secret));
    // Another takes its place, a token that one's, and it the token's.
    enter(github, "", "77", PEM).await.goes_to("/p/checkout/data");
    dana.get("/p/checkout/data").await.says("77, with the key");
    let token = [
        ("pilot", "checkout"),
        ("connection", github),
        ("api_url", ""),
        ("token", "github_pat_0123456789abcdef"),
    ];
    dana.post("data/set_token", &token).await.goes_to("/p/checkout/data");
    dana.get("/p/checkout/data").await.says("Ends in cdef, entered by Dana");
    enter(github, "", "77", PEM).await.goes_to("/p/checkout/data");
    let remove = [("pilot", "checkout"), ("connection", github)];
    dana.post("data/remove_token", &remove)
        .await
        .goes_to("/p/checkout/data");
    dana.get("/p/checkout/data")
        .await
        .says("No token: the code host is told nothing.");
    let log = dana.get("/p/checkout/activity").await;
    log.says("the GitHub App 123456").says("took the GitHub App of");
    assert!(!log.text.contains(secret));
}

/// A secret is shown once, by itself and whole, with a button that copies it for whoever has scripts; so is its address.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_secret_stands_by_itself_with_a_button_that_copies_it(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    store::testing::started_pilot(&pool, now()).await.unwrap();
    let dana = app.played_by("dana").await;
    dana.post("data/connect", &[("pilot", "checkout"), ("repository", "acme/shop")])
        .await
        .goes_to("/p/checkout/data");
    let page = dana.get("/p/checkout/data").await;
    let copied: Vec<&str> = page
        .text
        .split("data-copy=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let (address, secrets): (Vec<&str>, Vec<&str>) = copied.iter().partition(|words| words.contains("/webhook/"));
    assert!(!address.is_empty(), "{copied:?}");
    let secret = secrets.iter().find(|words| words.len() >= 32).expect("a secret");
    page.says(&format!("<dt>Secret</dt><dd><code class=\"notice-secret\">{secret}"));
    let again = dana.get("/p/checkout/data").await;
    assert!(!again.text.contains(secret), "it is shown once");
}
