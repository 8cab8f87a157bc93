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

use super::address::without_credentials;

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
/// Bytes of a validator that is cached. Longer ones would grow each request beyond what servers take.
const LONGEST: usize = 4_096;
/// Redirects that are followed.
const MAX_REDIRECTS: usize = 5;
/// Most cached responses, and how long they are used.
const MAX_CACHED: usize = 8;
const CACHE_TIME: Duration = Duration::from_secs(10 * 60);
/// Accepted formats, for servers that negotiate them.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, \
                      application/xml;q=0.9, */*;q=0.8";

/// An address, and the credentials that it was requested with.
type Key = (Url, Headers);

/// Sends the requests of all feeds.
#[derive(Debug)]
pub(super) struct Fetcher {
    /// For addresses that the user wrote down.
    unrestricted: Agent,
    /// For addresses that a server named.
    public_only: Agent,
    /// Answers that were got to find out what is at an address, for the first sync of it.
    cached: Mutex<Vec<(Key, Instant, Fetched)>>,
}

/// A request with everything that it depends on.
pub(super) struct FetchRequest<'a> {
    /// The address to request, without user and password.
    pub(super) url: Url,
    /// The address that the user wrote, without user and password. `url` is another one if a server
    /// or a page has named it.
    pub(super) written: Url,
    /// The page that names `url`, if one does.
    pub(super) page: Option<&'a Url>,
    /// Sent to the origin of `written` only.
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

    /// Keeps an answer for the next request of an address.
    pub(super) fn cache(&self, key: Key, fetched: Fetched) {
        let mut cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        cached.retain(|(other, at, _)| *other != key && at.elapsed() < CACHE_TIME);
        if cached.len() < MAX_CACHED {
            cached.push((key, Instant::now(), fetched));
        }
    }

    /// Returns the answer that was kept; "unchanged" only for a request that expects it.
    fn cached(&self, request: &FetchRequest<'_>) -> Option<Fetched> {
        let mut cached = self.cached.lock().unwrap_or_else(PoisonError::into_inner);
        let is_meant = |((url, credentials), _, _): &(Key, Instant, Fetched)| {
            *url == request.url && *credentials == request.credentials
        };
        let place = cached.iter().position(is_meant)?;
        let (_, at, fetched) = cached.swap_remove(place);
        let is_usable = !fetched.was_conditional || !request.validators.is_empty();
        (at.elapsed() < CACHE_TIME && is_usable).then_some(fetched)
    }

    /// Requests an address and follows its redirects.
    pub(super) fn fetch(&self, request: &FetchRequest<'_>) -> Result<Fetched, net::Error> {
        if let Some(fetched) = self.cached(request) {
            return Ok(fetched);
        }
        let began = Instant::now();
        let mut agent =
            if may_be_private(request) { &self.unrestricted } else { &self.public_only };
        let (mut url, mut redirects) = (request.url.clone(), Vec::new());
        loop {
            let validators = request.validators.iter().find(|(known, _)| known == url.as_str());
            let next = build(request, url.clone(), validators.map(|(_, validators)| validators));
            let (response, redirect) = step(agent, &next, request, began)?;
            let Some(mut redirect) = redirect else {
                let was_conditional = validators.is_some();
                return Ok(Fetched { response, redirects, was_conditional });
            };
            if redirects.len() == MAX_REDIRECTS {
                return Err(net::Error::TooManyRedirects(MAX_REDIRECTS));
            }
            if agent_changes(&redirect, &request.written) {
                agent = &self.public_only;
            }
            // User and password of the redirect are the server's choice, not the user's.
            redirect.to = without_credentials(&redirect.to);
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

/// Whether the first address may lead into the own network: if the user wrote its server, or if
/// both the written address and the page that names it are there already.
fn may_be_private(request: &FetchRequest<'_>) -> bool {
    request.url.host() == request.written.host()
        || net::is_private(&request.written) && request.page.is_none_or(net::is_private)
}

fn build(fetch_request: &FetchRequest<'_>, url: Url, validators: Option<&Validators>) -> Request {
    let is_own = url.origin() == fetch_request.written.origin();
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
    let is_kept = |value: &&[u8]| !value.trim_ascii().is_empty() && value.len() <= LONGEST;
    let header = |name: &str| response.headers.get(name).filter(is_kept).map(<[u8]>::to_vec);
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

    /// Regression: a page on the internet named a feed in the own network, which was requested, and
    /// was even subscribed to.
    #[test]
    fn a_page_of_the_internet_cannot_name_a_feed_in_the_own_network() {
        let url = |text: &str| Url::parse(text).expect("an address");
        let may_be = |written: &str, page: Option<&str>, named: &str| {
            let page = page.map(url);
            may_be_private(&FetchRequest {
                url: url(named),
                written: url(written),
                page: page.as_ref(),
                credentials: Headers::default(),
                validators: &[],
                is_wanted: &|| true,
            })
        };
        let (open, other) = ("http://93.184.216.34/blog", "http://93.184.216.35/");
        let (own, router) = ("http://192.168.1.2/blog", "http://192.168.1.1/feed");
        assert!(!may_be(open, Some(open), router));
        assert!(!may_be(open, None, router), "an adopted address");
        assert!(!may_be(own, Some(other), router), "the own server led to the internet");
        assert!(!may_be(open, Some(own), router), "a name that points elsewhere by now");
        assert!(may_be(own, Some(own), router));
        assert!(may_be(own, None, own));
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
