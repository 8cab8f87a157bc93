//! The line at the top: the views, what is searched for, what there is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::app::App;
use crate::app::name_of_order;
use crate::text;

use super::Theme;
use super::pane;

/// Below this many columns there is no room for what is not shown.
const NARROW: u16 = 50;
/// Less than this of what is opened, or searched for, tells nothing.
const SHORTEST: usize = 6;

pub(super) fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = app.layout.header;
    if area.is_empty() {
        return;
    }
    let taken = pane::write_right(fitting_counts(app, theme), area, 0, buffer);
    let left = Rect { width: area.width.saturating_sub(taken + 2), ..area };
    let room = usize::from(left.width);
    let searched = app.searched.as_ref().map(|it| format!("/{}", it.text));
    // A search says what the list is; the views beside the one that is shown can wait.
    let kept = searched.as_ref().map_or(0, |it| text::width(it).min(room / 2) + 2);
    let mut spans = views(app, room.saturating_sub(kept), theme);
    let taken: usize = spans.iter().map(|span| text::width(&span.content)).sum();
    let room = room.saturating_sub(taken + 2);
    let (words, style) = match searched {
        Some(searched) => (searched, theme.accent()),
        None => (app.label.clone(), theme.dim()),
    };
    if room >= SHORTEST.min(text::width(&words)) {
        spans.push(Span::styled(format!("  {}", text::fit(&words, room)), style));
    }
    pane::write(spans, left, 0, buffer);
}

/// The views, as many as there is room for around the one that is shown.
fn views<'a>(app: &App, room: usize, theme: &Theme) -> Vec<Span<'a>> {
    let shown = app.list.view_at();
    let names: Vec<(String, String)> =
        (0..app.list.views().len()).map(|at| name(app, at)).collect();
    let width = |at: usize| text::width(&names[at].0) + text::width(&names[at].1) + 2;
    let narrow = app.layout.screen.width < NARROW;
    let (mut first, mut end, mut taken) = (shown, shown + 1, width(shown));
    while !narrow && end < names.len() && taken + width(end) <= room {
        taken += width(end);
        end += 1;
    }
    while !narrow && first > 0 && taken + width(first - 1) <= room {
        first -= 1;
        taken += width(first);
    }
    let mut spans = Vec::new();
    for (at, (name, note)) in names.into_iter().enumerate().take(end).skip(first) {
        let style = if at == shown { theme.bold().patch(theme.accent()) } else { theme.dim() };
        spans.push(Span::raw(if spans.is_empty() { " " } else { "  " }));
        spans.push(Span::styled(name, style));
        spans.push(if at == shown { Span::raw(note) } else { Span::styled(note, theme.dim()) });
    }
    spans
}

/// The name of a view, and what stands behind it: how many rows of it are unread, and of the one
/// that is shown the order where that is not its own.
fn name(app: &App, at: usize) -> (String, String) {
    let view = &app.list.views()[at];
    let mut note = String::new();
    if view.is_counted() && app.list.unread(at) > 0 {
        note = format!(" {}", text::thousands(app.list.unread(at)));
    }
    if at == app.list.view_at() && view.is_reordered() {
        let reversed = if view.order().reverse { " reversed" } else { "" };
        note = format!("{note} by {}{reversed}", name_of_order(view.order().sort));
    }
    (text::fit(view.name(), 24).into_owned(), note)
}

/// As much of the counts as leaves the views their place.
fn fitting_counts<'a>(app: &App, theme: &Theme) -> Vec<Span<'a>> {
    let width = usize::from(app.layout.screen.width);
    let views: usize = (0..app.list.views().len())
        .map(|at| name(app, at))
        .map(|(name, note)| text::width(&name) + text::width(&note) + 2)
        .sum();
    let fits = |spans: &Vec<Span<'_>>| {
        let taken: usize = spans.iter().map(|span| text::width(&span.content)).sum();
        views + taken + 2 <= width
    };
    let least = if app.layout.screen.width < NARROW { 2 } else { 0 };
    let mut tries = (least..3).map(|left_out| counts(app, left_out, theme));
    tries.find(fits).unwrap_or_else(|| counts(app, 2, theme))
}

/// `412 stories · 600 articles · 3 muted · ⚠ 1 error · 2 warnings`; of a search `12 of 412 stories`.
/// With `left_out` 1 or 2 ever less of what is said elsewhere as well.
fn counts<'a>(app: &App, left_out: u8, theme: &Theme) -> Vec<Span<'a>> {
    let narrow = app.layout.screen.width < NARROW;
    let mut spans = vec![Span::styled(rows(app, left_out > 1), theme.dim())];
    if app.store.muted() > 0 && !narrow {
        let muted = format!(" · {} muted", text::thousands(app.store.muted()));
        spans.push(Span::styled(muted, theme.dim()));
    }
    if app.unkept {
        spans.push(Span::styled(" · ", theme.dim()));
        spans.push(Span::styled("⚠ ", theme.warning()));
        spans.push(Span::raw("marks not kept"));
    }
    let (errors, warnings) = app.complaints.counts();
    if errors > 0 {
        spans.push(Span::styled(" · ", theme.dim()));
        spans.push(Span::styled("⚠ ", theme.warning()));
        spans.push(Span::raw(text::counted(errors, "error")));
    }
    if warnings > 0 && left_out == 0 {
        let warnings = format!(" · {}", text::counted(warnings, "warning"));
        spans.push(Span::styled(warnings, theme.dim()));
    }
    spans.push(Span::raw(" "));
    spans
}

fn rows(app: &App, narrow: bool) -> String {
    let articles = text::counted(app.store.len(), "article");
    let count = app.list.count();
    let stories = app.list.has_stories();
    if app.list.is_searched() {
        let (found, all) = (text::thousands(count), text::thousands(app.list.searched_in()));
        let word = if stories { "stories" } else { "articles" };
        return if narrow { found } else { format!("{found} of {all} {word}") };
    }
    if !stories {
        return if count == app.store.len() {
            articles
        } else {
            format!("{} of {articles}", text::thousands(count))
        };
    }
    if count == app.store.len() {
        return articles;
    }
    let word = if count == 1 { "story" } else { "stories" };
    let stories = format!("{} {word}", text::thousands(count));
    if narrow { stories } else { format!("{stories} · {articles}") }
}
