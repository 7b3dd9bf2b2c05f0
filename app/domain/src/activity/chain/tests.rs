use chrono::DateTime;

use super::*;
use crate::activity::{Entry, hex};

pub(in crate::activity) fn chain(n: i64) -> Vec<Row> {
    let mut prev = GENESIS;
    (1..=n)
        .map(|seq| {
            let entry = Entry {
                seq,
                at: DateTime::from_timestamp_micros(1_760_000_000_000_001 + seq).expect("in range"),
                person: Some(seq % 3),
                pilot: Some(seq % 2),
                action: "proposal.revise".to_owned(),
                detail: format!("{{\"revision\":{seq},\"summary\":\"ö“\\n\u{1F600}\"}}"),
                seals: (seq % 4 == 3).then_some([seq as u8; 32]),
            };
            let row = Row {
                hash: hash(&prev, &entry),
                entry,
                prev,
            };
            prev = row.hash;
            row
        })
        .collect()
}

fn verify(rows: &[Row]) -> Result<(), Broken> {
    let mut verifier = Verifier::default();
    rows.iter().try_for_each(|row| verifier.take(row))
}

fn broken(seq: i64, fault: Fault) -> Result<(), Broken> {
    Err(Broken { seq, fault })
}

#[test]
fn an_untouched_chain_verifies() {
    assert_eq!(verify(&chain(20)), Ok(()));
}

#[test]
fn the_first_bad_row_is_named() {
    for bad in 1..=20_usize {
        let mut rows = chain(20);
        rows[bad - 1].entry.detail.push(' ');
        assert_eq!(verify(&rows), broken(bad as i64, Fault::Changed));
    }
}

#[test]
fn every_field_is_sealed() {
    let change: [fn(&mut Row); 8] = [
        |row| row.entry.at += chrono::Duration::microseconds(1),
        |row| row.entry.person = None,
        |row| row.entry.pilot = Some(9),
        |row| row.entry.action.push('x'),
        |row| row.entry.detail.push(' '),
        |row| row.entry.seals = Some([4; 32]),
        |row| row.entry.seals = None,
        |row| row.hash[31] ^= 1,
    ];
    for change in change {
        let mut rows = chain(5);
        change(&mut rows[2]);
        assert_eq!(verify(&rows), broken(3, Fault::Changed));
    }
}

#[test]
fn a_row_sealed_anew_shows_at_its_successor() {
    let mut rows = chain(5);
    rows[2].entry.detail.push(' ');
    rows[2].hash = hash(&rows[2].prev, &rows[2].entry);
    assert_eq!(verify(&rows), broken(4, Fault::Unlinked));
}

#[test]
fn gaps_and_repetitions_show() {
    let mut rows = chain(5);
    rows.remove(2);
    assert_eq!(verify(&rows), broken(4, Fault::Missing(3)));
    let mut rows = chain(5);
    rows.insert(2, rows[1].clone());
    assert_eq!(verify(&rows), broken(2, Fault::Duplicate));
}

#[test]
fn the_end_is_compared_with_what_was_kept() {
    let rows = chain(5);
    let last = |rows: &[Row]| rows.last().map(|row| (row.entry.seq, row.hash)).expect("not empty");
    let walk = |rows: &[Row], expected: &str| {
        let mut verifier = Verifier::new(0, GENESIS, vec![expected.parse().expect("a head")]);
        rows.iter().try_for_each(|row| verifier.take(row))?;
        verifier.end(last(rows))
    };
    let third = format!("3:{}", hex(&rows[2].hash));
    let fifth = hex(&rows[4].hash);
    assert_eq!(walk(&rows, &third), Ok(()));
    assert_eq!(walk(&rows, &fifth), Ok(()));
    // The last entry, named by its number, is there.
    assert_eq!(walk(&rows, &format!("5:{fifth}")), Ok(()));
    // Cut and sealed anew, with the recorded end moved: only what was kept elsewhere tells.
    assert_eq!(walk(&rows[..4], &fifth), broken(4, Fault::Unexpected));
    assert_eq!(walk(&rows[..2], &third), broken(3, Fault::Absent));
    let mut forged = rows.clone();
    forged[1].entry.detail.push(' ');
    for n in 1..5 {
        forged[n].prev = forged[n - 1].hash;
        forged[n].hash = hash(&forged[n].prev, &forged[n].entry);
    }
    assert_eq!(verify(&forged), Ok(()));
    assert_eq!(walk(&forged, &third), broken(3, Fault::Unexpected));
    assert_eq!(Verifier::default().end(last(&rows)), broken(0, Fault::CutOff));
}

#[test]
fn a_head_is_digits_with_or_without_a_number() {
    let digits = "ab".repeat(32);
    assert!(digits.parse::<Expected>().is_ok_and(|e| e.seq.is_none()));
    assert!(
        format!("12:{digits}")
            .parse::<Expected>()
            .is_ok_and(|e| e.seq == Some(12))
    );
    for text in ["", "12", "12:", ":12", "x:ab"] {
        assert_eq!(text.parse::<Expected>(), Err(NotAHead), "{text}");
    }
}

#[test]
fn the_chain_stands_at_its_last_row() {
    let rows = chain(3);
    let mut verifier = Verifier::default();
    assert_eq!(verifier.head(), (0, GENESIS));
    for row in &rows {
        verifier.take(row).expect("untouched");
        assert_eq!(verifier.head(), (row.entry.seq, row.hash));
    }
}
