//! A server on the loopback interface that answers as a test requires.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use url::Url;

/// Address of a test server, and the heads of the requests that it received.
pub(super) struct Server {
    pub(super) url: Url,
    pub(super) requests: Receiver<String>,
}

impl Server {
    /// Starts a server that answers each request with `answer`, then closes the connection.
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

    /// Starts a server that sends the same answer to every request.
    pub(super) fn says(words: impl AsRef<[u8]> + Send + 'static) -> Self {
        Self::new(move |stream, _| send(stream, words.as_ref()))
    }

    /// Starts a proxy behind which every server sends the same answer.
    pub(super) fn proxy(words: &'static str) -> Self {
        Self::new(move |stream, _| {
            send(stream, b"HTTP/1.1 200 OK\r\n\r\n");
            head(stream);
            send(stream, words.as_bytes());
        })
    }
}

/// Sends bytes; ignores errors, because the client may have disconnected.
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

/// Returns a successful response with a body.
pub(super) fn ok(headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {length}\r\n");
    [format!("{head}{headers}\r\n").as_bytes(), body].concat()
}

/// Returns a redirect.
pub(super) fn redirect(status: u16, to: &str) -> String {
    let head = "connection: close\r\ncontent-length: 0";
    format!("HTTP/1.1 {status} On\r\nlocation: {to}\r\n{head}\r\n\r\n")
}
