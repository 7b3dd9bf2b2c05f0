//! Carries anchors from one revision to the next.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::alignment::{Alignment, Origins, words};
use super::anchor::{Anchor, CONTEXT, after, before, section_at};
use crate::document::unseen::Seen;
use crate::document::{Body, Section, sections};

/// More places than this that say the same do not tell anything apart.
const MANY: usize = 120;
/// The place is clear when it fits this much better than the next.
const CLEARLY: f64 = 0.15;
/// Text around a place that is this much the same makes it the place.
const CONVINCING: f64 = 0.5;
/// Less than this says nothing.
const LEAST: f64 = 0.3;
/// This much of the quote has to be left for a comment to stay with what became of it.
const ENOUGH: f64 = 0.5;

/// The best of the places that say the quote.
#[derive(Clone, Debug)]
struct Best {
    fit: f64,
    place: Range<usize>,
    /// It fits clearly better than any other.
    clear: bool,
}

/// Carries anchors from one revision to the next. Made once for all threads of a proposal.
#[derive(Clone, Debug)]
pub struct Carrier<'a> {
    old: Seen<'a>,
    new: Seen<'a>,
    /// Where sections are in what is seen.
    old_sections: Vec<Section>,
    new_sections: Vec<Section>,
    /// Where the new sections are in the text as it is written.
    written: Vec<Range<usize>>,
    alignment: Alignment,
    origins: Origins,
}

impl<'a> Carrier<'a> {
    /// Between two revisions. The cost is that of one comparison and does not depend on how many
    /// threads there are.
    #[must_use]
    pub fn new(old_body: &'a Body, new_body: &'a Body) -> Self {
        let seen = |body: &'a Body| {
            let seen = Seen::of(body.as_str());
            let sections = sections(body).into_iter().map(|section| Section {
                range: seen.within(&section.range),
                ..section
            });
            let sections: Vec<Section> = sections.collect();
            (seen, sections)
        };
        let ((old, old_sections), (new, new_sections)) = (seen(old_body), seen(new_body));
        let alignment = Alignment::of(&old.text, &new.text);
        Self {
            old,
            new,
            written: sections(new_body).into_iter().map(|section| section.range).collect(),
            old_sections,
            new_sections,
            origins: alignment.origins(),
            alignment,
        }
    }

    /// Where a thread stands in the new revision, given where it stood in the old one (`None` when it
    /// was lost there). `None` when it is lost: a later revision may have its words again.
    ///
    /// Words that are still as quoted are followed wherever they went, as long as it is clear where that
    /// is. Words that were rewritten keep the comment while half of the quote is left where it stood. What cannot be
    /// seen is no part of any word: whoever takes it out moves nothing.
    #[must_use]
    pub fn place(&self, anchor: &Anchor, placed: Option<&Range<usize>>) -> Option<Range<usize>> {
        let seen = |text: &str| Seen::of(text).text.into_owned();
        let of_section = anchor.quote.is_empty();
        let anchor = Anchor {
            quote: seen(&anchor.quote),
            before: seen(&anchor.before),
            after: seen(&anchor.after),
            ..anchor.clone()
        };
        let placed = placed.map(|placed| self.old.within(placed));
        if of_section {
            return self.section(&anchor, placed.as_ref());
        }
        let place = self
            .seen_place(&anchor, placed.as_ref())
            .filter(|place| !place.is_empty())?;
        Some(self.new.written(&place))
    }

    fn seen_place(&self, anchor: &Anchor, placed: Option<&Range<usize>>) -> Option<Range<usize>> {
        let placed = placed.filter(|placed| self.old.text.get((*placed).clone()).is_some());
        let image = placed.and_then(|placed| self.alignment.image(placed, &self.new.text));
        if let Some(image) = &image
            && image.untouched
            && self.new.text[image.range.clone()] == anchor.quote
        {
            return Some(image.range.clone());
        }
        let image = image.map(|image| image.range);
        let best = self.best(anchor, placed, image.as_ref()).filter(|best| best.clear);
        if let Some(best) = &best
            && (best.fit >= CONVINCING || image.as_ref() == Some(&best.place))
        {
            return Some(best.place.clone());
        }
        if let Some(image) = image
            && left_of(&anchor.quote, &self.new.text[image.clone()]) >= ENOUGH
        {
            return Some(image);
        }
        best.filter(|best| best.fit >= LEAST || self.is_telling(anchor, &best.place))
            .map(|best| best.place)
    }

    /// The place that says the quote and fits best.
    fn best(&self, anchor: &Anchor, placed: Option<&Range<usize>>, image: Option<&Range<usize>>) -> Option<Best> {
        let all: Vec<Range<usize>> = self
            .new
            .text
            .match_indices(anchor.quote.as_str())
            .map(|(start, text)| start..start + text.len())
            .take(MANY + 1)
            .collect();
        if all.len() > MANY {
            return None;
        }
        // What stood there before, unchanged, is another place than ours.
        let is_ours = |place: &Range<usize>| {
            let origin = self.origins.of(place);
            origin.is_none_or(|origin| placed.is_some_and(|placed| placed.start == origin))
        };
        let mut places: Vec<(f64, Range<usize>)> = all
            .into_iter()
            .filter(is_ours)
            .map(|place| (self.fit(anchor, placed, image, &place), place))
            .collect();
        places.sort_by(|a, b| b.0.total_cmp(&a.0));
        let lead = match &places[..] {
            [first, second, ..] => first.0 - second.0,
            _ => 1.0,
        };
        let clear = lead >= CLEARLY;
        places.into_iter().next().map(|(fit, place)| Best { fit, place, clear })
    }

    /// How well a place fits, by the text around it: 1 when all of it is the same. The place where the
    /// comparison of the revisions leads, and the section, tip the balance.
    fn fit(
        &self,
        anchor: &Anchor,
        placed: Option<&Range<usize>>,
        image: Option<&Range<usize>>,
        place: &Range<usize>,
    ) -> f64 {
        let room = 3 * CONTEXT;
        let (was_before, was_after) = match placed {
            Some(placed) if self.old.text[placed.clone()] == anchor.quote => (
                before(&self.old.text, placed.start, CONTEXT),
                after(&self.old.text, placed.end, CONTEXT),
            ),
            _ => (anchor.before.as_str(), anchor.after.as_str()),
        };
        let around = (left_of(was_before, before(&self.new.text, place.start, room))
            + left_of(was_after, after(&self.new.text, place.end, room)))
            / 2.0;
        let section = section_at(&self.new_sections, place.start).is_some_and(|section| {
            let was = placed.and_then(|placed| section_at(&self.old_sections, placed.start));
            section.key == was.map_or(&anchor.section, |was| &was.key).as_str()
        });
        let there = image.is_some_and(|image| image.start < place.end && place.start < image.end);
        around + if section { 0.1 } else { 0.0 } + if there { 0.25 } else { 0.0 }
    }

    /// Whether the quote alone tells the place: it is long, or stands where nothing else was.
    fn is_telling(&self, anchor: &Anchor, place: &Range<usize>) -> bool {
        let long = anchor.quote.chars().count() >= 20 && words((0, &anchor.quote)).count() >= 3;
        long && self.old.text.matches(anchor.quote.as_str()).count() <= 1 && self.origins.of(place).is_none()
    }

    /// Where a whole section is: under its name, or where most of its text went.
    fn section(&self, anchor: &Anchor, placed: Option<&Range<usize>>) -> Option<Range<usize>> {
        let was = placed.and_then(|placed| section_at(&self.old_sections, placed.start));
        let named = |key: &str| {
            let at = self.new_sections.iter().position(|section| section.key == key)?;
            self.written.get(at).cloned()
        };
        if let Some(place) = named(was.map_or(&anchor.section, |was| &was.key)) {
            return Some(place);
        }
        let was = was?;
        let kept = self.alignment.kept(&was.range);
        self.new_sections
            .iter()
            .zip(&self.written)
            .map(|(section, written)| {
                let stayed: usize = kept
                    .iter()
                    .filter(|(at, _)| section.range.contains(at))
                    .map(|(_, len)| len)
                    .sum();
                (stayed, written)
            })
            .max_by_key(|(stayed, _)| *stayed)
            .filter(|(stayed, _)| 2 * stayed >= was.range.len())
            .map(|(_, written)| written.clone())
    }
}

/// The share of a text whose words stand in another, in the same order: 1 is all of it. Nothing is
/// wholly in anything.
fn left_of(text: &str, other: &str) -> f64 {
    let old: Vec<&str> = words((0, text)).map(|(_, word)| word).collect();
    let new: Vec<&str> = words((0, other)).map(|(_, word)| word).collect();
    let all: usize = old.iter().map(|word| word.len()).sum();
    if all == 0 {
        return if other.trim().is_empty() { 1.0 } else { 0.5 };
    }
    // A stretch much longer than the quote is not what became of it.
    if new.len() > 4 * old.len() + 60 {
        return 0.0;
    }
    let kept: usize = capture_diff_slices(Algorithm::Myers, &old, &new)
        .into_iter()
        .map(|op| match op {
            DiffOp::Equal { old_index, len, .. } => old[old_index..old_index + len].iter().map(|word| word.len()).sum(),
            _ => 0,
        })
        .sum();
    kept as f64 / all as f64
}
