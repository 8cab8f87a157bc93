//! The feeds at an address that the user named: the address itself, those that its page names, those
//! of the rules for large sites, else those at the usual addresses. Few requests are sent, and none to
//! a server that wants to be left alone. What was found is kept for the first sync, so that no feed
//! is requested twice.

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
use crate::state::HostRecord;
use crate::text;

use super::address::{host_of, identity, with_user_of, without_credentials};
use super::failure::{Failure, FailureKind};
use super::fetch::{FetchRequest, Fetched};
use super::found::FoundFeed;
use super::offline::{OFFLINE, is_none_found};
use super::opened::Library;
use super::request::{charset, own_credentials};
use super::schedule::rate_limited_until;
use super::spacing::{LEFT_ALONE, is_held};
use super::subscriptions::complete_address;

/// Requests for one address, of which each is a wait for the user and a burden for the server.
const REQUESTS: usize = 8;
/// Feeds that are tried of those that a page names.
const TRIED: usize = 3;
/// Usual addresses that are tried.
const TRIED_USUAL: usize = 5;
/// Headlines of a feed.
const HEADLINES: usize = 5;

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
        let (written, credentials) = own_credentials(&url);
        let mut search = Search {
            library: self,
            is_wanted,
            may_be_plain: !address.contains("://") && credentials == Headers::default(),
            typed: &complete,
            written,
            credentials,
            hosts: self.state().hosts().map_err(|error| error.to_string())?,
            left: REQUESTS,
        };
        match feed::site_rule(&url) {
            Some(SiteRule::Feeds(candidates)) => {
                let found = search.try_all(candidates.into_iter().map(|it| it.url), None);
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
    /// Whether the server did not answer.
    is_unreached: bool,
    /// Whether there is no way to any server.
    is_offline: bool,
    /// Whether the name of the server is not known.
    is_unknown: bool,
}

impl ProbeFailure {
    fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), is_unreached: false, is_offline: false, is_unknown: false }
    }
}

struct Search<'a> {
    library: &'a Library,
    is_wanted: &'a dyn Fn() -> bool,
    /// Whether the address was typed without a scheme.
    may_be_plain: bool,
    /// The address that the user typed, with its scheme.
    typed: &'a str,
    /// The same without user and password.
    written: Url,
    /// User and password of it, for its server only.
    credentials: Headers,
    /// What is known of servers that want to be left alone.
    hosts: Vec<HostRecord>,
    /// Requests that may still be sent.
    left: usize,
}

impl Search<'_> {
    /// Returns the feed at an address, or those of its page.
    fn at(&mut self, url: &Url) -> Result<Vec<FoundFeed>, String> {
        let look = match self.look(url, None) {
            Err(failure) if self.may_be_plain && failure.is_unreached => {
                // Where neither has an answer, the first failure tells more: most servers are no
                // longer asked without encryption.
                let other = self.look(&plain(url), None);
                other.map_err(|other| if other.is_unreached { failure } else { other })
            }
            result => result,
        };
        match look {
            Ok(ProbeResult::Feed(found)) => Ok(vec![found]),
            Ok(ProbeResult::Page { url, bytes }) => self.of_page(&url, &bytes),
            Err(failure) if failure.is_offline || self.is_offline(&failure, url) => {
                Err(OFFLINE.to_owned())
            }
            Err(failure) => Err(failure.why),
        }
    }

    /// Whether the servers of the feeds are not found either.
    fn is_offline(&self, failure: &ProbeFailure, url: &Url) -> bool {
        if !failure.is_unknown {
            return false;
        }
        let feeds = self.library.state().feeds().unwrap_or_default();
        let urls = feeds.iter().filter_map(|feed| Url::parse(&feed.address).ok());
        let urls: Vec<Url> = urls.filter(|it| it.domain() != url.domain()).collect();
        is_none_found(urls.iter().filter_map(Url::domain)).unwrap_or(false)
    }

    fn of_page(&mut self, url: &Url, bytes: &[u8]) -> Result<Vec<FoundFeed>, String> {
        let named = feed::feeds_of(bytes, url);
        let found = self.try_all(named.into_iter().map(|candidate| candidate.url), Some(url));
        if !found.is_empty() {
            return Ok(found);
        }
        let mut usual = feed::usual_addresses(url).into_iter().take(TRIED_USUAL);
        let found = usual.find_map(|usual| self.feed(&usual, Some(url)));
        found.map(|found| vec![found]).ok_or_else(|| {
            "no feed was found: the page names none, and none is at the usual addresses".to_owned()
        })
    }

    fn try_all(&mut self, urls: impl Iterator<Item = Url>, page: Option<&Url>) -> Vec<FoundFeed> {
        let mut seen = HashSet::new();
        let found = urls.take(TRIED).filter_map(|url| self.feed(&url, page));
        found.filter(|found| seen.insert(found.url.clone())).collect()
    }

    fn feed(&mut self, url: &Url, page: Option<&Url>) -> Option<FoundFeed> {
        match self.look(url, page) {
            Ok(ProbeResult::Feed(found)) => Some(found),
            Ok(ProbeResult::Page { .. }) | Err(_) => None,
        }
    }

    /// Requests an address, which `page` names unless the user or a rule does. A user and a password
    /// in it are dropped: those that were typed are sent to their server anyway.
    fn look(&mut self, url: &Url, page: Option<&Url>) -> Result<ProbeResult, ProbeFailure> {
        let url = without_credentials(url);
        self.spend(&url)?;
        let fetched = self.fetch(url.clone(), page)?;
        let response = &fetched.response;
        if response.status == 304 && fetched.was_conditional {
            let address = address(&url, &fetched);
            return Ok(ProbeResult::Feed(self.unchanged(&url, address, fetched)));
        }
        if !response.is_success() {
            let failure = Failure::of_status(response, Timestamp::now());
            if failure.kind == FailureKind::RateLimited {
                self.hold(&response.url, failure.until);
            }
            return Err(ProbeFailure::new(failure.why));
        }
        self.read(&url, fetched)
    }

    fn read(&self, asked: &Url, fetched: Fetched) -> Result<ProbeResult, ProbeFailure> {
        let response = &fetched.response;
        let charset = charset(response);
        let context = Context { url: &response.url, charset: charset.as_deref() };
        match feed::parse(&response.body, &context) {
            Ok(feed) => {
                let address = address(asked, &fetched);
                let found = found(&address, &feed);
                self.keep(address, fetched);
                Ok(ProbeResult::Feed(found))
            }
            Err(ParseError::Page) => {
                Ok(ProbeResult::Page { url: response.url.clone(), bytes: fetched.response.body })
            }
            Err(error) => Err(ProbeFailure::new(error.to_string())),
        }
    }

    /// Counts a request; refuses it if there were enough, or if its server wants to be left alone.
    fn spend(&mut self, url: &Url) -> Result<(), ProbeFailure> {
        if !(self.is_wanted)() {
            return Err(ProbeFailure::new("the search was stopped"));
        }
        let (host, now) = (host_of(url), Timestamp::now());
        if self.hosts.iter().any(|held| held.host == host && is_held(held, now)) {
            return Err(ProbeFailure::new(LEFT_ALONE));
        }
        let left = self.left.checked_sub(1);
        self.left = left.ok_or_else(|| ProbeFailure::new("no feed was found"))?;
        Ok(())
    }

    fn fetch(&self, url: Url, page: Option<&Url>) -> Result<Fetched, ProbeFailure> {
        // A feed that was subscribed to once is asked for changes only. Without what is known of it,
        // it is asked for the whole.
        let identity = identity(&with_user_of(self.typed, url.as_str()));
        let validators = self.library.state().validators(identity).unwrap_or_default();
        let ask = FetchRequest {
            url,
            written: self.written.clone(),
            page,
            credentials: self.credentials.clone(),
            validators: &validators,
            is_wanted: self.is_wanted,
        };
        self.library.fetcher.fetch(&ask).map_err(|error| of_request(&error))
    }

    /// The feed is as it was when it was subscribed to before.
    fn unchanged(&self, asked: &Url, address: Url, fetched: Fetched) -> FoundFeed {
        let identity = identity(&with_user_of(self.typed, asked.as_str()));
        let records = self.library.state().feeds().unwrap_or_default();
        let record = records.iter().find(|record| record.identity == identity);
        let title = record.map(|record| text::line(&record.title).into_owned());
        let title = title.unwrap_or_default();
        let found = FoundFeed { url: address.to_string(), title, headlines: Vec::new() };
        self.keep(address, fetched);
        found
    }

    /// Keeps an answer for the first sync, which sends the same credentials.
    fn keep(&self, address: Url, fetched: Fetched) {
        let is_own = address.origin() == self.written.origin();
        let credentials = if is_own { self.credentials.clone() } else { Headers::default() };
        self.library.fetcher.cache((address, credentials), fetched);
    }

    /// Leaves a server alone, in later syncs too.
    fn hold(&mut self, url: &Url, until: Option<Timestamp>) {
        let host = host_of(url);
        let rate_limits =
            self.hosts.iter().find(|it| it.host == host).map_or(0, |it| it.rate_limits);
        let until = rate_limited_until(until, rate_limits, Timestamp::now());
        let record = HostRecord { host, until, rate_limits: rate_limits.saturating_add(1) };
        if let Err(error) = self.library.state().hold(&record) {
            tracing::warn!("it is not noted that a server wants to be left alone: {error}");
        }
        self.hosts.push(record);
    }
}

fn of_request(error: &net::Error) -> ProbeFailure {
    let Failure { why, hint, .. } = Failure::of_request(error);
    ProbeFailure {
        why: with(why, &hint.unwrap_or_default()),
        is_unreached: true,
        is_offline: matches!(error, net::Error::Unreachable),
        is_unknown: matches!(error, net::Error::Dns),
    }
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
    let headlines = titles.take(HEADLINES).collect();
    FoundFeed { url: address.to_string(), title: feed.title.clone(), headlines }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_without_a_way_out_means_that_this_computer_is_offline() {
        assert!(of_request(&net::Error::Unreachable).is_offline);
        assert!(!of_request(&net::Error::Dns).is_offline, "one name may be misspelled");
    }
}
