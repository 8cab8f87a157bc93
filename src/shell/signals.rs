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
pub(super) use unix::{listen, stop_self};

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::Arc;
    use std::sync::mpsc::Sender;
    use std::thread;

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGXFSZ};
    use signal_hook::flag;
    use signal_hook::iterator::Signals;
    use signal_hook::low_level;

    use super::Signal;
    use crate::shell::Event;

    pub(in crate::shell) fn listen(outbox: &Sender<Event>) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
        // A file that may not grow is an error of the write, which is told, and no death.
        flag::register(SIGXFSZ, Arc::default())?;
        let outbox = outbox.clone();
        thread::spawn(move || {
            for number in signals.forever() {
                let signal = match number {
                    SIGTSTP => Signal::Stop,
                    SIGCONT => Signal::Continue,
                    other => Signal::End(u8::try_from(other).unwrap_or(0)),
                };
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
