//! Prints the picture of the screen that the README shows:
//! `cargo run --example picture > assets/screen.svg`.

use std::io::{self, Write};

mod scene;
mod strokes;
#[path = "../support/mod.rs"]
mod support;
mod svg;

fn main() -> io::Result<()> {
    io::stdout().write_all(scene::picture().as_bytes())
}
