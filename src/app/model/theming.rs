//! The themes by name, and which of them is chosen.

use crate::config::AUTO;
use crate::config::Config;

/// The themes by name.
#[derive(Debug)]
pub(in crate::app) struct Theming {
    /// Those that can be chosen.
    pub(in crate::app) names: Vec<String>,
    /// That of the settings.
    pub(in crate::app) usual: String,
    /// The one that was chosen instead.
    pub(in crate::app) chosen: Option<String>,
    /// It is known whether one was chosen.
    pub(in crate::app) is_settled: bool,
    /// The one on the screen, as [`TerminalEffect::Theme`](crate::app::effect::TerminalEffect::Theme) names it.
    pub(in crate::app) shown: Option<String>,
    /// One that could not be shown, and why.
    pub(in crate::app) broken: Option<(String, String)>,
}

impl Theming {
    pub(in crate::app) fn new(config: &Config) -> Self {
        let mut names = config.themes.names();
        names.insert(0, AUTO.to_owned());
        let usual = config.theme.clone();
        Self { names, usual, chosen: None, is_settled: false, shown: None, broken: None }
    }

    /// The settings say something else now.
    pub(in crate::app) fn set_usual(&mut self, config: &Config) {
        let Self { names, usual, .. } = Self::new(config);
        (self.names, self.usual) = (names, usual);
    }

    /// Takes what was chosen in an earlier session, unless that is here already or something else
    /// has been chosen meanwhile.
    pub(in crate::app) fn recall(&mut self, name: Option<String>) {
        if !std::mem::replace(&mut self.is_settled, true) {
            self.chosen = name;
        }
    }
}
