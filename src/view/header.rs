//! Draws the top line: views, search, counts.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::App;
use crate::app::Weight;

use super::Theme;
use super::pane;

pub(super) fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = app.layout.header;
    if area.is_empty() {
        return;
    }
    let header = app.header();
    let counts = header.counts.into_iter();
    let counts = counts.map(|(weight, words)| Span::styled(words, style(weight, theme)));
    pane::write_right(counts.collect(), area, 0, buffer);
    for tab in header.tabs {
        let shown = tab.view == app.list.view_at();
        let name = if shown { theme.bold().patch(theme.accent()) } else { theme.dim() };
        let note = if shown { Style::new() } else { theme.dim() };
        let spans = vec![Span::styled(tab.name, name), Span::styled(tab.note, note)];
        pane::write(spans, tab.place, 0, buffer);
    }
    if let Some((words, place)) = header.words {
        let style = if app.searched.is_some() { theme.accent() } else { theme.dim() };
        pane::write(vec![Span::styled(words, style)], place, 0, buffer);
    }
}

fn style(weight: Weight, theme: &Theme) -> Style {
    match weight {
        Weight::Dim => theme.dim(),
        Weight::Plain => Style::new(),
        Weight::Warning => theme.warning(),
    }
}
