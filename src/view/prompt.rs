//! Input lines.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;
use ratatui::widgets::{Clear, Widget};
use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::App;
use crate::app::Offers;
use crate::app::Prompt;
use crate::app::Status;
use crate::app::typed_cursor;
use crate::text;

use super::pane;
use super::{Theme, footer};

/// An input line.
pub(super) struct Line<'a> {
    /// The sign before the text.
    pub(super) sign: &'a str,
    pub(super) input: &'a Input,
    /// Byte range of the part that is wrong.
    pub(super) wrong: Option<Range<usize>>,
    /// Whether the next typed letter replaces the text.
    pub(super) is_old: bool,
}

/// Draws an input line with its cursor; if it is too long, the part around the cursor.
pub(super) fn line(line: &Line<'_>, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let typed = line.input.value();
    let cursor = typed_cursor(line.input);
    let room = usize::from(area.width).saturating_sub(text::width(line.sign) + 1).max(1);
    let (mut start, mut taken) = (cursor, 0);
    for (at, character) in typed.get(..cursor).unwrap_or_default().grapheme_indices(true).rev() {
        taken += text::width(character);
        if taken >= room {
            break;
        }
        start = at;
    }
    let mut spans = vec![Span::styled(line.sign, theme.accent())];
    for (at, character) in typed.grapheme_indices(true).filter(|(at, _)| *at >= start) {
        let wrong = line.wrong.as_ref().is_some_and(|wrong| wrong.contains(&at));
        let mut style =
            if wrong { theme.warning().add_modifier(Modifier::UNDERLINED) } else { Style::new() };
        if at == cursor || line.is_old {
            style = style.add_modifier(Modifier::REVERSED);
        }
        spans.push(Span::styled(character, style));
    }
    if cursor == typed.len() {
        spans.push(Span::styled(" ", Style::new().add_modifier(Modifier::REVERSED)));
    }
    pane::write(spans, area, 0, buffer);
}

/// The lowest `lines` lines of the screen.
fn bottom(screen: Rect, lines: u16) -> Rect {
    let height = lines.min(screen.height);
    Rect { y: screen.bottom() - height, height, ..screen }
}

/// Draws the search prompt and its number of matches, and above it the mistake or the completions
/// of the word.
pub(super) fn search(prompt: &Prompt, app: &App, theme: &Theme, buffer: &mut Buffer) {
    let screen = app.layout.screen;
    let below = bottom(screen, 1);
    Clear.render(below, buffer);
    let count = app.list.count();
    let found = match &app.searched {
        None => String::new(),
        Some(_) if count == 0 => " nothing found ".to_owned(),
        Some(_) => format!(" {} found ", text::thousands(count)),
    };
    let taken = pane::write_right(vec![Span::styled(found, theme.dim())], below, 0, buffer);
    let area = Rect { x: below.x + 1, width: below.width.saturating_sub(taken + 1), ..below };
    // A mistake at the end, where something is missing, is marked on the cursor's cell.
    let wrong = prompt.mistake.as_ref().map(|mistake| mistake.span.clone());
    line(
        &Line { sign: "/", input: &prompt.input, wrong, is_old: prompt.is_old },
        area,
        theme,
        buffer,
    );
    if let Some(offered) = &prompt.offers {
        offers(offered, above(screen), theme, buffer);
    } else if let Some(mistake) = &prompt.mistake {
        let said = format!("{}; {}", mistake.what, mistake.hint);
        footer::message(Some("⚠ "), &said, above(screen), theme, buffer);
    } else if let Status::Info(words) | Status::Warning(words) = &app.status {
        footer::message(None, words, above(screen), theme, buffer);
    }
}

/// The line above the bottom line.
pub(super) fn above(screen: Rect) -> Rect {
    Rect { height: bottom(screen, 2).height.saturating_sub(1), ..bottom(screen, 2) }
}

/// Draws the completions of the word at the cursor, starting with the one inserted.
fn offers(offers: &Offers, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    Clear.render(area, buffer);
    let mut spans = vec![Span::raw(" ")];
    for (at, name) in offers.words.iter().enumerate().skip(offers.at) {
        let style = if offers.at == at { theme.accent() } else { theme.dim() };
        spans.push(Span::styled(text::fit(name, 40).into_owned(), style));
        spans.push(Span::raw("  "));
    }
    pane::write(spans, area, 0, buffer);
}

/// Draws the prompt for a phrase to mute.
pub(super) fn phrase(input: &Input, screen: Rect, theme: &Theme, buffer: &mut Buffer) {
    bottom_line(" hide what says: ", input, screen, theme, buffer);
}

/// Draws an input line in place of the bottom line.
pub(super) fn bottom_line(
    sign: &str,
    input: &Input,
    screen: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let area = bottom(screen, 1);
    Clear.render(area, buffer);
    line(&Line { sign, input, wrong: None, is_old: false }, area, theme, buffer);
}
