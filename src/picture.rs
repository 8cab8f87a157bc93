//! Pictures: locating and decoding them, converting pixels to terminal cells, and caching
//! downloads. The shell contacts servers and writes to the terminal.

mod cells;
mod chunks;
mod decode;
mod encode;
mod image_cache;
mod location;
mod protocol;

pub use cells::{Font, Graphics, Picture, Transmission};
pub use decode::decode;
pub(crate) use encode::expected_size;
pub use image_cache::ImageCache;
pub use location::{Location, locate};
pub(crate) use protocol::protocol;
