//! Draws a menu above the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::Menu;
use crate::app::MenuItem;
use crate::app::menu_area;
use crate::app::menu_rows;
use crate::text;

use super::ground;
use super::pane;
use super::{Theme, prompt};

pub(super) fn draw(menu: &Menu, screen: Rect, theme: &Theme, buffer: &mut Buffer) {
    let rows = menu_rows(menu, screen);
    let typing = usize::from(menu.typed.is_some());
    let area = menu_area(menu, screen);
    let mut inside = pane::open(menu.title, menu.note, area, theme, buffer);
    if let Some(input) = &menu.typed {
        let line = Rect { height: inside.height.min(1), ..inside };
        prompt::line(
            &prompt::Line { sign: "/", input, wrong: None, is_old: false },
            line,
            theme,
            buffer,
        );
        inside = Rect { y: inside.y + line.height, height: inside.height - line.height, ..inside };
    }
    if menu.shown.is_empty() {
        return pane::write(
            vec![Span::styled("none is called that", theme.dim())],
            inside,
            0,
            buffer,
        );
    }
    for (row, at) in menu.shown.iter().skip(menu.cursor.top).take(rows).enumerate() {
        let selected = menu.cursor.top + row == menu.cursor.at;
        draw_item(&menu.items[*at], selected, inside, row, theme, buffer);
    }
    let top = menu.cursor.top;
    pane::scrollbar(area, top, menu.shown.len() + typing, theme.border(true), buffer);
}

fn draw_item(
    item: &MenuItem,
    selected: bool,
    area: Rect,
    row: usize,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let taken = pane::write_right(vec![Span::styled(&*item.note, theme.dim())], area, row, buffer);
    let gap = if taken > 0 { 2 } else { 0 };
    let room = usize::from(area.width.saturating_sub(taken + gap + 4));
    let bar = if selected { Span::styled("▌", theme.selection()) } else { Span::raw(" ") };
    let style = if selected { theme.bold() } else { Style::new() };
    let key: String = item.keys.chars().take(1).collect();
    let key = if key.is_empty() { " ".to_owned() } else { key };
    let spans = vec![
        bar,
        Span::styled(key, theme.bold()),
        Span::raw("  "),
        Span::styled(text::fit(&item.name, room).into_owned(), style),
    ];
    pane::write(spans, Rect { width: area.width.saturating_sub(taken), ..area }, row, buffer);
    if selected {
        let y = area.y + u16::try_from(row).unwrap_or(u16::MAX).min(area.height);
        ground::select(Rect { y, height: 1, ..area }.intersection(area), true, theme, buffer);
    }
}
