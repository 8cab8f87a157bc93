//! The feeds at an address that the user named: the address itself, those that its page names, those
//! of the rules for large sites, else those at the usual addresses. What was found is kept for the
//! first sync, so that no feed is requested twice.

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
use super::found::Found;
use super::opened::Library;
use super::request::charset;
use super::subscriptions::complete_address;

/// Feeds that are tried of those that a page names.
const TRIED: usize = 8;
/// Headlines of a feed.
const HEADLINES: usize = 5;

/// What an address leads to.
enum Look {
    Feed(Found),
    Page { url: Url, bytes: Vec<u8> },
}

impl Library {
    /// Returns the feeds at an address, the best first.
    ///
    /// # Errors
    /// Why there are none, as a sentence.
    pub fn probe(&self, address: &str, is_wanted: &dyn Fn() -> bool) -> Result<Vec<Found>, String> {
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
    // Fails never between http and https.
    let _ = plain.set_scheme("http");
    plain
}

/// Why an address leads to nothing.
struct ProbeFailure {
    why: String,
    /// The status, if the server answered.
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
    fn at(&self, url: &Url) -> Result<Vec<Found>, String> {
        let look = match self.look(url) {
            Err(failure) if self.may_be_plain && failure.status.is_none() => {
                // Where neither has an answer, the first failure tells more: most servers are no
                // longer asked without encryption.
                self.look(&plain(url)).map_err(|other| match other.status {
                    Some(_) => other,
                    None => failure,
                })
            }
            look => look,
        };
        match look {
            Ok(Look::Feed(found)) => Ok(vec![found]),
            Ok(Look::Page { url, bytes }) => self.of_page(&url, &bytes),
            Err(failure) => Err(failure.why),
        }
    }

    fn of_page(&self, url: &Url, bytes: &[u8]) -> Result<Vec<Found>, String> {
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

    fn try_all(&self, urls: impl Iterator<Item = Url>) -> Vec<Found> {
        let mut seen = HashSet::new();
        let urls = urls.take(TRIED).take_while(|_| (self.is_wanted)());
        let found = urls.filter_map(|url| self.feed(&url));
        found.filter(|found| seen.insert(found.url.clone())).collect()
    }

    fn feed(&self, url: &Url) -> Option<Found> {
        match self.look(url) {
            Ok(Look::Feed(found)) => Some(found),
            Ok(Look::Page { .. }) | Err(_) => None,
        }
    }

    fn look(&self, url: &Url) -> Result<Look, ProbeFailure> {
        let (url, credentials) = super::request::own_credentials(url);
        let is_open = credentials == Headers::default();
        let ask = FetchRequest { url, credentials, validators: &[], is_wanted: self.is_wanted };
        let fetched = self.library.fetcher.fetch(&ask).map_err(|error| of_request(&error))?;
        let response = &fetched.response;
        if !response.is_success() {
            let why = Failure::of_status(response, Timestamp::now()).why;
            return Err(ProbeFailure { why, status: Some(response.status) });
        }
        let charset = charset(response);
        let context = Context { url: &response.url, charset: charset.as_deref() };
        match feed::parse(&response.body, &context) {
            Ok(feed) => {
                let address = address(&ask.url, &fetched);
                let found = found(&address, &feed);
                if is_open {
                    self.library.fetcher.keep(address, fetched);
                }
                Ok(Look::Feed(found))
            }
            Err(ParseError::Page) => {
                Ok(Look::Page { url: response.url.clone(), bytes: fetched.response.body })
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

/// The address to subscribe to: the new one if the old one has moved for good.
fn address(asked: &Url, fetched: &Fetched) -> Url {
    let has_moved = fetched.redirects.iter().all(net::Redirect::is_permanent);
    if has_moved { fetched.response.url.clone() } else { asked.clone() }
}

fn found(address: &Url, feed: &Feed) -> Found {
    let mut entries: Vec<_> = feed.entries.iter().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.published.or(entry.updated)));
    let titles = entries.iter().map(|entry| entry.title.clone()).filter(|it| !it.is_empty());
    let headlines = titles.take(HEADLINES).collect();
    Found { url: address.to_string(), title: feed.title.clone(), headlines }
}
