//! The site that a document is of, by its folders: the provider of a document that names none and
//! has no link.

use std::path::{Component, Path};

use crate::article::Origin;
use crate::text;

/// Folders in which sites and their generators keep documents, in lower case.
const STRUCTURE: &[&str] = &[
    "archive",
    "archives",
    "article",
    "articles",
    "blog",
    "blogs",
    "collections",
    "content",
    "contents",
    "data",
    "doc",
    "docs",
    "documents",
    "draft",
    "drafts",
    "entries",
    "entry",
    "files",
    "markdown",
    "md",
    "md_posts",
    "notes",
    "page",
    "pages",
    "post",
    "posts",
    "public",
    "site",
    "source",
    "src",
    "static",
    "web",
    "website",
    "www",
];
/// Folders of translations.
const LANGUAGES: &[&str] = &[
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr",
    "hu", "id", "it", "ja", "jp", "ko", "lt", "lv", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk",
    "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh",
];
/// So many folders around the opened one may name the site.
const CLOSE: usize = 3;
/// Names of the document that stands for its folder.
const INDEXES: [&str; 3] = ["index", "_index", "readme"];

/// Returns the first folder below the `opened` one that says something, else the opened one or the
/// one around it.
pub(super) fn site(origin: &Origin, opened: Option<&Path>) -> String {
    match origin {
        Origin::Stdin => "standard input".to_owned(),
        Origin::Edition(_) => "newswire".to_owned(),
        Origin::File(path) => of_file(path, opened),
    }
}

fn of_file(path: &Path, opened: Option<&Path>) -> String {
    let folders = folders(path);
    let folders = folders.get(..folders.len().saturating_sub(1)).unwrap_or_default();
    let above = opened.map_or(folders.len(), |opened| self::folders(opened).len());
    let (above, below) = folders.split_at_checked(above).unwrap_or((folders, &[]));
    // A bundle is a folder of one page: its name is that of the page.
    let is_bundle = path
        .file_stem()
        .is_some_and(|stem| INDEXES.contains(&stem.to_string_lossy().to_lowercase().as_str()));
    let end = below.len().saturating_sub(usize::from(is_bundle));
    let below = below.get(..end).unwrap_or_default();
    let site = below.iter().find(|name| says_something(name)).or_else(|| around(above));
    site.cloned().unwrap_or_else(|| "unknown".to_owned())
}

/// The opened folder, the last of these, or one close around it if that says more.
fn around(folders: &[String]) -> Option<&String> {
    let opened = folders.last();
    // The folder of a person says nothing about a site, and neither does the first of a system.
    let is_personal = |at: usize| {
        at == 0 || folders.get(at - 1).is_some_and(|outer| outer == "home" || outer == "Users")
    };
    let outer = (0..folders.len().saturating_sub(1)).rev().take(CLOSE);
    let outer = outer.take_while(|at| !is_personal(*at)).filter_map(|at| folders.get(at));
    opened.into_iter().chain(outer).find(|name| says_something(name)).or(opened)
}

/// The names of the folders that lead to a path, and its own.
fn folders(path: &Path) -> Vec<String> {
    // `newswire a.md` names no folder; it means the working folder.
    let absolute = Origin::from_root(path);
    let names = absolute.components().filter_map(|part| match part {
        Component::Normal(name) => Some(text::line(&name.to_string_lossy()).into_owned()),
        _ => None,
    });
    names.collect()
}

/// Whether the name of a folder tells a site from others.
fn says_something(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let has_word = name.chars().any(char::is_alphabetic);
    // Generators mark their folders so.
    let is_marked = name.starts_with('_');
    let (language, region) = name.split_once(['-', '_']).unwrap_or((&name, "hans"));
    let is_region = region.len() == 2 || matches!(region, "hans" | "hant");
    let is_language = is_region && LANGUAGES.contains(&language);
    has_word
        && !is_marked
        && !is_language
        && !is_dated(&name)
        && !STRUCTURE.contains(&name.as_str())
}

/// Whether a name begins with a year, as those of folders by date do, or is a version.
fn is_dated(name: &str) -> bool {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = name.len() - rest.len();
    let is_year = matches!(digits, 4 | 6 | 8) && rest.starts_with(['-', '_', '.', ' ']);
    let version = name.strip_prefix('v').unwrap_or_default();
    is_year || !version.is_empty() && version.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(path: &str, opened: Option<&str>) -> String {
        site(&Origin::File(Path::new(path).into()), opened.map(Path::new))
    }

    /// Regression: of 37,000 posts, ten thousand came from a provider called `2026` or `_posts`.
    #[test]
    fn the_site_is_the_first_folder_that_says_something() {
        for (path, site) in [
            ("/n/kernel/2026/05/a.md", "kernel"),
            ("/n/kernel/_posts/2026-05-01-a.md", "kernel"),
            ("/n/content/posts/kernel/2026/a.md", "kernel"),
            ("/n/zh-cn/blog/kernel/news/a.md", "kernel"),
            ("/n/2026-05-01-a-trip/kernel/a.md", "kernel"),
            ("/n/_posts/kernel/a-page/index.md", "kernel"),
            ("/n/中国日报/2026/a.md", "中国日报"),
            ("/n/a.md", "n"),
            ("/n/2026/v2.1/a.md", "n"),
            ("/n/a-page/index.md", "n"),
        ] {
            assert_eq!(named(path, Some("/n")), site, "{path}");
        }
    }

    #[test]
    fn where_no_folder_says_anything_it_is_the_opened_one_or_that_around_it() {
        assert_eq!(named("/srv/kernel/content/posts/a.md", Some("/srv/kernel/content")), "kernel");
        assert_eq!(named("/home/ann/blog/_posts/a.md", Some("/home/ann/blog")), "blog");
        assert_eq!(named("/home/ann/kernel/a.md", None), "kernel");
        assert_eq!(named("/srv/kernel/_posts/2026/a.md", None), "kernel");
        assert_eq!(named("/srv/posts/a.md", None), "posts");
        assert_eq!(named("/a.md", None), "unknown");
        assert_eq!(named("/a.md", Some("/")), "unknown");
    }
}
