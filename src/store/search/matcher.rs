//! Text conditions, and which parts of an article they search.

use memchr::memmem::Finder;
use rustc_hash::FxHashSet;

use crate::article::Article;
use crate::query::{Field, Text};
use crate::text;

use super::super::index::Part;
use super::pattern::Pattern;
use super::{Id, Store};

/// A prepared text condition.
#[derive(Clone, Debug)]
pub(super) enum Matcher {
    Plain(Box<Finder<'static>>),
    Exact(Box<str>),
    /// Any of several whole values.
    AnyOf(FxHashSet<Box<str>>),
    Regex(Pattern),
}

impl Matcher {
    pub(super) fn of(text: &Text) -> Self {
        let plain = |text: &str| Self::Plain(Box::new(finder(text)));
        match text {
            Text::Plain(text) => plain(text),
            Text::Exact(text) => Self::Exact(text::folded(text).into()),
            // Parsing the query has rejected what does not compile.
            Text::Regex(pattern) => {
                Pattern::of(pattern).map_or_else(|_| plain(pattern), Self::Regex)
            }
        }
    }

    /// Matches any of these whole values with one lookup.
    pub(super) fn any_of<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        Self::AnyOf(texts.map(|text| text::folded(text).into()).collect())
    }

    /// Long texts are rare, so they leave few articles for later conditions.
    pub(super) fn cost(&self) -> usize {
        match self {
            Self::Exact(_) | Self::AnyOf(_) => 1,
            Self::Plain(finder) => 100 - finder.needle().len().min(90),
            Self::Regex(pattern) => 200 + usize::from(pattern.needed.is_none()),
        }
    }

    /// Whether a field of an article matches, or any of the default fields.
    pub(super) fn is_in(&self, field: Option<Field>, store: &Store, id: Id) -> bool {
        match (self, part(field)) {
            (Self::Plain(finder), Some(part)) => {
                finder.find(store.index.text(id, part).as_bytes()).is_some()
            }
            (Self::Exact(whole), Some(part)) => {
                store.index.texts(id, part).any(|it| it == &**whole)
            }
            (Self::AnyOf(all), Some(part)) => {
                store.index.texts(id, part).any(|it| all.contains(it))
            }
            _ => {
                let article = store.get(id);
                article.is_some_and(|article| texts(field, article).any(|text| self.is_text(text)))
            }
        }
    }

    /// Whether a text as written matches.
    pub(super) fn is_text(&self, text: &str) -> bool {
        match self {
            Self::Plain(finder) => finder.find(text::folded(text).as_bytes()).is_some(),
            Self::Exact(whole) => text::folded(text) == **whole,
            Self::AnyOf(all) => all.contains(&*text::folded(text)),
            Self::Regex(pattern) => pattern.regex.is_match(text),
        }
    }
}

/// A finder for the folded text. Newlines in it are replaced, because they separate fields in the
/// index.
pub(super) fn finder(text: &str) -> Finder<'static> {
    Finder::new(&text::folded(text).replace('\n', " ")).into_owned()
}

/// The part of the index that holds a field, if any.
pub(super) fn part(field: Option<Field>) -> Option<Part> {
    match field {
        None => Some(Part::Usual),
        Some(Field::Title) => Some(Part::Title),
        Some(Field::Excerpt) => Some(Part::Excerpt),
        Some(Field::Provider) => Some(Part::Provider),
        Some(Field::Topic) => Some(Part::Topics),
        Some(Field::Url) => Some(Part::Links),
        Some(Field::Feed | Field::Domain | Field::Category | Field::Type | Field::Author) => None,
    }
}

/// The texts of a field, or of the default fields if `None`.
pub(super) fn texts(
    field: Option<Field>,
    article: &Article,
) -> impl Iterator<Item = &str> + use<'_> {
    let is = |other: Field| field == Some(other);
    let usual = |other: Field| field.is_none_or(|field| field == other);
    let own = [
        usual(Field::Title).then_some(&*article.title),
        usual(Field::Excerpt).then_some(&*article.excerpt),
        (usual(Field::Provider) || is(Field::Feed) && article.feed.is_some())
            .then_some(&*article.provider.name),
        article.feed.as_deref().filter(|_| is(Field::Feed)),
        article.provider.domain.as_deref().filter(|_| is(Field::Domain)),
        article.category.as_deref().filter(|_| is(Field::Category)),
        article.kind.as_deref().filter(|_| is(Field::Type)),
        article.author.as_deref().filter(|_| is(Field::Author)),
    ];
    let topics = if usual(Field::Topic) { &*article.topics } else { &[] };
    let links = article.links().filter(move |_| field == Some(Field::Url));
    own.into_iter().flatten().chain(topics.iter().map(|topic| &**topic)).chain(links)
}
