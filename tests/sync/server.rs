//! Servers on addresses of the loopback network that respond as a test requires, well or badly.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A request as received.
#[derive(Clone, Debug, Default)]
pub(crate) struct HttpRequest {
    /// The address of the server: `127.0.0.2`.
    pub(crate) host: String,
    /// The path with its query.
    pub(crate) path: String,
    headers: HashMap<String, String>,
}

impl HttpRequest {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// Whether the request asks for changes only.
    pub(crate) fn is_conditional(&self) -> bool {
        self.header("if-none-match").is_some() || self.header("if-modified-since").is_some()
    }
}

/// Makes the bytes of a response.
pub(crate) type Respond = Box<dyn Fn(&HttpRequest) -> Vec<u8> + Send + Sync>;

/// Servers with one port, and the requests that they received.
#[derive(Clone)]
pub(crate) struct Servers {
    pub(crate) port: u16,
    log: Arc<Mutex<Vec<HttpRequest>>>,
    response: Arc<Mutex<Arc<Respond>>>,
}

impl Servers {
    /// Starts servers at 127.0.0.1, 127.0.0.2 and so on.
    pub(crate) fn start(
        count: u8,
        respond: impl Fn(&HttpRequest) -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        let respond: Respond = Box::new(respond);
        let respond = Arc::new(Mutex::new(Arc::new(respond)));
        let (listeners, port) = listeners(count);
        let servers = Self { port, log: Arc::default(), response: respond };
        for (host, listener) in listeners {
            let servers = servers.clone();
            thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    let (servers, host) = (servers.clone(), host.clone());
                    thread::spawn(move || servers.serve(&host, stream));
                }
            });
        }
        servers
    }

    /// Responds in another way from now on.
    pub(crate) fn respond(
        &self,
        respond: impl Fn(&HttpRequest) -> Vec<u8> + Send + Sync + 'static,
    ) {
        let respond: Respond = Box::new(respond);
        *self.response.lock().expect("unharmed") = Arc::new(respond);
    }

    /// The address of a path at a server, counted from 1.
    pub(crate) fn url(&self, server: u8, path: &str) -> String {
        format!("http://127.0.0.{server}:{}{path}", self.port)
    }

    /// Returns the requests since the last call.
    pub(crate) fn requests(&self) -> Vec<HttpRequest> {
        std::mem::take(&mut self.log.lock().expect("unharmed"))
    }

    fn serve(&self, host: &str, mut stream: TcpStream) {
        while let Some(mut request) = read(&mut stream) {
            host.clone_into(&mut request.host);
            self.log.lock().expect("unharmed").push(request.clone());
            let respond = Arc::clone(&self.response.lock().expect("unharmed"));
            let bytes = respond(&request);
            let is_last = stream.write_all(&bytes).is_err() || !bytes.starts_with(b"HTTP/1.1 2");
            if is_last || String::from_utf8_lossy(&bytes).contains("connection: close") {
                return;
            }
        }
    }
}

/// Binds one port at several addresses.
fn listeners(count: u8) -> (Vec<(String, TcpListener)>, u16) {
    for _ in 0..100 {
        let first = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = first.local_addr().expect("an address").port();
        let mut all = vec![("127.0.0.1".to_owned(), first)];
        for number in 2..=count {
            let host = format!("127.0.0.{number}");
            if let Ok(listener) = TcpListener::bind((host.as_str(), port)) {
                all.push((host, listener));
            }
        }
        if all.len() == usize::from(count) {
            return (all, port);
        }
    }
    panic!("no port is free at {count} addresses");
}

fn read(stream: &mut TcpStream) -> Option<HttpRequest> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&head);
    let mut lines = head.lines();
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    Some(HttpRequest { path, headers: headers.collect(), ..HttpRequest::default() })
}

/// A response with a body.
pub(crate) fn reply(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} x\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// A redirect.
pub(crate) fn redirect(status: u16, to: &str) -> Vec<u8> {
    reply(status, &format!("location: {to}\r\n"), "")
}

/// A feed with entries of these numbers.
pub(crate) fn feed(title: &str, entries: impl IntoIterator<Item = u32>) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{title}</title>\
         <link>http://example.org/</link>"
    );
    for number in entries {
        xml.push_str(&item(number, "Words"));
    }
    xml + "</channel></rss>"
}

/// An entry of a feed, published on a day of June 2026.
pub(crate) fn item(number: u32, words: &str) -> String {
    let (day, hour) = (1 + number / 24 % 28, number % 24);
    format!(
        "<item><guid isPermaLink=\"false\">id-{number}</guid><title>Entry {number}</title>\
         <link>http://example.org/{number}</link>\
         <pubDate>{day:02} Jun 2026 {hour:02}:00:00 GMT</pubDate>\
         <description>&lt;p&gt;{words} {number}&lt;/p&gt;</description></item>"
    )
}

/// A feed with validators: responds "unchanged" to requests with both of them.
pub(crate) fn conditional(
    request: &HttpRequest,
    etag: &str,
    modified: &str,
    body: &str,
) -> Vec<u8> {
    let headers = format!("etag: {etag}\r\nlast-modified: {modified}\r\n");
    let knows = request.header("if-none-match") == Some(etag)
        && request.header("if-modified-since") == Some(modified);
    if knows { reply(304, &headers, "") } else { reply(200, &headers, body) }
}
