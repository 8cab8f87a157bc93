//! The log file. Other modules write to it through `tracing`.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Mutex;

use tracing::Level;

use crate::problem::cause;
use crate::text;

use super::failure::Failure;

/// Starts the log, appending to the file at `path`.
pub(super) fn start(path: &Path) -> Result<(), Failure> {
    let file = OpenOptions::new().create(true).append(true).open(path).map_err(|error| {
        let name = text::line(&path.to_string_lossy()).into_owned();
        Failure::usage(format!("cannot open the log {name}: {}", cause(&error)))
            .hint("name a file in a folder that exists and that you may write to")
    })?;
    let logger = tracing_subscriber::fmt()
        .with_max_level(Level::INFO)
        .with_ansi(false)
        .with_writer(Mutex::new(file))
        .finish();
    // Fails only if a log was started before; that one continues.
    let _ = tracing::subscriber::set_global_default(logger);
    tracing::info!(version = env!("CARGO_PKG_VERSION"), "newswire starts");
    Ok(())
}
