//! The private Postgres cluster: what the application uses when no `DATABASE_URL` is given.
//!
//! Everything lives under `<data dir>/postgres`: `data` (the cluster), `password`, `port`, `postgres.log` and two lock
//! files. Started by root, where Postgres refuses to run, the cluster belongs to the user `postgres` (else `nobody`); a
//! data directory which that user cannot reach, such as one below `/root`, gets its cluster in `/var/lib/countersign`
//! and keeps a symbolic link to it.
//!
//! The postmaster has its own session and outlives an application that is killed. The next one adopts it. Every
//! application holds a shared lock on `users.lock` while it lives, and the last one to leave stops the cluster. While
//! they run, each of them watches it ([`Cluster::lost`]) and starts it again ([`Cluster::revive`]) when it is gone.

mod binaries;
mod home;
mod owner;

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use sqlx::Postgres;
use sqlx::migrate::MigrateDatabase;
use sqlx::postgres::PgListener;

pub use self::binaries::client;

use self::binaries::Binaries;
use self::home::{Home, NAME, address, said};

/// A running private cluster that this application uses.
#[derive(Debug)]
pub struct Cluster {
    /// Address of the application's database: loopback, with the password.
    pub url: String,
    /// Whether the postmaster was already running, left behind by an earlier application or shared with another one.
    pub adopted: bool,
    /// Directory of the Postgres programs in use.
    pub bin_dir: PathBuf,
    home: Home,
    binaries: Binaries,
    password: String,
    port: u16,
    in_use: File,
}

/// Starts the private cluster below `data_dir`, making it first if there is none, or adopts the one that runs there.
///
/// Fails with the command that installs Postgres when no fitting programs are found, and with the end of the cluster's
/// log when Postgres does not come up within ten minutes.
pub async fn start(data_dir: &Path) -> anyhow::Result<Cluster> {
    let home = Home::prepare(data_dir).await?;
    let turn = home.take_turn().await?;
    let binaries = Binaries::find(data_dir, home.major()?).await?;
    let in_use = home.lock_file("users.lock")?;
    in_use.lock_shared().context("locking users.lock")?;

    let password = home.password()?;
    if !home.data().is_dir() {
        home.initialise(&binaries).await?;
    }
    let (port, adopted) = home.bring_up(&binaries, &password, None).await?;
    let url = address(&password, port, NAME);
    if !Postgres::database_exists(&url).await? {
        Postgres::create_database(&url).await.context("creating the database")?;
    }
    drop(turn);
    let bin_dir = binaries.dir.clone();
    Ok(Cluster {
        url,
        adopted,
        bin_dir,
        home,
        binaries,
        password,
        port,
        in_use,
    })
}

impl Cluster {
    /// Waits until the cluster is gone: a connection that asks for nothing ends with it.
    pub async fn lost(&self) {
        let Ok(mut connection) = PgListener::connect(&self.url).await else {
            return;
        };
        connection.eager_reconnect(false);
        if connection.listen("nothing").await.is_ok() {
            while let Ok(Some(_)) = connection.try_recv().await {}
        }
    }

    /// Brings a cluster that is gone up again, where the application expects it.
    ///
    /// # Errors
    /// When Postgres does not come up, with the end of its log.
    pub async fn revive(&self) -> anyhow::Result<()> {
        let _turn = self.home.take_turn().await?;
        let port = Some(self.port);
        let (found, _) = self.home.bring_up(&self.binaries, &self.password, port).await?;
        ensure!(
            found == self.port,
            "Postgres came up on port {found} instead of {}.",
            self.port
        );
        Ok(())
    }

    /// Stops the cluster, unless another application still uses it.
    ///
    /// Dropping a [`Cluster`] instead leaves Postgres running for the next start to adopt.
    pub async fn stop(&self) -> anyhow::Result<()> {
        let _turn = self.home.take_turn().await?;
        self.in_use.unlock().context("leaving users.lock")?;
        if self.home.lock_file("users.lock")?.try_lock().is_err() {
            return Ok(());
        }
        let output = self
            .home
            .pg_ctl(&self.binaries, &["stop", "-m", "fast", "-w", "-t", "120"])
            .await?;
        ensure!(output.status.success(), "Postgres did not stop: {}", said(&output));
        Ok(())
    }
}
