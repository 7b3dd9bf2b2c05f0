//! A pilot with a connection that has a token, a stand-in of the code host, and what tells it.

use std::path::PathBuf;

use app::clock::Clock;
use chrono::{DateTime, TimeDelta, Utc};
use domain::criterion::Choice;
use domain::ids::ConnectionId;
use domain::outgoing::Allowed;
use server::github::installation::Installations;
use server::outgoing::Outgoing;
use server::telling::Telling;
use sqlx::PgPool;
use store::decision::{New, confirm, record};
use store::github::Bearer;
use store::testing::Cast;
use store::told::{Claimed, Looked};

use super::code_host::{CodeHost, TOKEN};
use super::key;
use super::story::minute;

/// The branch of the pilot PM's feature.
pub const BRANCH: &str = "feat/saved-addresses";

/// A file that no rule has in the PM zone.
pub const OUTSIDE: &str = "odd/place.rs";

pub struct World {
    pub pool: PgPool,
    pub cast: Cast,
    pub host: CodeHost,
    pub telling: Telling,
    pub now: DateTime<Utc>,
    pub looked: Looked,
    hands: PathBuf,
    /// The secret part of the connection's address.
    connection: &'static str,
    /// Where the interface is below the host's address.
    interface: &'static str,
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.hands);
    }
}

/// The instance that sends it ends, and its connection with it.
pub async fn stop(claimed: Claimed) {
    drop(claimed);
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
}

impl World {
    pub async fn of(pool: &PgPool, cast: Cast, (connection, interface): (&'static str, &'static str)) -> Self {
        let host = CodeHost::start().await;
        let now = minute(600);
        let hands = std::env::temp_dir().join(format!("telling-{}", app::token::Token::random().as_str()));
        std::fs::write(&hands, now.to_rfc3339()).unwrap();
        let telling = Telling {
            pool: pool.clone(),
            clock: Clock::file(hands.clone()).unwrap(),
            key: key(),
            outgoing: Outgoing::new(Allowed::named(vec![host.url.parse().unwrap()]), Vec::new()).unwrap(),
            installations: Installations::default(),
            base_url: "https://countersign.example".into(),
        };
        let world = Self {
            pool: pool.clone(),
            cast,
            host,
            telling,
            now,
            looked: Looked::default(),
            hands,
            connection,
            interface,
        };
        world.enter(TOKEN).await;
        world
    }

    /// The sponsor enters this token.
    pub async fn enter(&self, token: &str) {
        let token = Bearer::read(token).unwrap();
        let address = format!("{}{}", self.host.url, self.interface);
        let words = (&key(), address.as_str(), &token);
        let id = self.connection().await;
        store::github::set_token(&self.pool, self.cast.pilot, self.cast.sponsor, id, words, self.now)
            .await
            .unwrap();
    }

    /// The file that says what time it is.
    pub fn hands(&self) -> PathBuf {
        self.hands.clone()
    }

    pub async fn connection(&self) -> ConnectionId {
        let id = store::github::connection_id(&self.pool, self.connection).await;
        id.unwrap().unwrap()
    }

    pub fn wait(&mut self, seconds: i64) {
        self.now += TimeDelta::seconds(seconds);
        std::fs::write(&self.hands, self.now.to_rfc3339()).unwrap();
    }

    /// Works out what is wanted.
    pub async fn want(&mut self) {
        self.telling.want(&mut self.looked).await.unwrap();
    }

    /// Works out what is wanted and sends all that may be sent now.
    pub async fn tell(&mut self) {
        self.want().await;
        while self.telling.tell_one().await.unwrap() {}
    }

    /// How telling goes, as the data page has it.
    pub async fn told(&self) -> store::told::Telling {
        let all = store::data::connections(&self.pool, self.cast.pilot).await.unwrap();
        all.into_iter().find_map(|connection| connection.telling).unwrap()
    }

    /// The pilot is rolled back, as both sides say.
    pub async fn decides(&self) {
        decide(&self.pool, &self.cast, self.now).await;
    }
}

/// A pilot is rolled back, as both sides say.
pub async fn decide(pool: &PgPool, cast: &Cast, now: DateTime<Utc>) {
    let snapshot = store::readout::take(pool, cast.pilot, cast.sponsor, now).await.unwrap();
    let new = New {
        snapshot,
        choice: Choice::RollBack,
        reason: "The feature never shipped.".to_owned(),
        attendees: "Dana, Priya".to_owned(),
        next_step: "Turn the flag off".to_owned(),
        owner: "Dana".to_owned(),
        due_on: (now + TimeDelta::days(7)).date_naive(),
    };
    let decision = record(pool, cast.pilot, cast.sponsor, new, now).await.unwrap();
    confirm(pool, cast.pilot, cast.approver, decision, now).await.unwrap();
}
