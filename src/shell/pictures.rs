//! Makes the pictures that the reader shows, in the background: one thread reads local pictures and
//! converts pixels to cells, up to four fetch pictures from servers, but only after an article has
//! been open for a moment. Requests that are no longer wanted are dropped.

mod bytes;
mod fetch;
mod queue;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use image::DynamicImage;
use url::Url;

use crate::app::Message;
use crate::app::Wanted;
use crate::config::Images;
use crate::net::Agent;
use crate::picture::ImageCache;
use crate::picture::Location;
use crate::picture::Picture;
use crate::picture::decode;

use super::Event;
use queue::Queue;

/// Delay before servers are asked, so that moving through a list sends no requests.
const REST: Duration = Duration::from_millis(150);
/// Number of concurrent requests to servers.
const FETCHERS: usize = 4;

/// Makes pictures in the background.
pub(super) struct Pictures {
    shared: Arc<Shared>,
    are_fetchers_there: bool,
}

struct Shared {
    queue: Queue,
    image_cache: Option<ImageCache>,
    outbox: Sender<Event>,
}

impl Pictures {
    /// Pictures from servers are cached in `image_cache`.
    pub(super) fn new(
        images: Images,
        image_cache: Option<ImageCache>,
        outbox: Sender<Event>,
    ) -> Self {
        let shared = Arc::new(Shared { queue: Queue::new(images), image_cache, outbox });
        Self { shared, are_fetchers_there: false }
    }

    /// Requests these pictures, and drops earlier requests that have not been started.
    pub(super) fn ask(&mut self, wanted: Vec<Wanted>) {
        let is_remote = |wanted: &Wanted| matches!(wanted.location, Location::Remote(_));
        if !self.are_fetchers_there && wanted.iter().any(is_remote) {
            self.are_fetchers_there = true;
            (0..FETCHERS).for_each(|_| self.spawn(Shared::fetch_all));
        }
        if self.shared.queue.ask(wanted, REST) {
            self.spawn(Shared::make_all);
        }
    }

    pub(super) fn use_settings(&self, images: Images) {
        self.shared.queue.use_settings(images);
    }

    fn spawn(&self, work: fn(&Shared)) {
        let shared = Arc::clone(&self.shared);
        thread::spawn(move || work(&shared));
    }
}

impl Drop for Pictures {
    fn drop(&mut self) {
        self.shared.queue.end();
    }
}

impl Shared {
    /// Makes local pictures, and remote ones whose pixels are already known.
    fn make_all(&self) {
        while let Some(wanted) = self.queue.next() {
            let pixels = match (self.queue.pixels(&wanted.location), &wanted.location) {
                (Some(pixels), _) => Some(Ok(pixels)),
                (None, Location::Remote(url)) => self.known(url),
                (None, Location::Inline(url)) => Some(decoded(|| bytes::inline(url))),
                (None, Location::File(paths)) => Some(decoded(|| bytes::file(paths))),
            };
            match pixels {
                Some(pixels) => {
                    if let Ok(pixels) = &pixels {
                        self.queue.keep(&wanted.location, pixels);
                    }
                    self.finish(wanted, pixels);
                }
                None => self.queue.put_off(wanted),
            }
        }
    }

    /// Returns the pixels of a remote picture from the cache, or why its server failed a moment
    /// ago. What is in the cache does not wait for the rest.
    fn known(&self, url: &Url) -> Option<Result<Arc<DynamicImage>, String>> {
        if let Some(why) = self.queue.failure(url) {
            return Some(Err(why));
        }
        let kept = self.image_cache.as_ref()?.get(url)?;
        Some(decoded(|| Ok(kept)))
    }

    fn fetch_all(&self) {
        let mut agent: Option<(Images, Agent)> = None;
        while let Some((wanted, url, images)) = self.queue.next_remote() {
            let known = agent.take().filter(|(known, _)| *known == images);
            let (_, agent) =
                agent.insert(known.unwrap_or_else(|| (images, fetch::agent(images.private))));
            let of_server = || self.of_server(&wanted, &url, agent);
            // A panic must not prevent the address from being released below.
            let pixels = catch_unwind(AssertUnwindSafe(of_server)).unwrap_or(None);
            if let Some(Ok(pixels)) = &pixels {
                self.queue.keep(&wanted.location, pixels);
            }
            self.queue.fetched(
                &url,
                images,
                pixels.as_ref().and_then(|it| it.as_ref().err()).cloned(),
            );
            if let Some(pixels) = pixels {
                self.finish(wanted, pixels);
            }
        }
    }

    /// Returns the pixels of a remote picture from its server; `None` if it is no longer wanted.
    fn of_server(
        &self,
        wanted: &Wanted,
        url: &Url,
        agent: &Agent,
    ) -> Option<Result<Arc<DynamicImage>, String>> {
        if let Some(known) = self.queue.pixels(&wanted.location) {
            return Some(Ok(known));
        }
        if let Some(why) = self.queue.failure(url) {
            return Some(Err(why));
        }
        let is_wanted = || self.queue.is_wanted(&wanted.source);
        let bytes = match fetch::fetch(agent, url, is_wanted) {
            Ok(bytes) => bytes?,
            Err(why) => return Some(Err(why)),
        };
        let pixels = decoded(|| Ok(bytes.clone()));
        if let (Ok(_), Some(image_cache)) = (&pixels, &self.image_cache)
            && let Err(error) = image_cache.put(url, &bytes)
        {
            tracing::warn!("cannot keep a picture: {error}");
        }
        Some(pixels)
    }

    /// Converts pixels to cells, if the picture is still wanted.
    fn finish(&self, wanted: Wanted, pixels: Result<Arc<DynamicImage>, String>) {
        if !self.queue.is_wanted(&wanted.source) {
            return;
        }
        let picture = pixels.and_then(|pixels| {
            guarded(|| Picture::new(&pixels, wanted.room, wanted.graphics).map(Arc::new))
        });
        // If the inbox is gone, the reader has ended.
        let _ = self.outbox.send(Event::Message(Message::Pictured { wanted, picture }));
    }
}

fn decoded(bytes: impl FnOnce() -> Result<Vec<u8>, String>) -> Result<Arc<DynamicImage>, String> {
    guarded(|| decode(&bytes()?).map(Arc::new))
}

/// Catches panics: decoders are complex, and their input is untrusted.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err("internal error while showing it".to_owned()))
}
