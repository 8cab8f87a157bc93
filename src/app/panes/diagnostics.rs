//! Problems found during a load: errors before warnings, each sorted by path. Insertion keeps the
//! order, so that the problems of one document are found without scanning all of them.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use crate::article::Origin;
use crate::problem::Problem;
use crate::problem::Severity;

/// The problems of a load.
#[derive(Debug, Default)]
pub struct Diagnostics {
    errors: Vec<Arc<Problem>>,
    warnings: Vec<Arc<Problem>>,
}

impl Diagnostics {
    pub(in crate::app) fn add(&mut self, problems: Vec<Problem>) {
        let (errors, warnings): (Vec<_>, Vec<_>) =
            problems.into_iter().partition(|problem| problem.severity == Severity::Error);
        merge(&mut self.errors, errors);
        merge(&mut self.warnings, warnings);
    }

    /// Removes the problems of these documents.
    pub(in crate::app) fn forget(&mut self, sources: &[Origin]) {
        if sources.is_empty() || self.is_empty() {
            return;
        }
        let paths: HashSet<&Path> = sources.iter().map(Origin::path).collect();
        self.errors.retain(|problem| !paths.contains(problem.path.as_path()));
        self.warnings.retain(|problem| !paths.contains(problem.path.as_path()));
    }

    /// Returns the problem in a row, from 0.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&Arc<Problem>> {
        self.errors.get(row).or_else(|| self.warnings.get(row.checked_sub(self.errors.len())?))
    }

    /// Returns the row of a problem.
    pub(in crate::app) fn row(&self, problem: &Arc<Problem>) -> Option<usize> {
        let same = |other: &Arc<Problem>| Arc::ptr_eq(other, problem);
        self.errors.iter().chain(&self.warnings).position(same)
    }

    /// Returns the rows from `first` on.
    pub fn rows(&self, first: usize) -> impl Iterator<Item = &Problem> {
        let warnings = first.saturating_sub(self.errors.len());
        let errors = self.errors.iter().skip(first);
        errors.chain(self.warnings.iter().skip(warnings)).map(|problem| &**problem)
    }

    /// Number of problems.
    #[must_use]
    pub fn len(&self) -> usize {
        self.errors.len() + self.warnings.len()
    }

    /// Whether there are no problems.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Numbers of errors and warnings.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.errors.len(), self.warnings.len())
    }

    /// Whether the header of a document, or the whole document, could not be read.
    #[must_use]
    pub fn has_error(&self, source: &Origin) -> bool {
        !of_path(&self.errors, source.path()).is_empty()
    }

    /// Returns the problems of a document.
    pub(in crate::app) fn of(&self, source: &Origin) -> impl Iterator<Item = &Problem> {
        let path = source.path();
        let found = of_path(&self.errors, path).iter().chain(of_path(&self.warnings, path));
        found.map(|problem| &**problem)
    }
}

fn of_path<'a>(sorted: &'a [Arc<Problem>], path: &Path) -> &'a [Arc<Problem>] {
    let first = sorted.partition_point(|problem| *problem.path < *path);
    let rest = sorted.get(first..).unwrap_or_default();
    let count = rest.partition_point(|problem| *problem.path == *path);
    rest.get(..count).unwrap_or_default()
}

/// Walks the sorted list once; each new problem is compared with only a few old ones.
fn merge(sorted: &mut Vec<Arc<Problem>>, new: Vec<Problem>) {
    if new.is_empty() {
        return;
    }
    let mut new: Vec<Arc<Problem>> = new.into_iter().map(Arc::new).collect();
    new.sort_by(|a, b| by_place(a, b));
    let mut merged = Vec::with_capacity(sorted.len() + new.len());
    let mut rest = sorted.as_slice();
    for problem in new {
        let place = rest.partition_point(|other| by_place(other, &problem).is_le());
        let (before, after) = rest.split_at(place);
        merged.extend_from_slice(before);
        merged.push(problem);
        rest = after;
    }
    merged.extend_from_slice(rest);
    *sorted = merged;
}

fn by_place(a: &Problem, b: &Problem) -> Ordering {
    (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_come_first_and_each_document_finds_its_own() {
        let of = |name: &str, line| Problem::error(Path::new(name), "x").at(line, 1);
        let warning = |name: &str| Problem::warning(Path::new(name), "y");
        let mut all = Diagnostics::default();
        all.add(vec![warning("b.md"), of("c.md", 2)]);
        let selected = all.get(1).cloned().expect("the warning");
        all.add(vec![of("a.md", 1), of("c.md", 1), warning("a.md")]);
        let rows: Vec<String> = all.rows(0).map(Problem::place).collect();
        assert_eq!(rows, ["a.md:1:1", "c.md:1:1", "c.md:2:1", "a.md", "b.md"]);
        assert_eq!(all.row(&selected), Some(4));
        assert_eq!(all.rows(4).map(Problem::place).collect::<Vec<_>>(), ["b.md"]);
        let file = |name: &str| Origin::File(Path::new(name).into());
        assert!(all.has_error(&file("a.md")) && !all.has_error(&file("b.md")));
        assert_eq!(all.of(&file("a.md")).count(), 2);
    }
}
