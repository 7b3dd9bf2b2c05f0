use std::io::Cursor;

use super::*;

fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = Writer::default();
    let mut archive = Vec::new();
    for (name, content) in files {
        writer.begin(name).expect("a file");
        for piece in content.chunks(1000) {
            writer.write(piece).expect("room");
            // Handed out in any pieces, it is the same archive.
            archive.extend(writer.written());
        }
        let (bytes, sha256) = writer.end().expect("an end");
        assert_eq!(bytes, content.len() as u64);
        assert_eq!(sha256, hex::encode(Sha256::digest(content)));
    }
    writer.finish().expect("an end");
    archive.extend(writer.written());
    archive
}

fn two() -> Vec<u8> {
    pack(&[("a.txt", b"Seven small boats"), ("b.txt", &[b'x'; 100_000])])
}

fn unpacked(archive: &[u8], name: &str) -> Result<Vec<u8>, Unreadable> {
    let mut content = Vec::new();
    let mut reader = Reader::new(Cursor::new(archive))?;
    reader.unpack(name, 1 << 20, &mut content)?;
    Ok(content)
}

#[test]
fn what_was_packed_is_unpacked_and_the_same_files_are_the_same_bytes() {
    let archive = two();
    assert_eq!(archive, two());
    assert!(archive.len() < 1000, "{}", archive.len());
    let mut reader = Reader::new(Cursor::new(&archive)).expect("an archive");
    assert_eq!(reader.names().collect::<Vec<_>>(), ["a.txt", "b.txt"]);
    let mut nothing = Vec::new();
    assert!(!reader.unpack("c.txt", 10, &mut nothing).expect("no such file"));
    assert_eq!(unpacked(&archive, "a.txt").expect("a"), b"Seven small boats");
    assert_eq!(unpacked(&archive, "b.txt").expect("b"), [b'x'; 100_000]);
    assert_eq!(unpacked(&pack(&[("e", b"")]), "e").expect("e"), b"");
}

#[test]
fn every_byte_that_is_changed_and_every_one_that_is_missing_is_found() {
    let archive = two();
    let both = |archive: &[u8]| {
        let first = unpacked(archive, "a.txt")?;
        unpacked(archive, "b.txt").map(|second| (first, second))
    };
    let whole = both(&archive).expect("both");
    let mut unseen = 0;
    for at in 0..archive.len() {
        let mut other = archive.clone();
        other[at] ^= 0x80;
        match both(&other) {
            Err(_) => {}
            // What fills the last byte of a packed file up is no content.
            Ok(found) if found == whole => unseen += 1,
            Ok(_) => panic!("byte {at}"),
        }
        assert!(unpacked(&archive[..at], "a.txt").is_err(), "cut at {at}");
    }
    assert!(unseen <= 2, "{unseen}");
    for other in [
        [&archive[..], b"x"].concat(),
        [b"x", &archive[..]].concat(),
        [&archive[..], &archive[..]].concat(),
    ] {
        assert!(unpacked(&other, "a.txt").is_err());
    }
}

#[test]
fn nobody_unpacks_more_than_they_said() {
    let mut nothing = Vec::new();
    let mut reader = Reader::new(Cursor::new(two())).expect("an archive");
    let refused = reader.unpack("b.txt", 99_999, &mut nothing);
    assert!(matches!(refused, Err(Unreadable::TooLong(_, 100_000))), "{refused:?}");
    assert!(nothing.is_empty());

    // A file that is said to be as long as can be, in all three places.
    let mut archive = two();
    let length = 100_000_u32.to_le_bytes();
    let places: Vec<usize> = (0..archive.len() - 4)
        .filter(|at| archive[*at..at + 4] == length)
        .collect();
    assert_eq!(places.len(), 2, "beside the file, and in the list");
    for at in &places {
        archive[*at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    }
    let found = unpacked(&archive, "b.txt");
    assert!(matches!(found, Err(Unreadable::TooLong(_, 0xffff_ffff))), "{found:?}");
    // One that is said to be shorter than it is.
    for at in &places {
        archive[*at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let found = unpacked(&archive, "b.txt");
    assert!(matches!(found, Err(Unreadable::Damaged(_))), "{found:?}");
}

#[test]
fn a_file_of_ten_gigabytes_needs_a_format_that_is_not_read() {
    // As other programs write it: the length in 64 bits in a field more.
    let mut archive = two();
    let list = archive.len() - END as usize - 2 * (46 + 5);
    let field = [&[1_u8, 0, 8, 0][..], &(10_u64 << 30).to_le_bytes()].concat();
    archive[list + 24..list + 28].copy_from_slice(&u32::MAX.to_le_bytes());
    archive[list + 30..list + 32].copy_from_slice(&12_u16.to_le_bytes());
    archive.splice(list + 46 + 5..list + 46 + 5, field);
    let at = archive.len() - END as usize + 12;
    let length = u32::try_from(2 * (46 + 5) + 12).expect("small").to_le_bytes();
    archive[at..at + 4].copy_from_slice(&length);
    let found = unpacked(&archive, "a.txt");
    assert!(matches!(found, Err(Unreadable::Form(_))), "{found:?}");
}

#[test]
fn a_file_is_there_once() {
    let found = Reader::new(Cursor::new(pack(&[("a", b"1"), ("a", b"2")]))).map(|_| ());
    assert!(matches!(found, Err(Unreadable::Twice(_))), "{found:?}");
}
