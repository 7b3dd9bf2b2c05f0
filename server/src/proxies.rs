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
mod tests {
    use super::*;
    use http::{HeaderName, HeaderValue};

    /// Who connects, with which headers, and where the request comes from.
    type Case = (&'static str, &'static [(&'static str, &'static str)], &'static str);

    const FOR: &str = "x-forwarded-for";

    fn proxies() -> Proxies {
        let networks = ["10.0.0.0/8", "192.0.2.7", "2001:db8:1::/48"];
        Proxies(networks.map(|text| network(text).expect("a network")).to_vec())
    }

    fn sender(peer: &str, headers: &[(&'static str, &str)]) -> String {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(
                HeaderName::from_static(name),
                HeaderValue::from_str(value).expect("a header"),
            );
        }
        proxies().sender(peer.parse().expect("an address"), &map).to_string()
    }

    #[test]
    fn a_request_comes_from_the_last_address_that_is_no_trusted_proxys() {
        const FORWARDED: &str = "forwarded";
        let table: &[Case] = &[
            // Nobody but a trusted proxy speaks for others.
            ("198.51.100.1", &[], "198.51.100.1"),
            ("198.51.100.1", &[(FOR, "203.0.113.5")], "198.51.100.1"),
            ("198.51.100.1", &[(FORWARDED, "for=203.0.113.5")], "198.51.100.1"),
            ("192.0.2.8", &[(FOR, "203.0.113.5")], "192.0.2.8"),
            // One proxy.
            ("10.1.2.3", &[], "10.1.2.3"),
            ("10.1.2.3", &[(FOR, "203.0.113.5")], "203.0.113.5"),
            ("192.0.2.7", &[(FOR, " 203.0.113.5:4711 ")], "203.0.113.5"),
            ("::ffff:10.1.2.3", &[(FOR, "::ffff:203.0.113.5")], "203.0.113.5"),
            (
                "10.1.2.3",
                &[(FORWARDED, "for=203.0.113.5;proto=https;by=10.1.2.3")],
                "203.0.113.5",
            ),
            (
                "10.1.2.3",
                &[(FORWARDED, "proto=https; For=\"203.0.113.5:4711\"")],
                "203.0.113.5",
            ),
            // Version 6.
            ("2001:db8:1::9", &[(FOR, "2001:db8:2::1")], "2001:db8:2::1"),
            ("2001:db8:2::9", &[(FOR, "2001:db8:3::1")], "2001:db8:2::9"),
            ("10.1.2.3", &[(FOR, "[2001:db8:2::1]:4711")], "2001:db8:2::1"),
            ("10.1.2.3", &[(FORWARDED, "for=\"[2001:db8:2::1]\"")], "2001:db8:2::1"),
            (
                "10.1.2.3",
                &[(FORWARDED, "for=\"[2001:db8:2::1]:47011\";proto=http")],
                "2001:db8:2::1",
            ),
            // Several proxies, in one line or in several.
            ("10.1.2.3", &[(FOR, "203.0.113.5, 10.9.9.9, 192.0.2.7")], "203.0.113.5"),
            ("10.1.2.3", &[(FOR, "203.0.113.5"), (FOR, "10.9.9.9")], "203.0.113.5"),
            (
                "10.1.2.3",
                &[(FORWARDED, "for=203.0.113.5, for=10.9.9.9;by=\"10.1.2.3\"")],
                "203.0.113.5",
            ),
            // All of them trusted: somebody behind the first.
            ("10.1.2.3", &[(FOR, "10.0.0.1, 10.9.9.9")], "10.0.0.1"),
            // What the sender wrote stands before what the proxy wrote.
            ("10.1.2.3", &[(FOR, "1.1.1.1, 203.0.113.5")], "203.0.113.5"),
            ("10.1.2.3", &[(FOR, "10.0.0.1, 203.0.113.5")], "203.0.113.5"),
            ("10.1.2.3", &[(FOR, "1.1.1.1"), (FOR, "203.0.113.5")], "203.0.113.5"),
            (
                "10.1.2.3",
                &[(FORWARDED, "for=1.1.1.1, for=203.0.113.5")],
                "203.0.113.5",
            ),
            (
                "10.1.2.3",
                &[(FORWARDED, "for=\"1.1.1.1, for=2.2.2.2\", for=203.0.113.5")],
                "203.0.113.5",
            ),
            (
                "10.1.2.3",
                &[(FORWARDED, "for=\"a\\\"b\", for=203.0.113.5")],
                "203.0.113.5",
            ),
            (
                "10.1.2.3",
                &[(FORWARDED, "for=1.1.1.1;x=\""), (FORWARDED, "for=203.0.113.5")],
                "203.0.113.5",
            ),
            // An open quote of theirs takes nobody's place.
            (
                "10.1.2.3",
                &[(FORWARDED, "for=1.1.1.1;x=\", for=203.0.113.5")],
                "10.1.2.3",
            ),
            (
                "10.1.2.3",
                &[(FORWARDED, "for=1.1.1.1;x=\", for=\"[2001:db8:2::1]\"")],
                "10.1.2.3",
            ),
            // A header that the proxy does not write is passed on as it came.
            (
                "10.1.2.3",
                &[(FORWARDED, "for=1.1.1.1"), (FOR, "203.0.113.5")],
                "10.1.2.3",
            ),
            (
                "10.1.2.3",
                &[(FORWARDED, "for=203.0.113.5"), (FOR, "1.1.1.1, 203.0.113.5")],
                "203.0.113.5",
            ),
            // What cannot be read comes from whoever said it.
            ("10.1.2.3", &[(FOR, "")], "10.1.2.3"),
            ("10.1.2.3", &[(FOR, "unknown")], "10.1.2.3"),
            ("10.1.2.3", &[(FOR, "203.0.113.5, 999.1.1.1")], "10.1.2.3"),
            ("10.1.2.3", &[(FOR, "203.0.113.5, _hidden, 10.9.9.9")], "10.9.9.9"),
            ("10.1.2.3", &[(FORWARDED, "for=unknown")], "10.1.2.3"),
            ("10.1.2.3", &[(FORWARDED, "for=203.0.113.5, proto=https")], "10.1.2.3"),
            ("10.1.2.3", &[(FORWARDED, "203.0.113.5")], "10.1.2.3"),
            ("10.1.2.3", &[(FORWARDED, "for=\"203.0.113.5")], "10.1.2.3"),
            ("10.1.2.3", &[(FORWARDED, "for=203.0.113.5\"")], "10.1.2.3"),
        ];
        for (peer, headers, from) in table {
            assert_eq!(sender(peer, headers), *from, "{peer}: {headers:?}");
        }
        let odd = HeaderValue::from_bytes(b"203.0.113.5, \xff").expect("a header");
        let headers = HeaderMap::from_iter([(HeaderName::from_static(FOR), odd)]);
        let peer = "10.1.2.3".parse().expect("an address");
        assert_eq!(proxies().sender(peer, &headers), peer);
        assert_eq!(Proxies::default().sender(peer, &headers), peer);
    }

    #[test]
    fn who_has_a_network_of_version_6_is_counted_once() {
        for (address, counted) in [
            ("192.0.2.1", "192.0.2.1"),
            ("2001:db8:2:3::1", "2001:db8:2:3::/64"),
            ("2001:db8:2:3:ffff::9", "2001:db8:2:3::/64"),
            ("2001:db8:2:4::1", "2001:db8:2:4::/64"),
        ] {
            assert_eq!(neighbourhood(address.parse().expect("an address")), counted);
        }
    }

    #[test]
    fn a_network_is_given_with_its_length_or_is_one_address() {
        for (text, reads) in [
            ("10.0.0.0/8", Some("10.0.0.0/8")),
            ("192.0.2.7", Some("192.0.2.7/32")),
            ("2001:db8::/32", Some("2001:db8::/32")),
            ("::1", Some("::1/128")),
            ("10.0.0.0/33", None),
            ("proxy.example", None),
            ("", None),
        ] {
            let network = network(text).ok().map(|network| network.to_string());
            assert_eq!(network.as_deref(), reads, "{text}");
        }
    }
}
