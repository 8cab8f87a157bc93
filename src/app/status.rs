//! The status line: the last message to the user, until the next key.

/// A message with its severity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// No message: the hints are shown.
    #[default]
    Quiet,
    /// Something was done.
    Info(String),
    /// Something could not be done.
    Warning(String),
}

impl Status {
    /// Creates a message that something was done.
    pub fn info(text: impl Into<String>) -> Self {
        Self::Info(text.into())
    }

    /// Creates a message that something could not be done.
    pub fn warning(text: impl Into<String>) -> Self {
        Self::Warning(text.into())
    }
}
