//! What somebody is asked to do: the whole row is the link to where it is done.

use domain::inbox::Task;
use leptos::prelude::*;

use crate::time::{When, Written, Zones};

/// A row of an inbox. `pilot` is its address and `zones` those of its times; `lead` stands before the reason.
pub fn task_row(pilot: &str, zones: Zones, lead: &str, task: Task) -> impl IntoView + use<> {
    let due = task
        .due
        .map(|due| view! { <span class="inbox-due"><When at=due zones=zones written=Written::Ending/></span> });
    view! {
        <li>
            <a href=format!("/p/{pilot}/{}", task.path)>
                <span class="inbox-title">{task.title}</span>
                <span class="inbox-why">{format!("{lead}{}", task.why)}</span>
                {due}
            </a>
        </li>
    }
}
