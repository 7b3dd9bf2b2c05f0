//! Pages of the readout.

use domain::ids::SnapshotId;
use domain::pilot::Status;
use domain::policy::Action;
use domain::readout::{Evidence, SLIDES, footer};
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::presentation::Presentation;
use store::readout::Listed;

use super::actions::TakeSnapshot;
use super::slide::{Shown, of_slide, slide};
use crate::address::{param, query};
use crate::error::AppError;
use crate::evidence_bundle::offer;
use crate::form::Refused;
use crate::here::{Here, ask_in, hold_until, to_the_end};
use crate::shell::IslandScripts;
use crate::stage::StageKeys;
use crate::time::Time;
use crate::ui::{Column, ErrorSummary, Hidden, Nav, Table, Title, page, working};

/// The snapshot an address names: `?snapshot=7`.
fn named(snapshot: Option<String>) -> Result<Option<SnapshotId>, AppError> {
    snapshot
        .map(|text| text.parse().map_err(|_| AppError::NotFound))
        .transpose()
}

/// What is presented, and the query of its other addresses.
pub(super) async fn presentation(here: &Here, snapshot: Option<String>) -> Result<(Presentation, String), AppError> {
    let query = snapshot
        .as_ref()
        .map(|id| format!("?snapshot={id}"))
        .unwrap_or_default();
    let named = named(snapshot)?;
    let (pool, pilot, now) = (here.pool().clone(), here.pilot.pilot_id, here.now);
    let shown = to_the_end(async move { store::presentation::open(&pool, pilot, named, now).await }).await??;
    if shown.snapshot.is_none()
        && let Some(at) = shown.card.changes_at()
    {
        hold_until(at);
    }
    Ok((shown, query))
}

/// The footer of a slide; example data says so on the stage too.
fn footer_of(here: &Here, shown: &Presentation, number: u8) -> String {
    let footer = footer(
        number,
        shown.card.as_of,
        here.pilot.zone,
        shown.stage(),
        shown.snapshot.is_some(),
    );
    if here.pilot.example {
        format!("Example data · {footer}")
    } else {
        footer
    }
}

/// `/p/:pilot/readout`: the slides, freezing the numbers, and what was frozen.
#[component]
pub fn Readout() -> impl IntoView {
    let slug = param("pilot");
    let take = ServerAction::<TakeSnapshot>::new();
    let token = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::ReadReadout).await?;
        here.hold();
        let refused = Refused::load(token).await?;
        let snapshots = store::readout::list(here.pool(), here.pilot.pilot_id).await?;
        let started = here.pilot.status.is_frozen();
        let running = matches!(here.pilot.status, Status::Running { .. });
        let lead = match here.pilot.status {
            Status::Running { .. } => "The pilot is running: what the slides show now is provisional.",
            Status::Readout => "The weeks are over. Freeze the numbers, show the slides, decide together.",
            Status::Decided(_) => "The decision is made. The slides show the numbers it rests on.",
            _ => "The readout opens when the pilot starts.",
        };
        let warning = running.then(|| {
            view! {
                <div class="banner" data-kind="warn">
                    <p>
                        "Numbers frozen before the last week has closed are provisional. The final decision needs numbers frozen after it."
                    </p>
                </div>
            }
        });
        let decided = here.pilot.status.is_decided();
        let slug = here.pilot.slug.clone();
        let freeze = (started && !decided && here.may(Action::TakeSnapshot)).then(|| {
            view! {
                <ActionForm action=take>
                    <Hidden name="pilot" value=slug/>
                    <div class="actions"><button class="button">"Freeze the numbers now"</button></div>
                </ActionForm>
            }
        });
        let start = started.then(|| {
            view! {
                <div class="actions">
                    <a class="button" data-kind="primary" href=here.url("readout/1")>"Show the slides"</a>
                    <a class="button" href=here.url("readout/print")>"Print"</a>
                    <a class="button" href=here.url("decision")>"Decision"</a>
                </div>
            }
        });
        let slides = match started {
            true => Some(grid(&here, &presentation(&here, None).await?.0, "")),
            false => None,
        };
        let frozen = started.then(|| {
            view! {
                <section class="section">
                    <h2>"Frozen numbers"</h2>
                    {snapshot_table(&here, snapshots)}
                    {freeze}
                </section>
            }
        });
        working(
            &here,
            "Readout",
            Nav::Readout,
            view! {
                <ErrorSummary refused=refused/>
                <header class="page-head"><h1>"Readout"</h1><p>{lead}</p></header>
                {warning}
                {start}
                {started.then(|| offer(&here))}
                {slides}
                {frozen}
            },
        )
        .await
    })
}

fn snapshot_table(here: &Here, snapshots: Vec<Listed>) -> AnyView {
    if snapshots.is_empty() {
        return view! {
            <div class="empty">
                <p>"Nothing is frozen yet. The slides show live numbers, marked “not frozen”."</p>
            </div>
        }
        .into_any();
    }
    let zone = here.pilot.zone;
    let rows = snapshots
        .into_iter()
        .map(|snapshot| {
            let slides = here.url(&format!("readout/1?snapshot={}", snapshot.snapshot_id));
            view! {
                <tr>
                    <th scope="row"><a href=slides><Time at=snapshot.taken_at zone=zone/></a></th>
                    <td>{snapshot.taken_by}</td>
                    <td><code class="hash" title=snapshot.digest.clone()>{snapshot.digest.chars().take(12).collect::<String>()}</code></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <p>"Each is a copy of every fact that counted at its moment, named by the SHA-256 of its text. The slides show the newest, and after the decision the one decided on."</p>
        <Table name="Frozen numbers" head=vec![Column::words("Frozen"), Column::words("By"), Column::words("Hash")] rows=rows.into_any()/>
    }
    .into_any()
}

/// `/p/:pilot/readout/:slide`: one slide on the stage. `?snapshot=7` shows that one's numbers.
#[component]
pub fn OnStage() -> impl IntoView {
    let slug = param("pilot");
    let number = param("slide");
    let snapshot = query("snapshot");
    page(async move {
        let here = ask_in(slug, Action::ReadReadout).await?;
        here.hold();
        let number = number.parse::<u8>().ok().filter(|number| (1..=SLIDES).contains(number));
        let number = number.ok_or(AppError::NotFound)?;
        let (shown, query) = presentation(&here, snapshot).await?;
        let address = |page: &str| here.url(&format!("readout/{page}{query}"));
        let mut slides = shown.slides().into_iter();
        let at_hand = slides.nth(usize::from(number) - 1).ok_or(AppError::NotFound)?;
        let title = format!("{number} of {SLIDES}: {} · {}", at_hand.headline, here.pilot.name);
        // The last slide waits for the second person; live numbers follow the facts.
        let live = number == SLIDES || shown.snapshot.is_none();
        let turn = |rel: &'static str, to: u8, word: &'static str| {
            (1..=SLIDES).contains(&to).then(|| {
                view! { <a rel=rel href=address(&to.to_string()) data-turn="">{word}</a> }
            })
        };
        let numbers = match &at_hand.evidence {
            Evidence::Metric(metric) => here.url(&format!("metrics/{}", of_slide(*metric).as_str())),
            _ => here.url("metrics"),
        };
        let decide = (number == SLIDES).then(|| view! { <a href=here.url("decision")>"Decision"</a> });
        let foot = footer_of(&here, &shown, number);
        Ok(view! {
            <Title text=title/>
            <div class="presenting" data-idle="">
                <main class="stage" id="main" tabindex="-1">
                    {slide(at_hand, &shown.card, foot, Shown::Stage, live)}
                    <StageKeys stream=here.url("live")>{key_list()}</StageKeys>
                </main>
                <nav class="slide-nav" aria-label="Slides">
                    {turn("prev", number - 1, "Previous")}
                    " "
                    {turn("next", number + 1, "Next")}
                </nav>
                <nav class="slide-links" aria-label="Readout">
                    <a href=address("1") data-turn="" data-slide="first">"First"</a>
                    <a href=address(&SLIDES.to_string()) data-turn="" data-slide="last">"Last"</a>
                    <a href=address("overview") data-slide="overview">"Overview"</a>
                    <a href=numbers data-slide="numbers">"Numbers"</a>
                    <a href=address("print")>"Print"</a>
                    <a href=address("speaker") target="speaker" data-slide="speaker">"Speaker"</a>
                    <button type="button" popovertarget="keys">"Keys"</button>
                    {decide}
                    <a href=here.url("readout")>"Leave"</a>
                </nav>
            </div>
            <IslandScripts/>
        }
        .into_any())
    })
}

/// What the keys do.
fn key_list() -> impl IntoView {
    let keys: [(&[&str], &str); 11] = [
        (&["→", "↓", "Space", "Page Down", "n"], "next slide"),
        (&["←", "↑", "Shift+Space", "Page Up", "p"], "slide before"),
        (&["Home", "End"], "first and last slide"),
        (&["1", "…", "11", "Enter"], "go to that slide, with g too"),
        (&["o", "Esc"], "overview"),
        (&["t"], "the numbers of this slide as a table"),
        (&["s"], "the speaker's notes, in a window of their own"),
        (&["l"], "hold all slides as they are, or follow the facts again"),
        (&["f"], "full screen"),
        (&["b", "."], "blank, and back"),
        (&["d"], "light or dark stage"),
    ];
    let rows = keys.into_iter().map(|(keys, does)| {
        let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> " " }).collect_view();
        view! { <div><dt>{keys}</dt><dd>{does}</dd></div> }
    });
    view! {
        // Focused when the list opens: a Space that was meant for the next slide must not press its button.
        <h2 id="keys-title" tabindex="-1" autofocus>"Keys"</h2>
        <dl class="keys">{rows.collect_view()}</dl>
    }
}

/// `/p/:pilot/readout/overview`: all slides, small.
#[component]
pub fn Overview() -> impl IntoView {
    let slug = param("pilot");
    let snapshot = query("snapshot");
    page(async move {
        let here = ask_in(slug, Action::ReadReadout).await?;
        here.hold();
        let (shown, query) = presentation(&here, snapshot).await?;
        let body = view! {
            <header class="page-head"><h1>"Slides"</h1></header>
            {grid(&here, &shown, &query)}
        };
        working(&here, "Slides", Nav::Readout, body).await
    })
}

/// All slides, small, each leading to itself on the stage.
fn grid(here: &Here, shown: &Presentation, query: &str) -> impl IntoView + use<> {
    let cells = shown
        .slides()
        .into_iter()
        .map(|at_hand| {
            let number = at_hand.number;
            let foot = footer_of(here, shown, number);
            let to = here.url(&format!("readout/{number}{query}"));
            let name = format!("Slide {number}: {}", at_hand.headline);
            view! {
                <li>
                    <a href=to>
                        <span class="slide-caption">{format!("{number}. {}", at_hand.headline)}</span>
                        <div class="stage" role="img" aria-label=name>{slide(at_hand, &shown.card, foot, Shown::Overview, false)}</div>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="slide-grid">{cells}</ol> }
}

/// `/p/:pilot/readout/print`: all slides, one on each sheet.
#[component]
pub fn Print() -> impl IntoView {
    let slug = param("pilot");
    let snapshot = query("snapshot");
    page(async move {
        let here = ask_in(slug, Action::ReadReadout).await?;
        here.hold();
        let (shown, _) = presentation(&here, snapshot).await?;
        let title = format!("Readout of {}", here.pilot.name);
        let sheets = shown
            .slides()
            .into_iter()
            .map(|at_hand| {
                let foot = footer_of(&here, &shown, at_hand.number);
                view! { <section class="stage">{slide(at_hand, &shown.card, foot, Shown::Print, false)}</section> }
            })
            .collect_view();
        Ok(view! {
            <Title text=title.clone()/>
            <main class="slide-print" id="main" tabindex="-1">
                <h1 class="visually-hidden">{title}</h1>
                {sheets}
            </main>
        }
        .into_any())
    })
}
