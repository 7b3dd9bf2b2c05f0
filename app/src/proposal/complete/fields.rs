//! One field for each term, with what the text says of it.

use domain::terms::{Differing, Reading, Row, State, Statistic, Subject, TermName, Terms};
use leptos::prelude::*;

use super::typed::first;
use crate::form::Refused;
use crate::proposal::parts::plain;
use crate::ui::{Field, Hidden, TextArea};

/// The fields of the terms.
pub struct Fields<'a> {
    /// The form as it was refused, if it was.
    pub refused: &'a Refused,
    /// The terms so far.
    pub terms: &'a Terms,
    /// What the text says.
    pub reading: &'a Reading,
    /// Where each term stands.
    pub rows: Vec<Row>,
    /// Where the text says something else than the terms.
    pub differing: Vec<Differing>,
    /// Whether the page says beside each field what the text says.
    pub in_row: bool,
}

impl Fields<'_> {
    /// Why the text does not settle a term that is still open, or where it says otherwise.
    fn hint(&self, term: TermName) -> String {
        if self.in_row {
            return String::new();
        }
        if let Some(why) = self.contradicted(term) {
            let value = TermName::VALUES.contains(&term);
            let counts = if value { "Enter what counts." } else { "" };
            return format!("{why} {counts}").trim_end().to_owned();
        }
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

    /// Why a term is contradicted, while nobody has settled it.
    fn contradicted(&self, term: TermName) -> Option<String> {
        self.rows.iter().find_map(|row| match &row.state {
            State::Contradicted { why, .. } if row.term == term => Some(why.join(" ")),
            _ => None,
        })
    }

    /// What stands in a field at first: nothing while the text says it in two ways, so that what is entered is an answer.
    fn first(&self, term: TermName) -> String {
        let open = TermName::VALUES.contains(&term) && self.contradicted(term).is_some();
        if open { String::new() } else { first(self.terms, term) }
    }

    /// The field of a term, by its own name.
    pub fn of(&self, term: TermName, zone: &str) -> AnyView {
        match term {
            TermName::ReadoutAt => self.readout(zone),
            TermName::BaselineStatistic => self.statistic(),
            TermName::CyclesMustNotIncrease => view! {
                {self.required(term, "Review cycles per pull request must not increase")}
                {self.tolerance()}
            }
            .into_any(),
            TermName::OutcomeMustMove => {
                self.required(term, "The feature ships and moves its primary metric as expected")
            }
            TermName::EnergyBaseline | TermName::MissingData => self.words(term),
            TermName::MetricsWithoutCriterion => self.only_reported().into_any(),
            term if TermName::LISTS.contains(&term) => self.list(term),
            term => self.number(term, term.label()),
        }
    }

    pub(super) fn number(&self, term: TermName, label: &'static str) -> AnyView {
        let (value, hint) = (self.first(term), self.hint(term));
        if hint.is_empty() {
            view! { <Field refused=self.refused.clone() name=term.as_str() label=label value=value width="short"/> }
                .into_any()
        } else {
            view! { <Field refused=self.refused.clone() name=term.as_str() label=label value=value width="short" hint=hint/> }
                .into_any()
        }
    }

    pub(super) fn tolerance(&self) -> AnyView {
        let term = TermName::CyclesTolerance;
        let hint = format!(
            "Left empty, at or below the baseline is met. With 15, up to 15 % more is met, too. {}",
            self.hint(TermName::CyclesMustNotIncrease)
        );
        view! {
            <Field
                refused=self.refused.clone()
                name=term.as_str()
                label="Tolerance of that, in percent of the baseline"
                value=self.first(term)
                width="short"
                hint=hint.trim_end().to_owned()
            />
        }
        .into_any()
    }

    pub(super) fn readout(&self, zone: &str) -> AnyView {
        let term = TermName::ReadoutAt;
        let hint = format!("Local time in {zone}. {}", self.hint(term));
        view! {
            <Field
                refused=self.refused.clone()
                name=term.as_str()
                label="Readout"
                kind="datetime-local"
                value=self.first(term)
                width="medium"
                hint=hint.trim_end().to_owned()
            />
        }
        .into_any()
    }

    /// What the terms name, and nothing where they name none: a form fills in no version that nobody chose.
    pub(super) fn zone(&self, newest: Option<i32>) -> AnyView {
        let term = TermName::ZoneVersion;
        let value = first(self.terms, term);
        let hint = match (self.terms.zone_version, newest) {
            (Some(named), Some(newest)) if named != newest => {
                format!("The newest is {newest}. Left empty, it is the newest one when the proposal is sent.")
            }
            (Some(_), _) => "The newest. Left empty, it is the newest one when the proposal is sent.".to_owned(),
            (None, Some(newest)) => {
                format!("Left empty, it is the newest one when the proposal is sent: {newest} so far.")
            }
            (None, None) => "Left empty, it is the newest one when the proposal is sent.".to_owned(),
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

    pub(super) fn statistic(&self) -> AnyView {
        let term = TermName::BaselineStatistic;
        self.refused.label(term.as_str(), term.label());
        let chosen = self.refused.value(term.as_str(), &self.first(term));
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

    pub(super) fn required(&self, term: TermName, label: &'static str) -> AnyView {
        let checked = self.refused.value(term.as_str(), &self.first(term)) == "required";
        view! {
            <label class="choice">
                <input type="checkbox" id=term.as_str() name=term.as_str() value="required" checked=checked/>
                <span>{label}</span>
            </label>
        }
        .into_any()
    }

    pub(super) fn list(&self, term: TermName) -> AnyView {
        let (value, hint) = (self.first(term), self.hint(term));
        if hint.is_empty() {
            view! { <TextArea refused=self.refused.clone() name=term.as_str() label=term.label() value=value rows=6/> }
                .into_any()
        } else {
            view! { <TextArea refused=self.refused.clone() name=term.as_str() label=term.label() value=value rows=6 hint=hint/> }
                .into_any()
        }
    }

    /// What the text should say in words, said beside it.
    pub(super) fn words(&self, term: TermName) -> AnyView {
        let hint = match term {
            TermName::EnergyBaseline => {
                "What energy is compared with. The numbers compare it with its bar alone: “There is no baseline.”"
            }
            _ => {
                "What counts while a number is missing. Whatever stands here, it is computed so: “A missing number counts neither as met nor as not met.”"
            }
        };
        let hint = match self.hint(term) {
            text if text.is_empty() => hint.to_owned(),
            text => format!("{text} {hint}"),
        };
        view! { <Field refused=self.refused.clone() name=term.as_str() label=term.label() value=self.first(term) hint=hint/> }
            .into_any()
    }

    /// Metrics of which nothing says what they have to reach are reported and decide nothing.
    pub(super) fn only_reported(&self) -> Option<impl IntoView + use<>> {
        let term = TermName::MetricsWithoutCriterion;
        let row = self.rows.iter().find(|row| row.term == term)?;
        let settled = if row.state.is_open() { "" } else { "yes" };
        let checked = self.refused.value(term.as_str(), settled) == "yes";
        let hint = match &row.state {
            State::Unclear { why, .. } if !self.in_row => Some(view! { <span class="hint">{why.clone()}</span> }),
            _ => None,
        };
        Some(view! {
            <label class="choice">
                <input type="checkbox" id=term.as_str() name=term.as_str() value="yes" checked=checked/>
                <span>"What no criterion judges is only reported and decides nothing; what decides is measured, listed or not " {hint}</span>
            </label>
        })
    }

    /// Which of the four asks each sentence of the document is.
    pub fn asks(&self) -> AnyView {
        let rows = (1..)
            .zip(self.terms.ask_subjects())
            .map(|(n, (words, about))| {
                let name = format!("ask_subject_{n}");
                let chosen = self
                    .refused
                    .value(&name, about.map(Subject::as_str).unwrap_or_default());
                let options = Subject::ALL
                    .into_iter()
                    .map(|subject| {
                        let selected = subject.as_str() == chosen;
                        view! { <option value=subject.as_str() selected=selected>{subject.label()}</option> }
                    })
                    .collect_view();
                view! {
                    <Hidden name=format!("ask_words_{n}") value=words.clone()/>
                    <div class="field" data-width="medium">
                        <label for=name.clone()>"“" {plain(words)} "” is the ask to"</label>
                        <select id=name.clone() name=name>
                            <option value="">"Choose"</option>
                            {options}
                        </select>
                    </div>
                }
            })
            .collect_view();
        rows.into_any()
    }
}
