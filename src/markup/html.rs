//! HTML to blocks. `scraper` parses, `element` interprets the elements, `build` assembles the
//! blocks.

mod address;
mod build;
mod element;
mod grid;
mod names;
mod plain;
mod sanitize;
mod tag;
mod tags;
mod words;

use scraper::{ElementRef, Html, Node};

use super::block::Document;
use element::Walk;

pub(super) use names::{subscript, superscript};
pub(super) use plain::{parse as parse_plain, parse_beyond};
pub(crate) use tag::{Tag, tag_at};
pub(crate) use tags::{PageTag, tags};
pub(super) use words::all_words;
pub(crate) use words::words;

/// Parses a page or a fragment. HTML with too many tags for the parser, or too deep ones, is shown
/// as text without them.
pub(super) fn parse(html: &str) -> Document {
    let Some(sifted) = sanitize::sanitize(html) else {
        return parse_beyond(&sanitize::strip(html));
    };
    let page = Html::parse_fragment(&sifted);
    let mut walk = Walk::new();
    let mut node = page.tree.root();
    loop {
        let descend = match node.value() {
            Node::Element(_) => ElementRef::wrap(node).is_some_and(|element| walk.open(element)),
            Node::Text(text) => {
                walk.text(text);
                false
            }
            _ => true,
        };
        if let Some(child) = node.first_child().filter(|_| descend) {
            node = child;
            continue;
        }
        // Climbs to the nearest node that has a next sibling, closing elements on the way.
        loop {
            if node.value().is_element() {
                walk.close();
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                return walk.finish();
            };
            node = parent;
        }
    }
}

#[cfg(test)]
mod tests;
