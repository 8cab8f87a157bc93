//! Decides which links may be opened and when two links lead to the same page. Only absolute http
//! and https links ever reach a browser.

use thiserror::Error;
use url::Url;

use crate::text;

/// Maximum length of a link passed to a browser: process arguments are limited, and no real page
/// has a longer URL.
const MAX_LENGTH: usize = 16 * 1024;

/// Why a link cannot be opened.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum LinkError {
    /// The document has no link.
    #[error("no link in this document")]
    Missing,
    /// Another scheme, such as `javascript` or `file`.
    #[error("only http and https links are opened, this one is {0}:")]
    Scheme(String),
    /// Not an absolute URL.
    #[error("not a complete link: {0}")]
    Malformed(String),
    /// Too long for a process argument.
    #[error("the link is too long to open ({0} bytes)")]
    TooLong(usize),
}

/// Returns the link as passed to a browser: ASCII, percent-encoded, beginning with `http`, so that
/// it cannot be an option or contain control characters.
///
/// # Errors
/// If the link is missing, relative, not http(s), or too long.
pub fn openable(link: Option<&str>) -> Result<Url, LinkError> {
    let link = link.map(str::trim).filter(|link| !link.is_empty()).ok_or(LinkError::Missing)?;
    if link.len() > MAX_LENGTH {
        return Err(LinkError::TooLong(link.len()));
    }
    let url = Url::parse(link).map_err(|error| LinkError::Malformed(error.to_string()))?;
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(url),
        "http" | "https" => Err(LinkError::Malformed("it names no host".to_owned())),
        other => Err(LinkError::Scheme(other.to_owned())),
    }
}

/// Whether a link of a text names neither a scheme nor a server: it leads to a place near its
/// document.
#[must_use]
pub(crate) fn is_relative(link: &str) -> bool {
    let link = link.trim();
    let before = link.split(['/', '?', '#']).next().unwrap_or_default();
    !before.contains(':') && !link.starts_with("//") && !has_bare_host(link)
}

/// Whether the author has left out the scheme.
fn has_bare_host(link: &str) -> bool {
    link.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

/// Returns the address that a link of a text leads to, as passed to a browser; a relative link
/// follows from the address of its page.
///
/// # Errors
/// If the address cannot be opened, or there is none.
pub(crate) fn resolved(link: &str, page: Option<&Url>) -> Result<Url, LinkError> {
    let link = link.trim();
    let whole = match page {
        _ if has_bare_host(link) => format!("https://{link}"),
        None if link.starts_with("//") => format!("https:{link}"),
        Some(page) if is_relative(link) || link.starts_with("//") => match page.join(link) {
            Ok(url) => url.into(),
            Err(error) => return Err(LinkError::Malformed(error.to_string())),
        },
        _ => link.to_owned(),
    };
    openable(Some(&whole))
}

/// Returns the key of a page: lower-case host without `www.`, port, path without a trailing slash,
/// and query without `utm_…`; no scheme and no fragment. `None` if the link cannot be opened.
#[must_use]
pub fn canonical(link: &str) -> Option<String> {
    let url = openable(Some(link)).ok()?;
    let mut key = bare_host(&url)?.to_owned();
    if let Some(port) = url.port() {
        key.push(':');
        key.push_str(&port.to_string());
    }
    key.push_str(url.path().trim_end_matches('/'));
    let kept: Vec<&str> = url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.to_ascii_lowercase().starts_with("utm_"))
        .collect();
    if !kept.is_empty() {
        key.push('?');
        key.push_str(&kept.join("&"));
    }
    Some(key)
}

/// A page as a 64-bit fingerprint of its key, which is stored between sessions. Collisions are
/// about as unlikely as two equal lottery draws in a row; they would only make two pages count as
/// one report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Page(u64);

impl Page {
    /// Returns the page of a key made by [`canonical`].
    #[must_use]
    pub fn of_key(key: &str) -> Self {
        Self(text::fingerprint([key.as_bytes()]))
    }

    /// Returns the page as a number, for storage.
    pub(crate) fn number(self) -> u64 {
        self.0
    }

    /// Restores a page from a number returned by [`Page::number`].
    pub(crate) fn of_number(number: u64) -> Self {
        Self(number)
    }

    /// Returns the page that a link leads to; `None` if the link cannot be opened.
    #[must_use]
    pub fn of_link(link: &str) -> Option<Self> {
        canonical(link).as_deref().map(Self::of_key)
    }
}

/// Returns the lower-case host of a link without `www.`.
#[must_use]
pub fn host(link: &str) -> Option<String> {
    let url = openable(Some(link)).ok()?;
    bare_host(&url).map(str::to_owned)
}

fn bare_host(url: &Url) -> Option<&str> {
    let host = url.host_str()?;
    // Strips repeated prefixes, so that the key of a key is the key itself.
    Some(host.trim_start_matches("www.")).filter(|bare| !bare.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_key() {
        let key = canonical("https://www.Example.org/a/b/?utm_source=x&id=7#top");
        assert_eq!(key.as_deref(), Some("example.org/a/b?id=7"));
        assert_eq!(canonical("http://example.org/a/b?id=7"), key);
        assert_ne!(canonical("http://example.org/a/c?id=7"), key);
        assert_eq!(canonical("https://example.org"), canonical("http://www.example.org/"));
    }

    #[test]
    fn only_web_links_open() {
        for bad in ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "mailto:a@b.c"]
        {
            assert!(matches!(openable(Some(bad)), Err(LinkError::Scheme(_))), "{bad}");
        }
        for bad in ["/relative", "-flag", "example.org/x", "http://", "https://[", "a b"] {
            assert!(matches!(openable(Some(bad)), Err(LinkError::Malformed(_))), "{bad}");
        }
        assert_eq!(openable(None), Err(LinkError::Missing));
        assert_eq!(openable(Some("  ")), Err(LinkError::Missing));
    }

    #[test]
    fn a_link_of_a_text_follows_from_its_page() {
        let page = Url::parse("https://e.org/blog/a.html").expect("an address");
        let from = |link: &str| resolved(link, Some(&page)).map(String::from);
        for (link, expected) in [
            ("b.html#c", "https://e.org/blog/b.html#c"),
            ("/about", "https://e.org/about"),
            ("../x?y=z:1", "https://e.org/x?y=z:1"),
            ("#part", "https://e.org/blog/a.html#part"),
            ("//cdn.org/x", "https://cdn.org/x"),
            ("www.f.org/x", "https://www.f.org/x"),
            ("http://g.org", "http://g.org/"),
        ] {
            assert_eq!(from(link).as_deref(), Ok(expected), "{link}");
        }
        assert_eq!(from("mailto:a@b.c"), Err(LinkError::Scheme("mailto".to_owned())));
        let alone = resolved("//cdn.org/x", None).map(String::from);
        assert_eq!(alone.as_deref(), Ok("https://cdn.org/x"));
        assert!(matches!(resolved("b.html", None), Err(LinkError::Malformed(_))));
        let relative = ["b.html", "/about", "#c", "?d", "a/b:c"].map(is_relative);
        assert_eq!(relative, [true; 5]);
        let whole = ["http://e.org", "mailto:a@b.c", "//cdn.org/x", "www.f.org"].map(is_relative);
        assert_eq!(whole, [false; 4]);
    }

    #[test]
    fn what_is_opened_is_plain_ascii() {
        let url = openable(Some("https://例え.jp/ö \"x\"?q=$(id)&r='`;\u{1b}[m")).expect("opens");
        let text = url.as_str();
        assert!(text.starts_with("https://xn--"), "{text}");
        assert!(text.bytes().all(|b| b.is_ascii_graphic()), "{text}");
        assert!(!text.contains('"'), "{text}");
    }
}
