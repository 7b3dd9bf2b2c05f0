//! What people say of an item of the zone, or of one of its rules, beside signing: a comment, or an objection. It is said
//! to everybody in the pilot, stands until whoever raised it resolves it, and follows its item from version to version. An
//! objection holds up nothing by itself; it is said wherever somebody binds themselves to the zone.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Comparison, ItemChange, PathRule, ZoneItem, is_named_alike};
use crate::document::unseen;
use crate::ids::{PersonId, ZoneRemarkId};
use crate::person::Standing;
use crate::policy::{Action, may};

/// The longest a remark, an answer or the words of a resolution may be, in characters.
pub const MAX_REMARK: usize = 1000;
/// So much of an item's sentence names it in titles.
const NAMED: usize = 60;

/// What somebody means by a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkKind {
    /// Something is wrong with it.
    Objection,
    /// Something is said or asked.
    Comment,
}

impl RemarkKind {
    /// Both, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Objection, Self::Comment];

    /// The word in forms and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Objection => "objection",
            Self::Comment => "comment",
        }
    }

    /// Reads that word; `None` for any other.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// "objection to “Words”", "comment on “Words”".
    #[must_use]
    pub fn about(self, item: &str) -> String {
        match self {
            Self::Objection => format!("objection to {}", named(item)),
            Self::Comment => format!("comment on {}", named(item)),
        }
    }
}

/// The beginning of an item's sentence, in quotation marks.
#[must_use]
pub fn named(item: &str) -> String {
    let shown = unseen::shown(item);
    if shown.chars().count() <= NAMED {
        return format!("“{shown}”");
    }
    let cut: String = shown.chars().take(NAMED).collect();
    format!("“{} …”", cut.rsplit_once(' ').map_or(cut.as_str(), |(cut, _)| cut))
}

/// What there is of the thing that a remark is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stands {
    /// The item, and the rule if it is about one.
    There,
    /// The item, without the rule it is about.
    WithoutRule,
    /// Nothing: the item was taken out.
    Gone,
}

impl Stands {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::There, Self::WithoutRule, Self::Gone];

    /// The word in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::WithoutRule => "without_rule",
            Self::Gone => "gone",
        }
    }

    /// Reads that word; `None` for any other.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stands| stands.as_str() == word)
    }
}

/// Where a remark stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The sentence of its item, as it was last.
    pub item: String,
    /// What there is of it.
    pub stands: Stands,
}

impl Place {
    /// Where a remark on an item stands when it is raised.
    #[must_use]
    pub fn at(item: &str) -> Self {
        Self {
            item: item.to_owned(),
            stands: Stands::There,
        }
    }

    /// Where it stands in the next version; `None` when that changes nothing about its item. `rule` is the rule it is about.
    #[must_use]
    pub fn carried(&self, rule: Option<&PathRule>, to: &Comparison<'_>) -> Option<Self> {
        let is_it = |item: &ZoneItem| is_named_alike(&item.text, &self.item);
        let at = |item: &ZoneItem| Self {
            item: item.text.clone(),
            stands: match rule {
                Some(rule) if !item.rules.contains(rule) => Stands::WithoutRule,
                _ => Stands::There,
            },
        };
        to.items.iter().find_map(|change| match (change, self.stands) {
            // An item that comes back is the one it was.
            (ItemChange::Added(item), Stands::Gone) if is_it(item) => Some(at(item)),
            (ItemChange::Changed(changed), Stands::There | Stands::WithoutRule) if is_it(changed.before) => {
                Some(at(changed.after))
            }
            (ItemChange::Removed(item), Stands::There | Stands::WithoutRule) if is_it(item) => Some(Self {
                item: item.text.clone(),
                stands: Stands::Gone,
            }),
            _ => None,
        })
    }
}

/// What happened to a remark after it was raised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happened {
    /// Somebody said something: whoever raised it, or whoever edits the zone.
    Answered(String),
    /// It is settled, for those who raised it; maybe with words.
    Resolved(String),
    /// A version changed its item.
    Carried(i32, Place),
}

/// One of those, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What happened.
    pub what: Happened,
    /// By whom.
    pub by: PersonId,
    /// As shown.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A comment or an objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Which.
    pub id: ZoneRemarkId,
    /// What is meant by it.
    pub kind: RemarkKind,
    /// The version it was raised on.
    pub version: i32,
    /// The item it is about, as it was then.
    pub item: String,
    /// The rule it is about; `None` for the whole item.
    pub rule: Option<PathRule>,
    /// What was said.
    pub text: String,
    /// Who raised it.
    pub by: PersonId,
    /// As shown.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What happened afterwards, oldest first.
    pub steps: Vec<Step>,
}

impl Remark {
    /// Where it stands now.
    #[must_use]
    pub fn place(&self) -> Place {
        let carried = self.steps.iter().rev().find_map(|step| match &step.what {
            Happened::Carried(_, place) => Some(place.clone()),
            Happened::Answered(_) | Happened::Resolved(_) => None,
        });
        carried.unwrap_or_else(|| Place::at(&self.item))
    }

    /// How it was resolved.
    #[must_use]
    pub fn resolved(&self) -> Option<&Step> {
        let mut steps = self.steps.iter();
        steps.find(|step| matches!(step.what, Happened::Resolved(_)))
    }
}

/// Whose turn it is with an open remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Whoever edits the zone: it waits for an answer.
    Zone,
    /// Whoever raised it: it was answered.
    Answered,
    /// Whoever raised it: this version changed the item.
    Changed(i32),
}

/// A remark that nobody has resolved, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRemark {
    /// Which.
    pub id: ZoneRemarkId,
    /// What is meant by it.
    pub kind: RemarkKind,
    /// Who raised it.
    pub by: PersonId,
    /// As shown.
    pub name: String,
    /// Whether they are still in the pilot.
    pub is_here: bool,
    /// The sentence of its item, as it was last.
    pub item: String,
    /// Whose turn it is.
    pub turn: Turn,
}

impl OpenRemark {
    /// Whether the person answers it: whoever raised it goes on, and whoever edits the zone.
    #[must_use]
    pub fn may_answer(&self, standing: &Standing) -> bool {
        self.by == standing.person || may(standing, Action::EditZone).is_ok()
    }

    /// Whether the person resolves it: whoever raised it, and when they have left, whoever edits the zone.
    #[must_use]
    pub fn may_resolve(&self, standing: &Standing) -> bool {
        self.by == standing.person || !self.is_here && may(standing, Action::EditZone).is_ok()
    }
}

/// What is said of the open objections wherever somebody binds themselves to the zone: "1 open objection by Lee Park".
/// `None` without any.
#[must_use]
pub fn open_objections(open: &[OpenRemark]) -> Option<String> {
    let objections = open.iter().filter(|one| one.kind == RemarkKind::Objection);
    let mut names: Vec<&str> = Vec::new();
    let mut count = 0;
    for one in objections {
        count += 1;
        if !names.contains(&one.name.as_str()) {
            names.push(&one.name);
        }
    }
    let counted = match count {
        0 => return None,
        1 => "1 open objection".to_owned(),
        n => format!("{n} open objections"),
    };
    Some(format!("{counted} by {}", crate::listing(&names)))
}

#[cfg(test)]
mod tests;
