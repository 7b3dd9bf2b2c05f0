//! What an entry seals: the states that rows got in its transaction.

use sha2::{Digest as _, Sha256};

use super::Hash;

/// The state of a row, as it was sealed when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal<'a> {
    /// Position among all seals. Of two of a row the later one says what has to stand there.
    pub id: i64,
    /// The table.
    pub relation: &'a str,
    /// The row's primary key.
    pub key: &'a str,
    /// How many columns the row had.
    pub width: i32,
    /// What the digest is salted with.
    pub salt: &'a [u8],
    /// The salted digest of the row; `None` when it was deleted.
    pub digest: Option<Hash>,
}

/// The seals of one transaction, taken one after another, in order of their positions.
#[derive(Clone, Debug, Default)]
pub struct Seals(Option<Sha256>);

impl Seals {
    /// Takes the next one. Every field is preceded by its length.
    pub fn take(&mut self, seal: &Seal<'_>) {
        let sha = self.0.get_or_insert_default();
        let digest: &[u8] = seal.digest.as_ref().map_or(&[], |digest| &digest[..]);
        for field in [
            seal.id.to_string().as_bytes(),
            seal.relation.as_bytes(),
            seal.key.as_bytes(),
            seal.width.to_string().as_bytes(),
            seal.salt,
            digest,
        ] {
            sha.update((field.len() as u64).to_be_bytes());
            sha.update(field);
        }
    }

    /// The digest over all of them, which the entry's hash covers; `None` when there are none.
    pub fn digest(self) -> Option<Hash> {
        self.0.map(|sha| sha.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAL: Seal<'_> = Seal {
        id: 7,
        relation: "answer",
        key: "12",
        width: 8,
        salt: &[5; 16],
        digest: Some([9; 32]),
    };

    fn digest(seals: &[Seal<'_>]) -> Option<Hash> {
        let mut taken = Seals::default();
        seals.iter().for_each(|seal| taken.take(seal));
        taken.digest()
    }

    #[test]
    fn nothing_is_sealed_by_nothing() {
        assert_eq!(digest(&[]), None);
    }

    #[test]
    fn every_field_and_their_order_count() {
        let other = Seal { id: 8, ..SEAL };
        let all = [
            digest(&[SEAL]),
            digest(&[other]),
            digest(&[Seal {
                relation: "answe",
                key: "r12",
                ..SEAL
            }]),
            digest(&[Seal { key: "13", ..SEAL }]),
            digest(&[Seal { width: 9, ..SEAL }]),
            digest(&[Seal { salt: &[6; 16], ..SEAL }]),
            digest(&[Seal {
                digest: Some([8; 32]),
                ..SEAL
            }]),
            digest(&[Seal { digest: None, ..SEAL }]),
            digest(&[SEAL, other]),
            digest(&[other, SEAL]),
        ];
        for (n, one) in all.iter().enumerate() {
            assert!(one.is_some() && !all[n + 1..].contains(one), "{n}");
        }
    }

    #[test]
    fn the_form_never_changes() {
        // Computed by another program.
        let known = "0a7612b46d156471ffd427087d4a9fc006d76a540d720caf4e2cbd427a6752be";
        assert_eq!(digest(&[SEAL]).map(hex::encode).as_deref(), Some(known));
    }
}
