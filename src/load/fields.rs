//! Typing of header fields, leniently: what does not fit costs that field only
//! and leaves a warning. Which names stand for a field is `header`'s.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::article::Date;
use crate::article::Image;
use crate::article::Pool;
use crate::article::Provider;
use crate::article::Related;
use crate::article::host;
use crate::problem::Problem;
use crate::text;

use super::date;
use super::header::{self, Entries, Entry, Field};
use super::node::Node;
use super::report::{provider_of, report};

/// Reads the entries of one header, collecting warnings.
pub(crate) struct Fields<'a> {
    pub(crate) entries: Entries<'a>,
    pub(crate) secured: bool,
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

/// A scalar as people see it: entities decoded, one clean line. `None` when blank.
pub(super) fn clean(value: &Node) -> Option<String> {
    let text = value.text()?;
    let decoded = text::decode_entities(&text);
    let line = text::line(&decoded);
    (!text::is_blank(&line)).then(|| line.into_owned())
}

/// As [`clean`], for links: no entity is decoded, `&copy=1` is a parameter.
pub(super) fn clean_link(value: &Node) -> Option<String> {
    let text = value.text()?;
    let line = text::line(&text);
    (!text::is_blank(&line)).then(|| line.into_owned())
}

impl Fields<'_> {
    /// The first usable value among the names of a field.
    fn first<T>(
        &mut self,
        field: Field,
        wanted: &str,
        read: impl Fn(&Node) -> Option<T>,
    ) -> Option<T> {
        for entry in self.entries.all(field) {
            if let Some(value) = read(entry.value) {
                return Some(value);
            }
            // An empty text or list is a value, only one that says nothing.
            let says_nothing = match entry.value {
                Node::Text(text) => text::is_blank(text),
                Node::List(items) => items.is_empty(),
                _ => false,
            };
            if !says_nothing {
                self.warnings.wrong(entry, wanted);
            }
        }
        None
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
    pub(crate) fn link(&mut self, field: Field) -> Option<Box<str>> {
        let links: Vec<String> =
            self.entries.all(field).iter().filter_map(|entry| clean_link(entry.value)).collect();
        match links.as_slice() {
            [] => self.first(field, "a link", clean_link).map(String::into_boxed_str),
            [only] => Some(only.as_str().into()),
            [best, ..] => {
                let complete = links.iter().find(|link| host(link).is_some());
                Some(complete.unwrap_or(best).as_str().into())
            }
        }
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
                &format!("is no date that can be read: {}", text::fit(&text, 40)),
                "write it as 2023-06-15 or 2023-06-15T02:32:00Z",
            ),
            None => self.warnings.wrong(entry, "a date"),
        }
    }

    /// Names of a list, of one text, or of a text with commas.
    pub(crate) fn topics(&mut self) -> Box<[Arc<str>]> {
        let Some(entry) = self.entries.best(Field::Topics) else {
            return Box::default();
        };
        let names: Vec<String> = match entry.value {
            Node::List(items) => {
                let known: Vec<_> = items.iter().filter_map(name_of).collect();
                if known.len() < items.len() {
                    let lost = text::counted(items.len() - known.len(), "item");
                    let what = format!("has {lost} without a name, left out");
                    self.warnings.add(entry.name, &what, "remove empty items");
                }
                known
            }
            Node::Map(_) | Node::Null => {
                self.warnings.wrong(entry, "a list of names");
                Vec::new()
            }
            scalar => scalar
                .text()
                .iter()
                .flat_map(|text| text.split(','))
                .filter_map(|name| clean(&Node::Text(name.to_owned())))
                .collect(),
        };
        let mut seen = HashSet::new();
        let new = names.iter().filter(|name| seen.insert(name.as_str()));
        new.map(|name| self.pool.share(name)).collect()
    }

    /// As the document says it, else by the link, else the name of the folder.
    pub(crate) fn provider(&mut self, link: Option<&str>, folder: &str) -> Provider {
        let entry = self.entries.best(Field::Provider);
        if let Some(entry) = entry {
            if let Some(provider) = provider_of(entry.value, self.pool) {
                return provider;
            }
            self.warnings.wrong(entry, "a name");
        }
        match link.and_then(host) {
            Some(host) => {
                let host = self.pool.share(&host);
                Provider { name: Arc::clone(&host), domain: Some(host) }
            }
            None => Provider { name: self.pool.share(folder), domain: None },
        }
    }

    pub(crate) fn images(&mut self) -> Box<[Image]> {
        let Some(entry) = self.entries.best(Field::Images) else {
            return Box::default();
        };
        let items = match entry.value {
            Node::List(items) => items.as_slice(),
            single => std::slice::from_ref(single),
        };
        let images: Box<[Image]> = items.iter().filter_map(image_of).collect();
        if images.len() < items.len() {
            self.warnings.wrong(entry, "a picture with a `url`");
        }
        images
    }

    pub(crate) fn related(&mut self) -> Box<[Related]> {
        let Some(entry) = self.entries.best(Field::Related) else {
            return Box::default();
        };
        let Node::List(items) = entry.value else {
            self.warnings.wrong(entry, "a list of articles");
            return Box::default();
        };
        let mut unread = 0;
        let related: Box<[Related]> =
            items.iter().filter_map(|item| report(item, self.pool, &mut unread)).collect();
        if unread > 0 {
            let lost = text::counted(unread, "value");
            let what = format!("has {lost} that cannot be read, left out");
            self.warnings.add(entry.name, &what, "dates as 2023-06-15, qualities as numbers");
        }
        if related.len() < items.len() {
            let lost = text::counted(items.len() - related.len(), "item");
            let what = format!("has {lost} without a title or link, left out");
            self.warnings.add(entry.name, &what, "each needs a `title` and a `webUrl`");
        }
        related
    }
}

fn image_of(value: &Node) -> Option<Image> {
    let Node::Map(map) = value else {
        let url = clean_link(value)?.into_boxed_str();
        return Some(Image { url, title: None, width: None, height: None });
    };
    let pick = |names: &[&str]| {
        names.iter().find_map(|name| {
            map.iter().rev().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        })
    };
    let pixels = |name| pick(&[name]).and_then(whole_number).and_then(|n| u32::try_from(n).ok());
    Some(Image {
        url: pick(&["url", "src", "path", "image", "file"]).and_then(clean_link)?.into(),
        title: pick(&["title", "caption", "alt", "description"]).and_then(clean).map(Into::into),
        width: pixels("width"),
        height: pixels("height"),
    })
}

/// A name alone, or the name of a map such as an author with a link.
fn name_of(value: &Node) -> Option<String> {
    match value {
        Node::Map(map) => Entries::of(map).best(Field::Title).and_then(|entry| clean(entry.value)),
        scalar => clean(scalar),
    }
}

/// One text; the items of a list with commas between.
fn joined(value: &Node) -> Option<String> {
    match value {
        Node::List(items) => {
            let names: Vec<String> = items.iter().filter_map(name_of).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        other => name_of(other),
    }
}

pub(super) fn as_date(value: &Node) -> Option<Date> {
    match value {
        Node::Text(_) | Node::Int(_) => date::parse(&clean(value)?),
        _ => None,
    }
}

fn as_flag(value: &Node) -> Option<bool> {
    match value {
        Node::Bool(flag) => Some(*flag),
        Node::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn whole_number(value: &Node) -> Option<i32> {
    match value {
        Node::Int(number) => i32::try_from(*number).ok(),
        Node::Float(number) => number.round().to_string().parse().ok(),
        Node::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
}
