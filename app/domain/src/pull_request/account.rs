//! Accounts on the code host, and who is the same.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The login under which the code host shows whoever deleted their account.
pub const DELETED: &str = "ghost";

/// An account on the code host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its name when it was heard of; names change. Compared without regard to case.
    pub login: String,
    /// The code host says its type is Bot.
    pub is_bot_type: bool,
    /// The code host's id of it, which never changes; `None` where nobody said it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
}

impl Account {
    /// An account of which only the name is known.
    pub fn named(login: &str) -> Self {
        Self {
            login: login.to_owned(),
            is_bot_type: false,
            id: None,
        }
    }

    /// Whoever deleted their account: nobody in particular.
    pub fn deleted() -> Self {
        Self {
            login: DELETED.to_owned(),
            is_bot_type: false,
            id: None,
        }
    }

    /// Whether the account was deleted, so that nobody can say whose it was.
    pub fn is_deleted(&self) -> bool {
        self.login.is_empty() || self.login.eq_ignore_ascii_case(DELETED)
    }

    /// Whether both are the same person or program: by the code host's id where it is known of both, else by login. The
    /// name of an app is its own whatever id it acts under. Two deleted accounts are never the same.
    pub fn is_same(&self, other: &Self) -> bool {
        if self.is_deleted() || other.is_deleted() {
            return false;
        }
        let same_login = self.login.eq_ignore_ascii_case(&other.login);
        match (self.id, other.id) {
            _ if same_login && self.is_app() => true,
            (Some(one), Some(another)) => one == another,
            _ => same_login,
        }
    }

    /// Whether this is a bot: type Bot, a login ending in `[bot]`, or on the pilot's list.
    pub fn is_bot(&self, listed: &[String]) -> bool {
        self.is_bot_type || self.is_app() || self.is_among(listed)
    }

    /// Whether the login is in the list.
    pub fn is_among(&self, logins: &[String]) -> bool {
        !self.is_deleted() && logins.iter().any(|login| login.eq_ignore_ascii_case(&self.login))
    }

    fn is_app(&self) -> bool {
        self.login.to_ascii_lowercase().ends_with("[bot]")
    }
}

/// An account on the code host that is a pilot PM's, and for how long: somebody can take over from a pilot PM while the pilot runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PmAccount {
    /// Its name.
    pub login: String,
    /// The code host's ids of the accounts that had this name: a PM who was renamed is still one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<i64>,
    /// Since when it is a pilot PM's, where they took over after the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<DateTime<Utc>>,
    /// Until when, where somebody took over from them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
}

impl PmAccount {
    /// Whether it is a pilot PM's all the time.
    #[must_use]
    pub fn is_lasting(&self) -> bool {
        self.since.is_none() && self.until.is_none()
    }

    /// Whether an account is this one.
    #[must_use]
    pub fn is(&self, account: &Account) -> bool {
        account.is_among(std::slice::from_ref(&self.login)) || account.id.is_some_and(|id| self.ids.contains(&id))
    }

    /// Whether an account is this one, and that of a pilot PM at a moment. Of a moment that is not known nothing speaks against it.
    #[must_use]
    pub fn is_at(&self, account: &Account, at: Option<DateTime<Utc>>) -> bool {
        let covers = |at| self.since.is_none_or(|since| since <= at) && self.until.is_none_or(|until| at < until);
        at.is_none_or(covers) && self.is(account)
    }
}

/// Who counts as what when reviews are counted.
#[derive(Clone, Copy, Debug)]
pub struct People<'a> {
    /// The pilot's bot list.
    pub bots: &'a [String],
    /// Logins of the enrolled PMs.
    pub pms: &'a [String],
    /// The code host's ids of the accounts that had these logins: a PM who was renamed is still one.
    pub pm_ids: &'a [i64],
    /// The accounts of PMs who took over or were replaced after the start, each for its time.
    pub pms_for_a_time: &'a [PmAccount],
}

impl People<'_> {
    /// Whether the account is that of an enrolled PM at a moment.
    pub fn is_pm(&self, account: &Account, at: DateTime<Utc>) -> bool {
        account.is_among(self.pms)
            || account.id.is_some_and(|id| self.pm_ids.contains(&id))
            || self.pms_for_a_time.iter().any(|one| one.is_at(account, Some(at)))
    }
}

/// Reads a login as people write it, with an `@` before it or as the address of its page. Enterprise accounts have an
/// underscore, apps end in `[bot]`.
///
/// # Errors
/// A sentence when it is none.
pub fn read_login(text: &str) -> Result<String, &'static str> {
    const SENTENCE: &str = "Enter the GitHub login, such as mira-okafor: the last part of the address of their page. Put a comma between several.";
    let login = text.trim().trim_end_matches('/');
    let login = ["https://", "http://"]
        .iter()
        .find_map(|scheme| login.strip_prefix(scheme))
        .unwrap_or(login);
    let login = login.strip_prefix("www.").unwrap_or(login);
    let login = login.strip_prefix("github.com/").unwrap_or(login);
    let login = login.strip_prefix('@').unwrap_or(login);
    let word = login.strip_suffix("[bot]").unwrap_or(login);
    let fits = !word.is_empty()
        && word.len() <= 100
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        && word.starts_with(|first: char| first.is_ascii_alphanumeric());
    if fits { Ok(login.to_owned()) } else { Err(SENTENCE) }
}

#[cfg(test)]
mod tests;
