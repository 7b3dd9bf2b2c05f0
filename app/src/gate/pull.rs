//! One pull request: its gates, its files and what was judged of each, and what its DRI says.

use domain::gate::{Files, Gate, JudgedHead, Passage, Standing, short};
use domain::ids::PullRequestId;
use domain::person::Role;
use domain::policy::Action;
use domain::zone::ChangeVerdict;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::gate::{FeatureGates, Gates, Pull, Spoken};

use super::actions::{ListFiles, VetoPull, Waive};
use super::edits::edits;
use super::pages::judged_by;
use super::{arms_of, chip, gates};
use crate::address::param;
use crate::error::AppError;
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{Column, ErrorSummary, Field, Hidden, Nav, Table, TextArea, breadcrumb, page, visible, working};
use crate::zone::trying;

/// `/p/:pilot/pull-requests/:id`: one pull request and its gates.
#[component]
pub fn PullRequest() -> impl IntoView {
    let (slug, id) = (param("pilot"), param("id"));
    let token = Refused::token();
    let (waive, veto, list) = (
        ServerAction::<Waive>::new(),
        ServerAction::<VetoPull>::new(),
        ServerAction::<ListFiles>::new(),
    );
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let refused = Refused::load(token).await?;
        let id: PullRequestId = id.parse().map_err(|_| AppError::NotFound)?;
        let gates = gates(&here).await?;
        let Some((feature, pull)) = gates.pull(id) else {
            return of_no_feature(&here, id, refused).await;
        };
        let running = gates.zone().is_some_and(|zone| zone.since.is_some()) && !here.pilot.status.is_decided();
        let is_dri = running && arms_of(&here, Role::Dri).contains(&feature.arm);
        let may_list = !here.pilot.status.is_decided()
            && (here.standing.is(Role::Sponsor)
                || [Role::PilotPm, Role::Dri]
                    .iter()
                    .any(|role| arms_of(&here, *role).contains(&feature.arm)));
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {breadcrumb(&here, &[("pull-requests", "Pull requests")], pull.name.clone())}
            <header class="page-head">
                <h1>{pull.name.clone()}</h1>
                <p>{chip(pull)} " " {title(pull)}</p>
            </header>
            {standing_apart(pull)}
            {pull.of_pm.then(|| outside(feature, pull))}
            {vetoed(&here, pull)}
            {facts(&here, feature, pull)}
            {pull.of_pm.then(|| view! {
                <section class="section" aria-labelledby="gates-title">
                    <h2 id="gates-title">"Gates"</h2>
                    <dl class="facts">{pull.judged.gates.iter().map(|gate| passage(&here, gate)).collect_view()}</dl>
                    {is_dri.then(|| waive_form(&here, waive, pull, refused.of("gate/waive")))}
                </section>
                <section class="section" aria-labelledby="files-title">
                    <h2 id="files-title">"Files"</h2>
                    {judged_by(&here, &gates.zones)}
                    {files(&here, &gates, pull)}
                    {may_list.then(|| list_form(&here, list, pull, refused.of("gate/list_files")))}
                </section>
                {earlier(&here, &gates, pull)}
                {vetoes(&here, pull)}
                {is_dri.then(|| veto_form(&here, veto, pull, refused.of("gate/veto")))}
            })}
        };
        working(&here, &pull.name, Nav::PullRequests, body).await
    })
}

/// A pull request that nothing judges, because it belongs to no feature.
async fn of_no_feature(here: &Here, id: PullRequestId, refused: Refused) -> Result<AnyView, AppError> {
    let heard = store::data::heard(here.pool(), here.pilot.pilot_id, id).await?;
    let link = here
        .may(Action::LinkPullRequest)
        .then(|| view! { <p><a href=here.url("data/pulls")>"Link pull requests"</a></p> });
    let body = view! {
        <ErrorSummary refused/>
        <header class="page-head">
            <h1>{heard.name.clone()}</h1>
            <p>{heard.title} ". " {heard.state.label()} "."</p>
        </header>
        <div class="empty">
            <p>"It belongs to no feature of this pilot, so no gate stands before it."</p>
            {link}
        </div>
    };
    working(here, &heard.name, Nav::PullRequests, body).await
}

fn title(pull: &Pull) -> impl IntoView + use<> {
    let title = visible(&pull.title);
    match pull.url.starts_with("https://") {
        true => view! { <a href=pull.url.clone() rel="noopener noreferrer">{title}</a> }.into_any(),
        false => title.into_any(),
    }
}

fn standing_apart(pull: &Pull) -> impl IntoView + use<> {
    let apart = pull
        .apart
        .map(|apart| view! { <p class="muted">{format!("In no number: {}.", apart.in_full())}</p> });
    let own = (!pull.of_pm).then(
        || view! { <p>"Engineering opened it, and it is assigned to no pilot PM: no gate stands before it."</p> },
    );
    view! { {apart} {own} }
}

/// What to do about a pull request that is outside.
fn outside(feature: &FeatureGates, pull: &Pull) -> Option<impl IntoView + use<>> {
    let zone = &pull.judged.gates[0];
    (zone.standing == Standing::Failed && zone.waiver.is_none()).then(|| {
        let dris: Vec<&str> = feature.dris.iter().map(|(_, name)| name.as_str()).collect();
        let with = match dris.is_empty() {
            true => "the engineering DRI".to_owned(),
            false => dris.join(" or "),
        };
        view! {
            <div class="banner" data-kind="warn">
                <p><strong>"Outside the PM zone, please pair with " {with} "."</strong> " " {zone.sentence.clone()}</p>
            </div>
        }
    })
}

fn vetoed(here: &Here, pull: &Pull) -> Option<impl IntoView + use<>> {
    let veto = pull.judged.veto.as_ref()?;
    let line = format!(
        "{} vetoed it, {}: {}",
        veto.by,
        moment(veto.at, here.pilot.zone),
        veto.reason
    );
    Some(view! { <div class="banner" data-kind="bad"><p>{line}</p></div> })
}

fn facts(here: &Here, feature: &FeatureGates, pull: &Pull) -> impl IntoView + use<> {
    let zone = here.pilot.zone;
    let newest = pull.judged.newest().map_or_else(
        || view! { "Not heard of" }.into_any(),
        |newest| {
            let at = moment(newest.head.at, zone);
            view! { <code class="hash">{short(&newest.head.sha).to_owned()}</code> {format!(", {at}")} }.into_any()
        },
    );
    let opened = pull
        .opened_at
        .map_or_else(|| "Not known".to_owned(), |at| moment(at, zone));
    // By which rule it is the feature's stands with everything that was heard of it.
    let why = here.may(Action::LinkPullRequest).then(|| {
        let there = here.url(&format!("data/pull/{}", pull.id));
        view! { ". " <a href=there>"Why, and all that happened to it"</a> }
    });
    view! {
        <dl class="facts">
            <div><dt>"Feature"</dt><dd>{format!("{}, {}", feature.name, feature.arm.label().to_lowercase())} {why}</dd></div>
            <div><dt>"State"</dt><dd>{pull.state.label()}</dd></div>
            <div><dt>"Opened"</dt><dd>{format!("{opened}, by {}", pull.author)}</dd></div>
            <div><dt>"Branch"</dt><dd><code class="path">{pull.branch.clone()}</code></dd></div>
            <div><dt>"Newest commit"</dt><dd>{newest}</dd></div>
        </dl>
    }
}

fn passage(here: &Here, gate: &Passage) -> impl IntoView + use<> {
    let kind = match (gate.is_clear(), gate.standing) {
        (true, _) => "ok",
        (false, Standing::Failed) => "warn",
        (false, _) => "neutral",
    };
    let waived = gate.waiver.as_ref().map(|waiver| {
        let at = moment(waiver.at, here.pilot.zone);
        view! { <br/> {format!("{} waived it, {at}: {}", waiver.by, waiver.reason)} }
    });
    view! {
        <div>
            <dt>{gate.gate.label()}</dt>
            <dd><span class="chip" data-kind=kind>{gate.label()}</span> " " {gate.sentence.clone()} {waived}</dd>
        </div>
    }
}

fn files(here: &Here, gates: &Gates, pull: &Pull) -> impl IntoView + use<> {
    let newest = pull.judged.newest();
    let (Some(newest), Some(zone)) = (newest, newest.and_then(|newest| gates.zone_of(newest))) else {
        return view! { <p>"Nothing can be judged yet."</p> }.into_any();
    };
    let amended = (gates.zones.len() > 1).then(|| view! { <p>{format!("Judged by version {}.", zone.number)}</p> });
    let source = match &newest.head.files {
        Files::Listed(listed) => format!(
            "All files at {}, entered by {}, {}.",
            short(&newest.head.sha),
            listed.by,
            moment(listed.at, here.pilot.zone)
        ),
        Files::Read { read, instead_of } => {
            let head = short(&read.head);
            let at = moment(read.at, here.pilot.zone);
            let entered = instead_of.as_ref().map_or(String::new(), |listed| {
                format!(
                    " The list that {} entered leaves out something of it, so this one counts.",
                    listed.by
                )
            });
            format!("All files at {head}, as the code host listed them, {at}.{entered}")
        }
        Files::Told(_) => format!(
            "As the pushes up to {} told them: a file that was changed and changed back still stands here.",
            short(&newest.head.sha)
        ),
        Files::NotKnown(why) => why.sentence().to_owned(),
    };
    let judged = newest
        .verdict
        .as_ref()
        .map(|verdict| view! { <p>{verdict.summary()}</p> {trying::files(verdict, &zone.items)} });
    let within = newest.head.files.known().and_then(edits);
    view! { <p class="muted">{source}</p> {amended} {judged} {within} }.into_any()
}

fn earlier(here: &Here, gates: &Gates, pull: &Pull) -> Option<impl IntoView + use<>> {
    let (_, before) = pull.judged.heads.split_last()?;
    if before.is_empty() {
        return None;
    }
    let row = |head: &JudgedHead| {
        let said = head
            .verdict
            .as_ref()
            .map_or_else(|| "Not judged.".to_owned(), ChangeVerdict::summary);
        let by = head.version.filter(|_| gates.zones.len() > 1);
        let by = by.map(|version| format!(" By version {version}."));
        view! {
            <tr>
                <th scope="row"><code class="path">{short(&head.head.sha).to_owned()}</code></th>
                <td>{moment(head.head.at, here.pilot.zone)}</td>
                <td>{said} {by}</td>
            </tr>
        }
    };
    let rows = before.iter().rev().map(row).collect_view();
    let head = vec![
        Column::words("Commit"),
        Column::words("Pushed"),
        Column::words("Verdict"),
    ];
    Some(view! {
        <section class="section">
            <h2>"Earlier commits"</h2>
            <Table name="Earlier commits" head=head rows=rows.into_any()/>
        </section>
    })
}

/// Vetoes that do not stand any more, with whoever lifted them: what was said stays.
fn vetoes(here: &Here, pull: &Pull) -> Option<impl IntoView + use<>> {
    let line = |spoken: &Spoken| {
        let did = match spoken.stands {
            true => "vetoed it",
            false => "lifted the veto",
        };
        let why = match spoken.reason.as_str() {
            "" => ".".to_owned(),
            reason => format!(": {reason}"),
        };
        let line = format!("{} {did}, {}{why}", spoken.by, moment(spoken.at, here.pilot.zone));
        view! { <li>{visible(&line)}</li> }
    };
    let lifted = pull.vetoes.iter().any(|spoken| !spoken.stands);
    lifted.then(|| {
        let lines = pull.vetoes.iter().map(line).collect_view();
        view! { <section class="section"><h2>"Vetoes so far"</h2><ul>{lines}</ul></section> }
    })
}

fn list_form(here: &Here, list: ServerAction<ListFiles>, pull: &Pull, refused: Refused) -> impl IntoView + use<> {
    let (slug, id) = (here.pilot.slug.clone(), pull.id.to_string());
    let newest = pull
        .judged
        .newest()
        .map(|newest| newest.head.sha.clone())
        .unwrap_or_default();
    let open = refused.is_some();
    view! {
        <details class="fold" open=open>
            <summary>"Enter the list of files"</summary>
            <ActionForm action=list attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <Hidden name="pull_request" value=id/>
                <Field
                    refused=refused.clone()
                    name="head"
                    label="Commit"
                    hint="All 40 digits of the commit that the list is of."
                    value=newest
                />
                <TextArea
                    refused=refused.clone()
                    name="files"
                    label="Files"
                    hint="What git diff --name-status main...HEAD prints, a whole diff, or one path a line. By git diff --full-index -U1000000 main...HEAD what changes within files is judged, too."
                    rows=6
                />
                <div class="actions"><button class="button">"Enter the files"</button></div>
            </ActionForm>
        </details>
    }
}

fn waive_form(here: &Here, waive: ServerAction<Waive>, pull: &Pull, refused: Refused) -> Option<impl IntoView + use<>> {
    let (slug, id) = (here.pilot.slug.clone(), pull.id.to_string());
    let in_the_way: Vec<Gate> = pull
        .judged
        .gates
        .iter()
        .filter(|gate| !gate.is_clear())
        .map(|gate| gate.gate)
        .collect();
    if in_the_way.is_empty() {
        return None;
    }
    let chosen = refused.value("gate", "");
    let problem = refused.problem("gate");
    let invalid = problem.is_some().then_some("");
    refused.label("gate", "Which gate");
    let choices = in_the_way
        .into_iter()
        .map(|gate| {
            let word = gate.as_str();
            view! {
                <label class="choice">
                    <input type="radio" name="gate" value=word checked=chosen == word/>
                    <span>{gate.label()}</span>
                </label>
            }
        })
        .collect_view();
    let head = pull
        .judged
        .newest()
        .map(|newest| newest.head.sha.clone())
        .unwrap_or_default();
    let open = refused.is_some();
    Some(view! {
        <details class="fold" open=open>
            <summary>"Let it pass"</summary>
            <ActionForm action=waive attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <Hidden name="pull_request" value=id/>
                <Hidden name="newest" value=head/>
                <fieldset class="choices" id="gate" data-invalid=invalid>
                    <legend>"Which gate"</legend>
                    <p class="hint">"A waiver of the zone covers the files that are outside now and none that come later. It stands in the log."</p>
                    {problem.map(|problem| view! { <p class="error">{problem}</p> })}
                    {choices}
                </fieldset>
                <Field refused=refused.clone() name="reason" label="Why"/>
                <div class="actions"><button class="button">"Let it pass"</button></div>
            </ActionForm>
        </details>
    })
}

fn veto_form(here: &Here, veto: ServerAction<VetoPull>, pull: &Pull, refused: Refused) -> impl IntoView + use<> {
    let (slug, id) = (here.pilot.slug.clone(), pull.id.to_string());
    let stands = pull.judged.veto.is_some();
    let (title, hint, word) = match stands {
        true => ("Lift the veto", "Why it can go on.", "no"),
        false => (
            "Veto",
            "A veto stops it whatever the gates say, until you lift it.",
            "yes",
        ),
    };
    view! {
        <section class="section" aria-labelledby="veto-title">
            <h2 id="veto-title">{title}</h2>
            <ActionForm action=veto attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <Hidden name="pull_request" value=id/>
                <Hidden name="stands" value=word/>
                <Field refused=refused.clone() name="objection" label="Why" hint=hint/>
                <div class="actions"><button class="button">{title}</button></div>
            </ActionForm>
        </section>
    }
}
