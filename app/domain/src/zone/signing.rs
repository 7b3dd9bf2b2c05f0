//! Who has to sign a zone version, and who has.

use serde::{Deserialize, Serialize};

use crate::document::Digest;
use crate::ids::PersonId;
use crate::person::{Arm, Membership, Role};

/// Somebody whose signature the zone needs: a role, not a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signatory {
    /// Decides the asks.
    Approver,
    /// Wrote the proposal.
    Sponsor,
    /// Reviews the pilot PM of one arm.
    Dri(Arm),
}

impl Signatory {
    /// All four, in the order of the strip.
    pub const ALL: [Self; 4] = [
        Self::Approver,
        Self::Sponsor,
        Self::Dri(Arm::NewModel),
        Self::Dri(Arm::OldModel),
    ];

    /// The words pages use.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Approver => "Approver",
            Self::Sponsor => "Sponsor",
            Self::Dri(Arm::NewModel) => "Engineering DRI, new model",
            Self::Dri(Arm::OldModel) => "Engineering DRI, old model",
        }
    }

    /// The word in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approver => "approver",
            Self::Sponsor => "sponsor",
            Self::Dri(Arm::NewModel) => "dri_new_model",
            Self::Dri(Arm::OldModel) => "dri_old_model",
        }
    }

    /// Reads the word of a form; `None` for any other word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|signatory| signatory.as_str() == word)
    }

    /// The role and arm, as stored.
    #[must_use]
    pub fn membership(self) -> Membership {
        let (role, arm) = match self {
            Self::Approver => (Role::Approver, None),
            Self::Sponsor => (Role::Sponsor, None),
            Self::Dri(arm) => (Role::Dri, Some(arm)),
        };
        Membership { role, arm }
    }

    /// Whom a member signs for; `None` for roles that do not sign.
    #[must_use]
    pub fn of(membership: Membership) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|signatory| signatory.membership() == membership)
    }
}

/// One signature under one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// For whom.
    pub signatory: Signatory,
    /// By whom.
    pub person: PersonId,
    /// The digest of what was signed.
    pub digest: Digest,
}

/// How far the signing of a version has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureStatus {
    /// Who has not signed yet, in the order of the strip.
    pub missing: Vec<Signatory>,
    /// Of the approvers it takes, those who have not signed, in their order.
    pub approvers: Vec<PersonId>,
    /// Of the DRIs of each arm, those who have not signed.
    pub dris: Vec<(Arm, PersonId)>,
}

impl SignatureStatus {
    /// What `person`, who holds these roles, has still to sign as. `by_name` is whether the approval in effect
    /// says who signs for the approver: everybody whose decision it took.
    #[must_use]
    pub fn owed_by(&self, person: PersonId, memberships: &[Membership], by_name: bool) -> Vec<Signatory> {
        let theirs = |signatory: &Signatory| {
            memberships.contains(&signatory.membership())
                && match signatory {
                    Signatory::Approver => !by_name || self.approvers.contains(&person),
                    Signatory::Sponsor => true,
                    Signatory::Dri(arm) => self.dris.contains(&(*arm, person)),
                }
        };
        self.missing.iter().copied().filter(theirs).collect()
    }

    /// Whether everybody it takes signed the same version.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Who has still to sign the version with this digest. A signature under anything else does not count.
///
/// `approvers` is everybody whose decision the approval in effect took. The boundary is one of the four asks,
/// and each of them answered it for themselves: so each signs (`product.md` section 6). Without an approval,
/// one approver's signature is as good as another's. `dris` are the DRIs of both arms: each signs.
#[must_use]
pub fn signed(
    version: &Digest,
    signatures: &[Signature],
    approvers: &[PersonId],
    dris: &[(Arm, PersonId)],
) -> SignatureStatus {
    let counts = |signature: &&Signature| signature.digest == *version;
    let has_signed = |signatory: Signatory| signatures.iter().filter(counts).any(|s| s.signatory == signatory);
    let signed_by = |signatory: Signatory, person: PersonId| {
        let mut counting = signatures.iter().filter(counts);
        counting.any(|s| s.signatory == signatory && s.person == person)
    };
    let approvers: Vec<PersonId> = approvers
        .iter()
        .copied()
        .filter(|one| !signed_by(Signatory::Approver, *one))
        .collect();
    let dris: Vec<(Arm, PersonId)> = dris
        .iter()
        .copied()
        .filter(|(arm, one)| !signed_by(Signatory::Dri(*arm), *one))
        .collect();
    let waits = |signatory: Signatory| match signatory {
        Signatory::Approver => !approvers.is_empty(),
        Signatory::Sponsor => false,
        Signatory::Dri(arm) => dris.iter().any(|(of, _)| *of == arm),
    };
    let missing = Signatory::ALL
        .into_iter()
        .filter(|signatory| !has_signed(*signatory) || waits(*signatory))
        .collect();
    SignatureStatus {
        missing,
        approvers,
        dris,
    }
}
