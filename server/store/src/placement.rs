//! Where comment threads stand in the newest revision: between writing one and speaking of its words.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use domain::comment::{Anchor, Carrier};
use domain::document::Body;
use domain::ids::PilotId;
use domain::proposal::RevisionNumber;

use crate::change::Change;
use crate::{Error, Result};

/// The text of a revision.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    pub(crate) number: RevisionNumber,
    pub(crate) body: &'a Body,
}

/// Works out where every thread of a pilot is in its new revision. Part of writing the revision, in its
/// transaction.
pub(crate) async fn carry(change: &mut Change<'_>, pilot: PilotId, before: Text<'_>, new: Text<'_>) -> Result<()> {
    let rows = sqlx::query!(
        r#"select t.comment_thread_id, t.start_byte, t.end_byte, t.quote, t.quote_before, t.quote_after, t.section,
               t.section_title, l.revision_number, l.start_byte as "placed_start?", l.end_byte as "placed_end?"
           from comment_thread t join comment_placement l using (comment_thread_id)
           where t.pilot_id = $1"#,
        pilot.0,
    )
    .fetch_all(&mut **change)
    .await?;
    if rows.is_empty() {
        return Ok(());
    }
    // All placements are of the revision before, unless one was written by other means.
    let mut others: BTreeMap<i32, Body> = BTreeMap::new();
    for row in &rows {
        if row.revision_number != before.number.0
            && let Entry::Vacant(entry) = others.entry(row.revision_number)
        {
            entry.insert(body(change, pilot, row.revision_number).await?);
        }
    }
    let mut carriers: BTreeMap<i32, Carrier<'_>> = others
        .iter()
        .map(|(number, old)| (*number, Carrier::new(old, new.body)))
        .collect();
    carriers.insert(before.number.0, Carrier::new(before.body, new.body));
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
    sqlx::query!(
        "update comment_placement l set revision_number = $1, start_byte = n.start_byte, end_byte = n.end_byte
         from unnest($2::bigint[], $3::int[], $4::int[]) as n (comment_thread_id, start_byte, end_byte)
         where l.comment_thread_id = n.comment_thread_id",
        new.number.0,
        &threads,
        &starts as _,
        &ends as _,
    )
    .execute(&mut **change)
    .await?;
    Ok(())
}

/// A range of bytes as two columns.
pub(crate) fn columns(placed: Option<Range<usize>>) -> Result<(Option<i32>, Option<i32>)> {
    let Some(placed) = placed else { return Ok((None, None)) };
    match (i32::try_from(placed.start), i32::try_from(placed.end)) {
        (Ok(start), Ok(end)) => Ok((Some(start), Some(end))),
        _ => Err(Error::inconsistent("comment_placement", "beyond any text")),
    }
}

/// Two columns as a range of bytes.
pub(crate) fn range(start: i32, end: i32) -> Result<Range<usize>> {
    match (usize::try_from(start), usize::try_from(end)) {
        (Ok(start), Ok(end)) if start <= end => Ok(start..end),
        _ => Err(Error::inconsistent("comment_thread", format!("bytes {start} to {end}"))),
    }
}

async fn body(change: &mut Change<'_>, pilot: PilotId, number: i32) -> Result<Body> {
    let body = sqlx::query_scalar!(
        "select body from revision where pilot_id = $1 and number = $2",
        pilot.0,
        number
    )
    .fetch_one(&mut **change)
    .await?;
    Body::new(&body).map_err(|e| Error::inconsistent("revision", e))
}
