//! What a code host is told of a pull request: one commit status at its newest commit, and, while it is outside the zone, one
//! comment. Both follow from how it is judged; what was told before is not looked at.

use serde::{Deserialize, Serialize};

use super::{Gate, InForce, Judged, Standing};
use crate::github::CodeHost;

/// The name of the status among others of a commit.
pub const CONTEXT: &str = "countersign/pm-zone";
/// The longest description a status may have, in characters.
pub const LONGEST_DESCRIPTION: usize = 140;
/// The most reasons a comment lists.
const MOST_REASONS: usize = 10;

/// A commit's status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitStatus {
    /// What it comes to.
    pub state: StatusState,
    /// Why, in a line.
    pub description: String,
    /// Where it can be read.
    pub url: String,
}

/// What a status comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatusState {
    /// Every gate is passed.
    Success,
    /// One says no.
    Failure,
    /// Something is still to come.
    Pending,
}

/// The one comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullComment {
    /// Whether it asks to pair. One that does not is only written over one that did.
    pub asks: bool,
    /// Its text, Markdown, with the mark it is known by.
    pub body: String,
}

/// How the mark of each comment of ours begins.
const MARK: &str = "<!-- countersign:pm-zone ";

/// The mark of the comment of a pull request, by the address of its page; nobody sees it.
#[must_use]
pub fn mark(url: &str) -> String {
    format!("{MARK}{url} -->")
}

/// Whether a comment is one of ours, by its mark: it says what was judged, and is nobody's review.
#[must_use]
pub fn is_ours(body: &str) -> bool {
    body.starts_with(MARK)
}

impl CommitStatus {
    /// That of a pull request whose page is at `url`.
    #[must_use]
    pub fn of(judged: &Judged, zone: Option<&InForce>, url: &str) -> Self {
        let version = zone.map_or_else(String::new, |zone| format!(" (version {})", zone.number));
        let open = judged.gates.iter().filter(|gate| !gate.is_clear());
        let failed = open.clone().find(|gate| gate.standing == Standing::Failed);
        let names: Vec<&str> = open.map(|gate| gate.gate.label()).collect();
        let (state, description) = match (&judged.veto, failed) {
            (Some(veto), _) => (StatusState::Failure, format!("Vetoed by {}: {}", veto.by, veto.reason)),
            (None, Some(gate)) if gate.gate == Gate::Zone => (
                StatusState::Failure,
                format!("Outside the PM zone{version}. {}", gate.sentence),
            ),
            (None, Some(gate)) => (
                StatusState::Failure,
                format!("{}: {}", gate.gate.label(), gate.sentence),
            ),
            (None, None) if names.is_empty() => (
                StatusState::Success,
                format!("Inside the PM zone{version}, every gate passed: ready for review."),
            ),
            (None, None) => (StatusState::Pending, format!("Still to come: {}.", names.join(", "))),
        };
        Self {
            state,
            description: shortened(&description),
            url: url.to_owned(),
        }
    }

    /// As a code host can keep it. GitLab refuses a waiting status anew, and with it every other word: there one that waits
    /// says what stays right until it waits no more, and its page what is still to come.
    #[must_use]
    pub fn kept_by(&self, host: CodeHost) -> Self {
        match (host, self.state) {
            (CodeHost::GitLab, StatusState::Pending) => Self {
                description: "Not every gate is passed yet: the page says what is still to come.".to_owned(),
                ..self.clone()
            },
            _ => self.clone(),
        }
    }

    /// That of a pull request that no gate binds any more.
    #[must_use]
    pub fn released(url: &str) -> Self {
        Self {
            state: StatusState::Success,
            description: "No pilot PM’s change: no gate of the pilot binds it.".to_owned(),
            url: url.to_owned(),
        }
    }
}

impl PullComment {
    /// That of a pull request whose page is at `url` and whose feature these DRIs look after.
    #[must_use]
    pub fn of(judged: &Judged, zone: Option<&InForce>, dris: &[&str], url: &str) -> Self {
        let [passage, ..] = &judged.gates;
        let outside = passage.standing == Standing::Failed && !passage.is_clear();
        let (Some(zone), true) = (zone, outside) else {
            let why = match (&passage.waiver, passage.standing) {
                (Some(waiver), _) => format!("{} let it pass with a reason.", plain(&waiver.by)),
                (None, Standing::Passed) => "It is inside the PM zone now.".to_owned(),
                (None, _) => "Its files are not known at its newest commit.".to_owned(),
            };
            return Self::withdrawn(&why, url);
        };
        let verdict = judged.newest().and_then(|newest| newest.verdict.as_ref());
        let reasons = verdict.map(|verdict| verdict.reasons(&zone.items)).unwrap_or_default();
        let listed: Vec<String> = reasons
            .iter()
            .take(MOST_REASONS)
            .map(|reason| on_one_line(reason))
            .collect();
        let more = match reasons.len().saturating_sub(MOST_REASONS) {
            0 => String::new(),
            n => format!("\n\nAnd {n} more."),
        };
        let pair = match dris {
            [] => "a developer of the feature".to_owned(),
            dris => dris.iter().map(|dri| plain(dri)).collect::<Vec<_>>().join(" or "),
        };
        let fence = fence(&listed);
        let body = format!(
            "{}\n**Outside the PM zone: please pair with {pair}.**\n\nVersion {} of the zone, which both sides signed, leaves \
             this to engineering:\n\n{fence}text\n{}\n{fence}{more}\n\nTake it out of this change, or pair with {pair}, \
             who can also let it pass with a reason. [File by file]({url})\n",
            mark(url),
            zone.number,
            listed.join("\n"),
        );
        Self { asks: true, body }
    }

    /// Its text. `former` leads to one that another account wrote, with a token or an App of before, and that this one may not
    /// change: it says that it counts no more.
    #[must_use]
    pub fn text(&self, former: Option<&str>) -> String {
        match former {
            None => self.body.clone(),
            Some(former) => format!(
                "{}\nAn [earlier comment]({former}) was written by another account and cannot be changed from here. It counts no more.\n",
                self.body
            ),
        }
    }

    /// One that asks for nothing any more.
    #[must_use]
    pub fn withdrawn(why: &str, url: &str) -> Self {
        let body = format!(
            "{}\n**Nothing to pair on any more.** {why} [File by file]({url})\n",
            mark(url)
        );
        Self { asks: false, body }
    }
}

/// At most as long as a status takes.
fn shortened(text: &str) -> String {
    let text = on_one_line(text);
    if text.chars().count() <= LONGEST_DESCRIPTION {
        return text;
    }
    let head: String = text.chars().take(LONGEST_DESCRIPTION - 1).collect();
    format!("{}…", head.trim_end())
}

/// Without line ends and what else cannot be seen.
fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A name in Markdown as it reads: it makes nothing bold, links nowhere and calls nobody.
fn plain(name: &str) -> String {
    let mut plain = String::new();
    for c in on_one_line(name).chars() {
        match c {
            '@' => plain.push_str("(at)"),
            c if c.is_ascii_punctuation() => plain.extend(['\\', c]),
            c => plain.push(c),
        }
    }
    plain
}

/// A fence that no line of these closes: what stands in it is text, whatever a path is called.
fn fence(lines: &[String]) -> String {
    let mut longest = 0;
    for line in lines {
        let mut run = 0;
        for c in line.chars() {
            run = if c == '`' { run + 1 } else { 0 };
            longest = longest.max(run);
        }
    }
    "`".repeat(longest.max(2) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_has_140_characters_at_most_and_one_line() {
        let long = "ä".repeat(150);
        let short = shortened(&long);
        assert_eq!(short.chars().count(), 140);
        assert!(short.ends_with('…'));
        assert_eq!(shortened("a\nb"), "a b");
        assert_eq!(shortened(&"x".repeat(140)), "x".repeat(140));
    }

    #[test]
    fn on_gitlab_a_status_that_waits_keeps_its_words() {
        let status = |state, description: &str| CommitStatus {
            state,
            description: description.to_owned(),
            url: "https://countersign.example/p".to_owned(),
        };
        let waits = |words: &str| status(StatusState::Pending, words);
        let (one, other) = (waits("Still to come: Skill file, Flag."), waits("Still to come: Flag."));
        assert_eq!(one.kept_by(CodeHost::GitHub), one);
        assert_eq!(one.kept_by(CodeHost::GitLab), other.kept_by(CodeHost::GitLab));
        assert!(!one.kept_by(CodeHost::GitLab).description.contains("Skill file"));
        let done = status(StatusState::Failure, "Outside.");
        assert_eq!(done.kept_by(CodeHost::GitLab), done);
    }

    #[test]
    fn a_name_calls_nobody_and_a_path_closes_no_fence() {
        assert_eq!(plain("Lee @acme *x* <b>"), "Lee (at)acme \\*x\\* \\<b\\>");
        assert_eq!(fence(&["plain".to_owned()]), "```");
        assert_eq!(fence(&["a ```` b".to_owned()]), "`````");
    }
}
