//! Pictures: where their bytes are, from bytes to pixels, from pixels to the cells of a terminal,
//! and what is kept of servers. Asking those and writing to the terminal are for the shell.

mod cells;
mod decode;
mod encode;
mod image_cache;
mod location;
mod protocol;

pub use cells::{Font, Graphics, Picture, Transmission};
pub use decode::decode;
pub use image_cache::ImageCache;
pub use location::{Location, locate};
pub(crate) use protocol::protocol;
