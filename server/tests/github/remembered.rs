//! What was delivered, in memory: read as the worker reads it, and kept as the store keeps it, as far as cycles and times
//! rest on it. A delivery counts once by its id, a fact once by its key, a push once by branch, heads and time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::gate::{Pushed, SkillResult, Submitted, heads, judge};
use domain::github::exported::Exported;
use domain::github::{Event, PullRequestEvent, Push};
use domain::ids::PullRequestId;
use domain::pull_request::{Fact, FactKind, PullRequest, Source};
use server::github::payload::{self, Heard};

use super::story::{REPOSITORY, Told};

#[derive(Default)]
pub struct Remembered {
    ids: BTreeSet<String>,
    pulls: BTreeMap<i32, Pull>,
    pushes: Vec<(Push, i64, String)>,
    arrivals: i64,
    /// What the skill file said: of which commit, whether it passed, and when.
    results: BTreeSet<(String, bool, DateTime<Utc>)>,
}

struct Pull {
    /// As it was described last.
    newest: PullRequestEvent,
    head_branches: BTreeSet<String>,
    heads: BTreeSet<String>,
    facts: Vec<Fact>,
}

impl Pull {
    fn add(&mut self, fact: Fact) {
        if self.facts.iter().all(|known| known.key() != fact.key()) {
            self.facts.push(fact);
        }
    }
}

impl Remembered {
    pub fn deliver(&mut self, id: &str, (event, payload): &Told) {
        if !self.ids.insert(id.to_owned()) {
            return;
        }
        self.arrivals += 1;
        match payload::read(event, payload.to_string().as_bytes()).unwrap() {
            Heard::Event(heard) => match heard.1 {
                Event::PullRequest(event) => self.note_pull_request(*event, id),
                // GitLab does not say when a push was: it counts from its receipt, which the story tells.
                Event::Push(push) => {
                    let received = payload["received_at"].as_str().map(|at| at.parse().unwrap());
                    let at = push.at.or(received);
                    self.note_push(Push { at, ..push }, id);
                }
                Event::SkillResult(result) => {
                    self.results.insert((result.head, result.passed, result.at));
                }
                Event::MergeGroup(_) | Event::Renamed | Event::Files(_) => {}
                Event::Past(past) => self.note_past(past.event(), id),
            },
            Heard::Ignored(why) => panic!("{why}"),
        }
    }

    /// Adds a fact that somebody entered.
    pub fn enter(&mut self, number: i32, fact: &Fact) {
        self.arrivals += 1;
        let arrival = self.arrivals;
        self.pulls.get_mut(&number).unwrap().add(Fact {
            arrival,
            ..fact.clone()
        });
    }

    fn note_past(&mut self, event: PullRequestEvent, id: &str) {
        let delivery = id.to_owned();
        self.note(event, &Source::Api { delivery });
    }

    /// Adds what an import tells.
    pub fn import(&mut self, exported: &Exported) {
        self.arrivals += 1;
        for told in &exported.pulls {
            let source = Source::Import {
                import: 1,
                row: told.row,
            };
            self.note(told.event.clone(), &source);
        }
    }

    fn note_pull_request(&mut self, event: PullRequestEvent, id: &str) {
        let delivery = id.to_owned();
        self.note(event, &Source::Webhook { delivery });
    }

    fn note(&mut self, event: PullRequestEvent, source: &Source) {
        let pull = self.pulls.entry(event.number).or_insert_with(|| Pull {
            newest: event.clone(),
            head_branches: BTreeSet::new(),
            heads: BTreeSet::new(),
            facts: Vec::new(),
        });
        pull.head_branches.insert(event.head_branch.clone());
        pull.heads.insert(event.head.clone());
        for happened in event.to_record() {
            pull.add(Fact {
                at: happened.at,
                arrival: self.arrivals,
                kind: happened.kind,
                source: source.clone(),
            });
        }
        // GitLab names whoever opened it only where they act themselves.
        let named = [&event.author, &pull.newest.author]
            .into_iter()
            .find(|author| !author.is_deleted());
        let author = named.unwrap_or(&event.author).clone();
        if event.described_at > pull.newest.described_at {
            pull.newest = event;
        }
        pull.newest.author = author;
    }

    fn note_push(&mut self, push: Push, id: &str) {
        let same = |known: &Push| {
            (&known.branch, &known.before, &known.after, known.at) == (&push.branch, &push.before, &push.after, push.at)
        };
        if !push.to_default && !self.pushes.iter().any(|(known, ..)| same(known)) {
            self.pushes.push((push, self.arrivals, id.to_owned()));
        }
    }

    /// The pull requests, by their numbers.
    pub fn pull_requests(&self) -> Vec<PullRequest> {
        self.pulls.values().map(|pull| self.pull_request(pull)).collect()
    }

    /// Where the gate of the skill file stands for each pull request, and why.
    pub fn gates(&self) -> Vec<String> {
        let mut all: Vec<String> = self.pulls.values().map(|pull| self.gate(pull)).collect();
        all.sort();
        all
    }

    fn gate(&self, pull: &Pull) -> String {
        let pushes: Vec<Pushed> = self
            .pull_request(pull)
            .life()
            .facts()
            .filter_map(|fact| match &fact.kind {
                FactKind::Pushed {
                    sha,
                    before,
                    merge_of_base_only,
                    ..
                } => Some(Pushed {
                    sha: sha.clone(),
                    at: fact.at,
                    before: before.clone(),
                    merges_base: *merge_of_base_only,
                }),
                _ => None,
            })
            .collect();
        let newest = &pull.newest;
        let was_newest = |head: &String| pull.heads.contains(head) || pushes.iter().any(|push| push.sha == *head);
        let results = self.results.iter().filter(|(head, ..)| was_newest(head));
        let submitted = Submitted {
            heads: heads(&pushes, &[], (&[], &[]), Some((&newest.head, newest.described_at))),
            results: results
                .map(|(head, passed, at)| SkillResult {
                    head: head.clone(),
                    passed: *passed,
                    at: *at,
                })
                .collect(),
            waivers: Vec::new(),
            veto: None,
            planning: None,
            planning_changed: None,
            flag_key: String::new(),
        };
        let judged = judge(submitted, &[]);
        let gate = &judged.gates[1];
        format!("{}: {:?} {}", newest.number, gate.standing, gate.sentence)
    }

    fn pull_request(&self, pull: &Pull) -> PullRequest {
        let newest = pull.newest.clone();
        let of_it = self
            .pushes
            .iter()
            .filter(|(push, ..)| pull.head_branches.contains(&push.branch));
        let pushed = of_it.map(|(push, arrival, id)| Fact {
            at: push.at.unwrap(),
            arrival: *arrival,
            kind: push.to_pull_request(&newest.base_branch),
            source: Source::Webhook { delivery: id.clone() },
        });
        PullRequest {
            id: PullRequestId(newest.number.into()),
            repository: REPOSITORY.to_owned(),
            number: newest.number,
            facts: pull.facts.iter().cloned().chain(pushed).collect(),
            title: newest.title,
            url: newest.url,
            author: newest.author,
            head_branch: newest.head_branch,
            apart: None,
            commits: None,
        }
    }
}
