//! As much of a browser as is needed: signs in, keeps its cookies, gets pages and sends forms. It asks by HTTP/1.0, so
//! that an answer ends with its connection and comes in one piece.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use anyhow::{Context as _, Result, ensure};
use server::example::{PASSWORD, PEOPLE};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::database::Database;

/// Somebody who is signed in, or nobody.
#[derive(Clone, Debug)]
pub struct Browser {
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
}

/// An answer.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Where it leads.
    pub location: Option<String>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Browser {
    /// Nobody.
    pub fn new(address: SocketAddr) -> Self {
        Self {
            address,
            cookies: BTreeMap::new(),
        }
    }

    /// Everybody of the pilot, in the order of [`PEOPLE`].
    ///
    /// # Errors
    /// When somebody cannot sign in.
    pub async fn of_everybody(address: SocketAddr) -> Result<Vec<Self>> {
        let mut browsers = Vec::new();
        for somebody in PEOPLE {
            let mut browser = Self::new(address);
            let email = somebody.email.replace('@', "%40");
            browser
                .post("/do/account/sign_in", &format!("email={email}&password={PASSWORD}"))
                .await?;
            let inbox = browser.get("/").await?;
            ensure!(inbox.status == 200, "{} could not sign in", somebody.email);
            browsers.push(browser);
        }
        Ok(browsers)
    }

    /// So many observers more, with the password of everybody.
    ///
    /// # Errors
    /// When the database does not take them.
    pub async fn of_observers(address: SocketAddr, database: &Database, count: usize) -> Result<Vec<Self>> {
        // Behind the program's back: who they are is not what is measured.
        database
            .execute(format!(
                "set session_replication_role = replica;
                 insert into person (email, name, password_hash, created_at)
                     select 'reader-' || n || '@example.com', 'Reader ' || n, p.password_hash, now()
                     from generate_series(1, {count}) n, person p where p.email = '{email}';
                 insert into member (pilot_id, person_id, role, added_by, added_at)
                     select m.pilot_id, r.person_id, 'observer', m.person_id, now() from person r, member m join person p using (person_id)
                     where r.email like 'reader-%' and p.email = '{email}';
                 reset session_replication_role;",
                email = PEOPLE[0].email,
            ))
            .await?;
        let mut browsers = Vec::new();
        for n in 1..=count {
            let mut browser = Self::new(address);
            let form = format!("email=reader-{n}%40example.com&password={PASSWORD}");
            browser.post("/do/account/sign_in", &form).await?;
            browsers.push(browser);
        }
        Ok(browsers)
    }

    /// The cookie header.
    pub fn cookie(&self) -> String {
        let pairs: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    /// Gets a page.
    ///
    /// # Errors
    /// When nothing answers.
    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        self.send(format!("GET {path} HTTP/1.0\r\n"), &[]).await
    }

    /// Sends a form that goes well.
    ///
    /// # Errors
    /// When nothing answers, or it is refused.
    pub async fn post(&mut self, path: &str, form: &str) -> Result<Answer> {
        let answer = self.try_post(path, form).await?;
        ensure!(answer.status == 303, "{path} answers {}", answer.status);
        Ok(answer)
    }

    /// Sends a form, whatever the answer.
    ///
    /// # Errors
    /// When nothing answers.
    pub async fn try_post(&mut self, path: &str, form: &str) -> Result<Answer> {
        let head = format!("POST {path} HTTP/1.0\r\nContent-Type: application/x-www-form-urlencoded\r\n");
        self.send(head, form.as_bytes()).await
    }

    /// The same browser at another address.
    pub fn at(&self, address: SocketAddr) -> Self {
        Self {
            address,
            ..self.clone()
        }
    }

    /// The same browser, after signing out: it is still known.
    pub fn signed_out(&self) -> Self {
        let mut browser = self.clone();
        browser.cookies.retain(|name, _| name.contains("browser"));
        browser
    }

    /// Sends what begins with `head`, and keeps the cookies of the answer.
    ///
    /// # Errors
    /// When nothing answers.
    pub async fn send(&mut self, head: String, body: &[u8]) -> Result<Answer> {
        let mut stream = TcpStream::connect(self.address).await?;
        stream.write_all(self.request(head, body).as_slice()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        let end = answer
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .context("an answer without an end of its headers")?;
        let body = answer.split_off(end + 4);
        let head = String::from_utf8_lossy(&answer).into_owned();
        let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
        let mut location = None;
        for (name, value) in head.lines().filter_map(|line| line.split_once(": ")) {
            if name.eq_ignore_ascii_case("set-cookie")
                && let Some((name, value)) = value.split(';').next().and_then(|pair| pair.split_once('='))
            {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            if name.eq_ignore_ascii_case("location") {
                location = Some(value.to_owned());
            }
        }
        Ok(Answer {
            status: status.context("an answer without a status")?,
            location,
            body,
        })
    }

    /// A whole request.
    pub fn request(&self, mut head: String, body: &[u8]) -> Vec<u8> {
        head.push_str(&format!(
            "Host: {}\r\nAccept: text/html\r\nSec-Fetch-Site: same-origin\r\n",
            self.address
        ));
        if !self.cookies.is_empty() {
            head.push_str(&format!("Cookie: {}\r\n", self.cookie()));
        }
        if !body.is_empty() {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        let mut request = head.into_bytes();
        request.extend_from_slice(body);
        request
    }
}
