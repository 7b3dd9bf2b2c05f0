//! How far a condition has come, and who may take which step.

use serde::{Deserialize, Serialize};

/// Something done about a condition. Steps are recorded and never changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Evidence was handed in.
    Submit,
    /// The evidence was sent back, with a reason.
    Return,
    /// The condition was found to be met.
    Close,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 3] = [Self::Submit, Self::Return, Self::Close];

    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submit => "submit",
            Self::Return => "return",
            Self::Close => "close",
        }
    }

    /// Reads the word of a row; `None` for any other word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }

    /// What was done, for a list of steps: "handed in evidence".
    #[must_use]
    pub const fn done(self) -> &'static str {
        match self {
            Self::Submit => "handed in evidence",
            Self::Return => "sent the evidence back",
            Self::Close => "closed the condition",
        }
    }
}

/// Where a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It waits for evidence.
    Open,
    /// Evidence was sent back; it waits for more.
    Returned,
    /// Evidence waits for the approver.
    EvidenceIn,
    /// The approver closed it.
    Closed,
}

impl Progress {
    /// Where the steps, in the order they were taken, leave a condition.
    #[must_use]
    pub fn of(steps: &[Step]) -> Self {
        if steps.contains(&Step::Close) {
            return Self::Closed;
        }
        match steps.last() {
            None => Self::Open,
            Some(Step::Submit) => Self::EvidenceIn,
            Some(Step::Return) => Self::Returned,
            Some(Step::Close) => Self::Closed,
        }
    }

    /// The words pages use.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Returned => "Open, evidence came back",
            Self::EvidenceIn => "Open, evidence to check",
            Self::Closed => "Closed",
        }
    }

    /// Whether it still blocks the start.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed)
    }
}

/// What a person is to a condition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// They own it.
    pub owner: bool,
    /// They sponsor the pilot.
    pub sponsor: bool,
    /// It was set in their seat.
    pub approver: bool,
    /// They are deputy of that approver now.
    pub deputy: bool,
}

/// Why a step cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It is closed, which is for ever.
    Closed,
    /// Evidence is the owner's and the sponsor's to hand in.
    NotOwner,
    /// Closing and sending back are the approver's, or their deputy's while they are away.
    NotApprover,
    /// A deputy does not judge evidence they are responsible for themselves.
    OwnEvidence,
    /// There is no evidence to send back.
    NoEvidence,
}

impl std::fmt::Display for Obstacle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Closed => "The condition is closed already. Nothing was added.",
            Self::NotOwner => "Only the owner of the condition and the sponsor hand in evidence.",
            Self::NotApprover => "Only the approver who set the condition, or their deputy, can do this.",
            Self::OwnEvidence => "You own this condition: the approver has to judge its evidence.",
            Self::NoEvidence => "No evidence waits to be checked.",
        })
    }
}

/// Whether somebody can take a step now (`product.md` section 5). Conditions are closed by the approver in
/// whose seat they were set, or by that approver's deputy, who must not be the owner; an approver may own
/// what they ask for themselves.
///
/// # Errors
/// The first [`Obstacle`].
pub fn may_take(step: Step, progress: Progress, part: Part) -> Result<(), Obstacle> {
    let judges = part.approver || part.deputy && !part.sponsor;
    match step {
        Step::Submit if !(part.owner || part.sponsor) => Err(Obstacle::NotOwner),
        Step::Return | Step::Close if !judges => Err(Obstacle::NotApprover),
        Step::Return | Step::Close if part.owner && !part.approver => Err(Obstacle::OwnEvidence),
        _ if !progress.is_open() => Err(Obstacle::Closed),
        Step::Return if progress != Progress::EvidenceIn => Err(Obstacle::NoEvidence),
        Step::Submit | Step::Return | Step::Close => Ok(()),
    }
}
