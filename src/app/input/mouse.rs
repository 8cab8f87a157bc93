//! Mouse events. What an event means at its position is decided elsewhere.

/// A mouse event and its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub motion: Motion,
    /// Column from the left, starting at 0.
    pub column: u16,
    /// Row from the top, starting at 0.
    pub row: u16,
}

/// What the mouse did. Buttons other than the left one are ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Motion {
    Press,
    Drag,
    Release,
    WheelUp,
    WheelDown,
}
