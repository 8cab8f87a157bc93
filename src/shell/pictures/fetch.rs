//! Pictures of servers: one request each, with limits on time and size. Nothing is sent but what
//! a picture is asked for with: no cookies, no referrer.

use std::io::Read;
use std::net::IpAddr;
use std::time::Duration;

use ureq::Agent;
use ureq::config::Config;
use ureq::unversioned::transport::DefaultConnector;
use url::{Host, Url};

use super::address::{PRIVATE, Public, is_private};

/// A server has so long to send all of it.
const LIMIT: Duration = Duration::from_secs(5);
/// Bytes at most.
const LONGEST: usize = 10_000_000;
/// How often a server may point elsewhere.
const REDIRECTS: u32 = 5;
const NAME: &str = concat!("newswire/", env!("CARGO_PKG_VERSION"));

/// Asks servers; those of the own network only where that is `private`.
pub(super) fn agent(private: bool) -> Agent {
    let config = Config::builder()
        .timeout_global(Some(LIMIT))
        .max_redirects(REDIRECTS)
        .user_agent(NAME)
        .accept("image/*")
        .build();
    if private {
        config.new_agent()
    } else {
        Agent::with_parts(config, DefaultConnector::default(), Public::default())
    }
}

/// The bytes of a picture; none where `is_wanted` says that nobody waits for them any more.
///
/// # Errors
/// Where there are none, with the reason.
pub(super) fn fetch(
    agent: &Agent,
    url: &Url,
    private: bool,
    is_wanted: impl Fn() -> bool,
) -> Result<Option<Vec<u8>>, String> {
    if !private && names_private(url) {
        return Err(PRIVATE.to_owned());
    }
    let mut response = agent.get(url.as_str()).call().map_err(|error| told(&error))?;
    let mut body = response.body_mut().as_reader();
    let (mut bytes, mut part) = (Vec::new(), vec![0; 64 * 1024]);
    while is_wanted() {
        match body.read(&mut part) {
            Ok(0) => return Ok(Some(bytes)),
            Ok(read) if bytes.len() + read > LONGEST => {
                return Err("it is larger than 10 MB".to_owned());
            }
            Ok(read) => bytes.extend(part.get(..read).unwrap_or_default()),
            Err(error) if is_late(&error) => return Err(LATE.to_owned()),
            Err(_) => return Err("the server broke off".to_owned()),
        }
    }
    Ok(None)
}

const LATE: &str = "the server took longer than 5 s";

fn is_late(error: &std::io::Error) -> bool {
    let inner = error.get_ref().and_then(|it| it.downcast_ref::<ureq::Error>());
    matches!(inner, Some(ureq::Error::Timeout(_))) || error.kind() == std::io::ErrorKind::TimedOut
}

/// Also where a proxy looks up names.
fn names_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => is_private(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => is_private(IpAddr::V6(address)),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => true,
    }
}

fn told(error: &ureq::Error) -> String {
    match error {
        ureq::Error::StatusCode(status @ (404 | 410)) => {
            format!("the server has it no more ({status})")
        }
        ureq::Error::StatusCode(status) => format!("the server answers with {status}"),
        ureq::Error::Timeout(_) => LATE.to_owned(),
        ureq::Error::HostNotFound => "its server cannot be found".to_owned(),
        ureq::Error::ConnectionFailed => "its server cannot be reached".to_owned(),
        ureq::Error::TooManyRedirects => "the server points round and round".to_owned(),
        ureq::Error::BadUri(why) if why == PRIVATE => why.clone(),
        ureq::Error::Io(error) if is_late(error) => LATE.to_owned(),
        ureq::Error::Io(error) => format!("its server cannot be reached: {}", error.kind()),
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => {
            "the server cannot prove who it is".to_owned()
        }
        _ => "the server makes no sense".to_owned(),
    }
}
