use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Bounds, Lack};
use crate::ids::PersonId;

/// A condition as far as it is written down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// What has to happen.
    pub text: String,
    /// What will show that it happened.
    pub evidence: String,
    /// Who makes it happen.
    pub owner: Option<PersonId>,
    /// The last day for it, in the pilot's zone.
    pub due_on: Option<NaiveDate>,
    /// The ask it is about, from 0; `None` for the pilot as a whole.
    pub ask: Option<usize>,
}

/// A condition with nothing missing, as it is recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// What has to happen.
    pub text: String,
    /// What will show that it happened.
    pub evidence: String,
    /// Who makes it happen.
    pub owner: PersonId,
    /// The last day for it, in the pilot's zone.
    pub due_on: NaiveDate,
    /// The ask it is about, from 0; `None` for the pilot as a whole.
    pub ask: Option<usize>,
}

impl Wanted {
    /// The longest text and the longest evidence, in characters.
    pub const LONGEST: usize = 1000;

    /// Whether nothing is written in it: an owner or a day alone, which a form prefills, say nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.evidence.trim().is_empty()
    }

    /// The condition, when nothing is missing.
    ///
    /// # Errors
    /// Everything it lacks, in the order of the fields.
    pub fn complete(&self, bounds: &Bounds<'_>) -> Result<Stated, Vec<Lack>> {
        let (text, evidence) = (self.text.trim(), self.evidence.trim());
        let mut lacks = Vec::new();
        if text.is_empty() {
            lacks.push(Lack::Text);
        }
        if evidence.is_empty() {
            lacks.push(Lack::Evidence);
        }
        if [text, evidence].iter().any(|text| text.chars().count() > Self::LONGEST) {
            lacks.push(Lack::Short);
        }
        let owner = self.owner.filter(|owner| bounds.members.contains(owner));
        if owner.is_none() {
            lacks.push(Lack::Owner);
        }
        match self.due_on {
            None => lacks.push(Lack::Due),
            Some(due_on) if due_on < bounds.today => lacks.push(Lack::Future),
            Some(due_on) if due_on >= bounds.readout => lacks.push(Lack::BeforeReadout),
            Some(_) => {}
        }
        if self.ask.is_some_and(|ask| ask >= bounds.asks) {
            lacks.push(Lack::Ask);
        }
        match (lacks.is_empty(), owner, self.due_on) {
            (true, Some(owner), Some(due_on)) => Ok(Stated {
                text: text.to_owned(),
                evidence: evidence.to_owned(),
                owner,
                due_on,
                ask: self.ask,
            }),
            _ => Err(lacks),
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: Part = Part {
        owner: true,
        sponsor: false,
        approver: false,
        deputy: false,
    };
    const SPONSOR: Part = Part {
        owner: false,
        sponsor: true,
        ..OWNER
    };
    const APPROVER: Part = Part {
        owner: false,
        approver: true,
        ..OWNER
    };
    const DEPUTY: Part = Part {
        owner: false,
        deputy: true,
        ..OWNER
    };

    #[test]
    fn steps_leave_a_condition_where_the_last_one_put_it() {
        use Step::{Close, Return, Submit};
        for (steps, expected) in [
            (&[][..], Progress::Open),
            (&[Submit], Progress::EvidenceIn),
            (&[Submit, Return], Progress::Returned),
            (&[Submit, Return, Submit], Progress::EvidenceIn),
            (&[Submit, Close], Progress::Closed),
            (&[Close], Progress::Closed),
        ] {
            assert_eq!(Progress::of(steps), expected, "{steps:?}");
        }
    }

    #[test]
    fn who_takes_which_step_when() {
        use Obstacle::{Closed, NoEvidence, NotApprover, NotOwner, OwnEvidence};
        let owning_deputy = Part { deputy: true, ..OWNER };
        let owning_approver = Part {
            approver: true,
            ..OWNER
        };
        let nobody = Part { owner: false, ..OWNER };
        for (step, progress, part, expected) in [
            (Step::Submit, Progress::Open, OWNER, Ok(())),
            (Step::Submit, Progress::EvidenceIn, OWNER, Ok(())),
            (Step::Submit, Progress::Returned, SPONSOR, Ok(())),
            (Step::Submit, Progress::Open, APPROVER, Err(NotOwner)),
            (Step::Submit, Progress::Open, DEPUTY, Err(NotOwner)),
            (Step::Submit, Progress::Open, nobody, Err(NotOwner)),
            (Step::Submit, Progress::Closed, OWNER, Err(Closed)),
            (Step::Close, Progress::Open, APPROVER, Ok(())),
            (Step::Close, Progress::EvidenceIn, APPROVER, Ok(())),
            (Step::Close, Progress::EvidenceIn, DEPUTY, Ok(())),
            (Step::Close, Progress::EvidenceIn, owning_deputy, Err(OwnEvidence)),
            (Step::Close, Progress::EvidenceIn, owning_approver, Ok(())),
            (Step::Close, Progress::EvidenceIn, OWNER, Err(NotApprover)),
            (Step::Close, Progress::EvidenceIn, SPONSOR, Err(NotApprover)),
            (
                Step::Close,
                Progress::EvidenceIn,
                Part {
                    deputy: true,
                    ..SPONSOR
                },
                Err(NotApprover),
            ),
            (Step::Close, Progress::Closed, APPROVER, Err(Closed)),
            (Step::Return, Progress::EvidenceIn, APPROVER, Ok(())),
            (Step::Return, Progress::Open, APPROVER, Err(NoEvidence)),
            (Step::Return, Progress::Returned, DEPUTY, Err(NoEvidence)),
            (Step::Return, Progress::EvidenceIn, SPONSOR, Err(NotApprover)),
        ] {
            assert_eq!(
                may_take(step, progress, part),
                expected,
                "{step:?} {progress:?} {part:?}"
            );
        }
    }

    #[test]
    fn a_prefilled_owner_and_day_alone_are_a_blank_row() {
        let blank = Wanted {
            owner: Some(PersonId(1)),
            due_on: "2026-03-02".parse().ok(),
            text: " ".to_owned(),
            ..Wanted::default()
        };
        assert!(blank.is_blank());
        let evidence = Wanted {
            evidence: "A link".to_owned(),
            ..blank
        };
        assert!(!evidence.is_blank());
    }

    #[test]
    fn words_read_back() {
        for step in Step::ALL {
            assert_eq!(Step::parse(step.as_str()), Some(step));
        }
        assert_eq!(Step::parse("reopen"), None);
    }
}
