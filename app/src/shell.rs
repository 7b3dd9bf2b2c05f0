//! The document around every page. While a page's body is rendered, what it says about its document is
//! gathered in a [`Head`]; then the document is written around the body, from its first byte to its last.
//! Nothing is looked for in a body and nothing is put into it.

use std::sync::{Arc, Mutex, PoisonError};

use leptos::prelude::*;

use crate::state::Site;

/// What this is, in a line.
const DESCRIPTION: &str = "A pilot from first draft to joint decision: what both sides sign is what is measured.";

/// What a page says about its document. Found in the context of every page.
#[derive(Clone, Debug, Default)]
pub struct Head(Arc<Mutex<Said>>);

#[derive(Debug, Default)]
struct Said {
    title: String,
    paper: Option<String>,
    described: bool,
    islands: bool,
}

impl Head {
    /// Of a page with this title.
    pub fn titled(title: &str) -> Self {
        let head = Self::default();
        head.say(|said| title.clone_into(&mut said.title));
        head
    }

    fn say<T>(&self, what: impl FnOnce(&mut Said) -> T) -> T {
        what(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether something on the page is live, so that it may run the site's scripts.
    pub fn has_islands(&self) -> bool {
        self.say(|said| said.islands)
    }

    /// The whole document around a rendered body.
    pub fn document(&self, site: &Site, theme: Option<&str>, body: &str) -> String {
        self.say(|said| {
            let mut html = String::with_capacity(body.len() + 1024);
            html.push_str("<!DOCTYPE html><html lang=\"en\"");
            for (name, value) in [("data-theme", theme), ("data-paper", said.paper.as_deref())] {
                if let Some(value) = value {
                    html.extend([" ", name, "=\"", &attribute(value), "\""]);
                }
            }
            html.push_str(concat!(
                "><head><meta charset=\"utf-8\">",
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
                "<meta name=\"color-scheme\" content=\"light dark\">",
                "<link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">",
                "<link rel=\"preload\" href=\"/fonts/inter-latin.woff2\" as=\"font\" type=\"font/woff2\" crossorigin=\"anonymous\">",
            ));
            html.extend(["<link rel=\"stylesheet\" href=\"", &attribute(&site.css), "\">"]);
            if said.described {
                html.extend(["<meta name=\"description\" content=\"", DESCRIPTION, "\">"]);
            }
            if let (true, Some(islands)) = (said.islands, &site.islands) {
                html.extend(["<link rel=\"modulepreload\" href=\"", &attribute(&islands.script), "\">"]);
                html.extend(["<script type=\"module\" src=\"", &attribute(&islands.loader), "\"></script>"]);
            }
            html.extend(["<title>", &text(&said.title), "</title></head><body>", body, "</body></html>"]);
            html
        })
    }
}

/// A page without what the framework leaves between nodes to find them again in the browser, `<!>`: it looks for them within
/// islands, and there they stay. What is typed has its `<` escaped wherever it stands.
#[must_use]
pub fn unmarked(body: &str) -> String {
    let mut html = String::with_capacity(body.len());
    let mut inside = 0;
    for piece in body.split_inclusive(MARK) {
        inside += piece.matches("<leptos-island").count();
        inside -= piece.matches("</leptos-island").count();
        html.push_str(if inside == 0 {
            piece.trim_end_matches(MARK)
        } else {
            piece
        });
    }
    html
}

/// What the framework leaves between nodes.
const MARK: &str = "<!>";

/// A text inside an element, also one whose content the framework writes as it is: without this it could end
/// the element and go on as markup.
pub(crate) fn text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A text inside a quoted attribute.
fn attribute(value: &str) -> String {
    text(value).replace('"', "&quot;")
}

/// Says something about the document of the page at hand. Outside a page nobody listens.
fn say(what: impl FnOnce(&mut Said)) {
    with_context(|head: &Head| head.say(what));
}

/// The document's title.
#[component]
pub fn Title(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    say(|said| said.title = text);
}

/// The line that heads every page but the first on paper. Style sheets can print what the document's root holds.
pub fn printed_line(line: String) {
    say(|said| said.paper = Some(line));
}

/// Says what this is, to whoever lists the page: one that anybody can open.
pub fn described() {
    say(|said| said.described = true);
}

/// Wakes the islands of a page that has some. Pages that have none run no script at all.
#[component]
pub fn IslandScripts() -> impl IntoView {
    say(|said| said.islands = true);
}

#[cfg(test)]
mod tests {
    use super::unmarked;

    #[test]
    fn what_an_island_is_made_of_stays_and_the_rest_is_without_marks() {
        let island = r#"<leptos-island data-component="A">x<!>y<leptos-children><leptos-island>z<!></leptos-island><!></leptos-children></leptos-island>"#;
        let page = format!("<p>a<!>b<!></p><!>{island}<!><p>c<!>d</p>{island}");
        assert_eq!(unmarked(&page), format!("<p>ab</p>{island}<p>cd</p>{island}"));
        assert_eq!(unmarked("<p>a &lt;!> b</p><!>"), "<p>a &lt;!> b</p>");
        assert_eq!(unmarked("<p></p>"), "<p></p>");
    }
}
