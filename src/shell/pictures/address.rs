//! Which addresses of servers are nobody's but the own computer's or network's. A document must
//! not be able to have the reader knock there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::Proxy;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// What is said of such an address.
pub(super) const PRIVATE: &str = "its server is of your own network (images.private: on allows it)";

/// Whether it is one of them, or of no single computer at all.
pub(super) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

/// By the registry of special addresses (RFC 6890).
fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || matches!(
            (a, b, c),
            (0 | 224.., ..) | (100, 64..128, _) | (192, 0, 0) | (198, 18 | 19, _)
        )
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, ..] = address.segments();
    let [.., high, low] = address.segments();
    let within = |high: u16, low: u16| {
        let [[a, b], [c, d]] = [high.to_be_bytes(), low.to_be_bytes()];
        is_private_v4(Ipv4Addr::new(a, b, c, d))
    };
    match address.to_ipv4() {
        // Those that stand for an address of the older kind, `::` and `::1`.
        Some(older) => is_private_v4(older) || address.is_loopback() || address.is_unspecified(),
        None => match (a, b) {
            (0x64, 0xff9b) => within(high, low),
            (0x2002, _) => within(b, c),
            (0x2001, 0xdb8) => true,
            _ => matches!(a, 0xfc00..=0xfdff | 0xfe80..=0xffff),
        },
    }
}

/// Finds the addresses of a server, but for those. What is found is what is asked, so a name that
/// means something else the next time is of no use.
#[derive(Debug, Default)]
pub(super) struct Public(DefaultResolver);

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.0.resolve(uri, config, timeout)?;
        // A proxy is the reader's own choice, wherever it stands.
        let is_proxy = |proxy: &Proxy| {
            uri.host() == Some(proxy.host()) && uri.port_u16() == Some(proxy.port())
        };
        if config.proxy().is_some_and(is_proxy) {
            return Ok(found);
        }
        let mut public = self.empty();
        found.iter().filter(|it| !is_private(it.ip())).for_each(|it| public.push(*it));
        if public.is_empty() { Err(ureq::Error::BadUri(PRIVATE.to_owned())) } else { Ok(public) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_own_network_are_known() {
        let own = [
            "127.0.0.1",
            "127.9.9.9",
            "10.0.0.1",
            "172.16.3.4",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.0.8",
            "198.19.0.1",
            "192.0.2.1",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.1.2.3",
            "::127.0.0.1",
            "fe80::1",
            "fd00::1",
            "fc00::1",
            "fec0::1",
            "ff02::1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
        ];
        for address in own {
            assert!(is_private(address.parse().expect(address)), "{address}");
        }
        let others = [
            "1.1.1.1",
            "93.184.216.34",
            "100.63.0.1",
            "100.128.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.20.0.1",
            "223.255.255.255",
            "2606:4700::1111",
            "::ffff:1.1.1.1",
            "64:ff9b::101:101",
            "2002:101:101::",
        ];
        for address in others {
            assert!(!is_private(address.parse().expect(address)), "{address}");
        }
    }
}
