//! Shared by all panes: a border with titles, a scrollbar, lines of spans. Independent of the
//! content.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::merge::MergeStrategy;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use crate::app::inner;
use crate::text;

use super::Theme;

/// The frame of a pane.
pub(super) struct Frame<'a> {
    pub(super) title: &'a str,
    /// Shown in the upper right corner if there is room.
    pub(super) news: &'a str,
    /// Shown in the lower right corner.
    pub(super) note: &'a str,
    pub(super) focused: bool,
}

/// Draws the frame and returns the area inside.
pub(super) fn frame(frame: &Frame<'_>, area: Rect, theme: &Theme, buffer: &mut Buffer) -> Rect {
    let inside = inner(area);
    if inside == area {
        return inside;
    }
    let bar = scrollbar_of_neighbour(area, buffer);
    // A border that was already drawn by a neighbour keeps its symbol only.
    for x in [area.left(), area.right() - 1] {
        buffer.set_style(Rect { x, width: 1, ..area }, Style::reset());
    }
    let style = theme.border(frame.focused);
    let room = usize::from(area.width.saturating_sub(4));
    let mut block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(style)
        .merge_borders(MergeStrategy::Fuzzy);
    if !frame.title.is_empty() {
        let title = text::fit(frame.title, room.saturating_sub(2));
        block = block.title(Line::styled(format!(" {title} "), style));
    }
    if !frame.news.is_empty() && text::width(frame.title) + text::width(frame.news) + 5 <= room {
        let news = format!(" {} ", frame.news);
        block = block.title_top(Line::styled(news, theme.accent()).right_aligned());
    }
    if !frame.note.is_empty() {
        let note = text::fit(frame.note, room.saturating_sub(2));
        block = block.title_bottom(Line::styled(format!(" {note} "), style).right_aligned());
    }
    block.render(area, buffer);
    for y in bar {
        buffer[(area.x, y)].set_symbol(THUMB);
    }
    inside
}

/// The handle of a scrollbar.
const THUMB: &str = "┃";

/// The rows where the scrollbar of the pane to the left stands in the border that both share.
fn scrollbar_of_neighbour(area: Rect, buffer: &Buffer) -> Vec<u16> {
    (area.top()..area.bottom()).filter(|y| buffer[(area.x, *y)].symbol() == THUMB).collect()
}

/// Draws the scrollbar on the right border for `total` rows, of which `top` is the first visible.
pub(super) fn scrollbar(area: Rect, top: usize, total: usize, style: Style, buffer: &mut Buffer) {
    let inside = inner(area);
    let height = usize::from(inside.height);
    if inside == area || total <= height || height == 0 {
        return;
    }
    let length = (height * height / total).max(1);
    let start = (top * (height - length)).div_ceil((total - height).max(1)).min(height - length);
    for row in start..start + length {
        let y = inside.y + u16::try_from(row).unwrap_or(0);
        buffer[(inside.right(), y)].set_symbol(THUMB).set_style(style);
    }
}

/// Applies `style` to these byte ranges of the text of `spans`.
pub(super) fn highlighted<'a>(
    spans: Vec<Span<'a>>,
    ranges: &[Range<usize>],
    style: Style,
) -> Vec<Span<'a>> {
    if ranges.is_empty() {
        return spans;
    }
    let mut parts = Vec::new();
    let mut start = 0;
    for span in spans {
        let end = start + span.content.len();
        let mut cuts: Vec<usize> = ranges
            .iter()
            .flat_map(|range| [range.start, range.end])
            .filter(|at| start < *at && *at < end)
            .collect();
        cuts.push(end);
        let mut from = start;
        for cut in cuts {
            let part = span.content.get(from - start..cut - start).unwrap_or_default();
            let found = ranges.iter().any(|range| range.contains(&from));
            let shown = if found { span.style.patch(style) } else { span.style };
            parts.push(Span::styled(part.to_owned(), shown));
            from = cut;
        }
        start = end;
    }
    parts
}

/// Writes spans on one row of `area`, as far as they fit.
pub(super) fn write(spans: Vec<Span<'_>>, area: Rect, row: usize, buffer: &mut Buffer) {
    let Some(y) = u16::try_from(row).ok().filter(|row| *row < area.height) else {
        return;
    };
    let area = Rect { y: area.y + y, height: 1, ..area }.intersection(buffer.area);
    let mut x = area.x;
    for span in spans {
        let room = usize::from(area.right().saturating_sub(x));
        if room == 0 {
            break;
        }
        x = if span.content.is_ascii() {
            write_ascii(&span, (x, area.y), room, buffer)
        } else {
            buffer.set_stringn(x, area.y, &span.content, room, span.style).0
        };
    }
}

/// Writes a span of ASCII characters and returns the column after it. Does what the buffer does,
/// without looking for grapheme clusters.
fn write_ascii(span: &Span<'_>, at: (u16, u16), room: usize, buffer: &mut Buffer) -> u16 {
    let start = buffer.index_of(at.0, at.1);
    let bytes = span.content.bytes().filter(|byte| !byte.is_ascii_control());
    let mut taken = 0;
    for (cell, byte) in buffer.content.iter_mut().skip(start).zip(bytes).take(room) {
        cell.set_char(char::from(byte)).set_style(span.style);
        taken += 1;
    }
    at.0 + taken
}

/// Returns the cells that `line` takes at the start of a row of `area`.
pub(super) fn part(line: &str, area: Rect, row: usize) -> Rect {
    let width = u16::try_from(text::width(line)).unwrap_or(u16::MAX).min(area.width);
    let y = area.y.saturating_add(u16::try_from(row).unwrap_or(u16::MAX));
    Rect { y, width, height: 1, ..area }.intersection(area)
}

/// Writes at the right edge of a row; returns the number of columns taken.
pub(super) fn write_right(
    spans: Vec<Span<'_>>,
    area: Rect,
    row: usize,
    buffer: &mut Buffer,
) -> u16 {
    let wanted: usize = spans.iter().map(|span| text::width(&span.content)).sum();
    let width = u16::try_from(wanted).unwrap_or(u16::MAX).min(area.width);
    write(spans, Rect { x: area.right() - width, width, ..area }, row, buffer);
    width
}

/// Writes sentences in the middle of an empty pane: the first bold, the others dim.
pub(super) fn notice(sentences: &[String], area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let width = usize::from(area.width.saturating_sub(2)).max(1);
    let mut rows: Vec<(String, Style)> = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let style = if at == 0 { theme.bold() } else { theme.dim() };
        for range in text::wrap(sentence, width) {
            rows.push((sentence.get(range).unwrap_or_default().to_owned(), style));
        }
    }
    let above = usize::from(area.height).saturating_sub(rows.len()) / 3;
    for (at, (row, style)) in rows.into_iter().enumerate() {
        let left = usize::from(area.width).saturating_sub(text::width(&row)) / 2;
        write(
            vec![Span::raw(" ".repeat(left)), Span::styled(row, style)],
            area,
            above + at,
            buffer,
        );
    }
}

/// Opens a box above the panes; returns the area inside.
pub(super) fn open(
    title: &str,
    note: &str,
    area: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) -> Rect {
    halve(area, buffer);
    Clear.render(area, buffer);
    let inside = frame(&Frame { title, news: "", note, focused: true }, area, theme, buffer);
    let padding = u16::from(inside.width >= 10);
    Rect { x: inside.x + padding, width: inside.width - 2 * padding, ..inside }
}

/// Clears wide characters that straddle the left edge of `area` and would cover it.
fn halve(area: Rect, buffer: &mut Buffer) {
    let Some(x) = area.x.checked_sub(1).filter(|x| *x >= buffer.area.x) else { return };
    for y in area.top()..area.bottom() {
        if text::width(buffer[(x, y)].symbol()) > 1 {
            buffer[(x, y)].set_symbol(" ");
        }
    }
}
