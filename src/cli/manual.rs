//! The manual: a page for each topic, embedded from `assets/manual`, and how a page reaches whoever
//! asked for it. The man page is made of the same pages; `man` sets them.

mod generated;
mod layout;
mod pager;
mod paint;
mod plain;
mod table;

use crate::markup;
use crate::markup::Block;
use crate::markup::Format;
use crate::markup::Line;

use super::keys::KeyRow;
use super::output::Output;

pub(super) use generated::placeholder;
pub(super) use pager::show;

/// Longer lines are hard to read.
const WIDEST: usize = 80;

/// One topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManualPage {
    /// As `newswire help` takes it.
    pub topic: &'static str,
    /// Markdown: a title, a paragraph of one sentence that says what the page is about, the rest.
    pub text: &'static str,
}

macro_rules! pages {
    ($($topic:literal)*) => {
        &[$(ManualPage {
            topic: $topic,
            text: include_str!(concat!("../../assets/manual/", $topic, ".md")),
        },)*]
    };
}

/// All pages, in the order in which one would read them.
pub const PAGES: &[ManualPage] = pages! {
    "start" "reading" "stories" "views" "searching" "marks" "new" "muting" "links" "pipes"
    "pictures" "themes" "keys" "mouse" "settings" "live-files" "terminal" "formats" "files"
    "command-line" "speed" "troubleshooting"
};

impl ManualPage {
    /// The page on a topic.
    #[must_use]
    pub fn find(topic: &str) -> Option<Self> {
        PAGES.iter().copied().find(|page| page.topic == topic)
    }

    /// The heading of the page.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }

    /// What the page is about.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        self.text.lines().skip(1).find(|line| !line.is_empty()).unwrap_or_default()
    }

    /// The page as blocks, with what the program itself knows in its place.
    pub(super) fn blocks(self, rows: &[KeyRow]) -> Vec<Block> {
        let document = markup::parse(Format::Markdown, self.text);
        document.blocks.into_iter().flat_map(|block| generated::replace(block, rows)).collect()
    }

    /// The page for a width. `rows` are the keys that it names.
    #[must_use]
    pub fn lines(self, width: u16, rows: &[KeyRow]) -> Vec<Line> {
        layout::lines(&self.blocks(rows), width)
    }

    /// The page as text for where it goes.
    pub(super) fn painted(self, rows: &[KeyRow], output: &Output<'_>) -> String {
        painted(self.blocks(rows), output)
    }
}

/// Blocks as text for where they go.
pub(super) fn painted(mut blocks: Vec<Block>, output: &Output<'_>) -> String {
    if !output.color {
        plain::mark(&mut blocks);
    }
    let width = output.columns.unwrap_or(WIDEST).min(WIDEST);
    let lines = layout::lines(&blocks, u16::try_from(width).unwrap_or(u16::MAX));
    lines.iter().map(|line| paint::line(line, output) + "\n").collect()
}
