//! The evidence bundle: who gets which, what is in it, and that whatever is changed in one is found out.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::process::Command;

use app::password::Passwords;
use axum::body::Body;
use domain::evidence_bundle::{Manifest, digest, json};
use domain::person::Role;
use domain::proposal::{Imported, import, with_terms};
use domain::zone::{Matching, Policy};
use futures::StreamExt as _;
use http::{Method, StatusCode};
use server::evidence_bundle::{Reader, Writer};
use server::example::{self, Example, PASSWORD, PEOPLE};
use server::log::verify_bundle;
use sqlx::PgPool;
use store::testing;
use tower::ServiceExt as _;

use crate::support::{Actor, TestApp, now, statements};

const ADDRESS: &str = "/p/ferry-booking/evidence-bundle";

/// The example, decided, and its people.
async fn decided(pool: &PgPool) -> (TestApp, Vec<(Role, Actor)>) {
    let app = TestApp::new(pool);
    example::ensure(pool, &Passwords::default(), Example::Finished, now())
        .await
        .expect("the example");
    let mut people = Vec::new();
    for somebody in PEOPLE {
        let mut actor = app.anonymous();
        actor.name = somebody.name.to_owned();
        actor.sign_in(somebody.email, PASSWORD).await.goes_to("/");
        actor.get("/").await.is(StatusCode::OK);
        people.push((somebody.role, actor));
    }
    (app, people)
}

type Files = Vec<(String, Vec<u8>)>;

fn unpack(archive: &[u8]) -> Files {
    let mut reader = Reader::new(Cursor::new(archive)).expect("an archive");
    let names: Vec<String> = reader.names().map(str::to_owned).collect();
    let mut content = |name: &str| {
        let mut content = Vec::new();
        assert!(reader.unpack(name, 1 << 30, &mut content).expect("a file"));
        content
    };
    names.into_iter().map(|name| (name.clone(), content(&name))).collect()
}

fn pack(files: &Files) -> Vec<u8> {
    let mut writer = Writer::default();
    for (name, content) in files {
        writer.begin(name).expect("it is as it was written");
        writer.write(content).expect("it is as it was written");
        writer.end().expect("it is as it was written");
    }
    writer.finish().expect("it is as it was written");
    writer.written()
}

/// The files with a manifest that fits them.
fn mended(mut files: Files) -> Files {
    let (_, list) = files.pop().expect("the manifest is the last");
    let mut manifest =
        Manifest::read(std::str::from_utf8(&list).expect("it is as it was written")).expect("a manifest");
    for (name, content) in &files {
        if let Some(listed) = manifest.files.iter_mut().find(|listed| listed.name == *name) {
            listed.bytes = content.len() as u64;
            listed.sha256 = digest(content);
        }
    }
    files.push(("MANIFEST.json".to_owned(), json(&manifest).into_bytes()));
    files
}

/// How verifying ends, and what it says.
fn verified(archive: &[u8]) -> (u8, String) {
    let outcome = verify_bundle(Cursor::new(archive), Vec::new());
    (outcome.code(), outcome.to_string())
}

fn edit(files: &Files, name: &str, from: &str, to: &str) -> Files {
    let mut files = files.clone();
    let file = files.iter_mut().find(|(other, _)| other == name).expect(name);
    let text = String::from_utf8(file.1.clone()).expect("it is as it was written");
    assert!(text.contains(from), "{name}: {from}");
    file.1 = text.replacen(from, to, 1).into_bytes();
    files
}

fn text_of(files: &Files, name: &str) -> String {
    let (_, content) = files.iter().find(|(other, _)| other == name).expect(name);
    String::from_utf8(content.clone()).expect("it is as it was written")
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn each_member_has_a_bundle_that_verifies_with_what_they_may_read(pool: PgPool) {
    let (app, people) = decided(&pool).await;
    let notes: Vec<String> = sqlx::query_scalar("select note from answer where note <> ''")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert!(!notes.is_empty(), "somebody left a note");
    let mut hours = BTreeMap::new();
    for (role, actor) in &people {
        let answer = actor.get(ADDRESS).await;
        answer.is(StatusCode::OK);
        assert_eq!(answer.header("content-type"), "application/zip");
        let name = format!(
            "attachment; filename=\"ferry-booking-evidence-bundle-{}.zip\"",
            now().date_naive()
        );
        assert_eq!(answer.header("content-disposition"), name);
        assert_eq!(answer.header("cache-control"), "no-store");
        // The same facts, reader and moment are the same bytes.
        assert_eq!(answer.body, actor.get(ADDRESS).await.body);
        let (code, said) = verified(&answer.body);
        assert_eq!(code, 0, "{}: {said}", actor.name);
        for words in [
            format!(
                "The evidence bundle of ferry-booking is whole: 20 files, made 2026-03-02T09:00:00Z for {}",
                actor.name
            ),
            "what froze with the start, the frozen numbers, the decision.".to_owned(),
            "Page and tables were made again from them and are the same.".to_owned(),
        ] {
            let words = match role {
                // Neither pilot PMs nor observers read review hours.
                Role::PilotPm | Role::Observer => words.replace("20 files", "19 files"),
                _ => words,
            };
            assert!(said.contains(&words), "{words}: {said}");
        }
        let files = unpack(&answer.body);
        for (name, content) in &files {
            let content = String::from_utf8(content.clone()).unwrap();
            for note in &notes {
                assert!(!content.contains(note), "{name} of {} has the note {note}", actor.name);
            }
            assert!(!content.contains("@example.com"), "{name} has an address");
            assert!(
                !content.contains("enrolment.consent"),
                "{name} tells of an answer of a DRI"
            );
        }
        let page = text_of(&files, "index.html");
        for words in [
            "<title>Ferry booking",
            "Decision: iterate",
            "Example data",
            "Days from idea to first commit dropped by at least 30%",
            "countersign verify ferry-booking-evidence-bundle-2026-03-02.zip --head ",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        for never in ["<script", "http-equiv=\"refresh\"", " onload=", "src=", "<!>"] {
            assert!(!page.contains(never), "{never}");
        }
        let table = files.iter().find(|(name, _)| name == "review-hours.csv");
        let rows = table.map(|(_, content)| String::from_utf8(content.clone()).unwrap().lines().count() - 1);
        hours.insert(actor.name.clone(), (*role, rows));
    }
    let of = |role| {
        hours
            .values()
            .filter(move |(other, _)| *other == role)
            .map(|(_, rows)| *rows)
    };
    let all = of(Role::Sponsor).next().flatten().expect("the sponsor reads them");
    assert!(all > 0 && of(Role::Approver).all(|rows| rows == Some(all)), "{hours:?}");
    assert_eq!(
        of(Role::Dri).flatten().sum::<usize>(),
        all,
        "each DRI their own: {hours:?}"
    );
    assert!(
        of(Role::PilotPm).chain(of(Role::Observer)).all(|rows| rows.is_none()),
        "{hours:?}"
    );

    let hanna = app.id("hanna@example.com").await;
    let stranger = app.person(hanna, "stranger@example.com", None).await;
    stranger.get(ADDRESS).await.is(StatusCode::NOT_FOUND);
    people[0]
        .1
        .get("/p/nowhere/evidence-bundle")
        .await
        .is(StatusCode::NOT_FOUND);
    app.anonymous().get(ADDRESS).await.is(StatusCode::UNAUTHORIZED);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whatever_is_changed_in_a_bundle_is_found(pool: PgPool) {
    let (_app, people) = decided(&pool).await;
    let archive = people[0].1.get(ADDRESS).await.body;
    let files = unpack(&archive);
    assert_eq!(pack(&files), archive);
    assert_eq!(mended(files.clone()), files);

    for (place, (name, _)) in files.iter().enumerate() {
        // One letter, as it stands and with a manifest that fits it.
        let mut other = files.clone();
        let content = &mut other[place].1;
        let at = content.iter().rposition(u8::is_ascii_lowercase).expect("a letter");
        content[at] = if content[at] == b'x' { b'y' } else { b'x' };
        let (code, said) = verified(&pack(&other));
        match name.as_str() {
            "MANIFEST.json" => assert_ne!(code, 0, "{said}"),
            "activity.jsonl" => assert_ne!(code, 0, "{said}"),
            _ => assert!(code == 1 && said.contains(name), "{name}: {said}"),
        }
        if name != "MANIFEST.json" {
            let (code, said) = verified(&pack(&mended(other)));
            assert_ne!(code, 0, "{name}, with the manifest mended: {said}");
        }
        // Without it.
        let mut other = files.clone();
        other.remove(place);
        let (code, said) = verified(&pack(&other));
        match name.as_str() {
            "MANIFEST.json" => assert!(code == 2 && said.contains(name), "{said}"),
            _ => assert!(
                code == 1 && said.contains(&format!("{name}: MANIFEST.json lists it")),
                "{said}"
            ),
        }
    }

    for (name, expected) in [
        ("more.csv", "more.csv: MANIFEST.json does not list it"),
        ("../more.csv", "../more.csv: MANIFEST.json does not list it"),
        ("case.json", "case.json: it is in the archive twice"),
    ] {
        let mut other = files.clone();
        other.insert(1, (name.to_owned(), b"x".to_vec()));
        let (code, said) = verified(&pack(&other));
        assert!(code == 1 && said.contains(expected), "{said}");
    }
    for cut in [0, 3, 100, archive.len() / 2, archive.len() - 1] {
        assert_eq!(verified(&archive[..cut]).0, 2, "cut at {cut}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_lie_told_throughout_does_not_fit_the_log(pool: PgPool) {
    let (_app, people) = decided(&pool).await;
    let archive = people[0].1.get(ADDRESS).await.body;
    let files = unpack(&archive);
    let found = |files: Files, expected: &str| {
        let (code, said) = verified(&pack(&mended(files)));
        assert!(code == 1 && said.contains(expected), "{expected}: {said}");
    };

    // An entry of the log.
    found(
        edit(
            &files,
            "activity.jsonl",
            "\\\"choice\\\":\\\"iterate\\\"",
            "\\\"choice\\\":\\\"expand\\\"",
        ),
        "The activity log is broken at entry",
    );
    // The bar, in the text's terms, in their own file, and in the case.
    let Ok(Imported::Exported {
        body,
        mut terms,
        revision,
        digest: was,
    }) = import(&text_of(&files, "proposal.md"))
    else {
        panic!("a revision with its terms");
    };
    terms.commit_drop_percent = Some(10.into());
    let lie = domain::proposal::digest(&body, &terms);
    let mut other = edit(&files, "case.json", was.as_str(), lie.as_str());
    for (name, content) in [
        ("proposal.md", with_terms(revision, &body, &terms)),
        ("terms.json", json(&*terms)),
    ] {
        let place = other.iter().position(|(other, _)| other == name).expect("a file");
        other[place].1 = content.into_bytes();
    }
    found(other, "proposal.md: revision");
    for (name, from, to, expected) in [
        (
            "terms.json",
            "\"commit_drop_percent\": 30",
            "\"commit_drop_percent\": 10",
            "terms.json: they are not the terms of",
        ),
        (
            "start.json",
            "\"commit_drop_percent\":30",
            "\"commit_drop_percent\":10",
            "start.json: it is not the text that froze",
        ),
        (
            "snapshot.json",
            "\"commit_drop_percent\":30",
            "\"commit_drop_percent\":10",
            "snapshot.json: it is not what was frozen",
        ),
        (
            "case.json",
            "\"choice\": \"iterate\"",
            "\"choice\": \"expand\"",
            "case.json: the decision is not one that the log has",
        ),
        (
            "case.json",
            "\"verdict\": \"approve",
            "\"verdict\": \"decline",
            "case.json",
        ),
        (
            "zone.json",
            "\"items\": [",
            "\"items\": [ ",
            "zone.json: it is not written as such a file is",
        ),
        (
            "zone.json",
            "\"signed\": true",
            "\"signed\": false",
            "zone.json: Its version, its pilot, who signed it or how it matches was changed",
        ),
        ("pull-requests.csv", ",yes,", ",no,", "pull-requests.csv: made again"),
        (
            "numbers.json",
            "\"state\": \"not_met\"",
            "\"state\": \"met\"",
            "numbers.json: made again",
        ),
        ("index.html", "Not met", "Met", "index.html: made again"),
        (
            "definitions.md",
            "five metrics",
            "six metrics",
            "definitions.md: it is not written",
        ),
    ] {
        found(edit(&files, name, from, to), expected);
    }
    // Told in the zone with its own digests made anew.
    let zone = Policy::read(&text_of(&files, "zone.json")).expect("a policy");
    let lie = Policy::new(&zone.pilot, zone.version, Matching::NEWEST, &zone.items, !zone.signed);
    let mut other = files.clone();
    let file = other.iter_mut().find(|(name, _)| name == "zone.json");
    file.expect("zone.json").1 = lie.to_json().into_bytes();
    found(other, "zone.json: it is not what case.json says");
    // Said to be of a program that writes otherwise, it is not verified.
    let mut other = mended(edit(&files, "index.html", "Not met", "Met"));
    other = edit(&other, "MANIFEST.json", "\"program\": \"", "\"program\": \"9.");
    let (code, said) = verified(&pack(&other));
    assert!(code == 2 && said.contains("index.html is not what version"), "{said}");
    // Somebody else's log.
    found(
        edit(
            &files,
            "activity.jsonl",
            "\"pilot\":\"ferry-booking\"",
            "\"pilot\":\"another\"",
        ),
        "activity.jsonl: it is the log of another pilot",
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_program_tells_a_bundle_from_a_log_and_compares_a_head(pool: PgPool) {
    let (_app, people) = decided(&pool).await;
    let archive = people[0].1.get(ADDRESS).await.body;
    let manifest = text_of(&unpack(&archive), "MANIFEST.json");
    let head = Manifest::read(&manifest).expect("a manifest").head;
    let file = std::env::temp_dir().join(format!("countersign-bundle-{}", std::process::id()));
    let verify = |more: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_countersign"))
            .arg("verify")
            .arg(&file)
            .args(more)
            .env_remove("DATABASE_URL")
            .output()
            .unwrap();
        (
            out.status.code().unwrap(),
            String::from_utf8([out.stdout, out.stderr].concat()).unwrap(),
        )
    };
    std::fs::write(&file, &archive).unwrap();
    let kept = format!("{}:{}", head.seq, head.hash);
    let other = format!("{}:{}", head.seq, "0".repeat(64));
    let absent = format!("{}:{}", head.seq + 1, head.hash);
    for (more, code, words) in [
        (&[][..], 0, "only against a head that was kept elsewhere"),
        (&["--head", &kept], 0, ", as expected"),
        (&["--head", &head.hash], 0, ", as expected"),
        (&["--head", &other], 1, "its hash is not the one that was expected"),
        (&["--head", &absent], 1, "it was expected and is not in the log"),
    ] {
        let said = verify(more);
        assert!(said.0 == code && said.1.contains(words), "{more:?}: {said:?}");
    }
    std::fs::write(&file, &archive[..archive.len() - 7]).unwrap();
    let said = verify(&[]);
    assert!(
        said.0 == 2 && said.1.contains("Nothing was verified: it is no evidence bundle"),
        "{said:?}"
    );
    std::fs::write(&file, people[0].1.get("/p/ferry-booking/activity/export").await.body).unwrap();
    let said = verify(&["--head", &kept]);
    assert!(
        said.0 == 0 && said.1.contains("The exported log of ferry-booking is whole"),
        "{said:?}"
    );
    std::fs::remove_file(&file).unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_draft_has_a_bundle_and_what_nobody_can_see_is_shown_in_it(pool: PgPool) {
    let app = TestApp::new(&pool);
    let ada = app.set_up().await;
    let (_, slug) = app
        .pilot(app.id("ada@example.com").await, "=1+1 <b>Bold</b> \u{202e}desrever")
        .await;
    let address = format!("/p/{slug}/evidence-bundle");
    let answer = ada.get(&address).await;
    answer.is(StatusCode::OK);
    let (code, said) = verified(&answer.body);
    assert_eq!(code, 0, "{said}");
    let page = text_of(&unpack(&answer.body), "index.html");
    for words in [
        "&lt;b&gt;Bold&lt;/b&gt;",
        "There are none yet.",
        "Nobody has signed or sent anything yet.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains('\u{202e}'), "{page}");
    // Who asks; the log from its ends, with its people: the rest is held.
    let (_, asked) = statements(ada.get(&address)).await;
    assert!(asked.len() <= 4 + 1, "{asked:#?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn pages_where_people_look_offer_it(pool: PgPool) {
    let (_app, people) = decided(&pool).await;
    for page in ["activity", "decision", "readout"] {
        for (_, actor) in &people {
            actor
                .get(&format!("/p/ferry-booking/{page}"))
                .await
                .says("<a href=\"/p/ferry-booking/evidence-bundle\" download=\"\">Download the evidence bundle</a>")
                .says("countersign verify ferry-booking-evidence-bundle-2026-03-02.zip");
        }
    }
}

/// However long log and lists are, little of a bundle is held at once.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_long_bundle_goes_out_in_small_pieces(pool: PgPool) {
    let (app, people) = decided(&pool).await;
    // The frozen facts, with 500 pull requests of the new model.
    let (snapshot, frozen): (i64, String) =
        sqlx::query_as("select snapshot_id, programme from snapshot order by 1 desc limit 1")
            .fetch_one(&pool)
            .await
            .unwrap();
    let mut programme: serde_json::Value = serde_json::from_str(&frozen).unwrap();
    let pulls = programme["new_model"]["pull_requests"].as_array_mut().unwrap();
    let one = pulls[0].clone();
    for number in 0..500 {
        let mut more = one.clone();
        more["number"] = (10_000 + number).into();
        pulls.push(more);
    }
    let mut tx = pool.begin().await.unwrap();
    sqlx::query("set local session_replication_role = replica")
        .execute(&mut *tx)
        .await
        .unwrap();
    let text = programme.to_string();
    sqlx::query("update snapshot set programme = $2, digest = $3 where snapshot_id = $1")
        .bind(snapshot)
        .bind(&text)
        .bind(digest(text.as_bytes()))
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let hanna = app.id("hanna@example.com").await;
    let pilot = sqlx::query_scalar::<_, i64>("select pilot_id from pilot")
        .fetch_one(&pool)
        .await
        .unwrap();
    let entries = std::env::var("COUNTERSIGN_ENTRIES").map_or(1_200, |count| count.parse().unwrap());
    for _ in 0..entries {
        let entry = testing::Entry {
            pilot: Some(domain::ids::PilotId(pilot)),
            person: Some(hanna),
            at: now(),
            action: "proposal.keep_draft",
            detail: serde_json::json!({ "base": 3, "latest": 4, "section": "why_now" }),
        };
        testing::append(&pool, entry).await.unwrap();
    }
    let request = people[0].1.request(Method::GET, ADDRESS).body(Body::empty()).unwrap();
    let mut body = app
        .router
        .clone()
        .oneshot(request)
        .await
        .unwrap()
        .into_body()
        .into_data_stream();
    let (mut archive, mut largest) = (Vec::new(), 0);
    while let Some(piece) = body.next().await {
        let piece = piece.unwrap();
        largest = largest.max(piece.len());
        archive.extend_from_slice(&piece);
    }
    assert!(largest < 200_000, "a piece of {largest} bytes, of {}", archive.len());
    let files = unpack(&archive);
    assert_eq!(
        text_of(&files, "pull-requests.csv")
            .lines()
            .filter(|line| line.contains("#10"))
            .count(),
        500
    );
    assert!(text_of(&files, "activity.jsonl").lines().count() > entries);
    assert!(
        text_of(&files, "index.html").len() < 100_000,
        "long tables are cut on the page"
    );
    // What was changed behind the log is what it says.
    let (code, said) = verified(&archive);
    assert!(code == 1 && said.contains("froze numbers with another hash"), "{said}");
}

/// Numbers that were frozen by an edition that kept what somebody said before they changed it.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_answer_that_somebody_changed_is_in_no_bundle(pool: PgPool) {
    let app = TestApp::new(&pool);
    let pilot = example::halfway(&pool, &Passwords::default(), now())
        .await
        .expect("the pilot");
    let hanna = app.anonymous();
    hanna.sign_in(PEOPLE[0].email, PASSWORD).await.goes_to("/");
    let who = app.id(PEOPLE[0].email).await;
    let address = "/p/ferry-booking/evidence-bundle";
    let live = hanna.get(address).await;
    let (code, said) = verified(&live.body);
    assert!(code == 0 && said.contains("The numbers are not frozen"), "{said}");

    let programme = store::programme::load(&pool, pilot).await.expect("a programme");
    let mut earlier = programme.clone();
    let mut before = earlier.answers[0].clone();
    before.at -= chrono::Duration::minutes(1);
    before.score = if before.score == 1 { 2 } else { 1 };
    earlier.answers.insert(0, before);
    assert_eq!(earlier.with_answers_that_count(), programme.with_answers_that_count());
    let frozen = serde_json::to_string(&earlier).unwrap();
    let snapshot: i64 = sqlx::query_scalar(
        "insert into snapshot (pilot_id, programme, digest, taken_at, taken_by) values ($1, $2, $3, $4, $5) returning snapshot_id",
    )
    .bind(pilot.0)
    .bind(&frozen)
    .bind(digest(frozen.as_bytes()))
    .bind(now())
    .bind(who.0)
    .fetch_one(&pool)
    .await
    .unwrap();
    let entry = testing::Entry {
        pilot: Some(pilot),
        person: Some(who),
        at: now(),
        action: "readout.freeze",
        detail: serde_json::json!({ "sha256": digest(frozen.as_bytes()), "snapshot": snapshot }),
    };
    testing::append(&pool, entry).await.unwrap();
    let answer = hanna.get(address).await;
    let (code, said) = verified(&answer.body);
    assert!(
        code == 0 && said.contains("without answers that somebody changed"),
        "{said}"
    );
    let files = unpack(&answer.body);
    let text = text_of(&files, "snapshot.json");
    let read: domain::programme::Programme = serde_json::from_str(&text).unwrap();
    assert_eq!(read, programme.with_answers_that_count());
    assert!(text_of(&files, "index.html").contains("Earlier answers to the survey."));

    // What is frozen now can be verified to the letter.
    app.clock.set("2026-03-02T09:05:00Z");
    hanna.post("readout/take_snapshot", &[("pilot", "ferry-booking")]).await;
    let (code, said) = verified(&hanna.get(address).await.body);
    assert!(code == 0 && said.contains("the frozen numbers"), "{said}");
}
