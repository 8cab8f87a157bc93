//! The words of a line of the file of feeds, quoted as in newsboat's `urls`: double quotes around a
//! whole word, and a backslash before what is meant literally within them. A quote may also follow
//! `~`, `!` and the `=` of an option: `~"A title"`.

use std::ops::Range;

use crate::text;

/// Options of a line, which are written `name=value`.
pub(super) const OPTIONS: [&str; 5] = ["every", "full_text", "keep", "user", "password-run"];

/// A word of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Bytes of the line, with the quotes.
    pub(super) span: Range<usize>,
    /// The text, without quotes.
    pub(super) text: String,
    /// Whether the quotes are around the whole word, so that it is no option.
    pub(super) quoted: bool,
}

impl Word {
    /// Returns name and value, if the word is an option.
    pub(super) fn option(&self) -> Option<(&str, &str)> {
        let (name, value) = self.text.split_once('=').filter(|_| !self.quoted)?;
        OPTIONS.contains(&name).then_some((name, value))
    }

    /// Returns the name of an option that does not exist, and the one that was probably meant; a tag
    /// with `=` is quoted.
    pub(super) fn misspelled(&self) -> Option<(&str, Option<&'static str>)> {
        let (name, _) = self.text.split_once('=').filter(|_| !self.quoted)?;
        if self.option().is_some() || self.title().is_some() || name.starts_with('!') {
            return None;
        }
        let plain = |name: &str| name.replace('-', "_").to_lowercase();
        let alike = OPTIONS.into_iter().find(|option| plain(option) == plain(name));
        Some((name, alike.or_else(|| text::nearest(name, &OPTIONS))))
    }

    /// Returns the title, if the word is one.
    pub(super) fn title(&self) -> Option<&str> {
        self.text.strip_prefix('~')
    }

    /// Whether the word pauses the feed.
    pub(super) fn pauses(&self) -> bool {
        !self.quoted && self.text == "pause"
    }
}

/// Splits a line into its words, and returns where they end: at the end of the line, or where a
/// comment begins.
///
/// # Errors
/// The position of a quote that is not closed.
pub(super) fn split(line: &str) -> Result<(Vec<Word>, usize), usize> {
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    loop {
        let rest = line.get(at..).unwrap_or_default();
        let trimmed = rest.trim_start_matches(is_space);
        let start = at + rest.len() - trimmed.len();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            let end = words.last().map_or(start, |word| word.span.end);
            return Ok((words, end));
        }
        let before = if words.is_empty() { 0 } else { prefix(trimmed) };
        let quoted = trimmed.get(before..).and_then(|rest| rest.strip_prefix('"'));
        let word = if let Some(inside) = quoted {
            let (value, length) = unquoted(inside).ok_or(start + before)?;
            let text = trimmed.get(..before).unwrap_or_default().to_owned() + &value;
            Word { span: start..start + before + 1 + length, text, quoted: before == 0 }
        } else {
            let length = trimmed.find(is_space).unwrap_or(trimmed.len());
            let text = trimmed.get(..length).unwrap_or_default().to_owned();
            Word { span: start..start + length, text, quoted: false }
        };
        at = word.span.end;
        words.push(word);
    }
}

/// Whether a character stands between words.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// Returns the length of the prefix that may precede a quote.
fn prefix(word: &str) -> usize {
    if word.starts_with(['~', '!']) {
        return 1;
    }
    let is_named = |name: &&str| word.strip_prefix(name).is_some_and(|rest| rest.starts_with('='));
    OPTIONS.iter().copied().find(is_named).map_or(0, |name| name.len() + 1)
}

/// Returns the text up to the closing quote, and the number of bytes with it.
fn unquoted(inside: &str) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut characters = inside.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return Some((text, at + 1)),
            '\\' => text.push(match characters.next()?.1 {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                other => other,
            }),
            other => text.push(other),
        }
    }
    None
}

/// Writes a word so that [`split`] reads it back: `prefix` precedes the quotes.
pub(super) fn written(before: &str, text: &str) -> String {
    let needs_quotes = text.is_empty()
        || text.contains(|c: char| is_space(c) || c == '"')
        // A tag must be read back as a tag.
        || before.is_empty()
            && (text.starts_with(['#', '~', '!']) || text == "pause" || text.contains('='));
    if !needs_quotes {
        return format!("{before}{text}");
    }
    let mut out = format!("{before}\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<String> {
        let (words, _) = split(line).expect("closed quotes");
        words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_quoted_as_in_newsboat() {
        assert_eq!(
            texts(r#"http://e.org/ "~A \"big\" title" rust "long reads" # note"#),
            ["http://e.org/", "~A \"big\" title", "rust", "long reads"]
        );
        assert_eq!(texts(r"http://e.org/#top a\b #c"), ["http://e.org/#top", r"a\b"]);
        assert_eq!(texts("\"exec:a b\"\"tag\"\r"), ["exec:a b", "tag"]);
        assert!(texts("  # only a comment").is_empty());
    }

    #[test]
    fn a_quote_may_follow_a_mark_or_an_option() {
        assert_eq!(
            texts(r#"e.org ~"A title" password-run="pass show x" a="b c"#),
            ["e.org", "~A title", "password-run=pass show x", "a=\"b", "c"]
        );
        assert_eq!(split("e.org \"open"), Err(6));
        assert_eq!(split("e.org ~\"open"), Err(7));
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in
            ["a", "a b", "#a", "~a", "!a", "pause", "keep=5", "a\"b\\", "", "日本", "evry=b"]
        {
            for before in ["", "~"] {
                let line = format!("e.org {}", written(before, text));
                let (words, _) = split(&line).expect("closed quotes");
                assert_eq!(words.len(), 2, "{line}");
                assert_eq!(words[1].text, format!("{before}{text}"), "{line}");
                assert!(words[1].option().is_none() && !words[1].pauses(), "{line}");
            }
        }
    }
}
