//! Reorders right-to-left text for display (UAX #9). The caller chooses the text's position and the
//! paragraph's direction.

use std::ops::Range;

use unicode_bidi::{Direction, Level, ParagraphBidiInfo, get_base_direction_full};

use super::width::{Cluster, clusters};

/// Whether `text` contains right-to-left characters.
#[must_use]
pub(crate) fn has_rtl(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_from_right)
}

/// Whether a paragraph runs from right to left, as decided by its first strong character.
#[must_use]
pub(crate) fn is_rtl(text: &str) -> bool {
    has_rtl(text) && get_base_direction_full(text) == Direction::Rtl
}

/// A cell in display order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Turned {
    /// Its index in logical order.
    pub(crate) from: usize,
    /// Whether it belongs to right-to-left text, where brackets are mirrored.
    pub(crate) is_rtl: bool,
}

/// Reorders the `cells` of a line, one character each, into display order. Two or more spaces
/// separate columns, such as those of a table, which keep their positions.
#[must_use]
pub(crate) fn visual(cells: &[&str], rtl: bool) -> Vec<Turned> {
    let is_space = |at: usize| cells.get(at) == Some(&" ");
    let (mut text, mut starts) = (String::new(), Vec::with_capacity(cells.len()));
    for (at, cell) in cells.iter().enumerate() {
        starts.push(text.len());
        let apart = is_space(at) && (is_space(at + 1) || (at > 0 && is_space(at - 1)));
        // In the algorithm, a tab separates segments.
        text.push_str(if apart { "\t" } else { cell });
    }
    let level = if rtl { Level::rtl() } else { Level::ltr() };
    let paragraph = ParagraphBidiInfo::new(&text, Some(level));
    let levels = paragraph.reordered_levels(0..text.len());
    let levels: Vec<Level> =
        starts.iter().map(|start| levels.get(*start).copied().unwrap_or(level)).collect();
    let turned = |from: usize| Turned { from, is_rtl: levels.get(from).is_some_and(Level::is_rtl) };
    ParagraphBidiInfo::reorder_visual(&levels).into_iter().map(turned).collect()
}

/// The mirror image of a bracket, used in right-to-left text.
#[must_use]
pub(crate) fn mirrored(symbol: &str) -> Option<&'static str> {
    const PAIRS: [(&str, &str); 8] = [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("<", ">"),
        ("«", "»"),
        ("‹", "›"),
        ("≤", "≥"),
        ("⟨", "⟩"),
    ];
    PAIRS.iter().find_map(|(open, close)| match symbol {
        _ if symbol == *open => Some(*close),
        _ if symbol == *close => Some(*open),
        _ => None,
    })
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and related older scripts.
fn is_from_right(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// A character of a line: its logical column and the columns where it is displayed.
pub(crate) struct Placed {
    pub(crate) written: usize,
    pub(crate) seen: Range<usize>,
}

/// Returns the position of each character after [`visual`] has reordered the line. Leading and
/// trailing blanks keep their positions.
#[must_use]
pub(crate) fn seen(line: &str, rtl: bool) -> Vec<Placed> {
    let mut x = 0;
    let mut cells: Vec<(usize, usize, &str)> = Vec::new();
    for Cluster { text: symbol, width, .. } in clusters(line) {
        if width > 0 {
            cells.push((x, width, symbol));
        }
        x += width;
    }
    let is_text = |cell: &(usize, usize, &str)| cell.2 != " ";
    let first = cells.iter().position(is_text).unwrap_or(0);
    let end = cells.iter().rposition(is_text).map_or(first, |last| last + 1);
    let symbols: Vec<&str> = cells[first..end].iter().map(|cell| cell.2).collect();
    let turned: Vec<usize> = if has_rtl(line) {
        visual(&symbols, rtl).iter().map(|turned| turned.from + first).collect()
    } else {
        (first..end).collect()
    };
    let mut x = cells.get(first).map_or(0, |cell| cell.0);
    let mut places = Vec::with_capacity(cells.len());
    for at in turned {
        let (written, width, _) = cells[at];
        places.push(Placed { written, seen: x..x + width });
        x += width;
    }
    let blanks = cells[..first].iter().chain(&cells[end..]);
    places.extend(blanks.map(|(x, width, _)| Placed { written: *x, seen: *x..*x + *width }));
    places
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    fn seen(text: &str, rtl: bool) -> String {
        let cells: Vec<&str> = text.graphemes(true).collect();
        let symbol = |turned: Turned| {
            let symbol = cells[turned.from];
            if turned.is_rtl { mirrored(symbol).unwrap_or(symbol) } else { symbol }
        };
        visual(&cells, rtl).into_iter().map(symbol).collect()
    }

    #[test]
    fn numbers_and_latin_words_keep_their_direction_within_hebrew() {
        assert_eq!(seen("אבג Rust 2026 דה", true), "הד Rust 2026 גבא");
        assert_eq!(seen("see אבג דה (12) now", false), "see (12) הד גבא now");
        assert_eq!(seen("אב (גד)", true), "(דג) בא");
    }

    #[test]
    fn marks_stay_on_their_letter() {
        assert_eq!(seen("שָׁלוֹם", true), "םוֹלשָׁ");
    }

    #[test]
    fn what_stands_apart_keeps_its_side() {
        assert_eq!(seen("אב  גד", false), "בא  דג");
        assert_eq!(seen("אב גד", false), "דג בא");
    }

    #[test]
    fn the_first_letter_says_which_way_a_paragraph_runs() {
        assert!(is_rtl("2026: שלום world") && is_rtl("مرحبا"));
        assert!(!is_rtl("The שלום") && !is_rtl("12") && !is_rtl("中国"));
    }
}
