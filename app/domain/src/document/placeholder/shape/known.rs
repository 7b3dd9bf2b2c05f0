//! What stands in brackets and is known to be no gap, such as keys, units, sources, remarks and labels, and what is
//! known to be one.

/// Whether the words tell the writer to write something.
pub(super) fn is_instruction(said: &str) -> bool {
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
pub(super) fn is_label(said: &str) -> bool {
    let word = said.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ' '));
    !word.contains(char::is_whitespace) && word.ends_with("ed") || is_known(said)
}

/// Whether words in brackets are known to be something else than a gap.
pub(super) fn is_known(said: &str) -> bool {
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
