//! Pictures among the lines of the page: which there are, and the slots for those that are here.

use crate::markup::{Room, Slots};

use super::Reader;

impl Reader {
    /// The room that each picture of the page has, from top to bottom.
    pub(in super::super) fn rooms(&self) -> &[Room] {
        if self.shown.is_some() { &self.rooms } else { &[] }
    }

    /// Another number whenever lines have been made.
    pub(in super::super) fn made(&self) -> u32 {
        self.made
    }

    /// What is known of the pictures now; the line at the top stays the one it was.
    pub(in super::super) fn use_slots(&mut self, slots: Slots, height: usize) {
        if self.slots != slots {
            self.slots = slots;
            self.flow_again();
            self.scroll = self.scroll.min(self.last(height));
        }
    }
}
