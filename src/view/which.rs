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
    let room = usize::from(popup(screen, keys + sentences, 1).width).saturating_sub(keys + 4);
    let lines: Vec<(&str, &str)> =
        rows.iter().flat_map(|(follows, entry)| lines(follows, entry.sentence, room)).collect();
    let area = popup(screen, keys + sentences, lines.len());
    let title = format!("{} …", app.begun());
    let inside = pane::open(&title, "Esc gives up", area, theme, buffer);
    for (row, (follows, part)) in lines.into_iter().take(usize::from(inside.height)).enumerate() {
        let gap = " ".repeat(keys.saturating_sub(text::width(follows)));
        let spans = vec![Span::styled(format!("{follows}{gap}"), theme.bold()), Span::raw(part)];
        pane::write(spans, inside, row, buffer);
    }
}

/// The lines of an entry: its keys are on the first one.
fn lines<'a>(keys: &'a str, sentence: &'a str, room: usize) -> Vec<(&'a str, &'a str)> {
    let parts = text::wrap(sentence, room.max(1)).into_iter().enumerate();
    let line = |(at, range)| (if at == 0 { keys } else { "" }, sentence.get(range).unwrap_or(""));
    parts.map(line).collect()
}
