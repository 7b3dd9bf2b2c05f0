//! A line of running text cut into sentences.

/// The pieces of lines: markers of items and quotes, sentences without the space around them, ends of
/// lines. What is no running text is a piece of a whole line.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for line in text.split_inclusive('\n') {
        let said = line.trim_end();
        if said.is_empty() || !is_prose(said) {
            pieces.push(line);
            continue;
        }
        let (marker, rest) = said.split_at(marker(said));
        pieces.extend(Some(marker).filter(|marker| !marker.is_empty()));
        pieces.extend(sentences(rest));
        pieces.extend(Some(&line[said.len()..]).filter(|end| !end.is_empty()));
    }
    pieces
}

/// Whether a line is running text, in an item or a quote perhaps, or blank.
pub(super) fn is_prose(line: &str) -> bool {
    let (marker, rest) = line.split_at(marker(line));
    let is_code = marker.trim().is_empty() && (marker.len() >= 4 || marker.contains('\t'));
    let is_rule = !rest.is_empty() && rest.chars().all(|c| "-=*_ ".contains(c));
    !is_code && !is_rule && !rest.contains('|') && !rest.starts_with(['#', '<', '`', '~'])
}

/// Whether the spaces of a line count.
pub(super) fn is_source(line: &str) -> bool {
    line.starts_with("    ") || line.starts_with('\t') || line.trim_start().starts_with(['`', '~', '<'])
}

/// How long the marks at the beginning of a line are, with the space behind them.
fn marker(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = line[at..].trim_start();
        let from = line.len() - rest.len();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let mark = match rest[digits..].chars().next() {
            Some('.' | ')') if digits > 0 => digits + 1,
            Some('-' | '*' | '+' | '>') if digits == 0 => 1,
            _ => return from,
        };
        if !rest[mark..].starts_with([' ', '\t']) {
            return from;
        }
        at = from + mark;
    }
}

/// What ends with a dot and does not end a sentence.
const SHORT: [&str; 16] = [
    "e.g.", "i.e.", "vs.", "approx.", "no.", "nr.", "mr.", "mrs.", "dr.", "st.", "ca.", "cf.", "incl.", "max.", "min.",
    "fig.",
];

/// The sentences of a line, without the space around them. Where it is not clear that one ends, it does
/// not: within brackets, code or emphasis, after an initial or an abbreviation, before a small letter.
pub(super) fn sentences(line: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let (mut start, mut open, mut stars, mut ticks) = (0, 0_usize, 0_usize, 0_usize);
    let mut ended = false;
    for (at, c) in line.char_indices() {
        if ended && c.is_whitespace() {
            let sentence = line[start..at].trim();
            let next = line[at..].trim_start().chars().next();
            let balanced = open == 0 && stars.is_multiple_of(2) && ticks.is_multiple_of(2);
            if balanced && next.is_some_and(|c| !c.is_lowercase()) && !is_short(sentence) {
                sentences.push(sentence);
                start = at;
            }
        }
        match c {
            '(' | '[' => open += 1,
            ')' | ']' => open = open.saturating_sub(1),
            '*' => stars += 1,
            '`' => ticks += 1,
            _ => {}
        }
        ended = matches!(c, '.' | '!' | '?' | '…') || ended && "*_\"”’)]".contains(c);
    }
    sentences.extend(Some(line[start..].trim()).filter(|rest| !rest.is_empty()));
    sentences
}

/// Whether a text ends with an abbreviation or an initial.
fn is_short(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last = last.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    SHORT.contains(&last.as_str()) || last.strip_suffix('.').is_some_and(|rest| rest.chars().count() == 1)
}
