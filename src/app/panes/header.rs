//! Content and layout of the top line: the views, the search, the counts. Colours are the view's
//! concern.

use ratatui::layout::Rect;

use crate::store::Store;
use crate::text;

use crate::app::panes::diagnostics::Diagnostics;
use crate::app::panes::layout::Layout;
use crate::app::panes::list::List;
use crate::app::panes::search::Searched;
use crate::app::panes::view::order_name;

/// Narrower screens show only the current view, and no count of muted articles.
const NARROW: u16 = 50;
/// Shorter prefixes of the opened path or of the search are useless.
const SHORTEST: usize = 6;
/// The level of detail at which numbers are rounded.
const BRIEF: u8 = 3;

/// The top line.
#[derive(Debug)]
pub(crate) struct Header {
    /// The views, as many as fit around the current one.
    pub(crate) tabs: Vec<Tab>,
    /// The search or the opened path, and its area.
    pub(crate) words: Option<(String, Rect)>,
    /// The counts, right-aligned.
    pub(crate) counts: Vec<(Weight, String)>,
}

/// A tab with the name of a view.
#[derive(Debug)]
pub(crate) struct Tab {
    /// The index of the view.
    pub(crate) view: usize,
    pub(crate) name: String,
    /// The number of unread rows, and the order if it is not the view's own.
    pub(crate) note: String,
    /// The area of name and note.
    pub(crate) place: Rect,
}

/// The name of each view, and the note after it.
type Names = Vec<(String, String)>;

/// Visual weight of a part of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Dim,
    Plain,
    Warning,
}

/// The state shown in the top line.
pub(in crate::app) struct Summary<'a> {
    pub(in crate::app) layout: Layout,
    pub(in crate::app) list: &'a List,
    pub(in crate::app) store: &'a Store,
    pub(in crate::app) diagnostics: &'a Diagnostics,
    pub(in crate::app) searched: Option<&'a Searched>,
    /// The name of what was opened.
    pub(in crate::app) label: &'a str,
    /// Whether marks last for this session only.
    pub(in crate::app) unkept: bool,
}

impl Summary<'_> {
    /// Lays out the top line.
    pub(in crate::app) fn header(&self) -> Header {
        let area = self.layout.header;
        let (names, counts) = self.fitting();
        let taken = u16::try_from(width_of(&counts)).unwrap_or(u16::MAX).min(area.width);
        let left = Rect { width: area.width.saturating_sub(taken + 2), ..area };
        let room = usize::from(left.width);
        let searched = self.searched.map(|it| format!("/{}", it.text));
        // A search describes the list, so it takes precedence over the other views.
        let kept = searched.as_ref().map_or(0, |it| text::width(it).min(room / 2) + 2);
        let tabs = self.tabs(names, room.saturating_sub(kept), left);
        let end = tabs.last().map_or(left.x, |tab| tab.place.right());
        let room = usize::from(left.right().saturating_sub(end)).saturating_sub(2);
        let words = searched.unwrap_or_else(|| self.label.to_owned());
        let shown = room >= SHORTEST.min(text::width(&words));
        let words = shown.then(|| {
            let x = (end + 2).min(left.right());
            let place = Rect { x, width: left.right() - x, ..left };
            (text::fit(&words, room).into_owned(), place)
        });
        Header { tabs, words, counts }
    }

    fn tabs(&self, names: Names, room: usize, area: Rect) -> Vec<Tab> {
        let shown = self.list.view_at();
        let width = |at: usize| text::width(&names[at].0) + text::width(&names[at].1) + 2;
        let narrow = self.layout.screen.width < NARROW;
        let (mut first, mut end, mut taken) = (shown, shown + 1, width(shown));
        while !narrow && end < names.len() && taken + width(end) <= room {
            taken += width(end);
            end += 1;
        }
        while !narrow && first > 0 && taken + width(first - 1) <= room {
            first -= 1;
            taken += width(first);
        }
        let mut x = area.x.saturating_add(1);
        let mut tabs = Vec::new();
        for (view, (name, note)) in names.into_iter().enumerate().take(end).skip(first) {
            let columns = text::width(&name) + text::width(&note);
            let columns = u16::try_from(columns).unwrap_or(u16::MAX);
            let place = Rect { x, width: columns, ..area }.intersection(area);
            x = x.saturating_add(columns).saturating_add(2);
            tabs.push(Tab { view, name, note, place });
        }
        tabs
    }

    /// Returns the names of the views and the notes after them.
    fn tab_names(&self, brief: bool) -> Names {
        (0..self.list.views().len()).map(|at| self.tab_name(at, brief)).collect()
    }

    fn tab_name(&self, at: usize, brief: bool) -> (String, String) {
        let view = &self.list.views()[at];
        let mut note = String::new();
        if view.is_counted() && self.list.unread(at) > 0 {
            note = format!(" {}", number(self.list.unread(at), brief));
        }
        if at == self.list.view_at() && view.is_reordered() {
            let reversed = if view.order().reverse { " reversed" } else { "" };
            note = format!("{note} by {}{reversed}", order_name(view.order().sort));
        }
        (text::fit(view.name(), 24).into_owned(), note)
    }

    /// Shortens the counts, and then the numbers beside the views, until all views fit.
    fn fitting(&self) -> (Names, Vec<(Weight, String)>) {
        let width = usize::from(self.layout.screen.width);
        let least = if width < usize::from(NARROW) { BRIEF } else { 0 };
        let mut left_out = least;
        loop {
            let is_brief = left_out == BRIEF;
            let (names, counts) = (self.tab_names(is_brief), self.counts(left_out));
            let tab = |(name, note): &(String, String)| text::width(name) + text::width(note) + 2;
            let views: usize = names.iter().map(tab).sum();
            if is_brief || views + width_of(&counts) + 2 <= width {
                return (names, counts);
            }
            left_out += 1;
        }
    }

    /// `412 stories · 600 articles · 3 muted · ⚠ 1 error · 2 warnings`; for a search `12 of 412
    /// stories`. `left_out` 1 to [`BRIEF`] drops more and more of what is shown elsewhere too.
    fn counts(&self, left_out: u8) -> Vec<(Weight, String)> {
        let dim = |words: String| (Weight::Dim, words);
        let warned = |words: String| {
            let sign = (Weight::Warning, "⚠ ".to_owned());
            [(Weight::Dim, " · ".to_owned()), sign, (Weight::Plain, words)]
        };
        let mut counts = vec![dim(self.rows_in_words(left_out))];
        if self.store.muted() > 0 && self.layout.screen.width >= NARROW {
            counts.push(dim(format!(" · {} muted", text::thousands(self.store.muted()))));
        }
        if self.unkept {
            counts.extend(warned("marks not kept".to_owned()));
        }
        let (errors, warnings) = self.diagnostics.counts();
        if errors > 0 {
            counts.extend(warned(text::counted(errors, "error")));
        }
        if warnings > 0 && left_out == 0 {
            counts.push(dim(format!(" · {}", text::counted(warnings, "warning"))));
        }
        counts.push((Weight::Plain, " ".to_owned()));
        counts
    }

    /// The number of rows, and of the articles below them where the view shows all.
    fn rows_in_words(&self, left_out: u8) -> String {
        let (is_narrow, is_brief) = (left_out > 1, left_out == BRIEF);
        let (rows, articles) = (self.list.count(), self.store.len());
        let counted = |count: usize, one: &str, more: &str| {
            format!("{} {}", number(count, is_brief), if count == 1 { one } else { more })
        };
        let (one, more) =
            if self.list.has_stories() { ("story", "stories") } else { ("article", "articles") };
        if self.list.is_searched() {
            let (found, all) = (number(rows, is_brief), self.list.searched_in());
            return if is_narrow {
                found
            } else {
                format!("{found} of {}", counted(all, one, more))
            };
        }
        let of_articles = counted(articles, "article", "articles");
        match (self.list.has_stories(), rows == articles) {
            (_, true) => of_articles,
            (false, false) => format!("{} of {of_articles}", number(rows, is_brief)),
            (true, false) if is_narrow || !self.list.view().is_whole() => counted(rows, one, more),
            (true, false) => format!("{} · {of_articles}", counted(rows, one, more)),
        }
    }
}

fn number(number: usize, brief: bool) -> String {
    if brief { text::short_number(number) } else { text::thousands(number) }
}

fn width_of(counts: &[(Weight, String)]) -> usize {
    counts.iter().map(|(_, words)| text::width(words)).sum()
}
