use super::*;
use crate::zone::{Matching, Side};

fn item(text: &str, rules: &[&str]) -> ZoneItem {
    ZoneItem {
        side: Side::PmZone,
        category: None,
        text: text.to_owned(),
        rules: rules.iter().map(|rule| rule.parse().expect("a rule")).collect(),
        limit: None,
        examples: Vec::new(),
    }
}

fn carried(place: &Place, rule: Option<&str>, old: &[ZoneItem], new: &[ZoneItem]) -> Option<(String, Stands)> {
    let rule: Option<PathRule> = rule.map(|rule| rule.parse().expect("a rule"));
    let comparison = Comparison::of(old, new, Matching::NEWEST);
    let place = place.carried(rule.as_ref(), &comparison)?;
    Some((place.item, place.stands))
}

#[test]
fn a_remark_follows_its_item_through_other_words_and_to_the_other_side() {
    let old = [item("Words people read", &["/locales/"]), item("Flags", &["/flags/"])];
    let mut new = [
        item("The words people read", &["/locales/"]),
        item("Flags", &["/flags/"]),
    ];
    let at = Place::at("Words people read");
    let there = Some(("The words people read".to_owned(), Stands::There));
    assert_eq!(carried(&at, None, &old, &new), there);
    new[0].side = Side::EngineeringZone;
    assert_eq!(carried(&at, Some("/locales/"), &old, &new), there);
    // What changes another item is nothing to it.
    assert_eq!(carried(&Place::at("Flags"), None, &old, &new), None);
    // Nor is what takes another out.
    assert_eq!(carried(&at, None, &old, &old[..1]), None);
}

#[test]
fn kinds_and_places_are_read_as_they_are_written() {
    for (kind, word) in [(RemarkKind::Objection, "objection"), (RemarkKind::Comment, "comment")] {
        assert_eq!((kind.as_str(), RemarkKind::parse(word)), (word, Some(kind)));
    }
    for (stands, word) in [
        (Stands::There, "there"),
        (Stands::WithoutRule, "without_rule"),
        (Stands::Gone, "gone"),
    ] {
        assert_eq!((stands.as_str(), Stands::parse(word)), (word, Some(stands)));
    }
    assert_eq!((RemarkKind::parse("veto"), Stands::parse("away")), (None, None));
}

#[test]
fn a_remark_says_when_its_rule_or_item_is_gone_and_finds_it_again() {
    let both = [item("Words", &["/locales/", "/texts/"])];
    let one = [item("Words", &["/locales/"])];
    let at = Place::at("Words");
    let without = Some(("Words".to_owned(), Stands::WithoutRule));
    assert_eq!(carried(&at, Some("/texts/"), &both, &one), without);
    let at_item = Place {
        item: "Words".to_owned(),
        stands: Stands::WithoutRule,
    };
    let there = Some(("Words".to_owned(), Stands::There));
    assert_eq!(carried(&at_item, Some("/texts/"), &one, &both), there);
    let gone = Some(("Words".to_owned(), Stands::Gone));
    assert_eq!(carried(&at, None, &one, &[]), gone);
    let nowhere = Place {
        item: "Words".to_owned(),
        stands: Stands::Gone,
    };
    assert_eq!(carried(&nowhere, None, &[], &[item("Flags", &[])]), None);
    assert_eq!(carried(&nowhere, Some("/texts/"), &[], &one), without);
    assert_eq!(carried(&nowhere, None, &[], &one), there);
}

fn open(kind: RemarkKind, name: &str) -> OpenRemark {
    OpenRemark {
        id: ZoneRemarkId(1),
        kind,
        by: PersonId(3),
        name: name.to_owned(),
        is_here: true,
        item: "Words".to_owned(),
        turn: Turn::Zone,
    }
}

#[test]
fn open_objections_are_counted_with_the_names_of_those_who_raised_them() {
    use RemarkKind::{Comment, Objection};
    assert_eq!(open_objections(&[]), None);
    assert_eq!(open_objections(&[open(Comment, "Mira")]), None);
    let one = [open(Objection, "Lee"), open(Comment, "Mira")];
    assert_eq!(open_objections(&one).as_deref(), Some("1 open objection by Lee"));
    let three = [open(Objection, "Lee"), open(Objection, "Kim"), open(Objection, "Lee")];
    assert_eq!(
        open_objections(&three).as_deref(),
        Some("3 open objections by Lee and Kim")
    );
}

#[test]
fn a_long_sentence_is_named_by_its_beginning() {
    assert_eq!(named("Words people read"), "“Words people read”");
    // 12 times "words " and "end" are 75 characters; the 60th is the end of the tenth word and its space.
    let long = format!("{}end", "words ".repeat(12));
    let ten = ["words"; 10].join(" ");
    assert_eq!(named(&long), format!("“{ten} …”"));
}

#[test]
fn who_raised_it_resolves_it_and_the_editor_once_they_have_left() {
    use crate::person::{Arm, Membership, Role};
    let standing = |person, role, arm| Standing {
        person: PersonId(person),
        site_admin: false,
        memberships: vec![Membership { role, arm }],
        deputy: false,
        was_pm: false,
    };
    let sponsor = standing(1, Role::Sponsor, None);
    let approver = standing(2, Role::Approver, None);
    let lee = standing(3, Role::Dri, Some(Arm::NewModel));
    let mut one = open(RemarkKind::Objection, "Lee");
    assert!(one.may_resolve(&lee) && !one.may_resolve(&sponsor) && !one.may_resolve(&approver));
    assert!(one.may_answer(&lee) && one.may_answer(&sponsor) && !one.may_answer(&approver));
    one.is_here = false;
    assert!(one.may_resolve(&sponsor) && !one.may_resolve(&approver));
}
