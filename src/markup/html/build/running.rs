//! The running line of text: white space, styles, addresses, pictures within it. The enclosing
//! frame determines what the line becomes.

use std::borrow::Cow;
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
        let block = match &mut self.top().kind {
            Kind::Heading(level, id) => Block::Heading { level: *level, text, id: id.take() },
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
        let joined = joined(raw);
        let clean = text::line(&joined);
        let ends = |text: &str| text.trim_end_matches(|c: char| c.is_ascii_whitespace()).len();
        if raw.starts_with(|c: char| c.is_ascii_whitespace()) {
            let start = raw.len() - raw.trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
            self.space(raw.get(..start).is_some_and(|space| space.contains('\n')));
        }
        if !clean.is_empty() {
            if self.link.is_none() && !self.style.code && clean.contains("://") {
                self.addresses(&clean);
            } else {
                self.append(&clean, self.link);
            }
            if raw.ends_with(|c: char| c.is_ascii_whitespace()) {
                self.space(raw.get(ends(raw)..).is_some_and(|space| space.contains('\n')));
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

    /// Adds a space, which may stand for a line break.
    fn space(&mut self, is_break: bool) {
        if self.line.last().is_some_and(|last| !last.text.ends_with([' ', '\n'])) {
            self.append(" ", self.link);
            self.is_joined = is_break;
        }
    }

    /// Drops the space for a line break between two characters of scripts without spaces.
    fn join(&mut self, next: &str) {
        let Some(last) = self.line.last().filter(|_| self.is_joined) else { return };
        let end = last.text.trim_end_matches(' ').len();
        // The space may stand alone between two styles.
        let at = self.line.len() - if end > 0 { 1 } else { 2.min(self.line.len()) };
        let before =
            self.line.get(at).and_then(|inline| inline.text.trim_end().chars().next_back());
        if !is_joint(before, next.chars().next()) {
            return;
        }
        if end == 0 {
            self.line.pop();
        } else if let Some(last) = self.line.last_mut() {
            last.text.truncate(end);
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
        self.join(clean);
        self.is_joined = false;
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
        size: Option<(u32, u32)>,
    ) {
        if self.has_text() {
            let tone = std::mem::replace(&mut self.style.tone, Tone::Dim);
            self.append(&image_text(&caption), link);
            self.style.tone = tone;
        } else {
            self.block(Block::Image { caption, link, source: source.map(Arc::from), size });
        }
    }
}

/// Drops the line breaks between characters of scripts without spaces.
fn joined(raw: &str) -> Cow<'_, str> {
    if raw.is_ascii() || !raw.contains('\n') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    for (at, line) in raw.split('\n').enumerate() {
        let next = line.trim_start_matches([' ', '\t', '\r']);
        let before = out.trim_end_matches([' ', '\t', '\r']);
        if at > 0 && is_joint(before.chars().next_back(), next.chars().next()) {
            out.truncate(before.len());
            out.push_str(next);
        } else {
            if at > 0 {
                out.push('\n');
            }
            out.push_str(line);
        }
    }
    Cow::Owned(out)
}

/// Whether no space stands for a line break between two characters: Chinese and Japanese on both
/// sides. Korean has spaces, and so has Latin beside either.
fn is_joint(before: Option<char>, after: Option<char>) -> bool {
    let is_unspaced = |c: Option<char>| c.is_some_and(text::is_chinese_or_japanese);
    is_unspaced(before) && is_unspaced(after)
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
