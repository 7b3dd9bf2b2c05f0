//! Which files a pull request changes, as the code host lists them.

use domain::activity::event;
use domain::github::ListedFiles;
use domain::zone::ChangedFile;
use sqlx::types::Json;

use super::{About, Told, count};
use crate::change::Change;
use crate::github::Delivery;
use crate::{Error, Result};

impl Delivery {
    /// Records a list. One that was read before a later one of the same commit, or says what that said, is nothing new.
    pub(super) async fn note_files(&self, change: &mut Change<'_>, listed: &ListedFiles) -> Result<Told> {
        let ListedFiles {
            number,
            head,
            files,
            total,
        } = listed;
        let last = sqlx::query!(
            r#"select files as "files: Json<Vec<ChangedFile>>", total, read_at from read_files
               where pilot_id = $1 and lower(repository) = lower($2) and number = $3 and head = $4
               order by read_at desc, read_files_id desc limit 1"#,
            self.pilot.0,
            self.repository,
            number,
            head,
        )
        .fetch_optional(&mut **change)
        .await?;
        let total = i32::try_from(*total).map_err(|error| Error::inconsistent("delivery", error))?;
        let is_known =
            last.is_some_and(|last| last.read_at > self.received_at || last.files.0 == *files && last.total == total);
        let pull_request = format!("{}#{number}", self.repository);
        let mut told = Told {
            about: About::Nothing,
            outcome: format!("pull request {number}: the files are those that were read before"),
            recorded: None,
        };
        if is_known {
            return Ok(told);
        }
        sqlx::query!(
            "insert into read_files (pilot_id, repository, number, head, files, total, delivery_guid, read_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            self.pilot.0,
            self.repository,
            number,
            head,
            Json(files) as _,
            total,
            self.guid,
            self.received_at,
        )
        .execute(&mut **change)
        .await?;
        let counted = u64::try_from(total).unwrap_or_default();
        told.outcome = format!("pull request {number}: {} of it", count(counted, "changed file"));
        let event = event::Gate::ReadFiles {
            pull_request,
            head: head.clone(),
            files: listed.total,
        };
        told.recorded = Some(event.into());
        Ok(told)
    }
}
