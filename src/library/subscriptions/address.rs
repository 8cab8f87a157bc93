//! Addresses of feeds: which are accepted, and when two mean the same feed.

use url::{Host, Url};

use crate::article::LinkError;
use crate::article::{canonical, openable};
use crate::text;

/// Returns an address with its scheme, otherwise as written: `https` is assumed, and `feed:` is
/// what some browsers wrote.
///
/// # Errors
/// If it is not an address: a sentence, and a hint.
pub(crate) fn complete(written: &str) -> Result<String, (String, String)> {
    let written = written.trim();
    // Quotes delimit words in the file of feeds, and nobody sees what else is in such an address.
    if written.contains('"') || text::line(written) != written {
        return Err(refusal(&LinkError::Missing));
    }
    let bare = match written.split_at_checked("feed:".len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("feed:") => {
            rest.trim_start_matches('/')
        }
        _ => written,
    };
    if let Some(assumed) = without_scheme(bare) {
        return Ok(assumed);
    }
    match openable(Some(bare)) {
        Ok(_) => Ok(bare.to_owned()),
        Err(error) => Err(refusal(&error)),
    }
}

fn refusal(error: &LinkError) -> (String, String) {
    let what = match error {
        LinkError::Scheme(scheme) => format!("{scheme}: is not an address of a feed"),
        LinkError::TooLong(bytes) => format!("the address is too long ({bytes} bytes)"),
        LinkError::Missing | LinkError::Malformed(_) => "this is not an address".to_owned(),
    };
    (what, "write one that begins with https:// or http://".to_owned())
}

/// Completes `example.org/feed`; `None` if the word has a scheme or names no host.
fn without_scheme(word: &str) -> Option<String> {
    let place = word.split(['/', '?', '#']).next().unwrap_or_default();
    if word.contains("://") && place.ends_with(':') || place.contains('@') || place.is_empty() {
        return None;
    }
    let assumed = format!("https://{word}");
    let url = openable(Some(&assumed)).ok()?;
    let is_host = match url.host()? {
        Host::Domain(name) => name == "localhost" || name.trim_matches('.').contains('.'),
        // A number alone is read as an address of four bytes.
        Host::Ipv4(_) => place.contains('.'),
        Host::Ipv6(_) => true,
    };
    is_host.then_some(assumed)
}

/// Returns the key of a feed, equal for all spellings: without scheme, `www.`, trailing slash and
/// password, but with the user, because servers give each user a feed of his own.
pub(super) fn key(address: &str) -> String {
    let user = Url::parse(address).ok().map(|url| url.username().to_owned()).unwrap_or_default();
    let key = place_key(address);
    if user.is_empty() { key } else { format!("{user}@{key}") }
}

/// Returns the key of an address without its user.
pub(super) fn place_key(address: &str) -> String {
    canonical(address).unwrap_or_else(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_completed_or_refused() {
        let cases = [
            ("https://e.org/feed", Some("https://e.org/feed")),
            ("HTTP://e.org", Some("HTTP://e.org")),
            ("e.org/feed", Some("https://e.org/feed")),
            ("e.org:8080/feed?to=http://a.b", Some("https://e.org:8080/feed?to=http://a.b")),
            ("localhost:8080/feed", Some("https://localhost:8080/feed")),
            ("192.168.1.2/rss", Some("https://192.168.1.2/rss")),
            ("feed://e.org/rss", Some("https://e.org/rss")),
            ("feed:https://e.org/rss", Some("https://e.org/rss")),
            ("http://ada:secret@e.org/", Some("http://ada:secret@e.org/")),
            ("rust", None),
            ("42", None),
            ("file:///etc/passwd", None),
            ("javascript:alert(1)", None),
            ("mailto:a@b.c", None),
            ("http://", None),
            ("", None),
        ];
        for (written, completed) in cases {
            assert_eq!(complete(written).ok().as_deref(), completed, "{written}");
        }
    }

    #[test]
    fn one_feed_has_one_key() {
        let same = ["https://www.E.org/feed/", "http://e.org/feed", "https://e.org:443/feed"];
        for address in same {
            assert_eq!(key(address), "e.org/feed", "{address}");
        }
        assert_eq!(key("https://ada:x@e.org/feed"), key("https://ada:y@e.org/feed"));
        assert_ne!(key("https://ada:x@e.org/feed"), key("https://bob:x@e.org/feed"));
        assert_ne!(key("https://e.org/feed?a=1"), key("https://e.org/feed?a=2"));
    }
}
