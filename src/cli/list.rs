//! `newswire list`: prints articles in one of four formats.

use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use crate::article::Article;
use crate::article::Date;
use crate::load::EXTENSIONS;
use crate::problem::Problem;
use crate::problem::Severity;
use crate::query::Sort;
use crate::store::Entry;
use crate::store::Id;
use crate::store::Search;
use crate::store::Store;
use crate::text;

use super::failure::Failure;
use super::fill::{Asked, kept, prepared};
use super::json;
use super::opened::Opened;
use super::output::Output;
use super::read::read;
use super::table::{self, Listing};
use super::{FINE, FOUND_FAULT, ListOptions};

/// Upper bound on unreadable paths that are named; the rest is counted.
const NAMED: usize = 3;

pub(super) fn run(
    options: &ListOptions,
    asked: &Asked,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let now = Timestamp::now();
    let query = asked.query(options.query.as_deref(), options.view.as_deref())?;
    let (articles, problems) = read(&asked.opened, output.watched);
    let unread = unread(&articles, &problems);
    let store = if needs_all(options) {
        asked.store(articles, asked.marks(output)?, options.stories, now)
    } else {
        let mut store = Store::new(now);
        store.insert(articles);
        kept(store)
    };
    let search = prepared(query.as_ref(), store, now, output.err)?;
    let listed = listed(options, search.as_ref(), store);
    print(options, &Listing { store, ids: &listed, now }, output)?;
    output.out.flush()?;
    complain(&unread, problems.len(), &asked.opened, output.err)?;
    if store.is_empty() && unread.is_empty() {
        writeln!(output.err, "newswire: nothing to list: no documents in {}", asked.opened.label)?;
        let [others @ .., last] = EXTENSIONS;
        writeln!(output.err, "hint: documents end in .{} or .{last}", others.join(", ."))?;
    }
    Ok(if listed.is_empty() { FOUND_FAULT } else { FINE })
}

/// Returns the matching articles in order; of stories those with any matching report.
fn listed(options: &ListOptions, search: Option<&Search>, store: &Store) -> Vec<Id> {
    let order = options.order(search.and_then(Search::order));
    let mut listed = store.sorted(order, options.stories);
    if let Some(search) = search {
        listed = if options.stories {
            search.stories(store, &listed)
        } else {
            search.filter(store, &listed)
        };
    }
    listed.truncate(options.limit.unwrap_or(usize::MAX));
    listed
}

/// Returns the problems of files that could not be read at all. A document with a broken header is
/// an error too, but it is listed.
fn unread<'a>(articles: &[Article], problems: &'a [Problem]) -> Vec<&'a Problem> {
    let mut errors: Vec<&Problem> =
        problems.iter().filter(|problem| problem.severity == Severity::Error).collect();
    if !errors.is_empty() {
        let listed: FxHashSet<&Path> =
            articles.iter().map(|article| article.origin.path()).collect();
        errors.retain(|problem| !listed.contains(problem.path.as_path()));
    }
    errors
}

/// Prints the problems of files missing from the list, and counts all problems if there are others.
/// Those files are named here because one may be a pipe, which cannot be read a second time.
fn complain(
    unread: &[&Problem],
    problems: usize,
    opened: &Opened,
    err: &mut dyn Write,
) -> io::Result<()> {
    let named = &unread[..unread.len().min(NAMED)];
    for problem in named {
        writeln!(err, "newswire: {}: {}", problem.place(), problem.what)?;
        if let Some(hint) = &problem.hint {
            writeln!(err, "hint: {hint}")?;
        }
    }
    if problems > named.len() {
        let count = text::counted(problems, "problem");
        writeln!(err, "{count}: run {} to see them", opened.check_command())?;
    }
    Ok(())
}

/// Comparing texts and loading marks takes time, so a plain list skips both.
fn needs_all(options: &ListOptions) -> bool {
    options.stories
        || options.query.is_some()
        || options.view.is_some()
        || options.json
        || options.jsonl
        || matches!(options.order(None).sort, Sort::Top | Sort::Sources)
}

fn print(options: &ListOptions, listing: &Listing<'_>, output: &mut Output<'_>) -> io::Result<()> {
    let records = || {
        let record = |id: &Id| Entry::of(listing.store, *id, options.stories);
        listing.ids.iter().filter_map(record)
    };
    if options.json {
        return json::array(records(), output.out);
    }
    if options.jsonl {
        return json::lines(records(), output.out);
    }
    plain(listing, options.stories, output)
}

/// Prints a table for people, or tab-separated lines in a pipe.
pub(super) fn plain(
    listing: &Listing<'_>,
    stories: bool,
    output: &mut Output<'_>,
) -> io::Result<()> {
    match output.columns {
        Some(columns) => table::print(listing, stories, columns, output),
        None => {
            listing.ids.iter().try_for_each(|id| tabbed(listing.store, *id, stories, output.out))
        }
    }
}

/// Prints date, provider, title and link; for a story also the number of providers and documents.
/// Cleaned text contains no tab, so fields stay separate.
fn tabbed(store: &Store, id: Id, folded: bool, out: &mut dyn Write) -> io::Result<()> {
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
    if folded {
        write!(out, "\t{}\t{}", store.provider_count(id), store.story(id).len())?;
    }
    writeln!(out)
}
