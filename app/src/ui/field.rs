//! Form fields: label, hint, what is wrong, and the control with what was typed.

use leptos::prelude::*;

use crate::form::Refused;
use crate::shell::text;

fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    let parts: Vec<_> = [hint.then(|| format!("{id}-hint")), error.then(|| format!("{id}-error"))]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A one-line field.
#[component]
pub fn Field(
    /// The form it is in, as refused, if it was.
    refused: Refused,
    /// Its name: the argument of the form's function, and its id.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// Help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The input's type; `text` unless said.
    #[prop(optional, into)]
    kind: Option<String>,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: Option<String>,
    /// The browser's autofill name.
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// `short` or `medium`.
    #[prop(optional, into)]
    width: Option<String>,
) -> impl IntoView {
    let kind = kind.unwrap_or_else(|| "text".to_owned());
    refused.label(&name, &label);
    let problem = refused.problem(&name);
    let value = (kind != "password").then(|| refused.value(&name, value.as_deref().unwrap_or_default()));
    let invalid = problem.is_some();
    view! {
        <div class="field" data-invalid=invalid.then_some("") data-width=width>
            <label for=name.clone()>{label}</label>
            {hint.clone().map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            {problem.map(|problem| view! { <p class="error" id=format!("{name}-error")>{problem}</p> })}
            <input
                type=kind
                id=name.clone()
                name=name.clone()
                value=value
                autocomplete=autocomplete
                aria-invalid=invalid.then_some("true")
                aria-describedby=described_by(&name, hint.is_some(), invalid)
            />
        </div>
    }
}

/// A new password.
#[component]
pub fn NewPassword(
    /// The form it is in, as refused, if it was.
    refused: Refused,
    /// Its label.
    #[prop(default = "Password")]
    label: &'static str,
) -> impl IntoView {
    view! {
        <Field
            refused=refused
            name="password"
            label=label
            kind="password"
            hint="At least 10 characters. A sentence is easier to remember than a word."
            autocomplete="new-password"
        />
    }
}

/// A field of several lines.
#[component]
pub fn TextArea(
    /// The form it is in, as refused, if it was.
    refused: Refused,
    /// Its name and id.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// Help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What stands in it at first.
    #[prop(optional, into)]
    value: Option<String>,
    /// Its height in lines.
    #[prop(default = 4)]
    rows: u32,
) -> impl IntoView {
    refused.label(&name, &label);
    let problem = refused.problem(&name);
    let value = refused.value(&name, value.as_deref().unwrap_or_default());
    let invalid = problem.is_some();
    view! {
        <div class="field" data-invalid=invalid.then_some("")>
            <label for=name.clone()>{label}</label>
            {hint.clone().map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> })}
            {problem.map(|problem| view! { <p class="error" id=format!("{name}-error")>{problem}</p> })}
            <textarea
                id=name.clone()
                name=name.clone()
                rows=rows
                aria-invalid=invalid.then_some("true")
                aria-describedby=described_by(&name, hint.is_some(), invalid)
            >
                {area_text(&value)}
            </textarea>
        </div>
    }
}

/// What stands inside a `<textarea>`. The line break at the front is the one browsers drop.
pub fn area_text(value: &str) -> String {
    format!("\n{}", text(value))
}

/// A value the form carries along.
#[component]
pub fn Hidden(
    /// Its name.
    #[prop(into)]
    name: String,
    /// Its value.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// The list of what is wrong, first on the page, each entry a link to its field by the name it has there.
#[component]
pub fn ErrorSummary(
    /// The forms of the page, as refused.
    refused: Refused,
) -> impl IntoView {
    // Written after the fields are made, further down, which say what they are called.
    move || summary(&refused)
}

fn summary(refused: &Refused) -> Option<impl IntoView + use<>> {
    let problems = refused.named_problems();
    (!problems.is_empty()).then(|| {
        view! {
            <div class="error-summary" role="alert" tabindex="-1" autofocus aria-labelledby="problem">
                <h2 id="problem">"There is a problem"</h2>
                <ul>
                    {problems
                        .into_iter()
                        .map(|(field, sentence)| {
                            if field.is_empty() {
                                view! { <li>{sentence}</li> }.into_any()
                            } else {
                                view! { <li><a href=format!("#{field}")>{sentence}</a></li> }.into_any()
                            }
                        })
                        .collect_view()}
                </ul>
            </div>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::area_text;

    #[test]
    fn a_text_cannot_end_the_area_it_stands_in() {
        assert_eq!(
            area_text("a &lt; b</textarea><p>"),
            "\na &amp;lt; b&lt;/textarea>&lt;p>"
        );
    }
}
