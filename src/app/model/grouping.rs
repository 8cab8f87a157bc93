//! Progress of grouping articles into stories.

/// Progress of grouping the articles of the current load into stories.
#[derive(Debug, Default)]
pub(in crate::app) struct GroupingState {
    /// The number of articles at the last grouping.
    pub(in crate::app) seen: usize,
    /// The number of articles ever inserted by then; it also grows when one article replaces
    /// another.
    pub(in crate::app) ever: usize,
    /// A grouping is running.
    pub(in crate::app) busy: bool,
}
