//! The live part of the metrics page: rendered once for a pilot's version, the same for whoever reads it, and sent
//! to every open page.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::ids::PilotId;
use domain::incident::Incident;
use domain::programme::{Amended, CAPTION, Programme, Scorecard, Waived, scorecard, spoken};
use domain::replacement::Replacement;
use leptos::prelude::*;
use store::PgPool;
use store::approval::Coverage;
use store::arrival::Version;
use store::programme::Sheet;

use super::figure::Shows;
use super::scorecard::{Criteria, flips, instruments};
use super::{Metric, figure};
use crate::approval::standing::covered;
use crate::error::AppError;
use crate::here::{Here, facts as recorded, next_minute, to_the_end, url};
use crate::memory::{Memory, Part};
use crate::shell::unmarked;
use crate::time::{moment, until as until_day};
use crate::ui::visible;

/// What a fact takes in memory with what is computed from it, about, in bytes.
const FACT: usize = 400;

/// Where the parts of a pilot's version come from.
#[derive(Clone)]
pub struct Source {
    /// The pilot.
    pub pilot: PilotId,
    /// In its addresses.
    pub slug: String,
    /// Its zone.
    pub zone: Tz,
    /// How far its facts have come.
    pub version: Version,
    /// What this instance remembers.
    pub memory: Memory,
    /// Where the rest is read.
    pub pool: PgPool,
    /// When.
    pub now: DateTime<Utc>,
}

impl From<&Here> for Source {
    fn from(here: &Here) -> Self {
        Self {
            pilot: here.pilot.pilot_id,
            slug: here.pilot.slug.clone(),
            zone: here.pilot.zone,
            version: here.version.for_everybody(),
            memory: here.state.memory.clone(),
            pool: here.pool().clone(),
            now: here.now,
        }
    }
}

/// Every number of a pilot and what they rest on.
pub struct Numbers {
    /// What the numbers rest on.
    pub sheet: Arc<Sheet>,
    /// The numbers.
    pub card: Scorecard,
    /// Until when they can be shown.
    pub until: DateTime<Utc>,
}

/// The live part, rendered.
#[derive(Clone, Debug)]
pub struct Region {
    /// The version it shows.
    pub version: i64,
    /// When that was, as text with its zone.
    pub as_of: String,
    /// What stands inside the region.
    pub html: String,
    /// Where in it the list begins that the island speaks from.
    spoken_from: usize,
    /// Tells another content from this one, whenever and wherever it was rendered.
    pub digest: u64,
    /// Until when it can be shown.
    pub until: DateTime<Utc>,
}

impl Source {
    /// What the numbers rest on, or why there is nothing to measure by yet.
    ///
    /// # Errors
    /// When the database fails or holds an impossible row.
    pub async fn sheet(&self) -> Result<Arc<Result<Arc<Sheet>, String>>, AppError> {
        let (pool, pilot) = (self.pool.clone(), self.pilot);
        let load = async move {
            match to_the_end(async move { store::programme::sheet(&pool, pilot).await }).await? {
                Ok(sheet) => {
                    let weight = 4000 + facts(&sheet.programme) * FACT;
                    Ok(Part::lasting(Ok(Arc::new(sheet)), weight))
                }
                Err(store::Error::Refused(why)) => Ok(Part::lasting(Err(why), 200)),
                Err(error) => Err(error.into()),
            }
        };
        self.part("programme", load).await
    }

    /// The numbers until the next minute or the next instant at which time changes one, or why there are none.
    ///
    /// # Errors
    /// When the database fails or holds an impossible row.
    pub async fn numbers(&self) -> Result<Arc<Result<Numbers, String>>, AppError> {
        let source = self.clone();
        let load = async move {
            let now = source.now;
            let sheet = match &*source.sheet().await? {
                Ok(sheet) => Arc::clone(sheet),
                Err(why) => return Ok(Part::lasting(Err(why.clone()), 200)),
            };
            let card = scorecard(&sheet.programme, now);
            Ok(Part {
                weight: 4000 + facts(&sheet.programme) * FACT,
                until: Some(until(&card, now)),
                value: Ok(Numbers {
                    until: until(&card, now),
                    sheet,
                    card,
                }),
            })
        };
        self.part("numbers", load).await
    }

    /// The live part of the metrics page, or why there is nothing to show yet.
    ///
    /// # Errors
    /// When the database fails or holds an impossible row.
    pub async fn region(&self) -> Result<Arc<Result<Region, String>>, AppError> {
        let source = self.clone();
        let load = async move {
            let numbers = source.numbers().await?;
            let numbers = match &*numbers {
                Ok(numbers) => numbers,
                Err(why) => return Ok(Part::lasting(Err(why.clone()), 200)),
            };
            // What was agreed is frozen once the pilot runs; before that it can move away from the approval.
            let coverage = match numbers.sheet.start {
                Some(_) => None,
                None => {
                    let of = (source.pilot, source.version);
                    let known = recorded(&source.memory, &source.pool, of, source.now).await?;
                    store::approval::coverage(&source.pool, &known).await?
                }
            };
            let mut html = source.inside(numbers, coverage.as_ref());
            let spoken_from = html.len();
            html.push_str(&spoken_list(&numbers.card));
            let mut hasher = DefaultHasher::new();
            html.hash(&mut hasher);
            let until = numbers.until;
            Ok(Part {
                weight: html.len(),
                until: Some(until),
                value: Ok(Region {
                    version: source.version.log,
                    as_of: source.now.with_timezone(&source.zone).format("%H:%M:%S %Z").to_string(),
                    digest: hasher.finish(),
                    html,
                    spoken_from,
                    until,
                }),
            })
        };
        self.part("metrics", load).await
    }

    /// What follows from this version, read or made once for it.
    ///
    /// # Errors
    /// Those of `load`.
    pub async fn part<T: Send + Sync + 'static>(
        &self,
        kind: &'static str,
        load: impl Future<Output = Result<Part<T>, AppError>> + Send + 'static,
    ) -> Result<Arc<T>, AppError> {
        let of = (self.pilot, self.version);
        self.memory.part(of, (kind, String::new()), self.now, load).await
    }

    fn inside(&self, Numbers { sheet, card, .. }: &Numbers, coverage: Option<&Coverage>) -> String {
        let base = format!("/p/{}/metrics", self.slug);
        let figures = Metric::ALL
            .into_iter()
            .map(|metric| figure::figure(metric, &sheet.programme, card, &base, Shows::Summary))
            .collect_view();
        let ends = sheet.programme.ended_at.map(|end| {
            let runs = if end > self.now { "runs" } else { "ran" };
            format!(" The pilot {runs} until {}.", until_day(end, self.zone))
        });
        let inside = view! {
            {coverage.map(|coverage| covered(&self.slug, self.zone, coverage))}
            {amended(&sheet.programme, &self.slug, self.zone)}
            {replaced(&sheet.programme, self.zone)}
            <section class="section" aria-label="Criteria">
                {before_start(&sheet.programme)}
                <p class="tally">{card.outlook.sentence.clone()}</p>
                <p>{card.outlook.consequence.clone()} {ends}</p>
                <Criteria criteria=card.criteria.clone() base=base instruments=instruments(card)/>
                <p class="chart-note">{CAPTION} " " {sheet.programme.old_model.is_some().then_some(figure::OLD_MODEL)}</p>
            </section>
            {flips(card)}
            {waived(&sheet.programme, &self.slug, self.zone)}
            {incidents(&sheet.programme, &self.slug, self.zone)}
            <section class="section" aria-label="Figures">{figures}</section>
        };
        unmarked(&inside.to_html())
    }
}

/// Changes of the boundary after the start, in red: the zone is not the one that was agreed before it.
fn amended(programme: &Programme, slug: &str, zone: Tz) -> Option<impl IntoView + use<>> {
    let line = |amended: &Amended| {
        let (version, before) = (amended.version, amended.before);
        let words = format!(
            "The boundary was amended after the start: version {version} is in force since {}, in the place of version {before}. {}: {} ",
            moment(amended.at, zone),
            amended.by,
            amended.reason
        );
        let compare = url(slug, &format!("zone/compare?from={before}&to={version}"));
        view! { <p>{visible(&words)} <a href=compare>{format!("Compare version {before} with {version}")}</a></p> }
    };
    let lines = programme.amendments.iter().map(line).collect_view();
    (!programme.amendments.is_empty()).then(|| view! { <div class="banner" data-kind="bad">{lines}</div> })
}

/// What went against the no-go list.
fn incidents(programme: &Programme, slug: &str, zone: Tz) -> Option<impl IntoView + use<>> {
    let line = |incident: &Incident| {
        let pull = incident.pull_request.as_ref().map(|pull| format!(" In {pull}."));
        let (at, by) = (moment(incident.at, zone), incident.by.clone());
        view! {
            <li>
                {visible(&incident.touched.words())} {format!(", {at}, as {by} recorded: ")} {visible(&incident.what)}
                " Done: " {visible(&incident.done)} {pull}
            </li>
        }
    };
    let lines = programme.incidents.iter().map(line).collect_view();
    let log = url(slug, "incidents");
    (!programme.incidents.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Incidents"</h2>
                <ul>{lines}</ul>
                <p><a href=log>"The incident log"</a></p>
            </section>
        }
    })
}

/// Who took over from a DRI after the start, in red: not everybody is who was agreed before it.
fn replaced(programme: &Programme, zone: Tz) -> Option<impl IntoView + use<>> {
    let line = |one: &Replacement| {
        let since = moment(one.at, zone);
        view! { <p>{visible(&format!("{}, {since}. {}", one.sentence(), one.reason))}</p> }
    };
    let lines = programme.replaced.iter().map(line).collect_view();
    (!programme.replaced.is_empty()).then(|| view! { <div class="banner" data-kind="bad">{lines}</div> })
}

/// What DRIs let pass although a gate did not.
fn waived(programme: &Programme, slug: &str, zone: Tz) -> Option<impl IntoView + use<>> {
    let line = |waived: &Waived| {
        let files = match waived.files {
            0 => String::new(),
            1 => ", 1 file".to_owned(),
            n => format!(", {n} files"),
        };
        let (pull, gate, by) = (&waived.pull_request, waived.gate.label(), &waived.by);
        let line = format!(
            "{pull}: {gate}{files}. {by}, {}: {}",
            moment(waived.at, zone),
            waived.reason
        );
        view! { <li>{line}</li> }
    };
    let lines = programme.waivers.iter().map(line).collect_view();
    let pulls = url(slug, "pull-requests");
    (!programme.waivers.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Gates that were waived"</h2>
                <ul>{lines}</ul>
                <p><a href=pulls>"Pull requests and their gates"</a></p>
            </section>
        }
    })
}

impl Region {
    /// What is read of it: where nothing changes any more, nothing is spoken.
    pub fn read(&self) -> &str {
        self.html.get(..self.spoken_from).unwrap_or(&self.html)
    }
}

/// What the island speaks of when it changes; whoever reads the page reads it above.
fn spoken_list(card: &Scorecard) -> String {
    let numbers = spoken(card).into_iter();
    let numbers = numbers.map(|number| view! { <li>{number}</li> }).collect_view();
    unmarked(&view! { <ul data-spoken hidden>{numbers}</ul> }.to_html())
}

/// What is still to be done before the start.
fn before_start(programme: &Programme) -> Option<impl IntoView + use<>> {
    if programme.started_at.is_some() {
        return None;
    }
    let (have, need) = (programme.baseline.len(), usize::from(programme.terms.baseline_features));
    let words = if have < need {
        format!("Add the {need} most recent features to set the baseline. {have} of {need} added.")
    } else {
        "The pilot has not started. Baseline is ready.".to_owned()
    };
    Some(view! { <p>{words}</p> })
}

/// When the numbers are to be computed again: ages are told to the minute, and some things change at their instant.
fn until(card: &Scorecard, now: DateTime<Utc>) -> DateTime<Utc> {
    let minute = next_minute(now);
    card.changes_at().map_or(minute, |at| at.min(minute))
}

fn facts(programme: &Programme) -> usize {
    let pulls = [&programme.new_model, &programme.old_model]
        .into_iter()
        .flatten()
        .flat_map(|feature| &feature.pull_requests);
    programme.answers.len() + pulls.map(|pull| 2 + pull.facts.len()).sum::<usize>()
}
