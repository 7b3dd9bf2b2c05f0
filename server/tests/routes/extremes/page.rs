//! What stands on a page: its forms with their fields, and where its links lead.

use std::collections::BTreeSet;

use super::values::plausible;

/// A field as it stands on a page.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub kind: String,
    pub value: String,
    pub on: bool,
}

/// A form as it stands on a page.
#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    pub fields: Vec<Field>,
}

impl Form {
    /// The same form, sent elsewhere.
    pub fn sent_to(&self, action: &str) -> Self {
        Self {
            action: action.to_owned(),
            fields: self.fields.clone(),
        }
    }

    /// The names of its fields, each once; of rows of the same fields those of the first two.
    pub fn names(&self) -> Vec<String> {
        let further = |name: &str| {
            let row = name.rsplit_once('_').and_then(|(_, row)| row.parse::<u32>().ok());
            row.is_some_and(|row| row > 2)
        };
        let names: BTreeSet<&String> = self.fields.iter().map(|field| &field.name).collect();
        names.into_iter().filter(|name| !further(name)).cloned().collect()
    }

    /// Whether somebody types words into it.
    pub fn is_text(&self, name: &str) -> bool {
        let mut fields = self.fields.iter().filter(|field| field.name == name);
        fields.any(|field| field.kind == "text" || field.kind == "textarea")
    }

    /// What somebody sends who fills in what is empty, chooses the first where nothing is chosen, and presses the first
    /// button (of those that move a section the last: the first stands where it is).
    pub fn filled(&self) -> Vec<(String, String)> {
        let mut sent: Vec<(String, String)> = Vec::new();
        for field in &self.fields {
            let is_there = sent.iter().any(|(name, _)| *name == field.name);
            let takes = match field.kind.as_str() {
                "radio" | "option" => {
                    !field.value.is_empty() && (field.on || !is_there && !self.is_chosen(&field.name))
                }
                "checkbox" => field.on || ["sure", "built_in", "empty_zone"].contains(&field.name.as_str()),
                "submit" if field.name == "order" => {
                    sent.retain(|(name, _)| name != "order");
                    true
                }
                "submit" => !is_there && !["more", "across"].contains(&field.name.as_str()),
                "file" => false,
                _ => true,
            };
            if takes {
                let types = !["hidden", "submit", "option", "radio", "checkbox"].contains(&field.kind.as_str());
                let value = if types && field.value.trim().is_empty() {
                    plausible(&field.name, &field.kind).to_owned()
                } else {
                    field.value.clone()
                };
                sent.push((field.name.clone(), value));
            }
        }
        sent
    }

    fn is_chosen(&self, name: &str) -> bool {
        let mut same = self.fields.iter().filter(|field| field.name == name);
        same.any(|field| field.on && !field.value.is_empty())
    }
}

/// The value of an attribute of a tag, read.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!(" {name}=\""))?;
    let rest = &tag[at + name.len() + 3..];
    Some(plain(rest.split('"').next().unwrap_or_default()))
}

fn has(tag: &str, name: &str) -> bool {
    tag.split_whitespace()
        .any(|part| part == name || part.starts_with(&format!("{name}=")))
}

/// A text as it stands in a page, without escapes.
fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

/// The forms of a page.
pub fn forms(page: &str) -> Vec<Form> {
    let mut found = Vec::new();
    for piece in page.split("<form").skip(1) {
        let piece = piece.split("</form>").next().unwrap_or_default();
        let (head, inside) = piece.split_once('>').unwrap_or((piece, ""));
        let head = format!(" {head}");
        let action = attribute(&head, "action").unwrap_or_default();
        let mut fields = Vec::new();
        let mut select = String::new();
        for tag in inside.split('<').skip(1) {
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            let name = attribute(tag, "name").unwrap_or_default();
            let value = attribute(tag, "value");
            let field = |kind: &str, value: String, on: bool| Field {
                name: name.clone(),
                kind: kind.to_owned(),
                value,
                on,
            };
            match tag.split_whitespace().next().unwrap_or_default() {
                "input" if !name.is_empty() => {
                    let kind = attribute(tag, "type").unwrap_or_else(|| "text".to_owned());
                    let on = has(tag, "checked");
                    let value = value.unwrap_or_else(|| if kind == "checkbox" { "on".into() } else { String::new() });
                    fields.push(field(&kind, value, on));
                }
                "textarea" if !name.is_empty() => {
                    fields.push(field("textarea", plain(after.trim_start_matches('\n')), false));
                }
                "button" if !name.is_empty() => fields.push(field("submit", value.unwrap_or_default(), false)),
                "select" => select = name,
                "/select" => select.clear(),
                "option" if !select.is_empty() => fields.push(Field {
                    name: select.clone(),
                    kind: "option".to_owned(),
                    value: value.unwrap_or_else(|| plain(after)),
                    on: has(tag, "selected"),
                }),
                _ => {}
            }
        }
        found.push(Form { action, fields });
    }
    found
}

/// Where the links of a page lead, within the site.
pub fn links(page: &str) -> Vec<String> {
    let links = page.split(" href=\"").skip(1);
    let links = links.map(|rest| plain(rest.split('"').next().unwrap_or_default()));
    let links = links.map(|link| link.split('#').next().unwrap_or_default().to_owned());
    links
        .filter(|link| link.starts_with('/') && !link.starts_with("//"))
        .filter(|link| {
            !["/pkg/", "/fonts/", "/favicon"]
                .iter()
                .any(|start| link.starts_with(start))
        })
        .collect()
}

/// The kind of an address: without numbers, keys and what is asked of it.
pub fn kind_of(address: &str, pilot: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut parts = path.split('/').collect::<Vec<_>>();
    if let [_, "p", other, ..] = &mut parts[..]
        && *other != pilot
    {
        *other = "another";
    }
    for part in parts.iter_mut().skip(3) {
        if part.contains(|c: char| c.is_ascii_digit()) {
            *part = "0";
        }
    }
    let names: Vec<&str> = query
        .split('&')
        .map(|pair| pair.split('=').next().unwrap_or_default())
        .collect();
    let mut path = parts.join("/");
    for group in ["/proposal/edit/", "/proposal/delete/", "/proposal/comment/"] {
        if let Some((front, _)) = path.split_once(group) {
            path = format!("{front}{group}0");
        }
    }
    format!("{path}?{}", names.join("&"))
}
