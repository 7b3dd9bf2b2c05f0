//! The log as a page and as a download.

use domain::activity::Reader;
use domain::person::Role;
use http::StatusCode;
use sqlx::PgPool;

use crate::support::{TestApp, now};

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn members_download_their_pilots_log_and_nobody_elses(pool: PgPool) {
    let app = TestApp::new(&pool);
    let admin = app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(ada, "Checkout").await;
    let (_, foreign) = {
        let (oscar, _) = app.invite(ada, "oscar@example.com", None).await;
        app.pilot(oscar, "Billing").await
    };
    let observer = app
        .person(ada, "olga@example.com", Some((pilot, Role::Observer, None)))
        .await;
    for somebody in [&admin, &observer] {
        let answer = somebody.get(&format!("/p/{slug}/activity/export")).await;
        answer.is(StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/x-ndjson");
        let name = format!("attachment; filename=\"{slug}-activity-{}.jsonl\"", now().date_naive());
        assert_eq!(answer.header("content-disposition"), name);
        assert_eq!(answer.header("cache-control"), "no-store");
        let mut lines = answer.text.lines();
        let mut reader = Reader::new(lines.next().unwrap(), Vec::new()).unwrap();
        for line in lines {
            reader.take(line).unwrap();
        }
        let summary = reader.end().unwrap();
        assert_eq!(summary.pilot.as_deref(), Some(&*slug));
        assert!(summary.whole > 0 && summary.withheld > 0, "{summary:?}");
        for theirs in ["Billing", "billing", "session.", "installation."] {
            assert!(!answer.text.contains(theirs), "{theirs}");
        }
        for elsewhere in [&foreign, "nowhere"] {
            let refused = somebody.get(&format!("/p/{elsewhere}/activity/export")).await;
            refused.is(StatusCode::NOT_FOUND);
        }
    }
    let nobody = app.anonymous().get(&format!("/p/{slug}/activity/export")).await;
    nobody.is(StatusCode::UNAUTHORIZED);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_log_reads_as_linked_sentences_and_keeps_its_filter(pool: PgPool) {
    let app = TestApp::new(&pool);
    let admin = app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let (pilot, slug) = app.pilot(ada, "Checkout").await;
    app.person(ada, "olga@example.com", Some((pilot, Role::Observer, None)))
        .await;
    let path = format!("/p/{slug}/activity");
    let page = admin.get(&path).await;
    page.is(StatusCode::OK)
        .says(&format!("<a href=\"/p/{slug}/proposal/r/1\">revision 1</a>"))
        .says("countersign verify --head ")
        .says("Download the log");
    let query = format!("person={ada}&feature=people&from=2020-01-01&to=2099-12-31");
    let page = admin.get(&format!("{path}?{query}")).await;
    page.is(StatusCode::OK).says("observer").says("Show everything");
    assert!(
        !page.text.contains("added the pilot with"),
        "another feature is left out"
    );
    let empty = admin.get(&format!("{path}?to=1999-01-01")).await;
    empty.is(StatusCode::OK).says("Nothing in the log matches this filter.");
    for odd in [
        "person=x",
        "feature=x",
        "from=x",
        "to=99999-01-01",
        "from=-1-1-1",
        "person=99999999999999999999",
    ] {
        let page = admin.get(&format!("{path}?{odd}")).await;
        page.is(StatusCode::OK).says("could not be read and was left out");
    }
    for odd in [
        "before=x",
        "after=x",
        "before=-9223372036854775808",
        "after=9223372036854775807",
    ] {
        admin.get(&format!("{path}?{odd}")).await.is(StatusCode::OK);
    }
}
