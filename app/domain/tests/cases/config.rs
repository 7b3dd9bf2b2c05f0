//! How many cases a property is tried with.

use proptest::prelude::ProptestConfig;

/// `PROPTEST_CASES` where it is not set.
const USUAL: u64 = 256;

/// As many cases as a property needs, where `PROPTEST_CASES` is as usual; a larger or smaller value asks for
/// more or fewer of every property in the same measure.
pub fn cases(count: u32) -> ProptestConfig {
    let usual = ProptestConfig::default();
    let scaled = (u64::from(count) * u64::from(usual.cases) / USUAL).max(1);
    ProptestConfig {
        cases: u32::try_from(scaled).unwrap_or(u32::MAX),
        ..usual
    }
}
