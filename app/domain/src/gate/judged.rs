//! A pull request judged: each of its commits by the zone version in force when it was pushed, and its gates as they stand.

use chrono::{DateTime, Utc};

use super::{Files, Gate, Head, Passage, Planning, SkillResult, Standing, Veto, Waiver, flag, planning, skill_file};
use crate::zone::{Boundary, ChangeVerdict, ZoneItem};

/// A zone version that commits are judged by.
#[derive(Clone, Debug)]
pub struct InForce {
    /// Its number.
    pub number: i32,
    /// Since when both sides are bound by it; `None` before the start: then it says what would be judged.
    pub since: Option<DateTime<Utc>>,
    /// Its items.
    pub items: Vec<ZoneItem>,
    /// Its rules.
    pub boundary: Boundary,
}

/// What is known of one pull request and its feature.
#[derive(Clone, Debug)]
pub struct Submitted {
    /// Each newest commit it had, oldest first.
    pub heads: Vec<Head>,
    /// What the skill file said of its commits.
    pub results: Vec<SkillResult>,
    /// What DRIs let pass, oldest first.
    pub waivers: Vec<Waiver>,
    /// The veto that stands.
    pub veto: Option<Veto>,
    /// The feature's PLANNING.md.
    pub planning: Option<Planning>,
    /// When a commit of the feature last touched that file.
    pub planning_changed: Option<DateTime<Utc>>,
    /// The feature's flag key.
    pub flag_key: String,
}

/// A commit with what was judged of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedHead {
    /// The commit, and what is known of its files.
    pub head: Head,
    /// The zone version that was in force when it was pushed; `None` where there is none at all.
    pub version: Option<i32>,
    /// What was judged; `None` where its files are not known, or there is no zone.
    pub verdict: Option<ChangeVerdict>,
}

/// A pull request with what was judged of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Each newest commit it had, oldest first.
    pub heads: Vec<JudgedHead>,
    /// Each gate as it stands now.
    pub gates: [Passage; 4],
    /// The veto that stands.
    pub veto: Option<Veto>,
}

impl Judged {
    /// Whether engineering can be asked for a review.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.veto.is_none() && self.gates.iter().all(Passage::is_clear)
    }

    /// Where it stands, in a few words.
    #[must_use]
    pub fn label(&self) -> &'static str {
        let zone = &self.gates[0];
        match () {
            () if self.veto.is_some() => "Vetoed",
            () if self.is_clear() => "Ready for review",
            () if zone.standing == Standing::Failed && zone.waiver.is_none() => "Outside the PM zone",
            () if self
                .gates
                .iter()
                .any(|gate| gate.standing == Standing::Failed && !gate.is_clear()) =>
            {
                "Not passed"
            }
            () => "Not ready yet",
        }
    }

    /// Its newest commit.
    #[must_use]
    pub fn newest(&self) -> Option<&JudgedHead> {
        self.heads.last()
    }
}

/// The version that judges what was pushed at an instant, of those that ever were in force, oldest first: the last one that
/// was in force by then. What was pushed before the start is judged by the one the pilot started with.
#[must_use]
pub fn in_force(zones: &[InForce], at: DateTime<Utc>) -> Option<&InForce> {
    let was = |zone: &&InForce| zone.since.is_some_and(|since| since <= at);
    zones.iter().rev().find(was).or(zones.first())
}

/// Judges a pull request by the versions that ever were in force, oldest first; by none where there is no version yet.
#[must_use]
pub fn judge(submitted: Submitted, zones: &[InForce]) -> Judged {
    let judged = |head: Head| {
        let zone = in_force(zones, head.at);
        let verdict = zone.and_then(|zone| {
            let files = head.files.known()?;
            Some(zone.boundary.judge(files, head.files.total()))
        });
        JudgedHead {
            head,
            version: zone.map(|zone| zone.number),
            verdict,
        }
    };
    let heads: Vec<JudgedHead> = submitted.heads.into_iter().map(judged).collect();
    let newest = heads.last();
    let zone = newest.map_or(zones.last(), |newest| in_force(zones, newest.head.at));
    let gates = Gate::ALL.map(|gate| {
        let (standing, sentence) = match (gate, newest) {
            (Gate::Zone, _) => zone_gate(newest, zone),
            (Gate::SkillFile, None) => (Standing::Open, "No commit of it has been heard of.".to_owned()),
            (Gate::SkillFile, Some(newest)) => skill_file(&newest.head.sha, &submitted.results),
            (Gate::Planning, _) => planning(submitted.planning.as_ref(), submitted.planning_changed),
            (Gate::Flag, _) => flag(&submitted.flag_key),
        };
        let covers = |waiver: &&Waiver| waiver.gate == gate && (gate != Gate::Zone || covers_zone(waiver, newest));
        let waiver = match standing {
            Standing::Passed => None,
            _ => submitted.waivers.iter().rev().find(covers).cloned(),
        };
        Passage {
            gate,
            standing,
            sentence,
            waiver,
        }
    });
    Judged {
        heads,
        gates,
        veto: submitted.veto,
    }
}

/// Whether every file that is outside now was outside when the waiver was given: a waiver lets nothing in that came later,
/// and nothing of which no file is known.
fn covers_zone(waiver: &Waiver, newest: Option<&JudgedHead>) -> bool {
    let Some(verdict) = newest.and_then(|newest| newest.verdict.as_ref()) else {
        return false;
    };
    verdict.unjudged.is_none() && verdict.outside().all(|file| waiver.paths.contains(&file.path))
}

fn zone_gate(newest: Option<&JudgedHead>, zone: Option<&InForce>) -> (Standing, String) {
    let (Some(newest), Some(zone)) = (newest, zone) else {
        let missing = match zone {
            None => "There is no zone to judge by yet.",
            Some(_) => "No commit of it has been heard of.",
        };
        return (Standing::Open, missing.to_owned());
    };
    match (&newest.verdict, &newest.head.files) {
        (Some(verdict), _) if verdict.is_inside() => (Standing::Passed, verdict.summary()),
        (Some(verdict), _) => (Standing::Failed, first_reasons(verdict, &zone.items)),
        (None, Files::NotKnown(why)) => (Standing::Open, why.sentence().to_owned()),
        (None, _) => (Standing::Open, "Its files have not been judged.".to_owned()),
    }
}

/// The first two reasons, and how many more there are.
fn first_reasons(verdict: &ChangeVerdict, items: &[ZoneItem]) -> String {
    let reasons = verdict.reasons(items);
    let shown: Vec<&str> = reasons.iter().take(2).map(String::as_str).collect();
    match reasons.len() - shown.len() {
        0 => shown.join(" "),
        1 => format!("{} And 1 more.", shown.join(" ")),
        n => format!("{} And {n} more.", shown.join(" ")),
    }
}
