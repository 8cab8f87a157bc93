//! Progress of opening links.

use crate::text;

use crate::app::model::undo::Change;
use crate::app::status::Status;

/// Progress of the links the user asked to open.
#[derive(Debug, Default)]
pub(in crate::app) struct Opening {
    asked: usize,
    opened: usize,
    failed: usize,
    /// Cause of the first failure.
    cause: String,
    /// Marks that were set because links are opened.
    marked: Vec<Marked>,
}

/// Marks that hold if any of some links can be opened.
#[derive(Debug)]
struct Marked {
    /// The links that have not been opened yet.
    urls: Vec<String>,
    changes: Vec<Change>,
}

impl Opening {
    /// Adds links that are going to be opened.
    pub(in crate::app) fn ask(&mut self, count: usize) {
        if self.opened + self.failed >= self.asked {
            let marked = std::mem::take(&mut self.marked);
            *self = Self { marked, ..Self::default() };
        }
        self.asked += count;
    }

    /// Notes the marks that were set because these links are opened.
    pub(in crate::app) fn note(&mut self, urls: Vec<String>, changes: Vec<Change>) {
        if !changes.is_empty() {
            self.marked.push(Marked { urls, changes });
        }
    }

    /// Follows the outcome of one link. Returns the marks to take back: those none of whose links
    /// could be opened.
    pub(in crate::app) fn unopened(&mut self, url: &str, is_open: bool) -> Option<Vec<Change>> {
        let at = self.marked.iter().position(|it| it.urls.iter().any(|one| one == url))?;
        self.marked[at].urls.retain(|one| one != url);
        if !is_open && !self.marked[at].urls.is_empty() {
            return None;
        }
        let marked = self.marked.swap_remove(at);
        (!is_open).then_some(marked.changes)
    }

    /// Records the outcome of one link and returns the message to show.
    pub(in crate::app) fn end(&mut self, url: &str, outcome: Result<(), String>) -> Status {
        match outcome {
            Ok(()) => self.opened += 1,
            Err(cause) => {
                self.failed += 1;
                if self.failed == 1 {
                    self.cause = format!("{cause}: {url}");
                }
            }
        }
        let (asked, opened, failed) = (self.asked, self.opened, self.failed);
        let cause = text::line(&self.cause).into_owned();
        match (asked, failed) {
            _ if opened + failed < asked => {
                Status::info(format!("opening links, {opened} of {asked} done"))
            }
            (..=1, 0) => Status::info(format!("opened {}", text::line(url))),
            (_, 0) => Status::info(format!("opened {asked} links")),
            (..=1, _) => Status::warning(format!("cannot open, {cause}")),
            _ => Status::warning(format!("{failed} of {asked} links not opened, {cause}")),
        }
    }
}
