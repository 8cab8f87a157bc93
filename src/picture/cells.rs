//! Converts pixels to terminal cells, using one of the picture protocols. The result is plain data
//! whose rows can be drawn anywhere while an article scrolls.

use image::{DynamicImage, GenericImageView};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::widgets::Widget;

use crate::terminal::Protocol;

use super::encode::{cells, encode, fitted};

/// Placeholder character of the kitty protocol.
const PLACEHOLDER: char = '\u{10EEEE}';

/// Size of a cell in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Font {
    /// Width.
    pub width: u16,
    /// Height.
    pub height: u16,
}

impl Default for Font {
    /// Used if the terminal does not report its cell size; nearly all cells are twice as high as
    /// wide.
    fn default() -> Self {
        Self { width: 10, height: 20 }
    }
}

/// Parameters for converting pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Graphics {
    /// The picture protocol.
    pub protocol: Protocol,
    /// Size of a cell in pixels.
    pub font: Font,
    /// Whether sequences must be wrapped so that tmux passes them on.
    pub wrapped: bool,
}

/// Data that the terminal must receive once before a picture can be displayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transmission {
    /// The sequence that transmits the pixels.
    pub sequence: String,
    /// The sequence that deletes them from the terminal.
    pub end: String,
}

/// A picture converted to cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: u16,
    height: u16,
    protocol: Protocol,
    cells: Vec<Cell>,
    transmission: Option<Transmission>,
}

impl Picture {
    /// Converts a picture, shrinking it if necessary to fit `room`.
    ///
    /// # Errors
    /// If the picture cannot be encoded.
    pub fn new(image: &DynamicImage, room: Size, graphics: Graphics) -> Result<Self, String> {
        let Graphics { protocol, font, wrapped } = graphics;
        let pixels = fitted(image.dimensions(), room, font);
        let size = cells(pixels, protocol, font);
        let mut picture = Self {
            width: size.width,
            height: size.height,
            protocol,
            cells: Vec::new(),
            transmission: None,
        };
        let mut buffer = Buffer::empty(Rect::new(0, 0, size.width, size.height));
        let encoded = encode(image, pixels, size, graphics).map_err(|error| error.to_string())?;
        for (part, y) in encoded.iter().zip(0..) {
            let area = Rect { y, height: part.size().height, ..buffer.area };
            ratatui_image::Image::new(part).render(area, &mut buffer);
        }
        picture.cells = buffer.content;
        if protocol == Protocol::Kitty {
            picture.take_transmission(wrapped);
        }
        Ok(picture)
    }

    /// Width in columns.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Height in rows.
    #[must_use]
    pub fn height(&self) -> u16 {
        self.height
    }

    /// Whether the picture fits into `room`.
    #[must_use]
    pub fn has_room(&self, room: Size) -> bool {
        self.width <= room.width && self.height <= room.height
    }

    /// Whether an overlay leaves a hole in the picture when it closes: the pixels of a row are sent
    /// with its first cell, and only when that cell changes.
    #[must_use]
    pub fn is_fragile(&self) -> bool {
        matches!(self.protocol, Protocol::Iterm | Protocol::Sixel)
    }

    /// Whether the cells consist only of colours, which may have to be reduced to the terminal's
    /// depth.
    #[must_use]
    pub fn is_of_colors(&self) -> bool {
        self.protocol == Protocol::HalfBlocks
    }

    /// Returns what must be sent before the picture is drawn, for terminals that store pictures.
    #[must_use]
    pub fn transmission(&self) -> Option<&Transmission> {
        self.transmission.as_ref()
    }

    /// Draws one row of the picture if it fits completely.
    pub fn draw_row(&self, row: u16, at: Position, buffer: &mut Buffer) {
        let place = Rect::new(at.x, at.y, self.width, 1);
        if row >= self.height || buffer.area.intersection(place) != place {
            return;
        }
        let start = usize::from(row) * usize::from(self.width);
        for (cell, place) in self.cells.iter().skip(start).zip(place.positions()) {
            buffer[place] = cell.clone();
        }
    }

    /// Separates the pixel data from the first cell, where the library puts it: that cell may be
    /// covered or drawn again.
    fn take_transmission(&mut self, wrapped: bool) {
        let Some(first) = self.cells.first_mut() else { return };
        let symbol = first.symbol().to_owned();
        let Some(at) = symbol.find(PLACEHOLDER) else { return };
        let (sequence, cell) = symbol.split_at(at);
        first.set_symbol(cell);
        let id = sequence.split_once("i=").and_then(|(_, rest)| rest.split(',').next());
        let forget = format!("\x1b_Ga=d,d=I,q=2,i={}\x1b\\", id.unwrap_or("0"));
        let end = if wrapped { wrap(&forget) } else { forget };
        self.transmission = Some(Transmission { sequence: sequence.to_owned(), end });
    }
}

/// Wraps a sequence so that tmux passes it on.
fn wrap(sequence: &str) -> String {
    format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"))
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};
    use ratatui::style::Color;

    use super::*;

    const ROOM: Size = Size { width: 40, height: 10 };

    fn graphics(protocol: Protocol) -> Graphics {
        Graphics { protocol, font: Font::default(), wrapped: false }
    }

    /// An image with red above blue.
    fn flag(width: u32, height: u32) -> DynamicImage {
        let color = |_, y| if y < height / 2 { [255, 0, 0, 255] } else { [0, 0, 255, 255] };
        RgbaImage::from_fn(width, height, |x, y| Rgba(color(x, y))).into()
    }

    fn drawn(picture: &Picture, at: Position) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 20));
        for row in 0..picture.height() {
            picture.draw_row(row, Position { y: at.y + row, ..at }, &mut buffer);
        }
        buffer
    }

    #[test]
    fn a_picture_keeps_its_shape_and_is_never_larger_than_it_is() {
        let size = |width, height, protocol| {
            let pixels = fitted((width, height), ROOM, Font::default());
            let size = cells(pixels, protocol, Font::default());
            (size.width, size.height)
        };
        for protocol in [Protocol::HalfBlocks, Protocol::Kitty] {
            assert_eq!(size(100, 100, protocol), (10, 5));
            assert_eq!(size(400, 200, protocol), (40, 10));
            assert_eq!(size(800, 20, protocol), (40, 1));
            assert_eq!(size(10, 400, protocol), (1, 10));
            assert_eq!(size(1, 1, protocol), (1, 1));
        }
        assert_eq!(size(104, 104, Protocol::HalfBlocks), (10, 5));
        assert_eq!(size(104, 104, Protocol::Iterm), (11, 6));
    }

    #[test]
    fn half_blocks_are_two_colours_in_a_cell() {
        let picture =
            Picture::new(&flag(20, 20), ROOM, graphics(Protocol::HalfBlocks)).expect("made");
        assert_eq!((picture.width(), picture.height(), picture.transmission()), (2, 1, None));
        let buffer = drawn(&picture, Position::new(3, 2));
        let cell = &buffer[(3, 2)];
        let (top, bottom) = match cell.symbol() {
            "▀" => (cell.fg, cell.bg),
            "▄" => (cell.bg, cell.fg),
            other => panic!("{other:?}"),
        };
        assert!(matches!(top, Color::Rgb(200.., 0, ..60)), "{top:?}");
        assert!(matches!(bottom, Color::Rgb(..60, 0, 200..)), "{bottom:?}");
        assert_eq!((buffer[(5, 2)].symbol(), buffer[(3, 3)].symbol()), (" ", " "));
    }

    #[test]
    fn what_can_be_seen_through_stands_on_a_ground() {
        let black =
            RgbaImage::from_fn(20, 20, |x, _| Rgba([0, 0, 0, if x < 10 { 255 } else { 0 }]));
        let picture =
            Picture::new(&black.into(), ROOM, graphics(Protocol::HalfBlocks)).expect("made");
        let buffer = drawn(&picture, Position::ORIGIN);
        assert!(matches!(buffer[(0, 0)].bg, Color::Rgb(..60, ..60, ..60)));
        assert!(matches!(buffer[(1, 0)].bg, Color::Rgb(200.., 200.., 200..)));
    }

    #[test]
    fn kitty_is_sent_the_pixels_beside_the_cells() {
        let picture = Picture::new(&flag(100, 60), ROOM, graphics(Protocol::Kitty)).expect("made");
        let sent = picture.transmission().expect("pixels");
        assert!(sent.sequence.starts_with("\x1b_G") && sent.sequence.ends_with("\x1b\\"));
        assert!(sent.sequence.contains("U=1") && sent.sequence.contains("s=100,v=60"));
        let buffer = drawn(&picture, Position::ORIGIN);
        for place in Rect::new(0, 0, 10, 3).positions() {
            let symbol = buffer[place].symbol();
            assert!(symbol.starts_with(PLACEHOLDER) && !symbol.contains('\x1b'), "{symbol:?}");
        }
        let Color::Rgb(red, green, blue) = buffer[(0, 0)].fg else { panic!("no number") };
        let id = |sequence: &str| -> u32 {
            let (_, rest) = sequence.split_once("i=").expect("a number");
            let digits = rest.split(|c: char| !c.is_ascii_digit()).next();
            digits.and_then(|digits| digits.parse().ok()).expect("a number")
        };
        assert_eq!(id(&sent.sequence).to_be_bytes()[1..], [red, green, blue]);
        assert_eq!(id(&sent.sequence), id(&sent.end));
        let other = Picture::new(&flag(100, 60), ROOM, graphics(Protocol::Kitty)).expect("made");
        assert_ne!(other.transmission().map(|it| id(&it.end)), Some(id(&sent.end)));
    }

    #[test]
    fn each_row_of_the_others_stands_alone() {
        for (protocol, start) in [(Protocol::Iterm, "\x1b]1337;File="), (Protocol::Sixel, "\x1bP")]
        {
            let picture = Picture::new(&flag(100, 60), ROOM, graphics(protocol)).expect("made");
            let mut buffer = Buffer::empty(Rect::new(0, 0, 60, 20));
            // As after the rest has been scrolled away.
            picture.draw_row(2, Position::new(4, 0), &mut buffer);
            assert!(buffer[(4, 0)].symbol().contains(start), "{protocol:?}");
            assert_eq!(buffer[(4, 1)].symbol(), " ");
            picture.draw_row(0, Position::new(55, 0), &mut buffer);
            assert_eq!(buffer[(55, 0)].symbol(), " ", "there is no room");
        }
    }
}
