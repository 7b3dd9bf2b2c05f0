//! A mail server, and what it took.

use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context as _, bail};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::Result;

/// A mail as its reader has it.
#[derive(Clone, Debug)]
pub struct Mail {
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// The addresses in its plain text, in their order.
    pub links: Vec<String>,
    /// Its HTML.
    pub html: String,
}

impl Mail {
    /// Its first link with these words in it.
    ///
    /// # Errors
    /// When there is none.
    pub fn link(&self, words: &str) -> Result<&str> {
        let found = self.links.iter().find(|link| link.contains(words));
        found
            .map(String::as_str)
            .with_context(|| format!("{self:?} holds no {words}"))
    }
}

/// A running mail server.
pub struct MailServer {
    _child: Child,
    port: u16,
    taken: Arc<Mutex<Vec<Mail>>>,
}

impl MailServer {
    /// A new one.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start() -> Result<Self> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../server/tests/smtp-server.mjs");
        let node = std::env::var("PLAYWRIGHT_NODE_EXE").unwrap_or_else(|_| "node".to_owned());
        let mut child = Command::new(node)
            .args([script, "0"])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("starting the mail server")?;
        let stdout = child.stdout.take().context("it has an output")?;
        let mut lines = BufReader::new(stdout).lines();
        let first = tokio::time::timeout(Duration::from_secs(20), lines.next_line()).await??;
        let port = first.context("it says its port")?.trim_start_matches("port ").parse()?;
        let taken = Arc::<Mutex<Vec<Mail>>>::default();
        let into = Arc::clone(&taken);
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                let Ok(mail) = serde_json::from_str::<Value>(&line) else {
                    continue;
                };
                let text = |name: &str| mail[name].as_str().unwrap_or_default().to_owned();
                let links = mail["links"].as_array().into_iter().flatten();
                into.lock().expect("not poisoned").push(Mail {
                    to: text("to"),
                    subject: text("subject"),
                    links: links.filter_map(|link| link.as_str().map(ToOwned::to_owned)).collect(),
                    html: text("html"),
                });
            }
        });
        Ok(Self {
            _child: child,
            port,
            taken,
        })
    }

    /// Where it listens, on this machine.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Everything it took, in the order it came.
    ///
    /// # Panics
    /// When whoever reads its output panicked.
    #[must_use]
    pub fn taken(&self) -> Vec<Mail> {
        self.taken.lock().expect("not poisoned").clone()
    }

    /// The newest mail to somebody with this subject, once one is there.
    ///
    /// # Errors
    /// When it does not come within 20 seconds.
    ///
    /// # Panics
    /// When whoever reads its output panicked.
    pub async fn mail(&self, to: &str, subject: &str) -> Result<Mail> {
        for _ in 0..200 {
            let newest = self
                .taken()
                .into_iter()
                .rev()
                .find(|mail| mail.to == to && mail.subject == subject);
            if let Some(mail) = newest {
                return Ok(mail);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let there: Vec<(String, String)> = self.taken().into_iter().map(|mail| (mail.to, mail.subject)).collect();
        bail!("no mail to {to} about {subject:?}; there is {there:?}")
    }
}
