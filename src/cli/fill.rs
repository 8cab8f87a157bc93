//! What a query is asked of: the documents with their stories, and where it matters with what the
//! reader has read, starred and hidden.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::article::Article;
use crate::config::MuteRule;
use crate::query;
use crate::store;
use crate::store::Known;
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
    pub(super) fn marks(&self, output: &mut Output<'_>) -> Result<Vec<Record>, Failure> {
        match self.kept() {
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

    /// What the reader has kept, with the place where one was the last time.
    pub(super) fn kept(&self) -> Result<Vec<Record>, Failure> {
        marks::all(self.opened.identity().as_deref())
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
        let Sorted { markings, mutes, known } = sorted(records);
        store.take_marks(&markings);
        if let Some(known) = known {
            store.take_known(known);
        }
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

/// What was kept in earlier sessions.
#[derive(Default)]
struct Sorted {
    markings: Vec<Marking>,
    /// The queries that hide something.
    mutes: Vec<Box<str>>,
    /// What was there at the end of the last visit.
    known: Option<Known>,
}

fn sorted(records: Vec<Record>) -> Sorted {
    let mut sorted = Sorted::default();
    for record in records {
        match record {
            Record::Mark(marking) => sorted.markings.push(marking),
            Record::Mute(muting) if muting.muted.at.is_some() => sorted.mutes.push(muting.query),
            Record::Mute(_) | Record::Divider(_) => {}
            Record::Place(place) => sorted.known = place.known,
        }
    }
    sorted
}

/// A query made ready.
pub(super) fn search(query: &str, now: Timestamp) -> Result<Search, Failure> {
    match query::parse(query) {
        Ok(understood) => Ok(Search::new(&understood, now)),
        Err(mistake) => Err(Failure::Query(query.to_owned(), mistake)),
    }
}
