//! The built-in documents, shown when no folder is named.

use include_dir::{Dir, include_dir};

static EDITION: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/edition");

/// File name and bytes of each document.
pub(crate) fn documents() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    EDITION.files().filter_map(|file| Some((file.path().to_str()?, file.contents())))
}

/// The bytes of one document.
pub(crate) fn document(name: &str) -> Option<&'static [u8]> {
    EDITION.get_file(name).map(include_dir::File::contents)
}
