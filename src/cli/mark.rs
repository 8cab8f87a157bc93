//! `newswire mark`: marks all articles that match a query as read or starred, or clears the mark.

use jiff::Timestamp;
use rustc_hash::FxHashSet;

use crate::state::Database;
use crate::state::Mark;
use crate::state::Marking;
use crate::state::Record;
use crate::state::Timestamped;
use crate::store::Id;
use crate::store::Store;
use crate::text;

use super::failure::Failure;
use super::fill::{Asked, prepared};
use super::list;
use super::marks;
use super::output::Output;
use super::read::read;
use super::table::Listing;
use super::{FINE, FOUND_FAULT, MarkOptions};

pub(super) fn run(
    options: &MarkOptions,
    asked: &Asked,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let now = Timestamp::now();
    let query = asked.query(options.query.as_deref(), options.view.as_deref())?;
    let path = marks::place()?;
    let kept = asked.kept()?;
    let (articles, _) = read(&asked.opened, output.watched);
    let store = asked.store(articles, kept, false, now);
    let search = prepared(query.as_ref(), store, now, output.err)?;
    // The parser requires a query or a view.
    let found = search.map(|search| search.filter(store, store.ids())).unwrap_or_default();
    if found.is_empty() {
        writeln!(output.err, "no article matches, none was marked")?;
        return Ok(FOUND_FAULT);
    }
    let changing = changing(options, store, &found);
    if options.dry_run {
        list::plain(&Listing { store, ids: &changing, now }, false, output)?;
        output.out.flush()?;
    } else if !changing.is_empty() {
        let records = records(options, store, &changing, now);
        Database::to_write(&path)?.keep(&records)?;
    }
    complete(options, found.len() - changing.len(), changing.len(), output)
}

/// Prints what was done, or would be.
fn complete(
    options: &MarkOptions,
    others: usize,
    changed: usize,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let name = options.name();
    let would = if options.dry_run { "would be " } else { "" };
    let remark = match others {
        0 => String::new(),
        others => format!(" ({} already were)", text::thousands(others)),
    };
    let count = text::counted(changed, "article");
    writeln!(output.err, "{count} {would}{name}{remark}")?;
    Ok(FINE)
}

impl MarkOptions {
    fn name(&self) -> &'static str {
        match self {
            Self { read: true, .. } => "marked read",
            Self { unread: true, .. } => "marked unread",
            Self { star: true, .. } => "starred",
            _ => "unstarred",
        }
    }

    /// Returns the mark to change, and whether to set it.
    fn part<'a>(&self, mark: &'a mut Mark) -> (&'a mut Timestamped, bool) {
        if self.read || self.unread {
            (&mut mark.read, self.read)
        } else {
            (&mut mark.starred, self.star)
        }
    }
}

/// Returns the articles whose mark changes; one of several copies of a page.
fn changing(options: &MarkOptions, store: &Store, found: &[Id]) -> Vec<Id> {
    let mut seen = FxHashSet::default();
    let changes = |id: &&Id| {
        let mut mark = store.mark(**id);
        let (since, on) = options.part(&mut mark);
        since.at.is_some() != on && store.get(**id).is_some_and(|it| seen.insert(it.page()))
    };
    found.iter().filter(changes).copied().collect()
}

fn records(options: &MarkOptions, store: &Store, ids: &[Id], now: Timestamp) -> Vec<Record> {
    let now = now.as_millisecond();
    let record = |id: &Id| {
        let mut mark = store.mark(*id);
        let (since, on) = options.part(&mut mark);
        *since = since.decide(on.then_some(now), now);
        let key = (&*store.get(*id)?.key).into();
        Some(Record::Mark(Marking { key, mark }))
    };
    ids.iter().filter_map(record).collect()
}
