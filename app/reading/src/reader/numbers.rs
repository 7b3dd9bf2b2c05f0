//! Counts and bars: weeks, people, features and criteria.

use domain::decimal::Decimal;
use domain::terms::{Statistic, TermName, at_most_more};

use super::{Reader, missing};
use crate::claims::{Claim, Claims};
use crate::doubts;

impl Reader {
    pub(super) fn numbers(&mut self, claims: &Claims<'_>) {
        let of = |wanted: TermName| -> Vec<&Claim<'_, u8>> {
            claims
                .numbers
                .iter()
                .filter(|(term, _)| *term == wanted)
                .map(|(_, claim)| claim)
                .collect()
        };
        let plain = |unit: &'static str| {
            move |value: u8| {
                if value == 1 {
                    format!("1 {unit}")
                } else {
                    format!("{value} {unit}s")
                }
            }
        };
        self.reading.terms.weeks = self.settle(claims, TermName::Weeks, &of(TermName::Weeks), plain("week"));
        self.reading.terms.pilot_pms =
            self.settle(claims, TermName::PilotPms, &of(TermName::PilotPms), plain("pilot PM"));
        let baseline = of(TermName::BaselineFeatures);
        self.reading.terms.baseline_features =
            self.settle(claims, TermName::BaselineFeatures, &baseline, plain("feature"));
        let met = |value: u8| format!("{value} criteria met");
        self.reading.terms.success_at = self.settle(claims, TermName::SuccessAt, &of(TermName::SuccessAt), met);
        let iterate = of(TermName::IterateAt);
        self.reading.terms.iterate_at = self.settle(claims, TermName::IterateAt, &iterate, met);
        let differing = claims
            .roll_back_below
            .iter()
            .find(|below| self.reading.terms.iterate_at.is_some() && below.said.value != self.reading.terms.iterate_at);
        if let (Some(below), Some(iterate)) = (differing, iterate.iter().find(|claim| claim.said.value.is_some())) {
            let explanation = format!(
                "The one iterates at {} criteria met, the other rolls back below {}.",
                self.reading.terms.iterate_at.unwrap_or_default(),
                below.said.value.unwrap_or_default()
            );
            let term = TermName::IterateAt;
            let places = (iterate.sentence.place(), below.sentence.place());
            self.reading
                .contradictions
                .push(doubts::contradiction(term, places, explanation));
            self.reading.terms.iterate_at = None;
            self.reading.found.retain(|found| found.term != term);
            self.reading.missing.push(missing(term, None));
        }
        let statistic: Vec<&Claim<'_, Statistic>> = claims.statistic.iter().collect();
        self.reading.terms.baseline_statistic = self.settle(claims, TermName::BaselineStatistic, &statistic, |value| {
            match value {
                Statistic::Median => "median",
                Statistic::Mean => "mean",
            }
            .into()
        });
    }

    pub(super) fn criteria(&mut self, claims: &Claims<'_>) {
        let of = |wanted: TermName| -> Vec<&Claim<'_, Decimal>> {
            let bars = claims.bars.iter().filter(|(term, _)| *term == wanted);
            bars.map(|(_, claim)| claim).collect()
        };
        let drop = of(TermName::CommitDropPercent);
        self.reading.terms.commit_drop_percent = self.settle(claims, TermName::CommitDropPercent, &drop, |value| {
            format!("at least {value} %")
        });
        let energy = of(TermName::EnergyAtLeast);
        self.reading.terms.energy_at_least = self.settle(claims, TermName::EnergyAtLeast, &energy, |value| {
            format!("at least {value} of 5")
        });
        let cycles: Vec<&Claim<'_, Decimal>> = claims.cycles.iter().collect();
        let more = |percent: Decimal| match percent {
            Decimal::ZERO => "required".to_owned(),
            percent => at_most_more(percent),
        };
        let tolerance = self.settle(claims, TermName::CyclesMustNotIncrease, &cycles, more);
        self.reading.terms.cycles_must_not_increase = tolerance.map(|_| true);
        self.reading.terms.cycles_tolerance_percent = tolerance.unwrap_or_default();
        let outcome: Vec<&Claim<'_, bool>> = claims.outcome.iter().collect();
        let required = |_| "required".to_owned();
        self.reading.terms.outcome_must_move = self.settle(claims, TermName::OutcomeMustMove, &outcome, required);
    }
}
