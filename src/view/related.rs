//! The related pane: numbered links, best first.

use std::fmt::Write;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::App;
use crate::app::Focus;
use crate::app::Item;
use crate::article::openable;
use crate::text;

use super::Theme;
use super::ground;
use super::links;
use super::pane::{self, Frame};

pub(super) fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = app.layout.related;
    if area.is_empty() {
        return;
    }
    let focused = app.focus == Focus::Related;
    let items = &app.related.items;
    let title = format!("Related ({})", items.len());
    let note = if focused {
        format!("{}/{}", app.related.cursor.at + 1, items.len())
    } else {
        String::new()
    };
    pane::frame(&Frame { title: &title, news: "", note: &note, focused }, area, theme, buffer);
    let cursor = app.related.cursor;
    let (rows, height) = (app.layout.related_rows(), app.layout.related_height);
    let digits = items.len().to_string().len();
    for (line, (index, item)) in
        items.iter().enumerate().skip(cursor.top).take(rows.max(1)).enumerate()
    {
        let selected = focused && index == cursor.at;
        let number = format!("{:>digits$} ", index + 1);
        let Some(area) = app.layout.related_row(line) else {
            continue;
        };
        draw_item(&Row { item, number, selected, app }, area, theme, buffer);
    }
    let scale = usize::from(height);
    let (top, total) = (cursor.top * scale, items.len() * scale);
    pane::scrollbar(area, top, total, theme.border(focused), buffer);
}

struct Row<'a> {
    item: &'a Item,
    number: String,
    selected: bool,
    app: &'a App,
}

/// `1 title · provider · 14 Jun · q24`, on two lines in a narrow pane; `→` before the title if the
/// article is in the store.
fn draw_item(row: &Row<'_>, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let related = &row.item.related;
    let bar = || {
        if row.selected { Span::styled("▌", theme.selection()) } else { Span::raw(" ") }
    };
    let title_style = if row.selected { theme.bold() } else { Style::new() };
    let mark = if row.item.article.is_some() { "→ " } else { "" };
    let facts = facts(row);
    let indent = 1 + text::width(&row.number);
    let room = usize::from(area.width).saturating_sub(row.app.related.indent(row.item) + 1);
    let dim = if area.height > 1 {
        let left = room.saturating_sub(text::width(&facts));
        format!("{}{facts}", text::fit(&related.provider.name, left.min(24)))
    } else {
        beside_title(&related.provider.name, &facts, room / 2)
    };
    let taken = if area.height > 1 || dim.is_empty() { 0 } else { text::width(&dim) + 3 };
    let title_room = room.saturating_sub(taken);
    let title = text::fit(&related.title, title_room);
    let start = u16::try_from(row.app.related.indent(row.item)).unwrap_or(u16::MAX).min(area.width);
    let beside = Rect { x: area.x + start, width: area.width - start, ..area };
    let linked = pane::part(&title, beside, 0);
    let mut spans = vec![
        bar(),
        Span::styled(row.number.as_str(), theme.dim()),
        Span::styled(mark, theme.accent()),
        Span::styled(title, title_style),
    ];
    if area.height > 1 {
        let below = vec![bar(), Span::raw(" ".repeat(indent - 1)), Span::styled(dim, theme.dim())];
        pane::write(below, area, 1, buffer);
    } else if !dim.is_empty() {
        spans.push(Span::styled(format!(" · {dim}"), theme.dim()));
    }
    pane::write(spans, area, 0, buffer);
    if row.selected {
        ground::select(area, true, theme, buffer);
    }
    if theme.is_linked()
        && let Ok(url) = openable(related.url.as_deref())
    {
        links::mark(url.as_str(), linked, buffer);
    }
}

/// Returns what fits beside a title, which keeps half of the row: provider and facts, else the
/// provider, else nothing.
fn beside_title(provider: &str, facts: &str, room: usize) -> String {
    let left = room.saturating_sub(text::width(facts));
    if left >= SHORTEST_PROVIDER.min(text::width(provider)) {
        return format!("{}{facts}", text::fit(provider, left.min(24)));
    }
    if room < SHORTEST_PROVIDER {
        return String::new();
    }
    text::fit(provider, room).into_owned()
}

/// A shorter part of a provider's name is not recognizable.
const SHORTEST_PROVIDER: usize = 8;

/// ` · 14 Jun · q24`; unknown facts are omitted.
fn facts(row: &Row<'_>) -> String {
    let related = &row.item.related;
    let mut facts = String::new();
    if let Some(date) = related.date {
        let _ = write!(facts, " · {}", date.age(row.app.now));
    }
    if let Some(quality) = related.quality {
        let _ = write!(facts, " · q{quality}");
    }
    facts
}
