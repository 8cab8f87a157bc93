//! Pages that may name feeds.

use newswire::{SiteRule, feeds_of, site_rule, usual_addresses};
use url::Url;

use super::mutator::{Material, Numbers};
use super::{Target, assert_clean, fixtures};

const PIECES: &[&str] = &[
    "<link rel=alternate type=application/rss+xml href=",
    "<link rel='alternate feed' href='x'>",
    "<base href='",
    "<base href='mailto:x'>",
    "<a href='/feed'>",
    "</a>",
    "<a href=\"feed:https://f.example\">RSS",
    "<a href='//www.youtube.com/@x'>",
    "<a href='https://old.reddit.com/r//'>",
    "<a href='https://github.com/a/b/c/rss'>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<title>",
    "charset=iso-2022-jp ",
    "<meta charset='utf-16'>",
    " title=\"",
    " href='http://[::1'",
    " href='javascript:feed'",
    " href='?feed=rss2&format=rss'",
    "&amp;",
    "<",
    ">",
    "\"",
    "'",
    "=",
    "#",
    "%",
    "//",
    "../",
];

/// Addresses of pages; rules of large sites apply to most.
const PAGES: [&str; 12] = [
    "https://blog.example/a/b.html?c=d#e",
    "https://blog.example/",
    "http://user:word@blog.example:8080/a/",
    "https://www.youtube.com/@name",
    "https://www.youtube.com/playlist?list=",
    "https://old.reddit.com/r/rust/comments/1/x/",
    "https://github.com/a/b/releases",
    "https://social.example/@ada/1",
    "https://medium.com/@x/y",
    "https://x.substack.com/p/y",
    "https://bsky.app/profile/did:plc:x",
    "https://[::1]/%ff//..",
];

#[test]
fn feeds_of_pages_are_addresses_of_the_web_and_each_stands_once() {
    let material = Material { seeds: fixtures(&["pages"]), pieces: PIECES };
    Target { name: "page", material, inputs: 2_000, check }.run();
}

fn check(bytes: &[u8], numbers: &mut Numbers) {
    let url = Url::parse(numbers.one(&PAGES)).expect("an address");
    let found = feeds_of(bytes, &url);
    assert!(found.len() <= 50 && found.is_sorted_by_key(|candidate| candidate.reason));
    let mut addresses: Vec<&Url> = found.iter().map(|candidate| &candidate.url).collect();
    for candidate in &found {
        assert_clean("a title", candidate.title.as_deref().unwrap_or_default());
        assert_web(&candidate.url);
    }
    for url in addresses.iter().copied().chain([&url]) {
        usual_addresses(url).iter().for_each(assert_web);
        if let Some(SiteRule::Feeds(feeds)) = site_rule(url) {
            feeds.iter().map(|candidate| &candidate.url).for_each(assert_web);
        }
    }
    addresses.sort();
    addresses.dedup();
    assert_eq!(addresses.len(), found.len());
}

fn assert_web(url: &Url) {
    assert!(matches!(url.scheme(), "http" | "https") && url.has_host(), "{url}");
}
