//! What a GitLab answers, after its published description and what its own tests promise: a status is a job, one that waits is
//! written over by another state alone, notes come by pages and GitLab writes some itself.

use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};

use super::{Held, OWN, paged};

/// The path of the project.
pub const PROJECT: &str = "acme/web/shop";

/// A merge request with its past, as it is given by several addresses.
#[derive(Clone, Default)]
pub struct MergeRequest {
    pub described: Value,
    /// The oldest first.
    pub notes: Vec<Value>,
    /// The oldest first.
    pub states: Vec<Value>,
    /// The oldest first.
    pub versions: Vec<Value>,
    /// The oldest first.
    pub commits: Vec<Value>,
    /// The events of the project that are pushes of its branch, the oldest first.
    pub pushes: Vec<Value>,
}

/// A status of a commit, and its id.
pub struct Job {
    pub sha: String,
    id: usize,
    pub said: Value,
}

fn refused(status: StatusCode, message: &str) -> Response {
    (status, axum::Json(json!({ "message": message }))).into_response()
}

/// The answer to a call of the interface.
pub(super) fn answers(
    held: &mut Held,
    (method, account): (&str, i64),
    path: &str,
    query: &str,
    body: &Value,
) -> Response {
    let asked = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")));
    let number = |name: &str, usual: usize| asked(name).map_or(usual, |value| value.parse().unwrap());
    let (each, page) = (number("per_page", 20).min(100), number("page", 1));
    let each = held.most_a_page.map_or(each, |most| each.min(most));
    let some_of = |all: &[Value]| {
        let some: Vec<Value> = all.iter().skip((page - 1) * each).take(each).cloned().collect();
        axum::Json(some).into_response()
    };
    let list = |all: Vec<Value>| paged(some_of(&all), page * each < all.len());
    // Some lists say only by number which page comes next; the last has none.
    let numbered = |all: Vec<Value>| {
        let next = if page * each < all.len() {
            (page + 1).to_string()
        } else {
            String::new()
        };
        let mut response = some_of(&all);
        response.headers_mut().insert("x-next-page", next.parse().unwrap());
        response
    };
    let newest_first = |all: &[Value]| all.iter().rev().cloned().collect::<Vec<Value>>();
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let rest = match &parts[..] {
        ["user"] => {
            return axum::Json(json!({ "id": account, "username": "project_700_bot_0a1b", "bot": true }))
                .into_response();
        }
        ["projects", "acme%2Fweb%2Fshop", rest @ ..] => rest,
        ["projects", "815"] => {
            return axum::Json(json!({ "id": 815, "path_with_namespace": "Mira/Shop" })).into_response();
        }
        _ => return refused(StatusCode::NOT_FOUND, "404 Project Not Found"),
    };
    match (method, rest) {
        ("GET", []) => {
            axum::Json(json!({ "id": 700, "path_with_namespace": PROJECT, "default_branch": "main" })).into_response()
        }
        ("GET", ["merge_requests"]) => {
            let said = ["state", "order_by", "sort"].map(|name| asked(name).unwrap());
            assert_eq!(said, ["all", "updated_at", "desc"]);
            let since = asked("updated_after")
                .unwrap()
                .parse::<chrono::DateTime<chrono::Utc>>()
                .unwrap();
            let changed = |of: &Value| {
                of["updated_at"]
                    .as_str()
                    .unwrap()
                    .parse::<chrono::DateTime<chrono::Utc>>()
                    .unwrap()
            };
            let mut all: Vec<Value> = held.merge_requests.iter().map(|one| one.described.clone()).collect();
            all.retain(|one| changed(one) >= since);
            all.sort_by_key(|one| std::cmp::Reverse(changed(one)));
            list(all)
        }
        ("GET", ["events"]) if held.hides_pushes => refused(StatusCode::FORBIDDEN, "403 Forbidden"),
        ("GET", ["events"]) => {
            assert_eq!((asked("action"), asked("sort")), (Some("pushed"), Some("asc")));
            let day = |of: &Value| of["created_at"].as_str().unwrap()[..10].to_owned();
            let mut all: Vec<Value> = held.merge_requests.iter().flat_map(|one| one.pushes.clone()).collect();
            // Both days are left out.
            all.retain(|one| asked("after").is_none_or(|after| *day(one) > *after));
            all.retain(|one| asked("before").is_none_or(|before| *day(one) < *before));
            all.sort_by_key(|one| one["created_at"].as_str().unwrap().to_owned());
            numbered(all)
        }
        ("GET", ["merge_requests", iid, what @ ..])
            if matches!(what, [] | ["resource_state_events" | "versions" | "commits"]) =>
        {
            let iid: i64 = iid.parse().unwrap();
            let Some(one) = held.merge_requests.iter().find(|one| one.described["iid"] == iid) else {
                return refused(StatusCode::NOT_FOUND, "404 Not found");
            };
            match what {
                [] => {
                    let mut described = one.described.clone();
                    described["diff_refs"] = json!({ "head_sha": described["sha"] });
                    described["changes_count"] = held.files.get(&iid).map_or(json!("0"), |(_, says)| says.clone());
                    axum::Json(described).into_response()
                }
                ["resource_state_events"] => list(one.states.clone()),
                ["versions"] => numbered(newest_first(&one.versions)),
                _ => list(newest_first(&one.commits)),
            }
        }
        ("GET", ["merge_requests", iid, "diffs"]) => match held.files.get(&iid.parse::<i64>().unwrap()) {
            Some((files, _)) => numbered(files.clone()),
            None => refused(StatusCode::NOT_FOUND, "404 Not found"),
        },
        ("GET", ["repository", "files", ..]) if held.hides_contents => refused(StatusCode::FORBIDDEN, "403 Forbidden"),
        ("GET", ["repository", "files", name, "raw"]) => {
            let path = percent_decode_str(name).decode_utf8().unwrap();
            match held.raw(asked("ref").unwrap(), &path) {
                Some(contents) => contents.into_response(),
                None => refused(StatusCode::NOT_FOUND, "404 File Not Found"),
            }
        }
        ("POST", ["statuses", sha]) => set_status(held, sha, body),
        ("GET", ["repository", "commits", sha, "statuses"]) if held.unknown_commits.contains(*sha) => {
            refused(StatusCode::NOT_FOUND, "404 Commit Not Found")
        }
        // Without it only the latest of each name is listed.
        ("GET", ["repository", "commits", sha, "statuses"]) if asked("all") == Some("true") => {
            let of_others = held.jobs_of_others.iter().filter(|(of, _)| of == sha);
            let own = held.jobs.iter().filter(|job| job.sha == *sha).map(|job| {
                let mut own = described(job);
                own["finished_at"] = json!("2026-04-30T10:00:00.000Z");
                own
            });
            let waiting = json!({
                "id": 8, "sha": sha, "name": "pm-pr-review", "status": "running", "finished_at": null, "target_url": null,
            });
            let unit = json!({
                "id": 9, "sha": sha, "name": "unit", "status": "failed", "finished_at": "2026-04-30T10:00:00.000Z", "target_url": null,
            });
            let all = of_others.map(|(_, job)| job.clone()).chain(own).chain([waiting, unit]);
            numbered(all.collect())
        }
        ("GET", ["repository", "commits", sha, "statuses"]) => {
            assert_eq!(asked("name"), Some("countersign%2Fpm-zone"));
            let mut jobs: Vec<&Job> = held.jobs.iter().filter(|job| job.sha == *sha).collect();
            // The newest of each pipeline, in the order they were made; those of another pipeline before.
            jobs.drain(..jobs.len().saturating_sub(1));
            let ours = jobs.into_iter().map(described);
            let others = (1..=130).map(|id| json!({ "id": id, "name": "countersign/pm-zone", "status": "canceled" }));
            list(others.chain(ours).collect())
        }
        ("GET", ["merge_requests", iid, "notes"]) => {
            let iid: i32 = iid.parse().unwrap();
            let note = |(id, _, account, body): &(i64, i32, i64, String)| json!({ "id": id, "body": body, "author": { "id": account, "username": "x" }, "system": false, "created_at": "2026-03-03T09:00:00.000Z" });
            let of = held.comments.iter().filter(|(_, of, ..)| *of == iid).map(note);
            let written = json!({ "id": 1, "body": "assigned to @x", "author": { "id": OWN, "username": "x" }, "system": true, "created_at": "2026-03-03T09:00:00.000Z" });
            let with_past = held.merge_requests.iter().find(|one| one.described["iid"] == iid);
            let past = with_past.map(|one| one.notes.clone()).unwrap_or_default();
            let mut all: Vec<Value> = std::iter::once(written).chain(past).chain(of).collect();
            if asked("sort") != Some("asc") {
                all.reverse();
            }
            list(all)
        }
        ("POST", ["merge_requests", iid, "notes"]) => {
            let id = 1_000 + held.comments.len() as i64;
            let text = body["body"].as_str().unwrap().to_owned();
            held.comments.push((id, iid.parse().unwrap(), account, text.clone()));
            (
                StatusCode::CREATED,
                axum::Json(json!({ "id": id, "body": text, "author": { "id": account } })),
            )
                .into_response()
        }
        ("PUT", ["merge_requests", iid, "notes", id]) => {
            let (iid, id): (i32, i64) = (iid.parse().unwrap(), id.parse().unwrap());
            let text = body["body"].as_str().unwrap();
            let mut all = held.comments.iter_mut();
            match all.find(|(of, at, ..)| (*of, *at) == (id, iid)) {
                // Only maintainers edit what others wrote.
                Some((_, _, of, _)) if *of != account => refused(StatusCode::FORBIDDEN, "403 Forbidden"),
                Some(note) => {
                    text.clone_into(&mut note.3);
                    axum::Json(json!({ "id": id, "body": text, "author": { "id": account } })).into_response()
                }
                None => refused(StatusCode::NOT_FOUND, "404 Note Not Found"),
            }
        }
        _ => refused(StatusCode::NOT_FOUND, "404 Not Found"),
    }
}

fn described(job: &Job) -> Value {
    let mut described = job.said.clone();
    described["status"] = described["state"].take();
    described["id"] = json!(job.id);
    described["sha"] = json!(job.sha);
    described
}

fn set_status(held: &mut Held, sha: &str, body: &Value) -> Response {
    assert!(
        ["pending", "running", "success", "failed", "canceled", "skipped"].contains(&body["state"].as_str().unwrap())
    );
    assert!(body["description"].as_str().unwrap().chars().count() <= 255);
    assert!(body["target_url"].as_str().unwrap().len() <= 255);
    if held.unknown_commits.contains(sha) {
        return refused(StatusCode::NOT_FOUND, "404 References for commit Not Found");
    }
    let same = |job: &&mut Job| job.sha == sha && job.said["name"] == body["name"];
    let waits = |job: &&mut Job| job.said["state"] == "pending";
    let id = 2_000 + held.jobs.len();
    match held.jobs.iter_mut().rev().find(same).filter(waits) {
        Some(job) if job.said["state"] == body["state"] => {
            let message = "Cannot transition status via :enqueue from :pending (Reason(s): Status cannot transition via \"enqueue\")";
            return refused(StatusCode::BAD_REQUEST, message);
        }
        Some(job) => job.said = body.clone(),
        None => held.jobs.push(Job {
            sha: sha.to_owned(),
            id,
            said: body.clone(),
        }),
    }
    (StatusCode::CREATED, axum::Json(body.clone())).into_response()
}
