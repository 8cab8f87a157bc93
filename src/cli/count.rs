//! `newswire count`: a number, for status bars.

use jiff::Timestamp;

use super::failure::Failure;
use super::fill::{Asked, search};
use super::output::Output;
use super::read::read;
use super::{CountOptions, FINE};

pub(super) fn run(
    options: &CountOptions,
    asked: &Asked,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let now = Timestamp::now();
    let search = search(&options.query, now)?;
    let (articles, _) = read(&asked.opened, output.watched);
    let store = asked.store(articles, asked.marks(output)?, false, now);
    writeln!(output.out, "{}", search.filter(store, store.ids()).len())?;
    Ok(FINE)
}
