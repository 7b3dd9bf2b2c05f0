//! Payloads as the code host sends them: the examples of `@octokit/webhooks-examples` with some fields changed, each of which
//! still fits `@octokit/webhooks-schemas`.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, ensure};
use boon::{Compiler, Format, SchemaIndex, Schemas};
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
        let at = |path: &str| format!("https://api.github.com/users/{login}{path}");
        json!({
            "login": login, "id": id, "node_id": format!("U_{id}"), "type": "User", "site_admin": false, "gravatar_id": "",
            "avatar_url": format!("https://avatars.githubusercontent.com/u/{id}"),
            "url": at(""), "html_url": format!("https://github.com/{login}"), "followers_url": at("/followers"),
            "following_url": at("/following{/other_user}"), "gists_url": at("/gists{/gist_id}"),
            "starred_url": at("/starred{/owner}{/repo}"), "subscriptions_url": at("/subscriptions"),
            "organizations_url": at("/orgs"), "repos_url": at("/repos"), "events_url": at("/events{/privacy}"),
            "received_events_url": at("/received_events"),
        })
    }

    /// The first example of an event that fits its schema, with some fields changed.
    ///
    /// # Errors
    /// When there is none, or it does not fit the schema any more.
    pub fn payload(&self, event: &str, action: Option<&str>, changes: Value) -> Result<Value> {
        let shape = Shape::of(&self.schema, event, action)?;
        let examples = self.events.as_array().into_iter().flatten();
        let of_event = examples.filter(|all| all["name"] == event);
        let mut payload = of_event
            .flat_map(|all| all["examples"].as_array().into_iter().flatten())
            .filter(|example| match action {
                Some(action) => example["action"] == action,
                None => example["ref"]
                    .as_str()
                    .is_none_or(|name| name.starts_with("refs/heads/")),
            })
            // Some are of before the schema.
            .find(|example| shape.fits(example).is_ok())
            .with_context(|| format!("no example of {event}"))?
            .clone();
        let name = self.repository.split('/').next_back().unwrap_or_default();
        change(
            &mut payload,
            json!({ "repository": { "id": 700_123, "full_name": self.repository, "name": name, "default_branch": "main" } }),
        );
        change(&mut payload, changes);
        shape.fits(&payload)?;
        Ok(payload)
    }
}

/// The schema of one event and action.
struct Shape {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Shape {
    fn of(schema: &Value, event: &str, action: Option<&str>) -> Result<Self> {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        // A template of an address, as `{/sha}` at its end, is checked by the crate as if it were an address.
        compiler.register_format(Format {
            name: "uri-template",
            func: |_| Ok(()),
        });
        compiler
            .add_resource("schema.json", schema.clone())
            .map_err(|error| anyhow!("{error}"))?;
        let name = format!("{event}${}", action.unwrap_or("event"));
        ensure!(schema["definitions"].get(&name).is_some(), "no schema of {name}");
        let index = compiler
            .compile(&format!("schema.json#/definitions/{name}"), &mut schemas)
            .map_err(|error| anyhow!("{error}"))?;
        Ok(Self { schemas, index })
    }

    fn fits(&self, payload: &Value) -> Result {
        self.schemas
            .validate(payload, self.index)
            .map_err(|error| anyhow!("not as its schema says: {error:#}"))
    }
}
