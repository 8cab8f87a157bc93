//! Fetches pictures from servers: one request each, without cookies or referrer.

use std::time::Duration;

use url::Url;

use crate::net::{Addresses, Agent, Control, Error, Limits, Request};

/// Time limit of a request: by then the picture is usually no longer on the screen.
const LIMIT: Duration = Duration::from_secs(5);
const LIMITS: Limits =
    Limits { connect: LIMIT, idle: LIMIT, whole: LIMIT, size: 10_000_000, redirects: 5 };

/// Creates the agent for pictures; `private` allows servers in the private network.
pub(super) fn agent(private: bool) -> Agent {
    Agent::new(LIMITS, if private { Addresses::Any } else { Addresses::Public })
}

/// Fetches the bytes of a picture. Returns `None` once `is_wanted` says no.
///
/// The reason, as shown in place of the picture.
/// The reason, as it is shown in place of the picture.
pub(super) fn fetch(
    agent: &Agent,
    url: &Url,
    is_wanted: impl Fn() -> bool,
) -> Result<Option<Vec<u8>>, String> {
    let request = Request::new(url.clone()).header("Accept", "image/*");
    let control = Control { is_wanted: &is_wanted, ..Control::default() };
    match agent.get(&request, &control) {
        Ok(response) if response.is_success() => Ok(Some(response.body)),
        Ok(response) => Err(match response.status {
            status @ (404 | 410) => format!("the picture no longer exists ({status})"),
            status => format!("the server responded with status {status}"),
        }),
        Err(Error::Cancelled) => Ok(None),
        Err(Error::PrivateAddress) => Err(PRIVATE.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

const PRIVATE: &str = "the server is in a private network (images.private: on allows it)";

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// Starts a server that sends these bytes to every client and closes the connection; returns
    /// its address.
    fn says(words: &'static [u8]) -> Url {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let (mut head, mut byte) = (Vec::new(), [0]);
                while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|it| it > 0)
                {
                    head.extend(byte);
                }
                // The client may have gone.
                let _ = stream.write_all(words);
            }
        });
        Url::parse(&format!("http://{address}/a.png")).expect("an address")
    }

    /// An agent with longer time limits, so that a busy machine does not fail the test.
    fn patient() -> Agent {
        let long = Duration::from_secs(60);
        let limits = Limits { connect: long, idle: long, whole: long, ..LIMITS };
        Agent::new(limits, Addresses::Any)
    }

    #[test]
    fn what_a_server_does_wrong_is_said() {
        let fetched = |words| fetch(&patient(), &says(words), || true);
        let picture = fetched(b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nabc");
        assert_eq!(picture, Ok(Some(b"abc".to_vec())));
        let large = b"HTTP/1.1 200 OK\r\ncontent-length: 10000001\r\n\r\n";
        for (words, expected) in [
            (&b"HTTP/1.1 404 Gone\r\n\r\n"[..], "the picture no longer exists (404)"),
            (b"HTTP/1.1 500 No\r\n\r\n", "the server responded with status 500"),
            (large, "the response is larger than 10 MB"),
        ] {
            assert_eq!(fetched(words), Err(expected.to_owned()));
        }
    }

    #[test]
    fn a_picture_that_nobody_waits_for_is_no_failure() {
        let url = says(b"HTTP/1.1 200 OK\r\n\r\nabc");
        assert_eq!(fetch(&patient(), &url, || false), Ok(None));
    }

    #[test]
    fn the_own_network_is_asked_only_where_that_is_allowed() {
        let url = says(b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx");
        assert_eq!(fetch(&agent(false), &url, || true), Err(PRIVATE.to_owned()));
        assert_eq!(fetch(&patient(), &url, || true), Ok(Some(b"x".to_vec())));
    }
}
