//! Clusters of characters that terminals measure differently: emoji of several characters, and
//! syllables of the scripts of South and Southeast Asia. A terminal is asked once how many columns
//! one emoji of each kind takes; where its answer differs from the layout, or is not known, its
//! plain first character is shown. Rows with clusters are written as a whole, and once more when
//! these are gone: a terminal may leave parts of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::Position;

use crate::terminal::Terminal;
use crate::text;
use crate::view::MARK;

/// A kind of cluster that a terminal may measure in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A character with a variation selector that asks for its emoji: ❤️.
    Presentation,
    /// A digit in a keycap: 1️⃣.
    Keycap,
    /// Two letters that stand for a flag: 🇩🇪.
    Flag,
    /// An emoji with a tone of skin: 👍🏽.
    Tone,
    /// Several emoji that are joined into one: 👩‍💻.
    Joined,
    /// A syllable of a script of South or Southeast Asia: क्षि.
    Syllable,
    /// A letter with a mark of direction, which must stay with it.
    Marked,
}

/// One emoji of each kind, in the order of [`Kind`].
const PROBES: [&str; 5] = ["❤\u{fe0f}", "1\u{fe0f}\u{20e3}", "🇩🇪", "👍🏽", "👩\u{200d}💻"];

/// How many reports of the cursor answer [`question`].
pub(super) const QUESTIONS: usize = PROBES.len();

/// Writes each cluster and asks where the cursor stands behind it. What was written is erased. The
/// second row is used, because a report of the first one looks like F3 with modifiers.
pub(super) fn question() -> String {
    let mut question = String::new();
    for cluster in PROBES {
        // Writing to a string cannot fail.
        let _ = write!(question, "\x1b[2;1H{cluster}\x1b[6n");
    }
    question + "\x1b[2;1H\x1b[2K"
}

/// How the terminal measures clusters, and where some of them stand.
#[derive(Debug, Default)]
pub(super) struct Clusters {
    /// The columns of each kind, as the terminal has told.
    told: [Option<u16>; QUESTIONS],
    /// Whether the terminal draws the parts of an emoji, however it measures the whole.
    is_split: bool,
    /// Rows of the last frame that have clusters, and their cells.
    rows: BTreeMap<u16, Vec<Cell>>,
}

impl Clusters {
    pub(super) fn of(terminal: &Terminal) -> Self {
        Self { is_split: terminal.splits_emoji(), ..Self::default() }
    }

    /// Records the terminal's answers.
    pub(super) fn learn(&mut self, columns: &[u16]) {
        for (told, columns) in self.told.iter_mut().zip(columns) {
            *told = Some(*columns);
        }
    }

    /// Replaces the clusters in a frame that the terminal would not show as laid out, and marks the
    /// rows that have to be written as a whole: those that have changed and have clusters, or had
    /// some in the last frame.
    pub(super) fn settle(&mut self, buffer: &mut Buffer) {
        let rows = self.replace(buffer).into_iter();
        let rows: BTreeMap<u16, Vec<Cell>> =
            rows.map(|y| (y, cells_of(y, buffer).to_vec())).collect();
        for y in self.rows.keys().chain(rows.keys()) {
            if self.rows.get(y) == rows.get(y) {
                continue;
            }
            for cell in cells_of(*y, buffer) {
                if cell.diff_option == CellDiffOption::None {
                    cell.set_diff_option(CellDiffOption::AlwaysUpdate);
                }
            }
        }
        self.rows = rows;
    }

    /// Replaces what cannot be shown as it is; returns the rows with clusters that can.
    fn replace(&self, buffer: &mut Buffer) -> BTreeSet<u16> {
        let mut rows = BTreeSet::new();
        let mut flag = None;
        for place in buffer.area.positions() {
            let Some(kind) = kind_of(buffer[place].symbol()) else { continue };
            if matches!(kind, Kind::Syllable | Kind::Marked) || self.is_sure(kind) {
                rows.insert(place.y);
            } else {
                make_plain(kind, place, buffer);
            }
            if kind == Kind::Flag {
                let before = flag.replace(place);
                separate(before, place, buffer);
            }
        }
        rows
    }

    /// Whether emoji of a kind can be shown as they are.
    fn is_sure(&self, kind: Kind) -> bool {
        let Some((told, probe)) = self.told.get(kind as usize).zip(PROBES.get(kind as usize))
        else {
            return false;
        };
        // In terminals that ignore the selector, the emoji covers the blank behind it.
        let is_narrow = kind == Kind::Presentation && *told == Some(1);
        let is_whole = kind == Kind::Presentation || !self.is_split;
        is_narrow || is_whole && told.map(usize::from) == Some(text::width(probe))
    }
}

/// Returns the cells of a row; none if there is no such row.
fn cells_of(y: u16, buffer: &mut Buffer) -> &mut [Cell] {
    let width = usize::from(buffer.area.width);
    let start = usize::from(y.saturating_sub(buffer.area.y)) * width;
    buffer.content.get_mut(start..start + width).unwrap_or_default()
}

/// Returns the kind of a cluster; `None` for what all terminals measure alike.
fn kind_of(symbol: &str) -> Option<Kind> {
    // No cluster of these kinds is shorter.
    if symbol.len() < 4 {
        return None;
    }
    let mut letters = symbol.chars();
    let first = letters.next()?;
    let second = letters.next()?;
    if first.is_control() {
        return None;
    }
    match second {
        MARK => Some(Kind::Marked),
        _ if matches!(first, '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}') => {
            Some(Kind::Syllable)
        }
        '\u{1f1e6}'..='\u{1f1ff}' => Some(Kind::Flag),
        _ if symbol.contains('\u{20e3}') => Some(Kind::Keycap),
        // Flags of regions are written with invisible letters.
        _ if symbol.contains(['\u{200d}', '\u{e007f}']) => Some(Kind::Joined),
        _ if symbol.contains(|c| matches!(c, '\u{1f3fb}'..='\u{1f3ff}')) => Some(Kind::Tone),
        _ if symbol.contains('\u{fe0f}') => Some(Kind::Presentation),
        _ => None,
    }
}

/// Shows two flags as letters if they are neighbours: foot joins the last letter of one and the first
/// of the next if the cursor is moved between them.
fn separate(before: Option<Position>, flag: Position, buffer: &mut Buffer) {
    let is_near = |before: &Position| before.y == flag.y && before.x + 2 == flag.x;
    let Some(before) = before.filter(is_near) else { return };
    for place in [before, flag] {
        if kind_of(buffer[place].symbol()) == Some(Kind::Flag) {
            make_plain(Kind::Flag, place, buffer);
        }
    }
}

/// Replaces a cluster by one character that all terminals measure alike: its first one, or both
/// letters of a flag. In place of a cluster of two columns, a narrow one leaves a blank behind it.
fn make_plain(kind: Kind, place: Position, buffer: &mut Buffer) {
    let letter = |letter: char| match (kind, u32::from(letter)) {
        (Kind::Flag, number @ 0x1f1e6..=0x1f1ff) => char::from_u32(number - 0x1f1e6 + 0x41),
        _ => Some(letter),
    };
    let cluster = buffer[place].clone();
    let mut letters = cluster.symbol().chars().filter_map(letter);
    let first = letters.next().unwrap_or(' ');
    let second = letters.next().filter(|_| kind == Kind::Flag).unwrap_or(' ');
    let columns = place.x..buffer.area.right();
    let letters = [first, second].into_iter().take(text::width(cluster.symbol()));
    for (x, letter) in columns.zip(letters) {
        buffer[(x, place.y)] = cluster.clone();
        buffer[(x, place.y)].set_char(letter);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    use super::*;

    fn settled(clusters: &mut Clusters, text: &str) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 2));
        buffer.set_string(0, 0, text, Style::new().bg(Color::Blue));
        clusters.settle(&mut buffer);
        buffer
    }

    fn row(buffer: &Buffer) -> String {
        let cells = buffer.content.iter().take(30).map(Cell::symbol);
        cells.collect::<String>().trim_end().to_owned()
    }

    #[test]
    fn kinds_are_in_the_order_of_their_probes() {
        let kinds = [Kind::Presentation, Kind::Keycap, Kind::Flag, Kind::Tone, Kind::Joined];
        assert_eq!(kind_of("क्षि"), Some(Kind::Syllable));
        assert_eq!(kind_of("א\u{200e}"), Some(Kind::Marked));
        for (kind, probe) in kinds.into_iter().zip(PROBES) {
            assert_eq!(kind_of(probe), Some(kind), "{probe}");
            assert_eq!(PROBES[kind as usize], probe);
        }
        for sure in ["a", "中", "👍", "e\u{301}", "ש\u{5b8}", "한", "\x1b_Ga=T\x1b\\"] {
            assert_eq!(kind_of(sure), None, "{sure:?}");
        }
    }

    #[test]
    fn what_a_terminal_measures_otherwise_is_shown_plainly() {
        let text = "a👩\u{200d}💻b🇩🇪c👍🏽d1\u{fe0f}\u{20e3}e❤\u{fe0f}f";
        let mut clusters = Clusters::default();
        let buffer = settled(&mut clusters, text);
        assert_eq!(row(&buffer), "a👩 bDEc👍 d1 e❤ f");
        assert!(buffer.content[..16].iter().all(|cell| cell.bg == Color::Blue), "no hole");
        clusters.learn(&[2, 2, 2, 2, 2]);
        let whole = "a👩\u{200d}💻 b🇩🇪 c👍🏽 d1\u{fe0f}\u{20e3} e❤\u{fe0f} f";
        assert_eq!(row(&settled(&mut clusters, text)), whole);
        clusters.learn(&[1, 1, 4, 4, 5]);
        assert_eq!(row(&settled(&mut clusters, text)), "a👩 bDEc👍 d1 e❤\u{fe0f} f");
        let konsole = |name: &str| (name == "KONSOLE_VERSION").then(|| "221203".to_owned());
        let mut clusters = Clusters::of(&Terminal::of(konsole));
        clusters.learn(&[2, 2, 2, 2, 2]);
        assert_eq!(row(&settled(&mut clusters, text)), "a👩 bDEc👍 d1 e❤\u{fe0f} f");
    }

    /// The letter behind a star or an arrow of one column was overwritten with a blank.
    #[test]
    fn a_plain_character_of_one_column_leaves_the_letter_behind_it() {
        let buffer = settled(&mut Clusters::default(), "ab★\u{fe0f}cd →\u{fe0f}ef ❤\u{fe0f}gh");
        assert_eq!(row(&buffer), "ab★cd →ef ❤ gh");
    }

    #[test]
    fn flags_side_by_side_are_shown_as_letters() {
        let mut clusters = Clusters::default();
        clusters.learn(&[2, 2, 2, 2, 2]);
        assert_eq!(row(&settled(&mut clusters, "🇩🇪🇫🇷🇯🇵 and 🇨🇳 🇺🇸")), "DEFRJP and 🇨🇳  🇺🇸");
    }

    #[test]
    fn a_row_with_syllables_is_written_anew_when_they_come_and_when_they_go() {
        let mut clusters = Clusters::default();
        let is_anew = |buffer: &Buffer, y: u16| {
            (0..30).all(|x| buffer[(x, y)].diff_option == CellDiffOption::AlwaysUpdate)
        };
        let with = settled(&mut clusters, "क्षि and");
        assert!(is_anew(&with, 0) && !is_anew(&with, 1));
        assert!(!is_anew(&settled(&mut clusters, "क्षि and"), 0), "nothing has changed");
        assert!(is_anew(&settled(&mut clusters, "क्षि but"), 0));
        assert!(is_anew(&settled(&mut clusters, "without"), 0), "its remains would stay");
        assert!(!is_anew(&settled(&mut clusters, "without"), 0));
    }
}
