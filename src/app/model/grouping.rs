//! How far articles have been grouped to stories.

/// How far the articles of the load under way have been looked through for stories.
#[derive(Debug, Default)]
pub(in crate::app) struct GroupingState {
    /// How many articles there were at the last look,
    pub(in crate::app) seen: usize,
    /// and how many there had ever been: where one was exchanged for another, that is more.
    pub(in crate::app) ever: usize,
    /// A look is under way.
    pub(in crate::app) busy: bool,
}
