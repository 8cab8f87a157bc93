//! Line breaking by the Unicode rules (UAX #14), filled by display width.
//! Works on plain text and gives byte ranges: styles are the caller's.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The lines of `text` at `columns`, as byte ranges without the white space at
/// their ends. A word longer than a line is broken between grapheme clusters;
/// only a single cluster wider than `columns` makes a wider line. Empty text is one
/// empty line.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut lines = Vec::with_capacity(text.len() / columns + 1);
    let mut line = Line::default();
    let mut breaks = linebreaks(text).peekable();
    for (at, cluster) in text.grapheme_indices(true) {
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
        line.width += cluster.width();
        if cluster.chars().all(char::is_whitespace) {
            line.space_end = Some(end);
        } else {
            while line.width > columns && line.start < at {
                // The rules forbid a break before some punctuation even after a
                // space; broken there is still better than within a word.
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

/// Whether a line should end with `before` only where nothing else will do: between a scheme and
/// its host, and after the hyphens that an option begins with.
fn is_last_resort(before: &str) -> bool {
    let option = before.trim_end_matches('-');
    let begins_word = || !option.ends_with(char::is_alphanumeric);
    before.ends_with("//") || (option.len() < before.len() && begins_word())
}

/// The lines of `text` at `columns` without looking for words: for code and
/// other text whose spaces matter. Line ends in `text` end a line.
#[must_use]
pub fn chop(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (at, cluster) in text.grapheme_indices(true) {
        if cluster == "\n" {
            lines.push(start..at);
            (start, used) = (at + 1, 0);
            continue;
        }
        used += cluster.width();
        if used > columns && start < at {
            lines.push(start..at);
            (start, used) = (at, cluster.width());
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

    /// `--` was at the end of a line and `reverse` at the start of the next.
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
