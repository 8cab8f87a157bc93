//! The boxes that overlays are drawn in.

use ratatui::layout::Rect;

use super::inner;

/// A centred box for a list or a text.
#[must_use]
pub(crate) fn overlay(screen: Rect) -> Rect {
    let width = screen.width.saturating_sub(if screen.width >= 84 { 8 } else { 0 }).min(108);
    let height = screen.height.saturating_sub(if screen.height >= 20 { 4 } else { 0 });
    centred(screen, width, height)
}

/// Text columns inside that box: a blank column on each side if there is room.
#[must_use]
pub(crate) fn overlay_text(screen: Rect) -> usize {
    text_columns(overlay(screen))
}

fn text_columns(area: Rect) -> usize {
    let width = inner(area).width;
    usize::from(width - 2 * u16::from(width >= 10))
}

/// A centred box for help, as high as [`overlay`] and wide enough for two columns.
#[must_use]
pub(crate) fn help(screen: Rect) -> Rect {
    let Rect { height, .. } = overlay(screen);
    let width = screen.width.saturating_sub(if screen.width >= 84 { 8 } else { 0 }).min(172);
    centred(screen, width, height)
}

/// Text columns inside that box.
#[must_use]
pub(crate) fn help_text(screen: Rect) -> usize {
    text_columns(help(screen))
}

/// A centred box for `lines` lines of at most `columns`.
#[must_use]
pub(crate) fn dialog(screen: Rect, columns: usize, lines: usize) -> Rect {
    let size = |wanted: usize, limit: u16| u16::try_from(wanted).unwrap_or(limit).min(limit);
    centred(screen, size(columns + 4, screen.width), size(lines + 2, screen.height))
}

/// A box for an input line and a list below it, of constant size.
#[must_use]
pub(crate) fn palette(screen: Rect) -> Rect {
    let within = overlay(screen);
    let height = within.height.min(16);
    Rect { height, ..within }
}

/// A box above the bottom line for `lines` lines of at most `columns`.
#[must_use]
pub(crate) fn popup(screen: Rect, columns: usize, lines: usize) -> Rect {
    let bar = u16::from(screen.height >= 5);
    let above = Rect { height: screen.height - bar, ..screen };
    let size = dialog(above, columns, lines);
    Rect { y: above.bottom() - size.height, ..size }
}

fn centred(screen: Rect, width: u16, height: u16) -> Rect {
    let x = screen.x + (screen.width - width) / 2;
    Rect::new(x, screen.y + (screen.height - height) / 2, width, height)
}
