//! Terms in words, and where the text has moved away from them.

use super::{Decimal, Mention, Reading, Says, Statistic, TermName, Terms, hours_sum, hours_total};
use crate::document::{Class, Overlay};

impl Statistic {
    /// Both, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Median, Self::Mean];

    /// The word in pages and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Median => "median",
            Self::Mean => "mean",
        }
    }

    /// Reads the word of a form; `None` for any other word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|statistic| statistic.as_str() == word)
    }
}

impl TermName {
    /// Its name in forms, in JSON and in addresses within a page (`#term-weeks`).
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Weeks => "weeks",
            Self::PilotPms => "pilot_pms",
            Self::DriHoursPerWeek => "dri_hours_per_week",
            Self::BaselineFeatures => "baseline_features",
            Self::BaselineStatistic => "baseline_statistic",
            Self::CommitDropPercent => "commit_drop_percent",
            Self::CyclesMustNotIncrease => "cycles_must_not_increase",
            Self::EnergyAtLeast => "energy_at_least",
            Self::OutcomeMustMove => "outcome_must_move",
            Self::SuccessAt => "success_at",
            Self::IterateAt => "iterate_at",
            Self::ReadoutAt => "readout_at",
            Self::Asks => "asks",
            Self::Metrics => "metrics",
            Self::PmZone => "pm_zone",
            Self::EngineeringZone => "engineering_zone",
            Self::WeekOne => "week_one",
            Self::NoGo => "no_go",
            Self::ZoneVersion => "zone_version",
            Self::MetricDefinitions => "metric_definitions",
            Self::CyclesTolerance => "cycles_tolerance_percent",
            Self::EnergyBaseline => "energy_baseline",
            Self::MissingData => "missing_data",
            Self::MetricsWithoutCriterion => "metrics_without_criterion",
        }
    }

    /// The terms with one value, in the order of the fields.
    pub const VALUES: [Self; 12] = [
        Self::Weeks,
        Self::PilotPms,
        Self::DriHoursPerWeek,
        Self::BaselineFeatures,
        Self::BaselineStatistic,
        Self::CommitDropPercent,
        Self::CyclesMustNotIncrease,
        Self::EnergyAtLeast,
        Self::OutcomeMustMove,
        Self::SuccessAt,
        Self::IterateAt,
        Self::ReadoutAt,
    ];

    /// The terms that are lists, in the order of the fields.
    pub const LISTS: [Self; 6] = [
        Self::Asks,
        Self::Metrics,
        Self::PmZone,
        Self::EngineeringZone,
        Self::WeekOne,
        Self::NoGo,
    ];
}

/// A term of which the text says something else than was agreed beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Which term.
    pub term: TermName,
    /// What the text says; `None` when it does not list anything of what the terms list.
    pub text: Option<String>,
    /// What the terms say; `None` when they leave it open.
    pub terms: Option<String>,
    /// The key of the section it stands in; `None` when it stands nowhere.
    pub section: Option<String>,
}

/// The second criterion with a tolerance, in words.
#[must_use]
pub fn at_most_more(percent: Decimal) -> String {
    format!("at most {percent} % more")
}

impl Terms {
    /// By how many percent review cycles may be more; `None` when they may not.
    #[must_use]
    pub fn cycles_tolerance(&self) -> Option<Decimal> {
        Some(self.cycles_tolerance_percent).filter(|percent| !percent.is_zero())
    }

    /// The value of a term in words: a readout as local time without its zone, a list by its number
    /// of items. `None` when it is not known.
    #[must_use]
    pub fn shown(&self, term: TermName) -> Option<String> {
        let counted = |n: u8, unit: &str| format!("{n} {unit}{}", if n == 1 { "" } else { "s" });
        let required = |yes: bool| if yes { "required" } else { "not required" }.to_owned();
        let items = match self.list(term).len() {
            0 => None,
            1 => Some("1 item".to_owned()),
            n => Some(format!("{n} items")),
        };
        match term {
            TermName::Weeks => self.weeks.map(|n| counted(n, "week")),
            TermName::PilotPms => self.pilot_pms.map(|n| counted(n, "pilot PM")),
            TermName::DriHoursPerWeek => self.dri_hours_per_week.map(|n| format!("{n} h a week for each DRI")),
            TermName::BaselineFeatures => self.baseline_features.map(|n| counted(n, "feature")),
            TermName::BaselineStatistic => self.baseline_statistic.map(|statistic| statistic.as_str().to_owned()),
            TermName::CommitDropPercent => self.commit_drop_percent.map(|n| format!("at least {n} %")),
            TermName::CyclesMustNotIncrease => match (self.cycles_must_not_increase, self.cycles_tolerance()) {
                (Some(true), Some(percent)) => Some(at_most_more(percent)),
                (stated, _) => stated.map(required),
            },
            TermName::EnergyAtLeast => self.energy_at_least.map(|n| format!("at least {n} of 5")),
            TermName::OutcomeMustMove => self.outcome_must_move.map(required),
            TermName::SuccessAt => self.success_at.map(|n| format!("{n} criteria met")),
            TermName::IterateAt => self.iterate_at.map(|n| format!("{n} criteria met")),
            TermName::ReadoutAt => self.readout_at.map(|at| at.format("%Y-%m-%d %H:%M").to_string()),
            TermName::Asks
            | TermName::Metrics
            | TermName::PmZone
            | TermName::EngineeringZone
            | TermName::WeekOne
            | TermName::NoGo => items,
            TermName::ZoneVersion => self.zone_version.map(|n| format!("version {n}")),
            TermName::MetricDefinitions => {
                let named = self.metric_definitions.as_ref();
                named.map(|named| format!("edition {} ({})", named.edition, named.hash))
            }
            TermName::CyclesTolerance => self.cycles_tolerance().map(|percent| format!("{percent} %")),
            TermName::EnergyBaseline => self.energy_baseline.clone(),
            TermName::MissingData => self.missing_data.clone(),
            TermName::MetricsWithoutCriterion => {
                let decided = self.decided.contains_key(&term);
                decided.then(|| "what no criterion judges is reported and decides nothing".to_owned())
            }
        }
    }

    /// The items of a term that is a list; empty for every other.
    #[must_use]
    pub fn list(&self, term: TermName) -> &[String] {
        match term {
            TermName::Asks => &self.asks,
            TermName::Metrics => &self.metrics,
            TermName::PmZone => &self.pm_zone,
            TermName::EngineeringZone => &self.engineering_zone,
            TermName::WeekOne => &self.week_one,
            TermName::NoGo => &self.no_go,
            _ => &[],
        }
    }
}

impl Mention {
    /// Whether it says what `terms` say; `None` when one of them says nothing to compare.
    #[must_use]
    pub fn agrees(&self, terms: &Terms) -> Option<bool> {
        let value = terms.shown(self.term);
        match &self.says {
            Says::Value(said) => Some(value.as_ref() == Some(said)),
            Says::About(said) => value.map(|value| value == *said),
            Says::Total(hours) => terms.agreed().ok().map(|agreed| hours_total(&agreed) == *hours),
            Says::Together(hours) => {
                let each = terms.pilot_pms.zip(terms.dri_hours_per_week);
                each.map(|(pms, each)| each.times(pms.into()) == *hours)
            }
            Says::OneEngineer(_) => terms.pilot_pms.map(|pms| pms == 1),
            Says::Unclear => value.map(|_| false),
        }
    }

    /// What it says, for people.
    #[must_use]
    pub fn said(&self) -> String {
        match &self.says {
            Says::Value(said) => said.clone(),
            Says::About(said) => format!("about {said}"),
            Says::Total(hours) => format!("{hours} h in all"),
            Says::Together(hours) => format!("{hours} h a week in all"),
            Says::OneEngineer(hours) => format!("{hours} h a week of one engineer"),
            Says::Unclear => "something that can be read in more than one way".to_owned(),
        }
    }
}

impl Terms {
    /// The value of a term and, of the review hours, what they come to: the title of a live value.
    fn said(&self, term: TermName) -> Option<String> {
        let value = self.shown(term)?;
        match self.agreed() {
            Ok(agreed) if term == TermName::DriHoursPerWeek => Some(format!("{value}: {}", hours_sum(&agreed))),
            _ => Some(value),
        }
    }
}

impl Reading {
    /// Where the text says something else than `terms`, a term once. A value that the text leaves open
    /// differs from nothing; what can be read in more than one way differs unless another place is clear. A
    /// list of the terms that the text does not have differs: what is signed has to stand in it.
    #[must_use]
    pub fn differing(&self, terms: &Terms) -> Vec<Differing> {
        let values = TermName::VALUES.into_iter().filter_map(|term| {
            let of = || self.mentions.iter().filter(move |mention| mention.term == term);
            let clear = of().find(|mention| mention.says != Says::Unclear && mention.agrees(terms) == Some(false));
            let agreed = || of().any(|mention| mention.agrees(terms) == Some(true));
            let unclear = || of().find(|mention| mention.agrees(terms) == Some(false) && !agreed());
            let mention = clear.or_else(unclear)?;
            Some(Differing {
                term,
                text: Some(mention.said()),
                terms: terms.said(term),
                section: Some(mention.section.clone()),
            })
        });
        let lists = self.terms.differences(terms).into_iter().filter_map(|term| {
            if !TermName::LISTS.contains(&term) || self.terms.list(term) == terms.list(term) {
                return None;
            }
            let Some(shown) = self.terms.shown(term) else {
                return Some(Differing {
                    term,
                    text: None,
                    terms: terms.shown(term),
                    section: None,
                });
            };
            let found = self.found.iter().find(|found| found.term == term)?;
            let only_in = |here: &Terms, there: &Terms| {
                let mut items = here.list(term).iter();
                items
                    .find(|item| !there.list(term).contains(item))
                    .map(|item| format!("“{item}”"))
            };
            let (added, removed) = (only_in(&self.terms, terms), only_in(terms, &self.terms));
            Some(Differing {
                term,
                text: Some(match (added, &removed) {
                    (Some(added), _) => added,
                    (None, Some(_)) => "nothing of it".to_owned(),
                    (None, None) => format!("{shown} in another order"),
                }),
                terms: removed.or_else(|| terms.shown(term)),
                section: Some(found.section.clone()),
            })
        });
        values.chain(lists).collect()
    }

    /// The values in the text as live ones: each with a title that names term and source, marked
    /// where it is not what the terms say. `row` is the address of a term's row on the page.
    #[must_use]
    pub fn live(&self, terms: &Terms, row: impl Fn(TermName) -> String) -> Vec<Overlay> {
        self.mentions
            .iter()
            .filter_map(|mention| {
                let agrees = mention.agrees(terms)?;
                let (class, title) = match terms.said(mention.term) {
                    Some(said) if agrees => (Class::Term, format!("{}, by the terms: {said}", mention.term.label())),
                    Some(said) => (Class::TermDiffers, format!("The terms say {said}")),
                    None => (Class::TermDiffers, "The terms leave it open".to_owned()),
                };
                Some(Overlay {
                    href: Some(row(mention.term)),
                    title: Some(title),
                    ..Overlay::new(mention.range.clone(), class)
                })
            })
            .collect()
    }
}
