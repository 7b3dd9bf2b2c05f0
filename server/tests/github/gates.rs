//! What pushes, checks and statuses tell of the gates of a pull request.

use domain::gate::{Gate, Standing};
use domain::ids::PullRequestId;
use domain::person::Arm;
use domain::zone::Limit;
use serde_json::{Value, json};
use sqlx::PgPool;
use store::gate::{Gates, LinkedPlanning, Listing, Waiving};
use store::testing::Cast;

use super::field::{connected, tell};
use super::story::{ID, Pull, REPOSITORY, Told, minute, push};
use super::{now, outcomes};

/// A commit id of forty equal digits.
pub fn sha(digit: char) -> String {
    digit.to_string().repeat(40)
}

/// A commit that adds and changes files.
pub fn commit(digit: char, added: &[&str], modified: &[&str], at: i64) -> Value {
    let mut commit = super::story::commit(&sha(digit), "Work", true, minute(at));
    commit["added"] = json!(added);
    commit["modified"] = json!(modified);
    commit["removed"] = json!([]);
    commit
}

pub fn pushed(branch: &str, before: Option<char>, commit: Value, at: i64) -> Told {
    let after = commit["id"].as_str().unwrap().to_owned();
    let before = before.map(sha).unwrap_or_default();
    push(branch, "mira-codes", (&before, &after), vec![commit], minute(at))
}

fn repository() -> Value {
    json!({ "id": ID, "full_name": REPOSITORY, "default_branch": "main" })
}

fn check_run(name: &str, digit: char, conclusion: &str, at: i64) -> Told {
    let payload = json!({
        "action": "completed", "repository": repository(),
        "check_run": {
            "name": name, "head_sha": sha(digit), "conclusion": conclusion, "completed_at": minute(at),
            "html_url": "https://github.com/harbor-goods/storefront/runs/1",
        },
    });
    ("check_run", payload)
}

fn check_suite(app: &str, digit: char, conclusion: &str, at: i64) -> Told {
    let payload = json!({
        "action": "completed", "repository": repository(),
        "check_suite": { "head_sha": sha(digit), "conclusion": conclusion, "updated_at": minute(at), "app": { "name": app } },
    });
    ("check_suite", payload)
}

fn status(context: &str, digit: char, state: &str, at: i64) -> Told {
    let payload = json!({
        "sha": sha(digit), "context": context, "state": state, "target_url": null,
        "updated_at": minute(at), "repository": repository(),
    });
    ("status", payload)
}

pub fn pull(number: i32, branch: &str, author: &str, head: char) -> Pull {
    let mut pull = Pull::new(number, branch, author, minute(60));
    pull.head = sha(head);
    pull
}

async fn known(pool: &PgPool, cast: &Cast) -> Gates {
    store::gate::gates(pool, cast.pilot).await.unwrap()
}

/// A connected pilot whose zone lets pilot PMs change texts.
pub async fn bounded(pool: &PgPool) -> Cast {
    let cast = connected(pool).await;
    lets_change_texts(pool, &cast).await;
    cast
}

/// The zone of the cast has no rules, so it gets one behind its back.
pub async fn lets_change_texts(pool: &PgPool, cast: &Cast) {
    rules_are(pool, cast, ("**/locales/**", None)).await;
}

/// The zone lets pilot PMs change what a rule names, within a limit.
pub async fn rules_are(pool: &PgPool, cast: &Cast, (rule, limit): (&str, Option<Limit>)) {
    let mut items = store::zone::items_of(pool, cast.pilot, 1).await.unwrap();
    items[0].rules = vec![rule.parse().unwrap()];
    items[0].limit = limit;
    let statement = "update zone_version set items = $1, digest = $2";
    let mut tx = pool.begin().await.unwrap();
    sqlx::query("set local session_replication_role = replica")
        .execute(&mut *tx)
        .await
        .unwrap();
    let written = sqlx::query(statement)
        .bind(sqlx::types::Json(&items))
        .bind(domain::zone::digest(&items).as_str().to_owned());
    written.execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// A file that pilot PMs may change.
pub const INSIDE: &str = "web/locales/sv.json";

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_push_is_judged_and_the_next_one_judged_anew(pool: PgPool) {
    let cast = bounded(&pool).await;
    let first = pull(7, "feat/saved-addresses", "mira-codes", 'a');
    let mut second = pull(7, "feat/saved-addresses", "mira-codes", 'b');
    tell(
        &pool,
        &[
            pushed(&first.branch, None, commit('a', &[], &[INSIDE], 40), 50),
            first.opened(),
            check_run("PM PR Review", 'a', "success", 55),
            pushed(&second.branch, Some('a'), commit('b', &["odd/place.rs"], &[], 70), 80),
            second.pushed("mira-codes", &sha('b'), minute(80)),
        ],
    )
    .await;
    let known = known(&pool, &cast).await;
    let feature = known.feature(Arm::NewModel).unwrap();
    let pull = &feature.pulls[0];
    assert!(pull.of_pm);
    let verdicts: Vec<bool> = pull
        .judged
        .heads
        .iter()
        .map(|head| head.verdict.as_ref().unwrap().is_inside())
        .collect();
    assert_eq!(verdicts, [true, false]);
    let gates = &pull.judged.gates;
    assert_eq!(gates[0].standing, Standing::Failed);
    assert!(
        gates[0].sentence.starts_with("odd/place.rs is not classified"),
        "{}",
        gates[0].sentence
    );
    // It passed at the commit before.
    assert_eq!(gates[1].standing, Standing::Open);
    assert!(
        gates[1].sentence.starts_with("It passed at aaaaaaa."),
        "{}",
        gates[1].sentence
    );
    assert_eq!(gates[2].standing, Standing::Open);
    assert_eq!(gates[3].sentence, "The flag is saved-addresses.");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_skill_file_speaks_by_check_or_status_and_others_do_not(pool: PgPool) {
    let cast = connected(&pool).await;
    let pull = pull(7, "feat/saved-addresses", "mira-codes", 'a');
    tell(
        &pool,
        &[
            pushed(&pull.branch, None, commit('a', &[], &["web/x.json"], 40), 50),
            pull.opened(),
            check_run("unit tests", 'a', "success", 51),
            check_run("PM PR Review", 'a', "skipped", 52),
            status("ci/pm-pr-review", 'a', "pending", 53),
            check_run("PM PR Review", 'a', "failure", 54),
            status("ci/pm-pr-review", 'a', "success", 56),
            check_suite("GitHub Actions", 'a', "failure", 57),
            check_suite("PM PR Review", 'a', "failure", 57),
            check_suite("PM PR Review", 'a', "success", 58),
            // Told once more under another id, and of a commit that nobody knows.
            check_suite("PM PR Review", 'a', "success", 58),
            status("ci/pm-pr-review", 'f', "failure", 59),
        ],
    )
    .await;
    let told = |guid: &str, all: &[(String, Option<String>)]| {
        let found = all.iter().find(|(one, _)| one == guid);
        found.and_then(|(_, outcome)| outcome.clone()).unwrap()
    };
    let all = outcomes(&pool).await;
    assert_eq!(
        told("002", &all),
        "ignored: a check that is not the PM PR Review skill file"
    );
    assert_eq!(told("003", &all), "ignored: the skill file has not said yes or no");
    assert_eq!(told("004", &all), "ignored: the skill file has not said yes or no");
    assert_eq!(told("005", &all), "the skill file did not pass");
    assert_eq!(told("006", &all), "the skill file passed");
    assert_eq!(
        told("007", &all),
        "ignored: a check that is not the PM PR Review skill file"
    );
    assert_eq!(told("008", &all), "the skill file did not pass");
    assert_eq!(told("009", &all), "the skill file passed");
    assert_eq!(told("010", &all), "the skill file said so before");
    let known = known(&pool, &cast).await;
    let gates = &known.feature(Arm::NewModel).unwrap().pulls[0].judged.gates;
    assert_eq!(gates[1].standing, Standing::Passed);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn engineerings_own_pull_requests_are_bound_by_nothing(pool: PgPool) {
    let cast = connected(&pool).await;
    let own = pull(7, "feat/saved-addresses-schema", "jonas-weld", 'a');
    tell(&pool, &[own.opened()]).await;
    let known = known(&pool, &cast).await;
    assert!(!known.feature(Arm::NewModel).unwrap().pulls[0].of_pm);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_no_push_told_can_be_entered(pool: PgPool) {
    let cast = bounded(&pool).await;
    let fork = pull(7, "feat/saved-addresses", "mira-codes", 'c');
    tell(&pool, &[fork.opened()]).await;
    let id = known(&pool, &cast).await.feature(Arm::NewModel).unwrap().pulls[0].id;
    let gates = known(&pool, &cast).await;
    assert_eq!(gates.pull(id).unwrap().1.judged.gates[0].standing, Standing::Open);
    let files = [domain::zone::ChangedFile::new(
        INSIDE,
        domain::zone::FileChange::Modified,
    )];
    let enter = async |head: &str, of: Option<&[Arm]>| {
        let listing = Listing {
            head,
            files: &files,
            of,
        };
        store::gate::list_files(&pool, cast.pilot, cast.new_pm, id, listing, now()).await
    };
    let refused = enter(&sha('d'), None).await.unwrap_err().to_string();
    assert_eq!(
        refused,
        "ddddddd was never the newest commit of harbor-goods/storefront#7."
    );
    let refused = enter(&sha('c'), Some(&[Arm::OldModel])).await.unwrap_err().to_string();
    assert_eq!(refused, "This is for the people of the feature’s own arm.");
    enter(&sha('c'), Some(&[Arm::NewModel])).await.unwrap();
    let gates = known(&pool, &cast).await;
    assert_eq!(gates.pull(id).unwrap().1.judged.gates[0].standing, Standing::Passed);
    let listing = Listing {
        head: &sha('c'),
        files: &files,
        of: None,
    };
    let nowhere = store::gate::list_files(&pool, cast.pilot, cast.new_pm, PullRequestId(999), listing, now()).await;
    assert!(matches!(nowhere, Err(store::Error::NotFound)));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_planning_text_is_signed_off_by_somebody_else_and_once_changed_again(pool: PgPool) {
    let cast = connected(&pool).await;
    let link = async |text: &str, at: i64| {
        let linked = LinkedPlanning {
            arm: Arm::NewModel,
            url: "",
            text,
        };
        store::gate::link_planning(&pool, cast.pilot, cast.new_pm, linked, minute(at)).await
    };
    let sign = async |person, text: &str, at: i64| {
        let digest = domain::gate::Planning::digest_of(text);
        store::gate::sign_off_planning(&pool, cast.pilot, person, (Arm::NewModel, &digest), minute(at)).await
    };
    let standing = async || {
        let pull = pull(7, "feat/saved-addresses", "mira-codes", 'a');
        tell(&pool, &[pull.opened()]).await;
        let known = known(&pool, &cast).await;
        known.feature(Arm::NewModel).unwrap().pulls[0].judged.gates[2].clone()
    };
    link("One banner", 10).await.unwrap();
    assert_eq!(
        link("One banner", 11).await.unwrap_err().to_string(),
        "This is the text that is linked already."
    );
    assert_eq!(standing().await.standing, Standing::Open);
    let own = sign(cast.new_pm, "One banner", 12).await.unwrap_err().to_string();
    assert_eq!(own, "Somebody else signs off what you linked.");
    let other = sign(cast.new_dri, "Two banners", 12).await.unwrap_err().to_string();
    assert!(other.starts_with("Another text was linked meanwhile."), "{other}");
    sign(cast.new_dri, "One banner", 13).await.unwrap();
    assert_eq!(standing().await.standing, Standing::Passed);
    assert_eq!(
        sign(cast.new_dri, "One banner", 14).await.unwrap_err().to_string(),
        "It is signed off already."
    );
    link("Two banners", 20).await.unwrap();
    assert_eq!(standing().await.standing, Standing::Open);
    sign(cast.new_dri, "Two banners", 21).await.unwrap();
    // A commit of the feature changes the file after it was linked.
    let branch = "feat/saved-addresses";
    let push = pushed(branch, None, commit('a', &[], &["docs/PLANNING.md"], 30), 31);
    super::deliver(&pool, "late", push.0, &push.1).await;
    super::work(&pool).await;
    let gate = standing().await;
    assert_eq!((gate.gate, gate.standing), (Gate::Planning, Standing::Open));
    assert!(
        gate.sentence.contains("a commit changed the file afterwards"),
        "{}",
        gate.sentence
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn waivers_and_vetoes_are_words_of_the_own_arms_dri(pool: PgPool) {
    let cast = connected(&pool).await;
    let pull = pull(7, "feat/saved-addresses", "mira-codes", 'a');
    tell(
        &pool,
        &[
            pushed(&pull.branch, None, commit('a', &["odd/place.rs"], &[], 40), 50),
            pull.opened(),
        ],
    )
    .await;
    let id = known(&pool, &cast).await.feature(Arm::NewModel).unwrap().pulls[0].id;
    let waive = async |of: &[Arm]| waived(&pool, &cast, id, (Gate::Zone, 'a'), of).await;
    assert!(waive(&[Arm::OldModel]).await.is_err());
    waive(&[Arm::NewModel]).await.unwrap();
    let after = known(&pool, &cast).await;
    let waiver = after.pull(id).unwrap().1.judged.gates[0].waiver.clone().unwrap();
    assert_eq!((waiver.reason.as_str(), waiver.by.as_str()), ("We paired", "Lee"));
    assert_eq!(waiver.paths, ["odd/place.rs"]);
    // A second press lets nothing pass that passes.
    let again = waive(&[Arm::NewModel]).await.unwrap_err();
    assert_eq!(again.to_string(), "It passes this gate already. Nothing was waived.");
    let veto = async |stands: bool| {
        let word = (stands, "It touches the release", &[Arm::NewModel][..]);
        store::gate::veto(&pool, cast.pilot, cast.new_dri, id, word, now()).await
    };
    assert!(veto(false).await.is_err(), "there is none to lift");
    veto(true).await.unwrap();
    assert!(veto(true).await.is_err(), "it stands already");
    assert_eq!(known(&pool, &cast).await.pull(id).unwrap().1.judged.label(), "Vetoed");
    veto(false).await.unwrap();
    let lifted = known(&pool, &cast).await;
    let (_, pull) = lifted.pull(id).unwrap();
    assert_eq!(pull.judged.veto, None);
    // What was said stays.
    let said: Vec<(bool, &str)> = pull.vetoes.iter().map(|one| (one.stands, one.by.as_str())).collect();
    assert_eq!(said, [(true, "Lee"), (false, "Lee")]);
}

/// The new model's DRI lets a pull request pass a gate, having seen the commit of this digit.
async fn waived(
    pool: &PgPool,
    cast: &Cast,
    id: PullRequestId,
    (gate, seen): (Gate, char),
    of: &[Arm],
) -> store::Result<()> {
    let waiving = Waiving {
        gate,
        seen: &seen.to_string().repeat(40),
        reason: "We paired",
        of,
    };
    store::gate::waive(pool, cast.pilot, cast.new_dri, id, waiving, now()).await
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nothing_is_waived_for_a_commit_that_nobody_saw(pool: PgPool) {
    let cast = connected(&pool).await;
    let old = pull(7, "feat/saved-addresses", "mira-codes", 'a');
    let mut new = pull(7, "feat/saved-addresses", "mira-codes", 'b');
    let first = pushed(&old.branch, None, commit('a', &["odd/place.rs"], &[], 40), 50);
    tell(&pool, &[first, old.opened()]).await;
    let id = known(&pool, &cast).await.feature(Arm::NewModel).unwrap().pulls[0].id;
    // The DRI has the page of commit a open; meanwhile b is pushed.
    let next = pushed(&new.branch, Some('a'), commit('b', &["odd/other.rs"], &[], 70), 80);
    let told = [next, new.pushed("mira-codes", &sha('b'), minute(80))];
    for (delivery, (name, payload)) in told.iter().enumerate() {
        super::deliver(&pool, &format!("meanwhile {delivery}"), name, payload).await;
    }
    super::work(&pool).await;
    let own = [Arm::NewModel];
    for gate in Gate::ALL {
        let refused = waived(&pool, &cast, id, (gate, 'a'), &own).await.unwrap_err();
        assert_eq!(
            refused.to_string(),
            "A newer commit came meanwhile. Nothing was waived: look at it as it is now.",
            "{gate:?}"
        );
    }
    let stood = async || {
        let known = known(&pool, &cast).await;
        let gates = known.pull(id).unwrap().1.judged.gates.clone();
        gates.into_iter().filter_map(|gate| gate.waiver).collect::<Vec<_>>()
    };
    assert_eq!(stood().await, []);
    // Who saw b waives both files: they are what is outside with it.
    waived(&pool, &cast, id, (Gate::Zone, 'b'), &own).await.unwrap();
    assert_eq!(stood().await[0].paths, ["odd/other.rs", "odd/place.rs"]);
    waived(&pool, &cast, id, (Gate::Planning, 'b'), &own).await.unwrap();
    assert_eq!(stood().await.len(), 2);
}
