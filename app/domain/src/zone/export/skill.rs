//! The PM PR Review skill file: what a pilot PM's coding agent goes through before it asks anybody for review.

use std::fmt::Write as _;

use super::{Agreed, line};
use crate::zone::{Side, ZoneItem};

pub(super) fn text(of: &Agreed<'_>) -> String {
    let mut text = format!(
        "---\nname: pm-pr-review\ndescription: Goes through a pilot PM's pull request before engineering reviews it (zone, no-go list, flag, PLANNING.md, tests, tone). Use it before asking for review, and again after every push.\n---\n\n\
         # PM PR Review\n\n\
         Made by Countersign from {}. Do not edit: export it again.\n\n\
         In this pilot, product managers (pilot PMs) write production code, often with a coding agent, inside a part of the repository that both sides agreed on: the PM zone. The rest is the engineering zone. Each pilot PM has an engineer who pairs with them, signs their PLANNING.md and reviews what they write, the DRI{}. You go through this file before any engineer is asked for review, so that they never have to say what can be said here.\n\n\
         Go through the six steps in order, on the newest commit of the pull request. Look at the change itself, not at what its description says. A step passes only when you have seen that it does; when in doubt it does not. Change nothing in this file, in `CODEOWNERS` or under `.countersign/`.\n",
        of.origin(),
        pairing(of)
    );
    zone(&mut text, of);
    no_go(&mut text, of);
    flag(&mut text, of);
    text.push_str(REST);
    let _ = writeln!(
        text,
        "\n## Report\n\nWrite the report as a comment on the pull request, or give it to the pilot PM who asked you. Give one line a step, `pass` or `fail`, with the file and the reason, and end with one of these two lines:\n\n\
         - `PM PR Review: pass` and the full hash of the commit, when all six steps pass\n\
         - `PM PR Review: fail` and the full hash of the commit, otherwise\n\n\
         Run as a check or a commit status, call it `pm-pr-review` and let it succeed only for `pass`: the result counts for that commit alone, and the next push takes another. When it fails, say what has to change, or whom to pair with{}. Do not ask for review.",
        pairing(of)
    );
    let _ = writeln!(
        text,
        "\nThis file is of {}. If the pilot's page names another version, export it again.",
        of.mark()
    );
    text
}

/// " (Omar Reyes or Lea Brandt)".
fn pairing(of: &Agreed<'_>) -> String {
    let names: Vec<String> = of.dris.iter().map(|name| line(name)).collect();
    match &names[..] {
        [] => String::new(),
        names => format!(" ({})", names.join(" or ")),
    }
}

fn zone(text: &mut String, of: &Agreed<'_>) {
    text.push_str(
        "\n## 1. Zone\n\n\
         Every file of the change lies in the PM zone.\n\n\
         - [ ] Where the program `countersign` is installed and `.countersign/zone.json` is in the repository, run `countersign check --range origin/HEAD...HEAD` and take its exit code: 0 passes, 1 and 2 do not. Otherwise list the files with `git diff --raw -M origin/HEAD...HEAD` and judge each by the lists below. Where the pull request goes into another branch than the default one, name that branch instead of `origin/HEAD`.\n\
         - [ ] No file matches a rule of the engineering zone, unless it is its default. Engineering wins where both sides match.\n\
         - [ ] Every file matches a rule of the PM zone. What no rule names counts as outside.\n\
         - [ ] Both paths of a renamed file, and the path of a deleted one, are judged like any other.\n\
         - [ ] There is no symbolic link, no submodule, and no file that becomes executable.\n\
         - [ ] At most 3,000 files changed.\n\
         - [ ] Where an item below says what may change in its files, nothing else does.\n\n\
         Rules are gitignore patterns: `/docs/` is a folder at the root, `docs/` one anywhere, `*.md` any such file, `docs/*` the files right in it. Brackets mean themselves. ",
    );
    let _ = writeln!(text, "{}", of.matching.sentence());
    for side in Side::ALL {
        let _ = writeln!(text, "\n**{}**\n", side.label());
        let items: Vec<&ZoneItem> = of.items.iter().filter(|item| item.side == side).collect();
        if items.is_empty() {
            text.push_str("- nothing\n");
        }
        for item in items {
            let rules: Vec<String> = item
                .rules
                .iter()
                .map(|rule| format!("`{}`", line(rule.as_str())))
                .collect();
            let rules = match rules.is_empty() {
                true => "no path rules, so no file counts as this".to_owned(),
                false => rules.join(", "),
            };
            let limit = item.limit.as_ref().map(|limit| format!(" ({})", line(&limit.label())));
            let examples: Vec<String> = item.examples.iter().map(|path| format!("`{}`", line(path))).collect();
            let examples = match examples.is_empty() {
                true => String::new(),
                false => format!("; for example {}", examples.join(", ")),
            };
            let _ = writeln!(
                text,
                "- {}{}: {rules}{examples}",
                line(&item.text),
                limit.unwrap_or_default()
            );
        }
    }
    let _ = writeln!(
        text,
        "\nOutside the zone: stop, and say \"Outside the PM zone, please pair with {}\", naming each file and the rule.",
        match of.dris.is_empty() {
            true => "the engineering DRI".to_owned(),
            false => of.dris.iter().map(|name| line(name)).collect::<Vec<_>>().join(" or "),
        }
    );
}

fn no_go(text: &mut String, of: &Agreed<'_>) {
    text.push_str(
        "\n## 2. No-go list\n\nAgreed for the whole pilot, inside the zone, too. The change does none of this:\n\n",
    );
    if of.no_go.is_empty() {
        text.push_str("- [ ] The proposal names no no-go list. Ask the sponsor before you pass this step.\n");
    }
    for statement in of.no_go {
        let _ = writeln!(text, "- [ ] {}", line(statement));
    }
    text.push_str("\nWhat a line says of the zone, of this file or of `PLANNING.md`, the other steps find out.\n");
}

fn flag(text: &mut String, of: &Agreed<'_>) {
    text.push_str("\n## 3. Feature flag\n\n");
    for (feature, key) in of.features {
        let _ = writeln!(text, "- {}: `{}`", line(feature), line(key));
    }
    text.push_str(
        "- [ ] What people would notice of the change stands behind the feature's flag, and the pull request names the flag's key.\n\
         - [ ] With the flag off, everything is as it was before.\n\
         - [ ] The flag is off by default, and turning it off again takes no deployment.\n",
    );
}

const REST: &str = "
## 4. PLANNING.md

- [ ] The feature has a PLANNING.md, and the pull request links it.
- [ ] The DRI signed it off as it is now: the pilot's pages say so under Pull requests, and the pilot PM can look there. A change to it asks for a new sign-off.
- [ ] The change does what it plans, and nothing that it leaves out.

## 5. Tests

- [ ] What the change does is tested, with the flag on and with the flag off.
- [ ] The whole suite passes on this commit. Name the command and what it said.
- [ ] No test was taken out, skipped or made weaker.
- [ ] Texts that people read were looked at where they are shown, in the narrowest and the widest place.

## 6. Tone

- [ ] Words say what happens and what to do next, as the product says it elsewhere.
- [ ] They promise nothing that the product does not do, and blame nobody.
- [ ] Names, placeholders and variables in them are kept, and every language that has the text has it still.
- [ ] No secret, no address and no name of a customer is in the change, in its tests or in its description.
";
