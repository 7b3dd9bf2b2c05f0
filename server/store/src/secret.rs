//! Secrets at rest: encrypted with a key that the instances share and no backup holds, each bound to the row it stands in.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::ids::ConnectionId;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::digest;
use ring::rand::{SecureRandom as _, SystemRandom};
use sqlx::{PgConnection, PgPool};

use crate::{Error, Result, upgrade};

/// How a sealed secret begins: the edition of what follows, a random nonce and the encrypted text with its tag.
const EDITION: u8 = 1;

/// The key that seals and opens. It never shows itself.
#[derive(Clone)]
pub struct Key(Arc<Sealing>);

struct Sealing {
    cipher: LessSafeKey,
    fingerprint: String,
}

/// The row a secret stands in: nothing else can be opened with what is sealed for it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bound<'a> {
    /// What signs the deliveries of a connection.
    Webhook(ConnectionId),
    /// The token of a connection, for calls to this address.
    Token(ConnectionId, &'a str),
    /// The private key of this GitHub App, for calls about a connection to this address.
    App(ConnectionId, &'a str, i64),
    /// The secret of the link with this hash, in a mail on its way.
    Mail(&'a [u8]),
    /// No row: who ends which mail, in the address that ends it.
    Unsubscribe,
}

impl Bound<'_> {
    fn data(self) -> String {
        match self {
            Self::Token(connection, api_url) => format!("countersign\0token\0{connection}\0{api_url}"),
            Self::App(connection, api_url, app) => format!("countersign\0app\0{connection}\0{app}\0{api_url}"),
            Self::Webhook(connection) => format!("countersign\0webhook\0{connection}"),
            Self::Unsubscribe => "countersign\0unsubscribe".to_owned(),
            Self::Mail(hash) => {
                let hash = hex::encode(hash);
                format!("countersign\0mail\0{hash}")
            }
        }
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Key").field(&self.fingerprint()).finish()
    }
}

impl Key {
    /// The key of these random bytes.
    ///
    /// # Panics
    /// Never: 32 bytes are a key.
    #[must_use]
    pub fn of(bytes: &[u8; 32]) -> Self {
        let cipher = UnboundKey::new(&CHACHA20_POLY1305, bytes).expect("32 bytes are a key");
        let mut named = digest::Context::new(&digest::SHA256);
        named.update(b"countersign key fingerprint\0");
        named.update(bytes);
        let fingerprint = hex::encode(&named.finish().as_ref()[..8]);
        Self(Arc::new(Sealing {
            cipher: LessSafeKey::new(cipher),
            fingerprint,
        }))
    }

    /// By what it is told from others; it says nothing of the key.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.0.fingerprint
    }

    /// Encrypts a secret for its row.
    pub(crate) fn seal(&self, bound: Bound<'_>, secret: &str) -> Vec<u8> {
        let mut nonce = [0; NONCE_LEN];
        SystemRandom::new()
            .fill(&mut nonce)
            .expect("the system gives random bytes");
        let mut text = secret.as_bytes().to_vec();
        self.0
            .cipher
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(bound.data()), &mut text)
            .expect("a secret is short");
        [&[EDITION][..], &nonce, &text].concat()
    }

    /// What was sealed for this row; `None` if it was sealed by another key, for another row, or was changed.
    pub(crate) fn open(&self, bound: Bound<'_>, sealed: &[u8]) -> Option<String> {
        let (nonce, text) = sealed.strip_prefix(&[EDITION])?.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        let open = self.0.cipher.open_in_place(nonce, Aad::from(bound.data()), &mut text);
        String::from_utf8(open.ok()?.to_vec()).ok()
    }
}

/// Another key than the instances share.
#[derive(Debug, thiserror::Error)]
#[error(
    "The webhook secrets and tokens in this database are encrypted with the key {shared}, and this is the key {own}. Give the \
     key file of the other instances, or of before a restore: --key-file FILE or COUNTERSIGN_KEY_FILE. Nothing was changed. If \
     that file is lost, start once with --new-key: everything else stays, and webhook secrets and tokens have to be entered again."
)]
pub struct AnotherKey {
    /// The fingerprint of the key they share.
    pub shared: String,
    /// That of the one at hand.
    pub own: String,
}

/// The fingerprint of the key that something in the database is sealed with; `None` while nothing is.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn sealed_by(pool: &PgPool) -> Result<Option<String>> {
    sealed_by_in(&mut *pool.acquire().await?).await
}

async fn sealed_by_in(connection: &mut PgConnection) -> Result<Option<String>> {
    let fingerprint = sqlx::query_scalar!(
        "select fingerprint from shared_key where exists (select from connection where sealed_secret is not null)
             or exists (select from connection_token) or exists (select from mail where sealed is not null)"
    );
    Ok(fingerprint.fetch_optional(connection).await?)
}

/// Makes a key the one that all instances share, unless something is sealed with another: then only if `anew`, and what is
/// sealed with the other stays and opens no more. What versions before kept in plain text is sealed.
///
/// # Errors
/// When the database fails.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn share(
    pool: &PgPool,
    key: &Key,
    anew: bool,
    now: DateTime<Utc>,
) -> Result<std::result::Result<(), AnotherKey>> {
    let mut tx = pool.begin().await?;
    // One start after the other, and none while something is being sealed.
    sqlx::query!("lock table shared_key in exclusive mode")
        .execute(&mut *tx)
        .await?;
    let shared = sealed_by_in(&mut tx)
        .await?
        .filter(|shared| shared != key.fingerprint());
    if let Some(shared) = shared.filter(|_| !anew) {
        let own = key.fingerprint().to_owned();
        return Ok(Err(AnotherKey { shared, own }));
    }
    sqlx::query!(
        "insert into shared_key (fingerprint, agreed_at) values ($1, $2)
         on conflict (only_one) do update set fingerprint = excluded.fingerprint, agreed_at = excluded.agreed_at
         where shared_key.fingerprint <> excluded.fingerprint",
        key.fingerprint(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    upgrade::seal_plain_secrets(&mut *pool.acquire().await?, key).await?;
    Ok(Ok(()))
}

/// Sees to it that the key is the one that all instances share, until the end of the transaction.
///
/// # Errors
/// [`Error::Refused`] when it is another.
pub(crate) async fn is_shared(tx: &mut PgConnection, key: &Key, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "insert into shared_key (fingerprint, agreed_at) values ($1, $2) on conflict do nothing",
        key.fingerprint(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    let shared = sqlx::query_scalar!("select fingerprint from shared_key for share");
    match shared.fetch_one(tx).await? {
        shared if shared == key.fingerprint() => Ok(()),
        _ => Err(Error::refused(
            "This instance has another key file than the others, so what it encrypts could not be read there. Whoever runs the \
             installation has to give all of them the same key file.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_with_its_key_in_its_row_and_nowhere_else() {
        let (key, other) = (Key::of(&[7; 32]), Key::of(&[8; 32]));
        let row = Bound::Webhook(ConnectionId(1));
        let sealed = key.seal(row, "räven raskar");
        assert_eq!(key.open(row, &sealed).as_deref(), Some("räven raskar"));
        assert_ne!(sealed, key.seal(row, "räven raskar"), "no two are alike");
        assert!(!sealed.windows(6).any(|some| some == b"raskar"));
        assert_eq!(other.open(row, &sealed), None);
        assert_eq!(key.open(Bound::Webhook(ConnectionId(11)), &sealed), None);
        for cut in 0..sealed.len() {
            assert_eq!(key.open(row, &sealed[..cut]), None);
            let mut changed = sealed.clone();
            changed[cut] ^= 1;
            assert_eq!(key.open(row, &changed), None, "byte {cut}");
        }
        assert_ne!(key.fingerprint(), other.fingerprint());
        assert!(!format!("{key:?}").contains("07070707"));
    }
}
