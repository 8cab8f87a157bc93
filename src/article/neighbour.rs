//! The documents of a folder that a relative link of one of them may mean. Whether they exist is
//! checked elsewhere.

use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::Origin;

/// How many folders above a document are tried as the root of its site.
const FOLDERS: usize = 8;
/// What a link to a page may leave out of the name of its document.
const EXTENSIONS: [&str; 3] = ["md", "markdown", "html"];
/// Names of the document of a folder.
const INDEXES: [&str; 3] = ["index.md", "_index.md", "index.html"];

/// Returns the origins of the documents that a relative link may mean, the likeliest first. A
/// path from the root is one of this system or of a folder above that holds the site.
#[must_use]
pub(crate) fn neighbours(document: &Origin, link: &str) -> Vec<Origin> {
    let Origin::File(file) = document else { return Vec::new() };
    let written = link.trim().split(['?', '#']).next().unwrap_or_default();
    if written.is_empty() || written.starts_with('\\') {
        return Vec::new();
    }
    let decoded = percent_decode_str(written).decode_utf8_lossy();
    let names = [written, &*decoded];
    let names = if names[0] == names[1] { &names[..1] } else { &names };
    let folder = file.parent().unwrap_or(Path::new(""));
    let mut paths = Vec::new();
    for name in names {
        let below = name.trim_start_matches('/');
        if below.len() == name.len() {
            spellings(&joined(folder, name), name, &mut paths);
            continue;
        }
        for root in folder.ancestors().take(FOLDERS) {
            spellings(&joined(root, below), name, &mut paths);
        }
        spellings(Path::new(name), name, &mut paths);
    }
    paths.into_iter().map(|path| Origin::File(path.into())).collect()
}

/// Joins a path to a folder, whose own form stays: documents are known by their paths as found.
fn joined(folder: &Path, below: &str) -> PathBuf {
    let mut path = folder.to_path_buf();
    for part in Path::new(below).components() {
        match part {
            Component::Normal(name) => path.push(name),
            Component::ParentDir if matches!(last(&path), Some(Component::Normal(_))) => {
                path.pop();
            }
            Component::ParentDir => path.push(".."),
            _ => {}
        }
    }
    path
}

fn last(path: &Path) -> Option<Component<'_>> {
    path.components().next_back()
}

/// Adds the files that a path may mean: the file itself, its source, or that of its folder.
fn spellings(path: &Path, written: &str, paths: &mut Vec<PathBuf>) {
    let extension = path.extension().and_then(|extension| extension.to_str());
    let is_page = extension.is_some_and(|own| ["html", "htm"].contains(&own));
    if !written.ends_with('/') {
        paths.push(path.to_path_buf());
    }
    if is_page {
        paths.extend(EXTENSIONS.map(|extension| path.with_extension(extension)));
        return;
    }
    if extension.is_some_and(|own| EXTENSIONS.contains(&own)) {
        return;
    }
    if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
        paths
            .extend(EXTENSIONS.map(|extension| path.with_file_name(format!("{name}.{extension}"))));
    }
    paths.extend(INDEXES.map(|name| path.join(name)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(document: &str, link: &str) -> Vec<String> {
        let document = Origin::File(Path::new(document).into());
        let paths = neighbours(&document, link);
        paths.iter().map(|origin| origin.path().display().to_string()).collect()
    }

    #[test]
    fn a_link_means_a_document_in_the_form_of_its_own() {
        assert_eq!(of("notes/a.md", "b.md#c"), ["notes/b.md"]);
        assert_eq!(
            of("./notes/x/a.md", "../y/b%20c.md"),
            ["./notes/y/b%20c.md", "./notes/y/b c.md"]
        );
        assert_eq!(of("a.md", "../b.md"), ["../b.md"]);
        assert_eq!(of("../n/a.md", "../../b.md"), ["../../b.md"]);
        let page = of("n/a.md", "b.html");
        assert_eq!(page, ["n/b.html", "n/b.md", "n/b.markdown", "n/b.html"]);
        let short = of("n/a.md", "b");
        assert_eq!(short.get(..3), Some(&["n/b", "n/b.md", "n/b.markdown"].map(str::to_owned)[..]));
        assert!(of("n/a.md", "v1.2").contains(&"n/v1.2.md".to_owned()));
        assert!(of("n/a.md", "b/").contains(&"n/b/index.md".to_owned()));
        assert!(!of("n/a.md", "b/").contains(&"n/b".to_owned()));
    }

    #[test]
    fn a_path_from_the_root_is_tried_in_the_folders_above() {
        let found = of("/s/blog/2024/a.md", "/notes/b.md");
        assert_eq!(found.first().map(String::as_str), Some("/s/blog/2024/notes/b.md"));
        for path in ["/s/blog/notes/b.md", "/s/notes/b.md", "/notes/b.md"] {
            assert!(found.contains(&path.to_owned()), "{path} in {found:?}");
        }
    }

    #[test]
    fn without_a_file_there_are_no_neighbours() {
        assert_eq!(neighbours(&Origin::Stdin, "b.md"), []);
        assert_eq!(of("a.md", "#b"), Vec::<String>::new());
    }
}
