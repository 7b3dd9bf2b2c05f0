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
