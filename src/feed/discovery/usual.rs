//! The addresses that most programs use for their feeds.

use url::Url;

/// Names that are tried, the most usual first.
const NAMES: [&str; 10] = [
    "feed",
    "rss.xml",
    "atom.xml",
    "index.xml",
    "feed.xml",
    "rss",
    "feed.json",
    "feed.atom",
    "atom",
    "index.rdf",
];

/// Returns addresses to try where a page names no feed: the most usual first, each
/// beside the page and at the site's root.
#[must_use]
pub fn usual_addresses(url: &Url) -> Vec<Url> {
    let mut addresses = Vec::new();
    let path = url.path().trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default();
    // A file has an extension; anything else may be the start of a blog.
    let folder = if last.contains('.') { path.strip_suffix(last).unwrap_or("/") } else { path };
    for name in NAMES {
        for folder in [folder.trim_end_matches('/'), ""] {
            let mut address = url.clone();
            address.set_query(None);
            address.set_fragment(None);
            address.set_path(&format!("{folder}/{name}"));
            if !addresses.contains(&address) {
                addresses.push(address);
            }
        }
    }
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stand_beside_the_page_and_at_the_root() {
        let tried = |url: &str| usual_addresses(&Url::parse(url).expect("a URL"));
        let blog = tried("https://e.org/blog/?page=2#top");
        assert_eq!(blog[0].as_str(), "https://e.org/blog/feed");
        assert_eq!(blog[1].as_str(), "https://e.org/feed");
        assert_eq!(tried("https://e.org/a/index.html")[0].as_str(), "https://e.org/a/feed");
        assert_eq!(tried("https://e.org/").len(), NAMES.len());
    }
}
