//! Forms of the zone: edits, each making a version, and signatures.

use domain::document::Digest;
use domain::policy::Action;
use domain::zone::{Category, Edit, MAX_TEXT, PathRule, Side, Signatory, ZoneItem};
use leptos::server;
use serde::{Deserialize, Serialize};
use store::zone::Revised;

use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, notify};

/// Which item a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// One that is not there yet.
    New,
    /// The one at this position, from 0.
    At(usize),
}

impl Target {
    /// Reads `new`, or a number from 1.
    pub(super) fn parse(word: &str) -> Option<Self> {
        match word {
            "new" => Some(Self::New),
            number => number.parse::<usize>().ok()?.checked_sub(1).map(Self::At),
        }
    }

    /// The word in forms and addresses.
    pub(super) fn word(self) -> String {
        match self {
            Self::New => "new".to_owned(),
            Self::At(position) => (position + 1).to_string(),
        }
    }
}

pub(super) fn saved(revised: Revised) -> String {
    let number = revised.number;
    match revised.cleared {
        0 => format!("Version {number} is saved. Nobody has signed it yet."),
        1 => format!("Version {number} is saved. 1 signature was under the version before and does not count for it."),
        n => {
            format!("Version {number} is saved. {n} signatures were under the version before and do not count for it.")
        }
    }
}

/// What the form of an item holds.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The version that was read.
    base: String,
    /// Which item: see [`Target`].
    item: String,
    /// What it covers.
    text: String,
    /// Its side.
    side: String,
    /// Its category; empty for none.
    category: String,
    /// Its path rules, one a line.
    rules: String,
}

/// Adds an item or writes one anew. The page sends the item's text as it showed it, too.
#[server(prefix = "/do", endpoint = "zone/revise")]
pub async fn revise(#[server(default)] pilot: String, #[server(flatten)] fields: Fields) -> Result<(), AppError> {
    let page = format!("zone/edit/{}", escaped(&fields.item));
    form::in_pilot(pilot, &page, Action::EditZone, async |here, mut typed| {
        let target = Target::parse(&fields.item).ok_or_else(AppError::incomplete)?;
        let from: i32 = fields.base.parse().map_err(|_| AppError::incomplete())?;
        let text = typed.required(
            "text",
            &fields.text,
            "Say in a sentence what the item covers.",
            MAX_TEXT,
        );
        let side = typed.parsed("side", Side::parse(&fields.side).ok_or("Choose a side."));
        let category = match (fields.category.as_str(), side) {
            ("", _) | (_, Some(Side::EngineeringZone)) => None,
            (word, _) => typed.parsed(
                "category",
                Category::parse(word).ok_or("Choose a category of the list."),
            ),
        };
        let rules = typed
            .parsed("rules", PathRule::lines(&fields.rules))
            .unwrap_or_default();
        typed.check()?;
        let item = ZoneItem {
            side: side.ok_or(AppError::Internal)?,
            category,
            text,
            rules,
        };
        let edit = match target {
            Target::New => Edit::Add(item),
            Target::At(position) => Edit::Write(position, item),
        };
        let revised = store::zone::revise(here.pool(), here.pilot.pilot_id, here.who(), from, edit, here.now).await?;
        notify(saved(revised)).await?;
        Ok(here.url("zone"))
    })
    .await
}

/// Moves an item to the other side.
#[server(prefix = "/do", endpoint = "zone/move_item")]
pub async fn move_item(
    #[server(default)] pilot: String,
    #[server(default)] base: String,
    #[server(default)] item: String,
) -> Result<(), AppError> {
    edit_one(pilot, base, item, Edit::Move).await
}

/// Removes an item.
#[server(prefix = "/do", endpoint = "zone/remove")]
pub async fn remove(
    #[server(default)] pilot: String,
    #[server(default)] base: String,
    #[server(default)] item: String,
) -> Result<(), AppError> {
    edit_one(pilot, base, item, Edit::Remove).await
}

async fn edit_one(pilot: String, base: String, item: String, edit: fn(usize) -> Edit) -> Result<(), AppError> {
    form::in_pilot(pilot, "zone", Action::EditZone, async |here, _| {
        let Some(Target::At(position)) = Target::parse(&item) else {
            return Err(AppError::incomplete());
        };
        let base = base.parse().map_err(|_| AppError::incomplete())?;
        let edit = edit(position);
        let revised = store::zone::revise(here.pool(), here.pilot.pilot_id, here.who(), base, edit, here.now).await?;
        notify(saved(revised)).await?;
        Ok(here.url("zone"))
    })
    .await
}

/// Signs the version that was read, after the password.
#[server(prefix = "/do", endpoint = "zone/sign")]
pub async fn sign(
    #[server(default)] pilot: String,
    #[server(default)] version: String,
    #[server(default)] digest: String,
    #[server(default)] signatory: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "zone#signatures", Action::SignZone, async |here, mut typed| {
        let number: i32 = version.parse().map_err(|_| AppError::incomplete())?;
        let digest: Digest = digest.parse().map_err(|_| AppError::incomplete())?;
        let signatory = Signatory::parse(&signatory).ok_or_else(AppError::incomplete)?;
        if !here.standing.memberships.contains(&signatory.membership()) {
            return Err(AppError::Denied);
        }
        form::by_password(&here, &mut typed, password, "Nothing was signed.").await?;
        typed.check()?;
        let pilot = here.pilot.pilot_id;
        store::zone::sign(here.pool(), pilot, here.who(), signatory, (number, &digest), here.now).await?;
        notify(format!("You signed version {number} of the zone.")).await?;
        Ok(here.url("zone"))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::Target;

    #[test]
    fn items_are_counted_from_one_in_addresses() {
        assert_eq!(Target::parse("new"), Some(Target::New));
        assert_eq!(Target::parse("1"), Some(Target::At(0)));
        for bad in ["0", "", "-1", "one", "1.5"] {
            assert_eq!(Target::parse(bad), None, "{bad}");
        }
        assert_eq!(Target::At(2).word(), "3");
    }
}
