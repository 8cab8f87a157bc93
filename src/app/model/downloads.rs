//! The download that is running and those that wait for it: one at a time, in the order in which
//! they were asked for.

use std::collections::VecDeque;

use crate::download::Download;
use crate::download::DownloadError;
use crate::text;

/// Longest name beside the progress, in columns.
const WIDEST: usize = 24;

/// Downloads that have not ended.
#[derive(Debug, Default)]
pub struct Downloads {
    /// The first one is running.
    queue: VecDeque<Download>,
    /// Bytes of the running one that are here, and those of the whole file if known.
    progress: (u64, Option<u64>),
}

/// What happened to a download that was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::app) enum Queued {
    /// It is to be started.
    First,
    /// It waits for so many others.
    Behind(usize),
}

/// What happened to a download that was asked to stop.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::app) enum Stopped {
    /// It was only waiting.
    Waiting,
    /// It is to be stopped.
    Running,
}

impl Downloads {
    /// Bytes of the running download that are here, and those of the whole file if known; `None`
    /// if nothing is running.
    #[must_use]
    pub fn progress(&self) -> Option<(u64, Option<u64>)> {
        (!self.queue.is_empty()).then_some(self.progress)
    }

    /// Describes the progress: `downloading episode.mp3 12 of 48 MB, 2 more`.
    #[must_use]
    pub fn said(&self) -> Option<String> {
        let name = self.queue.front()?.name();
        let name = text::fit(&text::line(&name), WIDEST).into_owned();
        let size = match self.progress {
            (0, None) => String::new(),
            (done, None) => format!(" {}", text::bytes(done)),
            (done, Some(whole)) => format!(" {}", part_of(done, whole)),
        };
        let more = match self.queue.len() - 1 {
            0 => String::new(),
            more => format!(", {more} more"),
        };
        Some(format!("downloading {name}{size}{more}"))
    }

    /// Whether a file is being downloaded or waits for it.
    pub(in crate::app) fn has(&self, url: &str) -> bool {
        self.queue.iter().any(|it| it.url == url)
    }

    /// Adds a download, which must not be there yet.
    pub(in crate::app) fn add(&mut self, download: Download) -> Queued {
        self.queue.push_back(download);
        match self.queue.len() - 1 {
            0 => {
                self.progress = (0, None);
                Queued::First
            }
            others => Queued::Behind(others),
        }
    }

    /// Removes a download that waits; the running one stays until it has ended.
    pub(in crate::app) fn stop(&mut self, url: &str) -> Option<Stopped> {
        let place = self.queue.iter().position(|it| it.url == url)?;
        if place == 0 {
            return Some(Stopped::Running);
        }
        self.queue.remove(place);
        Some(Stopped::Waiting)
    }

    /// Takes over the progress of the running download.
    pub(in crate::app) fn follow(&mut self, done: u64, whole: Option<u64>) {
        self.progress = (done, whole);
    }

    /// Whether some of the running download is here.
    pub(in crate::app) fn has_begun(&self) -> bool {
        self.progress.0 > 0
    }

    /// Ends the running download. Returns it, and the next one, which is to be started.
    pub(in crate::app) fn end(&mut self) -> (Option<Download>, Option<Download>) {
        let ended = self.queue.pop_front();
        self.progress = (0, None);
        (ended, self.queue.front().cloned())
    }
}

/// Formats as `12 of 48 MB`, or `900 kB of 48 MB` if the units differ.
fn part_of(done: u64, whole: u64) -> String {
    let (done, whole) = (text::bytes(done), text::bytes(whole));
    match (done.split_once(' '), whole.split_once(' ')) {
        (Some((number, unit)), Some((_, other))) if unit == other => format!("{number} of {whole}"),
        _ => format!("{done} of {whole}"),
    }
}

/// Says why a download has failed, and what to do; `again` says how to try again.
pub(in crate::app) fn failure(name: &str, error: &DownloadError, again: String) -> String {
    let what = format!("cannot download {name}: {error}");
    let again = Some(again).filter(|_| error.may_pass());
    match (error.advice(), again) {
        (Some(advice), Some(again)) => format!("{what} (hint: {advice}, then {again})"),
        (Some(advice), None) => format!("{what} (hint: {advice})"),
        (None, Some(again)) => format!("{what} (hint: {again})"),
        (None, None) => what,
    }
}

#[cfg(test)]
mod tests {
    use crate::net::Addresses;
    use crate::net::Error;

    use super::*;

    fn download(name: &str) -> Download {
        Download {
            url: format!("https://a.example/{name}"),
            media_type: None,
            folder: None,
            addresses: Addresses::Public,
            is_own: false,
        }
    }

    #[test]
    fn the_progress_is_said_in_the_unit_of_the_whole() {
        let mut downloads = Downloads::default();
        assert_eq!((downloads.said(), downloads.progress()), (None, None));
        assert_eq!(downloads.add(download("1.mp3")), Queued::First);
        assert_eq!(downloads.said().as_deref(), Some("downloading 1.mp3"));
        downloads.follow(12_000_000, Some(48_000_000));
        assert_eq!(downloads.said().as_deref(), Some("downloading 1.mp3 12 of 48 MB"));
        downloads.follow(900_000, Some(48_000_000));
        assert_eq!(downloads.said().as_deref(), Some("downloading 1.mp3 900 kB of 48 MB"));
        assert_eq!(downloads.add(download("2.mp3")), Queued::Behind(1));
        downloads.follow(900_000, None);
        assert_eq!(downloads.said().as_deref(), Some("downloading 1.mp3 900 kB, 1 more"));
        assert_eq!(downloads.stop("https://a.example/1.mp3"), Some(Stopped::Running));
        let (ended, next) = downloads.end();
        assert_eq!((ended, next), (Some(download("1.mp3")), Some(download("2.mp3"))));
        assert_eq!(downloads.said().as_deref(), Some("downloading 2.mp3"));
    }

    #[test]
    fn a_failure_says_how_to_go_on() {
        let said = |error: DownloadError| failure("1.mp3", &error, "E continues it".to_owned());
        let cut = "cannot download 1.mp3: the server closed the connection too early \
                   (hint: E continues it)";
        assert_eq!(said(Error::Cut.into()), cut);
        let full = "cannot download 1.mp3: the disk is full (hint: free some space, then E \
                    continues it)";
        assert_eq!(said(DownloadError::Full), full);
        let gone = "cannot download 1.mp3: the server no longer has the file (404)";
        assert_eq!(said(DownloadError::Status(404)), gone);
    }
}
