//! Writes lists of feeds.

use rustc_hash::FxHashMap;

use super::{MAX_DEPTH, OpmlFeed};
use crate::text;

/// The text before and after the outlines.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    \
    <title>Feeds of newswire</title>\n  </head>\n  <body>\n";
const TAIL: &str = "  </body>\n</opml>\n";

/// Writes a list. The first tag of a feed is its folder, the others are its categories.
#[must_use]
pub fn write_opml(feeds: &[OpmlFeed]) -> String {
    let tree = Tree::of(feeds);
    let mut out = HEAD.to_owned();
    let mut line = |depth: usize, element: &str| {
        out.extend([&"  ".repeat(depth + 1), element, "\n"]);
    };
    // A stack of pending steps, so that depth needs no recursion.
    let mut waiting = vec![(Step::Enter(0), 0)];
    while let Some((step, depth)) = waiting.pop() {
        match step {
            Step::Leave => line(depth, "</outline>"),
            Step::Feed(feed) => {
                feeds.get(feed).inspect(|feed| line(depth, &element(feed)));
            }
            Step::Enter(folder) => {
                let Some(folder) = tree.folders.get(folder) else { continue };
                if depth > 0 {
                    let name = escaped(&folder.name);
                    line(depth, &format!("<outline text=\"{name}\" title=\"{name}\">"));
                    waiting.push((Step::Leave, depth));
                }
                let inside = folder.steps.iter().rev();
                waiting.extend(inside.map(|step| (*step, depth + 1)));
            }
        }
    }
    out + TAIL
}

#[derive(Clone, Copy)]
enum Step {
    /// Write a folder.
    Enter(usize),
    /// Write a feed.
    Feed(usize),
    /// Write the end of a folder.
    Leave,
}

/// Folders with their content; the first is the list itself.
struct Tree {
    folders: Vec<Folder>,
}

#[derive(Default)]
struct Folder {
    name: String,
    steps: Vec<Step>,
}

impl Tree {
    fn of(feeds: &[OpmlFeed]) -> Self {
        let mut tree = Self { folders: vec![Folder::default()] };
        let mut places: FxHashMap<(usize, String), usize> = FxHashMap::default();
        for (number, feed) in feeds.iter().enumerate() {
            let mut at = 0;
            for name in feed.tags.first().map(|tag| names(tag)).unwrap_or_default() {
                let next = tree.folders.len();
                let place = *places.entry((at, name.to_owned())).or_insert(next);
                if place == next {
                    tree.folders.push(Folder { name: name.to_owned(), steps: Vec::new() });
                    tree.hold(at, Step::Enter(next));
                }
                at = place;
            }
            tree.hold(at, Step::Feed(number));
        }
        tree
    }

    fn hold(&mut self, folder: usize, step: Step) {
        if let Some(folder) = self.folders.get_mut(folder) {
            folder.steps.push(step);
        }
    }
}

/// Splits a tag into the names of nested folders, unless one would have no name.
fn names(tag: &str) -> Vec<&str> {
    let names: Vec<&str> = tag.splitn(MAX_DEPTH, '/').collect();
    if names.iter().any(|name| name.trim() != *name || name.is_empty()) { vec![tag] } else { names }
}

fn element(feed: &OpmlFeed) -> String {
    let title = escaped(feed.title.as_ref().unwrap_or(&feed.url));
    let others: Vec<String> = feed.tags.iter().skip(1).map(|tag| category(tag)).collect();
    let attributes = [
        ("text", Some(title.clone())),
        ("title", Some(title)),
        ("xmlUrl", Some(escaped_once(&feed.url))),
        ("htmlUrl", feed.site.as_deref().map(escaped_once)),
        ("category", Some(others.join(",")).filter(|names| !names.is_empty())),
    ];
    let mut element = "<outline type=\"rss\"".to_owned();
    for (name, value) in attributes {
        if let Some(value) = value {
            element.extend([" ", name, "=\"", &value, "\""]);
        }
    }
    element + "/>"
}

fn category(tag: &str) -> String {
    let slash = if tag.starts_with('/') { "/" } else { "" };
    let name = tag.replace('%', "%25").replace(',', "%2C");
    format!("{slash}{}", escaped(&name))
}

/// Escapes words, which are decoded more than once when they are read.
fn escaped(words: &str) -> String {
    match text::decode_entities(words) {
        decoded if decoded == words => escaped_once(words),
        _ => escaped_once(&words.replace('&', "&amp;amp;")),
    }
}

fn escaped_once(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}
