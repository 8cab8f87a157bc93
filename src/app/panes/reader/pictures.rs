//! Pictures on the page: which ones it has, and the slots of the loaded ones.

use crate::markup::{Room, Slots};

use super::Reader;

impl Reader {
    /// The room of each picture of the page, top to bottom.
    pub(in crate::app) fn rooms(&self) -> &[Room] {
        self.shown.as_ref().map_or(&[], |shown| shown.page.rooms())
    }

    /// A number that changes whenever lines are made.
    pub(in crate::app) fn made(&self) -> u32 {
        self.made
    }

    /// Sets the known slots of pictures; keeps the line at the top.
    pub(in crate::app) fn use_slots(&mut self, slots: Slots, height: usize) {
        if self.slots != slots {
            self.slots = slots;
            self.lay_again(|shown, paper| shown.page.lay_pictures(paper));
            self.scroll = self.scroll.min(self.last(height));
        }
    }
}
