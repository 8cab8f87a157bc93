//! Containers and modules: `:::tip`, `!!! note`, imports and remarks of MDX.

use super::super::super::escape;
use super::notes::heading;
use super::{Edits, Line, Source};

/// Names of containers that stand out from the text around them.
const REMARKS: [&str; 22] = [
    "abstract",
    "attention",
    "bug",
    "caution",
    "danger",
    "error",
    "example",
    "failure",
    "hint",
    "important",
    "info",
    "note",
    "question",
    "quote",
    "seealso",
    "success",
    "summary",
    "tip",
    "todo",
    "warn",
    "warning",
    "details",
];

/// `:::name[Title]`, `::: name Title`, `::: {.name}`, up to `:::`.
pub(super) fn fenced(source: &Source<'_>, edits: &mut Edits) {
    let mut open: Vec<&str> = Vec::new();
    for line in source.lines() {
        let rest = line.content.trim_start_matches(':');
        let colons = line.content.len() - rest.len();
        if colons < 3 {
            continue;
        }
        let rest = rest.trim();
        let range = line.start..line.start + line.content.len();
        if rest.is_empty() {
            let close = open.pop().map(|close| format!("\n{0}{close}\n", line.marks));
            edits.replace(range, close.unwrap_or_default());
        } else if rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '{' | '[')) {
            let (start, close) = opening(rest);
            open.push(close);
            edits.replace(range, format!("\n{0}{start}\n", line.marks));
        }
    }
}

/// Returns the HTML that opens a container, and what closes it.
fn opening(written: &str) -> (String, &'static str) {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let plain = written.trim_start_matches(['{', '.', ' ']);
    let (name, rest) = plain
        .split_at_checked(plain.find(|c| !is_name(c)).unwrap_or(plain.len()))
        .unwrap_or_default();
    let name = name.strip_prefix("callout-").unwrap_or(name).to_lowercase();
    if !REMARKS.contains(&name.as_str()) {
        return ("<div>".to_owned(), "</div>");
    }
    (format!("<blockquote>{}", escape::element("b", &title(&name, rest))), "</blockquote>")
}

/// The title of a container: in brackets, as an attribute, or the words after its name.
fn title(name: &str, rest: &str) -> String {
    let bracketed = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let quoted = rest.split_once("title=\"").and_then(|(_, rest)| rest.split_once('"'));
    let words = rest.trim().trim_matches('"');
    let is_plain = !words.contains(['{', '}', '=']);
    match bracketed.or(quoted) {
        Some((title, _)) if !title.trim().is_empty() => title.trim().to_owned(),
        None if is_plain && !words.is_empty() => words.to_owned(),
        _ => heading(name),
    }
}

/// `!!! note "Title"` and the lines that are indented below it.
pub(super) fn indented(source: &Source<'_>, edits: &mut Edits) {
    let mut behind = 0;
    for line in source.lines().filter(|line| line.marks.trim_start().is_empty()) {
        let marks = ["!!!", "???+", "???"].iter().find_map(|it| line.content.strip_prefix(*it));
        let Some(rest) = marks.filter(|rest| rest.starts_with([' ', '\t'])) else { continue };
        if line.range.start < behind {
            continue;
        }
        let rest = rest.trim();
        let (name, words) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '-') {
            continue;
        }
        let title = escape::element("b", &title(name, words));
        let end = line.start + line.content.len();
        edits.replace(line.start..end, format!("<blockquote>{title}\n"));
        behind = dedent(source.text, &line, edits);
        edits.insert(behind, format!("{}</blockquote>\n\n", line.marks));
    }
}

/// Takes four spaces from the lines below `line`; returns where they end.
fn dedent(text: &str, line: &Line<'_>, edits: &mut Edits) -> usize {
    let indent = line.marks.len() + 4;
    let mut at = line.range.end;
    let mut end = at;
    for below in text.get(at..).unwrap_or_default().split_inclusive('\n') {
        let spaces = below.bytes().take_while(|byte| *byte == b' ').count();
        let is_blank = below.trim().is_empty();
        if !is_blank && spaces < indent {
            break;
        }
        if spaces >= indent {
            edits.delete(at + line.marks.len()..at + indent);
        }
        at += below.len();
        if !is_blank {
            end = at;
        }
    }
    end
}

/// Imports, exports and remarks of MDX.
pub(super) fn modules(source: &Source<'_>, edits: &mut Edits) {
    let mut is_start = true;
    let mut behind = 0;
    for line in source.lines() {
        let is_first = std::mem::replace(&mut is_start, line.content.trim().is_empty());
        if !is_first || !line.marks.is_empty() || line.range.start < behind {
            continue;
        }
        if is_module(line.content) {
            let rest = source.text.get(line.start..).unwrap_or_default();
            let lines = rest.split_inclusive('\n').take_while(|line| !line.trim().is_empty());
            behind = line.start + lines.map(str::len).sum::<usize>();
            edits.delete(line.start..behind);
        }
    }
    let mut behind = 0;
    for (start, piece) in source.pieces() {
        for (at, _) in piece.match_indices("{/*") {
            if start + at < behind {
                continue;
            }
            let Some(end) = source.end(start + at, "*/}") else { return };
            behind = end + 3;
            edits.delete(start + at..behind);
        }
    }
}

/// Whether a line begins an import or an export.
fn is_module(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("import ") {
        let is_whole = rest.starts_with(['"', '\''])
            || [" from '", " from \""].iter().any(|from| rest.contains(from));
        // The names may stand in braces on lines of their own.
        let open = rest.rsplit_once('{').filter(|(_, names)| !names.contains('}'));
        let is_open = open.is_some_and(|(before, _)| {
            let before = before.trim();
            before.is_empty() || before == "type" || before.ends_with(',')
        });
        return is_whole || is_open;
    }
    let words = ["const ", "let ", "default ", "function ", "async ", "{", "*"];
    let exported = line.strip_prefix("export ");
    exported.is_some_and(|rest| words.iter().any(|word| rest.starts_with(word)))
}
