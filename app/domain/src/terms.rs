//! The typed terms of a proposal: what the software enforces and evaluates once they are signed.

mod ask;
mod check;
mod definitions;
mod differences;
mod follow;
mod missing;
mod name;
mod reading;
mod row;
mod shown;
mod unseen;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::decimal::Decimal;
use crate::document::{Digest, settle};

pub use ask::Subject;
pub use definitions::{DEFINITIONS, DEFINITIONS_TEXT, Definitions};
pub use name::TermName;
pub use reading::{Contradiction, Found, Mention, Missing, Reading, Says};
pub use row::{Choice, Place, Row, Source, State, open, rows};
pub use shown::{Differing, at_most_more};

/// How four baseline values become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statistic {
    /// The middle value; of an even count, the mean of the middle two.
    Median,
    /// The arithmetic mean.
    Mean,
}

/// The terms of one revision as far as they are known. A term nobody stated is `None`: unsure is
/// said, never guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// Length of the pilot, in weeks.
    pub weeks: Option<u8>,
    /// How many pilot PMs take part, in both arms together: at least one in each.
    pub pilot_pms: Option<u8>,
    /// Review hours per week asked of each engineering DRI.
    pub dri_hours_per_week: Option<Decimal>,
    /// How many earlier features make the baseline.
    pub baseline_features: Option<u8>,
    /// How the baseline features become one value.
    pub baseline_statistic: Option<Statistic>,
    /// Criterion 1: days from idea to first commit must drop by at least this many percent.
    pub commit_drop_percent: Option<Decimal>,
    /// Criterion 2: review cycles per PR must not increase, but for [`Terms::cycles_tolerance_percent`].
    pub cycles_must_not_increase: Option<bool>,
    /// Criterion 3: energy must average at least this, of 5.
    pub energy_at_least: Option<Decimal>,
    /// Criterion 4: the feature ships and moves its primary metric as expected.
    pub outcome_must_move: Option<bool>,
    /// This many criteria met is success.
    pub success_at: Option<u8>,
    /// Exactly this many criteria met is iterate; fewer is roll back.
    pub iterate_at: Option<u8>,
    /// When the readout is held, local time in the pilot's zone.
    pub readout_at: Option<NaiveDateTime>,
    /// The asks put to the approver, in order, in the document's words.
    pub asks: Vec<String>,
    /// The metrics reported, in order.
    pub metrics: Vec<String>,
    /// What pilot PMs may change, in the document's words.
    pub pm_zone: Vec<String>,
    /// What stays with engineering.
    pub engineering_zone: Vec<String>,
    /// Week-one activities.
    pub week_one: Vec<String>,
    /// Week-one no-go statements.
    pub no_go: Vec<String>,
    /// The zone version these terms are about; `None` is the newest one when they are sent. Younger
    /// than the fields above, and so absent from the JSON of terms without it: their digest stays.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone_version: Option<i32>,
    /// The definitions the numbers are computed by. Absent from the JSON when not named, like the zone
    /// version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric_definitions: Option<Definitions>,
    /// Criterion 2: by how many percent of the baseline review cycles may still be more. Absent from the
    /// JSON when it is none, like the zone version.
    #[serde(skip_serializing_if = "Decimal::is_zero")]
    pub cycles_tolerance_percent: Decimal,
    /// What the energy of the pilot is compared with, where a person said it beside the text. Absent from the JSON
    /// while it is not, like those below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub energy_baseline: Option<String>,
    /// What counts while a number is missing, where a person said it beside the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_data: Option<String>,
    /// Which of the four asks a sentence of [`Terms::asks`] is, where a person said it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub assigned: BTreeMap<String, Subject>,
    /// What a person settled although the text says otherwise, or says it in more than one way: by term what the
    /// text said then ([`Reading::said`]). It counts until the text says something else.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub decided: BTreeMap<TermName, String>,
}

/// Terms with nothing missing: what can be sent, signed, enforced and evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreedTerms {
    /// Length of the pilot, in weeks.
    pub weeks: u8,
    /// Review hours per week of each engineering DRI.
    pub dri_hours_per_week: Decimal,
    /// How many pilot PMs, and so how many DRIs.
    pub pilot_pms: u8,
    /// How many earlier features make the baseline.
    pub baseline_features: u8,
    /// How the baseline features become one value.
    pub baseline_statistic: Statistic,
    /// Criterion 1, in percent.
    pub commit_drop_percent: Decimal,
    /// Criterion 2: how much more than the baseline is still met, in percent of it. Absent from the JSON when
    /// it is nothing.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub cycles_tolerance_percent: Decimal,
    /// Criterion 3, of 5.
    pub energy_at_least: Decimal,
    /// Criteria met for success.
    pub success_at: u8,
    /// Criteria met for iterate.
    pub iterate_at: u8,
    /// When the readout is held, local time in the pilot's zone.
    pub readout_at: NaiveDateTime,
}

/// A term whose value cannot be agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field it belongs to.
    pub term: TermName,
    /// What is wrong, as a sentence.
    pub sentence: String,
}

impl Terms {
    /// The terms when nothing that is enforced or evaluated is missing.
    ///
    /// # Errors
    /// The names of the missing terms, in the order of the fields. A criterion that is stated as not
    /// required counts as missing: the four criteria are what the pilot is judged by.
    pub fn agreed(&self) -> Result<AgreedTerms, Vec<TermName>> {
        let mut missing = Vec::new();
        let mut need = |known: bool, term| {
            if !known {
                missing.push(term);
            }
        };
        need(self.weeks.is_some(), TermName::Weeks);
        need(self.pilot_pms.is_some(), TermName::PilotPms);
        need(self.dri_hours_per_week.is_some(), TermName::DriHoursPerWeek);
        need(self.baseline_features.is_some(), TermName::BaselineFeatures);
        need(self.baseline_statistic.is_some(), TermName::BaselineStatistic);
        need(self.commit_drop_percent.is_some(), TermName::CommitDropPercent);
        need(
            self.cycles_must_not_increase == Some(true),
            TermName::CyclesMustNotIncrease,
        );
        need(self.energy_at_least.is_some(), TermName::EnergyAtLeast);
        need(self.outcome_must_move == Some(true), TermName::OutcomeMustMove);
        need(self.success_at.is_some(), TermName::SuccessAt);
        need(self.iterate_at.is_some(), TermName::IterateAt);
        need(self.readout_at.is_some(), TermName::ReadoutAt);
        let complete = || {
            Some(AgreedTerms {
                weeks: self.weeks?,
                dri_hours_per_week: self.dri_hours_per_week?,
                pilot_pms: self.pilot_pms?,
                baseline_features: self.baseline_features?,
                baseline_statistic: self.baseline_statistic?,
                commit_drop_percent: self.commit_drop_percent?,
                cycles_tolerance_percent: self.cycles_tolerance_percent,
                energy_at_least: self.energy_at_least?,
                success_at: self.success_at?,
                iterate_at: self.iterate_at?,
                readout_at: self.readout_at?,
            })
        };
        match complete() {
            Some(agreed) if missing.is_empty() => Ok(agreed),
            _ => Err(missing),
        }
    }

    /// The terms with the gaps of their lists filled or said to be none, as
    /// [`crate::document::settle_placeholders`] settles those of the text the lists were read from.
    #[must_use]
    pub fn settled(mut self, values: &[(&str, &str)], none: &[&str]) -> Self {
        for item in self.items_mut() {
            *item = settle(item, values, none);
        }
        self
    }

    /// Every item of every list.
    fn items_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let lists = [
            &mut self.asks,
            &mut self.metrics,
            &mut self.pm_zone,
            &mut self.engineering_zone,
            &mut self.week_one,
            &mut self.no_go,
        ];
        lists.into_iter().flatten()
    }

    /// The one JSON text of these terms, which the digest covers: fields in the order above, no white space.
    #[must_use]
    pub fn canonical_json(&self) -> String {
        serde_json::to_string(self).expect("numbers, texts and times always have a JSON form")
    }

    /// SHA-256 over the terms alone, by which they are confirmed whatever the prose beside them.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(Sha256::new_with_prefix(self.canonical_json()))
    }
}

impl Terms {
    /// How the review hours come about, like [`hours_sum`], once all three numbers are known.
    #[must_use]
    pub fn hours_sum(&self) -> Option<String> {
        Some(sum(self.pilot_pms?, self.dri_hours_per_week?, self.weeks?))
    }
}

/// The review hours promised in all: engineers × hours per week × weeks.
#[must_use]
pub fn hours_total(terms: &AgreedTerms) -> Decimal {
    terms
        .dri_hours_per_week
        .times(terms.pilot_pms.into())
        .times(terms.weeks.into())
}

/// How [`hours_total`] comes about, such as "2 engineers × 0.75 h × 4 weeks = 6 h".
#[must_use]
pub fn hours_sum(terms: &AgreedTerms) -> String {
    sum(terms.pilot_pms, terms.dri_hours_per_week, terms.weeks)
}

fn sum(engineers: u8, each: Decimal, weeks: u8) -> String {
    let counted = |n: u8, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let total = each.times(engineers.into()).times(weeks.into());
    format!(
        "{} × {each} h × {} = {total} h",
        counted(engineers, "engineer"),
        counted(weeks, "week"),
    )
}
