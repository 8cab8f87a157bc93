//! The line at the bottom: the last thing that newswire has to say, until the
//! next key.

/// A message and how grave it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Nothing: the hints show.
    #[default]
    Quiet,
    /// Something was done.
    Info(String),
    /// Something could not be done.
    Warning(String),
}

impl Status {
    /// What was done.
    pub fn info(text: impl Into<String>) -> Self {
        Self::Info(text.into())
    }

    /// What could not be done.
    pub fn warning(text: impl Into<String>) -> Self {
        Self::Warning(text.into())
    }
}
