//! A zone version as a file that other programs judge by, and that says itself what it is.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::edit::check;
use super::{Boundary, Matching, ZoneItem, digest};

/// The JSON Schema of the file.
pub const POLICY_SCHEMA: &str = include_str!("policy/schema.json");
/// The name of the schema's file, by which the file names it.
pub const POLICY_SCHEMA_NAME: &str = "zone-policy.schema.json";

const KIND: &str = "countersign zone policy";
const FORMAT: u32 = 1;

/// A zone version, exported. Its names and words are never changed; a new format has another number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    #[serde(rename = "$schema", default)]
    schema: String,
    kind: String,
    format: u32,
    /// The address of the pilot.
    pub pilot: String,
    /// The number of the version.
    pub version: i32,
    /// Whether everybody it takes had signed it when it was exported.
    pub signed: bool,
    matching: i32,
    digest: String,
    /// A digest of what it says of itself, since the fourth edition of matching.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    checksum: String,
    /// Both sides, in order.
    pub items: Vec<ZoneItem>,
}

/// A file that is no policy, or not as it was exported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPolicy {
    /// No JSON, or not what a policy has.
    #[error("It is no zone policy: {0}.")]
    Form(String),
    /// Of a later edition of the program.
    #[error("It is of a format that this program does not know. Use a newer one.")]
    Format,
    /// Its items are not those that were exported.
    #[error("Its items were changed after it was exported: they do not fit its digest. Export it again.")]
    Changed,
    /// What it says of itself is not what was exported.
    #[error(
        "Its version, its pilot, who signed it or how it matches was changed after it was exported. Export it again."
    )]
    Altered,
}

impl Policy {
    /// The policy of a version.
    #[must_use]
    pub fn new(pilot: &str, version: i32, matching: Matching, items: &[ZoneItem], signed: bool) -> Self {
        let policy = Self {
            schema: POLICY_SCHEMA_NAME.to_owned(),
            kind: KIND.to_owned(),
            format: FORMAT,
            pilot: pilot.to_owned(),
            version,
            signed,
            matching: matching.number(),
            digest: digest(items).to_string(),
            checksum: String::new(),
            items: items.to_vec(),
        };
        Self {
            checksum: policy.sum(),
            ..policy
        }
    }

    /// SHA-256 over its parts as a JSON list without white space, of which the digest stands for the items; empty by the
    /// editions whose files had none.
    fn sum(&self) -> String {
        if Matching::of(self.matching).is_none_or(|matching| matching < Matching::Fourth) {
            return String::new();
        }
        let parts = (
            &self.kind,
            self.format,
            &self.pilot,
            self.version,
            self.signed,
            self.matching,
            &self.digest,
        );
        let json = serde_json::to_vec(&parts).expect("texts and numbers always have a JSON form");
        hex::encode(Sha256::digest(&json))
    }

    /// Its file.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("texts and numbers always have a JSON form");
        text.push('\n');
        text
    }

    /// Reads a file, and compares its items with its digest.
    ///
    /// # Errors
    /// [`BadPolicy`].
    pub fn read(text: &str) -> Result<Self, BadPolicy> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let form = |error: serde_json::Error| BadPolicy::Form(error.to_string());
        let named: Named = serde_json::from_str(text).map_err(form)?;
        if named.kind != KIND {
            return Err(BadPolicy::Form(format!("its kind is not “{KIND}”")));
        }
        if named.format != FORMAT {
            return Err(BadPolicy::Format);
        }
        let policy: Self = serde_json::from_str(text).map_err(form)?;
        Matching::of(policy.matching).ok_or(BadPolicy::Format)?;
        if digest(&policy.items).as_str() != policy.digest {
            return Err(BadPolicy::Changed);
        }
        if policy.sum() != policy.checksum {
            return Err(BadPolicy::Altered);
        }
        check(&policy.items)
            .map_err(|problem| BadPolicy::Form(problem.to_string().trim_end_matches('.').to_owned()))?;
        Ok(policy)
    }

    /// The digest of its items.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// What it judges by.
    #[must_use]
    pub fn boundary(&self) -> Boundary {
        Boundary::of(&self.items, Matching::of(self.matching).unwrap_or(Matching::NEWEST))
    }

    /// What it is, in a line: "Zone version 3 of checkout, c0ffee012345, signed".
    #[must_use]
    pub fn name(&self) -> String {
        let signed = if self.signed {
            "signed"
        } else {
            "not signed by everybody yet"
        };
        let short = self.digest.get(..12).unwrap_or(&self.digest);
        format!("Zone version {} of {}, {short}, {signed}", self.version, self.pilot)
    }
}

/// What is asked of a file before the rest of it.
#[derive(Deserialize)]
struct Named {
    kind: String,
    format: u32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::{Category, ChangedFile, FileChange, Limit, Side};

    fn items() -> Vec<ZoneItem> {
        vec![
            ZoneItem {
                side: Side::PmZone,
                category: Some(Category::Copy),
                text: "Words".to_owned(),
                rules: vec!["/web/locales/".parse().expect("a rule")],
                limit: Some(Limit::CopyOnly),
                examples: Vec::new(),
            },
            ZoneItem {
                side: Side::EngineeringZone,
                category: None,
                text: "The rest".to_owned(),
                rules: vec!["*".parse().expect("a rule")],
                limit: None,
                examples: Vec::new(),
            },
        ]
    }

    #[test]
    fn a_policy_reads_back_as_it_was_exported() {
        let policy = Policy::new("checkout", 3, Matching::Third, &items(), true);
        let text = policy.to_json();
        assert_eq!(Policy::read(&text), Ok(policy.clone()));
        assert_eq!(Policy::read(&format!("\u{feff}{text}")), Ok(policy.clone()));
        let short = &digest(&items()).to_string()[..12];
        assert_eq!(policy.name(), format!("Zone version 3 of checkout, {short}, signed"));
        let unsigned = Policy::new("checkout", 3, Matching::Third, &items(), false);
        assert!(unsigned.name().ends_with("not signed by everybody yet"));
    }

    /// What is written once has to be read for ever.
    #[test]
    fn its_file_has_a_form_for_ever() {
        let digest = digest(&items());
        let text = format!(
            r#"{{
  "$schema": "zone-policy.schema.json",
  "kind": "countersign zone policy",
  "format": 1,
  "pilot": "checkout",
  "version": 3,
  "signed": true,
  "matching": 3,
  "digest": "{digest}",
  "items": [
    {{
      "side": "pm_zone",
      "category": "copy",
      "text": "Words",
      "rules": [
        "/web/locales/"
      ],
      "limit": "copy_only"
    }},
    {{
      "side": "engineering_zone",
      "category": null,
      "text": "The rest",
      "rules": [
        "*"
      ]
    }}
  ]
}}
"#
        );
        assert_eq!(
            Policy::new("checkout", 3, Matching::Third, &items(), true).to_json(),
            text
        );
        let schema: serde_json::Value = serde_json::from_str(POLICY_SCHEMA).expect("json");
        let written: serde_json::Value = serde_json::from_str(&text).expect("json");
        for name in written.as_object().expect("an object").keys() {
            assert!(schema["properties"].get(name).is_some(), "{name} is in the schema");
        }
        let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
        compiler.add_resource(POLICY_SCHEMA_NAME, schema).expect("a schema");
        let index = compiler
            .compile(POLICY_SCHEMA_NAME, &mut schemas)
            .expect("a sound schema");
        if let Err(error) = schemas.validate(&written, index) {
            panic!("{error:#}");
        }
        for (name, wrong) in [
            ("version", serde_json::json!("3")),
            ("items", serde_json::json!({})),
            ("digest", serde_json::json!("of another length")),
        ] {
            let mut other = written.clone();
            other[name] = wrong;
            assert!(schemas.validate(&other, index).is_err(), "{name}");
        }
    }

    #[test]
    fn what_was_changed_after_it_was_exported_is_found() {
        let text = Policy::new("checkout", 3, Matching::Third, &items(), true).to_json();
        for (from, to, expected) in [
            ("/web/locales/", "/web/", BadPolicy::Changed),
            ("copy_only", "additive_only", BadPolicy::Changed),
            ("\"format\": 1", "\"format\": 2", BadPolicy::Format),
            ("\"matching\": 3", "\"matching\": 9", BadPolicy::Format),
        ] {
            assert_eq!(Policy::read(&text.replacen(from, to, 1)), Err(expected), "{from}");
        }
        let text = Policy::new("checkout", 3, Matching::Fourth, &items(), true).to_json();
        let sum = text.lines().find(|line| line.contains("checksum")).expect("it has one");
        for (from, to) in [
            ("\"version\": 3", "\"version\": 4"),
            ("\"signed\": true", "\"signed\": false"),
            ("\"pilot\": \"checkout\"", "\"pilot\": \"search\""),
            ("\"matching\": 4", "\"matching\": 3"),
            (sum, ""),
        ] {
            assert_eq!(
                Policy::read(&text.replacen(from, to, 1)),
                Err(BadPolicy::Altered),
                "{from}"
            );
        }
        assert!(Policy::read(&text).is_ok());
        for wrong in [
            "",
            "[]",
            "{}",
            "{\"kind\":\"x\",\"format\":1}",
            &text.replacen("pm_zone", "x", 1),
        ] {
            assert!(matches!(Policy::read(wrong), Err(BadPolicy::Form(_))), "{wrong}");
        }
        let twice = [items(), items()].concat();
        let twice = Policy::new("checkout", 3, Matching::Third, &twice, true).to_json();
        assert_eq!(
            Policy::read(&twice).expect_err("no zone").to_string(),
            "It is no zone policy: Another item has the same text."
        );
    }

    #[test]
    fn a_policy_judges_by_the_edition_it_was_signed_with() {
        let zone = |matching| {
            let policy = Policy::new("checkout", 3, matching, &items()[1..], true);
            let mut items = policy.items.clone();
            items.push(ZoneItem {
                text: "Docs".to_owned(),
                rules: vec!["/docs/".parse().expect("a rule")],
                limit: None,
                ..self::items()[0].clone()
            });
            let policy = Policy::new("checkout", 3, matching, &items, true);
            let read = Policy::read(&policy.to_json()).expect("a policy");
            let file = ChangedFile::new("docs/a.md", FileChange::Modified);
            read.boundary().judge(&[file], 1).is_inside()
        };
        assert!(zone(Matching::Third));
        assert!(!zone(Matching::Second));
    }
}
