//! Command-line flags that override settings for the session.

use super::{Config, Watch};

/// Settings that the command line turns off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CliOverrides {
    /// Do not fold stories.
    pub stories: bool,
    /// Do not watch files.
    pub watch: bool,
}

impl CliOverrides {
    /// Returns the settings with the overrides applied.
    #[must_use]
    pub fn applied(self, mut config: Config) -> Config {
        config.stories &= !self.stories;
        if self.watch {
            config.watch = Watch::Off;
        }
        config
    }
}
