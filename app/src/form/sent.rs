//! A form as its sender sent it, at hand from before anybody asks who that is.

use axum::body::Bytes;
use domain::document::text_of_file;
use server_fn::ContentType as _;
use server_fn::codec::MultipartFormData;

use crate::here::extension;

/// Names of fields that hold secrets: they are never kept.
const SECRETS: [&str; 4] = ["password", "new_password", "token", "private_key"];

/// Names of fields that pages fill in by themselves: they say what a form is about, and nobody typed them.
const CARRIED: [&str; 56] = [
    "across",
    "act",
    "answers",
    "arm",
    "base",
    "before",
    "beside",
    "condition",
    "conflict",
    "connection",
    "decision",
    "delegation",
    "delivery",
    "deputy",
    "digest",
    "draft",
    "edition",
    "flip",
    "gate_token",
    "incident",
    "item",
    "last",
    "mail",
    "more",
    "newest",
    "next",
    "order",
    "person",
    "pilot",
    "position",
    "pull_request",
    "remark",
    "replacement",
    "request",
    "revision",
    "rows",
    "seat",
    "section",
    "seen",
    "signatory",
    "snapshot",
    "stands",
    "suggest",
    "suggestion",
    "sure",
    "theme",
    "then",
    "thread",
    "turn",
    "username",
    "version",
    "was",
    "week",
    "which",
    "window",
    "words",
];

/// A form on its way. The layer around all forms puts it into its request.
#[derive(Clone, Debug)]
pub struct Sent {
    endpoint: String,
    kind: String,
    body: Bytes,
}

impl Sent {
    /// The form with this endpoint, its content type and its body.
    pub fn new(endpoint: &str, kind: &str, body: Bytes) -> Self {
        Self {
            endpoint: endpoint.to_owned(),
            kind: kind.to_owned(),
            body,
        }
    }

    /// That of the request at hand.
    pub(super) fn of_request() -> Option<Self> {
        extension()
    }

    /// The endpoint of its server function.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The field for a text that is pasted in the place of a file.
    fn pasted_instead(&self) -> &'static str {
        match self.endpoint.as_str() {
            "data/import" => "text",
            _ => "document",
        }
    }

    /// Whether it came in parts, as one with a file does.
    pub fn is_in_parts(&self) -> bool {
        self.kind.starts_with(MultipartFormData::CONTENT_TYPE)
    }

    /// The pilot it says it is about, where that can be told at once.
    pub fn pilot(&self) -> Option<String> {
        let mut fields = form_urlencoded::parse(&self.body);
        let (_, pilot) = (!self.is_in_parts())
            .then(|| fields.find(|(name, _)| name == "pilot"))
            .flatten()?;
        Some(pilot.into_owned())
    }

    /// Its fields in their order, whatever way it came. The text of a file stands in no field: it is given as the field for a
    /// text that is pasted instead, or as `file` where something was pasted, too.
    pub async fn fields(&self) -> Vec<(String, String)> {
        if !self.is_in_parts() {
            return form_urlencoded::parse(&self.body).into_owned().collect();
        }
        let Ok(boundary) = multer::parse_boundary(&self.kind) else {
            return Vec::new();
        };
        let body = self.body.clone();
        let once = futures::stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
        let mut parts = multer::Multipart::new(once, boundary);
        let mut fields: Vec<(String, String)> = Vec::new();
        let (instead, mut of_file) = (self.pasted_instead(), None);
        while let Ok(Some(part)) = parts.next_field().await {
            let name = part.name().unwrap_or_default().to_owned();
            let Ok(bytes) = part.bytes().await else { break };
            if name == "file" {
                of_file = text_of_file(&bytes).ok().filter(|text| !text.trim().is_empty());
            } else if let Ok(text) = String::from_utf8(bytes.into()) {
                fields.push((name, text));
            }
        }
        if let Some(text) = of_file {
            fields.retain(|(name, text)| name != instead || !text.trim().is_empty());
            let is_pasted = fields.iter().any(|(name, _)| name == instead);
            fields.push((if is_pasted { "file" } else { instead }.to_owned(), text));
        }
        fields
    }
}

/// Whether a field may be kept.
pub(super) fn may_be_kept(name: &str) -> bool {
    !SECRETS.contains(&name)
}

/// Whether a field holds a password, which is asked again.
pub fn is_password(name: &str) -> bool {
    matches!(name, "password" | "new_password")
}

/// Whether somebody typed or chose this.
pub fn is_typed(name: &str, value: &str) -> bool {
    let carried = CARRIED.contains(&name)
        || SECRETS.contains(&name)
        || ["placeholder_", "approver_"]
            .iter()
            .any(|prefix| name.starts_with(prefix));
    !carried && !value.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_form_is_read_as_it_came() {
        let sent = Sent::new(
            "comment/reply",
            "application/x-www-form-urlencoded",
            "pilot=checkout&reply_text=Why%3F+%C3%A4%0D%0A&password=secret".into(),
        );
        let fields = sent.fields().await;
        assert_eq!(fields[1], ("reply_text".to_owned(), "Why? ä\r\n".to_owned()));
        assert!(is_typed("reply_text", "Why?") && !is_typed("pilot", "checkout") && !is_typed("reply_text", " \r\n"));
        assert!(!may_be_kept("password") && may_be_kept("reply_text"));
    }

    #[tokio::test]
    async fn what_is_pasted_and_what_is_in_a_file_are_both_kept() {
        let part = |name: &str, value: &str| {
            format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let sent = |pasted: &str| {
            let body = [
                part("file\"; filename=\"prs.csv", "number,time"),
                part("text", pasted),
                "--x--\r\n".to_owned(),
            ];
            Sent::new("data/import", "multipart/form-data; boundary=x", body.concat().into())
        };
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(sent(" ").fields().await, [field("text", "number,time")]);
        assert_eq!(
            sent("[]").fields().await,
            [field("text", "[]"), field("file", "number,time")]
        );
    }

    #[tokio::test]
    async fn the_text_of_a_file_is_kept_where_it_can_be_pasted() {
        let part = |name: &str, value: &str| {
            format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = format!(
            "{}{}{}--x--\r\n",
            part("name", "Checkout"),
            part("document", ""),
            part("file\"; filename=\"case.md", "# Case")
        );
        let sent = Sent::new("pilot/add", "multipart/form-data; boundary=x", body.into());
        assert!(sent.is_in_parts());
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            sent.fields().await,
            [field("name", "Checkout"), field("document", "# Case")]
        );
    }
}
