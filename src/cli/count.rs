//! `newswire count`: a number, for status bars.

use jiff::Timestamp;

use crate::store;
use crate::store::Store;

use super::failure::Failure;
use super::list::search;
use super::opened::Opened;
use super::output::Output;
use super::read::read;
use super::{CountOptions, FINE};

pub(super) fn run(
    options: &CountOptions,
    opened: &Opened,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let now = Timestamp::now();
    let search = search(&options.query, now)?;
    let (articles, _) = read(opened, output.watched);
    let mut store = Store::new(now);
    store.insert(articles);
    store.regroup(store::alike(&store.tellings()));
    writeln!(output.out, "{}", search.filter(&store, store.ids()).len())?;
    Ok(FINE)
}
