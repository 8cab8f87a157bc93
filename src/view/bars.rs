//! The lines at the top and at the bottom: where one is, what there is, what to
//! press.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::app::Action;
use crate::app::App;
use crate::app::Focus;
use crate::app::Overlay;
use crate::app::SortMenu;
use crate::app::Status;
use crate::app::View;
use crate::app::row;
use crate::text;

use super::Theme;
use super::pane;

pub(super) fn header(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = app.layout.header;
    if area.is_empty() {
        return;
    }
    let mut right = vec![Span::styled(counts(app), theme.dim())];
    let (errors, warnings) = app.loading.counts();
    if errors > 0 {
        right.push(Span::styled(" · ", theme.dim()));
        right.push(Span::styled("⚠ ", theme.warning()));
        right.push(Span::raw(text::counted(errors, "error")));
    }
    if warnings > 0 {
        right.push(Span::styled(format!(" · {}", text::counted(warnings, "warning")), theme.dim()));
    }
    right.push(Span::raw(" "));
    let taken = pane::write_right(right, area, 0, buffer);
    let left = Rect { width: area.width.saturating_sub(taken + 2), ..area };
    let mut spans = views(app, theme);
    let taken: usize = spans.iter().map(|span| text::width(&span.content)).sum();
    let room = usize::from(left.width).saturating_sub(taken + 2);
    if room >= SHORTEST_LABEL.min(text::width(&app.label)) {
        let label = text::fit(&app.label, room);
        spans.push(Span::styled(format!("  {label}"), theme.dim()));
    }
    pane::write(spans, left, 0, buffer);
}

/// Less than this of what is opened tells nothing.
const SHORTEST_LABEL: usize = 6;

/// The views, the one that is shown with its order where that is not its own. Where the screen is
/// narrow, only that one.
fn views<'a>(app: &App, theme: &Theme) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    for view in View::ALL {
        let shown = view == app.list.view();
        if !shown && app.layout.screen.width < NARROW {
            continue;
        }
        let style = if shown { theme.bold().patch(theme.accent()) } else { theme.dim() };
        let gap = if spans.is_empty() { " " } else { "  " };
        spans.push(Span::raw(gap));
        spans.push(Span::styled(view.name(), style));
        let order = app.list.order();
        if shown && order != view.order() {
            let (_, _, name) = SortMenu::SORTS[SortMenu::number(order.sort)];
            let name = name.split(',').next().unwrap_or(name);
            let reversed = if order.reverse { " reversed" } else { "" };
            spans.push(Span::raw(format!(" by {name}{reversed}")));
        }
    }
    spans
}

/// Below this many columns there is no room for what is not shown.
const NARROW: u16 = 50;

/// `412 stories · 600 articles`; one of them where they are as many or the screen is narrow.
fn counts(app: &App) -> String {
    let articles = text::counted(app.store.len(), "article");
    if !app.list.has_stories() || app.list.count() == app.store.len() {
        return articles;
    }
    let count = app.list.count();
    let word = if count == 1 { "story" } else { "stories" };
    let stories = format!("{} {word}", text::thousands(count));
    if app.layout.screen.width < NARROW { stories } else { format!("{stories} · {articles}") }
}

pub(super) fn footer(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = app.layout.footer;
    if area.is_empty() {
        return;
    }
    let taken = pane::write_right(vec![Span::styled(progress(app), theme.dim())], area, 0, buffer);
    let left = Rect { width: area.width - taken, ..area };
    let spans = match &app.status {
        Status::Quiet => hints(app, theme, usize::from(left.width)),
        Status::Info(words) => {
            let room = usize::from(left.width).saturating_sub(1);
            vec![Span::raw(" "), Span::raw(text::fit(words, room).into_owned())]
        }
        Status::Warning(words) => {
            let room = usize::from(left.width).saturating_sub(3);
            let words = text::fit(words, room).into_owned();
            vec![Span::raw(" "), Span::styled("⚠ ", theme.warning()), Span::raw(words)]
        }
    };
    pane::write(spans, left, 0, buffer);
}

/// The count that is being typed, else how far the load has come.
fn progress(app: &App) -> String {
    if let Some(count) = app.count {
        return format!(" {count} ");
    }
    let loading = &app.loading;
    match (loading.finished, loading.total) {
        (true, _) => String::new(),
        (false, None) => " looking for files… ".to_owned(),
        (false, Some(total)) => {
            format!(" loading {} / {} ", text::thousands(loading.done), text::thousands(total))
        }
    }
}

/// The keys that matter in the focused pane, as many as fit.
fn hints<'a>(app: &App, theme: &Theme, room: usize) -> Vec<Span<'a>> {
    let actions: &[Action] = match app.focus {
        // A question says itself how it is answered.
        _ if matches!(app.overlays.last(), Some(Overlay::Confirm(_))) => &[],
        _ if !app.overlays.is_empty() => &[Action::Down, Action::Up, Action::Back],
        _ if app.store.is_empty() => &[Action::Help, Action::Reload, Action::Quit],
        Focus::List => {
            &[Action::Help, Action::Forward, Action::Open, Action::Down, Action::Up, Action::Quit]
        }
        Focus::Article => &[
            Action::Help,
            Action::Back,
            Action::Open,
            Action::Down,
            Action::Up,
            Action::NextArticle,
        ],
        Focus::Related => {
            &[Action::Help, Action::Follow, Action::Back, Action::Open, Action::Down, Action::Up]
        }
    };
    let mut spans = Vec::new();
    let mut used = 0;
    for entry in actions.iter().filter_map(|action| row(*action)) {
        let (Some(key), Some(word)) = (entry.keys.first(), entry.hint) else {
            continue;
        };
        let hint = format!(" {word}  ");
        used += text::width(key) + text::width(&hint) + usize::from(spans.is_empty());
        if used > room {
            break;
        }
        if spans.is_empty() {
            spans.push(Span::raw(" "));
        }
        spans.push(Span::styled(*key, theme.bold()));
        spans.push(Span::styled(hint, theme.dim()));
    }
    spans
}
