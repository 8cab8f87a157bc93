//! What the command line says against the settings, for as long as the reader is open.

use super::{Config, Watch};

/// What of the settings does not count, because the command line says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CliOverrides {
    /// Stories are not folded.
    pub stories: bool,
    /// Changes of the files are not noticed.
    pub watch: bool,
}

impl CliOverrides {
    /// Settings as they count.
    #[must_use]
    pub fn applied(self, mut config: Config) -> Config {
        config.stories &= !self.stories;
        if self.watch {
            config.watch = Watch::Off;
        }
        config
    }
}
