//! Keyboard and mouse input: keys and their names, the keymap, key sequences, text fields.

pub(super) mod key;
pub(super) mod keymap;
pub(super) mod mouse;
pub(super) mod sequence;
pub(super) mod text_field;
