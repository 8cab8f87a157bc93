//! Tests limits of time and size, and cancellation.

use std::cell::Cell;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::server::{Server, ok, send};
use super::*;

const SHORT: Duration = Duration::from_millis(200);

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("compressed");
    encoder.finish().expect("compressed")
}

/// Starts a server that sends the same bytes over and over.
fn endless(headers: &'static str, part: Vec<u8>) -> Server {
    Server::new(move |stream, _| {
        send(stream, format!("HTTP/1.1 200 OK\r\n{headers}\r\n").as_bytes());
        while stream.write_all(&part).is_ok() {}
    })
}

fn get_within(limits: Limits, url: &Url) -> Result<Response, Error> {
    agent(limits).get(&Request::new(url.clone()), &Control::default())
}

#[test]
fn a_body_beyond_the_limit_is_refused_and_one_at_the_limit_is_not() {
    let limits = Limits { size: 9, ..PATIENT };
    let larger = Err(Error::TooLarge(9));
    assert_eq!(get_within(limits, &Server::says(ok("", b"0123456789")).url), larger);
    let at = get_within(limits, &Server::says(ok("", b"012345678")).url).expect("a response");
    assert_eq!(at.body, b"012345678");
    let chunks = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n";
    assert_eq!(get_within(limits, &Server::says(chunks).url), larger);
    let large = get(&endless("", vec![0; 10_000]).url);
    assert_eq!(large, Err(Error::TooLarge(PATIENT.size)));
}

#[test]
fn what_is_compressed_counts_as_it_is_afterwards() {
    let words = b"news ".repeat(1_000);
    let body = compressed(&words);
    assert!(body.len() < 100, "{}", body.len());
    let server = Server::says(ok("content-encoding: gzip\r\n", &body));
    let response = get(&server.url).expect("a response");
    assert_eq!(response.body, words);
    assert_eq!(response.headers.get("content-encoding"), None);
    let limits = Limits { size: 4_999, ..PATIENT };
    assert_eq!(get_within(limits, &server.url), Err(Error::TooLarge(4_999)));
    // An endless decompression bomb: 10 kB of it expand to 10 MB.
    let bomb = endless("content-encoding: gzip\r\n", compressed(&vec![0; 10_000_000]));
    assert_eq!(get(&bomb.url), Err(Error::TooLarge(PATIENT.size)));
}

#[test]
fn what_cannot_be_decompressed_is_refused() {
    for (encoding, body) in [("br", &b"abc"[..]), ("gzip", b"no gzip at all")] {
        let server = Server::says(ok(&format!("content-encoding: {encoding}\r\n"), body));
        assert_eq!(get(&server.url), Err(Error::Compression), "{encoding}");
    }
    let plain = get(&Server::says(ok("content-encoding: identity\r\n", b"abc")).url);
    assert_eq!(plain.expect("a response").body, b"abc");
}

#[test]
fn a_server_that_stalls_is_left_after_the_idle_time() {
    let limits = Limits { idle: SHORT, ..PATIENT };
    let stalled = Err(Error::Timeout { wait: Wait::Idle, limit: SHORT });
    // Accepts the connection, but never sends anything.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = silent.local_addr().expect("an address");
    assert_eq!(get_within(limits, &url(&format!("http://{address}/"))), stalled);
    for begun in ["HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"] {
        let server = Server::new(move |stream, _| {
            send(stream, begun.as_bytes());
            wait_for_the_end(stream);
        });
        assert_eq!(get_within(limits, &server.url), stalled, "{begun:?}");
    }
}

/// Waits until the client has disconnected.
fn wait_for_the_end(stream: &mut TcpStream) {
    server::head(stream);
}

#[test]
fn a_server_that_only_just_goes_on_is_left_after_the_whole_time() {
    let limits = Limits { whole: SHORT, ..PATIENT };
    let late = Err(Error::Timeout { wait: Wait::Whole, limit: SHORT });
    let trickle = |stream: &mut TcpStream| {
        while stream.write_all(b"x").is_ok() {
            thread::sleep(Duration::from_millis(5));
        }
    };
    let head = Server::new(move |stream, _| {
        send(stream, b"HTTP/1.1 200 OK\r\nx: ");
        trickle(stream);
    });
    assert_eq!(get_within(limits, &head.url), late);
    let body = Server::new(move |stream, _| {
        send(stream, b"HTTP/1.1 200 OK\r\n\r\n");
        trickle(stream);
    });
    assert_eq!(get_within(limits, &body.url), late);
}

#[test]
fn nobody_is_asked_where_nobody_waits_and_a_body_is_left_when_nobody_does_any_more() {
    let server = endless("", vec![0; 1_000]);
    let request = Request::new(server.url.clone());
    let refuse = Control { is_wanted: &|| false, ..Control::default() };
    assert_eq!(agent(PATIENT).get(&request, &refuse), Err(Error::Cancelled));
    assert!(server.requests.try_recv().is_err(), "nothing was sent");
    let left = Cell::new(3_u8);
    let is_wanted = || left.replace(left.get().saturating_sub(1)) > 0;
    let control = Control { is_wanted: &is_wanted, ..Control::default() };
    let limits = Limits { size: usize::MAX, ..PATIENT };
    assert_eq!(agent(limits).get(&request, &control), Err(Error::Cancelled));
}
