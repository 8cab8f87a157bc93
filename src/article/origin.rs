//! Where an article was read from.

use std::path::{Component, Path, PathBuf};

use crate::text;

/// Where an article was read from. Ordered by path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// A file, with its path as given or found; need not be valid UTF-8.
    File(Box<Path>),
    /// Standard input.
    Stdin,
    /// A document of the built-in edition, by file name.
    Edition(&'static str),
}

impl Origin {
    /// Returns a label that is safe to print.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::File(path) => text::line(&path.to_string_lossy()).into_owned(),
            Self::Stdin => "(standard input)".to_owned(),
            Self::Edition(name) => format!("(built in) {name}"),
        }
    }

    /// Returns the path to show in problems.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Stdin => Path::new("standard input"),
            Self::Edition(name) => Path::new(name),
        }
    }

    /// Returns a unique key. For a file, this is the absolute path, so that it does not depend on
    /// the working folder.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::File(path) => Self::from_root(path).to_string_lossy().into_owned(),
            Self::Stdin => "-".to_owned(),
            Self::Edition(name) => (*name).to_owned(),
        }
    }

    /// Makes a path absolute and removes `.` and `..` lexically, without following symbolic links.
    #[must_use]
    pub fn from_root(path: &Path) -> PathBuf {
        // Without a working folder, the path is used as it is.
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let mut plain = PathBuf::new();
        for part in absolute.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => {
                    plain.pop();
                }
                other => plain.push(other),
            }
        }
        plain
    }

    /// Returns the file extension in lower case.
    #[must_use]
    pub fn extension(&self) -> Option<String> {
        self.path().extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Regression: marks were lost when the reader was started in another folder.
    #[test]
    fn a_file_has_one_key_however_it_is_named() {
        let key = |path: &str| Origin::File(Path::new(path).into()).key();
        let here = std::env::current_dir().expect("a folder").join("news/a.md");
        for path in ["news/a.md", "./news/a.md", "news/../news/./a.md", "x/../news//a.md"] {
            assert_eq!(key(path), here.to_str().expect("text"), "{path}");
        }
        assert_eq!(key(here.to_str().expect("text")), key("news/a.md"));
        assert_eq!((key("/../a.md"), Origin::Stdin.key()), ("/a.md".into(), "-".into()));
    }
}
