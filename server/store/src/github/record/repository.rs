//! Whether a delivery is about the repository that was connected, and what it tells of its name.

use domain::activity::event;
use domain::github::Repository;

use crate::Result;
use crate::change::Change;
use crate::github::Delivery;

/// How many earlier names of a repository are kept, the newest of them.
const MOST_NAMES: usize = 50;

/// The names a repository had, each once, besides these two.
fn also_called<'a>(now: [Option<&String>; 2], had: impl Iterator<Item = &'a String>) -> Vec<String> {
    let is = |one: &String, name: &String| one.eq_ignore_ascii_case(name);
    let mut names: Vec<String> = Vec::new();
    for name in had {
        let known = now.into_iter().flatten().any(|one| is(one, name)) || names.iter().any(|one| is(one, name));
        if !known {
            names.push(name.clone());
        }
    }
    names.drain(..names.len().saturating_sub(MOST_NAMES));
    names
}

impl Delivery {
    /// Whether the delivery is about the repository that was connected, and what it tells of its name; `None` if it is about
    /// another. Earlier names are kept, since people go on writing them. The repository's id is learned, and with it what was ignored because only the id tells that it is the same
    /// is worked on again.
    pub(super) async fn is_about(
        &self,
        change: &mut Change<'_>,
        repository: &Repository,
    ) -> Result<Option<Option<event::Data>>> {
        let connected = sqlx::query!(
            "select repository, host_id, now_called, also_called from connection where connection_id = $1",
            self.connection.0,
        )
        .fetch_one(&mut **change)
        .await?;
        if !repository.is(&connected.repository, connected.host_id) {
            return Ok(None);
        }
        let host_id = connected.host_id.or(repository.id);
        let other_name = !repository.name.eq_ignore_ascii_case(&connected.repository);
        let now_called = match other_name {
            true => Some(repository.name.clone()),
            false => connected.now_called.clone(),
        };
        let also_called = also_called(
            [Some(&connected.repository), now_called.as_ref()],
            connected
                .also_called
                .iter()
                .chain(&connected.now_called)
                .chain(&repository.was),
        );
        if (host_id, &now_called, &also_called) == (connected.host_id, &connected.now_called, &connected.also_called) {
            return Ok(Some(None));
        }
        sqlx::query!(
            "update connection set host_id = $2, now_called = $3, also_called = $4 where connection_id = $1",
            self.connection.0,
            host_id,
            now_called,
            &also_called,
        )
        .execute(&mut **change)
        .await?;
        sqlx::query!(
            "update delivery set processed_at = null, attempts = 0, outcome = null, about = null, about_id = null
             where connection_id = $1 and about_id = $2",
            self.connection.0,
            host_id,
        )
        .execute(&mut **change)
        .await?;
        Ok(Some(Some(event::Data::Name {
            repository: connected.repository,
            now: repository.name.clone(),
        })))
    }
}
