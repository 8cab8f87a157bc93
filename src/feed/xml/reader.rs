//! A document → properly nested tokens, whatever its nesting. Tokenizing is left to `quick-xml`;
//! this file repairs what it refuses.

use std::borrow::Cow;
use std::collections::VecDeque;

use quick_xml::Reader as Tokenizer;
use quick_xml::events::Event;

use super::damage::{begins_markup, is_field, misread};
use super::entity::Entities;
use super::namespace::{Name, Scope};
use super::tag::Tag;

/// Deepest nesting; of deeper elements only the text is read.
const MAX_DEPTH: usize = 200;
/// Wrong tokens are read again, up to this many times the length of the document, so that the time
/// stays linear.
const MAX_REREAD: usize = 8;

/// A piece of a document. Every `Open` has its `Close`.
#[derive(Debug)]
pub(in super::super) enum Token<'a> {
    /// An element begins.
    Open(Tag<'a>, Name<'a>),
    /// The innermost open element ends.
    Close,
    /// Text between tags, decoded; may come in several pieces.
    Text(Cow<'a, str>),
}

#[derive(Debug)]
struct Open<'a> {
    written: &'a str,
    name: Name<'a>,
    /// Whether other documents may be inside, with entries of their own.
    holds_xml: bool,
}

/// Reads a document token by token.
#[derive(Debug)]
pub(in super::super) struct Reader<'a> {
    source: &'a str,
    tokenizer: Tokenizer<&'a [u8]>,
    /// The position where the tokenizer started.
    start: usize,
    budget: usize,
    open: Vec<Open<'a>>,
    scope: Scope,
    entities: Entities,
    pending: VecDeque<Token<'a>>,
}

impl<'a> Reader<'a> {
    /// Starts at the beginning of a decoded document.
    pub(in super::super) fn new(source: &'a str) -> Self {
        let mut reader = Self {
            source,
            tokenizer: Tokenizer::from_str(""),
            start: 0,
            budget: source.len().saturating_mul(MAX_REREAD),
            open: Vec::new(),
            scope: Scope::default(),
            entities: Entities::default(),
            pending: VecDeque::new(),
        };
        reader.restart(0);
        reader
    }

    /// Returns the next token; at the end closes what is open, then returns `None`.
    pub(in super::super) fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if let Some(token) = self.pending.pop_front() {
                return Some(token);
            }
            if !self.read() {
                self.close_to(0);
                return self.pending.pop_front();
            }
        }
    }

    fn restart(&mut self, at: usize) {
        let mut rest = self.source.get(at..).unwrap_or("");
        // The tokenizer would skip a byte order mark without counting it.
        while let Some(behind) = rest.strip_prefix('\u{FEFF}') {
            rest = behind;
        }
        self.start = self.source.len() - rest.len();
        let mut tokenizer = Tokenizer::from_str(rest);
        let config = tokenizer.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        self.tokenizer = tokenizer;
    }

    fn position(&self) -> usize {
        self.start + usize::try_from(self.tokenizer.buffer_position()).unwrap_or(usize::MAX)
    }

    /// Reads the next markup or text, which may give no token or several; `false` at the end.
    fn read(&mut self) -> bool {
        let at = self.position();
        let rest = self.source.get(at..).unwrap_or("");
        if rest.starts_with('<') && !begins_markup(rest) {
            self.pending.push_back(Token::Text(Cow::Borrowed("<")));
            self.restart(at + 1);
            return true;
        }
        match self.tokenizer.read_event() {
            Ok(Event::Start(_) | Event::Empty(_)) => self.start_tag(at),
            Ok(Event::End(_)) => {
                let raw = self.source.get(at + 2..self.position()).unwrap_or("");
                self.end_tag(raw.strip_suffix('>').unwrap_or(raw));
            }
            Ok(Event::Text(text)) => self.pending.push_back(Token::Text(text.into_inner())),
            Ok(Event::CData(text)) => self.pending.push_back(Token::Text(text.into_inner())),
            Ok(Event::GeneralRef(reference)) => {
                let mut text = String::new();
                self.entities.push(&reference, &mut text);
                self.text_after(&mut text);
                self.pending.push_back(Token::Text(Cow::Owned(text)));
            }
            Ok(Event::DocType(doctype)) => self.entities.declare(&doctype),
            Ok(Event::Eof) => return false,
            Ok(_) => {}
            Err(_) => return self.skip_damage(at),
        }
        true
    }

    /// Appends the text up to the next tag: escaped HTML is full of references.
    fn text_after(&mut self, out: &mut String) {
        while self.source.as_bytes().get(self.position()).is_some_and(|byte| *byte != b'<') {
            match self.tokenizer.read_event() {
                Ok(Event::Text(text)) => out.push_str(&text),
                Ok(Event::GeneralRef(reference)) => self.entities.push(&reference, out),
                _ => return,
            }
        }
    }

    /// Continues after markup without an end: its opening is dropped, the rest is read.
    fn skip_damage(&mut self, at: usize) -> bool {
        let rest = self.source.get(at..).unwrap_or("");
        if !self.may_reread(rest.len()) {
            return false;
        }
        let opener = ["<![CDATA[", "<!--", "<?"].into_iter().find(|own| rest.starts_with(own));
        let length = match (opener, rest.find('>')) {
            (Some(opener), _) => opener.len(),
            (None, Some(end)) => {
                if rest.starts_with("</") || rest.starts_with("<!") {
                    end + 1
                } else {
                    self.open_tag(rest.get(1..end).unwrap_or(""));
                    end + 1
                }
            }
            (None, None) => return false,
        };
        self.restart(at + length);
        true
    }

    fn may_reread(&mut self, length: usize) -> bool {
        let left = self.budget.checked_sub(length);
        self.budget = left.unwrap_or(0);
        left.is_some()
    }

    fn start_tag(&mut self, at: usize) {
        let raw = self.source.get(at..self.position()).unwrap_or("");
        let mut inside = raw.strip_prefix('<').unwrap_or(raw);
        inside = inside.strip_suffix('>').unwrap_or(inside);
        if let Some((length, skipped)) = misread(inside)
            && self.may_reread(raw.len())
        {
            inside = inside.get(..length).unwrap_or(inside);
            self.restart(at + 1 + length + skipped);
        }
        self.open_tag(inside);
    }

    fn open_tag(&mut self, inside: &'a str) {
        let (tag, is_empty) = Tag::new(inside);
        let depth = self.open.len() + 1;
        if tag.rest.contains("xmlns") {
            for (name, address) in tag.attributes() {
                match name.split_once(':') {
                    Some(("xmlns", prefix)) => self.scope.declare(prefix, &address, depth),
                    None if name == "xmlns" => self.scope.declare("", &address, depth),
                    _ => {}
                }
            }
        }
        let name = self.scope.name(tag.name);
        self.make_room(&name);
        if self.open.len() >= MAX_DEPTH {
            self.scope.leave(self.open.len());
            return;
        }
        let holds_xml = name.is("content")
            && tag.attribute("type").is_some_and(|kind| {
                kind.ends_with("xml") && !kind.contains("xhtml") && kind.contains('/')
            });
        self.pending.push_back(Token::Open(tag, name.clone()));
        if is_empty {
            self.scope.leave(self.open.len());
            self.pending.push_back(Token::Close);
        } else {
            self.open.push(Open { written: tag.name, name, holds_xml });
        }
    }

    /// Closes elements without an end tag: an entry where the next one begins, a field of text
    /// where another field begins.
    fn make_room(&mut self, name: &Name<'a>) {
        if name.is_entry() {
            let entry = self.open.iter().rposition(|own| own.name.is_entry());
            if let Some(entry) = entry
                && !self.open.iter().skip(entry).any(|own| own.holds_xml)
            {
                self.close_to(entry);
            }
        } else if self.open.last().is_some_and(|last| is_field(&last.name)) && is_field(name) {
            self.close_to(self.open.len() - 1);
        }
    }

    fn end_tag(&mut self, written: &str) {
        let written = written.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or(written);
        let is_end = |own: &Open<'_>| own.written.eq_ignore_ascii_case(written);
        let frames = |own: &Open<'_>| own.name.is_entry() || own.name.is_container();
        // The end of a field never ends the entry around it.
        let barrier = self.open.iter().rposition(frames).map_or(0, |at| at + 1);
        let found = self.open.iter().rposition(is_end);
        let found = found.filter(|at| *at >= barrier || self.open.get(*at).is_some_and(frames));
        if let Some(at) = found {
            self.close_to(at);
        } else if let Some(last) = self.open.last() {
            let local = written.rsplit(':').next().unwrap_or(written);
            if !frames(last) && last.name.local.eq_ignore_ascii_case(local) {
                self.close_to(self.open.len() - 1);
            }
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.open.pop();
            self.pending.push_back(Token::Close);
        }
        self.scope.leave(depth);
    }
}

#[cfg(test)]
mod tests;
