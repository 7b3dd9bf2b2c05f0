//! The shapes of gaps, and what has the same shape and is none. What is not known to be something else is asked about:
//! a person can say with one press that it is no gap.

use std::ops::Range;

/// The longest text between marks that counts as a gap whatever it says, in bytes.
const LONGEST: usize = 120;
/// The longest instruction to the writer.
const LONGEST_INSTRUCTION: usize = 600;
/// How far behind an element that is closed its end is looked for, in bytes.
const CLOSED_WITHIN: usize = 4096;
/// The longest name of a gap that has none of its own, in bytes.
const LONGEST_LABEL: usize = 48;

/// What a gap is called by what is written: what stands between its marks. `None` for one without words.
pub(super) fn name(written: &str) -> Option<&str> {
    let inner = [("[", "]"), ("{{", "}}"), ("{", "}"), ("<", ">")]
        .into_iter()
        .find_map(|(open, close)| written.strip_prefix(open)?.strip_suffix(close))?;
    let inner = if written.starts_with('[') { inner } else { inner.trim() };
    let said = inner.trim();
    (!said.is_empty() && !is_open(said)).then_some(inner)
}

/// Whether a word says only that something is still to come.
fn is_open(word: &str) -> bool {
    matches!(
        word.to_ascii_uppercase().as_str(),
        "TBD" | "TBC" | "TBA" | "TODO" | "FIXME"
    ) || word.len() > 2 && word.bytes().all(|byte| byte == b'X')
}

/// What a gap without a name asks for: the words before it, and what is written.
pub(super) fn asked(source: &str, range: &Range<usize>) -> String {
    let near = source.ceil_char_boundary(range.start.saturating_sub(4 * LONGEST_LABEL));
    let line = source[near..range.start].rfind('\n').map_or(near, |at| near + at + 1);
    let before: String = source[line..range.start].replace(['*', '`', '#', '>', '~'], "");
    let before = before.trim().trim_matches('|').trim();
    let cell = before
        .rsplit('|')
        .map(str::trim)
        .find(|cell| !cell.is_empty())
        .unwrap_or("");
    let sentence = [". ", "! ", "? ", "; "]
        .iter()
        .filter_map(|end| cell.rfind(end).map(|at| at + end.len()))
        .max()
        .map_or(cell, |at| &cell[at..]);
    let label = sentence.trim_start_matches(|c: char| matches!(c, '-' | '+' | '•') || c.is_whitespace());
    let from = label.ceil_char_boundary(label.len().saturating_sub(LONGEST_LABEL));
    let label = label[from..].trim();
    let written = &source[range.clone()];
    if label.is_empty() {
        written.to_owned()
    } else {
        format!("{label} {written}")
    }
}

/// Finds the gaps in a stretch of text.
pub(super) fn scan(source: &str, run: Range<usize>, heading: bool, found: &mut Vec<Range<usize>>) {
    let text = Text { source, run, heading };
    let mut open = None;
    let mut quote = None;
    // Up to where a gap was found: none begins inside another.
    let mut done = text.run.start;
    let mut own: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.source[text.run.clone()].char_indices() {
        let at = text.run.start + at;
        quote = match (quote, c) {
            (Some(close), c) if c == close => None,
            (None, '"') => Some('"'),
            (None, '“') => Some('”'),
            (None, '„') => Some('“'),
            (None, '«') => Some('»'),
            (quote, _) => quote,
        };
        if at < done {
            continue;
        }
        let gap = match c {
            '[' if !text.is_escaped(at) => {
                open = Some(at);
                None
            }
            ']' if !text.is_escaped(at) => open
                .take()
                .map(|start| start..at + 1)
                .filter(|gap| text.is_bracketed(gap, quote.is_some())),
            '{' if !text.is_escaped(at) => text.braced(at),
            '<' if !text.is_escaped(at) => text.in_angles(at),
            '_' if text.before(at) != Some('_') => text.blank(at),
            c if c.is_alphabetic() && !text.before(at).is_some_and(joins) => text.word(at),
            _ => None,
        };
        if let Some(gap) = gap {
            while own.pop_if(|inner| inner.start > gap.start).is_some() {}
            done = gap.end;
            own.push(gap);
        }
    }
    found.append(&mut own);
}

/// Whether a piece of markup is none of HTML and names something, such as `<name>`.
pub(super) fn is_named_tag(source: &str, range: &Range<usize>) -> bool {
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
pub(super) fn tags_alone(source: &str, block: Range<usize>, found: &mut Vec<Range<usize>>) {
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

/// What goes on with a word: a mark right behind one is an index, a type or a part of a name.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '@' | '#' | '.' | '/' | '\\' | '\'' | '’')
}

struct Text<'a> {
    source: &'a str,
    run: Range<usize>,
    heading: bool,
}

impl Text<'_> {
    fn before(&self, at: usize) -> Option<char> {
        self.source[..at].chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.source[at..].chars().next()
    }

    fn is_escaped(&self, at: usize) -> bool {
        let backslashes = self.source[..at]
            .bytes()
            .rev()
            .take_while(|byte| *byte == b'\\')
            .count();
        backslashes % 2 == 1
    }

    /// What stands before a place, on its line and in this stretch.
    fn line_before(&self, at: usize) -> &str {
        let line = self.source[..at].rfind('\n').map_or(0, |newline| newline + 1);
        &self.source[line.max(self.run.start).min(at)..at]
    }

    fn is_bracketed(&self, gap: &Range<usize>, is_quoted: bool) -> bool {
        let inner = &self.source[gap.start + 1..gap.end - 1];
        let said = inner.trim().trim_matches(['*', '_']).trim();
        let (before, after) = (self.before(gap.start), self.after(gap.end));
        if said.is_empty() {
            let label = self.line_before(gap.start).trim_end();
            return !inner.is_empty() && label.ends_with([':', '=']);
        }
        // An index, a link of another kind, a path, a part of a word.
        let path = before == Some('/') && self.before(gap.start - 1) != Some(']');
        let indexes = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']' | '[' | '_' | '$' | '@'));
        let leads = after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '(' | '[' | ']'));
        if path || indexes || leads || !said.chars().any(char::is_alphabetic) || said.chars().count() < 2 {
            return false;
        }
        if inner.len() > LONGEST || inner.contains('\n') {
            return inner.len() <= LONGEST_INSTRUCTION && is_instruction(said);
        }
        if is_instruction(said) {
            return true;
        }
        // Words put in by whoever quotes.
        let put_in = said.starts_with(char::is_lowercase) && is_quoted;
        let label = self.heading && self.source[gap.end..self.run.end.max(gap.end)].trim().is_empty() && is_label(said);
        !put_in && !label && !is_known(said)
    }

    fn braced(&self, at: usize) -> Option<Range<usize>> {
        let twice = self.after(at + 1) == Some('{');
        if self
            .before(at)
            .is_some_and(|c| joins(c) || matches!(c, '$' | '%' | '^' | '{' | '}' | '~' | '&'))
        {
            return None;
        }
        let (open, close) = if twice { ("{{", "}}") } else { ("{", "}") };
        let rest = &self.source[at + open.len()..self.run.end];
        let end = rest
            .find(['\n', '}', '{'])
            .filter(|end| rest[*end..].starts_with(close))?;
        let said = rest[..end].trim();
        let named = if twice {
            said.chars().any(char::is_alphabetic) && !said.starts_with(['%', '#', '>', '/', '!'])
        } else {
            let listed = said.contains(',') && said.starts_with(char::is_lowercase) && !is_instruction(said);
            is_name(said) && !listed && rest[..end].len() == said.len()
        };
        named.then_some(at..at + open.len() + end + close.len())
    }

    /// Of what is no markup for its letters or commas, such as `<Größe>`.
    fn in_angles(&self, at: usize) -> Option<Range<usize>> {
        let rest = &self.source[at + 1..self.run.end];
        let end = rest
            .find(['\n', '>', '<'])
            .filter(|end| rest[*end..].starts_with('>'))?;
        let after_word = self.before(at).is_some_and(joins);
        let named = !after_word && is_name(&rest[..end]) && !is_element(self.source, at, &rest[..end]);
        named.then_some(at..at + end + 2)
    }

    /// A line to write on.
    fn blank(&self, at: usize) -> Option<Range<usize>> {
        let rest = &self.source[at..self.run.end];
        let end = at + rest.len() - rest.trim_start_matches('_').len();
        let (before, after) = (self.before(at), self.after(end));
        let in_a_name = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        (end - at > 2 && !in_a_name && before != Some('\\')).then_some(at..end)
    }

    /// A word that says that something is still to come.
    fn word(&self, at: usize) -> Option<Range<usize>> {
        let rest = &self.source[at..self.run.end];
        let end = at + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let word = &self.source[at..end];
        let (after, following) = (self.after(end), &self.source[end..self.run.end]);
        if after.is_some_and(|c| matches!(c, '_' | '-' | '/' | '\\' | '\'' | '’' | '@')) {
            return None;
        }
        let quoted =
            self.before(at).is_some_and(|c| "\"“„‘«".contains(c)) && after.is_some_and(|c| "\"”“’»".contains(c));
        let open = match word {
            "TODO" => !self.is_about_todos(at, following),
            "todo" | "Todo" | "fixme" | "Fixme" => false,
            "XX" => following.trim_start().starts_with(['%', '€', '$', '£']),
            _ => is_open(word),
        } && !quoted;
        open.then_some(at..end)
    }

    /// "A TODO list": the word stands for the thing.
    fn is_about_todos(&self, at: usize, following: &str) -> bool {
        let before = self.line_before(at).trim_end();
        let before = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let next = following.strip_prefix(' ').unwrap_or_default();
        let next = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let things = [
            "list", "lists", "item", "items", "app", "apps", "comment", "comments", "file", "board", "tracker",
        ];
        let articles = [
            "a", "an", "the", "no", "any", "every", "each", "our", "another", "old", "of",
        ];
        things.contains(&next) || articles.contains(&before.to_lowercase().as_str())
    }
}

/// Whether what stands between braces or angles names something to put there.
fn is_name(said: &str) -> bool {
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
fn is_element(source: &str, at: usize, inner: &str) -> bool {
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

/// Whether the words tell the writer to write something.
fn is_instruction(said: &str) -> bool {
    let first = said
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default()
        .to_lowercase();
    INSTRUCTIONS.split_whitespace().any(|word| word == first)
}

const INSTRUCTIONS: &str = "add answer briefly choose complete define describe detail discuss enter estimate explain fill \
    give how identify include indicate insert list mention name note outline paste please provide put replace say select \
    set specify state summarise summarize tell type what when where which who why write your";

/// Whether a word behind a heading says what kind of section it is.
fn is_label(said: &str) -> bool {
    let word = said.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
    !word.contains(char::is_whitespace) && word.ends_with("ed") || is_known(said)
}

/// Whether words in brackets are known to be something else than a gap.
fn is_known(said: &str) -> bool {
    let lower = said.to_lowercase();
    let first = said.chars().next().unwrap_or_default();
    let mark = first.is_ascii_digit() || "!^@#%~+&=/$-".contains(first);
    let code = ["=", "::", "->", "()", "\"", "://", "www.", "@", "…", "..."]
        .iter()
        .any(|part| said.contains(part));
    mark || code
        || LABELS.split('|').any(|label| label.trim() == lower)
        || ABBREVIATIONS.iter().any(|start| lower.starts_with(start))
        || said.split([',', ';']).all(|part| is_key(part.trim()))
        || is_unit(said)
        || said
            .split_once('#')
            .is_some_and(|(place, number)| !place.contains(' ') && number.parse::<u32>().is_ok())
        || is_citation(said)
        || is_reference(&lower)
}

/// A unit, as it stands in the head of a table: `ms`, `EUR/month`.
fn is_unit(said: &str) -> bool {
    let is = |units: &str, part: &str| units.split_whitespace().any(|unit| unit == part.trim());
    let (unit, per) = said.split_once('/').unwrap_or((said, ""));
    is(UNITS, unit) && (per.is_empty() || is(UNITS, per) || is(PER, per))
        || !per.is_empty() && is(PER, unit) && (is(UNITS, per) || is(PER, per))
}

/// A ticket, a standard, a letter or a number: `SHOP-412`, `RFC 2119`, `P1`, `b`.
fn is_key(part: &str) -> bool {
    // `Name 1` and `PM 2` are gaps of which there are several.
    let word = part.split(' ').next().unwrap_or_default().to_lowercase();
    if part.contains(' ') && ASKED.split_whitespace().any(|asked| asked == word) {
        return false;
    }
    let letters = part.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | ' ' | '#' | ':' | '_'));
    let numbered = part.len() > letters.len() && part.ends_with(|c: char| c.is_ascii_digit());
    let capitals = letters
        .chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.' | ' '));
    part.chars().count() == 1 || numbered && (letters.is_empty() || capitals && letters.len() <= 16) || part == "∞"
}

/// A source with its year: `Garner, 2007`.
fn is_citation(said: &str) -> bool {
    let first = said
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let asks = ASKED.split_whitespace().any(|asked| asked == first);
    let year = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        digits.len() == 4 && word.len() <= 5 && digits.parse().is_ok_and(|year: u16| (1500..=2100).contains(&year))
    };
    let mut words = said.split(|c: char| !c.is_alphanumeric());
    said.starts_with(char::is_alphabetic) && !asks && !is_instruction(said) && words.any(year) || said.contains("et al")
}

/// What gaps ask for.
const ASKED: &str = "company date day deadline dri end engineer feature goal item manager metric month name number person pm \
    role start team title value year";

/// "Figure 3", "Appendix B".
fn is_reference(lower: &str) -> bool {
    let parts = "annex appendix art article chapter ch clause eq equation fig figure item line lines no note p page pages part pp ref \
        sec section step tab table vol volume";
    lower.split_once([' ', '.']).is_some_and(|(part, number)| {
        let number = number.trim_start_matches(['.', ' ']);
        parts.split_whitespace().any(|known| known == part)
            && (number.starts_with(|c: char| c.is_ascii_digit()) || number.chars().count() == 1)
    })
}

/// How remarks begin.
const ABBREVIATIONS: [&str; 25] = [
    "excl",
    "incl",
    "approx",
    "ca.",
    "circa ",
    "cf.",
    "cf ",
    "e.g",
    "i.e",
    "see ",
    "viz",
    "ibid",
    "op. cit",
    "resp.",
    "emphasis ",
    "my emphasis",
    "our emphasis",
    "author",
    "editor’s",
    "editor's",
    "translator",
    "ed. ",
    "sic",
    "formerly ",
    "per ",
];

/// Words that say what something is or where it stands.
const LABELS: &str = "toc | table of contents | contents | optional | required | mandatory | recommended | draft | final | wip | \
    work in progress | rfc | adr | new | updated | changed | added | removed | moved | fixed | deprecated | obsolete | legacy | \
    experimental | stable | unstable | beta | alpha | preview | internal | external | public | private | confidential | restricted | \
    citation needed | redacted | omitted | inaudible | laughter | applause | pause | crosstalk | bug | feature | feat | fix | \
    chore | docs | doc | test | tests | ci | build | refactor | perf | style | release | hotfix | revert | breaking | \
    breaking change | security | open | closed | done | accepted | rejected | approved | declined | pending | in progress | \
    superseded | withdrawn | archived | cancelled | canceled | on hold | nice to have | must have | should have | could have | \
    won't have | must | should | could | may | high | medium | low | critical | major | minor | trivial | blocker | blocked | \
    stretch | stretch goal | info | tip | warning | caution | important | faq | pdf | docx | xlsx | csv | html | video | audio | \
    spoiler | advertisement | sponsored | n/a | none | unchanged | no change | yes | no | true | false | null | etc | etc. | \
    translation | original | translated | abridged | continued | cont. | cont'd | options | flags | args | skip ci | no ci | \
    not in scope | out of scope | in scope | non-goal | non-goals | goal | informative | normative | self | same | repeat";

const UNITS: &str = "ms s sec min h hr hrs d kg g mg µg t km m cm mm µm nm l ml °C °F K % ‰ pp pt EUR USD GBP CHF SEK DKK NOK \
    PLN JPY € $ £ kEUR TEUR MEUR k€ T€ M€ m² m2 m³ m3 km² ha W kW kWh MW MWh GW GWh J kJ MJ B kB KB MB GB TB KiB MiB GiB bit \
    Mbit Gbit Hz kHz MHz GHz px rpm N kN Nm Pa hPa kPa bar V kV A mA Ah mAh mol mmol FTE FTEs PT PD n pcs Stk Std Tage Wochen \
    Monate";

/// What units are of.
const PER: &str = "hour hours day days week weeks month months year years a person people user users unit units request requests \
    req case cases patient patients class order orders";

#[cfg(test)]
mod tests;
