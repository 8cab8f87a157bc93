//! Turns YAML errors into plain sentences.

use std::fmt;
use std::path::Path;

use crate::problem::Problem;
use crate::query;
use crate::text;

/// Separates message and hint inside a parser error; clean text never contains it.
const HINT: char = '\u{0}';
/// Precedes an invalid query inside a parser error.
const QUERY: char = '\u{1}';

/// Why a value is rejected. The parser passes on only a string, so the parts are encoded in it and
/// [`refusal`] decodes them.
pub(super) enum Refused {
    /// A message and a hint.
    Advised(String, String),
    /// A query that does not parse.
    Query(String),
}

impl Refused {
    pub(super) fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Advised(what.into(), hint.into())
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Advised(what, hint) => write!(f, "{what}{HINT}{hint}"),
            Self::Query(text) => write!(f, "{QUERY}{text}"),
        }
    }
}

/// Converts a parser error into a problem. The error is only a string, so names are taken from
/// between its backticks.
pub(super) fn refusal(path: &Path, content: &str, error: &serde_yaml::Error) -> Problem {
    let message = error.to_string();
    let end = message.rfind(" at line ").unwrap_or(message.len());
    let cause = message.get(..end).unwrap_or(&message);
    let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
    if let Some((what, (line, column))) = unclosed(&message) {
        let hint = "close it, or write the value on one line";
        return Problem::error(path, what).at(line, column).hint(hint);
    }
    if let Some((place, text)) = cause.split_once(QUERY)
        && let Err(mistake) = query::parse(text)
    {
        let within = text.get(..mistake.span.start).unwrap_or_default().chars().count();
        let shift = start_of(text, content, line, column).map_or(0, |start| start + within);
        let problem = Problem::error(path, format!("{place}{}", mistake.what)).hint(mistake.hint);
        return problem.at(line, column + shift);
    }
    let quoted: Vec<&str> = cause.split('`').skip(1).step_by(2).collect();
    let problem = match (cause.split_once(HINT), quoted.as_slice()) {
        (Some((what, hint)), _) => Problem::error(path, what).hint(hint),
        (None, [wrong, known @ ..]) if cause.contains("unknown field") => {
            Problem::error(path, format!("unknown key `{wrong}`")).hint(advice(wrong, known))
        }
        _ => Problem::error(path, plain(&without_places(cause))).hint(form(cause)),
    };
    if line > 0 { problem.at(line, column) } else { problem }
}

/// Finds a quote or a bracket that is not closed, and where it is opened: the parser complains
/// where it gives up, which may be lines below.
fn unclosed(message: &str) -> Option<(&'static str, (usize, usize))> {
    const PARTS: [(&str, &str); 3] = [
        ("while scanning a quoted scalar at line ", "a quote is not closed"),
        ("while parsing a flow sequence at line ", "a `[` is not closed"),
        ("while parsing a flow mapping at line ", "a `{` is not closed"),
    ];
    PARTS.into_iter().find_map(|(part, what)| {
        let (_, place) = message.split_once(part)?;
        let (line, column) = place.split_once(" column ")?;
        Some((what, (line.parse().ok()?, column.parse().ok()?)))
    })
}

/// Removes the places from a message of the parser, which are told separately.
fn without_places(cause: &str) -> String {
    let mut parts = cause.split(" at line ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |said, part| {
        let rest = part.split_once(" column ").map_or("", |(_, rest)| rest);
        said + rest.trim_start_matches(|c: char| c.is_ascii_digit())
    })
}

/// Returns how many characters after the position of a value its text begins; `None` if the text is
/// escaped or spans several lines.
fn start_of(text: &str, content: &str, line: usize, column: usize) -> Option<usize> {
    let line = content.lines().nth(line.checked_sub(1)?)?;
    let (start, _) = line.char_indices().nth(column.checked_sub(1)?)?;
    let value = line.get(start..)?;
    let bare = value.strip_prefix(['"', '\'']).unwrap_or(value);
    bare.starts_with(text).then(|| value.len() - bare.len())
}

fn advice(wrong: &str, known: &[&str]) -> String {
    match text::nearest(wrong, known) {
        Some(right) => format!("did you mean `{right}`?"),
        None => format!("the keys are {}", known.join(", ")),
    }
}

/// Replaces the parser's names of YAML types with plain words.
fn plain(cause: &str) -> String {
    cause
        .replace("invalid type", "wrong type")
        .replace("invalid value", "wrong value")
        .replace("sequence", "list")
        .replace("duplicate field", "duplicate key")
        .replace("missing field", "missing")
}

fn form(cause: &str) -> &'static str {
    const FORMS: [(&str, &str); 33] = [
        ("missing field", "write it on a line of its own"),
        ("a colour", "write \"#rrggbb\", a name such as magenta, or 0 to 255"),
        ("theme", "write the name of a theme: theme: dark, or theme: auto"),
        ("folders", "write a list of paths: folders: [~/news]"),
        ("ignore", "write patterns as in .gitignore: ignore: [drafts/, \"*.txt\"]"),
        ("browser", "write one command: browser: \"firefox --new-tab %s\""),
        ("stories", "write stories: on or stories: off"),
        ("views", "write a list of views: views: [{name: Space, query: \"topic:space\", key: a}]"),
        ("mute", "write a list of queries: mute: [\"topic:golf\"]"),
        ("openers", "write a list of rules: openers: [{host: youtube.com, run: \"mpv %s\"}]"),
        ("downloads", "write one folder: downloads: ~/Downloads"),
        ("links", "write links: auto, links: on or links: off"),
        ("mouse", "write mouse: on or mouse: off"),
        ("a query", "write the query in quotes"),
        ("read_after", "write seconds, as in read_after: 2.5, or read_after: off"),
        ("pipe_limit", "write seconds, as in pipe_limit: 60, or pipe_limit: off"),
        ("watch", "write watch: on, watch: off or watch: poll"),
        ("sync", "write sync: on or sync: manual"),
        ("retain.months", "write a number of months, as in retain.months: 12"),
        ("retain.least", "write a number of articles, as in retain.least: 200"),
        ("retain.most", "write a number of articles, as in retain.most: 2000"),
        ("retain.then", "write retain.then: move or retain.then: delete"),
        ("keys", "write an action and its keys: keys: {zen: Z, top: [g g, Home]}"),
        ("text_width", "write columns, as in text_width: 80, or text_width: off"),
        ("wrap_code", "write wrap_code: on or wrap_code: off"),
        ("rows: ", "write rows: auto, rows: one or rows: two"),
        ("bidi", "write bidi: auto, bidi: on or bidi: off"),
        ("title: wrong", "write title: on or title: off"),
        ("progress: wrong", "write progress: auto, progress: on or progress: off"),
        ("images", "write images: auto, off, halfblocks, kitty, iterm or sixel"),
        ("images.fetch", "write images.fetch: on or images.fetch: off"),
        ("images.private", "write images.private: on or images.private: off"),
        ("duplicate", "keep one of the two"),
    ];
    FORMS
        .iter()
        .rev()
        .find(|(part, _)| cause.contains(part))
        .map_or("check the quotes and the indentation of this line", |(_, form)| form)
}
