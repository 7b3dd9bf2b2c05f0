//! The user a cluster belongs to when the application runs as root.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use anyhow::Context;
use tokio::process::Command;

/// A user other than root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owner {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

impl Owner {
    /// The user to run Postgres as, or none when we are an ordinary user ourselves. No user is made for it: `postgres`
    /// is taken where it exists, else `nobody`.
    pub(super) async fn needed() -> anyhow::Result<Option<Self>> {
        let output = Command::new("id")
            .arg("-u")
            .output()
            .await
            .context("asking id for our user")?;
        if output.stdout.trim_ascii() != b"0" {
            return Ok(None);
        }
        let users = fs::read_to_string("/etc/passwd").context("reading /etc/passwd")?;
        let owner = ["postgres", "nobody"].iter().find_map(|name| Self::named(&users, name));
        owner
            .context("Postgres does not run as root, and there is neither a user postgres nor a user nobody")
            .map(Some)
    }

    /// Finds a user in the text of `/etc/passwd`.
    fn named(users: &str, name: &str) -> Option<Self> {
        users.lines().find_map(|line| {
            let fields: Vec<&str> = line.split(':').collect();
            match fields[..] {
                [user, _, uid, gid, ..] if user == name => Some(Self {
                    uid: uid.parse().ok()?,
                    gid: gid.parse().ok()?,
                }),
                _ => None,
            }
        })
    }

    /// The owner of a file or directory, if it exists.
    pub(super) fn of(path: &Path) -> anyhow::Result<Option<Self>> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(Self {
                uid: metadata.uid(),
                gid: metadata.gid(),
            })),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("looking at {}", path.display())),
        }
    }

    /// Whether this user may pass through every directory of an absolute path.
    pub(super) fn reaches(&self, path: &Path) -> anyhow::Result<bool> {
        for dir in path.ancestors() {
            let metadata = fs::metadata(dir)?;
            let passable = if metadata.uid() == self.uid {
                0o100
            } else if metadata.gid() == self.gid {
                0o010
            } else {
                0o001
            };
            if metadata.mode() & passable == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::Owner;

    #[test]
    fn a_user_is_found_by_its_whole_name() {
        let users = "root:x:0:0::/root:/bin/sh\npostgres2:x:7:8::/:/bin/sh\npostgres:x:101:104::/:/bin/sh\n";
        assert_eq!(Owner::named(users, "postgres"), Some(Owner { uid: 101, gid: 104 }));
        assert_eq!(Owner::named(users, "nobody"), None);
    }
}
