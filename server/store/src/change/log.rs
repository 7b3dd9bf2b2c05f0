//! The end of a change: its entries at the end of the chain, the last of which seals the rows that were changed.

use domain::activity::event::{Business, Written, business};
use domain::activity::{Entry, Hash, Seal, Seals, hash};
use futures::TryStreamExt as _;

use super::Change;
use crate::activity::as_hash;
use crate::{Error, Result};

impl Change<'_> {
    /// Appends an entry in each pilot's log for each of these; the last one seals what was changed.
    pub(super) async fn append(&mut self, written: Vec<Written>) -> Result<()> {
        let End {
            mut seq,
            hash: mut prev,
            batch,
            seals,
        } = self.end(written.last()).await?;
        let pilots: Vec<Option<i64>> = match &self.pilots[..] {
            [] => vec![None],
            pilots => pilots.iter().map(|pilot| Some(pilot.0)).collect(),
        };
        let (mut seqs, mut of, mut actions, mut details) = (vec![], vec![], vec![], vec![]);
        let (mut prevs, mut hashes) = (vec![], vec![]);
        let last = seq + (written.len() * pilots.len()) as i64;
        for Written { action, detail } in written {
            let detail = detail.to_string();
            for pilot in &pilots {
                seq += 1;
                let entry = Entry {
                    seq,
                    at: self.now,
                    person: self.person.map(|person| person.0),
                    pilot: *pilot,
                    action: action.clone(),
                    detail: detail.clone(),
                    seals: seals.filter(|_| seq == last),
                };
                prevs.push(prev.to_vec());
                prev = hash(&prev, &entry);
                hashes.push(prev.to_vec());
                seqs.push(entry.seq);
                of.push(entry.pilot);
                actions.push(entry.action);
                details.push(entry.detail);
            }
        }
        // What the transaction changes from here on needs another entry.
        sqlx::query!(
            r#"with head as (
                   update activity_head set seq = $1, hash = $2
                   returning set_config('countersign.batch', '', true))
               insert into activity (seq, at, person_id, pilot_id, action, detail, batch, seals, prev, hash)
               select e.seq, $3, $4, e.pilot_id, e.action, e.detail, case when e.seq = $1 then $11::bigint end,
                   case when e.seq = $1 then $12::bytea end, e.prev, e.hash
               from unnest($5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::bytea[], $10::bytea[])
                   as e (seq, pilot_id, action, detail, prev, hash)
               order by e.seq"#,
            seq,
            &prev[..],
            self.now,
            self.person.map(|person| person.0),
            &seqs,
            &of as &[Option<i64>],
            &actions,
            &details,
            &prevs,
            &hashes,
            seals.and(batch),
            seals.as_ref().map(|seals| &seals[..]),
        )
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// The end of the chain, locked, and the seals of what was changed in this transaction, which the entry may have
    /// changed: one statement.
    async fn end(&mut self, sealing: Option<&Written>) -> Result<End> {
        let action = sealing.map_or("", |written| &written.action);
        let business = business(action).unwrap_or(Business::NONE);
        let mut rows = sqlx::query!(
            r#"select h.seq, h.hash, s.batch as "batch?", s.seal_id as "seal_id?", s.relation as "relation?",
                   s.key as "key?", s.width as "width?", s.salt as "salt?", s.digest
               from activity_head h left join seal s
                   on s.batch = nullif(current_setting('countersign.batch', true), '')::bigint
               order by s.seal_id for update of h"#
        )
        .fetch(&mut *self.tx);
        let mut end: Option<(i64, Hash, Option<i64>)> = None;
        let mut seals = Seals::default();
        while let Some(row) = rows.try_next().await? {
            if let (Some(id), Some(relation), Some(key), Some(width), Some(salt)) =
                (row.seal_id, row.relation, row.key, row.width, row.salt)
            {
                if !business.is_with(&relation) {
                    return Err(Error::inconsistent(
                        "activity",
                        format!("{action} would seal a row of {relation}, which it never changes"),
                    ));
                }
                seals.take(&Seal {
                    id,
                    relation: &relation,
                    key: &key,
                    width,
                    salt: &salt,
                    digest: row.digest.map(as_hash).transpose()?,
                });
            }
            end = Some((row.seq, as_hash(row.hash)?, row.batch));
        }
        let (seq, hash, batch) = end.ok_or_else(|| Error::inconsistent("activity_head", "the log has no end"))?;
        Ok(End {
            seq,
            hash,
            batch,
            seals: seals.digest(),
        })
    }
}

/// The end of the chain, and what the next entries seal.
struct End {
    seq: i64,
    hash: Hash,
    batch: Option<i64>,
    seals: Option<Hash>,
}
