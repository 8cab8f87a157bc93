//! An article as data: what a document says, cleaned and typed. Reading it from
//! disk is `load`'s, keeping and ordering it is `store`'s.

mod date;
mod link;
mod origin;
mod pool;

pub use date::Date;
pub use link::{LinkError, Page, canonical, host, openable};
pub use origin::Origin;
pub use pool::Pool;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use url::Url;

/// Who published a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// As shown, any script.
    pub name: Arc<str>,
    /// Host without `www.`, where known.
    pub domain: Option<Arc<str>>,
}

/// A picture that belongs to an article. Nothing is fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Absolute, relative to the document, or a `data:` URL.
    pub url: Arc<str>,
    /// Caption.
    pub title: Option<Arc<str>>,
    /// Pixels.
    pub width: Option<u32>,
    /// Pixels.
    pub height: Option<u32>,
}

/// Another report of the same story, as listed by a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Headline.
    pub title: Arc<str>,
    /// Link as written in the document.
    pub url: Option<Arc<str>>,
    /// When it was published.
    pub date: Option<Date>,
    /// Who published it.
    pub provider: Provider,
    /// Publisher's score, higher is better.
    pub quality: Option<i32>,
    /// The page of the link, worked out while reading because links are many.
    pub page: Option<Page>,
}

/// What two items about one report have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Report<'a> {
    /// Their page.
    At(Page),
    /// Title and provider, where there is no link.
    Named(&'a str, &'a str),
}

impl Related {
    /// The report that it is about.
    #[must_use]
    pub fn report(&self) -> Report<'_> {
        match self.page {
            Some(page) => Report::At(page),
            None => Report::Named(&self.title, &self.provider.name),
        }
    }
}

/// What follows the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing but white space.
    Empty,
    /// In the file of the article's source, to be read again when shown.
    OnDisk,
    /// Kept, because its source cannot be read twice.
    Kept(Arc<str>),
}

/// One document. Strings that repeat between documents are shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Canonical link, else the path: what marks belong to.
    pub key: Arc<str>,
    /// Where it was read from.
    pub origin: Origin,
    /// Headline, never empty.
    pub title: Arc<str>,
    /// Summary; may be empty.
    pub excerpt: Arc<str>,
    /// When it was published.
    pub date: Option<Date>,
    /// The page at the provider or aggregator, as written.
    pub web_url: Option<Arc<str>>,
    /// The first publication, as written.
    pub original_url: Option<Arc<str>>,
    /// `article`, `video`, …: free text.
    pub kind: Option<Arc<str>>,
    /// Free text.
    pub category: Option<Arc<str>>,
    /// Who wrote it.
    pub author: Option<Arc<str>>,
    /// Publisher's score, 0 to about 190; higher is better.
    pub quality: Option<i32>,
    /// -1: folded under another report of its story; else the weight of the story it leads.
    pub heat: Option<i32>,
    /// What the document says of itself; never a reason to hide it.
    pub published: Option<bool>,
    /// Taken down by the publisher.
    pub removed: bool,
    /// Something of it could not be read.
    pub has_problem: bool,
    /// Who published it.
    pub provider: Provider,
    /// Subjects, in the document's order.
    pub topics: Box<[Arc<str>]>,
    /// Pictures, in the document's order.
    pub images: Box<[Image]>,
    /// Other reports, in the document's order. Documents of one story list the same ones.
    pub related: Box<[Arc<Related>]>,
    /// HTML of an embedded video, not cleaned: to be read by `markup` only.
    pub featured: Option<Box<str>>,
    /// What follows the header.
    pub body: Body,
}

impl Article {
    /// The link that is opened: the web page, else the first publication.
    ///
    /// # Errors
    /// Where neither can be opened, with the reason for the better of them.
    pub fn link(&self) -> Result<Url, LinkError> {
        let web = openable(self.web_url.as_deref());
        match (web, openable(self.original_url.as_deref())) {
            (Ok(url), _) | (Err(_), Ok(url)) => Ok(url),
            (Err(LinkError::Missing), Err(error)) | (Err(error), Err(_)) => Err(error),
        }
    }

    /// What the document gives for a link, be it one that can be opened or not.
    #[must_use]
    pub fn written_link(&self) -> Option<&str> {
        self.links().next()
    }

    /// Whether anything stands between its header and what is related.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.body != Body::Empty || self.featured.is_some()
    }

    /// Whether it is a video rather than text.
    #[must_use]
    pub fn is_video(&self) -> bool {
        self.kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("video"))
    }

    /// The related items as shown: best first, without the article itself and
    /// without a second item of the same report.
    #[must_use]
    pub fn related_items(&self) -> Vec<&Related> {
        let mut seen: HashSet<Report<'_>> = self.pages().map(Report::At).collect();
        let mut items: Vec<&Related> = self.related.iter().map(|item| &**item).collect();
        items.sort_by_key(|item| Reverse(item.quality));
        items.retain(|item| seen.insert(item.report()));
        items
    }

    /// Itself as another report would list it.
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

    /// The page of its key.
    #[must_use]
    pub fn page(&self) -> Page {
        Page::of_key(&self.key)
    }

    /// The pages where it stands: that of its key, and the first publication where that is
    /// another.
    pub fn pages(&self) -> impl Iterator<Item = Page> {
        let other =
            self.original_url.as_deref().filter(|link| Some(*link) != self.web_url.as_deref());
        std::iter::once(self.page()).chain(other.and_then(Page::of_link))
    }

    /// Its links as written, the better first.
    pub(crate) fn links(&self) -> impl Iterator<Item = &str> {
        [&self.web_url, &self.original_url].into_iter().filter_map(|link| link.as_deref())
    }
}
