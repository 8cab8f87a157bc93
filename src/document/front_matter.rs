//! Text → header and body. Knows how headers begin and end, not what they say; `encoding` converts
//! bytes to text.

use super::bare;
use super::lines::lines;
use super::object::{self, Object};

/// The language of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Yaml,
    Toml,
    Json,
    /// `Name: value`, as Pelican and `MultiMarkdown` write it.
    Bare,
}

/// The parts of a document, all with LF line ends.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    /// The text between the fences.
    pub header: Option<&'a str>,
    /// The language of the header.
    pub language: Language,
    /// Lines before the first line of the header.
    pub lines_before: usize,
    /// The text after the header; everything if there is none.
    pub body: &'a str,
    /// Why what looks like a header is none.
    pub fault: Option<Fault<'a>>,
}

/// Why what looks like a header is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault<'a> {
    /// The line that closes it is missing.
    Unclosed(&'a str),
    /// It is in a language that is not read.
    Language(&'a str),
    /// It is an object that cannot be read: this text begins with it.
    Object(&'a str),
}

/// An opening line.
struct Fence<'a> {
    language: Language,
    /// The line that closes the header.
    end: &'a str,
}

impl<'a> Parts<'a> {
    fn text(text: &'a str) -> Self {
        let language = Language::Yaml;
        Parts { header: None, language, lines_before: 0, body: text, fault: None }
    }
}

/// Splits a document. `whole` treats the file as YAML without a body if no fence closes it, as in
/// `.yaml` files. Directives (`%YAML 1.2`) before the opening fence belong to neither part.
#[must_use]
pub(crate) fn split(text: &str, whole: bool) -> Parts<'_> {
    let mut at = 0;
    let mut lines_before = 0;
    let mut is_comment = false;
    let first = lines(text).find(|line| {
        at += line.len();
        lines_before += 1;
        // A remark of its writer, which is not shown either.
        let begins = is_comment || line.trim_start().starts_with("<!--");
        is_comment = begins && !line.trim_end().ends_with("-->");
        !begins && !line.trim().is_empty() && !is_directive(line)
    });
    let first = first.unwrap_or_default().trim_end();
    let (start, lines_before) = match fence(first) {
        Some(Ok(fence)) => return between(text, at, lines_before, &fence, whole),
        Some(Err(language)) if closing(text, at, "---").is_some() => {
            let fault = Some(Fault::Language(language));
            return Parts { lines_before, fault, ..Parts::text(text) };
        }
        _ => (at - first_line_length(text, at), lines_before.saturating_sub(1)),
    };
    if whole {
        return Parts { header: Some(text), body: "", ..Parts::text(text) };
    }
    unfenced(text, start, lines_before)
}

/// The length of the line that ends at a byte.
fn first_line_length(text: &str, end: usize) -> usize {
    let before = text.get(..end).unwrap_or_default();
    let inside = before.strip_suffix('\n').unwrap_or(before);
    before.len() - inside.rfind('\n').map_or(0, |at| at + 1)
}

/// A header that begins at `start` without a line that opens it.
fn unfenced(text: &str, start: usize, lines_before: usize) -> Parts<'_> {
    let rest = text.get(start..).unwrap_or_default();
    if rest.starts_with('{') {
        let language = Language::Json;
        return match object::find(rest) {
            Some(Object::Header(header, body)) => {
                let body = body.strip_prefix('\n').unwrap_or(body);
                Parts { header: Some(header), language, lines_before, body, fault: None }
            }
            Some(Object::Unreadable) => {
                Parts { lines_before, fault: Some(Fault::Object(rest)), ..Parts::text(text) }
            }
            None => Parts::text(text),
        };
    }
    match bare::find(rest) {
        Some(found) => Parts {
            header: rest.get(..found.length),
            language: found.language,
            lines_before,
            body: rest.get(found.body..).unwrap_or_default(),
            fault: None,
        },
        None => Parts::text(text),
    }
}

/// Recognizes an opening line; an error names the language of one that is not read.
fn fence(line: &str) -> Option<Result<Fence<'_>, &str>> {
    let known = |language, end| Some(Ok(Fence { language, end }));
    match line {
        "+++" => return known(Language::Toml, "+++"),
        ";;;" => return known(Language::Json, ";;;"),
        _ => {}
    }
    let after = line.strip_prefix("---")?;
    let word = after.trim_start();
    match word.to_ascii_lowercase().as_str() {
        "" | "yaml" | "yml" => known(Language::Yaml, "---"),
        "toml" => known(Language::Toml, "---"),
        "json" => known(Language::Json, "---"),
        _ if word.starts_with('#') => known(Language::Yaml, "---"),
        // Hexo closes a header with as many as it was opened with.
        _ if word.bytes().all(|byte| byte == b'-') => known(Language::Yaml, line),
        // A text may begin with a dash.
        _ if after == word && word.bytes().all(|byte| byte.is_ascii_lowercase()) => Some(Err(word)),
        _ => None,
    }
}

/// Returns where the closing line starts, and where the body does.
fn closing(text: &str, start: usize, end: &str) -> Option<(usize, usize)> {
    let mut at = start;
    for line in lines(text.get(start..)?) {
        let line_start = at;
        at += line.len();
        let line = line.trim_end();
        if line == end || (line == "..." && end == "---") {
            return Some((line_start, at));
        }
    }
    None
}

fn between<'a>(
    text: &'a str,
    start: usize,
    lines_before: usize,
    fence: &Fence<'a>,
    whole: bool,
) -> Parts<'a> {
    let language = fence.language;
    let no_header = Parts { language, lines_before, ..Parts::text(text) };
    if let Some((end, body)) = closing(text, start, fence.end) {
        let (header, body) = (text.get(start..end), text.get(body..).unwrap_or_default());
        // A longer line is a rule, unless fields follow it, and so is any before a paragraph.
        let is_rule = |header: &str| {
            let is_long = fence.end.len() > 3;
            (is_long && !bare::begins(header)) || (language == Language::Yaml && is_text(header))
        };
        if header.is_some_and(is_rule) {
            return Parts::text(text);
        }
        return Parts { header, body, ..no_header };
    }
    if whole && language == Language::Yaml {
        return Parts { header: text.get(start..), body: "", ..no_header };
    }
    if fence.end.len() > 3 {
        return Parts::text(text);
    }
    Parts { fault: Some(Fault::Unclosed(fence.end)), lines_before: 0, ..no_header }
}

/// Whether a paragraph stands between two rules: after an empty line, there is no field.
fn is_text(header: &str) -> bool {
    let first = lines(header).find(|line| !line.trim().is_empty()).unwrap_or_default();
    let is_mark = first.starts_with(['#', '{', '[', '-', '?', '&', '"']);
    header.starts_with('\n') && !first.is_empty() && !first.contains(':') && !is_mark
}

/// Recognizes only the directives of YAML 1.2 (6.8), so that `% Title` of other tools stays text.
fn is_directive(line: &str) -> bool {
    ["%YAML ", "%TAG "].iter().any(|name| line.starts_with(name))
}

#[cfg(test)]
mod tests;
