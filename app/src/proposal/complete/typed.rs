//! The terms in the fields of a form, and read out of them.

use std::collections::BTreeMap;

use chrono::{LocalResult, NaiveDateTime, TimeZone as _};
use chrono_tz::Tz;
use domain::document::unseen::without;
use domain::terms::{Statistic, TermName, Terms};

/// Reads the terms out of a form, but for the definitions, which are not a choice. What is left empty stays unknown; what cannot be read or cannot be
/// agreed to is a problem of its field.
pub fn parse(fields: &BTreeMap<String, String>, zone: Tz) -> (Terms, Vec<(String, String)>) {
    let mut problems = Vec::new();
    let typed = |term: TermName| fields.get(term.as_str()).map(|text| text.trim()).unwrap_or_default();
    let mut problem = |term: TermName, sentence: String| problems.push((term.as_str().to_owned(), sentence));
    let zone_version = match typed(TermName::ZoneVersion) {
        "" => None,
        text => {
            let version = text.parse::<i32>().ok().filter(|version| *version > 0);
            if version.is_none() {
                problem(TermName::ZoneVersion, "Zone version: enter a whole number.".to_owned());
            }
            version
        }
    };
    let mut number = |term: TermName| {
        let text = typed(term).trim_end_matches('%').trim_end();
        if text.is_empty() {
            return None;
        }
        let number = text.parse::<u8>().ok();
        if number.is_none() {
            problem(term, format!("{}: enter a whole number.", term.label()));
        }
        number
    };
    let items = |term: TermName| -> Vec<String> {
        let lines = typed(term).lines().map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .map(|line| without(line).into_owned())
            .collect()
    };
    let required = |term: TermName| (typed(term) == "required").then_some(true);
    let mut terms = Terms {
        weeks: number(TermName::Weeks),
        pilot_pms: number(TermName::PilotPms),
        dri_hours_per_week: number(TermName::DriHoursPerWeek),
        baseline_features: number(TermName::BaselineFeatures),
        baseline_statistic: Statistic::parse(typed(TermName::BaselineStatistic)),
        commit_drop_percent: number(TermName::CommitDropPercent),
        cycles_must_not_increase: required(TermName::CyclesMustNotIncrease),
        energy_at_least: number(TermName::EnergyAtLeast),
        outcome_must_move: required(TermName::OutcomeMustMove),
        success_at: number(TermName::SuccessAt),
        iterate_at: number(TermName::IterateAt),
        readout_at: None,
        asks: items(TermName::Asks),
        metrics: items(TermName::Metrics),
        pm_zone: items(TermName::PmZone),
        engineering_zone: items(TermName::EngineeringZone),
        week_one: items(TermName::WeekOne),
        no_go: items(TermName::NoGo),
        zone_version,
        metric_definitions: None,
    };
    match readout(typed(TermName::ReadoutAt), zone) {
        Ok(at) => terms.readout_at = at,
        Err(sentence) => problem(TermName::ReadoutAt, sentence),
    }
    for found in terms.check() {
        problem(found.term, found.sentence);
    }
    (terms, problems)
}

/// A local date and time as browsers write it, which has to exist in the zone.
fn readout(text: &str, zone: Tz) -> Result<Option<NaiveDateTime>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let at = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
        .ok_or("Enter the readout as date and time, such as 2026-04-24 15:00.")?;
    match zone.from_local_datetime(&at) {
        LocalResult::None => Err(format!(
            "There is no {} on that day in {zone}: the clocks jump over it. Choose another time.",
            at.format("%H:%M")
        )),
        _ => Ok(Some(at)),
    }
}

/// What stands in a term's field at first.
pub(super) fn first(terms: &Terms, term: TermName) -> String {
    let number = |n: Option<u8>| n.map(|n| n.to_string()).unwrap_or_default();
    match term {
        TermName::Weeks => number(terms.weeks),
        TermName::PilotPms => number(terms.pilot_pms),
        TermName::DriHoursPerWeek => number(terms.dri_hours_per_week),
        TermName::BaselineFeatures => number(terms.baseline_features),
        TermName::CommitDropPercent => number(terms.commit_drop_percent),
        TermName::EnergyAtLeast => number(terms.energy_at_least),
        TermName::SuccessAt => number(terms.success_at),
        TermName::IterateAt => number(terms.iterate_at),
        TermName::BaselineStatistic => terms
            .baseline_statistic
            .map(Statistic::as_str)
            .unwrap_or_default()
            .to_owned(),
        TermName::CyclesMustNotIncrease => required(terms.cycles_must_not_increase),
        TermName::OutcomeMustMove => required(terms.outcome_must_move),
        TermName::ZoneVersion => terms.zone_version.map(|n| n.to_string()).unwrap_or_default(),
        TermName::ReadoutAt => {
            let at = terms.readout_at.map(|at| at.format("%Y-%m-%dT%H:%M").to_string());
            at.unwrap_or_default()
        }
        list => terms.list(list).join("\n"),
    }
}

fn required(term: Option<bool>) -> String {
    if term == Some(true) { "required" } else { "" }.to_owned()
}

#[cfg(test)]
mod tests {
    use domain::terms::read;

    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> (Terms, Vec<(String, String)>) {
        let fields = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        parse(&fields, chrono_tz::Europe::Berlin)
    }

    #[test]
    fn what_a_page_shows_reads_back_as_it_was() {
        let mut terms = read(&domain::template::body()).terms;
        terms.baseline_statistic = Some(Statistic::Mean);
        terms.readout_at = Some("2026-04-24T15:00:00".parse().expect("a time"));
        terms.zone_version = Some(3);
        let pairs: Vec<(String, String)> = TermName::VALUES
            .into_iter()
            .chain(TermName::LISTS)
            .chain([TermName::ZoneVersion])
            .map(|term| (term.as_str().to_owned(), first(&terms, term)))
            .collect();
        let (read_back, problems) = parse(&pairs.into_iter().collect(), chrono_tz::Europe::Berlin);
        assert_eq!((read_back, problems), (terms, vec![]));
    }

    #[test]
    fn an_empty_form_leaves_everything_unknown() {
        assert_eq!(typed(&[]), (Terms::default(), vec![]));
        assert_eq!(
            typed(&[("weeks", " "), ("asks", "\r\n \r\n")]),
            (Terms::default(), vec![])
        );
    }

    #[test]
    fn values_that_cannot_be_are_problems_of_their_field() {
        for (name, value) in [
            ("weeks", "four"),
            ("weeks", "0"),
            ("weeks", "300"),
            ("pilot_pms", "3"),
            ("energy_at_least", "3.5"),
            ("energy_at_least", "6"),
            ("commit_drop_percent", "-30"),
            ("readout_at", "next Friday"),
            ("zone_version", "0"),
            ("zone_version", "newest"),
            ("readout_at", "2026-03-29T02:30"),
        ] {
            let (_, problems) = typed(&[(name, value)]);
            assert_eq!(problems.len(), 1, "{name} {value}: {problems:?}");
            assert_eq!(problems[0].0, name, "{problems:?}");
        }
        let (terms, problems) = typed(&[("commit_drop_percent", " 30 % ")]);
        assert_eq!((terms.commit_drop_percent, problems), (Some(30), vec![]));
        let (_, problems) = typed(&[("success_at", "3"), ("iterate_at", "3")]);
        assert_eq!(problems[0].0, "iterate_at");
    }
}
