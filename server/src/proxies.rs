//! Where a request comes from when proxies stand between: what those that are trusted say, and nobody else.

use std::net::{IpAddr, SocketAddr};

use http::HeaderMap;
use http::header::FORWARDED;
use ipnet::{IpNet, Ipv6Net};

/// The networks of proxies that are trusted to say whom they speak for.
#[derive(Clone, Debug, Default)]
pub struct Proxies(pub Vec<IpNet>);

/// Reads a network, `10.1.0.0/16` or `2001:db8::/32`, or a single address.
///
/// # Errors
/// When it is neither.
pub fn network(text: &str) -> Result<IpNet, String> {
    let address = |_| text.parse::<IpAddr>().map(IpNet::from);
    text.parse()
        .or_else(address)
        .map_err(|_| "neither a network, such as 10.1.0.0/16, nor an address".to_owned())
}

/// What requests from an address are counted by: a whole network of version 6, because one is what each connection gets.
pub fn neighbourhood(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => Ipv6Net::new_assert(address, 64).trunc().to_string(),
    }
}

impl Proxies {
    /// The address a request comes from: the last one on its way, read from our end, that is no trusted proxy's. Headers of
    /// anybody else do not count. A proxy passes on what it does not write, so where both headers are there they have to
    /// say the same: otherwise one of them is the sender's own, and the request is the proxy's.
    pub fn sender(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.trust(peer) {
            return peer;
        }
        let lines = |name: &str| headers.get_all(name).iter().rev().map(http::HeaderValue::to_str);
        let forwarded = headers
            .contains_key(FORWARDED)
            .then(|| self.last(peer, lines(FORWARDED.as_str()).flat_map(|line| forwarded(line.ok()))));
        let plain = headers
            .contains_key(X_FORWARDED_FOR)
            .then(|| self.last(peer, lines(X_FORWARDED_FOR).flat_map(|line| plain(line.ok()))));
        match (forwarded, plain) {
            (Some(one), Some(other)) if one != other => peer,
            (one, other) => one.or(other).unwrap_or(peer),
        }
    }

    /// Whether this is the address of a trusted proxy.
    pub fn trust(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Walks from our end as far as trusted proxies say something that can be read.
    fn last(&self, peer: IpAddr, way: impl Iterator<Item = Option<IpAddr>>) -> IpAddr {
        let mut at = peer;
        for hop in way {
            let Some(hop) = hop else { break };
            at = hop;
            if !self.trust(at) {
                break;
            }
        }
        at
    }
}

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// The addresses of a line of `X-Forwarded-For`, the nearest first; `None` for what cannot be read.
fn plain(line: Option<&str>) -> Vec<Option<IpAddr>> {
    let Some(line) = line else { return vec![None] };
    line.rsplit(',').map(|node| address(node.trim())).collect()
}

/// The same of a line of `Forwarded` (RFC 7239). One that is not well formed says nothing at all: an open quote of the
/// sender's would otherwise swallow what the proxy wrote behind it.
fn forwarded(line: Option<&str>) -> Vec<Option<IpAddr>> {
    let mut way = line.and_then(elements).unwrap_or_else(|| vec![None]);
    way.reverse();
    way
}

fn elements(line: &str) -> Option<Vec<Option<IpAddr>>> {
    let mut elements = vec![None];
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let (value, after) = value(after)?;
        if name.trim().eq_ignore_ascii_case("for") {
            *elements.last_mut()? = address(&value);
        }
        let after = after.trim_start();
        rest = after
            .strip_prefix([';', ','])
            .map(str::trim_start)
            .or(after.is_empty().then_some(""))?;
        if after.starts_with(',') {
            elements.push(None);
        }
    }
    Some(elements)
}

/// The value a text begins with, a word or quoted, and what follows.
fn value(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let word = text[..end].trim_end();
        return (!word.contains('"')).then(|| (word.to_owned(), &text[end..]));
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((value, &quoted[at + 1..])),
            '\\' => value.push(characters.next()?.1),
            _ => value.push(character),
        }
    }
    None
}

/// An address with or without a port, of version 6 with or without brackets.
fn address(node: &str) -> Option<IpAddr> {
    let bare = node
        .strip_prefix('[')
        .and_then(|node| node.strip_suffix(']'))
        .unwrap_or(node);
    bare.parse::<IpAddr>()
        .ok()
        .or_else(|| node.parse::<SocketAddr>().ok().map(|address| address.ip()))
        .map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests;
