use std::collections::BTreeSet;

use crate::ids::PersonId;

/// The people a comment speaks to: `@` and a member's name, or the first word of it, in any case. The
/// longest name that fits counts; a name that two members share speaks to nobody.
#[must_use]
pub fn mentioned(text: &str, members: &[(PersonId, String)]) -> Vec<PersonId> {
    let members: BTreeSet<(PersonId, String)> = members
        .iter()
        .map(|(person, name)| (*person, name.trim().to_lowercase()))
        .filter(|(_, name)| !name.is_empty())
        .collect();
    let mut names: Vec<(String, PersonId)> = Vec::new();
    for (person, name) in &members {
        names.push((name.clone(), *person));
        if let Some((first, _)) = name.split_once(char::is_whitespace) {
            names.push((first.to_owned(), *person));
        }
    }
    names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));

    let text = text.to_lowercase();
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        if text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let rest = &text[at + 1..];
        let fits = |name: &str| {
            rest.strip_prefix(name)
                .is_some_and(|tail| !tail.chars().next().is_some_and(char::is_alphanumeric))
        };
        let Some((name, person)) = names.iter().find(|(name, _)| fits(name)) else {
            continue;
        };
        let shared = names
            .iter()
            .any(|(other, somebody)| other == name && somebody != person);
        if !shared && !found.contains(person) {
            found.push(*person);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members() -> Vec<(PersonId, String)> {
        [
            (1, "Dana Levin"),
            (2, "Dan"),
            (3, "Priya"),
            (4, "Kim Berg"),
            (5, "Kim Roth"),
            (6, ""),
        ]
        .map(|(id, name)| (PersonId(id), name.to_owned()))
        .to_vec()
    }

    #[test]
    fn the_longest_name_that_fits_counts() {
        for (text, people) in [
            ("@Dana what do you think, @priya?", vec![1, 3]),
            ("@Dana Levin: yes", vec![1]),
            ("@Dan, and @DANA", vec![2, 1]),
            ("@Dani", vec![]),
            ("write to dan@priya.example", vec![]),
            ("@Kim or @Kim Roth", vec![5]),
            ("@ Priya, @", vec![]),
            ("@Priya @Priya", vec![3]),
        ] {
            let found: Vec<i64> = mentioned(text, &members()).into_iter().map(|id| id.0).collect();
            assert_eq!(found, people, "{text}");
        }
    }
}
