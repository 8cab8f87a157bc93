//! What a query is asked of: the documents with their stories, and where it matters with what the
//! reader has read, starred and hidden.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::article::Article;
use crate::config::MuteRule;
use crate::config::SavedView;
use crate::query;
use crate::query::Query;
use crate::state::Marking;
use crate::state::Record;
use crate::state::SeenPages;
use crate::store;
use crate::store::Search;
use crate::store::Store;
use crate::text;

use super::Arguments;
use super::failure::Failure;
use super::marks;
use super::opened::Opened;
use super::output::Output;

/// What a command works on.
pub(super) struct Asked {
    pub(super) opened: Opened,
    mute: Vec<MuteRule>,
    views: Vec<SavedView>,
    /// Each article is read on its own.
    apart: bool,
}

impl Asked {
    pub(super) fn new(paths: &[PathBuf], arguments: &Arguments) -> Result<Self, Failure> {
        let config = arguments.settings()?;
        let opened = Opened::choose(paths, &config)?.with(arguments.cache());
        let apart = arguments.no_stories || !config.stories;
        let views = config.every_view();
        Ok(Self { opened, mute: config.mute, views, apart })
    }

    /// What a query asks for in a view; nothing where neither is given.
    pub(super) fn search(
        &self,
        query: Option<&str>,
        view: Option<&str>,
        now: Timestamp,
    ) -> Result<Option<Search>, Failure> {
        let query = query.map(parsed).transpose()?;
        let view = view.map(|name| named(name, &self.views)).transpose()?;
        let view = view.map(|view| view.query.clone());
        let both = match (query, view) {
            (Some(query), Some(view)) => Some(query.and(view)),
            (query, view) => query.or(view),
        };
        Ok(both.map(|query| Search::new(&query, now)))
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
        store.regroup(store::similarity(&store.story_texts()));
        let fixed = self.mute.iter().map(|rule| Search::new(&rule.query, now));
        // A rule that an older or newer newswire wrote may not be parsed here.
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
    known: Option<SeenPages>,
}

fn sorted(records: Vec<Record>) -> Sorted {
    let mut sorted = Sorted::default();
    for record in records {
        match record {
            Record::Mark(marking) => sorted.markings.push(marking),
            Record::Mute(muting) if muting.muted.at.is_some() => sorted.mutes.push(muting.query),
            Record::Mute(_) | Record::Divider(_) | Record::Theme(_) => {}
            Record::ResumePoint(point) => sorted.known = point.seen,
        }
    }
    sorted
}

fn parsed(query: &str) -> Result<Query, Failure> {
    query::parse(query).map_err(|mistake| Failure::Query(query.to_owned(), mistake))
}

/// The view of a name, whatever its case.
fn named<'a>(name: &str, views: &'a [SavedView]) -> Result<&'a SavedView, Failure> {
    let wanted = text::folded(name);
    if let Some(view) = views.iter().find(|view| text::folded(&view.name) == wanted) {
        return Ok(view);
    }
    let folded: Vec<String> = views.iter().map(|view| text::folded(&view.name)).collect();
    let near = text::nearest(&wanted, &folded.iter().map(String::as_str).collect::<Vec<_>>());
    let near = near.and_then(|near| folded.iter().position(|name| name == near));
    let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
    let failure = Failure::usage(format!("there is no view `{}`", text::line(name)));
    Err(failure.hint(match near {
        Some(at) => format!("did you mean `{}`?", names[at]),
        None => format!("there are {}", names.join(", ")),
    }))
}
