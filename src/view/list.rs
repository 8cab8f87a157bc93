//! The list pane: one row of one to three lines per article. Only visible rows are built.

mod facts;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use crate::app::Action;
use crate::app::App;
use crate::app::Focus;
use crate::app::headline_area;
use crate::article::Article;
use crate::load::EXTENSIONS;
use crate::store::Id;
use crate::store::Reading;
use crate::text;

use super::Theme;
use super::links;
use super::pane::{self, Frame};
use facts::{age, facts};

/// Draws the list; returns the number of rows drawn.
pub(super) fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) -> usize {
    let area = app.layout.list;
    if area.is_empty() {
        return 0;
    }
    let focused = app.focus == Focus::List;
    let (at, total) = app.position();
    let note = if total == 0 {
        String::new()
    } else {
        format!("{}/{}", text::thousands(at), text::thousands(total))
    };
    let frame = Frame { title: &app.list_title(), news: &news(app), note: &note, focused };
    let inside = pane::frame(&frame, area, theme, buffer);
    if total == 0 {
        pane::notice(&empty(app), inside, theme, buffer);
        return 0;
    }
    let mut count = 0;
    let rows = app.layout.list_rows();
    let cursor = app.list.cursor;
    let range = app.picked_range();
    let ids = app.list.rows().iter().enumerate().skip(cursor.top).take(rows.max(1));
    for (line, (index, id)) in ids.enumerate() {
        let Some(article) = app.store.get(app.list.face(*id, &app.store)) else {
            continue;
        };
        let Some(row) = app.layout.list_row(line) else {
            continue;
        };
        let selected = index == cursor.at;
        let picked =
            app.picks.contains(*id) || range.as_ref().is_some_and(|it| it.contains(&index));
        let drawn = Row { id: *id, article, selected, picked, focused, app };
        draw_row(&drawn, row, theme, buffer);
        count += 1;
        if app.list.divider() == Some(index + 1) {
            draw_divider(row, theme, buffer);
        }
    }
    let scale = usize::from(inside.height) / rows.max(1);
    pane::scrollbar(area, cursor.top * scale, total * scale, theme.border(focused), buffer);
    count
}

/// Announces articles that arrived above the visible rows, with the key that goes there.
fn news(app: &App) -> String {
    match app.announced() {
        0 => String::new(),
        count => format!("{} new · {}", text::thousands(count), app.key_of(Action::Top)),
    }
}

/// Underlines the row below which the last visit ended: a separate line would shift all others.
fn draw_divider(area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let below = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
    let cells = below.positions().map(|place| buffer[place].symbol() == " ");
    let blank: Vec<bool> = cells.collect();
    for (at, place) in below.positions().enumerate() {
        let is_blank = |at: Option<usize>| at.and_then(|at| blank.get(at)).copied().unwrap_or(true);
        // Text keeps its colour, as do the gaps between its words.
        let free = blank[at] && (is_blank(at.checked_sub(1)) || is_blank(Some(at + 1)));
        let style = if free { theme.accent() } else { Style::new() };
        buffer[place].set_style(style.add_modifier(Modifier::UNDERLINED));
    }
}

struct Row<'a> {
    id: Id,
    article: &'a Article,
    selected: bool,
    picked: bool,
    focused: bool,
    app: &'a App,
}

impl Row<'_> {
    /// A part of the headline, with search matches highlighted.
    fn found<'a>(&self, line: &str, style: Style, theme: &Theme) -> Vec<Span<'a>> {
        let spans = vec![Span::styled(line.to_owned(), style)];
        let Some(searched) = &self.app.searched else { return spans };
        pane::highlighted(spans, &searched.highlights.ranges(line), theme.found())
    }

    /// Marks a line of the headline as part of the article's link.
    fn link(&self, line: &str, (area, at): (Rect, usize), theme: &Theme, buffer: &mut Buffer) {
        if theme.is_linked()
            && let Ok(url) = self.article.link()
        {
            links::mark(url.as_str(), pane::part(line, area, at), buffer);
        }
    }

    /// Whether the row is shown below the lead of its story.
    fn is_member(&self) -> bool {
        self.app.is_member(self.id)
    }

    /// Number of providers that report the story on this row, if more than one.
    fn sources(&self) -> Option<usize> {
        let folded = self.app.list.has_stories() && !self.is_member();
        Some(self.app.store.provider_count(self.id)).filter(|count| folded && *count > 1)
    }
}

/// Draws the bar of the selected row, the dot of an unread one and the tick of a picked one.
fn draw_margin(row: &Row<'_>, reading: Reading, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    if row.selected {
        let style = if row.focused { theme.selection() } else { theme.dim() };
        for line in 0..usize::from(area.height.min(2)) {
            pane::write(vec![Span::styled("▌", style)], area, line, buffer);
        }
    } else if reading == Reading::Unread {
        pane::write(vec![Span::styled("●", theme.dim())], area, 0, buffer);
    }
    if row.picked {
        let beside = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
        pane::write(vec![Span::styled("✓", theme.accent())], beside, 0, buffer);
    }
}

fn draw_row(row: &Row<'_>, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let reading = row.app.store.reading(row.id);
    draw_margin(row, reading, area, theme, buffer);
    let text_area = headline_area(area, row.is_member());
    let headline = match reading {
        Reading::Unread => theme.bold(),
        _ if row.selected => Style::new(),
        Reading::Seen | Reading::Read => theme.dim(),
    };
    if area.height == 1 {
        let room = one_line_facts(row, text_area, theme, buffer);
        let title = Rect { width: room, ..text_area };
        let fitted = text::fit(&row.article.title, usize::from(room));
        row.link(&fitted, (title, 0), theme, buffer);
        return pane::write(row.found(&fitted, headline, theme), title, 0, buffer);
    }
    let lines = headline_lines(&row.article.title, text_area.width, usize::from(area.height - 1));
    let below = lines.len();
    for (at, line) in lines.into_iter().enumerate() {
        pane::write(row.found(&line, headline, theme), text_area, at, buffer);
        row.link(&line, (text_area, at), theme, buffer);
    }
    pane::write(facts(row, text_area.width, theme), text_area, below, buffer);
}

/// Wraps the title to `most` lines, with an ellipsis if it is longer.
fn headline_lines(title: &str, width: u16, most: usize) -> Vec<String> {
    let width = usize::from(width);
    // Only what can be visible is wrapped: titles may be very long.
    let start = text::clip(title, width.saturating_mul(most + 1));
    let ranges = text::wrap(start, width);
    let mut lines = Vec::new();
    for (at, range) in ranges.iter().take(most).enumerate() {
        let rest = title.get(range.start..).unwrap_or_default();
        let line = if at + 1 == most {
            text::fit(rest, width).into_owned()
        } else {
            title.get(range.clone()).unwrap_or_default().to_owned()
        };
        lines.push(line);
    }
    lines
}

/// Writes the facts at the right edge and returns the width left for the title.
fn one_line_facts(row: &Row<'_>, area: Rect, theme: &Theme, buffer: &mut Buffer) -> u16 {
    let spans = match area.width {
        0..24 => return area.width,
        24..48 => {
            let told = row.sources().map(|count| format!("+{count} · ")).unwrap_or_default();
            vec![Span::styled(format!("{told}{}", age(row)), theme.dim())]
        }
        // A third for provider, age and marks leaves the headline enough room.
        width => facts(row, width / 3, theme),
    };
    (area.width - 1).saturating_sub(pane::write_right(spans, area, 0, buffer))
}

/// The message of an empty list, with the keys to press.
fn empty(app: &App) -> Vec<String> {
    let loading = &app.loading;
    let (errors, _) = app.diagnostics.counts();
    let key = |action| app.key_of(action);
    let (quit, help, reload) = (key(Action::Quit), key(Action::Help), key(Action::Reload));
    if !loading.finished {
        let keys = format!("{quit} quits, {help} shows the keys");
        return vec![format!("Reading {}…", app.label), keys];
    }
    if app.searched.is_some() {
        let search = key(Action::Search);
        let keys = format!("Esc shows the whole view again, {search} changes the search.");
        return vec!["Nothing found.".to_owned(), keys];
    }
    if !app.store.is_empty() {
        return empty_view(app);
    }
    if errors > 0 {
        let (problems, errors) = (key(Action::Problems), text::counted(errors, "error"));
        return vec![
            "Nothing could be read.".to_owned(),
            format!("Press {problems} to see {errors} with place and reason."),
            format!("{reload} reads again, {quit} quits."),
        ];
    }
    if !app.sidebar.feeds().is_empty() {
        return no_article_of_feeds(app);
    }
    let [others @ .., last] = EXTENSIONS;
    let add = key(Action::Subscribe);
    vec![
        format!("No articles in {}.", app.label),
        format!("Articles are files ending in .{} or .{last}.", others.join(" .")),
        format!("{add} adds a feed, {reload} reads again, {quit} quits, {help} shows the keys."),
    ]
}

/// The message where feeds have brought nothing.
fn no_article_of_feeds(app: &App) -> Vec<String> {
    let feeds = app.sidebar.feeds();
    let [problems, reload] = [Action::Problems, Action::Reload].map(|action| app.key_of(action));
    let mut failures = feeds.iter().filter_map(|feed| Some((&feed.title, feed.error.as_ref()?)));
    let Some((title, error)) = failures.next() else {
        return vec![
            "No articles yet.".to_owned(),
            format!("Feeds are fetched when they are due; {reload} asks them now."),
        ];
    };
    let more = match failures.count() {
        0 => String::new(),
        more => format!("{} failed, too. ", text::counted(more, "other feed")),
    };
    vec![
        "No articles yet.".to_owned(),
        format!("{title}: {error}."),
        format!("{more}{problems} says more, {reload} asks again."),
    ]
}

/// The message of an empty view.
fn empty_view(app: &App) -> Vec<String> {
    let view = app.list.view().name();
    let key = |action| app.key_of(action);
    let what = match view {
        "Unread" => "Everything is read.".to_owned(),
        "Starred" => {
            format!("Nothing is starred; {} stars an article.", key(Action::ToggleStar))
        }
        "History" => "Nothing has been read yet.".to_owned(),
        _ if app.store.muted() > 0 => {
            let search = key(Action::Search);
            format!("All of {view} is hidden by your rules; {search}is:muted shows it.")
        }
        other => format!("Nothing in {other}."),
    };
    let [previous, next, filter] =
        [Action::PreviousView, Action::NextView, Action::Filter].map(key);
    vec![what, format!("{previous} and {next} turn to other views, {filter} shows them all.")]
}
