//! The facts of a row: signs, provider, age, weight, number of sources. The last two stand in
//! columns that all visible rows share, so that ages end in one column, too.

use ratatui::text::Span;

use crate::app::App;
use crate::article::Article;
use crate::store::Id;
use crate::text;

use super::super::Theme;

/// A narrower row names months instead of days of other years, and numbers without their words.
const WIDE: usize = 72;
/// A shorter part of a provider's name is not recognizable.
const SHORTEST_NAME: usize = 8;
/// The least part of it that is shown where the headline needs the room.
const LEAST_NAME: usize = 6;
const DOT: &str = " · ";

/// The facts of a row.
pub(super) struct Facts<'a> {
    /// Words before the signs, which a narrow row omits.
    words: Vec<&'static str>,
    signs: Vec<Sign>,
    provider: &'a str,
    age: String,
    weight: Option<Weight>,
    sources: String,
}

/// What is true of few rows.
#[derive(Clone, Copy)]
enum Sign {
    Starred,
    Problem,
    Video,
}

impl Sign {
    fn styled<'a>(self, theme: &Theme) -> Span<'a> {
        match self {
            Self::Starred => Span::styled("★", theme.accent()),
            Self::Problem => Span::styled("⚠", theme.warning()),
            Self::Video => Span::styled("▶", theme.dim()),
        }
    }
}

/// Columns of a sign and the gap after it.
const SIGN: usize = 2;

/// How much a report or its story matters.
enum Weight {
    Heat(String),
    Quality(String),
}

impl Weight {
    fn of(article: &Article) -> Option<Self> {
        match (article.heat, article.quality) {
            (Some(heat @ 0..), _) => Some(Self::Heat(format!("▲{heat}"))),
            (_, Some(quality)) => Some(Self::Quality(format!("q{quality}"))),
            _ => None,
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Heat(text) | Self::Quality(text) => text,
        }
    }
}

/// The widths of the columns; 0 if no visible row has anything in it.
#[derive(Clone, Copy, Default)]
pub(super) struct Columns {
    weight: usize,
    sources: usize,
}

impl Columns {
    /// The columns that these facts need.
    pub(super) fn of<'a, 'b: 'a>(rows: impl Iterator<Item = &'a Facts<'b>>) -> Self {
        rows.fold(Self::default(), |columns, row| Self {
            weight: columns.weight.max(row.weight.as_ref().map_or(0, |it| text::width(it.text()))),
            sources: columns.sources.max(text::width(&row.sources)),
        })
    }

    fn width(&self) -> usize {
        let columns = [self.weight, self.sources].into_iter().filter(|it| *it > 0);
        columns.map(|width| width + DOT_WIDTH).sum()
    }
}

const DOT_WIDTH: usize = 3;

impl<'a> Facts<'a> {
    /// The facts of an article on a row with `width` columns for text.
    pub(super) fn new(app: &App, id: Id, article: &'a Article, width: usize) -> Self {
        let is_wide = width >= WIDE;
        let age = article.date.map_or_else(|| NO_DATE.to_owned(), |date| date.age(app.now));
        let is_long = text::width(&age) > text::width(NO_DATE);
        let age = if is_wide || !is_long { age } else { coarser(&age).to_owned() };
        let folded = app.list.has_stories() && !app.is_member(id);
        let count = app.store.provider_count(id);
        let sources = match (folded && count > 1, is_wide) {
            (false, _) => String::new(),
            (true, true) => text::counted(count, "source"),
            (true, false) => text::thousands(count),
        };
        let words = [(app.has_new(id), "new"), (article.removed, "removed")];
        let words = words.into_iter().filter_map(|(is_so, word)| is_so.then_some(word));
        let signs = [
            (app.has_star(id), Sign::Starred),
            (app.diagnostics.has_error(&article.origin), Sign::Problem),
            (article.is_video(), Sign::Video),
        ];
        Self {
            words: words.chain(app.found_in(id)).collect(),
            signs: signs.into_iter().filter_map(|(is_so, sign)| is_so.then_some(sign)).collect(),
            provider: &article.provider.name,
            age,
            weight: Weight::of(article),
            sources,
        }
    }

    /// The least columns for provider and signs, beside a headline that is whole with no more.
    pub(super) fn least(&self) -> usize {
        self.signs.len() * SIGN + self.name_of(LEAST_NAME)
    }

    /// The columns for signs, provider, the least of the date, and the weight, beside a headline
    /// that is cut anyway.
    pub(super) fn enough(&self) -> usize {
        self.least() + DOT_WIDTH + text::width(coarsest(&self.age)) + self.own_weight().width()
    }

    /// The columns of all facts.
    pub(super) fn whole(&self, columns: &Columns) -> usize {
        let name = text::width(self.provider);
        self.words_width()
            + self.signs.len() * SIGN
            + name
            + DOT_WIDTH
            + text::width(&self.age)
            + columns.width()
    }

    fn words_width(&self) -> usize {
        self.words.iter().map(|word| text::width(word) + DOT_WIDTH).sum()
    }

    /// The weight in a column of its own width.
    fn own_weight(&self) -> Columns {
        Columns { sources: 0, ..Columns::of(std::iter::once(self)) }
    }

    fn name_of(&self, columns: usize) -> usize {
        text::width(text::clip(self.provider, columns + 1)).min(columns)
    }

    /// Formats the facts in `room` columns. The precision of the age gives way first, then the end
    /// of the provider's name, the shared columns, the sources, words, the weight, and the age.
    pub(super) fn fitted<'b>(
        &self,
        room: usize,
        columns: &Columns,
        theme: &Theme,
    ) -> Vec<Span<'b>> {
        let (words, signs) = (self.words_width(), self.signs.len() * SIGN);
        let (coarse, weight) = (coarsest(&self.age), self.own_weight());
        let forms = [
            (words, *columns, &*self.age, SHORTEST_NAME),
            (words, *columns, coarse, LEAST_NAME),
            (words, Columns::of(std::iter::once(self)), coarse, LEAST_NAME),
            (words, weight, coarse, LEAST_NAME),
            (0, weight, coarse, LEAST_NAME),
            (0, Columns::default(), coarse, LEAST_NAME),
        ];
        for (words, columns, age, least) in forms {
            let taken = words + signs + DOT_WIDTH + text::width(age) + columns.width();
            if room < taken + self.name_of(least) {
                continue;
            }
            let mut spans = if words > 0 { self.in_words(theme) } else { Vec::new() };
            spans.extend(self.named(room - taken, age, theme));
            spans.extend(self.in_columns(&columns, theme));
            return spans;
        }
        if room < signs { Vec::new() } else { self.named(room - signs, "", theme) }
    }

    fn in_words<'b>(&self, theme: &Theme) -> Vec<Span<'b>> {
        let word = |word: &&'static str| {
            [Span::styled(*word, theme.accent()), Span::styled(DOT, theme.dim())]
        };
        self.words.iter().flat_map(word).collect()
    }

    /// The signs, as much of the provider's name as fits in `columns`, and the age.
    fn named<'b>(&self, columns: usize, age: &str, theme: &Theme) -> Vec<Span<'b>> {
        let signs = self.signs.iter();
        let mut spans: Vec<Span<'_>> =
            signs.flat_map(|sign| [sign.styled(theme), Span::raw(" ")]).collect();
        spans.push(Span::styled(text::fit(self.provider, columns).into_owned(), theme.dim()));
        if !age.is_empty() {
            spans.push(Span::styled(format!("{DOT}{age}"), theme.dim()));
        }
        spans
    }

    /// Weight and sources, each right-aligned in its column.
    fn in_columns<'b>(&self, columns: &Columns, theme: &Theme) -> Vec<Span<'b>> {
        let (weight, style) = match &self.weight {
            Some(Weight::Heat(text)) => (text.as_str(), theme.heat()),
            Some(Weight::Quality(text)) => (text.as_str(), theme.dim()),
            None => ("", theme.dim()),
        };
        let parts = [
            (weight, columns.weight, style),
            (self.sources.as_str(), columns.sources, theme.dim()),
        ];
        let mut spans = Vec::new();
        for (text, width, style) in parts.into_iter().filter(|(_, width, _)| *width > 0) {
            let gap = if text.is_empty() { "   " } else { DOT };
            let padding = width.saturating_sub(text::width(text));
            spans.push(Span::styled(gap, theme.dim()));
            spans.push(Span::styled(format!("{}{text}", " ".repeat(padding)), style));
        }
        spans
    }
}

const NO_DATE: &str = "no date";

/// Drops the first word of a date, if it has more than one: `14 Jun 2023`, `Jun 2023`, `2023`.
fn coarser(age: &str) -> &str {
    if age == NO_DATE { age } else { age.split_once(' ').map_or(age, |(_, rest)| rest) }
}

/// The last word of a date: its year or, in this year, its month.
fn coarsest(age: &str) -> &str {
    coarser(coarser(age))
}
