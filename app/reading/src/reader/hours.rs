//! The hours a week of a DRI.

use domain::decimal::Decimal;
use domain::terms::{Says, TermName};

use super::{Reader, missing};
use crate::claims::{Claim, Claims, Scope};
use crate::doubts;

fn hours_of_each(hours: Decimal) -> String {
    format!("{hours} h a week for each DRI")
}

impl Reader {
    /// Hours count only when it is said whose they are.
    pub(super) fn hours(&mut self, claims: &Claims<'_>) {
        let term = TermName::DriHoursPerWeek;
        let each: Vec<&Claim<'_, Decimal>> = claims
            .hours
            .iter()
            .filter(|(scope, _)| *scope == Scope::EachDri)
            .map(|(_, claim)| claim)
            .collect();
        let others = claims.hours.iter().filter_map(|(scope, claim)| {
            let hours = claim.said.value.or(claim.said.near)?;
            let says = match scope {
                Scope::EachDri => return None,
                Scope::OneEngineer => Says::OneEngineer(hours),
                Scope::Together => Says::Together(hours),
                Scope::Unknown => Says::About(hours_of_each(hours)),
            };
            Some(claim.mention(term, says))
        });
        self.reading.mentions.extend(others);
        let in_all = claims.totals.iter().filter(|(scope, _)| *scope != Scope::EachDri);
        self.reading.mentions.extend(in_all.map(|(_, claim)| {
            let says = claim.said.value.map_or(Says::Unclear, Says::Total);
            claim.mention(term, says)
        }));
        if each.is_empty() {
            let unclear = claims.hours.first().map(|(_, claim)| claim.sentence);
            let total = || claims.totals.first().map(|(_, claim)| claim.sentence);
            let unclear = unclear.or_else(total).or_else(|| claims.spoken_of(term));
            self.reading.missing.push(missing(term, unclear));
            return;
        }
        self.reading.terms.dri_hours_per_week = self.settle(claims, term, &each, hours_of_each);
        let stated = |claim: &&&Claim<'_, Decimal>| claim.said.value.or(claim.said.near).is_some();
        if let Some(claim) = each.iter().find(stated) {
            let known = doubts::Hours {
                each: (claim.said.value.or(claim.said.near).unwrap_or_default(), claim),
                stated: each
                    .iter()
                    .filter_map(|claim| claim.said.value.or(claim.said.near))
                    .collect(),
                weeks: self.reading.terms.weeks,
                lengths: claims
                    .numbers
                    .iter()
                    .filter(|(term, _)| *term == TermName::Weeks)
                    .filter_map(|(_, claim)| claim.said.value.or(claim.said.near))
                    .collect(),
                pms: self.reading.terms.pilot_pms.unwrap_or(2),
            };
            self.reading.contradictions.extend(doubts::hours(&known, claims));
        }
    }
}
