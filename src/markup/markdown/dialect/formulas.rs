//! Formulas in TeX: their signs are not those of Markdown. Simple ones become Unicode, the others
//! keep every character.

use super::super::super::escape;
use super::symbols::unicode;
use super::{Edits, Source, until};

/// How a formula begins and ends.
struct Fence {
    open: &'static str,
    close: &'static str,
    /// Whether it stands apart from the text around it.
    is_display: bool,
}

const FENCES: [Fence; 6] = [
    Fence { open: "$$", close: "$$", is_display: true },
    Fence { open: "\\\\[", close: "\\\\]", is_display: true },
    Fence { open: "\\\\(", close: "\\\\)", is_display: false },
    Fence { open: "\\[", close: "\\]", is_display: true },
    Fence { open: "\\(", close: "\\)", is_display: false },
    Fence { open: "$", close: "$", is_display: false },
];

/// Replaces formulas with what is shown of them.
pub(super) fn formulas(source: &Source<'_>, edits: &mut Edits) {
    for (start, piece) in source.pieces() {
        let mut at = 0;
        while let Some(next) = piece.get(at..).and_then(|rest| rest.find(['$', '\\'])) {
            at += next;
            let (before, rest) = piece.split_at_checked(at).unwrap_or_default();
            match formula(before, rest) {
                Some((fence, inside)) => {
                    let length = fence.open.len() + inside.len() + fence.close.len();
                    let shown = shown(inside, fence.is_display, starts_line(before));
                    edits.replace(start + at..start + at + length, shown);
                    at += length;
                }
                // An escaped sign begins nothing, and no dollar sign of a run does.
                None if rest.starts_with('\\') => {
                    at += 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
                }
                None => at += rest.len() - rest.trim_start_matches('$').len(),
            }
        }
    }
}

/// Returns the formula at the start of `rest`.
fn formula<'a>(before: &str, rest: &'a str) -> Option<(&'static Fence, &'a str)> {
    let fence = FENCES.iter().find(|fence| rest.starts_with(fence.open))?;
    let inside = rest.get(fence.open.len()..)?;
    let fits = |inside: &&str| match fence.open {
        "$" => is_inline(before, inside, rest) && is_formula(inside),
        "$$" => !inside.trim().is_empty(),
        "\\[" => starts_line(before) && is_formula(inside),
        _ => is_formula(inside),
    };
    let mut from = 0;
    // The first end may be escaped, or belong to something else.
    for _ in 0..3 {
        let end = from + until(inside.get(from..)?, fence.close)?.len();
        let found = inside.get(..end)?;
        if !found.ends_with('\\') && fits(&found) {
            return Some((fence, found));
        }
        from = end + fence.close.len();
    }
    None
}

/// Whether a formula between single dollar signs is not two prices: as in Pandoc, no space stands
/// within its ends and no digit behind it.
fn is_inline(before: &str, inside: &str, rest: &str) -> bool {
    let next = rest.get(inside.len() + 2..).and_then(|rest| rest.chars().next());
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '$');
    !inside.starts_with(char::is_whitespace)
        && !inside.ends_with(char::is_whitespace)
        && !is_word(before.chars().next_back())
        && !is_word(next)
}

/// Whether a text looks like a formula: it has signs of TeX or of arithmetic, or is one letter.
fn is_formula(inside: &str) -> bool {
    let text = inside.trim();
    let signs = ['\\', '^', '_', '=', '<', '>', '+', '{', '|', '*', '/'];
    let is_short = text.chars().count() <= 2 && text.starts_with(char::is_alphabetic);
    let is_call = text.ends_with(')') && text.contains('(') && !text.contains(' ');
    !text.is_empty() && (text.contains(signs) || is_short || is_call)
}

/// Whether only white space precedes on the line.
fn starts_line(before: &str) -> bool {
    let indent = before.trim_end_matches([' ', '\t', '>']);
    indent.is_empty() || indent.ends_with('\n')
}

/// Returns the HTML of a formula.
fn shown(inside: &str, is_display: bool, starts_line: bool) -> String {
    let text = inside.trim();
    if let Some(plain) = unicode(text) {
        let mut out = String::new();
        escape::push_literal(&plain, &mut out);
        return out;
    }
    if is_display && starts_line && text.contains('\n') {
        return escape::code(Some("tex"), text);
    }
    escape::element("code", &text.replace('\n', " "))
}
