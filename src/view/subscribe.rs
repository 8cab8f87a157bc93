//! Draws the overlay that adds a feed, and the prompt for the line of one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::App;
use crate::app::FeedLine;
use crate::app::HEADLINE_ROWS;
use crate::app::Subscribe;
use crate::app::SubscribeStep;
use crate::app::subscribe_area;
use crate::app::subscribe_rows;
use crate::library::FoundFeed;
use crate::library::Masked;
use crate::text;

use super::pane;
use super::{Theme, footer, prompt};

pub(super) fn draw(shown: &Subscribe, app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = subscribe_area(app.layout.screen);
    let note = match shown.step {
        SubscribeStep::Address => "Enter looks for feeds, Esc closes",
        SubscribeStep::Probing => "Esc goes back",
        SubscribeStep::Choose => "Enter chooses, Esc goes back",
        SubscribeStep::Tags => "Tab completes, Enter subscribes, Esc goes back",
    };
    let inside = pane::open("Add a feed", note, area, theme, buffer);
    match shown.step {
        SubscribeStep::Address => {
            typed(("address: ", shown.is_offered), &shown.address, inside, theme, buffer);
            let help = "The address of a site or of a feed, as in example.org";
            remark(shown, help, below(inside, 2), theme, buffer);
        }
        SubscribeStep::Probing => {
            typed(("address: ", shown.is_offered), &shown.address, inside, theme, buffer);
            remark(shown, "looking for feeds…", below(inside, 2), theme, buffer);
        }
        SubscribeStep::Choose => choose(shown, app, inside, theme, buffer),
        SubscribeStep::Tags => tags(shown, inside, theme, buffer),
    }
}

fn typed(
    (sign, is_old): (&str, bool),
    input: &tui_input::Input,
    area: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let line = prompt::Line { sign, input, wrong: None, is_old };
    prompt::line(&line, Rect { height: area.height.min(1), ..area }, theme, buffer);
}

/// The part of an area below its first `lines` lines.
fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect { y: area.y + lines, height: area.height - lines, ..area }
}

/// Writes the error, or else a help line.
fn remark(shown: &Subscribe, help: &str, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let (sign, words, style) = match &shown.error {
        Some(error) => ("⚠ ", error.as_str(), Style::new()),
        None => ("", help, theme.dim()),
    };
    let room = usize::from(area.width).saturating_sub(text::width(sign)).max(1);
    for (row, range) in text::wrap(words, room).into_iter().enumerate() {
        let sign = if row == 0 { sign.to_owned() } else { " ".repeat(text::width(sign)) };
        let part = words.get(range).unwrap_or_default();
        let spans = vec![Span::styled(sign, theme.warning()), Span::styled(part, style)];
        pane::write(spans, area, row, buffer);
    }
}

fn choose(shown: &Subscribe, app: &App, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let rows = subscribe_rows(app.layout.screen).min(usize::from(area.height));
    let top = shown.cursor.top;
    for (row, found) in shown.found.iter().skip(top).take(rows).enumerate() {
        let selected = top + row == shown.cursor.at;
        let is_known = shown.known.get(top + row).copied().unwrap_or(false);
        draw_found(found, (selected, is_known), area, row, theme, buffer);
    }
    let listed = u16::try_from(shown.found.len().min(rows)).unwrap_or(area.height);
    let rest = below(area, listed + 1);
    if shown.error.is_some() {
        return remark(shown, "", rest, theme, buffer);
    }
    let Some(found) = shown.chosen() else { return };
    let address = Masked(&found.url).to_string();
    pane::write(vec![Span::styled(fit(&address, rest), theme.dim())], rest, 0, buffer);
    let lines = usize::from(HEADLINE_ROWS.saturating_sub(2));
    for (row, headline) in found.headlines.iter().take(lines).enumerate() {
        let line = format!("  {headline}");
        pane::write(vec![Span::raw(fit(&line, rest))], rest, row + 1, buffer);
    }
}

/// The title, else the address without its secrets.
fn name(found: &FoundFeed) -> String {
    if found.title.is_empty() { Masked(&found.url).to_string() } else { found.title.clone() }
}

fn fit(words: &str, area: Rect) -> String {
    text::fit(words, usize::from(area.width)).into_owned()
}

fn draw_found(
    found: &FoundFeed,
    (selected, is_known): (bool, bool),
    area: Rect,
    row: usize,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let note = if is_known { " subscribed" } else { "" };
    let taken = pane::write_right(vec![Span::styled(note, theme.dim())], area, row, buffer);
    let left = Rect { width: area.width - taken, ..area };
    let bar = if selected { Span::styled("▌ ", theme.selection()) } else { Span::raw("  ") };
    let name = name(found);
    let style = if selected { theme.bold() } else { Style::new() };
    let room = Rect { width: left.width.saturating_sub(2), ..left };
    pane::write(vec![bar, Span::styled(fit(&name, room), style)], left, row, buffer);
}

fn tags(shown: &Subscribe, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let Some(found) = shown.chosen() else { return };
    pane::write(vec![Span::styled(fit(&name(found), area), theme.bold())], area, 0, buffer);
    let address = Masked(&found.url).to_string();
    pane::write(vec![Span::styled(fit(&address, area), theme.dim())], area, 1, buffer);
    let line = below(area, 3);
    typed(("tags: ", false), &shown.tags.input, line, theme, buffer);
    let rest = below(area, 5);
    if shown.tags.candidates.is_empty() || shown.error.is_some() {
        let help = "Tags are words, or several words in quotes; tags are optional";
        return remark(shown, help, rest, theme, buffer);
    }
    let mut spans = Vec::new();
    for (at, tag) in shown.tags.candidates.iter().enumerate().skip(shown.tags.at) {
        let style = if at == shown.tags.at { theme.accent() } else { theme.dim() };
        spans.push(Span::styled(text::fit(tag, 40).into_owned(), style));
        spans.push(Span::raw("  "));
    }
    pane::write(spans, rest, 0, buffer);
}

/// Draws the prompt for the words after the address of a feed.
pub(super) fn feed_line(shown: &FeedLine, app: &App, theme: &Theme, buffer: &mut Buffer) {
    let feed = app.sidebar.feeds().iter().find(|feed| feed.address == shown.address);
    let name = feed.map_or(&*shown.address, |feed| &*feed.title);
    let sign = format!(" {}: ", text::fit(name, 30));
    prompt::bottom_line(&sign, &shown.input, app.layout.screen, theme, buffer);
    let above = prompt::above(app.layout.screen);
    if let Some(mistake) = &shown.mistake {
        return footer::message(Some("⚠ "), mistake, above, theme, buffer);
    }
    let words =
        "tags, ~\"Title\", every=2h, full_text=on, keep=500, pause; Enter saves, Esc does not";
    footer::message(None, words, above, theme, buffer);
}
