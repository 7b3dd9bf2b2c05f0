//! What a stream carries: the live part of a page, made and compressed once for a version and sent to everybody who has
//! it open.

use std::sync::Arc;

use app::data::arriving::Arriving;
use app::error::AppError;
use app::here::next_minute;
use app::memory::Part;
use app::metrics::region::Source;
use axum::body::Bytes;
use chrono::{DateTime, Utc};
use flate2::{Compress, Compression, FlushCompress};
use serde::Serialize;

/// What a gzip stream starts with: no name, no time, no matter which system.
pub const GZIP: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// A piece of a stream, plain and compressed. Compressed pieces refer to nothing before them and end at a whole byte:
/// any of them may follow any other.
#[derive(Clone, Debug)]
pub struct Piece {
    plain: Bytes,
    packed: Bytes,
}

impl Piece {
    /// Of these bytes.
    pub fn new(plain: impl Into<Bytes>) -> Self {
        let plain = plain.into();
        let packed = packed(&plain).into();
        Self { plain, packed }
    }

    /// As a stream sends it.
    pub fn bytes(&self, packed: bool) -> Bytes {
        if packed {
            self.packed.clone()
        } else {
            self.plain.clone()
        }
    }
}

fn packed(plain: &[u8]) -> Vec<u8> {
    let mut deflate = Compress::new(Compression::default(), false);
    let mut out = Vec::with_capacity(plain.len() / 4 + 64);
    loop {
        let read = usize::try_from(deflate.total_in()).unwrap_or(plain.len());
        let rest = plain.get(read..).unwrap_or_default();
        let done = deflate.compress_vec(rest, &mut out, FlushCompress::Full);
        // Room that is left over says that everything was flushed.
        if done.is_err() || out.len() < out.capacity() {
            return out;
        }
        out.reserve(out.capacity());
    }
}

/// The event of a version alone.
pub fn version(version: i64) -> Piece {
    Piece::new(format!("data: {{\"version\":{version}}}\n\n"))
}

/// Which page's live part is sent along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// The numbers of the metrics page.
    Metrics,
    /// What arrives from the code hosts, of the data page.
    Deliveries,
}

/// The live region at a version.
#[derive(Clone, Debug)]
pub struct Told {
    /// The event with the region's content.
    pub content: Piece,
    /// The event for a page that has this content already.
    pub nothing_new: Piece,
    /// Tells another content from this one, whenever and wherever it was rendered.
    pub digest: u64,
    /// Until when it can be shown; `None` while the version stands.
    pub until: Option<DateTime<Utc>>,
}

/// What an event tells the island: see `app::live`.
#[derive(Clone, Copy, Serialize)]
struct Data<'a> {
    #[serde(skip)]
    digest: u64,
    version: i64,
    as_of: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<&'a str>,
}

impl Data<'_> {
    fn piece(self) -> Result<Piece, AppError> {
        let data = serde_json::to_string(&self).map_err(AppError::internal)?;
        Ok(Piece::new(format!("id: {}\ndata: {data}\n\n", self.digest)))
    }
}

impl Told {
    /// The live region as `source` finds it.
    ///
    /// # Errors
    /// When the database fails or holds an impossible row.
    pub async fn of(source: &Source, region: Region) -> Result<Arc<Self>, AppError> {
        match region {
            Region::Metrics => Self::numbers(source).await,
            Region::Deliveries => Self::arriving(source).await,
        }
    }

    /// The numbers. While there is nothing to measure by, it is empty.
    async fn numbers(source: &Source) -> Result<Arc<Self>, AppError> {
        let asked = source.clone();
        let load = async move {
            let (version, region) = (asked.version.log, asked.region().await?);
            let (as_of, html, digest, until) = match &*region {
                Ok(region) => (&*region.as_of, Some(&*region.html), region.digest, region.until),
                Err(_) => ("", None, 0, next_minute(asked.now)),
            };
            let told = Data {
                digest,
                version,
                as_of,
                html,
            };
            Self::part(told, Some(until))
        };
        source.part("told", load).await
    }

    /// What arrived.
    async fn arriving(source: &Source) -> Result<Arc<Self>, AppError> {
        let asked = source.clone();
        let load = async move {
            let arriving = Arriving::at(&asked).await?;
            let told = Data {
                digest: arriving.digest,
                version: asked.version.log,
                as_of: &arriving.as_of,
                html: Some(&arriving.html),
            };
            Self::part(told, arriving.until)
        };
        source.part("told of arriving", load).await
    }

    fn part(told: Data<'_>, until: Option<DateTime<Utc>>) -> Result<Part<Self>, AppError> {
        let value = Self {
            content: told.piece()?,
            nothing_new: Data { html: None, ..told }.piece()?,
            digest: told.digest,
            until,
        };
        Ok(Part {
            weight: value.content.plain.len() + value.content.packed.len(),
            until,
            value,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;

    use super::{GZIP, Piece};

    #[test]
    fn pieces_can_follow_each_other_in_any_order() {
        let words = "a b c d ".repeat(9000);
        let noise: String = (0..50_000_u32)
            .map(|n| char::from(b'a' + u8::try_from(n.wrapping_mul(2_654_435_761) >> 28).unwrap_or_default()))
            .collect();
        let pieces = [&*words, &*noise, "", ":\n\n", &*words].map(|text| (text, Piece::new(text.to_owned())));
        for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [3, 3, 1, 0, 1]] {
            let mut stream = GZIP.to_vec();
            let mut said = String::new();
            for at in order {
                let (text, piece) = &pieces[at];
                stream.extend_from_slice(&piece.bytes(true));
                said.push_str(text);
            }
            let mut read = vec![0; said.len()];
            GzDecoder::new(&stream[..])
                .read_exact(&mut read)
                .expect("all of it can be read before the stream ends");
            assert_eq!(read, said.into_bytes());
        }
        let (words, piece) = &pieces[0];
        assert!(piece.bytes(true).len() * 20 < words.len());
    }
}
