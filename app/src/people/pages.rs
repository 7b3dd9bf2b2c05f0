//! `/p/:pilot/people`: what is missing before the start, and who is in the pilot.

use domain::person::{Arm, Membership, Role};
use domain::pilot::{Answer, Step, sentences};
use domain::policy::Action;
use leptos::form::ActionForm;
use leptos::prelude::*;
use store::enrolment::PeoplePage;
use store::pilot::Member;

use super::actions::{AssignDri, GiveRole};
use super::choices::Selection;
use super::replacement::{Replacing, replaced, section};
use super::{all_roles, not_joined, of_arm, title, word};
use crate::account::invite::{CorrectInvitation, Invite, RenewInvitation};
use crate::address::{escaped, param};
use crate::form::Refused;
use crate::here::{Here, ask_in};
use crate::start::pages::registered;
use crate::ui::{Column, ErrorSummary, Field, Hidden, Nav, Table, explained, page, visible, working};

/// `/p/:pilot/people`.
#[component]
pub fn People() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    let actions = Actions {
        invite: ServerAction::new(),
        renew: ServerAction::new(),
        correct: ServerAction::new(),
        give: ServerAction::new(),
        assign: ServerAction::new(),
    };
    let replacing = Replacing::new();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        here.hold();
        let people = store::enrolment::page(here.pool(), &here.facts, &here.standing, here.now).await?;
        let refused = Refused::load(token).await?;
        let invites = here.may(Action::InviteToPilot);
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            <header class="page-head"><h1>"People"</h1><p>{lead(&people)}</p> {explained(&["Arm", "DRI", "Observer"])}</header>
            {replaced(&here)}
            {match &people.started {
                Some(started) => view! { {registered(&here, started)} {frozen_pages(&here)} }.into_any(),
                None => missing(&here, &people).into_any(),
            }}
            {measured(&here)}
            {members(&here, &people, actions)}
            {section(&here, &refused, replacing)}
            {invites.then(|| dri_forms(&here, &people, &refused, actions))}
            {invites.then(|| further(&here, &people, &refused, actions))}
        };
        working(&here, "People", Nav::People, body).await
    })
}

/// For a pilot PM the way to what is measured about them.
fn measured(here: &Here) -> Option<impl IntoView + use<>> {
    here.may(Action::AnswerSurvey).then(
        || view! { <p><a href=here.url("people/participation")>"What is measured about you, and who sees it"</a></p> },
    )
}

#[derive(Clone, Copy)]
struct Actions {
    invite: ServerAction<Invite>,
    renew: ServerAction<RenewInvitation>,
    correct: ServerAction<CorrectInvitation>,
    give: ServerAction<GiveRole>,
    assign: ServerAction<AssignDri>,
}

fn lead(people: &PeoplePage) -> String {
    match (&people.started, people.blockers.len()) {
        (Some(_), _) => "The pilot has started. Whoever leaves is replaced by an amendment.".to_owned(),
        (None, 0) => "Nothing is missing. The sponsor can start the pilot.".to_owned(),
        (None, 1) => "One thing is missing before the start.".to_owned(),
        (None, n) => format!("{n} things are missing before the start."),
    }
}

fn missing(here: &Here, people: &PeoplePage) -> impl IntoView + use<> {
    let rows = Step::seen_by(&here.standing)
        .into_iter()
        .map(|step| {
            let blockers: Vec<_> = people.blockers.iter().filter(|b| b.step() == step).collect();
            let invited = match step {
                Step::Pm(arm) => invited(&people.members, Role::PilotPm, arm),
                _ => Vec::new(),
            };
            let waits_for_features = step == Step::Brief && people.features.len() < Arm::ALL.len();
            let (kind, status) = match (step, people.baseline) {
                _ if waits_for_features => ("blocked", "Cannot start yet"),
                (Step::Baseline, None) => ("blocked", "Cannot start yet"),
                (Step::Pm(_), _) if blockers.is_empty() && !invited.is_empty() => ("progress", "Invited"),
                _ if blockers.is_empty() => ("done", "Completed"),
                (Step::Dris, _) => ("todo", "Not complete"),
                _ if blockers.iter().any(|blocker| blocker.has_begun()) => ("progress", "In progress"),
                _ => ("todo", "Not yet started"),
            };
            let missing = [sentences(&blockers), not_joined(&invited)].join(" ").trim().to_owned();
            let path = blockers.first().map_or_else(|| step.path(), |blocker| blocker.path());
            view! {
                <li>
                    <a href=here.url(&path)>
                        <span>
                            {step.label()}
                            " "
                            {(!missing.is_empty()).then(|| view! { <span class="hint">{missing}</span> })}
                        </span>
                        " "
                        <span class="status" data-kind=kind>{status}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    let heading = if people.blockers.is_empty() {
        "Ready to start"
    } else {
        "What is missing before the start"
    };
    let start = here
        .may(Action::StartPilot)
        .then(|| view! { <div class="actions"><a class="button" href=here.url("start")>"Go to the start"</a></div> });
    view! {
        <section class="section">
            <h2>{heading}</h2>
            <ul class="task-list">{rows}</ul>
            {start}
        </section>
        {answers(here, people)}
    }
}

/// Those in a role of an arm who have not taken up their invitation.
fn invited(members: &[Member], role: Role, arm: Arm) -> Vec<&str> {
    let membership = Membership { role, arm: Some(arm) };
    let absent = members
        .iter()
        .filter(|member| member.membership == membership && !member.joined);
    absent.map(|member| member.name.as_str()).collect()
}

/// After the start: the way to what froze.
fn frozen_pages(here: &Here) -> impl IntoView + use<> {
    let rows = [
        Step::Feature(Arm::NewModel),
        Step::Feature(Arm::OldModel),
        Step::Baseline,
    ]
    .into_iter()
    .map(|step| {
        view! {
            <li>
                <a href=here.url(&step.path())>
                    <span>{step.label()}</span>
                    <span class="status" data-kind="done">"Frozen"</span>
                </a>
            </li>
        }
    })
    .collect_view();
    view! {
        <section class="section">
            <h2>"Features and baseline"</h2>
            <ul class="task-list">{rows}</ul>
        </section>
    }
}

/// What the DRIs answered, for those who may know; and for a DRI the way to the question.
fn answers(here: &Here, people: &PeoplePage) -> impl IntoView + use<> {
    let rows: Vec<_> = people
        .consents
        .iter()
        .map(|consent| {
            let own = consent.dri == here.who();
            let said = match consent.answer.map(|(answer, _)| answer) {
                None if own => "You have not answered yet.".to_owned(),
                None => "No answer yet.".to_owned(),
                Some(answer) if own => format!("You answered: {}.", answer.label()),
                Some(Answer::Yes) => "Said yes.".to_owned(),
                Some(Answer::TalkFirst) => "Wants to talk first.".to_owned(),
                Some(Answer::No) => "Said no. Release the role and ask somebody else.".to_owned(),
            };
            let link = own.then(|| {
                view! { " " <a href=here.url("people/consent")>"Answer in private"</a> }
            });
            view! { <div><dt>{consent.name.clone()}</dt><dd>{said}{link}</dd></div> }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Consent of the DRIs"</h2>
                <p class="muted">"Private: a DRI sees their own answer, the sponsor sees all, nobody else sees any."</p>
                <dl class="facts">{rows}</dl>
            </section>
        }
    })
}

fn members(here: &Here, people: &PeoplePage, actions: Actions) -> impl IntoView + use<> {
    let frozen = people.started.is_some();
    let can_change = |member: &Member| !member.joined || !stays(here, member, frozen);
    let changes = here.may(Action::InviteToPilot) && people.members.iter().any(can_change);
    let rows = people
        .members
        .iter()
        .map(|member| {
            let controls = changes.then(|| view! { <td>{controls(here, member, frozen, actions)}</td> });
            view! {
                <tr>
                    <th scope="row">{member.name.clone()}</th>
                    <td>{title(member.membership)}</td>
                    <td>{account(people, member)}</td>
                    {controls}
                </tr>
            }
        })
        .collect_view();
    let mut head = ["Name", "Role", "Account"].map(Column::words).to_vec();
    if changes {
        head.push(Column::words("Change"));
    }
    view! {
        <section class="section" id="members">
            <h2>"Members"</h2>
            <Table name="Members" head=head rows=rows.into_any()/>
        </section>
    }
}

/// Whether somebody has joined, and if the mail that invites them did not arrive, why.
fn account(people: &PeoplePage, member: &Member) -> AnyView {
    let trouble = people
        .undelivered
        .iter()
        .find(|(person, _)| *person == member.person_id);
    match trouble {
        _ if member.joined => "Joined".into_any(),
        None => "Invited".into_any(),
        Some((_, why)) => view! { "Invited" <p class="hint">"The mail did not arrive. " {visible(why)}</p> }.into_any(),
    }
}

/// Whether somebody keeps their role: in a running pilot, and whoever is a side of what was signed.
fn stays(here: &Here, member: &Member, frozen: bool) -> bool {
    frozen || here.facts.may_release(member.membership.role).is_err()
}

fn controls(here: &Here, member: &Member, frozen: bool, actions: Actions) -> impl IntoView + use<> {
    let slug = here.pilot.slug.clone();
    let person = member.person_id.to_string();
    let name = member.name.clone();
    let renew = (!member.joined).then(|| {
        let (slug, person, name) = (slug.clone(), person.clone(), name.clone());
        view! {
            <ActionForm action=actions.renew>
                <Hidden name="pilot" value=slug/>
                <Hidden name="person" value=person/>
                <button class="button" data-kind="quiet">
                    "Make a new link" <span class="visually-hidden">{format!(" for {name}")}</span>
                </button>
            </ActionForm>
        }
    });
    let stays = stays(here, member, frozen);
    let membership = member.membership;
    let release = (!stays).then(|| {
        let asks = format!("people/release?person={person}&role={}", escaped(&word(membership)));
        view! {
            <a class="button" data-kind="quiet" href=here.url(&asks)>
                "Release from the role"
                <span class="visually-hidden">{format!(" {}: {name}", title(membership))}</span>
            </a>
        }
    });
    view! { <div class="actions">{renew}{release}</div> }
}

/// In an arm with several pilot PMs: for which of them each DRI is.
fn dri_forms(here: &Here, people: &PeoplePage, refused: &Refused, actions: Actions) -> Option<AnyView> {
    let several = people.arms.iter().filter(|arm| arm.pms.len() > 1);
    let forms: Vec<_> = several
        .flat_map(|arm| arm.dris.iter().map(move |dri| (arm, dri)))
        .map(|(arm, (dri, name, pm))| {
            let refused = refused.of("enrolment/assign_dri");
            let its_own = refused.value("dri", "") == dri.to_string() && refused.value("arm", "") == arm.arm.as_str();
            let refused = if its_own { refused } else { Refused::default() };
            let options = arm.pms.iter().map(|(pm, name)| (pm.to_string(), name.clone())).collect();
            let value = pm.map(|pm| pm.to_string()).unwrap_or_default();
            let (slug, dri, arm) = (here.pilot.slug.clone(), dri.to_string(), arm.arm);
            let (id, label) = (format!("pm-{}-{dri}", arm.as_str()), format!("{name}, {} DRI, reviews", of_arm(arm)));
            let whom = format!(" whom {name} reviews");
            view! {
                <ActionForm action=actions.assign attr:class="form" attr:novalidate="">
                    <Hidden name="pilot" value=slug/>
                    <Hidden name="arm" value=arm.as_str()/>
                    <Hidden name="dri" value=dri/>
                    <Selection
                        refused=refused
                        name="pm"
                        id=id
                        label=label
                        empty="Not said"
                        options=options
                        value=value
                    />
                    <div class="actions"><button class="button">"Save" <span class="visually-hidden">{whom}</span></button></div>
                </ActionForm>
            }
        })
        .collect();
    (!forms.is_empty() && people.started.is_none()).then(|| {
        view! {
            <section class="section" id="dris">
                <h2>"Who reviews whom"</h2>
                <p>"An arm has several pilot PMs. Each needs an engineering DRI of their own."</p>
                {forms}
            </section>
        }
        .into_any()
    })
}

/// The roles that can still be given.
fn role_options(people: &PeoplePage) -> Vec<(String, String)> {
    let open = |role| match role {
        Role::Observer => true,
        _ if people.started.is_some() => false,
        Role::Sponsor | Role::Approver => !people.decided,
        Role::PilotPm | Role::Dri => true,
    };
    all_roles()
        .into_iter()
        .filter(|membership| open(membership.role))
        .map(|role| (word(role), title(role)))
        .collect()
}

/// The ways further people come in: before the start the work itself, afterwards folded away.
fn further(here: &Here, people: &PeoplePage, refused: &Refused, actions: Actions) -> impl IntoView + use<> {
    let invite = invite_form(here, people, refused, actions);
    let correct = correct_form(here, people, refused, actions);
    let give = role_form(here, people, refused, actions);
    let (inviting, giving) = ("Invite somebody", "Give a member a further role");
    if people.started.is_none() {
        return view! {
            <section class="section" id="invite"><h2>{inviting}</h2> {invite}</section>
            {correct}
            <section class="section"><h2>{giving}</h2> {give}</section>
        }
        .into_any();
    }
    let [invite_again, give_again] = ["account/invite", "enrolment/give_role"].map(|form| refused.of(form).is_some());
    view! {
        <section class="section" id="invite">
            <h2>"Further people"</h2>
            <details class="fold" open=invite_again><summary>{inviting}</summary> {invite}</details>
            <details class="fold" open=give_again><summary>{giving}</summary> {give}</details>
        </section>
        {correct}
    }
    .into_any()
}

fn invite_form(here: &Here, people: &PeoplePage, refused: &Refused, actions: Actions) -> impl IntoView + use<> {
    let refused = refused.of("account/invite");
    let roles = role_options(people);
    let vacant = roles
        .iter()
        .find(|(role, _)| !people.members.iter().any(|member| word(member.membership) == *role));
    let vacant = vacant.map(|(role, _)| role.clone()).unwrap_or_default();
    let slug = here.pilot.slug.clone();
    view! {
        <p>"You get a link to send them yourself. It works once, within 72 hours."</p>
        <ActionForm action=actions.invite attr:class="form" attr:novalidate="">
            <Hidden name="pilot" value=slug/>
            <Field refused=refused.clone() name="name" label="Name"/>
            <Field refused=refused.clone() name="email" label="E-mail address" kind="email"/>
            <Selection refused=refused name="role" label="Role" empty="Choose a role" options=roles value=vacant/>
            <div class="actions"><button class="button" data-kind="primary">"Invite"</button></div>
        </ActionForm>
    }
}

/// Where somebody who has not joined was invited by a wrong address.
fn correct_form(
    here: &Here,
    people: &PeoplePage,
    refused: &Refused,
    actions: Actions,
) -> Option<impl IntoView + use<>> {
    let refused = refused.of("account/correct_invitation");
    let slug = here.pilot.slug.clone();
    let mut options: Vec<(String, String)> = Vec::new();
    for member in people.members.iter().filter(|member| !member.joined) {
        let option = (
            member.person_id.to_string(),
            format!("{}, {}", member.name, member.email),
        );
        if !options.contains(&option) {
            options.push(option);
        }
    }
    (!options.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>"Put an e-mail address right"</h2>
                <p>"Only until they join. The link they have stops working, and you get a new one."</p>
                <ActionForm action=actions.correct attr:class="form" attr:novalidate="">
                    <Hidden name="pilot" value=slug/>
                    <Selection refused=refused.clone() name="invited" label="Whose" empty="Choose a person" options=options/>
                    <Field refused=refused name="corrected_email" label="The right e-mail address" kind="email"/>
                    <div class="actions"><button class="button">"Put it right"</button></div>
                </ActionForm>
            </section>
        }
    })
}

fn role_form(here: &Here, people: &PeoplePage, refused: &Refused, actions: Actions) -> impl IntoView + use<> {
    let refused = refused.of("enrolment/give_role");
    let roles = role_options(people);
    let slug = here.pilot.slug.clone();
    let mut options: Vec<(String, String)> = Vec::new();
    for member in &people.members {
        let option = (member.person_id.to_string(), member.name.clone());
        if !options.contains(&option) {
            options.push(option);
        }
    }
    view! {
        <ActionForm action=actions.give attr:class="form" attr:novalidate="">
            <Hidden name="pilot" value=slug/>
            <Selection refused=refused.clone() name="person" label="Person" empty="Choose a person" options=options/>
            <Selection refused=refused name="as_role" label="Further role" empty="Choose a role" options=roles/>
            <div class="actions"><button class="button">"Give the role"</button></div>
        </ActionForm>
    }
}
