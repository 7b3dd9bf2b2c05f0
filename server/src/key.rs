//! The key file: what secrets at rest are encrypted with. Instances share it, and no backup holds it.

use std::fs::{self, DirBuilder, File};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use chrono::{DateTime, Utc};
use store::PgPool;
use store::secret::{self, Key};

/// Its name in the data directory.
const NAME: &str = "key";

/// Which key file is used, and whether it may be another than before.
pub struct KeyFile {
    path: PathBuf,
    anew: bool,
}

impl KeyFile {
    /// The one that was named, or else that of the data directory.
    #[must_use]
    pub fn new(named: Option<PathBuf>, data: &Path, anew: bool) -> Self {
        Self {
            path: named.unwrap_or_else(|| data.join(NAME)),
            anew,
        }
    }

    /// Its key, which this instance shares with the others on the database from now on. Where nothing is encrypted yet and
    /// there is no file, it is made.
    ///
    /// # Errors
    /// When it cannot be read or made, or what is in the database is encrypted with another.
    pub async fn shared(&self, pool: &PgPool, now: DateTime<Utc>) -> anyhow::Result<Key> {
        let key = match read(&self.path)? {
            Some(key) => key,
            None => {
                let sealed_by = secret::sealed_by(pool).await?.filter(|_| !self.anew);
                if let Some(shared) = sealed_by {
                    let path = self.path.display();
                    bail!(
                        "The webhook secrets and tokens in this database are encrypted with the key {shared}, and there is no \
                         key file {path}. Give the file of the other instances, or of before a restore: --key-file FILE or \
                         COUNTERSIGN_KEY_FILE. Nothing was changed. If that file is lost, start once with --new-key: \
                         everything else stays, and webhook secrets and tokens have to be entered again."
                    );
                }
                make(&self.path)?
            }
        };
        secret::share(pool, &key, self.anew, now).await??;
        Ok(key)
    }
}

/// The key in a file: 64 hexadecimal digits. `None` if there is no file.
///
/// # Errors
/// When it cannot be read, others than its owner and group can, or it holds something else.
pub fn read(path: &Path) -> anyhow::Result<Option<Key>> {
    let shown = path.display();
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("reading the key file {shown}")),
    };
    ensure!(
        file.metadata()?.permissions().mode() & 0o007 == 0,
        "Everybody on this machine can read the key file {shown}. Keep it to the program: chmod 600 {shown}"
    );
    let mut text = String::new();
    file.take(1024)
        .read_to_string(&mut text)
        .with_context(|| format!("reading the key file {shown}"))?;
    let mut key = [0; 32];
    hex::decode_to_slice(text.trim(), &mut key).ok().with_context(|| {
        format!("{shown} is no key file: it holds 64 hexadecimal digits, as openssl rand -hex 32 prints.")
    })?;
    Ok(Some(Key::of(&key)))
}

/// Makes a key file with a new key, unless another start made one meanwhile: then it is that one's.
fn make(path: &Path) -> anyhow::Result<Key> {
    let shown = path.display();
    let hint = || {
        format!(
            "making the key file {shown}: name a place where it can be kept with --key-file FILE or COUNTERSIGN_KEY_FILE, \
             the same file for all instances"
        )
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    if !folder.exists() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .with_context(hint)?;
    }
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
    // Whole, or not there under its name.
    let part = folder.join(format!(".{NAME}.{}", std::process::id()));
    let mut file = File::options()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(&part)
        .with_context(hint)?;
    let made = writeln!(file, "{}", hex::encode(bytes))
        .and_then(|()| file.sync_all())
        .and_then(|()| match fs::hard_link(&part, path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            linked => linked,
        });
    let _ = fs::remove_file(&part);
    made.with_context(hint)?;
    File::open(folder)?.sync_all()?;
    read(path)?.with_context(|| format!("the key file {shown} is gone again"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory of its own, gone with the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("countersign-key-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&folder);
            Self(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_key_file_is_made_once_for_its_owner_alone_and_reads_back() -> anyhow::Result<()> {
        let folder = Folder::new("made");
        let path = folder.0.join("data/key");
        assert!(read(&path)?.is_none());
        let made = make(&path)?;
        assert_eq!(fs::metadata(&path)?.permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(folder.0.join("data"))?.permissions().mode() & 0o777, 0o700);
        let again = make(&path)?;
        assert_eq!(made.fingerprint(), again.fingerprint(), "what is there stays");
        assert_eq!(
            fs::read_dir(folder.0.join("data"))?.count(),
            1,
            "nothing is left beside it"
        );
        Ok(())
    }

    #[test]
    fn what_is_no_key_or_everybodys_is_refused_with_what_to_do() -> anyhow::Result<()> {
        let folder = Folder::new("refused");
        fs::create_dir_all(&folder.0)?;
        let path = folder.0.join("key");
        let with = |text: &str, mode: u32| -> anyhow::Result<String> {
            fs::write(&path, text)?;
            fs::set_permissions(&path, fs::Permissions::from_mode(mode))?;
            Ok(read(&path).map_or_else(|error| format!("{error:#}"), |_| "taken".to_owned()))
        };
        let digits = "0123456789abcdef".repeat(4);
        assert_eq!(with(&digits, 0o600)?, "taken");
        assert_eq!(with(&format!("{digits}\n"), 0o440)?, "taken");
        assert!(with(&digits, 0o644)?.contains("chmod 600"));
        for text in ["", "key", &digits[1..], &format!("{digits}0")] {
            let said = with(text, 0o600)?;
            assert!(
                said.contains("64 hexadecimal digits") && (text.is_empty() || text == "key" || !said.contains(text)),
                "{said}"
            );
        }
        Ok(())
    }
}
