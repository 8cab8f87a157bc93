//! What comes in from keyboard and mouse: keys and their names, what they mean, sequences of them,
//! the line of text that is typed.

pub(super) mod key;
pub(super) mod keymap;
pub(super) mod mouse;
pub(super) mod sequence;
pub(super) mod text_field;
