//! A diagnostic: what is wrong, where, and how to fix it. Every problem with a document uses this
//! type; callers display and count them.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::text;

/// The consequence of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A field was lost; the rest of the document is unaffected.
    Warning,
    /// The header or the whole file could not be read.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A problem found while reading, displayed as `path:line:column: severity: what (hint: …)`. All
/// its text is safe to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Error or warning.
    pub severity: Severity,
    /// The file or folder, as passed to the system.
    pub path: PathBuf,
    /// Line in the file, from 1.
    pub line: Option<u32>,
    /// Column in characters, from 1; only together with a line.
    pub column: Option<u32>,
    /// Situation and cause, in lower case.
    pub what: String,
    /// What the user can do about it.
    pub hint: Option<String>,
}

impl Problem {
    /// Creates a problem that loses the header or the file.
    pub fn error(path: &Path, what: impl AsRef<str>) -> Self {
        Self::new(Severity::Error, path, what.as_ref())
    }

    /// Creates a problem that loses one field.
    pub fn warning(path: &Path, what: impl AsRef<str>) -> Self {
        Self::new(Severity::Warning, path, what.as_ref())
    }

    fn new(severity: Severity, path: &Path, what: &str) -> Self {
        let what = text::line(what).into_owned();
        Self { severity, path: path.to_owned(), line: None, column: None, what, hint: None }
    }

    /// Adds line and column, both from 1; a column of 0 means unknown.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.line = u32::try_from(line).ok();
        self.column = u32::try_from(column).ok().filter(|column| *column > 0);
        self
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl AsRef<str>) -> Self {
        self.hint = Some(text::line(hint.as_ref()).into_owned());
        self
    }

    /// Returns `path:line:column`, as far as known; safe to print.
    #[must_use]
    pub fn place(&self) -> String {
        let mut place = text::line(&self.path.to_string_lossy()).into_owned();
        for number in [self.line, self.column].into_iter().flatten() {
            place.push(':');
            place.push_str(&number.to_string());
        }
        place
    }

    /// Returns `what (hint: …)`, for displays that show the position separately.
    #[must_use]
    pub fn sentence(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{} (hint: {hint})", self.what),
            None => self.what.clone(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.place(), self.severity, self.sentence())
    }
}

impl std::error::Error for Problem {}

/// Describes a system error in lower case, without its number.
pub(crate) fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::Other | io::ErrorKind::InvalidData => error.to_string(),
        kind => match kind.to_string() {
            // The library has no word for it, but the system has.
            told if told == "uncategorized error" => without_number(&error.to_string()),
            told => told,
        },
    }
}

/// The system's words, such as `Input/output error (os error 5)`, in lower case.
fn without_number(told: &str) -> String {
    told.split_once(" (os error").map_or(told, |(words, _)| words).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that the system could not read had an "uncategorized error".
    #[cfg(unix)]
    #[test]
    fn causes_are_in_plain_words() {
        assert_eq!(cause(&io::Error::from_raw_os_error(5)), "input/output error");
        assert_eq!(cause(&io::Error::from_raw_os_error(13)), "permission denied");
        assert_eq!(cause(&io::Error::other("it is odd")), "it is odd");
    }

    #[test]
    fn a_problem_names_place_cause_and_hint() {
        let problem = Problem::error(Path::new("a\u{1b}[31m.md"), "cannot parse the header: x")
            .at(3, 17)
            .hint("quote it");
        assert_eq!(
            problem.to_string(),
            "a.md:3:17: error: cannot parse the header: x (hint: quote it)"
        );
        assert_eq!(problem.sentence(), "cannot parse the header: x (hint: quote it)");
        assert_eq!(Problem::warning(Path::new("a.md"), "odd").sentence(), "odd");
    }
}
