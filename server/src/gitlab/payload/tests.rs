use serde_json::{Value, json};

use super::*;

fn heard(kind: &str, payload: &Value) -> (Repository, Event) {
    match read(kind, payload.to_string().as_bytes()).expect("readable") {
        Heard::Event(heard) => *heard,
        Heard::Ignored(why) => panic!("{why}"),
    }
}

fn ignored(kind: &str, payload: &Value) -> String {
    match read(kind, payload.to_string().as_bytes()).expect("readable") {
        Heard::Ignored(why) => why,
        Heard::Event(heard) => panic!("{heard:?}"),
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

/// In the shape of GitLab's documentation of merge request events.
fn merge_request(action: &str) -> Value {
    json!({
        "object_kind": "merge_request", "event_type": "merge_request",
        "user": { "id": 11, "name": "Mira", "username": "mira", "email": "mira@example.org" },
        "project": { "id": 700, "name": "Shop", "path_with_namespace": "acme/web/shop", "default_branch": "main" },
        "object_attributes": {
            "id": 99, "iid": 7, "author_id": 11, "title": "Saved addresses", "description": "Words",
            "url": "https://gitlab.example/acme/web/shop/-/merge_requests/7", "state": "opened", "action": action,
            "source_branch": "feat/saved-addresses", "target_branch": "main", "draft": false, "work_in_progress": false,
            "source": { "path_with_namespace": "acme/web/shop" }, "target": { "path_with_namespace": "acme/web/shop" },
            "last_commit": { "id": "da1560886d4f094c3e6c9ef40349f7d38b5d27d7", "message": "More" },
            "created_at": "2026-03-02 09:00:00 UTC", "updated_at": "2026-03-02T10:00:00Z",
        },
        "labels": [{ "id": 1, "title": "pilot" }], "assignees": [{ "id": 11, "username": "mira" }], "changes": {},
    })
}

fn happened(payload: &Value) -> Vec<FactKind> {
    let (repository, event) = heard("Merge Request Hook", payload);
    assert_eq!((repository.id, repository.name.as_str()), (Some(700), "acme/web/shop"));
    let Event::PullRequest(event) = event else {
        panic!("a merge request")
    };
    assert_eq!((event.number, event.author.login.as_str()), (7, "mira"));
    event.happened.into_iter().map(|happened| happened.kind).collect()
}

#[test]
fn a_merge_request_is_opened_closed_reopened_and_merged() {
    let opened = FactKind::Opened {
        draft: false,
        deduced_from: None,
    };
    for (action, kind) in [
        ("open", opened),
        ("close", FactKind::Closed),
        ("reopen", FactKind::Reopened),
        ("merge", FactKind::Merged),
    ] {
        assert_eq!(happened(&merge_request(action)), [kind], "{action}");
    }
    let (_, event) = heard("Merge Request Hook", &merge_request("open"));
    let Event::PullRequest(event) = event else {
        panic!("a merge request")
    };
    assert_eq!(event.opened_at, at("2026-03-02T09:00:00Z"));
    assert_eq!(event.happened[0].at, at("2026-03-02T09:00:00Z"));
    assert_eq!(event.labels, Some(vec!["pilot".to_owned()]));
    assert_eq!(
        ignored("Merge Request Hook", &merge_request("lock")),
        "ignored: merge request lock"
    );
}

#[test]
fn approvals_are_reviews_and_taken_back_they_still_happened() {
    for action in ["approved", "approval"] {
        let FactKind::Reviewed { reviewer, state } = &happened(&merge_request(action))[0] else {
            panic!("a review")
        };
        assert_eq!((reviewer.id, *state), (Some(11), ReviewState::Approved));
    }
    for action in ["unapproved", "unapproval"] {
        assert_eq!(happened(&merge_request(action)), [FactKind::ReviewDismissed]);
    }
}

#[test]
fn an_update_tells_of_drafts_pushes_and_requests_for_changes() {
    let mut draft = merge_request("update");
    draft["changes"] = json!({ "draft": { "previous": true, "current": false } });
    assert_eq!(happened(&draft), [FactKind::ReadyForReview]);
    draft["changes"] = json!({ "draft": { "previous": false, "current": true } });
    assert_eq!(happened(&draft), [FactKind::ConvertedToDraft]);
    let mut push = merge_request("update");
    push["object_attributes"]["oldrev"] = json!("e59094b8de0f2f91abbe4760a52d9137260252d8");
    let [FactKind::Pushed { sha, before, told, .. }] = &happened(&push)[..] else {
        panic!("a push")
    };
    assert!(sha.starts_with("da156") && before.as_deref().is_some_and(|sha| sha.starts_with("e5909")));
    assert_eq!(*told, Told::PullRequest);
    let mut asks = merge_request("update");
    asks["changes"] = json!({ "reviewers": [[], []] });
    asks["reviewers"] = json!([{ "id": 11, "username": "mira", "state": "requested_changes" }]);
    assert!(matches!(
        happened(&asks)[..],
        [FactKind::Reviewed {
            state: ReviewState::ChangesRequested,
            ..
        }]
    ));
    // A title that changed is news and no fact.
    assert_eq!(happened(&merge_request("update")), []);
}

#[test]
fn who_opened_it_is_known_by_id_when_another_acts() {
    let mut payload = merge_request("approved");
    payload["user"] = json!({ "id": 12, "username": "lee" });
    let (_, event) = heard("Merge Request Hook", &payload);
    let Event::PullRequest(event) = event else {
        panic!("a merge request")
    };
    assert!(event.author.is_deleted() && event.author.id == Some(11));
    payload["object_attributes"]["source"] = json!({ "path_with_namespace": "mira/shop" });
    let (_, event) = heard("Merge Request Hook", &payload);
    let Event::PullRequest(event) = event else {
        panic!("a merge request")
    };
    assert_eq!(event.head_branch, "mira/shop:feat/saved-addresses");
}

#[test]
fn a_comment_of_a_person_is_a_review_and_gitlabs_own_is_none() {
    let note = |system: bool, of: &str| {
        let mut payload = merge_request("open");
        let described = payload["object_attributes"].take();
        json!({
            "object_kind": "note", "user": { "id": 12, "username": "lee" }, "project": payload["project"],
            "object_attributes": {
                "id": 1, "note": "Shorter, please", "noteable_type": of, "system": system, "action": "create",
                "created_at": "2026-03-02 09:30:00 UTC",
            },
            "merge_request": described,
        })
    };
    let (_, event) = heard("Note Hook", &note(false, "MergeRequest"));
    let Event::PullRequest(event) = event else {
        panic!("a merge request")
    };
    assert_eq!(event.happened[0].at, at("2026-03-02T09:30:00Z"));
    assert!(matches!(
        &event.happened[0].kind,
        FactKind::Reviewed { reviewer, state: ReviewState::Commented } if reviewer.login == "lee"
    ));
    assert!(ignored("Note Hook", &note(true, "MergeRequest")).contains("GitLab wrote"));
    assert!(ignored("Note Hook", &note(false, "Issue")).contains("no merge request"));
}

fn push(message: &str) -> Value {
    json!({
        "object_kind": "push", "before": "95790bf891e76fee5e1747ab589903a6a1f80f22",
        "after": "da1560886d4f094c3e6c9ef40349f7d38b5d27d7", "ref": "refs/heads/feat/saved-addresses",
        "user_id": 11, "user_username": "mira", "total_commits_count": 1,
        "project": { "id": 700, "path_with_namespace": "acme/web/shop", "default_branch": "main" },
        "commits": [{
            "id": "da1560886d4f094c3e6c9ef40349f7d38b5d27d7", "message": message,
            "timestamp": "2026-03-02T09:50:00+01:00", "author": { "name": "Mira", "email": "mira@example.org" },
            "added": ["a.txt"], "modified": ["web/locales/sv.json"], "removed": [],
        }],
    })
}

#[test]
fn a_push_brings_commits_with_their_files() {
    let (_, event) = heard("Push Hook", &push("More\n\nThe reasons."));
    let Event::Push(told) = event else { panic!("a push") };
    assert!(!told.to_default && told.merges.is_none() && told.by.login == "mira");
    let commit = &told.commits[0];
    assert_eq!(commit.message, "More");
    assert_eq!(commit.authored_at, Some(at("2026-03-02T08:50:00Z")));
    assert_eq!(commit.files.as_ref().map(|files| files.paths().count()), Some(2));
    let (_, event) = heard("Push Hook", &push("Merge branch 'main' into 'feat/saved-addresses'"));
    let Event::Push(told) = event else { panic!("a push") };
    assert_eq!(told.merges.as_deref(), Some("main"));
    let mut gone = push("");
    gone["after"] = json!("0".repeat(40));
    assert!(ignored("Push Hook", &gone).contains("deleted"));
}

#[test]
fn a_pipeline_speaks_for_the_skill_file_by_the_name_of_its_job() {
    let pipeline = |name: &str, status: &str| {
        json!({
            "object_kind": "pipeline",
            "object_attributes": { "id": 31, "sha": "da1560886d4f094c3e6c9ef40349f7d38b5d27d7", "url": "https://gitlab.example/p/31" },
            "project": { "id": 700, "path_with_namespace": "acme/web/shop", "default_branch": "main" },
            "builds": [
                { "id": 1, "name": "lint", "status": "failed", "finished_at": "2026-03-02 10:01:00 UTC" },
                { "id": 2, "name": name, "status": status, "finished_at": "2026-03-02 10:02:00 +0000" },
            ],
        })
    };
    for (status, is) in [("success", true), ("failed", false)] {
        let (_, event) = heard("Pipeline Hook", &pipeline("pm-pr-review", status));
        let Event::SkillResult(result) = event else {
            panic!("a result")
        };
        assert_eq!((result.passed, result.at), (is, at("2026-03-02T10:02:00Z")));
    }
    assert!(ignored("Pipeline Hook", &pipeline("pm-pr-review", "running")).contains("no job"));
    assert!(ignored("Pipeline Hook", &pipeline("tests", "success")).contains("no job"));
}

#[test]
fn what_is_unknown_is_ignored_and_what_is_broken_says_where() {
    assert!(ignored("Wiki Page Hook", &json!({})).contains("holds no facts"));
    assert!(read("Push Hook", b"{\"ref\": 3}").is_err());
    let mut ancient = merge_request("open");
    ancient["object_attributes"]["created_at"] = json!("0026-03-02 09:00:00 UTC");
    assert!(ignored("Merge Request Hook", &ancient).contains("before 2000"));
}
