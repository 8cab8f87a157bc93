//! The mouse: what it can do. What that means where it points is for others.

/// What the mouse did, and on which cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub motion: Motion,
    /// From 0, from the left.
    pub column: u16,
    /// From 0, from the top.
    pub row: u16,
}

/// What a mouse can do. Other buttons than the left one do nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Motion {
    Press,
    Drag,
    Release,
    WheelUp,
    WheelDown,
}
