//! The download that is running: on a thread of its own, one at a time.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use crate::app::DownloadEvent;
use crate::app::Message;
use crate::config;
use crate::download::Download;
use crate::download::DownloadControl;
use crate::download::DownloadError;
use crate::download::Downloader;
use crate::text;

use super::Event;

/// Starts and stops downloads.
pub(super) struct Downloads {
    outbox: Sender<Event>,
    downloader: Arc<Downloader>,
    /// Ends the download that is running.
    stop: Arc<AtomicBool>,
}

impl Downloads {
    pub(super) fn new(outbox: Sender<Event>) -> Self {
        Self { outbox, downloader: Arc::default(), stop: Arc::default() }
    }

    /// Starts a download; the previous one has ended.
    pub(super) fn start(&mut self, download: Download) {
        self.stop = Arc::default();
        let (downloader, stop) = (Arc::clone(&self.downloader), Arc::clone(&self.stop));
        let outbox = self.outbox.clone();
        thread::spawn(move || {
            let tell = |event| {
                // If the inbox is gone, the reader has ended.
                let _ = outbox.send(Event::Message(Message::Download(event)));
            };
            let control = DownloadControl {
                is_wanted: &|| !stop.load(Ordering::Relaxed),
                report: &|done, whole| tell(DownloadEvent::Progress { done, whole }),
            };
            let saved = super::jobs::caught(|| run(&downloader, &download, &control));
            tell(DownloadEvent::Ended(saved.unwrap_or(Err(DownloadError::Internal))));
        });
    }

    /// Ends the download that is running; what has arrived stays.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

impl Drop for Downloads {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Downloads a file, and returns its path as it is shown.
fn run(
    downloader: &Downloader,
    download: &Download,
    control: &DownloadControl<'_>,
) -> Result<String, DownloadError> {
    let folder = download.folder.clone().or_else(config::usual_downloads);
    let unknown = || DownloadError::Folder("there is no home folder".to_owned());
    let path = downloader.run(download, &folder.ok_or_else(unknown)?, control)?;
    tracing::info!(file = %path.display(), "downloaded");
    Ok(shown(&path))
}

/// A path as a person writes it: with `~` for the home folder.
fn shown(path: &Path) -> String {
    let home = etcetera::home_dir().ok();
    let inside = home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_owned));
    let written = inside.map_or_else(|| path.to_owned(), |inside| PathBuf::from("~").join(inside));
    text::line(&written.to_string_lossy()).into_owned()
}
