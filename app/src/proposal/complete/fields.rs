//! One field for each term, with what the text says of it.

use domain::terms::{Differing, Reading, Statistic, TermName, Terms};
use leptos::prelude::*;

use super::typed::first;
use crate::form::Refused;
use crate::proposal::parts::plain;
use crate::ui::{Field, TextArea};

/// The fields of the terms.
pub(super) struct Fields<'a> {
    pub(super) refused: &'a Refused,
    pub(super) terms: &'a Terms,
    pub(super) reading: &'a Reading,
    /// Where the text says something else than the terms.
    pub(super) differing: Vec<Differing>,
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

    pub(super) fn number(&self, term: TermName, label: &'static str) -> AnyView {
        let (value, hint) = (first(self.terms, term), self.hint(term));
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
                value=first(self.terms, term)
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
                value=first(self.terms, term)
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

    pub(super) fn required(&self, term: TermName, label: &'static str) -> AnyView {
        let checked = self.refused.value(term.as_str(), &first(self.terms, term)) == "required";
        view! {
            <label class="choice">
                <input type="checkbox" id=term.as_str() name=term.as_str() value="required" checked=checked/>
                <span>{label}</span>
            </label>
        }
        .into_any()
    }

    pub(super) fn list(&self, term: TermName) -> AnyView {
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
