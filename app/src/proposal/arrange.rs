//! Deleting sections, and moving them.

use domain::document::sections;
use domain::markdown::render_section;
use domain::policy::Action;
use domain::proposal::RevisionNumber;
use leptos::prelude::*;

use super::actions::{DeleteSection, Reorder};
use super::edit::refuse_when_frozen;
use crate::address::{param, query};
use crate::error::AppError;
use crate::form::Refused;
use crate::here::ask_in;
use crate::ui::{ErrorSummary, Hidden, Nav, page, working};

/// `/p/:pilot/proposal/delete/:section?base=N`: asks before a section goes.
#[component]
pub fn Delete() -> impl IntoView {
    let slug = param("pilot");
    let key = param("section");
    let action = ServerAction::<DeleteSection>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::EditProposal).await?;
        refuse_when_frozen(&here).await?;
        let refused = Refused::load(refused).await?.of("proposal/delete_section");
        let latest = store::proposal::latest(here.pool(), here.pilot.pilot_id).await?;
        let section = sections(&latest.body).into_iter().find(|section| section.key == key);
        let Some(section) = section else {
            return Err(AppError::Again(here.url("proposal")));
        };
        let html = render_section(&latest.body, &key).unwrap_or_default().into_string();
        let form = view! {
            <Hidden name="pilot" value=here.pilot.slug.clone()/>
            <Hidden name="section" value=key.clone()/>
            <Hidden name="base" value=latest.number.to_string()/>
            <div class="actions">
                <button class="button" data-kind="danger">
                    {format!("Delete {} as revision {}", section.title, latest.number.next())}
                </button>
                <a class="button" data-kind="quiet" href=here.url(&format!("proposal/edit/{key}"))>"Keep it"</a>
            </div>
        }
        .into_any();
        working(
            &here,
            "Delete this section?",
            Nav::Proposal,
            view! {
                <ErrorSummary refused=refused/>
                <header class="page-head">
                    <h1>"Delete this section?"</h1>
                    <p>{format!("Revision {} and those before it keep it: you can read it there, and bring it back.", latest.number)}</p>
                </header>
                <article class="document" aria-label="The section"><section><div inner_html=html></div></section></article>
                <ActionForm action=action attr:class="form" attr:novalidate="">{form}</ActionForm>
            },
        )
        .await
    })
}

/// `/p/:pilot/proposal/order?base=N&order=2.0.1`: the places of the sections of revision N, in their new
/// order. Moving is a link; saving is the form.
#[component]
pub fn Order() -> impl IntoView {
    let slug = param("pilot");
    let asked = (query("base"), query("order"));
    let action = ServerAction::<Reorder>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::EditProposal).await?;
        refuse_when_frozen(&here).await?;
        let refused = Refused::load(refused).await?.of("proposal/reorder");
        let latest = store::proposal::latest(here.pool(), here.pilot.pilot_id).await?;
        let all = sections(&latest.body);
        let same_text = asked.0.and_then(|base| base.parse().ok()) == Some(latest.number);
        let order = permutation(asked.1.filter(|_| same_text).as_deref(), all.len());
        let pinned = usize::from(all.first().is_some_and(|first| first.key == "opening"));
        let moved = order.iter().enumerate().any(|(at, from)| at != *from);
        let swapped = |a: usize, b: usize| {
            let mut order = order.clone();
            order.swap(a, b);
            link(latest.number, &order)
        };
        let rows = order
            .iter()
            .enumerate()
            .filter_map(|(at, from)| all.get(*from).map(|section| (at, section)))
            .map(|(at, section)| {
                let up = (at > pinned).then(|| (swapped(at, at - 1), "Up"));
                let down = (at >= pinned && at + 1 < order.len()).then(|| (swapped(at, at + 1), "Down"));
                let links = [up, down]
                    .into_iter()
                    .flatten()
                    .map(|(to, word)| {
                        view! {
                            <a class="button" data-kind="quiet" href=to>
                                {word} <span class="visually-hidden">{format!(", {}", section.title)}</span>
                            </a>
                        }
                    })
                    .collect_view();
                view! { <tr><th scope="row">{section.title.clone()}</th><td><div class="actions">{links}</div></td></tr> }
            })
            .collect_view();
        let keys: Vec<&str> = order
            .iter()
            .filter_map(|at| all.get(*at))
            .map(|section| section.key.as_str())
            .collect();
        let form = view! {
            <Hidden name="pilot" value=here.pilot.slug.clone()/>
            <Hidden name="order" value=keys.join(" ")/>
            <div class="actions">
                {moved
                    .then(|| {
                        view! {
                            <button class="button" data-kind="primary">
                                {format!("Save this order as revision {}", latest.number.next())}
                            </button>
                        }
                    })}
                <a class="button" data-kind="quiet" href=here.url("proposal")>"Cancel"</a>
            </div>
        }
        .into_any();
        working(
            &here,
            "Order of the sections",
            Nav::Proposal,
            view! {
                <ErrorSummary refused=refused/>
                <header class="page-head">
                    <h1>"Order of the sections"</h1>
                    <p>{format!("Of revision {}. Nothing is saved until you say so.", latest.number)}</p>
                </header>
                <table class="table" data-wrap="">
                    <thead><tr><th scope="col">"Section"</th><th scope="col">"Move"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                <ActionForm action=action attr:class="form" attr:novalidate="">{form}</ActionForm>
            },
        )
        .await
    })
}

fn link(base: RevisionNumber, order: &[usize]) -> String {
    let places: Vec<String> = order.iter().map(ToString::to_string).collect();
    format!("?base={base}&order={}", places.join("."))
}

/// The order that an address asks for, when it names each place once; otherwise as it is.
fn permutation(asked: Option<&str>, len: usize) -> Vec<usize> {
    let order: Option<Vec<usize>> = asked.and_then(|asked| asked.split('.').map(|at| at.parse().ok()).collect());
    let each_once = |order: &Vec<usize>| {
        let mut sorted = order.clone();
        sorted.sort_unstable();
        sorted.into_iter().eq(0..len)
    };
    order.filter(each_once).unwrap_or_else(|| (0..len).collect())
}

#[cfg(test)]
mod tests {
    use super::permutation;

    #[test]
    fn an_order_names_every_place_once_or_is_none() {
        assert_eq!(permutation(Some("2.0.1"), 3), [2, 0, 1]);
        for other in [None, Some("2.0"), Some("0.0.1"), Some("1.2.3"), Some("a.b.c"), Some("")] {
            assert_eq!(permutation(other, 3), [0, 1, 2]);
        }
    }
}
