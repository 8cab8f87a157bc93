//! The settings in force and their file, and trying a change to one of them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::config;
use crate::config::CliOverrides;
use crate::config::Config;
use crate::config::ParsedConfig;
use crate::config::SettingsFile;
use crate::problem::Problem;
use crate::text;

use crate::app::input::keymap::Keymap;

/// Settings that take effect only at the next start.
pub(in crate::app) const AT_START: [&str; 2] = ["folders", "ignore"];

/// The settings in force, and the file they come from.
#[derive(Debug, Default)]
pub(in crate::app) struct Settings {
    pub(in crate::app) config: Config,
    pub(in crate::app) overrides: CliOverrides,
    pub(in crate::app) path: PathBuf,
    /// The file's content without its faulty parts.
    pub(in crate::app) valid_text: String,
    pub(in crate::app) problems: Vec<Problem>,
}

impl Settings {
    pub(in crate::app) fn of(config: &Config) -> Self {
        Self { config: config.clone(), ..Self::default() }
    }

    /// Returns the values of the settings that are not the defaults, by name.
    pub(in crate::app) fn values(&self) -> BTreeMap<String, String> {
        let mut values = config::all_written(&self.valid_text);
        let overrides =
            [("stories", self.overrides.stories), ("watch", self.overrides.watch)].into_iter();
        for (name, _) in overrides.filter(|(_, is_off)| *is_off) {
            values.insert(name.to_owned(), "off".to_owned());
        }
        values
    }

    /// Returns the settings with one of them changed, or the reason why it cannot be.
    pub(in crate::app) fn changed(&self, name: &str, value: &str) -> Result<Config, String> {
        let options = config::options();
        let names: Vec<&str> = options.iter().map(|option| option.name.as_str()).collect();
        if !names.contains(&name) {
            let shown = text::line(name);
            return Err(match text::nearest(name, &names) {
                Some(right) => format!("there is no setting `{shown}`; did you mean `{right}`?"),
                None => {
                    format!("there is no setting `{shown}`; the settings are {}", names.join(", "))
                }
            });
        }
        if AT_START.contains(&name) {
            return Err(format!("`{name}` is read only at the start; set it in the config"));
        }
        if value.is_empty() {
            return Err(format!("set requires a value after {name}"));
        }
        let rest = config::without(&self.valid_text, name);
        let content = format!("{rest}\n{name}: {value}\n");
        let file = SettingsFile { path: self.path.clone(), content };
        let ParsedConfig { config, mut problems, .. } = file.read_with(self.config.themes.clone());
        problems.extend(Keymap::new(&config.keys).1);
        problems.first().map_or(Ok(config), |problem| {
            let hint = problem.hint.as_ref().map_or(String::new(), |hint| format!("; {hint}"));
            Err(format!("{}{hint}", problem.what))
        })
    }
}
