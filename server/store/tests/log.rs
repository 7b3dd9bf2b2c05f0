//! The log of a database in use before [`domain::activity::Event`]: it verifies, and every entry reads as it did.

use chrono::{DateTime, Utc};
use domain::activity::words;
use sqlx::PgPool;
use store::activity::{Verified, list, verify};
use store::testing;

const LOG: &str = include_str!("data/log.sql");

/// What the pages said of each entry, oldest first; people are looked up by the page.
const SENTENCES: [&str; 58] = [
    "began the proposal with revision 1",
    "marked the pilot as an example",
    "saved revision 2: A “typo”",
    "saved revision 3: Edited Risks",
    "saved revision 4: Moved sections",
    "saved revision 5",
    "completed the proposal as revision 6: Set Weeks",
    "kept a draft of the section why-now, which somebody else had changed",
    "restored revision 3 as revision 7",
    "confirmed the terms of revision 7",
    "named version 2 of the zone in the terms of revision 8",
    "commented on Metrics",
    "suggested a change to Metrics",
    "suggested a change to Metrics",
    "replied to a comment on Metrics",
    "resolved a comment on Metrics",
    "reopened a comment on Metrics",
    "accepted Priya’s suggestion as revision 9",
    "declined Priya’s suggestion: Too early",
    "sent revision 9 with version 2 of the zone to somebody for approval",
    "sent revision 9 with version 2 of the zone to somebody and somebody for approval",
    "returned revision 9 (record)",
    "approved revision 9 with 2 conditions for Priya (record)",
    "declined revision 9 (record)",
    "withdrew the request for revision 9: Too early",
    "named somebody as deputy, 2026-03-03 to 2026-03-05",
    "revoked somebody as deputy",
    "handed in evidence for a condition: Freeze the schema",
    "sent back the evidence for a condition: Freeze the schema",
    "closed a condition: Freeze the schema",
    "saved version 2 of the zone: Billing out",
    "signed version 2 of the zone",
    "invited somebody as pilot PM, new model",
    "renewed the invitation of somebody",
    "joined",
    "gave Lea a role: observer",
    "released Lea from a role: engineering DRI, old model",
    "saved the feature Refunds, new model",
    "saved baseline feature 2, Invoices",
    "started the pilot: revision 9 and version 2 of the zone are frozen",
    "marked week-one activity 3 as done, new model",
    "confirmed week-one activity 3, new model",
    "acknowledged the no-go list",
    "answered the survey of week 2",
    "made a personal survey link for week 2",
    "connected acme/shop",
    "renewed the secret of acme/shop",
    "recorded news from acme/shop",
    "recorded news from acme/shop",
    "linked acme/shop#12 by hand",
    "gave up on a delivery from acme/shop",
    "recorded the shipping day 2026-03-21, new model",
    "added 2 values of the primary metric, old model",
    "froze the numbers for the readout",
    "recorded the decision: roll back",
    "confirmed the decision: roll back",
    "recorded “something of later”, revision 4",
    "recorded “proposal revise”",
];

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_log_of_earlier_editions_verifies_and_reads(pool: PgPool) {
    let now: DateTime<Utc> = "2026-03-02T08:00:00Z".parse().unwrap();
    let cast = testing::pilot(&pool, "checkout", now).await.unwrap();
    sqlx::raw_sql(LOG).execute(&pool).await.unwrap();
    let Verified::Whole { entries, head } = verify(&pool).await.unwrap() else {
        panic!("it does not verify");
    };
    assert_eq!(
        (entries, head.as_str()),
        (58, "8136b8345783fafefc097dfc005ec69eee932b18345e57a50e54647cc85aa645")
    );
    let said: Vec<String> = list(&pool, cast.pilot, 100)
        .await
        .unwrap()
        .iter()
        .rev()
        .map(|line| words(&line.action, &line.detail).to_string())
        .collect();
    assert_eq!(said, SENTENCES);
}
