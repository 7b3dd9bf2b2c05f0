//! One instance of the production program.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, bail};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::Result;

/// A running instance.
pub struct Program {
    child: Child,
    address: String,
    setup_link: Option<String>,
}

fn binary() -> Result<String> {
    std::env::var("COUNTERSIGN_BIN").context("COUNTERSIGN_BIN names the program to test; ./test sets it")
}

impl Program {
    pub(crate) async fn start(data: &Path, clock: &Path, port: u16, base_url: &str, more: &[&str]) -> Result<Self> {
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(data.with_extension("log"))?;
        let mut child = Command::new(binary()?)
            .arg("serve")
            .args(["--listen", &format!("127.0.0.1:{port}"), "--base-url", base_url])
            .arg("--data")
            .arg(data)
            .arg("--test-clock")
            .arg(clock)
            .args(more)
            .env_remove("DATABASE_URL")
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .context("starting the program")?;
        let stdout = child.stdout.take().context("the program has an output")?;
        let mut lines = BufReader::new(stdout).lines();
        let mut setup_link = None;
        let read = async {
            while let Some(line) = lines.next_line().await? {
                if let Some((_, link)) = line.split_once("with this link: ") {
                    setup_link = Some(link.trim().to_owned());
                }
                if line.contains("Ready") {
                    return Ok(());
                }
            }
            bail!(
                "the program ended before it was ready; see {}",
                data.with_extension("log").display()
            )
        };
        tokio::time::timeout(Duration::from_secs(60), read)
            .await
            .context("the program did not get ready")??;
        // Keep the pipe open, so that the program can go on writing.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self {
            child,
            address: format!("http://127.0.0.1:{port}"),
            setup_link,
        })
    }

    /// Where it is reached.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The set-up link it printed, if nobody is set up.
    ///
    /// # Errors
    /// When it printed none.
    pub fn setup_link(&self) -> Result<&str> {
        self.setup_link
            .as_deref()
            .context("the program prints a set-up link at its first start")
    }

    /// `kill -9`.
    ///
    /// # Errors
    /// When it was gone already.
    pub async fn kill(mut self) -> Result {
        Ok(self.child.kill().await?)
    }

    /// `kill -TERM`, and waits for the end.
    ///
    /// # Errors
    /// When it does not stop within 20 seconds, or fails.
    pub async fn stop(mut self) -> Result {
        let id = self.child.id().context("it runs")?;
        let signalled = Command::new("kill").arg(id.to_string()).status().await?;
        anyhow::ensure!(signalled.success(), "could not signal the program");
        let status = tokio::time::timeout(Duration::from_secs(20), self.child.wait())
            .await
            .context("it did not stop")??;
        anyhow::ensure!(status.success(), "it stopped with {status}");
        Ok(())
    }

    /// Runs `countersign verify` on the same data and returns what it prints.
    ///
    /// # Errors
    /// When the log does not verify.
    pub async fn verify(data: &Path) -> Result<String> {
        let out = Command::new(binary()?)
            .arg("verify")
            .arg("--data")
            .arg(data)
            .env_remove("DATABASE_URL")
            .output()
            .await?;
        anyhow::ensure!(out.status.success(), "verify: {}", String::from_utf8_lossy(&out.stderr));
        Ok(String::from_utf8_lossy(&out.stdout).into_owned())
    }

    /// Runs `countersign reset-link` and returns the link it prints.
    ///
    /// # Errors
    /// When it prints none.
    pub async fn reset_link(data: &Path, email: &str, base_url: &str) -> Result<String> {
        let out = Command::new(binary()?)
            .args(["reset-link", email, "--base-url", base_url])
            .arg("--data")
            .arg(data)
            .env_remove("DATABASE_URL")
            .output()
            .await?;
        let text = String::from_utf8_lossy(&out.stdout);
        let link = text.split_whitespace().find(|word| word.contains("/reset/"));
        link.map(ToOwned::to_owned)
            .with_context(|| format!("reset-link: {text} {}", String::from_utf8_lossy(&out.stderr)))
    }
}
