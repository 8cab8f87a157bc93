//! Block style with one value a line: the form of nearly all headers, read here without the
//! YAML parser. Everything of another form, and everything that might be meant otherwise, is
//! left to it. With the parser alone 10,000 documents took 1.6 × the time that it needs for
//! their headers; so they take 0.6 × as much.

use std::str::Split;

use memchr::memchr2;

use super::node::Node;

/// The parser refuses keys of more than 1,024 characters.
const MAX_NAME: usize = 128;
/// The parser refuses more than 128 levels, and reading goes down one call a level.
const MAX_DEPTH: usize = 16;

/// The entries of a header, exactly as the YAML parser would read them. `None` where that
/// is not certain, and so wherever the parser would find a mistake.
pub(super) fn read(header: &str) -> Option<Vec<(String, Node)>> {
    let mut reader = Reader { lines: header.split('\n'), line: None, depth: 0 };
    reader.advance();
    let map = reader.map(0)?;
    // What is left stands in a column where nothing was expected: it goes on with the line
    // before it, or is a mistake.
    (reader.line.is_none() && !map.is_empty()).then_some(map)
}

/// A line that says something.
#[derive(Clone, Copy)]
struct Line<'a> {
    /// Spaces before it.
    column: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    /// Spaces at the end of a line belong to no value. Only spaces are dropped: tabs and
    /// spaces of other scripts mean something else, or nothing, to YAML.
    fn of(line: &'a str) -> Self {
        let text = line.trim_start_matches(' ');
        Self { column: line.len() - text.len(), text: text.trim_end_matches(' ') }
    }

    fn is_item(&self) -> bool {
        self.text == "-" || self.text.starts_with("- ")
    }
}

struct Reader<'a> {
    lines: Split<'a, char>,
    /// The first that was not read yet.
    line: Option<Line<'a>>,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn advance(&mut self) {
        self.line = self.lines.by_ref().map(Line::of).find(|line| !line.text.is_empty());
    }

    /// The next line where it begins in a column and is an item, or is none.
    fn next_at(&self, column: usize, item: bool) -> Option<Line<'a>> {
        self.line.filter(|line| line.column == column && line.is_item() == item)
    }

    /// Entries whose names stand in one column.
    fn map(&mut self, column: usize) -> Option<Vec<(String, Node)>> {
        self.depth += 1;
        let mut entries = Vec::new();
        while let Some(line) = self.next_at(column, false) {
            let (name, value) = entry(line.text)?;
            self.advance();
            let node = if value.is_empty() { self.below(column)? } else { scalar(value)? };
            entries.push((name.to_owned(), node));
        }
        self.depth -= 1;
        Some(entries)
    }

    /// The value of an entry that has none in its own line. The dashes of a list may stand
    /// in the column of the name.
    fn below(&mut self, column: usize) -> Option<Node> {
        if self.depth >= MAX_DEPTH {
            return None;
        }
        match self.line {
            Some(line) if line.is_item() && line.column >= column => self.list(line.column),
            Some(line) if line.column > column => self.map(line.column).map(Node::Map),
            _ => Some(Node::Null),
        }
    }

    /// Items whose dashes stand in one column.
    fn list(&mut self, column: usize) -> Option<Node> {
        let mut items = Vec::new();
        while let Some(line) = self.next_at(column, true) {
            items.push(self.item(column, line.text.get(2..).unwrap_or_default())?);
        }
        Some(Node::List(items))
    }

    fn item(&mut self, column: usize, text: &'a str) -> Option<Node> {
        if entry(text).is_some() {
            let column = column + 2;
            self.line = Some(Line { column, text });
            return self.map(column).map(Node::Map);
        }
        self.advance();
        if text.is_empty() { Some(Node::Null) } else { scalar(text) }
    }
}

/// The name and the value of `name: value`.
fn entry(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once(':')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let is_name = name.len() <= MAX_NAME
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(plain)
        && constant(name).is_none();
    let value = rest.trim_start_matches(' ');
    (is_name && (rest.is_empty() || rest.len() > value.len())).then_some((name, value))
}

/// A value that begins and ends in its line.
fn scalar(text: &str) -> Option<Node> {
    if !is_printable(text) {
        return None;
    }
    match text.as_bytes().first()? {
        b'"' => double_quoted(text).map(Node::Text),
        b'\'' => single_quoted(text).map(Node::Text),
        b'[' => flow_list(text),
        _ => plain(text),
    }
}

/// Whether the parser takes every character as it is: those that it refuses are left to
/// it, with its line ends (U+0085, U+2028, U+2029), tabs and the mark of the byte order.
fn is_printable(text: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    }
    text.chars().all(|c| {
        matches!(c, ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{fefe}'
            | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..)
    })
}

fn double_quoted(text: &str) -> Option<String> {
    let mut rest = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(rest.len());
    while let Some(at) = memchr2(b'"', b'\\', rest.as_bytes()) {
        let (before, special) = rest.split_at_checked(at)?;
        out.push_str(before);
        out.push(match special.get(..2)? {
            "\\\"" => '"',
            "\\\\" => '\\',
            "\\/" => '/',
            "\\n" => '\n',
            "\\t" => '\t',
            "\\r" => '\r',
            _ => return None,
        });
        rest = special.get(2..)?;
    }
    out.push_str(rest);
    Some(out)
}

/// In single quotes two of them stand for one.
fn single_quoted(text: &str) -> Option<String> {
    let inside = text.strip_prefix('\'')?.strip_suffix('\'')?;
    let mut parts = inside.split("''");
    (!parts.clone().any(|part| part.contains('\''))).then(|| {
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| text + "'" + part)
    })
}

/// `[a, b]` of plain words alone.
fn flow_list(text: &str) -> Option<Node> {
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    let usual = |c: char| c.is_ascii_alphanumeric() || " -_./".contains(c) || !c.is_ascii();
    let item = |item: &str| {
        let item = item.trim_matches(' ');
        if item.chars().all(usual) { plain(item) } else { None }
    };
    if inside.trim_matches(' ').is_empty() {
        return Some(Node::List(Vec::new()));
    }
    inside.split(',').map(item).collect::<Option<_>>().map(Node::List)
}

/// Text without quotes. Most signs mean something at its start.
fn plain(text: &str) -> Option<Node> {
    if text.contains(": ") || text.ends_with(':') || text.contains(" #") {
        return None;
    }
    match text.as_bytes().first()? {
        b'0'..=b'9' | b'-' => number(text),
        b'A'..=b'Z' | b'a'..=b'z' | b'/' | b'(' | b'_' | 0x80.. => {
            Some(constant(text).unwrap_or_else(|| Node::Text(text.to_owned())))
        }
        _ => None,
    }
}

fn constant(text: &str) -> Option<Node> {
    match text {
        "null" | "Null" | "NULL" => Some(Node::Null),
        "true" | "True" | "TRUE" => Some(Node::Bool(true)),
        "false" | "False" | "FALSE" => Some(Node::Bool(false)),
        _ => None,
    }
}

/// A whole number, or text that begins like one, as dates do. Numbers of other forms, such
/// as `1e3`, `0x1f`, `007` or `-.5`, are left to the parser.
fn number(text: &str) -> Option<Node> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let first = digits.bytes().next().filter(u8::is_ascii_digit)?;
    let whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    // All numbers of 18 digits fit.
    if whole && digits.len() <= 18 && (first != b'0' || digits.len() == 1) {
        return text.parse().ok().map(Node::Int);
    }
    let other = ["0x", "0o", "0b"].iter().any(|base| digits.starts_with(base));
    (!other && text.parse::<f64>().is_err()).then(|| Node::Text(text.to_owned()))
}

#[cfg(test)]
mod tests;
