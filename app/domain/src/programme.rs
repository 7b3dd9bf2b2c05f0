//! Everything the numbers of a pilot rest on, in one value. Its JSON is what a readout snapshot
//! freezes and hashes.

mod card;
mod chance;
mod corrected;
mod criterion_row;
mod flip;
mod scorecard;
mod spoken;
mod summary;

pub use card::{
    CycleTimeCard, CycleTimeRow, CyclesCard, CyclesRow, EnergyCard, EnergyPanel, FirstCommitCard, FirstCommitRow,
    OutcomeCard, OutcomePanel, Place, PmEnergy, Position,
};
pub use chance::{Chance, chances, lost};
pub use corrected::{Correction, Effect, Settled, effects};
pub use flip::{Flip, FlipCause};
pub use scorecard::{CAPTION, Criterion, Scorecard, scorecard};
pub use spoken::spoken;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::calendar::SurveyWeek;
use crate::feature::ArmFeature;
use crate::gate::Gate;
use crate::ids::PersonId;
use crate::incident::Incident;
use crate::metric::BaselineFeature;
use crate::person::Arm;
use crate::pull_request::{People, PmAccount};
use crate::replacement::{Post, Replacement, Tenure, post_over_time};
use crate::survey::Answer;
use crate::terms::AgreedTerms;

/// What a pilot's numbers are computed from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Programme {
    /// The pilot's name.
    pub pilot_name: String,
    /// Its zone: days, weeks and working hours belong to it. An IANA name in JSON.
    pub zone: Tz,
    /// The agreed terms.
    pub terms: AgreedTerms,
    /// When the pilot started; `None` before. Nothing is final before the start.
    pub started_at: Option<DateTime<Utc>>,
    /// When the pilot ended; `None` while it runs.
    pub ended_at: Option<DateTime<Utc>>,
    /// The new-model feature, which decides the criteria.
    pub new_model: Option<ArmFeature>,
    /// The old-model feature, shown for context.
    pub old_model: Option<ArmFeature>,
    /// The features of the baseline, in their order.
    pub baseline: Vec<BaselineFeature>,
    /// The scheduled survey weeks.
    pub survey_weeks: Vec<SurveyWeek>,
    /// Every answer ever given; the latest of a person and week counts.
    pub answers: Vec<Answer>,
    /// Logins the pilot treats as bots.
    pub bots: Vec<String>,
    /// Days without working hours.
    pub holidays: Vec<NaiveDate>,
    /// Logins of the enrolled PMs: their reviews are not engineering reviews.
    pub pm_logins: Vec<String>,
    /// Pull requests that somebody linked to no feature by hand, like `acme/shop#12`. None of them
    /// counts, and every one is named where they would.
    #[serde(default)]
    pub set_aside: Vec<String>,
    /// The code host's ids of the accounts that had these logins: a PM who was renamed is still one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pm_ids: Vec<i64>,
    /// When the first commit was received that can still come to belong to a feature: on a branch without a pull request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unlinked_since: Option<DateTime<Utc>>,
    /// Since when criteria are final, and which of them are no longer what they finally were, in the order it was noted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settled: Vec<Settled>,
    /// Entries about the past that came after a criterion was final: those that were confirmed, and those that wait.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// Metrics whose facts could not be read, 1 to 5, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable: Vec<Unreadable>,
    /// The criteria that could not be met any more when the pilot started, and that it was started in spite of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub although: Vec<u8>,
    /// What DRIs let pass although a gate did not, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<Waived>,
    /// Changes of the boundary after the start that both sides signed, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<Amended>,
    /// What went against the no-go list, oldest first; what was withdrawn is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<Incident>,
    /// The accounts of PMs who took over or were replaced after the start, each for its time. They are not among
    /// [`Programme::pm_logins`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pms_for_a_time: Vec<PmAccount>,
    /// Who took over from which pilot PM or engineering DRI after the start, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaced: Vec<Replacement>,
    /// Who took their agreement to what is measured back, or gave it again after that, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participation: Vec<Participated>,
}

/// Somebody who is measured said that they do not agree to it any more, or that they do again. While they do not, their
/// answers are missing from [`Programme::answers`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participated {
    /// Who.
    pub person: PersonId,
    /// As shown.
    pub name: String,
    /// Whether they agree from then on.
    pub agrees: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// A change of the boundary after the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amended {
    /// The zone version in force since.
    pub version: i32,
    /// The one before.
    pub before: i32,
    /// Why.
    pub reason: String,
    /// Who proposed it, as shown.
    pub by: String,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// A gate that a DRI let a pull request pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waived {
    /// Like `acme/shop#12`.
    pub pull_request: String,
    /// Which.
    pub gate: Gate,
    /// How many files that were outside it covers; 0 but for the zone.
    pub files: usize,
    /// Why.
    pub reason: String,
    /// Who, as shown.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A metric that cannot be computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// 1 to 5.
    pub metric: u8,
    /// Why, in a sentence.
    pub why: String,
}

impl Programme {
    /// The feature of an arm.
    pub fn feature(&self, arm: Arm) -> Option<&ArmFeature> {
        match arm {
            Arm::NewModel => self.new_model.as_ref(),
            Arm::OldModel => self.old_model.as_ref(),
        }
    }

    /// The pilot PMs of an arm over time: for each who is one today, everybody who had their place, the first first, with names as
    /// shown.
    pub fn pms_over_time(&self, arm: Arm) -> Vec<Vec<(Tenure, &str)>> {
        let of = |(pm, name)| {
            let tenures = post_over_time(Post::PilotPm, (arm, pm), &self.replaced);
            let name_of = |person| match person == pm {
                true => name,
                false => {
                    let mut left = self.replaced.iter().filter(|one| one.former == person);
                    left.next_back().map_or("", |one| one.former_name.as_str())
                }
            };
            tenures
                .into_iter()
                .map(|tenure| (tenure, name_of(tenure.person)))
                .collect()
        };
        self.feature(arm)
            .into_iter()
            .flat_map(|feature| feature.pms().map(of))
            .collect()
    }

    /// Who counts as what when reviews are counted.
    pub fn people(&self) -> People<'_> {
        People {
            bots: &self.bots,
            pms: &self.pm_logins,
            pm_ids: &self.pm_ids,
            pms_for_a_time: &self.pms_for_a_time,
        }
    }

    /// Without the answers that somebody changed while their week was open: they count for nothing and are shown nowhere.
    #[must_use]
    pub fn with_answers_that_count(&self) -> Self {
        let counts = |(place, one): &(usize, &Answer)| {
            let of_week = self.answers.iter().enumerate();
            let of_week = of_week.filter(|(_, other)| (other.person, other.week) == (one.person, one.week));
            // The last of the newest, as the metric takes it.
            of_week
                .max_by_key(|(_, other)| other.at)
                .is_some_and(|(last, _)| last == *place)
        };
        let answers = self.answers.iter().enumerate().filter(counts);
        Self {
            answers: answers.map(|(_, answer)| answer.clone()).collect(),
            ..self.clone()
        }
    }

    /// Why a metric cannot be computed; `None` if it can.
    pub fn unreadable(&self, metric: u8) -> Option<&str> {
        let found = self.unreadable.iter().find(|unreadable| unreadable.metric == metric);
        found.map(|unreadable| unreadable.why.as_str())
    }
}
