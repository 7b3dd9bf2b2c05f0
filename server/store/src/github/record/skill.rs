//! What the code host tells of the PM PR Review skill file.

use domain::activity::event;
use domain::github::SkillResult;

use super::{About, Told};
use crate::Result;
use crate::change::Change;
use crate::github::Delivery;

impl Delivery {
    pub(super) async fn note_skill_result(&self, change: &mut Change<'_>, result: &SkillResult) -> Result<Told> {
        let added = sqlx::query!(
            "insert into skill_result (pilot_id, repository, head, passed, url, at, delivery_guid, received_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
            self.pilot.0,
            self.repository,
            result.head,
            result.passed,
            result.url,
            result.at,
            self.guid,
            self.received_at,
        )
        .execute(&mut **change)
        .await?;
        let outcome = match (added.rows_affected() > 0, result.passed) {
            (false, _) => "the skill file said so before",
            (true, true) => "the skill file passed",
            (true, false) => "the skill file did not pass",
        };
        let recorded = (added.rows_affected() > 0).then(|| {
            let told = event::Gate::RecordSkill {
                repository: self.repository.clone(),
                head: result.head.clone(),
                passed: result.passed,
                url: result.url.clone().into(),
                token: None,
            };
            told.into()
        });
        Ok(Told {
            about: About::Nothing,
            outcome: outcome.to_owned(),
            recorded,
        })
    }
}
