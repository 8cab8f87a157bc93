//! The rules of a folder: its files of patterns, and the templates of its notes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use serde_json::Value;

use crate::file;

use super::Reason;

/// Files of patterns; the first counts before the second.
pub(super) const FILES: [(&str, Reason); 2] =
    [(".newswireignore", Reason::Newswireignore), (".gitignore", Reason::Gitignore)];

/// Patterns of a file beyond this many are ignored: each is tried on each path.
const MAX_PATTERNS: usize = 1_000;

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
    /// Reads the rules of a folder; `None` if neither it nor any folder above it has some.
    pub(super) fn of(folder: &Path, above: Option<Arc<Self>>) -> Option<Self> {
        let read = |(name, reason): (&str, Reason)| Some((patterns(folder, name)?, reason));
        let patterns: Vec<_> = FILES.into_iter().filter_map(read).collect();
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
fn patterns(folder: &Path, name: &str) -> Option<Gitignore> {
    let path = folder.join(name);
    let content = file::settings(&path).ok()?;
    let mut builder = GitignoreBuilder::new(folder);
    for line in content.trim_start_matches('\u{feff}').lines().take(MAX_PATTERNS) {
        let _ = builder.add_line(Some(path.clone()), line);
    }
    builder.build().ok().filter(|patterns| !patterns.is_empty())
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
