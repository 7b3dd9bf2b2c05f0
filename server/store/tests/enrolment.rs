//! Roles, features and the private question to the DRIs.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use chrono::{DateTime, TimeDelta, Utc};
use domain::approval::Verdict;
use domain::calendar::Moment;
use domain::ids::PersonId;
use domain::person::{Arm, Membership, Role, Standing};
use domain::pilot::{Answer, Blocker};
use sqlx::PgPool;
use store::account::{Invited, Invitee};
use store::pilot::NewPilot;
use store::testing::{self, Cast, ZONE};
use store::{Error, account, activity, enrolment};

fn now() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn refusal<T>(outcome: store::Result<T>) -> String {
    match outcome {
        Err(Error::Refused(sentence)) => sentence,
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("not refused"),
    }
}

async fn standing(pool: &PgPool, person: PersonId) -> Standing {
    let found = store::pilot::find(pool, "checkout", person, now()).await.unwrap();
    found.unwrap().1
}

async fn page(pool: &PgPool, cast: &Cast, person: PersonId) -> enrolment::PeoplePage {
    let standing = standing(pool, person).await;
    let facts = store::pilot::facts(pool, cast.pilot).await.unwrap();
    enrolment::page(pool, &facts, &standing, now()).await.unwrap()
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_no_is_known_to_the_dri_and_the_sponsor_alone(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let silent = activity::list(&pool, cast.pilot, 100).await.unwrap().len();
    enrolment::consent(&pool, cast.pilot, cast.old_dri, Arm::OldModel, Answer::No, now())
        .await
        .unwrap();

    let known = |page: &enrolment::PeoplePage| -> Vec<(Arm, Option<Answer>)> {
        page.consents
            .iter()
            .map(|c| (c.arm, c.answer.map(|(answer, _)| answer)))
            .collect()
    };
    for (person, expected) in [
        (
            cast.sponsor,
            vec![(Arm::NewModel, None), (Arm::OldModel, Some(Answer::No))],
        ),
        (cast.old_dri, vec![(Arm::OldModel, Some(Answer::No))]),
        (cast.new_dri, vec![(Arm::NewModel, None)]),
        (cast.approver, vec![]),
        (cast.new_pm, vec![]),
        (cast.old_pm, vec![]),
    ] {
        let page = page(&pool, &cast, person).await;
        assert_eq!(known(&page), expected);
        let not_ready = Arm::ALL.map(|arm| page.blockers.contains(&Blocker::NotReady(arm)));
        let is_sponsor = person == cast.sponsor;
        assert_eq!(not_ready, [is_sponsor; 2]);
        assert_eq!(page.blockers.contains(&Blocker::DrisNotComplete), !is_sponsor);
    }
    assert_eq!(activity::list(&pool, cast.pilot, 100).await.unwrap().len(), silent);
    assert!(matches!(
        activity::verify(&pool).await.unwrap(),
        activity::Verified::Whole { .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_latest_answer_counts_and_only_the_dri_of_the_arm_gives_it(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    for answer in [Answer::No, Answer::TalkFirst, Answer::Yes] {
        enrolment::consent(&pool, cast.pilot, cast.new_dri, Arm::NewModel, answer, now())
            .await
            .unwrap();
    }
    let page = page(&pool, &cast, cast.sponsor).await;
    assert!(!page.blockers.contains(&Blocker::NotReady(Arm::NewModel)));
    let other = enrolment::consent(&pool, cast.pilot, cast.new_dri, Arm::OldModel, Answer::Yes, now()).await;
    assert!(matches!(other, Err(Error::NotFound)));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_feature_reads_back_and_a_changed_idea_is_a_new_entry(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let mut feature = testing::feature(Arm::NewModel, now());
    let later = now() + TimeDelta::days(1);
    store::feature::save(&pool, cast.pilot, &feature, cast.sponsor, now())
        .await
        .unwrap();
    assert_eq!(
        store::feature::list(&pool, cast.pilot).await.unwrap(),
        [feature.clone()]
    );

    feature.name = "Saved cards".to_owned();
    store::feature::save(&pool, cast.pilot, &feature, cast.sponsor, later)
        .await
        .unwrap();
    assert_eq!(
        store::feature::list(&pool, cast.pilot).await.unwrap(),
        [feature.clone()]
    );

    feature.idea = Moment::Instant(now());
    store::feature::save(&pool, cast.pilot, &feature, cast.sponsor, later)
        .await
        .unwrap();
    let kept = store::feature::list(&pool, cast.pilot).await.unwrap().remove(0);
    assert_eq!((kept.idea, kept.idea_entered_at), (Moment::Instant(now()), later));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_arms_have_their_own_flag_and_login(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let new = testing::feature(Arm::NewModel, now());
    store::feature::save(&pool, cast.pilot, &new, cast.sponsor, now())
        .await
        .unwrap();
    let mut old = testing::feature(Arm::OldModel, now());
    old.github_login = new.github_login.to_uppercase();
    let outcome = store::feature::save(&pool, cast.pilot, &old, cast.sponsor, now()).await;
    assert_eq!(
        refusal(outcome),
        "The other arm's PM has this GitHub login. Each PM needs their own."
    );
    let mut old = testing::feature(Arm::OldModel, now());
    old.flag_key = new.flag_key;
    let outcome = store::feature::save(&pool, cast.pilot, &old, cast.sponsor, now()).await;
    assert_eq!(
        refusal(outcome),
        "The other arm uses this flag key. Each feature needs its own."
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn roles_are_given_to_members_and_freed_for_others(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let pm = Membership {
        role: Role::PilotPm,
        arm: Some(Arm::OldModel),
    };
    let (pilot, by) = (cast.pilot, cast.sponsor);
    let again = enrolment::give_role(&pool, pilot, cast.old_pm, pm, by, now()).await;
    assert_eq!(refusal(again), "This person already has this role.");
    enrolment::release(&pool, pilot, cast.old_pm, pm, by, now())
        .await
        .unwrap();
    let outsider = enrolment::give_role(&pool, pilot, cast.old_pm, pm, by, now()).await;
    assert!(
        matches!(outsider, Err(Error::NotFound)),
        "who left is no member any more"
    );
    enrolment::give_role(&pool, pilot, cast.new_dri, pm, by, now())
        .await
        .unwrap();
    let approver = Membership {
        role: Role::Approver,
        arm: None,
    };
    let both = enrolment::give_role(&pool, pilot, cast.sponsor, approver, by, now()).await;
    assert_eq!(
        refusal(both),
        "The approver and the sponsor must be two different people."
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_fresh_invitation_replaces_the_one_before(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let (first, second) = ([1; 32], [2; 32]);
    let renew = |token: [u8; 32]| {
        let pool = pool.clone();
        async move { account::renew_invitation(&pool, cast.pilot, cast.new_pm, cast.sponsor, &token, now()).await }
    };
    assert_eq!(renew(first).await.unwrap(), "Mira");
    assert!(account::invitation(&pool, &first, now()).await.unwrap().is_some());
    renew(second).await.unwrap();
    assert!(account::invitation(&pool, &first, now()).await.unwrap().is_none());
    account::accept_invitation(&pool, &second, "Mira", "hash", now())
        .await
        .unwrap();
    assert_eq!(
        refusal(renew([3; 32]).await),
        "They have an account already and need no link."
    );
    let stranger = testing::person(&pool, "Stranger").await.unwrap();
    let outcome = account::renew_invitation(&pool, cast.pilot, stranger, cast.sponsor, &[4; 32], now()).await;
    assert!(matches!(outcome, Err(Error::NotFound)));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn after_a_decision_approver_and_sponsor_stay_who_they_are(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    testing::decided(&pool, &cast, Verdict::Decline, now()).await.unwrap();
    let (pilot, by) = (cast.pilot, cast.sponsor);
    for role in [Role::Approver, Role::Sponsor] {
        let stays = "An approval was decided already: approver and sponsor stay who they are.";
        let membership = Membership { role, arm: None };
        let given = enrolment::give_role(&pool, pilot, cast.new_pm, membership, by, now()).await;
        assert_eq!(refusal(given), stays);
        let invitee = Invitee {
            email: "eve@example.com",
            name: "Eve",
            role: Some((pilot, role, None)),
        };
        assert_eq!(
            refusal(account::invite(&pool, by, &invitee, &[1; 32], now()).await),
            stays
        );
    }
    let dri = Membership {
        role: Role::Dri,
        arm: Some(Arm::OldModel),
    };
    enrolment::release(&pool, pilot, cast.old_dri, dri, by, now())
        .await
        .unwrap();
    enrolment::give_role(&pool, pilot, cast.new_dri, dri, by, now())
        .await
        .unwrap();
    assert!(page(&pool, &cast, by).await.decided);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn after_the_start_observers_alone_are_added(pool: PgPool) {
    let cast = testing::started_pilot(&pool, now()).await.unwrap();
    let (pilot, by) = (cast.pilot, cast.sponsor);
    for (role, arm) in [
        (Role::Approver, None),
        (Role::Sponsor, None),
        (Role::PilotPm, Some(Arm::NewModel)),
        (Role::Dri, Some(Arm::OldModel)),
    ] {
        let given = enrolment::give_role(&pool, pilot, cast.new_pm, Membership { role, arm }, by, now()).await;
        assert_eq!(refusal(given), "The pilot has started. What was agreed is frozen.");
    }
    let observer = Membership {
        role: Role::Observer,
        arm: None,
    };
    enrolment::give_role(&pool, pilot, cast.new_pm, observer, by, now())
        .await
        .unwrap();
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_link_for_somebody_is_made_by_their_first_inviter_or_an_admin(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let (eve, ada) = (
        testing::person(&pool, "Eve").await.unwrap(),
        testing::person(&pool, "Ada").await.unwrap(),
    );
    sqlx::query("update person set site_admin = true where person_id = $1")
        .bind(ada.0)
        .execute(&pool)
        .await
        .unwrap();
    let to_checkout = Invitee {
        email: "nora@example.com",
        name: "Nora",
        role: Some((cast.pilot, Role::Observer, None)),
    };
    let nobody_yet = account::invite(&pool, cast.sponsor, &to_checkout, &[1; 32], now())
        .await
        .unwrap();
    let nora = nobody_yet.person();
    assert_eq!(nobody_yet, Invited::ByLink(nora));

    // Eve has a pilot of her own, and gets Nora into it, but no link that would make her Nora.
    let new = NewPilot {
        name: "Search",
        zone: ZONE,
        body: &domain::template::body(),
        summary: "Began",
    };
    let slug = store::pilot::add(&pool, eve, &new, now()).await.unwrap();
    let (search, _) = store::pilot::find(&pool, &slug, eve, now()).await.unwrap().unwrap();
    let to_search = Invitee {
        role: Some((search.pilot_id, Role::Observer, None)),
        ..to_checkout.clone()
    };
    assert_eq!(
        account::invite(&pool, eve, &to_search, &[2; 32], now()).await.unwrap(),
        Invited::Before(nora, "Dana".to_owned())
    );
    let renewed = account::renew_invitation(&pool, search.pilot_id, nora, eve, &[3; 32], now()).await;
    assert!(refusal(renewed).starts_with("Nora was invited by Dana already"));
    for token in [[2; 32], [3; 32]] {
        assert!(account::invitation(&pool, &token, now()).await.unwrap().is_none());
    }
    assert!(account::invitation(&pool, &[1; 32], now()).await.unwrap().is_some());

    for (by, token) in [(cast.sponsor, [4; 32]), (ada, [5; 32])] {
        account::renew_invitation(&pool, cast.pilot, nora, by, &token, now())
            .await
            .unwrap();
        assert!(account::invitation(&pool, &token, now()).await.unwrap().is_some());
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn set_ups_and_new_links_at_once_make_one_person(pool: PgPool) {
    for round in 0..5 {
        sqlx::raw_sql("truncate person, setup_link cascade")
            .execute(&pool)
            .await
            .unwrap();
        account::renew_setup_link(&pool, &[1; 32], now()).await.unwrap();
        let set_up = async |token: [u8; 32], email: &'static str| {
            account::set_up(&pool, &token, email, "Ada", "hash", now())
                .await
                .is_ok()
        };
        let (first, renewed) = tokio::join!(
            set_up([1; 32], "ada@example.com"),
            account::renew_setup_link(&pool, &[2; 32], now())
        );
        let second = set_up([2; 32], "eve@example.com").await;
        assert_eq!((first, second), (!renewed.unwrap(), !first), "{round}");
        for token in [[1; 32], [2; 32]] {
            assert!(!account::setup_link_works(&pool, &token).await.unwrap());
        }
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn the_sides_are_released_while_nothing_was_signed(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let (pilot, by) = (cast.pilot, cast.sponsor);
    let of = |role| Membership { role, arm: None };
    let release = |person, role| enrolment::release(&pool, pilot, person, of(role), by, now());
    assert!(refusal(release(by, Role::Sponsor).await).starts_with("This is the only sponsor"));
    // An approver goes, and whoever stood in for them stands in for nobody.
    let deputy = testing::person(&pool, "Sam").await.unwrap();
    testing::member(&pool, pilot, deputy, Role::Observer, now())
        .await
        .unwrap();
    let naming = store::approval::Naming {
        deputy,
        first: "2026-03-02".parse().unwrap(),
        last: "2026-03-06".parse().unwrap(),
    };
    store::approval::name_deputy(&pool, pilot, cast.approver, naming, now())
        .await
        .unwrap();
    assert_eq!(release(cast.approver, Role::Approver).await.unwrap(), "Priya");
    let named = store::approval::delegations(&pool, pilot).await.unwrap();
    assert_eq!(named[0].revoked_at, Some(now()));
    let other = testing::person(&pool, "Otto").await.unwrap();
    testing::member(&pool, pilot, other, Role::Approver, now())
        .await
        .unwrap();
    let second = testing::person(&pool, "Olu").await.unwrap();
    testing::member(&pool, pilot, second, Role::Sponsor, now())
        .await
        .unwrap();
    assert_eq!(release(second, Role::Sponsor).await.unwrap(), "Olu");
    testing::member(&pool, pilot, second, Role::Sponsor, now())
        .await
        .unwrap();
    // Once a side signed, it stays who it was.
    testing::revision(&pool, &cast, &testing::terms(), now()).await.unwrap();
    let version = testing::zone_version(&pool, pilot, by, now()).await.unwrap();
    let signed = (version.number, &version.digest);
    store::zone::sign(&pool, pilot, by, domain::zone::Signatory::Sponsor, signed, now())
        .await
        .unwrap();
    for (person, role) in [(other, Role::Approver), (second, Role::Sponsor)] {
        assert_eq!(
            refusal(release(person, role).await),
            "The pilot has been signed or decided on. Sponsor and approver stay who they are."
        );
    }
    assert!(matches!(
        store::activity::verify(&pool).await.unwrap(),
        store::activity::Verified::Whole { .. }
    ));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_ships_for_a_pilot_does_not_approve_it(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let (pilot, by) = (cast.pilot, cast.sponsor);
    let naming = |deputy| store::approval::Naming {
        deputy,
        first: "2026-03-02".parse().unwrap(),
        last: "2026-03-06".parse().unwrap(),
    };
    let name = |deputy| store::approval::name_deputy(&pool, pilot, cast.approver, naming(deputy), now());
    for pm in [cast.new_pm, cast.old_pm] {
        assert!(refusal(name(pm).await).starts_with("A pilot PM cannot decide on the pilot they ship for"));
    }
    assert!(refusal(name(by).await).starts_with("A sponsor cannot decide"));
    name(cast.new_dri).await.unwrap();
    // Nor does a deputy become pilot PM while they stand in.
    let pm = Membership {
        role: Role::PilotPm,
        arm: Some(Arm::NewModel),
    };
    let both = enrolment::give_role(&pool, pilot, cast.new_dri, pm, by, now()).await;
    assert!(refusal(both).starts_with("This person is the deputy of an approver, and a pilot PM cannot"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn whoever_handed_the_link_over_is_named_with_the_account(pool: PgPool) {
    let cast = testing::pilot(&pool, "checkout", now()).await.unwrap();
    let invitee = Invitee {
        email: "otto@example.com",
        name: "Otto",
        role: Some((cast.pilot, Role::Observer, None)),
    };
    let hash = [7; 32];
    account::invite(&pool, cast.sponsor, &invitee, &hash, now())
        .await
        .unwrap();
    let later = now() + TimeDelta::hours(1);
    let otto = account::accept_invitation(&pool, &hash, "Otto", "a hash", later)
        .await
        .unwrap();
    let opened = account::handed_over(&pool, otto).await.unwrap().unwrap();
    assert_eq!((opened.by.as_str(), opened.at), ("Dana", later));
    assert_eq!(account::handed_over(&pool, cast.sponsor).await.unwrap(), None);
    let said: String = sqlx::query_scalar("select detail from activity where action = 'person.accept_invitation'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(said, format!("{{\"handed_over_by\":{}}}", cast.sponsor));
}
