//! The load generator: `wrk`, or `oha` where that is not there.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Output;

use anyhow::{Context as _, Result, bail, ensure};
use tokio::process::Command;

/// Connections that ask at the same time.
pub const CONNECTIONS: usize = 16;

/// What is asked for again and again.
pub struct Asked<'a> {
    /// Of whom.
    pub address: SocketAddr,
    /// Its path and query.
    pub path: &'a str,
    /// Cookies and more, `name: value`.
    pub headers: Vec<(&'a str, String)>,
    /// Forms to send in turn; none to get.
    pub forms: Vec<String>,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measured {
    /// Requests a second.
    pub rate: f64,
    /// Half of the answers came within this many milliseconds.
    pub p50: f64,
    /// 99 in 100 did.
    pub p99: f64,
    /// Answers that were no success, and requests without an answer.
    pub failed: u64,
}

/// A generator that is installed.
pub struct Load {
    program: Generator,
    seconds: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Generator {
    Wrk,
    Oha,
}

impl Load {
    /// Finds the generator.
    pub fn new(seconds: u64) -> Result<Self> {
        let installed = |name: &str| {
            let paths = std::env::var_os("PATH").unwrap_or_default();
            std::env::split_paths(&paths).any(|dir| dir.join(name).is_file())
        };
        let program = if installed("wrk") {
            Generator::Wrk
        } else if installed("oha") {
            Generator::Oha
        } else {
            bail!("neither wrk nor oha is installed");
        };
        Ok(Self { program, seconds })
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        match self.program {
            Generator::Wrk => "wrk",
            Generator::Oha => "oha",
        }
    }

    /// Asks for a second to warm up, then for as long as is measured.
    pub async fn ask(&self, asked: &Asked<'_>) -> Result<Measured> {
        self.once(asked, 1).await?;
        self.once(asked, self.seconds).await
    }

    async fn once(&self, asked: &Asked<'_>, seconds: u64) -> Result<Measured> {
        let url = format!("http://{}{}", asked.address, asked.path);
        match self.program {
            Generator::Wrk => {
                let script = Script::write(asked)?;
                let mut command = Command::new("wrk");
                command.args(["-t", "2", "-c", &CONNECTIONS.to_string(), "-d", &format!("{seconds}s")]);
                command
                    .args(["--latency", "--timeout", "10s", "-s"])
                    .arg(&script.0)
                    .arg(url);
                by_wrk(&said(command.output().await?)?)
            }
            Generator::Oha => {
                let mut command = Command::new("oha");
                command.args(["-c", &CONNECTIONS.to_string(), "-z", &format!("{seconds}s")]);
                command.args(["--no-tui", "--redirect", "0", "--output-format", "json"]);
                for (name, value) in &asked.headers {
                    command.args(["-H", &format!("{name}: {value}")]);
                }
                if let Some(form) = asked.forms.first() {
                    command.args(["-m", "POST", "-d", form, "-T", "application/x-www-form-urlencoded"]);
                }
                by_oha(&said(command.arg(url).output().await?)?)
            }
        }
    }
}

fn said(output: Output) -> Result<String> {
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

/// What `wrk` sends, as a script, gone when this is dropped.
struct Script(PathBuf);

impl Script {
    fn write(asked: &Asked<'_>) -> Result<Self> {
        let mut text = String::new();
        for (name, value) in &asked.headers {
            writeln!(text, "wrk.headers[{name:?}] = {value:?}")?;
        }
        if !asked.forms.is_empty() {
            let forms: Vec<String> = asked.forms.iter().map(|form| format!("{form:?}")).collect();
            writeln!(
                text,
                "wrk.headers[\"content-type\"] = \"application/x-www-form-urlencoded\""
            )?;
            writeln!(text, "local forms, turn = {{{}}}, 0", forms.join(", "))?;
            writeln!(text, "function request()")?;
            writeln!(text, "    turn = turn % #forms + 1")?;
            writeln!(text, "    return wrk.format(\"POST\", nil, nil, forms[turn])")?;
            writeln!(text, "end")?;
        }
        let path = std::env::temp_dir().join(format!("countersign-bench-{}.lua", std::process::id()));
        std::fs::write(&path, text)?;
        Ok(Self(path))
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn by_wrk(text: &str) -> Result<Measured> {
    let mut measured = Measured::default();
    for line in text.lines().map(str::trim) {
        if let Some(rate) = line.strip_prefix("Requests/sec:") {
            measured.rate = rate.trim().parse()?;
        } else if let Some(time) = line.strip_prefix("50%") {
            measured.p50 = milliseconds(time)?;
        } else if let Some(time) = line.strip_prefix("99%") {
            measured.p99 = milliseconds(time)?;
        } else if let Some(failed) = line.strip_prefix("Non-2xx or 3xx responses:") {
            measured.failed += failed.trim().parse::<u64>()?;
        } else if let Some(errors) = line.strip_prefix("Socket errors:") {
            let counts = errors.split([' ', ',']).filter_map(|word| word.parse::<u64>().ok());
            measured.failed += counts.sum::<u64>();
        }
    }
    Ok(measured)
}

/// `635.00us`, `1.10ms` or `1.20s`.
fn milliseconds(text: &str) -> Result<f64> {
    let text = text.trim();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number: f64 = text.trim_end_matches(unit).parse()?;
    match unit {
        "us" => Ok(number / 1000.0),
        "ms" => Ok(number),
        "s" => Ok(number * 1000.0),
        "m" => Ok(number * 60_000.0),
        _ => bail!("{text} is no time"),
    }
}

fn by_oha(text: &str) -> Result<Measured> {
    let said: serde_json::Value = serde_json::from_str(text)?;
    let number = |path: &str| said.pointer(path).and_then(serde_json::Value::as_f64);
    let statuses = said.get("statusCodeDistribution").and_then(|counts| counts.as_object());
    let failed = statuses
        .into_iter()
        .flatten()
        .filter(|(status, _)| status.as_str() >= "400");
    Ok(Measured {
        rate: number("/summary/requestsPerSec").context("no rate")?,
        p50: number("/latencyPercentiles/p50").unwrap_or_default() * 1000.0,
        p99: number("/latencyPercentiles/p99").unwrap_or_default() * 1000.0,
        failed: failed.filter_map(|(_, count)| count.as_u64()).sum(),
    })
}

#[cfg(test)]
mod tests {
    use super::{by_oha, by_wrk};

    #[test]
    fn what_wrk_says_is_understood() {
        let text = "  Latency Distribution\n     50%  635.00us\n     75%    1.10ms\n     90%    2.10ms\n     99%    1.20s\n  \
                    12000 requests in 1.00s, 3.4MB read\n  Socket errors: connect 1, read 2, write 0, timeout 3\n  \
                    Non-2xx or 3xx responses: 4\nRequests/sec:  12000.50\n";
        let measured = by_wrk(text).unwrap();
        assert_eq!((measured.rate, measured.p50, measured.p99), (12000.5, 0.635, 1200.0));
        assert_eq!(measured.failed, 10);
    }

    #[test]
    fn what_oha_says_is_understood() {
        let text = r#"{"summary": {"requestsPerSec": 800.5}, "latencyPercentiles": {"p50": 0.002, "p99": 0.25},
            "statusCodeDistribution": {"200": 900, "503": 7}}"#;
        let measured = by_oha(text).unwrap();
        assert_eq!(
            (measured.rate, measured.p50, measured.p99, measured.failed),
            (800.5, 2.0, 250.0, 7)
        );
    }
}
