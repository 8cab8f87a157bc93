//! One request for a feed: redirects with the validators of each address, credentials for the
//! feed's own server only, and limits. The caller interprets the response.

use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use url::Url;

use crate::net;
use crate::net::Addresses;
use crate::net::Agent;
use crate::net::Headers;
use crate::net::Limits;
use crate::net::Redirect;
use crate::net::Request;
use crate::net::Response;
use crate::state::Validators;

/// Time for one feed, redirects included.
const TOTAL_TIME: Duration = Duration::from_secs(60);
/// Limits of a request: the feed of a podcast may have many megabytes.
const LIMITS: Limits = Limits {
    connect: Duration::from_secs(10),
    idle: Duration::from_secs(20),
    whole: TOTAL_TIME,
    size: 20_000_000,
    redirects: MAX_REDIRECTS,
};
/// Redirects that are followed.
const MAX_REDIRECTS: usize = 5;
/// Most cached responses, and how long they are used.
const MAX_CACHED: usize = 8;
const CACHE_TIME: Duration = Duration::from_secs(10 * 60);
/// Accepted formats, for servers that negotiate them.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, \
                      application/xml;q=0.9, */*;q=0.8";

/// Sends the requests of all feeds.
#[derive(Debug)]
pub(super) struct Fetcher {
    /// For addresses that the user wrote down.
    unrestricted: Agent,
    /// For addresses that a server named.
    public_only: Agent,
    /// Responses to probes of an address, for its first sync.
    cached: Mutex<Vec<(Url, Instant, Fetched)>>,
}

/// A request with everything that it depends on.
pub(super) struct FetchRequest<'a> {
    pub(super) url: Url,
    /// Sent to the origin of `url` only.
    pub(super) credentials: Headers,
    /// Validators by address.
    pub(super) validators: &'a [(String, Validators)],
    /// Whether the request is still wanted.
    pub(super) is_wanted: &'a dyn Fn() -> bool,
}

/// A response, and the redirects to it.
#[derive(Debug)]
pub(super) struct Fetched {
    pub(super) response: Response,
    pub(super) redirects: Vec<Redirect>,
    /// Whether validators were sent to the address of the response.
    pub(super) was_conditional: bool,
}

impl Fetcher {
    pub(super) fn new() -> Self {
        Self {
            unrestricted: Agent::new(LIMITS, Addresses::Any),
            public_only: Agent::new(LIMITS, Addresses::Public),
            cached: Mutex::default(),
        }
    }

    /// Caches a response for the next unconditional request of an address.
    pub(super) fn cache(&self, url: Url, fetched: Fetched) {
        let mut cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        cached.retain(|(other, at, _)| *other != url && at.elapsed() < CACHE_TIME);
        if cached.len() < MAX_CACHED {
            cached.push((url, Instant::now(), fetched));
        }
    }

    fn cached(&self, url: &Url) -> Option<Fetched> {
        let mut cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        let place = cached.iter().position(|(other, ..)| other == url)?;
        let (_, at, fetched) = cached.swap_remove(place);
        (at.elapsed() < CACHE_TIME).then_some(fetched)
    }

    /// Requests an address and follows its redirects.
    pub(super) fn fetch(&self, fetch_request: &FetchRequest<'_>) -> Result<Fetched, net::Error> {
        let is_first =
            fetch_request.validators.is_empty() && fetch_request.credentials == Headers::default();
        if let Some(fetched) = is_first.then(|| self.cached(&fetch_request.url)).flatten() {
            return Ok(fetched);
        }
        let began = Instant::now();
        let mut agent = &self.unrestricted;
        let (mut url, mut redirects) = (fetch_request.url.clone(), Vec::new());
        loop {
            let validators =
                fetch_request.validators.iter().find(|(known, _)| known == url.as_str());
            let request =
                request(fetch_request, url.clone(), validators.map(|(_, validators)| validators));
            let (response, redirect) = step(agent, &request, fetch_request, began)?;
            let Some(redirect) = redirect else {
                let was_conditional = validators.is_some();
                return Ok(Fetched { response, redirects, was_conditional });
            };
            if redirects.len() == MAX_REDIRECTS {
                return Err(net::Error::TooManyRedirects(MAX_REDIRECTS));
            }
            if agent_changes(&redirect, &fetch_request.url) {
                agent = &self.public_only;
            }
            url = redirect.to.clone();
            redirects.push(redirect);
        }
    }
}

/// Whether a redirect may lead only to public addresses from here on: a server in the own network
/// may name others there, and every server may name itself.
fn agent_changes(redirect: &Redirect, own: &Url) -> bool {
    redirect.to.host() != own.host() && !net::is_private(own)
}

fn request(fetch_request: &FetchRequest<'_>, url: Url, validators: Option<&Validators>) -> Request {
    let is_own = url.origin() == fetch_request.url.origin();
    let mut request = Request::new(url).header("Accept", ACCEPT);
    if let Some(Validators { etag, modified }) = validators {
        if let Some(etag) = etag {
            request = request.header("If-None-Match", etag.clone());
        }
        if let Some(modified) = modified {
            request = request.header("If-Modified-Since", modified.clone());
        }
    }
    if is_own {
        request.credentials = fetch_request.credentials.clone();
    }
    request
}

/// Sends one request; returns the redirect if the response is one.
fn step(
    agent: &Agent,
    request: &Request,
    fetch_request: &FetchRequest<'_>,
    began: Instant,
) -> Result<(Response, Option<Redirect>), net::Error> {
    let found: RefCell<Option<Redirect>> = RefCell::default();
    let is_late = || began.elapsed() > TOTAL_TIME;
    let control = net::Control {
        is_wanted: &|| !is_late() && (fetch_request.is_wanted)(),
        may_follow: &|redirect| {
            found.replace(Some(redirect.clone()));
            false
        },
    };
    let response = match agent.get(request, &control) {
        Err(net::Error::Cancelled) if is_late() => {
            return Err(net::Error::Timeout { wait: net::Wait::Whole, limit: TOTAL_TIME });
        }
        result => result?,
    };
    Ok((response, found.into_inner()))
}

/// The validators of a response. A header that the response lacks keeps its old value only for
/// "unchanged".
pub(super) fn validators(response: &Response, old: Option<&Validators>) -> Validators {
    let old = old.filter(|_| response.status == 304).cloned().unwrap_or_default();
    let header = |name: &str| response.headers.get(name).map(<[u8]>::to_vec);
    Validators {
        etag: header("etag").or(old.etag),
        modified: header("last-modified").or(old.modified),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(from: &str, to: &str) -> bool {
        let (from, to) = (Url::parse(from).expect("an address"), Url::parse(to).expect("one"));
        let redirect = Redirect { status: 302, from: from.clone(), to };
        agent_changes(&redirect, &from)
    }

    #[test]
    fn a_server_of_the_internet_cannot_lead_into_the_own_network() {
        assert!(changes("http://93.184.216.34/feed", "http://192.168.1.1/admin"));
        assert!(changes("http://93.184.216.34/feed", "http://name.example/feed"));
        assert!(!changes("http://93.184.216.34/feed", "http://93.184.216.34/other"));
        assert!(!changes("http://192.168.1.2/feed", "http://192.168.1.1/feed"));
        assert!(!changes("http://localhost/feed", "http://example.org/feed"));
    }
}
