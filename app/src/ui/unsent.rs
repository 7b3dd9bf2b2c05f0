//! What somebody typed that was not done: to be read, copied and sent again.

use domain::document::capitalised;
use leptos::prelude::*;

use super::field::{Field, Hidden};
use crate::form::Refused;
use crate::form::sent::{is_password, is_typed};

/// The name of a field as people read it: `next_step` is "Next step".
fn label(name: &str) -> String {
    capitalised(&name.replace('_', " "))
}

/// Texts under their names; nothing when there are none.
pub fn typed(fields: &[(String, String)]) -> Option<AnyView> {
    let rows: Vec<_> = fields
        .iter()
        .filter(|(name, value)| is_typed(name, value))
        .map(|(name, value)| {
            view! { <h3>{label(name)}</h3> <pre class="kept-text">{value.clone()}</pre> }
        })
        .collect();
    (!rows.is_empty()).then(|| view! { <section class="section"><h2>"What you typed"</h2>{rows}</section> }.into_any())
}

/// The same of a page's kept form, as far as the page has no field for it.
pub fn unshown() -> Option<AnyView> {
    typed(&Refused::of_page().unshown())
}

/// A form as it was sent, with a button that sends it once more. Passwords are asked again.
pub fn again(endpoint: &str, in_parts: bool, fields: Vec<(String, String)>) -> AnyView {
    let (passwords, rest): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(name, _)| is_password(name));
    let passwords = passwords
        .into_iter()
        .map(|(name, _)| {
            view! { <Field refused=Refused::default() name=name label="Password" kind="password" autocomplete="current-password"/> }
        })
        .collect_view();
    let rest = rest
        .into_iter()
        .map(|(name, value)| view! { <Hidden name=name value=value/> })
        .collect_view();
    view! {
        <form
            class="form"
            method="post"
            action=format!("/do/{endpoint}")
            enctype=in_parts.then_some("multipart/form-data")
            novalidate=""
        >
            {rest}
            {passwords}
            <div class="actions"><button class="button" data-kind="primary">"Send again"</button></div>
        </form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::{again, label};
    use leptos::prelude::RenderHtml as _;

    #[test]
    fn a_form_is_sent_again_as_it_was_but_for_its_password() {
        assert_eq!(label("next_step"), "Next step");
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields = vec![
            field("pilot", "checkout"),
            field("text", "a \"b\"\r\nc"),
            field("password", "secret"),
        ];
        let html = again("comment/start", false, fields).to_html();
        assert!(html.contains("action=\"/do/comment/start\""), "{html}");
        assert!(html.contains("name=\"text\" value=\"a &quot;b&quot;\r\nc\""), "{html}");
        assert!(html.contains("type=\"password\"") && !html.contains("secret"), "{html}");
    }
}
