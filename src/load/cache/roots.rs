//! The opened roots, identified independently of their spelling, and the files below them.

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::text;

/// A file written this shortly before a load began may be written again without a change of its
/// time: file system timestamps are coarse, some with steps of two seconds.
const RACY: i64 = 2_000_000_000;

/// Files and folders that are opened together.
pub(crate) struct Roots {
    /// The roots as they are spelled now.
    given: Vec<PathBuf>,
    /// The absolute paths, from which keys and names in articles are derived, and their resolved
    /// targets.
    absolute: Vec<(PathBuf, PathBuf)>,
    /// The roots again, to look one up.
    known: FxHashSet<PathBuf>,
}

/// A file below a root, independent of the spelling of the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RelativePath<'a> {
    pub(crate) root: u32,
    /// The rest of the path; empty if the root is the file itself.
    pub(crate) path: &'a [u8],
}

/// Changes whenever the file changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    size: u64,
    /// Modification time in nanoseconds since 1970.
    modified: i64,
}

impl Roots {
    pub(crate) fn new(given: &[PathBuf]) -> Self {
        let names = |root: &PathBuf| {
            let absolute = std::path::absolute(root).unwrap_or_else(|_| root.clone());
            // Drops a trailing separator.
            let absolute: PathBuf = absolute.components().collect();
            let real = root.canonicalize().unwrap_or_else(|_| absolute.clone());
            (absolute, real)
        };
        let mut all: Vec<_> = given.iter().map(|root| (names(root), root.clone())).collect();
        // Sorting by spelling would depend on the working folder.
        all.sort_unstable();
        let (absolute, given): (_, Vec<PathBuf>) = all.into_iter().unzip();
        let known = given.iter().cloned().collect();
        Self { given, absolute, known }
    }

    /// A file name that is the same for the same roots.
    pub(super) fn name(&self) -> String {
        let names = self.names().into_iter().flat_map(|(absolute, real)| [absolute, real]);
        format!("{:016x}", text::fingerprint(names))
    }

    /// The names of each root, as bytes.
    pub(super) fn names(&self) -> Vec<(&[u8], &[u8])> {
        self.absolute.iter().map(|(absolute, real)| (bytes(absolute), bytes(real))).collect()
    }

    /// Locates a file that was found below these roots.
    pub(crate) fn place<'a>(&self, path: &'a Path) -> Option<RelativePath<'a>> {
        self.given.iter().zip(0..).find_map(|(given, root)| {
            let rest = bytes(path).strip_prefix(bytes(given))?;
            let inner = rest.iter().position(|byte| !is_separator(*byte)).unwrap_or(rest.len());
            let (_, path) = rest.split_at(inner);
            let apart = inner > 0 || path.is_empty() || bytes(given).ends_with(b"/");
            apart.then_some(RelativePath { root, path })
        })
    }

    /// The outermost root above a file that was found below these roots; `None` if the file itself
    /// is a root.
    pub(crate) fn opened<'a>(&self, path: &'a Path) -> Option<&'a Path> {
        path.ancestors().skip(1).filter(|folder| self.known.contains(*folder)).last()
    }

    /// Converts an absolute path to the spelling a walk would produce, if it is at or below one of
    /// these roots.
    pub(crate) fn as_given(&self, path: &Path) -> Option<PathBuf> {
        let mut all = self.given.iter().zip(&self.absolute);
        all.find_map(|(given, (absolute, real))| {
            let rest = path.strip_prefix(absolute).or_else(|_| path.strip_prefix(real)).ok()?;
            let is_root = rest.as_os_str().is_empty();
            Some(if is_root { given.clone() } else { given.join(rest) })
        })
    }

    /// Whether one root contains another.
    pub(crate) fn overlap(&self) -> bool {
        let mut all = self.absolute.iter().enumerate();
        all.any(|(at, (_, real))| {
            let mut others = self.absolute.iter().enumerate();
            others.any(|(other, (_, outer))| other != at && real.starts_with(outer))
        })
    }

    /// The path of a file below these roots.
    pub(crate) fn path(&self, place: RelativePath<'_>) -> Option<PathBuf> {
        let given = self.given.get(usize::try_from(place.root).ok()?)?;
        if place.path.is_empty() {
            return Some(given.clone());
        }
        Some(given.join(path_of(place.path)?))
    }
}

impl Stamp {
    /// Reads the stamp; `None` if the system provides no modification time.
    pub(crate) fn of(data: &Metadata) -> Option<Self> {
        Some(Self { size: data.len(), modified: nanoseconds(data.modified().ok()?)? })
    }

    /// Whether any change after `began` is certain to change the stamp.
    pub(crate) fn is_sure(self, began: i64) -> bool {
        self.modified < began.saturating_sub(RACY)
    }
}

/// Nanoseconds since 1970; negative before.
pub(crate) fn nanoseconds(time: SystemTime) -> Option<i64> {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).ok(),
        Err(before) => i64::try_from(before.duration().as_nanos()).ok().map(|time| -time),
    }
}

pub(super) fn bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

fn is_separator(byte: u8) -> bool {
    std::path::is_separator(char::from(byte))
}

/// Inverse of [`bytes`].
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere not all bytes are a path")]
pub(super) fn path_of(bytes: &[u8]) -> Option<&Path> {
    use std::os::unix::ffi::OsStrExt;
    Some(Path::new(std::ffi::OsStr::from_bytes(bytes)))
}

/// Inverse of [`bytes`]; `None` if it is not UTF-8, in which case the file is parsed again.
#[cfg(not(unix))]
pub(super) fn path_of(bytes: &[u8]) -> Option<&Path> {
    std::str::from_utf8(bytes).ok().map(Path::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_place_however_its_root_is_spelled() {
        let here = std::env::current_dir().expect("a folder");
        let place = |root: &Path, path: PathBuf| {
            let roots = Roots::new(&[root.to_owned()]);
            let place = roots.place(&path).expect("it is below the root");
            assert_eq!(roots.path(place).as_deref(), Some(&*path));
            (roots.name(), place.root, place.path.to_owned())
        };
        let absolute = place(&here.join("src"), here.join("src/load/cache.rs"));
        assert_eq!((absolute.1, &*absolute.2), (0, &b"load/cache.rs"[..]));
        for root in ["src", "./src", "src/"] {
            assert_eq!(place(Path::new(root), Path::new(root).join("load/cache.rs")), absolute);
        }
        let file = place(Path::new("src/main.rs"), "src/main.rs".into());
        assert_eq!(&*file.2, b"");
        assert_eq!(place(Path::new("."), "./Cargo.toml".into()).2, b"Cargo.toml");
    }

    /// `news` is not a root of `newspaper/a.md`.
    #[test]
    fn what_only_begins_like_a_root_is_not_below_it() {
        let roots = Roots::new(&["news".into(), "newspaper".into()]);
        let place = roots.place(Path::new("newspaper/a.md")).expect("a place");
        assert_eq!(place, RelativePath { root: 1, path: b"a.md" });
        assert_eq!(roots.place(Path::new("elsewhere/a.md")), None);
        assert_eq!(Roots::new(&["/".into()]).place(Path::new("/a.md")).expect("one").path, b"a.md");
    }

    #[test]
    fn a_stamp_is_sure_when_it_is_old_enough() {
        let stamp = |modified| Stamp { size: 1, modified };
        let began = 10 * RACY;
        assert!(stamp(began - RACY - 1).is_sure(began));
        assert!(!stamp(began - RACY).is_sure(began));
        assert!(!stamp(began + RACY).is_sure(began), "a time to come");
        assert!(!stamp(i64::MIN).is_sure(i64::MIN));
    }
}
