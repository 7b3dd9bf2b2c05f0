//! The section editor over HTTP: drafts, preview, merge and conflict, as forms without scripts and as the
//! editor's script asks.

use domain::ids::PilotId;
use domain::person::Role;
use http::{Method, StatusCode, header};
use sqlx::PgPool;

use crate::support::{Actor, Answer, TestApp, encode, now};

/// A pilot of Dana's with a second sponsor.
async fn two_writers(app: &TestApp) -> (Actor, Actor, String) {
    app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let dana = app.person(ada, "dana@example.com", None).await;
    let (pilot, slug) = app.pilot(app.id("dana@example.com").await, "Checkout").await;
    let ben = writer(app, pilot, "ben@example.com").await;
    (dana, ben, slug)
}

async fn writer(app: &TestApp, pilot: PilotId, email: &str) -> Actor {
    let dana = app.id("dana@example.com").await;
    app.person(dana, email, Some((pilot, Role::Sponsor, None))).await
}

/// Asks as the editor's script does.
async fn asked(actor: &Actor, endpoint: &str, fields: &[(&str, &str)]) -> Answer {
    let request = actor
        .request(Method::POST, &format!("/do/{endpoint}"))
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::REFERER, "http://127.0.0.1:8080/p/checkout/proposal");
    let mut request = request.body(encode(fields).into()).expect("a request");
    request
        .headers_mut()
        .insert(header::ACCEPT, header::HeaderValue::from_static("application/json"));
    actor.send(request).await
}

/// The key of the third section, its heading line and text.
fn section() -> (String, String) {
    let body = domain::template::body();
    let section = domain::document::sections(&body).swap_remove(2);
    (section.key, section.text)
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_draft_is_kept_and_shown_to_its_writer_alone(pool: PgPool) {
    let app = TestApp::new(&pool);
    let (dana, ben, slug) = two_writers(&app).await;
    let (key, text) = section();
    let page = format!("/p/{slug}/proposal/edit/{key}");
    let half = format!("{text}\nHalf a sentence</textarea>");
    let fields = [
        ("pilot", slug.as_str()),
        ("section", &key),
        ("base", "1"),
        ("new_text", &half),
        ("change_summary", "Half"),
    ];
    let entries = app.count("select count(*) from activity").await;
    let kept = asked(&dana, "proposal/keep_draft", &fields).await;
    kept.is(StatusCode::OK)
        .says("Draft saved 10:00 CET")
        .says("\"newest\":1");
    assert_eq!(kept.header("content-type"), "application/json");
    assert_eq!(app.count("select count(*) from activity").await, entries);
    dana.get(&page)
        .await
        .is(StatusCode::OK)
        .says("Half a sentence&lt;/textarea>")
        .says("This is your draft from Mon 2 Mar 2026, 10:00 CET")
        .says("Save as revision 2");
    dana.get(&format!("/p/{slug}/proposal")).await.says("Go on with");
    assert!(!ben.get(&page).await.text.contains("Half a sentence"));
    assert!(
        !ben.get(&format!("/p/{slug}/proposal/kept"))
            .await
            .text
            .contains("Half a sentence")
    );
    dana.post(
        "proposal/drop_draft",
        &[
            ("pilot", &slug),
            ("section", &key),
            ("base", "1"),
            ("draft", "1"),
            ("turn", "1"),
        ],
    )
    .await
    .goes_to(&format!("/p/{slug}/proposal"));
    assert!(!dana.get(&page).await.text.contains("Half a sentence"));

    // The same by buttons, without a script.
    let keep = [&fields[..], &[("then", "keep")]].concat();
    dana.post("proposal/revise", &keep)
        .await
        .goes_to(&format!("{page}?base=1&draft=2"));
    dana.get(&page).await.says("Half a sentence").says("The draft is kept.");
    let preview = [
        &fields[..3],
        &[("new_text", "## Other\n\n*Leaning* [Date]"), ("then", "preview")],
    ]
    .concat();
    dana.post("proposal/revise", &preview)
        .await
        .goes_to(&format!("{page}?base=1&draft=2#section_preview"));
    dana.get(&page)
        .await
        .says("<em>Leaning</em>")
        .says("[Date] is still to be filled.");
    assert_eq!(app.count("select count(*) from revision").await, 1);
}

/// Two windows of one person on one section, without scripts: neither overwrites the other.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_windows_of_one_writer_keep_both_texts(pool: PgPool) {
    let app = TestApp::new(&pool);
    let (dana, _, slug) = two_writers(&app).await;
    let (key, text) = section();
    let page = format!("/p/{slug}/proposal/edit/{key}");
    let hidden = |page: &str, name: &str| {
        let field = format!("name=\"{name}\" value=\"");
        let from = page.find(&field).expect("the field") + field.len();
        page[from..].split('"').next().expect("a value").to_owned()
    };
    let keep = |shown: String, words: &'static str, then: &'static str| {
        let (dana, slug, key, text) = (dana.clone(), slug.clone(), key.clone(), text.clone());
        async move {
            let typed = format!("{text}\n{words}\n");
            let (window, draft, turn) = (
                hidden(&shown, "window"),
                hidden(&shown, "draft"),
                hidden(&shown, "turn"),
            );
            let fields = [
                ("pilot", slug.as_str()),
                ("section", &key),
                ("last", &key),
                ("base", "1"),
                ("new_text", &typed),
                ("window", &window),
                ("draft", &draft),
                ("turn", &turn),
                ("then", then),
            ];
            dana.post("proposal/revise", &fields).await
        }
    };
    let (one, two) = (dana.get(&page).await.text.clone(), dana.get(&page).await.text.clone());
    keep(one.clone(), "Crocus of one.", "keep")
        .await
        .goes_to(&format!("{page}?base=1&draft=1"));
    keep(two.clone(), "Dahlia of two.", "keep")
        .await
        .goes_to(&format!("{page}?base=1&draft=2"));
    let shown = dana.get(&format!("{page}?base=1&draft=2")).await;
    shown
        .is(StatusCode::OK)
        .says("Dahlia of two.")
        .says("You have another draft of this section")
        .says("This text is kept. You have another draft of this section")
        .says(&format!("{page}?base=1&amp;draft=1"));
    assert!(!shown.text.contains("Crocus"), "{}", shown.text);
    let shown = dana.get(&format!("{page}?base=1&draft=1")).await;
    shown.says("Crocus of one.");
    let kept = dana.get(&format!("/p/{slug}/proposal/kept")).await;
    kept.says("Crocus of one.")
        .says("Dahlia of two.")
        .says("draft=1")
        .says("draft=2");

    // A window that was opened before the other wrote cannot throw that away.
    let (window, draft, turn) = (
        hidden(&shown.text, "window"),
        hidden(&shown.text, "draft"),
        hidden(&shown.text, "turn"),
    );
    keep(shown.text.clone(), "Crocus, and more.", "keep").await;
    keep(one, "Crocus from behind.", "keep")
        .await
        .goes_to(&format!("{page}?base=1&draft=3"));
    let fields = [
        ("pilot", slug.as_str()),
        ("section", &key),
        ("base", "1"),
        ("window", "another"),
        ("draft", &draft),
        ("turn", &turn),
    ];
    let refused = dana.post("proposal/drop_draft", &fields).await;
    dana.get(refused.location())
        .await
        .says("This draft was changed in another window. Read it before you throw it away.")
        .says("Crocus, and more.");
    let fields = [
        &fields[..3],
        &[("window", window.as_str()), ("draft", &draft), ("turn", &turn)],
    ]
    .concat();
    dana.post("proposal/drop_draft", &fields)
        .await
        .goes_to(&format!("/p/{slug}/proposal"));

    // Saving one leaves the other.
    keep(two, "Dahlia of two.", "save")
        .await
        .goes_to(&format!("/p/{slug}/proposal"));
    let kept = dana.get(&format!("/p/{slug}/proposal/kept")).await;
    kept.says("Crocus from behind.");
    assert!(
        !kept.text.contains("Crocus, and more.") && !kept.text.contains("Dahlia"),
        "{}",
        kept.text
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_preview_is_for_writers_sanitised_and_bounded(pool: PgPool) {
    let app = TestApp::new(&pool);
    let (dana, _, slug) = two_writers(&app).await;
    let (key, _) = section();
    let ask = |text: String| {
        let (dana, slug, key) = (dana.clone(), slug.clone(), key.clone());
        async move {
            let fields = [
                ("pilot", slug.as_str()),
                ("section", &key),
                ("base", "1"),
                ("new_text", &text),
            ];
            asked(&dana, "proposal/preview", &fields).await
        }
    };
    let shown = ask("## Mine\n\n<script>alert(1)</script> [x](javascript:alert(1))".to_owned()).await;
    shown.is(StatusCode::OK).says("Mine");
    assert!(
        shown.text.contains("&lt;script") && !shown.text.contains("<script") && !shown.text.contains("<a href"),
        "{}",
        shown.text
    );
    ask("x".repeat(65_537))
        .await
        .is(StatusCode::OK)
        .says("The text is 1 byte too long. A section can be at most 64 KiB");
    ask(format!("## A\n\n{}", "> ".repeat(60)))
        .await
        .is(StatusCode::OK)
        .says("quoted more than");
    let fields = [
        ("pilot", slug.as_str()),
        ("section", &key),
        ("base", "1"),
        ("new_text", "x"),
    ];
    let nobody = asked(&app.anonymous(), "proposal/preview", &fields).await;
    assert_eq!((nobody.status, nobody.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    let ada = app.signed_in("ada@example.com").await;
    asked(&ada, "proposal/preview", &fields).await.is(StatusCode::NOT_FOUND);
    asked(&dana, "proposal/preview", &[("pilot", slug.as_str()), ("base", "9")])
        .await
        .is(StatusCode::NOT_FOUND);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_edits_meet_in_the_text_or_on_a_page(pool: PgPool) {
    let app = TestApp::new(&pool);
    let (dana, ben, slug) = two_writers(&app).await;
    let (key, text) = section();
    let send = |actor: &Actor, base: &'static str, text: String, more: Vec<(&'static str, String)>| {
        let (actor, slug, key) = (actor.clone(), slug.clone(), key.clone());
        async move {
            let mut fields = vec![
                ("pilot", slug),
                ("section", key),
                ("base", base.to_owned()),
                ("new_text", text),
            ];
            fields.extend(more);
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            actor.post("proposal/revise", &fields).await
        }
    };
    let heading = text.lines().next().expect("a heading").to_owned();
    let renamed = text.replacen(&heading, "## Under another name", 1);
    send(&ben, "1", renamed, vec![])
        .await
        .goes_to(&format!("/p/{slug}/proposal"));
    // The section has another name by now; Dana's page, her draft and her edit are still about it.
    dana.get(&format!("/p/{slug}/proposal/edit/{key}"))
        .await
        .is(StatusCode::OK)
        .says("You are writing on revision 1.");
    send(&dana, "1", format!("{text}Dana's last word.\n"), vec![])
        .await
        .goes_to(&format!("/p/{slug}/proposal"));
    dana.get(&format!("/p/{slug}/proposal"))
        .await
        .says("Saved as revision 3. Revision 2 was saved while you were writing. Both are in the text.")
        .says(&format!("/p/{slug}/proposal/compare/1/2"))
        .says("Under another name")
        .says("Dana's last word.");

    // The same line: the one who comes second decides.
    let mine = text.replacen(&heading, "## Under a third name", 1);
    let answer = send(&dana, "1", mine, vec![]).await;
    let conflict = format!("/p/{slug}/proposal/conflict/1");
    answer.goes_to(&conflict);
    let page = dana.get(&conflict).await;
    page.is(StatusCode::OK)
        .says("Under a third name")
        .says("Under another name")
        .says("Save as revision 4");
    assert!(
        page.text.contains("name=\"section\" value=\"under-another-name\""),
        "{}",
        page.text
    );
    ben.get(&conflict).await.is(StatusCode::NOT_FOUND);
    // A third edit while the page is open: the result meets it.
    let third = text
        .replacen(&heading, "## Under another name", 1)
        .replacen("\n\n", "\n\nBen was here.\n\n", 1);
    let fields = [
        ("pilot", slug.as_str()),
        ("section", "under-another-name"),
        ("base", "3"),
        ("new_text", &third),
    ];
    ben.post("proposal/revise", &fields).await;
    let result = format!("## Under both names\n\n{}", text.split_once("\n\n").expect("a text").1);
    let fields = [
        ("pilot", slug.as_str()),
        ("section", "under-another-name"),
        ("last", "under-another-name"),
        ("base", "3"),
        ("new_text", &result),
        ("conflict", "1"),
    ];
    dana.post("proposal/revise", &fields)
        .await
        .goes_to(&format!("/p/{slug}/proposal"));
    let read = dana.get(&format!("/p/{slug}/proposal")).await;
    read.says("Under both names").says("Ben was here.");
    dana.get(&format!("/p/{slug}/proposal/kept"))
        .await
        .says("You can still read what lost until Wed 1 Apr 2026, 11:00 CEST")
        .says("Under a third name");
    dana.get(&conflict)
        .await
        .goes_to(&format!("/p/{slug}/proposal/kept#text_1"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn deleting_is_asked_for_and_moving_is_a_revision(pool: PgPool) {
    let app = TestApp::new(&pool);
    let (dana, _, slug) = two_writers(&app).await;
    let (key, _) = section();
    let fields = [
        ("pilot", slug.as_str()),
        ("section", &key),
        ("base", "1"),
        ("new_text", " \n"),
    ];
    let page = format!("/p/{slug}/proposal/delete/{key}?base=1");
    dana.post("proposal/revise", &fields).await.goes_to(&page);
    dana.get(&page)
        .await
        .is(StatusCode::OK)
        .says("Delete this section?")
        .says("as revision 2");
    dana.post("proposal/delete_section", &fields[..3])
        .await
        .goes_to(&format!("/p/{slug}/proposal"));
    dana.get(&page).await.goes_to(&format!("/p/{slug}/proposal"));
    assert_eq!(app.count("select count(*) from draft").await, 0);

    let page = dana.get(&format!("/p/{slug}/proposal/order")).await;
    page.is(StatusCode::OK);
    assert!(!page.text.contains("Save this order"), "nothing is moved yet");
    let moved = dana
        .get(&format!("/p/{slug}/proposal/order?base=2&order=0.2.1.3"))
        .await;
    moved.is(StatusCode::OK);
    let body = store::proposal::latest(&pool, PilotId(1))
        .await
        .expect("revision 2")
        .body;
    let mut keys: Vec<String> = domain::document::sections(&body)
        .into_iter()
        .map(|section| section.key)
        .collect();
    keys.swap(1, 2);
    let fields = [("pilot", slug.as_str()), ("order", &keys.join(" "))];
    dana.post("proposal/reorder", &fields)
        .await
        .goes_to(&format!("/p/{slug}/proposal"));
    let body = store::proposal::latest(&pool, PilotId(1))
        .await
        .expect("revision 3")
        .body;
    assert!(
        domain::document::sections(&body)
            .into_iter()
            .map(|section| section.key)
            .eq(keys)
    );

    let fields = [("pilot", slug.as_str()), ("base", "3"), ("new_text", "No heading.")];
    let answer = dana.post("proposal/revise", &fields).await;
    let page = dana.get(answer.location()).await;
    page.is(StatusCode::OK).says("Begin with a heading").says("No heading.");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_typed_while_the_pilot_starts_is_kept(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    store::testing::started_pilot(&app.pool, now()).await.expect("a pilot");
    let (dana, slug) = (app.played_by("dana").await, "checkout");
    let (key, text) = section();
    let late = format!("{text}Too late.\n");
    let fields = [("pilot", slug), ("section", &key), ("base", "1"), ("new_text", &late)];
    let kept = format!("/p/{slug}/proposal/kept");
    dana.post("proposal/revise", &fields).await.goes_to(&kept);
    dana.get(&kept)
        .await
        .is(StatusCode::OK)
        .says("Too late.")
        .says("The pilot has started");
    dana.get(&format!("/p/{slug}/proposal/edit/{key}")).await.goes_to(&kept);
}
