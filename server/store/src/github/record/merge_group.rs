//! What the code host tells of a merge queue.

use domain::activity::event::{self, News};
use domain::github::MergeGroup;

use super::{About, Told};
use crate::Result;
use crate::change::Change;
use crate::github::Delivery;

impl Delivery {
    pub(super) async fn note_merge_group(&self, change: &mut Change<'_>, group: &MergeGroup) -> Result<Told> {
        let noted = sqlx::query!(
            "insert into merge_group (pilot_id, repository, sha, number, gone, received_at) values ($1, $2, $3, $4, $5, $6)
             on conflict (pilot_id, repository, sha) do update set gone = true where excluded.gone and not merge_group.gone",
            self.pilot.0,
            self.repository,
            group.head,
            group.number,
            group.gone,
            self.received_at,
        )
        .execute(&mut **change)
        .await?;
        let what = if group.gone {
            "gone from the merge queue"
        } else {
            "in the merge queue"
        };
        Ok(Told {
            about: About::Nothing,
            outcome: format!("pull request {}: {what}", group.number),
            recorded: (noted.rows_affected() > 0).then(|| {
                let record = event::Data::Record {
                    repository: self.repository.clone(),
                    facts: 0.into(),
                    news: News::PullRequest { number: group.number },
                };
                record.into()
            }),
        })
    }
}
