//! A database of the version before: it migrates, its log verifies, and its approvals stand as they stood.

use chrono::{DateTime, Utc};
use domain::ids::PilotId;
use domain::pilot::Status;
use domain::proposal::{Change, Reason, SectionEdit};
use domain::terms::TermName;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, PgPool};
use store::activity::{Verified, contradiction, sealed, verify_against};
use store::approval::coverage;

const BEFORE: &str = include_str!("data/example_39f334c.sql");

fn now() -> DateTime<Utc> {
    "2026-12-01T09:00:00Z".parse().expect("a time")
}

fn url(pool: &PgPool) -> String {
    let base = std::env::var("DATABASE_URL").expect("a database");
    let (server, _) = base.rsplit_once('/').expect("an address");
    format!("{server}/{}", pool.connect_options().get_database().expect("a name"))
}

async fn migrated(pool: &PgPool) {
    let mut connection = PgConnection::connect(&url(pool)).await.expect("a connection");
    sqlx::raw_sql(AssertSqlSafe(BEFORE))
        .execute(&mut connection)
        .await
        .expect("the database of before");
    connection.close().await.expect("closed");
    store::migrate(&url(pool)).await.expect("migrated");
}

async fn pilot(pool: &PgPool, slug: &str) -> PilotId {
    let pilot = sqlx::query_scalar("select pilot_id from pilot where slug = $1").bind(slug);
    PilotId(pilot.fetch_one(pool).await.expect("a pilot"))
}

#[sqlx::test(migrations = false)]
async fn approvals_stand_as_they_stood(pool: PgPool) {
    migrated(&pool).await;
    let risks = || vec!["Risks".to_owned()];
    let material = |reason| Some(Change::Material { reasons: vec![reason] });
    // As the version before showed them: where the pilot stands, and what the newest revision means for the approval.
    for (slug, status, change) in [
        (
            "editorial",
            Status::Approved { revision: 2 },
            Some(Change::Editorial { sections: risks() }),
        ),
        (
            "binding",
            Status::Outdated { revision: 2 },
            material(Reason::Section("What I ask of you".to_owned(), SectionEdit::Changed)),
        ),
        (
            "says-another-bar",
            Status::Outdated { revision: 2 },
            material(Reason::Says {
                title: "Risks".to_owned(),
                term: TermName::CommitDropPercent,
                said: "at least 20 %".to_owned(),
            }),
        ),
        ("asked-about", Status::Sent { revision: 2 }, None),
        ("restored", Status::Approved { revision: 2 }, Some(Change::Unchanged)),
        (
            "withdrawn",
            Status::Approved { revision: 2 },
            Some(Change::Editorial { sections: risks() }),
        ),
        (
            "a-fifth",
            Status::Approved { revision: 2 },
            Some(Change::Editorial { sections: risks() }),
        ),
    ] {
        let pilot = pilot(&pool, slug).await;
        assert_eq!(
            store::pilot::status(&pool, pilot, now()).await.expect(slug),
            status,
            "{slug}"
        );
        let facts = store::pilot::facts(&pool, pilot).await.expect(slug);
        let covered = coverage(&pool, &facts).await.expect(slug);
        assert_eq!(covered.map(|covered| covered.change), change, "{slug}");
    }
    let ferry = pilot(&pool, "ferry-booking").await;
    let facts = store::pilot::facts(&pool, ferry).await.expect("facts");
    let covered = coverage(&pool, &facts).await.expect("answers").expect("approved");
    assert_eq!(covered.change, Change::Unchanged);
    let decided = store::pilot::status(&pool, ferry, now()).await.expect("a status");
    assert!(matches!(decided, Status::Decided(_)), "{decided:?}");
}

#[sqlx::test(migrations = false)]
async fn its_log_verifies_what_it_tells_of_is_sealed_and_each_pair_was_judged_once(pool: PgPool) {
    migrated(&pool).await;
    store::migrate(&url(&pool)).await.expect("migrated again");
    let kept = "196:b550c8429d73d76f1955ff7f724519844994fc532a238e52549dd4ed65dc7f92";
    let kept = vec![kept.parse().expect("a head")];
    let Verified::Whole { entries, .. } = verify_against(&pool, kept).await.expect("answers") else {
        panic!("the log is not whole")
    };
    // The entry that sealed what stood there, and the one of the file that gave a column of connections another name.
    assert_eq!(entries, 198);
    assert_eq!(contradiction(&pool).await.expect("answers"), None);
    let fits = sealed(&pool).await.expect("answers").expect("fits");
    assert_eq!(fits.since, Some(197));
    // A row whose table got columns since is sealed once more.
    let facts: i64 = sqlx::query_scalar("select count(*) from (select distinct relation, key from seal) facts")
        .fetch_one(&pool)
        .await
        .expect("a number");
    assert_eq!(fits.rows, facts);
    let editions: Vec<i32> = sqlx::query_scalar("select distinct edition from approval_judgement")
        .fetch_all(&pool)
        .await
        .expect("rows");
    assert_eq!(editions, [1]);
    let judged: Vec<(String, i32, i32, bool)> = sqlx::query_as(
        "select slug, older, newer, material from approval_judgement join pilot using (pilot_id) order by slug, older",
    )
    .fetch_all(&pool)
    .await
    .expect("rows");
    let judged: Vec<_> = judged
        .iter()
        .map(|(slug, a, b, c)| (slug.as_str(), *a, *b, *c))
        .collect();
    assert_eq!(
        judged,
        [
            ("a-fifth", 2, 3, false),
            ("asked-about", 2, 3, false),
            ("binding", 2, 3, true),
            ("editorial", 2, 3, false),
            // Returned, then sent again as revision 3, which is the newest.
            ("ferry-booking", 2, 3, false),
            ("restored", 2, 4, false),
            ("says-another-bar", 2, 3, true),
            ("withdrawn", 2, 3, false),
        ]
    );
}
