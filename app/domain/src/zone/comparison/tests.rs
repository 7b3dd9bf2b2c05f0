use proptest::prelude::*;

use super::*;
use crate::zone::{Category, Side};

fn item(side: Side, text: &str, rules: &[&str]) -> ZoneItem {
    ZoneItem {
        side,
        category: None,
        text: text.to_owned(),
        rules: rules.iter().map(|rule| rule.parse().expect("a rule")).collect(),
        limit: None,
        examples: Vec::new(),
    }
}

fn pm(text: &str, rules: &[&str]) -> ZoneItem {
    item(Side::PmZone, text, rules)
}

fn eng(text: &str, rules: &[&str]) -> ZoneItem {
    item(Side::EngineeringZone, text, rules)
}

/// Each item in a line: `+`, `-`, `=` or `~`, and its rules likewise, `>` for one that moved.
fn told(old: &[ZoneItem], new: &[ZoneItem]) -> Vec<String> {
    let comparison = Comparison::of(old, new, Matching::NEWEST);
    let line = |change: &ItemChange<'_>| match change {
        ItemChange::Same(item) => format!("= {}", item.text),
        ItemChange::Added(item) => format!("+ {}", item.text),
        ItemChange::Removed(item) => format!("- {}", item.text),
        ItemChange::Changed(changed) => {
            let mut line = "~ ".to_owned();
            if changed.is_reworded() {
                line.push_str(&format!("{} => ", changed.before.text));
            }
            line.push_str(&changed.after.text);
            if changed.is_moved() {
                line.push_str(&format!(" to the {}", changed.after.side.label()));
            }
            if changed.is_of_another_category() {
                line.push_str(&format!(" as {:?}", changed.after.category));
            }
            if changed.has_other_rules() {
                let rules: Vec<String> = changed.rules.iter().map(rule_told).collect();
                line.push_str(&format!(": {}", rules.join(" ")));
            }
            line
        }
    };
    comparison.items.iter().map(line).collect()
}

fn rule_told(change: &RuleChange<'_>) -> String {
    match change {
        RuleChange::Same(rule) => format!("={rule}"),
        RuleChange::Added(rule) => format!("+{rule}"),
        RuleChange::Removed(rule) => format!("-{rule}"),
        RuleChange::Moved(rule) => format!(">{rule}"),
    }
}

#[test]
fn each_kind_of_change_is_told_at_its_item() {
    let words = || pm("Words people read", &["/locales/"]);
    let flags = || pm("Flags they own", &[]);
    let data = || eng("Data and its schema", &["/db/", "*.sql"]);
    let old = [words(), flags(), data()];
    let with_category = ZoneItem {
        category: Some(Category::Flag),
        ..flags()
    };
    for (new, expected) in [
        (
            vec![words(), flags(), data()],
            vec!["= Words people read", "= Flags they own", "= Data and its schema"],
        ),
        (
            vec![words(), flags(), pm("Prompts", &["/prompts/"]), data()],
            vec![
                "= Words people read",
                "= Flags they own",
                "+ Prompts",
                "= Data and its schema",
            ],
        ),
        (
            vec![words(), data()],
            vec!["= Words people read", "- Flags they own", "= Data and its schema"],
        ),
        (
            vec![flags(), data()],
            vec!["- Words people read", "= Flags they own", "= Data and its schema"],
        ),
        (
            vec![words(), data(), eng("Flags they own", &["/flags/"])],
            vec![
                "= Words people read",
                "= Data and its schema",
                "~ Flags they own to the Engineering zone: +/flags/",
            ],
        ),
        // The same sentence but for its letters' case; other words with the same rules; most of the words.
        (
            vec![pm("words People read", &["/locales/"]), flags(), data()],
            vec![
                "~ Words people read => words People read",
                "= Flags they own",
                "= Data and its schema",
            ],
        ),
        (
            vec![pm("Texts", &["/locales/"]), flags(), data()],
            vec![
                "~ Words people read => Texts",
                "= Flags they own",
                "= Data and its schema",
            ],
        ),
        (
            vec![
                words(),
                pm("Flags and switches they own", &["/flags/"]),
                eng("Nothing of it", &[]),
            ],
            vec![
                "= Words people read",
                "~ Flags they own => Flags and switches they own: +/flags/",
                "- Data and its schema",
                "+ Nothing of it",
            ],
        ),
        (
            vec![words(), with_category, eng("Data and its schema", &["*.sql", "/api/"])],
            vec![
                "= Words people read",
                "~ Flags they own as Some(Flag)",
                "~ Data and its schema: -/db/ =*.sql +/api/",
            ],
        ),
        (
            vec![words(), flags(), eng("Data and its schema", &["*.sql", "/db/"])],
            vec![
                "= Words people read",
                "= Flags they own",
                "~ Data and its schema: >*.sql =/db/",
            ],
        ),
        (
            vec![],
            vec!["- Words people read", "- Flags they own", "- Data and its schema"],
        ),
    ] {
        assert_eq!(told(&old, &new), expected);
    }
}

#[test]
fn what_differs_is_counted() {
    let summary = |old: &[ZoneItem], new: &[ZoneItem]| Comparison::of(old, new, Matching::NEWEST).summary();
    let old = [pm("Words", &["/locales/"]), pm("Flags", &[]), eng("Data", &["/db/"])];
    assert_eq!(summary(&old, &old), "");
    assert_eq!(
        summary(
            &old,
            &[
                pm("All words", &["/locales/", "/content/"]),
                eng("Flags", &["/flags/"]),
                eng("Keys", &[]),
                eng("Owners", &[])
            ]
        ),
        "2 items added, 1 taken out, 1 moved to the other side, 1 reworded, 2 with other path rules"
    );
    let mut limited = old.clone();
    limited[0].limit = Some(crate::zone::Limit::CopyOnly);
    assert_eq!(summary(&old, &limited), "1 item with another limit");
    let turned = [old[1].clone(), old[0].clone(), old[2].clone()];
    assert_eq!(summary(&old, &turned), "Another order of items");
    assert!(Comparison::of(&old, &old, Matching::NEWEST).is_same());
    assert!(!Comparison::of(&old, &turned, Matching::NEWEST).is_same());
}

#[test]
fn order_is_told_where_two_rules_can_match_the_same_path() {
    let told = |old: &[ZoneItem], new: &[ZoneItem]| -> Vec<String> {
        let comparison = Comparison::of(old, new, Matching::NEWEST);
        comparison.order.overtaken.iter().map(Overtaken::sentence).collect()
    };
    let (texts, pages, docs) = (
        pm("Texts", &["*.ftl"]),
        pm("Pages", &["/web/"]),
        pm("Manual", &["/docs/"]),
    );
    // Both others match a file of texts among theirs; nothing of /docs/ is in /web/.
    assert_eq!(
        told(
            &[texts.clone(), docs.clone(), pages.clone()],
            &[pages.clone(), docs.clone(), texts.clone()]
        ),
        [
            "In the PM zone, where both match, “*.ftl” of “Texts” counts now, not “/web/” of “Pages”.",
            "In the PM zone, where both match, “*.ftl” of “Texts” counts now, not “/docs/” of “Manual”.",
        ]
    );
    assert_eq!(told(&[pages.clone(), docs.clone()], &[docs, pages.clone()]), [""; 0]);
    // Within an item; on different sides the order says nothing, and neither do rules that were not there before.
    assert_eq!(
        told(
            &[pm("Web", &["/web/", "/web/*/copy/"])],
            &[pm("Web", &["/web/*/copy/", "/web/"])]
        ),
        ["In the PM zone, where both match, “/web/” counts now, not “/web/*/copy/”."]
    );
    let moved = eng("Texts", &["*.ftl"]);
    assert_eq!(told(&[texts.clone(), pages.clone()], &[pages.clone(), moved]), [""; 0]);
    assert_eq!(told(std::slice::from_ref(&pages), &[texts, pages.clone()]), [""; 0]);
}

#[test]
fn between_a_default_and_another_rule_the_order_says_nothing() {
    let told = |old: &[&str], new: &[&str], matching: Matching| {
        let (old, new) = ([pm("Web", old)], [pm("Web", new)]);
        Comparison::of(&old, &new, matching).order.overtaken.len()
    };
    assert_eq!(told(&["*", "/web/"], &["/web/", "*"], Matching::Second), 1);
    assert_eq!(told(&["*", "/web/"], &["/web/", "*"], Matching::Third), 0);
    assert_eq!(told(&["*", "**"], &["**", "*"], Matching::Third), 1);
    assert_eq!(told(&["*.md", "/web/"], &["/web/", "*.md"], Matching::Third), 1);
}

#[test]
fn rules_of_one_item_that_change_places_are_told_where_they_meet() {
    let told = |old: &[&str], new: &[&str]| -> Vec<String> {
        let (old, new) = ([pm("Texts", old)], [pm("Texts", new)]);
        let order = Comparison::of(&old, &new, Matching::NEWEST).order;
        order.overtaken.iter().map(Overtaken::sentence).collect()
    };
    assert_eq!(
        told(&["/web/", "*.md"], &["*.md", "/web/"]),
        ["In the PM zone, where both match, “/web/” counts now, not “*.md”."]
    );
    assert_eq!(told(&["/web/", "*.md"], &["/web/", "*.md"]), [""; 0]);
    assert_eq!(
        told(&["/web/", "/docs/"], &["/docs/", "/web/"]),
        [""; 0],
        "they never meet"
    );
    // Of both sides, that of the PMs first, whatever stands first in the zone.
    let both = |rules: [&str; 2]| [eng("Rest", &rules), pm("Texts", &rules)];
    let (old, new) = (both(["/web/", "*.md"]), both(["*.md", "/web/"]));
    let order = Comparison::of(&old, &new, Matching::NEWEST).order;
    let sides: Vec<Side> = order.overtaken.iter().map(|one| one.counts.0.side).collect();
    assert_eq!(sides, [Side::PmZone, Side::EngineeringZone]);
    // A rule that stands there twice does not change places with itself.
    assert_eq!(told(&["/web/", "/web/"], &["/web/", "/web/"]), [""; 0]);
}

/// `old` with only what the comparison names as different done to it.
fn applied(old: &[ZoneItem], comparison: &Comparison<'_>) -> Vec<ZoneItem> {
    let mut items = Vec::new();
    for change in &comparison.items {
        match change {
            ItemChange::Removed(item) => assert!(old.contains(item)),
            ItemChange::Added(item) => items.push((*item).clone()),
            ItemChange::Same(item) => items.extend(old.iter().find(|old| old == item).cloned()),
            ItemChange::Changed(changed) => {
                let was = old.iter().find(|old| *old == changed.before).expect("it was there");
                let mut item = was.clone();
                if changed.is_reworded() {
                    item.text.clone_from(&changed.after.text);
                }
                if changed.is_moved() {
                    item.side = changed.after.side;
                }
                if changed.is_of_another_category() {
                    item.category = changed.after.category;
                }
                if changed.has_other_rules() {
                    item.rules = rules_applied(&was.rules, &changed.rules);
                }
                items.push(item);
            }
        }
    }
    items
}

/// What is gone or moves is taken out, what stays comes in its order, what comes or moves is put in.
fn rules_applied(old: &[PathRule], changes: &[RuleChange<'_>]) -> Vec<PathRule> {
    let leaves = |rule: &PathRule| {
        changes
            .iter()
            .any(|change| matches!(change, RuleChange::Removed(gone) | RuleChange::Moved(gone) if *gone == rule))
    };
    let mut staying = old.iter().filter(|rule| !leaves(rule));
    let mut rules = Vec::new();
    for change in changes {
        match change {
            RuleChange::Removed(_) => {}
            RuleChange::Same(rule) => {
                assert_eq!(staying.next(), Some(*rule));
                rules.push((*rule).clone());
            }
            RuleChange::Added(rule) | RuleChange::Moved(rule) => rules.push((*rule).clone()),
        }
    }
    assert_eq!(staying.next(), None, "what stays is named");
    rules
}

fn zone() -> impl Strategy<Value = Vec<ZoneItem>> {
    let rules = prop::sample::subsequence(vec!["/a/", "/a/b/", "*.md", "**/c/**", "/d"], 0..5).prop_shuffle();
    let one = (any::<bool>(), any::<bool>(), rules).prop_map(|(side, flag, rules)| {
        let side = Side::ALL[usize::from(side)];
        ZoneItem {
            category: flag.then_some(Category::Flag).filter(|_| side == Side::PmZone),
            ..item(side, "", &rules)
        }
    });
    let words = [
        "Words people read",
        "Words people write",
        "Flags",
        "All flags",
        "Data",
        "Keys and data",
    ];
    let texts = prop::sample::subsequence(words.to_vec(), 0..=6).prop_shuffle();
    (texts, prop::collection::vec(one, 6)).prop_map(|(texts, items)| {
        let of = |(text, item): (&str, ZoneItem)| ZoneItem {
            text: text.to_owned(),
            ..item
        };
        texts.into_iter().zip(items).map(of).collect()
    })
}

proptest! {
    #[test]
    fn doing_the_difference_gives_the_other_version(old in zone(), new in zone()) {
        let comparison = Comparison::of(&old, &new, Matching::NEWEST);
        prop_assert_eq!(&applied(&old, &comparison), &new);
        prop_assert_eq!(comparison.is_same(), old == new);
        prop_assert_eq!(comparison.summary().is_empty(), old == new);
        // Nothing of the older version is left out.
        let named = comparison.items.iter().filter(|change| !matches!(change, ItemChange::Added(_))).count();
        prop_assert_eq!(named, old.len());
    }
}
