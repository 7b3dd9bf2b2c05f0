//! The facts that count, in their order. What they are does not depend on the order in which they arrived, but for
//! corrections by hand: of several of one fact the last counts. How they follow each other, see [`in_order`].

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::stage::Stage;
use super::{Fact, FactKind, ReviewState, Source, Told};

/// How far apart the code host tells of one push by the branch and by the pull request.
const TOLD_WITHIN: TimeDelta = TimeDelta::minutes(10);
/// How far apart a delivery and what is read again date the same: GitLab's deliveries say when the merge request changed, its
/// interface when that was noted.
const NOTED_WITHIN: TimeDelta = TimeDelta::seconds(5);

/// The facts that count: the same fact once, corrected ones gone, the real opening in the place of a deduced one, and a
/// push once, whoever told of it.
pub(super) fn history(facts: &[Fact]) -> Vec<Fact> {
    let mut known = corrected(facts);
    openings(&mut known);
    inferred(&mut known);
    noted(&mut known);
    pushes(reviews(in_order(known)))
}

/// By time, then by arrival (`metrics.md`, "Facts").
///
/// "Nothing depends on the order in which facts arrive" and "then by arrival" meet where several facts are of one instant.
/// Both hold as far as the facts themselves say in which order they can have happened: nothing comes before the opening or
/// after the merge, what is closed is closed before it is reopened, what is ready goes to draft before it is ready again,
/// whichever of them arrived first. Where they say nothing, as of a push and a review of one instant, the one that was told
/// first came first; what was told at once goes by its kind.
fn in_order(mut known: Vec<Fact>) -> Vec<Fact> {
    known.sort_by_cached_key(|fact| {
        (
            fact.at,
            stands(&fact.kind),
            fact.arrival,
            kind(&fact.kind),
            fact.plain_key(),
        )
    });
    let (mut ordered, mut stage): (Vec<Fact>, _) = (Vec::with_capacity(known.len()), Stage::default());
    let mut waiting = known.into_iter().peekable();
    while let Some(first) = waiting.next() {
        let mut at_once = vec![first];
        while let Some(fact) = waiting.next_if(|fact| fact.at == at_once[0].at) {
            at_once.push(fact);
        }
        while !at_once.is_empty() {
            let next = at_once.iter().position(|fact| stage.takes(&fact.kind)).unwrap_or(0);
            let fact = at_once.remove(next);
            stage = stage.after(&fact.kind);
            ordered.push(fact);
        }
    }
    ordered
}

/// Where a fact stands among those of its instant: the opening first, the merge last.
fn stands(kind: &FactKind) -> u8 {
    match kind {
        FactKind::Opened { .. } => 0,
        FactKind::Merged => 2,
        _ => 1,
    }
}

/// The order of what was told at once.
fn kind(kind: &FactKind) -> u8 {
    match kind {
        FactKind::Opened { .. } => 0,
        FactKind::Reopened => 1,
        FactKind::ConvertedToDraft => 2,
        FactKind::ReadyForReview => 3,
        FactKind::Pushed { .. } => 4,
        FactKind::Reviewed { .. } => 5,
        FactKind::ReviewDismissed => 6,
        FactKind::Closed => 7,
        FactKind::Merged => 8,
    }
}

/// Each fact once, and in the place of a corrected one what corrects it. A correction that says what another fact says
/// already is that fact, and what was told several times arrived when it was told first.
fn corrected(facts: &[Fact]) -> Vec<Fact> {
    let mut last: BTreeMap<&str, &Fact> = BTreeMap::new();
    for fact in facts {
        if let Some(old) = fact.corrects() {
            let newest = last.entry(old).or_insert(fact);
            if (fact.arrival, fact.plain_key()) > (newest.arrival, newest.plain_key()) {
                *newest = fact;
            }
        }
    }
    let replaced: BTreeSet<&str> = last.keys().copied().collect();
    let counts = |fact: &&Fact| {
        let stands = !replaced.contains(fact.key().as_str());
        let is_last = fact
            .corrects()
            .is_none_or(|old| last.get(old).is_some_and(|last| last.key() == fact.key()));
        stands && is_last
    };
    let mut once: BTreeMap<(String, Told), (&Fact, i64)> = BTreeMap::new();
    for fact in facts.iter().filter(counts) {
        let told = match fact.kind {
            FactKind::Pushed { told, .. } => told,
            _ => Told::Unknown,
        };
        let (kept, arrival) = once.entry((fact.plain_key(), told)).or_insert((fact, fact.arrival));
        *arrival = fact.arrival.min(*arrival);
        if rank(fact) < rank(kept) {
            *kept = fact;
        }
    }
    let first_told = |(fact, arrival): (&Fact, i64)| Fact {
        arrival,
        ..fact.clone()
    };
    once.into_values().map(first_told).collect()
}

/// Which of several sources of the same fact is named, and which of their words count where they know different things.
fn rank(fact: &Fact) -> (u8, Reverse<u8>, String) {
    let (source, name) = match &fact.source {
        Source::Webhook { delivery } => (0, delivery.clone()),
        Source::Api { delivery } => (1, delivery.clone()),
        Source::Import { import, row } => (2, format!("{import} {row}")),
        Source::Hand { .. } => (3, String::new()),
    };
    let known = match &fact.kind {
        FactKind::Pushed { content_id, before, .. } => u8::from(content_id.is_some()) + u8::from(before.is_some()),
        FactKind::Reviewed { reviewer, .. } => u8::from(reviewer.id.is_some()),
        _ => 0,
    };
    (source, Reverse(known), name)
}

/// A deduced opening gives way to the real one, and so does one entered by hand where none had been told; of several
/// deduced ones that of the earliest event counts, of several by hand the last.
fn openings(facts: &mut Vec<Fact>) {
    let is_opening = |fact: &Fact| matches!(fact.kind, FactKind::Opened { .. });
    let deduced = |fact: &Fact| match fact.kind {
        FactKind::Opened { deduced_from, draft } => Some((deduced_from?, draft)),
        _ => None,
    };
    let by_hand = |fact: &Fact| is_opening(fact) && matches!(&fact.source, Source::Hand { corrects: None, .. });
    let told = |fact: &Fact| is_opening(fact) && deduced(fact).is_none() && !by_hand(fact);
    let imported = |fact: &Fact| told(fact) && matches!(fact.source, Source::Import { .. });
    // Who exports a list knows when it was opened, and often not whether as a draft.
    let is_first_hand = facts.iter().any(|fact| told(fact) && !imported(fact));
    let of_import = facts.iter().filter(|fact| imported(fact)).map(opening_of_import).min();
    facts.retain(|fact| !imported(fact) || !is_first_hand && Some(opening_of_import(fact)) == of_import);
    let is_told = facts.iter().any(told);
    let last = facts.iter().filter(|fact| by_hand(fact)).map(|fact| fact.arrival).max();
    facts.retain(|fact| !by_hand(fact) || !is_told && Some(fact.arrival) == last);
    let real = facts.iter().any(|fact| is_opening(fact) && deduced(fact).is_none());
    let first = facts.iter().filter_map(deduced).min();
    facts.retain(|fact| match deduced(fact) {
        Some(this) => !real && Some(this) == first,
        None => true,
    });
}

/// Which of several imported openings counts: the earliest, and of one instant that of a draft, which somebody said.
fn opening_of_import(fact: &Fact) -> (DateTime<Utc>, bool) {
    (fact.at, !matches!(fact.kind, FactKind::Opened { draft: true, .. }))
}

/// A push that is only inferred gives way to one of the same commit that was told, which learns from it whether it only merged
/// the base; inferred twice it is one, the earlier.
fn inferred(facts: &mut Vec<Fact>) {
    let (mut told, mut first, mut merges) = (BTreeSet::new(), BTreeMap::new(), BTreeSet::new());
    for fact in facts.iter() {
        let FactKind::Pushed {
            sha,
            told: by,
            merge_of_base_only,
            ..
        } = &fact.kind
        else {
            continue;
        };
        if *by != Told::Inferred {
            told.insert(sha.clone());
            continue;
        }
        let earliest = first.entry(sha.clone()).or_insert(fact.at);
        *earliest = fact.at.min(*earliest);
        if *merge_of_base_only {
            merges.insert(sha.clone());
        }
    }
    facts.retain_mut(|fact| {
        let at = fact.at;
        match &mut fact.kind {
            FactKind::Pushed {
                sha,
                told: Told::Inferred,
                ..
            } => !told.contains(sha) && first.get(sha) == Some(&at),
            FactKind::Pushed {
                sha,
                forced,
                merge_of_base_only,
                ..
            } => {
                *merge_of_base_only |= !*forced && merges.contains(sha);
                true
            }
            _ => true,
        }
    });
}

/// What a delivery told is not told again by reading it, though the two date it a moment apart: the delivery's time counts, so
/// that reading again what is known changes no number. Openings, pushes and comments have one time in both.
fn noted(facts: &mut Vec<Fact>) {
    facts.sort_by_cached_key(|fact| (fact.at, fact.plain_key()));
    let read = |fact: &Fact| matches!(fact.source, Source::Api { .. });
    let told = |fact: &Fact| matches!(fact.source, Source::Webhook { .. });
    let (mut again, mut taken) = (BTreeSet::new(), BTreeSet::new());
    for (place, fact) in facts.iter().enumerate().filter(|(_, fact)| read(fact)) {
        let near = |(_, other): &(usize, &Fact)| (other.at - fact.at).abs() <= NOTED_WITHIN;
        let before = facts.iter().enumerate().take(place).rev().take_while(near);
        let after = facts.iter().enumerate().skip(place + 1).take_while(near);
        let twin = before
            .chain(after)
            .find(|(at, other)| told(other) && !taken.contains(at) && is_noted(&fact.kind, &other.kind));
        if let Some((at, _)) = twin {
            taken.insert(at);
            again.insert(place);
        }
    }
    let mut place = 0;
    facts.retain(|_| {
        place += 1;
        !again.contains(&(place - 1))
    });
}

/// Whether both are one of the things that a code host may date a moment apart.
fn is_noted(one: &FactKind, other: &FactKind) -> bool {
    match (one, other) {
        (FactKind::ReadyForReview, FactKind::ReadyForReview)
        | (FactKind::ConvertedToDraft, FactKind::ConvertedToDraft)
        | (FactKind::ReviewDismissed, FactKind::ReviewDismissed)
        | (FactKind::Closed, FactKind::Closed)
        | (FactKind::Reopened, FactKind::Reopened)
        | (FactKind::Merged, FactKind::Merged) => true,
        (
            FactKind::Reviewed { reviewer, state },
            FactKind::Reviewed {
                reviewer: another,
                state: said,
            },
        ) => state == said && *state != ReviewState::Commented && reviewer.is_same(another),
        _ => false,
    }
}

/// The same review known under two names of an account counts once. `facts` are in order.
fn reviews(facts: Vec<Fact>) -> Vec<Fact> {
    let mut kept: Vec<Fact> = Vec::with_capacity(facts.len());
    for fact in facts {
        let imported = |fact: &Fact| matches!(fact.source, Source::Import { .. });
        // Who exports a list may not know what a review said that was dismissed later.
        let same = |other: &Fact| match (&fact.kind, &other.kind) {
            (
                FactKind::Reviewed { reviewer, state },
                FactKind::Reviewed {
                    reviewer: another,
                    state: said,
                },
            ) => (state == said || imported(&fact) != imported(other)) && reviewer.is_same(another),
            _ => false,
        };
        let known = kept
            .iter_mut()
            .rev()
            .take_while(|earlier| earlier.at == fact.at)
            .find(|earlier| same(earlier));
        match known {
            Some(known) if imported(known) && !imported(&fact) => *known = fact,
            Some(_) => {}
            None => kept.push(fact),
        }
    }
    kept
}

/// The code host tells each push of a pull request twice, once of the branch and once of the pull request, and neither
/// knows everything: both become one. `facts` are in order.
fn pushes(facts: Vec<Fact>) -> Vec<Fact> {
    let mut told: Vec<Fact> = Vec::with_capacity(facts.len());
    for fact in facts {
        let earlier = told
            .iter_mut()
            .rev()
            .take_while(|earlier| fact.at - earlier.at <= TOLD_WITHIN)
            .find(|earlier| is_same_push(earlier, &fact));
        match earlier {
            Some(earlier) => join(&mut earlier.kind, fact.kind),
            None => told.push(fact),
        }
    }
    told
}

fn is_same_push(one: &Fact, other: &Fact) -> bool {
    match (&one.kind, &other.kind) {
        (
            FactKind::Pushed { sha, before, told, .. },
            FactKind::Pushed {
                sha: another,
                before: from,
                told: told_too,
                ..
            },
        ) => {
            let fit = |one: &Option<String>, other: &Option<String>| one.is_none() || other.is_none() || one == other;
            !sha.is_empty() && sha == another && fit(before, from) && told.completes(*told_too)
        }
        _ => false,
    }
}

/// Adds what the second telling of a push knows to the first.
fn join(one: &mut FactKind, other: FactKind) {
    if let (
        FactKind::Pushed {
            forced,
            content_id,
            merge_of_base_only,
            before,
            told,
            ..
        },
        FactKind::Pushed {
            forced: also_forced,
            content_id: content,
            merge_of_base_only: merge,
            before: from,
            told: told_too,
            ..
        },
    ) = (one, other)
    {
        *forced |= also_forced;
        *merge_of_base_only |= merge;
        *content_id = content_id.take().or(content);
        *before = before.take().or(from);
        *told = told.with(told_too);
    }
}

#[cfg(test)]
mod tests;
