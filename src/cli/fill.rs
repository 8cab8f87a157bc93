//! What a query is asked of: the documents with their stories, and where it matters with what the
//! reader has read, starred and hidden.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::article::Article;
use crate::config::MuteRule;
use crate::query;
use crate::store;
use crate::store::Marking;
use crate::store::Record;
use crate::store::Search;
use crate::store::Store;

use super::Arguments;
use super::failure::Failure;
use super::marks;
use super::opened::Opened;
use super::output::Output;

/// What a command works on.
pub(super) struct Asked {
    pub(super) opened: Opened,
    mute: Vec<MuteRule>,
    /// Each article is read on its own.
    apart: bool,
}

impl Asked {
    pub(super) fn new(paths: &[PathBuf], arguments: &Arguments) -> Result<Self, Failure> {
        let config = arguments.settings()?;
        let opened = Opened::choose(paths, &config)?.with(arguments.cache());
        let apart = arguments.no_stories || !config.stories;
        Ok(Self { opened, mute: config.mute, apart })
    }

    /// What the reader has kept; where that cannot be read, a warning and nothing.
    pub(super) fn marks(output: &mut Output<'_>) -> Result<Vec<Record>, Failure> {
        match marks::all() {
            Ok(records) => Ok(records),
            Err(failure) => {
                writeln!(output.err, "newswire: marks are left out: {failure}")?;
                if let Some(hint) = failure.advice() {
                    writeln!(output.err, "hint: {hint}")?;
                }
                Ok(Vec::new())
            }
        }
    }

    /// A store with all of it, in which a query can be asked. Of stories on rows of their own
    /// `folded` is true, whatever the settings say.
    pub(super) fn store(
        &self,
        articles: Vec<Article>,
        records: Vec<Record>,
        folded: bool,
        now: Timestamp,
    ) -> &'static Store {
        let mut store = Store::new(now);
        if self.apart && !folded {
            store = store.apart();
        }
        let (markings, mutes) = sorted(records);
        store.take_marks(&markings);
        store.insert(articles);
        store.regroup(store::alike(&store.tellings()));
        let fixed = self.mute.iter().map(|rule| Search::new(&rule.query, now));
        // A rule that an older or newer newswire wrote may not be understood here.
        let made = mutes.iter().filter_map(|query| query::parse_rule(query).ok());
        let made = made.map(|query| Search::new(&query, now));
        store.mute(fixed.chain(made).collect());
        kept(store)
    }
}

/// A store that stays until the process ends, which is soon: giving back the memory of a hundred
/// thousand documents piece by piece takes longer than to list them.
pub(super) fn kept(store: Store) -> &'static Store {
    Box::leak(Box::new(store))
}

/// Marks, and the queries that hide something.
fn sorted(records: Vec<Record>) -> (Vec<Marking>, Vec<Box<str>>) {
    let (mut markings, mut mutes) = (Vec::new(), Vec::new());
    for record in records {
        match record {
            Record::Mark(marking) => markings.push(marking),
            Record::Mute(muting) if muting.muted.at.is_some() => mutes.push(muting.query),
            Record::Mute(_) | Record::Place(_) => {}
        }
    }
    (markings, mutes)
}

/// A query made ready.
pub(super) fn search(query: &str, now: Timestamp) -> Result<Search, Failure> {
    match query::parse(query) {
        Ok(understood) => Ok(Search::new(&understood, now)),
        Err(mistake) => Err(Failure::Query(query.to_owned(), mistake)),
    }
}
