//! What of an article is compared to find its story.

use std::sync::Arc;

use crate::article::Article;

use super::Id;

/// An article whose story is determined by its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryText {
    /// The article.
    pub(super) id: Id,
    /// Breaks ties between articles of the same time, whatever their order of arrival.
    pub(super) key: Arc<str>,
    /// Publication time, in seconds.
    pub(super) at: i64,
    pub(super) provider: Arc<str>,
    pub(super) title: Arc<str>,
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
        })
    }
}
