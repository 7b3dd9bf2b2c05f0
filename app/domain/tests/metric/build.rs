//! Programmes and pull requests to compute with. The pilot runs in Berlin, four weeks from Monday
//! 2 March 2026; its last week ends on 30 March, the clocks change on 29 March.

use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar::{Moment, survey_week};
use domain::feature::{ArmFeature, Direction, OutcomePoint, PrimaryMetric, ReceivedCommit, Shipped};
use domain::ids::{BaselineFeatureId, FeatureId, PersonId, PullRequestId};
use domain::metric::{BaselineFeature, BaselinePr};
use domain::person::Arm;
use domain::programme::Programme;
use domain::pull_request::{Account, Fact, FactKind, PullRequest, ReviewState, Source, Told};
use domain::survey::Answer;
use domain::terms::{AgreedTerms, Statistic};

pub const BERLIN: chrono_tz::Tz = chrono_tz::Europe::Berlin;
pub const NEW_PM: PersonId = PersonId(1);
pub const OLD_PM: PersonId = PersonId(2);

/// `03-05 14:00` of 2026, in UTC.
pub fn at(text: &str) -> DateTime<Utc> {
    format!("2026-{}:00Z", text.replace(' ', "T"))
        .parse()
        .expect("a month, a day and a time")
}

/// `03-05` of 2026.
pub fn day(text: &str) -> NaiveDate {
    format!("2026-{text}").parse().expect("a month and a day")
}

pub fn account(login: &str) -> Account {
    Account {
        login: login.to_owned(),
        is_bot_type: false,
        id: None,
    }
}

pub fn opened() -> FactKind {
    FactKind::Opened {
        draft: false,
        deduced_from: None,
    }
}

pub fn push(sha: &str) -> FactKind {
    FactKind::Pushed {
        sha: sha.to_owned(),
        author: account("nell"),
        forced: false,
        content_id: None,
        merge_of_base_only: false,
        before: None,
        told: Told::Unknown,
    }
}

pub fn forced(sha: &str, content: Option<&str>) -> FactKind {
    FactKind::Pushed {
        sha: sha.to_owned(),
        author: account("nell"),
        forced: true,
        content_id: content.map(str::to_owned),
        merge_of_base_only: false,
        before: None,
        told: Told::Unknown,
    }
}

pub fn review(reviewer: &str, state: ReviewState) -> FactKind {
    FactKind::Reviewed {
        reviewer: account(reviewer),
        state,
    }
}

pub fn approval() -> FactKind {
    review("dana", ReviewState::Approved)
}

pub fn fact(time: DateTime<Utc>, arrival: i64, kind: FactKind) -> Fact {
    Fact {
        at: time,
        arrival,
        kind,
        source: Source::Webhook {
            delivery: format!("d-{arrival}"),
        },
    }
}

/// A pull request by `nell` with these facts, arriving in the order given.
pub fn pull_request(number: i32, facts: &[(&str, FactKind)]) -> PullRequest {
    PullRequest {
        id: PullRequestId(number.into()),
        repository: "acme/web".to_owned(),
        number,
        title: format!("Change {number}"),
        url: format!("https://example.com/acme/web/pull/{number}"),
        author: account("nell"),
        head_branch: format!("change-{number}"),
        facts: (1..)
            .zip(facts)
            .map(|(arrival, (time, kind))| fact(at(time), arrival, kind.clone()))
            .collect(),
        apart: None,
        commits: None,
    }
}

/// Facts one hour apart from 3 March, 08:00 UTC.
pub fn hourly(kinds: Vec<FactKind>) -> PullRequest {
    let facts: Vec<(String, FactKind)> = (8..)
        .zip(kinds)
        .map(|(hour, kind)| (format!("03-03 {hour:02}:00"), kind))
        .collect();
    let facts: Vec<(&str, FactKind)> = facts.iter().map(|(time, kind)| (time.as_str(), kind.clone())).collect();
    pull_request(1, &facts)
}

/// A merged pull request with this many cycles, opened on the day.
pub fn merged_with(number: i32, on: &str, cycles: usize) -> PullRequest {
    let mut facts = vec![(format!("{on} 08:00"), opened())];
    for cycle in 1..=cycles {
        facts.push((format!("{on} 09:{:02}", cycle * 2), approval()));
        if cycle < cycles {
            facts.push((
                format!("{on} 09:{:02}", cycle * 2 + 1),
                push(&format!("{number}-{cycle}")),
            ));
        }
    }
    facts.push((format!("{on} 12:00"), FactKind::Merged));
    let facts: Vec<(&str, FactKind)> = facts.iter().map(|(time, kind)| (time.as_str(), kind.clone())).collect();
    pull_request(number, &facts)
}

/// A baseline feature that took this many days, with hand-entered pull requests of these cycles.
pub fn baseline(id: i64, days: i64, cycles: &[Option<u32>]) -> BaselineFeature {
    let idea = day("01-05");
    BaselineFeature {
        id: BaselineFeatureId(id),
        name: format!("Feature {id}"),
        evidence: "https://example.com/release".to_owned(),
        idea: Moment::Date(idea),
        first_commit: Moment::Date(idea + chrono::Duration::days(days)),
        shipped_on: day("02-20"),
        pull_requests: (1..)
            .zip(cycles)
            .map(|(number, cycles)| BaselinePr::Hand {
                number,
                opened_at: at("02-02 09:00"),
                merged_at: at("02-04 09:00"),
                cycles: *cycles,
            })
            .collect(),
        entered_by: None,
    }
}

pub fn arm_feature(arm: Arm) -> ArmFeature {
    let (id, pm, login) = match arm {
        Arm::NewModel => (1, NEW_PM, "nell"),
        Arm::OldModel => (2, OLD_PM, "omar"),
    };
    ArmFeature {
        id: FeatureId(id),
        arm,
        pm_name: login.to_owned(),
        pm,
        github_login: login.to_owned(),
        name: format!("Feature of {login}"),
        surface: "Settings".to_owned(),
        idea: Some(Moment::Date(day("03-02"))),
        idea_entered_at: Some(at("03-02 09:00")),
        first_received: None,
        author_dates: Vec::new(),
        flag_key: format!("flag-{login}"),
        primary_metric: PrimaryMetric {
            name: "Invite acceptance".to_owned(),
            unit: "%".to_owned(),
            source: "Product analytics".to_owned(),
            direction: Direction::Up,
            read_on: day("03-28"),
            window_days: 28,
        },
        shipped: None,
        points: Vec::new(),
        pull_requests: Vec::new(),
        more_pms: Vec::new(),
    }
}

pub fn terms() -> AgreedTerms {
    AgreedTerms {
        weeks: 4,
        dri_hours_per_week: 2.into(),
        pilot_pms: 2,
        baseline_features: 4,
        baseline_statistic: Statistic::Median,
        commit_drop_percent: 30.into(),
        cycles_tolerance_percent: 0.into(),
        energy_at_least: 3.into(),
        success_at: 4,
        iterate_at: 3,
        readout_at: day("03-31").and_hms_opt(15, 0, 0).expect("15:00 is a time of day"),
    }
}

/// A started pilot without facts. Baseline: 9, 14, 8 and 13 days, so a median of 11 and a bar of
/// 7.7; 9 cycles over 5 reviewed pull requests, so 1.8.
pub fn programme() -> Programme {
    let started = at("03-02 09:00");
    Programme {
        waivers: Vec::new(),
        amendments: Vec::new(),
        incidents: Vec::new(),
        replaced: Vec::new(),
        pilot_name: "Spring pilot".to_owned(),
        zone: BERLIN,
        terms: terms(),
        started_at: Some(started),
        ended_at: None,
        new_model: Some(arm_feature(Arm::NewModel)),
        old_model: Some(arm_feature(Arm::OldModel)),
        baseline: vec![
            baseline(1, 9, &[Some(1), Some(2)]),
            baseline(2, 14, &[Some(3)]),
            baseline(3, 8, &[Some(1), None]),
            baseline(4, 13, &[Some(2)]),
        ],
        survey_weeks: (1..=4)
            .map(|number| survey_week(started, BERLIN, number, None))
            .collect(),
        answers: Vec::new(),
        bots: vec!["ci-account".to_owned()],
        holidays: Vec::new(),
        pm_logins: vec!["nell".to_owned(), "omar".to_owned()],
        set_aside: Vec::new(),
        pm_ids: Vec::new(),
        pms_for_a_time: Vec::new(),
        unlinked_since: None,
        unreadable: Vec::new(),
        although: Vec::new(),
        settled: Vec::new(),
        corrections: Vec::new(),
        participation: Vec::new(),
    }
}

pub fn new_model(programme: &mut Programme) -> &mut ArmFeature {
    programme
        .new_model
        .as_mut()
        .expect("the programme has a new-model feature")
}

pub fn received(time: &str) -> Option<ReceivedCommit> {
    Some(ReceivedCommit {
        at: at(time),
        sha: "abc".to_owned(),
    })
}

pub fn shipped(on: &str) -> Option<Shipped> {
    Some(Shipped {
        on: day(on),
        evidence: "https://example.com/flag".to_owned(),
    })
}

pub fn point(on: &str, value: f64) -> OutcomePoint {
    OutcomePoint {
        on: day(on),
        value,
        source: "CSV".to_owned(),
    }
}

/// Answers of the new-model PM, from week 1, each on the Friday noon of its week.
pub fn answers(scores: &[Option<u8>]) -> Vec<Answer> {
    (1..)
        .zip(scores)
        .filter_map(|(week, score)| {
            let on = day("03-06") + chrono::Duration::days(7 * (i64::from(week) - 1));
            let noon = on.and_hms_opt(12, 0, 0).expect("12:00 is a time of day").and_utc();
            Some(Answer {
                person: NEW_PM,
                week,
                score: (*score)?,
                at: noon,
            })
        })
        .collect()
}
