//! Where the program may call: hosts that whoever runs the installation allows, and nothing else.

use std::fmt;
use std::str::FromStr;

/// Where GitHub's own interface for programs is.
pub const GITHUB: &str = "https://api.github.com";
/// Where that of GitLab's own installation is.
pub const GITLAB: &str = "https://gitlab.com/api/v4";

/// An address that begins with `https://`, or `http://`, and has neither user, question nor fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    server: Server,
    path: String,
}

/// A server, as its scheme, host and port name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// By https.
    secure: bool,
    /// In lower case.
    host: String,
    port: Option<u16>,
}

impl Server {
    /// Its host, in lower case; an address of version 6 has its brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    fn read(scheme: &str, authority: &str) -> Option<Self> {
        let secure = match scheme {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        let bare = authority.rfind(']').map_or(0, |end| end + 1);
        let (host, port) = match authority[bare..].rfind(':') {
            Some(colon) => (&authority[..bare + colon], Some(&authority[bare + colon + 1..])),
            None => (authority, None),
        };
        let port = match port {
            Some(port) => Some(port.parse().ok()?),
            None => None,
        };
        let bracketed = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let is_sound = match bracketed {
            Some(inner) => inner.parse::<std::net::Ipv6Addr>().is_ok(),
            None => {
                host.len() <= 253
                    && host.split('.').all(|label| {
                        !label.is_empty()
                            && label.len() <= 63
                            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
                    })
            }
        };
        is_sound.then(|| Self {
            secure,
            host: host.to_ascii_lowercase(),
            port: port.filter(|port| *port != if secure { 443 } else { 80 }),
        })
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.secure { "https://" } else { "http://" })?;
        f.write_str(&self.host)?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

/// A server that may be called, as it is named in a setting: `api.github.com`, `ghe.example.com:8443`, or, for one without
/// https, `http://127.0.0.1:9000`.
impl FromStr for Server {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (scheme, authority) = text.split_once("://").unwrap_or(("https", text));
        Self::read(scheme, authority.trim_end_matches('/'))
            .ok_or("name a host such as api.github.com or ghe.example.com:8443; one without https as http://HOST:PORT")
    }
}

impl Address {
    /// Reads an address as somebody types it. A slash at its end says nothing.
    ///
    /// # Errors
    /// A sentence when it is none.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        const SENTENCE: &str = "Enter an address such as https://api.github.com or https://ghe.example.com/api/v3.";
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").ok_or(SENTENCE)?;
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let path = path.trim_end_matches('/');
        let is_sound = text.len() <= 200
            && path.split('/').skip(1).all(|part| {
                !part.is_empty()
                    && part.chars().any(|c| c != '.')
                    && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
            });
        let server = Server::read(scheme, authority).filter(|_| is_sound).ok_or(SENTENCE)?;
        Ok(Self {
            server,
            path: path.to_owned(),
        })
    }

    /// Where it leads.
    #[must_use]
    pub fn server(&self) -> &Server {
        &self.server
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.server, self.path)
    }
}

/// The servers that may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed(Vec<Server>);

/// GitHub and GitLab, where nothing else is said.
impl Default for Allowed {
    fn default() -> Self {
        let named = |host: &str| Server {
            secure: true,
            host: host.to_owned(),
            port: None,
        };
        Self(vec![named("api.github.com"), named("gitlab.com")])
    }
}

impl Allowed {
    /// These; where none is named, the usual ones.
    #[must_use]
    pub fn named(servers: Vec<Server>) -> Self {
        if servers.is_empty() {
            Self::default()
        } else {
            Self(servers)
        }
    }

    /// Whether a server is among them.
    #[must_use]
    pub fn allows(&self, server: &Server) -> bool {
        self.0.contains(server)
    }

    /// Whether one of them is named by its number: then that number was meant, however private it is.
    #[must_use]
    pub fn names(&self, address: std::net::IpAddr) -> bool {
        self.0.iter().any(|server| {
            let host = server.host.trim_start_matches('[').trim_end_matches(']');
            host.parse() == Ok(address)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_host_and_a_path_and_nothing_else() {
        for (typed, is) in [
            ("https://api.github.com", "https://api.github.com"),
            (" https://API.github.com/ ", "https://api.github.com"),
            ("https://ghe.example.com:443/api/v3/", "https://ghe.example.com/api/v3"),
            (
                "https://ghe.example.com:8443/api/v3",
                "https://ghe.example.com:8443/api/v3",
            ),
            ("http://[::1]:9000", "http://[::1]:9000"),
        ] {
            assert_eq!(
                Address::read(typed).map(|a| a.to_string()).as_deref(),
                Ok(is),
                "{typed}"
            );
        }
        for wrong in [
            "",
            "api.github.com",
            "ftp://api.github.com",
            "https://",
            "https:///api",
            "https://api.github.com@evil.example",
            "https://user:word@api.github.com",
            "https://api.github.com?x",
            "https://api.github.com/a?b",
            "https://api.github.com/#x",
            "https://api.github.com/a/../b",
            "https://api.github.com//a",
            "https://api.github.com\\@evil.example",
            "https://api.github.com:port",
            "https://api.github.com:",
            "https://api..github.com",
            "https://räksmörgås.example",
            "https://[::1",
            "https://a b.example",
        ] {
            assert!(Address::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_what_is_named_is_allowed_by_the_scheme_it_is_named_with() {
        let server = |text: &str| Address::read(text).map(|address| address.server().clone());
        let usual = Allowed::named(Vec::new());
        for address in ["https://api.github.com/x", GITHUB, GITLAB] {
            assert!(
                usual.allows(&server(address).unwrap_or_else(|e| panic!("{e}"))),
                "{address}"
            );
        }
        for address in ["http://gitlab.com/api/v4", "https://gitlab.example.com/api/v4"] {
            assert!(
                !usual.allows(&server(address).unwrap_or_else(|e| panic!("{e}"))),
                "{address}"
            );
        }
        let named: Vec<Server> = ["ghe.example.com", "http://127.0.0.1:9000"]
            .into_iter()
            .filter_map(|text| text.parse().ok())
            .collect();
        let named = Allowed::named(named);
        for (address, allowed) in [
            ("https://ghe.example.com/api/v3", true),
            ("http://127.0.0.1:9000", true),
            ("http://ghe.example.com", false),
            ("https://ghe.example.com:8443", false),
            ("https://api.github.com", false),
            ("https://evil.ghe.example.com", false),
            ("http://127.0.0.1:9001", false),
        ] {
            let server = server(address).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(named.allows(&server), allowed, "{address}");
        }
        assert!(named.names([127, 0, 0, 1].into()) && !named.names([127, 0, 0, 2].into()));
    }
}
