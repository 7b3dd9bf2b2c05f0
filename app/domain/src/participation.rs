//! What pilot PMs agree to before they are measured: what is measured about them, and who sees it (`product.md` section 8).

use chrono::{DateTime, Utc};

use crate::ids::PersonId;

/// The edition of [`MEASURED`] and [`SEEN`]. Other words are another edition, and ask everybody again.
pub const EDITION: u32 = 1;

/// What is measured.
pub const MEASURED: [&str; 4] = [
    "When the first commit of your feature came, counted from the day of its idea.",
    "How often your pull requests were reviewed again before they were merged, and how long that took.",
    "What you answer once a week to one question about your energy, from 1 to 5.",
    "Whether the number that your feature was meant to move did move.",
];

/// Who sees it.
pub const SEEN: [&str; 3] = [
    "Everybody in this pilot sees these numbers with your name. One person is one arm, so nobody is anonymous.",
    "A note to an answer is read by you and the sponsor alone.",
    "Nothing of it is shown outside of this pilot by Countersign.",
];

/// What somebody said last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub person: PersonId,
    /// About which edition.
    pub edition: u32,
    /// Whether they agree.
    pub agrees: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// Where a pilot PM stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has asked them about this edition, or they have not answered.
    NotAsked,
    /// They agree.
    Agrees,
    /// They took over from a pilot PM while the pilot ran and have not answered: nothing is asked of them before they agree, and
    /// their weeks are gaps.
    NotAskedYet,
    /// They took their agreement back, or never gave it: their answers count in no number.
    Refuses,
}

impl Standing {
    /// Whether no answer of theirs is asked for or counts.
    #[must_use]
    pub fn is_gap(self) -> bool {
        matches!(self, Self::NotAskedYet | Self::Refuses)
    }
}

/// Where a pilot PM stands; `took_over` while the pilot ran. A refusal stands whatever the edition; an agreement is to the words it
/// was given to.
#[must_use]
pub fn standing(said: &[Said], person: PersonId, took_over: bool) -> Standing {
    match said.iter().find(|said| said.person == person) {
        None if took_over => Standing::NotAskedYet,
        None => Standing::NotAsked,
        Some(said) if !said.agrees => Standing::Refuses,
        Some(said) if said.edition == EDITION => Standing::Agrees,
        Some(_) => Standing::NotAsked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agreement_is_to_its_words_and_a_refusal_stands() {
        let said = |edition, agrees| Said {
            person: PersonId(3),
            edition,
            agrees,
            at: DateTime::UNIX_EPOCH,
        };
        for (said, expected) in [
            (vec![], Standing::NotAsked),
            (vec![said(EDITION, true)], Standing::Agrees),
            (vec![said(EDITION, false)], Standing::Refuses),
            (vec![said(EDITION + 1, true)], Standing::NotAsked),
            (vec![said(EDITION + 1, false)], Standing::Refuses),
        ] {
            for took_over in [false, true] {
                let expected = match said.is_empty() && took_over {
                    true => Standing::NotAskedYet,
                    false => expected,
                };
                assert_eq!(standing(&said, PersonId(3), took_over), expected, "{said:?}");
            }
            assert_eq!(standing(&said, PersonId(4), false), Standing::NotAsked);
            assert_eq!(standing(&said, PersonId(4), true), Standing::NotAskedYet);
        }
        for (standing, is_gap) in [
            (Standing::NotAsked, false),
            (Standing::Agrees, false),
            (Standing::NotAskedYet, true),
            (Standing::Refuses, true),
        ] {
            assert_eq!(standing.is_gap(), is_gap, "{standing:?}");
        }
    }
}
