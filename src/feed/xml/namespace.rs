//! Names of elements without their prefixes: which vocabulary a name belongs to, by the address
//! that is declared for its prefix or, failing that, by the prefix itself.

use std::borrow::Cow;

/// The vocabularies that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Namespace {
    /// RSS of all versions and Atom, whose names do not collide, and names without a prefix whose
    /// address is unknown.
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

/// Addresses in lower case without scheme, `www.` and final punctuation, since feeds spell them in
/// many ways.
const ADDRESSES: [(&str, Namespace); 27] = [
    ("w3.org/2005/atom", Namespace::Core),
    ("purl.org/atom/ns", Namespace::Core),
    ("purl.org/rss/1.0", Namespace::Core),
    ("purl.org/net/rss1.1", Namespace::Core),
    ("channel.netscape.com/rdf/simple/0.9", Namespace::Core),
    ("my.netscape.com/rdf/simple/0.9", Namespace::Core),
    ("my.netscape.com/publish/formats/rss-0.9.dtd", Namespace::Core),
    ("my.netscape.com/publish/formats/rss-0.91.dtd", Namespace::Core),
    ("backend.userland.com/rss", Namespace::Core),
    ("backend.userland.com/rss2", Namespace::Core),
    ("blogs.law.harvard.edu/tech/rss", Namespace::Core),
    ("cyber.law.harvard.edu/rss", Namespace::Core),
    ("rssboard.org/rss-specification", Namespace::Core),
    ("purl.org/dc/elements/1.1", Namespace::Dublin),
    ("purl.org/dc/elements/1.0", Namespace::Dublin),
    ("purl.org/dc/terms", Namespace::Dublin),
    ("purl.org/rss/1.0/modules/content", Namespace::Content),
    ("search.yahoo.com/mrss", Namespace::Media),
    ("search.yahoo.com/rss", Namespace::Media),
    ("itunes.com/dtds/podcast-1.0.dtd", Namespace::Itunes),
    ("example.com/dtds/podcast-1.0.dtd", Namespace::Itunes),
    ("rssnamespace.org/feedburner/ext/1.0", Namespace::Feedburner),
    ("pheedo.com/namespace/pheedo", Namespace::Pheedo),
    ("purl.org/rss/1.0/modules/syndication", Namespace::Syndication),
    ("youtube.com/xml/schemas/2015", Namespace::Youtube),
    ("w3.org/1999/xhtml", Namespace::Xhtml),
    ("w3.org/1999/02/22-rdf-syntax-ns", Namespace::Rdf),
];

/// Returns the vocabulary of an address, if it is a known one.
fn of_address(address: &str) -> Option<Namespace> {
    let address = address.trim().to_ascii_lowercase();
    let bare = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches(['/', '#']);
    ADDRESSES.iter().find(|(known, _)| *known == bare).map(|(_, namespace)| *namespace)
}

/// Returns the vocabulary that a prefix usually means.
fn of_prefix(prefix: &str) -> Namespace {
    match prefix {
        "" | "atom" | "atom10" | "atom03" | "a10" | "rss" | "rss2" => Namespace::Core,
        "dc" | "dcterms" => Namespace::Dublin,
        "content" => Namespace::Content,
        "media" => Namespace::Media,
        "itunes" => Namespace::Itunes,
        "feedburner" => Namespace::Feedburner,
        "pheedo" => Namespace::Pheedo,
        "sy" => Namespace::Syndication,
        "yt" => Namespace::Youtube,
        "xhtml" | "html" => Namespace::Xhtml,
        "rdf" => Namespace::Rdf,
        _ => Namespace::Other,
    }
}

/// The meaning of prefixes at one position of a document.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Prefix, vocabulary, and depth of the element that declares it.
    declared: Vec<(String, Namespace, usize)>,
}

/// More declarations than this are ignored.
const MAX_DECLARED: usize = 200;

impl Scope {
    pub(super) fn declare(&mut self, prefix: &str, address: &str, depth: usize) {
        let namespace = of_address(address).unwrap_or_else(|| of_prefix(prefix));
        if self.declared.len() < MAX_DECLARED {
            self.declared.push((prefix.to_owned(), namespace, depth));
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
        let namespace = match known {
            Some((_, namespace, _)) => *namespace,
            None => of_prefix(&prefix.to_ascii_lowercase()),
        };
        let local = if local.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(local.to_ascii_lowercase())
        } else {
            Cow::Borrowed(local)
        };
        Name { namespace, local }
    }
}

/// The name of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Name<'a> {
    /// Vocabulary.
    pub(in super::super) namespace: Namespace,
    /// The name in lower case, without its prefix.
    pub(in super::super) local: Cow<'a, str>,
}

impl Name<'_> {
    /// A name that matches no field.
    pub(super) fn none() -> Self {
        Self { namespace: Namespace::Other, local: Cow::Borrowed("") }
    }

    /// Whether this is `local` of the core vocabularies.
    pub(in super::super) fn is(&self, local: &str) -> bool {
        self.namespace == Namespace::Core && self.local == local
    }

    /// Whether this begins an entry.
    pub(in super::super) fn is_entry(&self) -> bool {
        self.is("item") || self.is("entry")
    }

    /// Whether this element contains entries, directly or inside another container.
    pub(in super::super) fn is_container(&self) -> bool {
        match self.namespace {
            Namespace::Core => {
                matches!(&*self.local, "rss" | "channel" | "feed" | "items" | "rdf")
            }
            Namespace::Rdf => self.local == "rdf",
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
            Name { namespace: Namespace::Dublin, local: "creator".into() }
        );
        scope.declare("x", "HTTP://purl.org/dc/elements/1.1", 1);
        scope.declare("media", "http://www.w3.org/2005/Atom", 2);
        scope.declare("itunes", "http://example.org/unknown", 2);
        assert_eq!(scope.name("x:date").namespace, Namespace::Dublin);
        assert_eq!(scope.name("media:title").namespace, Namespace::Core);
        assert_eq!(scope.name("itunes:author").namespace, Namespace::Itunes);
        scope.leave(1);
        assert_eq!(scope.name("media:title").namespace, Namespace::Media);
        assert_eq!(scope.name("x:date").namespace, Namespace::Dublin);
        assert_eq!(scope.name("georss:point").namespace, Namespace::Other);
    }
}
