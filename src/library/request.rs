//! From a subscription to a parsed feed: sends the request or runs a program, and interprets the
//! response. Writes nothing.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::Timestamp;
use url::Url;

use crate::feed;
use crate::feed::Context;
use crate::feed::Feed;
use crate::feed::ParseError;
use crate::net::Headers;
use crate::net::Redirect;
use crate::net::Response;
use crate::state::Validators;

use super::address::without_credentials;
use super::command;
use super::failure::{Failure, FailureKind};
use super::fetch::{FetchRequest, Fetched, Fetcher, validators};
use super::schedule::freshness;
use super::subscription::{Source, Subscription};

/// The result of a request.
#[derive(Debug)]
pub(super) struct FeedResponse {
    /// The feed; `None` if the server says that it has not changed.
    pub(super) feed: Option<Feed>,
    /// Facts about the response; `None` for a program.
    pub(super) facts: Option<ResponseFacts>,
}

/// Facts about the response of a server.
#[derive(Clone, Debug)]
pub(super) struct ResponseFacts {
    /// Address of the response, after redirects.
    pub(super) url: Url,
    /// Its validators.
    pub(super) validators: Validators,
    /// Time for which the response is fresh, if the server says so.
    pub(super) freshness: Option<std::time::Duration>,
    /// Whether there were redirects, and all of them permanent.
    pub(super) is_moved: bool,
}

/// What a request depends on.
pub(super) struct FeedRequest<'a> {
    pub(super) fetcher: &'a Fetcher,
    pub(super) subscription: &'a Subscription,
    /// Address in place of that of the subscription.
    pub(super) adopted: Option<&'a str>,
    pub(super) validators: &'a [(String, Validators)],
    pub(super) is_wanted: &'a dyn Fn() -> bool,
    pub(super) now: Timestamp,
}

/// Returns the address that is requested for a subscription; `None` for a program.
pub(super) fn target(subscription: &Subscription, adopted: Option<&str>) -> Option<Url> {
    let written = match &subscription.source {
        Source::Address => adopted.unwrap_or(&subscription.address),
        Source::Filter { address, .. } => address,
        Source::Exec { .. } => return None,
    };
    Url::parse(written).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

impl FeedRequest<'_> {
    /// Requests the feed.
    pub(super) fn send(&self) -> Result<FeedResponse, Failure> {
        match &self.subscription.source {
            Source::Exec { argv } => {
                let bytes = command::output(argv, Vec::new(), self.is_wanted)?;
                let url = Url::parse("exec:").expect("a scheme is an address");
                Ok(FeedResponse { feed: Some(parsed(&bytes, &url, None)?), facts: None })
            }
            Source::Address => self.request(None),
            Source::Filter { argv, .. } => self.request(Some(argv)),
        }
    }

    fn request(&self, filter: Option<&[String]>) -> Result<FeedResponse, Failure> {
        let written = target(self.subscription, None);
        let (written, url) =
            written.zip(target(self.subscription, self.adopted)).ok_or_else(|| {
                Failure::new(FailureKind::Content, "not a valid http or https address")
            })?;
        let request = FetchRequest {
            url: without_credentials(&url),
            written: without_credentials(&written),
            page: None,
            credentials: self.credentials(&written)?,
            validators: self.validators,
            is_wanted: self.is_wanted,
        };
        let fetched = self.fetcher.fetch(&request).map_err(|error| Failure::of_request(&error))?;
        let facts = self.facts(&fetched);
        let response = fetched.response;
        match response.status {
            304 if fetched.was_conditional => {
                return Ok(FeedResponse { feed: None, facts: Some(facts) });
            }
            200..=299 => {}
            _ => return Err(Failure::of_status(&response, self.now)),
        }
        let charset = charset(&response);
        let bytes = match filter {
            Some(argv) => command::output(argv, response.body, self.is_wanted)?,
            None => response.body,
        };
        let feed = parsed(&bytes, &response.url, charset.as_deref())?;
        Ok(FeedResponse { feed: Some(feed), facts: Some(facts) })
    }

    fn facts(&self, fetched: &Fetched) -> ResponseFacts {
        let Fetched { response, redirects, .. } = fetched;
        let old = self.validators.iter().find(|(url, _)| url == response.url.as_str());
        ResponseFacts {
            url: response.url.clone(),
            validators: validators(response, old.map(|(_, validators)| validators)),
            freshness: freshness(&response.headers, self.now),
            is_moved: !redirects.is_empty() && redirects.iter().all(Redirect::is_permanent),
        }
    }

    /// Takes user and password out of the written address, or from the words of the line.
    fn credentials(&self, written: &Url) -> Result<Headers, Failure> {
        let user = self.subscription.user.clone().unwrap_or_else(|| decoded(written.username()));
        let password = match &self.subscription.password_command {
            Some(argv) => password_of(argv, self.is_wanted)?,
            None => decoded(written.password().unwrap_or_default()),
        };
        Ok(basic(&user, &password))
    }
}

/// Runs the program that prints the password. Its failure names nothing of the command, which may
/// be the password itself by mistake.
fn password_of(argv: &[String], is_wanted: &dyn Fn() -> bool) -> Result<String, Failure> {
    let printed =
        command::output(argv, Vec::new(), is_wanted).map_err(|failure| match failure.kind {
            FailureKind::Stopped => failure,
            _ => Failure::new(FailureKind::Program, "the program of `password-run` failed")
                .hint("run it by hand to see why"),
        })?;
    Ok(first_line(&printed))
}

/// Takes user and password out of an address.
pub(super) fn own_credentials(url: &Url) -> (Url, Headers) {
    let (user, password) = (decoded(url.username()), decoded(url.password().unwrap_or_default()));
    (without_credentials(url), basic(&user, &password))
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The header of Basic authentication (RFC 7617); none without user and password.
fn basic(user: &str, password: &str) -> Headers {
    if user.is_empty() && password.is_empty() {
        return Headers::default();
    }
    let token = BASE64_STANDARD.encode(format!("{user}:{password}"));
    Headers::default().with("Authorization", format!("Basic {token}"))
}

fn parsed(bytes: &[u8], url: &Url, charset: Option<&str>) -> Result<Feed, Failure> {
    feed::parse(bytes, &Context { url, charset }).map_err(|error| match error {
        ParseError::Empty => Failure::new(FailureKind::Content, "the response is empty"),
        ParseError::Page => {
            Failure::new(FailureKind::Content, "the address leads to a web page, not to a feed")
                .hint(
                    "look for the feed with `newswire feeds add`, or open the address in a browser",
                )
        }
        ParseError::NotFeed { why } => {
            Failure::new(FailureKind::Content, format!("the response is not a feed: {why}"))
        }
    })
}

/// The encoding that a server names.
pub(super) fn charset(response: &Response) -> Option<String> {
    let kind = response.headers.text("content-type")?.to_ascii_lowercase();
    let (_, after) = kind.split_once("charset=")?;
    let name: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
        .collect();
    (!name.is_empty()).then_some(name)
}

fn first_line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first example is that of RFC 7617, 2; the others end in each kind of padding.
    #[test]
    fn the_header_of_basic_authentication_is_encoded_as_in_the_rfc() {
        let cases = [
            ("Aladdin", "open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
            ("f", "o", "Basic Zjpv"),
            ("", "f", "Basic OmY="),
            ("fo", "o", "Basic Zm86bw=="),
        ];
        for (user, password, wanted) in cases {
            let headers = basic(user, password);
            assert_eq!(headers.text("Authorization").as_deref(), Some(wanted), "{user}");
        }
        assert_eq!(basic("", ""), Headers::default());
    }
}
