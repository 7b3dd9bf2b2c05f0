//! Random lives of pull requests, as GitHub tells them and as facts.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use domain::ids::PersonId;
use domain::metric::review_cycles::pr_cycles;
use domain::metric::{CycleTime, PrCycles, cycle_time};
use domain::pull_request::{
    Account, Fact, FactKind, People, PullRequest, PullRequestState, ReviewState, Source, Told as Known,
};
use serde_json::json;

use super::story::{Pull, Told, commit, minute, push, user};

/// Numbers that look random, the same for a seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    pub fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }

    fn of<T: Clone>(&mut self, some: &[T]) -> T {
        let at = usize::try_from(self.below(some.len() as u64)).unwrap();
        some[at].clone()
    }

    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for last in (1..all.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).unwrap();
            all.swap(last, other);
        }
    }
}

/// A life as GitHub tells it and as facts.
pub struct Life {
    /// In the order in which it happened, but for what was lost on the way.
    pub told: Vec<Told>,
    /// What that says.
    pub facts: Vec<Fact>,
    /// The opening as somebody enters it, where GitHub's was lost.
    pub entered: Option<Fact>,
}

impl Life {
    /// The facts with the opening that somebody entered in the place of the deduced one.
    pub fn completed(&self) -> Vec<Fact> {
        let deduced = |fact: &&Fact| self.entered.is_none() || !is_opening(fact);
        self.facts
            .iter()
            .filter(deduced)
            .chain(&self.entered)
            .cloned()
            .collect()
    }
}

fn is_opening(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Opened { .. })
}

fn account(login: &str) -> Account {
    let user = user(login);
    Account {
        login: login.to_owned(),
        is_bot_type: user["type"] == "Bot",
        id: user["id"].as_i64(),
    }
}

fn fact(at: DateTime<Utc>, kind: FactKind) -> Fact {
    Fact {
        at,
        arrival: 0,
        kind,
        source: Source::Webhook {
            delivery: String::new(),
        },
    }
}

fn pushed(at: DateTime<Utc>, by: &str, (before, sha): (&str, &str)) -> Fact {
    fact(
        at,
        FactKind::Pushed {
            sha: sha.to_owned(),
            author: account(by),
            forced: false,
            content_id: None,
            merge_of_base_only: false,
            before: Some(before.to_owned()),
            told: Known::Unknown,
        },
    )
}

/// A life while it is made up.
struct Story<'d> {
    dice: &'d mut Dice,
    minutes: i64,
    pr: Pull,
    life: Life,
}

/// The life of the pull request with that number.
pub fn a_life(number: i32, dice: &mut Dice) -> Life {
    let author = dice.of(&["mira-codes", "writer[bot]", "tess-varga"]);
    let branch = format!("feat/saved-addresses-{number}");
    let minutes = i64::try_from(dice.below(5000)).unwrap();
    let mut story = Story {
        pr: Pull::new(number, &branch, author, minute(minutes)),
        dice,
        minutes,
        life: Life {
            told: Vec::new(),
            facts: Vec::new(),
            entered: None,
        },
    };
    let (first, head) = (story.later(), format!("{number}-0"));
    let begun = vec![commit(&head, "Begin", true, first)];
    story.life.told.push(push(&branch, author, ("", &head), begun, first));
    story.life.facts.push(pushed(first, author, ("", &head)));
    story.pr.opened_at = story.later();
    story.pr.draft = story.dice.one_in(3);
    story.pr.head = head;
    let (opened_at, draft) = (story.pr.opened_at, story.pr.draft);
    let opened = story.pr.opened();
    for step in 1..=story.dice.below(12) {
        story.step(step);
    }
    if !story.pr.closed && !story.dice.one_in(4) {
        story.merge();
    }
    let mut life = story.life;
    let first_told = life.told.iter().find_map(|(_, payload)| {
        let described_at = payload["pull_request"]["updated_at"].as_str()?;
        Some(described_at.parse::<DateTime<Utc>>().unwrap())
    });
    let deduced_from = first_told.filter(|_| dice.one_in(6));
    if deduced_from.is_none() {
        life.told.insert(1, opened);
    } else if dice.one_in(2) {
        life.entered = Some(Fact {
            at: opened_at - TimeDelta::minutes(i64::try_from(dice.below(3)).unwrap()),
            source: Source::Hand {
                person: PersonId(1),
                corrects: None,
            },
            ..fact(
                opened_at,
                FactKind::Opened {
                    draft,
                    deduced_from: None,
                },
            )
        });
    }
    life.facts
        .push(fact(opened_at, FactKind::Opened { draft, deduced_from }));
    life
}

impl Story<'_> {
    fn later(&mut self) -> DateTime<Utc> {
        self.minutes += 1 + i64::try_from(self.dice.below(700)).unwrap();
        minute(self.minutes)
    }

    fn add(&mut self, told: Told, at: DateTime<Utc>, kind: FactKind) {
        self.life.told.push(told);
        self.life.facts.push(fact(at, kind));
    }

    fn step(&mut self, step: u64) {
        let at = self.later();
        match self.dice.below(8) {
            0..=2 => self.push(step, at),
            3..=5 => self.review(at),
            6 if self.pr.closed => {
                let told = self.pr.reopened(at);
                self.add(told, at, FactKind::Reopened);
            }
            6 => {
                let told = self.pr.closed(at);
                self.add(told, at, FactKind::Closed);
                // By mistake: both are of one second.
                if self.dice.one_in(4) {
                    let told = self.pr.reopened(at);
                    self.add(told, at, FactKind::Reopened);
                }
            }
            _ if self.pr.draft => {
                let told = self.pr.ready(at);
                self.add(told, at, FactKind::ReadyForReview);
            }
            _ => {
                let told = self.pr.drafted(at);
                self.add(told, at, FactKind::ConvertedToDraft);
            }
        }
    }

    /// A push, told of the branch and a moment later of the pull request; of a closed one only of the branch. One of the
    /// two can be lost.
    fn push(&mut self, step: u64, at: DateTime<Utc>) {
        let (author, branch) = (self.pr.author.clone(), self.pr.branch.clone());
        let by = self.dice.of(&[author.as_str(), "mira-codes", "renovate[bot]"]);
        let next = format!("{}-{step}", self.pr.number);
        let (merges, forced) = (self.dice.one_in(4), self.dice.one_in(6));
        let message = if merges {
            format!("Merge branch 'main' into {branch}")
        } else {
            "More".to_owned()
        };
        let head = self.pr.head.clone();
        let commits = vec![commit(&next, &message, true, at)];
        let (event, mut of_branch) = push(&branch, by, (&head, &next), commits, at);
        of_branch["forced"] = json!(forced);
        let (mut known_at, mut is_merge, mut is_forced) = (at, merges && !forced, forced);
        if self.pr.closed {
            self.pr.head.clone_from(&next);
            self.life.told.push((event, of_branch));
        } else {
            let told_at = at + TimeDelta::seconds(i64::try_from(self.dice.below(4)).unwrap());
            let of_pull_request = self.pr.pushed(by, &next, told_at);
            match self.dice.below(8) {
                0 => {
                    // The pull request alone does not say what kind of push it was.
                    (known_at, is_merge, is_forced) = (told_at, false, false);
                    self.life.told.push(of_pull_request);
                }
                1 => self.life.told.push((event, of_branch)),
                _ => self.life.told.extend([(event, of_branch), of_pull_request]),
            }
        }
        let mut fact = pushed(known_at, by, (&head, &next));
        if let FactKind::Pushed {
            forced,
            merge_of_base_only,
            ..
        } = &mut fact.kind
        {
            (*forced, *merge_of_base_only) = (is_forced, is_merge);
        }
        self.life.facts.push(fact);
    }

    fn review(&mut self, at: DateTime<Utc>) {
        let author = self.pr.author.clone();
        let by = self
            .dice
            .of(&["jonas-weld", "lee-codes", author.as_str(), "scanner[bot]", "omar-codes"]);
        let (word, state) = self.dice.of(&[
            ("approved", ReviewState::Approved),
            ("changes_requested", ReviewState::ChangesRequested),
            ("commented", ReviewState::Commented),
        ]);
        let told = self.pr.reviewed(by, word, at);
        let reviewer = account(by);
        self.add(told, at, FactKind::Reviewed { reviewer, state });
    }

    /// The merge, and perhaps a review after it, which tells of the merge as well where its own telling was lost.
    fn merge(&mut self) {
        let at = self.later();
        let told = self.pr.merged(at);
        self.life.facts.push(fact(at, FactKind::Merged));
        let lost = self.dice.one_in(3) && {
            let after = self.later();
            self.review(after);
            self.dice.one_in(2)
        };
        if !lost {
            self.life.told.push(told);
        }
    }
}

/// What is counted of a pull request.
#[derive(Debug, PartialEq)]
pub struct Numbers {
    state: PullRequestState,
    cycles: PrCycles,
    time: CycleTime,
}

pub fn numbers(pr: &PullRequest, people: People<'_>, zone: Tz) -> Numbers {
    Numbers {
        state: pr.state(),
        cycles: pr_cycles(pr, people, None),
        time: cycle_time(pr, None, zone, &[], minute(100_000)),
    }
}

/// The deliveries of all these lives under ids of their own, in the order of the lives.
pub fn deliveries(lives: &[Life]) -> Vec<(String, Told)> {
    let told = lives.iter().flat_map(|life| &life.told);
    let named = told
        .enumerate()
        .map(|(number, told)| (format!("{number}"), told.clone()));
    named.collect()
}

/// The deliveries in any order, some told twice under one id, some under another.
pub fn in_any_order(mut deliveries: Vec<(String, Told)>, dice: &mut Dice) -> Vec<(String, Told)> {
    for (number, (id, told)) in deliveries.clone().into_iter().enumerate() {
        match dice.below(5) {
            0 => deliveries.push((id, told)),
            1 => deliveries.push((format!("again-{number}"), told)),
            _ => {}
        }
    }
    dice.shuffle(&mut deliveries);
    deliveries
}
