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

/// Where what is said of a change as a whole stands: code hosts take no result without a place.
const ZONE: &str = ".countersign/zone.json";

/// Each rule with what it says and what to do, which code hosts show beside a result.
const RULES: [(&str, &str, &str); 3] = [
    (
        "engineering-zone",
        "The file stays with engineering.",
        "Pair with an engineer for this file, or take it out of the change.",
    ),
    (
        "unclassified",
        "No rule of the zone speaks of the file.",
        "Pair with an engineer for this file, or take it out of the change. The next version of the zone can name it.",
    ),
    (
        "not-judged",
        "The change cannot be judged as a whole.",
        "Split the change into smaller ones.",
    ),
];

pub(super) fn told(policy: &Policy, verdict: &ChangeVerdict, has_files: bool) -> String {
    let whole = verdict
        .unjudged
        .iter()
        .filter(|_| has_files)
        .map(|unjudged| result(RULES[2].0, &unjudged.sentence(), ZONE));
    let files = verdict.outside().map(|file| {
        let rule = if file.zone == FileZone::EngineeringZone {
            RULES[0].0
        } else {
            RULES[1].0
        };
        result(rule, &file.sentence(&policy.items), &file.path)
    });
    let results: Vec<Value> = whole.chain(files).collect();
    let rules: Vec<Value> = RULES
        .iter()
        .map(|(id, text, help)| {
            json!({
                "id": id,
                "shortDescription": { "text": text },
                "fullDescription": { "text": text },
                "help": { "text": help },
            })
        })
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

fn result(rule: &str, sentence: &str, path: &str) -> Value {
    let uri = utf8_percent_encode(path, PATH).to_string();
    json!({
        "ruleId": rule,
        "level": "error",
        "message": { "text": sentence },
        // Code hosts take no result without a line; it is of the file as a whole.
        "locations": [
            { "physicalLocation": { "artifactLocation": { "uri": uri }, "region": { "startLine": 1 } } },
        ],
    })
}
