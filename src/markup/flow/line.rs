//! A line of styled text. What stands in it is for others to say.

use super::super::block::Style;
use crate::text;

/// One line, as wide as its text or less than the width it was made for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// From left to right.
    pub spans: Vec<Span>,
    /// Bytes of block text before this line. Never falls from line to line and
    /// does not depend on the width, so that it finds the same words again.
    pub place: usize,
    /// Part of a heading.
    pub heading: bool,
}

/// A stretch of a line of one style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Span {
    /// Clean text without line ends.
    pub text: String,
    /// How it is said.
    pub style: Style,
    /// Index into the links of the document.
    pub link: Option<u32>,
}

impl Span {
    /// Text in a style, without a link. `text` must be clean.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, link: None }
    }
}

impl Line {
    /// Columns that the line takes.
    #[must_use]
    pub fn width(&self) -> usize {
        self.spans.iter().map(|span| text::width(&span.text)).sum()
    }

    /// Its text without styles.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Adds a span; one of the same style becomes part of the last.
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

    /// Takes spaces off the end.
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

    /// Cuts what is beyond `columns`: a single character can be wider than they
    /// are, and characters that join into one can stand in two spans.
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

    #[test]
    fn a_line_is_cut_at_whole_characters() {
        let mut wide = line(&["ab", "中国", "c"]);
        wide.clip(5);
        assert_eq!(wide.text(), "ab中c");
    }
}
