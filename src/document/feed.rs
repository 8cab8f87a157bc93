//! Typing of the header fields that documents made from feeds carry. Other people's documents use
//! some of these names for something else, so that a value of another form causes no warning.

use std::path::Path;
use std::sync::Arc;

use crate::article::Date;
use crate::article::Enclosure;
use crate::article::openable;

use super::enclosure::enclosure_of;
use super::fields::{Fields, Listed};
use super::names::Field;
use super::node::Node;
use super::value::clean_link;

/// Longest key in bytes, which bounds the database of marks.
const MAX_KEY: usize = 2_048;

impl Fields<'_> {
    /// Returns the address of the feed: a link, or the program that makes the feed.
    pub(super) fn feed(&self) -> Option<Arc<str>> {
        let is_program = |text: &str| text.starts_with("exec:") || text.starts_with("filter:");
        let address = self.entries.find(Field::Feed, |value| {
            clean_link(value).filter(|link| is_program(link) || openable(Some(link)).is_ok())
        })?;
        Some(self.pool.share(&address))
    }

    /// Returns the article's key, if the document names one. Only paths of files are absolute
    /// paths.
    pub(super) fn key(&self) -> Option<Arc<str>> {
        let is_fit = |key: &String| key.len() <= MAX_KEY && !Path::new(key).is_absolute();
        self.entries.find(Field::Key, |value| clean_link(value).filter(is_fit)).map(Arc::from)
    }

    /// Returns the date of the last change.
    pub(super) fn updated(&mut self) -> Option<Date> {
        self.dated(Field::Updated)
    }

    /// Returns the page of the discussion. In most folders `comments` says whether there may be
    /// any.
    pub(super) fn comments(&self) -> Option<Arc<str>> {
        let link = |value: &Node| clean_link(value).filter(|link| openable(Some(link)).is_ok());
        self.entries.find(Field::Comments, link).map(Arc::from)
    }

    pub(super) fn enclosures(&mut self) -> Box<[Enclosure]> {
        let listed = Listed {
            field: Field::Enclosures,
            wanted: "a media file with a `url`",
            without: "a complete link",
            hint: "each needs a `url` that begins with https://",
        };
        let pool = self.pool;
        let files = self.list(&listed, |entry| match entry.value {
            Node::List(items) => Some(items.iter().map(|it| enclosure_of(it, pool)).collect()),
            single => enclosure_of(single, pool).map(|file| vec![Some(file)]),
        });
        files.map(|(_, files)| files.into()).unwrap_or_default()
    }
}
