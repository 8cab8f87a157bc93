//! Fills the store that a query runs on: articles grouped into stories, and marks, mutes and seen
//! pages where they matter.

use std::io::{self, Write};
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::Offset;

use crate::article::Article;
use crate::config::MuteRule;
use crate::config::SavedView;
use crate::query;
use crate::query::Query;
use crate::state::Assignment;
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

/// The input of a command with the settings that apply to it.
pub(super) struct Asked {
    pub(super) opened: Opened,
    mute: Vec<MuteRule>,
    views: Vec<SavedView>,
    /// Whether articles are not grouped into stories.
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

    /// Combines query and view; `None` if neither is given.
    pub(super) fn query(
        &self,
        query: Option<&str>,
        view: Option<&str>,
    ) -> Result<Option<Query>, Failure> {
        let query = query.map(parsed).transpose()?;
        let view = view.map(|name| named(name, &self.views)).transpose()?;
        let view = view.map(|view| view.query.clone());
        Ok(match (query, view) {
            (Some(query), Some(view)) => Some(query.and(view)),
            (query, view) => query.or(view),
        })
    }

    /// Returns the reader's marks; if they cannot be read, prints a warning and returns none.
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

    /// Returns the reader's records, with the resume point of this input.
    pub(super) fn kept(&self) -> Result<Vec<Record>, Failure> {
        marks::all(self.opened.identity().as_deref())
    }

    /// Fills a store that can be searched. `folded` groups articles into stories even if the
    /// settings turn that off.
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
        let Sorted { markings, mutes, assignments, known } = sorted(records);
        store.take_marks(&markings);
        store.take_assignments(&assignments);
        if let Some(known) = known {
            store.take_known(known);
        }
        store.insert(articles);
        store.regroup(store::similarity(&store.story_texts()));
        let present = store.present(now);
        let fixed = self.mute.iter().map(|rule| Search::new(&rule.query, present));
        // A rule written by an older or newer version may not parse here.
        let made = mutes.iter().filter_map(|query| query::parse_rule(query).ok());
        let made = made.map(|query| Search::new(&query, present));
        store.mute(fixed.chain(made).collect());
        kept(store)
    }
}

/// Prepares a query for a store. In an archive, ages count from its newest article; the user is told
/// so.
pub(super) fn prepared(
    query: Option<&Query>,
    store: &Store,
    now: Timestamp,
    err: &mut dyn Write,
) -> io::Result<Option<Search>> {
    let Some(query) = query else { return Ok(None) };
    let end = store.archive_end(now).filter(|_| query::asks_for_age(query));
    if let Some(end) = end {
        let day = text::day(now, end, Offset::UTC);
        writeln!(err, "newswire: ages count from {day}, the date of the newest article")?;
    }
    Ok(Some(Search::new(query, store.present(now))))
}

/// Leaks the store, because the process ends soon: freeing the memory of a hundred thousand
/// documents one by one takes longer than listing them.
pub(super) fn kept(store: Store) -> &'static Store {
    Box::leak(Box::new(store))
}

/// Records of earlier sessions, by kind.
#[derive(Default)]
struct Sorted {
    markings: Vec<Marking>,
    /// Queries whose matches are hidden.
    mutes: Vec<Box<str>>,
    assignments: Vec<Assignment>,
    /// Pages that were known at the end of the last session.
    known: Option<SeenPages>,
}

fn sorted(records: Vec<Record>) -> Sorted {
    let mut sorted = Sorted::default();
    for record in records {
        match record {
            Record::Mark(marking) => sorted.markings.push(marking),
            Record::Mute(muting) if muting.muted.at.is_some() => sorted.mutes.push(muting.query),
            Record::Assignment(assignment) => sorted.assignments.push(assignment),
            Record::Mute(_) | Record::Divider(_) | Record::Theme(_) => {}
            Record::ResumePoint(point) => sorted.known = point.seen,
        }
    }
    sorted
}

fn parsed(query: &str) -> Result<Query, Failure> {
    query::parse(query).map_err(|mistake| Failure::Query(query.to_owned(), mistake))
}

/// Finds a view by name, ignoring case.
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
