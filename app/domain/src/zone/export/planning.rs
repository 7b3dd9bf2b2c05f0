//! The template of a feature's PLANNING.md, which its DRI signs off.

use std::fmt::Write as _;

use super::{Agreed, line};
use crate::zone::Side;

pub(super) fn text(of: &Agreed<'_>) -> String {
    let mut text = format!(
        "# PLANNING.md: name of the feature\n\n\
         <!-- Template made by Countersign from {}. Answer each question, then ask the engineering DRI to sign it off. A change afterwards asks again. -->\n\n\
         ## What and for whom\n\n\
         What do people see that they do not see now? One paragraph, in their words.\n\n\
         ## What changes\n\n\
         Every file or folder that the change touches, with the item of the PM zone that allows it:\n\n\
         | file or folder | item of the PM zone |\n|---|---|\n|  |  |\n\n\
         The items of {}:\n\n",
        of.origin(),
        of.mark()
    );
    for item in of.items.iter().filter(|item| item.side == Side::PmZone) {
        let limit = item.limit.as_ref().map(|limit| format!(" ({})", line(&limit.label())));
        let _ = writeln!(text, "- {}{}", line(&item.text), limit.unwrap_or_default());
    }
    text.push_str(
        "\n## What does not change\n\nWhat lies close to it and stays as it is. These stay with engineering:\n\n",
    );
    for item in of.items.iter().filter(|item| item.side == Side::EngineeringZone) {
        let _ = writeln!(text, "- {}", line(&item.text));
    }
    if !of.no_go.is_empty() {
        text.push_str("\nAnd nobody does these in the pilot:\n\n");
        for statement in of.no_go {
            let _ = writeln!(text, "- {}", line(statement));
        }
    }
    text.push_str("\n## Flag and rollback\n\n");
    for (feature, key) in of.features {
        let _ = writeln!(text, "- Flag of {}: `{}`", line(feature), line(key));
    }
    text.push_str(
        "- Who turns it on, for whom first, and when for more?\n\
         - What tells us to turn it off, who does, and how long does that take?\n\n\
         ## Steps\n\n\
         One pull request each, small enough to review in a quarter of an hour:\n\n\
         1. \n2. \n\n\
         ## Tests\n\n\
         What is tested with the flag on, and what with the flag off?\n\n\
         ## How we know that it worked\n\n\
         The primary metric with its unit, from where it is read, and on which day.\n\n\
         ## Open questions\n\n\
         - \n",
    );
    text
}
