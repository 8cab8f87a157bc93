//! Read access to the app for drawing: the links on the screen, the header, the state shown by the
//! desktop.

use jiff::tz::Offset;
use ratatui::layout::Position;

use crate::article::Article;
use crate::query::Order;
use crate::query::Sort;
use crate::store::Id;
use crate::text;

use crate::app::App;
use crate::app::model::desktop::{Desktop, Progress};
use crate::app::panes::anchor::Anchor;
use crate::app::panes::anchors::Sight;
use crate::app::panes::header::{Header, Summary};

impl App {
    /// The title of the list: what it lists and, where that depends on it, of what time.
    #[must_use]
    pub(crate) fn list_title(&self) -> String {
        let what = if self.list.has_stories() { "Stories" } else { "Articles" };
        let until = self.archive_end();
        let by_weight = self.list.order() == Order { sort: Sort::Top, reverse: false };
        match until {
            None if by_weight => format!("Top of the last {}", self.store.span().words()),
            Some(until) if by_weight => {
                format!("Top of the {} to {until}", self.store.span().words())
            }
            Some(until) if self.counts_ages() => format!("{what} as of {until}"),
            _ => what.to_owned(),
        }
    }

    /// Returns the day of the newest article of an archive.
    pub(in crate::app) fn archive_end(&self) -> Option<String> {
        let end = self.store.archive_end(self.now);
        end.map(|at| text::day(self.now, at, Offset::UTC))
    }

    /// Why a row is listed, if nothing on it shows what the typed search looks for.
    pub(crate) fn found_in(&self, row: Id) -> Option<&'static str> {
        let searched = self.searched.as_ref().filter(|it| !it.is_chosen())?;
        if self.list.is_hit(row, &self.store) {
            return Some("in this story");
        }
        let article = self.store.get(self.list.face(row, &self.store))?;
        searched.place(article)
    }

    /// Returns how many rows have arrived above the visible ones.
    #[must_use]
    pub fn announced(&self) -> usize {
        self.arrivals.count()
    }

    /// Returns the row of the selected article, from 1, and the number of rows.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        let total = self.list.rows().len();
        (if total == 0 { 0 } else { self.list.cursor.at + 1 }, total)
    }

    /// Returns the article on the screen.
    pub(crate) fn shown(&self) -> Option<&Article> {
        self.reader.id().and_then(|id| self.store.get(id))
    }

    /// Returns all links on the screen: those of the focused pane first, each pane from top to
    /// bottom.
    #[must_use]
    pub fn anchors(&self) -> Vec<Anchor> {
        self.sight().anchors()
    }

    /// Returns the article's title and the links of its text at their logical positions;
    /// right-to-left text is reordered afterwards.
    #[must_use]
    pub fn page_anchors(&self) -> Vec<Anchor> {
        self.sight().page_anchors()
    }

    /// Returns the link on a cell of the article pane.
    pub(in crate::app) fn page_anchor_at(&self, cell: Position) -> Option<Anchor> {
        self.sight().page_anchor_at(cell)
    }

    /// Whether a row is listed below the lead of its story.
    pub(crate) fn is_member(&self, row: Id) -> bool {
        self.sight().is_member(row)
    }

    fn sight(&self) -> Sight<'_> {
        Sight {
            store: &self.store,
            list: &self.list,
            reader: &self.reader,
            related: &self.related,
            layout: self.layout,
            focus: self.focus,
            bidi: self.text_order.is_ours(),
        }
    }

    /// Returns the header line.
    pub(crate) fn header(&self) -> Header {
        let summary = Summary {
            layout: self.layout,
            list: &self.list,
            store: &self.store,
            diagnostics: &self.diagnostics,
            searched: self.searched.as_ref(),
            label: &self.label,
            unkept: self.unkept,
        };
        summary.header()
    }

    /// Returns what the desktop should show.
    #[must_use]
    pub fn desktop(&self) -> Desktop {
        let progress = Progress::of(&self.loading, &self.syncing, &self.downloads);
        Desktop::of(self.config(), &self.list, progress)
    }
}
