//! The speaker's notes: what to say beside each slide, from the same numbers.

use domain::policy::Action;
use domain::programme::{Criterion, Scorecard};
use domain::readout::{Evidence, Row, Slide};
use leptos::prelude::*;

use super::pages::presentation;
use super::slide::of_slide;
use crate::address::{param, query};
use crate::here::ask_in;
use crate::metrics::{Metric, figure};
use crate::shell::IslandScripts;
use crate::stage::speaker::FollowStage;
use crate::time::moment;
use crate::ui::{Nav, page, working};

/// `/p/:pilot/readout/speaker`: the notes of every slide, following the stage. `?snapshot=7` for that one's numbers.
#[component]
pub fn Speaker() -> impl IntoView {
    let slug = param("pilot");
    let snapshot = query("snapshot");
    page(async move {
        let here = ask_in(slug, Action::ReadReadout).await?;
        here.hold();
        let (shown, query) = presentation(&here, snapshot).await?;
        let as_of = moment(shown.card.as_of, here.pilot.zone);
        let slides = shown
            .slides()
            .into_iter()
            .map(|slide| {
                let to = here.url(&format!("readout/{}{query}", slide.number));
                let notes = notes(&slide, &shown.card);
                let notes = notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view();
                view! {
                    <li data-slide=slide.number>
                        <h2><a href=to>{format!("{}. {}", slide.number, slide.headline)}</a></h2>
                        <ul>{notes}</ul>
                    </li>
                }
            })
            .collect_view();
        let body = view! {
            <header class="page-head">
                <h1>"Speaker's notes"</h1>
                <p>{format!("From the numbers of {as_of}.")}</p>
            </header>
            <div class="speaker-line"><FollowStage readout=here.url("readout/")/></div>
            <ol class="speaker-notes">{slides}</ol>
            <IslandScripts/>
        };
        working(&here, "Speaker's notes", Nav::Readout, body).await
    })
}

/// What there is to say beside a slide that does not stand on it.
fn notes(slide: &Slide, card: &Scorecard) -> Vec<String> {
    let mut notes = match &slide.evidence {
        Evidence::Metric(metric) => about(of_slide(*metric), card),
        Evidence::Scorecard(_) => card.criteria.iter().map(judged).collect(),
        Evidence::Facts(rows) | Evidence::Decided { rows, .. } => rows.iter().map(said).collect(),
        Evidence::Counts(counts) => {
            let counted = counts.iter().map(|counted| match counted.of {
                Some(of) => format!("{} of {of} {} {}", counted.count, counted.name, counted.beneath),
                None => format!("{} {} {}", counted.count, counted.name, counted.beneath),
            });
            counted.collect()
        }
    };
    let turns = || card.flips.iter().filter(|flip| flip.changes_verdict);
    match slide.number {
        3 => notes.push(format!("{} {}", card.outlook.sentence, card.outlook.consequence)),
        10 => notes.extend(turns().map(|flip| flip.sentence.clone())),
        _ => {}
    }
    notes.retain(|note| !note.trim().is_empty());
    notes
}

fn said(row: &Row) -> String {
    format!("{}: {} {}", row.name, row.value, row.beneath)
        .trim_end()
        .to_owned()
}

fn judged(criterion: &Criterion) -> String {
    let Criterion {
        title, value, bar, why, ..
    } = criterion;
    let bar = if bar.is_empty() {
        String::new()
    } else {
        format!(" Bar: {bar}.")
    };
    format!(
        "{title}: {}, {value}.{bar} {why}",
        criterion.state.label().to_lowercase()
    )
}

/// Of a metric: its sentence, why its criterion stands as it does, what would turn it, and what to know beside it.
fn about(metric: Metric, card: &Scorecard) -> Vec<String> {
    let of = |criterion: &&Criterion| Metric::of_criterion(criterion.number) == Some(metric);
    let criterion = card.criteria.iter().find(of);
    let turns = card
        .flips
        .iter()
        .filter(|flip| criterion.is_some_and(|criterion| criterion.number == flip.criterion));
    let mut notes = vec![figure::summary(metric, card).to_owned()];
    notes.extend(criterion.map(|criterion| criterion.why.clone()));
    notes.extend(turns.map(|flip| flip.sentence.clone()));
    notes.extend(figure::notes(metric, card).iter().cloned());
    notes
}
