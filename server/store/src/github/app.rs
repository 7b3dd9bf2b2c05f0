//! A GitHub App: its id and the private key that it shows who it is with.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use domain::activity::event;
use domain::github::CodeHost;
use domain::ids::{ConnectionId, PersonId, PilotId};
use ring::digest;
use ring::rand::SystemRandom;
use ring::signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject as _;
use sqlx::PgPool;

use super::connection::named;
use super::host_of;
use super::token::go_on;
use crate::change::Change;
use crate::secret::{self, Bound, Key};
use crate::{Error, Result};

/// A GitHub App with a private key of its own, which never shows itself.
#[derive(Clone)]
pub struct App {
    id: i64,
    pem: String,
    pair: Arc<RsaKeyPair>,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("App").field(&self.id).finish_non_exhaustive()
    }
}

impl App {
    /// Reads the id of an App as somebody enters it.
    ///
    /// # Errors
    /// A sentence when it is none.
    pub fn read_id(text: &str) -> std::result::Result<i64, &'static str> {
        let id = text.trim().parse::<i64>().ok().filter(|id| *id > 0);
        id.ok_or("Enter the App ID: a number, at the top of the App’s settings on GitHub. The client ID is another.")
    }

    /// The App of this id with the private key that GitHub gave as a file, in PEM.
    ///
    /// # Errors
    /// A sentence when it is no such key.
    pub fn read(id: i64, pem: &str) -> std::result::Result<Self, &'static str> {
        let pem = pem.trim();
        if pem.is_empty() {
            return Err("Paste the private key: the text of the file that GitHub gave you.");
        }
        if pem.contains("ENCRYPTED") {
            return Err("This key is encrypted with a passphrase. Paste the text of the file as GitHub gave it.");
        }
        if pem.len() > LONGEST_PEM || !pem.contains("PRIVATE KEY-----") {
            return Err(
                "This is no private key: the text begins with -----BEGIN RSA PRIVATE KEY----- and ends with the line that ends it. \
                 Paste all of the file.",
            );
        }
        let der = PrivateKeyDer::from_pem_slice(pem.as_bytes())
            .map_err(|_| "This private key is not whole. Paste all of the file, with its first and its last line.")?;
        const OTHER: &str =
            "This private key is of another kind, or damaged: that of a GitHub App is RSA, with at least 2,048 bits.";
        let pair = match &der {
            PrivateKeyDer::Pkcs1(der) => RsaKeyPair::from_der(der.secret_pkcs1_der()),
            PrivateKeyDer::Pkcs8(der) => RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()),
            _ => return Err(OTHER),
        };
        Ok(Self {
            id,
            pem: pem.to_owned(),
            pair: Arc::new(pair.map_err(|_| OTHER)?),
        })
    }

    /// Its id on GitHub.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// By what its key is told from others, as GitHub shows it behind `SHA256:`: the SHA-256 of the public half as a
    /// `SubjectPublicKeyInfo` (RFC 5280), in Base64.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let public = self.pair.public_key().as_ref();
        let bits = [&[0][..], public].concat();
        let info = [RSA_ENCRYPTION, &tagged(BIT_STRING, &bits)].concat();
        let info = tagged(SEQUENCE, &info);
        STANDARD.encode(digest::digest(&digest::SHA256, &info))
    }

    /// Its signature under a text, RSASSA-PKCS1-v1_5 with SHA-256 (`RS256`); `None` when the system gives no random bytes.
    #[must_use]
    pub fn sign(&self, text: &[u8]) -> Option<Vec<u8>> {
        let mut signature = vec![0; self.pair.public().modulus_len()];
        let signed = self
            .pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut signature);
        signed.ok().map(|()| signature)
    }
}

/// Tags of DER (X.690).
const SEQUENCE: u8 = 0x30;
const BIT_STRING: u8 = 0x03;
/// The algorithm `rsaEncryption` without parameters, in DER.
const RSA_ENCRYPTION: &[u8] = &[
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

/// A value in DER, with its tag and its length.
fn tagged(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len().to_be_bytes();
    let digits: Vec<u8> = length.into_iter().skip_while(|byte| *byte == 0).collect();
    let mut all = vec![tag];
    // Up to 127 the length is one byte; beyond that the first says how many follow.
    if value.len() > 127 {
        all.push(0x80 | u8::try_from(digits.len()).unwrap_or_default());
    }
    [&all[..], &digits, value].concat()
}

/// The longest key that is read, in bytes: one of 16,384 bits has some 13,000.
const LONGEST_PEM: usize = 20_000;

/// Has a connection called as a GitHub App, in the place of the token or App it has.
///
/// # Errors
/// [`Error::NotFound`] when the connection is not of this pilot; [`Error::Refused`] when it is not on GitHub, the pilot is
/// decided, or the key is not the one that all instances share.
#[tracing::instrument(level = "debug", skip_all)]
pub async fn set_app(
    pool: &PgPool,
    pilot: PilotId,
    person: PersonId,
    id: ConnectionId,
    (key, api_url, app): (&Key, &str, &App),
    now: DateTime<Utc>,
) -> Result<()> {
    if host_of(pool, pilot, id).await? != CodeHost::GitHub {
        return Err(Error::refused("A GitHub App is for repositories on GitHub alone."));
    }
    let mut change = Change::begin(pool, pilot, person, now).await?.undecided()?;
    let repository = named(&mut change, pilot, id).await?;
    secret::is_shared(&mut change, key, now).await?;
    let fingerprint = app.fingerprint();
    sqlx::query!(
        "insert into connection_token (connection_id, api_url, sealed, last_four, entered_by, entered_at, app_id)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (connection_id) do update set api_url = excluded.api_url, sealed = excluded.sealed,
             last_four = excluded.last_four, entered_by = excluded.entered_by, entered_at = excluded.entered_at,
             app_id = excluded.app_id",
        id.0,
        api_url,
        key.seal(Bound::App(id, api_url, app.id), &app.pem),
        fingerprint
            .get(fingerprint.len().saturating_sub(4)..)
            .unwrap_or_default(),
        person.0,
        change.now(),
        app.id,
    )
    .execute(&mut *change)
    .await?;
    go_on(&mut change, id, now).await?;
    let event = event::Data::SetApp {
        repository,
        app: app.id,
        api_url: api_url.to_owned().into(),
    };
    change.commit(event).await
}

#[cfg(test)]
mod tests {
    use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

    use super::*;

    const PKCS1: &str = include_str!("../../tests/data/github-app.pem");
    const PKCS8: &str = include_str!("../../tests/data/github-app-pkcs8.pem");
    const EC: &str = include_str!("../../tests/data/elliptic-curve.pem");

    #[test]
    fn a_key_is_read_as_github_gives_it_and_signs() {
        let app = App::read(7, PKCS1).expect("a key");
        let signature = app.sign(b"words").expect("signed");
        let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, app.pair.public_key().as_ref());
        assert!(public.verify(b"words", &signature).is_ok());
        assert!(public.verify(b"other words", &signature).is_err());
        // The same key in the other form, with the line ends of a form.
        let other = App::read(8, &format!("  {}\r\n", PKCS8.replace('\n', "\r\n"))).expect("a key");
        // As `openssl rsa -pubout -outform DER | openssl sha256 -binary | openssl base64` says.
        assert_eq!(app.fingerprint(), "2swEtaJeWJcBo8n3o84pfEkqVXfbOD34weTQZu80iWE=");
        assert_eq!(app.fingerprint(), other.fingerprint());
        assert_eq!(format!("{app:?}"), "App(7, ..)");
    }

    #[test]
    fn what_is_no_rsa_key_is_refused_in_a_sentence() {
        let lines: Vec<&str> = PKCS1.lines().collect();
        let cut = lines[..lines.len() - 3].join("\n");
        let damaged = PKCS1.replacen(lines[3], &"A".repeat(lines[3].len()), 1);
        let encrypted = PKCS8.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
        let public = PKCS8.replace("PRIVATE KEY", "PUBLIC KEY");
        for (pem, says) in [
            ("", "Paste the private key"),
            ("  \n", "Paste the private key"),
            ("SHA256:abcdef", "This is no private key"),
            (&*public, "This is no private key"),
            (
                &*"-----BEGIN RSA PRIVATE KEY-----\n".repeat(1000),
                "This is no private key",
            ),
            (&*encrypted, "passphrase"),
            (&*cut, "not whole"),
            (&*damaged, "of another kind, or damaged"),
            (EC, "of another kind, or damaged"),
            (
                "-----BEGIN RSA PRIVATE KEY-----\n\0\u{e4}\n-----END RSA PRIVATE KEY-----",
                "not whole",
            ),
        ] {
            let said = App::read(7, pem).expect_err(says);
            assert!(said.contains(says), "{says}: {said}");
        }
    }

    #[test]
    fn an_id_is_a_number() {
        assert_eq!(App::read_id(" 123456 "), Ok(123_456));
        for other in ["", "0", "-7", "Iv23liabc", "12 34", "99999999999999999999"] {
            assert!(App::read_id(other).is_err(), "{other}");
        }
    }
}
