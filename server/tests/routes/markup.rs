//! What people type is shown as text: it never becomes markup or a script's address, on any page, nor
//! reaches a header: every answer is held to the one policy its page may have, word for word.

use http::StatusCode;
use sqlx::PgPool;

use crate::policy::table::PAGES;
use crate::policy::world::World;
use crate::support::TestApp;

const TYPED: [&str; 5] = [
    "</textarea></title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)> <blink>",
    "\"onclick=alert(1) x=\"",
    "javascript:alert(1)",
    "Evil nonce=\"A'; sandbox allow-same-origin; x '",
];

/// Who sends which form, with fields that are accepted; `{typed}` is what they typed.
type Sent = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const BEFORE: &[Sent] = &[
    (
        "dana",
        "enrolment/save_feature",
        &[
            ("arm", "new_model"),
            ("name", "{typed}"),
            ("surface", "{typed}"),
            ("brief", "{typed}"),
            ("idea_date", "2026-02-02"),
            ("idea_evidence", "{typed}"),
            ("flag_key", "{typed}"),
            ("github_login", "mira"),
            ("metric_name", "{typed}"),
            ("metric_unit", "%"),
            ("metric_source", "{typed}"),
            ("metric_direction", "up"),
            ("metric_read_on", "2026-03-20"),
            ("metric_window_days", "14"),
        ],
    ),
    (
        "dana",
        "zone/save",
        &[
            ("base", "{zone}"),
            ("rows", "1"),
            ("act", "save"),
            ("text_1", "{typed}"),
            ("side_1", "pm_zone"),
        ],
    ),
    (
        "dana",
        "zone/save",
        &[
            ("base", "{zone}"),
            ("rows", "1"),
            ("act", "keep"),
            ("text_1", "{typed}"),
            ("side_1", "pm_zone"),
            ("rules_1", "{typed}"),
        ],
    ),
    ("dana", "zone/try", &[("change", "{typed}")]),
    (
        "olga",
        "zone/remark",
        &[
            ("version", "{zone}"),
            ("item", "1"),
            ("kind", "objection"),
            ("text", "{typed}"),
        ],
    ),
    ("dana", "zone/answer", &[("remark", "1"), ("answer", "{typed}")]),
    (
        "dana",
        "proposal/revise",
        &[
            ("base", "{revision}"),
            ("new_text", "## {typed}\n\n[link]({typed}) {typed} <{typed}>"),
            ("change_summary", "{typed}"),
        ],
    ),
    (
        "olga",
        "comment/start",
        &[("base", "{revision}"), ("section", "opening"), ("text", "{typed}")],
    ),
    (
        "olga",
        "comment/start",
        &[
            ("base", "{revision}"),
            ("section", "opening"),
            ("quote", "Author"),
            ("which", "1"),
            ("text", "{typed}"),
            ("suggest", "yes"),
            ("replacement", "{typed}"),
        ],
    ),
    (
        "dana",
        "account/invite",
        &[
            ("name", "{typed}"),
            ("email", "typed{n}@example.com"),
            ("role", "observer"),
        ],
    ),
];

const AFTER: &[Sent] = &[
    (
        "mira",
        "survey/answer",
        &[("week", "1"), ("score", "4"), ("note", "{typed}")],
    ),
    ("olga", "account/rename", &[("name", "{typed}")]),
    (
        "mira",
        "week_one/tick",
        &[("arm", "new_model"), ("item", "1"), ("evidence", "{typed}")],
    ),
    (
        "mira",
        "flag/flip",
        &[("arm", "new_model"), ("state", "{flipped}"), ("note", "{typed}")],
    ),
    ("dana", "gate/make_token", &[("name", "{typed}")]),
    ("lee", "hours/log", &[("week", "1"), ("other", "{typed}")]),
    (
        "dana",
        "data/ship",
        &[
            ("arm", "new_model"),
            ("shipped_on", "2026-03-02"),
            ("evidence", "{typed}"),
        ],
    ),
    ("dana", "data/connect", &[("repository", "{typed}")]),
    (
        "dana",
        "account/invite",
        &[
            ("name", "{typed}"),
            ("email", "typed{n}@example.com"),
            ("role", "observer"),
        ],
    ),
];

async fn look(pool: PgPool, started: bool, sent: &[Sent]) {
    let app = TestApp::new(&pool);
    let world = World::new(&app, started).await;
    for (n, typed) in TYPED.into_iter().enumerate() {
        for statement in [
            "update pilot set name = $1 where slug = 'checkout'",
            "update pull_request set title = $1",
            "update conflict set body = $1",
        ] {
            let written = sqlx::query(statement).bind(typed).execute(&app.pool).await;
            written.expect("a fine statement");
        }
        for (who, endpoint, fields) in sent {
            let zone = app
                .count("select max(number)::bigint from zone_version where pilot_id = 1")
                .await
                .to_string();
            let revision = app
                .count("select max(number)::bigint from revision where pilot_id = 1")
                .await
                .to_string();
            let somebody = world
                .cast
                .iter()
                .find(|c| c.actor.name == *who)
                .expect("one of the cast");
            let mut form = vec![("pilot", "checkout".to_owned())];
            form.extend(fields.iter().map(|(name, value)| {
                let value = value
                    .replace("{typed}", typed)
                    .replace("{n}", &n.to_string())
                    .replace("{flipped}", if n % 2 == 0 { "off" } else { "on" })
                    .replace("{zone}", &zone)
                    .replace("{revision}", &revision);
                (*name, value)
            }));
            let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = somebody.actor.post(endpoint, &form).await;
            answer.is(StatusCode::SEE_OTHER);
            // A refused form shows what was typed, too.
            let refused = answer.location().contains("refused=");
            let is_shown = ["data/connect", "hours/log", "zone/try"].contains(endpoint);
            assert_eq!(refused, is_shown, "{endpoint} with {typed}");
            if refused {
                inert(&somebody.actor.get(answer.location()).await.text, endpoint);
            }
        }
        for (path, _) in PAGES {
            for who in ["dana", "mira", "priya"] {
                let somebody = world
                    .cast
                    .iter()
                    .find(|c| c.actor.name == who)
                    .expect("one of the cast");
                let path = world.fill(path, somebody);
                let page = somebody.actor.get(&path).await;
                assert!(!page.status.is_server_error(), "{path}");
                inert(&page.text, &path);
            }
        }
    }
}

#[track_caller]
fn inert(html: &str, place: &str) {
    for markup in ["<script>alert", "<img src=x", "<blink>", "=\"\"onclick=alert"] {
        assert!(!html.contains(markup), "{place} holds {markup}");
    }
    let compact = html.replace(' ', "").to_lowercase();
    for address in ["href=\"javascript:", "src=\"javascript:", "action=\"javascript:"] {
        assert!(!compact.contains(address), "{place} holds {address}");
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_people_type_before_the_start_is_shown_as_text(pool: PgPool) {
    look(pool, false, BEFORE).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_people_type_after_the_start_is_shown_as_text(pool: PgPool) {
    look(pool, true, AFTER).await;
}
