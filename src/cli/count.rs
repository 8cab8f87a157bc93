//! `newswire count`: prints a number, for status bars.

use jiff::Timestamp;

use super::failure::Failure;
use super::fill::Asked;
use super::output::Output;
use super::read::read;
use super::{CountOptions, FINE};

pub(super) fn run(
    options: &CountOptions,
    asked: &Asked,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let now = Timestamp::now();
    let search = asked.search(options.query.as_deref(), options.view.as_deref(), now)?;
    let (articles, _) = read(&asked.opened, output.watched);
    let store = asked.store(articles, asked.marks(output)?, false, now);
    let found = search.map_or(store.len(), |search| search.filter(store, store.ids()).len());
    writeln!(output.out, "{found}")?;
    Ok(FINE)
}
