//! Pages of week one: both lists, and marking one activity as done.

use chrono_tz::Tz;
use domain::correction::Said;
use domain::ids::PersonId;
use domain::person::{Arm, Role};
use domain::policy::Action;
use domain::week_one::Progress;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::week_one::{Activity, By, Doing, WeekOne as Week};

use super::actions::{Acknowledge, Confirm, SendBack, TakeBack, Tick};
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{ErrorSummary, Field, Hidden, Nav, breadcrumb, inline, linked, page, working};

/// `/p/:pilot/week-one`: what each pilot PM does, what nobody does, and how far it is.
#[component]
pub fn WeekOne() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let (confirm, acknowledge) = (ServerAction::<Confirm>::new(), ServerAction::<Acknowledge>::new());
    let take_back = ServerAction::<TakeBack>::new();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let refused = Refused::load(token).await?;
        let week = store::week_one::page(here.pool(), here.pilot.pilot_id).await?;
        let from = match (week.started_at, week.revision) {
            (Some(at), Some(revision)) => format!(
                "From revision {revision}, which the pilot started with on {}.",
                moment(at, here.pilot.zone)
            ),
            (_, Some(revision)) => format!("From revision {revision} of the proposal."),
            (_, None) => String::new(),
        };
        working(
            &here,
            "Week one",
            Nav::WeekOne,
            view! {
                <ErrorSummary refused=refused/>
                <header class="page-head">
                    <h1>"Week one"</h1>
                    <p>{from}</p>
                    <p>"A pull request that is named as evidence here is in no number, and neither are its commits. If the DRI sends the activity back, it counts again."</p>
                </header>
                {week
                    .started_at
                    .is_none()
                    .then(|| {
                        view! {
                            <div class="banner" data-kind="info">
                                <p>"The pilot has not started. Activities are marked from the day it does."</p>
                            </div>
                        }
                    })}
                <div class="week-one">{activities(&here, (confirm, take_back), &week)} {no_go(&here, acknowledge, &week)}</div>
            },
        )
        .await
    })
}

/// `/p/:pilot/week-one/:arm/:activity`: a pilot PM marks one activity as done, their DRI sends it back.
#[component]
pub fn MarkDone() -> impl IntoView {
    let slug = param("pilot");
    let arm = param("arm");
    let number = param("activity");
    let token = Refused::token();
    let tick = ServerAction::<Tick>::new();
    let back = ServerAction::<SendBack>::new();
    page(async move {
        let here = ask_in(slug, Action::TickChecklist).await?;
        let refused = Refused::load(token).await?;
        let arm = Arm::parse(&arm).ok_or(AppError::NotFound)?;
        let marks = here.standing.is_for(Role::PilotPm, arm);
        if !marks && !here.standing.is_for(Role::Dri, arm) {
            return Err(AppError::Denied);
        }
        let week = store::week_one::page(here.pool(), here.pilot.pilot_id).await?;
        let activity = week
            .activities
            .iter()
            .find(|a| a.item.to_string() == number)
            .ok_or(AppError::NotFound)?;
        if !marks {
            return working(
                &here,
                "Send an activity back",
                Nav::WeekOne,
                sending_back(&here, arm, activity, &refused, back),
            )
            .await;
        }
        let returned = activity.progress.iter().find(|doing| doing.is_of(here.who()));
        let returned = returned
            .and_then(|doing| doing.returned.as_ref())
            .map(|by| sent_back(by, here.pilot.zone));
        let is_open = week.started_at.is_some() && progress_of(activity, arm, here.who()) == Some(&Progress::Open);
        let error = if refused.is_some() { "Error: " } else { "" };
        let title = "Mark an activity as done";
        let summary = refused.clone();
        let list = here.url("week-one");
        let named = view! {
            <Hidden name="pilot" value=here.pilot.slug.clone()/>
            <Hidden name="arm" value=arm.as_str()/>
            <Hidden name="item" value=activity.item.to_string()/>
        };
        working(
            &here,
            &format!("{error}{title}"),
            Nav::WeekOne,
            view! {
                <ErrorSummary refused=summary/>
                {breadcrumb(&here, &[("week-one", "Week one")], title)}
                <header class="page-head"><h1>{title}</h1><p>{inline(&activity.text)}</p></header>
                {returned}
                {if is_open {
                    view! {
                        <ActionForm action=tick attr:class="form" attr:novalidate="">
                            {named}
                            <Field
                                refused=refused
                                name="evidence"
                                label="Link or note"
                                hint="Such as the address of the merged pull request, or owner/name#12. It is then in none of the feature's numbers. Everyone in the pilot can read it."
                            />
                            <div class="actions">
                                <button class="button" data-kind="primary">"Mark as done"</button>
                                <a class="button" data-kind="quiet" href=list>"Cancel"</a>
                            </div>
                        </ActionForm>
                    }
                    .into_any()
                } else {
                    view! { <p>"This activity cannot be marked: the pilot has not started, or it is marked already."</p> }
                        .into_any()
                }}
            },
        )
        .await
    })
}

/// That a DRI sent an activity back, and why.
fn sent_back(by: &By, zone: Tz) -> impl IntoView + use<> {
    view! {
        <p>{format!("Sent back by {}, {}", by.name, moment(by.at, zone))}</p>
        <p class="muted">{linked(&by.evidence)}</p>
    }
}

/// The form by which a DRI sends an activity back that is marked as done.
fn sending_back(
    here: &Here,
    arm: Arm,
    activity: &Activity,
    refused: &Refused,
    action: ServerAction<SendBack>,
) -> impl IntoView + use<> {
    let title = "Send an activity back";
    let mut theirs = activity
        .progress
        .iter()
        .filter(|doing| doing.arm == arm && doing.dri == Some(here.who()));
    let done = theirs.find_map(|doing| match &doing.progress {
        Progress::Done(done) => Some(marked(done, here.pilot.zone)),
        _ => None,
    });
    let (slug, list) = (here.pilot.slug.clone(), here.url("week-one"));
    let (of_form, item) = (refused.of("week_one/send_back"), activity.item.to_string());
    let form = done.map(|done| {
        view! {
            {done}
            <ActionForm action=action attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <Hidden name="arm" value=arm.as_str()/>
                <Hidden name="item" value=item/>
                <Field
                    refused=of_form
                    name="return_reason"
                    label="What is missing"
                    hint="Everyone in the pilot can read it."
                />
                <div class="actions">
                    <button class="button" data-kind="primary">"Send it back"</button>
                    <a class="button" data-kind="quiet" href=list>"Cancel"</a>
                </div>
            </ActionForm>
        }
    });
    let nothing = form.is_none().then(
        || view! { <p>"There is nothing to send back: it is not marked as done, or it is confirmed already."</p> },
    );
    view! {
        <ErrorSummary refused=refused.clone()/>
        {breadcrumb(here, &[("week-one", "Week one")], title)}
        <header class="page-head"><h1>{title}</h1><p>{inline(&activity.text)}</p></header>
        {form}
        {nothing}
    }
}

fn progress_of(activity: &Activity, arm: Arm, pm: PersonId) -> Option<&Progress<By>> {
    let mut of_arm = activity.progress.iter().filter(|doing| doing.arm == arm);
    of_arm.find(|doing| doing.is_of(pm)).map(|doing| &doing.progress)
}

/// What can be done with one press.
type Acts = (ServerAction<Confirm>, ServerAction<TakeBack>);

fn activities(here: &Here, acts: Acts, week: &Week) -> impl IntoView + use<> {
    let rows = week
        .activities
        .iter()
        .map(|activity| {
            let arms = activity
                .progress
                .iter()
                .map(|doing| pm_row(here, acts, week, activity.item, doing))
                .collect_view();
            view! { <li><p>{inline(&activity.text)}</p><dl class="by-arm">{arms}</dl></li> }
        })
        .collect_view();
    let empty = week.activities.is_empty();
    view! {
        <section>
            <h2>"Do"</h2>
            <p class="muted">"Each pilot PM marks an activity as done, their engineering DRI confirms it."</p>
            {if empty {
                view! { <p>"The proposal names no week-one activities."</p> }.into_any()
            } else {
                view! { <ol class="activities">{rows}</ol> }.into_any()
            }}
        </section>
    }
}

fn pm_row(here: &Here, acts: Acts, week: &Week, item: u32, doing: &Doing) -> impl IntoView + use<> {
    let (confirm, take_back) = acts;
    let zone = here.pilot.zone;
    let (arm, progress) = (doing.arm, &doing.progress);
    let whose = doing.whose();
    let spoken = whose.to_lowercase();
    let started = week.started_at.is_some();
    let named = view! {
        <Hidden name="pilot" value=here.pilot.slug.clone()/>
        <Hidden name="arm" value=arm.as_str()/>
        <Hidden name="item" value=item.to_string()/>
    };
    let status = match progress {
        Progress::Open => view! {
            <span class="muted">"Not done"</span>
            {doing.returned.as_ref().map(|by| sent_back(by, zone))}
        }
        .into_any(),
        Progress::Done(done) => marked(done, zone).into_any(),
        Progress::Confirmed { done, confirmed } => view! {
            {marked(done, zone)}
            <p>{format!("Confirmed by {}, {}", confirmed.name, moment(confirmed.at, zone))}</p>
        }
        .into_any(),
    };
    let confirmed = format!(" activity {item}, {spoken}");
    let decided = here.pilot.status.is_decided();
    let waits_done = matches!(doing.waits, Some(Said::Done(_)));
    let act = match progress {
        _ if decided => None,
        // Nothing else can be said before; the DRI who confirms that it is done is the second person.
        _ if doing.waits.is_some() && (!waits_done || doing.dri != Some(here.who())) => None,
        _ if waits_done => Some(
            view! {
                <ActionForm action=confirm>
                    {named}
                    <button class="button">"Confirm"<span class="visually-hidden">{confirmed}</span></button>
                </ActionForm>
            }
            .into_any(),
        ),
        Progress::Open if started && doing.is_of(here.who()) => Some(
            view! {
                <a class="button" href=here.url(&format!("week-one/{}/{item}", arm.as_str()))>
                    "Mark as done"<span class="visually-hidden">{format!(": activity {item}, {spoken}")}</span>
                </a>
            }
            .into_any(),
        ),
        Progress::Done(_) if doing.dri == Some(here.who()) => Some(
            view! {
                <ActionForm action=confirm>
                    {named}
                    <button class="button">
                        "Confirm"<span class="visually-hidden">{confirmed}</span>
                    </button>
                </ActionForm>
                <a href=here.url(&format!("week-one/{}/{item}", arm.as_str()))>
                    "Send back"<span class="visually-hidden">{format!(": activity {item}, {spoken}")}</span>
                </a>
            }
            .into_any(),
        ),
        Progress::Done(_) if doing.is_of(here.who()) => Some(
            view! {
                <ActionForm action=take_back>
                    {named}
                    <button class="button" data-kind="quiet">
                        "Take back"<span class="visually-hidden">{format!(": activity {item}, {spoken}")}</span>
                    </button>
                </ActionForm>
            }
            .into_any(),
        ),
        _ => None,
    };
    let waits = doing.waits.as_ref().map(|said| waiting(here, said));
    view! { <div><dt>{whose}</dt><dd>{status} " " {act} {waits}</dd></div> }
}

/// What was said last and counts for nothing before a second person has confirmed it.
fn waiting(here: &Here, said: &Said) -> impl IntoView + use<> {
    let (what, second) = match said {
        Said::Done(_) => ("It is marked as done", "the engineering DRI has"),
        Said::SentBack(_) => ("It is sent back", "the sponsor has"),
        Said::TakenBack => ("It is taken back", "an approver or an engineering DRI has"),
    };
    let note = match said {
        Said::Done(note) | Said::SentBack(note) => Some(linked(note)),
        Said::TakenBack => None,
    };
    let corrections = here.url("data/corrections");
    let all = here
        .may(Action::ConfirmCorrection)
        .then(|| view! { " " <a href=corrections>"Corrections"</a> });
    view! {
        <p>{format!("{what}, and that changes a criterion that was final. It counts once {second} confirmed it.")} {all}</p>
        {note.map(|note| view! { <p class="muted">{note}</p> })}
    }
}

/// The pilot PM's word: who, when, by hand, and the evidence.
fn marked(done: &By, zone: Tz) -> impl IntoView + use<> {
    view! {
        <p>{format!("Done by {}, {} ", done.name, moment(done.at, zone))} <span class="label">"By hand"</span></p>
        <p class="muted">{linked(&done.evidence)}</p>
    }
}

fn no_go(here: &Here, acknowledge: ServerAction<Acknowledge>, week: &Week) -> impl IntoView + use<> {
    let statements = week
        .no_go
        .iter()
        .map(|text| view! { <li>{inline(text)}</li> })
        .collect_view();
    let people = week
        .acknowledgements
        .iter()
        .map(|a| {
            let when = match a.at {
                Some(at) => format!("Acknowledged, {}", moment(at, here.pilot.zone)),
                None => "Not acknowledged".to_owned(),
            };
            view! {
                <li data-signed=a.at.is_some().then_some("")>
                    <span class="signature-name">{a.name.clone()}</span>
                    <span class="signature-when">{when}</span>
                </li>
            }
        })
        .collect_view();
    let pilot = view! { <Hidden name="pilot" value=here.pilot.slug.clone()/> };
    let owes = week.started_at.is_some()
        && !week.no_go.is_empty()
        && week
            .acknowledgements
            .iter()
            .any(|a| a.person_id == here.who() && a.at.is_none());
    view! {
        <section>
            <h2>"Do not"</h2>
            <p class="muted">"Each pilot PM acknowledges these once."</p>
            {if week.no_go.is_empty() {
                view! { <p>"The proposal names no no-go statements."</p> }.into_any()
            } else {
                view! { <ul>{statements}</ul> }.into_any()
            }}
            <ul class="signatures">{people}</ul>
            {owes
                .then(|| {
                    view! {
                        <ActionForm action=acknowledge>
                            {pilot}
                            <div class="actions">
                                <button class="button" data-kind="primary">"Acknowledge the no-go list"</button>
                            </div>
                        </ActionForm>
                    }
                })}
        </section>
    }
}
