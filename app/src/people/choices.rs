//! Radio buttons and selections with what was chosen and what is wrong.

use leptos::prelude::*;

use crate::form::Refused;

/// One answer out of a few, as radio buttons. The first has the field's name as its id.
#[component]
pub fn Choices(
    /// The form it is in, as refused, if it was.
    refused: Refused,
    /// Its name.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Words of the form and what people read.
    options: Vec<(&'static str, &'static str)>,
    /// The word chosen at first; empty for none.
    #[prop(optional, into)]
    value: String,
    /// The id of the first button, where a page has several forms; the name unless said.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    refused.label(&name, &legend);
    let chosen = refused.value(&name, &value);
    let problem = refused.problem(&name);
    let invalid = problem.is_some();
    let error = invalid.then(|| format!("{id}-error"));
    view! {
        <fieldset class="choices" data-invalid=invalid.then_some("") aria-describedby=error.clone()>
            <legend>{legend}</legend>
            {problem.map(|problem| view! { <p class="error" id=error.clone()>{problem}</p> })}
            {options
                .into_iter()
                .enumerate()
                .map(|(n, (word, label))| {
                    let id = if n == 0 { id.clone() } else { format!("{id}-{word}") };
                    view! {
                        <label class="choice">
                            <input type="radio" id=id name=name.clone() value=word checked=chosen == word/>
                            <span>{label}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

/// One out of many, as a list that opens.
#[component]
pub fn Selection(
    /// The form it is in, as refused, if it was.
    refused: Refused,
    /// Its name and id.
    #[prop(into)]
    name: String,
    /// Its label.
    #[prop(into)]
    label: String,
    /// What stands there before something is chosen.
    #[prop(into)]
    empty: String,
    /// Words of the form and what people read.
    options: Vec<(String, String)>,
    /// The word chosen at first; empty for none.
    #[prop(optional, into)]
    value: String,
    /// The id, where a page has several forms; the name unless said.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    refused.label(&name, &label);
    let chosen = refused.value(&name, &value);
    let problem = refused.problem(&name);
    let error = problem.is_some().then(|| format!("{id}-error"));
    let invalid = problem.is_some();
    view! {
        <div class="field" data-invalid=invalid.then_some("")>
            <label for=id.clone()>{label}</label>
            {problem.map(|problem| view! { <p class="error" id=error.clone()>{problem}</p> })}
            <select id=id name=name.clone() aria-invalid=invalid.then_some("true") aria-describedby=error>
                <option value="">{empty}</option>
                {options
                    .into_iter()
                    .map(|(word, label)| {
                        let selected = word == chosen;
                        view! { <option value=word selected=selected>{label}</option> }
                    })
                    .collect_view()}
            </select>
        </div>
    }
}
