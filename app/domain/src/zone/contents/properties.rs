//! Java's `.properties`, in UTF-8: every value is words.

use encoding_rs::UTF_8;
use java_properties::PropertiesIter;

use super::{Held, Step, Unreadable, Value, put};

pub(super) fn read(text: &str) -> Result<Held, Unreadable> {
    let mut pairs = Vec::new();
    PropertiesIter::new_with_encoding(text.as_bytes(), UTF_8)
        .read_into(|key, value| pairs.push((key, value)))
        .map_err(|error| Unreadable(format!("line {} is not valid", error.line_number().unwrap_or(1))))?;
    let mut held = Held::default();
    for (key, words) in pairs {
        put(&mut held, vec![Step::Name(key)], Value::text(words))?;
    }
    Ok(held)
}
