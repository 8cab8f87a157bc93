//! The terminal: taken over at the start, and restored on every way out.

use std::io::{self, BufWriter, Stdout, Write};
use std::panic;
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange,
};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal as Drawing;
use ratatui::backend::Backend;
use ratatui::buffer::Buffer;

use crate::config::Config;
use crate::config::WhenKnown;
use crate::terminal::Terminal;
use crate::terminal::TextOrder;
use crate::text;
use crate::view::Links;

use super::answer::Question;
use super::clusters::Clusters;
use super::desktop;
use super::modes::Mode;
use super::output::Output;

/// Enables buttons, wheel and dragging, with cells beyond column 223. Not plain motion, which would
/// wake the reader all the time. With Shift the terminal handles the mouse itself.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// ECMA-48's bidirectional support mode, reset: the terminal shows characters in the order
/// received. A terminal that reorders each row would also mix up the text of two panes.
const EXPLICIT_ORDER: &str = "\x1b[8l";
/// Restores the terminal's own order.
const OWN_ORDER: &str = "\x1b[8h";

/// How right-to-left text has to be sent: as configured, else as known of the terminal.
fn order(bidi: Option<bool>, kind: &Terminal) -> TextOrder {
    match bidi {
        Some(true) => TextOrder::Seen,
        Some(false) => TextOrder::Written,
        None => kind.text_order(),
    }
}

/// The terminal while the reader uses it; dropping it restores the terminal.
pub(super) struct Screen {
    terminal: Drawing<Output<BufWriter<Stdout>>>,
    kind: Terminal,
    clusters: Clusters,
    order: TextOrder,
}

impl Screen {
    /// Takes over the terminal, with links, mouse and the order of right-to-left text as
    /// configured.
    pub(super) fn open(config: &Config, kind: Terminal) -> io::Result<Self> {
        Mode::Mouse.turn(config.mouse);
        let order = order(config.bidi, &kind);
        Mode::ExplicitOrder.turn(order == TextOrder::Seen);
        take_over()?;
        // A failure from here on must not leave the terminal raw.
        let buffered = BufWriter::with_capacity(64 * 1024, io::stdout());
        let output = Output::new(buffered, config.links.is_wanted(kind.has_links()));
        match Drawing::new(output) {
            Ok(terminal) => Ok(Self { terminal, clusters: Clusters::of(&kind), kind, order }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Applies changed settings.
    pub(super) fn use_settings(
        &mut self,
        mouse: bool,
        bidi: Option<bool>,
        links: WhenKnown,
    ) -> io::Result<()> {
        self.order = order(bidi, &self.kind);
        let ordered = self.order == TextOrder::Seen;
        if Mode::ExplicitOrder.turn(ordered) != ordered {
            let order = if ordered { EXPLICIT_ORDER } else { OWN_ORDER };
            execute!(self.terminal.backend_mut(), Print(order))?;
        }
        if Mode::Mouse.turn(mouse) != mouse {
            let modes = if mouse { MOUSE_ON } else { MOUSE_OFF };
            execute!(self.terminal.backend_mut(), Print(modes))?;
        }
        self.terminal.backend_mut().turn(links.is_wanted(self.kind.has_links()));
        self.clear()
    }

    /// How right-to-left text has to be sent.
    pub(super) fn text_order(&self) -> TextOrder {
        self.order
    }

    /// Whether hyperlinks are written for the terminal to open.
    pub(super) fn has_links(&self) -> bool {
        self.terminal.backend().is_on()
    }

    /// Returns columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a frame and writes what the desktop needs `around` it, as one synchronized update
    /// where the terminal supports that. `around` is called after the frame, so that a panic in the
    /// frame leaves none of its sequences unwritten.
    pub(super) fn draw(
        &mut self,
        links: impl FnOnce() -> Links,
        draw: impl FnOnce(&mut Buffer),
        around: impl FnOnce() -> String,
    ) -> io::Result<()> {
        self.terminal.backend_mut().set(links);
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        let clusters = &mut self.clusters;
        self.terminal.draw(|frame| {
            draw(frame.buffer_mut());
            clusters.settle(frame.buffer_mut());
        })?;
        execute!(self.terminal.backend_mut(), Print(around()), EndSynchronizedUpdate)
    }

    /// Clears the screen, so that every cell is drawn again.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        // `Terminal::clear` asks the terminal for the cursor position, but the input thread would
        // consume the answer.
        self.terminal.backend_mut().clear()?;
        self.terminal.swap_buffers();
        Ok(())
    }

    /// Asks the terminal to put text on the clipboard (OSC 52).
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Asks the terminal a question; the answer arrives among the keys.
    pub(super) fn ask(&mut self, question: Question) -> io::Result<()> {
        self.send(&question.sequence())
    }

    /// Whether the terminal can be asked how it measures clusters. A multiplexer would answer for
    /// itself, and not for the terminal that shows them; on a tiny screen there is no room.
    pub(super) fn can_measure(&self) -> bool {
        let is_one = !self.kind.is_simple() && self.kind.within().is_none();
        is_one && self.size().is_ok_and(|(width, height)| width >= 20 && height >= 2)
    }

    /// Records how many columns the clusters of the question occupy.
    pub(super) fn learn(&mut self, columns: &[u16]) {
        self.clusters.learn(columns);
    }

    /// Sends sequences that are not part of a frame.
    pub(super) fn send(&mut self, sequences: &str) -> io::Result<()> {
        if sequences.is_empty() {
            return Ok(());
        }
        execute!(self.terminal.backend_mut(), Print(sequences))
    }

    pub(super) fn enter(&mut self) -> io::Result<()> {
        take_over()?;
        self.clear()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // After a panic during a frame, the buffer holds its beginning, which would be written
        // last.
        let _ = execute!(self.terminal.backend_mut(), EndSynchronizedUpdate);
        give_back();
    }
}

fn take_over() -> io::Result<()> {
    enable_raw_mode()?;
    Mode::Taken.turn(true);
    let order = if Mode::ExplicitOrder.is_on() { EXPLICIT_ORDER } else { "" };
    let mouse = if Mode::Mouse.is_on() { MOUSE_ON } else { "" };
    execute!(
        io::stdout(),
        // VTE gives each row the order of the time when the row is made, and clearing makes rows.
        Print(order),
        EnterAlternateScreen,
        Clear(ClearType::All),
        EnableBracketedPaste,
        EnableFocusChange,
        Hide,
        Print(mouse)
    )
    .inspect_err(|_| give_back())
}

/// Restores the terminal. Nothing here may fail or stop half-way: the terminal may be gone.
pub(super) fn give_back() {
    if !Mode::Taken.turn(false) {
        return;
    }
    let mut stdout = io::stdout();
    let order = if Mode::ExplicitOrder.is_on() { OWN_ORDER } else { "" };
    let mouse = if Mode::Mouse.is_on() { MOUSE_OFF } else { "" };
    let _ = queue!(
        stdout,
        EndSynchronizedUpdate,
        Print(desktop::farewell()),
        Print(mouse),
        Print(order),
        DisableFocusChange,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = stdout.flush();
    let _ = disable_raw_mode();
}

/// Restores the terminal before a panic of the drawing thread is printed. Panics of other threads
/// are caught where it matters, and must not be printed over a live screen.
pub(super) fn restore_on_panic() {
    let drawing = thread::current().id();
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == drawing {
            give_back();
            print(info);
        } else {
            tracing::error!("a worker panicked: {}", text::line(&info.to_string()));
        }
    }));
}

/// Returns how the terminal treats typed characters.
#[cfg(unix)]
pub(super) fn modes() -> Option<rustix::termios::Termios> {
    let tty = std::fs::File::open("/dev/tty").ok()?;
    rustix::termios::tcgetattr(&tty).ok()
}

/// Restores these modes: a program that was killed may have left any.
#[cfg(unix)]
pub(super) fn set_modes(modes: Option<&rustix::termios::Termios>) {
    use rustix::termios::{OptionalActions, tcsetattr};
    if let (Some(modes), Ok(tty)) = (modes, std::fs::File::open("/dev/tty")) {
        // If this fails, there is nothing else to try.
        let _ = tcsetattr(&tty, OptionalActions::Now, modes);
    }
}

#[cfg(not(unix))]
pub(super) fn modes() -> Option<()> {
    None
}

#[cfg(not(unix))]
pub(super) fn set_modes(_: Option<&()>) {}
