//! Which engineering DRI reviews which pilot PM of an arm.

use crate::ids::PersonId;

/// The PMs and DRIs of one arm, put together as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Each PM with their DRI.
    pub pairs: Vec<(PersonId, PersonId)>,
    /// PMs without a DRI.
    pub alone: Vec<PersonId>,
    /// DRIs of whom nobody said whose they are.
    pub unsaid: Vec<PersonId>,
}

impl Pairs {
    /// Each DRI with the PM they were enrolled for, if one was named. The one DRI left belongs to the one PM
    /// left: an arm of one PM needs no naming. Of more than that nothing is guessed.
    #[must_use]
    pub fn of(pms: &[PersonId], dris: &[(PersonId, Option<PersonId>)]) -> Self {
        let mut pairs = Self {
            alone: pms.to_vec(),
            ..Self::default()
        };
        for (dri, pm) in dris {
            match pm.and_then(|pm| pairs.alone.iter().position(|one| *one == pm)) {
                Some(place) => pairs.pairs.push((pairs.alone.remove(place), *dri)),
                None => pairs.unsaid.push(*dri),
            }
        }
        if let ([pm], [dri]) = (&pairs.alone[..], &pairs.unsaid[..]) {
            pairs.pairs.push((*pm, *dri));
            pairs.alone.clear();
            pairs.unsaid.clear();
        }
        pairs
    }

    /// The DRI of a PM.
    #[must_use]
    pub fn dri_of(&self, pm: PersonId) -> Option<PersonId> {
        self.pairs.iter().find(|(one, _)| *one == pm).map(|(_, dri)| *dri)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIRA: PersonId = PersonId(1);
    const NELL: PersonId = PersonId(2);
    const DANA: PersonId = PersonId(3);
    const EMIL: PersonId = PersonId(4);

    #[test]
    fn one_of_each_belongs_together_without_a_word() {
        let pairs = Pairs::of(&[MIRA], &[(DANA, None)]);
        assert_eq!(pairs.pairs, [(MIRA, DANA)]);
        // Whoever they were named for is gone.
        assert_eq!(Pairs::of(&[MIRA], &[(DANA, Some(NELL))]).dri_of(MIRA), Some(DANA));
    }

    #[test]
    fn of_two_the_named_one_settles_the_other() {
        let pairs = Pairs::of(&[MIRA, NELL], &[(DANA, None), (EMIL, Some(MIRA))]);
        assert_eq!(pairs.pairs, [(MIRA, EMIL), (NELL, DANA)]);
    }

    #[test]
    fn nothing_is_guessed() {
        let unsaid = Pairs::of(&[MIRA, NELL], &[(DANA, None), (EMIL, None)]);
        assert_eq!(
            (unsaid.pairs, unsaid.alone, unsaid.unsaid),
            (vec![], vec![MIRA, NELL], vec![DANA, EMIL])
        );
        let one_for_two = Pairs::of(&[MIRA, NELL], &[(DANA, Some(NELL))]);
        assert_eq!(one_for_two.alone, [MIRA]);
        let two_for_one = Pairs::of(&[MIRA], &[(DANA, Some(MIRA)), (EMIL, Some(MIRA))]);
        assert_eq!(
            (two_for_one.pairs, two_for_one.unsaid),
            (vec![(MIRA, DANA)], vec![EMIL])
        );
    }
}
