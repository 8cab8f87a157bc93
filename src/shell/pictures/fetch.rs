//! Pictures of servers: one request each, with limits on time and size. Nothing is sent but what
//! a picture is asked for with: no cookies, no referrer.

use std::io::Read;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
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
    agent_within(private, LIMIT)
}

fn agent_within(private: bool, limit: Duration) -> Agent {
    let config = Config::builder()
        .timeout_global(Some(limit))
        .max_redirects(0)
        .max_redirects_will_error(false)
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
    let mut response = answer(agent, url, private)?;
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

/// The answer to a request, after what the server points to. Each address on the way is looked at,
/// for a proxy would ask it without looking.
fn answer(agent: &Agent, url: &Url, private: bool) -> Result<Response<Body>, String> {
    let began = Instant::now();
    let limit = agent.config().timeouts().global.unwrap_or(LIMIT);
    let mut url = url.clone();
    for _ in 0..=REDIRECTS {
        if !private && names_private(&url) {
            return Err(PRIVATE.to_owned());
        }
        let left = limit.checked_sub(began.elapsed()).ok_or(LATE)?;
        let request = agent.get(url.as_str()).config().timeout_global(Some(left)).build();
        let response = request.call().map_err(|error| told(&error))?;
        if !response.status().is_redirection() {
            return Ok(response);
        }
        let place = response.headers().get("location").and_then(|place| place.to_str().ok());
        let next = place.and_then(|place| url.join(place).ok());
        url = next.filter(|next| matches!(next.scheme(), "http" | "https")).ok_or(NONSENSE)?;
    }
    Err("the server points round and round".to_owned())
}

const NONSENSE: &str = "the server makes no sense";
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
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
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
        ureq::Error::BadUri(why) if why == PRIVATE => why.clone(),
        ureq::Error::Io(error) if is_late(error) => LATE.to_owned(),
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            "its server takes no connection".to_owned()
        }
        ureq::Error::Io(_) => "its server cannot be found or reached".to_owned(),
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => {
            "the server cannot prove who it is".to_owned()
        }
        _ => NONSENSE.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::{TcpListener, TcpStream};
    use std::thread;

    use super::*;

    /// Reads a request to its end.
    fn request(stream: &mut TcpStream) {
        let (mut request, mut byte) = (Vec::new(), [0]);
        while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|it| it > 0) {
            request.extend(byte);
        }
    }

    /// The address of a server that answers each request so.
    fn server(answer: impl Fn(&mut TcpStream) + Send + 'static) -> Url {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                request(&mut stream);
                answer(&mut stream);
            }
        });
        Url::parse(&format!("http://{address}/a.png")).expect("an address")
    }

    fn says(words: &'static str) -> Url {
        server(move |stream| stream.write_all(words.as_bytes()).unwrap_or_default())
    }

    /// A proxy behind which every server says so.
    fn through(words: &'static str) -> Url {
        server(move |stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            request(stream);
            let _ = stream.write_all(words.as_bytes());
        })
    }

    fn fetched(url: &Url) -> Result<Option<Vec<u8>>, String> {
        fetch(&agent_within(true, Duration::from_millis(500)), url, true, || true)
    }

    #[test]
    fn what_a_server_does_wrong_is_said() {
        let url = says("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc");
        assert_eq!(fetched(&url), Ok(Some(b"abc".to_vec())));
        for (words, expected) in [
            ("HTTP/1.1 404 Gone\r\ncontent-length: 0\r\n\r\n", "the server has it no more (404)"),
            ("HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n", "the server answers with 500"),
            ("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc", "the server broke off"),
            ("ssh\r\n", "the server makes no sense"),
            (
                "HTTP/1.1 302 On\r\nlocation: /a.png\r\ncontent-length: 0\r\n\r\n",
                "the server points round and round",
            ),
        ] {
            assert_eq!(fetched(&says(words)), Err(expected.to_owned()), "{words}");
        }
    }

    #[test]
    fn a_server_that_takes_too_long_or_sends_too_much_is_left() {
        let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = silent.local_addr().expect("an address");
        let url = Url::parse(&format!("http://{address}/")).expect("an address");
        assert_eq!(fetched(&url), Err(LATE.to_owned()));
        let endless = server(|stream| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(&[0; 10_000]).is_ok() {}
        });
        let patient = agent_within(true, Duration::from_secs(20));
        let large = fetch(&patient, &endless, true, || true);
        assert_eq!(large, Err("it is larger than 10 MB".to_owned()));
        assert_eq!(fetch(&patient, &endless, true, || false), Ok(None), "nobody waits");
    }

    /// A proxy would have asked for what the server pointed to.
    #[test]
    fn a_server_cannot_point_to_the_own_network() {
        let proxy =
            through("HTTP/1.1 302 On\r\nlocation: http://10.0.0.1/\r\ncontent-length: 0\r\n\r\n");
        let host = format!("http://{}", proxy.authority());
        let config = Config::builder().max_redirects(0).max_redirects_will_error(false);
        let config = config.proxy(ureq::Proxy::new(&host).ok()).build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Public::default());
        let url = |text: &str| Url::parse(text).expect("an address");
        let found = fetch(&agent, &url("http://e.example/a.png"), false, || true);
        assert_eq!(found, Err(PRIVATE.to_owned()));
        // The proxy itself stands in the own network, and may.
        let answered = through("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx");
        let host = format!("http://{}", answered.authority());
        let config = Config::builder().proxy(ureq::Proxy::new(&host).ok()).build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Public::default());
        let found = fetch(&agent, &url("http://e.example/a.png"), false, || true);
        assert_eq!(found, Ok(Some(b"x".to_vec())));
    }

    #[test]
    fn the_own_network_is_refused_by_number_and_by_name() {
        let url = |text: &str| Url::parse(text).expect("an address");
        let agent = agent(false);
        for own in
            ["http://127.0.0.1:1/", "http://[::1]:1/", "http://localhost.:1/", "http://10.1/"]
        {
            assert_eq!(fetch(&agent, &url(own), false, || true), Err(PRIVATE.to_owned()), "{own}");
        }
        // A name that is not written as one of them, found to be one.
        let found = agent.get("http://localhost:1/").call().map(drop).map_err(|it| told(&it));
        assert_eq!(found, Err(PRIVATE.to_owned()));
    }
}
