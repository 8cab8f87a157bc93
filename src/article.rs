//! An article as data: the contents of a document, cleaned and typed. `load` reads it from disk;
//! `store` keeps and sorts it.

mod date;
mod enclosure;
mod link;
mod neighbour;
mod origin;
mod pool;

pub use date::Date;
pub use enclosure::Enclosure;
pub use link::{LinkError, Page, canonical, host, openable};
pub(crate) use link::{is_relative, resolved};
pub(crate) use neighbour::neighbours;
pub use origin::Origin;
pub use pool::Pool;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use url::Url;

/// The publisher of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Display name, in any script.
    pub name: Arc<str>,
    /// Host without `www.`, if known.
    pub domain: Option<Arc<str>>,
}

/// A picture of an article, which is not loaded here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Absolute, relative to the document, or a `data:` URL.
    pub url: Arc<str>,
    /// Caption.
    pub title: Option<Arc<str>>,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
}

/// Another report of the same story, listed by a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Headline.
    pub title: Arc<str>,
    /// Link as written in the document.
    pub url: Option<Arc<str>>,
    /// Publication date.
    pub date: Option<Date>,
    /// Publisher.
    pub provider: Provider,
    /// Publisher's score; higher is better.
    pub quality: Option<i32>,
    /// The page of the link, computed while loading because there are many links.
    pub page: Option<Page>,
}

/// Identity of a report: two items with the same value are the same report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Report<'a> {
    /// Identified by its page.
    At(Page),
    /// Identified by title and provider, if it has no link.
    Named(&'a str, &'a str),
}

impl Related {
    /// Returns the identity of this report.
    #[must_use]
    pub fn report(&self) -> Report<'_> {
        match self.page {
            Some(page) => Report::At(page),
            None => Report::Named(&self.title, &self.provider.name),
        }
    }
}

/// The text after the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Only white space.
    Empty,
    /// In the document's file, which is read again when the article is shown.
    OnDisk,
    /// Kept in memory, because its origin cannot be read twice.
    Kept(Arc<str>),
}

/// A document. Strings that repeat between documents are shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Canonical link, or else the path; identifies the article in the marks. A document of a feed
    /// may name another key, if its link is not unique.
    pub key: Arc<str>,
    /// Where the article was read from.
    pub origin: Origin,
    /// Headline, never empty.
    pub title: Arc<str>,
    /// Summary; may be empty.
    pub excerpt: Arc<str>,
    /// Publication date.
    pub date: Option<Date>,
    /// Page at the provider or aggregator, as written.
    pub web_url: Option<Arc<str>>,
    /// Page of the first publication, as written.
    pub original_url: Option<Arc<str>>,
    /// `article`, `video`, …; free text.
    pub kind: Option<Arc<str>>,
    /// Free text.
    pub category: Option<Arc<str>>,
    /// Author.
    pub author: Option<Arc<str>>,
    /// Publisher's score, 0 to about 190; higher is better.
    pub quality: Option<i32>,
    /// -1 if folded under another report of its story, or else the weight of the story it leads.
    pub heat: Option<i32>,
    /// The document's own flag; never a reason to hide it.
    pub published: Option<bool>,
    /// Whether the publisher has taken it down.
    pub removed: bool,
    /// Whether part of the document could not be read.
    pub has_problem: bool,
    /// Publisher.
    pub provider: Provider,
    /// Topics, in the document's order.
    pub topics: Box<[Arc<str>]>,
    /// Pictures, in the document's order.
    pub images: Box<[Image]>,
    /// Other reports, in the document's order. All documents of a story list the same ones.
    pub related: Box<[Arc<Related>]>,
    /// HTML of an embedded video, not cleaned; only `markup` may read it.
    pub featured: Option<Box<str>>,
    /// Address of its feed, with any password masked.
    pub feed: Option<Arc<str>>,
    /// Date of the last change, if it differs from the publication date.
    pub updated: Option<Date>,
    /// Page of the discussion.
    pub comments: Option<Arc<str>>,
    /// Media files, in the document's order; each can be opened.
    pub enclosures: Box<[Enclosure]>,
    /// The text after the header.
    pub body: Body,
}

impl Article {
    /// Returns the link to open: the web page, or else the first publication.
    ///
    /// # Errors
    /// If neither can be opened; the reason refers to the better one.
    pub fn link(&self) -> Result<Url, LinkError> {
        let web = openable(self.web_url.as_deref());
        match (web, openable(self.original_url.as_deref())) {
            (Ok(url), _) | (Err(_), Ok(url)) => Ok(url),
            (Err(LinkError::Missing), Err(error)) | (Err(error), Err(_)) => Err(error),
        }
    }

    /// Returns the article's link as written, even if it cannot be opened.
    #[must_use]
    pub fn written_link(&self) -> Option<&str> {
        self.links().next()
    }

    /// Whether there is any content between the header and the related items.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.body != Body::Empty || self.featured.is_some()
    }

    /// Whether this is a video rather than text.
    #[must_use]
    pub fn is_video(&self) -> bool {
        self.kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("video"))
    }

    /// Returns the related items to display, best first, without the article itself and without
    /// duplicates of a report.
    #[must_use]
    pub fn related_items(&self) -> Vec<&Related> {
        let mut seen: HashSet<Report<'_>> = self.pages().map(Report::At).collect();
        let mut items: Vec<&Related> = self.related.iter().map(|item| &**item).collect();
        items.sort_by_key(|item| Reverse(item.quality));
        items.retain(|item| seen.insert(item.report()));
        items
    }

    /// Returns this article as another report would list it.
    #[must_use]
    pub fn as_related(&self) -> Related {
        let url: Option<Arc<str>> = self.link().ok().map(|url| String::from(url).into());
        Related {
            title: Arc::clone(&self.title),
            page: url.as_deref().and_then(Page::of_link),
            url,
            date: self.date,
            provider: self.provider.clone(),
            quality: self.quality,
        }
    }

    /// Returns the page of the article's key.
    #[must_use]
    pub fn page(&self) -> Page {
        Page::of_key(&self.key)
    }

    /// Returns the pages of the article: that of its key, and that of the first publication if
    /// different.
    pub fn pages(&self) -> impl Iterator<Item = Page> {
        let other =
            self.original_url.as_deref().filter(|link| Some(*link) != self.web_url.as_deref());
        std::iter::once(self.page()).chain(other.and_then(Page::of_link))
    }

    /// Returns the links as written, the preferred one first.
    pub(crate) fn links(&self) -> impl Iterator<Item = &str> {
        [&self.web_url, &self.original_url].into_iter().filter_map(|link| link.as_deref())
    }
}
