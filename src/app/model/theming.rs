//! The available themes by name, and the chosen one.

use crate::config::AUTO;
use crate::config::Config;

/// The available themes by name, and the chosen one.
#[derive(Debug)]
pub(in crate::app) struct Theming {
    /// Names of the themes that can be chosen.
    pub(in crate::app) names: Vec<String>,
    /// The theme of the settings.
    pub(in crate::app) usual: String,
    /// The theme chosen instead.
    pub(in crate::app) chosen: Option<String>,
    /// It is known whether a theme was chosen: in this session or an earlier one.
    pub(in crate::app) is_settled: bool,
    /// The theme on the screen, as in
    /// [`TerminalEffect::Theme`](crate::app::effect::TerminalEffect::Theme).
    pub(in crate::app) shown: Option<String>,
    /// A theme that could not be shown, and the reason.
    pub(in crate::app) broken: Option<(String, String)>,
}

impl Theming {
    pub(in crate::app) fn new(config: &Config) -> Self {
        let mut names = config.themes.names();
        names.insert(0, AUTO.to_owned());
        let usual = config.theme.clone();
        Self { names, usual, chosen: None, is_settled: false, shown: None, broken: None }
    }

    /// Takes over changed settings.
    pub(in crate::app) fn set_usual(&mut self, config: &Config) {
        let Self { names, usual, .. } = Self::new(config);
        (self.names, self.usual) = (names, usual);
    }

    /// Restores the theme chosen in an earlier session, unless that has been done or the user has
    /// chosen one since.
    pub(in crate::app) fn recall(&mut self, name: Option<String>) {
        if !std::mem::replace(&mut self.is_settled, true) {
            self.chosen = name;
        }
    }
}
