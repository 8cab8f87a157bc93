//! The ground of a selected row: a colour between the theme's background and its accent or, where
//! that is not known, cells reversed or underlined.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use crate::config::{Ink, Palette};
use crate::terminal::Depth;

use super::Theme;
use super::color::{self, LEGIBLE, Rgb};

/// What marks the cells of a selected row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ground {
    /// A background colour, and its red, green and blue.
    Color(Color, Rgb),
    Reversed,
    /// A line below the row.
    Underlined,
}

/// Parts of the other colour in a ground, in hundredths; the first that makes a difference counts.
const FOCUSED: [u32; 3] = [16, 24, 34];
const QUIET: [u32; 3] = [8, 14, 22];

impl Ground {
    /// The ground of the focused pane, and the quieter one of the others.
    pub(super) fn pair(palette: &Palette, depth: Depth) -> (Self, Self) {
        let quiet = Self::between(palette, palette.text, QUIET, depth, &[palette.background]);
        let (quiet, others) = match quiet {
            Some((quiet, ink)) => (quiet, [palette.background, ink]),
            None => (Self::Underlined, [palette.background; 2]),
        };
        let focused = Self::between(palette, palette.accent, FOCUSED, depth, &others);
        (focused.map_or(Self::Reversed, |(focused, _)| focused), quiet)
    }

    /// Mixes the background with another colour to one that is none of `others`, as far as text
    /// stays legible on it.
    fn between(
        palette: &Palette,
        other: Ink,
        parts: [u32; 3],
        depth: Depth,
        others: &[Ink],
    ) -> Option<(Self, Ink)> {
        if matches!(depth, Depth::Sixteen | Depth::None) {
            return None;
        }
        // The first 16 colours are whatever the user has made of them.
        if matches!(palette.background, Ink::Number(0..16)) {
            return None;
        }
        let behind = color::known(palette.background)?;
        let (other, text) = (color::known(other)?, color::known(palette.text)?);
        let grounds = parts.into_iter().map(|part| {
            let (red, green, blue) = mixed(behind, other, part);
            color::nearest(Ink::Rgb(red, green, blue), depth)
        });
        let ink = grounds.into_iter().find(|ink| !others.contains(ink))?;
        let known = color::known(ink)?;
        let is_legible = color::contrast(known, text) >= LEGIBLE;
        Some((Self::Color(color::shown(ink)?, known), ink)).filter(|_| is_legible)
    }
}

fn mixed(from: Rgb, to: Rgb, part: u32) -> Rgb {
    let mix = |from: u8, to: u8| {
        let sum = u32::from(from) * (100 - part) + u32::from(to) * part;
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    };
    (mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

/// Marks the cells of a selected row after its text is drawn.
pub(super) fn select(area: Rect, focused: bool, theme: &Theme, buffer: &mut Buffer) {
    let area = area.intersection(buffer.area);
    match theme.selected(focused) {
        Ground::Color(color, rgb) => paint(area, (color, rgb), buffer),
        Ground::Reversed => reverse(area, buffer),
        Ground::Underlined => {
            let y = area.bottom().saturating_sub(1);
            let last = Rect { y, height: area.height.min(1), ..area };
            for place in last.positions() {
                buffer[place].modifier.insert(Modifier::UNDERLINED);
            }
        }
    }
}

/// Paints the background. Text in a colour that is hard to read on it takes the theme's own.
fn paint(area: Rect, (color, behind): (Color, Rgb), buffer: &mut Buffer) {
    let mut last = (Color::Reset, true);
    for place in area.positions() {
        let cell = &mut buffer[place];
        if cell.bg != Color::Reset {
            continue;
        }
        cell.bg = color;
        if cell.fg != last.0 {
            let rgb = color::rgb_shown(cell.fg);
            last = (cell.fg, rgb.is_none_or(|rgb| color::contrast(rgb, behind) >= LEGIBLE));
        }
        if !last.1 && cell.symbol() != BAR {
            cell.fg = Color::Reset;
        }
    }
}

/// The bar at the start of a selected row keeps its colour.
const BAR: &str = "▌";

/// Reverses the cells, in one colour and weight, so that the ground is even. What is marked in
/// another way keeps its look.
fn reverse(area: Rect, buffer: &mut Buffer) {
    for place in area.positions() {
        let cell = &mut buffer[place];
        let is_marked = cell.bg != Color::Reset || cell.modifier.contains(Modifier::REVERSED);
        if !is_marked && cell.symbol() != BAR {
            cell.fg = Color::Reset;
            cell.modifier.remove(Modifier::DIM);
            cell.modifier.insert(Modifier::REVERSED);
        }
    }
}
