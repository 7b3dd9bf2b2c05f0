//! What somebody is asked to do: the whole row is the link to where it is done.

use chrono_tz::Tz;
use domain::inbox::Task;
use leptos::prelude::*;

use crate::time::ending;

/// A row of an inbox. `pilot` is its address and `zone` that of its times; `lead` stands before the reason.
pub fn task_row(pilot: &str, zone: Tz, lead: &str, task: Task) -> impl IntoView + use<> {
    let due = task
        .due
        .map(|due| view! { <time class="inbox-due" datetime=due.to_rfc3339()>{ending(due, zone)}</time> });
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
