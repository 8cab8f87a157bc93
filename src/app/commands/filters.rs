//! The menu of views and filters: the built-in ones, those of the settings, and one filter for each
//! topic, provider and category, with the number of rows each would show.

use std::borrow::Cow;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::query;
use crate::query::Field;
use crate::store::Id;
use crate::store::Search;
use crate::text;

use crate::app::overlays::Overlay;
use crate::app::overlays::menu::{Menu, MenuItem};
use crate::app::overlays::request::Request;
use crate::app::{App, Status};

/// Built-in filters: letter, name, query.
const ALWAYS: [(&str, &str, &str); 5] = [
    ("n", "new since the last visit", "is:new"),
    ("t", "today", "today"),
    ("w", "this week", "newer:7d"),
    ("i", "with images", "has:image"),
    ("!", "with problems", "has:problem"),
];

/// Letters of the built-in views.
const VIEW_KEYS: [&str; 5] = ["l", "m", "u", "s", "h"];

/// Rows counted per parallel task.
const CHUNK: usize = 4096;

/// Number of rows per value of a field.
type Counts<'a> = FxHashMap<(u8, &'a str), usize>;

const FIELDS: [(Field, &str); 3] =
    [(Field::Topic, "topic"), (Field::Provider, "provider"), (Field::Category, "category")];

impl App {
    /// Opens the menu.
    pub(in crate::app) fn ask_filter(&mut self) {
        let rows = self.list.base();
        let mut items = self.view_items();
        let (present, archive_end) = (self.present(), self.archive_end());
        items.extend(ALWAYS.iter().filter_map(|(key, name, text)| {
            let query = query::parse(text).ok()?;
            let search = Search::new(&query, present);
            let count = self.count_rows(&search, rows);
            let name = match archive_end.as_ref().filter(|_| query::asks_for_age(&query)) {
                Some(day) => format!("{name} as of {day}"),
                None => (*name).to_owned(),
            };
            Some(item((*key).into(), name, count, Request::Filter((*text).into())))
        }));
        items.extend(self.value_items(rows));
        let mut menu = Menu::new("Show", "a letter, / to type a name, q closes", items);
        menu.long = true;
        menu.cursor.go(self.list.view_at(), menu.shown.len());
        self.overlays.push(Overlay::Menu(menu));
    }

    fn view_items(&self) -> Vec<MenuItem> {
        let counts = self.list.counts(&self.store);
        let views = self.list.views().iter().zip(counts).enumerate();
        let of_view = |(at, (view, count)): (usize, (&crate::app::View, usize))| {
            let built_in = VIEW_KEYS.get(at).map(|key| Cow::Borrowed(*key));
            let own = view.key().map(|key| Cow::Owned(key.to_string()));
            let unread = if view.is_counted() { self.list.unread(at) } else { 0 };
            let note = if unread == 0 || unread == count {
                text::thousands(count)
            } else {
                format!("{} · {} unread", text::thousands(count), text::thousands(unread))
            };
            MenuItem {
                keys: own.or(built_in).unwrap_or_default(),
                name: view.name().to_owned(),
                note,
                choice: Request::View(at),
            }
        };
        views.map(of_view).collect()
    }

    fn count_rows(&self, search: &Search, rows: &[Id]) -> usize {
        if self.list.has_stories() {
            search.stories(&self.store, rows).len()
        } else {
            search.filter(&self.store, rows).len()
        }
    }

    /// Returns a filter for each topic, provider and category, most frequent first.
    fn value_items(&self, rows: &[Id]) -> Vec<MenuItem> {
        let counts = rows
            .par_chunks(CHUNK)
            .map(|rows| {
                let (mut counts, mut values) = (Counts::default(), Vec::new());
                for row in rows {
                    self.values_of(*row, &mut values);
                    for value in values.drain(..) {
                        *counts.entry(value).or_insert(0) += 1;
                    }
                }
                counts
            })
            .reduce(Counts::default, added);
        let mut counts = one_of_each(counts);
        counts.sort_unstable_by(|(a, m), (b, n)| a.0.cmp(&b.0).then(n.cmp(m)).then(a.1.cmp(b.1)));
        let of_value = |((field, value), count): ((u8, &str), usize)| {
            let (_, name) = FIELDS[usize::from(field)];
            let query = format!("{name}={}", query::quoted(value));
            item("".into(), format!("{name} {value}"), count, Request::Filter(query))
        };
        counts.into_iter().map(of_value).collect()
    }

    /// Collects the topics, providers and categories of the reports on a row, each once.
    fn values_of<'a>(&'a self, row: Id, values: &mut Vec<(u8, &'a str)>) {
        let alone = [row];
        let told = if self.list.has_stories() { self.store.story(row) } else { &alone };
        for article in told.iter().filter_map(|id| self.store.get(*id)) {
            values.extend(article.topics.iter().map(|topic| (0, &**topic)));
            values.push((1, &*article.provider.name));
            values.extend(article.category.as_deref().map(|value| (2, value)));
        }
        values.sort_unstable();
        values.dedup();
    }

    /// Filters the view by a query.
    pub(in crate::app) fn filter_by(&mut self, text: &str) {
        let Ok(query) = query::parse(text) else { return };
        self.list.choose();
        self.drop_picks();
        self.filter(text, &query);
        let found = self.as_of(self.counted(self.list.count()));
        self.status = Status::info(format!("{found}; Esc shows all again"));
    }
}

/// Merges values that differ only in case and accents, as queries do not distinguish them; keeps
/// the most frequent spelling.
fn one_of_each(counts: Counts<'_>) -> Vec<((u8, &str), usize)> {
    let mut written: Vec<((u8, &str), usize)> = counts.into_iter().collect();
    written.sort_unstable_by(|(a, m), (b, n)| n.cmp(m).then(a.cmp(b)));
    let mut places: FxHashMap<(u8, String), usize> = FxHashMap::default();
    let mut all: Vec<((u8, &str), usize)> = Vec::new();
    for ((field, value), count) in written {
        let place = *places.entry((field, text::folded(value))).or_insert(all.len());
        match all.get_mut(place) {
            Some((_, known)) => *known += count,
            None => all.push(((field, value), count)),
        }
    }
    all
}

fn added<'a>(a: Counts<'a>, b: Counts<'a>) -> Counts<'a> {
    let (mut more, fewer) = if a.len() < b.len() { (b, a) } else { (a, b) };
    for (value, count) in fewer {
        *more.entry(value).or_insert(0) += count;
    }
    more
}

fn item(keys: Cow<'static, str>, name: String, count: usize, choice: Request) -> MenuItem {
    MenuItem { keys, name, note: text::thousands(count), choice }
}
