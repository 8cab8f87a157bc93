//! The folder of the library.

use std::path::PathBuf;

use etcetera::base_strategy::{BaseStrategy, Xdg};

/// Returns the folder of the library, by the XDG rules on every system; `None` without a home
/// folder.
#[must_use]
pub(crate) fn library_folder() -> Option<PathBuf> {
    Some(Xdg::new().ok()?.data_dir().join("newswire").join("feeds"))
}
