//! Measures text in terminal columns. Counts grapheme clusters exactly as the screen buffer does,
//! so that nothing overlaps.

use std::borrow::Cow;

use unicode_segmentation::{Graphemes, UnicodeSegmentation};
use unicode_width::UnicodeWidthStr;

/// A grapheme cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cluster<'a> {
    /// Byte offset in the text.
    pub(crate) at: usize,
    pub(crate) text: &'a str,
    /// Columns.
    pub(crate) width: usize,
}

/// Returns the grapheme clusters of `text`.
pub(crate) fn clusters(text: &str) -> Clusters<'_> {
    Clusters { text, at: 0, others: None }
}

/// Iterates over clusters. Two ASCII characters in a row are always two clusters, except CR LF, so
/// that most text needs no table: the tables took a third of the time of a frame.
pub(crate) struct Clusters<'a> {
    text: &'a str,
    at: usize,
    /// The rest of the text from a character that does need the tables.
    others: Option<Graphemes<'a>>,
}

impl Clusters<'_> {
    /// Whether the next character is a cluster by itself because it and the one after it are ASCII.
    fn is_plain(&self) -> bool {
        let mut next = self.text.as_bytes().iter().skip(self.at);
        let is_plain = |byte: &u8| byte.is_ascii() && *byte != b'\r';
        next.next().is_some_and(is_plain) && next.next().is_none_or(u8::is_ascii)
    }
}

impl<'a> Iterator for Clusters<'a> {
    type Item = Cluster<'a>;

    fn next(&mut self) -> Option<Cluster<'a>> {
        let at = self.at;
        let (text, width) = if self.is_plain() {
            self.others = None;
            (self.text.get(at..=at)?, 1)
        } else {
            let rest = self.text.get(at..)?;
            let text = self.others.get_or_insert_with(|| rest.graphemes(true)).next()?;
            (text, text.width())
        };
        self.at += text.len();
        Some(Cluster { at, text, width })
    }
}

/// Returns the number of columns that `text` occupies.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    clusters(text).map(|cluster| cluster.width).sum()
}

/// Whether `text` has no visible characters: only white space or characters without width.
#[must_use]
pub(crate) fn is_blank(text: &str) -> bool {
    width(text.trim()) == 0
}

/// Returns the longest prefix of `text` within `columns` that consists of whole grapheme clusters.
#[must_use]
pub fn clip(text: &str, columns: usize) -> &str {
    if text.len() <= columns {
        // A cluster never has more columns than bytes.
        return text;
    }
    let mut used = 0;
    for cluster in clusters(text) {
        used += cluster.width;
        if used > columns {
            return text.get(..cluster.at).unwrap_or(text);
        }
    }
    text
}

/// Removes the first `columns` of `text`. Also returns how many extra columns were removed because
/// a wide character crossed the boundary.
#[must_use]
pub(crate) fn skip(text: &str, columns: usize) -> (&str, usize) {
    let mut used = 0;
    for cluster in clusters(text) {
        if used >= columns {
            return (text.get(cluster.at..).unwrap_or_default(), used - columns);
        }
        used += cluster.width;
    }
    ("", used.saturating_sub(columns))
}

/// Shortens `text` to `columns`, replacing its end with `…` if it does not fit.
#[must_use]
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    let whole = clip(text, columns);
    if whole.len() == text.len() {
        return Cow::Borrowed(text);
    }
    if columns == 0 {
        return Cow::Borrowed("");
    }
    Cow::Owned(format!("{}…", clip(text, columns - 1).trim_end()))
}

/// Shortens `text` to `columns`, replacing its start with `…` if it does not fit.
#[must_use]
pub(crate) fn fit_end(text: &str, columns: usize) -> Cow<'_, str> {
    if clip(text, columns).len() == text.len() {
        return Cow::Borrowed(text);
    }
    let (mut used, mut start) = (1, text.len());
    for (at, cluster) in text.grapheme_indices(true).rev() {
        used += cluster.width();
        if used > columns {
            break;
        }
        start = at;
    }
    let mark = if columns == 0 { "" } else { "…" };
    Cow::Owned(format!("{mark}{}", text.get(start..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Regression: the short way for ASCII must not join or split what the tables would not.
    #[test]
    fn clusters_are_those_of_the_standard() {
        let pieces = [
            "a",
            " ",
            "\r",
            "\n",
            "e\u{301}",
            "\u{301}",
            "中",
            "🇩🇪",
            "🇫",
            "👨\u{200d}👩",
            "क\u{94d}षि",
            "1\u{fe0f}\u{20e3}",
        ];
        for a in pieces {
            for b in pieces {
                for c in pieces {
                    let text = [a, b, c, a].concat();
                    let plain: Vec<_> = text.grapheme_indices(true).collect();
                    let found: Vec<_> = clusters(&text).map(|it| (it.at, it.text)).collect();
                    assert_eq!(found, plain, "{text:?}");
                    assert!(clusters(&text).all(|it| it.width == it.text.width()), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn wide_and_joined_characters_count_as_shown() {
        assert_eq!(width("中国日报网"), 10);
        assert_eq!(width("e\u{301}a"), 2);
        assert_eq!(width("👨\u{200d}👩\u{200d}👧"), 2);
    }

    #[test]
    fn what_cannot_be_seen_is_blank() {
        for blank in ["", "  ", "\u{a0}", "\u{3000} ", "\u{fe0f}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        assert!(!is_blank(" a") && !is_blank("中"));
    }

    #[test]
    fn half_a_wide_character_is_left_out_with_the_other_half() {
        assert_eq!(skip("ab中c", 2), ("中c", 0));
        assert_eq!(skip("ab中c", 3), ("c", 1));
        assert_eq!(skip("ab", 9), ("", 0));
    }

    #[test]
    fn fitting_never_splits_a_cluster() {
        assert_eq!(fit("中国日报网", 5), "中国…");
        assert_eq!(fit("中国日报网", 4), "中…");
        assert_eq!(fit("abc", 3), "abc");
        assert_eq!(fit("abcd", 3), "ab…");
        assert_eq!(fit("abcd", 1), "…");
        assert_eq!(fit("abcd", 0), "");
        assert_eq!(fit_end("news/中国.md", 8), "…中国.md");
        assert_eq!(fit_end("a.md", 4), "a.md");
    }
}
