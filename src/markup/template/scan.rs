//! Finds what template tags stand in: lines, fenced code, code spans, raw text.

use std::borrow::Cow;

use super::tag::Reader;

/// A run of backticks is looked for within this many bytes.
const SPAN: usize = 1_000;

/// Returns where the line ends, behind its line break, if nothing more is on it.
pub(super) fn line_end(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let blank = rest.trim_start_matches([' ', '\t', '\r']);
    let skipped = rest.len() - blank.len();
    match blank.strip_prefix('\n') {
        Some(_) => Some(from + skipped + 1),
        None => blank.is_empty().then_some(text.len()),
    }
}

pub(super) fn without_indent(line: &str, most: usize) -> &str {
    let spaces = line.bytes().take(most).take_while(|b| matches!(b, b' ' | b'\t')).count();
    line.get(spaces..).unwrap_or(line).trim_end_matches('\r')
}

/// Returns the length of the fenced code at the start of a line; `None` if none begins there.
pub(super) fn fenced(rest: &str) -> Option<usize> {
    let line = rest.split_inclusive('\n').next()?;
    let mark = line.trim_start_matches([' ', '\t', '>']);
    let mark = ["- ", "* ", "+ "].iter().find_map(|item| mark.strip_prefix(item)).unwrap_or(mark);
    let sign = mark.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = mark.len() - mark.trim_start_matches(sign).len();
    let info = mark.get(length..)?;
    if length < 3 || (sign == '`' && info.contains('`')) {
        return None;
    }
    let mut end = line.len();
    for line in rest.get(end..)?.split_inclusive('\n') {
        end += line.len();
        let mark = line.trim_start_matches([' ', '\t', '>']).trim_end();
        if mark.len() >= length && mark.chars().all(|c| c == sign) {
            return Some(end);
        }
    }
    // A fence without its partner reaches to the end of the text.
    Some(rest.len())
}

/// Returns the length of the code span at the start, or else of its backticks.
pub(super) fn span(rest: &str) -> usize {
    let length = rest.len() - rest.trim_start_matches('`').len();
    let mut at = length;
    let end = rest.char_indices().map(|(at, _)| at).find(|at| *at >= SPAN).unwrap_or(rest.len());
    let within = rest.get(..end.max(length)).unwrap_or(rest);
    while let Some(next) = within.get(at..).and_then(|rest| rest.find('`')) {
        if within.get(at..at + next).is_some_and(|text| text.contains("\n\n")) {
            break;
        }
        at += next;
        let run = within.get(at..).map_or(0, |run| run.len() - run.trim_start_matches('`').len());
        at += run;
        if run == length {
            return at;
        }
    }
    length
}

/// Drops the tags around raw text, which stand within code too.
pub(super) fn without_raw(code: &str) -> Cow<'_, str> {
    if !code.contains("endraw") {
        return Cow::Borrowed(code);
    }
    let mut out = String::with_capacity(code.len());
    let mut reader = Reader::new(code);
    let mut behind = 0;
    for (at, _) in code.match_indices("{%") {
        if at >= behind
            && let Some(tag) = reader.tag(at).filter(|tag| matches!(tag.name, "raw" | "endraw"))
        {
            out.push_str(code.get(behind..at).unwrap_or_default());
            let starts = out.is_empty() || out.ends_with('\n');
            behind = line_end(code, tag.end).filter(|_| starts).unwrap_or(tag.end);
        }
    }
    out.push_str(code.get(behind..).unwrap_or_default());
    Cow::Owned(out)
}
