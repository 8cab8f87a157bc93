//! The settings file: where it is, what it may say, and what is wrong with it.
//! Applying the settings is left to those who use them.

mod file;
mod images;
mod keys;
mod opener;
mod options;
mod overrides;
mod palette;
mod position;
mod raw;
mod reading;
mod recover;
mod refusal;
#[cfg(test)]
mod tests;
mod themes;
mod value;
mod view;

pub use file::{ParsedConfig, SettingsFile};
pub use images::{Images, Showing};
pub use keys::{KeyLine, Keys, Position};
pub use options::{DEFAULTS, Setting, options};
pub use overrides::CliOverrides;
pub use palette::{Ink, Palette};
pub(crate) use recover::without;
pub use themes::{AUTO, Themes};
pub(crate) use value::written;

use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::base_strategy::{BaseStrategy, Xdg};

use crate::problem::Problem;
use crate::query::Query;

use position::Step;
use raw::{CommandLine, Patience, RawConfig, Switch, Watching};
use reading::Columns;

/// Wider lines are hard to read.
const TEXT_WIDTH: u16 = 80;

/// What the settings file says; the default where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub struct Config {
    /// What is opened when no path is given. `~` is expanded, and relative paths
    /// are below the folder of the settings file.
    pub folders: Vec<PathBuf>,
    /// The browser's command line, `%s` standing for the link.
    pub browser: Option<String>,
    /// Whether the reports of one story are folded into one row.
    pub stories: bool,
    /// Views beside those that are always there.
    pub views: Vec<SavedView>,
    /// What is hidden.
    pub mute: Vec<MuteRule>,
    /// How long an article has to be open to count as read; never where there is none.
    pub read_after: Option<Duration>,
    /// How long a program may take that gets an article; as long as it wants where there is none.
    pub pipe_limit: Option<Duration>,
    /// How changes of the files are noticed.
    pub watch: Watch,
    /// Which keys differ from the usual ones.
    pub keys: Keys,
    /// The name of the theme, or [`AUTO`].
    pub theme: String,
    /// The themes that there are.
    pub themes: Themes,
    /// Columns of an article's text at most; as many as there are where there is none.
    pub text_width: Option<u16>,
    /// Whether code that is too wide is broken instead of moved sideways.
    pub wrap_code: bool,
    /// Whether text that runs from right to left is put in the order in which it is seen; by
    /// what is known of the terminal where there is none.
    pub bidi: Option<bool>,
    /// Programs for some links; of several that fit the first counts.
    pub openers: Vec<Opener>,
    /// Whether the terminal itself can open links.
    pub links: WhenKnown,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// How pictures are shown.
    pub images: Images,
    /// Whether the window gets a title.
    pub title: bool,
    /// Where the desktop shows how far a load has come.
    pub progress: WhenKnown,
}

/// A program for some links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opener {
    /// For which.
    pub rule: Rule,
    /// Its command line, `%s` standing for the link.
    pub run: String,
    /// It needs the terminal.
    pub terminal: bool,
}

/// Which links a program is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Those to a host, or to one below it.
    Host(String),
    /// Those that a regular expression finds something in.
    Match(String),
}

/// Whether something is used that not every terminal has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhenKnown {
    /// Where the terminal is known to understand it.
    #[default]
    Auto,
    /// In every terminal.
    On,
    /// Not at all.
    Off,
}

impl WhenKnown {
    /// Whether it is used in this terminal, of which it is known or not.
    #[must_use]
    pub fn is_wanted(self, is_known: bool) -> bool {
        self.said().unwrap_or(is_known)
    }

    /// What is said of it; nothing where what is known decides.
    fn said(self) -> Option<bool> {
        match self {
            Self::Auto => None,
            Self::On => Some(true),
            Self::Off => Some(false),
        }
    }
}

/// How changes of the files are noticed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Watch {
    /// The system tells of them; where it cannot, as [`Watch::Poll`].
    #[default]
    On,
    /// By looking at the files now and then, as for a folder of another computer.
    Poll,
    /// Not at all.
    Off,
}

/// A view of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// As the header names it.
    pub name: String,
    /// What it asks for.
    pub query: Query,
    /// Its letter in the menu of views.
    pub key: Option<char>,
}

/// A rule by which articles are hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MuteRule {
    /// What it hides.
    pub query: Query,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            folders: Vec::new(),
            browser: None,
            stories: true,
            views: Vec::new(),
            mute: Vec::new(),
            read_after: Some(Duration::from_secs(2)),
            pipe_limit: Some(Duration::from_secs(30)),
            watch: Watch::On,
            keys: Keys::default(),
            theme: themes::USUAL.to_owned(),
            themes: Themes::default(),
            text_width: Some(TEXT_WIDTH),
            wrap_code: false,
            bidi: None,
            openers: Vec::new(),
            links: WhenKnown::Auto,
            mouse: true,
            images: Images::default(),
            title: true,
            progress: WhenKnown::Auto,
        }
    }
}

impl Config {
    /// Reads `path`, which then must exist, else the file at its usual place, which
    /// need not.
    ///
    /// # Errors
    /// Where the file cannot be read, says something unknown, or says it in the
    /// wrong form; with line and column.
    pub fn load(path: Option<&Path>) -> Result<Self, Problem> {
        let ParsedConfig { config, problems, .. } = SettingsFile::find(path)?.read();
        problems.into_iter().next().map_or(Ok(config), Err)
    }

    /// Refuses a theme that cannot be shown.
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
        let RawConfig { title, progress, .. } = written;
        let base = path.parent().unwrap_or(Path::new(""));
        let config = Self {
            folders: folders
                .unwrap_or_default()
                .iter()
                .map(|folder| base.join(expand(folder)))
                .collect(),
            browser: browser.map(|CommandLine(line)| line),
            stories: stories.is_none_or(|Switch(on)| on),
            views: views.unwrap_or_default().0,
            mute: mute.unwrap_or_default().into_iter().map(|rule| rule.0).collect(),
            read_after: read_after.map_or(Self::default().read_after, |Patience(time)| time),
            pipe_limit: pipe_limit.map_or(Self::default().pipe_limit, |Patience(time)| time),
            watch: watch.map_or(Watch::On, |Watching(watch)| watch),
            keys: keys.map_or_else(Keys::default, |keys| {
                keys.placed(path, &valid_text, &[Step::Name("keys")])
            }),
            theme: theme.unwrap_or_else(|| themes::USUAL.to_owned()),
            themes: Themes::default(),
            text_width: text_width.map_or(Some(TEXT_WIDTH), |Columns(columns)| columns),
            wrap_code: wrap_code.is_some_and(|Switch(on)| on),
            bidi: bidi.and_then(WhenKnown::said),
            openers: openers.unwrap_or_default().into_iter().map(|rule| rule.0).collect(),
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

/// `config.yaml` by the XDG rules, on every system.
fn usual_place() -> Option<PathBuf> {
    let folders = Xdg::new().ok()?;
    Some(folders.config_dir().join("newswire").join("config.yaml"))
}

/// `~` and `~/…` as the home folder.
fn expand(folder: &str) -> PathBuf {
    let inside = match folder.strip_prefix('~') {
        Some("") => "",
        Some(rest) if rest.starts_with('/') => rest.trim_start_matches('/'),
        _ => return PathBuf::from(folder),
    };
    etcetera::home_dir().map_or_else(|_| PathBuf::from(folder), |home| home.join(inside))
}
