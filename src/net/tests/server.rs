//! A server on the loopback that answers as a test wants it to.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use url::Url;

/// Where a server listens, and the heads of the requests that it got.
pub(super) struct Server {
    pub(super) url: Url,
    pub(super) requests: Receiver<String>,
}

impl Server {
    /// A server that answers each request so, and then closes the connection.
    pub(super) fn new(answer: impl Fn(&mut TcpStream, &str) + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let head = head(&mut stream);
                answer(&mut stream, &head);
                // The test may be over.
                let _ = sender.send(head);
            }
        });
        Self { url: Url::parse(&format!("http://{address}/a")).expect("an address"), requests }
    }

    /// A server that says the same to everybody.
    pub(super) fn says(words: impl AsRef<[u8]> + Send + 'static) -> Self {
        Self::new(move |stream, _| send(stream, words.as_ref()))
    }

    /// A proxy behind which every server says the same.
    pub(super) fn proxy(words: &'static str) -> Self {
        Self::new(move |stream, _| {
            send(stream, b"HTTP/1.1 200 OK\r\n\r\n");
            head(stream);
            send(stream, words.as_bytes());
        })
    }
}

/// Sends what the client may have no interest in any more.
pub(super) fn send(stream: &mut TcpStream, words: &[u8]) {
    let _ = stream.write_all(words);
}

/// Reads the head of a request. Bytes that are not ASCII arrive as Latin-1.
pub(super) fn head(stream: &mut TcpStream) -> String {
    let (mut head, mut byte) = (String::new(), [0]);
    while !head.ends_with("\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read > 0) {
        head.push(char::from(byte[0]));
    }
    head
}

/// A successful answer with a body.
pub(super) fn ok(headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n");
    [format!("{head}{headers}\r\n").as_bytes(), body].concat()
}

/// A redirect.
pub(super) fn redirect(status: u16, to: &str) -> String {
    let head = "connection: close\r\ncontent-length: 0";
    format!("HTTP/1.1 {status} On\r\nlocation: {to}\r\n{head}\r\n\r\n")
}
