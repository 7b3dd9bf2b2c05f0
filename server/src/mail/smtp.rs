//! Handing a mail to a mail server, stage by stage, so that it is known whether it may have been taken.

use std::path::PathBuf;
use std::str::FromStr as _;
use std::time::{Duration, SystemTime};

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use domain::mail::{Security, Sender, SmtpServer};
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, Message};
use store::mail::Claimed;

/// Time for a connection, and for each answer up to the mail itself.
const CONNECT_WITHIN: Duration = Duration::from_secs(20);
/// Time for everything up to the mail itself.
const GREET_WITHIN: Duration = Duration::from_secs(60);
/// Time for the mail itself: mail servers look into it before they answer. With the rest it is less than another instance waits
/// before it looks what became of it.
const TAKE_WITHIN: Duration = Duration::from_secs(240);
/// Time to say good-bye, which changes nothing any more.
const LEAVE_WITHIN: Duration = Duration::from_secs(2);

/// Why a mail did not get out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It was not taken; it may be later.
    Later(String),
    /// It is refused for good.
    Refused(String),
    /// It may have been taken.
    Unheard(String),
}

/// How mail is configured.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// The mail server.
    pub server: SmtpServer,
    /// From whom mail comes: `Countersign <countersign@example.com>`.
    pub from: String,
    /// What its user signs in with.
    pub password: Option<String>,
    /// A file with a certificate that it is known by, beside those that everybody trusts.
    pub ca: Option<PathBuf>,
}

/// A mail server that mail is handed to.
pub struct Smtp {
    server: SmtpServer,
    from: Mailbox,
    credentials: Option<Credentials>,
    tls: Option<TlsParameters>,
}

impl Smtp {
    /// With these settings.
    ///
    /// # Errors
    /// When one of them does not do.
    pub fn new(settings: SmtpSettings) -> anyhow::Result<Self> {
        let SmtpSettings {
            server,
            from,
            password,
            ca,
        } = settings;
        let from =
            Mailbox::from_str(&from).context("--mail-from: write it like Countersign <countersign@example.com>")?;
        let credentials = match (&server.user, password) {
            (Some(user), Some(password)) => Some(Credentials::new(user.clone(), password)),
            (Some(user), None) => anyhow::bail!(
                "--smtp names the user {user}; give the password in COUNTERSIGN_SMTP_PASSWORD or with --smtp-password-file"
            ),
            (None, _) => None,
        };
        let tls = match server.security {
            Security::None => None,
            Security::StartTls | Security::Tls => {
                let mut tls = TlsParameters::builder(server.host.clone());
                if let Some(file) = ca {
                    let shown = file.display();
                    let pem = std::fs::read(&file).with_context(|| format!("reading --smtp-ca {shown}"))?;
                    let certificate = Certificate::from_pem(&pem);
                    tls = tls.add_root_certificate(certificate.with_context(|| format!("{shown} is no certificate"))?);
                }
                Some(tls.build_rustls().context("TLS for mail")?)
            }
        };
        Ok(Self {
            server,
            from,
            credentials,
            tls,
        })
    }

    /// Hands it over. `addresses` are that of the installation, and that by which its reader ends such mail, where it is no duty.
    ///
    /// # Errors
    /// See [`Trouble`].
    pub async fn send(
        &self,
        claimed: &Claimed,
        addresses: (&str, Option<&str>),
        now: DateTime<Utc>,
    ) -> Result<(), Trouble> {
        let to = Address::from_str(&claimed.to)
            .map_err(|_| Trouble::Refused("This is no address that mail can be sent to.".to_owned()))?;
        let mail = self.mail(claimed, &to, addresses, now)?;
        let ready = tokio::time::timeout(GREET_WITHIN, self.ready(&to)).await;
        let mut connection = match ready {
            Ok(ready) => ready?,
            Err(_) => {
                return Err(Trouble::Later(format!(
                    "{} did not answer within a minute.",
                    self.server
                )));
            }
        };
        // From the last byte of the mail on nobody knows, until the server says so.
        let taken = tokio::time::timeout(TAKE_WITHIN, connection.message(&mail)).await;
        let outcome = match taken {
            Ok(Ok(answer)) if answer.is_positive() => Ok(()),
            Ok(Ok(answer)) => Err(self.refused(&said(answer.message()), true)),
            Ok(Err(error)) if error.is_permanent() || error.is_transient() => Err(self.answered(&error)),
            Ok(Err(_)) => Err(Trouble::Unheard(format!(
                "The connection to {} broke after the mail was handed over.",
                self.server
            ))),
            Err(_) => Err(Trouble::Unheard(format!(
                "{} did not say within four minutes whether it took the mail.",
                self.server
            ))),
        };
        let _ = tokio::time::timeout(LEAVE_WITHIN, connection.quit()).await;
        outcome
    }

    /// A connection to which the mail itself is handed next.
    async fn ready(&self, to: &Address) -> Result<AsyncSmtpConnection, Trouble> {
        let hello = ClientId::Domain("[127.0.0.1]".to_owned());
        let server = (self.server.host.as_str(), self.server.port);
        let later = |error: &Error| Trouble::Later(format!("{}: {}", self.server, told(error)));
        let wrapped = self.tls.clone().filter(|_| self.server.security == Security::Tls);
        let mut connection = AsyncSmtpConnection::connect_tokio1(server, Some(CONNECT_WITHIN), &hello, wrapped, None)
            .await
            .map_err(|error| later(&error))?;
        if let (Security::StartTls, Some(tls)) = (self.server.security, &self.tls) {
            // A server that does not offer it gets neither the password nor the mail.
            connection
                .starttls(tls.clone(), &hello)
                .await
                .map_err(|error| later(&error))?;
        }
        if let Some(credentials) = &self.credentials {
            // A wrong password is no fault of the mail.
            connection
                .auth(DEFAULT_MECHANISMS, credentials)
                .await
                .map_err(|error| later(&error))?;
        }
        let from = Mail::new(Some(self.from.email.clone()), Vec::new());
        connection.command(from).await.map_err(|error| later(&error))?;
        let rcpt = connection.command(Rcpt::new(to.clone(), Vec::new())).await;
        rcpt.map_err(|error| self.answered(&error))?;
        connection.command(Data).await.map_err(|error| self.answered(&error))?;
        Ok(connection)
    }

    /// What an answer of the server to the address or the mail means.
    fn answered(&self, error: &Error) -> Trouble {
        self.refused(&told(error), error.is_permanent())
    }

    fn refused(&self, said: &str, for_good: bool) -> Trouble {
        let why = format!("{}: {said}", self.server);
        if for_good {
            Trouble::Refused(why)
        } else {
            Trouble::Later(why)
        }
    }

    /// The mail as it is handed over. Nothing that anybody typed is in a header, but for the reader's address.
    fn mail(
        &self,
        claimed: &Claimed,
        to: &Address,
        (base_url, unsubscribe): (&str, Option<&str>),
        now: DateTime<Utc>,
    ) -> Result<Vec<u8>, Trouble> {
        let sender = Sender {
            base_url,
            secret: claimed.secret.as_deref(),
            unsubscribe,
        };
        let letter = &claimed.letter;
        let host = self.from.email.domain();
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.clone()))
            .subject(letter.subject.clone())
            .date(SystemTime::from(now))
            .message_id(Some(format!("<{}@{host}>", claimed.message)))
            .header(AutoSubmitted)
            .header(NoAutomaticAnswer);
        if let Some(address) = unsubscribe {
            message = message.header(ListUnsubscribe(address.to_owned()));
            // One click is for addresses by https alone.
            if address.starts_with("https://") {
                message = message.header(InOneClick);
            }
        }
        let mut body = MultiPart::alternative()
            .singlepart(SinglePart::plain(letter.text(&sender)))
            .singlepart(SinglePart::html(letter.html(&sender)));
        let built = match &letter.meeting {
            None => message.multipart(body),
            Some(meeting) => {
                let ics = meeting.ics(base_url, self.from.email.as_ref(), to.as_ref());
                let method = meeting.method.as_str();
                let kind =
                    |kind: String| ContentType::parse(&kind).map_err(|error| Trouble::Refused(error.to_string()));
                let calendar = kind(format!("text/calendar; charset=utf-8; method={method}"))?;
                body = body.singlepart(SinglePart::builder().header(calendar).body(ics.clone()));
                let file = Attachment::new("readout.ics".to_owned()).body(ics, kind("application/ics".to_owned())?);
                message.multipart(MultiPart::mixed().multipart(body).singlepart(file))
            }
        };
        let built = built.map_err(|error| Trouble::Refused(format!("The mail could not be written: {error}.")))?;
        Ok(built.formatted())
    }
}

/// An error in one short line, without what went with it.
fn told(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = error.source();
    }
    said([text.as_str()])
}

/// What a server said, as one line of at most 300 characters.
fn said<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    let text: Vec<&str> = lines.into_iter().flat_map(str::split_whitespace).collect();
    text.join(" ").chars().filter(|c| !c.is_control()).take(300).collect()
}

/// Says that no person wrote it, so that no program answers (RFC 3834).
#[derive(Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The same, for Exchange.
#[derive(Clone, Copy)]
struct NoAutomaticAnswer;

impl Header for NoAutomaticAnswer {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-Auto-Response-Suppress")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "All".to_owned())
    }
}

/// Where a reader says that they want no more of what is no duty (RFC 2369).
#[derive(Clone)]
struct ListUnsubscribe(String);

impl Header for ListUnsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), format!("<{}>", self.0))
    }
}

/// Says that a post to that address ends it at once, without a page in between (RFC 8058).
#[derive(Clone, Copy)]
struct InOneClick;

impl Header for InOneClick {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}
