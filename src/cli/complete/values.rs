//! Candidates for the value of a query or a view, from settings and articles.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use crate::article::Article;
use crate::article::Pool;
use crate::cli::cache;
use crate::cli::opened::Opened;
use crate::config::Config;
use crate::config::SettingsFile;
use crate::library::SubscriptionsFile;
use crate::load;
use crate::query;
use crate::query::Offer;
use crate::store;
use crate::text;

use super::Context;

/// A candidate and its description.
pub(super) type Candidate = (String, String);

/// Time limit for reading articles; completion uses what has been read by then.
const PATIENCE: Duration = Duration::from_millis(700);

/// Returns the views whose names start with `name`.
pub(super) fn views(name: &str, context: &Context) -> Vec<Candidate> {
    let typed = text::folded(name);
    let views = config(context).every_view().into_iter();
    let views = views.filter(|view| text::folded(&view.name).starts_with(&typed));
    views.map(|view| (view.name, "a view".to_owned())).collect()
}

/// Returns the feeds whose address begins with `typed`, or holds it if none does.
pub(super) fn feeds(typed: &str) -> Vec<Candidate> {
    let read = SubscriptionsFile::usual().and_then(|file| file.read().ok());
    let Some((list, _)) = read else { return Vec::new() };
    let all = list.feeds().iter().map(|feed| {
        (feed.masked().to_string(), feed.title.clone().unwrap_or_else(|| "a feed".to_owned()))
    });
    let all: Vec<Candidate> = all.collect();
    let begins = |(address, _): &Candidate| address.starts_with(typed);
    let is_wanted = |it: &Candidate| begins(it) || it.0.contains(typed);
    let any = all.iter().any(begins);
    all.into_iter().filter(|it| if any { begins(it) } else { is_wanted(it) }).collect()
}

/// Returns the queries that complete this one at its end.
pub(super) fn queries(query: &str, context: &Context) -> Vec<Candidate> {
    continued(query, &mut Articles { context, read: None })
}

fn config(context: &Context) -> Config {
    let file = SettingsFile::find(context.config.as_deref());
    file.map(|file| file.read().config).unwrap_or_default()
}

fn continued(query: &str, articles: &mut Articles<'_>) -> Vec<Candidate> {
    let Some(completion) = query::complete(query, query.len()) else { return Vec::new() };
    let before = query.get(..completion.span.start).unwrap_or_default();
    let words = match completion.offer {
        Offer::Names(names) => match names.as_slice() {
            // Offers the values of the field at once: shells close the quotes after a single
            // candidate.
            [name] if name.ends_with(':') && !query.ends_with(name) => {
                let values = continued(&format!("{before}{name}"), articles);
                if !values.is_empty() {
                    return values;
                }
                vec![(name.clone(), meaning(name))]
            }
            names => names.iter().map(|name| (name.clone(), meaning(name))).collect(),
        },
        Offer::Values(field, prefix) => values(field, &prefix, articles.read()),
    };
    words.into_iter().map(|(word, what)| (format!("{before}{word}"), what)).collect()
}

/// Returns the meaning of a word of the query language.
fn meaning(name: &str) -> String {
    query::meaning(name).unwrap_or_default().to_owned()
}

/// Returns the values of a field that start with `prefix`, or contain it if none does.
fn values(field: query::Field, prefix: &str, articles: &[Article]) -> Vec<Candidate> {
    let found = store::values(articles.iter(), field, prefix);
    let folded = text::folded(prefix);
    let begins = |value: &str| text::folded(value).starts_with(&folded);
    let all = !found.iter().any(|(value, _)| begins(value));
    let wanted = found.into_iter().filter(|(value, _)| all || begins(value));
    let count = |count| text::counted(count, "article");
    wanted.map(|(value, of)| (query::written(value), count(of))).collect()
}

/// The articles of the command line, read on first use.
struct Articles<'a> {
    context: &'a Context,
    read: Option<Vec<Article>>,
}

impl Articles<'_> {
    fn read(&mut self) -> &[Article] {
        let context = self.context;
        self.read.get_or_insert_with(|| read(context))
    }
}

/// Reads articles for a limited time, mostly from the cache.
fn read(context: &Context) -> Vec<Article> {
    // Standard input is the keyboard here.
    let has_input = context.paths.iter().any(|path| path.as_os_str() == "-");
    let Ok(opened) = Opened::choose(&context.paths, &config(context)) else { return Vec::new() };
    if has_input {
        return Vec::new();
    }
    let cache = cache::usual().filter(|_| !context.no_cache);
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, batches) = mpsc::channel();
    let stopped = stop.clone();
    thread::spawn(move || {
        let sender = sender;
        load::run(&opened.input, cache.as_ref(), &Pool::default(), &stopped, &|batch| {
            // The receiver is gone once the time is over.
            let _ = sender.send(batch);
        });
    });
    let end = Instant::now() + PATIENCE;
    let mut articles = Vec::new();
    while let Ok(batch) = batches.recv_timeout(end.saturating_duration_since(Instant::now())) {
        articles.extend(batch.take().articles);
    }
    stop.store(true, Ordering::Relaxed);
    articles
}
