//! The proposal's pages: comparing, restoring, marking as read, and the Markdown as a file.

use domain::markdown::diff;
use domain::proposal::{Imported, import};
use http::StatusCode;
use sqlx::PgPool;

use crate::support::{Actor, TestApp};

/// A pilot of Ada's, in revision 2, and somebody who is in no pilot.
async fn world(pool: &PgPool) -> (TestApp, Actor, Actor) {
    let app = TestApp::new(pool);
    let ada = app.set_up().await;
    let id = app.id("ada@example.com").await;
    let (_, slug) = app.pilot(id, "Checkout").await;
    assert_eq!(slug, "checkout");
    let oscar = app.person(id, "oscar@example.com", None).await;
    ada.post(
        "proposal/revise",
        &[
            ("pilot", "checkout"),
            ("base", "1"),
            (
                "new_text",
                "## Another [day](https://one.example/)\n\nIt *lasts* a day.",
            ),
            ("change_summary", "A day more"),
        ],
    )
    .await
    .is(StatusCode::SEE_OTHER);
    (app, ada, oscar)
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_markdown_of_a_revision_is_a_file_for_members(pool: PgPool) {
    let (app, ada, oscar) = world(&pool).await;
    let one = "/p/checkout/proposal/r/1/markdown";
    let plain = ada.get(one).await;
    plain.is(StatusCode::OK);
    assert_eq!(plain.text, domain::template::body().as_str());
    for (name, value) in [
        ("content-type", "text/markdown; charset=utf-8"),
        ("content-disposition", "attachment; filename=\"checkout-revision-1.md\""),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(plain.header(name), value);
    }
    let with_terms = ada.get(&format!("{one}?with=terms")).await;
    let imported = import(&with_terms.text).expect("fits");
    assert!(matches!(imported, Imported::Exported { .. }));
    assert_eq!(imported.is_whole(), Some(true));
    for path in [
        "/p/checkout/proposal/r/9/markdown",
        "/p/checkout/proposal/r/x/markdown",
        "/p/nowhere/proposal/r/1/markdown",
    ] {
        ada.get(path).await.is(StatusCode::NOT_FOUND);
    }
    oscar.get(one).await.is(StatusCode::NOT_FOUND);
    app.anonymous().get(one).await.is(StatusCode::UNAUTHORIZED);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_exported_file_starts_a_pilot_that_is_said_to_be_the_same(pool: PgPool) {
    let (app, ada, _) = world(&pool).await;
    let file = ada.get("/p/checkout/proposal/r/2/markdown?with=terms").await.text;
    let add = async |name: &str, document: &str| {
        let fields = [("name", name), ("zone", "UTC"), ("document", document)];
        ada.post("pilot/add", &fields).await.is(StatusCode::SEE_OTHER);
        let slug = name.to_lowercase();
        ada.get(&format!("/p/{slug}/proposal/understood")).await
    };
    add("Same", &file.replace('\n', "\r\n"))
        .await
        .says("exactly those of the exported revision 2");
    add("Changed", &format!("{file}\nMore.\n"))
        .await
        .says("were changed after that");
    let digests = app
        .count("select count(distinct digest) from revision join pilot using (pilot_id) where slug = 'same' or slug = 'checkout' and number = 2")
        .await;
    assert_eq!(digests, 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_comparison_is_rendered_and_can_be_chosen_without_scripts(pool: PgPool) {
    let (_, ada, _) = world(&pool).await;
    // Ada wrote both revisions: without a choice it is the last step.
    ada.get("/p/checkout/proposal/compare")
        .await
        .goes_to("/p/checkout/proposal/compare/1/2");
    ada.get("/p/checkout/proposal/compare?from=2&to=1")
        .await
        .goes_to("/p/checkout/proposal/compare/2/1");
    ada.get("/p/checkout/proposal/compare?from=2&to=x")
        .await
        .is(StatusCode::NOT_FOUND);
    let page = ada.get("/p/checkout/proposal/compare/1/2").await;
    page.says("a new section");
    page.says("sections: unchanged");
    page.says("<ins>It <em>lasts</em> a day.</ins>");
    page.says("Editorial.");
    page.says("id=\"change-2\"");
    let source = ada.get("/p/checkout/proposal/compare/1/2?view=source").await;
    source.says("<ins>It *lasts* a day.</ins>");
    let back = ada.get("/p/checkout/proposal/compare/2/1").await;
    back.says("<del>It <em>lasts</em> a day.</del>");
    assert_eq!(back.text.matches("<h1").count(), 1);
    assert!(
        diff::compare_rendered(&domain::template::body(), &domain::template::body())
            .iter()
            .all(|s| !s.is_changed())
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_reader_is_told_what_changed_since_and_looking_marks_nothing(pool: PgPool) {
    let (app, ada, _) = world(&pool).await;
    let id = app.id("ada@example.com").await;
    let pilot = store::pilot::find(&app.pool, "checkout", id, crate::support::now())
        .await
        .expect("answers");
    let pilot = pilot.expect("there").0.pilot_id;
    let olga = app
        .person(
            id,
            "olga@example.com",
            Some((pilot, domain::person::Role::Observer, None)),
        )
        .await;
    olga.get("/p/checkout/proposal").await.says("Mark revision 2 as read");
    olga.post("proposal/mark_read", &[("pilot", "checkout"), ("revision", "1")])
        .await
        .goes_to("/p/checkout/proposal");
    let before = app.count("select max(seq) from activity").await;
    for _ in 0..2 {
        let page = olga.get("/p/checkout/proposal").await;
        page.says("Changed since you last read (revision 1): ");
        page.says("Another day.");
    }
    olga.get("/p/checkout/proposal/compare")
        .await
        .goes_to("/p/checkout/proposal/compare/1/2");
    olga.post("proposal/mark_read", &[("pilot", "checkout"), ("revision", "2")])
        .await;
    let page = olga.get("/p/checkout/proposal").await;
    assert!(!page.text.contains("Changed since you last read"));
    assert_eq!(app.count("select max(seq) from activity").await, before);
    ada.get("/p/checkout/proposal").await.is(StatusCode::OK);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn restoring_shows_what_it_changes_and_names_the_act(pool: PgPool) {
    let (_, ada, _) = world(&pool).await;
    let page = ada.get("/p/checkout/proposal/r/1/restore").await;
    page.says("Restore revision 1 as revision 3");
    page.says("<del>It <em>lasts</em> a day.</del>");
    let form = [("pilot", "checkout"), ("revision", "1"), ("base", "2")];
    ada.post("proposal/restore", &form)
        .await
        .goes_to("/p/checkout/proposal");
    ada.get("/p/checkout/proposal")
        .await
        .says("Revision 1 is restored as revision 3.");
    let again = ada.post("proposal/restore", &form).await;
    ada.get(again.is_refused()).await.says("in the meantime");
    ada.get("/p/checkout/proposal/history")
        .await
        .says("Restored revision 1");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_cannot_be_seen_is_shown_wherever_the_text_is_and_can_be_removed(pool: PgPool) {
    let (app, ada, _) = world(&pool).await;
    let id = app.id("ada@example.com").await;
    let pilot = store::pilot::find(&app.pool, "checkout", id, crate::support::now())
        .await
        .expect("answers");
    let pilot = pilot.expect("there").0.pilot_id;
    let observer = Some((pilot, domain::person::Role::Observer, None));
    let olga = app.person(id, "olga@example.com", observer).await;
    let text = "## La\u{200b}ter\n\nIt takes \u{202e}skeew 8\u{202c}. 👩\u{200d}👧\n";
    let fields = [("pilot", "checkout"), ("base", "2"), ("new_text", text)];
    ada.post("proposal/revise", &fields).await.is(StatusCode::SEE_OTHER);
    for page in [
        "/p/checkout/proposal",
        "/p/checkout/proposal/r/3",
        "/p/checkout/proposal/compare/2/3",
        "/p/checkout/proposal/compare/2/3?view=source",
        "/p/checkout/proposal/comment?section=la-u-200b-ter",
    ] {
        let shown = olga.get(page).await;
        shown.is(StatusCode::OK).says("⟨U+202E⟩");
        assert!(!shown.text.contains(['\u{202e}', '\u{202c}', '\u{200b}']), "{page}");
    }
    let page = olga.get("/p/checkout/proposal").await;
    page.says("This revision holds 3 characters that cannot be seen.");
    page.says("👩\u{200d}👧");
    assert!(!page.text.contains("Remove them"));
    ada.get("/p/checkout/proposal").await.says("Remove them");
    ada.post("proposal/remove_unseen", &[("pilot", "checkout")])
        .await
        .goes_to("/p/checkout/proposal");
    let page = ada.get("/p/checkout/proposal").await;
    page.says("It takes skeew 8. 👩\u{200d}👧");
    assert!(!page.text.contains("cannot be seen."));
    ada.post("proposal/remove_unseen", &[("pilot", "checkout")])
        .await
        .is_refused();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn sections_named_like_the_page_do_not_take_its_ids(pool: PgPool) {
    let (_, ada, _) = world(&pool).await;
    let titles = [
        "Main",
        "Send",
        "Comments",
        "Term weeks",
        "new",
        "edit",
        "complete",
        "</title><b>",
        "🎉",
        "🎉",
    ];
    let text: String = titles.iter().map(|title| format!("## {title}\n\nx\n\n")).collect();
    let fields = [("pilot", "checkout"), ("base", "2"), ("new_text", text.as_str())];
    ada.post("proposal/revise", &fields).await.is(StatusCode::SEE_OTHER);
    let page = ada.get("/p/checkout/proposal").await;
    let mut ids: Vec<&str> = page
        .text
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id is there twice: {ids:?}");
    for key in [
        "section-main",
        "new",
        "edit",
        "complete",
        "title-b",
        "section",
        "section-2",
    ] {
        ada.get(&format!("/p/checkout/proposal/edit/{key}"))
            .await
            .is(StatusCode::OK);
    }
}

/// The margins of printed pages can only show what stands at the root.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn every_page_with_a_text_carries_its_line_for_paper(pool: PgPool) {
    let (_app, ada, _) = world(&pool).await;
    for (path, number) in [("/p/checkout/proposal", 2), ("/p/checkout/proposal/r/1", 1)] {
        for _ in 0..8 {
            let page = ada.get(path).await;
            let (_, root) = page.text.split_once("<html").expect("a root");
            let root = &root[..root.find('>').expect("its end")];
            assert!(
                root.contains(&format!(" data-paper=\"Checkout, revision {number}, ")),
                "{root}"
            );
        }
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn other_words_are_a_suggestion_and_the_same_words_are_none(pool: PgPool) {
    let (app, ada, _) = world(&pool).await;
    let words = "Product managers who ship";
    let page = ada
        .get("/p/checkout/proposal/comment?section=opening&quote=Product%20managers%20who%20ship")
        .await;
    page.says("Suggest this change")
        .says("To leave the words out, empty the field.");
    assert!(!page.text.contains("Comment or suggest") && !page.text.contains("type=\"checkbox\""));
    // The section stands as the proposal sets it, so that its paragraphs keep their distance.
    page.says("class=\"document\"><section>");
    let said = async |replacement: &str, suggest: &str| {
        let mut fields = vec![
            ("pilot", "checkout"),
            ("base", "2"),
            ("section", "opening"),
            ("quote", words),
            ("words", words),
            ("text", "Why so?"),
            ("replacement", replacement),
        ];
        if !suggest.is_empty() {
            fields.push(("suggest", suggest));
        }
        let answer = ada.post("comment/start", &fields).await;
        answer.is(StatusCode::SEE_OTHER);
        ada.get(answer.location()).await
    };
    said(words, "").await.says("Comment on");
    said("", "").await.says("Comment on");
    said("People who ship", "").await.says("Suggestion for");
    said("", "yes")
        .await
        .says("Suggestion for")
        .says("<del>Product managers who ship</del>");
    said(words, "yes").await.says("The text says this already.");
    let suggested = app
        .count("select count(*) from comment_thread where replacement is not null")
        .await;
    assert_eq!(suggested, 2);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_gap_is_asked_for_beside_its_line_and_brackets_fill_none(pool: PgPool) {
    let (_, ada, _) = world(&pool).await;
    let page = ada.get("/p/checkout/proposal/complete").await;
    page.says("For: [Name of the CTO or VP Engineering]");
    let send = async |value: &str| {
        let fields = [
            ("pilot", "checkout"),
            ("base", "2"),
            ("placeholder_1", "Name of the CTO or VP Engineering"),
            ("value_1", value),
        ];
        ada.post("proposal/complete", &fields).await
    };
    let refused = send("[x]").await;
    ada.get(refused.is_refused())
        .await
        .says("This is still a gap.")
        .says("value=\"[x]\"");
    send("Priya Nair").await.is(StatusCode::SEE_OTHER);
    ada.get("/p/checkout/proposal").await.says("Priya Nair");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_done_with_a_text_stands_where_it_begins(pool: PgPool) {
    let (_, ada, _) = world(&pool).await;
    let page = ada.get("/p/checkout/proposal").await;
    let (head, _) = page
        .text
        .split_once("</header>")
        .and_then(|(_, rest)| rest.split_once("</header>"))
        .expect("a head");
    for way in [
        "/p/checkout/proposal/history",
        "/p/checkout/proposal/compare/1/2",
        "/p/checkout/proposal/understood",
        "/p/checkout/proposal/r/2/markdown",
        "#send",
    ] {
        assert!(
            head.contains(&format!("href=\"{way}\"")),
            "{way} is not at the top: {head}"
        );
    }
}

/// Whatever stands in the margin, a list of the sections is in the left list, under the page's own entry, and nowhere else.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_contents_of_the_text_stand_in_the_left_list_of_its_page(pool: PgPool) {
    let (_, ada, _) = world(&pool).await;
    let page = ada.get("/p/checkout/proposal").await.text;
    let (_, left) = page.split_once("class=\"side-nav\"").expect("a left list");
    let (left, _) = left.split_once("</nav>").expect("its end");
    let (_, within) = left
        .split_once("aria-current=\"page\">Proposal")
        .expect("its own entry");
    let (_, list) = within.split_once("<ul class=\"contents\">").expect("the contents");
    let (list, after) = list.split_once("</ul>").expect("their end");
    assert!(list.contains("href=\"#another-day\""), "{list}");
    assert!(!after.contains("class=\"contents\""));
    let elsewhere = ada.get("/p/checkout/zone").await.text;
    assert!(!elsewhere.contains("class=\"contents\""));
}
