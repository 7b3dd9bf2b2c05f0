//! Which addresses are open to everybody, and so no way into somebody's own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is none of a private network, of this machine, or kept for anything but hosts.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let closed = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        // Between a provider and its customers.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        // For measuring.
        || (a == 198 && (18..20).contains(&b));
    !closed
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let [.., high, low] = parts;
    let carried = Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match parts {
        // An address of version 4 in the clothes of version 6: mapped, translated, or tunnelled.
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => is_public_v4(carried),
        [0x2002, high, low, ..] => is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low))),
        [0x2001, 0xdb8, ..] | [0x2001, 0, ..] => false,
        // Only 2000::/3 is given to hosts; loopback, own networks (fc00::/7), links (fe80::/10) and groups are outside of it.
        [first, ..] => first >> 13 == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::is_public;

    #[test]
    fn only_what_everybody_reaches_is_public() {
        for open in [
            "140.82.121.6",
            "8.8.8.8",
            "100.63.255.255",
            "172.32.0.1",
            "2606:50c0:8000::153",
            "64:ff9b::8.8.8.8",
        ] {
            assert!(open.parse().is_ok_and(is_public), "{open}");
        }
        for closed in [
            "127.0.0.1",
            "127.8.8.8",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "0.0.0.0",
            "0.1.2.3",
            "192.0.0.8",
            "198.18.0.1",
            "198.19.255.255",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "2002:7f00:1::1",
            "2002:a00:1::",
            "2001:db8::1",
            "2001::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(closed.parse().is_ok_and(|address| !is_public(address)), "{closed}");
        }
    }
}
