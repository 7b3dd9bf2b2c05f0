//! A GitHub App in the place of a token: it signs who it is, gets tokens that last an hour, and is told apart from a token by
//! nothing that is written or read with them.

use chrono::TimeDelta;
use domain::person::Arm;
use http::Method;
use server::github::installation::Installations;
use server::reconciling::Reconciling;
use server::telling::Telling;
use sqlx::PgPool;
use store::github::App;
use store::told::{Looked, Outcome, claim};
use tokio_util::sync::CancellationToken;

use super::code_host::{Fault, TOKEN};
use super::gates::{bounded, sha};
use super::key;
use super::world::{World, stop};

pub const APP: i64 = 123_456;
pub const PEM: &str = include_str!("../../store/tests/data/github-app.pem");

async fn world(pool: &PgPool) -> World {
    let world = World::of(pool, bounded(pool).await, (super::KEY, "")).await;
    world.host.knows_app(APP, PEM, world.hands());
    world.enters_app(APP).await;
    world
}

impl World {
    /// The sponsor enters the App of this id.
    pub async fn enters_app(&self, id: i64) {
        let app = App::read(id, PEM).unwrap();
        let words = (&key(), self.host.url.as_str(), &app);
        let connection = self.connection().await;
        store::github::set_app(
            &self.pool,
            self.cast.pilot,
            self.cast.sponsor,
            connection,
            words,
            self.now,
        )
        .await
        .unwrap();
    }

    /// Somebody has it tried again.
    async fn again(&self) {
        let connection = self.connection().await;
        store::github::tell_again(&self.pool, self.cast.pilot, self.cast.sponsor, connection, self.now)
            .await
            .unwrap();
    }

    /// How often a token was asked for, of the calls since the last time; and how often whose a token is.
    fn asked(&self) -> (usize, usize) {
        let calls = self.host.calls();
        let of = |end: &str| calls.iter().filter(|call| call.ends_with(end)).count();
        (of("/access_tokens"), of(" /user"))
    }

    fn written(&self) -> (usize, usize) {
        (self.host.statuses(&sha('a')).len(), self.host.own_comments(7).len())
    }

    async fn why(&self) -> String {
        self.told().await.stopped.unwrap().0
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn it_writes_with_a_token_that_it_keeps_until_shortly_before_its_end(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    world.tell().await;
    assert_eq!((world.written(), world.asked()), ((1, 1), (1, 0)));
    let told = world.told().await;
    assert_eq!((told.app, told.sent, told.waiting), (Some(APP), 2, 0));
    // 54 minutes later the token is good for more than five, and then for less.
    world.wait(54 * 60);
    world.inside().await;
    world.tell().await;
    assert_eq!((world.host.statuses(&sha('b')).len(), world.asked()), (1, (0, 0)));
    world.wait(2 * 60);
    world.outside_again().await;
    world.tell().await;
    assert_eq!((world.host.statuses(&sha('c')).len(), world.asked().0), (1, 1));
    assert_eq!(world.host.own_comments(7).len(), 1, "written over each time");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn a_token_that_is_refused_is_asked_for_anew_once(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    world.tell().await;
    world.host.calls();
    // GitHub takes its tokens back, as when the installation's permissions change.
    world.host.app(|app| app.tokens.clear());
    world.inside().await;
    world.tell().await;
    assert_eq!((world.host.statuses(&sha('b')).len(), world.asked().0), (1, 1));
    assert!(world.host.own_comments(7)[0].contains("Nothing to pair on"));
    // Where the new one is refused, too, it is not tried for ever.
    for _ in 0..2 {
        world.host.fails(
            Method::POST,
            Fault::Answers(401, vec![], r#"{"message":"Bad credentials"}"#),
        );
        world.host.app(|app| app.tokens.clear());
    }
    world.outside_again().await;
    world.tell().await;
    assert!(world.why().await.contains("(401)"));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn what_is_wrong_with_an_app_is_said_in_a_sentence(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    world.host.app(|app| app.installed = false);
    world.tell().await;
    let why = world.why().await;
    assert!(
        why.starts_with("The GitHub App 123456 is not installed on ") && why.contains("(404)"),
        "{why}"
    );
    // Nothing is called until somebody has done something.
    world.host.calls();
    world.wait(7200);
    world.tell().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    world.host.app(|app| (app.installed, app.suspended) = (true, true));
    world.again().await;
    world.tell().await;
    assert!(world.why().await.contains("suspended"));
    world.host.app(|app| app.suspended = false);
    // The key of another App.
    world.enters_app(APP + 1).await;
    world.tell().await;
    let why = world.why().await;
    assert!(why.contains("GitHub App 123457 signed (401)"), "{why}");
    // GitHub asks to wait, and is not well.
    world.enters_app(APP).await;
    let pause = vec![("retry-after", "120".to_owned())];
    world.host.fails(Method::POST, Fault::Answers(429, pause, "{}"));
    world.tell().await;
    world.host.calls();
    world.wait(100);
    world.tell().await;
    assert_eq!(world.host.calls(), Vec::<String>::new());
    world.wait(60);
    world
        .host
        .fails(Method::POST, Fault::Answers(502, vec![], "bad gateway"));
    world.tell().await;
    world.wait(200);
    world.tell().await;
    assert_eq!(world.written(), (1, 1));
    // A token takes its place, and then nothing.
    world.enter(TOKEN).await;
    assert_eq!(world.told().await.app, None);
    world.inside().await;
    world.host.calls();
    world.tell().await;
    assert_eq!(world.asked().0, 0);
    assert_eq!(world.host.statuses(&sha('b')).len(), 1);
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn clocks_may_differ_by_a_minute(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    for (skew, is_taken) in [(-59, true), (59, true), (-300, false), (700, false)] {
        // Each time the App is entered anew, and no token is known.
        world.telling.installations = Installations::default();
        world.host.app(|app| app.skew = TimeDelta::seconds(skew));
        world.enters_app(APP).await;
        sqlx::query("update told set sent = null").execute(&pool).await.unwrap();
        world.tell().await;
        let why = world.told().await.stopped.map(|(why, _)| why);
        assert_eq!(why.is_none(), is_taken, "{skew}: {why:?}");
        assert!(why.is_none_or(|why| why.contains("the clock of this server is wrong")));
    }
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn two_instances_and_one_that_stops_write_each_thing_once(pool: PgPool) {
    let mut world = world(&pool).await;
    world.out_of_zone().await;
    world.want().await;
    let gates = store::gate::gates(&pool, world.cast.pilot).await.unwrap();
    let id = gates.feature(Arm::NewModel).unwrap().pulls[0].id;
    let mark = format!("<!-- countersign:pm-zone https://countersign.example/p/checkout/pull-requests/{id} -->");
    // Somebody else writes the mark, and not through the App.
    world.host.says(8, 7, &format!("{mark}\nNot ours."));
    // Stopped after both were there, before that was recorded.
    for _ in 0..2 {
        let claimed = claim(&pool, &key(), world.now).await.unwrap().unwrap();
        assert!(matches!(world.telling.send(&claimed).await, Outcome::Sent(_)));
        stop(claimed).await;
    }
    world.wait(91);
    world.host.calls();
    // Two others, each with tokens of its own.
    let instances = (0..2).map(|_| {
        let telling = Telling {
            installations: Installations::default(),
            ..world.telling.clone()
        };
        tokio::spawn(async move {
            telling.want(&mut Looked::default()).await.unwrap();
            while telling.tell_one().await.unwrap() {}
        })
    });
    for instance in instances.collect::<Vec<_>>() {
        instance.await.unwrap();
    }
    world.wait(200);
    world.tell().await;
    assert_eq!(world.written(), (1, 1));
    let (tokens, accounts) = world.asked();
    assert!((1..=3).contains(&tokens), "{tokens}");
    assert_eq!(accounts, 0, "an App has no account of its own to ask for");
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn it_reads_again_what_was_missed(pool: PgPool) {
    let world = world(&pool).await;
    let reconciling = Reconciling {
        pool: pool.clone(),
        clock: world.telling.clock.clone(),
        key: key(),
        outgoing: world.telling.outgoing.clone(),
        installations: world.telling.installations.clone(),
    };
    world
        .host
        .has(super::again::some(3).into_iter().map(|went| went.there).collect());
    while reconciling.read_one(&CancellationToken::new()).await.unwrap() {}
    let all = store::data::connections(&pool, world.cast.pilot).await.unwrap();
    let progress = all.into_iter().find_map(|connection| connection.progress).unwrap();
    assert_eq!((progress.read, progress.of, progress.trouble), (3, 3, None));
    assert_eq!(world.asked(), (1, 0));
}

#[sqlx::test(migrator = "store::MIGRATOR")]
async fn its_key_is_nowhere_to_be_read_and_opens_for_its_own_app_alone(pool: PgPool) {
    let world = world(&pool).await;
    let secret = PEM.lines().nth(3).unwrap();
    let sealed: Vec<u8> = sqlx::query_scalar("select sealed from connection_token")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(!sealed.windows(secret.len()).any(|some| some == secret.as_bytes()));
    let log: Vec<String> = sqlx::query_scalar("select detail::text from activity where action = 'connection.set_app'")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(log.len(), 1);
    assert!(!log[0].contains(secret) && log[0].contains("123456"), "{log:?}");
    // A row that was edited by hand opens nothing.
    sqlx::query("update connection_token set app_id = app_id + 1")
        .execute(&pool)
        .await
        .unwrap();
    let mut world = world;
    world.out_of_zone().await;
    world.tell().await;
    assert!(world.why().await.contains("Enter it again"));
    assert_eq!(world.host.calls(), Vec::<String>::new());
}
