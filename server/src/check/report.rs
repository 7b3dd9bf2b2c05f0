//! What came of a check, for people and for programs.

use std::fmt::Write as _;

use domain::document::unseen;
use domain::zone::{ChangeVerdict, FileVerdict, Policy};
use serde_json::json;

use super::{Form, sarif};

/// A change that was judged.
pub(super) struct Report {
    policy: Policy,
    /// How many files changed.
    files: usize,
    verdict: ChangeVerdict,
}

impl Report {
    pub(super) fn new(policy: Policy, files: usize, verdict: ChangeVerdict) -> Self {
        Self { policy, files, verdict }
    }

    /// Whether the change stays inside; where nothing changed, nothing is outside.
    pub(super) fn is_inside(&self) -> bool {
        self.files == 0 || self.verdict.is_inside()
    }

    pub(super) fn told(&self, form: Form) -> String {
        match form {
            Form::Table => self.table(),
            Form::Json => self.json(),
            Form::Sarif => sarif::told(&self.policy, &self.verdict, self.files > 0),
        }
    }

    fn summary(&self) -> String {
        match self.files {
            0 => "Nothing changed.".to_owned(),
            _ => self.verdict.summary(),
        }
    }

    fn table(&self) -> String {
        const WIDEST: usize = 60;
        let rows: Vec<(&str, String, String)> = self.verdict.files.iter().map(|file| self.row(file)).collect();
        let width = |text: &str| text.chars().count();
        let zone = rows.iter().map(|row| width(row.0)).max().unwrap_or_default();
        let path = rows
            .iter()
            .map(|row| width(&row.1))
            .max()
            .unwrap_or_default()
            .min(WIDEST);
        let mut text = format!("{}\n{}\n", self.policy.name(), self.summary());
        if let Some(unjudged) = self.verdict.unjudged.filter(|_| self.files > 0) {
            let _ = writeln!(text, "{}", unjudged.sentence());
        }
        if !rows.is_empty() {
            text.push('\n');
        }
        for (label, name, reason) in rows {
            let _ = writeln!(text, "{label:zone$}  {name:path$}  {reason}");
        }
        text
    }

    fn row(&self, file: &FileVerdict) -> (&'static str, String, String) {
        let name = unseen::shown(&file.path).into_owned();
        (file.zone.label(), name, file.reason(&self.policy.items))
    }

    fn json(&self) -> String {
        let items = &self.policy.items;
        let counts = self.verdict.counts();
        let files: Vec<_> = self
            .verdict
            .files
            .iter()
            .map(|file| {
                json!({
                    "path": file.path,
                    "previous": file.previous,
                    "zone": file.zone.as_str(),
                    "why": file.why,
                    "sentence": file.sentence(items),
                })
            })
            .collect();
        let reasons = if self.files == 0 {
            Vec::new()
        } else {
            self.verdict.reasons(items)
        };
        let told = json!({
            "format": 1,
            "inside": self.is_inside(),
            "summary": self.summary(),
            "zone": {
                "pilot": self.policy.pilot,
                "version": self.policy.version,
                "digest": self.policy.digest(),
                "signed": self.policy.signed,
            },
            "counts": {
                "pm_zone": counts.pm_zone,
                "engineering_zone": counts.engineering_zone,
                "unclassified": counts.unclassified,
            },
            "reasons": reasons,
            "files": files,
        });
        format!("{told:#}\n")
    }
}
