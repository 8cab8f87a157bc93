//! Remembers where articles were left, so that they reopen at the same place.

use std::collections::HashMap;

use crate::markup::{self, Block, Document, PICTURE, places};
use crate::store::Id;

use super::{Part, Reader, Text};

/// A place of an article whose body is still to arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Awaited {
    /// A place as returned by [`Reader::place`].
    Place(usize),
    /// The heading that a link within the document names.
    Heading(String),
}

/// Places by article; articles left at the top have no entry.
#[derive(Debug, Default)]
pub(super) struct Places(HashMap<Id, usize>);

impl Places {
    pub(super) fn of(&self, id: Id) -> Option<usize> {
        self.0.get(&id).copied()
    }

    fn keep(&mut self, id: Id, place: usize) {
        if place > 0 {
            self.0.insert(id, place);
        } else {
            self.0.remove(&id);
        }
    }
}

impl Reader {
    /// Returns the top line as a place that does not depend on the width: even numbers are twice
    /// the place on the page, odd ones twice the place from the start of the body, since the part
    /// above the body changes once the article has been read.
    pub(in crate::app) fn place(&self) -> usize {
        let Some(shown) = &self.shown else { return 0 };
        if let Some(Awaited::Place(awaited)) = shown.awaited {
            return awaited;
        }
        let place = self.anchor.or_else(|| self.place_of(self.scroll)).unwrap_or(0);
        match place.checked_sub(length(shown.page.document(Part::Above))) {
            Some(within) => 2 * within + 1,
            None => 2 * place,
        }
    }

    /// Returns the place of a line on the page; `None` for the first, which stays the first.
    pub(super) fn place_of(&self, line: usize) -> Option<usize> {
        self.lines().get(line).filter(|_| line > 0).map(|line| line.place)
    }

    /// Saves the place of the shown article before it is replaced.
    pub(super) fn leave(&mut self) {
        if let Some(id) = self.id() {
            self.places.keep(id, self.place());
        }
    }

    /// Maps the ids of articles to their new ones; removed articles lose their place.
    pub(in crate::app) fn rename_places(&mut self, new: &impl Fn(Id) -> Option<Id>) {
        let places = std::mem::take(&mut self.places.0);
        self.places.0 = places.into_iter().filter_map(|(id, at)| Some((new(id)?, at))).collect();
    }

    /// Returns where to scroll to in an article that is shown from now on.
    pub(super) fn awaited_of(&mut self, id: Id) -> Option<Awaited> {
        match self.sought.take() {
            Some((sought, heading)) if sought == id => Some(Awaited::Heading(heading)),
            _ => self.places.of(id).map(Awaited::Place),
        }
    }

    /// Shows a heading of an article that is shown next, as soon as its body arrives.
    pub(in crate::app) fn seek_heading(&mut self, id: Id, fragment: &str) {
        self.sought = Some((id, fragment.to_owned()));
    }

    /// Returns the line of the heading that a link within the document names.
    pub(in crate::app) fn heading_line(&self, fragment: &str) -> Option<usize> {
        places(fragment).find_map(|(name, number)| {
            let named = self.lines().iter().enumerate();
            let mut named = named.filter(|(_, line)| line.name.as_deref() == Some(&*name));
            let first = named.next()?;
            Some(number.checked_sub(1).and_then(|more| named.nth(more)).unwrap_or(first).0)
        })
    }

    /// Scrolls an article that is or will be shown to a place, even if its body arrives later.
    pub(in crate::app) fn await_place(&mut self, id: Id, place: usize) {
        match self.shown.as_mut().filter(|shown| shown.id == id) {
            Some(shown) => {
                shown.awaited = Some(Awaited::Place(place));
                if shown.text != Text::Awaited {
                    self.turn_to_awaited();
                }
            }
            None => self.places.keep(id, place),
        }
    }

    pub(super) fn turn_to_awaited(&mut self) {
        let Some(shown) = &mut self.shown else { return };
        let place = match shown.awaited.take() {
            Some(Awaited::Place(place)) => place,
            Some(Awaited::Heading(fragment)) => return self.turn_to_heading(&fragment),
            None => return,
        };
        let start = if place % 2 == 1 { length(shown.page.document(Part::Above)) } else { 0 };
        self.anchor = (place > 0).then_some(place / 2 + start);
        self.scroll = self.anchor.map_or(0, |place| self.line_at(place));
    }

    fn turn_to_heading(&mut self, fragment: &str) {
        if let Some(line) = self.heading_line(fragment) {
            self.scroll = line;
            self.anchor = self.place_of(line);
            self.found = Some(line);
        }
    }
}

/// Length of the text in bytes as lines count it, with one per gap below a block.
fn length(document: &Document) -> usize {
    let bytes = |block: &Block| match block {
        Block::Paragraph(text) | Block::Line(text) => {
            text.iter().map(|inline| inline.text.len()).sum()
        }
        Block::Image { caption, .. } => PICTURE + markup::image_text(caption).len(),
        _ => 0,
    };
    document.blocks.iter().map(|block| bytes(block) + 1).sum()
}
