//! The pictures of the article on the screen: which are wanted, which are here, and why the
//! others are not. Finding and making them is for others.

use std::sync::Arc;

use ratatui::layout::Size;
use rustc_hash::FxHashMap;

use crate::config::Images;
use crate::config::Showing;
use crate::markup::{Room, Slot, Slots};
use crate::picture::Graphics;
use crate::picture::Location;
use crate::picture::Picture;
use crate::picture::locate;
use crate::store::Id;

use super::message::Effect;
use super::{App, Status};

/// More pictures than this of one article are captions.
const MOST: usize = 40;
/// A screen must have so many rows for text that there is room for a picture.
const FEWEST_ROWS: u16 = 6;

/// A picture that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// As the document names it.
    pub source: Arc<str>,
    /// Where it is.
    pub location: Location,
    /// Columns and rows at most.
    pub room: Size,
    /// For which terminal.
    pub graphics: Graphics,
}

/// What has become of the pictures.
#[derive(Debug)]
pub(super) struct Pictures {
    /// They are to be seen.
    on: bool,
    images: Images,
    /// How they can be shown, or why not; not known yet where there is none.
    graphics: Option<Result<Graphics, String>>,
    /// For what it was worked out last what is wanted.
    seen: Option<Seen>,
    wanted: Vec<Wanted>,
    here: FxHashMap<Arc<str>, Result<Arc<Picture>, String>>,
}

/// Whatever decides which pictures are wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    id: Option<Id>,
    made: u32,
    rows: u16,
    on: bool,
    images: Images,
    graphics: Option<Graphics>,
}

impl Pictures {
    pub(super) fn new(images: Images) -> Self {
        Self {
            on: images.show != Showing::Off,
            images,
            graphics: None,
            seen: None,
            wanted: Vec::new(),
            here: FxHashMap::default(),
        }
    }

    pub(super) fn use_settings(&mut self, images: Images) {
        if images.show != self.images.show {
            self.on = images.show != Showing::Off;
        }
        self.images = images;
    }

    /// How pictures can be shown from now on.
    pub(super) fn use_graphics(&mut self, graphics: Result<Graphics, String>) {
        self.graphics = Some(graphics);
    }

    /// The way in which they are shown, where they are.
    fn way(&self) -> Option<Graphics> {
        self.graphics.as_ref().filter(|_| self.on)?.as_ref().ok().copied()
    }
}

impl App {
    /// A picture of the page, where it is here.
    pub(crate) fn picture(&self, source: &str) -> Option<&Picture> {
        self.pictures.here.get(source)?.as_deref().ok()
    }

    /// All that are here.
    pub(crate) fn pictures(&self) -> impl Iterator<Item = &Arc<Picture>> {
        self.pictures.here.values().filter_map(|picture| picture.as_ref().ok())
    }

    /// Shows pictures, or only their captions.
    pub(super) fn toggle_images(&mut self) -> Vec<Effect> {
        self.pictures.on = !self.pictures.on;
        let pictures = &self.pictures;
        self.status = match &pictures.graphics {
            _ if !pictures.on => Status::info("pictures are captions now"),
            Some(Err(why)) => Status::warning(format!("pictures cannot be shown: {why}")),
            _ if !pictures.images.fetch && self.has_remote_pictures() => {
                Status::info("pictures are shown; servers are asked with images.fetch: on")
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

    /// Where a picture of the article on the screen is.
    fn located(&self, source: &Arc<str>) -> Option<Result<Location, String>> {
        let article = self.shown()?;
        let page = article.link().ok();
        Some(locate(source, &article.source, page.as_ref()))
    }

    /// Asks for the pictures of the page, where others are wanted than before.
    pub(super) fn ask_for_pictures(&mut self) -> Vec<Effect> {
        let rows = u16::try_from(self.layout.article_rows()).unwrap_or(u16::MAX);
        let pictures = &self.pictures;
        let seen = Seen {
            id: self.reader.id(),
            made: self.reader.made(),
            rows,
            on: pictures.on,
            images: pictures.images,
            graphics: pictures.way(),
        };
        if pictures.seen == Some(seen) {
            return Vec::new();
        }
        let before = self.pictures.seen.replace(seen);
        let deciding = |seen: Seen| (seen.id, seen.graphics, seen.images);
        let is_other = before.map(deciding) != Some(deciding(seen));
        if is_other {
            self.pictures.here.clear();
        }
        let wanted = seen.graphics.map_or_else(Vec::new, |graphics| self.wanted(rows, graphics));
        self.settle_pictures(&wanted);
        if wanted == self.pictures.wanted && (wanted.is_empty() || !is_other) {
            return Vec::new();
        }
        self.pictures.wanted.clone_from(&wanted);
        vec![Effect::Pictures(wanted)]
    }

    /// The pictures of the page that can be shown, each once.
    fn wanted(&mut self, rows: u16, graphics: Graphics) -> Vec<Wanted> {
        let height = rows / 2;
        if rows < FEWEST_ROWS {
            return Vec::new();
        }
        let mut wanted: Vec<Wanted> = Vec::new();
        for Room { source, columns } in self.reader.rooms().to_vec() {
            if wanted.len() == MOST || wanted.iter().any(|other| other.source == source) {
                continue;
            }
            match self.located(&source) {
                Some(Ok(Location::Remote(_))) if !self.pictures.images.fetch => {}
                Some(Ok(location)) => {
                    let room = Size::new(columns, height);
                    wanted.push(Wanted { source, location, room, graphics });
                }
                Some(Err(why)) => {
                    self.pictures.here.insert(source, Err(why));
                }
                None => {}
            }
        }
        wanted
    }

    /// A picture has been made, or cannot be.
    pub(super) fn pictured(&mut self, wanted: &Wanted, picture: Result<Arc<Picture>, String>) {
        if self.pictures.wanted.contains(wanted) {
            self.pictures.here.insert(Arc::clone(&wanted.source), picture);
            let wanted = std::mem::take(&mut self.pictures.wanted);
            self.settle_pictures(&wanted);
            self.pictures.wanted = wanted;
        }
    }

    /// Gives slots to the pictures that are here and still have room.
    fn settle_pictures(&mut self, wanted: &[Wanted]) {
        let has_room = |source: &Arc<str>, picture: &Picture| {
            let room = wanted.iter().find(|other| other.source == *source).map(|it| it.room);
            room.is_some_and(|room| {
                picture.width() <= room.width && picture.height() <= room.height
            })
        };
        self.pictures.here.retain(|source, picture| match picture {
            Ok(picture) => has_room(source, picture),
            Err(_) => true,
        });
        let shown = self.pictures.way().is_some();
        let slot = |(source, picture): (&Arc<str>, &Result<Arc<Picture>, String>)| {
            let slot = match picture {
                Ok(picture) => Slot::Shown { width: picture.width(), height: picture.height() },
                Err(why) => Slot::Broken(format!("· {why}")),
            };
            (Arc::clone(source), slot)
        };
        let slots: Slots = self.pictures.here.iter().filter(|_| shown).map(slot).collect();
        self.reader.use_slots(slots, self.layout.article_rows());
    }
}
