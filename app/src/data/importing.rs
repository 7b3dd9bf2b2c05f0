//! Pull requests imported without a token: pasted or chosen as a file, looked at, recorded.

mod arrived;

use domain::github::CodeHost;
use domain::github::exported::{Exported, Kind, LIST_FIELDS, Told};
use domain::github::repository as read_repository;
use domain::policy::Action;
use domain::pull_request::FactKind;
use leptos::prelude::*;
use leptos::server;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};
use store::import::Imported;

use super::actions::MOST_PROBLEMS;
use super::confirming::tell;
use crate::address::param;
use crate::error::AppError;
use crate::form::{self, Refused};
use crate::here::{Here, ask_in};
use crate::time::moment;
use crate::ui::{Column, ErrorSummary, Field, Hidden, Nav, Table, TextArea, breadcrumb, page, visible, working};
use arrived::Arrived;

/// The most pull requests that a preview lists; the others are counted.
const MOST_SHOWN: usize = 200;

/// Shows what a text tells of pull requests, and with `act` "record" records it.
#[server(prefix = "/do", endpoint = "data/import", input = MultipartFormData)]
pub async fn import(data: MultipartData) -> Result<(), AppError> {
    let (arrived, whole) = Arrived::read(data).await;
    let pilot = arrived.pilot.clone();
    form::in_pilot(pilot, "data/import", Action::EnterData, async |here, mut typed| {
        whole?;
        let Arrived {
            repository,
            reason,
            act,
            ..
        } = &arrived;
        // As it is called on GitHub, or on GitLab with all groups.
        let on_gitlab = || {
            let project = CodeHost::GitLab.repository(repository).ok();
            project.filter(|_| !repository.contains("github.com"))
        };
        let name = read_repository(repository).or_else(|sentence| on_gitlab().ok_or(sentence));
        let name = typed.parsed("repository", name);
        let text = arrived.text().unwrap_or_else(|sentence| {
            typed.problem("file", sentence);
            // A file with something wrong is chosen again: its text is not what was pasted.
            typed.set("text", &arrived.pasted);
            String::new()
        });
        let is_refused = text.is_empty() && arrived.has_file();
        let read = (!is_refused).then(|| Exported::read(&text, here.pilot.zone, here.now));
        if let Some(Err(problems)) = read {
            let more = problems.len().saturating_sub(MOST_PROBLEMS);
            for problem in problems.into_iter().take(MOST_PROBLEMS) {
                typed.problem("text", problem);
            }
            if more > 0 {
                typed.problem("text", format!("{more} more cannot be read."));
            }
        }
        if reason.chars().count() > 500 {
            typed.problem("reason", "Use at most 500 characters.");
        }
        typed.check()?;
        if act != "record" {
            return Err(typed.again());
        }
        let name = name.ok_or(AppError::Internal)?;
        let (pool, pilot) = (here.pool(), here.pilot.pilot_id);
        let entered = store::import::import(pool, pilot, here.who(), (&name, &text), reason, here.now).await?;
        tell(
            entered,
            "The pull requests are imported. What was known already counts once.",
        )
        .await?;
        Ok(here.url("data/import"))
    })
    .await
}

/// `/p/:pilot/data/import`: what was imported, and the form that imports more.
#[component]
pub fn ImportPage() -> impl IntoView {
    let slug = param("pilot");
    let token = Refused::token();
    page(async move {
        let here = ask_in(slug, Action::EnterData).await?;
        let refused = Refused::load(token).await?;
        let imports = store::import::list(here.pool(), here.pilot.pilot_id).await?;
        let zone = here.pilot.zone;
        let importing = refused.of("data/import");
        let looked_at = (importing.is_some() && importing.problems().is_empty())
            .then(|| Exported::read(&importing.value("text", ""), zone, here.now).ok())
            .flatten();
        let open = !here.pilot.status.is_decided();
        let title = "Import pull requests";
        let listed = (!imports.is_empty()).then(|| {
            let items = imports
                .iter()
                .map(|imported| view! { <li>{told(imported, &here)}</li> })
                .collect_view();
            view! { <section class="section"><h2>"Imported so far"</h2><ul>{items}</ul></section> }
        });
        let named = importing.value("repository", "");
        let shown = looked_at.as_ref().map(|exported| preview((exported, &named), &here));
        let body = view! {
            <ErrorSummary refused=refused.clone()/>
            {breadcrumb(&here, &[("data", "Data")], title)}
            <header class="page-head">
                <h1>{title}</h1>
                <p>"For a repository that no token reads, and for what happened before it was connected. Nothing is recorded before you have looked at it."</p>
            </header>
            {shown}
            {open.then(|| form_of((&here.pilot.slug, looked_at.is_some()), &importing))}
            {listed}
        };
        working(&here, title, Nav::Data, body).await
    })
}

/// Like "12 pull requests of acme/shop, imported from gh pr list by Hanna, 11 Jan 2026 10:00".
fn told(imported: &Imported, here: &Here) -> String {
    format!(
        "{} of {}, imported from {} by {}, {}",
        counted(usize::try_from(imported.pulls).unwrap_or_default(), "pull request"),
        imported.repository,
        imported.kind.label(),
        imported.by,
        moment(imported.at, here.pilot.zone)
    )
}

fn counted(number: usize, what: &str) -> String {
    match number {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}

fn form_of((slug, looked_at): (&str, bool), refused: &Refused) -> impl IntoView + use<> {
    let slug = slug.to_owned();
    let (repository, text, because) = (refused.clone(), refused.clone(), refused.clone());
    let file_problem = refused.problem("file");
    refused.label("file", "Or choose a file");
    let record = looked_at.then(|| {
        view! { <button class="button" data-kind="primary" name="act" value="record">"Record them"</button> }
    });
    view! {
        <section class="section">
            <h2>"What to paste or choose"</h2>
            <p>"Best is the list of GitHub’s own program. It needs no token here, and prints what your own account may read:"</p>
            <pre class="kept-text" tabindex="0"><code>{format!("gh pr list --repo OWNER/NAME --state all --limit 100 \\\n  --json {LIST_FIELDS}")}</code></pre>
            <p>"What git alone knows are merges and when their commits were written:"</p>
            <pre class="kept-text" tabindex="0"><code>"git log --pretty=raw --since=\"90 days ago\""</code></pre>
            <p>"Or a table, one fact a line, under the heading number, time, event, who, sha: committed, opened, opened as draft, ready for review, converted to draft, pushed, approved, changes requested, commented, closed, reopened, merged."</p>
            <form class="form" method="post" action="/do/data/import" enctype="multipart/form-data" novalidate="">
                <Hidden name="pilot" value=slug/>
                <Field
                    refused=repository
                    name="repository"
                    label="Repository"
                    hint="owner/name, on GitLab with all groups, as it is connected if it is."
                    width="medium"
                />
                <TextArea refused=text name="text" label="Exported pull requests" hint="At most 2 MB at once." rows=10/>
                <div class="field upload" data-invalid=file_problem.is_some().then_some("")>
                    <label for="file">"Or choose a file"</label>
                    <p class="hint" id="file-hint">"What one of these printed, kept in a file: text in UTF-8 or UTF-16, at most 2 MB."</p>
                    {file_problem.clone().map(|problem| view! { <p class="error" id="file-error">{problem}</p> })}
                    <input
                        id="file"
                        name="file"
                        type="file"
                        accept=".json,.csv,.tsv,.txt,.log,application/json,text/csv,text/plain"
                        aria-invalid=file_problem.is_some().then_some("true")
                        aria-describedby=if file_problem.is_some() { "file-hint file-error" } else { "file-hint" }
                    />
                </div>
                <Field
                    refused=because
                    name="reason"
                    label="Why now"
                    hint="Needed only where a criterion was final: it counts then once a second person has confirmed it."
                />
                <div class="actions">
                    <button class="button" name="act" value="preview">"Look at it first"</button>
                    {record}
                </div>
            </form>
        </section>
    }
}

/// What would be recorded, and what would not.
fn preview((exported, repository): (&Exported, &str), here: &Here) -> AnyView {
    let zone = here.pilot.zone;
    let facts: usize = exported.pulls.iter().map(|told| told.event.happened.len()).sum();
    let commits: usize = exported.pulls.iter().map(|told| told.commits.len()).sum();
    let what = match exported.kind {
        Kind::List | Kind::Log => format!("what {} printed", exported.kind.label()),
        Kind::Facts => exported.kind.label().to_owned(),
    };
    let sum = format!(
        "This is {what}: {} with {} and {}. Nothing of it is recorded yet.",
        counted(exported.pulls.len(), "pull request"),
        counted(facts, "fact"),
        counted(commits, "commit")
    );
    let more = exported.pulls.len().saturating_sub(MOST_SHOWN);
    let row = |told: &Told| {
        let count = |is: fn(&FactKind) -> bool| told.event.happened.iter().filter(|h| is(&h.kind)).count();
        let (opened, merged) = told.times();
        let time =
            |at: Option<chrono::DateTime<chrono::Utc>>| at.map_or_else(|| "Not told".to_owned(), |at| moment(at, zone));
        view! {
            <tr>
                <th scope="row">{told.event.number}</th>
                <td>{visible(&told.event.title)}</td>
                <td>{visible(&told.event.author.login)}</td>
                <td>{time(opened)}</td>
                <td>{time(merged)}</td>
                <td class="num">{count(|kind| matches!(kind, FactKind::Reviewed { .. }))}</td>
                <td class="num">{count(|kind| matches!(kind, FactKind::Pushed { .. }))}</td>
                <td class="num">{told.commits.len()}</td>
            </tr>
        }
    };
    let rows = exported.pulls.iter().take(MOST_SHOWN).map(row).collect_view();
    let head = vec![
        Column::words("Number"),
        Column::words("Title"),
        Column::words("Author"),
        Column::words("Opened"),
        Column::words("Merged"),
        Column::number("Reviews"),
        Column::number("Pushes between reviews"),
        Column::number("Commits"),
    ];
    let sentences = |all: &[String]| all.iter().map(|one| view! { <li>{visible(one)}</li> }).collect_view();
    let left_out =
        (!exported.left_out.is_empty()).then(|| view! { <h3>"Left out"</h3><ul>{sentences(&exported.left_out)}</ul> });
    let notes = (!exported.notes.is_empty())
        .then(|| view! { <h3>"What it does not tell"</h3><ul>{sentences(&exported.notes)}</ul> });
    let others = exported.of_others(repository);
    let of_others = (!others.is_empty()).then(|| {
        let sentence = visible(&format!(
            "By its own words it is of {}. All of it would be recorded for {}: that is right only where the repository was renamed.",
            others.join(", "),
            repository.trim()
        ));
        view! { <div class="banner" data-kind="warn" role="status"><p>{sentence}</p></div> }
    });
    view! {
        <section class="section" aria-labelledby="preview-title">
            <h2 id="preview-title">"What would be recorded"</h2>
            <p>{sum}</p>
            {of_others}
            {left_out}
            {notes}
            <Table name="Pull requests that would be recorded" head rows=rows.into_any()/>
            {(more > 0).then(|| view! { <p class="muted">{format!("{more} more are not listed.")}</p> })}
        </section>
    }
    .into_any()
}
