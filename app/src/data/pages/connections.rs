//! Connected repositories, and what arrived from them.

use leptos::form::ActionForm;
use leptos::prelude::*;
use store::data::Connection;

use crate::copy::Copy;
use crate::data::actions::{EndSecret, webhook_address};
use crate::data::arriving::{Arriving, Piece, Pieces};
use crate::data::reconciling::{ReadAgain, read_again_form};
use crate::data::tokens::{RemoveToken, remove_form};
use crate::here::Here;
use crate::live::LiveRegion;
use crate::shell::IslandScripts;
use crate::time::moment;
use crate::ui::Hidden;

type Forms = (
    ServerAction<RemoveToken>,
    ServerAction<ReadAgain>,
    ServerAction<EndSecret>,
);

/// The id of the part of the page that follows what arrives.
const REGION: &str = "arriving";

/// The connected repositories, with forms while the pilot is not decided. Where there is a script, what arrives shows by itself.
pub(super) fn connections(here: &Here, connections: &[Connection], forms: Option<Forms>) -> AnyView {
    if connections.is_empty() {
        return view! { <div class="empty"><p>"No repository is connected yet."</p></div> }.into_any();
    }
    let times = (here.pilot.zone, here.now);
    let arriving = Arriving::of(connections, &here.pilot.slug, times, forms.is_some());
    let Arriving {
        of,
        spoken,
        as_of,
        digest,
        ..
    } = arriving;
    let all = connections
        .iter()
        .zip(of)
        .map(|(connection, pieces)| one(here, connection, pieces, forms))
        .collect_view();
    // Copying and following take a script; where nothing arrives any more there is none.
    let live = forms.is_some().then(|| {
        let stream = here.url("live?region=deliveries");
        view! {
            <LiveRegion stream=stream region=REGION.to_owned() as_of=as_of.clone()/>
            <IslandScripts/>
        }
    });
    let spoken = forms.is_some().then(|| {
        let Piece { id, html } = spoken;
        view! { <ul id=id data-piece="" data-spoken="" hidden inner_html=html></ul> }
    });
    view! {
        {live}
        <div id=REGION class="connections" data-version=here.version.log.to_string() data-digest=digest.to_string() data-as-of=as_of>
            {all}
            {spoken}
            <p class="row-message" data-kind="warn" data-lacking="" hidden>"A repository was connected since. Reload to see it."</p>
        </div>
    }
    .into_any()
}

fn one(here: &Here, c: &Connection, pieces: Pieces, forms: Option<Forms>) -> impl IntoView + use<> {
    let slug = here.pilot.slug.as_str();
    let which = (slug, c.id, c.repository.as_str());
    let Pieces {
        messages,
        last,
        deliveries,
        refused,
        failed,
        told,
        reading,
    } = pieces;
    let until = c.former_until.filter(|until| *until > here.now);
    let former = until.map(|until| {
        let words = format!("Taken beside the new one until {}", moment(until, here.pilot.zone));
        view! { <div><dt>"Old secret"</dt><dd>{words}</dd></div> }
    });
    let end = until.zip(forms).map(|(_, (.., end))| {
        let (pilot, id, label) = (
            slug.to_owned(),
            c.id.to_string(),
            format!("End the old secret of {}", c.repository),
        );
        view! {
            <ActionForm action=end>
                <Hidden name="pilot" value=pilot/>
                <Hidden name="connection" value=id/>
                <div class="actions"><button class="button" aria-label=label>"End the old secret"</button></div>
            </ActionForm>
        }
    });
    let address = webhook_address(&here.state.site.base_url, c.host, &c.path_key);
    let copy = forms.is_some().then(|| {
        view! { " " <Copy words=address.clone() what="the URL".to_owned() of=format!("of {}", c.repository)/> }
    });
    let remove = c.telling.as_ref().zip(forms);
    let remove = remove.map(|(told, (remove, ..))| remove_form(told, which, remove));
    let again = c.telling.as_ref().and(forms);
    let again = again.map(|(_, again, _)| read_again_form(which, again));
    view! {
        <h3>{format!("{} on {}", c.repository, c.host.label())}</h3>
        {block(messages)}
        <dl class="facts">
            <div><dt>"Payload URL"</dt><dd><code class="path">{address}</code> {copy}</dd></div>
            <div><dt>"Last delivery"</dt>{value(last)}</div>
            <div><dt>"Deliveries"</dt>{value(deliveries)}</div>
            <div><dt>"Refused"</dt>{value(refused)}</div>
            {former}
        </dl>
        {end}
        {block(failed)}
        {block(told)}
        {remove}
        {block(reading)}
        {again}
    }
}

/// A piece that is a value of a list of facts.
fn value(Piece { id, html }: Piece) -> impl IntoView {
    view! { <dd id=id data-piece="" inner_html=html></dd> }
}

/// A piece that stands by itself, or is empty.
fn block(Piece { id, html }: Piece) -> impl IntoView {
    view! { <div id=id data-piece="" inner_html=html></div> }
}
