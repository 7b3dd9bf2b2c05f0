//! Choosing what to compare.

use leptos::prelude::*;

/// Choosing any two of what is numbered from 1 to `newest`; works without scripts. `what` is one of them: `Version`.
pub fn choose_two(to: String, what: &'static str, newest: i32, chosen: (i32, i32)) -> impl IntoView {
    let options = |chosen: i32| {
        (1..=newest)
            .rev()
            .map(|n| view! { <option value=n.to_string() selected=n == chosen>{format!("{what} {n}")}</option> })
            .collect_view()
    };
    view! {
        <form class="compare-form" method="get" action=to>
            <label for="from">"From"</label>
            <select id="from" name="from">{options(chosen.0)}</select>
            <label for="to">"to"</label>
            <select id="to" name="to">{options(chosen.1)}</select>
            <button class="button">"Compare"</button>
        </form>
    }
}
