//! What came back, held to what all answers promise.

use http::{HeaderMap, StatusCode, header};

/// The value of a hidden field.
pub fn value_of(page: &str, name: &str) -> String {
    let (_, rest) = page
        .split_once(&format!("name=\"{name}\" value=\""))
        .expect("the field");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// The one script element there is.
const LOADER: &str = "<script type=\"module\" src=\"/pkg/islands.js\"></script>";

/// The policy of a page, word for word, so that nothing typed is in it.
fn policy_with(scripts: &str) -> String {
    format!(
        "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// What came back.
pub struct Answer {
    pub(super) asked: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
    /// Byte for byte.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Where a redirect goes.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// Where the page for signing in, to which this redirects, leads afterwards.
    #[track_caller]
    pub fn leads_back_to(&self) -> String {
        let escaped = self.location().strip_prefix("/sign-in?next=");
        let escaped = escaped.unwrap_or_else(|| panic!("{} went to {:?}", self.asked, self.location()));
        percent_encoding::percent_decode_str(escaped)
            .decode_utf8_lossy()
            .into_owned()
    }

    /// The cookies it sets.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect()
    }

    /// It redirects to exactly this address.
    #[track_caller]
    pub fn goes_to(&self, path: &str) -> &Self {
        self.is(StatusCode::SEE_OTHER);
        assert_eq!(self.location(), path, "{}", self.asked);
        self
    }

    /// A refused form: it goes back to its page, under a token. The answer is that address.
    #[track_caller]
    pub fn is_refused(&self) -> &str {
        self.is(StatusCode::SEE_OTHER);
        assert!(
            self.location().contains("refused="),
            "{} went to {}",
            self.asked,
            self.location()
        );
        self.location()
    }

    /// It has this status.
    #[track_caller]
    pub fn is(&self, status: StatusCode) -> &Self {
        assert_eq!(
            self.status,
            status,
            "{}, to {:?}: {}",
            self.asked,
            self.location(),
            self.text
        );
        self
    }

    /// It says this, whatever empty comments the framework sets between texts.
    #[track_caller]
    pub fn says(&self, sentence: &str) -> &Self {
        assert!(
            self.text.replace("<!>", "").contains(sentence),
            "{} does not say {sentence:?}: {}",
            self.asked,
            self.text
        );
        self
    }

    fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    /// What holds for every answer: headers, no inner texts, whole pages, no script without an island.
    #[track_caller]
    pub(super) fn keeps_the_promises(&self) {
        let asked = &self.asked;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(self.header(name), value, "{asked}: {name}");
        }
        assert_eq!(self.header("x-request-id").len(), 36, "{asked}: the request id");
        assert!(!self.header("referrer-policy").is_empty(), "{asked}: referrer-policy");
        assert!(self.headers.get("server").is_none(), "{asked}: server");
        assert!(
            self.headers.get_all(header::LOCATION).iter().count() <= 1,
            "{asked}: two locations"
        );
        let policies = self.headers.get_all(header::CONTENT_SECURITY_POLICY).iter().count();
        assert_eq!(policies, 1, "{asked}: one policy");
        let policy = self.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{asked}: {part} is missing in {policy:?}");
        }
        if self.status.is_client_error() || self.status.is_server_error() {
            // What somebody typed is given back to them, whatever it is.
            let mut ours = String::new();
            let mut pieces = self.text.split("<pre class=\"kept-text\">");
            ours.extend(pieces.next());
            ours.extend(
                pieces
                    .filter_map(|piece| piece.split_once("</pre>"))
                    .map(|(_, after)| after),
            );
            for inner in [
                "sqlx",
                "postgres",
                "impossible row",
                "error returned",
                "relation \"",
                "panicked",
                "src/",
                "server function",
                "Deserialization",
                "Pool",
            ] {
                assert!(!ours.contains(inner), "{asked} tells of {inner:?}: {}", self.text);
            }
        }
        if !self.is_html() {
            return;
        }
        assert_eq!(self.header("cache-control"), "no-store", "{asked}");
        let page = self.text.trim_end();
        assert_ne!(
            self.status,
            StatusCode::SEE_OTHER,
            "{asked}: a page that leads elsewhere"
        );
        assert!(page.starts_with("<!DOCTYPE html>"), "{asked}: {page}");
        for inline in [
            " style=\"",
            " onclick=",
            " onload=",
            " onsubmit=",
            "href=\"javascript:",
            "action=\"javascript:",
        ] {
            assert!(!page.contains(inline), "{asked}: inline {inline:?}");
        }
        assert!(
            page.ends_with("</html>"),
            "{asked}: ends in {:?}",
            &page[page.len() - 40..]
        );
        // In typed text `<` is never bare, so these are elements.
        let scripts = page.matches("<script").count();
        let scripts_of_the_site = page.matches(LOADER).count();
        if page.contains("<leptos-island ") {
            assert_eq!(
                (scripts, scripts_of_the_site),
                (1, 1),
                "{asked}: an island that never wakes"
            );
            assert_eq!(policy, policy_with("'self' 'wasm-unsafe-eval'"), "{asked}");
        } else {
            assert_eq!(scripts, 0, "{asked}: a script on a page without islands");
            assert_eq!(policy, policy_with("'none'"), "{asked}");
        }
    }
}
