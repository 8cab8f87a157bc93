//! The file of the settings: where it is, and what of it is parsed.

use std::path::{Path, PathBuf};

use crate::problem::Problem;
use crate::problem::cause;

use super::themes::USUAL;
use super::{Config, Themes, usual_place};

/// A text of settings; empty where there is no file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsFile {
    /// Where it is, or would be.
    pub path: PathBuf,
    /// What it says.
    pub content: String,
}

/// What a text of settings says, as far as it is parsed.
#[derive(Clone, Debug, Default)]
pub struct ParsedConfig {
    /// The settings; the default for what is wrong.
    pub config: Config,
    /// What is wrong, and not in force.
    pub problems: Vec<Problem>,
    /// The text without that, line for line.
    pub valid_text: String,
}

impl SettingsFile {
    /// The file at `path`, which then must exist, else the one at its usual place, which need not.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn find(path: Option<&Path>) -> Result<Self, Problem> {
        match (path, usual_place()) {
            (Some(path), _) => Self::open(path),
            (None, Some(usual)) if usual.exists() => Self::open(&usual),
            (None, usual) => Ok(Self { path: usual.unwrap_or_default(), ..Self::default() }),
        }
    }

    fn open(path: &Path) -> Result<Self, Problem> {
        let content = std::fs::read_to_string(path).map_err(|error| {
            Problem::error(path, format!("cannot read the config: {}", cause(&error)))
                .hint("check the path of the config file and that it is UTF-8 text")
        })?;
        Ok(Self { path: path.to_owned(), content })
    }

    /// Understands as much of it as can be.
    #[must_use]
    pub fn read(&self) -> ParsedConfig {
        self.read_with(Themes::beside(&self.path))
    }

    /// The same where the themes are known.
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
