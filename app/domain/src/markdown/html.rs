//! Events as HTML that can be shown to anyone: the last of the three fences.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Event, html};

use crate::document::Class;

/// Sanitised HTML. Only this module makes one, so whoever holds one may show it unescaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup, without a copy.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(super) fn to_html<'a>(events: impl Iterator<Item = Event<'a>>, length: usize) -> Html {
    let mut raw = String::with_capacity(length * 3 / 2);
    html::push_html(&mut raw, events);
    let clean = SANITISER.clean(&raw).to_string();
    // A wide table scrolls in a box of its own. In sanitised HTML a `<` begins a tag.
    Html(
        related(&clean)
            .replace(
                "<table>",
                r#"<div class="scroll-x" tabindex="0" role="group" aria-label="Table"><table>"#,
            )
            .replace("</table>", "</table></div>"),
    )
}

/// What links say of where they lead, `rel`, where that is another page: within the page it says nothing.
fn related(clean: &str) -> String {
    let mut pieces = clean.split(WITHIN);
    let mut html = String::with_capacity(clean.len());
    html.extend(pieces.next());
    for piece in pieces {
        html.push_str(WITHIN);
        let (tag, rest) = piece.split_at(piece.find('>').unwrap_or(0));
        html.push_str(&tag.replace(&format!(" rel=\"{AWAY}\""), ""));
        html.push_str(rest);
    }
    html
}

/// How a link to a place of the page itself begins.
const WITHIN: &str = "<a href=\"#";

/// What a link to another page says of it: it learns nothing of this one, and nobody here recommends it.
const AWAY: &str = "noopener noreferrer nofollow";

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .rm_tags(["img", "map", "area", "details", "summary"])
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .link_rel(Some(AWAY))
        .generic_attributes(HashSet::new())
        .add_tag_attributes("a", ["title"])
        .add_tag_attributes("mark", ["id", "title", "data-nth"])
        .add_tag_attributes("ins", ["id"])
        .allowed_classes(HashMap::from([(
            "mark",
            Class::MARKS.into_iter().collect::<HashSet<_>>(),
        )]));
    for heading in ["h2", "h3", "h4", "h5", "h6"] {
        builder.add_tag_attributes(heading, ["id"]);
    }
    builder
});
