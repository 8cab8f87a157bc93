//! Breaks text into lines by the Unicode rules (UAX #14) and display width. Works on plain text and
//! returns byte ranges; the caller applies styles.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::width::{Cluster, clusters};

/// Wraps `text` at `columns` and returns byte ranges without surrounding white space. Words longer
/// than a line are broken between grapheme clusters; only a single cluster wider than `columns`
/// exceeds it. Empty text gives one empty line.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut lines = Vec::with_capacity(text.len() / columns + 1);
    let mut line = Line::default();
    let mut breaks = linebreaks(text).peekable();
    for Cluster { at, text: cluster, width } in clusters(text) {
        while let Some(&(offset, kind)) = breaks.peek()
            && offset <= at
        {
            breaks.next();
            let is_last_resort = text.get(..at).is_some_and(is_last_resort);
            if offset == at && (!is_last_resort || kind == BreakOpportunity::Mandatory) {
                line.allow_break(at);
                if kind == BreakOpportunity::Mandatory {
                    lines.push(trimmed(text, line.start..at));
                    line = Line::starting(at);
                }
            }
        }
        let end = at + cluster.len();
        line.width += width;
        if cluster.chars().all(char::is_whitespace) {
            line.space_end = Some(end);
        } else {
            while line.width > columns && line.start < at {
                // The rules forbid a break before some punctuation even after a space; breaking
                // there is still better than breaking a word.
                let until = line.break_at.or(line.space_end).unwrap_or(at);
                lines.push(trimmed(text, line.start..until));
                let space_end = line.space_end.filter(|end| *end > until);
                line = Line { space_end, ..Line::starting(until) };
                line.width = text.get(until..end).map_or(0, super::width);
            }
        }
    }
    if line.start < text.len() || lines.is_empty() || text.ends_with('\n') {
        lines.push(trimmed(text, line.start..text.len()));
    }
    lines
}

/// Whether to break after `before` only as a last resort: between scheme and host of a URL, and
/// after the leading hyphens of an option.
fn is_last_resort(before: &str) -> bool {
    let option = before.trim_end_matches('-');
    let begins_word = || !option.ends_with(char::is_alphanumeric);
    before.ends_with("//") || (option.len() < before.len() && begins_word())
}

/// Splits `text` at `columns` regardless of words: for code and other text with significant spaces.
/// Line breaks in `text` are kept.
#[must_use]
pub fn chop(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    for Cluster { at, text: cluster, width } in clusters(text) {
        if cluster == "\n" {
            lines.push(start..at);
            (start, used) = (at + 1, 0);
            continue;
        }
        used += width;
        if used > columns && start < at {
            lines.push(start..at);
            (start, used) = (at, width);
        }
    }
    lines.push(start..text.len());
    lines
}

#[derive(Default)]
struct Line {
    start: usize,
    width: usize,
    break_at: Option<usize>,
    space_end: Option<usize>,
}

impl Line {
    fn starting(start: usize) -> Self {
        Self { start, ..Self::default() }
    }

    fn allow_break(&mut self, at: usize) {
        if at > self.start {
            self.break_at = Some(at);
        }
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let length = text.get(range.clone()).map_or(0, |line| line.trim_end().len());
    range.start..range.start + length
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Regression: a line ended with `--` and the next one started with `reverse`.
    #[test]
    fn an_option_is_not_parted_from_its_hyphens() {
        assert_eq!(wrapped("turn with --reverse", 13), ["turn with", "--reverse"]);
        assert_eq!(wrapped("such as -q (-qq)", 11), ["such as -q", "(-qq)"]);
        assert_eq!(wrapped("a well-known one", 8), ["a well-", "known", "one"]);
    }

    fn wrapped(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns)
            .into_iter()
            .map(|range| text.get(range).expect("whole clusters"))
            .collect()
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(wrapped("one two three", 8), ["one two", "three"]);
        assert_eq!(wrapped("one\ntwo", 8), ["one", "two"]);
        assert_eq!(wrapped("", 8), [""]);
    }

    #[test]
    fn long_words_are_broken() {
        assert_eq!(wrapped("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrapped("x abcdefgh", 4), ["x", "abcd", "efgh"]);
    }

    #[test]
    fn a_link_is_not_broken_behind_its_scheme() {
        assert_eq!(
            wrapped("read https://news.example/story", 24),
            ["read", "https://news.example/", "story"]
        );
    }

    #[test]
    fn chinese_breaks_anywhere_but_not_before_punctuation() {
        assert_eq!(wrapped("今天天气很好。明天", 12), ["今天天气很", "好。明天"]);
    }

    #[test]
    fn chopping_keeps_spaces() {
        let text = "  if x {\n\n    y";
        let lines: Vec<_> = chop(text, 5)
            .into_iter()
            .map(|range| text.get(range).expect("whole clusters"))
            .collect();
        assert_eq!(lines, ["  if ", "x {", "", "    y"]);
    }
}
