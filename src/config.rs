//! The settings file: where it is, what it may say, and what is wrong with it.
//! Applying the settings is left to those who use them.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::base_strategy::{BaseStrategy, Xdg};
use serde::de::{self, Deserialize, Deserializer, Visitor};

use crate::problem::Problem;
use crate::problem::cause;
use crate::query::Query;
use crate::text;

/// What the settings file says; the default where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        let Some(path) = path else {
            return match usual_place() {
                Some(usual) if usual.exists() => Self::read(&usual),
                _ => Ok(Self::default()),
            };
        };
        Self::read(path)
    }

    fn read(path: &Path) -> Result<Self, Problem> {
        let content = std::fs::read_to_string(path).map_err(|error| {
            Problem::error(path, format!("cannot read the config: {}", cause(&error)))
                .hint("check the path of the config file and that it is text in UTF-8")
        })?;
        Self::parse(path, &content)
    }

    fn parse(path: &Path, content: &str) -> Result<Self, Problem> {
        let content = content.trim_start_matches('\u{feff}');
        // An empty file is no map, but says nothing wrong either.
        let written: Option<Written> =
            serde_yaml::from_str(content).map_err(|error| refusal(path, &error))?;
        let Written { folders, browser, stories } = written.unwrap_or_default();
        let base = path.parent().unwrap_or(Path::new(""));
        Ok(Self {
            folders: folders
                .unwrap_or_default()
                .iter()
                .map(|folder| base.join(expand(folder)))
                .collect(),
            browser: browser.map(|CommandLine(line)| line),
            stories: stories.is_none_or(|Switch(on)| on),
            ..Self::default()
        })
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

/// The settings as they stand in the file.
#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "lines of the form `key: value`")]
struct Written {
    folders: Option<Vec<String>>,
    browser: Option<CommandLine>,
    stories: Option<Switch>,
}

/// `on` or `off`, or as YAML itself writes it.
struct Switch(bool);

/// A command that can be split into words.
struct CommandLine(String);

impl<'de> Deserialize<'de> for CommandLine {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Checked inside the visitor, because only errors raised there carry the
        // place of the value.
        struct Line;
        impl Visitor<'_> for Line {
            type Value = CommandLine;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a command line")
            }

            fn visit_str<E: de::Error>(self, line: &str) -> Result<CommandLine, E> {
                match shell_words::split(line) {
                    Ok(words) if words.is_empty() => Err(E::custom("the command is empty")),
                    Ok(_) => Ok(CommandLine(line.to_owned())),
                    Err(_) => Err(E::custom("a quote in the command is not closed")),
                }
            }
        }
        deserializer.deserialize_str(Line)
    }
}

impl<'de> Deserialize<'de> for Switch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OnOrOff;
        impl Visitor<'_> for OnOrOff {
            type Value = Switch;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("on or off")
            }

            fn visit_bool<E: de::Error>(self, on: bool) -> Result<Switch, E> {
                Ok(Switch(on))
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Switch, E> {
                match word.to_ascii_lowercase().as_str() {
                    "on" | "yes" => Ok(Switch(true)),
                    "off" | "no" => Ok(Switch(false)),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
        }
        deserializer.deserialize_any(OnOrOff)
    }
}

/// The parser's refusal in the reader's words. It tells no more than a sentence, so
/// the names are taken from between its backticks.
fn refusal(path: &Path, error: &serde_yaml::Error) -> Problem {
    let message = error.to_string();
    let end = message.rfind(" at line ").unwrap_or(message.len());
    let cause = message.get(..end).unwrap_or(&message);
    let quoted: Vec<&str> = cause.split('`').skip(1).step_by(2).collect();
    let problem = match quoted.as_slice() {
        [wrong, known @ ..] if cause.contains("unknown field") => {
            Problem::error(path, format!("unknown key `{wrong}`")).hint(advice(wrong, known))
        }
        _ => Problem::error(path, plain(cause)).hint(form(cause)),
    };
    match error.location() {
        Some(at) => problem.at(at.line(), at.column()),
        None => problem,
    }
}

fn advice(wrong: &str, known: &[&str]) -> String {
    match text::nearest(wrong, known) {
        Some(right) => format!("did you mean `{right}`?"),
        None => format!("the keys are {}", known.join(", ")),
    }
}

/// The parser's words for YAML's types are not the reader's.
fn plain(cause: &str) -> String {
    cause
        .replace("invalid type", "wrong type")
        .replace("invalid value", "wrong value")
        .replace("sequence", "list")
        .replace("duplicate field", "twice the same key")
}

fn form(cause: &str) -> &'static str {
    const FORMS: [(&str, &str); 4] = [
        ("folders", "write a list of paths: folders: [~/news]"),
        ("browser", "write one command: browser: \"firefox --new-tab %s\""),
        ("stories", "write stories: on or stories: off"),
        ("duplicate", "keep one of the two"),
    ];
    FORMS
        .iter()
        .rev()
        .find(|(part, _)| cause.contains(part))
        .map_or("check the quotes and the indentation of this line", |(_, form)| form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(content: &str) -> Result<Config, String> {
        Config::parse(Path::new("/etc/nw/config.yaml"), content).map_err(|p| p.to_string())
    }

    #[test]
    fn what_is_written_is_read() {
        let config =
            parse("folders: [/a, ~/b, c]\nbrowser: firefox --new-tab %s\n").expect("a good config");
        let home = etcetera::home_dir().expect("a home");
        let expected = [PathBuf::from("/a"), home.join("b"), "/etc/nw/c".into()];
        assert_eq!(config.folders, expected);
        assert_eq!(config.browser.as_deref(), Some("firefox --new-tab %s"));
        assert!(config.stories);
        assert!(!parse("stories: off\n").expect("a good config").stories);
        assert!(!parse("stories: false\n").expect("a good config").stories);
        assert_eq!(parse(""), Ok(Config::default()));
        assert_eq!(parse("# nothing yet\n"), Ok(Config::default()));
        assert_eq!(parse("folders:\nbrowser:\n"), Ok(Config::default()));
    }

    #[test]
    fn what_is_wrong_has_place_and_hint() {
        let wrong = |content: &str| parse(content).expect_err(content);
        let found = wrong("browser: x\nfolder: [a]\n");
        assert_eq!(
            found,
            "/etc/nw/config.yaml:2:1: error: unknown key `folder` (hint: did you mean `folders`?)"
        );
        assert!(wrong("zebra: 1\n").contains("hint: the keys are folders, browser, stories"));
        let found = wrong("folders: 3\n");
        assert!(found.contains("config.yaml:1:10: error: folders: wrong type"), "{found}");
        assert!(found.contains("hint: write a list of paths"), "{found}");
        let found = wrong("\nbrowser: [a]\n");
        assert!(found.contains("config.yaml:2:10: error: browser:"), "{found}");
        let found = wrong("browser: \"firefox 'x\"\n");
        assert!(found.contains("config.yaml:1:10"), "{found}");
        assert!(found.contains("not closed"), "{found}");
        let found = wrong("stories: maybe\n");
        assert!(found.contains("config.yaml:1:10: error: stories: wrong value"), "{found}");
        assert!(found.contains("hint: write stories: on or stories: off"), "{found}");
        let found = wrong("folders: [a\n");
        assert!(found.contains("config.yaml:"), "{found}");
        let found = wrong("just words\n");
        assert!(found.contains("lines of the form"), "{found}");
    }
}
