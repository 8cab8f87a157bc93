//! One download: the request for the file or for the rest of it, and the bytes into the part.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use url::Url;

use crate::net;
use crate::net::Addresses;
use crate::net::Agent;
use crate::net::Control;
use crate::net::Limits;
use crate::net::Redirect;
use crate::net::Request;
use crate::net::Response;
use crate::net::Stream;

use super::control::DownloadControl;
use super::error::DownloadError;
use super::file_name::file_name;
use super::part::Part;
use super::range::{ContentRange, is_same, validator};

/// Limits of a download. A file may take its time as long as anything comes.
const LIMITS: Limits = Limits {
    connect: Duration::from_secs(10),
    idle: Duration::from_secs(60),
    whole: Duration::from_secs(24 * 60 * 60),
    size: 4_000_000_000,
    redirects: 10,
};
/// Time between two reports of the progress.
const PACE: Duration = Duration::from_millis(200);

/// A media file to download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// Its address.
    pub url: String,
    /// Its media type, as the feed says it.
    pub media_type: Option<String>,
    /// The folder of the settings; `None` for the usual one.
    pub folder: Option<PathBuf>,
    /// Which servers may be asked.
    pub addresses: Addresses,
    /// Whether the server of the address itself may be asked wherever it is: it is that of a feed
    /// that the user has subscribed to.
    pub is_own: bool,
}

impl Download {
    /// The name that the file gets, if it is free.
    #[must_use]
    pub fn name(&self) -> String {
        file_name(&self.url, self.media_type.as_deref())
    }
}

/// Downloads files.
#[derive(Debug)]
pub struct Downloader {
    any: Agent,
    public: Agent,
}

impl Default for Downloader {
    fn default() -> Self {
        Self::new(LIMITS)
    }
}

impl Downloader {
    /// Creates a downloader with these limits; the size is that of what one request brings.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let agent = |addresses| Agent::new(limits, addresses);
        Self { any: agent(Addresses::Any), public: agent(Addresses::Public) }
    }

    /// Downloads a file into a folder, which is created if needed, and returns its path. What an
    /// earlier attempt has left in the folder is continued if the file has not changed.
    ///
    /// # Errors
    /// If the file is not complete. What has arrived stays in the folder.
    pub fn run(
        &self,
        download: &Download,
        folder: &Path,
        control: &DownloadControl<'_>,
    ) -> Result<PathBuf, DownloadError> {
        let url = Url::parse(&download.url).ok().ok_or(net::Error::Address)?;
        let mut part = Part::open(folder, &download.name(), &download.url)?;
        let transfer = Transfer { downloader: self, download, url, control };
        match transfer.fill(&mut part) {
            Ok(()) => part.finish(),
            Err(error) => {
                part.leave();
                Err(error)
            }
        }
    }
}

/// A download that is running.
struct Transfer<'a> {
    downloader: &'a Downloader,
    download: &'a Download,
    url: Url,
    control: &'a DownloadControl<'a>,
}

impl Transfer<'_> {
    /// Completes a part.
    fn fill(&self, part: &mut Part) -> Result<(), DownloadError> {
        (self.control.report)(part.length, None);
        let Some(mut stream) = self.begin(part)? else {
            return Ok(());
        };
        let whole = whole(&stream, part.length);
        let received = self.receive(&mut stream, part, whole);
        (self.control.report)(part.length, whole);
        received?;
        match whole {
            Some(whole) if part.length < whole => Err(net::Error::Cut.into()),
            Some(whole) if part.length > whole => {
                part.start_over(None)?;
                Err(net::Error::Protocol.into())
            }
            _ => Ok(()),
        }
    }

    /// Adds all bytes of a stream to a part.
    fn receive(
        &self,
        stream: &mut Stream,
        part: &mut Part,
        whole: Option<u64>,
    ) -> Result<(), DownloadError> {
        let control = Control { is_wanted: self.control.is_wanted, ..Control::default() };
        let mut reported = Instant::now();
        (self.control.report)(part.length, whole);
        while let Some(bytes) = stream.read(&control)? {
            part.add(bytes)?;
            if reported.elapsed() >= PACE {
                reported = Instant::now();
                (self.control.report)(part.length, whole);
            }
        }
        Ok(())
    }

    /// Requests what is missing. Returns the stream of it; `None` if nothing is missing.
    fn begin(&self, part: &mut Part) -> Result<Option<Stream>, DownloadError> {
        let stream = self.ask(self.request(part))?;
        match stream.head.status {
            206 if continues(&stream.head, part) => return Ok(Some(stream)),
            416 if is_whole(&stream.head, part) => return Ok(None),
            206 | 416 if part.length > 0 => {
                // A part that does not fit is dropped, and all of the file is requested.
                part.start_over(None)?;
                let stream = self.ask(self.request(part))?;
                return self.begin_anew(stream, part).map(Some);
            }
            _ => {}
        }
        self.begin_anew(stream, part).map(Some)
    }

    /// Prepares the part for a whole file.
    fn begin_anew(&self, stream: Stream, part: &mut Part) -> Result<Stream, DownloadError> {
        let head = &stream.head;
        if !head.is_success() || head.status == 206 {
            return Err(DownloadError::Status(head.status));
        }
        if self.is_page(head) {
            return Err(DownloadError::Page);
        }
        part.start_over(validator(&head.headers))?;
        Ok(stream)
    }

    /// Whether an answer is a web page, for example one that asks for a login, where the feed
    /// promised something else.
    fn is_page(&self, head: &Response) -> bool {
        let is_html = |kind: &str| kind.trim_start().to_ascii_lowercase().starts_with("text/html");
        let promised = self.download.media_type.as_deref();
        promised.is_some_and(|kind| !is_html(kind))
            && head.headers.text("content-type").is_some_and(|kind| is_html(&kind))
    }

    fn request(&self, part: &Part) -> Request {
        // Compressed bytes could not be continued.
        let request = Request::new(self.url.clone()).header("Accept-Encoding", "identity");
        match &part.validator {
            Some(validator) if part.length > 0 => request
                .header("Range", format!("bytes={}-", part.length))
                .header("If-Range", validator.clone()),
            _ => request,
        }
    }

    /// Sends a request to the servers that may be asked. The server of a feed may be in the own
    /// network, but it cannot lead to others there.
    fn ask(&self, request: Request) -> Result<Stream, net::Error> {
        let Downloader { any, public } = self.downloader;
        let control = Control { is_wanted: self.control.is_wanted, ..Control::default() };
        match (self.download.addresses, self.download.is_own) {
            (Addresses::Any, _) => return any.open(&request, &control),
            (Addresses::Public, false) => return public.open(&request, &control),
            (Addresses::Public, true) => {}
        }
        let away: RefCell<Option<Redirect>> = RefCell::default();
        let may_follow = |redirect: &Redirect| {
            let stays = redirect.to.origin() == self.url.origin();
            if !stays {
                away.replace(Some(redirect.clone()));
            }
            stays
        };
        let stream = any.open(&request, &Control { may_follow: &may_follow, ..control })?;
        match away.into_inner() {
            None => Ok(stream),
            Some(redirect) => public.open(&Request { url: redirect.to, ..request }, &control),
        }
    }
}

/// Whether a partial answer begins where the part ends, and is of the same version.
fn continues(head: &Response, part: &Part) -> bool {
    let begins = ContentRange::of(&head.headers).and_then(|range| range.start);
    let is_same = part.validator.as_deref().is_some_and(|known| is_same(&head.headers, known));
    begins == Some(part.length) && is_same
}

/// Whether a server that has nothing to add says that the part is the whole file.
fn is_whole(head: &Response, part: &Part) -> bool {
    let whole = ContentRange::of(&head.headers).and_then(|range| range.whole);
    let is_same = part.validator.as_deref().is_some_and(|known| is_same(&head.headers, known));
    part.length > 0 && whole == Some(part.length) && is_same
}

/// Bytes of the whole file, if the server says so.
fn whole(stream: &Stream, here: u64) -> Option<u64> {
    let range = ContentRange::of(&stream.head.headers).filter(|_| stream.head.status == 206);
    range.and_then(|range| range.whole).or_else(|| Some(here + stream.length?))
}
