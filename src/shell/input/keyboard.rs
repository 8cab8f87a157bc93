//! Reads the terminal: bytes as they arrive, and changes of its size. Reading never waits for the
//! rest of a sequence, so that a resize is seen at once.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::os::fd::{AsFd, AsRawFd};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use filedescriptor::{POLLIN, poll, pollfd};
use signal_hook::consts::SIGWINCH;
use signal_hook::low_level::pipe;

/// Bytes read at once.
const MOST: usize = 4096;

/// What has arrived.
#[derive(Debug)]
pub(super) enum Arrival {
    Bytes(Vec<u8>),
    /// The size may have changed, or the wait was to end.
    Resize,
    /// Nothing, in the time given.
    Silence,
}

/// The terminal's input.
pub(super) struct Keyboard {
    terminal: File,
    /// Receives a byte with each change of the size.
    resizes: UnixStream,
}

impl Keyboard {
    /// Opens standard input or, if that is a document, the controlling terminal.
    pub(super) fn open() -> io::Result<Self> {
        let stdin = io::stdin();
        let terminal = if stdin.is_terminal() {
            File::from(stdin.as_fd().try_clone_to_owned()?)
        } else {
            File::open("/dev/tty")?
        };
        let (resizes, sender) = UnixStream::pair()?;
        resizes.set_nonblocking(true)?;
        pipe::register(SIGWINCH, sender)?;
        Ok(Self { terminal, resizes })
    }

    /// Waits for the next arrival, at most for `patience`.
    pub(super) fn next(&mut self, patience: Option<Duration>) -> io::Result<Arrival> {
        let watched =
            |file: &dyn AsRawFd| pollfd { fd: file.as_raw_fd(), events: POLLIN, revents: 0 };
        let mut watched = [watched(&self.terminal), watched(&self.resizes)];
        match poll(&mut watched, patience) {
            Ok(0) => return Ok(Arrival::Silence),
            Ok(_) => {}
            Err(filedescriptor::Error::Poll(error) | filedescriptor::Error::Io(error)) => {
                return interrupted(error);
            }
            Err(error) => return Err(io::Error::other(error)),
        }
        let [terminal, resizes] = watched.map(|it| it.revents != 0);
        if resizes {
            let mut signals = [0; 64];
            while matches!(self.resizes.read(&mut signals), Ok(1..)) {}
            return Ok(Arrival::Resize);
        }
        if !terminal {
            return Ok(Arrival::Bytes(Vec::new()));
        }
        let mut bytes = vec![0; MOST];
        match self.terminal.read(&mut bytes) {
            Ok(0) => Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                bytes.truncate(count);
                Ok(Arrival::Bytes(bytes))
            }
            Err(error) => interrupted(error),
        }
    }
}

/// A signal that interrupts the wait is no error, and the wait goes on.
fn interrupted(error: io::Error) -> io::Result<Arrival> {
    match error.kind() {
        io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock => Ok(Arrival::Bytes(Vec::new())),
        _ => Err(error),
    }
}
