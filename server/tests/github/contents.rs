//! What files of a pull request are and hold, read of the code host where the zone decides by it: links, modes, and what changes
//! key by key.

use domain::gate::Standing;
use domain::zone::{ChangedFile, Contents, FileChange, FileKind, Limit};
use serde_json::{Value, json};
use sqlx::PgPool;
use store::gate::Listing;

use super::again::World;
use super::code_host::tree::blob_id;
use super::field::connected;
use super::files::{BRANCH, diff, file, heard_of, on_gitlab, there, told};
use super::gates::{INSIDE, pull, rules_are, sha};
use super::gitlab_again;
use super::life::Dice;

const SV: &str = "{\n  \"cart\": \"Varukorg\",\n  \"n\": 1\n}\n";
const WORDS: &str = "{\n  \"cart\": \"Kundvagn\",\n  \"n\": 1\n}\n";
const NUMBER: &str = "{\n  \"cart\": \"Varukorg\",\n  \"n\": 2\n}\n";
const OF_WORDS: &str = "@@ -1,4 +1,4 @@\n {\n-  \"cart\": \"Varukorg\",\n+  \"cart\": \"Kundvagn\",\n   \"n\": 1\n }";
const OF_NUMBER: &str = "@@ -1,4 +1,4 @@\n {\n   \"cart\": \"Varukorg\",\n-  \"n\": 1\n+  \"n\": 2\n }";

/// A pilot whose zone lets pilot PMs change words of texts, as its connection reads it.
async fn copy_only(pool: &PgPool) -> World {
    let cast = connected(pool).await;
    rules_are(pool, &cast, ("**/locales/**", Some(Limit::CopyOnly))).await;
    let world = World::of(pool, cast, (super::KEY, "")).await;
    world.read().await;
    world.host.calls();
    world
}

/// A file as GitHub lists it, with what it holds afterwards.
fn holds(path: &str, status: &str, after: &str, patch: Option<&str>) -> Value {
    let mut of = file(path, status);
    of["sha"] = json!(blob_id(after.as_bytes()));
    of["patch"] = json!(patch);
    let lines = |sign| patch.map_or(1, |patch| patch.lines().filter(|line| line.starts_with(sign)).count());
    of["additions"] = json!(lines('+'));
    of["deletions"] = json!(lines('-'));
    of
}

impl World {
    /// A pull request is there with these files and heard of, and read.
    async fn opens(&self, number: i32, digit: char, files: Vec<Value>) {
        self.host.has(vec![there(number, &sha(digit))]);
        let says = json!(files.len());
        self.host.lists_files(number.into(), files, says);
        self.hears(
            &format!("{number}{digit}"),
            told(pull(number, BRANCH, "mira-codes", digit).opened()),
        )
        .await;
        self.read().await;
    }

    async fn sentence(&self, number: i32) -> (Standing, String) {
        let (standing, sentence, _) = self.zone().await.remove(&number).unwrap();
        (standing, sentence)
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn words_change_inside_and_a_number_does_not_by_what_the_code_host_has(pool: PgPool) {
    let world = copy_only(&pool).await;
    for (number, digit, after, patch, expected) in [
        (7, 'a', WORDS, OF_WORDS, Ok(())),
        (8, 'b', NUMBER, OF_NUMBER, Err("“n” changes from 1 to 2")),
        // The patch is not of this file, and what was cut is not all of it.
        (9, 'c', WORDS, OF_NUMBER, Err("what the file holds is not known")),
    ] {
        world.host.has_files(&sha(digit), &[(INSIDE, "100644", after)]);
        world.host.has_files(&sha('0'), &[(INSIDE, "100644", SV)]);
        world
            .opens(number, digit, vec![holds(INSIDE, "modified", after, Some(patch))])
            .await;
        let (standing, sentence) = world.sentence(number).await;
        match expected {
            Ok(()) => assert_eq!(standing, Standing::Passed, "{sentence}"),
            Err(why) => assert!(standing == Standing::Failed && sentence.contains(why), "{sentence}"),
        }
    }
    let mut cut = holds(INSIDE, "modified", WORDS, Some(OF_WORDS));
    cut["additions"] = json!(2);
    world.host.has_files(&sha('d'), &[(INSIDE, "100644", WORDS)]);
    world.opens(10, 'd', vec![cut]).await;
    // The list is of another commit than the newest.
    let of_another = holds(INSIDE, "modified", WORDS, Some(OF_WORDS));
    world.host.has_files(&sha('e'), &[(INSIDE, "100644", NUMBER)]);
    world.opens(11, 'e', vec![of_another]).await;
    // The folder does not have it.
    world.host.has_files(&sha('f'), &[("web/other.json", "100644", NUMBER)]);
    world
        .opens(12, 'f', vec![holds(INSIDE, "modified", WORDS, Some(OF_WORDS))])
        .await;
    for number in [10, 11, 12] {
        assert_eq!(world.sentence(number).await.0, Standing::Failed, "{number}");
    }
    // What is kept is what changed, and no more.
    let kept: Vec<Value> = sqlx::query_scalar("select files from read_files order by number")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(
        kept[0],
        json!([{
            "path": INSIDE, "change": "modified",
            "edits": { "told": { "keys": [{
                "key": ["cart"], "before": { "text": "Varukorg" }, "after": { "text": "Kundvagn" },
            }] } },
        }])
    );
    // Read again, and nothing is new.
    world.asks().await;
    world.read().await;
    assert_eq!(world.kept().await, 6);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_no_text_or_too_large_or_renamed_counts_as_outside(pool: PgPool) {
    let world = copy_only(&pool).await;
    let large = format!("{{\"a\":\"{}\"}}", "x".repeat(1 << 20));
    let base: Vec<(&str, &'static str, &str)> = vec![(INSIDE, "100644", SV)];
    world.host.has_files(&sha('0'), &base);
    let listed = |after: &str, patch: Option<&str>| vec![holds(INSIDE, "modified", after, patch)];
    for (number, digit, after, files, why) in [
        (7, 'a', &*large, listed(&large, Some(OF_WORDS)), "is not known"),
        (8, 'b', WORDS, listed(WORDS, None), "is not known"),
        (
            9,
            'c',
            "{",
            listed(
                "{",
                Some("@@ -1 +1 @@\n-{}\n\\ No newline at end of file\n+{\n\\ No newline at end of file"),
            ),
            "cannot be read as JSON",
        ),
    ] {
        world.host.has_files(&sha(digit), &[(INSIDE, "100644", after)]);
        world.opens(number, digit, files).await;
        let (standing, sentence) = world.sentence(number).await;
        assert!(
            standing == Standing::Failed && sentence.contains(why),
            "{number}: {sentence}"
        );
    }
    let mut renamed = holds("web/locales/nn.json", "renamed", WORDS, Some(OF_WORDS));
    renamed["previous_filename"] = json!(INSIDE);
    world
        .host
        .has_files(&sha('d'), &[("web/locales/nn.json", "100644", WORDS)]);
    world.opens(10, 'd', vec![renamed]).await;
    let (standing, sentence) = world.sentence(10).await;
    assert!(
        standing == Standing::Failed && sentence.contains("the file is"),
        "{sentence}"
    );
    // Files that are new or gone need no contents to be outside.
    world.host.calls();
    world
        .opens(
            11,
            'e',
            vec![file(INSIDE, "removed"), file("web/locales/x.json", "added")],
        )
        .await;
    assert!(!world.host.calls().iter().any(|call| call.contains("/git/")));
    assert_eq!(world.sentence(11).await.0, Standing::Failed);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn links_and_modes_are_seen_wherever_they_would_be_inside(pool: PgPool) {
    let cast = connected(&pool).await;
    rules_are(&pool, &cast, ("web/**", None)).await;
    let world = World::of(&pool, cast, (super::KEY, "")).await;
    world.read().await;
    world.host.has_files(
        &sha('0'),
        &[
            ("web/plain.ts", "100644", "a"),
            ("web/tool.sh", "100644", "a"),
            ("web/was.sh", "100755", "a"),
            ("web/link.ts", "120000", "plain.ts"),
        ],
    );
    let none = |mut of: Value| {
        of["patch"] = Value::Null;
        of["deletions"] = json!(1);
        of
    };
    let cases = [
        (7, 'a', ("web/plain.ts", "100644"), "modified", None),
        (8, 'b', ("web/tool.sh", "100755"), "modified", Some("executable")),
        (9, 'c', ("web/was.sh", "100755"), "modified", None),
        (10, 'd', ("web/was.sh", "100644"), "changed", None),
        (11, 'e', ("web/link.ts", "100644"), "modified", Some("symbolic link")),
        (
            12,
            'f',
            ("web/new/deep/link.ts", "120000"),
            "added",
            Some("symbolic link"),
        ),
        (13, '1', ("web/new.sh", "100755"), "added", Some("executable")),
        (14, '2', ("web/lib", "160000"), "added", Some("submodule")),
    ];
    for (number, digit, (path, mode), status, why) in cases {
        world
            .host
            .has_files(&sha(digit), &[(path, mode, "a"), ("web/other/x.ts", "100644", "x")]);
        // One line without its patch could be a submodule: it is looked up.
        world.opens(number, digit, vec![none(file(path, status))]).await;
        let (standing, sentence) = world.sentence(number).await;
        match why {
            None => assert_eq!(standing, Standing::Passed, "{number}: {sentence}"),
            Some(why) => assert!(
                standing == Standing::Failed && sentence.contains(why),
                "{number}: {sentence}"
            ),
        }
    }
    // In more folders than are read it may be anything.
    let deep = format!("web/{}link.ts", "d/".repeat(120));
    world.host.has_files(&sha('5'), &[(&deep, "120000", "a")]);
    world.opens(17, '5', vec![none(file(&deep, "added"))]).await;
    assert_eq!(world.sentence(17).await.0, Standing::Failed);
    assert!(world.without_files().await[0].1.contains("more folders"));
    // A link that is gone was one.
    world.host.has_files(&sha('3'), &[("web/plain.ts", "100644", "a")]);
    world.opens(15, '3', vec![none(file("web/link.ts", "removed"))]).await;
    let (standing, sentence) = world.sentence(15).await;
    assert!(
        standing == Standing::Failed && sentence.contains("symbolic link"),
        "{sentence}"
    );
    // Of what is outside anyway nothing is looked up.
    world.host.calls();
    world.opens(16, '4', vec![file("server/a.rs", "modified")]).await;
    assert!(!world.host.calls().iter().any(|call| call.contains("/git/")));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_token_that_may_not_read_files_is_named_and_another_reads_them(pool: PgPool) {
    let mut world = copy_only(&pool).await;
    world.host.has_files(&sha('a'), &[(INSIDE, "100644", WORDS)]);
    world.host.has_files(&sha('0'), &[(INSIDE, "100644", SV)]);
    world.host.hides_contents(true);
    world
        .opens(7, 'a', vec![holds(INSIDE, "modified", WORDS, Some(OF_WORDS))])
        .await;
    assert_eq!(world.is(7).await, (Standing::Failed, "read"));
    let without = world.without_files().await;
    assert!(
        without.len() == 1 && without[0].1.contains("Contents: Read"),
        "{without:?}"
    );
    world.host.hides_contents(false);
    world.read().await;
    assert_eq!(
        world.is(7).await,
        (Standing::Failed, "read"),
        "it is not asked again at once"
    );
    world.enters_token().await;
    world.read().await;
    assert_eq!(world.is(7).await, (Standing::Passed, "read"));
    assert_eq!(world.without_files().await, []);
    // Without another token it is asked again with the hour.
    world.host.hides_contents(true);
    world.wait(3700);
    world.read().await;
    assert_eq!(world.without_files().await.len(), 1);
    world.host.hides_contents(false);
    world.wait(3700);
    world.read().await;
    assert_eq!(world.is(7).await, (Standing::Passed, "read"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_list_of_a_program_is_judged_by_what_the_code_host_says_of_its_files(pool: PgPool) {
    let world = copy_only(&pool).await;
    world.host.has_files(&sha('a'), &[(INSIDE, "100644", WORDS)]);
    world.host.has_files(&sha('0'), &[(INSIDE, "100644", SV)]);
    world
        .opens(7, 'a', vec![holds(INSIDE, "modified", WORDS, Some(OF_WORDS))])
        .await;
    let id = world.pulls().await[0].id;
    let list = async |files: &[ChangedFile]| {
        let listing = Listing {
            head: &sha('a'),
            files,
            of: None,
        };
        store::gate::list_files(&pool, world.cast.pilot, world.cast.sponsor, id, listing, world.now)
            .await
            .unwrap();
    };
    // The names alone, as `git diff --name-status` has them.
    list(&[ChangedFile::new(INSIDE, FileChange::Modified)]).await;
    assert_eq!(world.is(7).await, (Standing::Passed, "entered"));
    // Who says otherwise what the file holds is not believed.
    let claimed = domain::gate::read_files(&format!(
        "diff --git a/{INSIDE} b/{INSIDE}\nnew file mode 100644\n--- /dev/null\n+++ b/{INSIDE}\n@@ -0,0 +1 @@\n+{{}}\n"
    ))
    .unwrap();
    list(&claimed).await;
    assert_eq!(world.is(7).await, (Standing::Passed, "read"));
    let link = ChangedFile {
        kind: FileKind::Symlink,
        ..ChangedFile::new(INSIDE, FileChange::Modified)
    };
    list(&[link]).await;
    assert_eq!(world.is(7).await.0, Standing::Failed);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn open_ones_are_read_again_once_another_zone_version_is_in_force(pool: PgPool) {
    let world = copy_only(&pool).await;
    world.host.has_files(&sha('a'), &[(INSIDE, "100644", WORDS)]);
    world.host.has_files(&sha('0'), &[(INSIDE, "100644", SV)]);
    world
        .opens(7, 'a', vec![holds(INSIDE, "modified", WORDS, Some(OF_WORDS))])
        .await;
    world.host.calls();
    world.read().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    // As if it had been read by an earlier one.
    sqlx::query("update reconciliation_files set zone_version = null")
        .execute(&pool)
        .await
        .unwrap();
    world.read().await;
    assert!(world.host.calls().iter().any(|call| call.ends_with("/pulls/7/files")));
    world.read().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    let version: Option<i32> = sqlx::query_scalar("select zone_version from reconciliation_files")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(version, Some(1));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn on_gitlab_too_words_change_inside_and_a_number_does_not(pool: PgPool) {
    let world = on_gitlab(&pool).await;
    rules_are(&pool, &world.cast, ("**/locales/**", Some(Limit::CopyOnly))).await;
    let mut went = gitlab_again::goes(7, &mut Dice(1), 0);
    let of = |patch: &str| {
        let mut of = diff(INSIDE);
        of["diff"] = json!(format!("{patch}\n"));
        of
    };
    for (digit, day, after, patch, standing) in [
        ('a', 3, WORDS, OF_WORDS, Standing::Passed),
        ('b', 4, NUMBER, OF_NUMBER, Standing::Failed),
        // It is too large for GitLab to show.
        ('c', 5, WORDS, "", Standing::Failed),
        ('d', 6, WORDS, OF_WORDS, Standing::Passed),
    ] {
        went.there.described["sha"] = json!(sha(digit));
        world.host.has_merge_requests(vec![went.there.clone()]);
        world.host.has_files(&sha(digit), &[(INSIDE, "100644", after)]);
        world.host.lists_files(7, vec![of(patch)], json!("1"));
        heard_of(
            &pool,
            &digit.to_string(),
            &sha(digit),
            &format!("2026-05-0{day} 09:00:00 UTC"),
        )
        .await;
        world.read().await;
        assert_eq!(
            world.is(7).await,
            (standing, "read"),
            "{digit}: {:?}",
            world.sentence(7).await
        );
    }
    world.host.hides_contents(true);
    went.there.described["sha"] = json!(sha('e'));
    world.host.has_merge_requests(vec![went.there.clone()]);
    heard_of(&pool, "e", &sha('e'), "2026-05-07 09:00:00 UTC").await;
    world.read().await;
    assert_eq!(world.is(7).await, (Standing::Failed, "read"));
    let without = world.without_files().await;
    assert!(
        without.len() == 1 && without[0].1.contains("role Developer"),
        "{without:?}"
    );
    world.host.hides_contents(false);
    world.host.has_files(&sha('e'), &[(INSIDE, "100644", WORDS)]);
    world.enters_token().await;
    world.read().await;
    assert_eq!(world.without_files().await, []);
    assert_eq!(world.is(7).await, (Standing::Passed, "read"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_calls_a_new_file_a_copy_knows_no_better_what_it_holds(pool: PgPool) {
    let cast = connected(&pool).await;
    let own = Limit::OwnedKeys(vec!["cart".to_owned()]);
    rules_are(&pool, &cast, ("**/locales/**", Some(own))).await;
    let world = World::of(&pool, cast, (super::KEY, "")).await;
    world.read().await;
    world.host.has_files(&sha('a'), &[(INSIDE, "100644", SV)]);
    world.opens(7, 'a', vec![holds(INSIDE, "added", SV, None)]).await;
    let (standing, sentence) = world.sentence(7).await;
    assert!(
        standing == Standing::Failed && sentence.contains("“n” is new and not among them"),
        "{sentence}"
    );
    let id = world.pulls().await[0].id;
    let copied = ChangedFile {
        contents: Some(Contents {
            before: None,
            after: Some("{\"cart\":\"x\"}".to_owned()),
        }),
        ..ChangedFile::new(INSIDE, FileChange::Copied).from("web/a.json")
    };
    for file in [copied.clone(), copied.kept()] {
        let listing = Listing {
            head: &sha('a'),
            files: &[file],
            of: None,
        };
        store::gate::list_files(&pool, world.cast.pilot, world.cast.sponsor, id, listing, world.now)
            .await
            .unwrap();
        let (standing, sentence) = world.sentence(7).await;
        assert!(
            standing == Standing::Failed && sentence.contains("“n” is new"),
            "{sentence}"
        );
    }
}
