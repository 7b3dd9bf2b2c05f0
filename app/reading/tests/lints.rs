//! What a writer is told of the text being written.

use domain::document::{Body, sections};
use domain::proposal::{Lint, lints};
use domain::terms::Terms;
use reading::read;

fn of(text: &str, key: &str, terms: &Terms) -> Vec<String> {
    let body = Body::new(text).expect("short");
    let section = sections(&body).into_iter().find(|section| section.key == key);
    let range = section.expect("there").range;
    lints(&body, &range, &read(&body), terms)
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn gaps_and_differing_terms_are_told_where_they_stand() {
    let text = "## One\n\nTo [Name] and [Name].\n\n## Two\n\nThe pilot runs for five weeks.\n";
    let terms = Terms {
        weeks: Some(4),
        ..Terms::default()
    };
    assert_eq!(of(text, "one", &terms), ["[Name] is still to be filled."]);
    let hidden = "## One\n\nNo\u{202e}x\u{202e}\n";
    assert_eq!(
        of(hidden, "one", &terms),
        ["⟨U+202E⟩ cannot be seen: turns the direction of the text."]
    );
    let two = of(text, "two", &terms);
    assert_eq!(two.len(), 1, "{two:?}");
    assert!(
        two[0].contains("the text says 5 weeks, the terms say 4 weeks"),
        "{two:?}"
    );
}

#[test]
fn an_item_in_both_zones_is_told_in_the_zone_and_nowhere_else() {
    let text = "## Zone boundaries\n\n**PM zone:**\n\n- Copy and translations\n- Feature flags\n\n**Engineering zone:**\n\n- Payments\n- Feature flags\n\n## Risks\n\nNone.\n";
    let found = of(text, "zone-boundaries", &Terms::default());
    assert!(
        found.contains(&"“Feature flags” stands in both zones.".to_owned()),
        "{found:?}"
    );
    assert_eq!(of(text, "risks", &Terms::default()), Vec::<String>::new());
}

#[test]
fn what_contradicts_another_section_is_told_in_both() {
    let text = "## One\n\nThe pilot runs for four weeks.\n\n## Two\n\nThe pilot runs for seven weeks.\n\n## Three\n\nNothing.\n";
    for key in ["one", "two"] {
        let found = of(text, key, &Terms::default());
        assert!(found.iter().any(|lint| lint.contains("cannot both hold")), "{found:?}");
    }
    assert_eq!(of(text, "three", &Terms::default()), Vec::<String>::new());
}

#[test]
fn a_text_that_swallows_or_is_swallowed_is_told() {
    let body = Body::new("# P\n\nNo heading.\n\n```\nopen\n\n## Two\n\nx\n").expect("short");
    let start = "# P\n\n".len();
    let end = body.as_str().find("## Two").expect("there");
    assert_eq!(
        lints(&body, &(start..end), &read(&body), &Terms::default()),
        [Lint::NoHeading, Lint::RunsOn]
    );
}
