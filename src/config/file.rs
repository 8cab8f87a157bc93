//! Finds and parses the settings file.

use std::path::{Path, PathBuf};

use crate::file;
use crate::problem::Problem;
use crate::problem::cause;

use super::themes::USUAL;
use super::{Config, Themes, usual_place};

/// The text of the settings file; empty if there is no file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsFile {
    /// Path of the file, whether or not it exists.
    pub path: PathBuf,
    /// Its text.
    pub content: String,
}

/// The result of parsing settings, including what could not be parsed.
#[derive(Clone, Debug, Default)]
pub struct ParsedConfig {
    /// The settings; invalid ones have their defaults.
    pub config: Config,
    /// The invalid settings, which are ignored.
    pub problems: Vec<Problem>,
    /// The text with invalid parts blanked out; line numbers are unchanged.
    pub valid_text: String,
}

impl SettingsFile {
    /// Finds the file at `path`, which must exist, or else at the default location, where it may be
    /// missing.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn find(path: Option<&Path>) -> Result<Self, Problem> {
        match (path, usual_place()) {
            (Some(path), _) => Self::open(path),
            (None, Some(usual)) if usual.exists() => Self::open(&usual),
            (None, usual) => Ok(Self { path: usual.unwrap_or_default(), ..Self::default() }),
        }
    }

    fn open(path: &Path) -> Result<Self, Problem> {
        let content = file::settings(path).map_err(|error| {
            Problem::error(path, format!("cannot read the config: {}", cause(&error)))
                .hint("check the path of the config file and that it is UTF-8 text")
        })?;
        Ok(Self { path: path.to_owned(), content })
    }

    /// Parses the file, skipping its invalid parts.
    #[must_use]
    pub fn read(&self) -> ParsedConfig {
        self.read_with(Themes::beside(&self.path))
    }

    /// Like [`read`](Self::read), with themes that are already loaded.
    #[must_use]
    pub fn read_with(&self, themes: Themes) -> ParsedConfig {
        let content = self.content.trim_start_matches('\u{feff}');
        let (config, mut problems, valid_text) = Config::parse(&self.path, content);
        let mut config = Config { themes, ..config };
        if let Err(problem) = config.check_theme(&self.path, content) {
            problems.push(problem);
            USUAL.clone_into(&mut config.theme);
        }
        ParsedConfig { config, problems, valid_text }
    }
}
