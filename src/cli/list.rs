//! `newswire list`: articles on standard output, in one of four forms.

use std::io::{self, Write};

use jiff::Timestamp;

use crate::article::Article;
use crate::article::Date;
use crate::store::Store;
use crate::text;

use super::failure::Failure;
use super::json::{self, Record};
use super::opened::Opened;
use super::output::Output;
use super::read::read;
use super::table;
use super::{FINE, FOUND_FAULT, ListOptions};

pub(super) fn run(
    options: &ListOptions,
    opened: &Opened,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let (articles, problems) = read(opened, output.watched);
    let mut store = Store::default();
    store.insert(articles);
    let listed: Vec<&Article> = store
        .sorted(options.order())
        .into_iter()
        .filter_map(|id| store.get(id))
        .take(options.limit.unwrap_or(usize::MAX))
        .collect();
    print(options, &listed, output)?;
    output.out.flush()?;
    if !problems.is_empty() {
        let count = text::counted(problems.len(), "problem");
        let typed = opened.typed();
        writeln!(output.err, "{count}: run newswire check {typed} to see them")?;
    }
    if store.is_empty() {
        writeln!(output.err, "newswire: nothing to list: no documents in {}", opened.label)?;
        writeln!(output.err, "hint: documents end in .md, .markdown, .mdx, .html, .txt or .yaml")?;
    }
    Ok(if listed.is_empty() { FOUND_FAULT } else { FINE })
}

fn print(options: &ListOptions, listed: &[&Article], output: &mut Output<'_>) -> io::Result<()> {
    if options.json {
        return json::array(listed.iter().copied().map(Record::of), output.out);
    }
    if options.jsonl {
        return json::lines(listed.iter().copied().map(Record::of), output.out);
    }
    match output.columns {
        Some(columns) => table::print(listed, columns, Timestamp::now(), output),
        None => listed.iter().try_for_each(|article| tabbed(article, output.out)),
    }
}

/// Date, provider, title and link. Clean text holds no tab, so four fields stay four.
fn tabbed(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    let date = article.date.as_ref().map(Date::rfc3339);
    let link = article.link().ok();
    writeln!(
        out,
        "{}\t{}\t{}\t{}",
        date.as_deref().unwrap_or("-"),
        article.provider.name,
        article.title,
        link.as_ref().map_or("-", url::Url::as_str)
    )
}
