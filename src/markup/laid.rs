//! A document together with its lines for one measure, so that a long one is laid out where nobody
//! waits for it.

use super::block::{Block, Document, Inline};
use super::flow::{Flowed, Measure, Slots, flow_part};

/// A document, and its lines if they were made beforehand.
#[derive(Clone, Debug)]
pub struct Laid {
    pub(crate) document: Document,
    pub(crate) layout: Option<Layout>,
}

/// The lines of a document, and what they were made for.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) measure: Measure,
    pub(crate) slots: Slots,
    pub(crate) flowed: Flowed,
}

impl Laid {
    /// Lays a document out.
    #[must_use]
    pub fn new(document: Document, measure: Measure, slots: Slots) -> Self {
        let flowed = flow_part(&document.blocks, measure, &slots);
        Self { document, layout: Some(Layout { measure, slots, flowed }) }
    }
}

impl From<Document> for Laid {
    fn from(document: Document) -> Self {
        Self { document, layout: None }
    }
}

impl Document {
    /// Drops a leading heading that repeats the title: many bodies begin with one.
    pub(super) fn without_title(mut self, title: &str) -> Self {
        let words =
            |text: &[Inline]| text.iter().map(|part| part.text.as_str()).collect::<String>();
        if let Some(Block::Heading { text, .. }) = self.blocks.first()
            && words(text) == title
        {
            self.blocks.remove(0);
        }
        self
    }
}
