//! The article pane: a window onto the lines of the page.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use ratatui::text::Span;

use crate::app::App;
use crate::app::Focus;
use crate::markup::{self, Line};

use super::Theme;
use super::links;
use super::pane::{self, Frame};
use super::pictures;

pub(super) fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = app.layout.article;
    if area.is_empty() {
        return;
    }
    let focused = app.focus == Focus::Article;
    let height = app.layout.article_rows();
    let (title, note) = (title(app), progress(app, height));
    pane::frame(&Frame { title: &title, news: "", note: &note, focused }, area, theme, buffer);
    let lines = app.reader.lines();
    if lines.is_empty() {
        return;
    }
    let text = app.layout.text();
    for (row, line) in lines.iter().skip(app.reader.scroll()).take(height).enumerate() {
        let line = &line.window(app.reader.offset(), usize::from(text.width));
        let mut spans = spans(line, theme);
        if let Some(searched) = &app.searched {
            let ranges = searched.highlights.ranges(&line.text());
            spans = pane::highlighted(spans, &ranges, theme.found());
        }
        if let Some(slice) = &line.picture {
            let at = Position::new(text.x + slice.indent, text.y + u16::try_from(row).unwrap_or(0));
            pictures::draw_row(app, slice, at, theme, buffer);
        }
        if let Some(ground) = line.code.zip(theme.code_ground()) {
            fill(ground, text, row, buffer);
        }
        if app.text_order.is_ours() && line.rtl {
            pane::write_right(spans, text, row, buffer);
        } else {
            pane::write(spans, text, row, buffer);
        }
        if let Some(indent) = line.code.filter(|_| theme.code_ground().is_none()) {
            bar(indent, text, row, theme, buffer);
        }
    }
    let anchors = if theme.is_linked() { app.page_anchors() } else { Vec::new() };
    for anchor in anchors.iter().filter(|anchor| !anchor.url.is_empty()) {
        anchor.parts.iter().for_each(|part| links::mark(&anchor.url, *part, buffer));
    }
    pane::scrollbar(area, app.reader.scroll(), lines.len(), theme.border(focused), buffer);
}

/// Puts a line of code on its ground, from the indent on.
fn fill((indent, ground): (u16, Color), text: Rect, row: usize, buffer: &mut Buffer) {
    let start = indent.saturating_sub(CODE_MARGIN).min(text.width);
    let y = text.y + u16::try_from(row).unwrap_or(0);
    let line = Rect { x: text.x + start, y, width: text.width - start, height: 1 };
    buffer.set_style(line.intersection(text), Style::new().bg(ground));
}

/// Puts a quiet bar, which is not that of quotes, before a line of code that has no ground: where
/// the bar is broken, another block of code begins.
fn bar(indent: u16, text: Rect, row: usize, theme: &Theme, buffer: &mut Buffer) {
    let y = text.y + u16::try_from(row).unwrap_or(0);
    let place = Position::new(text.x + indent.saturating_sub(CODE_MARGIN), y);
    if indent >= CODE_MARGIN && text.contains(place) {
        buffer[place].set_char('┊').set_style(theme.dim());
    }
}

/// Columns of the ground before code.
const CODE_MARGIN: u16 = 2;

/// Styles a line of a page in the theme's colours.
fn spans<'a>(line: &'a Line, theme: &Theme) -> Vec<Span<'a>> {
    let span = |span: &'a markup::Span| -> Span<'a> {
        let style: Style = theme.text(span.style, span.link.is_some());
        Span::styled(span.text.as_str(), style)
    };
    line.spans.iter().map(span).collect()
}

/// The provider, which stays visible while scrolling.
fn title(app: &App) -> String {
    app.shown().map(|article| article.provider.name.to_string()).unwrap_or_default()
}

/// Reading progress, unless the whole page is visible.
fn progress(app: &App, height: usize) -> String {
    let total = app.reader.lines().len();
    if total <= height {
        return String::new();
    }
    let seen = (app.reader.scroll() + height).min(total);
    format!("{}%", seen * 100 / total)
}
