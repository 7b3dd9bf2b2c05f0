//! CODEOWNERS: whose review a change takes. The last line that matches counts there, so that defaults come first, then the PM
//! zone, then engineering.

use std::fmt::Write as _;

use super::{Agreed, line};
use crate::zone::{PathRule, Side, ZoneItem};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host {
    GitHub,
    GitLab,
}

/// Who is asked about what stays with engineering, and about what is not classified.
const ENGINEERING: &str = "@your-org/engineering";
/// Who is asked about changes inside the PM zone.
const DRI: &str = "@your-org/pilot-dris";

pub(super) fn text(of: &Agreed<'_>, host: Host) -> String {
    let mut text = head(of, host);
    let default_of = |side: Side| {
        let mut rules = of
            .items
            .iter()
            .filter(move |item| item.side == side)
            .flat_map(|item| &item.rules);
        rules.any(|rule| is_default(of, rule))
    };
    let only_pm = default_of(Side::PmZone) && !default_of(Side::EngineeringZone);
    let (default, whose) = match only_pm {
        true => ("What no line below names, by a rule of the PM zone.", DRI),
        false => ("What no line below names.", ENGINEERING),
    };
    let _ = writeln!(text, "\n# {default}\n* {whose}");
    for (side, title, owner) in [
        (Side::PmZone, "PM zone", DRI),
        (
            Side::EngineeringZone,
            "Engineering zone: these count over the PM zone",
            ENGINEERING,
        ),
    ] {
        let _ = writeln!(text, "\n# {title}");
        for item in of.items.iter().filter(|item| item.side == side) {
            section(&mut text, of, item, owner, host);
        }
    }
    let _ = writeln!(text, "\n# Who reviews what, and the boundary itself.");
    for path in ["/.countersign/", "CODEOWNERS"] {
        let _ = writeln!(text, "{path} {ENGINEERING}");
    }
    text
}

fn head(of: &Agreed<'_>, host: Host) -> String {
    let (name, limits) = match host {
        Host::GitHub => (
            "GitHub",
            "# - It has no effect over 3 MB, and a line that GitHub cannot read is passed over: see the page of the file there.\n\
             # - Owners are asked only where a ruleset or a branch protection demands their review.\n\
             # - A team needs write access, and has to be visible.\n",
        ),
        Host::GitLab => (
            "GitLab",
            "# - Approval by owners takes GitLab Premium, and a protected branch that demands it.\n\
             # - A line without a slash at its end names a file there, so that folders have a line of their own.\n\
             # - A group has to be a member of the project, with at least Developer access.\n",
        ),
    };
    format!(
        "# CODEOWNERS for {name}, made by Countersign. Do not edit: export it again.\n# {}\n#\n\
         # Replace {ENGINEERING} and {DRI} by your own names.\n\
         #\n# What it cannot say, and `countersign check` does:\n\
         # - Of a renamed file only the new path is looked at.\n\
         # - What may change within files, links, submodules and modes are not looked at.\n\
         # - There is no third answer: what is not classified goes to engineering.\n{limits}",
        of.origin()
    )
}

fn is_default(of: &Agreed<'_>, rule: &PathRule) -> bool {
    of.matching.has_defaults() && rule.covers_everything()
}

fn section(text: &mut String, of: &Agreed<'_>, item: &ZoneItem, owner: &str, host: Host) {
    let _ = writeln!(text, "# {}", line(&item.text));
    if let Some(limit) = &item.limit {
        let _ = writeln!(text, "#   {}: not looked at here", line(&limit.label()));
    }
    if item.rules.is_empty() {
        let _ = writeln!(text, "#   no path rules");
    }
    for rule in item.rules.iter().filter(|rule| !is_default(of, rule)) {
        for pattern in patterns(rule, item.side, host) {
            match pattern {
                Ok(pattern) => {
                    let _ = writeln!(text, "{pattern} {owner}");
                }
                Err(rule) => {
                    let _ = writeln!(text, "#   {rule} cannot be said here, and goes to engineering");
                }
            }
        }
    }
}

/// The lines of a rule. Brackets mean themselves here and a choice of letters there: for engineering a wider line stands in
/// for the rule, for the PM zone none.
///
/// To GitLab a path without a slash before it lies at any depth, `**` at the end is one name, and all inside a folder is the
/// folder with a slash behind it (its reference of CODEOWNERS, "Path matching"; `File.fnmatch` of Ruby).
fn patterns(rule: &PathRule, side: Side, host: Host) -> Vec<Result<String, String>> {
    if rule.covers_everything() {
        return vec![Ok("*".to_owned())];
    }
    let rule = rule.as_str();
    let has_brackets = rule.contains(['[', ']']);
    if has_brackets && side == Side::PmZone {
        return vec![Err(line(rule))];
    }
    let mut plain = rule.replace(['[', ']'], "?").replace(' ', "\\ ");
    if host == Host::GitHub {
        return vec![Ok(plain)];
    }
    // A slash inside a rule has it start at the root.
    let is_rooted = plain.trim_end_matches('/').contains('/');
    if let Some(folder) = plain.strip_suffix("/**") {
        plain = format!("{folder}/");
    }
    if is_rooted && !plain.starts_with('/') && !plain.starts_with("**/") {
        plain.insert(0, '/');
    }
    let is_file_too = !plain.ends_with('/') && !plain.ends_with("**") && !plain.ends_with("/*");
    match is_file_too {
        true => vec![Ok(plain.clone()), Ok(format!("{plain}/"))],
        false => vec![Ok(plain)],
    }
}
