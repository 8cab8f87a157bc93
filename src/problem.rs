//! What is wrong, where, and what to do about it: the one shape of every
//! complaint about a document. Showing and counting them is left to others.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::text;

/// How much a problem costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// One field was lost; the document is otherwise as written.
    Warning,
    /// The header, or the whole file, could not be read.
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

/// One thing that went wrong while reading, shown as
/// `path:line:column: severity: what (hint: …)`. All its text is clean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Error or warning.
    pub severity: Severity,
    /// The file or folder, as given to the system.
    pub path: PathBuf,
    /// Line in the file, from 1.
    pub line: Option<u32>,
    /// Column in characters, from 1; only together with a line.
    pub column: Option<u32>,
    /// Situation and cause, lower case.
    pub what: String,
    /// What the reader can do about it.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem that costs the header or the file.
    pub fn error(path: &Path, what: impl AsRef<str>) -> Self {
        Self::new(Severity::Error, path, what.as_ref())
    }

    /// A problem that costs one field.
    pub fn warning(path: &Path, what: impl AsRef<str>) -> Self {
        Self::new(Severity::Warning, path, what.as_ref())
    }

    fn new(severity: Severity, path: &Path, what: &str) -> Self {
        let what = text::line(what).into_owned();
        Self { severity, path: path.to_owned(), line: None, column: None, what, hint: None }
    }

    /// With its place, both from 1; a column of 0 means unknown.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.line = u32::try_from(line).ok();
        self.column = u32::try_from(column).ok().filter(|column| *column > 0);
        self
    }

    /// With advice.
    #[must_use]
    pub fn hint(mut self, hint: impl AsRef<str>) -> Self {
        self.hint = Some(text::line(hint.as_ref()).into_owned());
        self
    }

    /// `path:line:column`, as far as known, safe to print.
    #[must_use]
    pub fn place(&self) -> String {
        let mut place = text::line(&self.path.to_string_lossy()).into_owned();
        for number in [self.line, self.column].into_iter().flatten() {
            place.push(':');
            place.push_str(&number.to_string());
        }
        place
    }

    /// `what (hint: …)`, for where the place stands apart.
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

/// Why the system refused, in lower case and without its number.
pub(crate) fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::Other | io::ErrorKind::InvalidData => error.to_string(),
        kind => kind.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
