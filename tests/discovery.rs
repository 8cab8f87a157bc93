//! Feeds of pages: pages that name their feed in every way.

#![expect(clippy::print_stdout, reason = "says what is skipped")]

use std::fs;
use std::path::Path;

use newswire::{Reason, SiteRule, feeds_of, site_rule, usual_addresses};
use url::Url;

const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/discovery");

#[test]
fn the_feed_of_every_test_page_is_found() {
    if !Path::new(PAGES).exists() {
        println!("skipped: no pages in {PAGES}");
        return;
    }
    let mut missed = Vec::new();
    for number in 1..=57 {
        let name = format!("html4-{number:03}");
        let page = fs::read(Path::new(PAGES).join(format!("{name}.html"))).expect("a page");
        let url = format!("http://example.org/tests/client/autodiscovery/{name}.html");
        let found = feeds_of(&page, &Url::parse(&url).expect("a URL"));
        let addresses: Vec<&str> = found.iter().map(|it| it.url.as_str()).collect();
        let is_right = addresses.len() == 1
            && addresses.iter().all(|it| it.ends_with(&format!("/autodiscovery/{name}.xml")));
        if !is_right {
            missed.push(format!("{name}: {addresses:?}"));
        }
    }
    assert!(missed.len() <= 2, "{missed:#?}");
}

#[test]
fn a_site_without_a_declared_feed_is_tried_by_its_rule_or_the_usual_addresses() {
    let url = Url::parse("https://social.example/@ada").expect("a URL");
    let Some(SiteRule::Feeds(found)) = site_rule(&url) else { panic!("a rule for profiles") };
    assert_eq!(found[0].url.as_str(), "https://social.example/@ada.rss");
    assert_eq!(found[0].reason, Reason::Rule);
    let blog = Url::parse("https://blog.example/").expect("a URL");
    assert_eq!(site_rule(&blog), None);
    assert_eq!(usual_addresses(&blog)[0].as_str(), "https://blog.example/feed");
}
