//! Taking over from a pilot PM or an engineering DRI after the start: an amendment of who is who (`product.md` section 3). Whoever
//! takes over offers it themselves, so that nobody is seen to be asked or to say no; it binds with the last signature of those who
//! sign an amendment of the zone, but for whoever is replaced, and never backwards.
//!
//! What follows by time: the question of a week is of whoever was the pilot PM when it opened, since an answer counts as it was
//! given and a week does not change hands once its question was put (`metrics.md` M4); a week of review hours is of whoever is the
//! DRI at its end; a pull request is of whoever was the pilot PM when it was opened, and a review is by an enrolled PM if its
//! reviewer was one then (`metrics.md`, "Facts").

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::SurveyWeek;
use crate::ids::PersonId;
use crate::person::{Arm, Role, Standing};

#[cfg(test)]
mod tests;

/// The longest a reason may be, in characters.
pub const MAX_REASON: usize = 1000;

/// What of an arm is one person's at a time, and can become another's while the pilot runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// To ship a feature of the arm.
    PilotPm,
    /// To review a pilot PM of the arm. What was recorded before pilot PMs could be replaced is of this.
    #[default]
    Dri,
}

impl Post {
    /// Both, pilot PMs first.
    pub const ALL: [Self; 2] = [Self::PilotPm, Self::Dri];

    /// The role of whoever has it.
    #[must_use]
    pub fn role(self) -> Role {
        match self {
            Self::PilotPm => Role::PilotPm,
            Self::Dri => Role::Dri,
        }
    }

    /// The post of a role; `None` for a role that belongs to no arm.
    #[must_use]
    pub fn of(role: Role) -> Option<Self> {
        Self::ALL.into_iter().find(|post| post.role() == role)
    }

    /// The word in forms and in the database: that of the role.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.role().as_str()
    }

    /// Reads the word of a form or row; `None` for any other word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::of(Role::parse(word)?)
    }

    /// Whether it is that of a DRI, which older records do not say.
    #[must_use]
    pub fn is_dri(&self) -> bool {
        *self == Self::Dri
    }
}

/// Somebody takes over from a pilot PM or an engineering DRI, or offers to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// What they take over.
    #[serde(default, skip_serializing_if = "Post::is_dri")]
    pub post: Post,
    /// The arm.
    pub arm: Arm,
    /// Who had it, or still has.
    pub former: PersonId,
    /// Their name, as shown.
    pub former_name: String,
    /// Who takes over.
    pub successor: PersonId,
    /// Their name, as shown.
    pub successor_name: String,
    /// Why.
    pub reason: String,
    /// Since when it binds; of an offer, when it was made.
    pub at: DateTime<Utc>,
    /// The login on the code host of a pilot PM who was replaced; empty of a DRI.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub former_login: String,
    /// That of the pilot PM who takes over; empty of a DRI.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub login: String,
}

impl Replacement {
    /// What became of it, in a sentence without its time: `The engineering DRI of the new model changed from Lee to Nell`.
    #[must_use]
    pub fn sentence(&self) -> String {
        format!(
            "The {} of the {} changed from {} to {}",
            self.post.role().in_words(),
            self.arm.label().to_lowercase(),
            self.former_name,
            self.successor_name
        )
    }
}

/// Why somebody cannot take over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cannot {
    /// Somebody with another part in the pilot: their word would count twice, or for and against themselves.
    #[error("Only an observer takes over: whoever has another part in the pilot keeps to that one.")]
    HasAPart,
    /// They decide for an approver who is away.
    #[error("Whoever stands in for an approver cannot take over. End that first.")]
    StandsIn,
    /// They had another post while the pilot ran: they would be one person in both arms, or review what they shipped.
    #[error("Whoever was a pilot PM or an engineering DRI while the pilot ran takes over nothing but what they had.")]
    HadAnother,
}

/// Whether a person can take over from a pilot PM or an engineering DRI: an observer of the pilot, and nothing else in it, who had
/// no other post in it before. `former` is whose the post is today, `bound` what has bound until now.
///
/// # Errors
/// [`Cannot`], which says why not.
pub fn may_take_over(
    standing: &Standing,
    (post, arm, former): (Post, Arm, PersonId),
    bound: &[Replacement],
) -> Result<(), Cannot> {
    may_take_over_something(standing)?;
    let over_time = post_over_time(post, (arm, former), bound);
    let had_it = over_time.iter().any(|tenure| tenure.person == standing.person);
    let had_one = bound.iter().any(|one| one.former == standing.person);
    match had_one && !had_it {
        true => Err(Cannot::HadAnother),
        false => Ok(()),
    }
}

/// Whether somebody came to be a pilot PM by taking over, and was none from the start: nothing of theirs is measured before they
/// agree to it.
#[must_use]
pub fn took_over(bound: &[Replacement], person: PersonId) -> bool {
    let names = |one: &&Replacement| one.post == Post::PilotPm && (one.former == person || one.successor == person);
    bound.iter().find(names).is_some_and(|one| one.successor == person)
}

/// The logins on the code host of an arm's pilot PMs today: those of its feature, but for whoever was replaced, and of whoever took
/// over.
#[must_use]
pub fn logins(of_feature: &[&str], arm: Arm, bound: &[Replacement]) -> Vec<String> {
    let named = of_feature.iter().filter(|login| !login.is_empty());
    let mut logins: Vec<String> = named.map(|login| (*login).to_owned()).collect();
    let of_arm = |change: &&Replacement| (change.post, change.arm) == (Post::PilotPm, arm);
    for change in bound.iter().filter(of_arm) {
        logins.retain(|login| !login.eq_ignore_ascii_case(&change.former_login));
        logins.push(change.login.clone());
    }
    logins
}

/// Whether a person can take over at all, whatever it is.
///
/// # Errors
/// [`Cannot`], which says why not.
pub fn may_take_over_something(standing: &Standing) -> Result<(), Cannot> {
    if standing.deputy {
        return Err(Cannot::StandsIn);
    }
    let observes = standing.is(Role::Observer);
    match observes && standing.memberships.iter().all(|one| one.role == Role::Observer) {
        true => Ok(()),
        false => Err(Cannot::HasAPart),
    }
}

/// The time for which somebody has a post of an arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// Who.
    pub person: PersonId,
    /// Since when, where they took over after the start.
    pub since: Option<DateTime<Utc>>,
    /// Until when, where somebody took over from them.
    pub until: Option<DateTime<Utc>>,
}

impl Tenure {
    /// Of somebody who has the post all the time.
    #[must_use]
    pub fn whole(person: PersonId) -> Self {
        Self {
            person,
            since: None,
            until: None,
        }
    }

    /// Whether the post is theirs at a moment: from the moment they took over on, and until the moment before somebody else did.
    #[must_use]
    pub fn covers(&self, at: DateTime<Utc>) -> bool {
        self.since.is_none_or(|since| since <= at) && self.until.is_none_or(|until| at < until)
    }

    /// Whether the review hours of a week are theirs to log: of whoever is the DRI when it ends.
    #[must_use]
    pub fn logs(&self, week: &SurveyWeek) -> bool {
        self.covers(week.ends())
    }

    /// Whether the question of a week is put to them: to whoever is the pilot PM when it opens.
    #[must_use]
    pub fn answers(&self, week: &SurveyWeek) -> bool {
        self.covers(week.opens_at)
    }
}

/// Whose a post was over time: of whoever has it today, and everybody before them by what bound, in the order it did. Each moment
/// is in exactly one tenure.
#[must_use]
pub fn post_over_time(post: Post, (arm, person): (Arm, PersonId), bound: &[Replacement]) -> Vec<Tenure> {
    let mut tenures = vec![Tenure::whole(person)];
    // Backwards from whoever has the post today.
    let of_seat = |change: &&Replacement| (change.post, change.arm) == (post, arm);
    for change in bound.iter().rev().filter(of_seat) {
        let Some(earliest) = tenures.last_mut() else { break };
        if change.successor == earliest.person && earliest.until.is_none_or(|until| change.at <= until) {
            earliest.since = Some(change.at);
            tenures.push(Tenure {
                person: change.former,
                since: None,
                until: Some(change.at),
            });
        }
    }
    tenures.reverse();
    tenures
}

/// Everybody who has or had such a post: of those who have one today, with their arms, and of what bound, in the order it did.
#[must_use]
pub fn tenures(post: Post, today: &[(Arm, PersonId)], bound: &[Replacement]) -> Vec<Tenure> {
    today
        .iter()
        .flat_map(|holder| post_over_time(post, *holder, bound))
        .collect()
}

/// Who has the post today that somebody had at a moment: they themselves, or whoever took over from them since, or from those in
/// between.
#[must_use]
pub fn successor(bound: &[Replacement], (post, arm): (Post, Arm), (person, at): (PersonId, DateTime<Utc>)) -> PersonId {
    bound
        .iter()
        .filter(|change| (change.post, change.arm) == (post, arm) && at <= change.at)
        .fold(person, |held_by, change| match change.former == held_by {
            true => change.successor,
            false => held_by,
        })
}
