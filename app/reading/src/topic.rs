//! What a heading is about, whatever its exact words.

use std::borrow::Cow;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::Edition;
use crate::doubts::subject;
use crate::phrases;
use crate::words::{Phrases, holds, words};
use domain::document::Section;

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
static PHRASES: [(Topic, &LazyLock<Phrases>); 15] = [
    (Topic::OutOfScope, &phrases::HEADING_OUT_OF_SCOPE),
    (Topic::Aside, &phrases::HEADING_ASIDE),
    (Topic::Risk, &phrases::HEADING_RISK),
    (Topic::Summary, &phrases::HEADING_SUMMARY),
    (Topic::NoGo, &phrases::HEADING_NO_GO),
    (Topic::WeekOne, &phrases::HEADING_WEEK_ONE),
    (Topic::Asks, &phrases::HEADING_ASKS),
    (Topic::Background, &phrases::HEADING_BACKGROUND),
    (Topic::Criteria, &phrases::HEADING_CRITERIA),
    (Topic::Metrics, &phrases::HEADING_METRICS),
    (Topic::EngineeringZone, &phrases::HEADING_ENGINEERING_ZONE),
    (Topic::Reviewer, &phrases::HEADING_REVIEWER),
    (Topic::PmZone, &phrases::HEADING_PM_ZONE),
    (Topic::Design, &phrases::HEADING_DESIGN),
    (Topic::Aside, &phrases::HEADING_ASIDE_TOO),
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

/// Whether a section binds. A heading that says nothing is judged by its subheadings, and then by whether terms can be
/// read from the text.
pub(crate) fn binds(section: &Section, edition: Edition) -> bool {
    let headings = headings(&section.text, edition);
    let (own, level) = match edition {
        Edition::First | Edition::Second => (headings.iter().any(|(level, _)| *level == 2), 2),
        Edition::Third | Edition::Fourth => (section.level > 0, usize::from(section.level)),
    };
    // The title of the whole says nothing of what stands below it.
    let level = if level == 0 { 2 } else { level };
    match Topic::of(&section.title) {
        topic if own && topic != Topic::Other => topic.binds(),
        _ => {
            let mut below = headings.iter().filter(|(below, _)| *below > level);
            below.any(|(_, heading)| Topic::of(heading).binds())
                || crate::reader::carries_terms(&under_own_heading(section, edition), edition)
        }
    }
}

/// The text of a section as it reads in a proposal cut at level 2, so that its heading is no title.
pub(crate) fn under_own_heading(section: &Section, edition: Edition) -> Cow<'_, str> {
    if edition < Edition::Third || matches!(section.level, 0 | 2) {
        return Cow::Borrowed(&section.text);
    }
    Cow::Owned(format!("## {}\n\n{}", section.title, below_heading(section, edition)))
}

/// A section's text without its own heading, which is about everything below it.
pub(crate) fn below_heading(section: &Section, edition: Edition) -> &str {
    let text = &section.text;
    let (mark, line_below) = match (edition, section.level) {
        (Edition::Third | Edition::Fourth, 0) => return text,
        (Edition::Third | Edition::Fourth, 1) => ("# ", '='),
        (Edition::Third | Edition::Fourth, level @ 3..) => (
            ["### ", "#### ", "##### ", "###### "][usize::from(level - 3).min(3)],
            '=',
        ),
        _ => ("## ", '-'),
    };
    let mut lines = text.split_inclusive('\n');
    match (lines.next(), lines.next()) {
        (Some(first), _) if first.trim_start().starts_with(mark) => &text[first.len()..],
        (Some(first), Some(line)) if !line.trim().is_empty() && line.trim().chars().all(|c| c == line_below) => {
            &text[first.len() + line.len()..]
        }
        _ => text,
    }
}

/// The headings of a text with their levels.
fn headings(text: &str, edition: Edition) -> Vec<(usize, String)> {
    let mut headings = Vec::new();
    let mut current: Option<(usize, String)> = None;
    for (event, _) in edition.parse(text) {
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
