//! Forms of the zone: edits, each making a version, and signatures.
#![expect(
    clippy::too_many_arguments,
    reason = "a form's function takes one argument per field"
)]

use domain::document::Digest;
use domain::policy::Action;
use domain::zone::{Category, Edit, MAX_TEXT, PathRule, Side, Signatory, ZoneItem};
use leptos::server;
use store::zone::Revised;

use crate::error::AppError;
use crate::form::{act, notify};
use crate::here::ask_in;
use crate::typed;

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

fn incomplete() -> AppError {
    AppError::Refused("The form arrived incomplete. Go back, reload the page and try again.".to_owned())
}

fn saved(revised: Revised) -> String {
    let number = revised.number;
    match revised.cleared {
        0 => format!("Version {number} is saved. Nobody has signed it yet."),
        1 => format!("Version {number} is saved. 1 signature was under the version before and does not count for it."),
        n => {
            format!("Version {number} is saved. {n} signatures were under the version before and do not count for it.")
        }
    }
}

/// Adds an item or writes one anew. `was` is the item's text as the form showed it.
#[server(prefix = "/do", endpoint = "zone/revise")]
pub async fn revise(
    #[server(default)] pilot: String,
    #[server(default)] base: String,
    #[server(default)] item: String,
    #[server(default)] was: String,
    #[server(default)] text: String,
    #[server(default)] side: String,
    #[server(default)] category: String,
    #[server(default)] rules: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::EditZone).await?;
        let target = Target::parse(&item).ok_or_else(incomplete)?;
        let from: i32 = base.parse().map_err(|_| incomplete())?;
        let page = here.url(&format!("zone/edit/{}", target.word()));
        let mut typed = typed!("zone/revise"; base, item, was, text, side, category, rules);
        let text = typed.required("text", &text, "Say in a sentence what the item covers.", MAX_TEXT);
        let side = typed.parsed("side", Side::parse(&side).ok_or("Choose a side."));
        let category = match (category.as_str(), side) {
            ("", _) | (_, Some(Side::EngineeringZone)) => None,
            (word, _) => typed.parsed(
                "category",
                Category::parse(word).ok_or("Choose a category of the list."),
            ),
        };
        let rules = typed.parsed("rules", PathRule::lines(&rules)).unwrap_or_default();
        let typed = typed.check(&page).await?;
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
        let outcome = store::zone::revise(here.pool(), here.pilot.pilot_id, here.who(), from, edit, here.now).await;
        let revised = typed.or_again(&page, outcome).await?;
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
    act(async move { edit_one(pilot, &base, &item, Edit::Move).await }).await
}

/// Removes an item.
#[server(prefix = "/do", endpoint = "zone/remove")]
pub async fn remove(
    #[server(default)] pilot: String,
    #[server(default)] base: String,
    #[server(default)] item: String,
) -> Result<(), AppError> {
    act(async move { edit_one(pilot, &base, &item, Edit::Remove).await }).await
}

async fn edit_one(pilot: String, base: &str, item: &str, edit: fn(usize) -> Edit) -> Result<String, AppError> {
    let here = ask_in(pilot, Action::EditZone).await?;
    let Some(Target::At(position)) = Target::parse(item) else {
        return Err(incomplete());
    };
    let base = base.parse().map_err(|_| incomplete())?;
    let page = here.url("zone");
    let edit = edit(position);
    let outcome = store::zone::revise(here.pool(), here.pilot.pilot_id, here.who(), base, edit, here.now).await;
    let revised = typed!("zone/edit").or_again(&page, outcome).await?;
    notify(saved(revised)).await?;
    Ok(page)
}

/// Signs the version that was read.
#[server(prefix = "/do", endpoint = "zone/sign")]
pub async fn sign(
    #[server(default)] pilot: String,
    #[server(default)] version: String,
    #[server(default)] digest: String,
    #[server(default)] signatory: String,
) -> Result<(), AppError> {
    act(async move {
        let here = ask_in(pilot, Action::SignZone).await?;
        let page = here.url("zone");
        let number: i32 = version.parse().map_err(|_| incomplete())?;
        let digest: Digest = digest.parse().map_err(|_| incomplete())?;
        let signatory = Signatory::parse(&signatory).ok_or_else(incomplete)?;
        if !here.standing.memberships.contains(&signatory.membership()) {
            return Err(AppError::Denied);
        }
        let pilot = here.pilot.pilot_id;
        let outcome = store::zone::sign(here.pool(), pilot, here.who(), signatory, (number, &digest), here.now).await;
        typed!("zone/sign").or_again(&page, outcome).await?;
        notify(format!("You signed version {number} of the zone.")).await?;
        Ok(page)
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
