//! Writes the cells of a frame so that they come out where they belong in every terminal: the
//! cursor is moved anew behind each cluster that terminals measure differently. Adds hyperlinks that
//! the terminal itself can open (OSC 8); each is closed at its end, so that later output never
//! becomes part of it.

use std::io::{self, Write};

use crossterm::queue;
use crossterm::style::Print;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::Color;

use crate::text;
use crate::view::Links;
use crate::view::MARK;

/// Longest link that terminals accept; the limit of VTE is 2083.
const LONGEST: usize = 2000;

/// A backend that writes frames to a terminal.
pub(super) struct Output<W: Write> {
    inner: CrosstermBackend<W>,
    on: bool,
    links: Links,
}

impl<W: Write> Output<W> {
    pub(super) fn new(output: W, on: bool) -> Self {
        Self { inner: CrosstermBackend::new(output), on, links: Links::new() }
    }

    /// Turns hyperlinks on or off.
    pub(super) fn turn(&mut self, on: bool) {
        self.on = on;
    }

    pub(super) fn is_on(&self) -> bool {
        self.on
    }

    /// Sets the links of the next frame.
    pub(super) fn set(&mut self, links: impl FnOnce() -> Links) {
        if self.on {
            self.links = links();
        }
    }

    /// Returns the sequence that opens the link of a cell.
    fn beginning(&self, mark: Color) -> Option<String> {
        let url = self.links.get(&mark).filter(|_| self.on)?;
        // `openable` has checked this already, but an unsafe link would do harm here.
        let is_plain = url.len() <= LONGEST && url.bytes().all(|byte| byte.is_ascii_graphic());
        let Color::Rgb(red, green, blue) = mark else { return None };
        is_plain.then(|| format!("\x1b]8;id={red:02x}{green:02x}{blue:02x};{url}\x1b\\"))
    }
}

impl<W: Write> Output<W> {
    /// Draws cells in runs; each begins with a move of the cursor. A cluster whose width is in
    /// doubt ends its run. If it should be wide, its columns are blanked before, because a terminal
    /// that takes it for narrow would leave there what was before.
    fn draw_runs<'a>(
        &mut self,
        cells: impl Iterator<Item = (u16, u16, &'a Cell)>,
    ) -> io::Result<()> {
        let mut run: Vec<(u16, u16, Cell)> = Vec::new();
        for (x, y, cell) in cells {
            let mut cell = cell.clone();
            cell.underline_color = Color::Reset;
            let Some(width) = doubtful_width(cell.symbol()) else {
                run.push((x, y, cell));
                continue;
            };
            if width > 1 {
                let mut blank = cell.clone();
                blank.set_symbol(" ");
                run.extend((x..).take(width).map(|x| (x, y, blank.clone())));
                self.draw_run(&mut run)?;
            }
            run.push((x, y, cell));
            self.draw_run(&mut run)?;
        }
        self.draw_run(&mut run)
    }

    fn draw_run(&mut self, run: &mut Vec<(u16, u16, Cell)>) -> io::Result<()> {
        if !run.is_empty() {
            self.inner.draw(run.iter().map(|(x, y, cell)| (*x, *y, cell)))?;
            run.clear();
        }
        Ok(())
    }
}

/// Returns the columns of a cluster that terminals may measure differently: one of several
/// characters, or an emoji, which older terminals do not know. Pictures are none of these, nor are
/// letters with a mark of direction, which mlterm loses if the cursor is moved.
fn doubtful_width(symbol: &str) -> Option<usize> {
    /// Stands for a part of a picture in kitty's protocol.
    const PLACEHOLDER: char = '\u{10eeee}';
    let mut letters = symbol.chars();
    let first = letters.next()?;
    let is_text = symbol.len() > 1 && !first.is_control() && first != PLACEHOLDER;
    let is_single = letters.next().is_none_or(|second| second == MARK);
    let is_emoji = first >= '\u{1f000}' || matches!(first, '\u{2300}'..='\u{2bff}');
    let width = (is_text && (!is_single || is_emoji)).then(|| text::width(symbol))?;
    (!is_single || width > 1).then_some(width)
}

impl<W: Write> Write for Output<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

impl<W: Write> Backend for Output<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        while let Some((_, _, first)) = content.peek() {
            let mark = first.underline_color;
            let beginning = self.beginning(mark);
            if let Some(beginning) = &beginning {
                queue!(self.inner, Print(beginning))?;
            }
            let linked =
                std::iter::from_fn(|| content.next_if(|(_, _, cell)| cell.underline_color == mark));
            self.draw_runs(linked)?;
            if beginning.is_some() {
                queue!(self.inner, Print("\x1b]8;;\x1b\\"))?;
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        self.inner.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.inner.set_cursor_position(position)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Backend::flush(&mut self.inner)
    }
}

#[cfg(test)]
mod tests;
