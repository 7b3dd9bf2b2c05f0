//! Documents of other fields: their lists are no asks and no zone, whatever introduces them.

use domain::document::Body;
use domain::terms::{TermName, Terms};
use reading::read;

fn body(text: &str) -> Body {
    Body::new(text).expect("short")
}

#[test]
fn a_document_that_is_no_pilot_states_no_terms() {
    for text in [
        "# Adopting types in the build\n\nWe need:\n\n- a build server\n- two licences\n\nThis is not in scope:\n\n- the old site\n- mobile\n",
        "# RFC: merge dependencies by themselves\n\n## Scope\n\nIn scope:\n\n- patch releases\n\nThis is not in scope:\n\n- majors\n\n## What we need from you\n\n1. A yes by 3 pm.\n",
        "# A library that lends tools\n\n## Metrics\n\n- Loans a month\n\n## Success criteria\n\n- Loans grow by 20 %.\n- Members rate it 4 of 5.\n",
        "---\nstatus: pilot\n---\n\n# New heating for the school\n\nWe ask you for:\n\n- money\n- time\n\nOff limits:\n\n- the gym\n",
        "Copilots were considered.\n\nWe need:\n\n- rooms\n- chairs\n",
    ] {
        let reading = read(&body(text));
        assert!(!reading.is_pilot, "{text}");
        assert_eq!(reading.terms, Terms::default(), "{text}");
        assert!(reading.found.is_empty() && reading.mentions.is_empty() && reading.contradictions.is_empty());
        let asks = reading.missing.iter().find(|missing| missing.term == TermName::Asks);
        assert!(asks.is_some_and(|asks| asks.unclear.is_none()), "{text}");
    }
}

#[test]
fn the_same_lists_in_the_proposal_of_a_pilot_are_terms() {
    let lists = "We need from you:\n\n- a yes\n- two hours\n\nNot in scope for the PMs:\n\n- billing\n";
    for text in [
        format!("# A pilot with two product managers\n\n{lists}"),
        format!("# Proposal\n\nThe pilot runs for four weeks.\n\n{lists}"),
        format!("# Proposal\n\nTwo PMs ship behind flags.\n\n{lists}"),
    ] {
        let reading = read(&body(&text));
        assert!(reading.is_pilot, "{text}");
        assert_eq!(reading.terms.asks, ["a yes", "two hours"], "{text}");
        assert_eq!(reading.terms.engineering_zone, ["billing"], "{text}");
    }
}

#[test]
fn headings_of_level_1_are_sections_of_a_proposal_too() {
    let text = include_str!("variants/reordered.md");
    let raised: String = text
        .lines()
        .filter(|line| !line.starts_with("# "))
        .map(|line| {
            format!(
                "{}\n",
                line.strip_prefix('#')
                    .filter(|rest| rest.starts_with('#'))
                    .unwrap_or(line)
            )
        })
        .collect();
    let (one, other) = (read(&body(text)), read(&body(&raised)));
    assert!(
        domain::document::sections(&body(&raised))
            .iter()
            .filter(|section| section.level == 1)
            .count()
            > 3
    );
    assert_eq!(one.terms, other.terms);
    let front = format!("---\nweeks: 9\nstatus: [draft]\n---\n\n{text}");
    assert_eq!(read(&body(&front)).terms, one.terms);
}
