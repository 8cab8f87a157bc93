//! Looks for the feeds of an address that the user typed: the address itself, the feeds that its
//! page names, the rules of large sites, and the usual addresses. Stores nothing.

use std::cmp::Reverse;

use jiff::Timestamp;
use url::Url;

use crate::feed;
use crate::feed::Candidate;
use crate::feed::Context;
use crate::feed::Feed;
use crate::feed::ParseError;
use crate::feed::SiteRule;
use crate::net::Redirect;
use crate::net::Response;

use super::bring::{Errand, charset};
use super::fetch::{Ask, Fetched, Fetcher};
use super::found::Found;
use super::subscription::Subscription;
use super::subscriptions::complete_address;
use super::trouble::{Kind, Trouble};

/// Feeds of a page that are fetched to show their headlines.
const MOST_FEEDS: usize = 6;
/// Headlines of each feed.
const HEADLINES: usize = 5;

/// Returns the feeds at an address, the best first; none if there are none.
///
/// # Errors
/// If the address cannot be read: a sentence for the user.
pub fn probe(address: &str) -> Result<Vec<Found>, String> {
    let address = complete_address(address).map_err(|(what, hint)| format!("{what}; {hint}"))?;
    let url = Url::parse(&address).map_err(|_error| "this is no address".to_owned())?;
    Probe { fetcher: Fetcher::new(), subscription: Subscription::new(address) }.look(url).map_err(
        |trouble| match trouble.hint {
            Some(hint) => format!("{}; {hint}", trouble.why),
            None => trouble.why,
        },
    )
}

struct Probe {
    fetcher: Fetcher,
    subscription: Subscription,
}

/// What an address has.
enum Looked {
    Feed(Box<Feed>, Url),
    Page(Vec<u8>, Url),
}

impl Probe {
    fn look(&self, url: Url) -> Result<Vec<Found>, Trouble> {
        let page = match feed::site_rule(&url) {
            Some(SiteRule::Feeds(candidates)) => {
                let found = self.tried(candidates);
                if !found.is_empty() {
                    return Ok(found);
                }
                url
            }
            Some(SiteRule::Page(page)) => page,
            None => url,
        };
        let (bytes, page) = match self.get(&page)? {
            Looked::Feed(feed, url) => return Ok(vec![found(&feed, self.kept(&page, &url))]),
            Looked::Page(bytes, page) => (bytes, page),
        };
        let named = self.tried(feed::feeds_of(&bytes, &page));
        if !named.is_empty() {
            return Ok(named);
        }
        let usual = feed::usual_addresses(&page);
        let first = usual.into_iter().find_map(|url| match self.get(&url).ok()? {
            Looked::Feed(feed, url) => Some(found(&feed, url.into())),
            Looked::Page(..) => None,
        });
        Ok(first.into_iter().collect())
    }

    /// Returns the address to subscribe to: the one that answered after permanent redirects, with
    /// user and password as they were typed, else the typed one.
    fn kept(&self, asked: &Url, answered: &Url) -> String {
        let has_login = !asked.username().is_empty() || asked.password().is_some();
        let is_typed = has_login || asked == answered;
        if is_typed { self.subscription.address.clone() } else { answered.as_str().to_owned() }
    }

    /// Fetches the candidates that come first; what is no feed is left out.
    fn tried(&self, candidates: Vec<Candidate>) -> Vec<Found> {
        let looked = candidates.into_iter().take(MOST_FEEDS).filter_map(|candidate| {
            let Ok(Looked::Feed(feed, _)) = self.get(&candidate.url) else { return None };
            let mut found = found(&feed, candidate.url.into());
            if found.title.is_empty() {
                found.title = candidate.title.unwrap_or_default();
            }
            Some(found)
        });
        looked.collect()
    }

    fn get(&self, url: &Url) -> Result<Looked, Trouble> {
        let now = Timestamp::now();
        let errand = Errand {
            fetcher: &self.fetcher,
            subscription: &self.subscription,
            adopted: None,
            validators: &[],
            is_wanted: &|| true,
            now,
        };
        let own = Url::parse(&self.subscription.address).ok();
        let is_own = own.is_some_and(|own| own.origin() == url.origin());
        let (url, credentials) = if is_own {
            errand.credentials(url.clone())?
        } else {
            (url.clone(), Default::default())
        };
        let ask = Ask { url: url.clone(), credentials, validators: &[], is_wanted: &|| true };
        let Fetched { response, redirects, .. } =
            self.fetcher.fetch(&ask).map_err(|error| Trouble::of_request(&error))?;
        if !(200..300).contains(&response.status) {
            return Err(Trouble::of_status(&response, now));
        }
        let is_moved = !redirects.is_empty() && redirects.iter().all(Redirect::is_permanent);
        let address = if is_moved { response.url.clone() } else { url };
        looked(response, address)
    }
}

fn looked(response: Response, address: Url) -> Result<Looked, Trouble> {
    let charset = charset(&response);
    let context = Context { url: &response.url, charset: charset.as_deref() };
    match feed::parse(&response.body, &context) {
        Ok(feed) => Ok(Looked::Feed(Box::new(feed), address)),
        Err(ParseError::Page) => Ok(Looked::Page(response.body, response.url)),
        Err(error) => Err(Trouble::new(Kind::Content, error.to_string())),
    }
}

fn found(feed: &Feed, url: String) -> Found {
    let mut entries: Vec<_> = feed.entries.iter().filter(|entry| !entry.title.is_empty()).collect();
    // Stable: entries without a date stay in the order of the feed.
    entries.sort_by_key(|entry| Reverse(entry.published));
    let headlines = entries.into_iter().take(HEADLINES).map(|entry| entry.title.clone()).collect();
    Found { url, title: feed.title.clone(), headlines }
}
