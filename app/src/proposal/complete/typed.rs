//! The terms in the fields of a form, and read out of them.

use std::collections::BTreeMap;

use chrono::{LocalResult, NaiveDateTime, TimeZone as _};
use chrono_tz::Tz;
use domain::calendar::fits;
use domain::decimal::Decimal;
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
                problem(TermName::ZoneVersion, "Enter a whole number.".to_owned());
            }
            version
        }
    };
    let mut number = |term: TermName| {
        let text = typed(term);
        if text.is_empty() {
            return None;
        }
        let number = text.parse::<u8>().ok();
        if number.is_none() {
            problem(term, format!("Enter a whole number, {} at most.", u8::MAX));
        }
        number
    };
    let weeks = number(TermName::Weeks);
    let pilot_pms = number(TermName::PilotPms);
    let baseline_features = number(TermName::BaselineFeatures);
    let success_at = number(TermName::SuccessAt);
    let iterate_at = number(TermName::IterateAt);
    let mut exact = |term: TermName, unit: &str| {
        let text = typed(term);
        let text = text.strip_suffix(unit).unwrap_or(text).trim_end();
        let number = (!text.is_empty()).then(|| text.parse::<Decimal>())?;
        number.map_err(|wrong| problem(term, wrong.to_string())).ok()
    };
    let dri_hours_per_week = exact(TermName::DriHoursPerWeek, "h");
    let commit_drop_percent = exact(TermName::CommitDropPercent, "%");
    let energy_at_least = exact(TermName::EnergyAtLeast, "of 5");
    let cycles_tolerance_percent = exact(TermName::CyclesTolerance, "%").unwrap_or_default();
    let items = |term: TermName| -> Vec<String> {
        let lines = typed(term).lines().map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .map(|line| without(line).into_owned())
            .collect()
    };
    let words = |term: TermName| {
        let text = without(typed(term)).split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    };
    let required = |term: TermName| (typed(term) == "required").then_some(true);
    let mut terms = Terms {
        weeks,
        pilot_pms,
        dri_hours_per_week,
        baseline_features,
        baseline_statistic: Statistic::parse(typed(TermName::BaselineStatistic)),
        commit_drop_percent,
        cycles_must_not_increase: required(TermName::CyclesMustNotIncrease),
        energy_at_least,
        outcome_must_move: required(TermName::OutcomeMustMove),
        success_at,
        iterate_at,
        readout_at: None,
        asks: items(TermName::Asks),
        metrics: items(TermName::Metrics),
        pm_zone: items(TermName::PmZone),
        engineering_zone: items(TermName::EngineeringZone),
        week_one: items(TermName::WeekOne),
        no_go: items(TermName::NoGo),
        zone_version,
        cycles_tolerance_percent,
        energy_baseline: words(TermName::EnergyBaseline),
        missing_data: words(TermName::MissingData),
        ..Terms::default()
    };
    match readout(typed(TermName::ReadoutAt), zone) {
        Ok(at) => terms.readout_at = at,
        Err(sentence) => problem(TermName::ReadoutAt, sentence),
    }
    for term in [TermName::EnergyBaseline, TermName::MissingData] {
        if terms.shown(term).is_some_and(|text| text.chars().count() > 500) {
            problem(term, "Use at most 500 characters.".to_owned());
        }
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
        .filter(|at| text.starts_with('2') && fits(at.date()))
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
pub fn first(terms: &Terms, term: TermName) -> String {
    let number = |n: Option<u8>| n.map(|n| n.to_string()).unwrap_or_default();
    let exact = |n: Option<Decimal>| n.map(|n| n.to_string()).unwrap_or_default();
    match term {
        TermName::Weeks => number(terms.weeks),
        TermName::PilotPms => number(terms.pilot_pms),
        TermName::DriHoursPerWeek => exact(terms.dri_hours_per_week),
        TermName::BaselineFeatures => number(terms.baseline_features),
        TermName::CommitDropPercent => exact(terms.commit_drop_percent),
        TermName::CyclesTolerance => exact(terms.cycles_tolerance()),
        TermName::EnergyAtLeast => exact(terms.energy_at_least),
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
        TermName::EnergyBaseline | TermName::MissingData => terms.shown(term).unwrap_or_default(),
        list => terms.list(list).join("\n"),
    }
}

fn required(term: Option<bool>) -> String {
    if term == Some(true) { "required" } else { "" }.to_owned()
}

#[cfg(test)]
mod tests {
    use reading::read;

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
        terms.dri_hours_per_week = Some(Decimal::hundredths(75));
        terms.cycles_tolerance_percent = 15.into();
        let pairs: Vec<(String, String)> = TermName::VALUES
            .into_iter()
            .chain(TermName::LISTS)
            .chain([TermName::ZoneVersion, TermName::CyclesTolerance])
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
            ("pilot_pms", "1"),
            ("energy_at_least", "5.01"),
            ("energy_at_least", "0.5"),
            ("energy_at_least", "3.141"),
            ("dri_hours_per_week", "1e5"),
            ("dri_hours_per_week", "NaN"),
            ("dri_hours_per_week", "-1"),
            ("dri_hours_per_week", "0"),
            ("commit_drop_percent", "101"),
            ("cycles_tolerance_percent", "15"),
            ("cycles_tolerance_percent", "fifteen"),
            ("weeks", "4.5"),
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
        assert_eq!((terms.commit_drop_percent, problems), (Some(30.into()), vec![]));
        let (_, problems) = typed(&[("success_at", "3"), ("iterate_at", "3")]);
        assert_eq!(problems[0].0, "iterate_at");
    }

    #[test]
    fn numbers_are_taken_as_people_write_them() {
        let (terms, problems) = typed(&[
            ("dri_hours_per_week", "0,75 h"),
            ("commit_drop_percent", "12.5%"),
            ("cycles_must_not_increase", "required"),
            ("cycles_tolerance_percent", "15 %"),
            ("energy_at_least", "3.20 of 5"),
        ]);
        assert_eq!(problems, vec![]);
        assert_eq!(terms.dri_hours_per_week, Some(Decimal::hundredths(75)));
        assert_eq!(terms.commit_drop_percent, Some(Decimal::hundredths(1_250)));
        assert_eq!(terms.cycles_tolerance(), Some(15.into()));
        assert_eq!(terms.energy_at_least, Some(Decimal::hundredths(320)));
        for (name, value, sentence) in [
            (
                "dri_hours_per_week",
                "1e5",
                "Enter a number in digits, such as 3 or 0.75.",
            ),
            ("energy_at_least", "3.141", "Enter at most two decimals, such as 12.25."),
            (
                "energy_at_least",
                "5.01",
                "The lowest average energy must be from 1 to 5, and is 5.01.",
            ),
            ("commit_drop_percent", "-1", "Enter a number that is not below 0."),
            (
                "cycles_tolerance_percent",
                "101",
                "The tolerance in percent must be from 0 to 100, and is 101.",
            ),
        ] {
            let (_, problems) = typed(&[("cycles_must_not_increase", "required"), (name, value)]);
            assert_eq!(problems, [(name.to_owned(), sentence.to_owned())]);
        }
    }
}
