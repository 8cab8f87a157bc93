//! Progress of opening links.

use crate::text;

use crate::app::status::Status;

/// Progress of the links the user asked to open.
#[derive(Debug, Default)]
pub(in crate::app) struct Opening {
    asked: usize,
    opened: usize,
    failed: usize,
    /// Cause of the first failure.
    cause: String,
}

impl Opening {
    /// Adds links that are going to be opened.
    pub(in crate::app) fn ask(&mut self, count: usize) {
        if self.opened + self.failed >= self.asked {
            *self = Self::default();
        }
        self.asked += count;
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
