//! The list pane: a row of one or two lines per article. Only visible rows are built.

mod empty;
mod facts;
mod row;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::app::Action;
use crate::app::App;
use crate::app::Focus;
use crate::store::Id;
use crate::text;

use super::Theme;
use super::pane::{self, Frame};
use empty::empty;
use facts::Columns;
use row::{Row, draw_row};

/// Draws the list; returns the number of rows drawn.
pub(super) fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) -> usize {
    let area = app.layout.list;
    if area.is_empty() {
        return 0;
    }
    let focused = app.focus == Focus::List;
    let (at, total) = app.position();
    let note = if total == 0 {
        String::new()
    } else {
        format!("{}/{}", text::thousands(at), text::thousands(total))
    };
    let frame = Frame { title: &app.list_title(), news: &news(app), note: &note, focused };
    let inside = pane::frame(&frame, area, theme, buffer);
    if total == 0 {
        pane::notice(&empty(app), inside, theme, buffer);
        return 0;
    }
    let visible = rows(app);
    let columns = Columns::of(visible.iter().map(|row| &row.facts));
    for row in &visible {
        draw_row(row, &columns, theme, buffer);
        if app.list.divider() == Some(row.index + 1) {
            draw_divider(row.area, theme, buffer);
        }
    }
    let (top, fitting) = (app.list.cursor.top, app.layout.list_rows());
    let scale = usize::from(inside.height) / fitting.max(1);
    pane::scrollbar(area, top * scale, total * scale, theme.border(focused), buffer);
    visible.len()
}

/// The visible rows, top to bottom.
fn rows(app: &App) -> Vec<Row<'_>> {
    let top = app.list.cursor.top;
    let ids = app.list.rows().iter().enumerate().skip(top).take(app.layout.list_rows().max(1));
    let row = |(line, (index, id)): (usize, (usize, &Id))| {
        Row::new(app, *id, index, app.layout.list_row(line)?)
    };
    ids.enumerate().filter_map(row).collect()
}

/// Announces articles that arrived above the visible rows, with the key that goes there.
fn news(app: &App) -> String {
    match app.announced() {
        0 => String::new(),
        count => format!("{} new · {}", text::thousands(count), app.key_of(Action::Top)),
    }
}

/// Underlines the row below which the last visit ended: a separate line would shift all others.
fn draw_divider(area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let below = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
    let cells = below.positions().map(|place| buffer[place].symbol() == " ");
    let blank: Vec<bool> = cells.collect();
    for (at, place) in below.positions().enumerate() {
        let is_blank = |at: Option<usize>| at.and_then(|at| blank.get(at)).copied().unwrap_or(true);
        // Text keeps its colour, as do the gaps between its words.
        let free = blank[at] && (is_blank(at.checked_sub(1)) || is_blank(Some(at + 1)));
        let style = if free { theme.accent() } else { Style::new() };
        buffer[place].set_style(style.add_modifier(Modifier::UNDERLINED));
    }
}
