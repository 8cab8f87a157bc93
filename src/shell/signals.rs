//! Signals as events. What is Unix-only is here.

/// A signal that concerns the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// To end, with the signal's number.
    End(u8),
    /// To stop until it is continued.
    #[cfg_attr(not(unix), expect(dead_code, reason = "there is no such signal"))]
    Stop,
    /// It was continued.
    #[cfg_attr(not(unix), expect(dead_code, reason = "there is no such signal"))]
    Continue,
}

#[cfg(unix)]
pub(super) use unix::{leave_keys, listen, stop_self, wake_input};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU8, Ordering};
    use std::sync::mpsc::Sender;
    use std::thread;

    use signal_hook::consts::{
        SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ,
    };
    use signal_hook::flag;
    use signal_hook::iterator::Signals;
    use signal_hook::low_level;

    use super::Signal;
    use crate::shell::Event;

    /// Whose the signals of keys are.
    static KEYS: AtomicU8 = AtomicU8::new(OURS);
    const OURS: u8 = 0;
    /// Another program has the terminal.
    const LENT: u8 = 1;
    /// It has ended; the signal that ended it may still be on its way to us.
    const RETURNING: u8 = 2;

    /// Signals of keys are not ours from here on, or are again.
    pub(in crate::shell) fn leave_keys(lent: bool) {
        KEYS.store(if lent { LENT } else { RETURNING }, Ordering::SeqCst);
        // What arrived before this one is not for us: without it a ^C that ended the other program
        // ended the reader as well where its thread was slower than the other's end.
        if !lent && low_level::raise(SIGCONT).is_err() {
            KEYS.store(OURS, Ordering::SeqCst);
        }
    }

    /// Ends the waiting for a key: nothing but a new size does.
    pub(in crate::shell) fn wake_input() {
        // Where that fails, the next key ends it.
        let _ = low_level::raise(SIGWINCH);
    }

    /// What a signal is to us.
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
                    // Both stop, so that the shell has the terminal, and both go on.
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
        // A file that may not grow is an error of the write, which is told, and no death.
        flag::register(SIGXFSZ, Arc::default())?;
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

    /// Stops the process as the shell expects it, and returns when it goes on.
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
