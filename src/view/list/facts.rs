//! The facts below a headline: provider, age, importance.

use ratatui::text::Span;

use crate::query::Sort;
use crate::text;

use super::{Row, Theme};

pub(super) fn age(row: &Row<'_>) -> String {
    row.article.date.map_or_else(|| "-".to_owned(), |date| date.age(row.app.now))
}

/// `provider · 3h · ▲24 · +2 sources · ▶`; in the top order its reasons come first: `▲24 · 2
/// sources · 3h · provider`. Where a search found it and `new` come last. When too long, the word
/// `sources` is dropped first, then `new`, then where it was found, then the provider.
pub(super) fn facts<'a>(row: &Row<'_>, width: u16, theme: &Theme) -> Vec<Span<'a>> {
    let by_weight = row.app.list.order().sort == Sort::Top;
    let name = &row.article.provider.name;
    let left = |parts: &[Span<'_>]| {
        let taken: usize = parts.iter().map(|part| text::width(&part.content) + 3).sum();
        usize::from(width).saturating_sub(taken)
    };
    let shortest = SHORTEST_NAME.min(text::width(name));
    let is_new = row.app.has_new(row.id);
    let found_in = row.app.found_in(row.id);
    let (mut parts, mut provider_at) = reasons(row, by_weight, true, theme);
    // In the top order its reasons matter most, otherwise the name does.
    let least = if by_weight { 1 } else { shortest };
    let least_found = least + found_in.map_or(0, |place| text::width(place) + 3);
    let least_with_new = least_found + if is_new { text::width(NEW) + 3 } else { 0 };
    if left(&parts) < least_with_new {
        (parts, provider_at) = reasons(row, by_weight, false, theme);
    }
    if let Some(place) = found_in.filter(|_| left(&parts) >= least_found) {
        parts.push(Span::styled(place, theme.found()));
    }
    let least_with_new = least_with_new + least - least_found;
    if is_new && left(&parts) >= least_with_new {
        parts.push(Span::styled(NEW, theme.accent()));
    }
    let room = left(&parts);
    if room >= if by_weight { shortest } else { 3 } {
        let provider = text::fit(name, room).into_owned();
        parts.insert(provider_at, Span::styled(provider, theme.dim()));
    }
    joined(parts, theme)
}

fn joined<'a>(parts: Vec<Span<'a>>, theme: &Theme) -> Vec<Span<'a>> {
    let mut spans = Vec::with_capacity(2 * parts.len());
    for part in parts {
        if !spans.is_empty() {
            spans.push(Span::styled(" · ", theme.dim()));
        }
        spans.push(part);
    }
    spans
}

/// Marks an article that arrived since the last visit.
const NEW: &str = "new";
/// A shorter part of a name is not recognizable.
const SHORTEST_NAME: usize = 6;

/// All facts but the provider, and the index where it belongs.
fn reasons<'a>(
    row: &Row<'_>,
    by_weight: bool,
    in_words: bool,
    theme: &Theme,
) -> (Vec<Span<'a>>, usize) {
    let article = row.article;
    let weight = match (article.heat, article.quality) {
        (Some(heat @ 0..), _) => Some(Span::styled(format!("▲{heat}"), theme.heat())),
        (_, Some(quality)) => Some(Span::styled(format!("q{quality}"), theme.dim())),
        _ => None,
    };
    let age = Span::styled(age(row), theme.dim());
    let sources = row.sources().map(|count| {
        let told = match (by_weight, in_words) {
            (true, true) => format!("{count} sources"),
            (false, true) => format!("+{count} sources"),
            (_, false) => format!("+{count}"),
        };
        Span::styled(told, theme.dim())
    });
    let mut parts: Vec<Span<'a>> = if by_weight {
        weight.into_iter().chain(sources).chain([age]).collect()
    } else {
        [age].into_iter().chain(weight).chain(sources).collect()
    };
    let provider_at = if by_weight { parts.len() } else { 0 };
    if row.app.has_star(row.id) {
        parts.push(Span::styled("★", theme.accent()));
    }
    if row.app.diagnostics.has_error(&article.origin) {
        parts.push(Span::styled("⚠", theme.warning()));
    }
    if article.is_video() {
        parts.push(Span::styled("▶", theme.dim()));
    }
    if article.removed {
        parts.push(Span::styled("removed", theme.dim()));
    }
    (parts, provider_at)
}
