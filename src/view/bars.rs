//! The lines at the top and at the bottom: where one is, what there is, what to
//! press.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::app::Action;
use crate::app::App;
use crate::app::Focus;
use crate::app::Overlay;
use crate::app::Status;
use crate::app::row;
use crate::text;

use super::Theme;
use super::pane;

pub(super) fn header(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = app.layout.header;
    if area.is_empty() {
        return;
    }
    let mut right = vec![Span::styled(text::counted(app.store.len(), "article"), theme.dim())];
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
    let label = text::fit(&app.label, usize::from(left.width).saturating_sub(10)).into_owned();
    let spans = vec![
        Span::styled(" Latest", theme.bold().patch(theme.accent())),
        Span::styled(format!("  {label}"), theme.dim()),
    ];
    pane::write(spans, left, 0, buffer);
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
