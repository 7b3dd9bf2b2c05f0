//! Taking over from a pilot PM or an engineering DRI while the pilot runs: who can offer it, who signs, and what follows from the last signature.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use chrono::{DateTime, TimeDelta, Utc};
use domain::decimal::Decimal;
use domain::ids::{PersonId, ReplacementId};
use domain::inbox::tasks;
use domain::metric::{Ratio, Series};
use domain::participation::{EDITION, Standing};
use domain::person::{Arm, Membership, Role};
use domain::programme::scorecard;
use domain::replacement::Post;
use domain::survey::{Energy, Timing};
use domain::week_one::{Progress, Side};
use domain::zone::Signatory;
use store::activity::{self, Verified};
use store::pilot::{self, Facts};
use store::replacement::NewOffer;
use store::survey::{self, NewAnswer};
use store::testing::{self, Cast};
use store::{Error, PgPool, hours, inbox, participation, programme, replacement, week_one};

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Monday, 2 March 2026, 09:00 in Berlin; weeks end on Sundays at 23:00 UTC.
fn start() -> DateTime<Utc> {
    utc("2026-03-02T08:00:00Z")
}

/// Wednesday of the second week.
fn change() -> DateTime<Utc> {
    utc("2026-03-11T10:00:00Z")
}

/// A started pilot, and Nell, who observes it.
async fn observed(pool: &PgPool) -> (Cast, PersonId) {
    let cast = testing::started_pilot(pool, start()).await.unwrap();
    let nell = testing::person(pool, "Nell").await.unwrap();
    testing::member(pool, cast.pilot, nell, Role::Observer, start())
        .await
        .unwrap();
    (cast, nell)
}

async fn facts(pool: &PgPool, cast: &Cast) -> Facts {
    pilot::facts(pool, cast.pilot).await.unwrap()
}

async fn offer(pool: &PgPool, cast: &Cast, by: PersonId, from: PersonId) -> Result<ReplacementId, Error> {
    let new = as_dri(Arm::NewModel, from);
    replacement::offer(pool, cast.pilot, by, new, change()).await?;
    Ok(facts(pool, cast).await.offer.unwrap().id)
}

fn as_dri(arm: Arm, former: PersonId) -> NewOffer<'static> {
    NewOffer {
        post: Post::Dri,
        arm,
        former,
        reason: "Lee is on parental leave.",
        login: "",
        former_login: "",
    }
}

fn as_pm(arm: Arm, former: PersonId, login: &'static str) -> NewOffer<'static> {
    NewOffer {
        post: Post::PilotPm,
        reason: "Mira goes to another team.",
        login,
        ..as_dri(arm, former)
    }
}

/// The offer, and every signature it needs, a minute after one another: it binds with the last, and the answer is when.
async fn take_over(pool: &PgPool, cast: &Cast, by: PersonId, new: NewOffer<'_>, at: DateTime<Utc>) -> DateTime<Utc> {
    replacement::offer(pool, cast.pilot, by, new, at).await.unwrap();
    let id = facts(pool, cast).await.offer.unwrap().id;
    let known = facts(pool, cast).await;
    let mut signs: Vec<PersonId> = known.members().map(|member| member.person_id).collect();
    signs.retain(|person| !known.offer_owed_by(*person).is_empty());
    signs.dedup();
    let (mut bound, mut last) = (false, at);
    for person in signs {
        assert!(!bound, "{person} signs after it bound");
        last += TimeDelta::minutes(1);
        bound = replacement::sign(pool, cast.pilot, person, id, last).await.unwrap();
    }
    assert!(bound);
    last
}

async fn answers(
    pool: &PgPool,
    cast: &Cast,
    person: PersonId,
    (week, score): (i32, u8),
    at: &str,
) -> store::Result<Timing> {
    let new = NewAnswer {
        week,
        energy: Energy::try_from(score).unwrap(),
        note: "",
    };
    survey::answer(pool, cast.pilot, person, &new, utc(at)).await
}

async fn roles(pool: &PgPool, cast: &Cast, person: PersonId) -> Vec<(Role, Option<Arm>)> {
    let facts = facts(pool, cast).await;
    let theirs = facts.members().filter(|member| member.person_id == person);
    theirs
        .map(|member| (member.membership.role, member.membership.arm))
        .collect()
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, Error>, words: &str) {
    match outcome {
        Err(Error::Refused(sentence)) => assert!(sentence.contains(words), "{sentence}"),
        other => panic!("{other:?}"),
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn somebody_takes_over_with_the_last_signature_and_never_before(pool: PgPool) {
    let (cast, nell) = observed(&pool).await;
    // What Lee does as a DRI stays theirs.
    let two = Decimal::hundredths(200);
    hours::log(&pool, cast.pilot, cast.new_dri, (1, two), utc("2026-03-09T10:00:00Z"))
        .await
        .unwrap();
    for (person, side) in [(cast.new_pm, Side::PilotPm), (cast.new_dri, Side::Dri)] {
        let word = (Arm::NewModel, 1, side);
        week_one::tick(
            &pool,
            cast.pilot,
            person,
            word,
            "acme/shop#3",
            utc("2026-03-09T11:00:00Z"),
        )
        .await
        .unwrap();
    }
    let before = facts(&pool, &cast).await;
    let id = offer(&pool, &cast, nell, cast.new_dri).await.unwrap();
    let owed = async |person| facts(&pool, &cast).await.offer_owed_by(person);
    assert_eq!(owed(cast.sponsor).await, [Signatory::Sponsor]);
    assert_eq!(owed(cast.approver).await, [Signatory::Approver]);
    assert_eq!(owed(cast.old_dri).await, [Signatory::Dri(Arm::OldModel)]);
    for nobody in [cast.new_dri, cast.new_pm, nell] {
        assert_eq!(owed(nobody).await, []);
        let signed = replacement::sign(&pool, cast.pilot, nobody, id, change()).await;
        assert!(matches!(signed, Err(Error::NotFound)), "{signed:?}");
    }
    for (person, bound, at) in [
        (cast.sponsor, false, "2026-03-11T11:00:00Z"),
        // Again: it changes nothing.
        (cast.sponsor, false, "2026-03-11T11:01:00Z"),
        (cast.old_dri, false, "2026-03-11T12:00:00Z"),
        (cast.approver, true, "2026-03-11T13:00:00Z"),
    ] {
        assert_eq!(roles(&pool, &cast, nell).await, [(Role::Observer, None)]);
        let signed = replacement::sign(&pool, cast.pilot, person, id, utc(at)).await;
        assert_eq!(signed.unwrap(), bound, "{at}");
    }
    let dri = (Role::Dri, Some(Arm::NewModel));
    assert_eq!(roles(&pool, &cast, nell).await, [dri, (Role::Observer, None)]);
    // Lee goes on reading, and does nothing more as a DRI.
    assert_eq!(roles(&pool, &cast, cast.new_dri).await, [(Role::Observer, None)]);

    let after = facts(&pool, &cast).await;
    assert!(after.offer.is_none());
    let said: Vec<String> = after.replaced.iter().map(|one| one.sentence()).collect();
    assert_eq!(said, ["The engineering DRI of the new model changed from Lee to Nell"]);
    assert_eq!(after.replaced[0].at, utc("2026-03-11T13:00:00Z"));
    // The zone is signed by everybody still, Nell among them; who reviews whom and what was confirmed stays.
    assert!(after.unsigned().unwrap().is_complete());
    let paired = |facts: &Facts| facts.arms()[0].pairs().pairs;
    assert_eq!(paired(&before), [(cast.new_pm, cast.new_dri)]);
    assert_eq!(paired(&after), [(cast.new_pm, nell)]);
    assert_eq!(after.ticks, before.ticks);
    let page = week_one::page(&pool, cast.pilot).await.unwrap();
    let of_mira = page.activities[0]
        .progress
        .iter()
        .find(|doing| doing.is_of(cast.new_pm));
    assert!(
        matches!(of_mira.unwrap().progress, domain::week_one::Progress::Confirmed { .. }),
        "{of_mira:?}"
    );

    // Weeks are of whoever is the DRI at their end.
    let log = async |person, week, at: &str| hours::log(&pool, cast.pilot, person, (week, two), utc(at)).await;
    let left = log(cast.new_dri, 2, "2026-03-16T10:00:00Z").await;
    assert!(matches!(left, Err(Error::NotFound)), "{left:?}");
    refused(
        log(nell, 1, "2026-03-16T10:00:00Z").await,
        "Week 1 was over before you became the engineering DRI.",
    );
    log(nell, 2, "2026-03-16T10:00:00Z").await.unwrap();
    let meter = facts(&pool, &cast).await.meter(utc("2026-03-16T11:00:00Z")).unwrap();
    // Lee's first week and Nell's second are logged; Kim's two are not.
    assert_eq!((meter.logged.in_hundredths(), meter.missing), (400, 2));

    let numbers = programme::load(&pool, cast.pilot).await.unwrap();
    assert_eq!(numbers.replaced, after.replaced);
    let log = activity::list(&pool, cast.pilot, 3).await.unwrap();
    assert!(log.iter().any(|line| line.action == "replacement.bind"));
    let verified = activity::verify(&pool).await.unwrap();
    assert!(matches!(verified, Verified::Whole { .. }), "{verified:?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn nobody_takes_over_before_the_start(pool: PgPool) {
    let waiting = testing::ready_pilot(&pool, start()).await.unwrap();
    let nell = testing::person(&pool, "Nell").await.unwrap();
    testing::member(&pool, waiting.pilot, nell, Role::Observer, start())
        .await
        .unwrap();
    let early = replacement::offer(
        &pool,
        waiting.pilot,
        nell,
        as_dri(Arm::NewModel, waiting.new_dri),
        start(),
    )
    .await;
    refused(early, "The pilot has not started.");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_has_a_part_keeps_to_it_and_a_second_offer_waits(pool: PgPool) {
    let (cast, nell) = observed(&pool).await;
    for person in [cast.sponsor, cast.approver, cast.new_pm, cast.new_dri, cast.old_dri] {
        refused(
            offer(&pool, &cast, person, cast.new_dri).await,
            "Only an observer takes over",
        );
    }
    refused(
        offer(&pool, &cast, nell, cast.old_dri).await,
        "no engineering DRI of that arm any more",
    );
    refused(offer(&pool, &cast, nell, nell).await, "no engineering DRI of that arm");
    let id = offer(&pool, &cast, nell, cast.new_dri).await.unwrap();
    let ole = testing::person(&pool, "Ole").await.unwrap();
    testing::member(&pool, cast.pilot, ole, Role::Observer, change())
        .await
        .unwrap();
    refused(
        offer(&pool, &cast, ole, cast.new_dri).await,
        "Nell offers to take over from Lee already.",
    );
    let back = async |person| {
        replacement::withdraw(
            &pool,
            cast.pilot,
            person,
            (id, "Lee stays."),
            utc("2026-03-12T09:00:00Z"),
        )
        .await
    };
    for other in [cast.approver, cast.old_dri, ole] {
        let withdrawn = back(other).await;
        assert!(matches!(withdrawn, Err(Error::NotFound)), "{withdrawn:?}");
    }
    back(nell).await.unwrap();
    refused(back(cast.sponsor).await, "This offer is not open any more.");
    refused(
        replacement::sign(&pool, cast.pilot, cast.sponsor, id, utc("2026-03-12T10:00:00Z")).await,
        "This offer is not open any more.",
    );
    let known = facts(&pool, &cast).await;
    assert!(known.offer.is_none() && known.replaced.is_empty());
    assert_eq!(known.dri_tenures().len(), 2);
    // Whoever becomes something else meanwhile cannot take over by an older offer.
    let id = offer(&pool, &cast, ole, cast.new_dri).await.unwrap();
    for person in [cast.sponsor, cast.old_dri] {
        let signed = replacement::sign(&pool, cast.pilot, person, id, utc("2026-03-12T11:00:00Z")).await;
        assert!(!signed.unwrap());
    }
    sqlx::query("insert into member (pilot_id, person_id, role, arm, added_by, added_at) values ($1, $2, 'dri', 'old_model', $3, $4)")
        .bind(cast.pilot.0)
        .bind(ole.0)
        .bind(cast.sponsor.0)
        .bind(change())
        .execute(&pool)
        .await
        .unwrap();
    refused(
        replacement::sign(&pool, cast.pilot, cast.approver, id, utc("2026-03-12T12:00:00Z")).await,
        "Only an observer takes over",
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_last_signatures_at_once_bind_once(pool: PgPool) {
    let (cast, nell) = observed(&pool).await;
    let id = offer(&pool, &cast, nell, cast.new_dri).await.unwrap();
    replacement::sign(&pool, cast.pilot, cast.old_dri, id, change())
        .await
        .unwrap();
    let sign = async |person| {
        replacement::sign(&pool, cast.pilot, person, id, change())
            .await
            .unwrap()
    };
    let (one, other) = tokio::join!(sign(cast.sponsor), sign(cast.approver));
    assert!(one != other, "one of them is the last: {one} {other}");
    let dri = Membership {
        role: Role::Dri,
        arm: Some(Arm::NewModel),
    };
    let known = facts(&pool, &cast).await;
    let holders: Vec<PersonId> = known
        .members()
        .filter(|member| member.membership == dri)
        .map(|member| member.person_id)
        .collect();
    assert_eq!(holders, [nell]);
    // Nothing of it can be changed afterwards.
    for statement in [
        "delete from replacement_outcome",
        "update replacement set reason = 'Another'",
        "delete from replacement_signature",
    ] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}

/// Weeks are whole ones here, from Monday to the end of Sunday in Berlin: the second is asked from 8 March, 23:00 UTC, on.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_pilot_pm_is_replaced_and_everything_goes_by_time(pool: PgPool) {
    let (cast, nell) = observed(&pool).await;
    let (mira, omar) = (cast.new_pm, cast.old_pm);
    answers(&pool, &cast, mira, (1, 4), "2026-03-06T10:00:00Z")
        .await
        .unwrap();
    // Done by Mira, confirmed by Lee; and another that Lee has not confirmed when Nell takes over.
    let word = async |person, item, side, at| {
        let word = (Arm::NewModel, item, side);
        week_one::tick(&pool, cast.pilot, person, word, "acme/shop#3", utc(at)).await
    };
    week_one::acknowledge(&pool, cast.pilot, mira, utc("2026-03-04T09:00:00Z"))
        .await
        .unwrap();
    word(mira, 1, Side::PilotPm, "2026-03-04T10:00:00Z").await.unwrap();
    word(cast.new_dri, 1, Side::Dri, "2026-03-04T11:00:00Z").await.unwrap();
    word(mira, 2, Side::PilotPm, "2026-03-04T12:00:00Z").await.unwrap();
    // Links of a week that was open, and of one to come.
    let link = async |week, token: u8| survey::make_link(&pool, cast.pilot, mira, week, &[token; 32], change()).await;
    link(2, 2).await.unwrap();
    link(3, 3).await.unwrap();
    let before = facts(&pool, &cast).await;
    assert_eq!(before.logins(Arm::NewModel), ["mira-codes"]);

    let bound = take_over(&pool, &cast, nell, as_pm(Arm::NewModel, mira, "nell-codes"), change()).await;
    // Sponsor, approver and both DRIs.
    assert_eq!(bound, change() + TimeDelta::minutes(4));
    let after = facts(&pool, &cast).await;
    let (pm, observer) = ((Role::PilotPm, Some(Arm::NewModel)), (Role::Observer, None));
    assert_eq!(roles(&pool, &cast, nell).await, [pm, observer]);
    assert_eq!(roles(&pool, &cast, mira).await, [observer]);
    assert!(after.was_pm(mira) && !after.was_pm(nell) && !after.was_pm(omar));
    assert_eq!(after.logins(Arm::NewModel), ["nell-codes"]);
    assert_eq!(after.arms()[0].pairs().pairs, [(nell, cast.new_dri)]);
    assert!(after.unsigned().unwrap().is_complete(), "the zone is signed still");
    assert_eq!(
        after.replaced[0].sentence(),
        "The pilot PM of the new model changed from Mira to Nell"
    );

    // Whose weeks: the second was open when it bound.
    let asked = |person| -> Vec<u8> {
        let theirs = after.weeks.iter().filter(|week| after.is_asked(person, week));
        theirs.map(|week| week.number).collect()
    };
    assert_eq!(
        (asked(mira), asked(nell), asked(omar)),
        (vec![1, 2], vec![3, 4], vec![1, 2, 3, 4])
    );
    let opened = survey::link(&pool, &[2; 32]).await.unwrap().expect("Mira's week");
    assert_eq!(opened.person, mira);
    assert!(
        survey::link(&pool, &[3; 32]).await.unwrap().is_none(),
        "a week of Nell's"
    );
    refused(
        survey::make_link(&pool, cast.pilot, mira, 3, &[4; 32], bound).await,
        "The question of week 3 is not yours.",
    );
    survey::answer_by_link(
        &pool,
        &opened,
        Energy::try_from(5).unwrap(),
        "",
        utc("2026-03-12T09:00:00Z"),
    )
    .await
    .unwrap();
    refused(
        answers(&pool, &cast, nell, (2, 1), "2026-03-12T10:00:00Z").await,
        "The question of week 2 is not yours",
    );
    refused(
        answers(&pool, &cast, mira, (3, 1), "2026-03-17T10:00:00Z").await,
        "The question of week 3 is not yours",
    );

    // Nell is asked whether she agrees first; before she does, nothing is asked of her and nothing of hers is taken.
    let now = utc("2026-03-17T10:00:00Z");
    let titles = async |person| -> Vec<String> {
        let of = inbox::asked_of(&facts(&pool, &cast).await, &[], person, now);
        tasks(&of).into_iter().map(|task| task.title).collect()
    };
    assert_eq!(facts(&pool, &cast).await.participation_of(nell), Standing::NotAskedYet);
    let of_nell = titles(nell).await;
    let of_nell: Vec<&str> = of_nell.iter().map(String::as_str).collect();
    assert!(
        of_nell.contains(&"Say whether you agree to what is measured"),
        "{of_nell:?}"
    );
    assert!(of_nell.contains(&"Acknowledge the no-go list"), "{of_nell:?}");
    assert!(!of_nell.iter().any(|title| title.contains("survey")), "{of_nell:?}");
    refused(
        answers(&pool, &cast, nell, (3, 2), "2026-03-17T10:00:00Z").await,
        "whether you agree to what is measured",
    );
    participation::say(&pool, cast.pilot, nell, (EDITION, true), now)
        .await
        .unwrap();
    assert!(titles(nell).await.contains(&"Answer the week 3 survey".to_owned()));
    assert!(!titles(mira).await.iter().any(|title| title.contains("survey")));
    answers(&pool, &cast, nell, (3, 3), "2026-03-17T11:00:00Z")
        .await
        .unwrap();

    // 4, 5 and 3 of four weeks, whoever answered them.
    let load = async || programme::load(&pool, cast.pilot).await.unwrap();
    let energy = |numbers: &domain::programme::Programme, at: &str| {
        let card = scorecard(numbers, utc(at));
        let panel = card.energy.panel(Series::NewModel).unwrap().energy.clone();
        (panel.mean(), panel.given, panel.of())
    };
    assert_eq!(
        energy(&load().await, "2026-03-17T12:00:00Z"),
        (Some(Ratio::new(4, 1)), 3, 4)
    );
    // The last week closes without an answer: Nell is asked for it late, and the sponsor asks her, not Mira.
    let now = utc("2026-03-30T10:00:00Z");
    let missed = inbox::asked_of(&facts(&pool, &cast).await, &[], cast.sponsor, now).missed;
    let missed: Vec<(PersonId, u8)> = missed.into_iter().map(|one| (one.person, one.week)).collect();
    assert_eq!(missed, [(omar, 1), (omar, 2), (omar, 3), (nell, 4), (omar, 4)]);
    // Mira takes back what she agreed to: her weeks are gaps, and Nell's stays.
    participation::say(&pool, cast.pilot, mira, (EDITION, false), now)
        .await
        .unwrap();
    assert_eq!(
        energy(&load().await, "2026-03-30T10:01:00Z"),
        (Some(Ratio::new(3, 1)), 1, 4)
    );

    // Of week one nothing is to be done again, and Lee confirms to Nell what Mira left.
    let doing = async |item: usize| {
        let page = week_one::page(&pool, cast.pilot).await.unwrap();
        let of_nell = page.activities[item]
            .progress
            .iter()
            .find(|doing| doing.is_of(nell))
            .cloned();
        of_nell.unwrap().progress
    };
    assert!(matches!(doing(0).await, Progress::Confirmed { .. }));
    assert!(matches!(doing(1).await, Progress::Done(_)));
    week_one::send_back(&pool, cast.pilot, cast.new_dri, (Arm::NewModel, 2), "Not merged", now)
        .await
        .unwrap();
    assert_eq!(doing(1).await, Progress::Open);
    word(nell, 2, Side::PilotPm, "2026-03-30T11:00:00Z").await.unwrap();
    assert!(matches!(doing(1).await, Progress::Done(_)));
    word(cast.new_dri, 2, Side::Dri, "2026-03-30T12:00:00Z").await.unwrap();
    assert!(matches!(doing(1).await, Progress::Confirmed { .. }));
    week_one::acknowledge(&pool, cast.pilot, nell, now).await.unwrap();
    let page = week_one::page(&pool, cast.pilot).await.unwrap();
    let acknowledged: Vec<(&str, bool)> = page
        .acknowledgements
        .iter()
        .map(|one| (one.name.as_str(), one.at.is_some()))
        .collect();
    assert_eq!(acknowledged, [("Mira", true), ("Nell", true), ("Omar", false)]);

    // Hours are promised as before, and the log holds.
    let meter = facts(&pool, &cast).await.meter(now).unwrap();
    assert_eq!(meter.promised, before.meter(change()).unwrap().promised);
    let verified = activity::verify(&pool).await.unwrap();
    assert!(matches!(verified, Verified::Whole { .. }), "{verified:?}");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn who_cannot_be_a_pilot_pm_is_told_why(pool: PgPool) {
    let (cast, nell) = observed(&pool).await;
    let new = |arm, former, login| as_pm(arm, former, login);
    let of_mira = new(Arm::NewModel, cast.new_pm, "nell-codes");
    for person in [
        cast.sponsor,
        cast.approver,
        cast.new_pm,
        cast.old_pm,
        cast.new_dri,
        cast.old_dri,
    ] {
        refused(
            replacement::offer(&pool, cast.pilot, person, of_mira, change()).await,
            "Only an observer takes over",
        );
    }
    for (new, words) in [
        (
            new(Arm::OldModel, cast.new_pm, "nell-codes"),
            "is no pilot PM of that arm any more",
        ),
        (
            new(Arm::NewModel, cast.new_dri, "nell-codes"),
            "is no pilot PM of that arm any more",
        ),
        (
            new(Arm::NewModel, cast.new_pm, "Mira-Codes"),
            "is that of a pilot PM of this pilot already",
        ),
        (
            new(Arm::NewModel, cast.new_pm, "omar-codes"),
            "is that of a pilot PM of this pilot already",
        ),
    ] {
        refused(replacement::offer(&pool, cast.pilot, nell, new, change()).await, words);
    }
    // A deputy of the approver.
    let sam = testing::person(&pool, "Sam").await.unwrap();
    testing::member(&pool, cast.pilot, sam, Role::Observer, start())
        .await
        .unwrap();
    let naming = store::approval::Naming {
        deputy: sam,
        first: "2026-03-10".parse().unwrap(),
        last: "2026-03-20".parse().unwrap(),
    };
    store::approval::name_deputy(&pool, cast.pilot, cast.approver, naming, change())
        .await
        .unwrap();
    refused(
        replacement::offer(&pool, cast.pilot, sam, of_mira, change()).await,
        "stands in for an approver",
    );
    // Somebody whose account was closed after they offered it.
    replacement::offer(&pool, cast.pilot, nell, of_mira, change())
        .await
        .unwrap();
    let id = facts(&pool, &cast).await.offer.unwrap().id;
    sqlx::query("update person set disabled_at = now() where person_id = $1")
        .bind(nell.0)
        .execute(&pool)
        .await
        .unwrap();
    refused(
        replacement::sign(&pool, cast.pilot, cast.sponsor, id, change()).await,
        "The account of Nell was closed.",
    );
    sqlx::query("update person set disabled_at = null where person_id = $1")
        .bind(nell.0)
        .execute(&pool)
        .await
        .unwrap();
    let back = (id, "Mira stays.");
    replacement::withdraw(&pool, cast.pilot, nell, back, change())
        .await
        .unwrap();

    // Mira was the pilot PM of the new model: she comes back to that, and takes over nothing else.
    take_over(&pool, &cast, nell, of_mira, change()).await;
    let mira = store::approval::Naming {
        deputy: cast.new_pm,
        first: "2026-03-23".parse().unwrap(),
        last: "2026-03-27".parse().unwrap(),
    };
    refused(
        store::approval::name_deputy(&pool, cast.pilot, cast.approver, mira, change()).await,
        "A pilot PM cannot decide on the pilot they ship for, or shipped for",
    );
    let later = change() + TimeDelta::days(1);
    for other in [
        new(Arm::OldModel, cast.old_pm, "mira-codes"),
        as_dri(Arm::OldModel, cast.old_dri),
        as_dri(Arm::NewModel, cast.new_dri),
    ] {
        refused(
            replacement::offer(&pool, cast.pilot, cast.new_pm, other, later).await,
            "takes over nothing but what they had",
        );
    }
    take_over(&pool, &cast, cast.new_pm, new(Arm::NewModel, nell, "mira-codes"), later).await;
    let known = facts(&pool, &cast).await;
    assert_eq!(known.logins(Arm::NewModel), ["mira-codes"]);
    // Mira was a pilot PM from the start: what she agreed to, or was not asked, is as it was.
    assert_eq!(known.participation_of(cast.new_pm), Standing::NotAsked);
    assert_eq!(known.participation_of(nell), Standing::NotAskedYet);
    let whose: Vec<Vec<u8>> = [cast.new_pm, nell]
        .map(|person| {
            known
                .weeks
                .iter()
                .filter(|week| known.is_asked(person, week))
                .map(|week| week.number)
                .collect()
        })
        .into();
    assert_eq!(whose, [vec![1, 2, 3, 4], vec![]]);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn an_answer_that_is_sent_while_a_replacement_binds_is_of_whoever_was_asked(pool: PgPool) {
    let (cast, nell) = observed(&pool).await;
    let of_mira = as_pm(Arm::NewModel, cast.new_pm, "nell-codes");
    replacement::offer(&pool, cast.pilot, nell, of_mira, change())
        .await
        .unwrap();
    let id = facts(&pool, &cast).await.offer.unwrap().id;
    for person in [cast.sponsor, cast.new_dri, cast.old_dri] {
        assert!(
            !replacement::sign(&pool, cast.pilot, person, id, change())
                .await
                .unwrap()
        );
    }
    let binds = replacement::sign(&pool, cast.pilot, cast.approver, id, change());
    let of_week_two = answers(&pool, &cast, cast.new_pm, (2, 4), "2026-03-11T10:00:00Z");
    let of_nell = answers(&pool, &cast, nell, (2, 1), "2026-03-11T10:00:00Z");
    let (bound, answered, taken) = tokio::join!(binds, of_week_two, of_nell);
    assert!(bound.unwrap());
    // Before or after: the second week is Mira's, whoever comes first.
    assert_eq!(answered.unwrap(), Timing::InTime);
    assert!(taken.is_err(), "{taken:?}");
    let numbers = programme::load(&pool, cast.pilot).await.unwrap();
    let card = scorecard(&numbers, utc("2026-03-11T11:00:00Z"));
    assert_eq!(
        card.energy.panel(Series::NewModel).unwrap().energy.mean(),
        Some(Ratio::new(4, 1))
    );
}

/// In an arm with two pilot PMs, whoever takes over says whose login theirs follows.
#[sqlx::test(migrator = "store::MIGRATOR")]
async fn of_several_logins_of_an_arm_one_is_named(pool: PgPool) {
    let (cast, nell) = observed(&pool).await;
    sqlx::query("update feature set more_logins = '{ines-codes}' where pilot_id = $1 and arm = 'new_model'")
        .bind(cast.pilot.0)
        .execute(&pool)
        .await
        .unwrap();
    let of_mira = as_pm(Arm::NewModel, cast.new_pm, "nell-codes");
    refused(
        replacement::offer(&pool, cast.pilot, nell, of_mira, change()).await,
        "the arm has several",
    );
    let named = |former_login| NewOffer {
        former_login,
        ..of_mira
    };
    refused(
        replacement::offer(&pool, cast.pilot, nell, named("omar-codes"), change()).await,
        "the arm has several",
    );
    let bound = take_over(&pool, &cast, nell, named("MIRA-codes"), change()).await;
    let numbers = programme::load(&pool, cast.pilot).await.unwrap();
    assert_eq!(numbers.pm_logins, ["ines-codes", "omar-codes"]);
    let for_a_time: Vec<_> = numbers
        .pms_for_a_time
        .iter()
        .map(|one| (one.login.as_str(), one.since, one.until))
        .collect();
    assert_eq!(
        for_a_time,
        [("mira-codes", None, Some(bound)), ("nell-codes", Some(bound), None)]
    );
}
