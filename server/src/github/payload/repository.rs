//! What is told of a repository's name.

use domain::github::{Event, Repository as Named};
use serde::Deserialize;

use super::{Heard, Repository, User};

#[derive(Deserialize)]
pub(super) struct RepositoryPayload {
    action: String,
    repository: Repository,
    changes: Option<NameChanges>,
}

#[derive(Deserialize)]
struct NameChanges {
    repository: Option<NameChange>,
    owner: Option<OwnerChange>,
}

#[derive(Deserialize)]
struct NameChange {
    name: Former,
}

#[derive(Deserialize)]
struct Former {
    from: String,
}

#[derive(Deserialize)]
struct OwnerChange {
    from: Owners,
}

#[derive(Deserialize)]
struct Owners {
    user: Option<User>,
    organization: Option<User>,
}

impl RepositoryPayload {
    pub(super) fn heard(self) -> Heard {
        let (owner, name) = self.repository.full_name.split_once('/').unwrap_or_default();
        let changes = self.changes.as_ref();
        let old_name = changes.and_then(|changes| Some(changes.repository.as_ref()?.name.from.as_str()));
        let old_owner = changes.and_then(|changes| {
            let owners = &changes.owner.as_ref()?.from;
            Some(owners.organization.as_ref().or(owners.user.as_ref())?.login.as_str())
        });
        let was = match self.action.as_str() {
            "renamed" => format!("{owner}/{}", old_name.unwrap_or(name)),
            "transferred" => format!("{}/{name}", old_owner.unwrap_or(owner)),
            action => return Heard::Ignored(format!("ignored: repository {action}")),
        };
        let named = Named {
            was: Some(was),
            ..self.repository.into()
        };
        Heard::Event(Box::new((named, Event::Renamed)))
    }
}
