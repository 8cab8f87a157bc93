//! The feeds that a page links to.

use rustc_hash::FxHashSet;
use url::Url;

use super::super::encoding::decode;
use super::{Candidate, Reason};
use crate::markup::{PageTag, tags};
use crate::text;

/// Bytes of a page that are read.
const MAX_BYTES: usize = 3 << 20;
/// Most candidates of a page.
const MAX_CANDIDATES: usize = 50;
/// Characters of a link's text that are read.
const MAX_LINK_WORDS: usize = 200;
/// Media types of feeds. Others, such as plain XML, are feeds only if the address looks like one.
const TYPES: [&str; 10] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/x.atom+xml",
    "application/x-rss+xml",
    "application/x-atom+xml",
    "application/rss",
    "application/atom",
    "text/rss+xml",
];
/// Media types that hold feeds and much else.
const VAGUE_TYPES: [&str; 5] = ["", "text/xml", "application/xml", "application/json", "text/rdf"];
/// Last parts of addresses of feeds.
const FILES: [&str; 14] = [
    "feed",
    "feeds",
    "rss",
    "atom",
    "rss2",
    "rdf",
    "feed.json",
    "index.xml",
    "feed.xml",
    "rss.xml",
    "atom.xml",
    "index.rdf",
    "rss.php",
    "rss.aspx",
];
/// Words of links to feeds.
const WORDS: [&str; 7] = ["rss", "atom", "feed", "rss feed", "atom feed", "json feed", "xml feed"];

/// Returns the feeds that a page at `url` links to, the best first, each once.
#[must_use]
pub fn feeds_of(page: &[u8], url: &Url) -> Vec<Candidate> {
    let page = page.get(..MAX_BYTES).unwrap_or(page);
    let charset = charset(page);
    let page = decode(page, charset.as_deref());
    let mut found = PageScan::new(url);
    found.read(&page);
    found.candidates.sort_by_key(|candidate| candidate.reason);
    found.candidates.truncate(MAX_CANDIDATES);
    found.candidates
}

/// Returns the encoding that the head of a page declares.
fn charset(page: &[u8]) -> Option<String> {
    let head = page.get(..page.len().min(2_048))?.to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=")?;
    let rest = head.get(at + b"charset=".len()..)?;
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or(rest.strip_prefix(b"'")).unwrap_or(rest);
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
    let name: Vec<u8> = rest.iter().copied().take_while(is_name).collect();
    String::from_utf8(name).ok().filter(|name| !name.is_empty())
}

struct PageScan {
    page: Url,
    base: Url,
    seen: FxHashSet<Url>,
    candidates: Vec<Candidate>,
}

impl PageScan {
    fn new(page: &Url) -> Self {
        let (page, base) = (page.clone(), page.clone());
        Self { page, base, seen: FxHashSet::default(), candidates: Vec::new() }
    }

    fn read(&mut self, page: &str) {
        // The open link, with the words inside.
        let mut link: Option<(PageTag<'_>, String)> = None;
        let mut has_base = false;
        for tag in tags(page) {
            if let Some((_, words)) = &mut link
                && words.len() < MAX_LINK_WORDS
            {
                words.extend(tag.text.chars().take(MAX_LINK_WORDS));
            }
            match (tag.name.as_str(), tag.closes) {
                ("base", false) if !has_base => {
                    has_base = tag.attribute("href").is_some_and(|base| self.rebase(&base));
                }
                ("link", false) => self.declared(&tag),
                ("a", closes) => {
                    link.take().inspect(|(tag, words)| self.linked(tag, words));
                    link = (!closes).then(|| (tag, String::new()));
                }
                _ => {}
            }
        }
        link.inspect(|(tag, words)| self.linked(tag, words));
    }

    fn rebase(&mut self, base: &str) -> bool {
        let base = self.page.join(base.trim()).ok().filter(|base| !base.cannot_be_a_base());
        base.map(|base| self.base = base).is_some()
    }

    /// Reads a `link` element.
    fn declared(&mut self, tag: &PageTag<'_>) {
        let rel = tag.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        let has = |word: &str| rel.split_ascii_whitespace().any(|own| own == word);
        if !(has("alternate") || has("feed")) || has("stylesheet") {
            return;
        }
        let Some(url) = self.address(tag) else { return };
        let kind = kind(tag);
        let is_vague = VAGUE_TYPES.contains(&kind.as_str());
        // Translations and print versions of the page are alternates of no type.
        let is_feed =
            TYPES.contains(&kind.as_str()) || is_vague && (has("feed") || looks_like_feed(&url));
        if is_feed {
            let title = tag.attribute("title").map(|title| words(&title));
            self.add(url, title.unwrap_or_default(), Reason::Declared);
        }
    }

    /// Reads an `a` element with its text.
    fn linked(&mut self, tag: &PageTag<'_>, inside: &str) {
        let Some(url) = self.address(tag) else { return };
        let inside = words(inside);
        let rel = tag.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        let is_feed = TYPES.contains(&kind(tag).as_str())
            || looks_like_feed(&url)
            || rel.split_ascii_whitespace().any(|own| own == "feed")
            || WORDS.contains(&inside.to_lowercase().as_str()) && may_be_feed(&url);
        if is_feed {
            let title = tag.attribute("title").map(|title| words(&title));
            let title = title.filter(|title| !title.is_empty()).unwrap_or(inside);
            self.add(url, title, Reason::Linked);
        }
    }

    fn address(&self, tag: &PageTag<'_>) -> Option<Url> {
        let written = tag.attribute("href")?;
        let written = written.trim();
        let written = match written.strip_prefix("feed:") {
            Some(rest) if rest.starts_with("http") => rest.to_owned(),
            Some(rest) => format!("http:{rest}"),
            None => written.to_owned(),
        };
        let mut url = self.base.join(&written).ok()?;
        url.set_fragment(None);
        let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
        (is_web && !written.is_empty()).then_some(url)
    }

    fn add(&mut self, url: Url, title: String, reason: Reason) {
        if self.candidates.len() >= MAX_CANDIDATES * 4 || !self.seen.insert(url.clone()) {
            return;
        }
        let is_of_comments = title.to_lowercase().contains("comment")
            || url.path().to_lowercase().contains("comments");
        let reason = if is_of_comments { Reason::Comments } else { reason };
        self.candidates.push(Candidate {
            url,
            title: Some(title).filter(|it| !it.is_empty()),
            reason,
        });
    }
}

fn words(text: &str) -> String {
    text::line(&text::decode_entities(text)).into_owned()
}

/// Returns the media type without its parameters.
fn kind(tag: &PageTag<'_>) -> String {
    let kind = tag.attribute("type").unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether the path or the query is typical of feeds.
fn looks_like_feed(url: &Url) -> bool {
    if !may_be_feed(url) {
        return false;
    }
    let path = url.path().trim_end_matches('/').to_ascii_lowercase();
    let file = path.rsplit('/').next().unwrap_or_default();
    let has_ending = [".rss", ".atom", ".rdf"].iter().any(|ending| file.ends_with(ending));
    let stem = file.strip_suffix(".xml").unwrap_or_default();
    let is_named = ["rss", "feed", "atom"].iter().any(|it| stem.contains(it));
    let asks_for_feed = url.query_pairs().any(|(name, value)| match name.as_ref() {
        "feed" => matches!(value.as_ref(), "rss2" | "rss" | "atom" | "rdf" | "json"),
        "format" | "type" | "output" | "alt" => matches!(value.as_ref(), "rss" | "atom" | "feed"),
        _ => false,
    });
    FILES.contains(&file) || has_ending || is_named || asks_for_feed
}

/// Whether the address does not rule out a feed.
fn may_be_feed(url: &Url) -> bool {
    let path = url.path().to_ascii_lowercase();
    let others = ["sitemap", "opml", "oembed", "wlwmanifest", "xmlrpc", "opensearch"];
    let endings = [".png", ".svg", ".jpg", ".gif", ".ico", ".pdf", ".css", ".js", ".mp3", ".zip"];
    !others.iter().any(|other| path.contains(other))
        && !endings.iter().any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str) -> Vec<(String, Reason)> {
        let url = Url::parse("https://e.org/blog/post.html").expect("a URL");
        let found = feeds_of(page.as_bytes(), &url);
        found.into_iter().map(|it| (it.url.to_string(), it.reason)).collect()
    }

    #[test]
    fn declared_feeds_come_first_and_comments_last() {
        let page = "<head><base href='/'><link rel=stylesheet href=x.css>\
            <link rel=alternate hreflang=de href='/de/'>\
            <link rel='alternate' type='application/json+oembed' href='/oembed?url=x'>\
            <link rel=alternate type=application/rss+xml title='Comments Feed' href=comments/feed/>\
            <LINK REL='Alternate' TYPE='Application/Atom+XML; charset=utf-8' HREF='atom.xml'></head>\
            <a href='rss'>RSS</a> <a href='/news.html'>News</a> <a href='/x'>Atom feed</a>\
            <a href=atom.xml>Atom</a> <a href='/feed.png'>RSS</a> <a href='/sitemap.xml'>Feed</a>\
            <a href='javascript:feed'>Feed</a> <a href='/topic/?feed=rss2'><b>Topic</b></a>";
        assert_eq!(
            found(page),
            [
                ("https://e.org/atom.xml".to_owned(), Reason::Declared),
                ("https://e.org/rss".to_owned(), Reason::Linked),
                ("https://e.org/x".to_owned(), Reason::Linked),
                ("https://e.org/topic/?feed=rss2".to_owned(), Reason::Linked),
                ("https://e.org/comments/feed/".to_owned(), Reason::Comments),
            ]
        );
    }

    #[test]
    fn a_title_is_read_in_the_encoding_of_the_page() {
        let page = b"<meta charset=windows-1251><link rel=alternate type=application/rss+xml \
            href=/rss title='\xcd\xee\xe2\xee\xf1\xf2\xe8'>";
        let found = feeds_of(page, &Url::parse("http://e.org/").expect("a URL"));
        assert_eq!(found[0].title.as_deref(), Some("Новости"));
    }

    #[test]
    fn pages_without_feeds_and_hostile_ones_give_none_or_few() {
        assert!(found("").is_empty());
        assert!(found("<link rel=alternate href='/about'").is_empty());
        let many: Vec<String> = (0..50_000).map(|n| format!("<a href='/{n}/feed'>x</a>")).collect();
        assert_eq!(found(&many.concat()).len(), MAX_CANDIDATES);
        assert!(found(&"<a href='x".repeat(200_000)).is_empty());
    }
}
