//! Who counts as a bot and which days are holidays.

use domain::calendar::read_day;
use domain::policy::Action;
use domain::pull_request::read_login;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::counting::Counts;

use super::confirming::tell;
use crate::address::param;
use crate::error::AppError;
use crate::form::{self, Refused};
use crate::here::ask_in;
use crate::time::moment;
use crate::ui::{Column, ErrorSummary, Field, Hidden, Nav, Table, page, working};

/// Enters a bot or a holiday.
#[server(prefix = "/do", endpoint = "data/count")]
pub async fn count(
    #[server(default)] pilot: String,
    #[server(default)] bot: String,
    #[server(default)] holiday: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data/counting", Action::EnterData, async |here, mut typed| {
        let counts = match (bot.trim(), holiday.trim()) {
            ("", "") => {
                typed.problem("bot", "Enter the login of a bot, or a holiday.");
                None
            }
            (login, "") => typed.parsed("bot", read_login(login)).map(Counts::Bot),
            ("", day) => typed.parsed("holiday", read_day(day)).map(Counts::Holiday),
            _ => {
                typed.problem("holiday", "Enter one of them at a time.");
                None
            }
        };
        if reason.chars().count() > 500 {
            typed.problem("reason", "Use at most 500 characters.");
        }
        typed.check()?;
        let counts = counts.ok_or(AppError::Internal)?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let entered = store::counting::add(pool, pilot, here.who(), (&counts, &reason), here.now).await?;
        tell(entered, "It is entered.").await?;
        Ok(here.url("data/counting"))
    })
    .await
}

/// Takes a bot or a holiday out.
#[server(prefix = "/do", endpoint = "data/uncount")]
pub async fn uncount(
    #[server(default)] pilot: String,
    #[server(default)] entry: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "data/counting", Action::EnterData, async |here, mut typed| {
        let id: i64 = entry.parse().map_err(|_| AppError::NotFound)?;
        let why = super::corrections::reason(&mut typed, &reason);
        typed.check()?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let entered = store::counting::withdraw(pool, pilot, here.who(), (id, &why), here.now).await?;
        tell(entered, "It is taken out. The log keeps it, with your reason.").await?;
        Ok(here.url("data/counting"))
    })
    .await
}

/// `/p/:pilot/data/counting`: bots and holidays, and the rules by which pull requests are linked.
#[component]
pub fn Counting() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let add = ServerAction::<Count>::new();
    let withdraw = ServerAction::<Uncount>::new();
    page(async move {
        let here = ask_in(slug, Action::EnterData).await?;
        let refused = Refused::load(token).await?;
        let entries = store::counting::list(here.pool(), here.pilot.pilot_id).await?;
        let zone = here.pilot.zone;
        let slug = here.pilot.slug.clone();
        let none = entries.is_empty();
        let open = !here.pilot.status.is_decided();
        let for_rows = slug.clone();
        let rows = entries
            .into_iter()
            .map(move |entry| {
                let pilot = for_rows.clone();
                let (kind, what) = match &entry.counts {
                    Counts::Bot(login) => ("Bot", login.clone()),
                    Counts::Holiday(day) => ("Holiday", day.to_string()),
                };
                let label = format!("Why {} is taken out", entry.counts.words());
                let name = entry.counts.words();
                let mut came = format!("by {}, {}", entry.by, moment(entry.at, zone));
                if let Some(reason) = &entry.reason {
                    came.push_str(&format!(". Why: {reason}"));
                }
                view! {
                    <tr>
                        <th scope="row">{what}</th>
                        <td>{kind}</td>
                        <td>{came}</td>
                        {open.then(|| view! {
                            <td>
                                <ActionForm action=withdraw>
                                    <Hidden name="pilot" value=pilot/>
                                    <Hidden name="entry" value=entry.id.to_string()/>
                                    <div class="actions">
                                        <input type="text" name="reason" aria-label=label placeholder="Why" maxlength="500"/>
                                        <button class="button">"Take out"<span class="visually-hidden">{format!(" {name}")}</span></button>
                                    </div>
                                </ActionForm>
                            </td>
                        })}
                    </tr>
                }
            })
            .collect_view();
        let adding = refused.of("data/count");
        let frozen = here.pilot.status.is_frozen();
        let hint = if frozen {
            "The list froze with the start. What changes now is a correction, and the log says so."
        } else {
            "Until the start this can be left empty."
        };
        let body = view! {
            <ErrorSummary refused=refused/>
            <header class="page-head">
                <h1>"What counts"</h1>
                <p>"Accounts of type Bot and logins that end in [bot] are bots by themselves: their reviews do not count, nor do their pushes to what others opened. Holidays are no working days of cycle time. A pull request belongs to the feature whose flag key its branch, title or a label names, else to that of whoever opened it, else to that of whom it is assigned to."</p>
            </header>
            {if none {
                view! { <div class="empty"><p>"No bot and no holiday is entered."</p></div> }.into_any()
            } else {
                let mut head = vec![Column::words("What"), Column::words("Kind"), Column::words("Entered")];
                head.extend(open.then(|| Column::acts("Take out")));
                view! { <Table name="Bots and holidays" head=head rows=rows.into_any()/> }.into_any()
            }}
            {open.then(|| view! {
                <section class="section">
                    <h2>"Add"</h2>
                    <ActionForm action=add attr:class="form" attr:novalidate="">
                        <Hidden name="pilot" value=slug/>
                        <Field refused=adding.clone() name="bot" label="Login of a bot" width="medium"/>
                        <Field refused=adding.clone() name="holiday" label="Or a holiday" kind="date" width="medium"/>
                        <Field refused=adding name="reason" label="Why" hint=hint/>
                        <div class="actions"><button class="button" data-kind="primary">"Add"</button></div>
                    </ActionForm>
                </section>
            })}
        };
        working(&here, "What counts", Nav::Data, body).await
    })
}
