//! Pull requests imported from what was exported without a token: in any order, twice, half by webhook and half by import,
//! they are the same pull requests with the same M2 and M3, and M1 names its source.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::github::exported::Exported;
use domain::metric::cycle_time;
use domain::metric::first_commit::{CommitSource, first_commit};
use domain::metric::review_cycles::review_cycles;
use domain::person::Arm;
use domain::pull_request::{People, PullRequest};
use serde_json::{Value, json};
use sqlx::PgPool;
use store::correction::Entered;

use super::again::{Went, goes};
use super::field::connected;
use super::life::{Dice, in_any_order};
use super::remembered::Remembered;
use super::story::{REPOSITORY, Told, minute};
use super::{deliver, work};

fn later() -> DateTime<Utc> {
    minute(60 * 24 * 30)
}

/// As the program of the code host names accounts.
fn author(user: &Value) -> Value {
    let login = user["login"].as_str().unwrap();
    match login.strip_suffix("[bot]") {
        Some(app) => json!({ "login": format!("app/{app}"), "is_bot": true }),
        None => json!({ "login": login, "is_bot": false }),
    }
}

/// What `gh pr list` prints of it.
fn listed(went: &Went) -> Value {
    let (there, of) = (&went.there, &went.there.described);
    let reviews = there.reviews.iter().map(|review| {
        let login = review["user"]["login"].as_str().unwrap();
        json!({
            "author": { "login": login.strip_suffix("[bot]").unwrap_or(login) }, "state": review["state"],
            "submittedAt": review["submitted_at"], "commit": { "oid": review["commit_id"] },
        })
    });
    let commits = there.commits.iter().map(|commit| {
        let message = commit["commit"]["message"].as_str().unwrap();
        json!({
            "oid": commit["sha"], "messageHeadline": message.lines().next().unwrap(),
            "authoredDate": commit["commit"]["author"]["date"], "committedDate": commit["commit"]["committer"]["date"],
            "authors": [{ "login": "mira-codes" }],
        })
    });
    json!({
        "number": of["number"], "title": of["title"], "url": of["html_url"], "author": author(&of["user"]),
        "headRefName": of["head"]["ref"], "headRefOid": of["head"]["sha"], "baseRefName": "main", "isDraft": of["draft"],
        "createdAt": of["created_at"], "updatedAt": of["updated_at"], "closedAt": of["closed_at"], "mergedAt": of["merged_at"],
        "reviews": reviews.collect::<Vec<_>>(), "commits": commits.collect::<Vec<_>>(),
    })
}

fn list(all: &[Went]) -> String {
    Value::from(all.iter().map(listed).collect::<Vec<_>>()).to_string()
}

/// M2 and M3 of each pull request.
fn numbers(pulls: &[PullRequest], people: People<'_>) -> Vec<String> {
    let of = |pr: &PullRequest| {
        let cycles = review_cycles(pr, people).cycles;
        let time = cycle_time(pr, None, Tz::Europe__Berlin, &[], later());
        format!("{} {cycles} {time:?}", pr.number)
    };
    pulls.iter().map(of).collect()
}

fn named(all: &[Went]) -> Vec<(String, Told)> {
    let told = all.iter().flat_map(|went| &went.deliveries);
    told.enumerate()
        .map(|(at, told)| (format!("{at}"), told.clone()))
        .collect()
}

#[test]
fn a_list_in_any_mixture_with_deliveries_has_the_same_numbers() {
    let (bots, pms) = (["scanner".to_owned()], ["omar-codes".to_owned()]);
    let people = People {
        bots: &bots,
        pms: &pms,
        pm_ids: &[],
        pms_for_a_time: &[],
    };
    let mut differ_without = 0;
    for group in 0..60 {
        let mut dice = Dice(20_260_501 + group);
        let all: Vec<Went> = (1..=8).map(|number| goes(number, &mut dice, true)).collect();
        let exported = Exported::read(&list(&all), Tz::Europe__Berlin, later()).unwrap();
        let deliveries = named(&all);
        let told = |before: &[(String, Told)], after: &[(String, Told)], times: usize| {
            let mut remembered = Remembered::default();
            for (id, told) in before {
                remembered.deliver(id, told);
            }
            for _ in 0..times {
                remembered.import(&exported);
            }
            for (id, told) in after {
                remembered.deliver(id, told);
            }
            numbers(&remembered.pull_requests(), people)
        };
        let by_deliveries = told(&deliveries, &[], 0);
        assert_eq!(told(&[], &[], 2), by_deliveries, "imported alone, twice, group {group}");
        let half: Vec<(String, Told)> = deliveries.iter().filter(|_| dice.one_in(2)).cloned().collect();
        let half = in_any_order(half, &mut dice);
        let (before, after) = half.split_at(half.len() / 2);
        assert_eq!(
            told(before, after, 1),
            by_deliveries,
            "half and imported, group {group}"
        );
        let all = in_any_order(deliveries.clone(), &mut dice);
        assert_eq!(told(&all, &[], 1), by_deliveries, "all and imported, group {group}");
        differ_without += usize::from(told(&half, &[], 0) != by_deliveries);
    }
    assert!(differ_without > 50, "{differ_without}");
}

async fn pulls(pool: &PgPool, pilot: domain::ids::PilotId) -> (Vec<String>, Option<CommitSource>) {
    let programme = store::programme::load(pool, pilot).await.unwrap();
    let feature = programme.feature(Arm::NewModel).unwrap();
    let m1 = first_commit(feature, programme.zone, later());
    (numbers(&feature.pull_requests, programme.people()), m1.source)
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn half_by_webhook_and_half_by_import_is_recorded_once_with_its_source(pool: PgPool) {
    let cast = connected(&pool).await;
    let mut dice = Dice(20_260_502);
    // Reviewers that the list names as it names people are bots of the pilot.
    let bot = domain::correction::Counts::Bot("scanner".to_owned());
    store::counting::add(&pool, cast.pilot, cast.sponsor, (&bot, "It is one"), super::now())
        .await
        .unwrap();
    let mut all: Vec<Went> = (1..=6).map(|number| goes(number, &mut dice, true)).collect();
    // What was opened first was received before anything else was known.
    all.sort_by_key(|went| went.there.described["created_at"].as_str().unwrap().to_owned());
    let text = list(&all);
    let import = async || {
        let words = (REPOSITORY, text.as_str());
        store::import::import(&pool, cast.pilot, cast.sponsor, words, "Exported late", later())
            .await
            .unwrap()
    };
    // That there was no commit was final: it counts once a second person has confirmed it.
    assert!(matches!(import().await, Entered::Waits { .. }));
    let correction = sqlx::query_scalar("select max(correction_id) from correction")
        .fetch_one(&pool)
        .await
        .unwrap();
    store::correction::confirm(&pool, cast.pilot, cast.approver, correction, later())
        .await
        .unwrap();
    let (imported, source) = pulls(&pool, cast.pilot).await;
    assert_eq!(imported.len(), 6);
    assert_eq!(source, Some(CommitSource::AuthorDate));
    let count = async || -> i64 {
        sqlx::query_scalar("select count(*) from pull_request_fact")
            .fetch_one(&pool)
            .await
            .unwrap()
    };
    let facts = count().await;
    import().await;
    assert_eq!(count().await, facts);
    // Three of them come by webhook, too: the same numbers, and the first commit is one that was received.
    for (id, (event, payload)) in named(&all[..3]) {
        deliver(&pool, &id, event, &payload).await;
    }
    work(&pool).await;
    let (both, source) = pulls(&pool, cast.pilot).await;
    assert_eq!(both, imported);
    assert!(matches!(source, Some(CommitSource::Received { .. })), "{source:?}");
    let imports = store::import::list(&pool, cast.pilot).await.unwrap();
    assert_eq!(
        (imports.len(), imports[0].pulls, imports[0].by.as_str()),
        (2, 6, "Dana")
    );
    let pull = domain::ids::PullRequestId(
        sqlx::query_scalar("select pull_request_id from pull_request where number = $1")
            .bind(i32::try_from(all[5].there.described["number"].as_i64().unwrap()).unwrap())
            .fetch_one(&pool)
            .await
            .unwrap(),
    );
    let known = store::data::facts(&pool, cast.pilot, pull).await.unwrap();
    assert!(
        known
            .iter()
            .all(|fact| fact.by.as_deref() == Some("Dana") && fact.import.is_some())
    );
    store::activity::verify(&pool).await.unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_table_and_a_log_complete_what_webhooks_did_not_tell(pool: PgPool) {
    let cast = connected(&pool).await;
    let mut dice = Dice(20_260_503);
    let tells_later = |(event, payload): &&Told| *event != "push" && payload["action"] != "opened";
    let went = (0..20)
        .map(|_| goes(1, &mut dice, true))
        .find(|went| went.deliveries.iter().any(|told| tells_later(&told)))
        .unwrap();
    // Only a later delivery arrived: the opening is deduced, and the pull request incomplete.
    let last = went.deliveries.iter().rfind(tells_later).unwrap();
    deliver(&pool, "1", last.0, &last.1).await;
    work(&pool).await;
    let flaw = async || {
        let programme = store::programme::load(&pool, cast.pilot).await.unwrap();
        programme.feature(Arm::NewModel).unwrap().pull_requests[0].life().flaw()
    };
    assert_eq!(flaw().await, Some(domain::pull_request::Flaw::OpeningDeduced));
    let opened = went.there.described["created_at"].as_str().unwrap();
    let mut table = "number,time,event,who\n".to_owned();
    writeln!(
        table,
        "1,{opened},opened,{}",
        went.there.described["user"]["login"].as_str().unwrap()
    )
    .unwrap();
    store::import::import(&pool, cast.pilot, cast.sponsor, (REPOSITORY, &table), "", later())
        .await
        .unwrap();
    assert_eq!(flaw().await, None);
}
