//! Downloading media files: asking for one, stopping it, and following it. The network and the
//! folder are left to jobs.

use url::Url;

use crate::article::Enclosure;
use crate::download::Download;
use crate::net::Addresses;

use crate::app::effect::{Effect, Job};
use crate::app::message::DownloadEvent;
use crate::app::model::downloads::{Queued, Stopped, failure};
use crate::app::{Action, App, Status};

impl App {
    /// Describes the download of a media file of the shown article.
    pub(in crate::app) fn download_of(&self, enclosure: &Enclosure) -> Download {
        let config = self.config();
        Download {
            url: enclosure.url.to_string(),
            media_type: enclosure.media_type.as_deref().map(str::to_owned),
            folder: config.downloads.clone(),
            addresses: if config.images.private { Addresses::Any } else { Addresses::Public },
            is_own: self.is_on_own_server(&enclosure.url),
        }
    }

    /// Whether an address is on the server of the feed that the shown article came from, and the
    /// user has subscribed to that feed.
    fn is_on_own_server(&self, url: &str) -> bool {
        let feed = self.shown().and_then(|article| article.feed.as_deref());
        let is_known = |feed: &&str| self.sidebar.feeds().iter().any(|it| it.address == **feed);
        let origin = |url: &str| Url::parse(url).ok().map(|url| url.origin());
        let of_feed = feed.filter(is_known).and_then(origin);
        of_feed.is_some_and(|of_feed| origin(url).as_ref() == Some(&of_feed))
    }

    /// Downloads a media file once those before it are here; stops it if it is being downloaded.
    pub(in crate::app) fn download(&mut self, download: Download) -> Vec<Effect> {
        let (name, key) = (download.name(), self.key_of(Action::Download));
        match self.downloads.stop(&download.url) {
            Some(Stopped::Running) => return vec![Effect::Job(Job::StopDownload)],
            Some(Stopped::Waiting) => {
                self.status = Status::info(format!("{name} no longer waits to be downloaded"));
                return Vec::new();
            }
            None => {}
        }
        let job = Job::Download(download.clone());
        match self.downloads.add(download) {
            Queued::First => {
                self.status = Status::info(format!("downloading {name}; {key} stops it"));
                vec![Effect::Job(job)]
            }
            Queued::Behind(others) => {
                let said = format!("{name} is downloaded after {others} more; {key} forgets it");
                self.status = Status::info(said);
                Vec::new()
            }
        }
    }

    /// Follows the running download, says how it ended, and starts the next one.
    pub(in crate::app) fn follow_download(&mut self, event: DownloadEvent) -> Vec<Effect> {
        let outcome = match event {
            DownloadEvent::Progress { done, whole } => {
                self.downloads.follow(done, whole);
                return Vec::new();
            }
            DownloadEvent::Ended(outcome) => outcome,
        };
        let again = if self.downloads.has_begun() { "continues it" } else { "tries again" };
        let again = format!("{} {again}", self.key_of(Action::Download));
        let (ended, next) = self.downloads.end();
        let name = ended.map(|download| download.name()).unwrap_or_default();
        self.status = match outcome {
            Ok(path) => Status::info(format!("saved to {path}")),
            Err(error) if error.is_cancelled() => {
                Status::info(format!("stopped downloading {name}; {again}"))
            }
            Err(error) => Status::warning(failure(&name, &error, again)),
        };
        next.map(|download| Effect::Job(Job::Download(download))).into_iter().collect()
    }
}
