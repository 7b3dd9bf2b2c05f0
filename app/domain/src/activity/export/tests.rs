use super::*;
use crate::activity::chain::tests::chain;
use crate::activity::{Broken, Fault, GENESIS};

fn header(pilot: Option<&str>, rows: &[Row]) -> String {
    let link = |seq, hash: &Hash| Link { seq, hash: hex(hash) };
    let (first, last) = rows.first().zip(rows.last()).expect("not empty");
    header_line(&Header::new(
        pilot.map(ToOwned::to_owned),
        BTreeMap::from([(1, "Dana".to_owned())]),
        link(first.entry.seq - 1, &first.prev),
        link(last.entry.seq, &last.hash),
    ))
}

/// The whole log, a line per entry.
fn whole(rows: &[Row]) -> Vec<String> {
    let mut lines = vec![header(None, rows)];
    lines.extend(rows.iter().map(full_line));
    lines
}

/// The export of pilot 1: every other entry.
fn of_pilot(rows: &[Row]) -> Vec<String> {
    let mut lines = vec![header(Some("checkout"), rows)];
    lines.extend(rows.iter().map(|row| {
        if row.entry.pilot == Some(1) {
            full_line(row)
        } else {
            withheld_line(row.entry.seq, &row.prev, &row.hash)
        }
    }));
    lines
}

fn read(lines: &[String]) -> Result<Result<Summary, Broken>, (usize, Malformed)> {
    let mut reader = Reader::new(&lines[0], Vec::new()).map_err(|error| (1, error))?;
    for (n, line) in lines.iter().enumerate().skip(1) {
        reader.take(line).map_err(|error| (n + 1, error))?;
    }
    Ok(reader.end())
}

fn fault(lines: &[String]) -> (i64, Fault) {
    let broken = read(lines).expect("well formed").expect_err("something is wrong");
    (broken.seq, broken.fault)
}

#[test]
fn what_was_written_reads_as_whole() {
    let rows = chain(10);
    let summary = read(&whole(&rows)).expect("well formed").expect("whole");
    assert_eq!((summary.whole, summary.withheld, summary.head.0), (10, 0, 10));
    // From its first entry on, not from the first of all.
    let summary = read(&of_pilot(&rows[4..])).expect("well formed").expect("whole");
    assert_eq!((summary.whole, summary.withheld, summary.head.0), (3, 3, 10));
    assert_eq!(summary.pilot.as_deref(), Some("checkout"));
}

#[test]
fn the_first_version_is_read_and_what_was_sealed_cannot_be_left_out() {
    let mut lines = whole(&chain(10));
    lines[0] = lines[0].replace("\"version\":2", "\"version\":1");
    assert!(read(&lines).expect("well formed").is_ok());
    let sealed = format!(",\"seals\":\"{}\"", hex(&[7; 32]));
    assert!(lines[7].contains(&sealed), "{}", lines[7]);
    lines[7] = lines[7].replace(&sealed, "");
    assert_eq!(fault(&lines), (7, Fault::Changed));
}

#[test]
fn content_of_others_is_in_no_line() {
    let rows = chain(10);
    for (row, line) in rows.iter().zip(of_pilot(&rows).iter().skip(1)) {
        assert_eq!(line.contains("proposal.revise"), row.entry.pilot == Some(1), "{line}");
    }
}

#[test]
fn every_kind_of_tampering_names_its_row() {
    let rows = chain(10);
    for lines in [whole(&rows), of_pilot(&rows)] {
        let mut changed = lines.clone();
        changed[5] = changed[5].replace("revise", "revide");
        assert_eq!(fault(&changed), (5, Fault::Changed));

        let mut resealed = rows.clone();
        resealed[4].entry.detail.push(' ');
        resealed[4].hash = crate::activity::hash(&resealed[4].prev, &resealed[4].entry);
        let mut unlinked = lines.clone();
        unlinked[5] = full_line(&resealed[4]);
        assert_eq!(fault(&unlinked), (6, Fault::Unlinked));

        let mut missing = lines.clone();
        missing.remove(5);
        assert_eq!(fault(&missing), (6, Fault::Missing(5)));

        let mut swapped = lines.clone();
        swapped.swap(5, 6);
        assert_eq!(fault(&swapped), (6, Fault::OutOfOrder(5)));

        let mut twice = lines.clone();
        twice.insert(6, lines[5].clone());
        assert_eq!(fault(&twice), (5, Fault::Duplicate));

        assert_eq!(fault(&lines[..9]), (8, Fault::CutOff));
    }
    let mut hidden = whole(&rows);
    hidden[5] = withheld_line(5, &rows[4].prev, &rows[4].hash);
    assert_eq!(fault(&hidden), (5, Fault::Withheld));
}

#[test]
fn what_is_no_export_is_named_by_its_line() {
    let good = whole(&chain(3));
    for (n, bad) in [
        (0, ""),
        (0, "{}"),
        (0, "seq,hash"),
        (2, "{"),
        (2, "{\"seq\":2}"),
        (2, ""),
    ] {
        let mut lines = good.clone();
        lines[n] = bad.to_owned();
        assert_eq!(read(&lines).expect_err("malformed").0, n + 1, "{bad}");
    }
    let mut lines = good.clone();
    lines[1] = lines[1].replace(&hex(&GENESIS), "00");
    assert_eq!(read(&lines).expect_err("malformed").0, 2);
    let mut lines = good;
    lines[0] = lines[0].replace("\"version\":2", "\"version\":3");
    assert_eq!(read(&lines).expect_err("malformed").0, 1);
}
