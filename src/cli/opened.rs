//! Chooses the input: the given paths, else those of the config, else the built-in documents.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::CommandFactory;

use crate::config::Config;
use crate::library::SubscriptionsFile;
use crate::library::library_folder;
use crate::load::Cache;
use crate::load::Input;
use crate::load::Paths;
use crate::text;

use super::Arguments;
use super::failure::Failure;

/// Upper bound on paths that are named; the rest is counted.
const NAMED: usize = 3;

/// The name of the library on the screen.
pub(crate) const YOUR_FEEDS: &str = "your feeds";

/// The chosen input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Where to read documents from.
    pub input: Input,
    /// Its name on the screen, such as `~/news`; safe to print.
    pub label: String,
    /// Cache for its parsed documents.
    pub cache: Option<Cache>,
    /// The folder of the library, which may not exist yet, if its documents belong to the input.
    pub library: Option<PathBuf>,
}

/// Creates the folder of the library if there are subscriptions, so that their first articles are
/// noticed by the watcher. If that fails, the sync reports it.
pub fn prepare_library() {
    let list = SubscriptionsFile::usual().and_then(|file| file.read().ok());
    if list.is_some_and(|(list, _)| !list.feeds().is_empty())
        && let Some(folder) = library_folder()
    {
        let _ = std::fs::create_dir_all(folder);
    }
}

impl Opened {
    /// Chooses the input without reading any document.
    ///
    /// # Errors
    /// If none of the paths exists, or standard input is combined with other paths.
    pub fn choose(paths: &[PathBuf], config: &Config) -> Result<Self, Failure> {
        if paths.iter().any(|path| path.as_os_str() == "-") {
            return standard_input(paths);
        }
        let library = library_folder();
        if paths.is_empty() {
            return Self::usual(library, config);
        }
        if paths.iter().all(|path| is_missing(path)) {
            return Err(all_missing(paths, false));
        }
        let holds = |library: &PathBuf| {
            let whole = |path: &PathBuf| path.canonicalize().ok();
            let library = whole(library);
            paths
                .iter()
                .filter_map(whole)
                .any(|path| library.as_ref().is_some_and(|library| library.starts_with(path)))
        };
        let library = library.filter(holds);
        let input = folders(paths.to_vec(), config);
        Ok(Self { input, label: label(paths), cache: None, library })
    }

    /// The library and the folders of the config, else the built-in edition.
    fn usual(library: Option<PathBuf>, config: &Config) -> Result<Self, Failure> {
        let here = library.clone().filter(|library| library.is_dir());
        let has_library = here.is_some();
        let wanted: Vec<PathBuf> = here.into_iter().chain(config.folders.clone()).collect();
        if wanted.is_empty() {
            let label = "the built-in edition".to_owned();
            return Ok(Self { input: Input::Edition, label, cache: None, library });
        }
        if wanted.iter().all(|path| is_missing(path)) {
            return Err(all_missing(&wanted, true));
        }
        let mut names = vec![YOUR_FEEDS.to_owned()];
        if !config.folders.is_empty() {
            names.push(label(&config.folders));
        }
        let label = names.get(usize::from(!has_library)..).unwrap_or_default().join(", ");
        Ok(Self { input: folders(wanted, config), label, cache: None, library })
    }

    /// Sets the cache.
    #[must_use]
    pub fn with(self, cache: Option<Cache>) -> Self {
        Self { cache, ..self }
    }

    /// Checks that the reader can be shown.
    ///
    /// # Errors
    /// If standard output is not a terminal.
    pub fn for_reader(self) -> Result<Self, Failure> {
        if io::stdout().is_terminal() {
            return Ok(self);
        }
        Err(Failure::usage("the reader needs a terminal").hint("`newswire list` prints to a pipe"))
    }

    /// Identifies the input across sessions, to resume at the same place. Standard input has no
    /// identity, because it is another document each time.
    #[must_use]
    pub fn identity(&self) -> Option<String> {
        let paths = match &self.input {
            Input::Edition => return Some("edition".to_owned()),
            Input::Stdin(_) => return None,
            Input::Paths(paths) => &paths.roots,
        };
        let whole = |path: &PathBuf| {
            let path = path.canonicalize().or_else(|_| std::path::absolute(path));
            path.ok().map(|path| path.to_string_lossy().into_owned())
        };
        let paths: Option<Vec<String>> = paths.iter().map(whole).collect();
        Some(paths?.join("\n"))
    }

    /// Returns the command that checks this input, as typed in a shell.
    pub(super) fn check_command(&self) -> String {
        let paths = match &self.input {
            Input::Edition => return "newswire check".to_owned(),
            Input::Stdin(_) => return "newswire check -".to_owned(),
            Input::Paths(paths) => &paths.roots,
        };
        let shown = |path: &PathBuf| {
            let path = path.to_string_lossy();
            text::line(&shell_words::quote(&path)).into_owned()
        };
        if paths.len() > NAMED {
            return "newswire check …".to_owned();
        }
        let typed: Vec<String> = paths.iter().map(shown).collect();
        format!("newswire check {}", typed.join(" "))
    }
}

fn folders(roots: Vec<PathBuf>, config: &Config) -> Input {
    Input::Paths(Paths { roots, ignore: config.ignore.clone() })
}

fn standard_input(paths: &[PathBuf]) -> Result<Opened, Failure> {
    if paths.len() > 1 {
        return Err(Failure::usage(
            "standard input is one document, and cannot be combined with paths",
        )
        .hint("give either - or paths"));
    }
    // On a terminal, standard input supplies the reader's keys, so it cannot supply a document.
    if io::stdin().is_terminal() {
        return Err(Failure::usage("standard input is the keyboard, not a document")
            .hint("pipe one in: newswire - < article.md"));
    }
    let label = "standard input".to_owned();
    Ok(Opened { input: Input::Stdin(Arc::default()), label, cache: None, library: None })
}

/// A path that exists but cannot be read is not missing; loading it reports the problem.
fn is_missing(path: &Path) -> bool {
    std::fs::metadata(path).is_err_and(|error| {
        matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
    })
}

fn all_missing(paths: &[PathBuf], from_config: bool) -> Failure {
    let names: Vec<String> = paths.iter().map(|path| short(path)).collect();
    let what = format!("cannot open {}: no such file or folder", names.join(", "));
    let meant = match paths {
        [path] => path.to_str().and_then(nearest_command),
        _ => None,
    };
    let help = paths.first().is_some_and(|path| path.as_os_str() == "help");
    Failure::usage(what).hint(match meant {
        _ if help => "`newswire --help` lists commands and options".to_owned(),
        Some(command) => format!("did you mean the command `newswire {command}`?"),
        None if from_config => "correct `folders:` in the config".to_owned(),
        None => "check the path; it may have been moved or deleted".to_owned(),
    })
}

/// Returns the command that was probably meant, if a path looks like a misspelling.
fn nearest_command(word: &str) -> Option<String> {
    let parser = Arguments::command();
    let names: Vec<&str> = parser.get_subcommands().map(clap::Command::get_name).collect();
    text::nearest(word, &names).map(str::to_owned)
}

pub(super) fn label(paths: &[PathBuf]) -> String {
    let names: Vec<String> = paths.iter().take(NAMED).map(|path| short(path)).collect();
    match paths.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// Abbreviates the home folder to `~`.
fn short(path: &Path) -> String {
    let inside = etcetera::home_dir().ok().and_then(|home| path.strip_prefix(home).ok());
    let shown = match inside {
        Some(inside) => Path::new("~").join(inside),
        None => path.to_path_buf(),
    };
    text::line(&shown.to_string_lossy()).into_owned()
}
