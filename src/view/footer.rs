//! The bottom line: the latest message, and the keys to press.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::{Clear, Widget};

use crate::app::Action;
use crate::app::App;
use crate::app::Entry;
use crate::app::Focus;
use crate::app::Overlay;
use crate::app::Status;
use crate::app::row;
use crate::text;

use super::Theme;
use super::pane;
use super::sidebar;

pub(super) fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = app.layout.footer;
    if area.is_empty() {
        return;
    }
    let taken = pane::write_right(vec![Span::styled(progress(app), theme.dim())], area, 0, buffer);
    let left = Rect { width: area.width - taken, ..area };
    match &app.status {
        Status::Quiet if !app.picks.is_empty() && app.overlays.is_empty() => {
            pane::write(vec![Span::raw(picked(app))], left, 0, buffer);
        }
        Status::Quiet if app.overlays.is_empty() && sidebar::has_description(app) => {
            let mut spans = sidebar::description(app, theme, usize::from(left.width));
            let used: usize = spans.iter().map(|span| text::width(&span.content)).sum();
            let room = usize::from(left.width).saturating_sub(used + 2);
            spans.push(Span::raw("  "));
            spans.extend(hints(app, theme, room));
            pane::write(spans, left, 0, buffer);
        }
        Status::Quiet => pane::write(hints(app, theme, usize::from(left.width)), left, 0, buffer),
        Status::Info(words) => message(None, words, left, theme, buffer),
        Status::Warning(words) => message(Some("⚠ "), words, left, theme, buffer),
    }
}

/// A taller message would hide what it refers to.
const MESSAGE_LINES: u16 = 6;

/// Writes a message on the bottom line. A long one also covers some lines above, since the reason
/// comes at its end.
pub(super) fn message(
    sign: Option<&str>,
    words: &str,
    line: Rect,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let indent = 1 + sign.map_or(0, text::width);
    let room = usize::from(line.width).saturating_sub(indent + 1).max(1);
    let ranges = text::wrap(words, room);
    let height = u16::try_from(ranges.len()).unwrap_or(u16::MAX).min(MESSAGE_LINES);
    let top = line.y.saturating_sub(height.saturating_sub(1));
    let area = Rect { y: top, height: line.bottom() - top, ..line };
    Clear.render(area, buffer);
    for (row, range) in ranges.into_iter().take(usize::from(area.height)).enumerate() {
        let first = row == 0;
        let last = row + 1 == usize::from(area.height);
        // The last line takes the rest of the text and cuts it.
        let part = if last { words.get(range.start..) } else { words.get(range) };
        let mut spans = vec![Span::raw(" ".repeat(if first { 1 } else { indent }))];
        spans.extend(
            sign.filter(|_| first).map(|sign| Span::styled(sign.to_owned(), theme.warning())),
        );
        spans.push(Span::raw(text::fit(part.unwrap_or_default(), room).into_owned()));
        pane::write(spans, area, row, buffer);
    }
}

/// Describes the picked rows while there are any.
fn picked(app: &App) -> String {
    let range = if app.picked_range().is_some() { ", up to here" } else { "" };
    let [read, star, open, copy] =
        [Action::ToggleRead, Action::ToggleStar, Action::Open, Action::CopyLink]
            .map(|action| app.key_of(action));
    let keys = format!("{read} read  {star} star  {open} open  {copy} copy  Esc unpicks");
    format!(" {} picked{range}: {keys}", app.count_picked())
}

/// The typed count and keys, or else the progress of the load.
fn progress(app: &App) -> String {
    let begun = app.begun();
    if app.count.is_some() || !begun.is_empty() {
        return format!(" {}{begun} ", app.count.map_or(String::new(), |count| count.to_string()));
    }
    let loading = &app.loading;
    match (loading.finished, loading.total) {
        (true, _) => running(app),
        (false, None) => " looking for files… ".to_owned(),
        (false, Some(total)) => {
            format!(" loading {} / {} ", text::thousands(loading.done), text::thousands(total))
        }
    }
}

/// The progress of a sync and of a download.
fn running(app: &App) -> String {
    let sync = app.syncing.progress().map(|(done, total)| {
        format!("sync {} of {}", text::thousands(done), text::thousands(total))
    });
    let parts: Vec<String> = [sync, app.downloads.said()].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!(" {} ", parts.join(" · ")) }
}

/// Names what folding does to the selected story; `None` if only one report of it is loaded.
fn fold_hint(app: &App) -> Option<&'static str> {
    if app.focus == Focus::Sidebar {
        return Some("fold").filter(|_| !app.sidebar.topics().is_empty());
    }
    let id = app.list.selected()?;
    if !app.list.has_stories() || app.store.story(id).len() < 2 {
        return None;
    }
    Some(if app.list.is_open(id, &app.store) { "fold" } else { "unfold" })
}

/// What an action does in the sidebar, where that differs.
fn in_sidebar(action: Action) -> Option<&'static str> {
    match action {
        Action::Forward => Some("show"),
        Action::Reload => Some("fetch"),
        Action::Sidebar => Some("hide"),
        _ => None,
    }
}

/// Hints of the list, the most important first.
const LIST: &[Action] = &[
    Action::Help,
    Action::Forward,
    Action::Open,
    Action::Enclosures,
    Action::FoldStory,
    Action::Search,
    Action::Filter,
    Action::NextView,
    Action::Sort,
    Action::ToggleStar,
    Action::ToggleRead,
    Action::Undo,
    Action::CopyLink,
    Action::Hints,
    Action::Pick,
    Action::Sidebar,
    Action::Subscribe,
    Action::Palette,
    Action::Quit,
];
const ARTICLE: &[Action] = &[
    Action::Help,
    Action::Back,
    Action::Open,
    Action::Enclosures,
    Action::ReadOn,
    Action::MoveRight,
    Action::NextSource,
    Action::NextArticle,
    Action::Forward,
    Action::ToggleStar,
    Action::ToggleRead,
    Action::Hints,
    Action::CopyLink,
    Action::Zen,
    Action::Palette,
    Action::Quit,
];
const RELATED: &[Action] = &[
    Action::Help,
    Action::Follow,
    Action::Back,
    Action::Open,
    Action::OpenAll,
    Action::Hints,
    Action::CopyLink,
    Action::Palette,
    Action::Quit,
];
const SIDEBAR: &[Action] = &[
    Action::Help,
    Action::Forward,
    Action::FoldStory,
    Action::AllRead,
    Action::Reload,
    Action::Sidebar,
    Action::Subscribe,
    Action::Palette,
    Action::Quit,
];
const EMPTY: &[Action] = &[Action::Help, Action::Subscribe, Action::Reload, Action::Quit];

/// The actions whose keys are shown, the most important first. The last one is always shown.
fn actions(app: &App) -> &'static [Action] {
    match (app.overlays.last().map(Overlay::hints), app.focus) {
        (Some(hints), _) => hints,
        (None, Focus::List) if app.store.is_empty() => EMPTY,
        (None, Focus::List) => LIST,
        (None, Focus::Article) => ARTICLE,
        (None, Focus::Related) => RELATED,
        (None, Focus::Sidebar) => SIDEBAR,
    }
}

/// The word of an action where the focus is; `None` if it does nothing there.
fn word(app: &App, entry: &Entry) -> Option<&'static str> {
    let is_alone = app.overlays.is_empty();
    let here = || app.related.selected().is_some_and(|item| item.article.is_some());
    match entry.action {
        Action::FoldStory => fold_hint(app),
        Action::Enclosures if !app.has_enclosures() => None,
        Action::MoveRight if !app.is_cut() => None,
        Action::NextSource if fold_hint(app).is_none() => None,
        Action::Forward if app.focus == Focus::Article => {
            Some("related").filter(|_| !app.related.items.is_empty())
        }
        // The list has no target to go to: the key opens the article.
        Action::Follow if !here() => Some("open"),
        Action::Quit if is_alone && app.focus != Focus::List => Some("list"),
        action if app.focus == Focus::Sidebar && is_alone => in_sidebar(action).or(entry.hint),
        _ => entry.hint,
    }
}

/// The most important keys of the focused pane, as many as fit, and always the last of them.
fn hints<'a>(app: &App, theme: &Theme, room: usize) -> Vec<Span<'a>> {
    let hint = |action: &Action| {
        let entry = row(*action)?;
        let key = app.keymap.first(entry.action, app.focused())?;
        Some((key, format!(" {}  ", word(app, entry)?)))
    };
    let width = |(key, word): &(String, String)| text::width(key) + text::width(word);
    let Some((last, others)) = actions(app).split_last() else { return Vec::new() };
    let mut left = room.saturating_sub(1);
    let last = hint(last).filter(|last| width(last) <= left);
    left -= last.as_ref().map_or(0, width);
    let fitting = others.iter().filter_map(hint).take_while(|hint| {
        let fits = width(hint) <= left;
        left = left.saturating_sub(width(hint));
        fits
    });
    let shown: Vec<(String, String)> = fitting.collect();
    let mut spans = vec![Span::raw(" ")];
    for (key, word) in shown.into_iter().chain(last) {
        spans.extend([Span::styled(key, theme.bold()), Span::styled(word, theme.dim())]);
    }
    spans
}
