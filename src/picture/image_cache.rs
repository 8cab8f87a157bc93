//! Caches downloaded pictures on disk, so that none is fetched twice. Each file holds one picture,
//! with its URL on the first line. The least recently shown pictures are deleted first.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::Builder;
use url::Url;

use crate::text;

/// Maximum total size in bytes.
const ROOM: u64 = 200_000_000;
/// File extension of cached pictures.
const EXTENSION: &str = "picture";

/// A folder of cached pictures.
#[derive(Clone, Debug)]
pub struct ImageCache {
    folder: PathBuf,
    room: u64,
}

impl ImageCache {
    /// Returns the cache inside this cache folder, which need not exist.
    #[must_use]
    pub fn within(cache: &Path) -> Self {
        Self { folder: cache.join("pictures"), room: ROOM }
    }

    /// Returns the cached bytes for a URL.
    #[must_use]
    pub fn get(&self, url: &Url) -> Option<Vec<u8>> {
        let path = self.path(url);
        let mut kept = fs::read(&path).ok()?;
        let header = header(url);
        if !kept.starts_with(header.as_bytes()) {
            return None;
        }
        // Marks the file as recently used. If this fails, the file is only deleted earlier.
        let _ =
            File::options().append(true).open(&path).map(|it| it.set_modified(SystemTime::now()));
        kept.drain(..header.len());
        Some(kept)
    }

    /// Stores bytes atomically.
    ///
    /// # Errors
    /// If the disk refuses them.
    pub fn put(&self, url: &Url, bytes: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        // Named with the extension, so that a file left behind by a killed reader is counted and
        // eventually deleted.
        let suffix = format!(".{EXTENSION}");
        let mut file = Builder::new().suffix(&suffix).tempfile_in(&self.folder)?;
        file.write_all(header(url).as_bytes())?;
        file.write_all(bytes)?;
        file.persist(self.path(url))?;
        self.make_room()
    }

    /// Returns the number of pictures and their total size in bytes.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn size(&self) -> io::Result<(usize, u64)> {
        let files = self.files()?;
        Ok((files.len(), files.iter().map(|file| file.size).sum()))
    }

    /// Deletes all pictures and returns their number and total size in bytes.
    ///
    /// # Errors
    /// If a file cannot be deleted.
    pub fn clear(&self) -> io::Result<(usize, u64)> {
        let files = self.files()?;
        for file in &files {
            remove(&file.path)?;
        }
        Ok((files.len(), files.iter().map(|file| file.size).sum()))
    }

    fn make_room(&self) -> io::Result<()> {
        let mut files = self.files()?;
        let mut size: u64 = files.iter().map(|file| file.size).sum();
        files.sort_by_key(|file| file.used);
        for file in files {
            if size <= self.room {
                break;
            }
            remove(&file.path)?;
            size -= file.size;
        }
        Ok(())
    }

    fn files(&self) -> io::Result<Vec<Kept>> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut files = Vec::new();
        for path in entries.map(|entry| entry.map(|entry| entry.path())) {
            let path = path?;
            if path.extension().is_none_or(|extension| extension != EXTENSION) {
                continue;
            }
            // Another reader may have deleted it in the meantime.
            if let Ok(told) = fs::metadata(&path) {
                let used = told.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                files.push(Kept { path, size: told.len(), used });
            }
        }
        Ok(files)
    }

    fn path(&self, url: &Url) -> PathBuf {
        let name = text::fingerprint([url.as_str().as_bytes()]);
        self.folder.join(format!("{name:016x}.{EXTENSION}"))
    }
}

struct Kept {
    path: PathBuf,
    size: u64,
    used: SystemTime,
}

/// Another reader may have deleted the file first.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The first line of a file. It is checked on reading, because two URLs may have the same file
/// name.
fn header(url: &Url) -> String {
    format!("{url}\n")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn url(name: &str) -> Url {
        Url::parse(&format!("https://e.org/{name}")).expect("an address")
    }

    #[test]
    fn what_is_kept_comes_back_until_it_is_cleared() {
        let folder = tempfile::tempdir().expect("a folder");
        let image_cache = ImageCache::within(folder.path());
        assert_eq!(
            (image_cache.get(&url("a")), image_cache.size().expect("a size")),
            (None, (0, 0))
        );
        image_cache.put(&url("a"), b"\n\0x").expect("kept");
        assert_eq!(image_cache.get(&url("a")).as_deref(), Some(&b"\n\0x"[..]));
        fs::write(image_cache.folder.join("other.txt"), "mine").expect("written");
        assert_eq!(image_cache.clear().expect("cleared"), (1, 19));
        assert_eq!(image_cache.get(&url("a")), None);
        assert!(image_cache.folder.join("other.txt").exists());
    }

    #[test]
    fn a_file_of_another_address_is_not_taken_for_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let image_cache = ImageCache::within(folder.path());
        image_cache.put(&url("a"), b"x").expect("kept");
        fs::copy(image_cache.path(&url("a")), image_cache.path(&url("b"))).expect("copied");
        assert_eq!(image_cache.get(&url("b")), None);
    }

    #[test]
    fn the_one_that_was_not_seen_for_the_longest_time_makes_room() {
        let folder = tempfile::tempdir().expect("a folder");
        let image_cache = ImageCache { room: 250, ..ImageCache::within(folder.path()) };
        for (name, age) in [("a", 30), ("b", 20)] {
            image_cache.put(&url(name), &[0; 80]).expect("kept");
            let file =
                File::options().append(true).open(image_cache.path(&url(name))).expect("a file");
            file.set_modified(SystemTime::now() - Duration::from_secs(age)).expect("aged");
        }
        // Reading `a` makes it the more recently used one.
        assert!(image_cache.get(&url("a")).is_some());
        image_cache.put(&url("c"), &[0; 80]).expect("kept");
        let is_kept = ["a", "b", "c"].map(|name| image_cache.get(&url(name)).is_some());
        assert_eq!(is_kept, [true, false, true]);
    }
}
