//! Numbers as people write them: with a decimal point or a decimal comma, and with marks between thousands.

/// What stands before the fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A point: `1,204.5`.
    Point,
    /// A comma: `1.204,5`.
    Comma,
}

/// What one number says of the mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Evidence {
    /// Nothing: it has no mark.
    None,
    /// It can only be read so.
    Clear(Mark),
    /// One comma with three digits behind it.
    Comma,
    /// One point with three digits behind it.
    Point,
}

fn evidence(number: &str) -> Evidence {
    let (commas, points) = (number.matches(',').count(), number.matches('.').count());
    let one = |mark: char| {
        let (whole, fraction) = number.split_once(mark).unwrap_or((number, ""));
        let whole = whole.trim_start_matches(['+', '-', '−']);
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&whole.len()) && !whole.starts_with('0') && digits == 3 && fraction.len() == 3
    };
    match (commas, points) {
        (0, 0) => Evidence::None,
        (0, 1) if one('.') => Evidence::Point,
        (0, 1) => Evidence::Clear(Mark::Point),
        (1, 0) if one(',') => Evidence::Comma,
        (1, 0) => Evidence::Clear(Mark::Comma),
        (2.., 0) => Evidence::Clear(Mark::Point),
        (0, 2..) => Evidence::Clear(Mark::Comma),
        _ if number.rfind(',') > number.rfind('.') => Evidence::Clear(Mark::Comma),
        _ => Evidence::Clear(Mark::Point),
    }
}

/// Which mark the numbers of a column have. Semicolons between the fields are what programs write that have decimal
/// commas, so that a point may part thousands there.
///
/// # Errors
/// The first number that can be read in two ways, where no other tells.
pub fn mark_of<'a>(numbers: impl Iterator<Item = &'a str> + Clone, semicolons: bool) -> Result<Mark, &'a str> {
    let clear = numbers.clone().find_map(|number| match evidence(number) {
        Evidence::Clear(mark) => Some(mark),
        _ => None,
    });
    if let Some(mark) = clear {
        return Ok(mark);
    }
    let unclear = |number: &&str| match evidence(number) {
        Evidence::Comma => true,
        Evidence::Point => semicolons,
        _ => false,
    };
    let mut numbers = numbers;
    numbers.find(unclear).map_or(Ok(Mark::Point), Err)
}

/// The number with a decimal point and nothing between its thousands; `None` when it is not written with this mark.
#[must_use]
pub fn plain(number: &str, mark: Mark) -> Option<String> {
    let (decimal, thousands) = match mark {
        Mark::Point => ('.', ','),
        Mark::Comma => (',', '.'),
    };
    let number = number.replace('−', "-");
    let (whole, fraction) = match number.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number.as_str(), None),
    };
    let parts = [thousands, ' ', '\u{a0}', '\u{202f}', '\'', '’'];
    let groups: Vec<&str> = whole.split(parts).collect();
    let grouped = |(at, group): (usize, &&str)| match at {
        0 => (1..=3).contains(&group.trim_start_matches(['+', '-']).len()),
        _ => group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()),
    };
    if groups.len() > 1 && !groups.iter().enumerate().all(grouped) {
        return None;
    }
    let fraction = match fraction {
        Some("") | None => String::new(),
        Some(digits) => format!(".{digits}"),
    };
    Some(groups.concat() + &fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(numbers: &[&'static str], semicolons: bool) -> Result<Mark, &'static str> {
        mark_of(numbers.iter().copied(), semicolons)
    }

    #[test]
    fn one_clear_number_tells_for_all() {
        assert_eq!(mark(&["3,41", "3,52"], true), Ok(Mark::Comma));
        assert_eq!(mark(&["1,204", "1,187.5"], false), Ok(Mark::Point));
        assert_eq!(mark(&["1,204", "3,41"], false), Ok(Mark::Comma));
        assert_eq!(mark(&["1.204", "1.187,5"], true), Ok(Mark::Comma));
        assert_eq!(mark(&["0,341"], true), Ok(Mark::Comma));
        assert_eq!(mark(&["1,204,000"], false), Ok(Mark::Point));
        assert_eq!(mark(&["41", "-5"], true), Ok(Mark::Point));
        assert_eq!(mark(&["1.204"], false), Ok(Mark::Point));
        assert_eq!(mark(&["1234.567"], true), Ok(Mark::Point));
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_asked() {
        assert_eq!(mark(&["987", "1,204", "1,187"], false), Err("1,204"));
        assert_eq!(mark(&["1.204", "1.187"], true), Err("1.204"));
        assert_eq!(mark(&["-1,204"], false), Err("-1,204"));
    }

    #[test]
    fn numbers_are_written_plainly() {
        for (number, mark, read) in [
            ("1,204", Mark::Point, Some("1204")),
            ("1,204", Mark::Comma, Some("1.204")),
            ("1.204,5", Mark::Comma, Some("1204.5")),
            ("1 204,5", Mark::Comma, Some("1204.5")),
            ("1'204'000.25", Mark::Point, Some("1204000.25")),
            ("−5", Mark::Point, Some("-5")),
            ("3,41", Mark::Point, None),
            ("12,04,5", Mark::Point, None),
            ("1204", Mark::Comma, Some("1204")),
            (".5", Mark::Point, Some(".5")),
        ] {
            assert_eq!(plain(number, mark).as_deref(), read, "{number}");
        }
    }
}
