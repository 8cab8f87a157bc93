//! The settings file: its location, its format, and its problems. The callers apply the settings.

mod downloads;
mod file;
mod images;
mod keys;
mod opener;
mod options;
mod overrides;
mod palette;
mod patterns;
mod position;
mod raw;
mod reading;
mod recover;
mod refusal;
mod retain;
mod rows;
mod sync;
#[cfg(test)]
mod tests;
mod themes;
mod value;
mod view;

pub(crate) use downloads::usual_downloads;
pub use file::{ParsedConfig, SettingsFile};
pub use images::{Images, Showing};
pub use keys::{KeyLine, Keys, Position};
pub use options::{DEFAULTS, Setting, options};
pub use overrides::CliOverrides;
pub use palette::{Ink, Palette};
pub(crate) use recover::without;
pub use retain::{Retain, RetainThen};
pub use rows::RowLines;
pub use sync::SyncWhen;
pub use themes::{AUTO, Themes};
pub(crate) use value::{all_written, written};

use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::base_strategy::{BaseStrategy, Xdg};

use crate::problem::Problem;
use crate::query::Query;

use position::Step;
use raw::{CommandLine, Patience, RawConfig, Switch, Watching};
use reading::Columns;
use retain::RawRetain;

/// Longer lines are hard to read.
const TEXT_WIDTH: u16 = 80;

/// The parsed settings. Settings missing from the file have their defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct Config {
    /// Paths opened when the command line names none. `~` is expanded; relative paths are relative
    /// to the folder of the settings file.
    pub folders: Vec<PathBuf>,
    /// Patterns, as in `.gitignore`, of what is left out of folders.
    pub ignore: Vec<String>,
    /// The browser's command line; `%s` is replaced by the link.
    pub browser: Option<String>,
    /// Whether reports of the same story are folded into one row.
    pub stories: bool,
    /// How many lines a row of the list takes.
    pub rows: RowLines,
    /// Custom views, in addition to the built-in ones.
    pub views: Vec<SavedView>,
    /// Rules that hide articles.
    pub mute: Vec<MuteRule>,
    /// How long an article must be open to count as read; `None` means it never does.
    pub read_after: Option<Duration>,
    /// Timeout for programs that an article is piped to; `None` means no limit.
    pub pipe_limit: Option<Duration>,
    /// How file changes are detected.
    pub watch: Watch,
    /// When feeds are fetched.
    pub sync: SyncWhen,
    /// How much of a feed stays in its folder.
    pub retain: Retain,
    /// Key bindings that differ from the preset.
    pub keys: Keys,
    /// The name of the theme, or [`AUTO`].
    pub theme: String,
    /// The available themes.
    pub themes: Themes,
    /// Maximum columns of article text; `None` uses the full width.
    pub text_width: Option<u16>,
    /// Whether wide code is wrapped instead of scrolled sideways.
    pub wrap_code: bool,
    /// Whether right-to-left text is reordered for display; `None` decides by the terminal profile.
    pub bidi: Option<bool>,
    /// Programs for particular links; the first match wins.
    pub openers: Vec<Opener>,
    /// The folder for downloaded media files; `None` is the one of the desktop.
    pub downloads: Option<PathBuf>,
    /// Whether links are marked so that the terminal can open them.
    pub links: WhenKnown,
    /// Whether mouse events are captured.
    pub mouse: bool,
    /// How pictures are displayed.
    pub images: Images,
    /// Whether the window title is set.
    pub title: bool,
    /// Whether loading progress is reported to the desktop.
    pub progress: WhenKnown,
}

/// A program that opens particular links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opener {
    /// The links it opens.
    pub rule: Rule,
    /// Its command line; `%s` is replaced by the link.
    pub run: String,
    /// Whether the program runs in the terminal.
    pub terminal: bool,
}

/// Selects the links that a program opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Links to this host or a subdomain of it.
    Host(String),
    /// Links that match this regular expression.
    Match(String),
}

/// When to use a feature that only some terminals support.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenKnown {
    /// Only in terminals known to support it.
    #[default]
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

impl WhenKnown {
    /// Whether to use the feature, given whether this terminal is known to support it.
    #[must_use]
    pub fn is_wanted(self, is_known: bool) -> bool {
        self.said().unwrap_or(is_known)
    }

    /// The explicit choice; `None` for [`WhenKnown::Auto`].
    fn said(self) -> Option<bool> {
        match self {
            Self::Auto => None,
            Self::On => Some(true),
            Self::Off => Some(false),
        }
    }
}

/// How file changes are detected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Watch {
    /// By system notifications, falling back to [`Watch::Poll`].
    #[default]
    On,
    /// By checking the files periodically, as needed for network file systems.
    Poll,
    /// Not at all.
    Off,
}

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// The name shown in the header.
    pub name: String,
    /// The query it runs.
    pub query: Query,
    /// Its key in the view menu.
    pub key: Option<char>,
}

/// A rule that hides articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MuteRule {
    /// Matches the articles to hide.
    pub query: Query,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            folders: Vec::new(),
            ignore: Vec::new(),
            browser: None,
            stories: true,
            rows: RowLines::Auto,
            views: Vec::new(),
            mute: Vec::new(),
            read_after: Some(Duration::from_secs(2)),
            pipe_limit: Some(Duration::from_secs(30)),
            watch: Watch::On,
            sync: SyncWhen::On,
            retain: Retain::default(),
            keys: Keys::default(),
            theme: themes::USUAL.to_owned(),
            themes: Themes::default(),
            text_width: Some(TEXT_WIDTH),
            wrap_code: false,
            bidi: None,
            openers: Vec::new(),
            downloads: None,
            links: WhenKnown::Auto,
            mouse: true,
            images: Images::default(),
            title: true,
            progress: WhenKnown::Auto,
        }
    }
}

impl Config {
    /// Reads `path`, which must exist, or else the file at its default location, which need not
    /// exist.
    ///
    /// # Errors
    /// If the file cannot be read, contains an unknown setting, or has an invalid value; with line
    /// and column.
    pub fn load(path: Option<&Path>) -> Result<Self, Problem> {
        let ParsedConfig { config, problems, .. } = SettingsFile::find(path)?.read();
        problems.into_iter().next().map_or(Ok(config), Err)
    }

    /// Rejects a theme that does not exist or cannot be loaded.
    fn check_theme(&self, path: &Path, content: &str) -> Result<(), Problem> {
        if self.theme == AUTO {
            return Ok(());
        }
        self.themes.palette(&self.theme).map(drop).map_err(|problem| {
            if self.themes.names().contains(&self.theme) {
                return problem;
            }
            let what = format!("there is no theme `{}`", self.theme);
            let problem = Problem::error(path, what).hint(self.themes.advice(&self.theme));
            let (line, column) = raw::place_of_theme(content).unwrap_or_default();
            if line > 0 { problem.at(line, column) } else { problem }
        })
    }

    fn parse(path: &Path, content: &str) -> (Self, Vec<Problem>, String) {
        let (written, problems, valid_text) = recover::recover(path, content);
        let RawConfig {
            folders, browser, stories, views, mute, read_after, pipe_limit, watch, ..
        } = written;
        let RawConfig { keys, theme, text_width, wrap_code, bidi, openers, links, mouse, .. } =
            written;
        let RawConfig { images, images_fetch, images_private, .. } = written;
        let RawConfig { retain_months, retain_least, retain_most, retain_then, .. } = written;
        let (months, least) = (retain_months, retain_least);
        let retain = RawRetain { months, least, most: retain_most, then: retain_then };
        let RawConfig { title, progress, sync, downloads, ignore, rows, .. } = written;
        let base = path.parent().unwrap_or(Path::new(""));
        let config = Self {
            folders: folders
                .unwrap_or_default()
                .iter()
                .map(|folder| base.join(expand(folder)))
                .collect(),
            ignore: ignore.unwrap_or_default().into_iter().map(|pattern| pattern.0).collect(),
            browser: browser.map(|CommandLine(line)| line),
            stories: stories.is_none_or(|Switch(on)| on),
            rows: rows.unwrap_or_default(),
            views: views.unwrap_or_default().0,
            mute: mute.unwrap_or_default().into_iter().map(|rule| rule.0).collect(),
            read_after: read_after.map_or(Self::default().read_after, |Patience(time)| time),
            pipe_limit: pipe_limit.map_or(Self::default().pipe_limit, |Patience(time)| time),
            watch: watch.map_or(Watch::On, |Watching(watch)| watch),
            sync: sync.unwrap_or_default(),
            retain: retain.into(),
            keys: keys.map_or_else(Keys::default, |keys| {
                keys.placed(path, &valid_text, &[Step::Name("keys")])
            }),
            theme: theme.unwrap_or_else(|| themes::USUAL.to_owned()),
            themes: Themes::default(),
            text_width: text_width.map_or(Some(TEXT_WIDTH), |Columns(columns)| columns),
            wrap_code: wrap_code.is_some_and(|Switch(on)| on),
            bidi: bidi.and_then(WhenKnown::said),
            openers: openers.unwrap_or_default().into_iter().map(|rule| rule.0).collect(),
            downloads: downloads.map(|downloads::Folder(folder)| base.join(expand(&folder))),
            links: links.unwrap_or_default(),
            mouse: mouse.is_none_or(|Switch(on)| on),
            images: Images {
                show: images.unwrap_or_default(),
                fetch: images_fetch.is_some_and(|Switch(on)| on),
                private: images_private.is_some_and(|Switch(on)| on),
            },
            title: title.is_none_or(|Switch(on)| on),
            progress: progress.unwrap_or_default(),
        };
        (config, problems, valid_text)
    }
}

/// `config.yaml` in the XDG config folder, on every system.
fn usual_place() -> Option<PathBuf> {
    let folders = Xdg::new().ok()?;
    Some(folders.config_dir().join("newswire").join("config.yaml"))
}

/// Expands a leading `~` or `~/` to the home folder.
fn expand(folder: &str) -> PathBuf {
    let inside = match folder.strip_prefix('~') {
        Some("") => "",
        Some(rest) if rest.starts_with('/') => rest.trim_start_matches('/'),
        _ => return PathBuf::from(folder),
    };
    etcetera::home_dir().map_or_else(|_| PathBuf::from(folder), |home| home.join(inside))
}
