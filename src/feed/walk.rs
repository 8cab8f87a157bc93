//! A feed in XML, from its root to its entries: one pass, which keeps one entry at a time as a
//! tree.

use std::collections::VecDeque;

use url::Url;

use super::channel::{self, Channel};
use super::entry;
use super::entry_context::EntryContext;
use super::links;
use super::model::{Entry, Feed};
use super::xml::{Element, Name, Reader, Tag, Token};

/// Most entries that are kept.
pub(super) const MAX_ENTRIES: usize = 2_000;

/// The kind of a document.
#[derive(Debug)]
pub(super) enum DocumentKind {
    /// A feed.
    Feed(Box<Feed>),
    /// A page.
    Page,
    /// Something else, with the name of its first element.
    Other(Option<String>),
}

/// Reads a document.
pub(super) fn read(source: &str, url: &Url) -> DocumentKind {
    let mut walk = Walk::new(source, url, None);
    walk.run();
    let site = walk.channel.feed.site.as_deref().and_then(|site| Url::parse(site).ok());
    if let Some(site) = site
        && walk.context.lacks_site.get()
    {
        // The site follows entries with addresses that are relative to it: a second pass resolves
        // them.
        walk = Walk::new(source, url, Some(site));
        walk.run();
    }
    walk.finish()
}

/// An element that is open.
#[derive(Debug)]
struct Level {
    /// Whether it is a container of a feed, whose fields are read.
    is_container: bool,
    /// The base outside of it.
    outer: Option<Url>,
}

#[derive(Debug)]
struct Walk<'a> {
    reader: Reader<'a>,
    context: EntryContext,
    channel: Channel,
    entries: Entries,
    levels: Vec<Level>,
    has_root: bool,
    is_page: bool,
    first: Option<String>,
}

impl<'a> Walk<'a> {
    fn new(source: &'a str, url: &Url, site: Option<Url>) -> Self {
        Self {
            reader: Reader::new(source),
            context: EntryContext::new(url, site),
            channel: Channel::default(),
            entries: Entries::default(),
            levels: Vec::new(),
            has_root: false,
            is_page: false,
            first: None,
        }
    }

    fn run(&mut self) {
        while let Some(token) = self.reader.next() {
            match token {
                Token::Open(tag, name) => {
                    if !self.open(tag, name) {
                        return;
                    }
                }
                Token::Close => {
                    if let Some(level) = self.levels.pop() {
                        self.context.base = level.outer;
                    }
                }
                Token::Text(_) => {}
            }
        }
    }

    /// Enters an element; `false` if the document turns out to be a page.
    fn open(&mut self, tag: Tag<'a>, name: Name<'a>) -> bool {
        let in_feed = self.levels.last().is_some_and(|level| level.is_container);
        if name.is_entry() {
            self.root(&name);
            self.entry(tag, name);
        } else if in_feed && channel::is_field(&name) {
            let element = Element::read(&mut self.reader, tag, name);
            self.field(&element);
        } else {
            let is_container = name.is_container();
            if is_container {
                self.root(&name);
                self.language(tag);
            } else if !self.has_root && declares_feed(tag) {
                self.root(&name);
            } else if !self.has_root {
                let is_first = self.first.is_none();
                if name.local == "html" || (is_first && matches!(&*name.local, "head" | "body")) {
                    self.is_page = true;
                    return false;
                }
                self.first.get_or_insert_with(|| name.local.to_string());
            }
            let base =
                tag.attribute("xml:base").and_then(|own| links::join(self.context.base(), &own));
            let outer = self.context.base.clone();
            self.context.base = base.or_else(|| outer.clone());
            self.levels.push(Level { is_container, outer });
        }
        true
    }

    fn root(&mut self, name: &Name<'_>) {
        if !self.has_root {
            self.has_root = true;
            self.context.is_atom = name.is("feed") || name.is("entry");
        }
    }

    fn language(&mut self, tag: Tag<'_>) {
        if let Some(language) = tag.attribute("xml:lang") {
            self.channel.language(&language);
        }
    }

    fn entry(&mut self, tag: Tag<'a>, name: Name<'a>) {
        if self.entries.is_full() {
            self.skip();
            return;
        }
        let element = Element::read(&mut self.reader, tag, name);
        if self.context.author.is_none() {
            self.context.author.clone_from(&self.channel.author);
        }
        let inner = self.context.declared(&element);
        let outer = std::mem::replace(&mut self.context.base, inner);
        self.entries.push(entry::read(&element, &self.context));
        self.context.base = outer;
    }

    /// Reads to the end of the element that was just opened.
    fn skip(&mut self) {
        let mut depth = 1;
        while depth > 0 {
            match self.reader.next() {
                Some(Token::Open(..)) => depth += 1,
                Some(Token::Close) => depth -= 1,
                Some(Token::Text(_)) => {}
                None => return,
            }
        }
    }

    fn field(&mut self, element: &Element<'_>) {
        self.channel.read(element, &self.context);
        if self.context.site.is_none() {
            let site = self.channel.feed.site.as_deref();
            self.context.site = site.and_then(|site| Url::parse(site).ok());
        }
    }

    fn finish(self) -> DocumentKind {
        if self.is_page {
            return DocumentKind::Page;
        }
        if !self.has_root {
            return DocumentKind::Other(self.first);
        }
        let mut feed = self.channel.finish();
        feed.entries = self.entries.kept.into();
        DocumentKind::Feed(Box::new(feed))
    }
}

/// Whether an unknown element belongs to a family of feeds, such as the documents of the Atom
/// protocol: then it is read as a feed that may have no entries.
fn declares_feed(tag: Tag<'_>) -> bool {
    tag.attributes().any(|(name, value)| {
        (name == "xmlns" || name.starts_with("xmlns:"))
            && matches!(&*value, "http://www.w3.org/2005/Atom" | "http://purl.org/atom/ns#")
    })
}

/// The newest entries: the first ones, or the last ones of a feed that begins with the oldest.
#[derive(Debug, Default)]
struct Entries {
    kept: VecDeque<Entry>,
}

impl Entries {
    fn is_full(&self) -> bool {
        self.kept.len() >= MAX_ENTRIES && !self.ascends()
    }

    fn ascends(&self) -> bool {
        let date = |entry: Option<&Entry>| entry.and_then(|own| own.published.or(own.updated));
        match (date(self.kept.front()), date(self.kept.back())) {
            (Some(first), Some(last)) => first < last,
            _ => false,
        }
    }

    fn push(&mut self, entry: Entry) {
        if self.kept.len() >= MAX_ENTRIES {
            self.kept.pop_front();
        }
        self.kept.push_back(entry);
    }
}
