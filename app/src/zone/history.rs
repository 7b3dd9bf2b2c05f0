//! `/p/:pilot/zone/history`: what a version of the zone, or one's own draft of it, would have said of past changes.

use std::sync::Arc;

use domain::calendar::local_date;
use domain::policy::Action;
use domain::zone::history::{Effect, Past, PastChange};
use domain::zone::{ChangeVerdict, Limit, Matching, PathRule, Side, ZoneItem};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server;
use store::zone::{Imported, TypedRow};

use crate::address::{param, query};
use crate::error::AppError;
use crate::form::{self, Refused, notify};
use crate::here::{Here, ask_in};
use crate::memory::Part;
use crate::time::{day, moment};
use crate::ui::{Column, ErrorSummary, Hidden, Nav, Table, TextArea, breadcrumb, page, visible, working};

/// The longest list that is read, in bytes.
const LONGEST: usize = 1 << 20;
/// The most changes that are listed; the others are counted.
const MOST_SHOWN: usize = 200;
/// The most obstacles that are named.
const MOST_OBSTACLES: usize = 10;

/// Reads past changes from what git or the code host's program lists.
#[server(prefix = "/do", endpoint = "zone/import_history")]
pub async fn import_history(
    #[server(default)] pilot: String,
    #[server(default)] changes: String,
) -> Result<(), AppError> {
    form::in_pilot(pilot, "zone/history", Action::EditZone, async |here, mut typed| {
        let past = match changes.len() > LONGEST {
            true => Err("This is longer than 1 MB. Ask git log for fewer, with --since=\"90 days ago\".".to_owned()),
            false => Past::read(&changes),
        };
        let past = typed.parsed("changes", past);
        typed.check()?;
        let past = past.ok_or_else(|| AppError::internal("a checked form has no changes"))?;
        store::zone::import_history(here.pool(), here.pilot.pilot_id, here.who(), &past.changes, here.now).await?;
        let left_out = match past.without_files {
            0 => String::new(),
            1 => " 1 without files, such as a merge, was left out.".to_owned(),
            n => format!(" {n} without files, such as merges, were left out."),
        };
        notify(format!("{} past changes are imported.{left_out}", past.changes.len())).await?;
        Ok(here.url("zone/history"))
    })
    .await
}

/// The past changes, held with the pilot's version.
pub(super) async fn imported(here: &Here) -> Result<Arc<Option<Imported>>, AppError> {
    let (pool, pilot) = (here.pool().clone(), here.pilot.pilot_id);
    let load = async move {
        let imported = store::zone::history(&pool, pilot).await?;
        let files: usize = imported
            .iter()
            .flat_map(|imported| &imported.changes)
            .map(|change| change.files.len() + 1)
            .sum();
        Ok(Part::lasting(imported, 200 + files * 160))
    };
    here.part(("past changes", String::new()), load).await
}

/// What is tried: a version, or a draft.
struct Tried {
    /// How it is called: `version 3`, `your draft`.
    name: String,
    items: Vec<ZoneItem>,
    matching: Matching,
    /// Whether a draft was asked for, and none is kept.
    lacks_draft: bool,
}

/// Past changes against the zone; `version` is a number, or `draft` for one's own.
#[component]
pub fn History() -> impl IntoView {
    let slug = param("pilot");
    let asked = query("version");
    let token = Refused::token();
    let import = ServerAction::<ImportHistory>::new();
    page(async move {
        let here = ask_in(slug, Action::ReadPilot).await?;
        let refused = Refused::load(token).await?;
        let newest = here
            .facts
            .zone_version
            .as_ref()
            .map(|(number, _)| *number)
            .ok_or(AppError::NotFound)?;
        let tried = tried(&here, asked.as_deref(), newest).await?;
        let imported = imported(&here).await?;
        let may_import = here.may(Action::EditZone) && !here.pilot.status.is_decided();
        let title = "Past changes against the zone";
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {breadcrumb(&here, &[("zone", "Zone boundary")], title)}
            <header class="page-head">
                <h1>{title}</h1>
                <p>"What the boundary would have said of what your team changed before. It judges nothing: it shows what you sign."</p>
            </header>
            {tried.lacks_draft.then(|| view! {
                <p class="hint">"You have kept no draft of the zone. Keep one there, and it can be tried here before anybody signs it."</p>
            })}
            {match imported.as_ref() {
                None => view! {
                    <div class="empty"><p>"No past changes are imported yet."</p></div>
                }
                .into_any(),
                Some(imported) => effect(&here, &tried, imported),
            }}
            {may_import.then(|| import_form(&here, import, refused.of("zone/import_history"), imported.is_some()))}
        };
        working(&here, title, Nav::Zone, body).await
    })
}

async fn tried(here: &Here, asked: Option<&str>, newest: i32) -> Result<Tried, AppError> {
    if asked == Some("draft") && here.may(Action::EditZone) {
        let draft = store::zone::draft(here.pool(), here.pilot.pilot_id, here.who()).await?;
        if let Some(draft) = draft {
            return Ok(Tried {
                name: "your draft".to_owned(),
                items: draft.rows.iter().filter_map(item).collect(),
                matching: Matching::NEWEST,
                lacks_draft: false,
            });
        }
    }
    let lacks_draft = asked == Some("draft") && here.may(Action::EditZone);
    let number = match asked {
        None => newest,
        // Nobody has kept one: what stands is shown, and said to be that.
        Some("draft") if lacks_draft => newest,
        Some(word) => word
            .parse()
            .ok()
            .filter(|number| (1..=here.facts.zone_newest).contains(number))
            .ok_or(AppError::NotFound)?,
    };
    let version = store::zone::version(here.pool(), &here.facts, number).await?;
    Ok(Tried {
        name: format!("version {number}"),
        items: version.items,
        matching: version.matching,
        lacks_draft,
    })
}

/// The item of a row of a draft, if nothing is wrong with it: what is, the draft's own form says.
fn item(row: &TypedRow) -> Option<ZoneItem> {
    let side = Side::parse(&row.side).filter(|_| !row.removed)?;
    let limit = Limit::parse(&row.limit, &row.keys).ok()?;
    Some(ZoneItem {
        side,
        category: None,
        text: row.text.trim().to_owned(),
        rules: PathRule::lines(&row.rules).ok()?,
        limit: limit.filter(|_| side == Side::PmZone),
        examples: Vec::new(),
    })
}

fn effect(here: &Here, tried: &Tried, imported: &Imported) -> AnyView {
    let effect = Effect::of(&tried.items, tried.matching, &imported.changes);
    let zone = here.pilot.zone;
    let days = imported.changes.iter().map(|change| change.at);
    let span = days.clone().min().zip(days.max()).map(|(first, last)| {
        format!(
            "From {} to {}",
            day(local_date(first, zone)),
            day(local_date(last, zone))
        )
    });
    let source = format!(
        "{}, imported by {}, {}.",
        span.unwrap_or_default(),
        imported.by,
        moment(imported.at, zone)
    );
    let obstacles = effect.obstacles(&tried.items);
    let more = obstacles.len().saturating_sub(MOST_OBSTACLES);
    let stops = obstacles
        .iter()
        .take(MOST_OBSTACLES)
        .map(|one| view! { <li><strong>{visible(&one.what)}</strong> ": " {one.sentence()}</li> })
        .collect_view();
    let mut listed: Vec<(&PastChange, &ChangeVerdict)> = imported.changes.iter().zip(&effect.verdicts).collect();
    listed.sort_by_key(|(change, verdict)| (verdict.is_inside(), std::cmp::Reverse(change.at)));
    let left = listed.len().saturating_sub(MOST_SHOWN);
    let rows = listed
        .into_iter()
        .take(MOST_SHOWN)
        .map(|(change, verdict)| row(here, change, verdict, &tried.items))
        .collect_view();
    let head = vec![
        Column::words("Change"),
        Column::words("Title"),
        Column::words("When"),
        Column::words("Zone"),
        Column::words("Why"),
    ];
    view! {
        {choose(here, tried)}
        <p class="tally">{format!("{} by {}.", effect.sentence(), tried.name)}</p>
        <p class="muted">{source}</p>
        {(!obstacles.is_empty()).then(|| view! {
            <section class="section">
                <h2>"What keeps changes outside"</h2>
                <ul>{stops}</ul>
                {(more > 0).then(|| view! { <p class="muted">{format!("And {more} more.")}</p> })}
            </section>
        })}
        <section class="section">
            <h2>"The changes"</h2>
            <Table name="Past changes" head=head rows=rows.into_any()/>
            {(left > 0).then(|| view! { <p class="muted">{format!("And {left} more.")}</p> })}
        </section>
    }
    .into_any()
}

/// What two versions say differently of past changes.
pub(super) fn differing(
    here: &Here,
    past: &Imported,
    ((old, before), (new, after)): ((i32, Effect), (i32, Effect)),
) -> impl IntoView + use<> {
    let both = past.changes.iter().zip(before.verdicts.iter().zip(&after.verdicts));
    let moved: Vec<_> = both
        .filter(|(_, (before, after))| before.is_inside() != after.is_inside())
        .map(|(change, (_, after))| (change, after.is_inside()))
        .collect();
    let more = moved.len().saturating_sub(MOST_OBSTACLES);
    let lines = moved
        .into_iter()
        .take(MOST_OBSTACLES)
        .map(|(change, inside)| {
            let now = if inside { "inside now" } else { "outside now" };
            view! { <li><code class="path">{visible(&change.name)}</code> " " {visible(&change.title)} {format!(": {now}")}</li> }
        })
        .collect_view();
    let all = past.changes.len();
    let sentence = format!(
        "Of {all} past changes {} would have been inside by version {old}, and {} by version {new}.",
        before.inside(),
        after.inside(),
    );
    view! {
        <section class="section">
            <h2>"Past changes"</h2>
            <p>{sentence} " " <a href=here.url(&format!("zone/history?version={new}"))>"All of them"</a></p>
            <ul>{lines}</ul>
            {(more > 0).then(|| view! { <p class="muted">{format!("And {more} more.")}</p> })}
        </section>
    }
}

fn row(here: &Here, change: &PastChange, verdict: &ChangeVerdict, items: &[ZoneItem]) -> impl IntoView + use<> {
    let (kind, word) = match verdict.is_inside() {
        true => ("ok", "Inside"),
        false => ("warn", "Outside"),
    };
    let reasons = verdict.reasons(items);
    let why = match reasons.split_first() {
        None => verdict.counts().sentence(),
        Some((first, [])) => first.clone(),
        Some((first, [_])) => format!("{first} And 1 more."),
        Some((first, rest)) => format!("{first} And {} more.", rest.len()),
    };
    view! {
        <tr>
            <th scope="row"><code class="path">{visible(&change.name)}</code></th>
            <td>{visible(&change.title)}</td>
            <td>{day(local_date(change.at, here.pilot.zone))}</td>
            <td><span class="chip" data-kind=kind>{word}</span></td>
            <td>{why}</td>
        </tr>
    }
}

/// Choosing what is tried; works without scripts.
fn choose(here: &Here, tried: &Tried) -> impl IntoView + use<> {
    let name = tried.name.clone();
    let options = (1..=here.facts.zone_newest)
        .rev()
        .map(|number| {
            let selected = name == format!("version {number}");
            view! { <option value=number.to_string() selected=selected>{format!("Version {number}")}</option> }
        })
        .collect_view();
    let may_edit = here.may(Action::EditZone) && !here.pilot.status.is_decided();
    let draft =
        may_edit.then(|| view! { <option value="draft" selected=tried.name == "your draft">"Your draft"</option> });
    view! {
        <form class="compare-form" method="get" action=here.url("zone/history")>
            <label for="version">"Try"</label>
            <select id="version" name="version">{options} {draft}</select>
            <button class="button">"Show"</button>
        </form>
    }
}

fn import_form(
    here: &Here,
    import: ServerAction<ImportHistory>,
    refused: Refused,
    again: bool,
) -> impl IntoView + use<> {
    let title = if again {
        "Import others in their place"
    } else {
        "Import past changes"
    };
    let slug = here.pilot.slug.clone();
    view! {
        <section class="section">
            <h2>{title}</h2>
            <p>"In the repository, run one of these and paste what it prints. Names and paths are kept, nothing else."</p>
            <ul>
                <li><code class="path">"git log --first-parent -m --name-status --since=\"90 days ago\""</code></li>
                <li><code class="path">"gh pr list --state merged --limit 200 --json number,title,mergedAt,changedFiles,files"</code></li>
            </ul>
            <ActionForm action=import attr:class="form" attr:novalidate="">
                <Hidden name="pilot" value=slug/>
                <TextArea refused=refused name="changes" label="Past changes" hint="At most 1 MB." rows=8/>
                <div class="actions"><button class="button" data-kind="primary">"Import"</button></div>
            </ActionForm>
        </section>
    }
}
