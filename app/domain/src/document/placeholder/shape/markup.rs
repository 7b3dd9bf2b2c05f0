//! What stands in angles: markup of HTML, or the name of a gap.

use std::ops::Range;

use super::{LONGEST, joins};

/// How far behind an element that is closed its end is looked for, in bytes.
const CLOSED_WITHIN: usize = 4096;

/// Whether a piece of markup is none of HTML and names something, such as `<name>`.
pub(in crate::document::placeholder) fn is_named_tag(source: &str, range: &Range<usize>) -> bool {
    let Some(inner) = source[range.clone()]
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
    else {
        return false;
    };
    let after_word = source[..range.start].chars().next_back().is_some_and(joins);
    !after_word && is_name(inner) && !is_element(source, range.start, inner)
}

/// The lines of a block of markup that are each such a tag.
pub(in crate::document::placeholder) fn tags_alone(source: &str, block: Range<usize>, found: &mut Vec<Range<usize>>) {
    if ["<!", "<?"]
        .iter()
        .any(|mark| source[block.clone()].trim_start().starts_with(mark))
    {
        return;
    }
    let mut at = block.start;
    for line in source[block].split_inclusive('\n') {
        let start = at + line.len() - line.trim_start().len();
        let tag = start..start + line.trim().len();
        at += line.len();
        if is_named_tag(source, &tag) {
            found.push(tag);
        }
    }
}

/// Whether what stands between braces or angles names something to put there.
pub(super) fn is_name(said: &str) -> bool {
    said.len() <= LONGEST
        && said.chars().count() > 1
        && said.starts_with(char::is_alphabetic)
        && !said.ends_with(char::is_whitespace)
        && said.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    ' ' | '_' | '-' | '.' | ',' | '/' | '\'' | '’' | '&' | '(' | ')' | '?'
                )
        })
        && !said.ends_with('/')
}

/// Whether markup is of HTML. Elements that are also what one would ask for are HTML where they are closed.
pub(super) fn is_element(source: &str, at: usize, inner: &str) -> bool {
    let name = inner.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    if ASKED_ELEMENTS.contains(&name.as_str()) {
        let near = source.ceil_char_boundary(at.saturating_add(CLOSED_WITHIN).min(source.len()));
        return source[at..near].contains(&format!("</{name}"));
    }
    ELEMENTS.split_whitespace().any(|element| element == name)
}

const ASKED_ELEMENTS: [&str; 6] = ["title", "address", "time", "data", "label", "section"];

const ELEMENTS: &str = "a abbr acronym area article aside audio b base bdi bdo big blockquote body br button canvas \
    caption center cite code col colgroup datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption \
    figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd legend \
    li link main map mark math menu meta meter nav nobr noscript object ol optgroup option output p param picture pre \
    progress q rp rt ruby s samp script search select slot small source span strike strong style sub summary sup svg \
    table tbody td template textarea tfoot th thead tr track tt u ul var video wbr";
