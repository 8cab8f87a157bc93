//! The bytes of pictures that are embedded in a document, or stored next to it on the disk.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use data_url::DataUrl;

use crate::problem::cause;
use crate::text;

/// Largest picture file in bytes.
const LONGEST: u64 = 50_000_000;

/// Returns the bytes of a `data:` URL.
///
/// # Errors
/// If the URL is not a valid `data:` URL.
pub(super) fn inline(url: &str) -> Result<Vec<u8>, String> {
    let url = DataUrl::process(url.trim()).ok();
    let decoded = url.and_then(|url| url.decode_to_vec().ok());
    let (bytes, _) = decoded.ok_or("the data in the document is damaged")?;
    Ok(bytes)
}

/// Returns the bytes of the first file that exists.
///
/// # Errors
/// If none exists, or it cannot be read.
pub(super) fn file(paths: &[PathBuf]) -> Result<Vec<u8>, String> {
    // Only regular files: reading a device or a pipe may never begin or never end.
    let Some(path) = paths.iter().find(|path| path.is_file()) else {
        let path = paths.iter().find(|path| path.exists()).or(paths.first());
        let name = path.map(|path| path.to_string_lossy()).unwrap_or_default();
        return Err(format!("there is no file {}", text::line(&name)));
    };
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error| format!("the file cannot be read: {}", cause(&error)))?;
    if bytes.len() as u64 > LONGEST {
        return Err("it is larger than 50 MB".to_owned());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_document_is_decoded() {
        assert_eq!(inline("data:image/png;base64,AAEC").as_deref(), Ok(&[0, 1, 2][..]));
        assert_eq!(inline(" DATA:,a%20b").as_deref(), Ok(&b"a b"[..]));
        assert!(inline("data:image/png;base64,A").is_err() && inline("data:x").is_err());
    }

    #[test]
    fn the_first_file_that_is_there_is_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("b"), "x").expect("written");
        assert_eq!(file(&[path("a"), path("b")]).as_deref(), Ok(&b"x"[..]));
        assert_eq!(file(&[folder.path().into(), path("b")]).as_deref(), Ok(&b"x"[..]));
        assert!(
            file(&[folder.path().into()]).is_err_and(|why| why.starts_with("there is no file"))
        );
        let none = file(&[path("a\u{1b}[2J")]).expect_err("there is none");
        assert!(none.starts_with("there is no file") && !none.contains('\u{1b}'), "{none:?}");
    }
}
