//! What writers of sites and notes write besides GitHub's Markdown: kramdown, Obsidian, MDX,
//! containers, formulas. Each rule proposes edits of the source; code and HTML stay as they are.

mod containers;
mod formulas;
mod kramdown;
mod notes;
mod signs;
mod symbols;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Returns the source as GitHub's Markdown with HTML.
pub(super) fn rewritten(text: &str) -> Cow<'_, str> {
    if !is_suspected(text) {
        return Cow::Borrowed(text);
    }
    let source = Source::new(text);
    let mut edits = Edits::default();
    // Of two edits of one place the earlier one counts.
    notes::remarks(&source, &mut edits);
    containers::modules(&source, &mut edits);
    containers::fenced(&source, &mut edits);
    containers::indented(&source, &mut edits);
    kramdown::attributes(&source, &mut edits);
    kramdown::headings(&source, &mut edits);
    kramdown::definitions(&source, &mut edits);
    notes::callouts(&source, &mut edits);
    formulas::formulas(&source, &mut edits);
    notes::links(&source, &mut edits);
    notes::marks(&source, &mut edits);
    notes::names(&source, &mut edits);
    notes::footnotes(&source, &mut edits);
    signs::flanks(&source, &mut edits);
    edits.applied(text)
}

/// Whether the source may have something for the rules.
fn is_suspected(text: &str) -> bool {
    let signs = [
        "$", "[[", "==", "%%", "{", "^", "\n:", "##", "[!", "\\(", "\\[", "!!!", "???", "[toc]",
        "[TOC]",
    ];
    let starts = ["import ", "export ", ":"];
    signs.iter().any(|sign| text.contains(sign))
        || starts.iter().any(|start| text.starts_with(start))
        || (text.contains("**") && !text.is_ascii())
}

/// A source and what of it is prose.
struct Source<'a> {
    text: &'a str,
    /// The parts that are neither code nor HTML nor the targets of links, in order.
    prose: Vec<Range<usize>>,
    /// The same with blocks of HTML: what is hidden may end in the one that it hides.
    ends: Vec<Range<usize>>,
}

impl<'a> Source<'a> {
    fn new(text: &'a str) -> Self {
        let protected = protected(text);
        let inner = protected.iter().filter(|(_, is_html)| !is_html);
        Self {
            text,
            prose: between(protected.iter().map(|(range, _)| range), text.len()),
            ends: between(inner.map(|(range, _)| range), text.len()),
        }
    }

    /// Returns the first place from `at` on where `mark` ends what is hidden: in code it does not.
    fn end(&self, at: usize, mark: &str) -> Option<usize> {
        let first = self.ends.partition_point(|range| range.end <= at);
        self.ends.iter().skip(first).find_map(|range| {
            let start = range.start.max(at);
            Some(start + self.text.get(start..range.end)?.find(mark)?)
        })
    }

    /// The pieces of prose, each with its place.
    fn pieces(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let piece = |range: &Range<usize>| Some((range.start, self.text.get(range.clone())?));
        self.prose.iter().filter_map(piece)
    }

    /// The lines that begin in prose.
    fn lines(&self) -> impl Iterator<Item = Line<'a>> {
        let mut prose = self.prose.iter().peekable();
        let mut start = 0;
        self.text.split_inclusive('\n').filter_map(move |whole| {
            let at = start;
            start += whole.len();
            let text = whole.trim_end_matches(['\n', '\r']);
            let indent = text.len() - text.trim_start_matches([' ', '\t', '>']).len();
            while prose.next_if(|range| range.end <= at + indent).is_some() {}
            let is_prose = prose.peek().is_some_and(|range| range.start <= at + indent);
            let (marks, content) = text.split_at_checked(indent)?;
            let range = at..at + whole.len();
            is_prose.then_some(Line { range, marks, content, start: at + indent })
        })
    }
}

/// A line of a source.
#[derive(Clone)]
struct Line<'a> {
    /// With its line break.
    range: Range<usize>,
    /// The spaces and marks of quotes before its text.
    marks: &'a str,
    content: &'a str,
    /// The place of the content.
    start: usize,
}

/// Returns what is between some parts of a text of `length` bytes.
fn between<'a>(parts: impl Iterator<Item = &'a Range<usize>>, length: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut behind = 0;
    for range in parts {
        if range.start > behind {
            found.push(behind..range.start);
        }
        behind = behind.max(range.end);
    }
    if behind < length {
        found.push(behind..length);
    }
    found
}

/// Returns code, HTML and the targets of links, in order; of each, whether it is a block of HTML.
fn protected(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    // The place behind the text of each open link.
    let mut open: Vec<usize> = Vec::new();
    let mut behind = 0;
    for (event, range) in Parser::new_ext(text, super::OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::HtmlBlock) => found.push((range.clone(), true)),
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) | Event::InlineHtml(_) => {
                found.push((range.clone(), false));
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => open.push(range.start),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let start = open.pop().unwrap_or(range.start).max(behind);
                found.push((start..range.end, false));
            }
            _ => {}
        }
        if !matches!(event, Event::Start(_)) {
            behind = behind.max(range.end);
        }
    }
    found.sort_unstable_by_key(|(range, _)| range.start);
    found
}

/// Further replacements are left out: a text with so many is too large to be laid out anyway.
const MAX_EDITS: usize = 100_000;

/// Replaces a part of a source.
struct Edit {
    range: Range<usize>,
    text: String,
    /// What is added at the end of the source.
    below: String,
}

/// Replacements of parts of a source.
#[derive(Default)]
struct Edits(Vec<Edit>);

impl Edits {
    fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.push(Edit { range, text: text.into(), below: String::new() });
    }

    fn push(&mut self, edit: Edit) {
        if self.0.len() < MAX_EDITS {
            self.0.push(edit);
        }
    }

    fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    fn delete(&mut self, range: Range<usize>) {
        self.replace(range, "");
    }

    fn applied(mut self, text: &str) -> Cow<'_, str> {
        if self.0.is_empty() {
            return Cow::Borrowed(text);
        }
        // Stable, so that of two edits that begin together the earlier rule comes first.
        self.0.sort_by_key(|edit| edit.range.start);
        let mut out = String::with_capacity(text.len() * 5 / 4);
        let mut appendix = String::new();
        let mut behind = 0;
        for edit in self.0 {
            if edit.range.start < behind {
                continue;
            }
            out.push_str(text.get(behind..edit.range.start).unwrap_or_default());
            out.push_str(&edit.text);
            appendix.push_str(&edit.below);
            behind = edit.range.end;
        }
        out.push_str(text.get(behind..).unwrap_or_default());
        out.push_str(&appendix);
        Cow::Owned(out)
    }
}

/// Pairs of marks are looked for within this many bytes.
const REACH: usize = 2_000;

/// Returns what precedes `end` in a text, if that is within reach and in the same paragraph.
fn until<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let near = reach(text);
    let found = near.get(..near.find(end)?)?;
    Some(found).filter(|found| !found.contains("\n\n"))
}

/// Returns the beginning of a text within reach.
fn reach(text: &str) -> &str {
    let end = (0..=REACH).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    if text.len() > REACH { text.get(..end).unwrap_or_default() } else { text }
}

/// Whether a character is neither a letter nor a digit nor white space, or absent.
fn is_sign(c: Option<char>) -> bool {
    c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace())
}

#[cfg(test)]
mod tests;
