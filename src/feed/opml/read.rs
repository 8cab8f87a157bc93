//! Reads lists of feeds.

use rustc_hash::FxHashMap;

use super::super::encoding::decode;
use super::super::xml::{Reader, Tag, Token};
use super::mend::mended;
use super::{MAX_DEPTH, NoOpml, Opml, OpmlFeed};
use crate::article::canonical;
use crate::text;

/// Longest tag in characters, which may be the path of a folder. One limit for both, since an export
/// writes some paths as one name.
const LONGEST: usize = 1_000;
/// Tags of a feed beyond this many are left out.
const MOST_TAGS: usize = 200;

/// Parses a list of feeds of any encoding, damaged or not.
///
/// # Errors
/// If it has neither an `opml` element nor an `outline`.
pub fn parse_opml(bytes: &[u8]) -> Result<Opml, NoOpml> {
    let source = decode(bytes, None);
    let source = mended(&source);
    let mut reader = Reader::new(&source);
    let mut list = List::default();
    // The name that each open element adds to the path.
    let mut open: Vec<Option<String>> = Vec::new();
    let mut is_opml = false;
    while let Some(token) = reader.next() {
        match token {
            Token::Open(tag, name) => {
                let is_outline = name.is("outline");
                is_opml |= is_outline || name.is("opml");
                open.push(if is_outline { list.take(tag, &open) } else { None });
            }
            Token::Close => drop(open.pop()),
            Token::Text(_) => {}
        }
    }
    if is_opml { Ok(list.opml) } else { Err(NoOpml) }
}

#[derive(Default)]
struct List {
    opml: Opml,
    /// Index of each feed by its address.
    places: FxHashMap<String, usize>,
}

impl List {
    /// Reads an outline; returns its name if it is a folder.
    fn take(&mut self, tag: Tag<'_>, open: &[Option<String>]) -> Option<String> {
        let attribute = |name: &str| tag.attribute(name).filter(|value| !value.is_empty());
        let kind = attribute("type").unwrap_or_default().to_ascii_lowercase();
        let is_feed = matches!(kind.as_str(), "rss" | "atom" | "feed" | "rdf" | "json");
        let url = attribute("xmlUrl").or_else(|| attribute("url").filter(|_| is_feed));
        let title = attribute("title").or_else(|| attribute("text"));
        let title = title.map(|title| words(&title)).filter(|title| !title.is_empty());
        let Some(url) = url else {
            let is_entry = is_feed || kind == "link" || attribute("htmlUrl").is_some();
            self.opml.without_address += usize::from(is_entry);
            return title.filter(|_| !is_entry).map(|name| shortened(&name));
        };
        let mut tags: Vec<String> = path(open).into_iter().collect();
        tags.extend(categories(&attribute("category").unwrap_or_default()));
        let title =
            title.filter(|title| *title != words(&url) && *title != text::line(&url).trim());
        self.add(OpmlFeed { url, title, site: attribute("htmlUrl"), tags });
        None
    }

    fn add(&mut self, mut feed: OpmlFeed) {
        let mut tags = std::mem::take(&mut feed.tags);
        let key = canonical(&feed.url).unwrap_or_else(|| feed.url.clone());
        let place = *self.places.entry(key).or_insert(self.opml.feeds.len());
        if place == self.opml.feeds.len() {
            self.opml.feeds.push(feed);
        } else {
            self.opml.repeated += 1;
        }
        if let Some(known) = self.opml.feeds.get_mut(place) {
            tags.retain(|tag| !known.tags.contains(tag) && known.tags.len() < MOST_TAGS);
            for tag in tags {
                if !known.tags.contains(&tag) {
                    known.tags.push(tag);
                }
            }
        }
    }
}

/// Returns the path of the open folders.
fn path(open: &[Option<String>]) -> Option<String> {
    let names: Vec<&str> = open.iter().flatten().map(String::as_str).take(MAX_DEPTH).collect();
    (!names.is_empty()).then(|| shortened(&names.join("/")))
}

/// Returns the beginning of a clean name.
fn shortened(name: &str) -> String {
    let end = name.char_indices().nth(LONGEST).map_or(name.len(), |(end, _)| end);
    text::line(name.get(..end).unwrap_or(name)).trim().to_owned()
}

/// Decodes twice, because exports of titles are often encoded once too often.
fn words(value: &str) -> String {
    text::line(&text::decode_entities(value)).trim().to_owned()
}

/// Reads `a,/b/c`; commas of names are written `%2C`.
fn categories(value: &str) -> impl Iterator<Item = String> {
    let names = value.split(',').map(|name| {
        let name = name.trim();
        let name = name.strip_prefix('/').unwrap_or(name);
        shortened(&words(&name.replace("%2C", ",").replace("%25", "%")))
    });
    names.filter(|name| !name.is_empty())
}
