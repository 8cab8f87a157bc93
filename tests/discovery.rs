//! Feeds of pages: pages that name their feed in every way.

use std::fs;
use std::path::Path;

use newswire::feeds_of;
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
    println!("{} of 57 pages", 57 - missed.len());
    assert!(missed.len() <= 2, "{missed:#?}");
}
