//! The pictures of the shown article: which are wanted, which are loaded, and why the others
//! failed.

use std::sync::Arc;

use ratatui::layout::Size;
use rustc_hash::FxHashMap;

use crate::config::Images;
use crate::config::Showing;
use crate::picture::Graphics;
use crate::picture::Picture;
use crate::store::Id;

use crate::app::effect::Wanted;

/// State of the pictures.
#[derive(Debug)]
pub(in crate::app) struct Pictures {
    /// Whether pictures are enabled.
    pub(in crate::app) on: bool,
    pub(in crate::app) images: Images,
    /// How pictures can be displayed, or why not; `None` while unknown.
    pub(in crate::app) graphics: Option<Result<Graphics, String>>,
    /// The inputs for which `wanted` was last computed.
    pub(in crate::app) seen: Option<Seen>,
    /// The pictures of the page, and below those requested but not yet received.
    pub(in crate::app) wanted: Vec<Wanted>,
    pub(in crate::app) awaited: Vec<Wanted>,
    /// The sizes in cells that the wanted pictures will have, as far as can be told.
    pub(in crate::app) expected: FxHashMap<Arc<str>, Size>,
    pub(in crate::app) here: FxHashMap<Arc<str>, Here>,
}

/// The pictures of a page.
#[derive(Debug, Default)]
pub(in crate::app) struct Found {
    /// Those that can be displayed, each once.
    pub(in crate::app) wanted: Vec<Wanted>,
    /// Their sizes in cells, as far as can be told.
    pub(in crate::app) expected: FxHashMap<Arc<str>, Size>,
    /// Reasons why the others cannot be displayed at all, by source.
    pub(in crate::app) refused: FxHashMap<Arc<str>, String>,
}

/// A picture, or why it could not be loaded.
#[derive(Debug)]
pub(in crate::app) struct Here {
    /// The request it answers, if there was one.
    pub(in crate::app) wanted: Option<Wanted>,
    pub(in crate::app) picture: Result<Arc<Picture>, String>,
}

/// Everything that determines which pictures are wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::app) struct Seen {
    pub(in crate::app) id: Option<Id>,
    pub(in crate::app) made: u32,
    pub(in crate::app) rows: u16,
    pub(in crate::app) on: bool,
    pub(in crate::app) images: Images,
    pub(in crate::app) graphics: Option<Graphics>,
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
            expected: FxHashMap::default(),
            here: FxHashMap::default(),
        }
    }

    pub(in crate::app) fn use_settings(&mut self, images: Images) {
        if images.show != self.images.show {
            self.on = images.show != Showing::Off;
        }
        self.images = images;
    }

    /// Sets how pictures are displayed.
    pub(in crate::app) fn use_graphics(&mut self, graphics: Result<Graphics, String>) {
        self.graphics = Some(graphics);
    }

    /// Returns how pictures are displayed, if they are.
    pub(in crate::app) fn in_use(&self) -> Option<Graphics> {
        self.graphics.as_ref().filter(|_| self.on)?.as_ref().ok().copied()
    }

    /// Returns the wanted pictures that are not loaded in the wanted form.
    pub(in crate::app) fn missing(&self) -> Vec<Wanted> {
        let is_here = |wanted: &&Wanted| {
            self.here.get(&wanted.source).is_some_and(|here| here.serves(wanted))
        };
        self.wanted.iter().filter(|wanted| !is_here(wanted)).cloned().collect()
    }

    /// Drops pictures that belong to another article or have no room any more.
    pub(in crate::app) fn drop_unwanted(&mut self) {
        let wanted = &self.wanted;
        self.here.retain(|source, here| {
            here.wanted.is_none() || wanted.iter().any(|it| it.source == *source && here.fits(it))
        });
    }
}

impl Here {
    /// Whether it has the same location and terminal graphics, and fits the room.
    pub(in crate::app) fn fits(&self, wanted: &Wanted) -> bool {
        let is_same = self.wanted.as_ref().is_some_and(|made| {
            made.location == wanted.location && made.graphics == wanted.graphics
        });
        is_same && self.picture.as_ref().map_or(true, |picture| picture.has_room(wanted.room))
    }

    /// Whether remaking it would change nothing: it is already as large as possible.
    pub(in crate::app) fn serves(&self, wanted: &Wanted) -> bool {
        let Some(made) = self.wanted.as_ref().filter(|_| self.fits(wanted)) else { return false };
        let is_whole = |picture: &Arc<Picture>| {
            picture.width() < made.room.width && picture.height() < made.room.height
        };
        made.room == wanted.room || self.picture.as_ref().map_or(true, is_whole)
    }
}
