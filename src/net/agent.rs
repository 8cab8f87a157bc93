//! The agent: sends a request, follows redirects itself, and enforces the limits.

use std::io::Read;
use std::time::{Duration, Instant};

use ureq::Body;
use ureq::Proxy;
use ureq::config::Config;
use ureq::http::header::{HeaderName, HeaderValue};
use url::Url;

use super::error::{Error, Wait};
use super::guard;
use super::message::{Headers, Redirect, Request, Response};
use super::user_agent;

/// Limits of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time for resolving the name, and again for connecting.
    pub connect: Duration,
    /// Time without any bytes from the server.
    pub idle: Duration,
    /// Time for the whole request, redirects and body included.
    pub whole: Duration,
    /// Size of the body in bytes, after decompression.
    pub size: usize,
    /// Redirects that are followed.
    pub redirects: usize,
}

/// Which servers an agent may connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addresses {
    /// All servers.
    Any,
    /// Only servers on the internet, not this computer or its network.
    Public,
}

/// Decisions of the caller while a request is running.
pub struct Control<'a> {
    /// Called before each request and each read of the body; false ends the request with
    /// [`Error::Cancelled`].
    pub is_wanted: &'a dyn Fn() -> bool,
    /// Called for each redirect; false returns the redirect itself as the response.
    pub may_follow: &'a dyn Fn(&Redirect) -> bool,
}

impl Default for Control<'_> {
    fn default() -> Self {
        Self { is_wanted: &|| true, may_follow: &|_| true }
    }
}

/// Sends requests. Reuses connections; can be shared between threads.
#[derive(Debug)]
pub struct Agent {
    limits: Limits,
    addresses: Addresses,
    inner: ureq::Agent,
}

impl Agent {
    /// Creates an agent that uses the proxies from the environment (`HTTPS_PROXY`, `HTTP_PROXY`,
    /// `ALL_PROXY`, `NO_PROXY`).
    #[must_use]
    pub fn new(limits: Limits, addresses: Addresses) -> Self {
        Self::with_proxy(limits, addresses, Proxy::try_from_env())
    }

    pub(super) fn with_proxy(limits: Limits, addresses: Addresses, proxy: Option<Proxy>) -> Self {
        let config = Config::builder()
            .timeout_resolve(Some(limits.connect))
            .timeout_connect(Some(limits.connect))
            .timeout_per_read(Some(limits.idle))
            .timeout_per_write(Some(limits.idle))
            .timeout_global(Some(limits.whole))
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(user_agent())
            .proxy(proxy)
            .build();
        Self { limits, addresses, inner: guard::agent(config, addresses == Addresses::Any) }
    }

    /// Sends a GET request and follows redirects. Returns a response for every status code.
    ///
    /// # Errors
    /// If there is no complete response within the limits.
    pub fn get(&self, request: &Request, control: &Control<'_>) -> Result<Response, Error> {
        let began = Instant::now();
        let (mut url, mut redirects) = (request.url.clone(), Vec::new());
        loop {
            if !(control.is_wanted)() {
                return Err(Error::Cancelled);
            }
            let response = self.ask(request, &url, began)?;
            let (status, headers) = (response.status().as_u16(), headers_of(&response));
            let redirect = target(status, &headers, &url)?
                .map(|to| Redirect { status, from: url.clone(), to })
                .filter(|redirect| (control.may_follow)(redirect));
            let Some(redirect) = redirect else {
                let is_success = response.status().is_success();
                let body = if is_success { self.body(response, control)? } else { Vec::new() };
                return Ok(Response { url, status, headers, body, redirects });
            };
            if redirects.len() == self.limits.redirects {
                return Err(Error::TooManyRedirects(redirects.len()));
            }
            url = redirect.to.clone();
            redirects.push(redirect);
        }
    }

    /// Sends the request to one address, without following redirects.
    fn ask(
        &self,
        request: &Request,
        url: &Url,
        began: Instant,
    ) -> Result<ureq::http::Response<Body>, Error> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Error::Address);
        }
        if self.addresses == Addresses::Public && guard::is_private_url(url) {
            return Err(Error::PrivateAddress);
        }
        let late = Error::Timeout { wait: Wait::Whole, limit: self.limits.whole };
        let left = self.limits.whole.checked_sub(began.elapsed()).ok_or(late)?;
        let mut builder = self.inner.get(url.as_str());
        let is_own = url.origin() == request.url.origin();
        let credentials = request.credentials.iter().filter(|_| is_own);
        for (name, value) in request.headers.iter().chain(credentials) {
            let invalid = |()| Error::Header(name.to_owned());
            let key = HeaderName::try_from(name).map_err(drop).map_err(invalid)?;
            let value = HeaderValue::from_bytes(value).map_err(drop).map_err(invalid)?;
            builder = builder.header(key, value);
        }
        let call = builder.config().timeout_global(Some(left)).build().call();
        call.map_err(|error| Error::of(error, &self.limits))
    }

    /// Reads and decompresses the body.
    fn body(
        &self,
        mut response: ureq::http::Response<Body>,
        control: &Control<'_>,
    ) -> Result<Vec<u8>, Error> {
        let limit = self.limits.size;
        let encoding = response.headers().get("content-encoding").map(HeaderValue::as_bytes);
        // ureq removes the header of an encoding that it decodes.
        if encoding.is_some_and(|name| !name.is_empty() && !name.eq_ignore_ascii_case(b"identity"))
        {
            return Err(Error::Compression);
        }
        let length = response.body().content_length();
        if length.is_some_and(|length| length > u64::try_from(limit).unwrap_or(u64::MAX)) {
            return Err(Error::TooLarge(limit));
        }
        let mut reader = response.body_mut().as_reader();
        let (mut bytes, mut part) = (Vec::new(), vec![0; 64 * 1024]);
        while (control.is_wanted)() {
            match reader.read(&mut part) {
                Ok(0) => return Ok(bytes),
                Ok(read) if bytes.len() + read > limit => return Err(Error::TooLarge(limit)),
                Ok(read) => bytes.extend(part.get(..read).unwrap_or_default()),
                Err(error) => return Err(Error::of_io(error, &self.limits)),
            }
        }
        Err(Error::Cancelled)
    }
}

fn headers_of(response: &ureq::http::Response<Body>) -> Headers {
    let mut headers = Headers::default();
    for (name, value) in response.headers() {
        headers.add(name.as_str(), value.as_bytes());
    }
    headers
}

/// The address that a response redirects to, if it is a redirect.
///
/// # Errors
/// If the address is missing, invalid or insecure.
pub(super) fn target(status: u16, headers: &Headers, from: &Url) -> Result<Option<Url>, Error> {
    if !matches!(status, 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let location = headers.text("location").ok_or(Error::BadRedirect)?;
    let to = from.join(&location).ok().ok_or(Error::BadRedirect)?;
    match (from.scheme(), to.scheme()) {
        ("https", "http") => Err(Error::Downgrade),
        (_, "http" | "https") => Ok(Some(to)),
        _ => Err(Error::BadRedirect),
    }
}
