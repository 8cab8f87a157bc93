//! The manual: a page for each topic, embedded from `assets/manual`, and how it is printed. The man
//! page is made of the same pages, formatted by `man`.

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

/// Widest line in columns; longer lines are hard to read.
const WIDEST: usize = 80;

/// The page on a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManualPage {
    /// The topic's name, as `newswire help` takes it.
    pub topic: &'static str,
    /// Markdown: a title, a paragraph of one sentence that describes the page, the rest.
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

/// All pages in reading order.
pub const PAGES: &[ManualPage] = pages! {
    "start" "reading" "stories" "views" "searching" "marks" "new" "muting" "links" "pipes"
    "pictures" "feeds" "newsboat" "themes" "keys" "mouse" "settings" "live-files" "terminal" "formats" "files"
    "command-line" "speed" "troubleshooting"
};

impl ManualPage {
    /// Finds the page on a topic.
    #[must_use]
    pub fn find(topic: &str) -> Option<Self> {
        PAGES.iter().copied().find(|page| page.topic == topic)
    }

    /// Returns the heading of the page.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }

    /// Returns the sentence that describes the page.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        self.text.lines().skip(1).find(|line| !line.is_empty()).unwrap_or_default()
    }

    /// Returns the page as blocks, with placeholders replaced by generated parts.
    pub(super) fn blocks(self, rows: &[KeyRow]) -> Vec<Block> {
        let document = markup::parse(Format::Markdown, self.text);
        document.blocks.into_iter().flat_map(|block| generated::replace(block, rows)).collect()
    }

    /// Lays the page out in `width` columns. `rows` supplies the keys that it names.
    #[must_use]
    pub fn lines(self, width: u16, rows: &[KeyRow]) -> Vec<Line> {
        layout::lines(&self.blocks(rows), width)
    }

    /// Returns the page as text formatted for the output.
    pub(super) fn painted(self, rows: &[KeyRow], output: &Output<'_>) -> String {
        painted(self.blocks(rows), output)
    }
}

/// Returns blocks as text formatted for the output.
pub(super) fn painted(mut blocks: Vec<Block>, output: &Output<'_>) -> String {
    if !output.color {
        plain::mark(&mut blocks);
    }
    let width = output.columns.unwrap_or(WIDEST).min(WIDEST);
    let lines = layout::lines(&blocks, u16::try_from(width).unwrap_or(u16::MAX));
    lines.iter().map(|line| paint::line(line, output) + "\n").collect()
}
