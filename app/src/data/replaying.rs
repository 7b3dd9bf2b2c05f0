//! Deliveries that were given up, each with a button that has it worked on again.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use chrono_tz::Tz;
use domain::ids::ConnectionId;
use domain::policy::Action;
use leptos::prelude::*;
use leptos::server;
use store::data::{Connection, FAILED_ON_THE_PAGE};

use crate::error::AppError;
use crate::form::{self, notify};
use crate::time::moment;
use crate::ui::{Column, Hidden, Table, visible};

/// Has a delivery that was given up worked on again.
#[server(prefix = "/do", endpoint = "data/replay")]
pub async fn replay(
    #[server(default)] pilot: String,
    #[server(default)] connection: String,
    #[server(default)] delivery: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data", Action::EnterData, async |here, _| {
        let id: ConnectionId = connection.parse().map_err(|_| AppError::NotFound)?;
        let which = (id, delivery.as_str());
        store::github::replay(here.pool(), here.pilot.pilot_id, here.who(), which, here.now).await?;
        notify("The delivery is worked on again. What became of it stands at the repository in a moment.").await?;
        Ok(here.url("data"))
    })
    .await
}

/// What a connection gave up, with buttons while the pilot is `open`; nothing where it gave up nothing.
pub(super) fn given_up(connection: &Connection, slug: &str, zone: Tz, open: bool) -> Option<AnyView> {
    if connection.given_up.is_empty() {
        return None;
    }
    let rows = connection
        .given_up
        .iter()
        .map(|one| {
            let at = moment(one.received_at, zone);
            let spoken = format!(" the {} of {at}", one.event);
            let act = open.then(|| {
                let (pilot, id, guid) = (slug.to_owned(), connection.id.to_string(), one.guid.clone());
                let button = button_id(&id, &guid);
                view! {
                    <form method="post" action="/do/data/replay">
                        <Hidden name="pilot" value=pilot/>
                        <Hidden name="connection" value=id/>
                        <Hidden name="delivery" value=guid/>
                        <button class="button" id=button>"Replay"<span class="visually-hidden">{spoken}</span></button>
                    </form>
                }
            });
            view! {
                <tr>
                    <th scope="row">{visible(&one.event)}</th>
                    <td>{at}</td>
                    <td>{visible(&one.why)}</td>
                    {open.then(|| view! { <td>{act}</td> })}
                </tr>
            }
        })
        .collect_view()
        .into_any();
    let mut head = vec![Column::words("Event"), Column::words("Arrived"), Column::words("Why")];
    head.extend(open.then(|| Column::acts("Replay")));
    let name = format!("Deliveries of {} that failed", connection.repository);
    let more = (connection.failed > FAILED_ON_THE_PAGE)
        .then(|| view! { <p class="muted">{format!("These are the newest {FAILED_ON_THE_PAGE}.")}</p> });
    let caption = "Deliveries that failed";
    Some(view! { <Table name=name caption=caption head=head rows=rows/> {more} }.into_any())
}

/// The id of a delivery's button, the same whenever the list is made: whoever stands on it while the list is renewed stays there.
fn button_id(connection: &str, guid: &str) -> String {
    let mut hasher = DefaultHasher::new();
    guid.hash(&mut hasher);
    format!("replay-{connection}-{:x}", hasher.finish())
}
