//! Numbers the links of a text, so that a key can open each, and drops those that lead to a place
//! which the document does not have.

use std::collections::HashSet;

use super::block::{Block, Document, Inline, Style, Tone};
use super::flow::{folded, name};

impl Document {
    /// Writes a number behind each link whose text does not show where it leads, and drops links
    /// to places that are not in the document. Runs once, on the whole document.
    pub(super) fn finish_links(&mut self) {
        let mut names = HashSet::new();
        for_each(&mut self.blocks, &mut |block| {
            if let Block::Heading { text, id, .. } = block {
                names.insert(name(text, id.as_deref()));
            }
        });
        let mut numbering = Numbering {
            targets: &self.links,
            names,
            numbers: vec![None; self.links.len()],
            numbered: Vec::new(),
        };
        for_each(&mut self.blocks, &mut |block| match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => numbering.write(text),
            Block::Definition { term, .. } => numbering.write(term),
            Block::Table { head, rows } => {
                let cells = head.iter_mut().chain(rows.iter_mut().flatten());
                cells.for_each(|cell| numbering.write(&mut cell.text));
            }
            _ => {}
        });
        self.numbered = numbering.numbered;
    }
}

/// Calls `each` with every block, at any depth, in reading order.
fn for_each(blocks: &mut [Block], each: &mut impl FnMut(&mut Block)) {
    for block in blocks {
        each(block);
        match block {
            Block::Quote(blocks)
            | Block::Note { text: blocks, .. }
            | Block::Definition { text: blocks, .. } => for_each(blocks, each),
            Block::List { items, .. } => {
                for item in items {
                    for_each(&mut item.blocks, each);
                }
            }
            _ => {}
        }
    }
}

struct Numbering<'a> {
    targets: &'a [String],
    /// Names of the headings.
    names: HashSet<String>,
    /// The number of each link that has one.
    numbers: Vec<Option<usize>>,
    numbered: Vec<u32>,
}

impl Numbering<'_> {
    /// Puts numbers into one text.
    fn write(&mut self, text: &mut Vec<Inline>) {
        if text.iter().all(|inline| inline.link.is_none()) {
            return;
        }
        let old = std::mem::take(text);
        let mut old = old.into_iter().peekable();
        let mut shown = String::new();
        while let Some(mut inline) = old.next() {
            inline.link = inline.link.filter(|link| self.leads_somewhere(*link));
            let Some(link) = inline.link else {
                text.push(inline);
                continue;
            };
            shown.push_str(&inline.text);
            let style = inline.style;
            text.push(inline);
            if old.peek().is_none_or(|next| next.link != Some(link)) {
                let words = std::mem::take(&mut shown);
                text.extend(self.number(link, &words, style).map(|number| number_of(number, link)));
            }
        }
    }

    /// Whether a link is not one to a missing place of the document.
    fn leads_somewhere(&self, link: u32) -> bool {
        let target = self.targets.get(link as usize).and_then(|target| target.strip_prefix('#'));
        target.is_none_or(|place| places(place).any(|(name, _)| self.names.contains(&name)))
    }

    /// Returns the number of a link, if it is to have one at this text.
    fn number(&mut self, link: u32, words: &str, style: Style) -> Option<usize> {
        let target = self.targets.get(link as usize)?;
        let is_picture = style.tone == Tone::Dim && words.starts_with(PICTURE);
        if target.starts_with('#') || is_picture || is_bare(words, target) {
            return None;
        }
        let known = self.numbers.get_mut(link as usize)?;
        if known.is_none() {
            self.numbered.push(link);
            *known = Some(self.numbered.len());
        }
        *known
    }
}

/// Returns the parts of a text that its author wrote: all but the numbers of links.
pub(crate) fn written(text: &[Inline]) -> impl Iterator<Item = &Inline> {
    text.iter().filter(|inline| !is_number(inline))
}

/// Whether a part is the number of a link. Links of authors are never secondary text, except for
/// pictures, which are not numbers.
fn is_number(inline: &Inline) -> bool {
    let words = inline.text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let is_digits = |words: &str| words.bytes().all(|byte| byte.is_ascii_digit());
    inline.link.is_some() && inline.style.tone == Tone::Dim && words.is_some_and(is_digits)
}

/// How the text of a picture within a line begins, as `image_text` writes it.
const PICTURE: &str = "[picture";

fn number_of(number: usize, link: u32) -> Inline {
    Inline { link: Some(link), ..Inline::new(format!("[{number}]"), Tone::Dim.style()) }
}

/// Whether the words of a link are its address, perhaps without its scheme, or behind the name of
/// a player: `▶ video: e.org/v`.
fn is_bare(words: &str, target: &str) -> bool {
    fn bare(address: &str) -> &str {
        let address = address.trim().trim_end_matches('/');
        let address = address.split_once("//").map_or(address, |(_, rest)| rest);
        let address = address.strip_prefix("mailto:").unwrap_or(address);
        address.strip_prefix("www.").unwrap_or(address)
    }
    let player = words.strip_prefix("▶ ").and_then(|words| words.split_once(": "));
    let words = player.map_or(words, |(_, address)| address);
    bare(words).eq_ignore_ascii_case(bare(target))
}

/// Returns the names of headings that a link within a document may mean, the likeliest first, and
/// which of the headings with that name: programs number those of the same name from 1.
pub(crate) fn places(fragment: &str) -> impl Iterator<Item = (String, usize)> {
    let fragment = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy();
    let name = folded(&fragment);
    let numbered = fragment.rsplit_once('-').and_then(|(name, number)| {
        let number = number.parse().ok()?;
        Some((folded(name), number))
    });
    std::iter::once((name, 0)).chain(numbered).filter(|(name, _)| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::block::image_text;
    use super::super::tests::shown_blocks;
    use super::super::{Line, flow, page};
    use super::*;

    /// The text of a page, and the targets of its numbers.
    fn told(body: &str) -> (Vec<String>, Vec<String>) {
        let page = page("", None, Some("md"), body);
        let targets = page.numbered.iter().map(|link| page.links[*link as usize].clone());
        (shown_blocks(&page.blocks, 80), targets.collect())
    }

    #[test]
    fn a_link_that_hides_its_target_has_a_number_once() {
        let (lines, targets) = told(
            "See [*a* b](http://a.org/x), [c](d.md) and [again](http://a.org/x).\n\n\
             - <http://e.org>, http://f.org/ and [www.g.org](https://g.org/)\n\n\
             | [h](http://h.org) |\n|-|\n",
        );
        assert_eq!(lines[0], "See a b[1], c[2] and again[1].");
        assert_eq!(lines[2], "• http://e.org, http://f.org/ and www.g.org");
        assert_eq!(lines[4], "h[3]");
        assert_eq!(targets, ["http://a.org/x", "d.md", "http://h.org"]);
    }

    /// A note of a page that is kept without its other half, or a link to a removed part.
    #[test]
    fn a_link_to_a_place_that_is_not_there_is_text() {
        let (lines, targets) =
            told("[up](#top) [here](#a-b) [there](#a-b-1) [Ä](#%C3%A4)\n\n# A, b!\n\n# Ä\n");
        assert_eq!((lines[0].as_str(), targets.len()), ("up here there Ä", 0));
        let page = page("", None, Some("md"), "[up](#top) [here](#a-b)\n\n# A, b!\n");
        let Some(Block::Paragraph(text)) = page.blocks.first() else { panic!("{page:?}") };
        let told: Vec<_> =
            text.iter().map(|inline| (inline.text.trim(), inline.link.is_some())).collect();
        assert_eq!(told, [("up", false), ("", false), ("here", true)]);
    }

    #[test]
    fn pictures_have_no_number() {
        let (lines, targets) = told("Text ![cat](http://a.org/cat.png) more\n");
        assert_eq!(lines, [format!("Text {} more", image_text("cat"))]);
        assert_eq!(targets, Vec::<String>::new());
    }

    /// A heading that was a link was shown below the title, as "My post[1]".
    #[test]
    fn a_heading_with_a_link_is_the_title_and_has_no_number() {
        let body = "# [My post](http://e.org/p)\n\nSee [this](http://a.org).\n";
        let page = page("My post", None, Some("md"), body);
        assert_eq!(shown_blocks(&page.blocks, 80), ["See this[1]."]);
        let numbered: Vec<_> = page.numbered.iter().map(|at| &page.links[*at as usize]).collect();
        assert_eq!(numbered, ["http://a.org"]);
    }

    /// The number was part of the name that the link was to find.
    #[test]
    fn a_heading_with_a_link_in_it_is_found_by_its_name() {
        let page = page("", None, Some("md"), "[down](#see-this)\n\n## See [this](http://a.org)\n");
        let lines = flow(&page.blocks, 80);
        let named: Vec<_> = lines.iter().filter_map(|line| line.name.as_deref()).collect();
        assert_eq!(named, ["seethis"]);
        assert_eq!(lines.last().map(Line::text).as_deref(), Some("See this[1]"));
    }

    /// A video showed its address with a number, and the same address below the text.
    #[test]
    fn a_video_that_shows_its_address_has_no_number() {
        let frame = |source: &str| format!("<p>a</p><iframe src=\"{source}\"></iframe>");
        for source in ["https://www.youtube.com/embed/9F", "//youtube.com/embed/9F"] {
            let (lines, targets) = told(&frame(source));
            assert_eq!((lines[2].as_str(), targets.len()), ("▶ video: youtube.com/embed/9F", 0));
        }
        let (lines, targets) = told(&frame("https://e.org/player?id=7"));
        assert_eq!(lines[2], "▶ video: e.org/player[1]", "the address says more");
        assert_eq!(targets, ["https://e.org/player?id=7"]);
    }
}
