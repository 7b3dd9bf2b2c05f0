//! The archive: a zip of the plainest kind, written as a stream and read strictly. Each file is deflated and followed by its
//! lengths; there is no time, comment, link or extra field in it, so the same files are the same bytes. What is read has to be an
//! archive exactly as one is written here, without a gap or an overlap: whatever another program unpacks is what was verified.

use std::collections::BTreeSet;
use std::io::{self, Read, Seek, SeekFrom, Write as _};

use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use sha2::{Digest as _, Sha256};

/// How a file of this kind begins.
pub const MARK: [u8; 4] = *b"PK\x03\x04";
/// The length of what ends it.
const END: u64 = 22;
/// The length of a local header, without its name.
const LOCAL: u64 = 30;
/// The length of what follows a file.
const DESCRIPTOR: u64 = 16;
/// The first of January 1980, the day zip counts from.
const NO_DATE: u16 = 0x21;

/// Writes one.
#[derive(Default)]
pub struct Writer {
    out: Vec<u8>,
    /// What was handed out before.
    before: u64,
    entries: Vec<Entry>,
    under_way: Option<UnderWay>,
}

/// A file as the end of the archive lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Entry {
    name: String,
    crc: u32,
    packed: u32,
    bytes: u32,
    at: u32,
}

struct UnderWay {
    entry: Entry,
    deflate: DeflateEncoder<Vec<u8>>,
    packed: u64,
    bytes: u64,
    crc: Crc,
    sha: Sha256,
}

fn short(length: usize) -> io::Result<u16> {
    u16::try_from(length).map_err(io::Error::other)
}

fn long(length: u64) -> io::Result<u32> {
    u32::try_from(length).map_err(|_| io::Error::other("a file or the archive is longer than 4 GiB"))
}

impl Entry {
    fn local(&self) -> io::Result<Vec<u8>> {
        let mut header = MARK.to_vec();
        // To unpack it takes version 2.0; its lengths follow it; deflated.
        for number in [20, 8, 8, 0, NO_DATE] {
            header.extend(u16::to_le_bytes(number));
        }
        header.extend([0; 12]);
        header.extend(short(self.name.len())?.to_le_bytes());
        header.extend([0; 2]);
        header.extend(self.name.as_bytes());
        Ok(header)
    }

    fn descriptor(&self) -> Vec<u8> {
        let mut after = b"PK\x07\x08".to_vec();
        for number in [self.crc, self.packed, self.bytes] {
            after.extend(number.to_le_bytes());
        }
        after
    }

    fn central(&self) -> io::Result<Vec<u8>> {
        let mut header = b"PK\x01\x02".to_vec();
        for number in [20, 20, 8, 8, 0, NO_DATE] {
            header.extend(u16::to_le_bytes(number));
        }
        for number in [self.crc, self.packed, self.bytes] {
            header.extend(number.to_le_bytes());
        }
        header.extend(short(self.name.len())?.to_le_bytes());
        header.extend([0; 12]);
        header.extend(self.at.to_le_bytes());
        header.extend(self.name.as_bytes());
        Ok(header)
    }
}

/// What ends an archive of these files that are followed at `at` by a list of this length.
fn end(files: usize, length: u64, at: u64) -> io::Result<Vec<u8>> {
    let mut end = b"PK\x05\x06".to_vec();
    end.extend([0; 4]);
    for _ in 0..2 {
        end.extend(short(files)?.to_le_bytes());
    }
    end.extend(long(length)?.to_le_bytes());
    end.extend(long(at)?.to_le_bytes());
    end.extend([0; 2]);
    Ok(end)
}

impl Writer {
    fn at(&self) -> u64 {
        self.before + self.out.len() as u64
    }

    /// What was written since this was asked last.
    pub fn written(&mut self) -> Vec<u8> {
        self.before = self.at();
        std::mem::take(&mut self.out)
    }

    /// Begins a file.
    pub fn begin(&mut self, name: &str) -> io::Result<()> {
        let entry = Entry {
            name: name.to_owned(),
            at: long(self.at())?,
            ..Entry::default()
        };
        self.out.extend(entry.local()?);
        self.under_way = Some(UnderWay {
            entry,
            deflate: DeflateEncoder::new(Vec::new(), Compression::default()),
            packed: 0,
            bytes: 0,
            crc: Crc::new(),
            sha: Sha256::new(),
        });
        Ok(())
    }

    /// Goes on with it.
    pub fn write(&mut self, content: &[u8]) -> io::Result<()> {
        let Some(file) = &mut self.under_way else {
            return Err(io::Error::other("no file was begun"));
        };
        file.deflate.write_all(content)?;
        file.bytes += content.len() as u64;
        file.crc.update(content);
        file.sha.update(content);
        let packed = std::mem::take(file.deflate.get_mut());
        file.packed += packed.len() as u64;
        self.out.extend(packed);
        Ok(())
    }

    /// Ends it: its length and its SHA-256, hex.
    pub fn end(&mut self) -> io::Result<(u64, String)> {
        let Some(file) = self.under_way.take() else {
            return Err(io::Error::other("no file was begun"));
        };
        let rest = file.deflate.finish()?;
        let mut entry = file.entry;
        entry.packed = long(file.packed + rest.len() as u64)?;
        entry.bytes = long(file.bytes)?;
        entry.crc = file.crc.sum();
        self.out.extend(rest);
        self.out.extend(entry.descriptor());
        self.entries.push(entry);
        Ok((file.bytes, hex::encode(file.sha.finalize())))
    }

    /// Ends the archive.
    pub fn finish(&mut self) -> io::Result<()> {
        let at = self.at();
        for entry in &self.entries {
            self.out.extend(entry.central()?);
        }
        let length = self.at() - at;
        self.out.extend(end(self.entries.len(), length, at)?);
        Ok(())
    }
}

/// Why an archive cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Not as one is written here, or only a part of it.
    #[error("it is no evidence bundle as Countersign writes one, or was cut off or changed on its way: {0}")]
    Form(&'static str),
    /// More than anybody should unpack.
    #[error("{0} is said to be {1} bytes long, and no bundle has a file like that")]
    TooLong(String, u64),
    /// A file twice.
    #[error("{0} is in it twice")]
    Twice(String),
    /// A file whose content is not what its lengths and its checksum say.
    #[error("{0} is damaged: its content does not fit the checksum beside it")]
    Damaged(String),
    /// The disk.
    #[error("{0}")]
    Disk(#[from] io::Error),
}

/// The most files.
const MOST: u16 = 65;

/// Reads one.
pub struct Reader<R> {
    from: R,
    entries: Vec<Entry>,
}

impl<R: Read + Seek> Reader<R> {
    /// Reads the list at the end, and sees to it that it is the whole of the archive.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn new(mut from: R) -> Result<Self, Unreadable> {
        let length = from.seek(SeekFrom::End(0))?;
        if length < END {
            return Err(Unreadable::Form("it is too short"));
        }
        let last = exactly(&mut from, length - END, END)?;
        let number = |at: usize| u32::from_le_bytes([last[at], last[at + 1], last[at + 2], last[at + 3]]);
        let (files, list, at) = (
            u16::from_le_bytes([last[10], last[11]]),
            u64::from(number(12)),
            u64::from(number(16)),
        );
        let form = Unreadable::Form("its end is not the end of an archive");
        if files == 0 || files > MOST || at + list + END != length || last != end(files.into(), list, at)? {
            return Err(form);
        }
        let list = exactly(&mut from, at, list)?;
        let entries = listed(&list, files).ok_or(Unreadable::Form("its list of files cannot be read"))?;
        let mut again = Vec::new();
        for entry in &entries {
            again.extend(entry.central()?);
        }
        if again != list {
            return Err(Unreadable::Form("its list of files has more in it than files"));
        }
        let mut next = 0;
        for entry in &entries {
            if u64::from(entry.at) != next {
                return Err(Unreadable::Form("its files do not follow one another"));
            }
            next += LOCAL + entry.name.len() as u64 + u64::from(entry.packed) + DESCRIPTOR;
        }
        if next != at {
            return Err(Unreadable::Form("there is something between its files and their list"));
        }
        let mut names = BTreeSet::new();
        if let Some(twice) = entries.iter().find(|entry| !names.insert(entry.name.as_str())) {
            return Err(Unreadable::Twice(twice.name.clone()));
        }
        Ok(Self { from, entries })
    }

    /// The names of its files, in their order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// Unpacks a file of at most so many bytes into `into`; whether it is there.
    ///
    /// # Errors
    /// [`Unreadable`], also before anything is unpacked where its length is more.
    pub fn unpack(&mut self, name: &str, most: u64, into: &mut impl io::Write) -> Result<bool, Unreadable> {
        let Some(entry) = self.entries.iter().find(|entry| entry.name == name).cloned() else {
            return Ok(false);
        };
        let (packed, bytes) = (u64::from(entry.packed), u64::from(entry.bytes));
        if bytes > most {
            return Err(Unreadable::TooLong(entry.name, bytes));
        }
        let local = entry.local()?;
        let at = u64::from(entry.at);
        let after = at + local.len() as u64 + packed;
        if exactly(&mut self.from, at, local.len() as u64)? != local
            || exactly(&mut self.from, after, DESCRIPTOR)? != entry.descriptor()
        {
            return Err(Unreadable::Form("what stands around a file is not what the list says"));
        }
        self.from.seek(SeekFrom::Start(at + local.len() as u64))?;
        let mut inflate = DeflateDecoder::new((&mut self.from).take(packed));
        let (mut crc, mut unpacked, mut piece) = (Crc::new(), 0, [0; 1 << 16]);
        let damaged = || Unreadable::Damaged(entry.name.clone());
        loop {
            let read = match inflate.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => read,
                Err(_) => return Err(damaged()),
            };
            unpacked += read as u64;
            if unpacked > bytes {
                return Err(damaged());
            }
            crc.update(&piece[..read]);
            into.write_all(&piece[..read])?;
        }
        // Nothing may hide behind the end of what is unpacked.
        if (unpacked, crc.sum(), inflate.total_in()) != (bytes, entry.crc, packed) {
            return Err(damaged());
        }
        Ok(true)
    }
}

/// The largest list of files.
const LONGEST_LIST: u64 = 1 << 20;

fn exactly(from: &mut (impl Read + Seek), at: u64, length: u64) -> Result<Vec<u8>, Unreadable> {
    if length > LONGEST_LIST {
        return Err(Unreadable::Form("its list of files is too long"));
    }
    from.seek(SeekFrom::Start(at))?;
    let mut found = Vec::new();
    from.take(length).read_to_end(&mut found)?;
    if found.len() as u64 == length {
        Ok(found)
    } else {
        Err(Unreadable::Form("it ends too early"))
    }
}

fn listed(mut list: &[u8], files: u16) -> Option<Vec<Entry>> {
    const CENTRAL: usize = 46;
    let mut entries = Vec::new();
    for _ in 0..files {
        let header = list.get(..CENTRAL)?;
        let number = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
        let length = usize::from(u16::from_le_bytes([header[28], header[29]]));
        let name = list.get(CENTRAL..CENTRAL + length)?;
        entries.push(Entry {
            name: String::from_utf8(name.to_vec()).ok()?,
            crc: number(16),
            packed: number(20),
            bytes: number(24),
            at: number(42),
        });
        list = list.get(CENTRAL + length..)?;
    }
    list.is_empty().then_some(entries)
}

#[cfg(test)]
mod tests;
