//! The agent: sends a request, follows redirects itself, and enforces the limits.

use std::time::Instant;

use ureq::Body;
use ureq::Proxy;
use ureq::config::Config;
use ureq::http::header::{HeaderName, HeaderValue};
use url::Url;

use super::control::Control;
use super::error::{Error, Wait};
use super::guard;
use super::limits::Limits;
use super::message::{Headers, Redirect, Request, Response};
use super::stream::Stream;
use super::user_agent;

/// Which servers an agent may connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addresses {
    /// All servers.
    Any,
    /// Only servers on the internet, not this computer or its network.
    Public,
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
        let mut stream = self.open(request, control)?;
        let mut body = Vec::new();
        if stream.head.is_success() {
            while let Some(part) = stream.read(control)? {
                body.extend(part);
            }
        }
        Ok(Response { body, ..stream.head })
    }

    /// Sends a GET request like [`Agent::get`], but leaves the body to be read in parts.
    ///
    /// # Errors
    /// If there is no response within the limits.
    pub fn open(&self, request: &Request, control: &Control<'_>) -> Result<Stream, Error> {
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
                let head = Response { url, status, headers, body: Vec::new(), redirects };
                return Stream::new(head, response, self.limits);
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
