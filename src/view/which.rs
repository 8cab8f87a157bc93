//! Draws the keys that may follow the ones pressed.

use ratatui::buffer::Buffer;
use ratatui::text::Span;

use crate::app::App;
use crate::app::popup;
use crate::text;

use super::Theme;
use super::pane;

pub(super) fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let rows = app.continuations();
    let screen = app.layout.screen;
    if rows.is_empty() || screen.is_empty() {
        return;
    }
    let keys = rows.iter().map(|(keys, _)| text::width(keys)).max().unwrap_or(0) + 2;
    let sentences = rows.iter().map(|(_, entry)| text::width(entry.sentence)).max().unwrap_or(0);
    let area = popup(screen, keys + sentences, rows.len());
    let title = format!("{} …", app.begun());
    let inside = pane::open(&title, "Esc gives up", area, theme, buffer);
    for (row, (follows, entry)) in rows.iter().take(usize::from(inside.height)).enumerate() {
        let gap = " ".repeat(keys.saturating_sub(text::width(follows)));
        let room = usize::from(inside.width).saturating_sub(keys);
        let spans = vec![
            Span::styled(format!("{follows}{gap}"), theme.bold()),
            Span::raw(text::fit(entry.sentence, room).into_owned()),
        ];
        pane::write(spans, inside, row, buffer);
    }
}
