use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use domain::comment::{Anchor, Carrier};
use domain::document::Body;
use domain::ids::PilotId;
use domain::proposal::RevisionNumber;
use sqlx::PgConnection;

use super::range;
use crate::proposal::find;
use crate::{Error, Result};

/// Works out where every thread of a pilot is in its new revision. Part of writing the revision, in its
/// transaction.
pub(crate) async fn carry(tx: &mut PgConnection, pilot: PilotId, number: RevisionNumber, body: &Body) -> Result<()> {
    let rows = sqlx::query!(
        r#"select t.comment_thread_id, t.start_byte, t.end_byte, t.quote, t.quote_before, t.quote_after, t.section,
               t.section_title, l.revision_number, l.start_byte as "placed_start?", l.end_byte as "placed_end?"
           from comment_thread t join comment_placement l using (comment_thread_id)
           where t.pilot_id = $1"#,
        pilot.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    // All placements are of the revision before, unless one was written by other means.
    let mut before: BTreeMap<i32, Body> = BTreeMap::new();
    for row in &rows {
        if let Entry::Vacant(entry) = before.entry(row.revision_number) {
            let revision = find(&mut *tx, pilot, Some(RevisionNumber(row.revision_number))).await?;
            entry.insert(revision.body);
        }
    }
    let carriers: BTreeMap<i32, Carrier<'_>> = before
        .iter()
        .map(|(number, old)| (*number, Carrier::new(old, body)))
        .collect();
    let (mut threads, mut starts, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let anchor = Anchor {
            range: range(row.start_byte, row.end_byte)?,
            quote: row.quote,
            before: row.quote_before,
            after: row.quote_after,
            section: row.section,
            section_title: row.section_title,
        };
        let placed = match (row.placed_start, row.placed_end) {
            (Some(start), Some(end)) => Some(range(start, end)?),
            _ => None,
        };
        let placed = carriers
            .get(&row.revision_number)
            .and_then(|carrier| carrier.place(&anchor, placed.as_ref()));
        let (start, end) = columns(placed)?;
        threads.push(row.comment_thread_id);
        starts.push(start);
        ends.push(end);
    }
    if threads.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "update comment_placement l set revision_number = $1, start_byte = n.start_byte, end_byte = n.end_byte
         from unnest($2::bigint[], $3::int[], $4::int[]) as n (comment_thread_id, start_byte, end_byte)
         where l.comment_thread_id = n.comment_thread_id",
        number.0,
        &threads,
        &starts as _,
        &ends as _,
    )
    .execute(&mut *tx)
    .await?;
    Ok(())
}

/// A range of bytes as two columns.
pub(super) fn columns(placed: Option<Range<usize>>) -> Result<(Option<i32>, Option<i32>)> {
    let Some(placed) = placed else { return Ok((None, None)) };
    match (i32::try_from(placed.start), i32::try_from(placed.end)) {
        (Ok(start), Ok(end)) => Ok((Some(start), Some(end))),
        _ => Err(Error::inconsistent("comment_placement", "beyond any text")),
    }
}
