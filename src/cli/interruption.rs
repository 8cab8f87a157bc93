//! Signals: the end of programs that were started for a feed when the command itself is interrupted,
//! which are in groups of their own that a key of the terminal does not reach; and the limit of the
//! size of files.

/// Ends them before a signal ends this process.
#[cfg(unix)]
pub(super) fn end_programs_when_interrupted() {
    use signal_hook::consts::{SIGINT, SIGTERM};
    // A shell that starts this in the background has it ignore `^C`, and that stays so.
    let is_watched = std::io::IsTerminal::is_terminal(&std::io::stdin());
    let wanted: &[i32] = if is_watched { &[SIGINT, SIGTERM] } else { &[SIGTERM] };
    // Without this, a program that is running ends by itself.
    let Ok(mut signals) = signal_hook::iterator::Signals::new(wanted) else { return };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            crate::library::end_programs();
            // Ends the process as the signal alone would have.
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
}

/// Makes a write beyond the limit of the size of files fail, as any other failure of the disk: by
/// itself it ends the process without a word.
#[cfg(unix)]
pub fn report_size_limit() {
    // Without this, only the message is missing.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// Other systems have no such limit.
#[cfg(not(unix))]
pub fn report_size_limit() {}

/// Other systems have no such groups.
#[cfg(not(unix))]
pub(super) fn end_programs_when_interrupted() {}
