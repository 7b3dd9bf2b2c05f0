//! A mail server in a process of its own, as `smtp-server.mjs` describes it.

use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::mail::SmtpServer;
use server::mail::{Smtp, SmtpSettings};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// A mail that the server took.
#[derive(Clone, Debug)]
pub struct Taken {
    /// To whom it was handed over.
    pub to: String,
    /// Whether the connection was secret.
    pub tls: bool,
    /// The mail, byte for byte.
    pub raw: String,
}

impl Taken {
    /// The lines of its head, each whole.
    pub fn head(&self) -> Vec<String> {
        let head = self.raw.split("\r\n\r\n").next().unwrap_or_default();
        head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
    }

    /// What stands in a line of its head.
    pub fn header(&self, name: &str) -> String {
        let start = format!("{name}: ");
        let found = self
            .head()
            .into_iter()
            .find_map(|line| line.strip_prefix(&start).map(str::to_owned));
        found.unwrap_or_default()
    }

    /// The whole mail, as it reads without quoted-printable.
    pub fn text(&self) -> String {
        let joined = self.raw.replace("=\r\n", "");
        let mut bytes = Vec::new();
        let mut rest = joined.as_bytes();
        while let [first, tail @ ..] = rest {
            let hex = (*first == b'=')
                .then(|| tail.get(..2).and_then(|two| hex::decode(two).ok()))
                .flatten();
            match hex {
                Some(byte) => {
                    bytes.extend(byte);
                    rest = &tail[2..];
                }
                None => {
                    bytes.push(*first);
                    rest = tail;
                }
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The path of its first link that begins so.
    pub fn path(&self, begin: &str) -> String {
        let text = self.text();
        let start = text.find(begin).unwrap_or_else(|| panic!("no {begin} in {text}"));
        let rest = text[start..].split(|c: char| c.is_whitespace() || c == '"').next();
        rest.unwrap_or_default().to_owned()
    }
}

/// A running mail server.
pub struct Server {
    child: Child,
    pub port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl Server {
    /// One without TLS.
    pub async fn start() -> Self {
        Self::at(0, &[]).await
    }

    /// At a port, with more to say.
    pub async fn at(port: u16, more: &[&str]) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/smtp-server.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .arg(port.to_string())
            .args(more)
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("node is there");
        let mut lines = BufReader::new(child.stdout.take().expect("it has an output")).lines();
        let first = tokio::time::timeout(Duration::from_secs(20), lines.next_line()).await;
        let first = first.expect("it starts").expect("it speaks").expect("it says its port");
        let port = first.trim_start_matches("port ").parse().expect("a port");
        let taken = Arc::<Mutex<Vec<Taken>>>::default();
        let into = Arc::clone(&taken);
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                let mail: serde_json::Value = serde_json::from_str(&line).expect("a line of JSON");
                let data = STANDARD.decode(mail["data"].as_str().expect("data")).expect("base64");
                into.lock().expect("nobody panicked").push(Taken {
                    to: mail["to"].as_str().expect("to").to_owned(),
                    tls: mail["tls"].as_bool().expect("tls"),
                    raw: String::from_utf8(data).expect("text"),
                });
            }
        });
        Self { child, port, taken }
    }

    /// What it took, once it is so many.
    pub async fn took(&self, count: usize) -> Vec<Taken> {
        for _ in 0..200 {
            let taken = self.taken.lock().expect("nobody panicked").clone();
            if taken.len() >= count {
                return taken;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it took {:?}", self.taken.lock().map(|taken| taken.len()));
    }

    /// Ends it; what it took stays.
    pub async fn stop(&mut self) {
        self.child.kill().await.expect("it ran");
    }

    /// What hands mail to it.
    pub fn smtp(&self) -> Smtp {
        smtp(&format!("smtp://127.0.0.1:{}", self.port), None, None).expect("it does")
    }
}

/// What hands mail to a server.
pub fn smtp(url: &str, password: Option<&str>, ca: Option<&Path>) -> anyhow::Result<Smtp> {
    Smtp::new(SmtpSettings {
        server: url.parse::<SmtpServer>()?,
        from: "Countersign <countersign@example.com>".to_owned(),
        password: password.map(str::to_owned),
        ca: ca.map(Path::to_owned),
    })
}
