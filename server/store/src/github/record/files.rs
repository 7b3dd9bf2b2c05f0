//! Which files a pull request changes, as the code host lists them.

use domain::activity::event;
use domain::github::ListedFiles;
use sqlx::types::Json;

use super::{About, Told, count};
use crate::change::Change;
use crate::github::Delivery;
use crate::{Error, Result};

impl Delivery {
    /// Records a list. Of each commit the one that was read last counts, in whatever order they are recorded.
    pub(super) async fn note_files(&self, change: &mut Change<'_>, listed: &ListedFiles) -> Result<Told> {
        let ListedFiles {
            number,
            head,
            files,
            total,
        } = listed;
        let counted = i32::try_from(*total).map_err(|error| Error::inconsistent("delivery", error))?;
        sqlx::query!(
            "insert into read_files (pilot_id, repository, number, head, files, total, delivery_guid, read_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            self.pilot.0,
            self.repository,
            number,
            head,
            Json(files) as _,
            counted,
            self.guid,
            self.received_at,
        )
        .execute(&mut **change)
        .await?;
        let event = event::Gate::ReadFiles {
            pull_request: format!("{}#{number}", self.repository),
            head: head.clone(),
            files: *total,
        };
        Ok(Told {
            about: About::Nothing,
            outcome: format!(
                "pull request {number}: {} of it",
                count(counted.unsigned_abs().into(), "changed file")
            ),
            recorded: Some(event.into()),
        })
    }
}
