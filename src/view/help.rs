//! Draws help above the panes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::app::Action;
use crate::app::App;
use crate::app::Help;
use crate::app::help_area;
use crate::app::{HelpLine, HelpPage};
use crate::text;

use super::Theme;
use super::{pane, prompt};

pub(super) fn draw(help: &Help, app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = help_area(app.layout.screen);
    let mut inside = pane::open("Keys", &note(help, app), area, theme, buffer);
    let page = HelpPage::new(usize::from(inside.width), &app.keymap, help.typed.value());
    let mut total = page.height();
    if help.is_searched() {
        let line = Rect { height: inside.height.min(1), ..inside };
        let typed = prompt::Line { sign: "/", input: &help.typed, wrong: None, is_old: false };
        prompt::line(&typed, line, theme, buffer);
        inside = Rect { y: inside.y + line.height, height: inside.height - line.height, ..inside };
        total += 1;
    }
    if page.height() == 0 {
        let said = Span::styled("nothing in help matches", theme.dim());
        pane::write(vec![said], inside, 0, buffer);
    }
    for (number, column) in page.columns.iter().enumerate() {
        let left = u16::try_from(number * page.width).unwrap_or(u16::MAX).min(inside.width);
        let area = Rect { x: inside.x + left, width: inside.width - left, ..inside };
        let lines = column.iter().skip(help.scroll).take(usize::from(area.height));
        for (row, line) in lines.enumerate() {
            pane::write(spans(line, theme), area, row, buffer);
        }
    }
    pane::scrollbar(area, help.scroll, total, theme.border(true), buffer);
}

fn note(help: &Help, app: &App) -> String {
    let key = |action| app.key_of(action);
    if help.is_typing {
        return "Enter keeps these, Esc shows all".to_owned();
    }
    let [search, down, up, quit] =
        [Action::Search, Action::Down, Action::Up, Action::Quit].map(key);
    format!("{search} searches here, {down} {up} scroll, {quit} closes")
}

fn spans<'a>(line: &'a HelpLine, theme: &Theme) -> Vec<Span<'a>> {
    match line {
        HelpLine::Blank => Vec::new(),
        HelpLine::Title(title) => vec![Span::styled(*title, theme.bold().patch(theme.accent()))],
        HelpLine::Entry { keys, meaning, indent } => {
            let gap = indent.saturating_sub(text::width(keys));
            vec![
                Span::styled(keys.as_str(), theme.bold()),
                Span::raw(" ".repeat(if meaning.is_empty() { 0 } else { gap })),
                Span::raw(meaning.as_str()),
            ]
        }
    }
}
