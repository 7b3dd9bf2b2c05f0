//! The zone edited as a whole: a draft of one's own, everything wrong named at once, and two people at it.

use domain::person::Role;
use domain::zone::{Export, Limit, Policy};
use http::StatusCode;
use sqlx::PgPool;

use crate::support::{Actor, Answer, PASSWORD, TestApp, now};

/// The rows of the form as its page shows them, with these fields typed over.
pub async fn save(actor: &Actor, page: &str, act: &str, typed: &[(&str, &str)]) -> Answer {
    let shown = actor.get(page).await;
    let body = shown.text.clone();
    let form = body.split("action=\"/do/zone/save\"").nth(1).expect("the form");
    let form = form.split("</form>").next().expect("its end");
    let mut fields: Vec<(String, String)> = inputs(form);
    for (name, value) in typed {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields.push(("act".to_owned(), act.to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    actor.post("zone/save", &fields).await
}

/// Names and values of the fields of a form.
fn inputs(form: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split('"').next()?.to_owned())
    };
    let plain = |text: &str| text.replace("&quot;", "\"").replace("&amp;", "&").replace("<!>", "");
    let mut fields = Vec::new();
    for piece in form.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let Some(name) = attribute(tag, "name").filter(|_| !tag.starts_with("button")) else {
            if let Some(last) = fields
                .last_mut()
                .filter(|_| tag.starts_with("option") && tag.contains(" selected"))
            {
                let (_, value): &mut (String, String) = last;
                *value = attribute(tag, "value").unwrap_or_default();
            }
            continue;
        };
        let is_unchecked = tag.contains("\"checkbox\"") && !tag.contains(" checked");
        if !is_unchecked {
            let value = if tag.starts_with("textarea") {
                text.trim_start_matches('\n').to_owned()
            } else {
                attribute(tag, "value").unwrap_or_default()
            };
            fields.push((name, plain(&value)));
        }
    }
    fields
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_zone_is_one_draft_and_one_version(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let dana = app.person(ada, "dana@example.com", None).await;
    let (pilot, _) = app.pilot(app.id("dana@example.com").await, "Checkout").await;
    let sponsor = Some((pilot, Role::Sponsor, None));
    let sam = app.person(ada, "sam@example.com", sponsor).await;
    let page = "/p/checkout/zone/edit";

    // All that is wrong is named at once, and nothing of it is lost.
    let wrong = [("rules_1", "/a/\n!b\n{c}"), ("rules_2", "x//y")];
    let refused = save(&dana, page, "save", &wrong).await;
    let again = dana.get(refused.is_refused()).await;
    again
        .says("“!b” starts with !")
        .says("Item 1, path rules: ")
        .says("“{c}” contains {")
        .says("“x//y” has an empty folder name.");
    assert_eq!(
        inputs(&again.text)
            .iter()
            .find(|(name, _)| name == "rules_1")
            .map(|(_, value)| &**value),
        Some("/a/\n!b\n{c}")
    );

    // A draft is its writer's alone.
    save(&dana, page, "keep", &[("rules_1", "/mine/")]).await.goes_to(page);
    dana.get(page).await.says("This is your draft").says("/mine/");
    dana.get("/p/checkout/zone").await.says("Go on with your draft");
    let others = sam.get(page).await;
    assert!(!others.text.contains("/mine/"), "a draft is not shown to others");

    // Somebody else saves another item; the draft joins it.
    save(&sam, page, "save", &[("rules_2", "/theirs/")])
        .await
        .goes_to("/p/checkout/zone");
    save(&dana, page, "save", &[]).await.goes_to("/p/checkout/zone");
    dana.get("/p/checkout/zone")
        .await
        .says("Version 3")
        .says("/mine/")
        .says("/theirs/");
    let versions = app.count("select count(*) from zone_version").await;
    assert_eq!(versions, 3, "one version for each save");
    assert_eq!(app.count("select count(*) from zone_draft").await, 0);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_people_at_the_same_item_are_asked_about_it(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let dana = app.person(ada, "dana@example.com", None).await;
    let (pilot, _) = app.pilot(app.id("dana@example.com").await, "Checkout").await;
    let sponsor = Some((pilot, Role::Sponsor, None));
    let sam = app.person(ada, "sam@example.com", sponsor).await;
    let page = "/p/checkout/zone/edit";
    save(&dana, page, "keep", &[("rules_1", "/mine/"), ("rules_3", "/also/")])
        .await
        .goes_to(page);
    save(&sam, page, "save", &[("rules_1", "/theirs/"), ("removed_2", "yes")])
        .await
        .goes_to("/p/checkout/zone");

    let refused = save(&dana, page, "save", &[]).await;
    let asked = refused.is_refused().to_owned();
    dana.get(&asked)
        .await
        .says("sam@example.com changed this item while you were editing")
        .says("/theirs/")
        .says("/mine/")
        .says("/also/");
    assert_eq!(
        app.count("select count(*) from zone_version").await,
        2,
        "nothing was saved over"
    );
    // Saved again, knowing it: hers stands, and what he took out stays out.
    let page = dana.get(&asked).await;
    page.is(StatusCode::OK);
    save(&dana, &asked, "save", &[]).await.goes_to("/p/checkout/zone");
    let zone = dana.get("/p/checkout/zone").await;
    zone.says("Version 3").says("/mine/").says("/also/");
    assert!(!zone.text.contains("/theirs/"), "hers stands in its place");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_one_wrote_of_an_item_that_another_took_out_is_asked_about(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let dana = app.person(ada, "dana@example.com", None).await;
    let (pilot, _) = app.pilot(app.id("dana@example.com").await, "Checkout").await;
    let sponsor = Some((pilot, Role::Sponsor, None));
    let sam = app.person(ada, "sam@example.com", sponsor).await;
    let page = "/p/checkout/zone/edit";
    let mine = [("text_2", "Words of mine"), ("rules_2", "/mine/")];
    save(&dana, page, "keep", &mine).await.goes_to(page);
    save(&sam, page, "save", &[("removed_2", "yes")])
        .await
        .goes_to("/p/checkout/zone");
    let refused = save(&dana, page, "save", &[]).await;
    let asked = refused.is_refused().to_owned();
    dana.get(&asked)
        .await
        .says("sam@example.com took this item out or worded it anew while you were editing.")
        .says("Words of mine");
    save(&dana, &asked, "save", &[]).await.goes_to("/p/checkout/zone");
    dana.get("/p/checkout/zone/compare?from=2&to=3")
        .await
        .says("1 item added")
        .says("<ins>Words of mine</ins>")
        .says("<ins><code class=\"path\">/mine/</code></ins>");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_the_proposal_names_fills_a_row_of_the_draft(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let dana = app.person(ada, "dana@example.com", None).await;
    app.pilot(app.id("dana@example.com").await, "Checkout").await;
    let zone = "/p/checkout/zone";
    let of = |page: &Answer, name: &str| {
        let fields = inputs(&page.text);
        let found = fields.into_iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value).unwrap_or_default()
    };
    let shown = dana.get("/p/checkout/zone/edit").await;
    let (first, second) = (of(&shown, "text_1"), of(&shown, "text_2"));
    let rows: usize = shown.text.matches("<legend>Item ").count();
    assert!(
        !dana.get(zone).await.text.contains("Named in revision"),
        "all are there"
    );
    let both = [("removed_1", "yes"), ("removed_2", "yes")];
    save(&dana, "/p/checkout/zone/edit", "save", &both).await.goes_to(zone);
    let page = dana.get(zone).await;
    page.says("Named in revision 1 of the proposal, not here")
        .says("Add all 2 to your draft");
    let address = page.text.split("href=\"/p/checkout/zone/edit?add=").nth(1);
    let address = address.and_then(|rest| rest.split('"').next()).expect("a link");
    // One of them, in the first new row; nothing is saved yet.
    let edit = format!("/p/checkout/zone/edit?add={address}");
    let draft = dana.get(&edit).await;
    let new = |n: usize| format!("text_{}", rows - 2 + n);
    assert_eq!(of(&draft, &new(1)), first);
    assert_eq!(of(&draft, &new(1).replace("text", "was")), "");
    assert_eq!(of(&draft, &new(1).replace("text", "side")), "pm_zone");
    assert_eq!(of(&draft, &new(2)), "");
    // Both; what the draft has already does not come twice.
    save(&dana, &edit, "keep", &[]).await.goes_to("/p/checkout/zone/edit");
    let all = "/p/checkout/zone/edit?add_all=yes";
    let draft = dana.get(all).await;
    assert_eq!((of(&draft, &new(1)), of(&draft, &new(2))), (first, second));
    assert_eq!(of(&draft, &new(3)), "");
    save(&dana, all, "save", &[]).await.goes_to(zone);
    dana.get("/p/checkout/zone/compare?from=1&to=3")
        .await
        .says("items: unchanged");
    assert_eq!(app.count("select count(*) from zone_version").await, 3);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_versions_are_compared_by_item_and_rule(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let dana = app.person(ada, "dana@example.com", None).await;
    let (pilot, _) = app.pilot(app.id("dana@example.com").await, "Checkout").await;
    let olu = app
        .person(ada, "olu@example.com", Some((pilot, Role::Observer, None)))
        .await;
    let stranger = app.person(ada, "sten@example.com", None).await;
    let only = dana.get("/p/checkout/zone").await;
    assert!(!only.text.contains("zone/compare"), "there is nothing to compare with");
    olu.get("/p/checkout/zone/compare").await.says("No difference");

    let first = [("text_1", "Words people read"), ("rules_1", "/locales/\n/content/")];
    save(&dana, "/p/checkout/zone/edit", "save", &first)
        .await
        .goes_to("/p/checkout/zone");
    let second = [
        ("rules_1", "/locales/\n*.ftl"),
        ("side_2", "engineering_zone"),
        ("removed_3", "yes"),
    ];
    save(&dana, "/p/checkout/zone/edit", "save", &second)
        .await
        .goes_to("/p/checkout/zone");

    // From the list of versions, from the page of each, and without saying which.
    dana.get("/p/checkout/zone")
        .await
        .says("action=\"/p/checkout/zone/compare\"");
    dana.get("/p/checkout/zone/v/3")
        .await
        .says("/p/checkout/zone/compare?from=2&amp;to=3\">Compare with version 2<");
    let first = dana.get("/p/checkout/zone/v/1").await;
    assert!(!first.text.contains("zone/compare"), "nothing lies before it");
    for address in ["/p/checkout/zone/compare", "/p/checkout/zone/compare?from=2&to=3"] {
        olu.get(address)
            .await
            .is(StatusCode::OK)
            .says("<h1>Zone version 2 to 3</h1>")
            .says("1 item taken out, 1 moved to the other side, 1 with other path rules")
            .says("<li><code class=\"path\">/locales/</code></li>")
            .says("<li><del><code class=\"path\">/content/</code></del></li>")
            .says("<li><ins><code class=\"path\">*.ftl</code></ins></li>")
            .says("Moved from the PM zone to the Engineering zone.");
    }
    olu.get("/p/checkout/zone/compare?from=3&to=2")
        .await
        .says("1 item added, 1 moved to the other side, 1 with other path rules")
        .says("Moved from the Engineering zone to the PM zone.");
    olu.get("/p/checkout/zone/compare?from=1&to=1")
        .await
        .says("No difference");
    for unknown in ["from=1&to=4", "from=0&to=1", "from=x&to=1"] {
        let page = olu.get(&format!("/p/checkout/zone/compare?{unknown}")).await;
        page.is(StatusCode::NOT_FOUND);
        page.says("There is no such version")
            .says("it has versions 1 to 3")
            .says("<select id=\"from\"");
    }
    stranger
        .get("/p/checkout/zone/compare?from=1&to=2")
        .await
        .is(StatusCode::NOT_FOUND);
    olu.get("/p/nowhere/zone/compare").await.is(StatusCode::NOT_FOUND);
    app.anonymous()
        .get("/p/checkout/zone/compare")
        .await
        .goes_to("/sign-in?next=/p/checkout/zone/compare");
}

/// A path, and what git prints of a change in several forms: each file is judged, a rename on both its paths, and nothing is
/// recorded.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_change_is_tried_in_whatever_form_it_is_pasted(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let dana = app.person(ada, "dana@example.com", None).await;
    let (pilot, _) = app.pilot(app.id("dana@example.com").await, "Checkout").await;
    let olga = app
        .person(ada, "olga@example.com", Some((pilot, Role::Observer, None)))
        .await;
    let rules = [("text_1", "Words"), ("rules_1", "/web/locales/\n/docs/")];
    let saved = save(&dana, "/p/checkout/zone/edit", "save", &rules).await;
    saved.goes_to("/p/checkout/zone");
    let entries = app.count("select count(*) from activity").await;
    let tried = async |change: &str| {
        let answer = olga
            .post("zone/try", &[("pilot", "checkout"), ("change", change)])
            .await;
        olga.get(answer.is_refused()).await
    };

    let one = tried("web/locales/sv.json").await;
    one.says("web/locales/sv.json is in the PM zone: rule /web/locales/ of “Words”.");
    assert!(!one.text.contains("There is a problem"));
    // The form holds what was tried.
    assert!(one.text.contains(">\nweb/locales/sv.json</textarea>"), "{}", one.text);
    let moved = "M\tweb/locales/sv.json\r\nA\tweb/src/pay.ts\r\nR100\tweb/locales/da.json\tweb/src/da.json\r\nD\tdocs/old.md\r\n";
    tried(moved)
        .await
        .says("Outside the PM zone: of 4 files 2 are in the PM zone, 2 are not classified.")
        .says("Read as the output of git diff --name-status: 4 files.")
        .says("web/locales/da.json");
    let diff = "diff --git a/web/locales/sv.json b/web/locales/sv.json\nindex 1111111..2222222 100644\n--- a/web/locales/sv.json\n+++ b/web/locales/sv.json\n@@ -1,3 +1,3 @@\n {\n-  \"banner\": \"Fri frakt\"\n+  \"banner\": \"Fri frakt från 40\"\n }\n";
    tried(diff)
        .await
        .says("web/locales/sv.json is in the PM zone: rule /web/locales/ of “Words”.");
    tried("3\t1\tweb/locales/sv.json\nhello\n")
        .await
        .says("Outside the PM zone: of 1 file 1 is in the PM zone.")
        .says("Line 2 is no line of the output of git diff --numstat.");
    // As long as an address cannot be.
    let long: String = (0..400)
        .map(|n| format!("docs/packages/storefront-checkout/components/{n}.md\n"))
        .collect();
    tried(&long)
        .await
        .says("Inside the PM zone: of 400 files 400 are in the PM zone.")
        .says("300 of 400 files are shown");
    tried(" ").await.says("Paste a path, a list of paths or a diff.");
    tried(&"a/b\n".repeat(1 << 18)).await.says("Outside the PM zone");
    tried(&"a/b\n".repeat((1 << 18) + 1))
        .await
        .says("This is longer than 1 MB.");
    assert_eq!(app.count("select count(*) from activity").await, entries);
}

/// What is exported is what `countersign check` reads, and a member's alone.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn files_are_made_from_a_version(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let ada = app.id("ada@example.com").await;
    let dana = app.person(ada, "dana@example.com", None).await;
    let oscar = app.person(ada, "oscar@example.com", None).await;
    app.pilot(app.id("dana@example.com").await, "Checkout").await;
    let rules = [
        ("text_1", "Words"),
        ("rules_1", "/web/locales/"),
        ("limit_1", "copy_only"),
    ];
    save(&dana, "/p/checkout/zone/edit", "save", &rules)
        .await
        .goes_to("/p/checkout/zone");
    dana.get("/p/checkout/zone")
        .await
        .says("Copy only")
        .says("Version 2 is not signed by everybody yet, and the files say so.");
    let address = |file: &str| format!("/p/checkout/zone/export/{file}");
    let policy = dana.get(&address("zone.json")).await;
    policy.is(StatusCode::OK);
    for (name, value) in [
        ("content-type", "application/json"),
        ("content-disposition", "attachment; filename=\"zone.json\""),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(policy.header(name), value);
    }
    let read = Policy::read(&policy.text).expect("a policy");
    assert_eq!((read.version, read.signed), (2, false));
    assert_eq!(read.items[0].limit, Some(Limit::CopyOnly));
    let first = dana.get(&address("zone.json?version=1")).await;
    assert_eq!(Policy::read(&first.text).expect("a policy").version, 1);
    for export in Export::ALL {
        let file = dana.get(&address(export.as_str())).await;
        file.is(StatusCode::OK);
        assert_eq!(file.header("content-type"), export.content_type());
    }
    for path in ["zone", "zone.json?version=9", "zone.json?version=x"] {
        dana.get(&address(path)).await.is(StatusCode::NOT_FOUND);
    }
    dana.get("/p/nowhere/zone/export/zone.json")
        .await
        .is(StatusCode::NOT_FOUND);
    oscar.get(&address("zone.json")).await.is(StatusCode::NOT_FOUND);
    app.anonymous()
        .get(&address("zone.json"))
        .await
        .is(StatusCode::UNAUTHORIZED);
    // A limit that says nothing is named beside its field, and nothing typed is lost.
    let wrong = [("limit_1", "owned_keys"), ("keys_1", " ")];
    let refused = save(&dana, "/p/checkout/zone/edit", "save", &wrong).await;
    dana.get(refused.is_refused())
        .await
        .says("Item 1, keys it owns: Name the keys it owns, one per line.");
}

/// A DRI objects to a rule; it is told wherever somebody binds themselves, answered, and resolved by whoever raised it.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_objection_stands_where_people_sign_and_start_until_it_is_resolved(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = store::testing::ready_pilot(&pool, now()).await.expect("a pilot");
    let pilot = ("pilot", "checkout");
    let (lee, dana) = (app.played_by("lee").await, app.played_by("dana").await);
    save(
        &dana,
        "/p/checkout/zone/edit",
        "save",
        &[("rules_1", "/locales/\n/texts/")],
    )
    .await
    .goes_to("/p/checkout/zone");
    let page = "/p/checkout/zone/v/2/item/1";
    lee.get(page).await.says("The rule /texts/");
    let wrong = [
        pilot,
        ("version", "2"),
        ("item", "1"),
        ("rule", "/nowhere/"),
        ("text", "Hm"),
    ];
    let again = lee.post("zone/remark", &wrong).await;
    lee.get(again.is_refused())
        .await
        .says("Say whether it is an objection or a comment.")
        .says("Choose a rule of this item.")
        .says("Hm");
    let objection = [
        pilot,
        ("version", "2"),
        ("item", "1"),
        ("kind", "objection"),
        ("rule", "/texts/"),
        ("text", "Generated files lie there, too."),
    ];
    lee.post("zone/remark", &objection)
        .await
        .goes_to("/p/checkout/zone/remark/1");
    let told = "1 open objection by Lee";
    let pages = ["/p/checkout/zone", "/p/checkout/start"];
    for page in pages {
        dana.get(page).await.says(told);
    }
    dana.get("/").await.says("Answer the objection of Lee to “");
    // An approver reads it and has no form there.
    let priya = app.played_by("priya").await;
    let read = priya.get("/p/checkout/zone/remark/1").await;
    read.says("Generated files lie there, too.");
    assert!(!read.text.contains("/do/zone/answer") && !read.text.contains("/do/zone/resolve"));
    // It holds nothing up.
    let version = store::zone::current(&pool, cast.pilot)
        .await
        .expect("a zone")
        .expect("one");
    let sign = |signatory| {
        [
            pilot,
            ("version", "2"),
            ("digest", version.digest.as_str()),
            ("signatory", signatory),
            ("password", PASSWORD),
        ]
    };
    // Nobody signs in a browser that was left open.
    let mut found_open = sign("dri_new_model");
    found_open[4] = ("password", "not the one");
    let refused = lee.post("zone/sign", &found_open).await;
    lee.get(refused.is_refused())
        .await
        .says("This is not your password. Nothing was signed.");
    lee.post("zone/sign", &sign("dri_new_model"))
        .await
        .goes_to("/p/checkout/zone");

    let answer = [pilot, ("remark", "1"), ("answer", "They stay with engineering now.")];
    dana.post("zone/answer", &answer)
        .await
        .goes_to("/p/checkout/zone/remark/1");
    lee.get("/").await.says("See whether your objection to “");
    save(&dana, "/p/checkout/zone/edit", "save", &[("rules_1", "/locales/")])
        .await
        .goes_to("/p/checkout/zone");
    lee.get("/").await.says("Version 3 of the zone changed the item");
    lee.get("/p/checkout/zone").await.says("on /texts/, which is gone");
    let settled = [pilot, ("remark", "1"), ("how", "It is out.")];
    dana.post("zone/resolve", &settled).await.is_refused();
    lee.post("zone/resolve", &settled).await.goes_to("/p/checkout/zone");
    for page in pages {
        assert!(!dana.get(page).await.text.contains("open objection"), "{page}");
    }
    lee.get("/p/checkout/zone/remark/1")
        .await
        .says("Objection, resolved")
        .says("Changed the item in version 3, which has no rule /texts/.")
        .says("It is out.");
    lee.get("/p/checkout/zone").await.says("1 resolved");
    let log = lee.get("/p/checkout/activity").await;
    log.says("objected to ").says("resolved the ");
}

/// A button of each row moves its item to the other side in the form, with all that was typed; saving makes it so.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_item_is_moved_to_the_other_side_and_back_by_a_button(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    store::testing::ready_pilot(&pool, now()).await.expect("a pilot");
    let dana = app.played_by("dana").await;
    let page = "/p/checkout/zone/edit";
    let first = inputs(&dana.get(page).await.text);
    let value = |fields: &[(String, String)], name: &str| {
        let field = fields.iter().find(|(known, _)| known == name);
        field.map(|(_, value)| value.clone()).expect("a field")
    };
    assert_eq!(value(&first, "side_1"), "pm_zone");
    let typed = [
        ("rules_1", "/flags/\n!typo"),
        ("limit_1", "owned_keys"),
        ("keys_1", "checkout-*"),
        ("across", "1"),
    ];
    let moved = save(&dana, page, "", &typed).await;
    assert!(moved.location().ends_with("#side_1"), "{}", moved.location());
    let there = dana.get(moved.location()).await;
    there
        .says("is in the Engineering zone in this form")
        .says("Move to the PM zone");
    let fields = inputs(&there.text);
    for (name, expected) in [
        ("side_1", "engineering_zone"),
        ("rules_1", "/flags/\n!typo"),
        ("limit_1", "owned_keys"),
        ("keys_1", "checkout-*"),
    ] {
        assert_eq!(value(&fields, name), expected, "{name}");
    }
    let back = save(&dana, moved.location(), "", &[("across", "1")]).await;
    let fields = inputs(&dana.get(back.location()).await.text);
    assert_eq!(value(&fields, "side_1"), "pm_zone");
    assert_eq!(value(&fields, "keys_1"), "checkout-*");
    // Nothing was saved so far; saving it on the other side is a version that says so.
    assert_eq!(app.count("select count(*) from zone_version").await, 1);
    save(
        &dana,
        moved.location(),
        "save",
        &[("side_1", "engineering_zone"), ("rules_1", "/flags/")],
    )
    .await
    .goes_to("/p/checkout/zone");
    dana.get("/p/checkout/zone/compare?from=1&to=2")
        .await
        .says("Moved from the PM zone to the Engineering zone.")
        .says("1 item moved to the other side");
}

/// The boundary is locked while the pilot runs: an amendment is proposed for a reason, signed by everybody, and stands in red.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_amendment_needs_every_signature_and_stands_on_metrics_and_readout(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    let cast = store::testing::started_pilot(&pool, now()).await.expect("a pilot");
    let pilot = ("pilot", "checkout");
    let dana = app.played_by("dana").await;
    let page = "/p/checkout/zone/edit";
    dana.get(page).await.says("Propose version 2 as an amendment");
    let without = save(&dana, page, "save", &[("rules_1", "/moved/")]).await;
    dana.get(without.is_refused())
        .await
        .says("Say why the boundary changes.")
        .says("/moved/");
    let typed = [("rules_1", "/moved/"), ("reason", "The texts moved.")];
    save(&dana, page, "save", &typed)
        .await
        .goes_to("/p/checkout/zone#amendment");
    dana.get("/p/checkout/zone")
        .await
        .says("Amendment, version 2")
        .says("The texts moved.")
        .says("Version 1 judges every commit until everybody has signed version 2");
    dana.get(page).await.says("An amendment waits for signatures");
    dana.get("/p/checkout/zone/compare?from=1&to=2").await.says("/moved/");
    let red = "The boundary was amended after the start: version 2 is in force since";
    assert!(!dana.get("/p/checkout/metrics").await.text.contains(red));
    let in_force = dana.get("/p/checkout/zone/export/zone.json").await;
    assert_eq!(Policy::read(&in_force.text).expect("a policy").version, 1);

    let known = store::pilot::facts(&pool, cast.pilot).await.expect("facts");
    let digest = store::zone::version(&pool, &known, 2).await.expect("version 2").digest;
    let signatories = [
        ("priya", "approver"),
        ("dana", "sponsor"),
        ("lee", "dri_new_model"),
        ("kim", "dri_old_model"),
    ];
    for (who, signatory) in signatories {
        let person = app.played_by(who).await;
        person.get("/").await.says("Sign the amendment of the zone, version 2");
        let fields = [
            pilot,
            ("version", "2"),
            ("digest", digest.as_str()),
            ("signatory", signatory),
            ("password", PASSWORD),
        ];
        person.post("zone/sign", &fields).await.goes_to("/p/checkout/zone");
    }
    dana.get("/p/checkout/zone")
        .await
        .says("Amended after the start: version 2 is in force since");
    dana.get("/p/checkout/metrics").await.says(red).says("The texts moved.");
    dana.get("/p/checkout/readout/overview")
        .await
        .says("The zone was amended after the start: version 2");
    dana.get("/p/checkout/start")
        .await
        .says("Version 1; amended since, version 2 is in force");
    let in_force = dana.get("/p/checkout/zone/export/zone.json").await;
    assert_eq!(Policy::read(&in_force.text).expect("a policy").version, 2);
    dana.get("/p/checkout/activity")
        .await
        .says("into force, in the place of version 1");
}

/// An example is tried against the whole zone whenever it is saved, and what was typed stays.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_example_that_no_longer_matches_is_said_beside_its_item(pool: PgPool) {
    let app = TestApp::new(&pool);
    app.set_up().await;
    store::testing::ready_pilot(&pool, now()).await.expect("a pilot");
    let dana = app.played_by("dana").await;
    let page = "/p/checkout/zone/edit";
    let typed = [
        ("rules_1", "/locales/"),
        ("examples_1", "locales/sv.json\ntexts/sv.json"),
    ];
    let refused = save(&dana, page, "save", &typed).await;
    let shown = dana.get(refused.is_refused()).await;
    shown.says("Item 1, examples: The example texts/sv.json no longer matches: no rule speaks of it.");
    let fields = inputs(&shown.text);
    assert!(fields.contains(&("examples_1".to_owned(), "locales/sv.json\ntexts/sv.json".to_owned())));
    assert_eq!(app.count("select count(*) from zone_version").await, 1);
    let typed = [("rules_1", "/locales/"), ("examples_1", "./locales/sv.json")];
    save(&dana, page, "save", &typed).await;
    dana.get("/p/checkout/zone")
        .await
        .says("For example")
        .says("locales/sv.json");
    dana.get("/p/checkout/zone/compare?from=1&to=2")
        .await
        .says("Examples: locales/sv.json, before none.");
    // Later, a rule that would leave it out.
    let refused = save(&dana, page, "save", &[("rules_1", "/texts/")]).await;
    dana.get(refused.is_refused())
        .await
        .says("The example locales/sv.json no longer matches: no rule speaks of it.");
    assert_eq!(app.count("select count(*) from zone_version").await, 2);
    // Nobody has kept a draft, so that none can be tried against past changes.
    dana.get("/p/checkout/zone/history?version=draft")
        .await
        .says("You have kept no draft of the zone.");
}
