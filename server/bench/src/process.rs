//! Programs that are started, and their memory.

use std::fs::OpenOptions;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// A program that listens. It ends when this is dropped.
pub struct Program {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
}

impl Program {
    /// Starts the program on a free port. What it logs is added to a file.
    ///
    /// # Errors
    /// When it is not ready within a minute.
    pub async fn start(program: &Path, database: &str, log: &Path) -> Result<Self> {
        Self::start_with(
            program,
            &["--database-url", database],
            &["--listen", "127.0.0.1:0"],
            log,
        )
        .await
    }

    /// Starts it with options that say where its database is, and how it is served.
    ///
    /// # Errors
    /// When it is not ready within a minute.
    pub async fn start_with(program: &Path, database: &[&str], serve: &[&str], log: &Path) -> Result<Self> {
        let log = OpenOptions::new().create(true).append(true).open(log)?;
        let mut command = Command::new(program);
        command
            .args(database)
            // Everything comes from here: as from a proxy, which has no share of the connections but all of them.
            .args(["serve", "--trusted-proxy", "127.0.0.0/8"])
            .args(serve)
            .env("RUST_LOG", "warn")
            .env_remove("DATABASE_URL")
            .stderr(log);
        Self::listening(command).await
    }

    /// Starts what prints an address with `http://`.
    ///
    /// # Errors
    /// When it names none within a minute.
    pub async fn listening(mut command: Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {:?}", command.as_std().get_program()))?;
        let output = child.stdout.take().context("no output")?;
        let mut lines = BufReader::new(output).lines();
        let mut address = None;
        let ready = async {
            while let Some(line) = lines.next_line().await? {
                if let Some((_, rest)) = line.split_once(" at http://") {
                    address = rest.trim().parse().ok().or(address);
                }
                if line.starts_with("Ready") {
                    return Ok(());
                }
            }
            bail!("it ended")
        };
        tokio::time::timeout(Duration::from_secs(60), ready)
            .await
            .context("it was not ready within a minute")??;
        let address = address.context("it named no address")?;
        // Whatever it prints from now on has to go somewhere.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { address, child })
    }

    /// Ends it as a power cut would.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub async fn kill(mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// Asks it to stop, and waits; gives its exit code.
    ///
    /// # Errors
    /// When it does not end within 30 seconds.
    pub async fn stop(mut self) -> Result<Option<i32>> {
        signal("TERM", self.child.id().context("it ended")?)?;
        let ended = tokio::time::timeout(Duration::from_secs(30), self.child.wait()).await;
        Ok(ended.context("it does not stop")??.code())
    }

    /// How many files and sockets it has open; `None` where the system does not tell.
    pub fn descriptors(&self) -> Option<usize> {
        Some(
            std::fs::read_dir(format!("/proc/{}/fd", self.child.id()?))
                .ok()?
                .count(),
        )
    }

    /// Memory in use, in kB.
    ///
    /// # Errors
    /// When it has ended.
    pub fn memory(&self) -> Result<u64> {
        let id = self.child.id().context("it ended")?;
        if let Some(kilobytes) = status(id, "VmRSS:") {
            return Ok(kilobytes);
        }
        let output = std::process::Command::new("ps")
            .args(["-o", "rss=", "-p", &id.to_string()])
            .output()?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().parse()?)
    }

    /// The most memory that was ever in use, in kB; where the system does not tell, what is in use now.
    ///
    /// # Errors
    /// When it has ended.
    pub fn most_memory(&self) -> Result<u64> {
        let id = self.child.id().context("it ended")?;
        status(id, "VmHWM:").map_or_else(|| self.memory(), Ok)
    }
}

/// Sends a signal to a process.
///
/// # Errors
/// When there is no such process, or it is somebody else's.
pub fn signal(name: &str, process: u32) -> Result<()> {
    let sent = std::process::Command::new("kill")
        .args([&format!("-{name}"), &process.to_string()])
        .status()?;
    anyhow::ensure!(sent.success(), "no signal reached process {process}");
    Ok(())
}

fn status(id: u32, name: &str) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}
