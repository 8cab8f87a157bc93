//! Runs the real program in a real terminal (a pty): its output, its input, and how it exits.
//! `setup.rs` starts the program, `folder.rs` creates its files; the tests check the screens.

#![allow(dead_code, reason = "each test program is one crate and uses a part of this")]

mod folder;
mod setup;

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::{Command, Stdio};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{ExitStatus, MasterPty, PtySize, SlavePty};
use tempfile::TempDir;

pub(crate) use folder::*;
pub(crate) use setup::Setup;

/// Reached only on failure, even on a busy machine.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// The sequence that ends every frame.
pub(crate) const FRAME_END: &[u8] = b"\x1b[?2026l";

/// The terminal's input: all bytes, and the resulting screen.
pub(crate) struct Received {
    pub(crate) parser: vt100::Parser,
    pub(crate) bytes: Vec<u8>,
    /// Ends the reading thread with the next bytes, which closes its end of the pty.
    pub(crate) hang_up: bool,
}

pub(crate) type Shared = Arc<(Mutex<Received>, Condvar)>;

pub(crate) fn lock(shared: &Shared) -> MutexGuard<'_, Received> {
    shared.0.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a screen is not empty")
}

pub(crate) fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

pub(crate) fn receive(mut source: Box<dyn Read + Send>, shared: &Shared) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(count @ 1..) = source.read(&mut buffer) {
        let mut received = lock(shared);
        let bytes = &buffer[..count];
        received.bytes.extend_from_slice(bytes);
        received.parser.process(bytes);
        shared.1.notify_all();
        if received.hang_up {
            return;
        }
    }
}

/// A terminal that runs newswire. Dropping it ends both.
pub(crate) struct Terminal {
    pub(crate) master: Option<Box<dyn MasterPty + Send>>,
    /// Kept open, so that the terminal's modes can still be read after the program has exited.
    pub(super) _slave: Box<dyn SlavePty + Send>,
    pub(crate) writer: Option<Box<dyn Write + Send>>,
    pub(crate) reading: Option<JoinHandle<()>>,
    pub(crate) shared: Shared,
    pub(crate) process: u32,
    pub(super) ended: Receiver<std::io::Result<ExitStatus>>,
    pub(super) status: Option<ExitStatus>,
    pub(super) _home: TempDir,
}

impl Terminal {
    pub(crate) fn type_keys(&mut self, keys: &str) {
        let writer = self.writer.as_mut().expect("the keyboard is there");
        writer.write_all(keys.as_bytes()).expect("keys are typed");
        writer.flush().expect("keys are typed");
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        lock(&self.shared).parser.set_size(cells(rows), cells(columns));
        self.master
            .as_ref()
            .expect("the terminal is there")
            .resize(pty_size(columns, rows))
            .expect("the terminal takes its size");
    }

    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("sh")
            .args(["-c", "kill -s \"$1\" \"$2\"", "sh", name])
            .arg(self.process.to_string())
            .stderr(Stdio::null())
            .status()
            .expect("kill runs");
        assert!(status.success(), "SIG{name} could not be sent");
    }

    /// Waits until the received data satisfies `met`.
    pub(crate) fn wait_received(&self, what: &str, met: impl Fn(&Received) -> bool) {
        let end = Instant::now() + DEADLINE;
        let mut received = lock(&self.shared);
        while !met(&received) {
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero(),
                "waited in vain for: {what}\nlast bytes: {}\nscreen:\n{}",
                received.bytes[received.bytes.len().saturating_sub(400)..].escape_ascii(),
                received.parser.screen().contents(),
            );
            received = self
                .shared
                .1
                .wait_timeout(received, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
    }

    pub(crate) fn wait_for(&self, what: &str, met: impl Fn(&vt100::Screen) -> bool) {
        self.wait_received(what, |received| met(received.parser.screen()));
    }

    pub(crate) fn wait_for_text(&self, text: &str) {
        self.wait_for(text, |screen| screen.contents().contains(text));
    }

    pub(crate) fn contents(&self) -> String {
        lock(&self.shared).parser.screen().contents()
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        lock(&self.shared).bytes.clone()
    }

    /// Waits for the program to exit and returns its exit code.
    pub(crate) fn wait_exit(&mut self) -> u32 {
        if self.status.is_none() {
            let status = self.ended.recv_timeout(DEADLINE).unwrap_or_else(|_| {
                panic!("newswire does not end; screen:\n{}", self.contents());
            });
            self.status = Some(status.expect("newswire can be waited for"));
        }
        let status = self.status.as_ref().expect("it has just been set");
        assert_eq!(status.signal(), None, "newswire was killed");
        status.exit_code()
    }

    /// Kills the program with a signal that it cannot handle, and waits for its end.
    pub(crate) fn kill(&mut self) {
        self.signal("KILL");
        let status = self.ended.recv_timeout(DEADLINE).expect("nothing survives that");
        self.status = Some(status.expect("newswire can be waited for"));
    }

    /// Whether line editing and echo are on, as a shell expects.
    pub(crate) fn is_cooked(&self) -> bool {
        let master = self.master.as_ref().expect("the terminal is there");
        let modes = master.get_termios().expect("a pty has modes");
        let local = format!("{:?}", modes.local_flags);
        ["ICANON", "ECHO", "ISIG"]
            .iter()
            .all(|flag| local.split(|c: char| !c.is_alphanumeric()).any(|set| set == *flag))
    }

    /// Waits until the terminal is restored to a state that a shell can use.
    pub(crate) fn wait_given_back(&self) {
        self.wait_for("the terminal as it was", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        until("cooked mode", || self.is_cooked());
        let bytes = self.bytes();
        let last = |wanted: &[u8]| bytes.windows(wanted.len()).rposition(|part| part == wanted);
        assert!(
            last(b"\x1b[?2026h") < last(FRAME_END),
            "the terminal still waits for the rest of a frame"
        );
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if self.status.is_none() && self.ended.try_recv().is_err() {
            self.signal("KILL");
        }
    }
}

/// Polls until a condition holds that sends no notification.
pub(crate) fn until(what: &str, met: impl Fn() -> bool) {
    let end = Instant::now() + DEADLINE;
    while !met() {
        assert!(Instant::now() < end, "waited in vain for: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

pub(crate) fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|part| part == wanted)
}

pub(crate) fn holds(bytes: &[u8], wanted: impl AsRef<[u8]>) -> bool {
    position(bytes, wanted.as_ref()).is_some()
}

/// Returns the lines of the row with the selection bar, one after the other.
pub(crate) fn selected(screen: &vt100::Screen) -> String {
    let (_, columns) = screen.size();
    screen.rows(0, columns.get()).filter(|row| row.contains('▌')).collect()
}

/// Counts panes by their upper corners; neighbours share a border.
pub(crate) fn panes_side_by_side(screen: &vt100::Screen) -> usize {
    let (_, columns) = screen.size();
    let most = screen.rows(0, columns.get()).map(|row| row.matches(['╭', '┬']).count());
    most.max().unwrap_or(0)
}

/// Counts the mouse modes that are on.
pub(crate) fn mouse_modes(bytes: &[u8]) -> usize {
    let last = |wanted: &str| bytes.windows(wanted.len()).rposition(|it| it == wanted.as_bytes());
    let is_on = |mode: &&u32| last(&format!("\x1b[?{mode}h")) > last(&format!("\x1b[?{mode}l"));
    [1000, 1002, 1003, 1006].iter().filter(is_on).count()
}
