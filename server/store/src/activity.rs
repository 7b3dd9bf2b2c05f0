//! The activity log: appended to by every [`change`](crate::change), read by members, walked by `verify`.

use domain::activity::Hash;

mod export;
mod facts;
mod page;
mod rows;
mod sealed;
mod verify;

pub use export::Export;
pub use facts::{Contradiction, contradiction};
#[cfg(feature = "testing")]
pub use page::list;
pub use page::{By, Filter, Head, Line, PAGE, Page, Seek, page};
pub(crate) use rows::widen;
pub use sealed::{Sealed, UNCOVERED, is_upgraded, sealed, sealed_in};
pub use verify::{Verified, verify, verify_against, verify_in};

use crate::{Error, Result};

/// The hash of a row.
pub(crate) fn as_hash(bytes: Vec<u8>) -> Result<Hash> {
    Hash::try_from(bytes).map_err(|_| Error::inconsistent("activity", "a hash is not 32 bytes"))
}
