//! Prepares pixels for the terminal graphics library: size, parts and background.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use image::imageops::{self, FilterType};
use image::{DynamicImage, Rgba, RgbaImage};
use ratatui::layout::Size;
use ratatui_image::errors::Errors;
use ratatui_image::protocol::Protocol as Encoded;
use ratatui_image::protocol::halfblocks::Halfblocks;
use ratatui_image::protocol::iterm2::Iterm2;
use ratatui_image::protocol::kitty::Kitty;
use ratatui_image::protocol::sixel::Sixel;

use crate::terminal::Protocol;

use super::cells::{Font, Graphics};

/// Maximum number of columns or rows that kitty can address.
const LONGEST: u16 = 297;

/// Width and height of a picture of unknown size, as most of the news have it.
const USUAL: (u32, u32) = (1600, 900);

/// Returns the size in cells that a picture will have, given its pixels as a document tells them.
#[must_use]
pub(crate) fn expected_size(pixels: Option<(u32, u32)>, room: Size, graphics: Graphics) -> Size {
    let pixels = pixels.filter(|(width, height)| *width > 0 && *height > 0).unwrap_or(USUAL);
    cells(fitted(pixels, room, graphics.font), graphics.protocol, graphics.font)
}

/// Returns the size in pixels at which a picture of `width` and `height` fits.
pub(super) fn fitted((width, height): (u32, u32), room: Size, font: Font) -> (u32, u32) {
    let across = u32::from(room.width.clamp(1, LONGEST)) * u32::from(font.width);
    let down = u32::from(room.height.clamp(1, LONGEST)) * u32::from(font.height);
    let wide = f64::from(across) / f64::from(width);
    let high = f64::from(down) / f64::from(height);
    let scale = wide.min(high).min(1.0);
    let scaled = |length: u32, most: u32| whole((f64::from(length) * scale).round()).clamp(1, most);
    (scaled(width, across.max(1)), scaled(height, down.max(1)))
}

/// Truncates a number of pixels.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "of some thousands")]
fn whole(number: f64) -> u32 {
    number as u32
}

/// Returns the columns and rows for a size in pixels. Protocols that transmit pixels may end within
/// a cell.
pub(super) fn cells(pixels: (u32, u32), protocol: Protocol, font: Font) -> Size {
    let count = |pixels: u32, font: u16| {
        let font = u32::from(font.max(1));
        let count = match protocol {
            Protocol::HalfBlocks => (pixels + font / 2) / font,
            _ => pixels.div_ceil(font),
        };
        u16::try_from(count.max(1)).unwrap_or(LONGEST)
    };
    Size::new(count(pixels.0, font.width), count(pixels.1, font.height))
}

/// Encodes the picture, either as one part or as one part for each row, from top to bottom.
pub(super) fn encode(
    image: &DynamicImage,
    pixels: (u32, u32),
    size: Size,
    graphics: Graphics,
) -> Result<Vec<Encoded>, Errors> {
    let Graphics { protocol, font, wrapped } = graphics;
    if protocol == Protocol::HalfBlocks {
        return Ok(vec![Encoded::Halfblocks(Halfblocks::new(opaque(image), size)?)]);
    }
    let down = u32::from(font.height);
    let (width, height) =
        (u32::from(size.width) * u32::from(font.width), u32::from(size.height) * down);
    let scaled = image.resize_exact(pixels.0, pixels.1, FilterType::Triangle);
    let mut canvas = DynamicImage::new_rgba8(width, height);
    imageops::overlay(&mut canvas, &scaled, 0, 0);
    if protocol == Protocol::Kitty {
        return Ok(vec![Encoded::Kitty(Kitty::new(canvas, size, new_id(), wrapped, true)?)]);
    }
    let row = Size::new(size.width, 1);
    let parts = (0..u32::from(size.height)).map(|at| canvas.crop_imm(0, at * down, width, down));
    parts
        .map(|part| match protocol {
            Protocol::Sixel => Ok(Encoded::Sixel(Sixel::new(part, row, wrapped)?)),
            _ => Ok(Encoded::ITerm2(Iterm2::new(part, row, wrapped)?)),
        })
        .collect()
}

/// Returns an ID that no other picture in this terminal uses, whether of this program or another.
fn new_id() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut hasher = DefaultHasher::new();
    (process::id(), NEXT.fetch_add(1, Ordering::Relaxed)).hash(&mut hasher);
    let [a, b, c, d, ..] = hasher.finish().to_ne_bytes();
    u32::from_ne_bytes([a, b, c, d]).max(1)
}

/// Puts a transparent picture on a contrasting background: dark ones on white, light ones on black.
fn opaque(image: &DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image.clone();
    }
    let pixels = image.to_rgba8();
    let seen = pixels.pixels().filter(|pixel| pixel[3] > 127);
    let (mut light, mut count) = (0_u64, 0_u64);
    for Rgba([red, green, blue, _]) in seen {
        light += (u64::from(*red) * 2 + u64::from(*green) * 5 + u64::from(*blue)) / 8;
        count += 1;
    }
    let ground = if light < 128 * count { 255 } else { 0 };
    let ground = Rgba([ground, ground, ground, 255]);
    let mut whole = RgbaImage::from_pixel(pixels.width(), pixels.height(), ground);
    imageops::overlay(&mut whole, &pixels, 0, 0);
    whole.into()
}
