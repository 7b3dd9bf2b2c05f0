//! What is known of one term: from the terms, from the text, and whether both can be.

use super::{Choice, Place, Source, State};
use crate::decimal::Decimal;
use crate::terms::{Contradiction, Mention, Missing, Problem, Reading, Says, TermName, Terms};

/// What cannot be agreed to, in the terms or in what the text would make of them, and what it concerns.
pub(super) fn impossible(terms: &Terms, reading: &Reading) -> Vec<Problem> {
    let mut together = terms.clone();
    for term in TermName::VALUES {
        if terms.shown(term).is_none() {
            together.take(term, &reading.terms);
        }
    }
    let mut problems = together.check();
    let (success, iterate) = (together.success_at, together.iterate_at);
    let crossed = success
        .zip(iterate)
        .is_some_and(|(success, iterate)| iterate >= success);
    for problem in &mut problems {
        if problem.term == TermName::CyclesTolerance {
            problem.term = TermName::CyclesMustNotIncrease;
        }
    }
    if let Some(problem) = problems
        .iter()
        .find(|problem| problem.term == TermName::IterateAt && crossed)
    {
        let sentence = problem.sentence.clone();
        problems.push(Problem {
            term: TermName::SuccessAt,
            sentence,
        });
    }
    problems
}

/// Terms beside what the text says.
pub(super) struct Known<'a> {
    pub(super) terms: &'a Terms,
    pub(super) reading: &'a Reading,
    /// What of them cannot be agreed to.
    pub(super) problems: Vec<Problem>,
}

impl Known<'_> {
    /// Its value, where it is one that can be agreed to.
    fn shown(&self, term: TermName) -> Option<String> {
        let refused = match term {
            TermName::CyclesMustNotIncrease => self.terms.cycles_must_not_increase == Some(false),
            TermName::OutcomeMustMove => self.terms.outcome_must_move == Some(false),
            _ => false,
        };
        self.terms.shown(term).filter(|_| !refused)
    }

    fn mentions(&self, term: TermName) -> impl Iterator<Item = &Mention> {
        self.reading.mentions.iter().filter(move |mention| mention.term == term)
    }

    /// Whether a person settled the term against what the text says now.
    fn is_decided(&self, term: TermName) -> bool {
        self.terms.decided.get(&term) == Some(&self.reading.said(term))
    }

    /// Why not everything that is said of a term can hold.
    fn contradictions(&self, term: TermName) -> Vec<String> {
        let found = self.reading.contradictions.iter().filter(|found| found.term == term);
        found.map(Contradiction::in_words).collect()
    }

    fn problems(&self, term: TermName) -> Vec<String> {
        let found = self.problems.iter().filter(|problem| problem.term == term);
        found.map(|problem| problem.sentence.clone()).collect()
    }

    pub(super) fn value(&self, term: TermName) -> State {
        let problems = self.problems(term);
        if !problems.is_empty() {
            return State::Contradicted {
                choices: self.choices(term),
                why: problems,
            };
        }
        let mut why = self.contradictions(term);
        let value = self.shown(term);
        let mut differing = self.reading.differing(self.terms).into_iter();
        if let Some(differing) = differing
            .find(|differing| differing.term == term)
            .filter(|_| why.is_empty())
        {
            let terms = value.as_ref().map_or("leave it open", |value| value);
            let said = differing.text.unwrap_or_default();
            why.push(match &value {
                Some(_) => format!("The text says {said}, the terms {terms}."),
                None => format!("The text says {said}, and the terms leave it open."),
            });
        }
        match value {
            Some(value) if why.is_empty() || self.is_decided(term) => State::Settled {
                source: self.source(term, &value, why.is_empty()),
                value,
            },
            _ if !why.is_empty() => State::Contradicted {
                choices: self.choices(term),
                why,
            },
            _ => self.left_open(term),
        }
    }

    fn source(&self, term: TermName, value: &str, plain: bool) -> Source {
        let found = self.reading.found.iter().find(|found| found.term == term);
        match found.filter(|found| plain && found.value == value) {
            Some(found) => Source::Text(Place::new(&found.sentence, &found.section)),
            None => Source::Person(distinct(self.mentions(term).map(Place::of))),
        }
    }

    /// What the text leaves open of a term.
    fn left_open(&self, term: TermName) -> State {
        let found = self.reading.missing.iter().find(|missing| missing.term == term);
        let why = |missing: &Missing| format!("{} {}", missing.why, missing.suggestion);
        match found {
            Some(missing) => match &missing.unclear {
                Some((sentence, section)) => State::Unclear {
                    places: vec![Place::new(sentence, section)],
                    why: why(missing),
                },
                None => State::Missing { why: why(missing) },
            },
            None => State::Missing {
                why: why(&Missing::of(term, None)),
            },
        }
    }

    /// What is said of a term with one value, each once, with who says it, and what the terms say if nobody does.
    fn choices(&self, term: TermName) -> Vec<Choice> {
        let mut choices: Vec<Choice> = Vec::new();
        for mention in self.mentions(term) {
            let (typed, said) = self.meant(mention);
            let place = Place::of(mention);
            match choices
                .iter_mut()
                .find(|choice| choice.typed == typed && choice.said == said)
            {
                Some(choice) if choice.places.contains(&place) => {}
                Some(choice) => choice.places.push(place),
                None => choices.push(Choice {
                    typed,
                    said,
                    places: vec![place],
                }),
            }
        }
        // Sentences that contradict others without naming a value of their own.
        for found in self.reading.contradictions.iter().filter(|found| found.term == term) {
            for place in [
                Place::new(&found.sentence_a, &found.section_a),
                Place::new(&found.sentence_b, &found.section_b),
            ] {
                if !choices.iter().any(|choice| choice.places.contains(&place)) {
                    choices.push(Choice {
                        typed: None,
                        said: "something that names no value".to_owned(),
                        places: vec![place],
                    });
                }
            }
        }
        if let Some(value) = self.shown(term) {
            let typed = typed(term, &value);
            if !choices.iter().any(|choice| choice.typed == typed) {
                choices.push(Choice {
                    typed,
                    said: value,
                    places: Vec::new(),
                });
            }
        }
        choices
    }

    /// What a sentence comes to in the field of its term, and in words.
    fn meant(&self, mention: &Mention) -> (Option<String>, String) {
        let engineers = self.terms.pilot_pms.or(self.reading.terms.pilot_pms).map(u32::from);
        let weeks = self.terms.weeks.or(self.reading.terms.weeks).map(u32::from);
        let each = |hours: Decimal, parts: Option<u32>| {
            let each = hours.divided(parts?)?;
            Some((
                Some(each.to_string()),
                format!("{each} h a week for each DRI: {}", mention.said()),
            ))
        };
        let shared = match mention.says {
            Says::OneEngineer(hours) | Says::Together(hours) => each(hours, engineers),
            Says::Total(hours) => each(hours, engineers.zip(weeks).map(|(pms, weeks)| pms * weeks)),
            _ => None,
        };
        let of_text = || match &mention.says {
            Says::Value(said) | Says::About(said) => (typed(mention.term, said), mention.said()),
            _ => (None, mention.said()),
        };
        shared.unwrap_or_else(of_text)
    }

    pub(super) fn list(&self, term: TermName) -> State {
        let mut why = self.contradictions(term);
        why.extend(self.problems(term));
        let items = self.terms.list(term);
        let differs = !self.reading.terms.list(term).is_empty() && self.reading.terms.list(term) != items;
        let of_text = distinct(
            self.reading
                .found
                .iter()
                .filter(|found| found.term == term)
                .map(|found| Place::new(&found.sentence, &found.section)),
        );
        if items.is_empty() && !differs {
            return if self.is_decided(term) {
                State::Settled {
                    value: "none, as the proposal stands".to_owned(),
                    source: Source::Person(Vec::new()),
                }
            } else {
                self.left_open(term)
            };
        }
        if differs && why.is_empty() {
            why.push("The text does not list what the terms list.".to_owned());
        }
        if !why.is_empty() && !(self.is_decided(term) && self.problems(term).is_empty()) {
            return State::Contradicted {
                choices: self.list_choices(term, differs),
                why,
            };
        }
        let unassigned: Vec<Place> = match term {
            TermName::Asks => {
                let open = self
                    .terms
                    .ask_subjects()
                    .into_iter()
                    .filter(|(_, about)| about.is_none());
                open.map(|(words, _)| {
                    let found = self.reading.found.iter().find(|found| found.value == *words);
                    found.map_or_else(
                        || Place::new(words, ""),
                        |found| Place::new(&found.sentence, &found.section),
                    )
                })
                .collect()
            }
            _ => Vec::new(),
        };
        if !unassigned.is_empty() {
            return State::Unclear {
                places: unassigned,
                why: "Whoever decides answers each ask once. Say which of the four this is, or that it is one of its own."
                    .to_owned(),
            };
        }
        let value = self.terms.shown(term).unwrap_or_default();
        let source = match of_text.into_iter().next().filter(|_| why.is_empty()) {
            Some(place) => Source::Text(place),
            None => Source::Person(Vec::new()),
        };
        State::Settled { value, source }
    }

    /// The list of the text, that of the terms, or the sentences that cannot both hold.
    fn list_choices(&self, term: TermName, differs: bool) -> Vec<Choice> {
        // What is on both sides is told of one of them.
        let side = matches!(term, TermName::PmZone | TermName::EngineeringZone);
        let about = if side { TermName::PmZone } else { term };
        let found = self.reading.contradictions.iter().filter(|found| found.term == about);
        let places: Vec<Place> = found
            .flat_map(|found| {
                [
                    Place::new(&found.sentence_a, &found.section_a),
                    Place::new(&found.sentence_b, &found.section_b),
                ]
            })
            .collect();
        let choice = |typed: &str, said: String, places: Vec<Place>| Choice {
            typed: Some(typed.to_owned()),
            said,
            places,
        };
        let quoted = |items: &[String]| match items {
            [] => "nothing".to_owned(),
            items => items.join("; "),
        };
        let mut choices = Vec::new();
        if differs {
            let listed = self.reading.found.iter().filter(|found| found.term == term);
            let listed = listed.map(|found| Place::new(&found.sentence, &found.section));
            choices.push(choice(
                "text",
                format!("As the text has it: {}", quoted(self.reading.terms.list(term))),
                distinct(listed),
            ));
            choices.push(choice(
                "terms",
                format!("As the terms have it: {}", quoted(self.terms.list(term))),
                places,
            ));
        } else if side {
            choices.push(choice(
                "pm_zone",
                "It belongs to the PM zone".to_owned(),
                places.clone(),
            ));
            choices.push(choice(
                "engineering_zone",
                "It stays with engineering".to_owned(),
                places,
            ));
        } else {
            choices.push(choice(
                "terms",
                format!("The list is whole as it stands: {}", quoted(self.terms.list(term))),
                places,
            ));
        }
        choices
    }

    /// What a document should say in words of its own.
    pub(super) fn said(&self, term: TermName) -> State {
        let found = self.reading.found.iter().find(|found| found.term == term);
        match (self.terms.shown(term), found) {
            (Some(value), _) => State::Settled {
                value,
                source: Source::Person(
                    found
                        .map(|found| Place::new(&found.sentence, &found.section))
                        .into_iter()
                        .collect(),
                ),
            },
            (None, Some(found)) => State::Settled {
                value: "as the text says".to_owned(),
                source: Source::Text(Place::new(&found.sentence, &found.section)),
            },
            (None, None) => self.left_open(term),
        }
    }

    /// Metrics of which nothing says what they have to reach, and criteria that nothing measures.
    pub(super) fn metrics(&self) -> Option<State> {
        let term = TermName::MetricsWithoutCriterion;
        let why = self.contradictions(term);
        if why.is_empty() {
            return None;
        }
        let found = self.reading.contradictions.iter().filter(|found| found.term == term);
        let places = distinct(found.map(|found| Place::new(&found.sentence_a, &found.section_a)));
        if self.is_decided(term) {
            return Some(State::Settled {
                value: self.terms.shown(term).unwrap_or_default(),
                source: Source::Person(places),
            });
        }
        let suggestion = Missing::of(term, None).suggestion;
        Some(State::Unclear {
            places,
            why: format!("{} {suggestion}", why.join(" ")),
        })
    }
}

/// Each place once.
fn distinct(places: impl Iterator<Item = Place>) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    for place in places {
        if !found.contains(&place) {
            found.push(place);
        }
    }
    found
}

/// A value for people as its field holds it.
fn typed(term: TermName, said: &str) -> Option<String> {
    match term {
        TermName::BaselineStatistic | TermName::OutcomeMustMove => Some(said.to_owned()),
        TermName::ReadoutAt => Some(said.replace(' ', "T")),
        TermName::CyclesMustNotIncrease if said == "required" => Some("0".to_owned()),
        _ => said
            .split_whitespace()
            .find(|word| word.parse::<Decimal>().is_ok())
            .map(str::to_owned),
    }
}
