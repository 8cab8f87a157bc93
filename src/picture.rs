//! Pictures: where their bytes are, from bytes to pixels, from pixels to the cells of a terminal,
//! and what is kept of servers. Asking those and writing to the terminal are for the shell.

mod cells;
mod decode;
mod encode;
mod location;
mod stock;
mod way;

pub use cells::{Font, Graphics, Picture, Transmission};
pub use decode::decode;
pub use location::{Location, locate};
pub use stock::Stock;
pub(crate) use way::way;
