//! Obsidian and other programs of notes: links in double brackets, marks, remarks, names of blocks,
//! titles of quotations, footnotes within the line.

use super::super::super::escape;
use super::super::super::template::is_picture;
use super::{Edit, Edits, Source, is_sign, reach, until};

/// `%%remark%%` is hidden, within a line and over many.
pub(super) fn remarks(source: &Source<'_>, edits: &mut Edits) {
    let mut behind = 0;
    for (start, piece) in source.pieces() {
        for (at, _) in piece.match_indices("%%") {
            let at = start + at;
            let before = source.text.get(..at).and_then(|before| before.chars().next_back());
            if at < behind || before.is_some_and(|c| !c.is_whitespace() && !is_sign(Some(c))) {
                continue;
            }
            // Without an end here, there is none further on.
            let Some(end) = source.end(at + 2, "%%") else { return };
            behind = end + 2;
            edits.delete(at..behind);
        }
    }
}

/// `[[Note]]`, `[[folder/Note#Part|words]]`, `![[picture.png]]`.
pub(super) fn links(source: &Source<'_>, edits: &mut Edits) {
    for (start, piece) in source.pieces() {
        for (at, _) in piece.match_indices("[[") {
            let Some(rest) = piece.get(at + 2..) else { continue };
            let Some(end) = rest.find(['[', ']', '\n']) else { continue };
            let (inside, behind) = rest.split_at_checked(end).unwrap_or_default();
            let Some(behind) = behind.strip_prefix("]]") else { continue };
            if !is_note(inside) || behind.starts_with(['(', '[', ':', ']']) {
                continue;
            }
            let is_embed = piece.get(..at).is_some_and(|before| before.ends_with('!'));
            let from = start + at - usize::from(is_embed);
            let to = start + at + 2 + inside.len() + 2;
            edits.replace(from..to, link(inside, is_embed));
        }
    }
}

/// Whether the text in double brackets names a note: numbers are references of another kind, and
/// spaces at its ends are code.
fn is_note(inside: &str) -> bool {
    !inside.is_empty()
        && inside.trim() == inside
        && inside.chars().any(|c| !c.is_ascii_digit() && !matches!(c, ',' | ' ' | '-'))
}

fn link(inside: &str, is_embed: bool) -> String {
    let (target, alias) = match inside.split_once('|') {
        // In a table the stroke is escaped.
        Some((target, alias)) => (target.trim_end_matches('\\').trim(), Some(alias.trim())),
        None => (inside, None),
    };
    let is_size = |alias: &str| alias.chars().all(|c| c.is_ascii_digit() || c == 'x');
    let words = alias.filter(|alias| !(alias.is_empty() || is_embed && is_size(alias)));
    let name = target.trim_start_matches('#').rsplit('/').next().unwrap_or(target);
    if is_embed && is_picture(target) {
        return escape::tag("img", &[("src", target), ("alt", words.unwrap_or(name))]);
    }
    let mut link = escape::tag("a", &[("href", target)]);
    match words {
        Some(words) => link.push_str(words),
        None => escape::push_literal(&name.replace('#', " › "), &mut link),
    }
    link + "</a>"
}

/// `==words==` are marked.
pub(super) fn marks(source: &Source<'_>, edits: &mut Edits) {
    for (start, piece) in source.pieces() {
        let mut at = 0;
        while let Some(next) = piece.get(at..).and_then(|rest| rest.find("==")) {
            let open = at + next;
            at = open + 2;
            let Some(length) = marked(piece, open) else {
                at += run(piece, at);
                continue;
            };
            let close = at + length;
            edits.replace(start + open..start + at, "<mark>");
            edits.replace(start + close..start + close + 2, "</mark>");
            at = close + 2;
        }
    }
}

/// The number of equals signs from `at` on.
fn run(piece: &str, at: usize) -> usize {
    piece.bytes().skip(at).take_while(|byte| *byte == b'=').count()
}

/// Returns the length of the words after the mark at `open`. Comparisons and lines of equals signs
/// are no marks.
fn marked(piece: &str, open: usize) -> Option<usize> {
    let (before, rest) = piece.split_at_checked(open)?;
    let rest = rest.get(2..)?;
    let starts = rest.starts_with(|c: char| !c.is_whitespace() && c != '=');
    if !starts || is_ascii_word(before.chars().next_back()) || before.ends_with('=') {
        return None;
    }
    let words = until(rest, "==")?;
    let after = rest.get(words.len()..)?;
    let next = after.chars().nth(2);
    let ends = !words.ends_with(char::is_whitespace) && !is_ascii_word(next) && next != Some('=');
    ends.then_some(words.len())
}

fn is_ascii_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

/// ` ^name` at the end of a block names it for links.
pub(super) fn names(source: &Source<'_>, edits: &mut Edits) {
    for line in source.lines() {
        let whole = line.content.trim_end();
        let Some((before, name)) = whole.rsplit_once('^') else { continue };
        let is_name = name.len() > 1
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && name.bytes().any(|byte| byte.is_ascii_alphabetic());
        if is_name && (before.is_empty() || before.ends_with([' ', '\t'])) {
            let start = line.start + before.trim_end().len();
            edits.delete(start..line.start + whole.len());
        }
    }
}

/// `> [!NOTE] Title` heads a quotation.
pub(super) fn callouts(source: &Source<'_>, edits: &mut Edits) {
    for line in source.lines().filter(|line| line.marks.contains('>')) {
        let Some((kind, title)) = line.content.strip_prefix("[!").and_then(|it| it.split_once(']'))
        else {
            continue;
        };
        let kind = kind.split('|').next().unwrap_or_default().trim();
        if kind.is_empty() || !kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
            continue;
        }
        let title = title.strip_prefix(['-', '+']).unwrap_or(title).trim();
        let title = if title.is_empty() { heading(kind) } else { title.to_owned() };
        let end = line.start + line.content.len();
        edits.replace(line.start..end, format!("<b>{title}</b><br>"));
    }
}

/// The name of a kind of remark as a heading: `NOTE` and `note` are `Note`.
pub(super) fn heading(kind: &str) -> String {
    let words = kind.replace(['-', '_'], " ").to_lowercase();
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `^[text]` is a footnote of the place where it stands.
pub(super) fn footnotes(source: &Source<'_>, edits: &mut Edits) {
    let mut count = 0;
    for (start, piece) in source.pieces() {
        let mut behind = 0;
        for (at, _) in piece.match_indices("^[") {
            let before = piece.get(..at).and_then(|before| before.chars().next_back());
            let Some(length) = bracketed(piece.get(at + 1..).unwrap_or_default()) else { continue };
            if at < behind || before.is_none_or(|c| matches!(c, '[' | '\\' | '^')) {
                continue;
            }
            count += 1;
            let inside = piece.get(at + 2..at + length).unwrap_or_default().replace('\n', " ");
            behind = at + 1 + length;
            edits.push(Edit {
                range: start + at..start + behind,
                text: format!("[^inline-{count}]"),
                below: format!("\n\n[^inline-{count}]: {inside}"),
            });
        }
    }
}

/// Returns the length of the text in brackets at the start.
fn bracketed(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in reach(text).char_indices() {
        match c {
            '\n' if text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n')) => return None,
            '[' => depth += 1,
            ']' if depth == 1 => return Some(at + 1),
            ']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}
