//! SARIF 2.1.0, in which code hosts and editors take results: one for each file outside the PM zone.

use domain::zone::{ChangeVerdict, FileZone, Policy};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

/// What stays as it is in the address of a file.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

const RULES: [(&str, &str); 3] = [
    ("engineering-zone", "The file stays with engineering."),
    ("unclassified", "No rule of the zone speaks of the file."),
    ("not-judged", "The change cannot be judged as a whole."),
];

pub(super) fn told(policy: &Policy, verdict: &ChangeVerdict, has_files: bool) -> String {
    let whole = verdict
        .unjudged
        .iter()
        .filter(|_| has_files)
        .map(|unjudged| result(RULES[2].0, &unjudged.sentence(), None));
    let files = verdict.outside().map(|file| {
        let rule = if file.zone == FileZone::EngineeringZone {
            RULES[0].0
        } else {
            RULES[1].0
        };
        result(rule, &file.sentence(&policy.items), Some(&file.path))
    });
    let results: Vec<Value> = whole.chain(files).collect();
    let rules: Vec<Value> = RULES
        .iter()
        .map(|(id, text)| json!({ "id": id, "shortDescription": { "text": text } }))
        .collect();
    let told = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "countersign",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "properties": { "zone": policy.name() },
            "results": results,
        }],
    });
    format!("{told:#}\n")
}

fn result(rule: &str, sentence: &str, path: Option<&str>) -> Value {
    let locations: Vec<Value> = path
        .map(|path| {
            let uri = utf8_percent_encode(path, PATH).to_string();
            // Code hosts take no result without a line; it is of the file as a whole.
            json!({ "physicalLocation": { "artifactLocation": { "uri": uri }, "region": { "startLine": 1 } } })
        })
        .into_iter()
        .collect();
    json!({
        "ruleId": rule,
        "level": "error",
        "message": { "text": sentence },
        "locations": locations,
    })
}
