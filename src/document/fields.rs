//! Lenient typing of header fields: a value that does not fit loses only that field and leaves a
//! warning. `header` decides which names mean a field, `value` what a single value means.

use std::cell::Cell;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::article::Date;
use crate::article::Image;
use crate::article::LinkError;
use crate::article::Origin;
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
use super::site::site;
use super::value::{
    as_date, as_flag, clean, clean_link, image_of, joined, joined_words, linked, names_of,
    says_nothing, whole_number,
};

/// Reads the entries of one header and collects warnings.
pub(crate) struct Fields<'a> {
    pub(crate) entries: Entries<'a>,
    pub(crate) pool: &'a Pool,
    pub(crate) warnings: Warnings<'a>,
    /// The opened folder in which the document was found.
    pub(crate) opened: Option<&'a Path>,
}

/// Collects warnings, and finds the line of a field.
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
        let what = format!("is {}, left out", entry.value.kind());
        self.add(entry.name, &what, &format!("write {wanted} there"));
    }

    /// Warns of a value that begins with `#` and so is a comment to YAML.
    fn hidden(&mut self, entry: Entry<'_>) {
        let line = header::line_of(self.header, entry.name);
        let line = line.and_then(|line| self.header.lines().nth(line - 1)).unwrap_or_default();
        let value = line.split_once(':').map_or("", |(_, value)| value.trim_start());
        if value.strip_prefix('#').is_some_and(|word| word.starts_with(char::is_alphanumeric)) {
            self.add(entry.name, "has no value: what follows `#` is a comment", "put it in quotes");
        }
    }
}

/// How to word a warning about a list field.
pub(super) struct Listed {
    pub(super) field: Field,
    pub(super) wanted: &'static str,
    /// What is missing from a lost item.
    pub(super) without: &'static str,
    pub(super) hint: &'static str,
}

impl<'a> Fields<'a> {
    /// Returns the first usable value among the names of a field.
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
        if *entry.value == Node::Null {
            self.warnings.hidden(entry);
        } else if !says_nothing(entry.value) {
            self.warnings.wrong(entry, wanted);
        }
    }

    /// Like [`Self::first`] for lists: `read` returns `None` for each lost item, and for the whole
    /// value if its form is wrong.
    pub(super) fn list<T>(
        &mut self,
        listed: &Listed,
        read: impl Fn(Entry<'_>) -> Option<Vec<Option<T>>>,
    ) -> Option<(Entry<'a>, Vec<T>)> {
        self.entries.all(listed.field).into_iter().find_map(|entry| {
            let Some(items) = read(entry) else {
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

    pub(crate) fn title(&mut self) -> Option<Box<str>> {
        let title = self.first(Field::Title, "text", clean)?;
        let inside = linked(&title).map(Box::from);
        inside.or_else(|| Some(title.into_boxed_str()))
    }

    /// Returns text neither cleaned nor decoded, for markup.
    pub(crate) fn raw(&mut self, field: Field) -> Option<Box<str>> {
        self.first(field, "text", Node::text).map(String::into_boxed_str)
    }

    /// Returns the best complete link, or else the best of any kind, so that opening it can report
    /// what is wrong with it.
    pub(crate) fn link(&mut self, field: Field) -> Option<Arc<str>> {
        let mut links = Vec::new();
        for entry in self.entries.all(field) {
            let Some(link) = clean_link(entry.value) else {
                self.passed_over(entry, "a link");
                continue;
            };
            // A relative link points into its own site, if that is known in full. Nobody can mend
            // what a feed says.
            if let Err(error @ LinkError::Scheme(_)) = openable(Some(&link))
                && self.feed().is_none()
            {
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

    /// Returns the category; `categories` are several words, as in Jekyll.
    pub(crate) fn category(&mut self) -> Option<Arc<str>> {
        let entries = self.entries.all(Field::Category);
        let category = entries.into_iter().find_map(|entry| {
            let is_several = entry.name.to_ascii_lowercase().ends_with('s');
            let read = if is_several { joined_words } else { joined };
            let category = read(entry.value);
            if category.is_none() {
                self.passed_over(entry, "text");
            }
            category
        });
        category.map(|text| self.pool.share(&text))
    }

    pub(crate) fn number(&mut self, field: Field) -> Option<i32> {
        self.first(field, "a whole number", whole_number)
    }

    pub(crate) fn flag(&mut self, field: Field) -> Option<bool> {
        self.first(field, "true or false", as_flag)
    }

    /// `published` is a flag in some documents and a date in others.
    pub(crate) fn date_and_published(&mut self) -> (Option<Date>, Option<bool>) {
        let mut date = self.dated(Field::Date);
        let mut flag = None;
        if let Some(entry) = self.entries.best(Field::Published) {
            flag = as_flag(entry.value);
            if flag.is_none() {
                let written = as_date(entry.value);
                if written.is_none() {
                    self.unreadable_date(entry);
                }
                date = date.or(written);
            }
        }
        (date.or_else(|| self.dated(Field::Created)), flag)
    }

    /// Returns the first date among the names of a field.
    pub(super) fn dated(&mut self, field: Field) -> Option<Date> {
        self.entries.all(field).into_iter().find_map(|entry| {
            let date = as_date(entry.value);
            if date.is_none() {
                self.unreadable_date(entry);
            }
            date
        })
    }

    pub(super) fn unreadable_date(&mut self, entry: Entry<'_>) {
        match clean(entry.value) {
            Some(text) => self.warnings.add(
                entry.name,
                &format!("is not a readable date: {}", text::fit(&text, 40)),
                "write it as 2023-06-15 or 2023-06-15T02:32:00Z",
            ),
            None => self.passed_over(entry, "a date"),
        }
    }

    /// Reads topics from a list, a single text, or comma-separated text.
    pub(crate) fn topics(&mut self) -> Box<[Arc<str>]> {
        let listed = Listed {
            field: Field::Topics,
            wanted: "a list of names",
            without: "a name",
            hint: "remove empty items",
        };
        // Jekyll and Hugo split tags at spaces.
        let is_spaced = |name: &str| name.eq_ignore_ascii_case("tags");
        let read = |entry: Entry<'_>| names_of(entry.value, is_spaced(entry.name));
        let names = self.list(&listed, read).map(|(_, names)| names).unwrap_or_default();
        let mut seen = HashSet::new();
        let new = names.iter().filter(|name| seen.insert(name.as_str()));
        new.map(|name| self.pool.share(name)).collect()
    }

    /// The provider as the document names it, or else from the link, or else the site that its
    /// folders name.
    pub(crate) fn provider(&mut self, link: Option<&str>, origin: &Origin) -> Provider {
        let (pool, opened) = (self.pool, self.opened);
        let said = self.first(Field::Provider, "a name", |value| provider_of(value, pool));
        said.unwrap_or_else(|| match link.and_then(host) {
            Some(host) => {
                let host = pool.share(&host);
                Provider { name: Arc::clone(&host), domain: Some(host) }
            }
            None => Provider { name: pool.share(&site(origin, opened)), domain: None },
        })
    }

    pub(crate) fn images(&mut self) -> Box<[Image]> {
        let listed = Listed {
            field: Field::Images,
            wanted: "a picture with a `url`",
            without: "a picture",
            hint: "each needs to be a link or to have a `url`",
        };
        let images = self.list(&listed, |entry| match entry.value {
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
        let related = self.list(&listed, |entry| match entry.value {
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
