//! Whether the files of a bundle say what its log sealed. Of each entry whose content the log has, what it claims is kept; then
//! the hashes that it names are compared with those of the files, and the case with the entries.

use std::collections::BTreeMap;

use chrono::{DateTime, SubsecRound as _, Utc};
use serde_json::Value;

use super::{CASE, Case, PROPOSAL, START, TERMS, ZONE, digest};
use crate::activity::Entry;
use crate::proposal::{Imported, import};
use crate::terms::Terms;
use crate::zone::Policy;

/// A file of a bundle that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {why}")]
pub struct Unfit {
    /// Its name.
    pub file: String,
    /// What is wrong with it.
    pub why: String,
}

impl Unfit {
    /// A file that does not fit.
    pub fn new(file: impl Into<String>, why: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            why: why.into(),
        }
    }
}

/// What an entry says, with who did it and when.
#[derive(Clone, Debug)]
struct Claim {
    seq: i64,
    at: DateTime<Utc>,
    person: Option<i64>,
    detail: Value,
}

impl Claim {
    fn number(&self, key: &str) -> Option<i64> {
        self.detail[key].as_i64()
    }

    fn word(&self, key: &str) -> Option<&str> {
        self.detail[key].as_str()
    }

    /// Whether it happened then. The log has microseconds.
    fn is_of(&self, at: DateTime<Utc>) -> bool {
        self.at.trunc_subsecs(6) == at.trunc_subsecs(6)
    }
}

/// What the entries of a pilot's log claim of what binds.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// The digest of each revision.
    revisions: BTreeMap<i64, (String, i64)>,
    /// The digest of each zone version.
    zones: BTreeMap<i64, (String, i64)>,
    sent: Vec<Claim>,
    decided: Vec<Claim>,
    withdrawn: Vec<Claim>,
    signed: Vec<Claim>,
    started: Vec<Claim>,
    frozen: Vec<Claim>,
    recorded: Vec<Claim>,
    confirmed: Vec<Claim>,
    closed: Vec<Claim>,
}

impl Claims {
    /// Takes an entry, in order.
    pub fn take(&mut self, entry: &Entry) {
        let Ok(detail) = serde_json::from_str::<Value>(&entry.detail) else {
            return;
        };
        let claim = Claim {
            seq: entry.seq,
            at: entry.at,
            person: entry.person,
            detail,
        };
        let of = claim.word("digest").map(|digest| (digest.to_owned(), entry.seq));
        match (entry.action.as_str(), claim.number("revision"), &of) {
            // Its digest is that of everything that froze.
            ("pilot.start", ..) => {}
            // The first revision of a second pilot.
            ("pilot.iterate", _, Some(of)) => {
                self.revisions.entry(1).or_insert_with(|| of.clone());
            }
            (_, Some(number), Some(of)) => {
                self.revisions.entry(number).or_insert_with(|| of.clone());
            }
            _ => {}
        }
        if let ("zone.revise" | "zone.propose" | "zone.sign", Some(version), Some(of)) =
            (entry.action.as_str(), claim.number("version"), of)
        {
            self.zones.entry(version).or_insert(of);
        }
        match entry.action.as_str() {
            "proposal.send" => self.sent.push(claim),
            "approval.decide" => self.decided.push(claim),
            "approval.withdraw" => self.withdrawn.push(claim),
            "approval.close_condition" => self.closed.push(claim),
            "zone.sign" => self.signed.push(claim),
            "pilot.start" => self.started.push(claim),
            "readout.freeze" => self.frozen.push(claim),
            "decision.record" => self.recorded.push(claim),
            "decision.confirm" => self.confirmed.push(claim),
            _ => {}
        }
    }

    /// The first of these files that says something else than the entries do. `files` finds one by its name.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn compare<'a>(&self, case: &Case, files: impl Fn(&str) -> Option<&'a str>) -> Result<(), Unfit> {
        self.text(case, &files)?;
        self.zone(case, &files)?;
        self.start(case, &files)?;
        self.approval(case)?;
        self.numbers(case, &files)?;
        self.decision(case)
    }

    fn text<'a>(&self, case: &Case, files: &impl Fn(&str) -> Option<&'a str>) -> Result<(), Unfit> {
        let unfit = |why: String| Err(Unfit::new(PROPOSAL, why));
        let Some(text) = files(PROPOSAL) else {
            return unfit("it is not there".to_owned());
        };
        let Ok(Imported::Exported {
            body,
            terms,
            revision,
            digest: written,
        }) = import(text)
        else {
            return unfit("it is no revision with its terms".to_owned());
        };
        let own = crate::proposal::digest(&body, &terms);
        if own != written {
            return unfit(format!("text and terms are not those of its digest, {written}"));
        }
        if (revision, own.as_str()) != (case.text.revision, case.text.digest.as_str()) {
            return unfit(format!(
                "it is not revision {} with the digest that {CASE} names",
                case.text.revision
            ));
        }
        match self.revisions.get(&i64::from(revision.0)) {
            None => return unfit(format!("no entry of the log speaks of revision {revision}")),
            Some((said, seq)) if said != own.as_str() => {
                return unfit(format!(
                    "revision {revision} has another digest in the log (entry {seq})"
                ));
            }
            Some(_) => {}
        }
        let alone = files(TERMS).and_then(|text| serde_json::from_str::<Terms>(text).ok());
        if alone.as_ref() != Some(&*terms) {
            return Err(Unfit::new(
                TERMS,
                format!("they are not the terms of revision {revision}"),
            ));
        }
        Ok(())
    }

    fn zone<'a>(&self, case: &Case, files: &impl Fn(&str) -> Option<&'a str>) -> Result<(), Unfit> {
        let unfit = |why: String| Err(Unfit::new(ZONE, why));
        let (Some(boundary), Some(text)) = (&case.boundary, files(ZONE)) else {
            return match (&case.boundary, files(ZONE)) {
                (None, None) => Ok(()),
                _ => unfit(format!("it is not what {CASE} says of the zone")),
            };
        };
        let policy = match Policy::read(text) {
            Ok(policy) => policy,
            Err(why) => return unfit(why.to_string().trim_end_matches('.').to_owned()),
        };
        if (policy.signed, policy.pilot.as_str()) != (boundary.signed, case.pilot.as_str()) {
            return unfit(format!("it is not what {CASE} says of the zone"));
        }
        if (policy.version, policy.digest()) != (boundary.version, boundary.digest.as_str()) {
            return unfit(format!(
                "it is not version {} with the digest that {CASE} names",
                boundary.version
            ));
        }
        if let Some((said, seq)) = self.zones.get(&i64::from(policy.version))
            && said != policy.digest()
        {
            return unfit(format!(
                "zone version {} has another digest in the log (entry {seq})",
                policy.version
            ));
        }
        for signed in &boundary.signatures {
            let there = self.signed.iter().any(|claim| {
                claim.person == Some(signed.person.0)
                    && claim.number("version") == Some(boundary.version.into())
                    && claim.word("as").is_none_or(|word| word == signed.signatory.as_str())
                    && claim.is_of(signed.at)
            });
            if !there {
                return Err(Unfit::new(
                    CASE,
                    format!("no entry of the log says that {} signed the zone then", signed.by),
                ));
            }
        }
        Ok(())
    }

    fn start<'a>(&self, case: &Case, files: &impl Fn(&str) -> Option<&'a str>) -> Result<(), Unfit> {
        let (claim, text) = match (&case.start, self.started.last(), files(START)) {
            (None, None, None) => return Ok(()),
            (Some(_), Some(claim), Some(text)) => (claim, text),
            _ => {
                return Err(Unfit::new(
                    START,
                    "the log, the case and the files do not agree on the start",
                ));
            }
        };
        if claim.word("digest") != Some(digest(text.as_bytes()).as_str()) {
            return Err(Unfit::new(
                START,
                format!(
                    "it is not the text that froze: the log names another hash (entry {})",
                    claim.seq
                ),
            ));
        }
        let said = case.start.as_ref().is_some_and(|start| {
            claim.is_of(start.at)
                && claim.word("digest") == Some(start.digest.as_str())
                && claim.number("revision") == Some(start.revision.0.into())
                && claim.number("zone_version") == Some(start.zone_version.into())
        });
        if said {
            Ok(())
        } else {
            Err(Unfit::new(
                CASE,
                format!("what it says of the start is not what entry {} says", claim.seq),
            ))
        }
    }

    fn approval(&self, case: &Case) -> Result<(), Unfit> {
        let decided = || case.requests.iter().flat_map(|request| &request.decided);
        for one in decided() {
            let there = self.decided.iter().any(|claim| {
                claim.number("approval") == Some(one.approval.0)
                    && claim.word("verdict") == Some(one.verdict.as_str())
                    && claim.person == Some(one.person.0)
                    && claim.is_of(one.at)
            });
            if !there {
                return Err(Unfit::new(
                    CASE,
                    format!("the decision of {} on the approval is not one that the log has", one.by),
                ));
            }
        }
        let is_missing = |claim: &&Claim| !decided().any(|one| claim.number("approval") == Some(one.approval.0));
        if let Some(claim) = self.decided.iter().find(is_missing) {
            return Err(Unfit::new(
                CASE,
                format!("the decision of entry {} is missing from it", claim.seq),
            ));
        }
        let counts = [
            (case.requests.len(), self.sent.len()),
            (
                case.requests.iter().filter(|one| one.withdrawn.is_some()).count(),
                self.withdrawn.len(),
            ),
        ];
        if counts.iter().any(|(said, logged)| said != logged) {
            return Err(Unfit::new(CASE, "its requests for approval are not those of the log"));
        }
        for one in &case.conditions {
            let closed = self
                .closed
                .iter()
                .find(|claim| claim.number("condition") == Some(one.condition.0));
            let agree = match (closed, one.closed_at) {
                (None, None) => true,
                (Some(claim), Some(at)) => claim.is_of(at),
                _ => false,
            };
            if !agree {
                return Err(Unfit::new(
                    CASE,
                    format!("where the condition “{}” stands is not what the log says", one.text),
                ));
            }
        }
        Ok(())
    }

    fn numbers<'a>(&self, case: &Case, files: &impl Fn(&str) -> Option<&'a str>) -> Result<(), Unfit> {
        let Some((numbers, frozen)) = case
            .numbers
            .as_ref()
            .and_then(|numbers| Some((numbers, numbers.frozen.as_ref()?)))
        else {
            return match self.frozen.last() {
                None => Ok(()),
                Some(claim) => Err(Unfit::new(
                    CASE,
                    format!("numbers were frozen (entry {}), and it names none", claim.seq),
                )),
            };
        };
        let claim = self
            .frozen
            .iter()
            .find(|claim| claim.number("snapshot") == Some(frozen.snapshot.0));
        let Some(claim) = claim.filter(|claim| claim.is_of(numbers.as_of)) else {
            return Err(Unfit::new(
                CASE,
                "no entry of the log says that these numbers were frozen then",
            ));
        };
        if claim.word("sha256") != Some(frozen.digest.as_str()) {
            return Err(Unfit::new(
                CASE,
                format!("entry {} froze numbers with another hash", claim.seq),
            ));
        }
        let text = files(super::SNAPSHOT);
        if frozen.whole && text.is_none_or(|text| digest(text.as_bytes()) != frozen.digest) {
            return Err(Unfit::new(
                super::SNAPSHOT,
                format!(
                    "it is not what was frozen: the log names another hash (entry {})",
                    claim.seq
                ),
            ));
        }
        Ok(())
    }

    fn decision(&self, case: &Case) -> Result<(), Unfit> {
        let Some(decision) = &case.decision else {
            return match self.recorded.last() {
                None => Ok(()),
                Some(claim) => Err(Unfit::new(
                    CASE,
                    format!("the decision of entry {} is missing from it", claim.seq),
                )),
            };
        };
        let of = |claim: &&Claim| claim.number("decision") == Some(decision.decision.0);
        let recorded = self.recorded.iter().find(of).filter(|claim| {
            claim.word("choice") == Some(decision.choice.as_str())
                && claim.number("snapshot") == Some(decision.snapshot.0)
                && claim.person == Some(decision.person.0)
                && claim.is_of(decision.at)
        });
        if recorded.is_none() {
            return Err(Unfit::new(CASE, "the decision is not one that the log has"));
        }
        let agree = match (self.confirmed.last(), &decision.confirmed) {
            (None, None) => true,
            (Some(claim), Some((_, at))) => of(&claim) && claim.is_of(*at),
            _ => false,
        };
        if agree {
            Ok(())
        } else {
            Err(Unfit::new(
                CASE,
                "whether the decision is confirmed is not what the log says",
            ))
        }
    }
}
