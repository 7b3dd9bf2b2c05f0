//! Terms that follow the text: what it newly says of a term that was open, and lists that were its own words.

use super::{Reading, State, TermName, Terms, rows};

impl Terms {
    /// Takes over what `other` has of a term.
    pub fn take(&mut self, term: TermName, other: &Self) {
        match term {
            TermName::Weeks => self.weeks = other.weeks,
            TermName::PilotPms => self.pilot_pms = other.pilot_pms,
            TermName::DriHoursPerWeek => self.dri_hours_per_week = other.dri_hours_per_week,
            TermName::BaselineFeatures => self.baseline_features = other.baseline_features,
            TermName::BaselineStatistic => self.baseline_statistic = other.baseline_statistic,
            TermName::CommitDropPercent => self.commit_drop_percent = other.commit_drop_percent,
            TermName::CyclesMustNotIncrease | TermName::CyclesTolerance => {
                self.cycles_must_not_increase = other.cycles_must_not_increase;
                self.cycles_tolerance_percent = other.cycles_tolerance_percent;
            }
            TermName::EnergyAtLeast => self.energy_at_least = other.energy_at_least,
            TermName::OutcomeMustMove => self.outcome_must_move = other.outcome_must_move,
            TermName::SuccessAt => self.success_at = other.success_at,
            TermName::IterateAt => self.iterate_at = other.iterate_at,
            TermName::ReadoutAt => self.readout_at = other.readout_at,
            TermName::Asks => self.asks.clone_from(&other.asks),
            TermName::Metrics => self.metrics.clone_from(&other.metrics),
            TermName::PmZone => self.pm_zone.clone_from(&other.pm_zone),
            TermName::EngineeringZone => self.engineering_zone.clone_from(&other.engineering_zone),
            TermName::WeekOne => self.week_one.clone_from(&other.week_one),
            TermName::NoGo => self.no_go.clone_from(&other.no_go),
            TermName::ZoneVersion => self.zone_version = other.zone_version,
            TermName::MetricDefinitions => self.metric_definitions.clone_from(&other.metric_definitions),
            TermName::EnergyBaseline => self.energy_baseline.clone_from(&other.energy_baseline),
            TermName::MissingData => self.missing_data.clone_from(&other.missing_data),
            TermName::MetricsWithoutCriterion => {}
        }
    }

    /// The terms after an edit of the text. What was open and is clearly written now is taken; a list that was the
    /// text's own is what the text lists now. A value somebody agreed to stays, whatever the text says: that is asked.
    #[must_use]
    pub fn follow(&self, before: &Reading, now: &Reading) -> Self {
        let (known, settled) = (before.beyond_doubt(), now.beyond_doubt());
        let mut terms = self.clone();
        for term in TermName::VALUES {
            if self.shown(term).is_none() && known.shown(term).is_none() {
                terms.take(term, &settled);
            }
        }
        for term in TermName::LISTS {
            if self.list(term) == known.list(term) && !settled.list(term).is_empty() {
                terms.take(term, &settled);
            }
        }
        terms
    }
}

impl Reading {
    /// The terms without what the text says in two ways, or in a way that cannot be: they are open.
    #[must_use]
    pub fn beyond_doubt(&self) -> Terms {
        let mut terms = self.terms.clone();
        for row in rows(&self.terms, self) {
            if matches!(row.state, State::Contradicted { .. }) && TermName::VALUES.contains(&row.term) {
                terms.take(row.term, &Terms::default());
            }
        }
        terms
    }
}
