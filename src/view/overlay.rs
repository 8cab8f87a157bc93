//! Draws overlays above the panes: problems, file preview, confirmation.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::Action;
use crate::app::App;
use crate::app::CommandOutput;
use crate::app::Confirm;
use crate::app::Cursor;
use crate::app::FileHead;
use crate::app::Overlay;
use crate::app::PROBLEM_ROWS;
use crate::app::dialog;
use crate::app::overlay_area;
use crate::problem::Problem;
use crate::problem::Severity;
use crate::text;

use super::Theme;
use super::pane;
use super::{ground, help, hints, menu, palette, prompt, subscribe};

pub(super) fn draw(overlay: &Overlay, app: &App, theme: &Theme, buffer: &mut Buffer) {
    let screen = app.layout.screen;
    if screen.is_empty() {
        return;
    }
    match overlay {
        Overlay::Help(shown) => help::draw(shown, app, theme, buffer),
        Overlay::Problems(shown) => problems(shown.cursor, app, theme, buffer),
        Overlay::File(file) => file_head(file, app, theme, buffer),
        Overlay::Menu(shown) => menu::draw(shown, screen, theme, buffer),
        Overlay::Prompt(search) => prompt::search(search, app, theme, buffer),
        Overlay::Hints(shown) => hints::draw(shown, app, theme, buffer),
        Overlay::Phrase(typed) => prompt::phrase(&typed.input, screen, theme, buffer),
        Overlay::Subscribe(shown) => subscribe::draw(shown, app, theme, buffer),
        Overlay::FeedLine(shown) => subscribe::feed_line(shown, app, theme, buffer),
        Overlay::Palette(typed) => palette::draw(typed, screen, theme, buffer),
        Overlay::Output(output) => self::output(output, app, theme, buffer),
        Overlay::Confirm(question) => confirm(question, screen, theme, buffer),
    }
}

/// The keys that scroll and close a box.
fn moves(app: &App) -> String {
    let [down, up, quit] = [Action::Down, Action::Up, Action::Quit].map(|it| app.key_of(it));
    format!("{down} {up} scroll, {quit} closes")
}

fn problems(cursor: Cursor, app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = overlay_area(app.layout.screen);
    let (errors, warnings) = app.diagnostics.counts();
    let title =
        format!("{}, {}", text::counted(errors, "error"), text::counted(warnings, "warning"));
    let note = if app.diagnostics.is_empty() { "" } else { "Enter shows the file, " };
    let note = format!("{note}{} closes", app.key_of(Action::Quit));
    let inside = pane::open(&title, &note, area, theme, buffer);
    if app.diagnostics.is_empty() {
        let all_well =
            ["No problems.".to_owned(), "Every document could be read in full.".to_owned()];
        return pane::notice(&all_well, inside, theme, buffer);
    }
    let rows = (usize::from(inside.height) / PROBLEM_ROWS).max(1);
    for (at, problem) in app.diagnostics.rows(cursor.top).take(rows).enumerate() {
        let selected = cursor.top + at == cursor.at;
        draw_problem(problem, selected, inside, at * PROBLEM_ROWS, theme, buffer);
    }
    let (top, total) = (cursor.top * PROBLEM_ROWS, app.diagnostics.len() * PROBLEM_ROWS);
    pane::scrollbar(area, top, total, theme.border(true), buffer);
}

fn draw_problem(
    problem: &Problem,
    selected: bool,
    area: Rect,
    row: usize,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let width = usize::from(area.width).saturating_sub(2);
    let bar = || {
        if selected { Span::styled("▌ ", theme.selection()) } else { Span::raw("  ") }
    };
    let mark = match problem.severity {
        Severity::Error => Span::styled("⚠ error  ", theme.warning()),
        Severity::Warning => Span::styled("warning  ", theme.dim()),
    };
    // The end of a path is more specific than its start.
    let place = problem.place();
    let place = text::fit_end(&place, width.saturating_sub(9)).into_owned();
    let style = if selected { theme.bold() } else { Style::new() };
    pane::write(vec![bar(), mark, Span::styled(place, style)], area, row, buffer);
    let hint = problem.hint.as_ref().map(|hint| format!("hint: {hint}"));
    let (rest, below) = (PROBLEM_ROWS - 1, usize::from(hint.is_some()));
    let mut lines = wrapped(&problem.what, width, 2.min(rest - below), Style::new());
    let left = rest - lines.len();
    lines.extend(hint.iter().flat_map(|hint| wrapped(hint, width, left.min(2), theme.dim())));
    for (line, span) in lines.into_iter().enumerate() {
        pane::write(vec![bar(), span], area, row + 1 + line, buffer);
    }
    if selected {
        ground::select(lines_of(area, row, PROBLEM_ROWS), true, theme, buffer);
    }
}

/// Some rows of an area.
fn lines_of(area: Rect, first: usize, count: usize) -> Rect {
    let row = |number: usize| u16::try_from(number).unwrap_or(u16::MAX).min(area.height);
    let (first, end) = (row(first), row(first + count));
    Rect { y: area.y + first, height: end - first, ..area }
}

/// Wraps a text into at most `most` lines, the last of which is cut.
fn wrapped<'a>(words: &str, width: usize, most: usize, style: Style) -> Vec<Span<'a>> {
    let ranges = text::wrap(words, width.max(1));
    let lines = ranges.into_iter().take(most).enumerate().map(|(at, range)| {
        let part = if at + 1 == most { words.get(range.start..) } else { words.get(range) };
        text::fit(part.unwrap_or_default(), width).into_owned()
    });
    lines.map(|line| Span::styled(line, style)).collect()
}

/// Draws the output of a program.
fn output(output: &CommandOutput, app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = overlay_area(app.layout.screen);
    let sign = if output.failed { "⚠ " } else { "" };
    let title = format!("{sign}{}", output.title);
    let title = text::fit(&title, usize::from(area.width).saturating_sub(6));
    let inside = pane::open(&title, &moves(app), area, theme, buffer);
    let lines = output.shown.iter().skip(output.scroll).take(usize::from(inside.height));
    for (row, line) in lines.enumerate() {
        pane::write(vec![Span::raw(line.as_str())], inside, row, buffer);
    }
}

fn file_head(file: &FileHead, app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = overlay_area(app.layout.screen);
    let place = file.problem.place();
    let title = text::fit_end(&place, usize::from(area.width).saturating_sub(6));
    let inside = pane::open(&title, &moves(app), area, theme, buffer);
    let mut row = 0;
    let said = file.problem.sentence();
    // Half of the box is reserved for the file, or none of it could be scrolled into view.
    let most = usize::from(inside.height / 2).max(1);
    for range in text::wrap(&said, usize::from(inside.width)).into_iter().take(most) {
        let line = said.get(range).unwrap_or_default();
        pane::write(vec![Span::styled(line, theme.bold())], inside, row, buffer);
        row += 1;
    }
    row += 1;
    let lines = match &file.lines {
        None => {
            return pane::write(vec![Span::styled("reading…", theme.dim())], inside, row, buffer);
        }
        Some(Err(problem)) => {
            return pane::write(vec![Span::raw(problem.what.as_str())], inside, row, buffer);
        }
        Some(Ok(lines)) => lines,
    };
    let wrong = file.problem.line.map(|line| line as usize);
    let digits = lines.len().to_string().len();
    let room = usize::from(inside.height).saturating_sub(row);
    for (at, line) in lines.iter().enumerate().skip(file.scroll).take(room) {
        let here = wrong == Some(at + 1);
        let number = format!("{:>digits$} {} ", at + 1, if here { "▸" } else { " " });
        let style = if here { theme.warning() } else { theme.dim() };
        let text_style = if here { theme.bold() } else { Style::new() };
        let width = usize::from(inside.width).saturating_sub(digits + 3);
        let line = text::fit(line, width).into_owned();
        pane::write(
            vec![Span::styled(number, style), Span::styled(line, text_style)],
            inside,
            row,
            buffer,
        );
        row += 1;
    }
}

fn confirm(confirm: &Confirm, screen: Rect, theme: &Theme, buffer: &mut Buffer) {
    let answer = "y yes   n no";
    let room = usize::from(screen.width).saturating_sub(4).max(1);
    let columns = text::width(&confirm.question).max(answer.len()).min(room);
    let lines = text::wrap(&confirm.question, columns);
    let inside = pane::open("", "", dialog(screen, columns, lines.len() + 2), theme, buffer);
    let count = lines.len();
    for (row, range) in lines.into_iter().enumerate() {
        let part = confirm.question.get(range).unwrap_or_default();
        pane::write(vec![Span::styled(part, theme.bold())], inside, row, buffer);
    }
    pane::write(vec![Span::styled(answer, theme.dim())], inside, count + 1, buffer);
}
