//! Showing pictures or their captions: determines which pictures the article on the screen has, and
//! requests missing ones. Fetching and decoding them happens elsewhere.

use std::sync::Arc;

use ratatui::layout::Size;

use crate::markup::{Room, Slot, Slots};
use crate::picture::Graphics;
use crate::picture::Location;
use crate::picture::Picture;
use crate::picture::expected_size;
use crate::picture::locate;

use crate::app::effect::{Effect, Job, Wanted};
use crate::app::panes::pictures::{Found, Here, Seen};
use crate::app::panes::reader::is_same_picture;
use crate::app::{App, Status};

/// Number of pictures shown per article; the rest are captions.
const MOST: usize = 40;
/// Number of text rows below which no picture is shown.
const FEWEST_ROWS: u16 = 6;

impl App {
    /// Returns a picture of the page if it is ready.
    pub(crate) fn picture(&self, source: &str) -> Option<&Picture> {
        self.pictures.here.get(source)?.picture.as_deref().ok()
    }

    /// Returns all pictures that are ready.
    pub(crate) fn pictures(&self) -> Vec<&Arc<Picture>> {
        self.pictures.here.values().filter_map(|here| here.picture.as_ref().ok()).collect()
    }

    /// Returns the pictures of which at least one row is visible.
    pub(crate) fn seen_pictures(&self) -> Vec<&Arc<Picture>> {
        let lines = self.reader.lines().iter().skip(self.reader.scroll());
        let mut sources: Vec<&Arc<str>> = lines
            .take(self.layout.article_rows())
            .filter_map(|line| line.picture.as_ref().map(|slice| &slice.source))
            .collect();
        sources.dedup();
        let here = sources.into_iter().filter_map(|source| self.pictures.here.get(source));
        here.filter_map(|here| here.picture.as_ref().ok()).collect()
    }

    /// Whether an overlay or the list of key continuations may cover a picture.
    pub(crate) fn is_covered(&self) -> bool {
        self.overlays.iter().any(|overlay| overlay.layer().covers())
            || !self.continuations().is_empty()
    }

    /// Drops all pictures, so that a rescan reads them again.
    pub(in crate::app) fn forget_pictures(&mut self) {
        self.pictures.here.clear();
        self.pictures.seen = None;
    }

    /// Switches between pictures and captions.
    pub(in crate::app) fn toggle_images(&mut self) -> Vec<Effect> {
        if let Some(Err(why)) = &self.pictures.graphics {
            self.status = Status::warning(format!("pictures cannot be shown: {why}"));
            return Vec::new();
        }
        self.pictures.on = !self.pictures.on;
        let pictures = &self.pictures;
        self.status = match &pictures.graphics {
            _ if !pictures.on => Status::info("only captions are shown"),
            _ if !pictures.images.fetch && self.has_remote_pictures() => {
                Status::info("pictures are shown; remote ones require images.fetch: on")
            }
            _ => Status::info("pictures are shown"),
        };
        Vec::new()
    }

    fn has_remote_pictures(&self) -> bool {
        let is_remote =
            |room: &Room| matches!(self.located(&room.source), Some(Ok(Location::Remote(_))));
        self.reader.rooms().iter().any(is_remote)
    }

    /// Resolves the location of a picture of the article on the screen.
    fn located(&self, source: &Arc<str>) -> Option<Result<Location, String>> {
        let article = self.shown()?;
        let page = article.link().ok();
        Some(locate(source, &article.origin, page.as_ref()))
    }

    /// Requests the pictures of the page if they differ from those requested before.
    pub(in crate::app) fn ask_for_pictures(&mut self) -> Vec<Effect> {
        let rows = u16::try_from(self.layout.article_rows()).unwrap_or(u16::MAX);
        let pictures = &self.pictures;
        let seen = Seen {
            id: self.reader.id(),
            made: self.reader.made(),
            rows,
            on: pictures.on,
            images: pictures.images,
            graphics: pictures.in_use(),
        };
        if pictures.seen == Some(seen) {
            return Vec::new();
        }
        let before = self.pictures.seen.replace(seen);
        let deciding = |seen: Seen| (seen.id, seen.images);
        if before.map(deciding) != Some(deciding(seen)) {
            // Retries failed pictures: they may work by now.
            self.pictures.here.retain(|_, here| here.picture.is_ok());
        }
        let Found { wanted, expected, refused } =
            seen.graphics.map_or_else(Found::default, |graphics| self.wanted(rows, graphics));
        self.pictures.wanted = wanted;
        self.pictures.expected = expected;
        self.pictures
            .here
            .retain(|source, here| here.wanted.is_some() || refused.contains_key(source));
        for (source, why) in refused {
            self.pictures.here.insert(source, Here { wanted: None, picture: Err(why) });
        }
        self.settle_pictures();
        let missing = self.pictures.missing();
        if missing == self.pictures.awaited {
            return Vec::new();
        }
        self.pictures.awaited.clone_from(&missing);
        vec![Effect::Job(Job::Pictures(missing))]
    }

    /// Returns the pictures of the page that can be shown, each once.
    fn wanted(&self, rows: u16, graphics: Graphics) -> Found {
        let mut found = Found::default();
        let height = rows / 2;
        if rows < FEWEST_ROWS {
            return found;
        }
        for Room { source, columns, size } in self.reader.rooms() {
            if found.wanted.len() == MOST || found.expected.contains_key(source) {
                continue;
            }
            let (source, room) = (Arc::clone(source), Size::new(*columns, height));
            match self.located(&source) {
                Some(Ok(Location::Remote(_))) if !self.pictures.images.fetch => {}
                Some(Ok(location)) => {
                    let pixels = size.or_else(|| self.size_in_header(&source));
                    let expected = expected_size(pixels, room, graphics);
                    found.expected.insert(Arc::clone(&source), expected);
                    found.wanted.push(Wanted { source, location, room, graphics });
                }
                Some(Err(why)) => {
                    found.refused.insert(source, why);
                }
                None => {}
            }
        }
        found
    }

    /// Returns the width and height in pixels that the header of the shown article gives for a
    /// picture.
    fn size_in_header(&self, source: &str) -> Option<(u32, u32)> {
        let images = &self.shown()?.images;
        let image = images.iter().find(|image| is_same_picture(&image.url, source))?;
        image.width.zip(image.height)
    }

    /// Receives a picture, or the reason why there is none.
    pub(in crate::app) fn pictured(
        &mut self,
        wanted: Wanted,
        picture: Result<Arc<Picture>, String>,
    ) {
        let awaited = &mut self.pictures.awaited;
        if let Some(at) = awaited.iter().position(|other| *other == wanted) {
            awaited.remove(at);
            let source = Arc::clone(&wanted.source);
            self.pictures.here.insert(source, Here { wanted: Some(wanted), picture });
            self.settle_pictures();
        }
    }

    /// Assigns slots to the pictures that are ready and still wanted.
    fn settle_pictures(&mut self) {
        self.pictures.drop_unwanted();
        let slot = |(source, here): (&Arc<str>, &Here)| {
            let slot = match &here.picture {
                Ok(picture) => Slot::Shown { width: picture.width(), height: picture.height() },
                Err(why) => Slot::Broken(format!("· {why}")),
            };
            (Arc::clone(source), slot)
        };
        let shown = self.pictures.in_use().is_some();
        // A picture that is still to arrive has its place already, so that the text stays where
        // it is when it does.
        let place = |(source, size): (&Arc<str>, &Size)| {
            (Arc::clone(source), Slot::Shown { width: size.width, height: size.height })
        };
        let places = self.pictures.expected.iter().map(place);
        let made = self.pictures.here.iter().map(slot);
        let slots: Slots = places.chain(made).filter(|_| shown).collect();
        self.reader.use_slots(slots, self.layout.article_rows());
    }
}
