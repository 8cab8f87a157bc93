//! What the part above the body and the body both say, and which of them says it.

use crate::markup::{Block, Document, Inline, written};

use super::{Part, Shown, Text};

/// Letters and digits of a summary that have to agree; fewer may agree by chance.
const LEAST: usize = 20;

impl Shown {
    /// Returns the part above the body without what the body says too: many pages also name their
    /// first picture in the header, and many summaries are the beginning of the text.
    pub(super) fn head(&self) -> Document {
        let mut head = self.above.clone();
        if self.text == Text::Here {
            let body = &self.page.document(Part::Body).blocks;
            let mut at = 0;
            head.blocks.retain(|block| {
                at += 1;
                match block {
                    Block::Image { source: Some(source), .. } => !shows(body, source),
                    // The first paragraph is the title.
                    Block::Paragraph(summary) => at == 1 || !begins_with(body, summary),
                    _ => true,
                }
            });
        }
        head
    }
}

fn words(text: &[Inline]) -> String {
    text.iter().map(|part| part.text.as_str()).collect()
}

/// Whether the paragraphs begin with a summary, which may be cut off.
fn begins_with(body: &[Block], summary: &[Inline]) -> bool {
    let summary = words(summary);
    let mut wanted = letters(&summary);
    let begun = body.iter().filter_map(|block| match block {
        Block::Paragraph(text) => Some(text),
        _ => None,
    });
    let mut text = begun.flat_map(|text| written(text)).flat_map(|part| letters(&part.text));
    let mut agreed = 0;
    loop {
        match (wanted.next(), text.next()) {
            (None, next) => return agreed >= LEAST || next.is_none(),
            (Some(one), Some(other)) if one == other => agreed += 1,
            _ => return false,
        }
    }
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Whether the blocks contain this picture, at any depth.
fn shows(blocks: &[Block], wanted: &str) -> bool {
    blocks.iter().any(|block| match block {
        Block::Image { source: Some(source), .. } => is_same(source, wanted),
        Block::Quote(blocks) => shows(blocks, wanted),
        Block::List { items, .. } => items.iter().any(|item| shows(&item.blocks, wanted)),
        _ => false,
    })
}

/// Whether two sources name one file: a site-relative path can match a full address.
pub(in crate::app) fn is_same(one: &str, other: &str) -> bool {
    let path = |source: &str| {
        let path = source.split(['?', '#']).next().unwrap_or_default().trim();
        path.trim_start_matches("./").trim_start_matches('/').to_owned()
    };
    let (one, other) = (path(one), path(other));
    let ends = |long: &str, short: &str| long.ends_with(&format!("/{short}"));
    !one.is_empty() && (one == other || ends(&one, &other) || ends(&other, &one))
}

#[cfg(test)]
mod tests {
    use crate::markup::{Style, page};

    use super::*;

    #[test]
    fn a_picture_is_known_by_its_path() {
        for (one, other) in [
            ("sea.png", "./sea.png?v=2"),
            ("/i/sea.png", "i/sea.png"),
            ("https://e.org/i/sea.png", "/i/sea.png"),
        ] {
            assert!(is_same(one, other) && is_same(other, one), "{one} {other}");
        }
        for (one, other) in [("sea.png", "overseasea.png"), ("", ""), ("a/1.png", "b/1.png")] {
            assert!(!is_same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_summary_that_the_text_begins_with_is_known() {
        let text = |words: &str| vec![Inline::new(words, Style::default())];
        let body = [
            Block::Rule,
            Block::Paragraph(text("The sea rose by “three” metres,")),
            Block::Paragraph(text("and fell again.")),
        ];
        for summary in [
            "The sea rose by \"three\" metres, and fell\u{2026}",
            "The sea rose by three metres and fell again. [...]",
        ] {
            assert!(begins_with(&body, &text(summary)), "{summary}");
        }
        assert!(begins_with(&[Block::Paragraph(text("Short."))], &text("Short")));
        assert!(!begins_with(&[Block::Paragraph(text("Shorts"))], &text("Short")));
        for summary in ["The sea", "The sea rose by three feet, and fell again", "Other words"] {
            assert!(!begins_with(&body, &text(summary)), "{summary}");
        }
    }

    /// The number of a link was compared as a word of the text.
    #[test]
    fn a_summary_with_a_link_in_it_is_not_shown_twice() {
        let body = "The [sea](http://e.org/sea) rose by three metres, and fell again.\n";
        let body = page("", None, Some("md"), body);
        let summary = "The sea rose by three metres, and fell…";
        assert!(begins_with(&body.blocks, &[Inline::new(summary, Style::default())]), "{body:?}");
    }
}
