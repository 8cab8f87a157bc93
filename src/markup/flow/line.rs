//! A line of styled text, whatever its content.

use std::borrow::Cow;
use std::sync::Arc;

use super::super::block::{Style, Tone};
use super::image::Room;
use crate::text;

/// One line; its width is at most the one it was laid out for, unless it scrolls sideways.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// The spans, left to right.
    pub spans: Vec<Span>,
    /// Bytes of block text before this line. Never decreases from line to line and does not depend
    /// on the width, so that it identifies the same text in another layout.
    pub place: usize,
    /// Whether the line is part of a heading.
    pub heading: bool,
    /// The name of the heading that begins here, as links within the document use it.
    pub name: Option<Arc<str>>,
    /// The column where code begins, if the line is part of a block of it.
    pub code: Option<u16>,
    /// Whether the line is part of a right-to-left paragraph, and so is right-aligned.
    pub rtl: bool,
    /// Columns of the widest line of its block, if that is too wide and must not be wrapped: such a
    /// line is viewed through [`Line::window`].
    pub sideways: Option<usize>,
    /// The row of a picture on this line.
    pub picture: Option<Slice>,
}

/// The layout parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Width in columns.
    pub width: u16,
    /// Whether overlong code is wrapped; otherwise it scrolls sideways.
    pub wrap_code: bool,
}

impl From<u16> for Measure {
    fn from(width: u16) -> Self {
        Self { width, wrap_code: false }
    }
}

/// Blocks after layout, to which others can be appended.
#[derive(Clone, Debug)]
pub(crate) struct Flowed {
    pub(crate) lines: Vec<Line>,
    /// The room of each picture.
    pub(crate) rooms: Vec<Room>,
    /// The place where following text continues.
    pub(crate) bytes: usize,
}

/// One row of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The source of the picture, as in [`Block::Image`](super::super::Block::Image).
    pub source: Arc<str>,
    /// The row within the picture, from 0.
    pub row: u16,
    /// Columns before it.
    pub indent: u16,
}

/// A run of one style within a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Span {
    /// Sanitized text without line breaks.
    pub text: String,
    /// The style.
    pub style: Style,
    /// Index into the links of the document.
    pub link: Option<u32>,
}

impl Span {
    /// Creates text in a style, without a link. `text` must be sanitized.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, link: None }
    }
}

impl Line {
    /// Width in columns.
    #[must_use]
    pub fn width(&self) -> usize {
        width(&self.spans)
    }

    /// The text without styles.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// How far the line can be scrolled sideways within `columns`.
    #[must_use]
    pub fn hidden(&self, columns: usize) -> usize {
        self.sideways.map_or(0, |widest| widest.saturating_sub(columns))
    }

    /// Returns the visible part of the line within `columns`, scrolled sideways by `offset` but not
    /// past the end of its block. Indents stay in place; signs at the edges mark cut text.
    #[must_use]
    pub fn window(&self, offset: usize, columns: usize) -> Cow<'_, Self> {
        let Some(indent) = self.code.filter(|_| self.sideways.is_some()) else {
            return Cow::Borrowed(self);
        };
        let offset = offset.min(self.hidden(columns));
        let (indents, code) = self.spans.split_at(self.indents(usize::from(indent)));
        let mut seen = Self { spans: indents.to_vec(), sideways: None, ..self.clone() };
        let room = columns.saturating_sub(seen.width());
        let mut part = without_start(code, offset);
        if offset > 0 && !part.is_empty() {
            part = without_start(&part, 1);
            part.insert(0, sign("‹"));
        }
        if width(&part) > room {
            cut(&mut part, room.saturating_sub(1));
            part.push(sign("›"));
        }
        seen.spans.extend(part);
        seen.clip(columns);
        Cow::Owned(seen)
    }

    /// Number of the spans before the column where code begins.
    fn indents(&self, column: usize) -> usize {
        let mut used = 0;
        let before = self.spans.iter().take_while(|span| {
            used += text::width(&span.text);
            used <= column && !span.style.code
        });
        before.count()
    }

    /// Adds a span, merging it with the last one if the style is the same.
    pub(super) fn push(&mut self, span: Span) {
        if span.text.is_empty() {
            return;
        }
        match self.spans.last_mut() {
            Some(last) if last.style == span.style && last.link == span.link => {
                last.text.push_str(&span.text);
            }
            _ => self.spans.push(span),
        }
    }

    /// Removes trailing spaces.
    pub(super) fn trim(&mut self) {
        while let Some(last) = self.spans.last_mut() {
            let end = last.text.trim_end().len();
            last.text.truncate(end);
            if end > 0 {
                break;
            }
            self.spans.pop();
        }
    }

    /// Cuts the line to `columns`: a single character can be wider than they are, and characters
    /// that combine can be in two spans.
    pub(super) fn clip(&mut self, columns: usize) {
        if self.width() <= columns {
            return;
        }
        let mut left = columns;
        for span in &mut self.spans {
            let end = text::clip(&span.text, left).len();
            span.text.truncate(end);
            left -= text::width(&span.text);
        }
        self.spans.retain(|span| !span.text.is_empty());
        if self.spans.is_empty() {
            self.spans.push(Span::new("…", Style::default()));
        }
    }
}

fn width(spans: &[Span]) -> usize {
    spans.iter().map(|span| text::width(&span.text)).sum()
}

/// A sign that marks cut text.
fn sign(text: &str) -> Span {
    Span::new(text, Tone::Dim.style())
}

/// Returns spans without their first `columns`. A wide character that is cut leaves a space.
fn without_start(spans: &[Span], columns: usize) -> Vec<Span> {
    let mut left = columns;
    let mut rest = Vec::new();
    for span in spans {
        let whole = text::width(&span.text);
        if left >= whole {
            left -= whole;
            continue;
        }
        let (text, over) = text::skip(&span.text, std::mem::take(&mut left));
        rest.push(Span { text: format!("{}{text}", " ".repeat(over)), ..*span });
    }
    rest
}

/// Cuts spans that are wider than `columns` to just these. A wide character that is cut leaves a
/// space.
fn cut(spans: &mut Vec<Span>, columns: usize) {
    let mut left = columns;
    for span in spans.iter_mut() {
        let end = text::clip(&span.text, left).len();
        if end < span.text.len() {
            span.text.truncate(end);
            let gap = left.saturating_sub(text::width(&span.text));
            span.text.push_str(&" ".repeat(gap));
            left = 0;
        } else {
            left -= text::width(&span.text);
        }
    }
    spans.retain(|span| !span.text.is_empty());
}

#[cfg(test)]
mod tests {
    use super::super::super::block::Tone;
    use super::*;

    fn line(texts: &[&str]) -> Line {
        let spans = texts.iter().map(|&text| Span::new(text, Tone::Plain.style())).collect();
        Line { spans, ..Line::default() }
    }

    #[test]
    fn spans_of_one_style_join() {
        let mut line = line(&["a"]);
        line.push(Span::new("b", Tone::Plain.style()));
        line.push(Span::new("c", Tone::Dim.style()));
        assert_eq!(line.spans.len(), 2);
        assert_eq!((line.text().as_str(), line.width()), ("abc", 3));
    }

    fn code(text: &str, widest: usize) -> Line {
        let style = Style { code: true, ..Style::default() };
        let spans = vec![Span::new("  ", Style::default()), Span::new(text, style)];
        Line { spans, sideways: Some(widest), code: Some(2), ..Line::default() }
    }

    #[test]
    fn a_wide_line_moves_behind_its_indent_up_to_the_end_of_its_block() {
        let line = code("0123456789", 12);
        let seen = |offset| line.window(offset, 8).text();
        assert_eq!(
            [seen(0), seen(2), seen(4), seen(99)],
            ["  01234›", "  ‹3456›", "  ‹56789", "  ‹56789"]
        );
        assert_eq!(code("01", 12).window(1, 8).text(), "  ‹");
        assert_eq!(code("中中中中中", 12).window(1, 8).text(), "  ‹中中›");
        assert_eq!(code("中中中中中", 12).window(0, 8).text(), "  中中 ›");
        assert_eq!(line.window(0, 12).text(), "  0123456789");
    }

    #[test]
    fn a_line_is_cut_at_whole_characters() {
        let mut wide = line(&["ab", "中国", "c"]);
        wide.clip(5);
        assert_eq!(wide.text(), "ab中c");
    }
}
