//! M1, days from idea to first commit.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::baseline::first_authored;
use super::{BaselineFeature, Ratio};
use crate::calendar::Moment;
use crate::feature::{ArmFeature, ReceivedCommit};
use crate::pull_request::{Apart, PullRequest};

const DAY_MICROS: i64 = 86_400_000_000;

/// Days from one moment to the other (`metrics.md` M1): seconds / 86 400 between instants, whole
/// calendar days in the zone if either is a date only. Negative if `to` is earlier.
pub fn days_between(from: Moment, to: Moment, zone: Tz) -> Ratio {
    match (from, to) {
        (Moment::Instant(from), Moment::Instant(to)) => {
            Ratio::new((to - from).num_microseconds().unwrap_or(i64::MAX), DAY_MICROS)
        }
        _ => Ratio::whole((to.local_date(zone) - from.local_date(zone)).num_days()),
    }
}

/// How the moment of the first commit is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum CommitSource {
    /// The first push received for the feature.
    Received {
        /// The commit.
        sha: String,
    },
    /// The earliest author date of its pull requests' commits.
    AuthorDate,
    /// No commit of the pull request was received before it was opened, and no author date is known: it existed at the
    /// latest then.
    Opening {
        /// Like `acme/shop#12`.
        pull_request: String,
    },
    /// Entered by a person.
    ByHand {
        /// Who, where that is known.
        person: Option<String>,
    },
}

impl CommitSource {
    /// Which of several of the same moment counts: a receipt first.
    fn rank(&self) -> u8 {
        match self {
            Self::Received { .. } => 0,
            Self::AuthorDate => 1,
            Self::Opening { .. } => 2,
            Self::ByHand { .. } => 3,
        }
    }

    /// What the card says about it.
    pub fn label(&self) -> String {
        match self {
            Self::Received { sha } => {
                let sha: String = sha.chars().take(7).collect();
                format!("first push received, commit {sha}")
            }
            Self::AuthorDate => "earliest author date".to_owned(),
            Self::Opening { pull_request } => format!("the opening of {pull_request}, the latest it can have been"),
            Self::ByHand { person: Some(person) } => format!("hand, entered by {person}"),
            Self::ByHand { person: None } => "hand".to_owned(),
        }
    }
}

/// The value of M1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DaysToCommit {
    /// The first commit exists.
    Known {
        /// Days, at least 0.
        days: Ratio,
    },
    /// No commit yet.
    NotYet {
        /// Days since the idea, at least 0.
        running: Ratio,
    },
    /// No idea is recorded.
    NoIdea,
    /// The commit is before the idea: a data error, listed and not used.
    Negative {
        /// Days, below 0.
        days: Ratio,
    },
}

/// M1 of one feature with its inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstCommit {
    /// When the idea was recorded.
    pub idea: Option<Moment>,
    /// The first commit.
    pub commit: Option<Moment>,
    /// How that is known.
    pub source: Option<CommitSource>,
    /// A commit of the feature was received, so that nothing later changes the moment.
    pub is_settled: bool,
    /// When it came to be known that the feature has one: with its receipt, or with the opening of its pull request.
    pub known_at: Option<DateTime<Utc>>,
    /// Days from the idea until then.
    pub known_after: Option<Ratio>,
    /// The value.
    pub value: DaysToCommit,
    /// The idea was entered after the first commit.
    pub retrospective: bool,
    /// Seconds between the first push received and the earliest author date, if both exist and
    /// differ by more than a day.
    pub dates_differ_by: Option<i64>,
}

impl FirstCommit {
    /// The days, if there is a usable value.
    pub fn days(&self) -> Option<Ratio> {
        match self.value {
            DaysToCommit::Known { days } => Some(days),
            _ => None,
        }
    }
}

fn value(idea: Option<Moment>, commit: Option<Moment>, zone: Tz, as_of: DateTime<Utc>) -> DaysToCommit {
    let Some(idea) = idea else { return DaysToCommit::NoIdea };
    let Some(commit) = commit else {
        let running = days_between(idea, Moment::Instant(as_of), zone).max(Ratio::whole(0));
        return DaysToCommit::NotYet { running };
    };
    match days_between(idea, commit, zone) {
        days if days.is_negative() => DaysToCommit::Negative { days },
        days => DaysToCommit::Known { days },
    }
}

/// A first commit as one source knows it: the moment, when that came to be known, and how.
type Known = (DateTime<Utc>, DateTime<Utc>, CommitSource);

/// What was received for the feature: on branches that name it, and on those of its pull requests, whatever they were
/// called then. That the latter are its own is known with the opening.
fn received(feature: &ArmFeature) -> impl Iterator<Item = (DateTime<Utc>, &ReceivedCommit)> {
    let of_pulls = counted(feature).filter_map(|pr| {
        let first = pr.commits.as_ref()?.first_received.as_ref()?;
        let known_at = pr.life().opened_at().map_or(first.at, |opened| opened.max(first.at));
        Some((known_at, first))
    });
    feature
        .first_received
        .iter()
        .map(|first| (first.at, first))
        .chain(of_pulls)
}

/// The pull requests whose commits are the feature's.
fn counted(feature: &ArmFeature) -> impl Iterator<Item = &PullRequest> {
    let outside = |pr: &&PullRequest| !matches!(pr.apart, Some(Apart::WeekOne | Apart::MergeQueue));
    feature.pull_requests.iter().filter(outside)
}

/// What a pull request tells of commits that were not received before it was opened: one of a fork, or opened before
/// the connection. Where something of it was received later, that is a receipt, and no author date takes its place.
fn without_receipt(pull_request: &PullRequest) -> Option<Known> {
    let commits = pull_request.commits.as_ref()?;
    let opened = pull_request.life().opened_at()?;
    if commits.first_received.as_ref().is_some_and(|first| first.at <= opened) {
        return None;
    }
    let authored = commits
        .first_authored
        .filter(|authored| *authored <= opened && commits.first_received.is_none());
    Some(match authored {
        Some(authored) => (authored, opened, CommitSource::AuthorDate),
        None => {
            let pull_request = format!("{}#{}", pull_request.repository, pull_request.number);
            (opened, opened, CommitSource::Opening { pull_request })
        }
    })
}

/// M1 of a pilot feature: the earliest moment at which one of its commits was received. What was never received counts
/// by its author date, or by the opening of its pull request.
pub fn first_commit(feature: &ArmFeature, zone: Tz, as_of: DateTime<Utc>) -> FirstCommit {
    let authored = feature.author_dates.iter().min().copied();
    let received = received(feature).min_by_key(|(known_at, first)| (first.at, *known_at, first.sha.as_str()));
    let by_receipt = received.map(|(known_at, first)| {
        let sha = first.sha.clone();
        (first.at, known_at, CommitSource::Received { sha })
    });
    // Once something was received, what comes to be known of others later changes nothing.
    let first_receipt = by_receipt.as_ref().map(|(at, ..)| *at);
    let unheard = counted(feature)
        .filter_map(without_receipt)
        .filter(|(_, known_at, _)| first_receipt.is_none_or(|receipt| *known_at <= receipt));
    let known = unheard
        .chain(by_receipt)
        .min_by_key(|(at, known_at, source)| (*at, source.rank(), *known_at))
        // Without any of these, only commits whose receipt was not noted.
        .or_else(|| authored.map(|at| (at, at, CommitSource::AuthorDate)));
    let (commit, known_at, source) = match known {
        Some((at, known_at, source)) => (Some(at), Some(known_at), Some(source)),
        None => (None, None, None),
    };
    let differ = received
        .zip(authored)
        .map(|((_, received), authored)| (received.at - authored).num_seconds().abs());
    let commit_moment = commit.map(Moment::Instant);
    let after_idea = |at| Some(days_between(feature.idea?, Moment::Instant(at), zone));
    FirstCommit {
        idea: feature.idea,
        commit: commit_moment,
        source,
        value: value(feature.idea, commit_moment, zone, as_of),
        is_settled: first_receipt.is_some(),
        known_at,
        known_after: known_at.and_then(after_idea),
        retrospective: feature
            .idea_entered_at
            .zip(commit)
            .is_some_and(|(entered, commit)| entered > commit),
        dates_differ_by: differ.filter(|seconds| *seconds > Duration::days(1).num_seconds()),
    }
}

/// M1 of a baseline feature: the earliest author date where its pull requests are known by their facts, else what was
/// entered.
pub fn baseline_first_commit(feature: &BaselineFeature, zone: Tz) -> FirstCommit {
    let (commit, source) = match first_authored(&feature.pull_requests) {
        Some(authored) => (Moment::Instant(authored), CommitSource::AuthorDate),
        None => {
            let person = feature.entered_by.clone();
            (feature.first_commit, CommitSource::ByHand { person })
        }
    };
    FirstCommit {
        idea: Some(feature.idea),
        commit: Some(commit),
        source: Some(source),
        value: value(Some(feature.idea), Some(commit), zone, DateTime::UNIX_EPOCH),
        is_settled: true,
        known_at: None,
        known_after: None,
        retrospective: false,
        dates_differ_by: None,
    }
}

/// The last moment at which a first commit still meets the bar, in days after the idea.
pub fn last_chance(idea: Moment, bar: Ratio) -> Option<Moment> {
    match idea {
        Moment::Instant(at) => {
            let seconds = bar.times(Ratio::whole(86_400))?.floor();
            at.checked_add_signed(Duration::try_seconds(seconds)?)
                .map(Moment::Instant)
        }
        Moment::Date(on) => on
            .checked_add_signed(Duration::try_days(bar.floor())?)
            .map(Moment::Date),
    }
}

/// A rival to M1: the working days after the day of the idea, up to and with the day of the commit.
pub fn working_days(first_commit: &FirstCommit, zone: Tz, holidays: &[NaiveDate]) -> Option<Ratio> {
    first_commit.days()?;
    let (idea, commit) = (
        first_commit.idea?.local_date(zone),
        first_commit.commit?.local_date(zone),
    );
    let days = idea
        .iter_days()
        .skip(1)
        .take_while(|day| *day <= commit)
        .filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !holidays.contains(day))
        .count();
    i64::try_from(days).ok().map(Ratio::whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_between_instants_are_exact_and_between_dates_whole() {
        let utc = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let idea = Moment::Instant(utc("2026-03-02T12:00:00Z"));
        let commit = Moment::Instant(utc("2026-03-04T00:00:00Z"));
        assert_eq!(days_between(idea, commit, Tz::Europe__Berlin), Ratio::new(3, 2));
        let idea_day = Moment::Date(day("2026-03-02"));
        assert_eq!(days_between(idea_day, commit, Tz::Europe__Berlin), Ratio::whole(2));
        assert_eq!(days_between(commit, idea_day, Tz::Europe__Berlin), Ratio::whole(-2));
    }
}
