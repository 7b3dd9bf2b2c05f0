//! The address of a mail server, as it is configured: `smtp+starttls://countersign@mail.example.com`.

use std::fmt;
use std::str::FromStr;

/// How a connection to a mail server is kept secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// By STARTTLS, which it must offer.
    StartTls,
    /// By TLS from the first byte.
    Tls,
    /// Not at all: on this machine alone.
    None,
}

/// A mail server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpServer {
    /// How the connection is kept secret.
    pub security: Security,
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Who signs in there, if anybody does.
    pub user: Option<String>,
}

/// What is wrong with the address of a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoServer {
    /// It is no address of this kind.
    #[error(
        "write it like smtp+starttls://USER@HOST:587, smtps://USER@HOST:465, or smtp://127.0.0.1:25 on this machine"
    )]
    Unknown,
    /// It holds a password, which others on the machine could read.
    #[error("leave the password out: it is read from COUNTERSIGN_SMTP_PASSWORD or from --smtp-password-file")]
    Password,
    /// Without TLS on a network.
    #[error("smtp:// without TLS is for a server on this machine alone; use smtp+starttls:// or smtps://")]
    Open,
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let value = digit()? * 16 + digit()?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.chars().any(char::is_control))
}

impl FromStr for SmtpServer {
    type Err = NoServer;

    fn from_str(text: &str) -> Result<Self, NoServer> {
        let (scheme, rest) = text.trim().split_once("://").ok_or(NoServer::Unknown)?;
        let (security, usual) = match scheme {
            "smtp+starttls" => (Security::StartTls, 587),
            "smtps" => (Security::Tls, 465),
            "smtp" => (Security::None, 25),
            _ => return Err(NoServer::Unknown),
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (user, server) = match rest.rsplit_once('@') {
            Some((user, _)) if user.contains(':') => return Err(NoServer::Password),
            Some((user, server)) => (
                Some(
                    unescaped(user)
                        .filter(|user| !user.is_empty())
                        .ok_or(NoServer::Unknown)?,
                ),
                server,
            ),
            None => (None, rest),
        };
        let bare = server.rfind(']').map_or(0, |end| end + 1);
        let (host, port) = match server[bare..].rfind(':') {
            Some(colon) => {
                let port = server[bare + colon + 1..].parse().map_err(|_| NoServer::Unknown)?;
                (&server[..bare + colon], port)
            }
            None => (server, usual),
        };
        let number = host.trim_start_matches('[').trim_end_matches(']');
        let is_number = number.parse::<std::net::IpAddr>();
        let sound = is_number.is_ok()
            || host.len() <= 253
                && host.split('.').all(|label| {
                    !label.is_empty()
                        && label.len() <= 63
                        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
                });
        if !sound || port == 0 {
            return Err(NoServer::Unknown);
        }
        let is_here = host.eq_ignore_ascii_case("localhost") || is_number.is_ok_and(|address| address.is_loopback());
        if security == Security::None && !is_here {
            return Err(NoServer::Open);
        }
        Ok(Self {
            security,
            host: number.to_ascii_lowercase(),
            port,
            user,
        })
    }
}

/// Without who signs in there.
impl fmt::Display for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}
