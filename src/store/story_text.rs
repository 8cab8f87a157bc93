//! What an article tells, as far as texts can be compared: the words of its title and,
//! with less weight, of the start of its excerpt.

use std::hash::Hasher;
use std::sync::Arc;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::article::Article;
use crate::text;

use super::Id;

/// Words that stand in texts on everything, and the names of days and months: dates are no
/// evidence.
const COMMON: &str = include_str!("../../assets/common-words.txt");
/// Longer words also count by their beginning, which their endings share.
const STEM: usize = 5;
/// A word of the excerpt against one of the title. Excerpts are often the start of the
/// text, or what a site says of itself.
const EXCERPT_WEIGHT: f32 = 0.25;
/// Words of the excerpt that count.
const EXCERPT_WORDS: usize = 30;

/// A word or the beginning of one, as a hash: what is compared is many, and its spelling
/// no longer matters.
pub(super) type Feature = u32;

/// An article whose story is to be found by its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryText {
    /// Which.
    pub(super) id: Id,
    /// By which articles of one moment are ordered, however they arrive.
    pub(super) key: Arc<str>,
    /// When it was published, in seconds.
    pub(super) at: i64,
    pub(super) provider: Arc<str>,
    title: Arc<str>,
    excerpt: Arc<str>,
}

impl StoryText {
    /// `None` where there is no date, and so nothing says that it is of the same days as another.
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

    /// How often each feature stands in the text; sorted, so that sums are the same
    /// however articles arrive.
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

/// Calls `each` for a word and the beginning of a long one. One of the two stands for the word
/// where shared words are counted.
fn count(word: &str, mut each: impl FnMut(Feature)) {
    match word.char_indices().nth(STEM) {
        Some((end, _)) => {
            each(feature(word, false));
            each(feature(word.get(..end).unwrap_or(word), true));
        }
        None => each(feature(word, true)),
    }
}

/// Whether sharing it is sharing a word.
pub(super) fn is_counted(feature: Feature) -> bool {
    feature & 1 == 1
}

fn feature(word: &str, counted: bool) -> Feature {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    // Half of the bits are enough to tell the words of a language apart.
    let hash = u32::try_from(hasher.finish() >> 32).unwrap_or_default();
    (hash & !1) | u32::from(counted)
}
