//! Pictures between lines: a slot of rows if the picture is displayed, and a caption in any case.
//! Whoever draws the page fills the slots.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::block::{Inline, Tone, image_text};
use super::{Flow, Slice};

/// The known slots, by the source of the picture.
pub type Slots = FxHashMap<Arc<str>, Slot>;

/// The slot of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A picture, measured in cells.
    Shown {
        /// Width in columns.
        width: u16,
        /// Height in rows.
        height: u16,
    },
    /// Why the picture cannot be displayed; sanitized text.
    Broken(String),
}

/// The room for a picture at its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// The source of the picture.
    pub source: Arc<str>,
    /// Number of columns.
    pub columns: u16,
    /// Width and height of the picture in pixels, as far as the document tells.
    pub size: Option<(u32, u32)>,
}

/// Bytes of text that a picture counts for in [`Line::place`](super::Line::place), whether or not
/// it is displayed.
pub const PICTURE: usize = 1000;

impl Flow<'_> {
    pub(super) fn image(
        &mut self,
        caption: &str,
        link: Option<u32>,
        source: Option<&Arc<str>>,
        size: Option<(u32, u32)>,
    ) {
        let (place, room) = (self.place, self.room());
        if let Some(source) = source {
            let columns = u16::try_from(room).unwrap_or(u16::MAX);
            self.rooms.push(Room { source: Arc::clone(source), columns, size });
        }
        let slots = self.slots;
        let mut text = image_text(caption);
        let length = text.len();
        match source.and_then(|source| slots.get_key_value(source)) {
            Some((source, Slot::Shown { width, height })) if usize::from(*width) <= room => {
                self.slot(source, *height);
                caption.clone_into(&mut text);
            }
            Some((_, Slot::Broken(why))) => text = format!("{text} {why}"),
            _ => {}
        }
        self.place = place + PICTURE;
        let first = self.lines.len();
        self.paragraph(&[Inline { text, style: Tone::Dim.style(), link }]);
        let end = place + PICTURE + length;
        for line in self.lines.get_mut(first..).unwrap_or_default() {
            line.place = line.place.min(end);
        }
        self.place = end;
    }

    fn slot(&mut self, source: &Arc<str>, height: u16) {
        let place = self.place;
        let indent = u16::try_from(self.width - self.room()).unwrap_or(u16::MAX);
        for row in 0..height {
            self.place = place + usize::from(row) * PICTURE / usize::from(height);
            self.emit(Vec::new());
            if let Some(line) = self.lines.last_mut() {
                line.picture = Some(Slice { source: Arc::clone(source), row, indent });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::block::Block;
    use super::super::{Line, flow_with};
    use super::*;

    fn picture(name: &str) -> Block {
        Block::Image {
            caption: "a cat".to_owned(),
            link: None,
            source: Some(name.into()),
            size: None,
        }
    }

    fn shown(blocks: &[Block], slots: &[(&str, Slot)]) -> (Vec<Line>, Vec<Room>) {
        let slots = slots.iter().map(|(name, slot)| (Arc::from(*name), slot.clone())).collect();
        flow_with(blocks, 20, &slots)
    }

    /// Each line with its place; a row of a picture is given by its source and row number.
    fn told(lines: &[Line]) -> Vec<(String, usize)> {
        let told = |line: &Line| match &line.picture {
            Some(slice) => format!("{}{}+{}", slice.source, slice.row, slice.indent),
            None => line.text(),
        };
        lines.iter().map(|line| (told(line), line.place)).collect()
    }

    #[test]
    fn a_picture_stands_above_its_caption() {
        let blocks = [Block::Quote(vec![picture("p")]), picture("q")];
        let slot = Slot::Shown { width: 18, height: 2 };
        let (lines, rooms) = shown(&blocks, &[("p", slot)]);
        let told = told(&lines);
        let told: Vec<_> = told.iter().map(|(line, place)| (line.as_str(), *place)).collect();
        let expected = [("p0+2", 0), ("p1+2", 500), ("│ a cat", 1000)];
        assert_eq!(told[..3], expected);
        assert_eq!(told[3..], [("", 2017), ("[picture: a cat]", 2018)]);
        assert_eq!(lines[0].text(), "│");
        let room = |source: &str, columns| Room { source: source.into(), columns, size: None };
        assert_eq!(rooms, [room("p", 18), room("q", 20)]);
    }

    #[test]
    fn what_is_too_wide_or_broken_is_a_caption() {
        let slots = [
            ("p", Slot::Shown { width: 21, height: 2 }),
            ("q", Slot::Broken("· no such file".to_owned())),
        ];
        let (lines, _) = shown(&[picture("p"), picture("q"), picture("r")], &slots);
        let told: Vec<String> = told(&lines).into_iter().map(|(line, _)| line).collect();
        let expected =
            ["[picture: a cat]", "", "[picture: a cat] ·", "no such file", "", "[picture: a cat]"];
        assert_eq!(told, expected);
    }

    #[test]
    fn places_are_the_same_with_and_without_pictures() {
        let blocks = [picture("p"), picture("q"), Block::Rule];
        let slot = Slot::Shown { width: 20, height: 7 };
        let with = shown(&blocks, &[("p", slot), ("q", Slot::Broken("· broken".repeat(9)))]).0;
        let without = shown(&blocks, &[]).0;
        assert_eq!(with.last().map(|line| line.place), without.last().map(|line| line.place));
        assert!(with.windows(2).all(|pair| pair[0].place <= pair[1].place), "{:?}", told(&with));
    }
}
