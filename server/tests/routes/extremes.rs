//! Everything that can be stored can be read. Somebody follows every link, fills every field of every form there is with
//! extremes, whatever it is for, and opens everything again: nothing is answered with 5xx, each refusal has a sentence, what
//! was taken is shown, and the log fits it. One value in fifteen is tried, each in other fields; `COUNTERSIGN_EXTREMES=1` tries
//! all of them.

mod page;
mod phases;
mod robot;
mod values;

use std::collections::BTreeSet;

use sqlx::PgPool;

use self::phases::Phase;
use self::robot::Robot;
use crate::kept::typed_into;

/// Forms that nobody sends here who goes on afterwards, and where they are tried.
const ELSEWHERE: &[&str] = &[
    // security.rs and account.rs, as every other form for strangers.
    "account/set_up",
    "account/sign_in",
    // Only whoever invited them first puts an address right, and here that is nobody in the pilot; account.rs sends it.
    "account/correct_invitation",
    // Whoever it is sent about does nothing afterwards; account.rs and kept.rs send it.
    "account/disable",
    // mail.rs, too: it tells nobody whether it took anything.
    "account/forgot",
    // A correction waits for a second person only once a criterion is final; kept.rs sends one.
    "data/decline_correction",
    // These go when others are sent that stand beside them: whether they are still there depends on the turn.
    "comment/decline",
    "data/withdraw_point",
    // Only the DRI of a feature with pull requests is asked these; gates.rs and kept.rs send them.
    "gate/veto",
    "gate/waive",
    // Only where a pull request was told without its opening; kept.rs sends one.
    "data/complete",
    // A token is no text that anybody sees again; kept.rs, security.rs and github/telling.rs send it.
    "data/set_token",
    // So is the key of an App.
    "data/set_app",
    // Only where a pilot PM has marked an activity and nobody has confirmed it; kept.rs and start.rs send it.
    "week_one/send_back",
    // It takes what a program exported and no other text; data.rs and kept.rs send it.
    "data/import",
    // Only after a decision to iterate; decision.rs and kept.rs send it.
    "decision/iterate",
    // Only an observer offers it, and it is taken back only while it waits; replacement.rs and kept.rs send them.
    "replacement/offer",
    "replacement/withdraw",
    // Only while an amendment waits; zone.rs and kept.rs send it.
    "zone/withdraw",
    // Takes nothing: it shows an answer. zone.rs and security.rs send it.
    "zone/try",
];

#[test]
fn every_form_in_which_something_is_typed_takes_something_in_some_phase() {
    let tried = Phase::ALL.into_iter().flat_map(Phase::takes).chain(ELSEWHERE);
    let tried: BTreeSet<&str> = tried.copied().collect();
    let typed: BTreeSet<&str> = typed_into().collect();
    assert_eq!(
        typed, tried,
        "left: the forms there are; right: those that are tried here"
    );
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_draft_takes_extremes(pool: PgPool) {
    tried(&pool, Phase::Draft).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
#[ignore = "takes minutes, for the forms of the two phases that have the most"]
async fn a_request_takes_extremes(pool: PgPool) {
    tried(&pool, Phase::Requested).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
#[ignore = "takes minutes, for the forms of the two phases that have the most"]
async fn an_approved_pilot_takes_extremes(pool: PgPool) {
    tried(&pool, Phase::Approved).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_pilot_that_just_started_takes_extremes(pool: PgPool) {
    tried(&pool, Phase::Started).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_running_pilot_takes_extremes(pool: PgPool) {
    tried(&pool, Phase::Running).await;
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_decided_pilot_takes_extremes(pool: PgPool) {
    tried(&pool, Phase::Decided).await;
}

async fn tried(pool: &PgPool, phase: Phase) {
    let mut robot = Robot::at(pool, phase).await;
    robot.fill_everything().await;
    robot.mangle_addresses().await;
    robot.verify().await;
    for form in phase.takes() {
        if !robot.taken.contains(*form) {
            robot.wrong.insert(format!("of {form} nothing was taken"));
        }
    }
    let wrong: Vec<&str> = robot.wrong.iter().map(String::as_str).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
