//! For tests: facts and entries that the store itself would never leave like this.

use domain::activity::event::Written;

use super::Change;
use crate::Result;

impl Change<'_> {
    /// Commits without a word in the log.
    pub(crate) async fn commit_silently(self) -> Result<()> {
        self.tx.commit().await?;
        Ok(())
    }

    /// Commits with an entry as another edition of the software wrote it.
    pub(crate) async fn commit_as(mut self, action: &str, detail: serde_json::Value) -> Result<()> {
        let action = action.to_owned();
        self.append(vec![Written { action, detail }]).await?;
        self.tx.commit().await?;
        Ok(())
    }
}
