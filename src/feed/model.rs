//! A feed and its entries. All text is decoded and cleaned: no markup, entities or controls,
//! except in [`Entry::body`], which is HTML.

use std::time::Duration;

use crate::article::Date;
use crate::article::Enclosure;
use crate::article::Image;

/// A parsed feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// Title; may be empty.
    pub title: String,
    /// Page of the site, absolute.
    pub site: Option<String>,
    /// Description of the feed, one line.
    pub description: String,
    /// Language tag, as written.
    pub language: Option<String>,
    /// Address of a small picture, absolute.
    pub icon: Option<String>,
    /// Time for which the feed is fresh: `ttl`, or the update period of the syndication module,
    /// whichever is longer.
    pub ttl: Option<Duration>,
    /// Hours of the day in UTC, 0 to 23, when nothing is published.
    pub skip_hours: Vec<u8>,
    /// Days of the week when nothing is published, Monday is 1 and Sunday 7.
    pub skip_days: Vec<u8>,
    /// Address of the next page of older entries, absolute; never fetched.
    pub next: Option<String>,
    /// Entries in the feed's order, which may be any.
    pub entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Identity within the feed, as written: `guid`, `atom:id`, `id`, `rdf:about`.
    pub id: Option<String>,
    /// Headline in words; the first sentence of the text where the feed gives none. Empty only if
    /// there is no text either.
    pub title: String,
    /// Page of the article, absolute.
    pub link: Option<String>,
    /// Page of the article where `link` is that of a forwarding service (`feedburner:origLink`, the
    /// link of an entry of Reddit, a search), absolute.
    pub original_link: Option<String>,
    /// Page of the discussion, absolute.
    pub comments: Option<String>,
    /// Author's name.
    pub author: Option<String>,
    /// Date of publication, never that of a change.
    pub published: Option<Date>,
    /// Date of the last change.
    pub updated: Option<Date>,
    /// Categories in the feed's order, without duplicates.
    pub categories: Vec<String>,
    /// Summary, at most about 300 characters; may be empty.
    pub excerpt: String,
    /// The best of the entry's texts as HTML, with absolute addresses, not sanitized; may be empty.
    pub body: String,
    /// Pictures that are not in the body, the best first, with absolute addresses.
    pub images: Vec<Image>,
    /// Media files, with absolute addresses.
    pub enclosures: Vec<Enclosure>,
    /// The feed that the entry was first published in, if this one collects entries of others.
    pub source: Option<EntrySource>,
    /// Whether the entry is a video, as those of `YouTube` are.
    pub is_video: bool,
}

/// The feed that an entry of a planet was taken from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntrySource {
    /// Title of that feed.
    pub title: String,
    /// Page of its site or address of the feed, absolute.
    pub url: Option<String>,
}
