//! `newswire list`: articles on standard output, in one of four forms.

use std::io::{self, Write};

use jiff::Timestamp;

use crate::article::Date;
use crate::store;
use crate::store::Id;
use crate::store::Sort;
use crate::store::Store;
use crate::text;

use super::failure::Failure;
use super::json::{self, Record};
use super::opened::Opened;
use super::output::Output;
use super::read::read;
use super::table;
use super::{FINE, FOUND_FAULT, ListOptions};

/// What is listed.
pub(super) struct Listing<'a> {
    pub(super) store: &'a Store,
    pub(super) ids: &'a [Id],
    pub(super) now: Timestamp,
}

pub(super) fn run(
    options: &ListOptions,
    opened: &Opened,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let (articles, problems) = read(opened, output.watched);
    let now = Timestamp::now();
    let mut store = Store::new(now);
    store.insert(articles);
    if needs_stories(options) {
        store.regroup(store::alike(&store.tellings()));
    }
    let mut listed = store.sorted(options.order(), options.stories);
    listed.truncate(options.limit.unwrap_or(usize::MAX));
    print(options, &Listing { store: &store, ids: &listed, now }, output)?;
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

/// Comparing texts takes time, which a plain list needs not wait for.
fn needs_stories(options: &ListOptions) -> bool {
    options.stories
        || options.json
        || options.jsonl
        || matches!(options.order().sort, Sort::Top | Sort::Sources)
}

fn print(options: &ListOptions, listing: &Listing<'_>, output: &mut Output<'_>) -> io::Result<()> {
    let records = || {
        let record = |id: &Id| Record::of(listing.store, *id, options.stories);
        listing.ids.iter().filter_map(record)
    };
    if options.json {
        return json::array(records(), output.out);
    }
    if options.jsonl {
        return json::lines(records(), output.out);
    }
    match output.columns {
        Some(columns) => table::print(listing, options.stories, columns, output),
        None => listing
            .ids
            .iter()
            .try_for_each(|id| tabbed(listing.store, *id, options.stories, output.out)),
    }
}

/// Date, provider, title and link; of a story also how many providers tell it and how many
/// documents. Clean text holds no tab, so the fields stay apart.
fn tabbed(store: &Store, id: Id, story: bool, out: &mut dyn Write) -> io::Result<()> {
    let Some(article) = store.get(id) else { return Ok(()) };
    let date = article.date.as_ref().map(Date::rfc3339);
    let link = article.link().ok();
    write!(
        out,
        "{}\t{}\t{}\t{}",
        date.as_deref().unwrap_or("-"),
        article.provider.name,
        article.title,
        link.as_ref().map_or("-", url::Url::as_str)
    )?;
    if story {
        write!(out, "\t{}\t{}", store.sources(id), store.story(id).len())?;
    }
    writeln!(out)
}
