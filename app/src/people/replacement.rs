//! Taking over from an engineering DRI after the start, on the page of people: who did, the offer that waits, and the forms.

use domain::ids::{PersonId, ReplacementId};
use domain::person::{Arm, Role};
use domain::policy::Action;
use domain::replacement::{MAX_REASON, may_take_over};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;
use store::pilot::Offer as Waiting;

use super::choices::Selection;
use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::Here;
use crate::time::moment;
use crate::ui::{Field, Hidden, TextArea, visible};

/// Where the section stands.
const PLACE: &str = "people#replacement";

/// Offers to take over from an engineering DRI, after the password. `takes_over` is an arm and its DRI: `new_model:7`.
#[server(prefix = "/do", endpoint = "replacement/offer")]
pub async fn offer(
    #[server(default)] pilot: String,
    #[server(default)] takes_over: String,
    #[server(default)] reason: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, PLACE, Action::TakeOver, async |here, mut typed| {
        let seat = typed.parsed(
            "takes_over",
            read_seat(&takes_over).ok_or("Choose from whom you take over."),
        );
        let reason = typed.required("reason", &reason, "Say why: it stands in the log.", MAX_REASON);
        form::by_password(&here, &mut typed, password, "Nothing was offered.").await?;
        typed.check()?;
        let seat = seat.ok_or(AppError::Internal)?;
        store::replacement::offer(here.pool(), here.pilot.pilot_id, here.who(), seat, &reason, here.now).await?;
        notify("You offered to take over. It binds with the last signature.").await?;
        Ok(here.url(PLACE))
    })
    .await
}

/// Signs the offer that waits, after the password.
#[server(prefix = "/do", endpoint = "replacement/sign")]
pub async fn sign(
    #[server(default)] pilot: String,
    #[server(default)] replacement: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, PLACE, Action::SignZone, async |here, mut typed| {
        let id: ReplacementId = replacement.parse().map_err(|_| AppError::NotFound)?;
        form::by_password(&here, &mut typed, password, "Nothing was signed.").await?;
        typed.check()?;
        let bound = store::replacement::sign(here.pool(), here.pilot.pilot_id, here.who(), id, here.now).await?;
        notify(match bound {
            true => "Yours was the last signature: from now on there is another engineering DRI.",
            false => "You signed the offer.",
        })
        .await?;
        Ok(here.url(PLACE))
    })
    .await
}

/// Takes the offer back that waits.
#[server(prefix = "/do", endpoint = "replacement/withdraw")]
pub async fn withdraw(
    #[server(default)] pilot: String,
    #[server(default)] replacement: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, PLACE, Action::WithdrawOffer, async |here, mut typed| {
        let id: ReplacementId = replacement.parse().map_err(|_| AppError::NotFound)?;
        let reason = typed.required("reason", &reason, "Say why: it stands in the log.", MAX_REASON);
        typed.check()?;
        let taken = (id, reason.as_str());
        store::replacement::withdraw(here.pool(), here.pilot.pilot_id, here.who(), taken, here.now).await?;
        notify("The offer is taken back. Who is who stays as it was.").await?;
        Ok(here.url(PLACE))
    })
    .await
}

fn read_seat(word: &str) -> Option<(Arm, PersonId)> {
    let (arm, person) = word.split_once(':')?;
    Some((Arm::parse(arm)?, person.parse().ok()?))
}

/// The forms of the section.
#[derive(Clone, Copy)]
pub(super) struct Replacing {
    offer: ServerAction<Offer>,
    sign: ServerAction<Sign>,
    withdraw: ServerAction<Withdraw>,
}

impl Replacing {
    pub(super) fn new() -> Self {
        Self {
            offer: ServerAction::new(),
            sign: ServerAction::new(),
            withdraw: ServerAction::new(),
        }
    }
}

/// Who took over after the start, in red: not everybody is who was agreed before it.
pub(crate) fn replaced(here: &Here) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = here
        .facts
        .replaced
        .iter()
        .map(|one| {
            let since = moment(one.at, here.pilot.zone);
            view! { <p>{visible(&format!("{}, {since}. {}", one.sentence(), one.reason))}</p> }
        })
        .collect();
    (!lines.is_empty()).then(|| view! { <div class="banner" data-kind="bad">{lines}</div> })
}

/// The offer that waits with its forms; without one the form for whoever can take over, and for others how it is done.
pub(super) fn section(here: &Here, refused: &Refused, replacing: Replacing) -> Option<impl IntoView + use<>> {
    let open = here.facts.start.is_some() && !here.pilot.status.is_decided();
    let body = match &here.facts.offer {
        _ if !open => return None,
        Some(offer) => waiting(here, offer, refused, replacing).into_any(),
        None if may_take_over(&here.standing).is_ok() => offer_form(here, refused, replacing).into_any(),
        None => view! {
            <p>
                "An engineering DRI who leaves is replaced by an amendment. Talk with somebody who could take over, and invite them as an observer: they offer it here themselves, and it binds once sponsor, approver and the other DRIs have signed. Pilot PMs stay as they are."
            </p>
        }
        .into_any(),
    };
    Some(view! {
        <section class="section" id="replacement" aria-labelledby="replacement-title">
            <h2 id="replacement-title">"Taking over from a DRI"</h2>
            {body}
        </section>
    })
}

/// What it costs, what is signed with it, and the form.
fn offer_form(here: &Here, refused: &Refused, replacing: Replacing) -> impl IntoView + use<> {
    let refused = refused.of("replacement/offer");
    let terms = here.facts.start.as_ref().map(|start| &start.terms);
    let cost = terms.and_then(|terms| terms.dri_hours_per_week).map(|hours| {
        let hours = if hours == 1.into() {
            format!("{hours} hour")
        } else {
            format!("{hours} hours")
        };
        format!(" It takes {hours} of review a week.")
    });
    let version = here
        .facts
        .zone_version
        .as_ref()
        .map(|(number, _)| *number)
        .unwrap_or_default();
    let seats: Vec<(String, String)> = here
        .facts
        .members()
        .filter_map(|member| {
            Some((
                member,
                member.membership.arm.filter(|_| member.membership.role == Role::Dri)?,
            ))
        })
        .map(|(member, arm)| {
            let seat = format!("{}:{}", arm.as_str(), member.person_id);
            (seat, format!("{}, {}", member.name, super::in_words(member.membership)))
        })
        .collect();
    let (slug, unfold) = (here.pilot.slug.clone(), refused.is_some());
    view! {
        <p>
            "Where an engineering DRI leaves, you can offer to take over. It binds once sponsor, approver and the other DRIs have signed."
        </p>
        <details class="fold" open=unfold>
            <summary>"Offer to take over"</summary>
            <p>
                "From then on you sign off, waive, veto and log hours in their place, and you have a full veto on every merge."
                {cost}
                " With the offer you sign "
                <a href=here.url(&format!("zone/v/{version}"))>{format!("version {version} of the zone")}</a> "."
            </p>
            <ActionForm action=replacing.offer attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <Selection refused=refused.clone() name="takes_over" label="You take over from" empty="Choose a DRI" options=seats/>
                <TextArea refused=refused.clone() name="reason" label="Why" hint="It stands in the log, on the metrics and in the readout." rows=2/>
                <Field refused=refused name="password" label="Your password" kind="password" autocomplete="current-password" width="medium"/>
                <div class="actions"><button class="button" data-kind="primary">"Offer to take over, and sign the zone"</button></div>
            </ActionForm>
        </details>
    }
}

/// Who offers what and who has to sign it, with the forms to do so and to take it back.
fn waiting(here: &Here, offer: &Waiting, refused: &Refused, replacing: Replacing) -> impl IntoView + use<> {
    let of = &offer.of;
    let arm = of.arm.label().to_lowercase();
    let said = format!(
        "{} offers to take over from {} as engineering DRI, {arm}. {}: {}",
        of.successor_name,
        of.former_name,
        moment(of.at, here.pilot.zone),
        of.reason
    );
    let name_of = |person: PersonId| {
        let mut members = here.facts.members().filter(move |member| member.person_id == person);
        members.next().map(|member| member.name.clone())
    };
    let mut have: Vec<String> = Vec::new();
    for name in offer.signed.iter().filter_map(|(person, _)| name_of(*person)) {
        if !have.contains(&name) {
            have.push(name);
        }
    }
    let signed = match &have[..] {
        [] => "Nobody has signed yet.".to_owned(),
        have => format!("Signed by {}.", domain::listing(have)),
    };
    let missing = here.facts.unsigned_offer().map(|status| {
        let missing: Vec<String> = status.missing.iter().map(|one| in_sentence(one.label())).collect();
        format!(" Still to sign: {}.", domain::listing(&missing))
    });
    let signs = (!here.facts.offer_owed_by(here.who()).is_empty()).then(|| {
        let refused = refused.of("replacement/sign");
        let (slug, id) = (here.pilot.slug.clone(), offer.id.to_string());
        let label = format!("Sign that {} takes over", of.successor_name);
        view! {
            <ActionForm action=replacing.sign attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <Hidden name="replacement" value=id/>
                <Field refused=refused name="password" label="Your password" kind="password" autocomplete="current-password" width="medium"/>
                <div class="actions"><button class="button" data-kind="primary">{label}</button></div>
            </ActionForm>
        }
    });
    let back = here.facts.may_withdraw_offer(&here.standing).then(|| {
        let refused = refused.of("replacement/withdraw");
        let (slug, id, unfold) = (here.pilot.slug.clone(), offer.id.to_string(), refused.is_some());
        view! {
            <details class="fold" open=unfold>
                <summary>"Take the offer back"</summary>
                <ActionForm action=replacing.withdraw attr:class="form" attr:novalidate="">
                    <Hidden name="pilot" value=slug/>
                    <Hidden name="replacement" value=id/>
                    <TextArea refused=refused name="reason" label="Why" hint="It stands in the log." rows=2/>
                    <div class="actions"><button class="button">"Take the offer back"</button></div>
                </ActionForm>
            </details>
        }
    });
    view! {
        <p>{visible(&said)}</p>
        <p>{signed}{missing}</p>
        <p class="muted">
            "It binds with the last signature. Whoever objects does not sign and says why: the sponsor, or whoever offers it, takes it back."
        </p>
        {signs}
        {back}
    }
}

/// A label in the middle of a sentence: `engineering DRI, new model`.
fn in_sentence(label: &str) -> String {
    let mut letters = label.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}
