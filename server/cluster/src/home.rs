//! The directory of one private cluster, and the programs that work on it.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sqlx::{Connection, PgConnection};
use tokio::process::Command;

use crate::binaries::Binaries;
use crate::owner::Owner;

/// Name of the role and of the database that the application uses.
pub(super) const NAME: &str = "countersign";
/// How long a start may take. Recovery after a crash has to fit in.
const START_TIMEOUT: Duration = Duration::from_secs(600);
/// How often a start is tried before its failure is reported.
const ATTEMPTS: u32 = 5;
/// Where a cluster goes when its own user cannot reach the data directory.
const SYSTEM_HOME: &str = "/var/lib/countersign";
/// Given on the command line, because there they win over every configuration file of the cluster.
const SETTINGS: &str = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200 \
    -c fsync=on -c full_page_writes=on -c synchronous_commit=on -c password_encryption=scram-sha-256";

/// The directory of one private cluster and the user it belongs to.
#[derive(Debug)]
pub(super) struct Home {
    dir: PathBuf,
    /// The user to run Postgres as, where that is not the one we are.
    owner: Option<Owner>,
}

impl Home {
    /// Finds or makes the directory, readable by the cluster's user only.
    pub(super) async fn prepare(data_dir: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(data_dir).with_context(|| format!("creating {}", data_dir.display()))?;
        let data_dir = fs::canonicalize(data_dir)?;
        let owner = Owner::needed().await?;
        let link = data_dir.join("postgres");
        if fs::symlink_metadata(&link).is_err() {
            match &owner {
                Some(owner) if !owner.reaches(&data_dir)? => {
                    let dir = Path::new(SYSTEM_HOME).join(random(9)?);
                    fs::create_dir_all(SYSTEM_HOME).with_context(|| format!("creating {SYSTEM_HOME}"))?;
                    make_private(&dir)?;
                    // Of two first starts at once, one finds the other's link.
                    if !made(symlink(&dir, &link))? {
                        fs::remove_dir(&dir)?;
                    }
                }
                _ => make_private(&link)?,
            }
        }
        let dir = fs::canonicalize(&link).with_context(|| format!("finding {}", link.display()))?;
        // A cluster stays with the user that made it.
        let owner = match owner {
            Some(default) => Some(Owner::of(&dir.join("data"))?.unwrap_or(default)),
            None => None,
        };
        if let Some(owner) = &owner {
            chown(&dir, Some(owner.uid), Some(owner.gid))?;
            ensure!(
                owner.reaches(&dir)?,
                "The user {} cannot reach {}. Make its parent directories passable, or choose another data directory.",
                owner.uid,
                dir.display()
            );
        }
        Ok(Self { dir, owner })
    }

    pub(super) fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    pub(super) fn log(&self) -> PathBuf {
        self.dir.join("postgres.log")
    }

    /// The major version that made the cluster, if there is a cluster.
    pub(super) fn major(&self) -> anyhow::Result<Option<u32>> {
        let file = self.data().join("PG_VERSION");
        if !file.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(&file)?;
        let major = text
            .trim()
            .parse()
            .with_context(|| format!("{} holds {text:?}", file.display()))?;
        Ok(Some(major))
    }

    pub(super) fn lock_file(&self, name: &str) -> anyhow::Result<File> {
        let path = self.dir.join(name);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path);
        file.with_context(|| format!("opening {}", path.display()))
    }

    /// Only one application at a time starts or stops the cluster. The turn ends when the file is dropped.
    pub(super) async fn take_turn(&self) -> anyhow::Result<File> {
        let file = self.lock_file("turn.lock")?;
        let locked = tokio::task::spawn_blocking(move || file.lock().map(|()| file)).await?;
        locked.context("locking turn.lock")
    }

    /// The password of the cluster's only role; made at the first start.
    pub(super) fn password(&self) -> anyhow::Result<String> {
        let path = self.dir.join("password");
        if path.exists() {
            return Ok(fs::read_to_string(&path)?.trim().to_owned());
        }
        ensure!(
            !self.data().exists(),
            "{} is missing, and without it the database beside it cannot be opened. Restore it.",
            path.display()
        );
        let password = random(32)?;
        self.write_private("password", &password)?;
        Ok(password)
    }

    /// Writes a small file whole or not at all.
    pub(super) fn write_private(&self, name: &str, text: &str) -> anyhow::Result<()> {
        let path = self.dir.join(name);
        let draft = self.dir.join(format!("{name}.new"));
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(true)
            .write(true)
            .mode(0o600)
            .open(&draft)?;
        writeln!(file, "{text}")?;
        file.sync_all()?;
        if let Some(owner) = &self.owner {
            chown(&draft, Some(owner.uid), Some(owner.gid))?;
        }
        fs::rename(&draft, &path).with_context(|| format!("writing {}", path.display()))
    }

    /// Makes the cluster beside its place and moves it there when it is whole, so that a start cut short leaves none.
    pub(super) async fn initialise(&self, binaries: &Binaries) -> anyhow::Result<()> {
        let draft = self.dir.join("data.new");
        if draft.exists() {
            fs::remove_dir_all(&draft)?;
        }
        let output = self
            .command(binaries, "initdb")
            .arg("--pgdata")
            .arg(&draft)
            .arg("--pwfile")
            .arg(self.dir.join("password"))
            .args(["--username", NAME, "--auth", "scram-sha-256"])
            .args(["--encoding", "UTF8", "--locale", "C", "--data-checksums"])
            .output()
            .await
            .context("running initdb")?;
        ensure!(output.status.success(), "initdb failed: {}", said(&output));
        fs::rename(&draft, self.data())?;
        File::open(&self.dir)?.sync_all()?;
        Ok(())
    }

    /// Waits until the cluster accepts connections, starting it if it does not run. Returns its port and whether it ran
    /// already. Whether a `postmaster.pid` is stale is for Postgres to judge: it is never removed here.
    /// With `only`, no other port will do.
    pub(super) async fn bring_up(
        &self,
        binaries: &Binaries,
        password: &str,
        only: Option<u16>,
    ) -> anyhow::Result<(u16, bool)> {
        let deadline = Instant::now() + START_TIMEOUT;
        let mut attempts = 0;
        let mut adopted = true;
        loop {
            if self.is_running(binaries).await? {
                // It may still be recovering, or be about to end because it was told to stop.
                if let Some(port) = self.running_port()
                    && accepts(&address(password, port, "postgres")).await?
                {
                    self.write_private("port", &port.to_string())?;
                    return Ok((port, adopted));
                }
                tokio::time::sleep(Duration::from_millis(100)).await;
            } else {
                attempts += 1;
                adopted = false;
                let failure = self
                    .launch(binaries, only.map_or_else(|| self.free_port(), Ok)?)
                    .await?;
                // Somebody may have taken the port since we looked, or processes of a killed postmaster may linger.
                if let Some(failure) = failure {
                    ensure!(
                        attempts < ATTEMPTS,
                        "Postgres did not start: {failure}\n{}",
                        self.log_tail()
                    );
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
            if Instant::now() > deadline {
                bail!("Postgres runs but accepts no connections.\n{}", self.log_tail());
            }
        }
    }

    /// Starts the postmaster and waits for it; returns what `pg_ctl` said if it failed.
    pub(super) async fn launch(&self, binaries: &Binaries, port: u16) -> anyhow::Result<Option<String>> {
        let timeout = START_TIMEOUT.as_secs().to_string();
        let log = self.log();
        let log = log.to_str().context("the data directory's path is not text")?;
        let options = format!("-p {port} {SETTINGS}");
        let output = self
            .pg_ctl(
                binaries,
                &["start", "-w", "-s", "-t", &timeout, "-l", log, "-o", &options],
            )
            .await?;
        Ok((!output.status.success()).then(|| said(&output)))
    }

    pub(super) async fn is_running(&self, binaries: &Binaries) -> anyhow::Result<bool> {
        let output = self.pg_ctl(binaries, &["status"]).await?;
        match output.status.code() {
            Some(0) => Ok(true),
            Some(3) => Ok(false),
            _ => bail!("pg_ctl status failed: {}", said(&output)),
        }
    }

    /// The port as the running postmaster wrote it (fourth line of `postmaster.pid`).
    pub(super) fn running_port(&self) -> Option<u16> {
        let text = fs::read_to_string(self.data().join("postmaster.pid")).ok()?;
        text.lines().nth(3)?.trim().parse().ok()
    }

    /// The port of the last start if it is still free, else another free one.
    pub(super) fn free_port(&self) -> anyhow::Result<u16> {
        let remembered = fs::read_to_string(self.dir.join("port"))
            .ok()
            .and_then(|text| text.trim().parse().ok());
        let listener = remembered
            .and_then(|port: u16| TcpListener::bind(("127.0.0.1", port)).ok())
            .map_or_else(|| TcpListener::bind(("127.0.0.1", 0)), Ok)
            .context("finding a free port")?;
        Ok(listener.local_addr()?.port())
    }

    pub(super) async fn pg_ctl(&self, binaries: &Binaries, args: &[&str]) -> anyhow::Result<Output> {
        let mut command = self.command(binaries, "pg_ctl");
        command.arg("-D").arg(self.data()).args(args);
        command.output().await.context("running pg_ctl")
    }

    pub(super) fn command(&self, binaries: &Binaries, program: &str) -> Command {
        let mut command = Command::new(binaries.dir.join(program));
        command.current_dir(&self.dir).env("LC_ALL", "C");
        for name in ["PGDATA", "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGOPTIONS"] {
            command.env_remove(name);
        }
        if let Some(owner) = &self.owner {
            command.uid(owner.uid).gid(owner.gid);
        }
        command
    }

    pub(super) fn log_tail(&self) -> String {
        let path = self.log();
        let text = fs::read(&path).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        format!(
            "The end of {}:\n{}",
            path.display(),
            lines[lines.len().saturating_sub(20)..].join("\n")
        )
    }
}

/// Whether a connection is accepted now. A refused password is an error: waiting does not mend it.
pub(super) async fn accepts(url: &str) -> anyhow::Result<bool> {
    match PgConnection::connect(url).await {
        Ok(connection) => connection.close().await.map(|()| true).context("closing a connection"),
        Err(sqlx::Error::Database(error)) if error.code().is_some_and(|code| code.starts_with("28")) => {
            bail!("the running Postgres refuses the password kept beside it: {error}")
        }
        Err(_) => Ok(false),
    }
}

/// Makes a directory for its owner alone, unless somebody has just done so.
pub(super) fn make_private(dir: &Path) -> anyhow::Result<()> {
    let created = fs::DirBuilder::new().mode(0o700).create(dir);
    if made(created).with_context(|| format!("creating {}", dir.display()))? {
        fs::set_permissions(dir, Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Whether it was made now; false when it was there already.
pub(super) fn made(outcome: io::Result<()>) -> io::Result<bool> {
    match outcome {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

/// Letters and digits that nobody can guess, from so many random bytes.
pub(super) fn random(bytes: usize) -> anyhow::Result<String> {
    let mut buffer = vec![0; bytes];
    getrandom::fill(&mut buffer).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    Ok(URL_SAFE_NO_PAD.encode(buffer))
}

pub(super) fn address(password: &str, port: u16, database: &str) -> String {
    format!("postgres://{NAME}:{password}@127.0.0.1:{port}/{database}?sslmode=disable")
}

pub(super) fn said(output: &Output) -> String {
    let text = [&output.stderr[..], &output.stdout[..]].concat();
    String::from_utf8_lossy(&text).trim().to_owned()
}
