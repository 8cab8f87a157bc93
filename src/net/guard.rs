//! The guard against private addresses: a document or a server must not make the reader send
//! requests to this computer or to its network.
//!
//! The guard filters the very addresses that the connection uses. A check before the request is not
//! enough: the name could resolve to another address the second time. Filtering takes a custom
//! resolver, which ureq offers only in `ureq::unversioned`, and that may change in any minor
//! version. There is no stable alternative: a URL with the address in place of the name fails the
//! certificate check. So this is the only file that uses it, and `Cargo.toml` pins ureq to one
//! minor version.

use std::error::Error;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Proxy};
use url::{Host, Url};

/// Error of a server with private addresses only.
#[derive(Debug)]
pub(super) struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("private address")
    }
}

impl Error for Refused {}

/// Creates an agent that connects to private addresses only if they are `allowed`.
pub(super) fn agent(config: Config, allowed: bool) -> Agent {
    let guard = Guard { resolver: DefaultResolver::default(), allowed };
    Agent::with_parts(config, DefaultConnector::default(), guard)
}

/// Whether a URL points to a private server by itself. Checked before every request, because
/// the resolver is not used where a proxy looks names up.
pub(crate) fn is_private_url(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_private_address(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_private_address(IpAddr::V6(address)),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        None => true,
    }
}

/// Whether a server is on this computer or in its network, by its name or by all addresses of its
/// name. Looks the name up.
#[must_use]
pub(crate) fn is_private(url: &Url) -> bool {
    if is_private_url(url) {
        return true;
    }
    let found = url.socket_addrs(|| None).unwrap_or_default();
    !found.is_empty() && found.iter().all(|found| is_private_address(found.ip()))
}

/// Resolves names to addresses and drops private ones.
#[derive(Debug)]
struct Guard {
    resolver: DefaultResolver,
    allowed: bool,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.resolver.resolve(uri, config, timeout).map_err(|error| match error {
            // An I/O error would look like a failure to connect.
            ureq::Error::Io(_) => ureq::Error::HostNotFound,
            other => other,
        })?;
        // The user chose the proxy, so it may be in a private network.
        let is_proxy = |proxy: &Proxy| {
            uri.host() == Some(proxy.host()) && uri.port_u16() == Some(proxy.port())
        };
        if self.allowed || config.proxy().is_some_and(is_proxy) {
            return Ok(found);
        }
        let mut public = self.empty();
        found.iter().filter(|it| !is_private_address(it.ip())).for_each(|it| public.push(*it));
        if public.is_empty() { Err(ureq::Error::Other(Box::new(Refused))) } else { Ok(public) }
    }
}

/// Whether an address belongs to this computer or a private network, or to no single host.
fn is_private_address(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

/// Addresses from the registry of special-purpose addresses (RFC 6890).
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
    let [a, b, c, d, ..] = address.segments();
    let [.., high, low] = address.segments();
    let within = |high: u16, low: u16| {
        let [[a, b], [c, d]] = [high.to_be_bytes(), low.to_be_bytes()];
        is_private_v4(Ipv4Addr::new(a, b, c, d))
    };
    match address.to_ipv4() {
        // Mapped IPv4 addresses, `::` and `::1`.
        Some(mapped) => is_private_v4(mapped) || address.is_loopback() || address.is_unspecified(),
        None => match (a, b) {
            // Translated IPv4 addresses (RFC 6052, RFC 2765).
            (0x64, 0xff9b) => within(high, low),
            (0, 0) if address.segments()[4] == 0xffff => within(high, low),
            // Teredo (RFC 4380): the server, and the client with its bits inverted.
            (0x2001, 0) => within(c, d) || within(!high, !low),
            (0x2002, _) => within(b, c),
            (0x2001, 0xdb8) => true,
            _ => matches!(a, 0xfc00..=0xfdff | 0xfe80..=0xffff),
        },
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
            // Translated addresses and those of Teredo were asked.
            "::ffff:0:10.0.0.1",
            "::ffff:0:127.0.0.1",
            "2001:0:a00:1::1",
            "2001:0:4136:e378:8000:63bf:3f57:fefd",
        ];
        for address in own {
            assert!(is_private_address(address.parse().expect(address)), "{address}");
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
            "::ffff:0:1.1.1.1",
            "2001:0:4136:e378:8000:63bf:fefe:fefe",
        ];
        for address in others {
            assert!(!is_private_address(address.parse().expect(address)), "{address}");
        }
    }
}
