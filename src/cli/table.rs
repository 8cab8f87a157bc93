//! Formats articles as a table that fits the terminal: age, provider, headline.

use std::borrow::Cow;
use std::io;

use jiff::Timestamp;

use crate::article::Article;
use crate::store::Id;
use crate::store::Store;
use crate::text;

use super::output::{DIM, Output};

/// Spaces between columns.
const GAP: usize = 2;
/// Longer providers are cut, so that headlines keep most of the line.
const WIDEST_PROVIDER: usize = 24;
/// Narrower terminals show ages and headlines only.
const NARROW: usize = 50;

/// The articles to list.
pub(super) struct Listing<'a> {
    pub(super) store: &'a Store,
    pub(super) ids: &'a [Id],
    pub(super) now: Timestamp,
}

pub(super) fn print(
    listing: &Listing<'_>,
    stories: bool,
    columns: usize,
    output: &mut Output<'_>,
) -> io::Result<()> {
    let rows: Vec<(&Article, String)> = listing
        .ids
        .iter()
        .filter_map(|id| {
            let article = listing.store.get(*id)?;
            let sources = listing.store.provider_count(*id);
            let told = match sources {
                2.. if stories => format!("  {}", text::counted(sources, "source")),
                _ => String::new(),
            };
            Some((article, told))
        })
        .collect();
    let ages: Vec<String> = rows.iter().map(|(article, _)| age(article, listing.now)).collect();
    let age_width = ages.iter().map(|age| text::width(age)).max().unwrap_or(0);
    let widest = rows.iter().map(|(article, _)| text::width(&article.provider.name)).max();
    let provider_width = match widest {
        Some(widest) if columns >= NARROW => widest.min(WIDEST_PROVIDER).min(columns / 4),
        _ => 0,
    };
    for ((article, told), age) in rows.iter().zip(&ages) {
        let provider = text::fit(&article.provider.name, provider_width);
        let mut meta = format!("{}{age}", spaces(age_width, age));
        if provider_width > 0 {
            meta.push_str(&" ".repeat(GAP));
            meta.push_str(&provider);
            meta.push_str(&spaces(provider_width, &provider));
        }
        let left = columns.saturating_sub(text::width(&meta) + GAP + told.len());
        let title = text::fit(&article.title, left);
        writeln!(output.out, "{}  {title}{}", output.paint(DIM, &meta), output.paint(DIM, told))?;
    }
    Ok(())
}

fn age(article: &Article, now: Timestamp) -> String {
    article.date.map_or_else(|| "no date".to_owned(), |date| date.age(now))
}

/// Returns the spaces that pad `text` to `columns`.
pub(super) fn spaces(columns: usize, text: &str) -> Cow<'static, str> {
    " ".repeat(columns.saturating_sub(text::width(text))).into()
}
