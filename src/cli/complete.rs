//! `newswire complete`, which no person types: what a shell may put at its cursor where that
//! depends on articles and settings. Options and commands are the business of the shell's own
//! script, which asks here first.

mod line;

pub use line::Asking;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use clap::{Arg, Command, ValueEnum};

use crate::article::Article;
use crate::article::Pool;
use crate::config::Config;
use crate::config::SettingsFile;
use crate::load;
use crate::query;
use crate::query::Offer;
use crate::store;
use crate::text;

use super::failure::Failure;
use super::opened::Opened;
use super::output::Output;
use super::{FINE, FOUND_FAULT, cache, parser};

use line::Line;

/// Nobody waits longer for a completion; what has been read by then has to do.
const PATIENCE: Duration = Duration::from_millis(700);

/// What may stand at the cursor, and what it is.
type Candidate = (String, String);

/// What the words before the cursor say.
#[derive(Debug, Default)]
struct Said {
    paths: Vec<PathBuf>,
    config: Option<PathBuf>,
    no_cache: bool,
}

/// What the word at the cursor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Query,
    View,
}

/// What a script of ours asks for: `complete`, its shell, the line, and for bash its word breaks.
pub(super) fn asked(words: &[OsString]) -> Option<super::Command> {
    let words: Vec<&str> = words.iter().skip(1).map(|word| word.to_str()).collect::<Option<_>>()?;
    let ["complete", shell, line, breaks @ ..] = words.as_slice() else { return None };
    let shell = Asking::from_str(shell, false).ok()?;
    let [breaks] = <[&str; 1]>::try_from(breaks).unwrap_or_default();
    Some(super::Command::Complete { shell, line: (*line).to_owned(), breaks: breaks.to_owned() })
}

/// Prints a candidate a line, for zsh and fish with what it is behind a tab. Where the script
/// knows better, nothing, and the exit code says so.
pub(super) fn run(
    asking: Asking,
    line: &str,
    breaks: &str,
    output: &mut Output<'_>,
) -> Result<u8, Failure> {
    let Some(line) = Line::parse(asking, line, breaks) else { return Ok(FOUND_FAULT) };
    let mut parser = parser();
    parser.build();
    let Some((asked, value_at, said)) = place(&parser, &line) else { return Ok(FOUND_FAULT) };
    let (before, value) = line.current.split_at(value_at);
    for (word, what) in candidates(asked, value, &said) {
        match asking {
            Asking::Bash => {
                let ending = line.ending(&format!("{before}{word}"));
                ending.map_or(Ok(()), |ending| writeln!(output.out, "{ending}"))?;
            }
            // What differs in case fish puts in place of the whole word, and `--query=` would go
            // with it.
            Asking::Fish if value_at > 0 => {
                writeln!(output.out, "{}\t{what}", as_typed(value, &word))?;
            }
            Asking::Zsh | Asking::Fish => writeln!(output.out, "{word}\t{what}")?,
        }
    }
    Ok(FINE)
}

/// A word with the beginning as it was typed, which may differ in case: to queries and names of
/// views that is the same.
fn as_typed(typed: &str, word: &str) -> String {
    let mut rest = word.chars();
    let is_same = |typed: char, letter: char| typed.to_lowercase().eq(letter.to_lowercase());
    let begins = typed.chars().all(|c| rest.next().is_some_and(|letter| is_same(c, letter)));
    if begins { format!("{typed}{}", rest.as_str()) } else { word.to_owned() }
}

/// What the current word is, from which of its bytes on, and what the words before it say; none
/// where it is nothing that depends on articles or settings.
fn place(parser: &Command, line: &Line) -> Option<(Asked, usize, Said)> {
    let (command, awaiting, said) = walk(parser, &line.before);
    let (option, at) = match awaiting {
        Some(option) => (option, 0),
        None => option(command, &line.current).filter(|(option, at)| {
            option.get_action().takes_values() && (*at < line.current.len() || at_value(line))
        })?,
    };
    match option.get_id().as_str() {
        "query" => Some((Asked::Query, at, said)),
        "view" => Some((Asked::View, at, said)),
        _ => None,
    }
}

/// Goes through the words: to the command that they name, and the option that awaits its value.
fn walk<'a>(parser: &'a Command, words: &[String]) -> (&'a Command, Option<&'a Arg>, Said) {
    let (mut command, mut said, mut awaiting) = (parser, Said::default(), None);
    for word in words.iter().skip(1) {
        if let Some(option) = awaiting.take() {
            said.take(option, word);
        } else if let Some((option, at)) = option(command, word) {
            match word.get(at..) {
                Some(value) if at < word.len() => said.take(option, value),
                _ if option.get_action().takes_values() => awaiting = Some(option),
                _ => said.no_cache |= option.get_id() == "no_cache",
            }
        } else if let Some(inner) = command.find_subcommand(word).filter(|_| said.paths.is_empty())
        {
            command = inner;
        } else {
            said.paths.push(expanded(word));
        }
    }
    (command, awaiting, said)
}

/// `--query=` with nothing behind it.
fn at_value(line: &Line) -> bool {
    line.current.starts_with("--") && line.current.ends_with('=')
}

/// The option that a word is, and where in it a value begins; its end where there is none.
fn option<'a>(command: &'a Command, word: &str) -> Option<(&'a Arg, usize)> {
    let find = |is: &dyn Fn(&Arg) -> bool| command.get_arguments().find(|it| is(it));
    if let Some(long) = word.strip_prefix("--") {
        let name = long.split('=').next()?;
        let at = if long.contains('=') { name.len() + "--=".len() } else { word.len() };
        return Some((find(&|it| it.get_long() == Some(name))?, at));
    }
    let short = word.strip_prefix('-')?.chars().next()?;
    Some((find(&|it| it.get_short() == Some(short))?, 1 + short.len_utf8()))
}

impl Said {
    fn take(&mut self, option: &Arg, value: &str) {
        if option.get_id() == "config" {
            self.config = Some(expanded(value));
        }
    }
}

/// With the home folder for `~`, as the shell would have put it there.
fn expanded(path: &str) -> PathBuf {
    let inside = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let home = inside.and_then(|_| etcetera::home_dir().ok());
    match (inside, home) {
        (Some(inside), Some(home)) => home.join(inside.trim_start_matches('/')),
        _ => Path::new(path).to_owned(),
    }
}

fn candidates(asked: Asked, value: &str, said: &Said) -> Vec<Candidate> {
    let file = SettingsFile::find(said.config.as_deref());
    let config = file.map(|file| file.read().config).unwrap_or_default();
    match asked {
        Asked::Query => queries(value, &mut Articles { said, config: &config, read: None }),
        Asked::View => {
            let typed = text::folded(value);
            let views = config.every_view().into_iter();
            let views = views.filter(|view| text::folded(&view.name).starts_with(&typed));
            views.map(|view| (view.name, "a view".to_owned())).collect()
        }
    }
}

/// What a query may become at its end.
fn queries(query: &str, articles: &mut Articles<'_>) -> Vec<Candidate> {
    let Some(completion) = query::complete(query, query.len()) else { return Vec::new() };
    let before = query.get(..completion.span.start).unwrap_or_default();
    let words = match completion.offer {
        Offer::Names(names) => match names.as_slice() {
            // Its values are what comes next, and shells close quotes behind what is alone.
            [name] if name.ends_with(':') && !query.ends_with(name) => {
                let values = queries(&format!("{before}{name}"), articles);
                if !values.is_empty() {
                    return values;
                }
                vec![(name.clone(), about(name))]
            }
            names => names.iter().map(|name| (name.clone(), about(name))).collect(),
        },
        Offer::Values(field, prefix) => values(field, &prefix, articles.read()),
    };
    words.into_iter().map(|(word, what)| (format!("{before}{word}"), what)).collect()
}

/// What a word of the language means.
fn about(name: &str) -> String {
    query::meaning(name).unwrap_or_default().to_owned()
}

/// Those that begin like this; where none does, those that hold it.
fn values(field: query::Field, prefix: &str, articles: &[Article]) -> Vec<Candidate> {
    let found = store::values(articles.iter(), field, prefix);
    let folded = text::folded(prefix);
    let begins = |value: &str| text::folded(value).starts_with(&folded);
    let all = !found.iter().any(|(value, _)| begins(value));
    let wanted = found.into_iter().filter(|(value, _)| all || begins(value));
    let count = |count| text::counted(count, "article");
    wanted.map(|(value, of)| (query::written(value), count(of))).collect()
}

/// The articles of the line, read when they are needed.
struct Articles<'a> {
    said: &'a Said,
    config: &'a Config,
    read: Option<Vec<Article>>,
}

impl Articles<'_> {
    fn read(&mut self) -> &[Article] {
        let (said, config) = (self.said, self.config);
        self.read.get_or_insert_with(|| read(said, config))
    }
}

/// What can be read in a moment, of the cache most of all.
fn read(said: &Said, config: &Config) -> Vec<Article> {
    // Standard input is the keyboard.
    let has_input = said.paths.iter().any(|path| path.as_os_str() == "-");
    let Ok(opened) = Opened::choose(&said.paths, config) else { return Vec::new() };
    if has_input {
        return Vec::new();
    }
    let cache = cache::usual().filter(|_| !said.no_cache);
    let stop = Arc::new(AtomicBool::new(false));
    let (sender, batches) = mpsc::channel();
    let stopped = stop.clone();
    thread::spawn(move || {
        let sender = sender;
        load::run(&opened.origin, cache.as_ref(), &Pool::default(), &stopped, &|batch| {
            // Where nobody waits any more, nobody needs it.
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
