//! What git prints a line a file of.

use super::quoted::name;
use super::{Form, Unread};
use crate::zone::{ChangedFile, FileChange, FileKind};

/// What a line turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A file.
    File(ChangedFile),
    /// Part of the form, with no file in it.
    Nothing,
    /// Part of the form, and a file in it that cannot be told.
    NotRead(Unread),
    /// No line of this form.
    Other,
}

impl Line {
    fn of(file: Option<ChangedFile>) -> Self {
        file.map_or(Self::NotRead(Unread::Names), Self::File)
    }
}

/// `M<tab>web/a.json`, `R087<tab>web/a.json<tab>web/b.json`; also with spaces in place of tabs, as terminals copy it.
pub(super) fn name_status(line: &str) -> Line {
    let Some((status, rest)) = first_column(line) else {
        return Line::Other;
    };
    let Some(status) = Status::parse(status) else {
        return Line::Other;
    };
    let paths = match (status.has_two(), rest.split_once('\t')) {
        (false, None) => vec![rest],
        (true, Some((from, to))) => vec![from, to],
        // Without tabs a name with a space could end anywhere.
        (true, None) => match &rest.split_whitespace().collect::<Vec<_>>()[..] {
            [from, to] => vec![*from, *to],
            _ if line.contains('\t') => return Line::NotRead(Unread::Names),
            _ => return Line::Other,
        },
        (false, Some(_)) => return Line::NotRead(Unread::Names),
    };
    let names: Option<Vec<String>> = paths.into_iter().map(name).collect();
    match names {
        Some(names) => status.file(names, None),
        None => Line::NotRead(Unread::Names),
    }
}

/// `:100644 100755 bcd1234 0123456 M<tab>web/a.json`.
pub(super) fn raw(line: &str) -> Line {
    let Some((head, paths)) = line.split_once('\t') else {
        return Line::Other;
    };
    let Some((status, kind)) = raw_head(head) else {
        return Line::Other;
    };
    let names: Option<Vec<String>> = paths.split('\t').map(name).collect();
    match names {
        Some(names) => status.file(names, Some(kind)),
        None => Line::NotRead(Unread::Names),
    }
}

/// The part of a raw line before its paths.
pub(super) fn raw_head(head: &str) -> Option<(Status, FileKind)> {
    let fields: Vec<&str> = head.strip_prefix(':')?.split(' ').collect();
    let [before, after, .., status] = fields[..] else {
        return None;
    };
    let is_mode = |mode: &str| mode.len() == 6 && mode.bytes().all(|byte| byte.is_ascii_digit());
    (fields.len() == 5 && is_mode(before) && is_mode(after)).then_some(())?;
    Some((Status::parse(status)?, FileKind::of_modes(before, after)))
}

/// `3<tab>1<tab>web/a.json`, `-<tab>-<tab>web/a.png`, `0<tab>0<tab>web/{a => b}/c.json`.
pub(super) fn numstat(line: &str) -> Line {
    let Some(((added, rest), is_tab)) = number(line) else {
        return Line::Other;
    };
    let Some(((removed, path), _)) = number(rest).filter(|(_, tab)| *tab == is_tab) else {
        return Line::Other;
    };
    if (added == "-") != (removed == "-") {
        return Line::Other;
    }
    Line::of(moved(path))
}

/// A count of lines, or `-`, and what follows.
fn number(line: &str) -> Option<((&str, &str), bool)> {
    let end = line.find(['\t', ' '])?;
    let (count, rest) = line.split_at(end);
    let is_count = count == "-" || count.bytes().all(|byte| byte.is_ascii_digit());
    let is_tab = rest.starts_with('\t');
    let rest = match rest.strip_prefix('\t') {
        Some(rest) => rest,
        None => rest.trim_start_matches(' '),
    };
    (is_count && !count.is_empty()).then_some(((count, rest), is_tab))
}

/// A path, or two in one: `a => b`, `web/{a => b}/c.json`.
fn moved(path: &str) -> Option<ChangedFile> {
    const ARROW: &str = " => ";
    let Some(arrow) = path.find(ARROW) else {
        return Some(ChangedFile::new(name(path)?, FileChange::Modified));
    };
    let (before, after) = (&path[..arrow], &path[arrow + ARROW.len()..]);
    let (from, to) = match (before.rfind('{'), after.find('}')) {
        (Some(open), Some(close)) => {
            let (start, end) = (&before[..open], &after[close + 1..]);
            let join = |middle: &str| match (middle.is_empty(), end.strip_prefix('/')) {
                // A folder that is there on one side only takes its slash along.
                (true, Some(end)) => format!("{start}{end}"),
                _ => format!("{start}{middle}{end}"),
            };
            (join(&before[open + 1..]), join(&after[..close]))
        }
        _ => (name(before)?, name(after)?),
    };
    Some(ChangedFile::new(to, FileChange::Renamed).from(from))
}

/// Of `git status`: short (`R  a -> b`, `?? c`) or long (`modified:   a`).
pub(super) fn status(line: &str) -> Line {
    if let Some((word, path)) = long_status(line) {
        return long(word, path);
    }
    if line.starts_with("## ") || is_heading(line) {
        return Line::Nothing;
    }
    // The first line of what was copied may have lost its space.
    match short(line) {
        Some(short) => short_status(short),
        None => short(&format!(" {line}")).map_or(Line::Other, short_status),
    }
}

/// The two letters of a short status and its path.
pub(super) fn short(line: &str) -> Option<(char, char, &str)> {
    let mut letters = line.chars();
    let (x, y, space) = (letters.next()?, letters.next()?, letters.next()?);
    let is_letter = |c: char| " MTADRCU?!".contains(c);
    let path = letters.as_str();
    let is_path = !path.is_empty() && !path.starts_with(' ');
    (is_letter(x) && is_letter(y) && space == ' ' && (x, y) != (' ', ' ') && is_path).then_some((x, y, path))
}

fn short_status((x, y, path): (char, char, &str)) -> Line {
    if path.ends_with('/') {
        return Line::NotRead(Unread::Folder);
    }
    let Some(status) = Status::of_two(x, y) else {
        return match (x, y) {
            ('!', '!') => Line::Nothing,
            _ => Line::NotRead(Unread::Unmerged),
        };
    };
    Line::of(arrowed(status, path))
}

/// `a -> b` of what was renamed, else a path.
fn arrowed(status: Status, path: &str) -> Option<ChangedFile> {
    const ARROW: &str = " -> ";
    let names = match (status.has_two(), path.matches(ARROW).count()) {
        (true, 1) => path.split(ARROW).map(name).collect::<Option<Vec<_>>>()?,
        (true, _) => return None,
        (false, _) => vec![name(path)?],
    };
    match status.file(names, None) {
        Line::File(file) => Some(file),
        _ => None,
    }
}

/// Of both letters of a short status, which tell of the index and of the files themselves.
impl Status {
    pub(super) fn of_two(x: char, y: char) -> Option<Self> {
        let has = |letter: char| x == letter || y == letter;
        let is_unmerged = has('U') || (x, y) == ('A', 'A') || (x, y) == ('D', 'D') || has('!');
        let letter = ['R', 'C', 'D', '?', 'A', 'T', 'M']
            .into_iter()
            .find(|letter| has(*letter));
        match letter {
            _ if is_unmerged => None,
            Some('?') => Some(Self('A')),
            letter => letter.map(Self),
        }
    }
}

const WORDS: [(&str, char); 6] = [
    ("modified", 'M'),
    ("new file", 'A'),
    ("deleted", 'D'),
    ("renamed", 'R'),
    ("copied", 'C'),
    ("typechange", 'T'),
];

fn long_status(line: &str) -> Option<(&str, &str)> {
    let (word, path) = line.trim_start().split_once(':')?;
    let path = path.strip_prefix("  ").or_else(|| path.strip_prefix(' '))?;
    let is_word = WORDS.iter().any(|(known, _)| *known == word) || word.starts_with("both ");
    is_word.then(|| (word, path.trim_start()))
}

pub(super) fn is_long_status(line: &str) -> bool {
    line.starts_with(['\t', ' ']) && long_status(line).is_some() || line == UNTRACKED
}

const UNTRACKED: &str = "Untracked files:";

/// Which list of long status a line stands in, as far as lines have no word of their own there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Listed {
    /// One whose lines say what was done.
    #[default]
    Changes,
    /// Files that are new to git.
    Untracked,
    /// Files that git passes over.
    Ignored,
}

/// A line of long status by the list it stands in: `None` where the line itself says what it is.
pub(super) fn long_list(listed: &mut Listed, line: &str) -> Option<Line> {
    let begins = match line {
        UNTRACKED => Some(Listed::Untracked),
        "Ignored files:" => Some(Listed::Ignored),
        _ if line.starts_with("Changes ") || line == "Unmerged paths:" => Some(Listed::Changes),
        _ => None,
    };
    if let Some(begins) = begins {
        *listed = begins;
        return Some(Line::Nothing);
    }
    let path = line.strip_prefix('\t').filter(|_| long_status(line).is_none())?;
    match listed {
        Listed::Changes => None,
        Listed::Ignored => Some(Line::Nothing),
        Listed::Untracked if path.ends_with('/') => Some(Line::NotRead(Unread::Folder)),
        Listed::Untracked => Some(Line::of(
            name(path).map(|path| ChangedFile::new(path, FileChange::Added)),
        )),
    }
}

fn long(word: &str, path: &str) -> Line {
    let letter = WORDS
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, letter)| *letter);
    // Of a submodule it says what of it is modified.
    let (path, kind) = match path.rsplit_once(" (") {
        Some((path, said)) if said.ends_with("content)") || said.ends_with("commits)") => {
            (path, Some(FileKind::Submodule))
        }
        _ => (path, None),
    };
    match letter.map(|letter| arrowed(Status(letter), path)) {
        None => Line::NotRead(Unread::Unmerged),
        Some(file) => Line::of(file.map(|file| ChangedFile {
            kind: kind.unwrap_or(file.kind),
            ..file
        })),
    }
}

/// What long status says between its files.
fn is_heading(line: &str) -> bool {
    let starts = [
        "On branch ",
        "HEAD detached ",
        "Not currently on any branch",
        "No commits yet",
        "Your branch ",
        "and have ",
        "Changes ",
        "no changes added ",
        "nothing ",
        "You have unmerged paths",
        "All conflicts fixed but you are still ",
    ];
    starts.iter().any(|start| line.starts_with(start)) || line.starts_with("  (use \"git ")
}

/// Why a line among paths is none: it is of something else that git prints, of which names are only a part.
pub(super) fn is_no_path(line: &str) -> Option<Unread> {
    let other = Some(Unread::Form(Form::Paths));
    if let Some(rest) = line.strip_prefix(':') {
        let modes = rest.trim_start_matches(':');
        let (mode, _) = modes.split_once(' ').unwrap_or_default();
        let is_mode = mode.len() == 6 && mode.bytes().all(|byte| byte.is_ascii_digit());
        return match (is_mode, rest.starts_with(':')) {
            (true, true) => Some(Unread::Combined),
            (true, false) => other,
            (false, _) => None,
        };
    }
    if line.starts_with("* Unmerged path ") {
        return Some(Unread::Unmerged);
    }
    const STARTS: [&str; 17] = [
        "--- ",
        "+++ ",
        "@@ ",
        "diff ",
        "Only in ",
        "similarity index ",
        "rename from ",
        "rename to ",
        "copy from ",
        "copy to ",
        "old mode ",
        "new mode ",
        "new file mode ",
        "deleted file mode ",
        "create mode ",
        "delete mode ",
        "mode change ",
    ];
    let is_differing = (line.starts_with("Binary files ") || line.starts_with("Files ")) && line.ends_with(" differ");
    let is_moved = (line.starts_with("rename ") || line.starts_with("copy ")) && line.ends_with("%)");
    let is_piece = STARTS.iter().any(|start| line.starts_with(start)) || is_differing || is_moved;
    (is_piece || is_second_status(line)).then_some(other).flatten()
}

/// Whether a line is of `git status --porcelain=v2`: `1 .M N... 100644 …`, `? path`, `# branch.head main`.
pub(super) fn is_second_status(line: &str) -> bool {
    let mut fields = line.split(' ');
    let (kind, letters, module) = (fields.next(), fields.next(), fields.next());
    let is_entry = letters.is_some_and(|xy| xy.len() == 2 && xy.chars().all(|c| ".MTADRCU".contains(c)))
        && module.is_some_and(|module| module.len() == 4 && module.starts_with(['N', 'S']));
    match kind {
        Some("1" | "2" | "u") => is_entry,
        Some("?" | "!") => letters.is_some(),
        _ => line.starts_with("# branch.") || line.starts_with("# stash "),
    }
}

/// Whether this is a line of `git diff --stat`, which shortens long names.
pub(super) fn is_shortened(line: &str) -> bool {
    let is_count = |text: &str| {
        let count = text.trim().trim_end_matches(['+', '-']).trim_end();
        count.starts_with("Bin") || !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_total = line.contains(" changed, ") && (line.ends_with("(+)") || line.ends_with("(-)"));
    is_total || line.rsplit_once(" | ").is_some_and(|(_, count)| is_count(count))
}

/// The letter by which git says what was done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Status(char);

impl Status {
    /// `M`, or `R087`: how much alike the two are.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut letters = text.chars();
        let letter = letters.next().filter(|letter| "ACDMRTUXB".contains(*letter))?;
        let likeness = letters.as_str();
        let is_likeness = likeness.len() <= 3 && likeness.bytes().all(|byte| byte.is_ascii_digit());
        (is_likeness && (likeness.is_empty() || "RCMB".contains(letter))).then_some(Self(letter))
    }

    /// Whether two paths follow it.
    pub(super) fn has_two(self) -> bool {
        matches!(self.0, 'R' | 'C')
    }

    /// The file, by one path or by two.
    pub(super) fn file(self, mut names: Vec<String>, kind: Option<FileKind>) -> Line {
        let change = match self.0 {
            'A' => FileChange::Added,
            'D' => FileChange::Deleted,
            'R' => FileChange::Renamed,
            'C' => FileChange::Copied,
            'M' | 'T' | 'B' => FileChange::Modified,
            _ => return Line::NotRead(Unread::Unmerged),
        };
        let usual = if self.0 == 'T' {
            FileKind::ModeChanged
        } else {
            FileKind::Plain
        };
        let is_right = names.len() == if self.has_two() { 2 } else { 1 };
        let Some(path) = names.pop().filter(|path| is_right && !path.is_empty()) else {
            return Line::NotRead(Unread::Names);
        };
        Line::File(ChangedFile {
            previous: names.pop(),
            kind: kind.unwrap_or(usual),
            ..ChangedFile::new(path, change)
        })
    }
}

/// What stands before the first tab, or before two spaces or more.
fn first_column(line: &str) -> Option<(&str, &str)> {
    if let Some(columns) = line.split_once('\t') {
        return Some(columns);
    }
    let (first, rest) = line.split_once("  ")?;
    Some((first, rest.trim_start_matches(' ')))
}
