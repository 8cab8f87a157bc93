//! Turns signals into events. All Unix-only code is in this file.

/// A signal that the reader handles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// Quit; holds the number of the signal.
    End(u8),
    /// Stop until continued.
    #[cfg_attr(not(unix), expect(dead_code, reason = "there is no such signal"))]
    Stop,
    /// Continue after a stop.
    #[cfg_attr(not(unix), expect(dead_code, reason = "there is no such signal"))]
    Continue,
}

#[cfg(unix)]
pub(super) use unix::{leave_keys, listen, stop_self, wake_input};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::atomic::{AtomicU8, Ordering};
    use std::sync::mpsc::Sender;
    use std::thread;

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level;

    use super::Signal;
    use crate::shell::Event;

    /// Who handles the signals that keys send.
    static KEYS: AtomicU8 = AtomicU8::new(OURS);
    const OURS: u8 = 0;
    /// Another program has the terminal.
    const LENT: u8 = 1;
    /// The program has ended; the signal that ended it may still be on its way to us.
    const RETURNING: u8 = 2;

    /// Starts or stops ignoring the signals that keys send.
    pub(in crate::shell) fn leave_keys(lent: bool) {
        KEYS.store(if lent { LENT } else { RETURNING }, Ordering::SeqCst);
        // Signals that arrived before this one are not for us. Without it, a `^C` that ended the
        // other program could also end the reader, if our signal thread was slower than the exit.
        if !lent && low_level::raise(SIGCONT).is_err() {
            KEYS.store(OURS, Ordering::SeqCst);
        }
    }

    /// Interrupts the wait for a key; only a resize signal does that.
    pub(in crate::shell) fn wake_input() {
        // If this fails, the next key ends the wait.
        let _ = low_level::raise(SIGWINCH);
    }

    /// Maps a signal number to its meaning here.
    fn meaning(number: i32) -> Option<Signal> {
        let keys = KEYS.load(Ordering::SeqCst);
        if keys != OURS {
            match number {
                SIGCONT if keys == RETURNING => {
                    KEYS.store(OURS, Ordering::SeqCst);
                    return None;
                }
                SIGINT | SIGQUIT | SIGCONT => return None,
                SIGTSTP => {
                    // Both stop, so that the shell gets the terminal, and both continue.
                    let _ = stop_self();
                    return None;
                }
                _ => {}
            }
        }
        Some(match number {
            SIGTSTP => Signal::Stop,
            SIGCONT => Signal::Continue,
            other => Signal::End(u8::try_from(other).unwrap_or(0)),
        })
    }

    pub(in crate::shell) fn listen(outbox: &Sender<Event>) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
        let outbox = outbox.clone();
        thread::spawn(move || {
            for number in signals.forever() {
                let Some(signal) = meaning(number) else { continue };
                if outbox.send(Event::Signal(signal)).is_err() {
                    return;
                }
            }
        });
        Ok(())
    }

    /// Stops the process as the shell expects, and returns when it continues.
    pub(in crate::shell) fn stop_self() -> io::Result<()> {
        low_level::emulate_default_handler(SIGTSTP)
    }
}

#[cfg(not(unix))]
pub(super) fn listen(_: &std::sync::mpsc::Sender<super::Event>) -> std::io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn stop_self() -> std::io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn leave_keys(_: bool) {}

#[cfg(not(unix))]
pub(super) fn wake_input() {}
