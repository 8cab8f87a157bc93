//! Draws lines and blocks as shapes, so that they join regardless of font and line height.

use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;

use crate::svg::{CELL, ahead, hex, number, place};

/// Radius of a rounded corner.
const RADIUS: f32 = 4.2;

/// The edges of its cell that a line reaches: left, right, up, down.
type Arms = [bool; 4];

fn arms(symbol: &str) -> Option<Arms> {
    let ways = match symbol {
        "─" => "lr",
        "│" | "┃" => "ud",
        "╭" => "rd",
        "╮" => "ld",
        "╰" => "ru",
        "╯" => "lu",
        "├" => "rud",
        "┤" => "lud",
        "┬" => "lrd",
        "┴" => "lru",
        "┼" => "lrud",
        _ => return None,
    };
    Some(['l', 'r', 'u', 'd'].map(|way| ways.contains(way)))
}

/// Draws all lines and blocks of a screen.
pub(crate) fn strokes(screen: &Buffer) -> String {
    let (width, height) = (screen.area.width, screen.area.height);
    let mut out = String::new();
    for y in 0..height {
        let row: Vec<(u16, u16)> = (0..width).map(|x| (x, y)).collect();
        straight(screen, &row, true, &mut out);
    }
    for x in 0..width {
        let column: Vec<(u16, u16)> = (0..height).map(|y| (x, y)).collect();
        straight(screen, &column, false, &mut out);
        blocks(screen, &column, &mut out);
    }
    out
}

/// Draws the lines along a row or column, each as long as possible.
fn straight(screen: &Buffer, cells: &[(u16, u16)], flat: bool, out: &mut String) {
    let mut line: Option<(f32, f32, &Cell)> = None;
    for &(x, y) in cells {
        let cell = &screen[(x, y)];
        let Some(arms) = arms(cell.symbol()) else { continue };
        let Some((from, to)) = reach(arms, (x, y), flat) else { continue };
        match &mut line {
            Some((_, end, of)) if (*end - from).abs() < 0.01 && similarity(of, cell) => *end = to,
            _ => draw(line.replace((from, to, cell)), cells[0], flat, out),
        }
        if bends(arms) && flat {
            corner(cell, arms, (x, y), out);
        }
    }
    draw(line, cells[0], flat, out);
}

fn similarity(one: &Cell, other: &Cell) -> bool {
    one.style() == other.style() && (one.symbol() == "┃") == (other.symbol() == "┃")
}

/// Whether these arms form a corner.
fn bends([left, right, up, down]: Arms) -> bool {
    left != right && up != down
}

/// Returns start and end of a line in its cell.
fn reach(arms: Arms, (x, y): (u16, u16), flat: bool) -> Option<(f32, f32)> {
    let [left, right, up, down] = arms;
    let (start, size, back, on) =
        if flat { (place(x, y).0, CELL.0, left, right) } else { (place(x, y).1, CELL.1, up, down) };
    let gap = if bends(arms) { RADIUS } else { 0.0 };
    let middle = start + size / 2.0;
    match (back, on) {
        (true, true) => Some((start, start + size)),
        (true, false) => Some((start, middle - gap)),
        (false, true) => Some((middle + gap, start + size)),
        (false, false) => None,
    }
}

fn draw(line: Option<(f32, f32, &Cell)>, first: (u16, u16), flat: bool, out: &mut String) {
    let Some((from, to, cell)) = line else { return };
    let (left, top) = place(first.0, first.1);
    let way = if flat {
        format!("M{} {}H{}", number(from), number(top + CELL.1 / 2.0), number(to))
    } else {
        format!("M{} {}V{}", number(left + CELL.0 / 2.0), number(from), number(to))
    };
    path(&way, cell, out);
}

fn corner(cell: &Cell, [left, _, up, _]: Arms, (x, y): (u16, u16), out: &mut String) {
    let (x, y) = (place(x, y).0 + CELL.0 / 2.0, place(x, y).1 + CELL.1 / 2.0);
    let (dx, dy) = (if left { -RADIUS } else { RADIUS }, if up { -RADIUS } else { RADIUS });
    let (middle_x, middle_y) = (number(x), number(y));
    let way = format!(
        "M{middle_x} {}Q{middle_x} {middle_y} {} {middle_y}",
        number(y + dy),
        number(x + dx)
    );
    path(&way, cell, out);
}

fn path(way: &str, cell: &Cell, out: &mut String) {
    let wide = if cell.symbol() == "┃" { "3" } else { "1.2" };
    let faint = if cell.modifier.contains(Modifier::DIM) { " opacity=\".65\"" } else { "" };
    let color = hex(ahead(cell));
    let _ = writeln!(
        out,
        "<path d=\"{way}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{wide}\"{faint}/>"
    );
}

/// Draws the selection bar and other blocks that fill the left part of their cell.
fn blocks(screen: &Buffer, column: &[(u16, u16)], out: &mut String) {
    let same = |one: &(u16, u16), next: &(u16, u16)| {
        screen[*one].symbol() == screen[*next].symbol() && similarity(&screen[*one], &screen[*next])
    };
    for part in column.chunk_by(same) {
        let cell = &screen[part[0]];
        let wide = match cell.symbol() {
            "█" => 1.0,
            "▌" => 0.5,
            _ => continue,
        };
        let (left, top) = place(part[0].0, part[0].1);
        let bottom = place(part[0].0, part.last().map_or(0, |last| last.1 + 1)).1;
        let (left, top, high) = (number(left), number(top), number(bottom - top));
        let (wide, color) = (number(CELL.0 * wide), hex(ahead(cell)));
        let _ = writeln!(
            out,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\" fill=\"{color}\"/>"
        );
    }
}
