//! Typing of header fields, leniently: what does not fit costs that field only
//! and leaves a warning. Which names stand for a field is `header`'s, what one value
//! means is `value`'s.

use std::cell::Cell;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::article::Date;
use crate::article::Image;
use crate::article::LinkError;
use crate::article::Pool;
use crate::article::Provider;
use crate::article::Related;
use crate::article::host;
use crate::article::openable;
use crate::problem::Problem;
use crate::text;

use super::header;
use super::names::{Entries, Entry, Field};
use super::node::Node;
use super::related::{provider_of, report};
use super::value::{
    as_date, as_flag, clean, clean_link, image_of, joined, names_of, says_nothing, whole_number,
};

/// Reads the entries of one header, collecting warnings.
pub(crate) struct Fields<'a> {
    pub(crate) entries: Entries<'a>,
    pub(crate) pool: &'a Pool,
    pub(crate) warnings: Warnings<'a>,
}

/// Where warnings go, and how a field finds its line.
pub(crate) struct Warnings<'a> {
    pub(crate) path: &'a Path,
    pub(crate) header: &'a str,
    pub(crate) lines_before: usize,
    pub(crate) found: Vec<Problem>,
}

impl Warnings<'_> {
    fn add(&mut self, name: &str, what: &str, hint: &str) {
        let mut problem = Problem::warning(self.path, format!("`{name}` {what}")).hint(hint);
        if let Some(line) = header::line_of(self.header, name) {
            problem = problem.at(self.lines_before + line, 1);
        }
        self.found.push(problem);
    }

    fn wrong(&mut self, entry: Entry<'_>, wanted: &str) {
        if *entry.value == Node::Null {
            self.add(entry.name, "has no value", "write a value or leave the line out");
        } else {
            let what = format!("is {}, left out", entry.value.kind());
            self.add(entry.name, &what, &format!("write {wanted} there"));
        }
    }
}

/// How a field that is a list is complained of.
struct Listed {
    field: Field,
    wanted: &'static str,
    /// What a lost item is without.
    without: &'static str,
    hint: &'static str,
}

impl<'a> Fields<'a> {
    /// The first usable value among the names of a field.
    fn first<T>(
        &mut self,
        field: Field,
        wanted: &str,
        read: impl Fn(&Node) -> Option<T>,
    ) -> Option<T> {
        self.entries.all(field).into_iter().find_map(|entry| {
            let value = read(entry.value);
            if value.is_none() {
                self.passed_over(entry, wanted);
            }
            value
        })
    }

    fn passed_over(&mut self, entry: Entry<'_>, wanted: &str) {
        if !says_nothing(entry.value) {
            self.warnings.wrong(entry, wanted);
        }
    }

    /// As [`Self::first`], of many values: `read` gives `None` for each that is lost, and
    /// for all where the form is wrong.
    fn list<T>(
        &mut self,
        listed: &Listed,
        read: impl Fn(&Node) -> Option<Vec<Option<T>>>,
    ) -> Option<(Entry<'a>, Vec<T>)> {
        self.entries.all(listed.field).into_iter().find_map(|entry| {
            let Some(items) = read(entry.value) else {
                self.passed_over(entry, listed.wanted);
                return None;
            };
            let count = items.len();
            let usable: Vec<T> = items.into_iter().flatten().collect();
            if usable.len() < count {
                let lost = text::counted(count - usable.len(), "item");
                let what = format!("has {lost} without {}, left out", listed.without);
                self.warnings.add(entry.name, &what, listed.hint);
            }
            (!usable.is_empty()).then_some((entry, usable))
        })
    }

    pub(crate) fn text(&mut self, field: Field) -> Option<Box<str>> {
        self.first(field, "text", clean).map(String::into_boxed_str)
    }

    /// Not cleaned and not decoded: for markup.
    pub(crate) fn raw(&mut self, field: Field) -> Option<Box<str>> {
        self.first(field, "text", Node::text).map(String::into_boxed_str)
    }

    /// The best link that is complete, else the best that is anything at all,
    /// so that opening it can say what is wrong with it.
    pub(crate) fn link(&mut self, field: Field) -> Option<Arc<str>> {
        let mut links = Vec::new();
        for entry in self.entries.all(field) {
            let Some(link) = clean_link(entry.value) else {
                self.passed_over(entry, "a link");
                continue;
            };
            // A relative link is one of its own site, where it is complete.
            if let Err(error @ LinkError::Scheme(_)) = openable(Some(&link)) {
                let what = format!("cannot be opened: {error}");
                self.warnings.add(entry.name, &what, "write a link that begins with https://");
            }
            links.push(link);
        }
        let complete = links.iter().find(|link| host(link).is_some());
        complete.or(links.first()).map(|link| link.as_str().into())
    }

    pub(crate) fn shared(&mut self, field: Field) -> Option<Arc<str>> {
        self.first(field, "text", joined).map(|text| self.pool.share(&text))
    }

    pub(crate) fn number(&mut self, field: Field) -> Option<i32> {
        self.first(field, "a whole number", whole_number)
    }

    pub(crate) fn flag(&mut self, field: Field) -> Option<bool> {
        self.first(field, "true or false", as_flag)
    }

    /// `published` is a flag in one family of documents and a date in others.
    pub(crate) fn date_and_published(&mut self) -> (Option<Date>, Option<bool>) {
        let mut date = None;
        for entry in self.entries.all(Field::Date) {
            date = date.or_else(|| as_date(entry.value));
            if date.is_none() {
                self.unreadable_date(entry);
            }
        }
        let Some(entry) = self.entries.best(Field::Published) else {
            return (date, None);
        };
        let flag = as_flag(entry.value);
        if flag.is_none() {
            let written = as_date(entry.value);
            if written.is_none() {
                self.unreadable_date(entry);
            }
            date = date.or(written);
        }
        (date, flag)
    }

    fn unreadable_date(&mut self, entry: Entry<'_>) {
        match clean(entry.value) {
            Some(text) => self.warnings.add(
                entry.name,
                &format!("is not a readable date: {}", text::fit(&text, 40)),
                "write it as 2023-06-15 or 2023-06-15T02:32:00Z",
            ),
            None => self.passed_over(entry, "a date"),
        }
    }

    /// Names of a list, of one text, or of a text with commas.
    pub(crate) fn topics(&mut self) -> Box<[Arc<str>]> {
        let listed = Listed {
            field: Field::Topics,
            wanted: "a list of names",
            without: "a name",
            hint: "remove empty items",
        };
        let names = self.list(&listed, names_of).map(|(_, names)| names).unwrap_or_default();
        let mut seen = HashSet::new();
        let new = names.iter().filter(|name| seen.insert(name.as_str()));
        new.map(|name| self.pool.share(name)).collect()
    }

    /// As the document says it, else by the link, else the name of the `folder`.
    pub(crate) fn provider(
        &mut self,
        link: Option<&str>,
        folder: impl FnOnce() -> String,
    ) -> Provider {
        let pool = self.pool;
        let said = self.first(Field::Provider, "a name", |value| provider_of(value, pool));
        said.unwrap_or_else(|| match link.and_then(host) {
            Some(host) => {
                let host = pool.share(&host);
                Provider { name: Arc::clone(&host), domain: Some(host) }
            }
            None => Provider { name: pool.share(&folder()), domain: None },
        })
    }

    pub(crate) fn images(&mut self) -> Box<[Image]> {
        let listed = Listed {
            field: Field::Images,
            wanted: "a picture with a `url`",
            without: "a picture",
            hint: "each needs to be a link or to have a `url`",
        };
        let images = self.list(&listed, |value| match value {
            Node::List(items) => Some(items.iter().map(image_of).collect()),
            single => image_of(single).map(|image| vec![Some(image)]),
        });
        images.map(|(_, images)| images.into()).unwrap_or_default()
    }

    pub(crate) fn related(&mut self) -> Box<[Arc<Related>]> {
        let listed = Listed {
            field: Field::Related,
            wanted: "a list of articles",
            without: "a title or link",
            hint: "each needs a `title` and a `webUrl`",
        };
        let (pool, unread) = (self.pool, Cell::new(0));
        let related = self.list(&listed, |value| match value {
            Node::List(items) => {
                Some(items.iter().map(|item| report(item, pool, &unread)).collect())
            }
            _ => None,
        });
        let Some((entry, related)) = related else {
            return Box::default();
        };
        if unread.get() > 0 {
            let lost = text::counted(unread.get(), "value");
            let what = format!("has {lost} that cannot be read, left out");
            self.warnings.add(entry.name, &what, "write dates as 2023-06-15, qualities as numbers");
        }
        related.into_iter().map(Arc::new).collect()
    }
}
