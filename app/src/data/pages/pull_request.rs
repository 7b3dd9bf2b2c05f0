//! A pull request in a list, with the form that links it.

use domain::github::LinkedBy;
use domain::person::Arm;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::data::PullRequest;

use crate::data::actions::Link;
use crate::ui::{Column, Hidden};

/// How pull requests are linked by hand, and whether each link needs its reason.
pub(in crate::data) type Linking = (ServerAction<Link>, bool);

/// The columns of a table of pull requests, with links by hand while they can be made.
pub(in crate::data) fn columns(open: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::words("Pull request"),
        Column::words("Title"),
        Column::words("Author"),
        Column::words("State"),
        Column::number("Facts"),
        Column::words("Feature"),
    ];
    columns.extend(open.then(|| Column::words("Link by hand")));
    columns
}

/// The feature of a pull request, and by what it belongs there: `New model, by branch`.
pub(in crate::data) fn belongs_to(arm: Option<Arm>, by: Option<LinkedBy>) -> String {
    let arm = arm.map_or("None", Arm::label);
    by.map_or_else(|| arm.to_owned(), |by| format!("{arm}, {}", by.label()))
}

pub(in crate::data) fn pull_request(pr: PullRequest, slug: &str, link: Option<Linking>) -> impl IntoView + use<> {
    let slug = slug.to_owned();
    let id = pr.id.to_string();
    let name = format!("{}#{}", pr.repository, pr.number);
    let label = format!("Feature of {name}");
    let feature = belongs_to(pr.arm, pr.by);
    let by_hand = pr.by == Some(LinkedBy::Hand);
    let apart = pr
        .apart
        .filter(|_| pr.arm.is_some())
        .map(|apart| view! { <br/> <span class="muted">{format!("In no number: {}", apart.label())}</span> });
    let now = match (by_hand, pr.arm) {
        (false, _) => "rule",
        (true, Some(arm)) => arm.as_str(),
        (true, None) => "none",
    };
    let options = [
        ("rule", "By flag key, branch, label, author or assignee"),
        (Arm::NewModel.as_str(), Arm::NewModel.label()),
        (Arm::OldModel.as_str(), Arm::OldModel.label()),
        ("none", "No feature"),
    ]
    .into_iter()
    .map(|(value, label)| view! { <option value=value selected=value == now>{label}</option> })
    .collect_view();
    let why = link.is_some_and(|(_, why)| why || by_hand).then(|| {
        let label = format!("Why {name} is linked by hand");
        view! { <input type="text" name="reason" aria-label=label placeholder="Why" maxlength="500"/> }
    });
    let incomplete = pr.incomplete.then(|| {
        let url = format!("/p/{slug}/data/pull/{id}");
        view! { " " <a href=url aria-label=format!("{name} is incomplete")>"incomplete"</a> }
    });
    let facts = format!("/p/{slug}/data/pull/{id}");
    let title = if pr.url.starts_with("https://") {
        view! { <a href=pr.url rel="noopener noreferrer">{name.clone()}</a> }.into_any()
    } else {
        view! { <span>{name.clone()}</span> }.into_any()
    };
    view! {
        <tr>
            <th scope="row">{title}</th>
            <td>{pr.title}</td>
            <td>{pr.author_login}</td>
            <td>{pr.state.label()}</td>
            <td class="num"><a href=facts aria-label=format!("Facts of {name}: {}", pr.facts)>{pr.facts}</a> {incomplete}</td>
            <td>{feature} {apart}</td>
            {link.map(|(link, _)| view! {
                <td>
                    <details>
                        <summary>"Change"<span class="visually-hidden">{format!(" the link of {name}")}</span></summary>
                        <ActionForm action=link>
                            <Hidden name="pilot" value=slug/>
                            <Hidden name="pull_request" value=id/>
                            <div class="actions">
                                <select name="arm" aria-label=label>{options}</select>
                                {why}
                                <button class="button">"Link"<span class="visually-hidden">{format!(" {name}")}</span></button>
                            </div>
                        </ActionForm>
                    </details>
                </td>
            })}
        </tr>
    }
}
