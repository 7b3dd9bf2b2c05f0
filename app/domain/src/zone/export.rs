//! Files made from a zone version, so that they cannot drift from what was agreed. Each carries the version and its hash.

mod codeowners;
mod planning;
mod skill;

use super::{Matching, POLICY_SCHEMA, POLICY_SCHEMA_NAME, Policy, ZoneItem, digest};
use crate::document::unseen;

/// What files are made from.
#[derive(Clone, Copy, Debug)]
pub struct Agreed<'a> {
    /// The pilot's name and its address.
    pub pilot: (&'a str, &'a str),
    /// The number of the version.
    pub version: i32,
    /// How it judges paths.
    pub matching: Matching,
    /// Both sides, in order.
    pub items: &'a [ZoneItem],
    /// Whether everybody it takes has signed it.
    pub signed: bool,
    /// What the proposal says that pilot PMs never do.
    pub no_go: &'a [String],
    /// Features by name, each with the key of its flag.
    pub features: &'a [(&'a str, &'a str)],
    /// Whom pilot PMs pair with.
    pub dris: &'a [&'a str],
}

/// A file that can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// For `countersign check`.
    Policy,
    /// What the policy's file looks like.
    PolicySchema,
    /// For GitHub, whose owners are asked for reviews.
    GithubCodeowners,
    /// For GitLab.
    GitlabCodeowners,
    /// The checklist that a coding agent runs before it asks for review.
    Skill,
    /// What a feature's PLANNING.md answers.
    Planning,
}

impl Export {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 6] = [
        Self::Policy,
        Self::PolicySchema,
        Self::GithubCodeowners,
        Self::GitlabCodeowners,
        Self::Skill,
        Self::Planning,
    ];

    /// The last part of its address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "zone.json",
            Self::PolicySchema => POLICY_SCHEMA_NAME,
            Self::GithubCodeowners => "codeowners-github",
            Self::GitlabCodeowners => "codeowners-gitlab",
            Self::Skill => "skill.md",
            Self::Planning => "planning.md",
        }
    }

    /// Reads that word; `None` for any other.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|export| export.as_str() == word)
    }

    /// The words of its link.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Policy => "Policy for countersign check",
            Self::PolicySchema => "JSON Schema of the policy",
            Self::GithubCodeowners => "CODEOWNERS for GitHub",
            Self::GitlabCodeowners => "CODEOWNERS for GitLab",
            Self::Skill => "PM PR Review skill file",
            Self::Planning => "PLANNING.md template",
        }
    }

    /// Where it belongs in a repository.
    #[must_use]
    pub const fn place(self) -> &'static str {
        match self {
            Self::Policy => ".countersign/zone.json",
            Self::PolicySchema => ".countersign/zone-policy.schema.json",
            Self::GithubCodeowners => ".github/CODEOWNERS",
            Self::GitlabCodeowners => ".gitlab/CODEOWNERS",
            Self::Skill => ".claude/skills/pm-pr-review/SKILL.md, or wherever your coding agent looks",
            Self::Planning => "PLANNING.md beside the feature",
        }
    }

    /// The name of the file.
    #[must_use]
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Policy => "zone.json",
            Self::PolicySchema => POLICY_SCHEMA_NAME,
            Self::GithubCodeowners | Self::GitlabCodeowners => "CODEOWNERS",
            Self::Skill => "SKILL.md",
            Self::Planning => "PLANNING.md",
        }
    }

    /// What it is sent as.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Policy | Self::PolicySchema => "application/json",
            Self::GithubCodeowners | Self::GitlabCodeowners => "text/plain; charset=utf-8",
            Self::Skill | Self::Planning => "text/markdown; charset=utf-8",
        }
    }

    /// Makes it.
    #[must_use]
    pub fn text(self, of: &Agreed<'_>) -> String {
        match self {
            Self::Policy => Policy::new(of.pilot.1, of.version, of.matching, of.items, of.signed).to_json(),
            Self::PolicySchema => POLICY_SCHEMA.to_owned(),
            Self::GithubCodeowners => codeowners::text(of, codeowners::Host::GitHub),
            Self::GitlabCodeowners => codeowners::text(of, codeowners::Host::GitLab),
            Self::Skill => skill::text(of),
            Self::Planning => planning::text(of),
        }
    }
}

impl Agreed<'_> {
    /// What the file was made from: "Checkout, zone version 3, c0ffee…, signed by everybody it takes".
    fn origin(&self) -> String {
        let signed = if self.signed {
            "signed by everybody it takes"
        } else {
            "NOT SIGNED by everybody yet: it may still change"
        };
        let (name, _) = self.pilot;
        format!(
            "{}, zone version {}, {}, {signed}",
            line(name),
            self.version,
            digest(self.items)
        )
    }

    /// The version in a few letters.
    fn mark(&self) -> String {
        format!("zone version {} ({})", self.version, digest(self.items).short())
    }
}

/// A text in one line, with what cannot be seen in it.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    unseen::shown(&words.join(" ")).into_owned()
}

#[cfg(test)]
mod tests;
