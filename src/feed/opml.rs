//! Lists of feeds as OPML (<http://opml.org/spec2.opml>): read as leniently as feeds, and written so
//! that reading gives the same. Folders are tags, with `/` between the names of nested ones.

mod mend;
mod read;
mod write;

use thiserror::Error;

pub use read::parse_opml;
pub use write::write_opml;

/// Deepest nesting of folders; deeper ones count as their parent.
const MAX_DEPTH: usize = 16;

/// A parsed list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opml {
    /// The feeds in the order of the list, each once, with the tags of all its folders.
    pub feeds: Vec<OpmlFeed>,
    /// Number of entries that look like feeds and have no address.
    pub without_address: usize,
    /// Number of entries that repeat a feed.
    pub repeated: usize,
}

/// A feed of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpmlFeed {
    /// The address as written.
    pub url: String,
    /// The title, clean; `None` if it only repeats the address.
    pub title: Option<String>,
    /// Page of the site, as written.
    pub site: Option<String>,
    /// Path of its folder, then its categories, clean.
    pub tags: Vec<String>,
}

/// The file is not OPML.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("it has no outline element, so it is not OPML")]
pub struct NoOpml;

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(url: &str, title: Option<&str>, tags: &[&str]) -> OpmlFeed {
        OpmlFeed {
            url: url.to_owned(),
            title: title.map(str::to_owned),
            site: None,
            tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
        }
    }

    #[test]
    fn lists_are_read_as_people_share_them() {
        let list = "\u{feff}<?xml version='1.0' encoding='latin1'?><OPML version=1.0><head>\
            <title>x</title></head><body>\n<outline text='News &amp; more'>\n\
            <outline TEXT=\"R&D\" xmlurl=\"https://e.org/f?a=1&b=2\" type=rss>\n\
            <outline title='T' text='x' XMLURL=' https://t.org/ '/></outline>\
            <outline text='Deep'><outline xmlUrl='https://d.org/'/></outline>\
            </outline><outline type='rss' text='no address'/>\
            <outline text='e' xmlUrl='http://www.e.org/f?a=1&amp;b=2' category='/x/y,z'/></body>";
        let opml = parse_opml(list.as_bytes()).expect("a list");
        assert_eq!(
            opml.feeds,
            [
                feed("https://e.org/f?a=1&b=2", Some("R&D"), &["News & more", "x/y", "z"]),
                feed("https://t.org/", Some("T"), &["News & more"]),
                feed("https://d.org/", None, &["News & more/Deep"]),
            ]
        );
        assert_eq!((opml.without_address, opml.repeated), (1, 1));
        assert_eq!(parse_opml(b"<html><body>no"), Err(NoOpml));
        assert_eq!(parse_opml(b""), Err(NoOpml));
    }

    #[test]
    fn an_export_is_read_back_as_it_was() {
        let feeds = [
            feed("https://a.org/?x=1&y=2", Some("A \"quoted\" <title> & more"), &["news", "b, c"]),
            feed("https://b.org/", None, &["tech/rust", "100%", "/odd", "a%2Cb"]),
            feed("https://c.org/", Some("Literal &amp; and &lt;b&gt;"), &["tech/go"]),
            feed("https://d.org/", Some("日本"), &["a//b"]),
            feed("https://e.org/", None, &["/x", "&amp;"]),
            feed("https://f.org/", Some("none"), &[]),
        ];
        let opml = parse_opml(write_opml(&feeds).as_bytes()).expect("a list");
        assert_eq!(opml.feeds, feeds);
        assert_eq!(opml.repeated, 0);
    }

    /// A feed without a title came back with its address as one, if that holds references.
    #[test]
    fn a_feed_without_a_title_has_none_after_an_export() {
        let feeds = [feed("https://a.org/?x=1&amp;y=2", None, &[])];
        assert_eq!(parse_opml(write_opml(&feeds).as_bytes()).expect("a list").feeds, feeds);
    }

    /// A name lost the wide blanks at its ends in an export.
    #[test]
    fn names_have_no_blanks_of_any_kind_at_their_ends() {
        let list = "<outline text='&amp;nbsp;a' xmlUrl='https://a.org/' category='b&amp;nbsp;,\u{3000}c'/>";
        let first = parse_opml(list.as_bytes()).expect("a list");
        assert_eq!(first.feeds, [feed("https://a.org/", Some("a"), &["b", "c"])]);
    }

    /// A folder with a long name that holds `//` lost its inner folder in an export.
    #[test]
    fn long_paths_are_read_back_as_they_were() {
        let name = "https://e.org/ ".repeat(20);
        let list = format!(
            "<outline text='{name}'><outline text='{name}'><outline xmlUrl='https://a.org/' \
             category='{}'/></outline></outline>",
            "x ".repeat(2_000)
        );
        let first = parse_opml(list.as_bytes()).expect("a list");
        assert!(first.feeds[0].tags[0].chars().count() > 500);
        assert_eq!(parse_opml(write_opml(&first.feeds).as_bytes()), Ok(first));
    }

    #[test]
    fn feeds_of_one_folder_stand_together() {
        let feeds = [
            feed("https://a.org/", None, &["x"]),
            feed("https://b.org/", None, &["y"]),
            feed("https://c.org/", None, &["x"]),
        ];
        let opml = parse_opml(write_opml(&feeds).as_bytes()).expect("a list");
        let urls: Vec<&str> = opml.feeds.iter().map(|feed| feed.url.as_str()).collect();
        assert_eq!(urls, ["https://a.org/", "https://c.org/", "https://b.org/"]);
    }

    #[test]
    fn hostile_lists_are_read_in_linear_time() {
        let folder = format!("<outline text='{}'>", "x".repeat(50));
        let deep = folder.repeat(20_000) + "<outline xmlUrl='https://e.org/'/>";
        let feed = |n: usize| format!("<outline xmlUrl='https://e.org/{n}'/>");
        let feeds: Vec<String> = (0..20_000).map(feed).collect();
        let wide = folder.repeat(100) + &feeds.concat();
        assert!(parse_opml(deep.as_bytes()).is_ok());
        let opml = parse_opml(wide.as_bytes()).expect("a list");
        assert_eq!(opml.feeds.len(), 20_000);
        assert_eq!(write_opml(&opml.feeds).matches("xmlUrl").count(), 20_000);
    }
}
