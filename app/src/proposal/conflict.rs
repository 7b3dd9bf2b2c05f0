//! Settling a conflict: where the edits overlap, yours beside theirs, and a result to edit.

use domain::document::Body;
use domain::markdown::diff::{Block, Sign, compare_rendered};
use domain::policy::Action;
use domain::proposal::{Overlap, Sides, sides};
use leptos::prelude::*;

use super::difference::block;
use super::edit::{panes, refuse_when_frozen, window, window_name};
use super::preview::Preview;
use super::revise::{LeaveConflict, Revise};
use crate::address::param;
use crate::editor::SectionEditor;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::ask_in;
use crate::shell::IslandScripts;
use crate::time::moment;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, page, working};

/// `/p/:pilot/proposal/conflict/:id`.
#[component]
pub fn Conflict() -> impl IntoView {
    let slug = param("pilot");
    let id = param("id");
    let action = ServerAction::<Revise>::new();
    let leave = ServerAction::<LeaveConflict>::new();
    let refused = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::EditProposal).await?;
        refuse_when_frozen(&here).await?;
        let refused = Refused::load(refused).await?.of("proposal/revise");
        let id = id.parse().map_err(|_| AppError::NotFound)?;
        let conflict = store::proposal::conflict(here.pool(), here.pilot.pilot_id, here.who(), id, here.now).await?;
        if conflict.settled.is_some() {
            return Err(AppError::Again(here.url(&format!("proposal/kept#text_{id}"))));
        }
        let (base, latest, mine) = (&conflict.base, &conflict.latest, &conflict.mine);
        let sides = sides(&base.body, &latest.body, conflict.place(), &mine.text);
        let by = format!("{}, in revision {}", latest.author, latest.number);
        let everything = everything(&sides, &mine.text, &by);
        let overlaps = match &sides.theirs {
            None => view! {
                <section class="section">
                    <h2>"Where you overlap"</h2>
                    <p>
                        {format!(
                            "You changed a section that revision {} does not have any more. Saving puts your text back, at the end.",
                            latest.number,
                        )}
                    </p>
                </section>
            }
            .into_any(),
            Some(_) if sides.overlaps.is_empty() => everything.shown(),
            Some(_) => overlaps(&sides.overlaps, &by).into_any(),
        };
        let folded = (!sides.overlaps.is_empty()).then(|| everything.folded());
        // A section that is gone from the newest revision comes back at the end of the text. What was
        // written of the result goes on where it began: saving meets whatever was saved since.
        let (on, (section, last), result) = match conflict.result {
            Some(result) => (result.base, result.place, result.text),
            None => (latest.clone(), sides.place.unwrap_or_default(), sides.result),
        };
        let came_in = (on.number != latest.number).then(|| {
            let link = here.url(&format!("proposal/compare/{}/{}", on.number, latest.number));
            view! {
                <div class="banner" data-kind="info">
                    <p>
                        {format!("You began the result on revision {}. Saving brings it together with revision {}. ", on.number, latest.number)}
                        <a href=link>"See what came in"</a>
                    </p>
                </div>
            }
        });
        let shown = Preview::of(&on, (&section, &last), &refused.value("new_text", &result));
        let hint = "It holds both edits. What overlaps stands there twice, yours first: keep what shall stand.";
        let form = view! {
            <Hidden name="pilot" value=here.pilot.slug.clone()/>
            <Hidden name="section" value=section/>
            <Hidden name="last" value=last/>
            <Hidden name="base" value=on.number.to_string()/>
            <Hidden name="conflict" value=id.to_string()/>
            {window(&window_name(), None, conflict.turn)}
            <SectionEditor own=0 person=here.who().0/>
            {panes(&refused, "Text, as Markdown", Some(hint), result, shown)}
            <Field refused=refused.clone() name="change_summary" label="What changed (optional)" value=mine.summary.clone()/>
            <div class="sticky-actions">
                <button class="button" data-kind="primary" name="then" value="save" id="save_revision">
                    {format!("Save as revision {}", latest.number.next())}
                </button>
                <button class="button" name="then" value="keep">"Keep as draft"</button>
                <a class="button" data-kind="quiet" href=here.url("proposal")>"Decide later"</a>
                <button class="button" name="then" value="preview" data-script="off">"Preview"</button>
                <p class="draft-status" role="status" id="draft_status"></p>
            </div>
        }
        .into_any();
        let leave_form = view! {
            <Hidden name="pilot" value=here.pilot.slug.clone()/>
            <Hidden name="conflict" value=id.to_string()/>
            <button class="button" data-kind="quiet">{format!("Let revision {} stand", latest.number)}</button>
        }
        .into_any();
        working(
            &here,
            "Two edits overlap",
            Nav::Proposal,
            view! {
                <ErrorSummary refused=refused.clone()/>
                <header class="page-head">
                    <h1>"Two edits overlap"</h1>
                    <p>
                        {format!(
                            "You began on revision {}; {} has saved revision {} since. Your edit is kept, and not saved yet. Nothing of either is lost.",
                            base.number,
                            latest.author,
                            latest.number,
                        )}
                    </p>
                </header>
                {overlaps}
                <section class="section">
                    <h2>"What will be saved"</h2>
                    {came_in}
                    <ActionForm action=action attr:class="form" attr:novalidate="" attr:id="edit_form" attr:autocomplete="off">
                        {form}
                    </ActionForm>
                </section>
                {folded}
                <details class="fold">
                    <summary>{format!("Where both began: revision {}", base.number)}</summary>
                    <pre class="kept-text">{sides.base.clone()}</pre>
                </details>
                <section class="section">
                    <h2>"Or leave your edit out"</h2>
                    <p>
                        {format!(
                            "Then revision {} stays as it is. You can still read your text until {}.",
                            latest.number,
                            moment(mine.saved_at + chrono::Days::new(store::proposal::KEPT_DAYS), here.pilot.zone),
                        )}
                    </p>
                    <ActionForm action=leave>{leave_form}</ActionForm>
                </section>
                <IslandScripts/>
            },
        )
        .await
    })
}

/// Both sides of one place, beside each other.
fn beside(base: &str, mine: &str, theirs: &str, by: &str) -> impl IntoView + use<> {
    view! {
        <div class="sides">
            <section><h3>"You"</h3>{changes(base, mine)}</section>
            <section><h3>{by.to_owned()}</h3>{changes(base, theirs)}</section>
        </div>
    }
}

/// The places that both changed.
fn overlaps(overlaps: &[Overlap], by: &str) -> impl IntoView + use<> {
    let places = overlaps
        .iter()
        .map(|place| beside(&place.base, &place.mine, &place.theirs, by))
        .collect_view();
    let words = match overlaps.len() {
        1 => "In one place".to_owned(),
        count => format!("In {count} places"),
    };
    view! {
        <section class="section">
            <h2>"Where you overlap"</h2>
            <p class="muted">{format!("{words} both of you changed the same lines. What is struck out stood there before.")}</p>
            {places}
        </section>
    }
}

/// All that each side changed in the section.
struct Everything {
    base: String,
    mine: String,
    theirs: String,
    by: String,
}

fn everything(sides: &Sides, mine: &str, by: &str) -> Everything {
    Everything {
        base: sides.base.clone(),
        mine: mine.to_owned(),
        theirs: sides.theirs.clone().unwrap_or_default(),
        by: by.to_owned(),
    }
}

impl Everything {
    fn beside(&self) -> impl IntoView + use<> {
        beside(&self.base, &self.mine, &self.theirs, &self.by)
    }

    /// Edits that cannot be told apart place by place.
    fn shown(&self) -> AnyView {
        view! {
            <section class="section">
                <h2>"What each of you changed"</h2>
                <p class="muted">"Brought together, these would say something twice or too seldom."</p>
                {self.beside()}
            </section>
        }
        .into_any()
    }

    fn folded(&self) -> AnyView {
        view! {
            <details class="fold">
                <summary>"Everything that each of you changed in this section"</summary>
                {self.beside()}
            </details>
        }
        .into_any()
    }
}

/// What one side changed, as it reads: what stayed the same is left out.
fn changes(before: &str, after: &str) -> impl IntoView + use<> {
    let (Ok(before), Ok(after)) = (Body::new(before), Body::new(after)) else {
        return view! { <pre class="kept-text">{after.to_owned()}</pre> }.into_any();
    };
    let blocks: Vec<Block> = compare_rendered(&before, &after)
        .into_iter()
        .flat_map(|section| section.blocks)
        .collect();
    if blocks.iter().all(|block| block.sign == Sign::Same) {
        return view! { <p>"Unchanged, but for blank lines or Markdown marks."</p> }.into_any();
    }
    let mut shown = Vec::new();
    for run in blocks.chunk_by(|one, two| one.sign == Sign::Same && two.sign == Sign::Same) {
        if run[0].sign == Sign::Same {
            shown.push(view! { <p class="diff-same">"…"</p> }.into_any());
        } else {
            shown.extend(run.iter().map(block));
        }
    }
    shown.into_any()
}
