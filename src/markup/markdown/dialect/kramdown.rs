//! kramdown and Pandoc: headings without a space, attributes, the colon of definitions.

use super::{Edits, Line, Source};

/// Two or more number signs before a letter begin a heading, as in kramdown: they are no tag.
pub(super) fn headings(source: &Source<'_>, edits: &mut Edits) {
    for line in source.lines() {
        let title = line.content.trim_start_matches('#');
        let level = line.content.len() - title.len();
        if !(2..=6).contains(&level) || !title.starts_with(char::is_alphabetic) {
            continue;
        }
        edits.insert(line.start + level, " ");
        let whole = title.trim_end();
        let bare = whole.trim_end_matches('#');
        // A single one at the end is part of a word, such as C#.
        if whole.len() - bare.len() > 1 {
            let start = line.start + level + bare.len();
            edits.delete(start..start + whole.len() - bare.len());
        }
    }
}

/// A definition needs a space behind its colon: `:smile:` is none.
pub(super) fn definitions(source: &Source<'_>, edits: &mut Edits) {
    for line in source.lines() {
        let after = line.content.strip_prefix(':');
        if after.is_some_and(|after| after.starts_with(|c: char| !c.is_whitespace())) {
            edits.insert(line.start, "\\");
        }
    }
}

/// Attributes say something to programs alone: `{: .note}`, `{#name}`, `{:toc}`, `{width=50%}`.
pub(super) fn attributes(source: &Source<'_>, edits: &mut Edits) {
    // Before the rest, because their marks look like lists of attributes.
    comments(source, edits);
    let mut last: Option<Line<'_>> = None;
    for line in source.lines() {
        let written = line.content.trim();
        if is_list(written) || is_contents(written) {
            let is_between = follows(source, &line)
                && last.as_ref().is_some_and(|last| {
                    last.range.end == line.range.start && !last.content.trim().is_empty()
                });
            edits.replace(line.range.clone(), if is_between { "\n" } else { "" });
            if let Some(last) = last.take().filter(|_| written.contains("toc}")) {
                edits.delete(last.range.clone());
            }
        } else if line.content.starts_with('#')
            && let Some((before, list)) = written.rsplit_once("{:")
            && list.ends_with('}')
        {
            // The parser reads the attributes of headings.
            let at = line.start + before.len() + 1;
            edits.delete(at..at + 1);
        }
        last = Some(line);
    }
    for (start, piece) in source.pieces() {
        for (at, _) in piece.match_indices('{') {
            inline(source.text, start + at, edits);
        }
    }
}

/// Removes the attributes at `at` that belong to the link, picture, code or word before them.
fn inline(text: &str, at: usize, edits: &mut Edits) {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let Some(rest) = text.get(at..) else { return };
    let belongs = matches!(before, Some(')' | ']' | '`' | '*' | '_'));
    if !belongs && !rest.starts_with("{:") {
        return;
    }
    let end = rest.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '}' | '\n'));
    let Some(list) = end.filter(|(_, c)| *c == '}').and_then(|(end, _)| rest.get(..end)) else {
        return;
    };
    let whole = at..at + list.len() + 1;
    let list = list.trim_start_matches('{');
    if list.starts_with(':') && !list.starts_with(":/") && (belongs || is_list_end(text, whole.end))
    {
        let start = text.get(..at).map_or(at, |before| before.trim_end_matches([' ', '\t']).len());
        edits.delete(start..whole.end);
    } else if belongs && is_attributes(list) {
        edits.delete(whole);
    }
}

/// Lists of attributes are never longer than this in characters.
const LONGEST: usize = 200;

/// Whether nothing more is on the line.
fn is_list_end(text: &str, at: usize) -> bool {
    // Not the whole line, which may have a list at every word.
    let mut rest = text.get(at..).unwrap_or_default().chars();
    rest.find(|c| *c == '\n' || !c.is_whitespace()).is_none_or(|c| c == '\n')
}

/// `.class #name key=value`.
fn is_attributes(list: &str) -> bool {
    let is_one = |word: &str| {
        word.starts_with(['.', '#'])
            || word.split_once('=').is_some_and(|(name, _)| {
                !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-')
            })
    };
    let mut words = list.split_whitespace();
    words.next().is_some_and(is_one)
}

/// Whether a line is only a list of attributes.
fn is_list(written: &str) -> bool {
    written.starts_with("{:") && written.ends_with('}') && written.matches('{').count() == 1
}

/// Whether a line only asks for a table of contents.
fn is_contents(written: &str) -> bool {
    ["[toc]", "[[toc]]", "[[_toc_]]", "{{toc}}", "${toc}"]
        .iter()
        .any(|own| written.eq_ignore_ascii_case(own))
}

/// Whether text follows the line directly.
fn follows(source: &Source<'_>, line: &Line<'_>) -> bool {
    let rest = source.text.get(line.range.end..).unwrap_or_default();
    !rest.split('\n').next().unwrap_or_default().trim().is_empty()
}

/// Removes what stands between `{::comment}` and `{:/comment}`.
fn comments(source: &Source<'_>, edits: &mut Edits) {
    let mut behind = 0;
    for (start, piece) in source.pieces() {
        for (at, _) in piece.match_indices("{::comment}") {
            if start + at < behind {
                continue;
            }
            let Some(end) = source.end(start + at, "{:/") else { return };
            let Some(end) = source.end(end, "}") else { return };
            behind = end + 1;
            edits.delete(start + at..behind);
        }
    }
}
