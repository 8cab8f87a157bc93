//! What others ask the app for that show it: the links on the screen, the line at the top, what
//! the desktop says of it.

use ratatui::layout::Position;

use crate::article::Article;
use crate::store::Id;

use crate::app::App;
use crate::app::model::desktop::Desktop;
use crate::app::panes::anchor::Anchor;
use crate::app::panes::anchors::Sight;
use crate::app::panes::header::{Header, Summary};

impl App {
    /// How many rows have arrived above those in sight.
    #[must_use]
    pub fn announced(&self) -> usize {
        self.arrivals.count()
    }

    /// The selected article's row and how many rows there are, from 1.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        let total = self.list.rows().len();
        (if total == 0 { 0 } else { self.list.cursor.at + 1 }, total)
    }

    /// The article on the screen.
    pub(crate) fn shown(&self) -> Option<&Article> {
        self.reader.id().and_then(|id| self.store.get(id))
    }

    /// All links on the screen: those of the focused pane first, each pane from top to bottom.
    #[must_use]
    pub fn anchors(&self) -> Vec<Anchor> {
        self.sight().anchors()
    }

    /// The title of the article and the links of its text, where they are written. Text that runs
    /// from right to left is turned afterwards.
    #[must_use]
    pub fn page_anchors(&self) -> Vec<Anchor> {
        self.sight().page_anchors()
    }

    /// The link on a cell of the article.
    pub(in crate::app) fn page_anchor_at(&self, cell: Position) -> Option<Anchor> {
        self.sight().page_anchor_at(cell)
    }

    /// Whether a row stands below the lead of its story.
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
            bidi: self.bidi,
        }
    }

    /// The line at the top, as it is.
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

    /// What the desktop is to show now.
    #[must_use]
    pub fn desktop(&self) -> Desktop {
        Desktop::of(self.config(), &self.list, &self.loading)
    }
}
