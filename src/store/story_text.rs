//! The text of an article for comparison: the words of its title and, with less weight, of the
//! start of its excerpt.

use std::hash::Hasher;
use std::sync::Arc;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::article::Article;
use crate::text;

use super::Id;

/// Words that occur in texts on any subject, and the names of days and months: dates are not
/// evidence.
const COMMON: &str = include_str!("../../assets/common-words.txt");
/// Longer words also count by their prefix of this length, which their inflections share.
const STEM: usize = 5;
/// Weight of an excerpt word relative to a title word. Excerpts are often the start of the text, or
/// a description of the site.
const EXCERPT_WEIGHT: f32 = 0.25;
/// Number of excerpt words that count.
const EXCERPT_WORDS: usize = 30;

/// A word or a word prefix, as a hash: there are many comparisons, and the spelling no longer
/// matters.
pub(super) type Feature = u32;

/// An article whose story is determined by its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryText {
    /// The article.
    pub(super) id: Id,
    /// Breaks ties between articles of the same time, whatever their order of arrival.
    pub(super) key: Arc<str>,
    /// Publication time, in seconds.
    pub(super) at: i64,
    pub(super) provider: Arc<str>,
    title: Arc<str>,
    excerpt: Arc<str>,
}

impl StoryText {
    /// Returns `None` for an undated article: nothing shows that it is from the same days as
    /// another.
    pub(super) fn of(id: Id, article: &Article) -> Option<Self> {
        Some(Self {
            id,
            key: Arc::clone(&article.key),
            at: article.date?.at.as_second(),
            provider: Arc::clone(&article.provider.name),
            title: Arc::clone(&article.title),
            excerpt: Arc::clone(&article.excerpt),
        })
    }

    /// The frequency of each feature; sorted, so that sums do not depend on the order of arrival.
    pub(super) fn features(&self) -> Vec<(Feature, f32)> {
        let mut found: FxHashMap<Feature, f32> = FxHashMap::default();
        let mut title = FxHashSet::default();
        text::each_word(&self.title, |word| {
            if !COMMON_WORDS.contains(word) {
                title.insert(feature(word, false));
                count(word, |feature| *found.entry(feature).or_default() += 1.0);
            }
        });
        let mut words = 0;
        text::each_word(&self.excerpt, |word| {
            words += 1;
            if words <= EXCERPT_WORDS
                && !COMMON_WORDS.contains(word)
                && title.insert(feature(word, false))
            {
                count(word, |feature| *found.entry(feature).or_default() += EXCERPT_WEIGHT);
            }
        });
        let mut features: Vec<_> = found.into_iter().collect();
        features.sort_unstable_by_key(|(feature, _)| *feature);
        features
    }
}

static COMMON_WORDS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| COMMON.split_whitespace().collect());

/// Calls `each` for a word and for the prefix of a long one. Only one of the two counts as a shared
/// word.
fn count(word: &str, mut each: impl FnMut(Feature)) {
    match word.char_indices().nth(STEM) {
        Some((end, _)) => {
            each(feature(word, false));
            each(feature(word.get(..end).unwrap_or(word), true));
        }
        None => each(feature(word, true)),
    }
}

/// Whether sharing the feature counts as sharing a word.
pub(super) fn is_counted(feature: Feature) -> bool {
    feature & 1 == 1
}

fn feature(word: &str, counted: bool) -> Feature {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    // Half of the bits are enough to distinguish the words of a language.
    let hash = u32::try_from(hasher.finish() >> 32).unwrap_or_default();
    (hash & !1) | u32::from(counted)
}
