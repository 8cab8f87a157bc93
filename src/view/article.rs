//! The article pane: a window onto the lines of the page.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::App;
use crate::app::Focus;
use crate::markup::Line;
use crate::text;

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
    let (title, note) = (title(app, area.width), progress(app, height));
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
        if app.text_order.is_ours() && line.rtl {
            pane::write_right(spans, text, row, buffer);
        } else {
            pane::write(spans, text, row, buffer);
        }
    }
    let anchors = if theme.is_linked() { app.page_anchors() } else { Vec::new() };
    for anchor in anchors {
        anchor.parts.iter().for_each(|part| links::mark(&anchor.url, *part, buffer));
    }
    pane::scrollbar(area, app.reader.scroll(), lines.len(), theme.border(focused), buffer);
}

/// Styles a line of a page in the theme's colours.
fn spans<'a>(line: &'a Line, theme: &Theme) -> Vec<Span<'a>> {
    let span = |span: &'a crate::markup::Span| -> Span<'a> {
        let style: Style = theme.text(span.style, span.link.is_some());
        Span::styled(span.text.as_str(), style)
    };
    line.spans.iter().map(span).collect()
}

/// Provider, day and quality, which stay visible while scrolling; a part that does not fit is
/// omitted entirely.
fn title(app: &App, width: u16) -> String {
    let Some(article) = app.shown() else {
        return String::new();
    };
    let mut title = article.provider.name.to_string();
    let day = article.date.map(|date| date.day(app.now));
    let quality = article.quality.map(|quality| format!("quality {quality}"));
    for part in day.into_iter().chain(quality) {
        let longer = format!("{title} · {part}");
        if text::width(&longer) + 6 > usize::from(width) {
            break;
        }
        title = longer;
    }
    title
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
