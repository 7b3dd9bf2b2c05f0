//! What a heading is about, whatever its exact words.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::doubts::subject;
use crate::words::{holds, words};
use domain::document::OPTIONS;

/// What a part of a proposal is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Topic {
    /// A short version of the rest.
    Summary,
    /// Why, and what is wrong today.
    Background,
    /// What might go wrong.
    Risk,
    /// How the pilot is set up.
    Design,
    /// What pilot PMs may change.
    PmZone,
    /// What stays with engineering.
    EngineeringZone,
    /// Who reviews, and for how long.
    Reviewer,
    /// What is reported.
    Metrics,
    /// When the pilot is a success.
    Criteria,
    /// What is asked of the approver.
    Asks,
    /// What happens in week one.
    WeekOne,
    /// What may not happen.
    NoGo,
    /// What is not asked for or not part of it.
    OutOfScope,
    /// What was before, elsewhere or only thought about.
    Aside,
    /// Not told by the heading.
    #[default]
    Other,
}

/// The first row with one of its phrases in the heading names the topic.
const PHRASES: &[(Topic, &str)] = &[
    (
        Topic::OutOfScope,
        "not in scope | out of scope | non goal* | not asking | not ask | not propos* | not part | is not | nothing beyond",
    ),
    (
        Topic::Aside,
        "alternative* | rejected | considered | previous pilot* | last pilot | earlier pilot* | lessons | history | faq | \
         frequently asked | earlier draft* | previous draft* | older draft* | prior art | elsewhere | other companies",
    ),
    (Topic::Risk, "risk* | mitigation* | go wrong | worr* | concern*"),
    (
        Topic::Summary,
        "tl dr | tldr | summary | in short | in brief | at a glance | overview | abstract",
    ),
    (
        Topic::NoGo,
        "no go | no gos | off limits | must not | may not happen | forbidden | never do | don'ts | don't | donts",
    ),
    (
        Topic::WeekOne,
        "week one | week 1 | first week | first five days | first days",
    ),
    (
        Topic::Asks,
        "ask | asks | asking | need from | i need | we need | from you | request* | your part | say yes | decisions wanted | \
         decisions needed | approvals needed",
    ),
    (
        Topic::Background,
        "why | problem* | background | context | motivation | today | hurts",
    ),
    (
        Topic::Criteria,
        "criteri* | success* | what counts | judg* | we decide | will decide | decision rule* | threshold* | bar | bars | pass | \
         target* | scorecard* | how we will know | how we know | how will we know | how we'll know | win | exit | verdict | \
         decision table | what good looks like | definition of done | good enough | key result* | be happy",
    ),
    (
        Topic::Metrics,
        "metric* | measur* | we report | will report | numbers | kpi | kpis | yardstick* | signal | signals | indicator* | we track | \
         will track",
    ),
    (
        Topic::EngineeringZone,
        "engineering zone | with engineering | engineering keeps | engineering owns | engineering side | engineering only | \
         out of bounds | outside | hands off | may not touch | may not change | cannot touch | cannot change",
    ),
    (Topic::Reviewer, "review* | dri | dris"),
    (
        Topic::PmZone,
        "zone* | boundar* | scope | may change | may touch | may work | can change | can edit | may edit | can touch | allowed | \
         pm side | fence | fences",
    ),
    (
        Topic::Design,
        "proposal | pilot | design | plan | how it works | how it will work | set up | setup | trial | duration | experiment* | \
         programme | program | charter | approach | method | how we would | how we will run | parameters | logistics | timeline | \
         cadence | what we propose | the details | how long",
    ),
    (
        Topic::Aside,
        "example* | questions | future | later | afterwards | glossary | changelog | references | next steps",
    ),
];

impl Topic {
    /// The topic of a heading or a label.
    pub(crate) fn of(heading: &str) -> Self {
        let words = words(heading);
        PHRASES
            .iter()
            .find(|(_, phrases)| holds(&words, phrases))
            .map_or(Self::Other, |(topic, _)| *topic)
    }

    /// The topic of a heading or a label below something about `above`.
    pub(crate) fn within(above: Self, heading: &str) -> Self {
        match Self::of(heading) {
            // What is under "Risks" stays a risk, whatever it is a risk to.
            _ if above.is_aside() => above,
            // "Primary metric" under the criteria is one of them.
            Self::Other => above,
            Self::Metrics | Self::Reviewer
                if matches!(above, Self::Criteria | Self::Metrics) && subject(&words(heading)).is_some() =>
            {
                above
            }
            Self::Metrics if above == Self::Criteria => above,
            own => own,
        }
    }

    /// Whether a part about this carries terms both sides agree to.
    const fn binds(self) -> bool {
        match self {
            Self::Design
            | Self::PmZone
            | Self::EngineeringZone
            | Self::Reviewer
            | Self::Metrics
            | Self::Criteria
            | Self::Asks
            | Self::WeekOne
            | Self::NoGo
            | Self::OutOfScope => true,
            Self::Summary | Self::Background | Self::Risk | Self::Aside | Self::Other => false,
        }
    }

    /// Whether nothing under such a heading states a term.
    pub(crate) const fn is_aside(self) -> bool {
        matches!(self, Self::Background | Self::Risk | Self::OutOfScope | Self::Aside)
    }
}

/// Whether the section with this title and text binds. A heading that says nothing is judged by its
/// subheadings, and then by whether terms can be read from the text.
pub(crate) fn binds(text: &str, title: &str) -> bool {
    let headings = headings(text);
    let own = headings.iter().any(|(level, _)| *level == 2);
    match Topic::of(title) {
        topic if own && topic != Topic::Other => topic.binds(),
        _ => {
            headings
                .iter()
                .any(|(level, heading)| *level > 2 && Topic::of(heading).binds())
                || crate::reader::carries_terms(text)
        }
    }
}

/// The headings of a text with their levels.
fn headings(text: &str) -> Vec<(usize, String)> {
    let mut headings = Vec::new();
    let mut current: Option<(usize, String)> = None;
    for event in Parser::new_ext(text, OPTIONS) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => current = Some((level as usize, String::new())),
            Event::End(TagEnd::Heading(_)) => headings.extend(current.take()),
            Event::Text(piece) | Event::Code(piece) => {
                if let Some((_, heading)) = &mut current {
                    heading.push_str(&piece);
                }
            }
            _ => {}
        }
    }
    headings
}
