//! The searchable text of one article, and the positions of its fields.

use std::ops::Range;

use crate::article::Article;
use crate::text;

use super::Part;

/// Separates fields. Folded text never contains it, so no match spans two fields.
pub(super) const BETWEEN: char = '\n';

/// The fields of one article as offsets into the text of its stretch: the start, and the end of
/// each field. For a free slot all offsets are equal; its old text may still follow them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ends {
    pub(super) start: u32,
    pub(super) title: u32,
    pub(super) excerpt: u32,
    pub(super) provider: u32,
    pub(super) topics: u32,
    pub(super) all: u32,
    /// Which parts are not ASCII as written, one bit each.
    pub(super) foreign: u8,
}

impl Ends {
    /// Shifts the offsets to text that begins at `to`.
    pub(super) fn moved(self, to: u32) -> Self {
        let by = |end: u32| end.wrapping_sub(self.start).wrapping_add(to);
        Self {
            start: to,
            title: by(self.title),
            excerpt: by(self.excerpt),
            provider: by(self.provider),
            topics: by(self.topics),
            all: by(self.all),
            foreign: self.foreign,
        }
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.all as usize
    }
}

/// Appends the folded text of an article.
pub(super) fn write(text: &mut String, article: &Article) -> Ends {
    let start = length(text);
    let title = push(text, &article.title);
    let excerpt = push(text, &article.excerpt);
    let provider = push(text, &article.provider.name);
    for topic in &article.topics {
        push(text, topic);
    }
    let topics = length(text);
    let mut before = None;
    for link in article.links() {
        // Most articles give the same link twice.
        if before.replace(link) != Some(link) {
            push(text, link);
        }
    }
    let ascii = [
        (Part::Title, article.title.is_ascii()),
        (Part::Excerpt, article.excerpt.is_ascii()),
        (Part::Provider, article.provider.name.is_ascii()),
        (Part::Topics, article.topics.iter().all(|topic| topic.is_ascii())),
        (Part::Links, article.links().all(str::is_ascii)),
    ];
    let foreign = ascii.iter().filter(|(_, ascii)| !ascii).map(|(part, _)| part.bit()).sum();
    Ends { start, title, excerpt, provider, topics, all: length(text), foreign }
}

/// Appends a field; returns its end.
fn push(whole: &mut String, field: &str) -> u32 {
    let start = whole.len();
    if field.is_ascii() {
        whole.push_str(field);
        whole.get_mut(start..).into_iter().for_each(str::make_ascii_lowercase);
    } else {
        whole.push_str(&text::folded(field));
    }
    whole.push(BETWEEN);
    length(whole) - 1
}

/// Saturates: beyond 4 GiB nothing more is found, and nothing panics.
pub(super) fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
