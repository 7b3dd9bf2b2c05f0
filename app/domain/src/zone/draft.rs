//! The whole zone edited at once: what one person made of a version they had read, joined with what stands there by
//! now. Different items come together; the same item is asked about.

use super::edit::{EditProblem, check};
use super::{Side, ZoneItem, is_named_alike};
use crate::document::capitalised;

/// A row of somebody's draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The sentence of the item as it was read, which names it; `None` for a new one.
    pub was: Option<String>,
    /// What it becomes; `None` when it is taken out.
    pub item: Option<ZoneItem>,
}

/// What somebody else did to the same item in the meantime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// They wrote it anew.
    Changed(ZoneItem),
    /// They took it out, or gave it another sentence.
    Gone,
}

/// A draft that makes no version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotJoined {
    /// The rows whose items somebody else changed otherwise, by their position in the draft.
    Clashes(Vec<(usize, Clash)>),
    /// What it comes to is no zone.
    Problem(EditProblem),
}

fn named<'a>(items: &'a [ZoneItem], was: &str) -> Option<&'a ZoneItem> {
    items.iter().find(|item| is_named_alike(&item.text, was))
}

/// Whether a row says something else than the version it was read in.
#[must_use]
pub fn is_touched(base: &[ZoneItem], row: &Row) -> bool {
    match &row.was {
        Some(was) => named(base, was) != row.item.as_ref(),
        None => row.item.is_some(),
    }
}

/// The items after a draft of `base`, when `newest` stands there by now, and what was done in a few words.
///
/// # Errors
/// [`NotJoined`] when nothing comes of it.
pub fn joined(base: &[ZoneItem], rows: &[Row], newest: &[ZoneItem]) -> Result<(Vec<ZoneItem>, String), NotJoined> {
    let mut next = newest.to_vec();
    let mut did = Vec::new();
    let mut clashes = Vec::new();
    for (n, row) in rows.iter().enumerate().filter(|(_, row)| is_touched(base, row)) {
        let Some(was) = &row.was else {
            add(&mut next, row.item.clone(), &mut did);
            continue;
        };
        let (read, now) = (named(base, was), named(newest, was));
        match (&row.item, now) {
            // Both did the same.
            (mine, now) if mine.as_ref() == now => {}
            (Some(item), None) if named(newest, &item.text) == Some(item) => {}
            (_, None) => clashes.push((n, Clash::Gone)),
            (_, Some(now)) if read != Some(now) => clashes.push((n, Clash::Changed(now.clone()))),
            (mine, Some(_)) => write(&mut next, was, mine.clone(), &mut did),
        }
    }
    if !clashes.is_empty() {
        return Err(NotJoined::Clashes(clashes));
    }
    check(&next).map_err(NotJoined::Problem)?;
    if next == newest {
        return Err(NotJoined::Problem(EditProblem::Unchanged));
    }
    Ok((next, summary(&did)))
}

/// Adds an item last on its side, unless it is there word for word.
fn add(items: &mut Vec<ZoneItem>, item: Option<ZoneItem>, did: &mut Vec<String>) {
    let Some(item) = item.filter(|item| !items.contains(item)) else {
        return;
    };
    did.push(format!("added “{}” to the {}", item.text, item.side.label()));
    super::edit::insert(items, item);
}

/// Writes the item of this sentence anew, moves it to the other side, or takes it out.
fn write(items: &mut Vec<ZoneItem>, was: &str, mine: Option<ZoneItem>, did: &mut Vec<String>) {
    let Some(at) = items.iter().position(|item| is_named_alike(&item.text, was)) else {
        return;
    };
    let before = items[at].clone();
    match mine {
        None => {
            items.remove(at);
            did.push(format!("removed “{}”", before.text));
        }
        Some(mut item) if item.side == before.side => {
            if item.side == Side::EngineeringZone {
                item.category = None;
                item.limit = None;
            }
            items[at] = item;
            did.push(format!("changed “{}”", before.text));
        }
        Some(item) => {
            items.remove(at);
            did.push(format!("moved “{}” to the {}", before.text, item.side.label()));
            super::edit::insert(items, item);
        }
    }
}

/// What was done, for the history: up to three things by name.
fn summary(did: &[String]) -> String {
    const NAMED: usize = 3;
    let mut parts: Vec<String> = did.iter().take(NAMED).cloned().collect();
    match did.len().saturating_sub(NAMED) {
        0 => {}
        1 => parts.push("1 more item".to_owned()),
        more => parts.push(format!("{more} more items")),
    }
    capitalised(&parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::Category;

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

    fn kept(item: &ZoneItem) -> Row {
        Row {
            was: Some(item.text.clone()),
            item: Some(item.clone()),
        }
    }

    /// Words and flags for the PM, data for engineering.
    fn zone() -> Vec<ZoneItem> {
        vec![
            item(Side::PmZone, "Words", &["/locales/"]),
            item(Side::PmZone, "Flags", &[]),
            item(Side::EngineeringZone, "Data", &["/db/"]),
        ]
    }

    #[test]
    fn everything_changed_at_once_is_one_version() {
        let base = zone();
        let rows = [
            kept(&item(Side::PmZone, "Words", &["/locales/", "/content/"])),
            Row {
                was: Some("Flags".to_owned()),
                item: Some(item(Side::EngineeringZone, "Flags", &["/flags/"])),
            },
            Row {
                was: Some("Data".to_owned()),
                item: None,
            },
            Row {
                was: None,
                item: Some(item(Side::PmZone, "Prompts", &["/prompts/"])),
            },
            Row { was: None, item: None },
        ];
        let (items, summary) = joined(&base, &rows, &base).expect("it is joined");
        assert_eq!(
            items,
            [
                item(Side::PmZone, "Words", &["/locales/", "/content/"]),
                item(Side::PmZone, "Prompts", &["/prompts/"]),
                item(Side::EngineeringZone, "Flags", &["/flags/"]),
            ]
        );
        assert_eq!(
            summary,
            "Changed “Words”; moved “Flags” to the Engineering zone; removed “Data”; 1 more item"
        );
    }

    #[test]
    fn two_people_at_different_items_come_together() {
        let base = zone();
        let mut newest = zone();
        newest[1].rules = vec!["/flags/".parse().expect("a rule")];
        newest.push(item(Side::EngineeringZone, "Keys", &["/keys/"]));
        let mut rows: Vec<Row> = base.iter().map(kept).collect();
        rows[0].item = Some(item(Side::PmZone, "All words", &["/locales/"]));
        rows[2].item = None;
        let (items, summary) = joined(&base, &rows, &newest).expect("it is joined");
        assert_eq!(
            items,
            [
                item(Side::PmZone, "All words", &["/locales/"]),
                item(Side::PmZone, "Flags", &["/flags/"]),
                item(Side::EngineeringZone, "Keys", &["/keys/"]),
            ]
        );
        assert_eq!(summary, "Changed “Words”; removed “Data”");
    }

    #[test]
    fn two_people_at_the_same_item_are_asked() {
        let base = zone();
        let mut newest = zone();
        newest[0] = item(Side::PmZone, "Words", &["/texts/"]);
        newest.remove(1);
        let mut rows: Vec<Row> = base.iter().map(kept).collect();
        rows[0].item = Some(item(Side::PmZone, "Words", &["/locales/", "/content/"]));
        rows[1].item = Some(item(Side::PmZone, "Flags", &["/flags/"]));
        assert_eq!(
            joined(&base, &rows, &newest),
            Err(NotJoined::Clashes(vec![
                (0, Clash::Changed(newest[0].clone())),
                (1, Clash::Gone),
            ]))
        );
        // Both did the same: nothing is left to do.
        let mut agreed: Vec<Row> = base.iter().map(kept).collect();
        agreed[0].item = Some(newest[0].clone());
        agreed[1].item = None;
        assert_eq!(
            joined(&base, &agreed, &newest),
            Err(NotJoined::Problem(EditProblem::Unchanged))
        );
    }

    #[test]
    fn two_people_who_gave_an_item_the_same_new_sentence_did_the_same() {
        let (base, mut newest) = (zone(), zone());
        newest[0] = item(Side::PmZone, "All words", &["/locales/"]);
        let mut rows: Vec<Row> = base.iter().map(kept).collect();
        rows[0].item = Some(newest[0].clone());
        rows[1].item = Some(item(Side::PmZone, "Flags", &["/flags/"]));
        let (items, summary) = joined(&base, &rows, &newest).expect("it is joined");
        assert_eq!(items[0], newest[0]);
        assert_eq!(items[1], item(Side::PmZone, "Flags", &["/flags/"]));
        assert_eq!(summary, "Changed “Flags”");
        // The same sentence with other rules is not the same.
        rows[0].item = Some(item(Side::PmZone, "All words", &["/texts/"]));
        assert_eq!(
            joined(&base, &rows, &newest),
            Err(NotJoined::Clashes(vec![(0, Clash::Gone)]))
        );
    }

    #[test]
    fn an_item_written_anew_has_a_category_in_the_pm_zone_only() {
        let base = zone();
        let mut rows: Vec<Row> = base.iter().map(kept).collect();
        for row in [0, 2] {
            let item = rows[row].item.as_mut().expect("an item");
            item.category = Some(Category::Copy);
            item.text.push_str(" of the shop");
        }
        let (items, _) = joined(&base, &rows, &base).expect("it is joined");
        assert_eq!(items[0].category, Some(Category::Copy));
        assert_eq!((items[2].text.as_str(), items[2].category), ("Data of the shop", None));
    }

    #[test]
    fn a_draft_that_comes_to_no_zone_is_refused() {
        let base = zone();
        let with = |item: ZoneItem| {
            let mut rows: Vec<Row> = base.iter().map(kept).collect();
            rows.push(Row {
                was: None,
                item: Some(item),
            });
            joined(&base, &rows, &base)
        };
        let twice = with(item(Side::EngineeringZone, "words", &[]));
        assert_eq!(twice, Err(NotJoined::Problem(EditProblem::SameText)));
        let empty = with(item(Side::PmZone, " ", &[]));
        assert_eq!(empty, Err(NotJoined::Problem(EditProblem::Text)));
        let rows: Vec<Row> = base.iter().map(kept).collect();
        assert_eq!(
            joined(&base, &rows, &base),
            Err(NotJoined::Problem(EditProblem::Unchanged))
        );
    }
}
