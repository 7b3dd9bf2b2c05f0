//! M1, days from idea to first commit.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{BaselineFeature, Ratio};
use crate::calendar::Moment;
use crate::feature::ArmFeature;

const DAY_SECONDS: i64 = 86_400;

/// Days from one moment to the other (`metrics.md` M1): seconds / 86 400 between instants, whole
/// calendar days in the zone if either is a date only. Negative if `to` is earlier.
pub fn days_between(from: Moment, to: Moment, zone: Tz) -> Ratio {
    match (from, to) {
        (Moment::Instant(from), Moment::Instant(to)) => Ratio::new((to - from).num_seconds(), DAY_SECONDS),
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
}

impl CommitSource {
    /// What the card says about it.
    pub fn label(&self) -> String {
        match self {
            Self::Received { sha } => {
                let sha: String = sha.chars().take(7).collect();
                format!("first push received, commit {sha}")
            }
            Self::AuthorDate => "earliest author date".to_owned(),
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

/// M1 of a pilot feature. A push received after the pilot ended takes no earlier author date's
/// place.
pub fn first_commit(
    feature: &ArmFeature,
    zone: Tz,
    ended_at: Option<DateTime<Utc>>,
    as_of: DateTime<Utc>,
) -> FirstCommit {
    let authored = feature.author_dates.iter().min().copied();
    let in_time = |at: DateTime<Utc>| ended_at.is_none_or(|ended| at <= ended);
    let received = feature
        .first_received
        .as_ref()
        .filter(|push| in_time(push.at) || authored.is_none_or(|date| push.at <= date));
    let (commit, source) = match (received, authored) {
        (Some(received), _) => (
            Some(received.at),
            Some(CommitSource::Received {
                sha: received.sha.clone(),
            }),
        ),
        (None, Some(authored)) => (Some(authored), Some(CommitSource::AuthorDate)),
        (None, None) => (None, None),
    };
    let differ = received
        .zip(authored)
        .map(|(received, authored)| (received.at - authored).num_seconds().abs());
    let commit_moment = commit.map(Moment::Instant);
    FirstCommit {
        idea: feature.idea,
        commit: commit_moment,
        source,
        value: value(feature.idea, commit_moment, zone, as_of),
        retrospective: feature
            .idea_entered_at
            .zip(commit)
            .is_some_and(|(entered, commit)| entered > commit),
        dates_differ_by: differ.filter(|seconds| *seconds > Duration::days(1).num_seconds()),
    }
}

/// M1 of a baseline feature, whose first commit is the earliest author date.
pub fn baseline_first_commit(feature: &BaselineFeature, zone: Tz) -> FirstCommit {
    FirstCommit {
        idea: Some(feature.idea),
        commit: Some(feature.first_commit),
        source: Some(CommitSource::AuthorDate),
        value: value(
            Some(feature.idea),
            Some(feature.first_commit),
            zone,
            DateTime::UNIX_EPOCH,
        ),
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
