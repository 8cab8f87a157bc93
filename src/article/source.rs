//! Where a document came from.

use std::path::Path;

use crate::text;

/// Where a document came from. Ordered by path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// A file; the path as it was given or found, any bytes.
    File(Box<Path>),
    /// Standard input.
    Stdin,
    /// A document that is built in, by its file name.
    Edition(&'static str),
}

impl Source {
    /// As shown, safe to print.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::File(path) => text::line(&path.to_string_lossy()).into_owned(),
            Self::Stdin => "(standard input)".to_owned(),
            Self::Edition(name) => format!("(built in) {name}"),
        }
    }

    /// The path that problems name.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Stdin => Path::new("-"),
            Self::Edition(name) => Path::new(name),
        }
    }

    /// The extension in lower case.
    #[must_use]
    pub fn extension(&self) -> Option<String> {
        self.path().extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase())
    }
}
