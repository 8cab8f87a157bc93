//! The values of a field, offered when completing a query.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::Article;
use crate::query::Field;
use crate::text;

/// Maximum number of values offered.
const MOST: usize = 50;

/// Returns the values of a field that begin with the prefix, most frequent first, with their
/// numbers of articles; then those that contain it. Of values that differ only in case or accents,
/// the first counts.
pub(crate) fn values<'a>(
    articles: impl Iterator<Item = &'a Article>,
    field: Field,
    prefix: &str,
) -> Vec<(&'a str, usize)> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for value in articles.flat_map(|article| values_of(field, article)) {
        *counts.entry(value).or_insert(0) += 1;
    }
    let prefix = text::folded(prefix);
    let mut found: Vec<(bool, usize, &str)> = counts
        .into_iter()
        .filter_map(|(value, count)| {
            let folded = text::folded(value);
            folded.contains(&prefix).then(|| (folded.starts_with(&prefix), count, value))
        })
        .collect();
    found.sort_unstable_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(a.2.cmp(b.2)));
    let mut seen = FxHashSet::default();
    found.retain(|(_, _, value)| seen.insert(text::folded(value)));
    found.into_iter().take(MOST).map(|(_, count, value)| (value, count)).collect()
}

fn values_of(field: Field, article: &Article) -> Box<dyn Iterator<Item = &str> + '_> {
    match field {
        Field::Topic => Box::new(article.topics.iter().map(|topic| &**topic)),
        Field::Provider => Box::new(std::iter::once(&*article.provider.name)),
        Field::Feed => Box::new(article.feed.as_deref().into_iter()),
        Field::Domain => Box::new(article.provider.domain.as_deref().into_iter()),
        Field::Category => Box::new(article.category.as_deref().into_iter()),
        Field::Type => Box::new(article.kind.as_deref().into_iter()),
        Field::Author => Box::new(article.author.as_deref().into_iter()),
        Field::Title | Field::Excerpt | Field::Url => Box::new(std::iter::empty()),
    }
}
