//! Taking over from a pilot PM or an engineering DRI after the start, on the page of people: who did, the offer that waits, and the
//! forms.

use domain::ids::{PersonId, ReplacementId};
use domain::person::Arm;
use domain::policy::Action;
use domain::pull_request::read_login;
use domain::replacement::{MAX_REASON, Post, may_take_over, may_take_over_something};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;
use store::pilot::Offer as Waiting;
use store::replacement::NewOffer;

use super::choices::Selection;
use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::Here;
use crate::time::moment;
use crate::ui::{Field, Hidden, TextArea, visible};

/// Where the section stands.
const PLACE: &str = "people#replacement";

/// Offers to take over, after the password. `takes_over` is what, in which arm and from whom: `dri:new_model:7`. A pilot PM has a
/// login, and says which of the arm's is that of whoever they take over from, where it has several.
#[server(prefix = "/do", endpoint = "replacement/offer")]
pub async fn offer(
    #[server(default)] pilot: String,
    #[server(default)] takes_over: String,
    #[server(default)] login: String,
    #[server(default)] former_login: String,
    #[server(default)] reason: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, PLACE, Action::TakeOver, async |here, mut typed| {
        let from = typed.parsed(
            "takes_over",
            read_post(&takes_over).ok_or("Choose from whom you take over."),
        );
        let login = match from {
            Some((Post::PilotPm, ..)) => typed.parsed("login", read_login(&login)).unwrap_or_default(),
            _ => String::new(),
        };
        let reason = typed.required("reason", &reason, "Say why: it stands in the log.", MAX_REASON);
        form::by_password(&here, &mut typed, password, "Nothing was offered.").await?;
        typed.check()?;
        let (post, arm, former) = from.ok_or(AppError::Internal)?;
        let new = NewOffer {
            post,
            arm,
            former,
            reason: &reason,
            login: &login,
            former_login: &former_login,
        };
        store::replacement::offer(here.pool(), here.pilot.pilot_id, here.who(), new, here.now).await?;
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
        let role = here
            .facts
            .offer
            .as_ref()
            .map_or("", |offer| offer.of.post.role().in_words());
        notify(match bound {
            true => format!("Yours was the last signature: from now on there is another {role}."),
            false => "You signed the offer.".to_owned(),
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

fn read_post(word: &str) -> Option<(Post, Arm, PersonId)> {
    let (post, of) = word.split_once(':')?;
    let (arm, person) = of.split_once(':')?;
    Some((Post::parse(post)?, Arm::parse(arm)?, person.parse().ok()?))
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
        None if may_take_over_something(&here.standing).is_ok() => offer_form(here, refused, replacing).into_any(),
        None => view! {
            <p>
                "A pilot PM or an engineering DRI who leaves is replaced by an amendment. Talk with somebody who could take over, and invite them as an observer: they offer it here themselves, and it binds once sponsor, approver and the DRIs have signed, but for whoever is replaced."
            </p>
            {rules()}
        }
        .into_any(),
    };
    Some(view! {
        <section class="section" id="replacement" aria-labelledby="replacement-title">
            <h2 id="replacement-title">"Taking over from somebody"</h2>
            {body}
        </section>
    })
}

/// What follows from the moment at which it binds.
fn rules() -> impl IntoView {
    view! {
        <ul>
            <li>"Nothing reaches back: what somebody did, shipped, answered and signed stays theirs."</li>
            <li>
                "The question of a week goes to whoever is the pilot PM when it opens, and stays with them until it closes and after: an answer counts as it was given."
            </li>
            <li>"A pull request is of whoever was the pilot PM when it was opened."</li>
            <li>
                "A new pilot PM is asked whether they agree to what is measured. Until they do, their weeks are gaps and never low answers. They acknowledge the no-go list themselves; what is done of week one stays done."
            </li>
            <li>"A week of review hours is of whoever is the DRI when it ends."</li>
        </ul>
    }
}

/// Whom the reader can take over from, as the form carries them and as people read them.
fn posts(here: &Here) -> Vec<(String, String)> {
    let members = here.facts.members().filter_map(|member| {
        let (post, arm) = (Post::of(member.membership.role)?, member.membership.arm?);
        let from = (post, arm, member.person_id);
        may_take_over(&here.standing, from, &here.facts.replaced).ok()?;
        let word = format!("{}:{}:{}", post.as_str(), arm.as_str(), member.person_id);
        Some((word, format!("{}, {}", member.name, super::in_words(member.membership))))
    });
    members.collect()
}

/// The logins of the pilot PMs, where an arm has several, with their arms.
fn several_logins(here: &Here) -> Vec<(String, String)> {
    let of_arms = Arm::ALL.map(|arm| (arm, here.facts.logins(arm)));
    if of_arms.iter().all(|(_, logins)| logins.len() < 2) {
        return Vec::new();
    }
    let named = of_arms.into_iter().flat_map(|(arm, logins)| {
        let arm = arm.label().to_lowercase();
        logins
            .into_iter()
            .map(move |login| (login.clone(), format!("{login}, {arm}")))
    });
    named.collect()
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
    let (posts, logins) = (posts(here), several_logins(here));
    let former_login = (!logins.is_empty()).then(|| {
        let refused = refused.clone();
        view! { <Selection refused=refused name="former_login" label="Their GitHub login, of a pilot PM" empty="Choose a login" options=logins/> }
    });
    let (slug, unfold) = (here.pilot.slug.clone(), refused.is_some());
    view! {
        <p>
            "Where a pilot PM or an engineering DRI leaves, you can offer to take over. It binds once sponsor, approver and the DRIs have signed, but for whoever is replaced."
        </p>
        {rules()}
        <details class="fold" open=unfold>
            <summary>"Offer to take over"</summary>
            <p>
                "As an engineering DRI you sign off, waive, veto and log hours in their place, and you have a full veto on every merge."
                {cost}
                " With the offer you sign "
                <a href=here.url(&format!("zone/v/{version}"))>{format!("version {version} of the zone")}</a> "."
            </p>
            <p>
                "As a pilot PM you ship their feature within "
                <a href=here.url(&format!("zone/v/{version}"))>"the same zone"</a>
                ". What is measured about you, and who sees it, you are asked once it binds; you can say no."
            </p>
            <ActionForm action=replacing.offer attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <Selection refused=refused.clone() name="takes_over" label="You take over from" empty="Choose somebody" options=posts/>
                <Field refused=refused.clone() name="login" label="Your GitHub login, as a pilot PM" hint="Pull requests that you open from then on belong to the feature. A DRI leaves it empty." width="medium"/>
                {former_login}
                <TextArea refused=refused.clone() name="reason" label="Why" hint="It stands in the log, on the metrics and in the readout." rows=2/>
                <Field refused=refused name="password" label="Your password" kind="password" autocomplete="current-password" width="medium"/>
                <div class="actions"><button class="button" data-kind="primary">"Offer to take over"</button></div>
            </ActionForm>
        </details>
    }
}

/// Who offers what and who has to sign it, with the forms to do so and to take it back.
fn waiting(here: &Here, offer: &Waiting, refused: &Refused, replacing: Replacing) -> impl IntoView + use<> {
    let of = &offer.of;
    let arm = of.arm.label().to_lowercase();
    let said = format!(
        "{} offers to take over from {} as {}, {arm}. {}: {}",
        of.successor_name,
        of.former_name,
        of.post.role().in_words(),
        moment(of.at, here.pilot.zone),
        of.reason
    );
    let logins = (of.post == Post::PilotPm).then(|| {
        let said = format!(
            "Pull requests that {} opens from then on belong to the feature, and those that {} opened before stay.",
            of.login, of.former_login
        );
        view! { <p>{said}</p> }
    });
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
        {logins}
        <p>{signed}{missing}</p>
        <p class="muted">
            "It binds with the last signature, and reaches nothing that was before. Whoever objects does not sign and says why: the sponsor, or whoever offers it, takes it back."
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
