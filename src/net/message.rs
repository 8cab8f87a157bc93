//! Requests and responses as data.

use std::borrow::Cow;

use url::Url;

/// Header fields in order. A name may occur more than once and is compared without case.
/// Values are bytes, so that a validator such as an `ETag` is sent back exactly as received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, Vec<u8>)>);

impl Headers {
    /// Adds a field.
    pub fn add(&mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) {
        self.0.push((name.into(), value.into()));
    }

    /// These headers and one more field.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.add(name, value);
        self
    }

    /// Value of the first field with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.all(name).next()
    }

    /// Value of the first field with this name as text, with invalid UTF-8 replaced.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.get(name).map(String::from_utf8_lossy)
    }

    /// Values of all fields with this name.
    pub fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a [u8]> + use<'a, 'n> {
        self.iter().filter(move |(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// All fields.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_slice()))
    }
}

/// A GET request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// An http or https address.
    pub url: Url,
    /// Sent to every server, also after redirects.
    pub headers: Headers,
    /// Tokens and passwords: sent only to the origin (scheme, host and port) of `url`, never to
    /// another server that a redirect leads to.
    pub credentials: Headers,
}

impl Request {
    /// A request with default headers.
    #[must_use]
    pub fn new(url: Url) -> Self {
        Self { url, headers: Headers::default(), credentials: Headers::default() }
    }

    /// This request with one more header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.headers.add(name, value);
        self
    }
}

/// One redirect of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// 301, 302, 303, 307 or 308.
    pub status: u16,
    /// The address that was requested.
    pub from: Url,
    /// The address that the server named.
    pub to: Url,
}

impl Redirect {
    /// Whether the new address replaces the old one for good (RFC 9110, 15.4.2 and 15.4.9).
    #[must_use]
    pub fn is_permanent(&self) -> bool {
        matches!(self.status, 301 | 308)
    }
}

/// The response to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The final address, after all redirects.
    pub url: Url,
    /// The status code. 304, 404 and 500 are responses too, not errors.
    pub status: u16,
    /// All header fields, without `Content-Encoding` and `Content-Length` if the body was
    /// compressed.
    pub headers: Headers,
    /// The decompressed body; empty unless the status is 2xx.
    pub body: Vec<u8>,
    /// The redirects that were followed, in order.
    pub redirects: Vec<Redirect>,
}

impl Response {
    /// Whether the status is 2xx.
    #[must_use]
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}
