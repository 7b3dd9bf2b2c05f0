//! Whether two path rules can match the same path.

use super::PathRule;

/// The bytes of a folder's or file's name, some of them wildcards: as to git, `?` stands for one byte.
type Name = Vec<u8>;

/// Whether there is a path that both rules match.
pub(super) fn can_meet(one: &PathRule, other: &PathRule) -> bool {
    let names_of = |rule: &PathRule| rule.globs().iter().map(|glob| names(glob)).collect::<Vec<_>>();
    let (one, other) = (names_of(one), names_of(other));
    let folders = |name: &Name| name[..] == *b"**";
    let fit = |a: &Name, b: &Name| share(a, b, &|c| *c == b'*', &|a, b| a == b || *a == b'?' || *b == b'?');
    one.iter()
        .any(|one| other.iter().any(|other| share(one, other, &folders, &fit)))
}

/// The names of a glob. `**` at the end stands for something inside, elsewhere also for nothing.
fn names(glob: &str) -> Vec<Name> {
    let plain = glob.replace("[[]", "[");
    let mut names: Vec<Name> = plain.split('/').map(|name| name.bytes().collect()).collect();
    if names.last().is_some_and(|last| last[..] == *b"**") {
        names.push(vec![b'*']);
    }
    names
}

/// Whether two patterns have a sequence in common: `any` says which of their parts stand for any number of things, `fits`
/// whether two others can stand for the same one.
fn share<T>(one: &[T], other: &[T], any: &impl Fn(&T) -> bool, fits: &impl Fn(&T, &T) -> bool) -> bool {
    let (rows, columns) = (one.len() + 1, other.len() + 1);
    // Whether what is left of the one and what is left of the other have one.
    let mut left = vec![false; rows * columns];
    for (row, column) in (0..rows)
        .rev()
        .flat_map(|row| (0..columns).rev().map(move |column| (row, column)))
    {
        let after = |down: usize, right: usize| {
            let (row, column) = (row + down, column + right);
            row < rows && column < columns && left[row * columns + column]
        };
        left[row * columns + column] = match (one.get(row), other.get(column)) {
            (None, None) => true,
            (Some(part), _) if any(part) => after(1, 0) || after(0, 1),
            (_, Some(part)) if any(part) => after(0, 1) || after(1, 0),
            (Some(part), Some(opposite)) => fits(part, opposite) && after(1, 1),
            _ => false,
        };
    }
    left[0]
}
