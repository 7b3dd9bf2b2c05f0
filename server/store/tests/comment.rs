//! Comments and suggestions: carried from revision to revision, settled once, read by whom they name.

use chrono::{DateTime, TimeDelta, Utc};
use domain::comment::{Anchor, Asked, Waiting, locate};
use domain::document::Body;
use domain::ids::{CommentId, CommentThreadId, PersonId, PilotId};
use domain::person::Role;
use domain::proposal::RevisionNumber;
use sqlx::PgPool;
use store::Error;
use store::activity::{Verified, verify};
use store::comment::{
    NewThread, Suggested, Thread, accept, decline, page, read, reopen, reply, resolve, start, suggest, threads,
};
use store::pilot::{NewPilot, add};
use store::proposal::{Edit, latest, revise, revision};
use store::testing::{member, person, started_pilot};

const TEXT: &str =
    "# Pilot\n\nA trial.\n\n## Cost\n\nTwo engineers give two hours a week.\n\n## Risks\n\nReview takes longer.\n";

fn now() -> DateTime<Utc> {
    "2026-02-01T09:00:00Z".parse().expect("a time")
}

/// A pilot of Dana (sponsor), Priya (approver) and Olga (observer).
struct Cast {
    pilot: PilotId,
    dana: PersonId,
    priya: PersonId,
    olga: PersonId,
}

async fn cast(pool: &PgPool) -> Cast {
    let dana = person(pool, "Dana").await.expect("Dana");
    let priya = person(pool, "Priya").await.expect("Priya");
    let olga = person(pool, "Olga").await.expect("Olga");
    let body = Body::new(TEXT).expect("short");
    let new = NewPilot {
        name: "Checkout",
        zone: chrono_tz::Europe::Berlin,
        body: &body,
        summary: "Imported",
    };
    let slug = add(pool, dana, &new, now()).await.expect("a pilot");
    let (pilot, _) = store::pilot::find(pool, &slug, dana, now())
        .await
        .expect("found")
        .expect("there");
    let pilot = pilot.pilot_id;
    for (person, role) in [(priya, Role::Approver), (olga, Role::Observer)] {
        member(pool, pilot, person, role, now()).await.expect("a member");
    }
    Cast {
        pilot,
        dana,
        priya,
        olga,
    }
}

/// Begins a thread on words of the newest revision.
async fn on(
    pool: &PgPool,
    pilot: PilotId,
    who: PersonId,
    (section, words): (&str, &str),
    (text, replacement): (&str, Option<&str>),
) -> CommentThreadId {
    let latest = latest(pool, pilot).await.expect("a revision");
    let found = locate(&latest.body, section, words, "").remove(0);
    let anchor = Anchor::to_words(&latest.body, found.range).expect("words");
    let new = NewThread {
        base: latest.number,
        anchor: &anchor,
        text,
        replacement,
    };
    start(pool, pilot, who, new, now()).await.expect("a thread")
}

/// Priya suggests other words in Cost.
async fn suggested(pool: &PgPool, cast: &Cast, words: &str, replacement: &str) -> CommentThreadId {
    on(pool, cast.pilot, cast.priya, ("cost", words), ("", Some(replacement))).await
}

async fn edit(pool: &PgPool, cast: &Cast, section: &str, text: &str) {
    let base = latest(pool, cast.pilot).await.expect("a revision").number;
    let edit = Edit {
        section,
        base,
        text,
        summary: "",
    };
    revise(pool, cast.pilot, cast.dana, edit, now()).await.expect("saved");
}

async fn one(pool: &PgPool, pilot: PilotId, thread: CommentThreadId) -> Thread {
    threads(pool, pilot)
        .await
        .expect("a list")
        .into_iter()
        .find(|one| one.thread_id == thread)
        .expect("never gone")
}

/// The words a thread is attached to.
async fn words(pool: &PgPool, pilot: PilotId, thread: CommentThreadId) -> Option<String> {
    let body = latest(pool, pilot).await.expect("a revision").body;
    let placed = one(pool, pilot, thread).await.placed?;
    Some(body.as_str()[placed].to_owned())
}

async fn newest(pool: &PgPool, cast: &Cast, thread: CommentThreadId) -> CommentId {
    let page = page(pool, cast.pilot, cast.dana, thread).await.expect("a page");
    page.comments.last().expect("has one").comment.comment_id
}

fn sentence<T: std::fmt::Debug>(outcome: store::Result<T>) -> String {
    match outcome {
        Err(Error::Refused(sentence)) => sentence,
        other => panic!("not refused: {other:?}"),
    }
}

async fn is_whole(pool: &PgPool) -> bool {
    matches!(verify(pool).await, Ok(Verified::Whole { .. }))
}

/// What waits for somebody in one pilot.
async fn waiting(pool: &PgPool, pilot: PilotId, who: PersonId, decides: bool) -> store::Result<Vec<Waiting>> {
    let waiting = store::comment::waiting(pool, &[pilot], who).await?;
    let waiting = waiting.into_iter().map(|(_, one)| one);
    Ok(waiting.filter(|one| decides || one.what != Asked::Suggested).collect())
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_thread_follows_its_words_from_revision_to_revision(pool: PgPool) {
    let cast = cast(&pool).await;
    let thread = on(&pool, cast.pilot, cast.olga, ("cost", "two hours"), ("Enough?", None)).await;
    edit(
        &pool,
        &cast,
        "cost",
        "## Cost\n\nEvery week two engineers give two hours.\n",
    )
    .await;
    assert_eq!(words(&pool, cast.pilot, thread).await.as_deref(), Some("two hours"));
    edit(&pool, &cast, "cost", "## Cost\n\nNothing.\n").await;
    assert_eq!(words(&pool, cast.pilot, thread).await, None);
    edit(&pool, &cast, "risks", "## Risks\n\nNone.\n").await;
    let lost = one(&pool, cast.pilot, thread).await;
    assert_eq!((lost.anchor.quote.as_str(), lost.is_open()), ("two hours", true));
    edit(
        &pool,
        &cast,
        "cost",
        "## Cost\n\nTwo engineers give two hours a week.\n",
    )
    .await;
    assert_eq!(words(&pool, cast.pilot, thread).await.as_deref(), Some("two hours"));
    assert!(is_whole(&pool).await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_thread_begun_on_an_older_revision_is_carried_over(pool: PgPool) {
    let cast = cast(&pool).await;
    let first = latest(&pool, cast.pilot).await.expect("revision 1");
    let anchor = Anchor::to_words(&first.body, TEXT.find("two hours").map(|at| at..at + 9).expect("there"));
    edit(
        &pool,
        &cast,
        "opening",
        "# Pilot\n\nA much longer opening than before.\n\n",
    )
    .await;
    let anchor = anchor.expect("words");
    let new = NewThread {
        base: first.number,
        anchor: &anchor,
        text: "Enough?",
        replacement: None,
    };
    let thread = start(&pool, cast.pilot, cast.olga, new, now()).await.expect("a thread");
    assert_eq!(words(&pool, cast.pilot, thread).await.as_deref(), Some("two hours"));
    assert_eq!(one(&pool, cast.pilot, thread).await.revision, RevisionNumber(1));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_accepted_suggestion_is_a_revision_with_both_names(pool: PgPool) {
    let cast = cast(&pool).await;
    let thread = suggested(&pool, &cast, "two hours", "three hours").await;
    let number = accept(&pool, cast.pilot, cast.dana, (thread, None), now())
        .await
        .expect("accepted");
    assert_eq!(number, RevisionNumber(2));
    let second = revision(&pool, cast.pilot, number).await.expect("there");
    assert_eq!(second.body.as_str(), TEXT.replace("two hours", "three hours"));
    assert_eq!(second.by(), "suggested by Priya, accepted by Dana");
    assert_eq!(second.summary, "Accepted Priya’s suggestion in Cost");
    let settled = one(&pool, cast.pilot, thread).await;
    let outcome = settled
        .suggestion
        .as_ref()
        .and_then(|suggestion| suggestion.outcome.as_ref());
    assert_eq!(outcome.and_then(|outcome| outcome.revision), Some(number));
    assert!(!settled.is_open());
    assert_eq!(
        sentence(accept(&pool, cast.pilot, cast.dana, (thread, None), now()).await),
        "Dana has accepted this already, as revision 2."
    );
    assert_eq!(
        sentence(decline(&pool, cast.pilot, cast.dana, (thread, None), "No", now()).await),
        "Dana has accepted this already, as revision 2."
    );
    assert!(is_whole(&pool).await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_suggestion_on_words_that_changed_is_not_accepted_and_not_lost(pool: PgPool) {
    let cast = cast(&pool).await;
    let thread = suggested(&pool, &cast, "two hours a week", "an hour").await;
    edit(
        &pool,
        &cast,
        "cost",
        "## Cost\n\nTwo engineers give five hours a week.\n",
    )
    .await;
    assert!(
        sentence(accept(&pool, cast.pilot, cast.dana, (thread, None), now()).await).starts_with("The text has changed")
    );
    let kept = one(&pool, cast.pilot, thread).await;
    assert!(kept.is_open());
    assert_eq!(kept.suggestion.map(|one| one.replacement).as_deref(), Some("an hour"));
    assert_eq!(
        latest(&pool, cast.pilot).await.expect("there").number,
        RevisionNumber(2)
    );
    decline(&pool, cast.pilot, cast.dana, (thread, None), "Five it is", now())
        .await
        .expect("declined");
    let settled = one(&pool, cast.pilot, thread).await.suggestion.expect("a suggestion");
    let outcome = settled.outcome.expect("settled");
    assert_eq!((outcome.revision, outcome.reason.as_str()), (None, "Five it is"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_suggestion_accepted_many_times_at_once_is_one_revision(pool: PgPool) {
    let cast = cast(&pool).await;
    let thread = suggested(&pool, &cast, "two hours", "three hours").await;
    let accepting: Vec<_> = (0..8)
        .map(|_| {
            let (pool, pilot, dana) = (pool.clone(), cast.pilot, cast.dana);
            tokio::spawn(async move { accept(&pool, pilot, dana, (thread, None), now()).await })
        })
        .collect();
    let mut accepted = 0;
    for one in accepting {
        match one.await.expect("ran") {
            Ok(number) => {
                accepted += 1;
                assert_eq!(number, RevisionNumber(2));
            }
            refused => assert_eq!(sentence(refused), "Dana has accepted this already, as revision 2."),
        }
    }
    assert_eq!(accepted, 1);
    assert_eq!(
        latest(&pool, cast.pilot).await.expect("there").number,
        RevisionNumber(2)
    );
    assert!(is_whole(&pool).await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn accepting_and_editing_at_once_keeps_both_or_says_so(pool: PgPool) {
    let cast = cast(&pool).await;
    for round in 0..10 {
        let newest = latest(&pool, cast.pilot).await.expect("there");
        let hours = format!("{} hours", 10 + round);
        edit(
            &pool,
            &cast,
            "cost",
            &format!("## Cost\n\nEngineers give {hours} a week, round {round}.\n"),
        )
        .await;
        let thread = suggested(&pool, &cast, &hours, "one hour").await;
        let base = RevisionNumber(newest.number.0 + 1);
        let text = format!("## Cost\n\nEngineers give {round} hours a week.\n");
        let edited = Edit {
            section: "cost",
            base,
            text: &text,
            summary: "",
        };
        let (accepted, saved) = tokio::join!(
            accept(&pool, cast.pilot, cast.dana, (thread, None), now()),
            revise(&pool, cast.pilot, cast.dana, edited, now())
        );
        saved.expect("saved, or kept as a draft");
        let end = latest(&pool, cast.pilot).await.expect("there");
        match accepted {
            // The edit came second and overlapped: it waits as a conflict.
            Ok(number) => assert_eq!(end.number, number),
            refused => {
                assert!(sentence(refused).starts_with("The text has changed"));
                assert!(end.body.as_str().contains(&format!("give {round} hours")));
                assert!(one(&pool, cast.pilot, thread).await.is_open());
            }
        }
    }
    assert!(is_whole(&pool).await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_reply_is_never_resolved_unseen(pool: PgPool) {
    let cast = cast(&pool).await;
    for _ in 0..10 {
        let thread = on(&pool, cast.pilot, cast.olga, ("risks", "longer"), ("How much?", None)).await;
        let seen = newest(&pool, &cast, thread).await;
        let (replied, resolved) = tokio::join!(
            reply(&pool, cast.pilot, cast.priya, thread, "A day", now()),
            resolve(&pool, cast.pilot, (cast.dana, true), thread, seen, now())
        );
        replied.expect("a reply is always kept");
        // Whoever came first: the thread waits for somebody to read the reply.
        assert!(one(&pool, cast.pilot, thread).await.is_open());
        if let Err(refused) = resolved {
            assert_eq!(
                refused.to_string(),
                "Priya has replied since you opened this page. Read it, then resolve."
            );
        }
        let seen = newest(&pool, &cast, thread).await;
        resolve(&pool, cast.pilot, (cast.dana, true), thread, seen, now())
            .await
            .expect("seen");
    }
    assert!(is_whole(&pool).await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_thread_is_resolved_by_its_author_or_the_sponsor(pool: PgPool) {
    let cast = cast(&pool).await;
    let thread = on(&pool, cast.pilot, cast.olga, ("risks", "longer"), ("How much?", None)).await;
    let seen = newest(&pool, &cast, thread).await;
    let only = "Only Olga, who began this, and the sponsor can do that.";
    assert_eq!(
        sentence(resolve(&pool, cast.pilot, (cast.priya, false), thread, seen, now()).await),
        only
    );
    resolve(&pool, cast.pilot, (cast.olga, false), thread, seen, now())
        .await
        .expect("her own");
    assert_eq!(
        sentence(resolve(&pool, cast.pilot, (cast.dana, true), thread, seen, now()).await),
        "This is resolved already."
    );
    assert_eq!(
        sentence(reopen(&pool, cast.pilot, (cast.priya, false), thread, now()).await),
        only
    );
    reopen(&pool, cast.pilot, (cast.dana, true), thread, now())
        .await
        .expect("reopened");
    assert!(one(&pool, cast.pilot, thread).await.is_open());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_is_named_finds_it_until_they_answer_or_read_it(pool: PgPool) {
    let cast = cast(&pool).await;
    let asked = async |who, decides| {
        waiting(&pool, cast.pilot, who, decides)
            .await
            .expect("answers")
            .into_iter()
            .map(|one| (one.who, one.what))
            .collect::<Vec<_>>()
    };
    let named = vec![("Dana".to_owned(), Asked::Mentioned)];
    let none = Vec::new();
    let thread = on(
        &pool,
        cast.pilot,
        cast.dana,
        ("cost", "two hours"),
        ("@Priya, @olga?", None),
    )
    .await;
    assert_eq!(
        (asked(cast.priya, false).await, asked(cast.olga, false).await),
        (named.clone(), named.clone())
    );
    assert_eq!(asked(cast.dana, true).await, none);
    reply(&pool, cast.pilot, cast.priya, thread, "Fine by me", now())
        .await
        .expect("replied");
    assert_eq!(asked(cast.priya, false).await, none);
    assert_eq!(asked(cast.dana, true).await, [("Priya".to_owned(), Asked::Replied)]);
    read(&pool, cast.pilot, cast.olga, thread, now()).await.expect("read");
    read(&pool, cast.pilot, cast.dana, thread, now()).await.expect("read");
    assert_eq!(
        (asked(cast.olga, false).await, asked(cast.dana, true).await),
        (none.clone(), none.clone())
    );
    reply(&pool, cast.pilot, cast.dana, thread, "@Olga, you too?", now())
        .await
        .expect("replied");
    assert_eq!(asked(cast.olga, false).await, named);
    let seen = newest(&pool, &cast, thread).await;
    resolve(&pool, cast.pilot, (cast.dana, true), thread, seen, now())
        .await
        .expect("resolved");
    assert_eq!(asked(cast.olga, false).await, none);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_said_to_nobody_in_particular_waits_for_the_sponsor_until_they_speak_read_or_it_is_resolved(
    pool: PgPool,
) {
    let cast = cast(&pool).await;
    let asked = async |who| {
        let waiting = waiting(&pool, cast.pilot, who, true).await.expect("answers");
        let waiting = waiting.into_iter().map(|one| (one.who, one.what));
        waiting.collect::<Vec<_>>()
    };
    let place = ("cost", "two hours");
    let thread = on(&pool, cast.pilot, cast.olga, place, ("Is that enough?", None)).await;
    let said = |who: &str| vec![(who.to_owned(), Asked::Commented)];
    assert_eq!(asked(cast.dana).await, said("Olga"));
    assert_eq!((asked(cast.priya).await, asked(cast.olga).await), (vec![], vec![]));
    reply(&pool, cast.pilot, cast.dana, thread, "We think so", now())
        .await
        .expect("replied");
    assert_eq!(asked(cast.dana).await, vec![]);
    reply(&pool, cast.pilot, cast.priya, thread, "I do not", now())
        .await
        .expect("replied");
    assert_eq!(asked(cast.dana).await, said("Priya"));
    read(&pool, cast.pilot, cast.dana, thread, now()).await.expect("read");
    assert_eq!(asked(cast.dana).await, vec![]);
    // Being named comes first, and is said once.
    let thread = on(&pool, cast.pilot, cast.olga, place, ("@Dana, and here?", None)).await;
    assert_eq!(asked(cast.dana).await, [("Olga".to_owned(), Asked::Mentioned)]);
    let seen = newest(&pool, &cast, thread).await;
    resolve(&pool, cast.pilot, (cast.olga, false), thread, seen, now())
        .await
        .expect("her own");
    assert_eq!(asked(cast.dana).await, vec![]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_suggestion_waits_for_the_sponsor_and_its_refusal_for_the_author(pool: PgPool) {
    let cast = cast(&pool).await;
    let thread = on(
        &pool,
        cast.pilot,
        cast.olga,
        ("cost", "two hours"),
        ("Less", Some("one hour")),
    )
    .await;
    let what = async |who, decides| {
        let waiting = waiting(&pool, cast.pilot, who, decides).await.expect("answers");
        waiting.into_iter().map(|one| one.what).collect::<Vec<_>>()
    };
    assert_eq!(what(cast.dana, true).await, [Asked::Suggested]);
    assert_eq!(what(cast.priya, false).await, []);
    decline(&pool, cast.pilot, cast.dana, (thread, None), "Two are needed", now())
        .await
        .expect("declined");
    assert_eq!(what(cast.dana, true).await, []);
    assert_eq!(what(cast.olga, false).await, [Asked::Declined]);
    read(&pool, cast.pilot, cast.olga, thread, now() + TimeDelta::minutes(1))
        .await
        .expect("read");
    assert_eq!(what(cast.olga, false).await, []);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_running_pilot_is_commented_on_but_takes_no_suggestion(pool: PgPool) {
    let cast = started_pilot(&pool, now()).await.expect("a running pilot");
    let latest = latest(&pool, cast.pilot).await.expect("a revision");
    let section = &domain::document::sections(&latest.body)[1];
    let anchor = Anchor::to_section(&latest.body, &section.key).expect("there");
    let new = NewThread {
        base: latest.number,
        anchor: &anchor,
        text: "How does it go?",
        replacement: None,
    };
    let thread = start(&pool, cast.pilot, cast.new_pm, new, now())
        .await
        .expect("a comment");
    let placed = one(&pool, cast.pilot, thread).await.placed.expect("a section");
    assert_eq!(placed, section.range);
    let words = Anchor::to_words(&latest.body, section.range.start..section.range.start + 9).expect("words");
    let new = NewThread {
        anchor: &words,
        replacement: Some("Else"),
        ..new
    };
    assert!(sentence(start(&pool, cast.pilot, cast.new_pm, new, now()).await).contains("frozen"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nothing_of_a_thread_can_be_changed_or_removed(pool: PgPool) {
    let cast = cast(&pool).await;
    let thread = on(
        &pool,
        cast.pilot,
        cast.priya,
        ("cost", "two hours"),
        ("@Olga?", Some("an hour")),
    )
    .await;
    read(&pool, cast.pilot, cast.olga, thread, now()).await.expect("read");
    let seen = newest(&pool, &cast, thread).await;
    resolve(&pool, cast.pilot, (cast.dana, true), thread, seen, now())
        .await
        .expect("resolved");
    decline(&pool, cast.pilot, cast.dana, (thread, None), "No", now())
        .await
        .expect("declined");
    for table in [
        "comment_mention",
        "comment_reading",
        "comment_resolution",
        "suggestion_outcome",
        "comment",
        "comment_thread",
    ] {
        for statement in [
            format!("delete from {table}"),
            format!(
                "update {table} set {} = {0}",
                match table {
                    "comment_mention" => "person_id",
                    "comment_thread" => "quote",
                    _ => "comment_thread_id",
                }
            ),
        ] {
            let refused = sqlx::query(sqlx::AssertSqlSafe(statement.clone())).execute(&pool).await;
            let code = refused
                .expect_err(&statement)
                .as_database_error()
                .and_then(|e| e.code().map(|c| c.to_string()));
            assert_eq!(code.as_deref(), Some("23001"), "{statement}");
        }
    }
    let elsewhere = PilotId(cast.pilot.0 + 1);
    for outcome in [
        page(&pool, elsewhere, cast.dana, thread).await.map(drop),
        reply(&pool, elsewhere, cast.dana, thread, "x", now()).await,
        read(&pool, elsewhere, cast.dana, thread, now()).await,
        reopen(&pool, elsewhere, (cast.dana, true), thread, now()).await,
        decline(&pool, elsewhere, cast.dana, (thread, None), "x", now()).await,
        accept(&pool, elsewhere, cast.dana, (thread, None), now())
            .await
            .map(drop),
    ] {
        assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
    }
}

/// Suggests other words in a reply, for words that stand there.
async fn other_words(
    pool: &PgPool,
    cast: &Cast,
    who: PersonId,
    thread: CommentThreadId,
    (replaced, replacement): (&str, &str),
) -> store::Result<CommentId> {
    let new = Suggested {
        text: "",
        replaced,
        replacement,
    };
    suggest(pool, cast.pilot, who, thread, new, now()).await?;
    Ok(newest(pool, cast, thread).await)
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_suggestion_in_a_reply_takes_the_place_of_the_one_before(pool: PgPool) {
    let cast = cast(&pool).await;
    let (pilot, dana) = (cast.pilot, cast.dana);
    let first = ("", Some("three hours"));
    let thread = on(&pool, pilot, cast.priya, ("cost", "two hours"), first).await;
    let second = other_words(&pool, &cast, cast.olga, thread, ("two hours", "four hours"))
        .await
        .expect("suggested");
    // Whoever read only the first cannot settle it any more, nor the second by mistake.
    let newer = "Olga has suggested other words since you opened this page. Read them first.";
    assert_eq!(sentence(accept(&pool, pilot, dana, (thread, None), now()).await), newer);
    assert_eq!(
        sentence(decline(&pool, pilot, dana, (thread, None), "No", now()).await),
        newer
    );
    let asked = waiting(&pool, pilot, dana, true).await.expect("a list");
    assert_eq!(
        (asked.len(), asked[0].what, asked[0].who.as_str()),
        (1, Asked::Suggested, "Olga")
    );
    let number = accept(&pool, pilot, dana, (thread, Some(second)), now())
        .await
        .expect("accepted");
    let revision = revision(&pool, pilot, number).await.expect("there");
    assert_eq!(revision.body.as_str(), TEXT.replace("two hours", "four hours"));
    assert_eq!(revision.by(), "suggested by Olga, accepted by Dana");
    // Nothing vanishes: both are there to be read.
    let said = page(&pool, pilot, dana, thread).await.expect("a page").comments;
    let suggested: Vec<_> = said.iter().filter_map(|said| said.suggestion.as_ref()).collect();
    let words: Vec<_> = suggested
        .iter()
        .map(|one| (one.by.as_str(), one.replacement.as_str()))
        .collect();
    assert_eq!(words, [("Priya", "three hours"), ("Olga", "four hours")]);
    assert_eq!(suggested[0].outcome, None);
    assert_eq!(suggested[1].outcome.as_ref().and_then(|o| o.revision), Some(number));
    // What was accepted is over.
    let late = other_words(&pool, &cast, cast.priya, thread, ("four hours", "an hour")).await;
    assert!(sentence(late).starts_with("A suggestion was accepted here"));
    assert!(is_whole(&pool).await);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn after_a_decline_other_words_can_be_suggested(pool: PgPool) {
    let cast = cast(&pool).await;
    let (pilot, dana) = (cast.pilot, cast.dana);
    let thread = on(&pool, pilot, cast.priya, ("cost", "two hours"), ("Enough?", None)).await;
    let one_of = other_words(&pool, &cast, cast.priya, thread, ("two hours", "an hour"))
        .await
        .expect("suggested");
    decline(&pool, pilot, dana, (thread, Some(one_of)), "Too little", now())
        .await
        .expect("declined");
    assert!(!one(&pool, pilot, thread).await.is_open());
    let declined = waiting(&pool, pilot, cast.priya, false).await.expect("a list");
    assert_eq!(declined[0].what, Asked::Declined);
    let other = other_words(&pool, &cast, cast.priya, thread, ("two hours", "three hours"))
        .await
        .expect("suggested");
    let open = one(&pool, pilot, thread).await;
    assert!(open.is_open());
    assert_eq!(open.suggestion.expect("one").replacement, "three hours");
    accept(&pool, pilot, dana, (thread, Some(other)), now())
        .await
        .expect("accepted");
    let said = page(&pool, pilot, dana, thread).await.expect("a page").comments;
    let reasons: Vec<_> = said
        .iter()
        .filter_map(|said| said.suggestion.as_ref()?.outcome.as_ref())
        .collect();
    assert_eq!((reasons[0].reason.as_str(), reasons[0].revision), ("Too little", None));
    assert!(reasons[1].revision.is_some());
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn other_words_are_for_the_words_that_stand_there(pool: PgPool) {
    let cast = cast(&pool).await;
    let pilot = cast.pilot;
    let thread = on(
        &pool,
        pilot,
        cast.priya,
        ("cost", "two hours a week"),
        ("Enough?", None),
    )
    .await;
    let same = other_words(
        &pool,
        &cast,
        cast.olga,
        thread,
        ("two hours a week", "two hours a week"),
    )
    .await;
    assert_eq!(sentence(same), "The text says this already.");
    edit(
        &pool,
        &cast,
        "cost",
        "## Cost\n\nTwo engineers give five hours a week.\n",
    )
    .await;
    let stale = other_words(&pool, &cast, cast.olga, thread, ("two hours a week", "an hour")).await;
    assert!(sentence(stale).starts_with("The text has changed since you opened this page"));
    // For what stands there now, they can be suggested and accepted.
    let stands = words(&pool, pilot, thread).await.expect("still there");
    let reply = other_words(&pool, &cast, cast.olga, thread, (&stands, "an hour a week"))
        .await
        .expect("suggested");
    accept(&pool, pilot, cast.dana, (thread, Some(reply)), now())
        .await
        .expect("accepted");
    let latest = latest(&pool, pilot).await.expect("a revision");
    let section = &domain::document::sections(&latest.body)[0];
    let whole = Anchor::to_section(&latest.body, &section.key).expect("there");
    let new = NewThread {
        base: latest.number,
        anchor: &whole,
        text: "All of it?",
        replacement: None,
    };
    let thread = start(&pool, pilot, cast.olga, new, now()).await.expect("a thread");
    let nothing = other_words(&pool, &cast, cast.olga, thread, (&section.text, "Nothing")).await;
    assert!(sentence(nothing).starts_with("This is about a whole section"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn accepting_while_other_words_are_suggested_is_one_or_the_other(pool: PgPool) {
    let cast = cast(&pool).await;
    for round in 0..10 {
        let hours = format!("{} hours", 10 + round);
        edit(
            &pool,
            &cast,
            "cost",
            &format!("## Cost\n\nEngineers give {hours} a week.\n"),
        )
        .await;
        let thread = on(&pool, cast.pilot, cast.priya, ("cost", &hours), ("", Some("one hour"))).await;
        let (accepted, suggested) = tokio::join!(
            accept(&pool, cast.pilot, cast.dana, (thread, None), now()),
            other_words(&pool, &cast, cast.olga, thread, (&hours, "no hour")),
        );
        let kept = one(&pool, cast.pilot, thread).await;
        match (accepted, suggested) {
            (Ok(number), refused) => {
                assert_eq!(kept.outcome().and_then(|outcome| outcome.revision), Some(number));
                assert!(sentence(refused).starts_with("A suggestion was accepted here"));
            }
            (refused, Ok(reply)) => {
                assert_eq!(kept.suggestion.expect("one").reply, Some(reply));
                assert!(sentence(refused).starts_with("Olga has suggested other words"));
            }
            both => panic!("{both:?}"),
        }
    }
    assert!(is_whole(&pool).await);
}
