//! Names of elements without their prefixes: which vocabulary a name belongs to, by the address
//! that is declared for its prefix or, failing that, by the prefix itself.

use std::borrow::Cow;

/// The vocabularies that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Space {
    /// RSS of all versions and Atom, whose names are told apart by themselves, and names without a
    /// prefix whose address is unknown.
    Core,
    /// Dublin Core: elements and terms.
    Dublin,
    /// `content:encoded` of RSS.
    Content,
    /// Media RSS.
    Media,
    /// Podcasts.
    Itunes,
    /// `FeedBurner`.
    Feedburner,
    /// Pheedo.
    Pheedo,
    /// Periods of updates.
    Syndication,
    /// `YouTube`.
    Youtube,
    /// XHTML.
    Xhtml,
    /// RDF.
    Rdf,
    /// Everything else.
    Other,
}

/// Addresses in lower case without scheme, `www.` and what closes them, since feeds spell them in
/// many ways.
const ADDRESSES: [(&str, Space); 27] = [
    ("w3.org/2005/atom", Space::Core),
    ("purl.org/atom/ns", Space::Core),
    ("purl.org/rss/1.0", Space::Core),
    ("purl.org/net/rss1.1", Space::Core),
    ("channel.netscape.com/rdf/simple/0.9", Space::Core),
    ("my.netscape.com/rdf/simple/0.9", Space::Core),
    ("my.netscape.com/publish/formats/rss-0.9.dtd", Space::Core),
    ("my.netscape.com/publish/formats/rss-0.91.dtd", Space::Core),
    ("backend.userland.com/rss", Space::Core),
    ("backend.userland.com/rss2", Space::Core),
    ("blogs.law.harvard.edu/tech/rss", Space::Core),
    ("cyber.law.harvard.edu/rss", Space::Core),
    ("rssboard.org/rss-specification", Space::Core),
    ("purl.org/dc/elements/1.1", Space::Dublin),
    ("purl.org/dc/elements/1.0", Space::Dublin),
    ("purl.org/dc/terms", Space::Dublin),
    ("purl.org/rss/1.0/modules/content", Space::Content),
    ("search.yahoo.com/mrss", Space::Media),
    ("search.yahoo.com/rss", Space::Media),
    ("itunes.com/dtds/podcast-1.0.dtd", Space::Itunes),
    ("example.com/dtds/podcast-1.0.dtd", Space::Itunes),
    ("rssnamespace.org/feedburner/ext/1.0", Space::Feedburner),
    ("pheedo.com/namespace/pheedo", Space::Pheedo),
    ("purl.org/rss/1.0/modules/syndication", Space::Syndication),
    ("youtube.com/xml/schemas/2015", Space::Youtube),
    ("w3.org/1999/xhtml", Space::Xhtml),
    ("w3.org/1999/02/22-rdf-syntax-ns", Space::Rdf),
];

/// Returns the vocabulary of an address, if it is a known one.
fn of_address(address: &str) -> Option<Space> {
    let address = address.trim().to_ascii_lowercase();
    let bare = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches(['/', '#']);
    ADDRESSES.iter().find(|(known, _)| *known == bare).map(|(_, space)| *space)
}

/// Returns the vocabulary that a prefix usually stands for.
fn of_prefix(prefix: &str) -> Space {
    match prefix {
        "" | "atom" | "atom10" | "atom03" | "a10" | "rss" | "rss2" => Space::Core,
        "dc" | "dcterms" => Space::Dublin,
        "content" => Space::Content,
        "media" => Space::Media,
        "itunes" => Space::Itunes,
        "feedburner" => Space::Feedburner,
        "pheedo" => Space::Pheedo,
        "sy" => Space::Syndication,
        "yt" => Space::Youtube,
        "xhtml" | "html" => Space::Xhtml,
        "rdf" => Space::Rdf,
        _ => Space::Other,
    }
}

/// What prefixes stand for in one place of a document.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Prefix, vocabulary, and depth of the element that declares it.
    declared: Vec<(String, Space, usize)>,
}

/// More declarations than this are ignored.
const MOST_DECLARED: usize = 200;

impl Scope {
    pub(super) fn declare(&mut self, prefix: &str, address: &str, depth: usize) {
        let space = of_address(address).unwrap_or_else(|| of_prefix(prefix));
        if self.declared.len() < MOST_DECLARED {
            self.declared.push((prefix.to_owned(), space, depth));
        }
    }

    /// Ends the declarations of elements deeper than `depth`.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.declared.pop_if(|(_, _, own)| *own > depth).is_some() {}
    }

    /// Returns the name of an element as written in a tag.
    pub(super) fn name<'a>(&self, written: &'a str) -> Name<'a> {
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        let known = self.declared.iter().rev().find(|(own, _, _)| own == prefix);
        let space = match known {
            Some((_, space, _)) => *space,
            None => of_prefix(&prefix.to_ascii_lowercase()),
        };
        let local = if local.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(local.to_ascii_lowercase())
        } else {
            Cow::Borrowed(local)
        };
        Name { space, local }
    }
}

/// The name of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Name<'a> {
    /// Vocabulary.
    pub(in super::super) space: Space,
    /// The name in lower case, without its prefix.
    pub(in super::super) local: Cow<'a, str>,
}

impl Name<'_> {
    /// The name of nothing that is read.
    pub(super) fn none() -> Self {
        Self { space: Space::Other, local: Cow::Borrowed("") }
    }

    /// Whether this is `local` of the core vocabularies.
    pub(in super::super) fn is(&self, local: &str) -> bool {
        self.space == Space::Core && self.local == local
    }

    /// Whether this begins an entry.
    pub(in super::super) fn is_entry(&self) -> bool {
        self.is("item") || self.is("entry")
    }

    /// Whether entries stand in this element, directly or in another of these.
    pub(in super::super) fn is_container(&self) -> bool {
        match self.space {
            Space::Core => {
                matches!(&*self.local, "rss" | "channel" | "feed" | "items" | "rdf")
            }
            Space::Rdf => self.local == "rdf",
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_counts_more_than_a_prefix() {
        let mut scope = Scope::default();
        assert_eq!(
            scope.name("dc:Creator"),
            Name { space: Space::Dublin, local: "creator".into() }
        );
        scope.declare("x", "HTTP://purl.org/dc/elements/1.1", 1);
        scope.declare("media", "http://www.w3.org/2005/Atom", 2);
        scope.declare("itunes", "http://example.org/unknown", 2);
        assert_eq!(scope.name("x:date").space, Space::Dublin);
        assert_eq!(scope.name("media:title").space, Space::Core);
        assert_eq!(scope.name("itunes:author").space, Space::Itunes);
        scope.leave(1);
        assert_eq!(scope.name("media:title").space, Space::Media);
        assert_eq!(scope.name("x:date").space, Space::Dublin);
        assert_eq!(scope.name("georss:point").space, Space::Other);
    }
}
