//! Articles as a table that fits a terminal: age, provider, headline.

use std::borrow::Cow;
use std::io;

use jiff::Timestamp;

use crate::article::Article;
use crate::text;

use super::output::{DIM, Output};

/// Between columns.
const GAP: usize = 2;
/// A longer provider is cut, so that headlines keep most of the line.
const WIDEST_PROVIDER: usize = 24;
/// Below this many columns there is room for ages and headlines only.
const NARROW: usize = 50;

pub(super) fn print(
    listed: &[&Article],
    columns: usize,
    now: Timestamp,
    output: &mut Output<'_>,
) -> io::Result<()> {
    let ages: Vec<String> = listed.iter().map(|article| age(article, now)).collect();
    let age_width = ages.iter().map(|age| text::width(age)).max().unwrap_or(0);
    let widest = listed.iter().map(|article| text::width(&article.provider.name)).max();
    let provider_width = match widest {
        Some(widest) if columns >= NARROW => widest.min(WIDEST_PROVIDER).min(columns / 4),
        _ => 0,
    };
    for (article, age) in listed.iter().zip(&ages) {
        let provider = text::fit(&article.provider.name, provider_width);
        let mut meta = format!("{}{age}", spaces(age_width, age));
        if provider_width > 0 {
            meta.push_str(&" ".repeat(GAP));
            meta.push_str(&provider);
            meta.push_str(&spaces(provider_width, &provider));
        }
        let left = columns.saturating_sub(text::width(&meta) + GAP);
        let title = text::fit(&article.title, left);
        writeln!(output.out, "{}  {title}", output.paint(DIM, &meta))?;
    }
    Ok(())
}

fn age(article: &Article, now: Timestamp) -> String {
    article.date.map_or_else(|| "-".to_owned(), |date| date.age(now))
}

/// What `text` lacks of `columns`.
pub(super) fn spaces(columns: usize, text: &str) -> Cow<'static, str> {
    " ".repeat(columns.saturating_sub(text::width(text))).into()
}
