//! One form for every gap of the text and every term.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{LocalResult, NaiveDateTime, TimeZone as _};
use chrono_tz::Tz;
use domain::policy::Action;
use domain::proposal::{placeholders, sections};
use domain::terms::{Differing, Reading, Statistic, TermName, Terms, read};
use domain::unseen::{shown, without};
use leptos::prelude::*;

use super::actions::Complete as DoComplete;
use super::understood::plain;
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::ask_in;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, TextArea, page, working};

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
fn first(terms: &Terms, term: TermName) -> String {
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

/// `/p/:pilot/proposal/complete`.
#[component]
pub fn Complete() -> impl IntoView {
    let slug = param("pilot");
    let action = ServerAction::<DoComplete>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::EditProposal).await?;
        if here.pilot.status.is_frozen() {
            return Err(AppError::Refused(
                "The pilot has started: its text and terms are frozen.".to_owned(),
            ));
        }
        let refused = Refused::load(refused).await?.of("proposal/complete");
        let latest = store::proposal::latest(here.pool(), here.pilot.pilot_id).await?;
        let reading = read(&latest.body);
        let titles = sections(&latest.body);
        let mut seen = BTreeSet::new();
        let gaps: Vec<_> = placeholders(&latest.body)
            .into_iter()
            .filter(|gap| seen.insert(gap.text.clone()))
            .zip(1..)
            .map(|(gap, n)| {
                let title = titles.iter().find(|section| section.key == gap.section);
                let hint = title
                    .map(|section| format!("In “{}”.", section.title))
                    .unwrap_or_default();
                view! {
                    <Hidden name=format!("placeholder_{n}") value=gap.text.clone()/>
                    <Field refused=refused.clone() name=format!("value_{n}") label=shown(&gap.text).into_owned() hint=hint/>
                }
            })
            .collect();
        let gaps = (!gaps.is_empty()).then(|| {
            view! {
                <section class="section">
                    <h2>"Gaps of the text"</h2>
                    <p>"A gap left empty stays a gap."</p>
                    {gaps}
                </section>
            }
        });
        let fields = Fields {
            refused: &refused,
            terms: &latest.terms,
            reading: &reading,
            differing: reading.differing(&latest.terms),
        };
        let base = refused.value("base", &latest.number.to_string());
        let stale = (base != latest.number.to_string()).then(|| latest.number.to_string());
        let zone = store::zone::current(here.pool(), here.pilot.pilot_id).await?;
        let zone_name = here.pilot.zone.name();
        let form = view! {
                    <Hidden name="pilot" value=here.pilot.slug.clone()/>
                    // A form that met a newer revision is saved on that one, once its author has seen it.
                    <Hidden name="base" value=stale.unwrap_or(base)/>
                    {gaps}
                    <section class="section">
                        <h2>"Pilot"</h2>
                        {fields.number(TermName::Weeks, "Length of the pilot, in weeks")}
                        {fields.number(TermName::PilotPms, "Pilot PMs")}
                        {fields.number(TermName::DriHoursPerWeek, "Review hours of each engineering DRI, per week")}
                        {fields.readout(zone_name)}
                        {fields.zone(zone.as_ref().map(|zone| zone.number))}
                    </section>
                    <section class="section">
                        <h2>"Baseline"</h2>
                        {fields.number(TermName::BaselineFeatures, "Features in the baseline")}
                        {fields.statistic()}
                    </section>
                    <section class="section">
                        <h2>"Criteria"</h2>
                        {fields.number(TermName::CommitDropPercent, "Days from idea to first commit drop by at least, in percent")}
                        {fields.required(TermName::CyclesMustNotIncrease, "Review cycles per pull request must not increase")}
                        {fields.number(TermName::EnergyAtLeast, "Energy of the new-model PM averages at least, of 5")}
                        {fields.required(TermName::OutcomeMustMove, "The feature ships and moves its primary metric as expected")}
                        {fields.number(TermName::SuccessAt, "Criteria met for success, of 4")}
                        {fields.number(TermName::IterateAt, "Criteria met to iterate; fewer is a roll back")}
                    </section>
                    <section class="section">
                        <h2>"Lists"</h2>
                        <p>"One item per line, as the text has them. Path rules belong to the zone's own page."</p>
                        {TermName::LISTS.into_iter().map(|term| fields.list(term)).collect_view()}
                    </section>
                    <div class="actions">
                        <button class="button" data-kind="primary">{format!("Save as revision {}", latest.number.next())}</button>
                        <a class="button" data-kind="quiet" href=here.url("proposal")>"Cancel"</a>
                    </div>
        }
        .into_any();
        working(
            &here,
            "Complete the proposal",
            Nav::Proposal,
            view! {
                <ErrorSummary refused=refused.clone()/>
                <header class="page-head">
                    <h1>"Complete the proposal"</h1>
                    <p>{format!("Everything here is saved together, as revision {}.", latest.number.next())}</p>
                </header>
                <ActionForm action=action attr:class="form" attr:novalidate="">{form}</ActionForm>
            },
        )
        .await
    })
}

/// The fields of the terms.
struct Fields<'a> {
    refused: &'a Refused,
    terms: &'a Terms,
    reading: &'a Reading,
    /// Where the text says something else than the terms.
    differing: Vec<Differing>,
}

impl Fields<'_> {
    /// Why the text does not settle a term that is still open, or where it says otherwise.
    fn hint(&self, term: TermName) -> String {
        let open = self.terms.shown(term).is_none();
        let missing = self.reading.missing.iter().find(|missing| missing.term == term && open);
        let differing = self.differing.iter().find(|differing| differing.term == term);
        match (missing, differing) {
            (_, Some(differing)) => match &differing.text {
                Some(text) => format!("The text says {text}."),
                None => "The text does not list any.".to_owned(),
            },
            (Some(missing), _) => match &missing.unclear {
                Some((sentence, _)) => {
                    format!("The text is not clear: “{}” {}", plain(sentence), missing.why)
                }
                None => format!("The text does not settle it. {}", missing.why),
            },
            (None, None) => String::new(),
        }
    }

    fn number(&self, term: TermName, label: &'static str) -> AnyView {
        let (value, hint) = (first(self.terms, term), self.hint(term));
        if hint.is_empty() {
            view! { <Field refused=self.refused.clone() name=term.as_str() label=label value=value width="short"/> }
                .into_any()
        } else {
            view! { <Field refused=self.refused.clone() name=term.as_str() label=label value=value width="short" hint=hint/> }
                .into_any()
        }
    }

    fn readout(&self, zone: &str) -> AnyView {
        let term = TermName::ReadoutAt;
        let hint = format!("Local time in {zone}. {}", self.hint(term));
        view! {
            <Field
                refused=self.refused.clone()
                name=term.as_str()
                label="Readout"
                kind="datetime-local"
                value=first(self.terms, term)
                width="medium"
                hint=hint.trim_end().to_owned()
            />
        }
        .into_any()
    }

    /// The newest version is offered: no other can be sent.
    fn zone(&self, newest: Option<i32>) -> AnyView {
        let term = TermName::ZoneVersion;
        let value = newest.map(|n| n.to_string()).unwrap_or_default();
        let hint = match (self.terms.zone_version, newest) {
            (Some(named), Some(newest)) if named != newest => format!("The terms name version {named} so far."),
            _ => "The newest. Left empty, it is the newest one when the proposal is sent.".to_owned(),
        };
        view! {
            <Field
                refused=self.refused.clone()
                name=term.as_str()
                label="Zone version"
                value=value
                width="short"
                hint=hint
            />
        }
        .into_any()
    }

    fn statistic(&self) -> AnyView {
        let term = TermName::BaselineStatistic;
        let chosen = self.refused.value(term.as_str(), &first(self.terms, term));
        let hint = self.hint(term);
        let choices = Statistic::ALL
            .into_iter()
            .map(|statistic| {
                let (checked, words) = match statistic {
                    Statistic::Median => (chosen == "median", "Median: one odd feature moves it little"),
                    Statistic::Mean => (chosen == "mean", "Mean: every feature weighs the same"),
                };
                view! {
                    <label class="choice">
                        <input type="radio" name=term.as_str() value=statistic.as_str() checked=checked/>
                        <span>{words}</span>
                    </label>
                }
            })
            .collect_view();
        view! {
            <fieldset class="choices" id=term.as_str()>
                <legend>"Baseline statistic"</legend>
                {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
                {choices}
            </fieldset>
        }
        .into_any()
    }

    fn required(&self, term: TermName, label: &'static str) -> AnyView {
        let checked = self.refused.value(term.as_str(), &first(self.terms, term)) == "required";
        view! {
            <label class="choice">
                <input type="checkbox" id=term.as_str() name=term.as_str() value="required" checked=checked/>
                <span>{label}</span>
            </label>
        }
        .into_any()
    }

    fn list(&self, term: TermName) -> AnyView {
        let (value, hint) = (first(self.terms, term), self.hint(term));
        if hint.is_empty() {
            view! { <TextArea refused=self.refused.clone() name=term.as_str() label=term.label() value=value rows=6/> }
                .into_any()
        } else {
            view! { <TextArea refused=self.refused.clone() name=term.as_str() label=term.label() value=value rows=6 hint=hint/> }
                .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
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
