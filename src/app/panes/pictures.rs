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

use crate::app::message::Effect;
use crate::app::overlays::overlay::Overlay;
use crate::app::{App, Status};

/// More pictures than this of one article are captions.
const MOST: usize = 40;
/// Why a picture of a server is not there.
const UNFETCHED: &str = "not fetched (images.fetch: on does it)";
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
pub(in crate::app) struct Pictures {
    /// They are to be seen.
    on: bool,
    images: Images,
    /// How they can be shown, or why not; not known yet where there is none.
    graphics: Option<Result<Graphics, String>>,
    /// For what it was worked out last what is wanted.
    seen: Option<Seen>,
    /// Those of the page, and those of them that were asked for and have not come.
    wanted: Vec<Wanted>,
    awaited: Vec<Wanted>,
    here: FxHashMap<Arc<str>, Here>,
}

/// Why pictures cannot be anywhere, by their source.
type Refused = FxHashMap<Arc<str>, String>;

/// A picture, or why there is none.
#[derive(Debug)]
struct Here {
    /// What was asked for, where it was.
    wanted: Option<Wanted>,
    picture: Result<Arc<Picture>, String>,
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
    pub(in crate::app) fn new(images: Images) -> Self {
        Self {
            on: images.show != Showing::Off,
            images,
            graphics: None,
            seen: None,
            wanted: Vec::new(),
            awaited: Vec::new(),
            here: FxHashMap::default(),
        }
    }

    pub(in crate::app) fn use_settings(&mut self, images: Images) {
        if images.show != self.images.show {
            self.on = images.show != Showing::Off;
        }
        self.images = images;
    }

    /// How pictures can be shown from now on.
    pub(in crate::app) fn use_graphics(&mut self, graphics: Result<Graphics, String>) {
        self.graphics = Some(graphics);
    }

    /// The way in which they are shown, where they are.
    fn way(&self) -> Option<Graphics> {
        self.graphics.as_ref().filter(|_| self.on)?.as_ref().ok().copied()
    }

    /// What is wanted and not here as it is wanted.
    fn missing(&self) -> Vec<Wanted> {
        let is_here = |wanted: &&Wanted| {
            self.here.get(&wanted.source).is_some_and(|here| here.serves(wanted))
        };
        self.wanted.iter().filter(|wanted| !is_here(wanted)).cloned().collect()
    }

    /// Drops what belongs to another article, or has no room any more.
    fn drop_unwanted(&mut self) {
        let wanted = &self.wanted;
        self.here.retain(|source, here| {
            here.wanted.is_none() || wanted.iter().any(|it| it.source == *source && here.fits(it))
        });
    }
}

impl Here {
    /// Whether it is of the same place and for the same terminal, and has room.
    fn fits(&self, wanted: &Wanted) -> bool {
        let is_same = self.wanted.as_ref().is_some_and(|made| {
            made.location == wanted.location && made.graphics == wanted.graphics
        });
        is_same && self.picture.as_ref().map_or(true, |picture| picture.has_room(wanted.room))
    }

    /// Whether nothing else would come of making it anew: it could not become larger than it is.
    fn serves(&self, wanted: &Wanted) -> bool {
        let Some(made) = self.wanted.as_ref().filter(|_| self.fits(wanted)) else { return false };
        let is_whole = |picture: &Arc<Picture>| {
            picture.width() < made.room.width && picture.height() < made.room.height
        };
        made.room == wanted.room || self.picture.as_ref().map_or(true, is_whole)
    }
}

impl App {
    /// A picture of the page, where it is here.
    pub(crate) fn picture(&self, source: &str) -> Option<&Picture> {
        self.pictures.here.get(source)?.picture.as_deref().ok()
    }

    /// All that are here.
    pub(crate) fn pictures(&self) -> Vec<&Arc<Picture>> {
        self.pictures.here.values().filter_map(|here| here.picture.as_ref().ok()).collect()
    }

    /// Those of which a row is in sight.
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

    /// Whether something lies over the panes that may cover a picture.
    pub(crate) fn is_covered(&self) -> bool {
        let covers = |it: &Overlay| !matches!(it, Overlay::Prompt(_) | Overlay::Hints(_));
        self.overlays.iter().any(covers) || !self.continuations().is_empty()
    }

    /// Everything is read again, and so are pictures.
    pub(in crate::app) fn forget_pictures(&mut self) {
        self.pictures.here.clear();
        self.pictures.seen = None;
    }

    /// Shows pictures, or only their captions.
    pub(in crate::app) fn toggle_images(&mut self) -> Vec<Effect> {
        if let Some(Err(why)) = &self.pictures.graphics {
            self.status = Status::warning(format!("pictures cannot be shown: {why}"));
            return Vec::new();
        }
        self.pictures.on = !self.pictures.on;
        let pictures = &self.pictures;
        self.status = match &pictures.graphics {
            _ if !pictures.on => Status::info("pictures are captions now"),
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
    pub(in crate::app) fn ask_for_pictures(&mut self) -> Vec<Effect> {
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
        let deciding = |seen: Seen| (seen.id, seen.images);
        if before.map(deciding) != Some(deciding(seen)) {
            // What could not be shown may be by now.
            self.pictures.here.retain(|_, here| here.picture.is_ok());
        }
        let (wanted, refused) =
            seen.graphics.map_or_else(Default::default, |graphics| self.wanted(rows, graphics));
        self.pictures.wanted = wanted;
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
        vec![Effect::Pictures(missing)]
    }

    /// The pictures of the page that can be shown, each once, and why others cannot.
    fn wanted(&self, rows: u16, graphics: Graphics) -> (Vec<Wanted>, Refused) {
        let (mut wanted, mut refused): (Vec<Wanted>, Refused) = Default::default();
        let height = rows / 2;
        if rows < FEWEST_ROWS {
            return (wanted, refused);
        }
        for Room { source, columns } in self.reader.rooms() {
            if wanted.len() == MOST || wanted.iter().any(|other| other.source == *source) {
                continue;
            }
            let (source, room) = (Arc::clone(source), Size::new(*columns, height));
            match self.located(&source) {
                Some(Ok(Location::Remote(_))) if !self.pictures.images.fetch => {
                    refused.insert(source, UNFETCHED.to_owned());
                }
                Some(Ok(location)) => wanted.push(Wanted { source, location, room, graphics }),
                Some(Err(why)) => {
                    refused.insert(source, why);
                }
                None => {}
            }
        }
        (wanted, refused)
    }

    /// A picture has been made, or cannot be.
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

    /// Gives slots to the pictures that are here and still have room.
    fn settle_pictures(&mut self) {
        self.pictures.drop_unwanted();
        let slot = |(source, here): (&Arc<str>, &Here)| {
            let slot = match &here.picture {
                Ok(picture) => Slot::Shown { width: picture.width(), height: picture.height() },
                Err(why) => Slot::Broken(format!("· {why}")),
            };
            (Arc::clone(source), slot)
        };
        let shown = self.pictures.way().is_some();
        let slots: Slots = self.pictures.here.iter().filter(|_| shown).map(slot).collect();
        self.reader.use_slots(slots, self.layout.article_rows());
    }
}
