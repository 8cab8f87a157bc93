//! The text of one article as searches go through it, and where its fields stand.

use std::ops::Range;

use crate::article::Article;
use crate::text;

use super::Part;

/// Between fields; no folded text holds it, so no word is found across two fields.
pub(super) const BETWEEN: char = '\n';

/// Where the fields of one article stand, as offsets into the text of its stretch: its start and
/// the ends of the fields. Of a free slot all are one place, and what was its text may still stand
/// behind that place.
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
    /// As they are where the text begins elsewhere.
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

/// Adds the folded text of an article.
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
        // Most articles have one link twice.
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

/// Adds a field; returns where it ends.
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

/// Beyond four thousand million bytes nothing more is found, and nothing panics.
pub(super) fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
