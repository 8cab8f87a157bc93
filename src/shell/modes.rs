//! Terminal modes that the reader has changed, in one value for the whole process: any thread may
//! have to restore the terminal and must know what to undo.

use std::sync::atomic::{AtomicU8, Ordering};

static MODES: AtomicU8 = AtomicU8::new(0);

/// A terminal mode that the reader sets and restores.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(super) enum Mode {
    /// The terminal has been taken over. Leaving the alternate screen twice would move the cursor
    /// above a panic's message, and the prompt would overwrite it.
    Taken = 1,
    /// The reader receives mouse events.
    Mouse = 1 << 1,
    /// The terminal has been asked not to reorder bidirectional text.
    ExplicitOrder = 1 << 2,
    /// The window title has been saved and replaced.
    Title = 1 << 3,
    /// The desktop shows progress.
    Progress = 1 << 4,
}

impl Mode {
    pub(super) fn is_on(self) -> bool {
        MODES.load(Ordering::Relaxed) & self as u8 != 0
    }

    /// Records whether the mode is on; returns whether it was on before.
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
