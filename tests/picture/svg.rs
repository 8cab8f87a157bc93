//! Renders a screen as SVG: a terminal window with every cell in its place, regardless of the font.
//! `scene.rs` provides the screen, `strokes.rs` its lines and blocks.

use std::collections::BTreeMap;
use std::fmt::Write;

use newswire::{Ink, Palette, width};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::strokes::strokes;

/// Size of a cell in pixels; in most fonts, letters are 0.6 times as wide as high.
pub(crate) const CELL: (f32, f32) = (8.4, 18.0);
const LETTER: f32 = 14.0;
/// Distance from the top of a cell to the baseline.
const BASE: f32 = 13.4;
/// Height of the title bar, and padding around the cells.
const BAR: f32 = 34.0;
const EDGE: f32 = 10.0;
/// Margin around the window for its outline.
const OUTSIDE: f32 = 1.0;
const FONTS: &str =
    "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";

/// Returns the top left corner of a cell.
pub(crate) fn place(x: u16, y: u16) -> (f32, f32) {
    let (left, top) = (OUTSIDE + EDGE, OUTSIDE + BAR);
    (left + CELL.0 * f32::from(x), top + CELL.1 * f32::from(y))
}

/// Renders a screen that was drawn with these colours.
pub(crate) fn svg(screen: &Buffer, title: &str, palette: &Palette) -> String {
    let mut classes = Classes::default();
    let mut cells = grounds(screen, palette);
    cells.push_str(&strokes(screen));
    for run in runs(screen) {
        run.write(&mut classes, &mut cells);
    }
    let (right, bottom) = place(screen.area.width, screen.area.height);
    let (width, height) = (number(right + EDGE + OUTSIDE), number(bottom + EDGE + OUTSIDE));
    let spoken = escaped(title);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{spoken}\">\n\
         <title>{spoken}</title>\n<style>text{{font:{}px {FONTS}}}{}</style>\n\
         {}<g xml:space=\"preserve\">\n{cells}</g>\n</svg>\n",
        number(LETTER),
        classes.rules(),
        window(right + EDGE, bottom + EDGE, &spoken, palette),
    )
}

/// Draws the window: background, title bar, three buttons and a title.
fn window(right: f32, bottom: f32, title: &str, palette: &Palette) -> String {
    let (ground, text) = (rgb(palette.background), rgb(palette.text));
    let (bar, line) = (hex(mixed(ground, text, 0.07)), hex(mixed(ground, text, 0.25)));
    let (width, height) = (number(right - OUTSIDE), number(bottom - OUTSIDE));
    let (ground, dim) = (hex(ground), hex(rgb(palette.dim)));
    let mut out = format!(
        "<rect x=\"{OUTSIDE}\" y=\"{OUTSIDE}\" width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{ground}\"/>\n\
         <path d=\"M{OUTSIDE} {}v-16a10 10 0 0 1 10-10H{}a10 10 0 0 1 10 10v16z\" fill=\"{bar}\"/>\n\
         <rect x=\"{OUTSIDE}\" y=\"{OUTSIDE}\" width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"none\" stroke=\"{line}\"/>\n",
        number(OUTSIDE + 26.0),
        number(right - 10.0),
    );
    for (x, color) in [(20, "#ff5f57"), (40, "#febc2e"), (60, "#28c840")] {
        let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"14\" r=\"6\" fill=\"{color}\"/>");
    }
    let middle = number(f32::midpoint(right, OUTSIDE));
    let _ = writeln!(
        out,
        "<text x=\"{middle}\" y=\"18.5\" text-anchor=\"middle\" fill=\"{dim}\" style=\"font-size:13px\">{title}</text>"
    );
    out
}

/// Draws cell backgrounds that differ from that of the window.
fn grounds(screen: &Buffer, palette: &Palette) -> String {
    let mut out = String::new();
    for y in 0..screen.area.height {
        let cells: Vec<_> = cells(screen, y).collect();
        for part in cells.chunk_by(|one, next| behind(one.2) == behind(next.2)) {
            let (&[(x, _, cell), ..], Some(&(last, columns, _))) = (part, part.last()) else {
                continue;
            };
            if behind(cell) != rgb(palette.background) {
                let (left, top) = place(x, y);
                let (length, color) =
                    (number(place(last + columns, y).0 - left), hex(behind(cell)));
                let (left, top, high) = (number(left), number(top), number(CELL.1));
                let _ = writeln!(
                    out,
                    "<rect x=\"{left}\" y=\"{top}\" width=\"{length}\" height=\"{high}\" fill=\"{color}\"/>"
                );
            }
        }
    }
    out
}

/// Returns the cells of a row, each with its column and width; cells covered by a wide character
/// are skipped.
fn cells(screen: &Buffer, y: u16) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let mut next = 0;
    (0..screen.area.width).filter_map(move |x| {
        let cell = &screen[(x, y)];
        let columns = u16::try_from(width(cell.symbol())).unwrap_or(1).max(1);
        let is_covered = x < next;
        next = if is_covered { next } else { x + columns };
        (!is_covered).then_some((x, columns, cell))
    })
}

/// Text in one style, with no more than a single space between words.
struct Run<'a> {
    x: u16,
    y: u16,
    columns: u16,
    text: String,
    style: &'a Cell,
}

impl Run<'_> {
    /// Sets the text length explicitly, so that the text fits even if letters are narrower or
    /// wider. A character that a font may lack is drawn separately, centred in its cell.
    fn write(&self, classes: &mut Classes, out: &mut String) {
        let (x, y) = place(self.x, self.y);
        let class = classes.of(self.style);
        let length = CELL.0 * f32::from(self.columns);
        let (x, length) = match self.text.chars().count() {
            1 => (x + length / 2.0, "text-anchor=\"middle\"".to_owned()),
            _ => (x, format!("textLength=\"{}\"", number(length))),
        };
        let (x, y, text) = (number(x), number(y + BASE), escaped(&self.text));
        let _ = writeln!(out, "<text x=\"{x}\" y=\"{y}\" {length} class=\"{class}\">{text}</text>");
    }
}

fn runs(screen: &Buffer) -> Vec<Run<'_>> {
    let mut runs: Vec<Run> = Vec::new();
    for y in 0..screen.area.height {
        for (x, columns, style) in cells(screen, y).filter(|it| is_text(it.2.symbol())) {
            let text = style.symbol().to_owned();
            add(&mut runs, Run { x, y, columns, text, style });
        }
    }
    runs
}

/// Extends the last run or starts a new one.
fn add<'a>(runs: &mut Vec<Run<'a>>, next: Run<'a>) {
    if let Some(last) = runs.last_mut() {
        let gap = next.x.saturating_sub(last.x + last.columns);
        let follows = last.y == next.y && gap <= 1 && look(last.style) == look(next.style);
        if follows && is_letter(&next.text) && is_letter(&last.text) {
            last.text.push_str(if gap == 1 { " " } else { "" });
            last.text.push_str(&next.text);
            last.columns += gap + 1;
            return;
        }
    }
    runs.push(next);
}

/// Whether a symbol is drawn as text rather than as a line or block.
fn is_text(symbol: &str) -> bool {
    symbol != " " && !symbol.chars().all(|c| ('\u{2500}'..'\u{25a0}').contains(&c))
}

/// Whether a symbol is one column wide in every font.
fn is_letter(symbol: &str) -> bool {
    symbol
        .chars()
        .all(|c| c.is_ascii() || ('\u{a0}'..'\u{250}').contains(&c) || "–—‘’“”…".contains(c))
}

/// Text styles by name, in order of first use.
#[derive(Default)]
struct Classes(BTreeMap<String, usize>);

impl Classes {
    fn of(&mut self, cell: &Cell) -> String {
        let next = self.0.len();
        format!("t{}", self.0.entry(look(cell)).or_insert(next))
    }

    fn rules(&self) -> String {
        let mut rules: Vec<_> = self.0.iter().map(|(look, number)| (number, look)).collect();
        rules.sort();
        rules.iter().fold(String::new(), |mut out, (number, look)| {
            let _ = write!(out, ".t{number}{{{look}}}");
            out
        })
    }
}

/// Returns the CSS of a cell's text.
fn look(cell: &Cell) -> String {
    let mut look = format!("fill:{}", hex(ahead(cell)));
    let modifiers = [
        (Modifier::BOLD, ";font-weight:bold"),
        (Modifier::ITALIC, ";font-style:italic"),
        (Modifier::DIM, ";opacity:.65"),
        (Modifier::UNDERLINED, ";text-decoration:underline"),
        (Modifier::CROSSED_OUT, ";text-decoration:line-through"),
    ];
    for (_, rule) in modifiers.iter().filter(|(it, _)| cell.modifier.contains(*it)) {
        look.push_str(rule);
    }
    look
}

type Rgb = (u8, u8, u8);

/// Returns the foreground colour of a cell.
pub(crate) fn ahead(cell: &Cell) -> Rgb {
    known(if cell.modifier.contains(Modifier::REVERSED) { cell.bg } else { cell.fg })
}

fn behind(cell: &Cell) -> Rgb {
    known(if cell.modifier.contains(Modifier::REVERSED) { cell.fg } else { cell.bg })
}

fn known(color: Color) -> Rgb {
    match color {
        Color::Rgb(red, green, blue) => (red, green, blue),
        other => panic!("{other} is the terminal's own, the picture needs a theme that has all"),
    }
}

fn rgb(ink: Ink) -> Rgb {
    match ink {
        Ink::Rgb(red, green, blue) => (red, green, blue),
        other => panic!("{other:?} is the terminal's own, the picture needs a theme that has all"),
    }
}

/// Mixes part of another colour into one.
fn mixed(one: Rgb, other: Rgb, part: f32) -> Rgb {
    let mix = |one: u8, other: u8| {
        let mixed = f32::from(one) + (f32::from(other) - f32::from(one)) * part;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
        let whole = mixed.round() as u8;
        whole
    };
    (mix(one.0, other.0), mix(one.1, other.1), mix(one.2, other.2))
}

pub(crate) fn hex((red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Formats to a tenth of a pixel, omitting a zero fraction.
pub(crate) fn number(value: f32) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
