//! Checks that links are closed. Sends frames with each kind of cluster to models of a terminal,
//! which take clusters for wide, for narrow or for their characters, and compares the text on their
//! screens.

use std::cell::RefCell;
use std::rc::Rc;

use ratatui::Terminal as Drawing;
use ratatui::TerminalOptions;
use ratatui::Viewport;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::*;
use crate::shell::clusters::{self, Clusters};

const COLUMNS: u16 = 40;
const ROWS: u16 = 3;

/// A writer that a terminal shares with the test.
#[derive(Clone, Default)]
struct Written(Rc<RefCell<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a cell of a model shows if the right half of a wide character covers it.
const COVERED: &str = "";

/// How a model measures a cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Measure {
    /// Every cluster of several characters has two columns.
    Wide,
    /// Every cluster of several characters has one column.
    Narrow,
    /// Each character has its own columns.
    Characters,
}

/// A terminal that understands the sequences of [`Output`].
struct Model {
    measure: Measure,
    cells: Vec<Vec<String>>,
    x: usize,
    y: usize,
    /// Columns where the cursor stood when it was asked for.
    reports: Vec<u16>,
}

impl Model {
    fn new(measure: Measure) -> Self {
        let row = vec![" ".to_owned(); usize::from(COLUMNS)];
        Self { measure, cells: vec![row; usize::from(ROWS)], x: 0, y: 0, reports: Vec::new() }
    }

    fn take(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).expect("text");
        let mut parts = text.split("\x1b[");
        self.print(parts.next().unwrap_or_default());
        for part in parts {
            let end = part.find(|c: char| c.is_ascii_alphabetic()).expect("a final byte");
            let (parameters, rest) = part.split_at(end);
            let (end, text) = rest.split_at(1);
            self.control(parameters, end);
            self.print(text);
        }
    }

    fn control(&mut self, parameters: &str, end: &str) {
        let mut numbers = parameters.split(';').map(|it| it.parse::<usize>().unwrap_or(1));
        match end {
            "H" => {
                let mut next = || numbers.next().unwrap_or(1) - 1;
                (self.y, self.x) = (next(), next());
            }
            "K" => self.cells[self.y].fill(" ".to_owned()),
            "n" => self.reports.push(u16::try_from(self.x + 1).expect("a column")),
            _ => {}
        }
    }

    fn print(&mut self, text: &str) {
        for cluster in text.graphemes(true) {
            match self.measure {
                // An old table of widths knows no new emoji.
                Measure::Narrow if cluster >= "\u{1fa70}" => self.put(cluster, 1),
                _ if cluster.chars().count() == 1 => self.put(cluster, own_width(cluster)),
                Measure::Wide => self.put(cluster, 2),
                Measure::Narrow => self.put(cluster, 1),
                Measure::Characters => {
                    for letter in cluster.chars().map(String::from) {
                        if own_width(&letter) > 0 {
                            self.put(&letter, own_width(&letter));
                        }
                    }
                }
            }
        }
    }

    /// Puts a character where the cursor is. A wide one that loses a half is gone.
    fn put(&mut self, symbol: &str, width: usize) {
        for x in self.x..(self.x + width).min(usize::from(COLUMNS)) {
            let row = &mut self.cells[self.y];
            if row[x] == COVERED && x > 0 {
                row[x - 1] = " ".to_owned();
            }
            if row.get(x + 1).is_some_and(|next| next == COVERED) {
                row[x + 1] = " ".to_owned();
            }
            row[x] = if x == self.x { symbol.to_owned() } else { COVERED.to_owned() };
        }
        self.x += width;
    }

    /// The text on the screen; `?` where a cluster is laid out, however that is shown.
    fn text(&self, laid_out: &Buffer) -> Vec<String> {
        let mut rows = Vec::new();
        for (cells, row) in self.cells.iter().zip(text_of(laid_out)) {
            let cells = cells.iter().zip(row.chars());
            rows.push(cells.map(|(cell, letter)| if letter == '?' { "?" } else { cell }).collect());
        }
        rows
    }
}

/// The text as laid out; `?` for each column of a cluster that is not ASCII.
fn text_of(buffer: &Buffer) -> Vec<String> {
    let mut rows = Vec::new();
    for cells in buffer.content.chunks(usize::from(COLUMNS)) {
        let mut row = String::new();
        while let Some(cell) = cells.get(row.len()) {
            match cell.symbol() {
                letter if letter.len() == 1 => row.push_str(letter),
                cluster => row.push_str(&"?".repeat(text::width(cluster).max(1))),
            }
        }
        rows.push(row);
    }
    rows
}

fn own_width(letter: &str) -> usize {
    letter.chars().next().and_then(char::width).unwrap_or(0)
}

/// The frames, of two rows each: clusters come, move, lose their neighbours, and go.
const FRAMES: [[&str; 2]; 8] = [
    ["a❤\u{fe0f}b ⚠\u{fe0f} c", "plain words everywhere here"],
    ["x1\u{fe0f}\u{20e3}y2\u{fe0f}\u{20e3}z", "a🇩🇪b🇫🇷c end"],
    ["plain words everywhere here", "a👍🏽b👋🏿c end of it"],
    ["a👩\u{200d}💻b👨\u{200d}👩\u{200d}👧c end", "plain words everywhere here"],
    ["क्षत्रिय end हिन्दी end", "தமிழ் end ภาษาไทย end"],
    ["plain words everywhere here", "short"],
    ["中文 and 🫨 new 🪿 end", "e\u{301}a\u{308}o end ש\u{5b8}b"],
    ["plain words everywhere here", "plain words everywhere here"],
];

fn draw(frame: &[&str; 2], buffer: &mut Buffer) {
    for (y, text) in (0..).zip(frame) {
        buffer.set_string(0, y, text, Style::new());
    }
}

#[test]
fn letters_stand_where_they_belong_however_a_terminal_measures_clusters() {
    for measure in [Measure::Wide, Measure::Narrow, Measure::Characters] {
        for is_asked in [true, false] {
            let mut model = Model::new(measure);
            let mut clusters = Clusters::default();
            if is_asked {
                model.take(clusters::question().as_bytes());
                let columns: Vec<u16> = model.reports.iter().map(|column| column - 1).collect();
                clusters.learn(&columns);
            }
            let viewport = Viewport::Fixed(Rect::new(0, 0, COLUMNS, ROWS));
            let written = Written::default();
            let output = Output::new(written.clone(), false);
            let mut terminal = Drawing::with_options(output, TerminalOptions { viewport })
                .expect("a terminal in memory");
            for frame in FRAMES.iter().chain(FRAMES.iter().rev()) {
                let drawn = terminal.draw(|it| {
                    draw(frame, it.buffer_mut());
                    clusters.settle(it.buffer_mut());
                });
                let laid_out = drawn.expect("drawn").buffer.clone();
                model.take(&written.0.take());
                let wanted = text_of(&laid_out);
                assert_eq!(
                    model.text(&laid_out),
                    wanted,
                    "{measure:?}, asked: {is_asked}, {frame:?}"
                );
            }
        }
    }
}

#[test]
fn a_link_begins_and_ends_with_its_cells_in_every_drawing() {
    let mark = Color::Rgb(1, 2, 3);
    let mut cells = [Cell::new("a"), Cell::new("b"), Cell::new("c")];
    cells[1].underline_color = mark;
    let written = |on: bool, url: &str| {
        let mut output = Vec::new();
        let mut terminal = Output::new(&mut output, on);
        terminal.set(|| Links::from([(mark, url.to_owned())]));
        let cells = (0..).zip(&cells).map(|(x, cell)| (x, 0, cell));
        terminal.draw(cells).expect("drawn");
        String::from_utf8(output).expect("text")
    };
    let text = written(true, "https://e.org/");
    let (before, after) = text.split_once("\x1b]8;id=010203;https://e.org/\x1b\\").expect("one");
    let (linked, rest) = after.split_once("\x1b]8;;\x1b\\").expect("an end");
    assert!(before.contains('a') && linked.contains('b') && rest.contains('c'), "{text:?}");
    for off in [written(false, "https://e.org/"), written(true, "https://e.org/\x1b]0;x")] {
        assert!(!off.contains("\x1b]8") && !off.contains("1;2;3"), "{off:?}");
    }
}
