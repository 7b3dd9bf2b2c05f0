//! Whether a document is the proposal of a pilot at all: the reader knows the words of such proposals, and in any other
//! text they mean something else.

use crate::claims::Claims;
use crate::outline::Outline;
use crate::phrases;
use crate::words::{Word, holds, words};

/// One sentence in so many has to speak of the pilot or of who is in it. Whoever proposes one speaks of it all the time.
const SELDOM: usize = 25;

/// Whether the document speaks of a pilot of its own: in a heading, in what introduces a list or a table, or again and
/// again in its sentences.
pub(crate) fn is_pilot(outline: &Outline<'_>, claims: &Claims<'_>) -> bool {
    let heads = outline
        .tables
        .iter()
        .flat_map(|table| &table.head)
        .map(|cell| cell.text.as_str());
    let leads = outline
        .lists
        .iter()
        .map(|list| list.lead)
        .chain(outline.tables.iter().map(|table| table.lead));
    let headings = outline.headings.iter().map(String::as_str);
    let said =
        |text: &str| speaks(&words(text)) || matches!(text.trim(), "Zone" | "The zone" | "The Zone" | "Boundary");
    if headings.chain(heads).chain(leads).any(said) {
        return true;
    }
    let spoken = outline
        .sentences
        .iter()
        .filter(|sentence| !sentence.topic.is_aside() && speaks(&sentence.words));
    let criteria = claims.bars.len() + claims.cycles.len() + claims.outcome.len() + claims.numbers.len();
    let told = spoken.count() + criteria + claims.statistic.len();
    told > 0 && told * SELDOM >= outline.sentences.len()
}

fn speaks(words: &[Word]) -> bool {
    // After a number it is the afternoon.
    let pm = |at: usize| words[at].text == "pm" && (at == 0 || words[at - 1].number.is_none());
    holds(words, &phrases::SPEAKS_OF_A_PILOT) || (0..words.len()).any(pm)
}
