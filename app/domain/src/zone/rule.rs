//! Path rules: the part of gitignore's patterns that CODEOWNERS understands too, so that both say
//! the same.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest a path rule may be, in characters.
pub const MAX_RULE_LENGTH: usize = 200;
/// The most path rules one item may have.
pub const MAX_RULES: usize = 40;
/// So many lines that are no rules are named at once.
const MOST_WRONG: usize = 8;

/// A pattern for paths of a repository, such as `**/locales/**`, `/docs/` or `*.md`. Without a slash
/// inside it matches at any depth, with one it starts at the root; a folder means all inside it;
/// a final `/*` means the files directly in a folder. Brackets mean themselves, as in `app/[slug]/`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PathRule(String);

/// Why a text is not a path rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRule {
    /// Nothing there.
    #[error("A path rule cannot be empty.")]
    Empty,
    /// Longer than [`MAX_RULE_LENGTH`].
    #[error("A path rule can have at most {MAX_RULE_LENGTH} characters; this one has {0}.")]
    TooLong(usize),
    /// Starts with `!`.
    #[error("“{0}” starts with !. A rule cannot take paths away; put them on the other side.")]
    Negation(String),
    /// Starts with `#`.
    #[error("“{0}” starts with #. There are no comments among path rules.")]
    Comment(String),
    /// Contains a backslash.
    #[error("“{0}” contains a backslash. Write folders with /.")]
    Backslash(String),
    /// Contains `{` or `}`.
    #[error("“{rule}” contains {character}. Use * for that part, or one rule per path.")]
    Unsupported {
        /// The rule.
        rule: String,
        /// The character.
        character: char,
    },
    /// Contains a control character.
    #[error("A path rule cannot contain control characters.")]
    Control,
    /// Contains `.` or `..` as a folder.
    #[error("“{0}” contains the folder . or .. Write the path from the root of the repository.")]
    Dots(String),
    /// Contains `//`, or nothing but slashes.
    #[error("“{0}” has an empty folder name.")]
    EmptyFolder(String),
    /// Contains `**` within a name.
    #[error("“{0}” has ** within a name. Write ** between slashes, as in **/locales/**.")]
    Stars(String),
    /// Ends with `**/`.
    #[error("“{0}” ends with **/. Write ** without the slash for everything inside.")]
    StarsFolder(String),
}

impl PathRule {
    /// The rule as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The globs a path of a file matches if the rule covers it.
    pub(super) fn globs(&self) -> Vec<String> {
        let is_folder = self.0.ends_with('/');
        // A class of the one bracket is that bracket.
        let literal = self.0.replace('[', "[[]");
        let inner = literal.trim_matches('/');
        let is_rooted = self.0.trim_end_matches('/').contains('/');
        let base = if is_rooted {
            inner.to_owned()
        } else {
            format!("**/{inner}")
        };
        let contents = format!("{base}/**");
        if is_folder {
            vec![contents]
        } else if inner.ends_with("**") || self.0.ends_with("/*") {
            vec![base]
        } else {
            vec![base, contents]
        }
    }

    /// Whether every file is covered, wherever it lies: `*`, `**`, `/**` and the like.
    pub(super) fn covers_everything(&self) -> bool {
        let names = self.0.strip_prefix('/').unwrap_or(&self.0);
        match names.rsplit_once('/') {
            None => names == "**" || self.0 == "*",
            Some((folders, name)) => folders.split('/').all(|folder| folder == "**") && matches!(name, "**" | "*"),
        }
    }

    /// Reads a form's field: one rule per line, empty lines skipped.
    ///
    /// # Errors
    /// Every line that is no rule, a sentence each.
    pub fn lines(text: &str) -> Result<Vec<Self>, String> {
        let mut rules: Vec<Self> = Vec::new();
        let mut wrong: Vec<String> = Vec::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            match line.parse() {
                Err(why) => {
                    let why: BadRule = why;
                    wrong.push(why.to_string());
                }
                Ok(rule) if rules.contains(&rule) => wrong.push(format!("“{line}” is there twice.")),
                Ok(rule) => rules.push(rule),
            }
        }
        if rules.len() > MAX_RULES {
            wrong.push(format!(
                "An item can have at most {MAX_RULES} path rules; these are {}.",
                rules.len()
            ));
        }
        if wrong.is_empty() {
            return Ok(rules);
        }
        let more = wrong.len().saturating_sub(MOST_WRONG);
        wrong.truncate(MOST_WRONG);
        if more > 0 {
            wrong.push(format!("And {more} more."));
        }
        Err(wrong.join(" "))
    }
}

impl FromStr for PathRule {
    type Err = BadRule;

    fn from_str(text: &str) -> Result<Self, BadRule> {
        let rule = text.trim();
        let owned = || rule.to_owned();
        let length = rule.chars().count();
        if rule.is_empty() {
            return Err(BadRule::Empty);
        }
        if length > MAX_RULE_LENGTH {
            return Err(BadRule::TooLong(length));
        }
        if rule.chars().any(char::is_control) {
            return Err(BadRule::Control);
        }
        if rule.starts_with('!') {
            return Err(BadRule::Negation(owned()));
        }
        if rule.starts_with('#') {
            return Err(BadRule::Comment(owned()));
        }
        if rule.contains('\\') {
            return Err(BadRule::Backslash(owned()));
        }
        if let Some(character) = rule.chars().find(|c| "{}".contains(*c)) {
            return Err(BadRule::Unsupported {
                rule: owned(),
                character,
            });
        }
        if rule.ends_with("**/") {
            return Err(BadRule::StarsFolder(owned()));
        }
        let inner = rule.strip_prefix('/').unwrap_or(rule);
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        for name in inner.split('/') {
            match name {
                "" => return Err(BadRule::EmptyFolder(owned())),
                "." | ".." => return Err(BadRule::Dots(owned())),
                "**" => {}
                name if name.contains("**") => return Err(BadRule::Stars(owned())),
                _ => {}
            }
        }
        Ok(Self(owned()))
    }
}

impl TryFrom<String> for PathRule {
    type Error = BadRule;
    fn try_from(text: String) -> Result<Self, BadRule> {
        text.parse()
    }
}

impl From<PathRule> for String {
    fn from(rule: PathRule) -> Self {
        rule.0
    }
}

impl fmt::Display for PathRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
