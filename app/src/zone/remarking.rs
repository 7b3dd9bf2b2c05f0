//! Forms of comments and objections on the zone: raise, answer, resolve.

use domain::ids::ZoneRemarkId;
use domain::policy::Action;
use domain::zone::PathRule;
use domain::zone::remark::{MAX_REMARK, RemarkKind};
use leptos::server;
use store::zone::{NewRemark, Said};

use crate::address::escaped;
use crate::error::AppError;
use crate::form::{self, notify};

/// Raises a comment or an objection on an item (by its place from 1) of the version that was read, or on one of its rules.
#[server(prefix = "/do", endpoint = "zone/remark")]
pub async fn raise(
    #[server(default)] pilot: String,
    #[server(default)] version: String,
    #[server(default)] item: String,
    #[server(default)] kind: String,
    #[server(default)] rule: String,
    #[server(default)] text: String,
) -> Result<(), AppError> {
    let page = format!("zone/v/{}/item/{}", escaped(&version), escaped(&item));
    form::in_pilot(pilot, &page, Action::Comment, async |here, mut typed| {
        let number: i32 = version.parse().map_err(|_| AppError::NotFound)?;
        let place: usize = item.parse().map_err(|_| AppError::NotFound)?;
        let pilot = here.pilot.pilot_id;
        let items = store::zone::items_of(here.pool(), pilot, number).await?;
        let item = place.checked_sub(1).and_then(|at| items.get(at));
        let item = item.ok_or(AppError::NotFound)?;
        let kind = RemarkKind::parse(&kind).ok_or("Say whether it is an objection or a comment.");
        let kind = typed.parsed("kind", kind);
        let is_it = |one: &&PathRule| one.as_str() == rule;
        let rule = match rule.as_str() {
            "" => None,
            _ => typed.parsed(
                "rule",
                item.rules.iter().find(is_it).ok_or("Choose a rule of this item."),
            ),
        };
        let text = typed.required("text", &text, "Say what is wrong, or what you ask.", MAX_REMARK);
        typed.check()?;
        let kind = kind.ok_or_else(|| AppError::internal("a checked form has no kind"))?;
        let new = NewRemark {
            version: number,
            item: &item.text,
            rule,
            kind,
            text: &text,
        };
        let id = store::zone::remark(here.pool(), pilot, here.who(), new, here.now).await?;
        let kept = match kind {
            RemarkKind::Objection => "Your objection stands at the item until you resolve it.",
            RemarkKind::Comment => "Your comment stands at the item.",
        };
        notify(kept).await?;
        Ok(here.url(&format!("zone/remark/{id}")))
    })
    .await
}

/// Answers a comment or an objection.
#[server(prefix = "/do", endpoint = "zone/answer")]
pub async fn answer(
    #[server(default)] pilot: String,
    #[server(default)] remark: String,
    #[server(default)] answer: String,
) -> Result<(), AppError> {
    let page = format!("zone/remark/{}", escaped(&remark));
    form::in_pilot(pilot, &page, Action::Comment, async |here, mut typed| {
        let id: ZoneRemarkId = remark.parse().map_err(|_| AppError::NotFound)?;
        let text = typed.required("answer", &answer, "Say something.", MAX_REMARK);
        typed.check()?;
        let said = Said::Answer(&text);
        let of = store::zone::respond(here.pool(), here.pilot.pilot_id, &here.standing, id, said, here.now).await?;
        notify(match of.by == here.who() {
            true => "You said more. Whoever edits the zone finds it in their inbox.".to_owned(),
            false => format!("{} finds your answer in their inbox.", of.name),
        })
        .await?;
        Ok(here.url(&format!("zone/remark/{id}")))
    })
    .await
}

/// Resolves one, maybe with words.
#[server(prefix = "/do", endpoint = "zone/resolve")]
pub async fn resolve(
    #[server(default)] pilot: String,
    #[server(default)] remark: String,
    #[server(default)] how: String,
) -> Result<(), AppError> {
    let page = format!("zone/remark/{}", escaped(&remark));
    form::in_pilot(pilot, &page, Action::Comment, async |here, mut typed| {
        let id: ZoneRemarkId = remark.parse().map_err(|_| AppError::NotFound)?;
        // It may be settled without a word.
        let text = match how.trim() {
            "" => String::new(),
            words => typed.required("how", words, "Say how, or leave it empty.", MAX_REMARK),
        };
        typed.check()?;
        let said = Said::Resolve(&text);
        let of = store::zone::respond(here.pool(), here.pilot.pilot_id, &here.standing, id, said, here.now).await?;
        notify(match of.kind {
            RemarkKind::Objection => "The objection is resolved.",
            RemarkKind::Comment => "The comment is resolved.",
        })
        .await?;
        Ok(here.url("zone"))
    })
    .await
}
