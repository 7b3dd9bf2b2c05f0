//! Connected repositories, and what arrived from them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::data::{Connection, Elsewhere, MOST_COUNTED};

use crate::copy::Copy;
use crate::data::actions::{EndSecret, webhook_address};
use crate::data::reconciling::{ReadAgain, reading};
use crate::data::replaying::{Replay, given_up};
use crate::data::tokens::{RemoveToken, TellAgain, telling};
use crate::shell::IslandScripts;
use crate::time::moment;
use crate::ui::Hidden;

type TokenForms = (
    ServerAction<RemoveToken>,
    ServerAction<TellAgain>,
    ServerAction<ReadAgain>,
    ServerAction<Replay>,
    ServerAction<EndSecret>,
);

pub(super) fn connections(
    connections: Vec<Connection>,
    (slug, base_url): (&str, &str),
    (zone, now): (Tz, DateTime<Utc>),
    forms: Option<TokenForms>,
) -> AnyView {
    if connections.is_empty() {
        return view! { <div class="empty"><p>"No repository is connected yet."</p></div> }.into_any();
    }
    // Copying takes a script; where there is nothing to connect any more there is none.
    let scripts = forms.is_some().then(|| view! { <IslandScripts/> });
    let all = connections
        .into_iter()
        .map(|c| {
            let given_up = given_up(&c, slug, zone, forms.map(|(_, _, _, replay, _)| replay));
            let mut deliveries = up_to_most(c.deliveries);
            if c.waiting > 0 {
                deliveries.push_str(&format!(", {} waiting", up_to_most(c.waiting)));
            }
            if c.failed > 0 {
                deliveries.push_str(&format!(", {} failed", up_to_most(c.failed)));
            }
            let last = match (c.last_at, c.last) {
                (Some(at), Some((event, outcome))) => format!("{event} on {}. {outcome}", moment(at, zone)),
                _ => "Nothing has arrived yet".to_owned(),
            };
            let renamed = c.now_called.map(|name| {
                view! { <p class="row-message" data-kind="warn">{format!("{} calls this repository {name} now. Its deliveries are used.", c.host.label())}</p> }
            });
            let elsewhere = c.elsewhere.into_iter().map(|Elsewhere { about: name, count }| {
                let deliveries = if count == 1 { "1 delivery was" } else { &format!("{} deliveries were", up_to_most(count)) };
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
            let which = (slug, c.id, c.repository.as_str());
            let again = c.telling.is_some().then(|| reading(&c.progress, which, zone, forms.map(|(_, _, again, ..)| again)));
            let told = telling(&c.telling, which, (zone, now), forms.map(|(remove, again, ..)| (remove, again)));
            let until = c.former_until.filter(|until| *until > now);
            let former = until.map(|until| format!("Taken beside the new one until {}", moment(until, zone)));
            let end = until.zip(forms).map(|(_, (.., end))| {
                let (pilot, id, label) = (slug.to_owned(), c.id.to_string(), format!("End the old secret of {}", c.repository));
                view! {
                    <ActionForm action=end>
                        <Hidden name="pilot" value=pilot/>
                        <Hidden name="connection" value=id/>
                        <div class="actions"><button class="button" aria-label=label>"End the old secret"</button></div>
                    </ActionForm>
                }
            });
            let address = webhook_address(base_url, c.host, &c.path_key);
            let copy = forms.is_some().then(|| {
                view! { " " <Copy words=address.clone() what="the URL".to_owned() of=format!("of {}", c.repository)/> }
            });
            view! {
                <h3>{format!("{} on {}", c.repository, c.host.label())}</h3>
                {renamed} {elsewhere} {refused}
                <dl class="facts">
                    <div><dt>"Payload URL"</dt><dd><code class="path">{address}</code> {copy}</dd></div>
                    <div><dt>"Deliveries"</dt><dd>{deliveries}</dd></div>
                    <div><dt>"Last"</dt><dd>{last}</dd></div>
                    {former.is_some().then(|| view! { <div><dt>"Old secret"</dt><dd>{former}</dd></div> })}
                </dl>
                {end}
                {given_up}
                {told}
                {again}
            }
        })
        .collect_view();
    view! { {all} {scripts} }.into_any()
}

/// A number that is counted up to a bound: `1,000` and what is beyond it in words.
fn up_to_most(count: i64) -> String {
    match count {
        n if n > MOST_COUNTED => "more than 1,000".to_owned(),
        n => n.to_string(),
    }
}
