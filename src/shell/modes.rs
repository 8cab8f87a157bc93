//! What the reader has changed of the terminal, in one value for the whole process: whatever thread
//! gives the terminal back has to know what to undo.

use std::sync::atomic::{AtomicU8, Ordering};

static MODES: AtomicU8 = AtomicU8::new(0);

/// Something that the terminal does for the reader.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(super) enum Mode {
    /// The terminal is ours. Leaving the alternate screen twice would put the cursor back above a
    /// panic's message, for the prompt to overwrite it.
    Taken = 1,
    /// The mouse is ours while the terminal is.
    Mouse = 1 << 1,
    /// The terminal leaves the order of characters alone.
    ExplicitOrder = 1 << 2,
    /// The window's title was put aside and is another one now.
    Title = 1 << 3,
    /// Progress is shown.
    Progress = 1 << 4,
}

impl Mode {
    pub(super) fn is_on(self) -> bool {
        MODES.load(Ordering::Relaxed) & self as u8 != 0
    }

    /// Turns it on or off; returns whether it was on.
    pub(super) fn turn(self, on: bool) -> bool {
        let bit = self as u8;
        let before = if on {
            MODES.fetch_or(bit, Ordering::Relaxed)
        } else {
            MODES.fetch_and(!bit, Ordering::Relaxed)
        };
        before & bit != 0
    }
}
