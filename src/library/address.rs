//! Addresses of feeds: their identity, and their server.

use url::Url;

use crate::article::canonical;
use crate::text;

/// Returns the identity of a feed, under which its state is stored. The same for `http` and
/// `https`, with and without `www.`, and whatever the password is.
pub(super) fn identity(address: &str) -> u64 {
    let user = Url::parse(address).map(|url| url.username().to_owned()).unwrap_or_default();
    match canonical(address) {
        Some(canonical) => text::fingerprint([user.as_bytes(), canonical.as_bytes()]),
        None => text::fingerprint([address.as_bytes()]),
    }
}

/// Returns the name under which requests to a server are spaced out. Reddit counts all of its
/// servers as one.
pub(super) fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    if host.ends_with(".reddit.com") { "reddit.com".to_owned() } else { host.to_owned() }
}

/// Returns an address without user and password.
pub(super) fn without_credentials(url: &Url) -> Url {
    let mut url = url.clone();
    // Both fail only for addresses without a host.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// Returns an address that was found with the user and the password of the typed one, if both are
/// on the same server.
pub(crate) fn with_user_of(typed: &str, found: &str) -> String {
    let (Ok(typed), Ok(mut url)) = (Url::parse(typed), Url::parse(found)) else {
        return found.to_owned();
    };
    if typed.username().is_empty() && typed.password().is_none() || typed.origin() != url.origin() {
        return found.to_owned();
    }
    // Both fail only for addresses without a host.
    let _ = url.set_username(typed.username());
    let _ = url.set_password(typed.password());
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_stays_with_its_server() {
        let typed = "https://ada:secret@e.org/";
        assert_eq!(with_user_of(typed, "https://e.org/feed"), "https://ada:secret@e.org/feed");
        assert_eq!(with_user_of(typed, "https://cdn.org/feed"), "https://cdn.org/feed");
        assert_eq!(with_user_of("https://e.org/", "https://e.org/feed"), "https://e.org/feed");
    }

    #[test]
    fn the_password_and_the_scheme_do_not_make_another_feed() {
        let feed = identity("https://example.org/feed/");
        assert_eq!(identity("http://www.example.org/feed"), feed);
        assert_eq!(identity("https://a:1@b.org/f"), identity("https://a:2@b.org/f"));
        assert_ne!(identity("https://a:1@b.org/f"), identity("https://c:1@b.org/f"));
        assert_ne!(identity("exec:a"), identity("exec:b"));
    }
}
