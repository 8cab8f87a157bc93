//! The terminal: taken over at the start, and given back on every way out.

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
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal as Drawing;
use ratatui::backend::Backend;
use ratatui::buffer::Buffer;

use crate::config::Config;
use crate::config::WhenKnown;
use crate::terminal::Terminal;
use crate::text;
use crate::view::Links;

use super::answer::Question;
use super::desktop;
use super::links::Linked;
use super::modes::Mode;

type Output = BufWriter<Stdout>;

/// Buttons, wheel and dragging, with cells beyond column 223. Not where the pointer is, of which
/// every motion would wake the reader. With Shift the terminal keeps them for itself.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// ECMA-48's bidirectional support mode, reset: characters are shown in the order in which they
/// come. A terminal that orders each row would also exchange what stands in two panes.
const EXPLICIT_ORDER: &str = "\x1b[8l";
/// The terminal's own order again.
const OWN_ORDER: &str = "\x1b[8h";

/// Whether text that runs from right to left is to be put in order here: as the settings say, else
/// by what is known of the terminal.
fn is_ours_to_order(bidi: Option<bool>, kind: &Terminal) -> bool {
    bidi.unwrap_or(!kind.orders_text())
}

/// Whether text that runs from right to left is put in order here.
pub(super) fn is_ordered() -> bool {
    Mode::ExplicitOrder.is_on()
}

/// The terminal in our hands; dropping it gives it back.
pub(super) struct Screen {
    terminal: Drawing<Linked<Output>>,
    kind: Terminal,
}

impl Screen {
    /// With links and the mouse as the settings have them, and text that runs from right to left
    /// in the order in which it is seen where they say so.
    pub(super) fn open(config: &Config, kind: Terminal) -> io::Result<Self> {
        Mode::Mouse.turn(config.mouse);
        Mode::ExplicitOrder.turn(is_ours_to_order(config.bidi, &kind));
        take_over()?;
        // A failure from here on must not leave the terminal raw.
        let output = BufWriter::with_capacity(64 * 1024, io::stdout());
        let linked = Linked::new(output, config.links.is_wanted(kind.has_links()));
        match Drawing::new(linked) {
            Ok(terminal) => Ok(Self { terminal, kind }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// The settings have changed.
    pub(super) fn use_settings(
        &mut self,
        mouse: bool,
        bidi: Option<bool>,
        links: WhenKnown,
    ) -> io::Result<()> {
        let ordered = is_ours_to_order(bidi, &self.kind);
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

    /// Whether links are written so that the terminal can open them.
    pub(super) fn has_links(&self) -> bool {
        self.terminal.backend().is_on()
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a frame, and writes what is for the desktop `around` it; terminals that know how show
    /// it all at once. A panic amid the frame must leave nothing of the latter to be written.
    pub(super) fn draw(
        &mut self,
        links: impl FnOnce() -> Links,
        draw: impl FnOnce(&mut Buffer),
        around: impl FnOnce() -> String,
    ) -> io::Result<()> {
        self.terminal.backend_mut().set(links);
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| draw(frame.buffer_mut()))?;
        execute!(self.terminal.backend_mut(), Print(around()), EndSynchronizedUpdate)
    }

    /// Forgets what is on the screen, so that every cell is drawn anew.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        // `Terminal::clear` asks the terminal where the cursor is, and the thread that
        // reads the keyboard would keep the answer.
        self.terminal.backend_mut().clear()?;
        self.terminal.swap_buffers();
        Ok(())
    }

    /// Asks the terminal to put text on the clipboard (OSC 52).
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Asks the terminal something; the answer comes among the keys.
    pub(super) fn ask(&mut self, question: Question) -> io::Result<()> {
        self.send(question.sequence())
    }

    /// Sends what is no part of a frame.
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
        // A panic amid a frame has left its beginning in the buffer, which would be
        // written last of all.
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
        EnterAlternateScreen,
        EnableBracketedPaste,
        EnableFocusChange,
        Hide,
        Print(order),
        Print(mouse)
    )
    .inspect_err(|_| give_back())
}

/// Nothing here may fail or stop half-way: the terminal may be gone.
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

/// A panic of the thread that draws gives the terminal back before it is printed.
/// A panic of any other thread is caught where it matters and must not be
/// printed over a living screen.
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

/// How the terminal treats what is typed.
#[cfg(unix)]
pub(super) fn modes() -> Option<rustix::termios::Termios> {
    let tty = std::fs::File::open("/dev/tty").ok()?;
    rustix::termios::tcgetattr(&tty).ok()
}

/// Puts that back: a program that was killed may have left anything.
#[cfg(unix)]
pub(super) fn set_modes(modes: Option<&rustix::termios::Termios>) {
    use rustix::termios::{OptionalActions, tcsetattr};
    if let (Some(modes), Ok(tty)) = (modes, std::fs::File::open("/dev/tty")) {
        // There is nothing else that could be tried.
        let _ = tcsetattr(&tty, OptionalActions::Now, modes);
    }
}

#[cfg(not(unix))]
pub(super) fn modes() -> Option<()> {
    None
}

#[cfg(not(unix))]
pub(super) fn set_modes(_: Option<&()>) {}
