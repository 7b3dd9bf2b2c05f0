//! Payloads as the code host sends them: the examples of `@octokit/webhooks-examples` with some fields changed, each of which
//! still fits `@octokit/webhooks-schemas`.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, ensure};
use boon::{Compiler, Schemas};
use serde_json::{Value, json};

use crate::Result;

fn package(file: &str) -> PathBuf {
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../node_modules/@octokit");
    packages.join(file)
}

fn read(file: &str) -> Result<Value> {
    let path = package(file);
    let text = std::fs::read(&path).with_context(|| format!("`npm ci --ignore-scripts` fetches {}", path.display()))?;
    Ok(serde_json::from_slice(&text)?)
}

/// Every field of `changes` takes the place of the one of that name; objects are gone through.
fn change(example: &mut Value, changes: Value) {
    match (example, changes) {
        (Value::Object(fields), Value::Object(changes)) => {
            for (name, value) in changes {
                change(fields.entry(name).or_insert(Value::Null), value);
            }
        }
        (example, changed) => *example = changed,
    }
}

/// Payloads of one repository.
pub struct Payloads {
    events: Value,
    schema: Value,
    /// `owner/name`.
    repository: String,
}

impl Payloads {
    /// Of the repository with this name.
    ///
    /// # Errors
    /// When the packages are not there.
    pub fn of(repository: &str) -> Result<Self> {
        Ok(Self {
            events: read("webhooks-examples/api.github.com/index.json")?,
            schema: read("webhooks-schemas/schema.json")?,
            repository: repository.to_owned(),
        })
    }

    /// An account.
    #[must_use]
    pub fn user(login: &str) -> Value {
        // The same for the same login.
        let id: u64 = login
            .bytes()
            .fold(7, |id, byte| (id * 31 + u64::from(byte)) % 1_000_000);
        json!({ "login": login, "id": id })
    }

    /// The first example of an event that fits, with some fields changed.
    ///
    /// # Errors
    /// When there is none, or it does not fit the schema any more.
    pub fn payload(&self, event: &str, action: Option<&str>, changes: Value) -> Result<Value> {
        let examples = self.events.as_array().into_iter().flatten();
        let of_event = examples.filter(|all| all["name"] == event);
        let mut payload = of_event
            .flat_map(|all| all["examples"].as_array().into_iter().flatten())
            .find(|example| match action {
                Some(action) => example["action"] == action,
                None => example["ref"]
                    .as_str()
                    .is_none_or(|name| name.starts_with("refs/heads/")),
            })
            .with_context(|| format!("no example of {event}"))?
            .clone();
        let name = self.repository.split('/').next_back().unwrap_or_default();
        change(
            &mut payload,
            json!({ "repository": { "id": 700_123, "full_name": self.repository, "name": name, "default_branch": "main" } }),
        );
        change(&mut payload, changes);
        self.fits(event, action, &payload)?;
        Ok(payload)
    }

    fn fits(&self, event: &str, action: Option<&str>, payload: &Value) -> Result {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler
            .add_resource("schema.json", self.schema.clone())
            .map_err(|error| anyhow!("{error}"))?;
        let name = format!("{event}${}", action.unwrap_or("event"));
        ensure!(self.schema["definitions"].get(&name).is_some(), "no schema of {name}");
        let index = compiler
            .compile(&format!("schema.json#/definitions/{name}"), &mut schemas)
            .map_err(|error| anyhow!("{error}"))?;
        schemas
            .validate(payload, index)
            .map_err(|error| anyhow!("{event} does not fit its schema: {error:#}"))
    }
}
