use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Noted, after, plain, say};
use crate::activity::{Place, Sentence};
use crate::criterion::State;
use crate::ids::PersonId;
use crate::person::Arm;

/// Events of what the numbers rest on. `repository` is always `owner/name`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", content = "detail")]
pub enum Data {
    /// A repository was connected.
    #[serde(rename = "connection.add")]
    Connect {
        /// Which.
        repository: String,
    },
    /// A connected repository got a new secret.
    #[serde(rename = "connection.renew_secret")]
    RenewSecret {
        /// Which.
        repository: String,
        /// Until when the secret before it is taken, where there was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        former_until: Option<DateTime<Utc>>,
    },
    /// The secret before the one that a connected repository has is taken no more.
    #[serde(rename = "connection.end_secret")]
    EndSecret {
        /// Of which.
        repository: String,
    },
    /// A connected repository got a token, in the place of any it had.
    #[serde(rename = "connection.set_token")]
    SetToken {
        /// Which.
        repository: String,
        /// Where calls with it go.
        #[serde(default)]
        api_url: Noted<String>,
    },
    /// A connected repository is called as a GitHub App, in the place of any token or App it had.
    #[serde(rename = "connection.set_app")]
    SetApp {
        /// Which.
        repository: String,
        /// The App's id.
        app: i64,
        /// Where calls go.
        #[serde(default)]
        api_url: Noted<String>,
    },
    /// A connected repository is called as a GitHub App no more.
    #[serde(rename = "connection.remove_app")]
    RemoveApp {
        /// Which.
        repository: String,
    },
    /// The token of a connected repository was taken away.
    #[serde(rename = "connection.remove_token")]
    RemoveToken {
        /// Which.
        repository: String,
    },
    /// What could not be told to the code host is tried again.
    #[serde(rename = "connection.tell_again")]
    TellAgain {
        /// Of which repository.
        repository: String,
    },
    /// Everything of a connected repository is to be read again.
    #[serde(rename = "connection.read_again")]
    ReadAgain {
        /// Of which.
        repository: String,
    },
    /// A delivery told what the code host calls a connected repository.
    #[serde(rename = "connection.name")]
    Name {
        /// As it was connected.
        repository: String,
        /// As it is called.
        now: String,
    },
    /// A delivery brought something new.
    #[serde(rename = "pull_request.record")]
    Record {
        /// From where.
        repository: String,
        /// How many new facts.
        #[serde(default)]
        facts: Noted<u64>,
        /// Of what.
        #[serde(flatten)]
        news: News,
    },
    /// Pull requests were imported from what was exported without a token.
    #[serde(rename = "pull_request.import")]
    Import {
        /// Of which repository.
        repository: String,
        /// From what.
        from: String,
        /// How many.
        pulls: usize,
        /// The import, which facts name.
        #[serde(default)]
        import: Noted<i64>,
        /// How many facts and commits were new.
        #[serde(default)]
        added: Noted<u64>,
    },
    /// Somebody said which feature a pull request belongs to.
    #[serde(rename = "pull_request.link")]
    Link {
        /// Where it is.
        repository: String,
        /// Its number there.
        number: i32,
        /// An arm, `none` or `rule`.
        #[serde(default)]
        to: Noted<&'static str>,
        /// What a hand had said before: an arm or `none`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<String>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Somebody entered when a pull request was opened whose opening never reached us.
    #[serde(rename = "pull_request.complete")]
    Complete {
        /// Like `acme/shop#12`.
        pull_request: String,
        /// When.
        opened_at: DateTime<Utc>,
        /// Where it can be checked.
        #[serde(default)]
        evidence: Noted<String>,
    },
    /// A delivery could not be processed.
    #[serde(rename = "delivery.give_up")]
    GiveUp {
        /// From where.
        repository: String,
        /// Its id there.
        #[serde(default)]
        delivery: Noted<String>,
        /// Its kind.
        #[serde(default)]
        event: Noted<String>,
    },
    /// A delivery that had been given up is worked on again.
    #[serde(rename = "delivery.replay")]
    Replay {
        /// From where.
        repository: String,
        /// Its id there.
        #[serde(default)]
        delivery: Noted<String>,
        /// Its kind.
        #[serde(default)]
        event: Noted<String>,
    },
    /// A feature reached users, or this was corrected.
    #[serde(rename = "feature.ship")]
    Ship {
        /// Of which arm.
        arm: Arm,
        /// The day.
        on: NaiveDate,
        /// Where it can be checked.
        #[serde(default)]
        evidence: Noted<String>,
        /// The day that was recorded before.
        #[serde(default)]
        was: Noted<Option<NaiveDate>>,
    },
    /// Values of the primary metric were added.
    #[serde(rename = "outcome_point.add")]
    AddPoints {
        /// Of which arm's feature.
        arm: Arm,
        /// How many.
        points: usize,
        /// The days whose value changed.
        #[serde(default)]
        replaced: Noted<Vec<Replaced>>,
        /// Why they did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A value took the place of another.
    #[serde(rename = "outcome_point.correct")]
    CorrectPoint {
        /// Of which arm's feature.
        arm: Arm,
        /// The day.
        on: String,
        /// The value before.
        #[serde(default)]
        was: Noted<Option<f64>>,
        /// The value now.
        #[serde(default)]
        is: Noted<f64>,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
    },
    /// A value was withdrawn.
    #[serde(rename = "outcome_point.withdraw")]
    WithdrawPoint {
        /// Of which arm's feature.
        arm: Arm,
        /// The day.
        on: String,
        /// The value.
        #[serde(default)]
        was: Noted<Option<f64>>,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
    },
    /// Who counts as a bot, or which day is a holiday, was entered.
    #[serde(rename = "counting.add")]
    Count {
        /// Like `the bot release-train`.
        what: String,
        /// Why, after the start.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Such an entry was taken out.
    #[serde(rename = "counting.withdraw")]
    WithdrawCount {
        /// Like `the bot release-train`.
        what: String,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
    },
    /// An entry about the past waits for a second person, because a criterion was final.
    #[serde(rename = "correction.enter")]
    EnterCorrection {
        /// Which.
        correction: i64,
        /// What is entered.
        what: String,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
        /// What it does to the criteria that were final.
        #[serde(default)]
        effects: Noted<Vec<String>>,
    },
    /// The second person confirmed it: from now on it counts.
    #[serde(rename = "correction.confirm")]
    ConfirmCorrection {
        /// Which.
        correction: i64,
        /// What was entered.
        what: String,
        /// Who entered it.
        by: PersonId,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
    },
    /// It was declined, or taken back by whoever entered it.
    #[serde(rename = "correction.decline")]
    DeclineCorrection {
        /// Which.
        correction: i64,
        /// What was entered.
        what: String,
        /// Why not.
        #[serde(default)]
        reason: Noted<String>,
    },
    /// A criterion became final, or is no longer what it finally was.
    #[serde(rename = "criterion.settle")]
    Settle {
        /// Which, from 1.
        criterion: u8,
        /// Where it stands.
        state: State,
        /// Its value, in words.
        #[serde(default)]
        value: Noted<String>,
        /// What made it so.
        #[serde(default)]
        because: Noted<String>,
    },
    /// That a feature reached users was withdrawn.
    #[serde(rename = "feature.withdraw_shipping")]
    WithdrawShipping {
        /// Of which arm.
        arm: Arm,
        /// The day that was recorded.
        was: String,
        /// Why.
        #[serde(default)]
        reason: Noted<String>,
    },
}

/// What a delivery was about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum News {
    /// A pull request.
    PullRequest {
        /// Its number.
        number: i32,
    },
    /// A push.
    Push {
        /// To which branch.
        branch: String,
        /// How many new commits.
        commits: u64,
    },
    /// Something an earlier edition recorded in other words.
    Other {},
}

/// A day whose value changed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Replaced {
    /// The day.
    pub day: NaiveDate,
    /// The value before; `None` for one that was withdrawn.
    pub was: Option<f64>,
    /// The value now.
    pub is: f64,
}

impl Data {
    pub(crate) fn sentence(&self) -> Sentence {
        let of = |arm: &Arm| after(", ", &plain(arm.as_str()));
        match self {
            Self::Connect { repository } => say("connected ").link(repository, Place::Data),
            Self::RenewSecret { repository, .. } => say("renewed the secret of ").link(repository, Place::Data),
            Self::EndSecret { repository } => say("ended the old secret of ").link(repository, Place::Data),
            Self::SetToken { repository, .. } => say("gave ").link(repository, Place::Data).and(" a token"),
            Self::SetApp { repository, app, .. } => say("gave ")
                .link(repository, Place::Data)
                .and(format!(" the GitHub App {app}")),
            Self::RemoveApp { repository } => say("took the GitHub App of ")
                .link(repository, Place::Data)
                .and(" away"),
            Self::RemoveToken { repository } => say("took the token of ").link(repository, Place::Data).and(" away"),
            Self::TellAgain { repository } => say("had the code host told again of ").link(repository, Place::Data),
            Self::ReadAgain { repository } => say("had the pull requests of ")
                .link(repository, Place::Data)
                .and(" read again"),
            Self::Name { repository, now } => say("noted that ")
                .link(repository, Place::Data)
                .and(format!(" is called {now}")),
            Self::Record { repository, .. } => say("recorded news from ").link(repository, Place::Data),
            Self::Import {
                repository,
                from,
                pulls,
                ..
            } => {
                let pulls = if *pulls == 1 {
                    "1 pull request"
                } else {
                    &format!("{pulls} pull requests")
                };
                say("imported ")
                    .link(pulls.to_owned(), Place::Data)
                    .and(format!(" of {repository} from {from}"))
            }
            Self::Link { repository, number, .. } => say("linked ")
                .link(format!("{repository}#{number}"), Place::Data)
                .and(" by hand"),
            Self::Complete { pull_request, .. } => {
                say("entered when ").link(pull_request, Place::Data).and(" was opened")
            }
            Self::GiveUp { repository, .. } => say("gave up on a delivery from ").link(repository, Place::Data),
            Self::Replay { repository, .. } => say("had a delivery from ")
                .link(repository, Place::Data)
                .and(" worked on again"),
            Self::Ship { arm, on, .. } => say("recorded ")
                .link("the shipping day", Place::Data)
                .and(format!(" {on}"))
                .and(of(arm)),
            Self::CorrectPoint { arm, on, .. } => say("corrected ")
                .link("the value", Place::Data)
                .and(format!(" of {on}"))
                .and(of(arm)),
            Self::Count { what, .. } => say("entered ").link(what, Place::Data),
            Self::WithdrawCount { what, .. } => say("took out ").link(what, Place::Data),
            Self::WithdrawPoint { arm, on, .. } => say("withdrew ")
                .link("the value", Place::Data)
                .and(format!(" of {on}"))
                .and(of(arm)),
            Self::EnterCorrection { what, .. } => say("entered ")
                .link("a correction", Place::Corrections)
                .and(format!(" of what was final, for a second person: {what}")),
            Self::ConfirmCorrection { what, by, .. } => say("confirmed ")
                .link("the correction", Place::Corrections)
                .and(" of ")
                .person(*by)
                .and(format!(": {what}")),
            Self::DeclineCorrection { what, .. } => say("declined ")
                .link("the correction", Place::Corrections)
                .and(format!(": {what}")),
            Self::Settle { criterion, state, .. } => {
                let words = match state.is_final() {
                    true => format!(" is final: {}", state.label().to_lowercase()),
                    false => format!(" is no longer final: {}", state.label().to_lowercase()),
                };
                say("noted that ")
                    .link(format!("criterion {criterion}"), Place::Metrics)
                    .and(words)
            }
            Self::WithdrawShipping { arm, was, .. } => say("withdrew ")
                .link("the shipping day", Place::Data)
                .and(format!(" {was}"))
                .and(of(arm)),
            Self::AddPoints { arm, points, .. } => {
                let values = match points {
                    1 => "1 value".to_owned(),
                    points => format!("{points} values"),
                };
                say("added ")
                    .link(values, Place::Data)
                    .and(" of the primary metric")
                    .and(of(arm))
            }
        }
    }
}
