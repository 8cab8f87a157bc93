//! Draws the sidebar: views, topics and feeds with their unread counts, and the state of the
//! selected feed.

use jiff::Timestamp;
use jiff::tz::Offset;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::Action;
use crate::app::App;
use crate::app::Focus;
use crate::app::SidebarRow;
use crate::library::FeedStatus;
use crate::text;

use super::Theme;
use super::ground;
use super::pane::{self, Frame};

pub(super) fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let area = app.layout.sidebar;
    if area.is_empty() {
        return;
    }
    let focused = app.focus == Focus::Sidebar;
    let (rows, cursor) = (app.sidebar.rows(), app.sidebar.cursor);
    let note = match app.sidebar.feeds().len() {
        0 => String::new(),
        count => text::counted(count, "feed"),
    };
    let frame = Frame { title: "Views and feeds", news: "", note: &note, focused };
    let inside = pane::frame(&frame, area, theme, buffer);
    let height = app.layout.sidebar_rows();
    for (line, (at, row)) in rows.iter().enumerate().skip(cursor.top).take(height).enumerate() {
        if let Some(area) = app.layout.sidebar_row(line) {
            let place = Place { selected: at == cursor.at, focused, area };
            draw_row(app, *row, &place, theme, buffer);
        }
    }
    if app.sidebar.feeds().is_empty() {
        let taken = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(inside.height);
        let below = Rect { y: inside.y + taken, height: inside.height - taken, ..inside };
        pane::notice(&empty(app), below, theme, buffer);
    }
    pane::scrollbar(area, cursor.top, rows.len(), theme.border(focused), buffer);
}

fn empty(app: &App) -> Vec<String> {
    let add = app.key_of(Action::Subscribe);
    if app.sidebar.has_others {
        let here = "`newswire` without a folder shows your feeds.";
        return vec![here.to_owned(), format!("{add} adds a site.")];
    }
    vec!["No feeds yet.".to_owned(), format!("{add} adds a site.")]
}

struct Place {
    selected: bool,
    focused: bool,
    area: Rect,
}

/// The content of a row.
struct RowContent<'a> {
    indent: usize,
    sign: &'static str,
    name: &'a str,
    unread: usize,
    has_error: bool,
    is_paused: bool,
    /// Whether the list shows it.
    is_shown: bool,
}

fn content(app: &App, row: SidebarRow) -> Option<RowContent<'_>> {
    let plain = |name| RowContent {
        indent: 0,
        sign: "",
        name,
        unread: 0,
        has_error: false,
        is_paused: false,
        is_shown: app.sidebar.is_narrowed_to(row),
    };
    Some(match row {
        SidebarRow::Gap => return None,
        SidebarRow::View(at) => {
            let view = app.list.views().get(at)?;
            let unread = if view.is_counted() { app.list.unread(at) } else { 0 };
            RowContent { unread, is_shown: app.list.view_at() == at, ..plain(view.name()) }
        }
        SidebarRow::Topic(at) => {
            let topic = app.sidebar.topics().get(at)?;
            let sign = if topic.folded { "▸ " } else { "▾ " };
            let has_error = topic.folded && topic.has_error;
            RowContent { sign, unread: topic.unread, has_error, ..plain(&topic.name) }
        }
        SidebarRow::Feed { feed, below } => {
            let status = app.sidebar.feeds().get(feed)?;
            RowContent {
                indent: if below { 2 } else { 0 },
                unread: app.sidebar.unread(feed),
                has_error: status.error.is_some(),
                is_paused: status.paused,
                ..plain(&status.title)
            }
        }
    })
}

fn draw_row(app: &App, row: SidebarRow, place: &Place, theme: &Theme, buffer: &mut Buffer) {
    let Some(content) = content(app, row) else { return };
    let padding = u16::from(place.area.width >= 10);
    let area = Rect { width: place.area.width - padding, ..place.area };
    let bar = match (place.selected, place.focused) {
        (true, true) => Span::styled("▌", theme.selection()),
        (true, false) => Span::styled("▌", theme.dim()),
        (false, _) => Span::raw(" "),
    };
    let mut counts = Vec::new();
    if content.has_error {
        counts.push(Span::styled("⚠", theme.warning()));
    }
    if content.is_paused {
        counts.push(Span::styled(" paused", theme.dim()));
    }
    if content.unread > 0 {
        counts.push(Span::styled(format!(" {}", text::thousands(content.unread)), theme.dim()));
    }
    let taken = pane::write_right(counts, area, 0, buffer);
    let margin = 1 + content.indent + text::width(content.sign);
    let gap = usize::from(taken > 0);
    let room = usize::from(area.width - taken).saturating_sub(margin + gap);
    let style = match (content.is_shown, content.is_paused, content.unread > 0) {
        (true, _, _) => theme.bold().patch(theme.accent()),
        (_, true, _) => theme.dim(),
        (_, _, true) => theme.bold(),
        _ if place.selected => Style::new(),
        _ => theme.dim(),
    };
    let spans = vec![
        bar,
        Span::raw(" ".repeat(content.indent)),
        Span::styled(content.sign, theme.dim()),
        Span::styled(text::fit(content.name, room).into_owned(), style),
    ];
    pane::write(spans, Rect { width: area.width - taken, ..area }, 0, buffer);
    if place.selected {
        ground::select(place.area, place.focused, theme, buffer);
    }
}

/// Whether the bottom line describes the selected feed.
pub(super) fn has_description(app: &App) -> bool {
    app.focus == Focus::Sidebar && app.sidebar.selected_feed().is_some()
}

/// The error of the selected feed, when it was fetched, and when it is due.
pub(super) fn description<'a>(app: &App, theme: &Theme, room: usize) -> Vec<Span<'a>> {
    let Some(feed) = app.sidebar.selected_feed() else { return Vec::new() };
    let sign = if feed.error.is_some() { " ⚠ " } else { " " };
    let room = room.saturating_sub(text::width(sign) + 1);
    let said = described(feed, app.now, room);
    let said = text::fit(&said, room).into_owned();
    vec![Span::styled(sign, theme.warning()), Span::raw(said)]
}

/// Describes a feed in `room` columns: what matters least is left out first.
fn described(feed: &FeedStatus, now: Timestamp, room: usize) -> String {
    let fetched = match feed.fetched {
        None => "never fetched".to_owned(),
        Some(at) => format!("fetched {}", ago(now, at)),
    };
    let next = match feed.next {
        _ if feed.paused => "paused".to_owned(),
        None => "no longer fetched".to_owned(),
        Some(at) if at <= now => "due now".to_owned(),
        Some(at) => format!("next in {}", text::age(at, now, Offset::UTC)),
    };
    let first = feed.error.as_ref().unwrap_or(&feed.address);
    let shorter = if feed.error.is_some() {
        [format!("{first} · {next}"), first.clone()]
    } else {
        [format!("{fetched} · {next}"), next.clone()]
    };
    let all = [format!("{first} · {fetched} · {next}")].into_iter().chain(shorter.clone());
    let mut fitting = all.filter(|said| text::width(said) <= room);
    let [_, shortest] = shorter;
    fitting.next().unwrap_or(shortest)
}

fn ago(now: Timestamp, then: Timestamp) -> String {
    let age = text::age(now, then, Offset::UTC);
    match age.as_str() {
        "now" => "just now".to_owned(),
        age if age.ends_with(['m', 'h', 'd', 'w']) => format!("{age} ago"),
        day => format!("on {day}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_says_when_it_was_fetched_when_it_will_be_and_what_is_wrong() {
        let now: Timestamp = "2026-06-20T12:00:00Z".parse().expect("a timestamp");
        let at = |hours: i64| Timestamp::from_second(now.as_second() + hours * 3600).ok();
        let feed = FeedStatus {
            address: "https://a.example/feed".to_owned(),
            title: "A".to_owned(),
            tags: Vec::new(),
            folder: None,
            fetched: at(-3),
            next: at(2),
            error: None,
            paused: false,
            line: 1,
        };
        let said = |feed: &FeedStatus| described(feed, now, 80);
        assert_eq!(said(&feed), "https://a.example/feed · fetched 3h ago · next in 2h");
        let failed = FeedStatus {
            error: Some("the server answers 404".to_owned()),
            fetched: None,
            next: at(-1),
            ..feed.clone()
        };
        assert_eq!(said(&failed), "the server answers 404 · never fetched · due now");
        assert_eq!(described(&failed, now, 40), "the server answers 404 · due now");
        assert_eq!(described(&failed, now, 30), "the server answers 404");
        assert_eq!(described(&feed, now, 40), "fetched 3h ago · next in 2h");
        let paused = FeedStatus { paused: true, fetched: at(-2000), ..feed };
        assert_eq!(said(&paused), "https://a.example/feed · fetched on 29 Mar · paused");
    }
}
