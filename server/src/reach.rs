//! How people reach an installation: what the start says when that cannot work as it is set.

use std::net::SocketAddr;

use http::Uri;

/// The address people use, as links and forms name it, and what whoever starts the program should know about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Reached {
    /// `https://countersign.example`: as browsers write an origin.
    pub base_url: String,
    /// Sentences that say what does not work, and what to set.
    pub advice: Vec<String>,
}

/// Reads the base URL of a program that listens there.
///
/// # Errors
/// When nobody can come by it: a sentence that says what to set.
pub fn reached(listening: SocketAddr, base_url: Option<&str>) -> Result<Reached, String> {
    let Some(base_url) = base_url else {
        return Ok(by_default(listening));
    };
    let wrong = |why: &str| format!("The base URL {base_url:?} {why}. Give one such as https://countersign.example.");
    let uri: Uri = base_url.parse().map_err(|_| wrong("is no address"))?;
    let (scheme, usual) = match uri.scheme_str() {
        Some("https") => ("https", 443),
        Some("http") => ("http", 80),
        _ => return Err(wrong("begins neither with https:// nor with http://")),
    };
    let host = uri.host().unwrap_or_default().to_lowercase();
    let named_port = uri.port_u16();
    if host.is_empty()
        || uri
            .authority()
            .is_some_and(|authority| authority.as_str().contains('@'))
    {
        return Err(wrong("names no host alone"));
    }
    if !uri.path().trim_end_matches('/').is_empty() || uri.query().is_some() || base_url.contains('#') {
        return Err(wrong(
            "goes on behind the host; Countersign needs a host, or a port, of its own",
        ));
    }
    let port = named_port.filter(|port| *port != usual);
    let base_url = port.map_or_else(
        || format!("{scheme}://{host}"),
        |port| format!("{scheme}://{host}:{port}"),
    );

    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if bare
        .parse::<std::net::IpAddr>()
        .is_ok_and(|address| address.is_unspecified())
    {
        return Err(format!(
            "The base URL {base_url:?} is where to listen, not how people come. Give --base-url (COUNTERSIGN_BASE_URL) \
             with the name or the address of this machine."
        ));
    }
    let local = bare == "localhost"
        || bare.ends_with(".localhost")
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    let mut advice = Vec::new();
    if scheme == "http" && !local {
        if listening.ip().is_loopback() {
            advice.push(format!(
                "It listens on {listening}, which only this machine reaches: {base_url} works where a proxy of this machine \
                 leads here. Otherwise give --listen 0.0.0.0:{} (COUNTERSIGN_LISTEN).",
                port.unwrap_or(usual)
            ));
        }
        advice.push(
            "People reach it by plain http: passwords cross the network as they are typed. A proxy with a certificate and a \
             base URL with https keep them private."
                .to_owned(),
        );
    }
    if scheme == "https" && !listening.ip().is_loopback() {
        advice.push(format!(
            "It speaks plain http on {listening}, for a proxy that has the certificate. Whoever comes past the proxy cannot \
             sign in: cookies are for {base_url} alone."
        ));
    }
    Ok(Reached { base_url, advice })
}

/// Without a base URL links start with the address listened on, which leads here from this machine alone where that is every
/// address.
fn by_default(listening: SocketAddr) -> Reached {
    if !listening.ip().is_unspecified() {
        return Reached {
            base_url: format!("http://{listening}"),
            advice: Vec::new(),
        };
    }
    let host = if listening.is_ipv4() { "127.0.0.1" } else { "[::1]" };
    let port = listening.port();
    let base_url = format!("http://{host}:{port}");
    let advice = format!(
        "It listens on every address of this machine, but links start with {base_url}, which leads here from this machine \
         alone. Give --base-url http://<name or address of this machine>:{port} (COUNTERSIGN_BASE_URL)."
    );
    Reached {
        base_url,
        advice: vec![advice],
    }
}

#[cfg(test)]
mod tests;
