//! Tables, each in a box that scrolls sideways by itself.

use leptos::prelude::*;

/// The head of a column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    name: &'static str,
    numeric: bool,
    hidden: bool,
}

impl Column {
    /// Of words.
    pub const fn words(name: &'static str) -> Self {
        Self {
            name,
            numeric: false,
            hidden: false,
        }
    }

    /// Of numbers.
    pub const fn number(name: &'static str) -> Self {
        Self {
            numeric: true,
            ..Self::words(name)
        }
    }

    /// Of links or buttons, whose name is only heard.
    pub const fn acts(name: &'static str) -> Self {
        Self {
            hidden: true,
            ..Self::words(name)
        }
    }

    fn view(self) -> impl IntoView {
        match (self.hidden, self.numeric) {
            (true, _) => view! { <th scope="col"><span class="visually-hidden">{self.name}</span></th> }.into_any(),
            (false, true) => view! { <th scope="col" class="num">{self.name}</th> }.into_any(),
            (false, false) => view! { <th scope="col">{self.name}</th> }.into_any(),
        }
    }
}

/// A table called `name`.
#[component]
pub fn Table(
    /// What it shows, for whoever does not see it.
    #[prop(into)]
    name: String,
    /// What stands over it; nothing unless said.
    #[prop(optional, into)]
    caption: Option<String>,
    /// The heads of its columns.
    head: Vec<Column>,
    /// Its rows: `tr` with a `th` first.
    #[prop(into)]
    rows: AnyView,
) -> impl IntoView {
    let head = head.into_iter().map(Column::view).collect_view();
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=name>
            <table class="table">
                {caption.map(|caption| view! { <caption>{caption}</caption> })}
                <thead><tr>{head}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
