//! Resolves the location of a picture from its reference in a document. Whether it exists is
//! checked elsewhere.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::article::Origin;
use crate::article::openable;
use crate::text;

/// How many folders above a document are tried as the root of its site.
const FOLDERS: usize = 8;

/// The location of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// Embedded in the document as a `data:` URL.
    Inline(Arc<str>),
    /// The first of these files that exists.
    File(Vec<PathBuf>),
    /// On a server; http or https.
    Remote(Url),
}

/// Resolves a picture reference relative to the document's origin and link. An absolute path is
/// relative to the root of this system or to a folder above the document that holds its site.
///
/// # Errors
/// If there can be no picture there, with the reason.
pub fn locate(
    written: &Arc<str>,
    document: &Origin,
    page: Option<&Url>,
) -> Result<Location, String> {
    let address = written.trim();
    if starts_with(address, "data:") {
        return Ok(Location::Inline(Arc::clone(written)));
    }
    if starts_with(address, "http://") || starts_with(address, "https://") {
        return openable(Some(address)).map(Location::Remote).map_err(|error| error.to_string());
    }
    if address.starts_with("//") {
        let address = format!("https:{address}");
        return openable(Some(&address)).map(Location::Remote).map_err(|error| error.to_string());
    }
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    let scheme =
        scheme.filter(|it| it.len() > 1 && it.bytes().all(|it| it.is_ascii_alphanumeric()));
    match scheme {
        Some(scheme) if scheme.eq_ignore_ascii_case("file") => {
            let path = Url::parse(address).ok().and_then(|url| url.to_file_path().ok());
            path.map(|path| Location::File(vec![path])).ok_or_else(|| "no path".to_owned())
        }
        Some(scheme) => Err(format!("{}: is not supported for pictures", text::line(scheme))),
        None => relative(address, document, page),
    }
}

fn relative(address: &str, document: &Origin, page: Option<&Url>) -> Result<Location, String> {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if path.is_empty() {
        return Err("it has no address".to_owned());
    }
    if path.starts_with('\\') {
        // On Windows this would contact a server.
        return Err("it names another computer".to_owned());
    }
    match (document, page) {
        (Origin::File(file), _) => Ok(Location::File(files(file, path))),
        (_, Some(page)) => page
            .join(address)
            .ok()
            .and_then(|url| openable(Some(url.as_str())).ok())
            .map(Location::Remote)
            .ok_or_else(|| "no address".to_owned()),
        _ => Err("the document is not in a folder".to_owned()),
    }
}

/// Returns the files that a path in a document may refer to, most likely first.
fn files(document: &Path, path: &str) -> Vec<PathBuf> {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let names = [path, &*decoded];
    let names = if names[0] == names[1] { &names[..1] } else { &names };
    let folder = document.parent().unwrap_or(Path::new(""));
    let mut files = Vec::new();
    for name in names {
        files.push(folder.join(name));
        if let Some(below) = name.strip_prefix('/') {
            let above = folder.ancestors().take(FOLDERS);
            files.extend(above.map(|folder| folder.join(below.trim_start_matches('/'))));
        }
    }
    files
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn located(written: &str) -> Result<Location, String> {
        let document = Origin::File(Path::new("/news/2026/a.md").into());
        let page = Url::parse("https://e.org/a/b").expect("an address");
        locate(&written.into(), &document, Some(&page))
    }

    #[test]
    fn a_picture_is_in_the_document_beside_it_or_on_a_server() {
        let files = |paths: &[&str]| Ok(Location::File(paths.iter().map(PathBuf::from).collect()));
        let remote = |url: &str| Ok(Location::Remote(Url::parse(url).expect("an address")));
        assert_eq!(located("DATA:x"), Ok(Location::Inline("DATA:x".into())));
        assert_eq!(located("cat.png?v=2"), files(&["/news/2026/cat.png"]));
        assert_eq!(located("a%20b.png"), files(&["/news/2026/a%20b.png", "/news/2026/a b.png"]));
        assert_eq!(
            located("/i/c.png"),
            files(&["/i/c.png", "/news/2026/i/c.png", "/news/i/c.png", "/i/c.png"])
        );
        assert_eq!(located("file:///tmp/c.png"), files(&["/tmp/c.png"]));
        assert_eq!(located(" HTTP://E.org/c.png"), remote("http://e.org/c.png"));
        assert_eq!(located("//e.org/c.png"), remote("https://e.org/c.png"));
    }

    #[test]
    fn what_is_no_place_is_said_to_be_none() {
        assert_eq!(
            located("gopher://e.org/c"),
            Err("gopher: is not supported for pictures".to_owned())
        );
        assert_eq!(located("#top"), Err("it has no address".to_owned()));
        assert!(located("http://").is_err());
        assert!(locate(&"c.png".into(), &Origin::Stdin, None).is_err());
    }

    #[test]
    fn without_a_folder_a_path_is_one_of_the_page() {
        let page = Url::parse("https://e.org/a/b").expect("an address");
        let found = locate(&"c.png".into(), &Origin::Stdin, Some(&page));
        let expected = Url::parse("https://e.org/a/c.png").expect("an address");
        assert_eq!(found, Ok(Location::Remote(expected)));
    }
}
