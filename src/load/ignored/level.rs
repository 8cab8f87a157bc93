//! The rules of a folder: its files of patterns, and the templates of its notes.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use serde_json::Value;

use crate::file;
use crate::problem::{Problem, cause};
use crate::text;

use super::Reason;

/// Files of patterns; the first counts before the second.
pub(super) const FILES: [(&str, Reason); 2] =
    [(".newswireignore", Reason::Newswireignore), (".gitignore", Reason::Gitignore)];

/// A file of patterns with which those of an opened folder have more than this many is left out:
/// each pattern is tried on each path below it.
pub(super) const MAX_PATTERNS: usize = 5_000;

/// Where Obsidian and its plugin Templater keep the folder of their templates.
const TEMPLATES: [(&str, &str); 2] = [
    (".obsidian/templates.json", "folder"),
    (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
];

/// The rules of a folder and of those above it.
pub(super) struct Level {
    above: Option<Arc<Self>>,
    patterns: Vec<(Gitignore, Reason)>,
    templates: Vec<PathBuf>,
}

impl Level {
    /// Reads the rules of a folder; `None` if neither it nor any folder above it has some. Takes
    /// its patterns from those that are `left`, and adds what is left out to `problems`.
    pub(super) fn of(
        folder: &Path,
        above: Option<Arc<Self>>,
        left: &AtomicUsize,
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let mut found = Vec::new();
        for (name, reason) in FILES {
            match patterns(folder, name, left) {
                Ok(None) => {}
                Ok(Some(patterns)) => found.push((patterns, reason)),
                Err(problem) => problems.push(problem),
            }
        }
        let patterns = found;
        let templates = templates(folder);
        let has_any = above.is_some() || !patterns.is_empty() || !templates.is_empty();
        has_any.then_some(Self { above, patterns, templates })
    }

    /// Asks the folders upward, as Git does: the first that says something counts.
    pub(super) fn matched(&self, path: &Path, is_folder: bool) -> Match<Reason> {
        let mut next = Some(self);
        while let Some(level) = next {
            for (patterns, reason) in &level.patterns {
                match patterns.matched(path, is_folder) {
                    Match::Ignore(_) => return Match::Ignore(*reason),
                    // Only patterns for newswire speak of what Git does not know.
                    Match::Whitelist(_) if *reason == Reason::Newswireignore => {
                        return Match::Whitelist(*reason);
                    }
                    Match::Whitelist(_) => return Match::None,
                    Match::None => {}
                }
            }
            if level.templates.iter().any(|folder| folder == path) {
                return Match::Ignore(Reason::Template);
            }
            next = level.above.as_deref();
        }
        Match::None
    }
}

/// Reads a file of patterns, if there is one. A pattern that cannot be read is ignored, as Git does.
fn patterns(folder: &Path, name: &str, left: &AtomicUsize) -> Result<Option<Gitignore>, Problem> {
    let path = folder.join(name);
    let left_out = |cause: &str| Problem::warning(&path, format!("left out: {cause}"));
    let content = match file::settings(&path) {
        Ok(content) => content,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::IsADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(left_out(&format!("it cannot be read: {}", cause(&error)))),
    };
    let is_pattern = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    let lines = || content.trim_start_matches('\u{feff}').lines().filter(is_pattern);
    let count = lines().count();
    let take = |left: usize| left.checked_sub(count);
    if left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_err() {
        let most = text::thousands(MAX_PATTERNS);
        let cause = format!("with it the folder has more than {most} patterns of what to ignore");
        return Err(left_out(&cause).hint("write fewer patterns, such as `*.md` for many names"));
    }
    let mut builder = GitignoreBuilder::new(folder);
    for line in lines() {
        let _ = builder.add_line(Some(path.clone()), line);
    }
    match builder.build() {
        Ok(patterns) => Ok(Some(patterns).filter(|patterns| !patterns.is_empty())),
        Err(_) => Err(left_out("its patterns are too large").hint("write shorter patterns")),
    }
}

fn templates(folder: &Path) -> Vec<PathBuf> {
    if !folder.join(".obsidian").is_dir() {
        return Vec::new();
    }
    let named = TEMPLATES.iter().filter_map(|(file, name)| {
        let content = file::settings(&folder.join(file)).ok()?;
        let settings: Value = serde_json::from_str(&content).ok()?;
        let inside = settings.get(name)?.as_str()?.trim_matches('/').to_owned();
        (!inside.is_empty()).then(|| folder.join(inside))
    });
    named.collect()
}
