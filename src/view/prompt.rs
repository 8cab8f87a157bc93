//! Lines in which something is typed.

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

/// A line that is being typed.
pub(super) struct Line<'a> {
    /// What stands before it.
    pub(super) sign: &'a str,
    pub(super) input: &'a Input,
    /// Bytes of it that are wrong.
    pub(super) wrong: Option<Range<usize>>,
    /// The next letter replaces it.
    pub(super) is_old: bool,
}

/// Draws a line with its cursor, the part of it around the cursor where it is too long.
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

/// The lowest lines of the screen.
fn bottom(screen: Rect, lines: u16) -> Rect {
    let height = lines.min(screen.height);
    Rect { y: screen.bottom() - height, height, ..screen }
}

/// The search that is being typed, how much it finds, and above it what is wrong with it or what
/// the word could become.
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
    // What is missing at the end is marked on the cursor's place.
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

/// The line above the lowest.
fn above(screen: Rect) -> Rect {
    Rect { height: bottom(screen, 2).height.saturating_sub(1), ..bottom(screen, 2) }
}

/// What the word under the cursor could become, from the one that stands there on.
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

/// Words that are being typed, for articles to hide.
pub(super) fn phrase(input: &Input, screen: Rect, theme: &Theme, buffer: &mut Buffer) {
    let area = bottom(screen, 1);
    Clear.render(area, buffer);
    line(
        &Line { sign: " hide what says: ", input, wrong: None, is_old: false },
        area,
        theme,
        buffer,
    );
}
