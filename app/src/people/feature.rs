//! The feature of an arm: a form for the sponsor until the start, a record for everybody.

use domain::feature::Direction;
use domain::person::Arm;
use domain::pilot::entry::typed_moment;
use domain::pilot::{Feature as Enrolled, Known};
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::actions::SaveFeature;
use super::choices::Choices;
use super::of_arm;
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::start::chances;
use crate::time::{day, moment};
use crate::ui::{ErrorSummary, Field, Hidden, Nav, TextArea, page, working};

/// `/p/:pilot/people/feature/:arm`.
#[component]
pub fn Feature() -> impl IntoView {
    let slug = param("pilot");
    let arm = Arm::parse(&param("arm"));
    let token = Refused::token();
    let action = ServerAction::<SaveFeature>::new();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let arm = arm.ok_or(AppError::NotFound)?;
        let features = store::feature::list(here.pool(), here.pilot.pilot_id).await?;
        let other = features.iter().find(|feature| feature.arm != arm).cloned();
        let feature = features.into_iter().find(|feature| feature.arm == arm);
        let refused = Refused::load(token).await?.of("enrolment/save_feature");
        let title = format!("The {} feature", of_arm(arm));
        let writes = here.may(Action::Enrol) && !here.pilot.status.is_frozen();
        let body = if writes {
            form(&here, arm, feature, other, &refused, action).into_any()
        } else {
            match feature {
                Some(feature) => record(&here, feature).into_any(),
                None => view! { <div class="empty"><p>"The sponsor has not entered it yet."</p></div> }.into_any(),
            }
        };
        // The criteria are about the new-model feature.
        let until = match arm {
            Arm::NewModel => chances::lines(&chances::of(&here, here.now).await?),
            Arm::OldModel => None,
        };
        let hint = if writes {
            "You can change everything here until the start. Then it freezes."
        } else if here.pilot.status.is_frozen() {
            "Frozen with the start."
        } else {
            "The sponsor can change it until the start."
        };
        working(
            &here,
            &title.clone(),
            Nav::People,
            view! {
                <ErrorSummary refused=refused/>
                <header class="page-head"><h1>{title}</h1><p>{hint}</p></header>
                {until}
                {body}
            },
        )
        .await
    })
}

/// What stands in the fields of a feature's form at first.
struct Fields {
    name: String,
    surface: String,
    brief: String,
    idea: (String, String),
    idea_evidence: String,
    flag_key: String,
    github_login: String,
    known_by: Known,
    metric: [String; 3],
    direction: &'static str,
    read_on: String,
    window_days: String,
}

impl Fields {
    fn of(feature: Option<Enrolled>, other: Option<Enrolled>, zone: chrono_tz::Tz) -> Self {
        let brief = other.map(|other| other.brief).unwrap_or_default();
        let logins = feature.as_ref().map(all_logins).unwrap_or_default();
        match feature {
            Some(f) => Self {
                name: f.name,
                surface: f.surface,
                brief: f.brief,
                idea: typed_moment(f.idea, zone),
                idea_evidence: f.idea_evidence,
                flag_key: f.flag_key,
                github_login: logins,
                known_by: f.known_by,
                metric: [f.primary_metric.name, f.primary_metric.unit, f.primary_metric.source],
                direction: f.primary_metric.direction.as_str(),
                read_on: f.primary_metric.read_on.to_string(),
                window_days: f.primary_metric.window_days.to_string(),
            },
            None => Self {
                name: String::new(),
                surface: String::new(),
                brief,
                idea: (String::new(), String::new()),
                idea_evidence: String::new(),
                flag_key: String::new(),
                github_login: String::new(),
                known_by: Known::default(),
                metric: [const { String::new() }; 3],
                direction: "",
                read_on: String::new(),
                window_days: "28".to_owned(),
            },
        }
    }
}

fn form(
    here: &Here,
    arm: Arm,
    feature: Option<Enrolled>,
    other: Option<Enrolled>,
    refused: &Refused,
    action: ServerAction<SaveFeature>,
) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let brief_hint = match &other {
        Some(other) => format!("Both arms work from the same brief. {} has it already.", other.name),
        None => "What is asked for, and why. Both arms work from the same brief.".to_owned(),
    };
    let f = Fields::of(feature, other, zone);
    let [metric_name, metric_unit, metric_source] = f.metric;
    let slug = here.pilot.slug.clone();
    let back = here.url("people");
    let refused = refused.clone();
    let r = move || refused.clone();
    view! {
        <ActionForm action=action attr:class="form" attr:novalidate="">
            <Hidden name="pilot" value=slug/>
            <Hidden name="arm" value=arm.as_str()/>
            <h2>"The feature"</h2>
            <Field refused=r() name="name" label="Name" value=f.name/>
            <Field refused=r() name="surface" label="Surface" hint="The part of the product it belongs to." value=f.surface/>
            <TextArea refused=r() name="brief" label="Brief" hint=brief_hint value=f.brief rows=6/>
            <h2>"The idea"</h2>
            <div class="field-row">
                <Field refused=r() name="idea_date" label="Day of the idea" kind="date" value=f.idea.0/>
                <Field refused=r() name="idea_time" label=format!("Time in {}, if known", zone.name()) kind="time" value=f.idea.1/>
            </div>
            <Field
                refused=r()
                name="idea_evidence"
                label="Evidence"
                hint="Where that can be checked: the address of a ticket, a message or a document."
                value=f.idea_evidence
            />
            <h2>"The code"</h2>
            <Field refused=r() name="flag_key" label="Feature flag key" value=f.flag_key/>
            <Field
                refused=r()
                name="github_login"
                label="GitHub login of the pilot PM"
                hint="Pull requests of this login belong to the feature. Several PMs of the arm: their logins, with commas between."
                value=f.github_login
            />
            <Field
                refused=r()
                name="branch_pattern"
                label="How its branches are called (optional)"
                hint="Such as carts/*, where * stands for anything. The flag key counts before, the author after."
                value=f.known_by.branch
            />
            <Field
                refused=r()
                name="pr_label"
                label="A label of its pull requests (optional)"
                hint="Whatever else a pull request is, it can be taken in or out by hand on the Data page."
                value=f.known_by.label
            />
            <h2>"The primary metric"</h2>
            <Field refused=r() name="metric_name" label="Metric" value=metric_name/>
            <Field refused=r() name="metric_unit" label="Unit" hint="Such as % or orders." value=metric_unit width="medium"/>
            <Field refused=r() name="metric_source" label="Source" hint="Where its values come from." value=metric_source/>
            <Choices
                refused=r()
                name="metric_direction"
                legend="Which way is it expected to move?"
                options=vec![(Direction::Up.as_str(), "Up: more is better"), (Direction::Down.as_str(), "Down: less is better")]
                value=f.direction
            />
            <Field
                refused=r()
                name="metric_read_on"
                label="Read date"
                kind="date"
                hint="The last day whose value counts."
                value=f.read_on
                width="medium"
            />
            <Field
                refused=r()
                name="metric_window_days"
                label="Days before shipping that make the value before"
                value=f.window_days
                width="short"
            />
            <div class="actions">
                <button class="button" data-kind="primary">"Save the feature"</button>
                <a href=back>"Back to people"</a>
            </div>
        </ActionForm>
    }
}

/// The logins of the arm's pilot PMs, with commas between.
fn all_logins(feature: &Enrolled) -> String {
    feature.logins().collect::<Vec<_>>().join(", ")
}

fn record(here: &Here, feature: Enrolled) -> impl IntoView + use<> {
    let logins = all_logins(&feature);
    let zone = here.pilot.zone;
    let metric = feature.primary_metric;
    let idea = domain::metric::format::moment(feature.idea, zone);
    let facts = [
        ("Name", feature.name),
        ("Surface", feature.surface),
        ("Brief", feature.brief),
        (
            "Idea",
            format!("{idea}, entered {}", moment(feature.idea_entered_at, zone)),
        ),
        ("Evidence of the idea", feature.idea_evidence),
        ("Feature flag key", feature.flag_key),
        ("GitHub login of the pilot PM", logins),
        ("Branches", said(feature.known_by.branch)),
        ("Label", said(feature.known_by.label)),
        (
            "Primary metric",
            format!("{}, in {}, from {}", metric.name, metric.unit, metric.source),
        ),
        (
            "Expected to move",
            format!(
                "{}, from the mean of {} days before shipping to the mean until {}",
                metric.direction.as_str(),
                metric.window_days,
                day(metric.read_on)
            ),
        ),
    ];
    view! {
        <dl class="facts">
            {facts
                .into_iter()
                .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
                .collect_view()}
        </dl>
    }
}

/// What was said, or that nothing was.
fn said(text: String) -> String {
    if text.is_empty() { "Not said".to_owned() } else { text }
}
