//! A pilot PM's pull request from outside the zone to the numbers, with a stand-in for the code host: status and comment,
//! pairing, the skill file, the DRI's review, the merge.

use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use end2end::code_host::{CodeHost, TOKEN};
use end2end::github::Repository;
use end2end::payload::Payloads;
use end2end::{Person, Result, World};
use serde_json::{Value, json};

/// The example's pilot, its repository and the password of everybody in it, as the program prints them at its start.
const PILOT: &str = "/p/ferry-booking";
const REPOSITORY: &str = "example-ferries/booking";
const PASSWORD: &str = "ferries-at-dawn";
/// The pull request, by the pilot PM of the new model, and its branch with the flag's key.
const NUMBER: u64 = 4_711;
/// Another one of theirs, from a fork: no push of it is told.
const OF_A_FORK: u64 = 4_712;
const AUTHOR: &str = "ines-c";
const DRI: &str = "nokafor";
const BRANCH: &str = "luggage-hints/delay-notes";
/// One file of each side.
const INSIDE: &str = "web/locales/en.json";
const OUTSIDE: &str = "payments/refund.go";

#[tokio::test]
async fn a_pull_request_goes_from_outside_the_zone_to_the_numbers() -> Result {
    walk("gates", true).await
}

#[tokio::test]
async fn a_pull_request_goes_from_outside_the_zone_to_the_numbers_without_scripts() -> Result {
    walk("gates-plain", false).await
}

/// What the code host tells of the pull request.
struct Told {
    repository: Repository,
    payloads: Payloads,
}

impl Told {
    /// A commit is pushed to the branch at a time, and changes these files.
    async fn pushed(&self, (before, sha): (&str, &str), added: &[&str], removed: &[&str], at: &str) -> Result {
        let commit = json!({
            "id": sha, "tree_id": "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "distinct": true, "message": "Say why it is late",
            "timestamp": at, "url": format!("https://github.com/{REPOSITORY}/commit/{sha}"),
            "author": { "name": "Ines", "email": "ines@example.com", "username": AUTHOR },
            "committer": { "name": "Ines", "email": "ines@example.com", "username": AUTHOR },
            "added": added, "removed": removed, "modified": [],
        });
        let payload = self.payloads.payload(
            "push",
            None,
            json!({
                "ref": format!("refs/heads/{BRANCH}"), "before": before, "after": sha, "created": false, "deleted": false,
                "forced": false, "commits": [commit], "head_commit": commit,
                "pusher": { "name": AUTHOR, "email": "ines@example.com" }, "sender": Payloads::user(AUTHOR),
                "repository": { "pushed_at": epoch(at)? },
            }),
        )?;
        self.repository.deliver("push", &payload).await
    }

    fn pull(sha: &str, at: &str) -> Value {
        json!({
            "number": NUMBER, "title": "Say why a ferry is late", "user": Payloads::user(AUTHOR),
            "html_url": format!("https://github.com/{REPOSITORY}/pull/{NUMBER}"), "body": "Behind luggage-hints.",
            "head": { "ref": BRANCH, "sha": sha, "label": format!("example-ferries:{BRANCH}"),
                "repo": { "full_name": REPOSITORY } },
            "base": { "ref": "main", "repo": { "full_name": REPOSITORY } },
            "created_at": "2026-09-07T07:02:00Z", "updated_at": at,
        })
    }

    fn of_a_fork(sha: &str, at: &str) -> Value {
        let mut pull = Self::pull(sha, at);
        pull["number"] = json!(OF_A_FORK);
        pull["title"] = json!("Say it in the app, too");
        pull["html_url"] = json!(format!("https://github.com/{REPOSITORY}/pull/{OF_A_FORK}"));
        pull["head"]["label"] = json!(format!("{AUTHOR}:{BRANCH}"));
        pull["head"]["repo"]["full_name"] = json!(format!("{AUTHOR}/booking"));
        pull
    }

    async fn happened(&self, action: &str, changes: Value) -> Result {
        let mut all = json!({ "number": NUMBER, "sender": Payloads::user(AUTHOR) });
        for (name, value) in changes.as_object().context("fields")? {
            all[name] = value.clone();
        }
        let payload = self.payloads.payload("pull_request", Some(action), all)?;
        self.repository.deliver("pull_request", &payload).await
    }
}

/// Seconds since 1970 of a time of 7 September 2026 in UTC.
fn epoch(at: &str) -> Result<u64> {
    const MIDNIGHT: u64 = 1_788_739_200;
    let time = at.strip_prefix("2026-09-07T").and_then(|rest| rest.strip_suffix('Z'));
    let parts = time.context("a time of that day")?.split(':').map(str::parse::<u64>);
    let parts = parts.collect::<std::result::Result<Vec<u64>, _>>()?;
    Ok(MIDNIGHT + parts[0] * 3600 + parts[1] * 60 + parts[2])
}

/// Waits until something is told, a few seconds at most.
async fn told<T>(what: &str, mut is_there: impl FnMut() -> Option<T>) -> Result<T> {
    let begun = Instant::now();
    loop {
        if let Some(there) = is_there() {
            return Ok(there);
        }
        ensure!(begun.elapsed() < Duration::from_secs(30), "nobody told of {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Opens a page of the pilot until it says something: the worker takes a moment.
async fn comes_to_see(person: &Person, path: &str, words: &str) -> Result {
    let begun = Instant::now();
    loop {
        person.open(&format!("{PILOT}/{path}")).await?;
        let text = person.text().await?;
        if text.contains(words) {
            return Ok(());
        }
        ensure!(
            begun.elapsed() < Duration::from_secs(30),
            "{path} never says {words}:\n{text}"
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn walk(name: &str, scripts: bool) -> Result {
    let world = World::new(name, scripts, "2026-09-07T07:00:00Z").await?;
    let host = CodeHost::start().await?;
    let program = world.example_that_calls(&host.address).await?;
    let mut people = Vec::new();
    for who in ["hanna", "ines", "naomi"] {
        let person = world.person(who, &program).await?;
        person.sign_in(&format!("{who}@example.com"), PASSWORD).await?;
        people.push(person);
    }
    let [hanna, ines, naomi] = &people[..] else {
        unreachable!()
    };
    let repository = connect(hanna, &host).await?;
    let told_by = Told {
        repository,
        payloads: Payloads::of(REPOSITORY)?,
    };
    let shas = ["1".repeat(40), "2".repeat(40)];

    // The pilot PM opens a pull request that touches what is engineering's.
    world.set_clock("2026-09-07T07:03:00Z")?;
    let at = "2026-09-07T07:01:00Z";
    told_by
        .pushed((&"0".repeat(40), &shas[0]), &[INSIDE, OUTSIDE], &[], at)
        .await?;
    let pull = Told::pull(&shas[0], "2026-09-07T07:02:00Z");
    told_by.happened("opened", json!({ "pull_request": pull })).await?;
    let first = told("a status", || host.statuses(&shas[0]).last().cloned()).await?;
    ensure!(
        first.0 == "failure" && first.1.starts_with("Outside the PM zone"),
        "{first:?}"
    );
    ensure!(first.1.contains(OUTSIDE), "{first:?}");
    let comment = told("a comment", || host.comments(NUMBER).pop()).await?;
    ensure!(
        comment.contains("please pair with Naomi Okafor") && comment.contains(OUTSIDE),
        "{comment}"
    );
    let name = format!("{REPOSITORY}#{NUMBER}");
    comes_to_see(ines, "pull-requests", &name).await?;
    ines.follow("Say why a ferry is late").await?;
    let page = path_of(ines)?;
    ines.sees("Outside the PM zone, please pair with Naomi Okafor.").await?;
    ines.sees(OUTSIDE).await?;
    ines.accessible_if_scripts().await?;
    ines.shot("outside").await?;

    // What comes from a fork is told by no push: the code host lists its files.
    let fork = "3".repeat(40);
    host.lists_files(OF_A_FORK, &fork, &[INSIDE, "payments/price.go"]);
    let pull = Told::of_a_fork(&fork, "2026-09-07T07:02:30Z");
    let opened = json!({ "number": OF_A_FORK, "pull_request": pull });
    told_by.happened("opened", opened).await?;
    told("a status of the fork’s commit", || {
        let last = host.statuses(&fork).pop()?;
        (last.0 == "failure" && last.1.contains("payments/price.go")).then_some(())
    })
    .await?;
    comes_to_see(ines, "pull-requests", &format!("{REPOSITORY}#{OF_A_FORK}")).await?;
    ines.follow("Say it in the app, too").await?;
    ines.sees("as the code host listed them").await?;
    ines.sees("payments/price.go").await?;
    ines.accessible_if_scripts().await?;
    ines.shot("fork").await?;

    // They pair, and what is engineering's leaves the pull request.
    world.set_clock("2026-09-07T07:21:00Z")?;
    let at = "2026-09-07T07:20:00Z";
    told_by.pushed((&shas[0], &shas[1]), &[], &[OUTSIDE], at).await?;
    let mut pull = Told::pull(&shas[1], at);
    let synchronize = json!({ "before": shas[0], "after": shas[1], "pull_request": pull });
    told_by.happened("synchronize", synchronize).await?;
    let second = told("another status", || host.statuses(&shas[1]).last().cloned()).await?;
    ensure!(second.0 == "pending", "{second:?}");
    told("that nothing is outside", || {
        host.comments(NUMBER)
            .pop()
            .filter(|text| text.contains("Nothing to pair on any more."))
    })
    .await?;
    ines.open(&format!("{PILOT}/{page}")).await?;
    ines.sees("Not ready yet").await?;
    ines.sees(&shas[1][..7]).await?;
    ines.sees_not("please pair with").await?;

    // The skill file passes at the newest commit, and with it every gate.
    world.set_clock("2026-09-07T07:26:00Z")?;
    let run = json!({
        "name": "pm-pr-review", "head_sha": shas[1], "status": "completed", "conclusion": "success",
        "completed_at": "2026-09-07T07:25:00Z", "html_url": format!("https://github.com/{REPOSITORY}/runs/1"),
    });
    let payload = told_by
        .payloads
        .payload("check_run", Some("completed"), json!({ "check_run": run }))?;
    told_by.repository.deliver("check_run", &payload).await?;
    let third = told("that it is ready", || {
        host.statuses(&shas[1])
            .into_iter()
            .find(|(state, _)| state == "success")
    })
    .await?;
    ensure!(third.1.contains("ready for review"), "{third:?}");

    // The DRI reads the page, reviews and merges.
    comes_to_see(naomi, &page, "Ready for review").await?;
    naomi.accessible_if_scripts().await?;
    naomi.shot("ready").await?;
    world.set_clock("2026-09-07T08:01:00Z")?;
    let review = json!({
        "pull_request": pull, "sender": Payloads::user(DRI),
        "review": { "user": Payloads::user(DRI), "state": "approved", "submitted_at": "2026-09-07T08:00:00Z", "commit_id": shas[1] },
    });
    let payload = told_by
        .payloads
        .payload("pull_request_review", Some("submitted"), review)?;
    told_by.repository.deliver("pull_request_review", &payload).await?;
    world.set_clock("2026-09-07T09:00:00Z")?;
    let merged_at = "2026-09-07T08:32:00Z";
    for (field, value) in [
        ("merged", json!(true)),
        ("state", json!("closed")),
        ("merged_at", json!(merged_at)),
        ("closed_at", json!(merged_at)),
        ("updated_at", json!(merged_at)),
        ("merged_by", json!(Payloads::user(DRI))),
    ] {
        pull[field] = value;
    }
    told_by.happened("closed", json!({ "pull_request": pull })).await?;

    // The numbers have it: one cycle, an hour and a half.
    comes_to_see(hanna, "metrics/review-cycles", &format!("#{NUMBER}")).await?;
    comes_to_see(hanna, "metrics/cycle-time", &format!("#{NUMBER}")).await?;
    hanna.sees("1.5 h").await?;
    hanna.accessible_if_scripts().await?;
    ensure!(
        host.comments(NUMBER).len() == 1 && host.comments(OF_A_FORK).len() == 1 && host.written() == (2, 1),
        "{:?}",
        host.written()
    );
    for person in people {
        person.leave().await?;
    }
    program.stop().await?;
    world.end().await
}

#[tokio::test]
async fn whoever_sets_a_repository_up_sees_what_arrives_as_it_comes() -> Result {
    arrives("arrives", true).await
}

#[tokio::test]
async fn whoever_sets_a_repository_up_sees_what_arrived_without_scripts() -> Result {
    arrives("arrives-plain", false).await
}

/// A repository that nothing has come from yet.
const NEW: &str = "example-ferries/timetable";

/// Begins to connect a third repository.
const TYPE: &str = "(() => {
    const field = document.querySelector('form[action=\"/do/data/connect\"] [name=repository]');
    field.closest('details').open = true;
    field.value = 'example-ferries/half';
    field.focus();
})()";
/// Adds up from now on by how much the page moves.
const WATCH: &str = "(() => {
    window.moved = 0;
    new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) window.moved += shift.value;
    }).observe({ type: 'layout-shift' });
})()";
/// Where the focus is, whether its fold is open, what is typed there, and by how much the page has moved.
const STANDS: &str = "(() => {
    const on = document.activeElement;
    return [on.name || on.id, on.closest('details')?.open ?? null, on.value || null, window.moved];
})()";

/// A repository is set up, and its first deliveries come while the page is open: one that is fine, one with a wrong signature, and two
/// that cannot be read.
async fn arrives(name: &str, scripts: bool) -> Result {
    let world = World::new(name, scripts, "2026-09-07T07:00:00Z").await?;
    let host = CodeHost::start().await?;
    let program = world.example_that_calls(&host.address).await?;
    let hanna = world.person_with("hanna", &program, 1440, 900, "light").await?;
    let phone = world.person_with("hanna-phone", &program, 390, 664, "dark").await?;
    for person in [&hanna, &phone] {
        person.sign_in("hanna@example.com", PASSWORD).await?;
    }
    hanna.open(&format!("{PILOT}/data")).await?;
    hanna.submit("data/connect", &[("repository", NEW)]).await?;
    hanna.sees("Nothing has arrived yet").await?;
    let repository = Repository::new(&hanna.shown_link().await?, &hanna.shown_secret().await?, NEW);
    phone.open(&format!("{PILOT}/data")).await?;
    if scripts {
        for person in [&hanna, &phone] {
            person.waits_for_islands().await?;
            person.waits_for("Live. Updated", Duration::from_secs(10)).await?;
        }
        hanna.page.evaluate_expression(TYPE).await?;
    }
    shots(&hanna, &phone, "before").await?;
    if scripts {
        hanna.page.evaluate_expression(WATCH).await?;
    }

    world.set_clock("2026-09-07T07:05:00Z")?;
    let at = "2026-09-07T07:04:00Z";
    repository.push("notes", &"a".repeat(40), AUTHOR, at).await?;
    let body = repository.push_of("notes", &"b".repeat(40), AUTHOR, at).to_string();
    let forged = repository.post("push", "forged-1", body.as_bytes(), "another secret");
    ensure!(forged.await? == 401);
    let arrived = "push on Mon 7 Sep 2026, 09:05 CEST";
    if scripts {
        for person in [&hanna, &phone] {
            person.waits_for(arrived, Duration::from_secs(15)).await?;
            person
                .waits_for("The signature does not fit.", Duration::from_secs(15))
                .await?;
            person.sees_not("Nothing has arrived yet").await?;
        }
        let stands: Value = hanna.page.evaluate::<(), _>(STANDS, None).await?;
        ensure!(
            stands[0] == "repository" && stands[1] == true && stands[2] == "example-ferries/half",
            "{stands}"
        );
        ensure!(stands[3].as_f64().is_some_and(|moved| moved < 0.02), "{stands}");
        hanna
            .waits_for(&format!("Deliveries of {NEW} arrive."), Duration::from_secs(5))
            .await?;
    } else {
        hanna.sees("Nothing has arrived yet").await?;
        comes_to_see(&hanna, "data", arrived).await?;
        hanna.sees("The signature does not fit.").await?;
    }
    hanna.accessible_if_scripts().await?;
    phone.accessible_if_scripts().await?;
    shots(&hanna, &phone, "after").await?;

    // What cannot be read is given up after five attempts, which take some minutes.
    let unreadable = async |guid: &str, then: &str| -> Result {
        let status = repository.post("pull_request", guid, b"{}", &repository.secret).await?;
        ensure!(status == 202);
        world.set_clock(then)
    };
    unreadable("broken-1", "2026-09-07T07:30:00Z").await?;
    if scripts {
        hanna.waits_for("2, 1 failed", Duration::from_secs(30)).await?;
        let stand =
            format!("document.querySelector('[aria-label=\"Deliveries of {NEW} that failed\"] button').focus()");
        hanna.page.evaluate_expression(&stand).await?;
        let on: Value = hanna.page.evaluate::<(), _>(STANDS, None).await?;
        unreadable("broken-2", "2026-09-07T08:00:00Z").await?;
        hanna.waits_for("3, 2 failed", Duration::from_secs(30)).await?;
        let stands: Value = hanna.page.evaluate::<(), _>(STANDS, None).await?;
        ensure!(
            stands[0] == on[0] && on[0].as_str().is_some_and(|id| id.starts_with("replay-")),
            "{on} {stands}"
        );
        hanna.accessible_if_scripts().await?;
    } else {
        comes_to_see(&hanna, "data", "2, 1 failed").await?;
        hanna.sees("Deliveries that failed").await?;
    }
    shots(&hanna, &phone, "failed").await?;
    for person in [hanna, phone] {
        person.leave().await?;
    }
    program.stop().await?;
    world.end().await
}

async fn shots(hanna: &Person, phone: &Person, when: &str) -> Result {
    hanna.shot(&format!("arrives-{when}")).await?;
    phone.shot(&format!("arrives-{when}-phone")).await
}

/// The sponsor connects the repository and enters a token.
async fn connect(hanna: &Person, host: &CodeHost) -> Result<Repository> {
    hanna.open(&format!("{PILOT}/data")).await?;
    hanna.submit("data/connect", &[("repository", REPOSITORY)]).await?;
    for event in ["Merge groups", "Check runs", "Statuses"] {
        hanna.sees(event).await?;
    }
    let (address, secret) = (hanna.shown_link().await?, hanna.shown_secret().await?);
    hanna
        .submit("data/set_token", &[("api_url", &host.address), ("token", TOKEN)])
        .await?;
    hanna.sees("The token is kept, encrypted.").await?;
    hanna.accessible_if_scripts().await?;
    hanna.shot("connected").await?;
    Ok(Repository::new(&address, &secret, REPOSITORY))
}

/// The page that somebody is at, without the pilot's part of its address.
fn path_of(person: &Person) -> Result<String> {
    let url = person.page.url();
    let (_, path) = url.split_once(&format!("{PILOT}/")).context("a page of the pilot")?;
    Ok(path.to_owned())
}
