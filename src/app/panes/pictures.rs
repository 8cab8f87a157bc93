//! The pictures of the article on the screen: which are wanted, which are here, and why the
//! others are not.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::config::Images;
use crate::config::Showing;
use crate::picture::Graphics;
use crate::picture::Picture;
use crate::store::Id;

use crate::app::effect::Wanted;

/// What has become of the pictures.
#[derive(Debug)]
pub(in crate::app) struct Pictures {
    /// They are to be seen.
    pub(in crate::app) on: bool,
    pub(in crate::app) images: Images,
    /// How they can be shown, or why not; not known yet where there is none.
    pub(in crate::app) graphics: Option<Result<Graphics, String>>,
    /// For what it was worked out last what is wanted.
    pub(in crate::app) seen: Option<Seen>,
    /// Those of the page, and those of them that were asked for and have not come.
    pub(in crate::app) wanted: Vec<Wanted>,
    pub(in crate::app) awaited: Vec<Wanted>,
    pub(in crate::app) here: FxHashMap<Arc<str>, Here>,
}

/// Why pictures cannot be anywhere, by their source.
pub(in crate::app) type Refused = FxHashMap<Arc<str>, String>;

/// A picture, or why there is none.
#[derive(Debug)]
pub(in crate::app) struct Here {
    /// What was asked for, where it was.
    pub(in crate::app) wanted: Option<Wanted>,
    pub(in crate::app) picture: Result<Arc<Picture>, String>,
}

/// Whatever decides which pictures are wanted.
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

    /// How pictures are shown, where they are.
    pub(in crate::app) fn in_use(&self) -> Option<Graphics> {
        self.graphics.as_ref().filter(|_| self.on)?.as_ref().ok().copied()
    }

    /// What is wanted and not here as it is wanted.
    pub(in crate::app) fn missing(&self) -> Vec<Wanted> {
        let is_here = |wanted: &&Wanted| {
            self.here.get(&wanted.source).is_some_and(|here| here.serves(wanted))
        };
        self.wanted.iter().filter(|wanted| !is_here(wanted)).cloned().collect()
    }

    /// Drops what belongs to another article, or has no room any more.
    pub(in crate::app) fn drop_unwanted(&mut self) {
        let wanted = &self.wanted;
        self.here.retain(|source, here| {
            here.wanted.is_none() || wanted.iter().any(|it| it.source == *source && here.fits(it))
        });
    }
}

impl Here {
    /// Whether it is of the same place and for the same terminal, and has room.
    pub(in crate::app) fn fits(&self, wanted: &Wanted) -> bool {
        let is_same = self.wanted.as_ref().is_some_and(|made| {
            made.location == wanted.location && made.graphics == wanted.graphics
        });
        is_same && self.picture.as_ref().map_or(true, |picture| picture.has_room(wanted.room))
    }

    /// Whether nothing else would come of making it anew: it could not become larger than it is.
    pub(in crate::app) fn serves(&self, wanted: &Wanted) -> bool {
        let Some(made) = self.wanted.as_ref().filter(|_| self.fits(wanted)) else { return false };
        let is_whole = |picture: &Arc<Picture>| {
            picture.width() < made.room.width && picture.height() < made.room.height
        };
        made.room == wanted.room || self.picture.as_ref().map_or(true, is_whole)
    }
}
