//! What a form answers of the terms that are open: by a choice between sentences, by a field, or by a word that it stays
//! as it is.

use std::collections::BTreeMap;

use domain::terms::{Reading, State, Subject, TermName, Terms, rows};

use super::typed::first;

/// The fields of a form, by name.
pub type Given = BTreeMap<String, String>;

/// What was answered, beside the fields that hold it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The open terms that have an answer.
    pub terms: Vec<TermName>,
    /// What is wrong, by field.
    pub problems: Vec<(String, String)>,
}

/// The field with the choice between what is said of a term.
pub fn choice_of(term: TermName) -> String {
    format!("choice_{}", term.as_str())
}

/// The field that says that a list stays empty.
pub fn none_of(term: TermName) -> String {
    format!("none_{}", term.as_str())
}

/// Reads the answers and writes them into their fields. A form that shows only what is open leaves out the rest:
/// that stays as it is in `terms`.
pub fn answers(given: &mut Given, terms: &Terms, reading: &Reading, is_part: bool) -> Answers {
    let mut answers = Answers::default();
    if is_part {
        let fields = TermName::VALUES.into_iter().chain(TermName::LISTS).chain([
            TermName::ZoneVersion,
            TermName::CyclesTolerance,
            TermName::EnergyBaseline,
            TermName::MissingData,
        ]);
        for term in fields {
            given
                .entry(term.as_str().to_owned())
                .or_insert_with(|| first(terms, term));
        }
    }
    for row in rows(terms, reading).into_iter().filter(|row| row.state.is_open()) {
        let term = row.term;
        let chosen = given.get(&choice_of(term)).map_or("", |word| word.trim()).to_owned();
        let contradicted = matches!(row.state, State::Contradicted { .. });
        if TermName::LISTS.contains(&term) {
            let stays = given.get(&none_of(term)).is_some_and(|word| word == "yes");
            let chose = contradicted && choose_list(given, (term, &chosen), terms, reading);
            if stays || chose {
                answers.terms.push(term);
            }
            // What is on both sides is told of both.
            if chose && matches!(term, TermName::PmZone | TermName::EngineeringZone) && chosen != "text" {
                answers.terms.extend([TermName::PmZone, TermName::EngineeringZone]);
            }
        } else if term == TermName::MetricsWithoutCriterion {
            if given.get(term.as_str()).is_some_and(|word| word == "yes") {
                answers.terms.push(term);
            }
        } else {
            if contradicted && !chosen.is_empty() {
                choose(given, (term, &chosen), &mut answers.problems);
            }
            if given.get(term.as_str()).is_some_and(|typed| !typed.trim().is_empty()) {
                answers.terms.push(term);
            }
        }
    }
    answers
}

/// Writes the chosen value into the field of its term.
fn choose(given: &mut Given, (term, chosen): (TermName, &str), problems: &mut Vec<(String, String)>) {
    let name = term.as_str().to_owned();
    if term == TermName::CyclesMustNotIncrease {
        let more = if chosen == "0" { "" } else { chosen };
        given.insert(name, "required".to_owned());
        given.insert(TermName::CyclesTolerance.as_str().to_owned(), more.to_owned());
        return;
    }
    let typed = given.get(&name).map_or("", |typed| typed.trim());
    let by_choice = matches!(term, TermName::BaselineStatistic | TermName::OutcomeMustMove);
    if !typed.is_empty() && typed != chosen && !by_choice {
        problems.push((
            name,
            "Choose one of the sentences or enter a value, not both.".to_owned(),
        ));
        return;
    }
    given.insert(name, chosen.to_owned());
}

/// Writes the chosen list into its field; `false` where nothing was chosen.
fn choose_list(given: &mut Given, (term, chosen): (TermName, &str), terms: &Terms, reading: &Reading) -> bool {
    match chosen {
        "text" => {
            given.insert(term.as_str().to_owned(), first(&reading.terms, term));
            true
        }
        "terms" => true,
        "pm_zone" | "engineering_zone" => {
            let (keeps, loses) = match chosen {
                "pm_zone" => (TermName::PmZone, TermName::EngineeringZone),
                _ => (TermName::EngineeringZone, TermName::PmZone),
            };
            let kept: Vec<String> = terms.list(keeps).iter().map(|item| bare(item)).collect();
            let left: Vec<&str> = terms
                .list(loses)
                .iter()
                .filter(|item| !kept.contains(&bare(item)))
                .map(String::as_str)
                .collect();
            given.insert(loses.as_str().to_owned(), left.join("\n"));
            true
        }
        _ => false,
    }
}

/// An item without what people write in more than one way.
fn bare(item: &str) -> String {
    let letters = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let words: String = item.to_lowercase().chars().map(letters).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Which ask each sentence is, as a person says it: `ask_words_1` is the sentence, `ask_subject_1` what it asks for. What is
/// not on the form stays as it is in `terms`.
pub fn assigned(given: &Given, terms: &Terms) -> BTreeMap<String, Subject> {
    let mut assigned = terms.assigned.clone();
    for (field, words) in given {
        let Some(n) = field.strip_prefix("ask_words_") else {
            continue;
        };
        let subject = given
            .get(&format!("ask_subject_{n}"))
            .and_then(|word| Subject::parse(word));
        match subject {
            Some(subject) => assigned.insert(words.clone(), subject),
            None => assigned.remove(words),
        };
    }
    assigned
}
