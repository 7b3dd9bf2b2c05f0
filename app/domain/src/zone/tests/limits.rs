//! What just fits and what does not any more, and who has still to sign.

use super::*;
use crate::document::Digest;
use crate::person::{Membership, Role};

fn digest(digit: &str) -> Digest {
    digit.repeat(64).parse().expect("64 digits")
}

/// So many different rules, a line each.
fn rules(n: usize) -> String {
    (0..n).map(|n| format!("/folder-{n}/\n")).collect()
}

#[test]
fn an_item_takes_forty_rules_of_two_hundred_characters() {
    assert_eq!(PathRule::lines(&rules(40)).map(|rules| rules.len()), Ok(40));
    assert_eq!(
        PathRule::lines(&rules(41)),
        Err("An item can have at most 40 path rules; these are 41.".to_owned())
    );
    let of_length = |n: usize| format!("/{}", "é".repeat(n - 1)).parse::<PathRule>();
    assert!(of_length(200).is_ok());
    assert!(of_length(201).is_err());
}

#[test]
fn eight_bad_rules_are_named_and_the_rest_counted() {
    let twice = |n: usize| format!("/a\n{}", "/a\n".repeat(n));
    let named = |n: usize| PathRule::lines(&twice(n)).unwrap_err();
    assert_eq!(named(8).matches("is there twice").count(), 8);
    assert!(!named(8).contains("more."));
    assert_eq!(named(10).matches("is there twice").count(), 8);
    assert!(named(10).ends_with("And 2 more."));
}

#[test]
fn a_zone_takes_sixty_items_of_four_hundred_characters() {
    let items = |n: usize| -> Vec<ZoneItem> { (0..n).map(|n| item(Side::PmZone, &format!("Item {n}"), &[])).collect() };
    assert_eq!(edit::check(&items(60)), Ok(()));
    assert_eq!(edit::check(&items(61)), Err(EditProblem::TooManyItems));
    let of_length = |n: usize| [item(Side::PmZone, &"é".repeat(n), &[])];
    assert_eq!(edit::check(&of_length(400)), Ok(()));
    assert_eq!(edit::check(&of_length(401)), Err(EditProblem::Text));
    assert_eq!(edit::check(&[item(Side::PmZone, " ", &[])]), Err(EditProblem::Text));
    let many: Vec<String> = (0..41).map(|n| format!("/folder-{n}/")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(edit::check(&[item(Side::PmZone, "A", &many[..40])]), Ok(()));
    assert_eq!(
        edit::check(&[item(Side::PmZone, "A", &many)]),
        Err(EditProblem::TooManyRules)
    );
}

#[test]
fn an_item_is_last_on_its_side_and_engineering_has_no_categories() {
    let with = |side, text| ZoneItem {
        category: Some(Category::Copy),
        ..item(side, text, &[])
    };
    let mut items = vec![with(Side::PmZone, "A"), item(Side::EngineeringZone, "X", &[])];
    edit::insert(&mut items, with(Side::PmZone, "B"));
    edit::insert(&mut items, with(Side::EngineeringZone, "Y"));
    assert_eq!(
        items,
        [
            with(Side::PmZone, "A"),
            with(Side::PmZone, "B"),
            item(Side::EngineeringZone, "X", &[]),
            item(Side::EngineeringZone, "Y", &[]),
        ]
    );
}

#[test]
fn a_path_has_4096_bytes_at_most() {
    let of_length = |n: usize| "a".repeat(n);
    assert!(covers("*", &of_length(4096)));
    assert!(!covers("*", &of_length(4097)));
}

#[test]
fn a_star_stands_for_any_letters_and_a_name_for_its_own() {
    let meet = |one: &str, other: &str| overlap::can_meet(&one.parse().unwrap(), &other.parse().unwrap());
    for (one, other, expected) in [
        ("/x*x.md", "/x.md", false),
        ("/x*x.md", "/xx.md", true),
        ("/x*.md", "/x.md", true),
        ("/a/", "/a/b", true),
        ("/a/", "/b/", false),
        ("/a?c", "/abc", true),
        ("/a?c", "/ac", false),
    ] {
        assert_eq!(meet(one, other), expected, "{one} and {other}");
        assert_eq!(meet(other, one), expected, "{other} and {one}");
    }
}

#[test]
fn words_of_categories_and_signatories_read_back() {
    for (category, word) in [
        (Category::Copy, "copy"),
        (Category::Flag, "flag"),
        (Category::Prompt, "prompt"),
        (Category::Analytics, "analytics"),
        (Category::ConfigAddition, "config_addition"),
        (Category::ComposedFrontEnd, "composed_front_end"),
    ] {
        assert_eq!((category.as_str(), Category::parse(word)), (word, Some(category)));
    }
    assert_eq!(Category::parse("Copy"), None);
    for (signatory, word) in [
        (Signatory::Approver, "approver"),
        (Signatory::Sponsor, "sponsor"),
        (Signatory::Dri(Arm::NewModel), "dri_new_model"),
        (Signatory::Dri(Arm::OldModel), "dri_old_model"),
    ] {
        assert_eq!((signatory.as_str(), Signatory::parse(word)), (word, Some(signatory)));
    }
}

/// The approval took Priya and Paul; Omar is the DRI of the new model and Lea of the old.
#[test]
fn everybody_who_holds_a_side_signs_and_only_under_this_version() {
    let [priya, paul, dana, omar, lea] = [1, 2, 3, 4, 5].map(PersonId);
    let (now, before) = (digest("a"), digest("b"));
    let by = |signatory, person, digest: &Digest| Signature {
        signatory,
        person,
        digest: digest.clone(),
    };
    let dris = [(Arm::NewModel, omar), (Arm::OldModel, lea)];
    let status = |signatures: &[Signature]| signed(&now, signatures, &[priya, paul], &dris);
    let mut signatures = vec![
        by(Signatory::Approver, priya, &now),
        by(Signatory::Sponsor, dana, &now),
        by(Signatory::Dri(Arm::NewModel), omar, &now),
        by(Signatory::Dri(Arm::OldModel), lea, &before),
    ];
    let open = status(&signatures);
    assert_eq!(open.missing, [Signatory::Approver, Signatory::Dri(Arm::OldModel)]);
    assert_eq!(
        (open.approvers.as_slice(), open.dris.as_slice()),
        (&[paul][..], &[(Arm::OldModel, lea)][..])
    );
    assert!(!open.is_complete());
    let holds = |role, arm| [Membership { role, arm }];
    let approver = holds(Role::Approver, None);
    assert_eq!(open.owed_by(paul, &approver, true), [Signatory::Approver]);
    assert_eq!(open.owed_by(priya, &approver, true), []);
    assert_eq!(open.owed_by(priya, &approver, false), [Signatory::Approver]);
    let of_old = holds(Role::Dri, Some(Arm::OldModel));
    assert_eq!(open.owed_by(lea, &of_old, true), [Signatory::Dri(Arm::OldModel)]);
    assert_eq!(
        open.owed_by(omar, &of_old, true),
        [],
        "Omar is no DRI of the old model that is waited for"
    );
    signatures.push(by(Signatory::Approver, paul, &now));
    signatures.push(by(Signatory::Dri(Arm::OldModel), lea, &now));
    assert!(status(&signatures).is_complete());
}
