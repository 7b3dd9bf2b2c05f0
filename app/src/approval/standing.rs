//! Where approval stands, in a banner.

use domain::approval::Verdict;
use domain::proposal::Change;
use leptos::prelude::*;
use store::approval::Coverage;
use store::proposal::Page;

use crate::here::Here;
use crate::time::moment;

/// Where approval stands.
pub fn standing(here: &Here, view: &Page) -> Option<AnyView> {
    if let Some(coverage) = &view.coverage {
        return Some(covered(here, coverage));
    }
    let request = view.newest.as_ref()?;
    let zone = here.pilot.zone;
    let (kind, sentence, link) = match &request.outcome {
        None => (
            "info",
            format!(
                "Revision {} is with {} since {}.",
                request.revision,
                request.approver,
                moment(request.sent_at, zone)
            ),
            (here.url("approval"), "See the request"),
        ),
        Some(outcome) => (
            if outcome.verdict == Verdict::Decline {
                "bad"
            } else {
                "warn"
            },
            format!(
                "{}: revision {}, by {}, {}.",
                outcome.verdict.done(),
                request.revision,
                request.approver,
                moment(outcome.decided_at, zone)
            ),
            (
                here.url(&format!("approval/record/{}", outcome.approval_id)),
                "Read why",
            ),
        ),
    };
    Some(
        view! { <div class="banner" data-kind=kind><p>{sentence} " " <a href=link.0>{link.1}</a></p></div> }.into_any(),
    )
}

/// "Approved: revision 3. Current: revision 5 (2 sections differ)."
pub fn covered(here: &Here, coverage: &Coverage) -> AnyView {
    let record = here.url(&format!("approval/record/{}", coverage.approval_id));
    let compare = here.url(&format!("proposal/compare/{}/{}", coverage.approved, coverage.current));
    let sections = match coverage.sections {
        1 => "1 section differs".to_owned(),
        n => format!("{n} sections differ"),
    };
    let (kind, rest) = match &coverage.change {
        Change::Unchanged => ("ok", String::new()),
        Change::Editorial { .. } => (
            "info",
            format!(
                " Current: revision {} ({sections}, none of them binding). The approval stands.",
                coverage.current
            ),
        ),
        Change::Material { reasons } => {
            let reasons: Vec<String> = reasons.iter().take(4).map(ToString::to_string).collect();
            (
                "warn",
                format!(
                    " Current: revision {} ({sections}). The approval is outdated and has to be asked for again. {}",
                    coverage.current,
                    reasons.join(" ")
                ),
            )
        }
    };
    let differs = coverage.change != Change::Unchanged;
    view! {
        <div class="banner" data-kind=kind>
            <p>
                <a href=record>{format!("Approved: revision {}.", coverage.approved)}</a> {rest} " "
                {differs.then(|| view! { <a href=compare>"See the changes"</a> })}
            </p>
        </div>
    }
    .into_any()
}
