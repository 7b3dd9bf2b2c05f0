use super::Verdict;
use crate::document::unseen::unseen_in;
use crate::document::{Body, placeholders};
use crate::proposal::RevisionNumber;
use crate::terms::{Problem, TermName, Terms};

/// The request in effect, as far as it stands in the way of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The revision it asks about.
    pub revision: RevisionNumber,
    /// The zone version it asks about.
    pub zone_version: i32,
    /// The decision, once made.
    pub verdict: Option<Verdict>,
}

/// What stands in the way of sending a revision (`product.md` sections 4 and 5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocker {
    /// Gaps are left in the text; how many.
    Placeholders(usize),
    /// Characters that cannot be seen are in the text or the terms, which may read otherwise than they say;
    /// how many.
    Unseen(usize),
    /// Terms that nobody has stated.
    Missing(Vec<TermName>),
    /// Terms with a value nobody could agree to.
    Problem(Problem),
    /// The terms name a zone version, and there is a newer one.
    OtherZone {
        /// The version named.
        named: i32,
        /// The newest.
        newest: i32,
    },
    /// Terms of which the text leaves open what counts; how many.
    Unsettled(usize),
    /// Nobody has confirmed the terms.
    Unconfirmed,
    /// Nobody in the pilot can approve.
    NoApprover,
    /// The same revision with the same zone version is with the approver now.
    Open,
    /// The same revision with the same zone version is approved already.
    Approved,
}

/// What is wrong with a text, whoever is asked about it and when: kept with the revision it was counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flaws {
    /// Gaps left in the body.
    pub placeholders: usize,
    /// Characters of body and terms that cannot be seen.
    pub unseen: usize,
    /// Terms that are open ([`crate::terms::open`]), as they were counted when the revision was saved.
    pub unsettled: usize,
}

impl Flaws {
    /// Counts them; what is open is told by a reader of the text.
    #[must_use]
    pub fn of(body: &Body, terms: &Terms, unsettled: usize) -> Self {
        Self {
            unsettled,
            placeholders: placeholders(body).len(),
            unseen: unseen_in(body).len() + terms.unseen().len(),
        }
    }
}

/// Everything that stands in the way of sending `revision` with `zone_version`, the newest one;
/// `confirmed` is whether a person confirmed these terms.
#[must_use]
pub fn blockers(
    flaws: Flaws,
    terms: &Terms,
    (revision, zone_version): (RevisionNumber, i32),
    approvers: usize,
    confirmed: bool,
    newest: Option<Asked>,
) -> Vec<Blocker> {
    let mut blockers = Vec::new();
    if flaws.placeholders > 0 {
        blockers.push(Blocker::Placeholders(flaws.placeholders));
    }
    if flaws.unseen > 0 {
        blockers.push(Blocker::Unseen(flaws.unseen));
    }
    if let Err(missing) = terms.agreed() {
        blockers.push(Blocker::Missing(missing));
    }
    blockers.extend(terms.check().into_iter().map(Blocker::Problem));
    if let Some(named) = terms.zone_version.filter(|named| *named != zone_version) {
        blockers.push(Blocker::OtherZone {
            named,
            newest: zone_version,
        });
    }
    // Whoever settles the last of the terms confirms them.
    if terms.agreed().is_ok() {
        match (flaws.unsettled, confirmed) {
            (0, true) => {}
            (0, false) => blockers.push(Blocker::Unconfirmed),
            (open, _) => blockers.push(Blocker::Unsettled(open)),
        }
    }
    if approvers == 0 {
        blockers.push(Blocker::NoApprover);
    }
    let same = newest.filter(|asked| asked.revision == revision && asked.zone_version == zone_version);
    match same.map(|asked| asked.verdict) {
        Some(None) => blockers.push(Blocker::Open),
        Some(Some(Verdict::Approve | Verdict::ApproveWithConditions)) => blockers.push(Blocker::Approved),
        Some(Some(Verdict::RequestChanges | Verdict::Decline)) | None => {}
    }
    blockers
}

#[cfg(test)]
mod tests;
