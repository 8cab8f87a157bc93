//! The feeds at an address that the user typed: the address itself, the links of its page, the
//! rules for large sites, else the usual addresses. The responses are cached for the first sync, so
//! that no feed is requested twice.

use std::collections::HashSet;

use jiff::Timestamp;
use url::Url;

use crate::feed;
use crate::feed::Context;
use crate::feed::Feed;
use crate::feed::ParseError;
use crate::feed::SiteRule;
use crate::net;
use crate::net::Headers;

use super::failure::Failure;
use super::fetch::{FetchRequest, Fetched};
use super::found::FoundFeed;
use super::opened::Library;
use super::request::charset;
use super::subscriptions::complete_address;

/// Most links of a page that are tried.
const MAX_TRIED: usize = 8;
/// Most headlines of a feed.
const MAX_HEADLINES: usize = 5;

/// The document at an address.
enum ProbeResult {
    Feed(FoundFeed),
    Page { url: Url, bytes: Vec<u8> },
}

impl Library {
    /// Returns the feeds at an address, the best first.
    ///
    /// # Errors
    /// The reason why there are none, as a sentence.
    pub fn probe(
        &self,
        address: &str,
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Vec<FoundFeed>, String> {
        let complete =
            complete_address(address.trim()).map_err(|(what, hint)| with(what, &hint))?;
        let url = Url::parse(&complete).map_err(|error| error.to_string())?;
        let search = Search { library: self, is_wanted, may_be_plain: !address.contains("://") };
        match feed::site_rule(&url) {
            Some(SiteRule::Feeds(candidates)) => {
                let found = search.try_all(candidates.into_iter().map(|it| it.url));
                if found.is_empty() { search.at(&url) } else { Ok(found) }
            }
            Some(SiteRule::Page(page)) => search.at(&page),
            None => search.at(&url),
        }
    }
}

fn with(what: String, hint: &str) -> String {
    if hint.is_empty() { what } else { format!("{what} ({hint})") }
}

/// The same address without encryption, for servers at home.
fn plain(url: &Url) -> Url {
    let mut plain = url.clone();
    // Cannot fail between http and https.
    let _ = plain.set_scheme("http");
    plain
}

/// Why an address has no document.
struct ProbeFailure {
    why: String,
    /// The status, if the server responded.
    status: Option<u16>,
}

struct Search<'a> {
    library: &'a Library,
    is_wanted: &'a dyn Fn() -> bool,
    /// Whether the address was typed without a scheme.
    may_be_plain: bool,
}

impl Search<'_> {
    /// Returns the feed at an address, or those of its page.
    fn at(&self, url: &Url) -> Result<Vec<FoundFeed>, String> {
        let result = match self.request(url) {
            Err(failure) if self.may_be_plain && failure.status.is_none() => {
                // The first failure is the better explanation: few servers lack encryption.
                self.request(&plain(url)).or(Err(failure))
            }
            result => result,
        };
        match result {
            Ok(ProbeResult::Feed(found)) => Ok(vec![found]),
            Ok(ProbeResult::Page { url, bytes }) => self.of_page(&url, &bytes),
            Err(failure) => Err(failure.why),
        }
    }

    fn of_page(&self, url: &Url, bytes: &[u8]) -> Result<Vec<FoundFeed>, String> {
        let named = feed::feeds_of(bytes, url);
        let found = self.try_all(named.into_iter().map(|candidate| candidate.url));
        if !found.is_empty() {
            return Ok(found);
        }
        let usual = feed::usual_addresses(url).into_iter();
        let found = usual.take_while(|_| (self.is_wanted)()).find_map(|url| self.feed(&url));
        found.map(|found| vec![found]).ok_or_else(|| {
            "no feed was found: the page names none, and none is at the usual addresses".to_owned()
        })
    }

    fn try_all(&self, urls: impl Iterator<Item = Url>) -> Vec<FoundFeed> {
        let mut seen = HashSet::new();
        let urls = urls.take(MAX_TRIED).take_while(|_| (self.is_wanted)());
        let found = urls.filter_map(|url| self.feed(&url));
        found.filter(|found| seen.insert(found.url.clone())).collect()
    }

    fn feed(&self, url: &Url) -> Option<FoundFeed> {
        match self.request(url) {
            Ok(ProbeResult::Feed(found)) => Some(found),
            Ok(ProbeResult::Page { .. }) | Err(_) => None,
        }
    }

    fn request(&self, url: &Url) -> Result<ProbeResult, ProbeFailure> {
        let (url, credentials) = super::request::own_credentials(url);
        let is_open = credentials == Headers::default();
        let request = FetchRequest { url, credentials, validators: &[], is_wanted: self.is_wanted };
        let fetched = self.library.fetcher.fetch(&request).map_err(|error| of_request(&error))?;
        let response = &fetched.response;
        if !response.is_success() {
            let why = Failure::of_status(response, Timestamp::now()).why;
            return Err(ProbeFailure { why, status: Some(response.status) });
        }
        let charset = charset(response);
        let context = Context { url: &response.url, charset: charset.as_deref() };
        match feed::parse(&response.body, &context) {
            Ok(feed) => {
                let address = address(&request.url, &fetched);
                let found = found(&address, &feed);
                if is_open {
                    self.library.fetcher.cache(address, fetched);
                }
                Ok(ProbeResult::Feed(found))
            }
            Err(ParseError::Page) => {
                Ok(ProbeResult::Page { url: response.url.clone(), bytes: fetched.response.body })
            }
            Err(error) => {
                let status = Some(response.status);
                Err(ProbeFailure { why: error.to_string(), status })
            }
        }
    }
}

fn of_request(error: &net::Error) -> ProbeFailure {
    let Failure { why, hint, .. } = Failure::of_request(error);
    ProbeFailure { why: with(why, &hint.unwrap_or_default()), status: None }
}

/// The address to subscribe to: the target if all redirects are permanent.
fn address(requested: &Url, fetched: &Fetched) -> Url {
    let has_moved = fetched.redirects.iter().all(net::Redirect::is_permanent);
    if has_moved { fetched.response.url.clone() } else { requested.clone() }
}

fn found(address: &Url, feed: &Feed) -> FoundFeed {
    let mut entries: Vec<_> = feed.entries.iter().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.published.or(entry.updated)));
    let titles = entries.iter().map(|entry| entry.title.clone()).filter(|it| !it.is_empty());
    let headlines = titles.take(MAX_HEADLINES).collect();
    FoundFeed { url: address.to_string(), title: feed.title.clone(), headlines }
}
