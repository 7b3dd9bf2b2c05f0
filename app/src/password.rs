//! Passwords: argon2id, off the async threads, at most two at a time.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use tokio::sync::Semaphore;

use crate::error::AppError;

/// Shortest password accepted (ASVS 6.2.1), in characters.
pub const SHORTEST: usize = 10;
/// Longest password hashed, in bytes.
pub const LONGEST: usize = 256;

/// Hashes and checks passwords. Clones share one bound.
#[derive(Clone)]
pub struct Passwords {
    turns: Arc<Semaphore>,
    /// Checked against when nobody has the e-mail address, so that the answer takes as long.
    nobody: Arc<str>,
}

impl Default for Passwords {
    fn default() -> Self {
        let nobody = Argon2::default()
            .hash_password(b"nobody has this password")
            .expect("argon2 accepts its own default parameters");
        Self {
            turns: Arc::new(Semaphore::new(2)),
            nobody: nobody.to_string().into(),
        }
    }
}

impl Passwords {
    /// What is wrong with a new password, in a sentence.
    pub fn objection(password: &str) -> Option<String> {
        const KNOWN: [&str; 12] = [
            "password", "passwort", "12345678", "qwertyui", "iloveyou", "letmein", "welcome", "admin", "changeme",
            "secret", "abcdefgh", "11111111",
        ];
        let lower = password.to_lowercase();
        if password.chars().count() < SHORTEST {
            Some(format!("Use at least {SHORTEST} characters."))
        } else if password.len() > LONGEST {
            Some(format!("Use at most {LONGEST} bytes."))
        } else if KNOWN
            .iter()
            .any(|known| lower.starts_with(known) && lower.len() < known.len() + 6)
        {
            Some("This is one of the first passwords anybody would try. Choose another.".to_owned())
        } else if lower.chars().collect::<std::collections::BTreeSet<_>>().len() < 4 {
            Some("Use at least four different characters.".to_owned())
        } else {
            None
        }
    }

    /// The PHC string to store for a new password.
    ///
    /// # Errors
    /// [`AppError::Busy`] when no turn came within two seconds.
    pub async fn hash(&self, password: String) -> Result<String, AppError> {
        self.in_turn(move || {
            Argon2::default()
                .hash_password(password.as_bytes())
                .map(|h| h.to_string())
                .map_err(AppError::internal)
        })
        .await?
    }

    /// Whether the password fits the stored hash. With `None` the work is done all the same and the
    /// answer is no.
    ///
    /// # Errors
    /// [`AppError::Busy`] when no turn came within two seconds.
    pub async fn fits(&self, password: String, stored: Option<String>) -> Result<bool, AppError> {
        if password.len() > LONGEST {
            return Ok(false);
        }
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| self.nobody.to_string());
        self.in_turn(move || {
            let hash = PasswordHash::new(&stored).map_err(AppError::internal)?;
            Ok(Argon2::default().verify_password(password.as_bytes(), &hash).is_ok() && known)
        })
        .await?
    }

    /// The turn moves into the work: a request that goes away does not free it early.
    async fn in_turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        let turn = tokio::time::timeout(Duration::from_secs(2), Arc::clone(&self.turns).acquire_owned())
            .await
            .map_err(|_| AppError::Busy)?
            .map_err(AppError::internal)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        })
        .await
        .map_err(AppError::internal)
    }
}
