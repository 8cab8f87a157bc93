//! `newswire count`: prints a number, for status bars.

use jiff::Timestamp;

use super::failure::Failure;
use super::fill::{Asked, prepared};
use super::output::Output;
use super::read::read;
use super::{CountOptions, FINE};

pub(super) fn run(
    options: &CountOptions,
    asked: &Asked,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let now = Timestamp::now();
    let query = asked.query(options.query.as_deref(), options.view.as_deref())?;
    let (articles, _) = read(&asked.opened, output.watched);
    let store = asked.store(articles, asked.marks(output)?, false, now);
    let search = prepared(query.as_ref(), store, now, output.err)?;
    let found = search.map_or(store.len(), |search| search.filter(store, store.ids()).len());
    writeln!(output.out, "{found}")?;
    Ok(FINE)
}
