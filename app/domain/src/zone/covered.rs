//! Path rules of the PM zone that can never apply, because a rule of the engineering zone covers all they cover.

use super::{Boundary, Matching, PathRule, Side, ZoneItem};

/// A rule of the engineering zone with the rules of the PM zone that it leaves nothing to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// Of the engineering zone.
    pub by: PathRule,
    /// Of the PM zone; all of them where it covers everything.
    pub rules: Vec<PathRule>,
    /// Whether every file is covered.
    pub everything: bool,
}

impl Covered {
    /// That, as a sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let by = format!("“{}” of the engineering zone", self.by);
        match (&self.rules[..], self.everything) {
            ([_], true) => format!("{by} covers everything: the one path rule of the PM zone can never apply."),
            (rules, true) => {
                let n = rules.len();
                format!("{by} covers everything: none of the {n} path rules of the PM zone can ever apply.")
            }
            (rules, false) => {
                let rules: Vec<String> = rules.iter().map(|rule| format!("“{rule}”")).collect();
                let never = if rules.len() == 1 {
                    "which can never apply"
                } else {
                    "none of which can ever apply"
                };
                format!(
                    "{by} covers {} of the PM zone, {never}: engineering wins.",
                    rules.join(", ")
                )
            }
        }
    }
}

/// Which rules of the PM zone can never apply, by this edition of matching. A rule is taken to be covered when each kind
/// of path that it matches is: whatever is told is so, and what is cleverly hidden is not looked for. A default leaves
/// nothing to the default of the other side, and everything to its rules.
#[must_use]
pub fn covered(items: &[ZoneItem], matching: Matching) -> Vec<Covered> {
    let rules = |side: Side| {
        items
            .iter()
            .filter(move |item| item.side == side)
            .flat_map(|item| &item.rules)
    };
    let mut left: Vec<&PathRule> = rules(Side::PmZone).collect();
    let mut found = Vec::new();
    let (first, last): (Vec<&PathRule>, Vec<&PathRule>) =
        rules(Side::EngineeringZone).partition(|rule| rule.covers_everything());
    for by in first.into_iter().chain(last) {
        let alone = ZoneItem {
            side: Side::EngineeringZone,
            category: None,
            text: String::new(),
            rules: vec![by.clone()],
            limit: None,
            examples: Vec::new(),
        };
        let boundary = Boundary::of(&[alone], matching);
        let is_default = matching.has_defaults() && by.covers_everything();
        let is_covered = |rule: &&PathRule| {
            if is_default {
                return rule.covers_everything();
            }
            let paths = rule.globs().into_iter().flat_map(|glob| examples(&glob));
            let mut paths = paths.peekable();
            paths.peek().is_some() && paths.all(|path| boundary.is_engineering(&path))
        };
        let (gone, kept): (Vec<&PathRule>, Vec<&PathRule>) = left.into_iter().partition(is_covered);
        left = kept;
        if !gone.is_empty() {
            found.push(Covered {
                by: by.clone(),
                rules: gone.into_iter().cloned().collect(),
                everything: by.covers_everything() && !is_default,
            });
        }
    }
    found
}

/// Names that nobody gives a file: a rule that matches them matches by its stars.
const NAMES: [&str; 2] = ["qzx", "zqy.qwv"];

/// Paths that a glob matches: with folders in place of `**` and without, and made-up names in place of `*`.
fn examples(glob: &str) -> Vec<String> {
    let mut paths = vec![String::new()];
    for (at, part) in glob.split('/').enumerate() {
        let last = at + 1 == glob.split('/').count();
        let ways: Vec<String> = match part {
            "**" if last => vec![NAMES[0].to_owned(), format!("{}/{}", NAMES[0], NAMES[1])],
            "**" => vec![String::new(), NAMES[0].to_owned(), format!("{}/{}", NAMES[1], NAMES[0])],
            part => NAMES
                .iter()
                .map(|name| part.replace("[[]", "[").replace('*', name).replace('?', "q"))
                .collect(),
        };
        paths = paths
            .iter()
            .flat_map(|path| {
                ways.iter().map(move |way| match (path.is_empty(), way.is_empty()) {
                    (true, _) => way.clone(),
                    (false, true) => path.clone(),
                    (false, false) => format!("{path}/{way}"),
                })
            })
            .take(MOST)
            .collect();
    }
    paths.retain(|path| !path.is_empty());
    paths
}

/// More examples than this of one rule tell nothing more.
const MOST: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    fn told(engineering: &str, pm: &str) -> bool {
        let item = |side, rule: &str| ZoneItem {
            side,
            category: None,
            text: String::new(),
            rules: vec![rule.parse().expect("a rule")],
            limit: None,
            examples: Vec::new(),
        };
        let items = [item(Side::PmZone, pm), item(Side::EngineeringZone, engineering)];
        !covered(&items, Matching::NEWEST).is_empty()
    }

    #[test]
    fn a_name_is_looked_for_at_the_top_too_and_a_folder_covers_what_is_in_it() {
        // Every folder is engineering's: the PM keeps the words that lie in none.
        assert!(!told("/*/", "*.ftl"));
        assert!(told("/*/", "/words/*.ftl"));
        assert!(told("/words/", "/words/"));
        assert!(told("/words/**", "/words/"));
        // Not what is further down.
        assert!(!told("/words/*", "/words/**"));
    }
}
