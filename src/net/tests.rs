//! Tests the agent against a server on the loopback interface.

mod limits;
mod redirects;
mod server;

use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use ureq::config::Config;
use url::Url;

use super::*;
use server::{Server, ok};

/// Long enough for any request that ends at all.
const PATIENT: Limits = Limits {
    connect: Duration::from_secs(60),
    idle: Duration::from_secs(60),
    whole: Duration::from_secs(60),
    size: 1_000_000,
    redirects: 5,
};

fn agent(limits: Limits) -> Agent {
    Agent::with_proxy(limits, Addresses::Any, None)
}

fn get(url: &Url) -> Result<Response, Error> {
    agent(PATIENT).get(&Request::new(url.clone()), &Control::default())
}

fn url(text: &str) -> Url {
    Url::parse(text).expect("an address")
}

#[test]
fn a_response_has_status_headers_body_and_address() {
    let server = Server::says(ok("ETag: W/\"x\"\r\nSet-A: 1\r\nset-a: 2\r\n", b"abc"));
    let response = get(&server.url).expect("a response");
    assert_eq!((response.status, response.is_success()), (200, true));
    assert_eq!((response.body.as_slice(), &response.url), (&b"abc"[..], &server.url));
    assert_eq!(response.headers.text("etag").as_deref(), Some("W/\"x\""));
    let all: Vec<&[u8]> = response.headers.all("SET-A").collect();
    assert_eq!(all, [b"1", b"2"]);
    assert!(response.redirects.is_empty());
}

#[test]
fn every_status_is_a_response_and_only_a_success_has_a_body() {
    let unchanged = Server::says("HTTP/1.1 304 Same\r\netag: \"x\"\r\n\r\n");
    let response = get(&unchanged.url).expect("a response");
    assert_eq!((response.status, response.headers.get("etag")), (304, Some(&b"\"x\""[..])));
    for status in [404, 410, 429, 500, 503] {
        let page =
            format!("HTTP/1.1 {status} No\r\nretry-after: 9\r\ncontent-length: 4\r\n\r\npage");
        let response = get(&Server::says(page).url).expect("a response");
        assert_eq!((response.status, response.body.len()), (status, 0));
        assert_eq!(response.headers.text("retry-after").as_deref(), Some("9"));
    }
}

#[test]
fn a_request_carries_its_headers_exactly_and_nothing_of_the_reader() {
    let server = Server::says(ok("", b""));
    let etag = b"W/\"caf\xE9 \\\"".as_slice();
    let request = Request::new(server.url.clone())
        .header("If-None-Match", etag)
        .header("If-Modified-Since", "Sat, 20 Jun 2026 12:00:00 GMT")
        .header("Accept", "application/atom+xml");
    agent(PATIENT).get(&request, &Control::default()).expect("a response");
    let head = server.requests.recv().expect("a request").to_ascii_lowercase();
    let mut lines: Vec<&str> = head.trim_end().lines().skip(1).collect();
    lines.sort_unstable();
    let user_agent = format!("user-agent: {}", user_agent().to_ascii_lowercase());
    let host = format!("host: {}", server.url.authority());
    let expected = [
        "accept-encoding: gzip",
        "accept: application/atom+xml",
        &host,
        "if-modified-since: sat, 20 jun 2026 12:00:00 gmt",
        "if-none-match: w/\"caf\u{e9} \\\"",
        &user_agent,
    ];
    assert_eq!(lines, expected);
    assert!(user_agent.starts_with(concat!("user-agent: newswire/", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn a_header_that_cannot_be_sent_is_named() {
    for (name, value) in [("X-A", "a\r\nX-B: b"), ("X A", "a")] {
        let request = Request::new(url("http://127.0.0.1:1/")).header(name, value);
        let found = agent(PATIENT).get(&request, &Control::default());
        assert_eq!(found, Err(Error::Header(name.to_owned())));
    }
}

#[test]
fn what_goes_wrong_is_told_apart() {
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = closed.local_addr().expect("an address");
    drop(closed);
    let refused = Error::Connect("connection refused".to_owned());
    assert_eq!(get(&url(&format!("http://{address}/"))), Err(refused));
    assert_eq!(get(&url("http://nobody.invalid/")), Err(Error::Dns));
    assert_eq!(get(&url("ftp://example.org/")), Err(Error::Address));
    assert_eq!(get(&Server::says("ssh\r\n").url), Err(Error::Protocol));
}

#[test]
fn a_server_that_does_not_speak_tls_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a connection");
        server::send(&mut stream, b"HTTP/1.1 400 No\r\n\r\n");
        server::head(&mut stream);
    });
    let found = get(&url(&format!("https://{address}/"))).map_err(|error| error.to_string());
    let told = "cannot establish a secure connection: received corrupt message of type";
    assert!(found.as_ref().is_err_and(|error| error.starts_with(told)), "{found:?}");
}

#[test]
fn an_answer_that_is_cut_is_no_answer() {
    let gzip = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 99\r\n\r\n\x1f";
    for words in [
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\nabc",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n",
        gzip,
        "HTTP/1.1 200 OK\r\ncontent-le",
    ] {
        assert_eq!(get(&Server::says(words).url), Err(Error::Cut), "{words:?}");
    }
    let ended = get(&Server::says("HTTP/1.0 200 OK\r\n\r\nabc").url).expect("a response");
    assert_eq!(ended.body, b"abc", "without a length the end is the end");
}

#[test]
fn the_own_network_is_refused_by_number_and_by_name() {
    let public = Agent::with_proxy(PATIENT, Addresses::Public, None);
    for own in ["http://127.0.0.1:1/", "http://[::1]:1/", "http://localhost.:1/", "http://10.1/"] {
        let found = public.get(&Request::new(url(own)), &Control::default());
        assert_eq!(found, Err(Error::PrivateAddress), "{own}");
    }
    // The name does not look private, but resolves to a private address.
    let guarded = guard::agent(Config::builder().proxy(None).build(), false);
    let found = guarded.get("http://localhost:1/").call().map(drop);
    assert_eq!(found.map_err(|error| Error::of(error, &PATIENT)), Err(Error::PrivateAddress));
}

#[test]
fn every_error_is_a_plain_sentence() {
    let late = |wait, milliseconds| {
        Error::Timeout { wait, limit: Duration::from_millis(milliseconds) }.to_string()
    };
    assert_eq!(late(Wait::Connect, 5_000), "no connection to the server within 5 s");
    assert_eq!(late(Wait::Idle, 500), "the server sent nothing for 0.5 s");
    assert_eq!(late(Wait::Whole, 20_000), "the server took longer than 20 s");
    assert_eq!(Error::TooLarge(10_000_000).to_string(), "the response is larger than 10 MB");
    let often = Error::TooManyRedirects(5).to_string();
    assert_eq!(often, "more than 5 redirects");
}
