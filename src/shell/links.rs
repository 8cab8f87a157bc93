//! Writes hyperlinks that the terminal itself can open (OSC 8). Each run of cells is closed at its
//! end, so that later output never becomes part of a link.

use std::io::{self, Write};

use crossterm::queue;
use crossterm::style::Print;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::Color;

use crate::view::Links;

/// Longest link that terminals accept; the limit of VTE is 2083.
const LONGEST: usize = 2000;

/// A writer that adds hyperlinks to its output.
pub(super) struct Linked<W: Write> {
    inner: CrosstermBackend<W>,
    on: bool,
    links: Links,
}

impl<W: Write> Linked<W> {
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

impl<W: Write> Write for Linked<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

impl<W: Write> Backend for Linked<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        while let Some((_, _, first)) = content.peek() {
            let mark = first.underline_color;
            let mut cells = Vec::new();
            while let Some((x, y, cell)) =
                content.next_if(|(_, _, cell)| cell.underline_color == mark)
            {
                let mut cell = cell.clone();
                cell.underline_color = Color::Reset;
                cells.push((x, y, cell));
            }
            let beginning = self.beginning(mark);
            if let Some(beginning) = &beginning {
                queue!(self.inner, Print(beginning))?;
            }
            self.inner.draw(cells.iter().map(|(x, y, cell)| (*x, *y, cell)))?;
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
mod tests {
    use super::*;

    #[test]
    fn a_link_begins_and_ends_with_its_cells_in_every_drawing() {
        let mark = Color::Rgb(1, 2, 3);
        let mut cells = [Cell::new("a"), Cell::new("b"), Cell::new("c")];
        cells[1].underline_color = mark;
        let written = |on: bool, url: &str| {
            let mut output = Vec::new();
            let mut terminal = Linked::new(&mut output, on);
            terminal.set(|| Links::from([(mark, url.to_owned())]));
            let cells = (0..).zip(&cells).map(|(x, cell)| (x, 0, cell));
            terminal.draw(cells).expect("drawn");
            String::from_utf8(output).expect("text")
        };
        let text = written(true, "https://e.org/");
        let (before, after) =
            text.split_once("\x1b]8;id=010203;https://e.org/\x1b\\").expect("one");
        let (linked, rest) = after.split_once("\x1b]8;;\x1b\\").expect("an end");
        assert!(before.contains('a') && linked.contains('b') && rest.contains('c'), "{text:?}");
        for off in [written(false, "https://e.org/"), written(true, "https://e.org/\x1b]0;x")] {
            assert!(!off.contains("\x1b]8") && !off.contains("1;2;3"), "{off:?}");
        }
    }
}
