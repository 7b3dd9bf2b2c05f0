//! Connected repositories, and what arrived from them.

use chrono_tz::Tz;
use leptos::prelude::*;
use store::data::Connection;

use crate::data::actions::webhook_address;
use crate::data::tokens::{RemoveToken, TellAgain, telling};
use crate::time::moment;

type TokenForms = (ServerAction<RemoveToken>, ServerAction<TellAgain>);

pub(super) fn connections(
    connections: Vec<Connection>,
    (slug, base_url): (&str, &str),
    zone: Tz,
    forms: Option<TokenForms>,
) -> AnyView {
    if connections.is_empty() {
        return view! { <div class="empty"><p>"No repository is connected yet."</p></div> }.into_any();
    }
    connections
        .into_iter()
        .map(|c| {
            let mut deliveries = c.deliveries.to_string();
            if c.waiting > 0 {
                deliveries.push_str(&format!(", {} waiting", c.waiting));
            }
            if c.failed > 0 {
                deliveries.push_str(&format!(", {} failed", c.failed));
            }
            let last = match (c.last_at, c.last) {
                (Some(at), Some((event, outcome))) => format!("{event} on {}. {outcome}", moment(at, zone)),
                _ => "Nothing has arrived yet".to_owned(),
            };
            let renamed = c.now_called.map(|name| {
                view! { <p class="row-message" data-kind="warn">{format!("GitHub calls this repository {name} now. Its deliveries are used.")}</p> }
            });
            let elsewhere = c.elsewhere.into_iter().map(|(name, count)| {
                let deliveries = if count == 1 { "1 delivery was" } else { &format!("{count} deliveries were") };
                let words = format!("{deliveries} not used: they are about {name}, which is another repository.");
                view! { <p class="row-message" data-kind="warn">{words}</p> }
            });
            let elsewhere = elsewhere.collect_view();
            let refused = c.refused.into_iter().map(|refused| {
                let since = if refused.first_at == refused.last_at {
                    String::new()
                } else {
                    format!(", first on {}", moment(refused.first_at, zone))
                };
                let words = format!("Refused on {}{since}: {}", moment(refused.last_at, zone), refused.why);
                view! { <p class="row-message" data-kind="warn">{words}</p> }
            });
            let refused = refused.collect_view();
            let told = telling(&c.telling, (slug, c.id, &c.repository), zone, forms);
            view! {
                <h3>{c.repository}</h3>
                {renamed} {elsewhere} {refused}
                <dl class="facts">
                    <div><dt>"Payload URL"</dt><dd><code class="path">{webhook_address(base_url, &c.path_key)}</code></dd></div>
                    <div><dt>"Deliveries"</dt><dd>{deliveries}</dd></div>
                    <div><dt>"Last"</dt><dd>{last}</dd></div>
                </dl>
                {told}
            }
        })
        .collect_view()
        .into_any()
}
