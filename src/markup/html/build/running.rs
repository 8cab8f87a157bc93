//! The running line of text: white space, styles, addresses, pictures within it. The enclosing
//! frame determines what the line becomes.

use std::sync::Arc;

use unicode_width::UnicodeWidthChar;

use super::super::super::block::{Block, Inline, Tone, image_text};
use super::super::address::addresses;
use super::{Builder, Kind};
use crate::text;

impl Builder {
    /// Ends the running line, as the start and the end of every block do.
    pub(in super::super) fn flush(&mut self) {
        let text = trimmed(std::mem::take(&mut self.line));
        if text.iter().all(|inline| inline.text.trim().is_empty()) {
            return;
        }
        let block = match self.top().kind {
            Kind::Heading(level) => Block::Heading { level, text },
            _ => Block::Paragraph(text),
        };
        self.push(block);
    }

    /// Whether the running line has any text.
    pub(in super::super) fn has_text(&self) -> bool {
        self.line.iter().any(|inline| !inline.text.trim().is_empty())
    }

    /// Treats two line breaks in a row as the end of a paragraph, as many pages use them.
    pub(in super::super) fn line_end(&mut self) {
        if let Some(last) = self.line.last_mut() {
            if last.text.ends_with('\n') {
                self.flush();
                return;
            }
            let end = last.text.trim_end_matches(' ').len();
            last.text.truncate(end);
            last.text.push('\n');
        }
    }

    /// Adds text as written in the document: sanitizes it and turns addresses into links.
    pub(in super::super) fn text(&mut self, raw: &str) {
        let clean = text::line(raw);
        if raw.starts_with(|c: char| c.is_ascii_whitespace()) {
            self.space();
        }
        if !clean.is_empty() {
            if self.link.is_none() && !self.style.code && clean.contains("://") {
                self.addresses(&clean);
            } else {
                self.append(&clean, self.link);
            }
            if raw.ends_with(|c: char| c.is_ascii_whitespace()) {
                self.space();
            }
        }
    }

    fn addresses(&mut self, clean: &str) {
        let mut behind = 0;
        for range in addresses(clean) {
            let text = |range| clean.get(range).unwrap_or_default();
            self.append(text(behind..range.start), None);
            let address = text(range.clone());
            let link = self.target(address);
            self.append(address, link);
            behind = range.end;
        }
        self.append(clean.get(behind..).unwrap_or_default(), None);
    }

    fn space(&mut self) {
        if self.line.last().is_some_and(|last| !last.text.ends_with([' ', '\n'])) {
            self.append(" ", self.link);
        }
    }

    /// Adds sanitized text in the current style.
    pub(in super::super) fn append(&mut self, clean: &str, link: Option<u32>) {
        // Combining marks at the start of an element would join the character before it, and many
        // such elements could stack more marks than sanitizing allows.
        let clean = match self.line.last() {
            Some(_) => clean.trim_start_matches(|c: char| c.width() == Some(0)),
            None => clean,
        };
        if clean.is_empty() {
            return;
        }
        self.written += clean.trim().len();
        match self.line.last_mut() {
            Some(last) if last.style == self.style && last.link == link => {
                last.text.push_str(clean);
            }
            _ => self.line.push(Inline { text: clean.to_owned(), style: self.style, link }),
        }
    }

    /// Adds a picture: a block of its own unless it is within text.
    pub(in super::super) fn image(
        &mut self,
        caption: String,
        link: Option<u32>,
        source: Option<&str>,
    ) {
        if self.has_text() {
            let tone = std::mem::replace(&mut self.style.tone, Tone::Dim);
            self.append(&image_text(&caption), link);
            self.style.tone = tone;
        } else {
            self.block(Block::Image { caption, link, source: source.map(Arc::from) });
        }
    }
}

fn trimmed(mut text: Vec<Inline>) -> Vec<Inline> {
    while let Some(last) = text.last_mut() {
        let end = last.text.trim_end().len();
        last.text.truncate(end);
        if end > 0 {
            break;
        }
        text.pop();
    }
    text
}
