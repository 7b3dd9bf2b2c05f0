//! Everything in the database as one file, and back: by the programs that come with Postgres, which know all of it.

use std::fs::{self, File};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use anyhow::{Context as _, bail, ensure};
use percent_encoding::percent_decode_str;
use tokio::process::Command;

/// A database, and where the programs of its own Postgres are, if it is a private one.
#[derive(Debug)]
pub struct Place {
    /// Its address.
    pub url: String,
    /// The directory with the programs.
    pub programs: Option<PathBuf>,
}

impl Place {
    async fn program(&self, name: &str, server: u32) -> anyhow::Result<Command> {
        let program = cluster::client(name, server, self.programs.as_deref()).await?;
        Ok(Command::new(program))
    }
}

/// Writes a backup to a file that must not exist yet, readable by its owner alone: it holds everything that people wrote.
/// It is of one moment, whatever goes on meanwhile. Sessions are left out, so that nobody who signed out is signed in again
/// by it. Says what is in it.
///
/// # Errors
/// When there is no `pg_dump`, the file exists or cannot be written, or the database fails.
pub async fn back_up(place: &Place, file: &Path) -> anyhow::Result<String> {
    ensure!(!file.exists(), "{} exists already. Give another name.", file.display());
    let pool = store::connect_patiently(&place.url).await?;
    let moment = store::backup::moment(&pool)
        .await
        .context("looking at the database: has Countersign run there?")?;
    let mut dump = place.program("pg_dump", moment.major).await?;
    // Whole, or not there under its name.
    let part = PathBuf::from(format!("{}.part", file.display()));
    let out = File::options()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(&part);
    let out = out.with_context(|| format!("writing {}", part.display()))?;
    let written = out.try_clone()?;
    let (url, password) = without_password(&place.url)?;
    dump.args([
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        "--lock-wait-timeout=60s",
    ])
    .arg("--exclude-table-data=public.session")
    .arg(format!("--snapshot={}", moment.snapshot))
    .arg(format!("--dbname={url}"))
    .stdout(out);
    let finished = async {
        finish("pg_dump", dump, password).await?;
        written.sync_all()?;
        let mut list = place.program("pg_restore", moment.major).await?;
        list.arg("--list").arg(&part).stdout(Stdio::null());
        finish("pg_restore, reading what was written,", list, None).await?;
        ensure!(!file.exists(), "{} was made meanwhile.", file.display());
        Ok(fs::rename(&part, file)?)
    };
    if let Err(error) = finished.await {
        let _ = fs::remove_file(&part);
        return Err(error);
    }
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(format!(
        "{} holds everything up to head {}\nKeep the head elsewhere: restore and verify compare with it, --head {}",
        file.display(),
        moment.head,
        moment.head
    ))
}

/// Puts a backup into an empty database, all of it or nothing, and brings it up to date.
///
/// # Errors
/// When there is no `pg_restore`, anything is in the database, or the file is none of a backup.
pub async fn restore(place: &Place, file: &Path) -> anyhow::Result<()> {
    File::open(file).with_context(|| format!("reading {}", file.display()))?;
    let pool = store::connect_patiently(&place.url).await?;
    let Some(server) = store::backup::empty(&pool).await? else {
        bail!(
            "The database is not empty, and nothing is overwritten. Restore into a new one: an empty database in DATABASE_URL, \
             or a new directory in --data."
        );
    };
    pool.close().await;
    let mut restore = place.program("pg_restore", server).await?;
    let (url, password) = without_password(&place.url)?;
    restore
        .args([
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
        ])
        .arg(format!("--dbname={url}"))
        .arg(file)
        .stdout(Stdio::null());
    finish("pg_restore", restore, password).await?;
    store::migrate(&place.url)
        .await
        .context("bringing the schema up to date; a backup of a newer Countersign needs that one")
}

/// Runs a program to its end.
async fn finish(name: &str, mut program: Command, password: Option<String>) -> anyhow::Result<()> {
    if let Some(password) = password {
        program.env("PGPASSWORD", password);
    }
    program.stdin(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
    let Output { status, stderr, .. } = program.spawn()?.wait_with_output().await?;
    ensure!(
        status.success(),
        "{name} failed: {}",
        String::from_utf8_lossy(&stderr).trim()
    );
    Ok(())
}

/// The address without its password, and that: everybody on a machine can read how programs were called.
fn without_password(url: &str) -> anyhow::Result<(String, Option<String>)> {
    let (scheme, rest) = url.split_once("://").context("the database's address has no ://")?;
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let Some((user, host)) = authority.rsplit_once('@') else {
        return Ok((url.to_owned(), None));
    };
    let Some((user, password)) = user.split_once(':') else {
        return Ok((url.to_owned(), None));
    };
    let password = percent_decode_str(password)
        .decode_utf8()
        .context("the password is no text")?;
    let behind = &rest[authority.len()..];
    Ok((format!("{scheme}://{user}@{host}{behind}"), Some(password.into_owned())))
}

#[cfg(test)]
mod tests;
