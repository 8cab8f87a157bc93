//! Decodes image files with limits: a file of a few bytes can claim more pixels than fit into
//! memory.

use std::io::Cursor;
use std::sync::{Mutex, PoisonError};

use image::error::ImageError;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, imageops};

use super::chunks;

/// Maximum number of pixels in a picture and along one side.
const PIXELS: u64 = 60_000_000;
const SIDE: u32 = 20_000;
/// Memory limit of a decoder in bytes, and the part of it for the pixels.
const MEMORY: u64 = 512 * 1024 * 1024;
const BYTES: u64 = MEMORY / 2;
/// Longest side in pixels that any screen can use.
const NEEDED: u32 = 2048;

/// Decodes a picture, rotates it upright, and shrinks it to what a screen can use. Only the first
/// frame of an animation is decoded.
///
/// # Errors
/// If the picture cannot be displayed, with the reason.
pub fn decode(bytes: &[u8]) -> Result<DynamicImage, String> {
    // One at a time: several pictures at their limits could exhaust the memory.
    static DECODING: Mutex<()> = Mutex::new(());
    let _alone = DECODING.lock().unwrap_or_else(PoisonError::into_inner);
    let damaged = |error: ImageError| told(&error);
    let plain = chunks::of_pixels(bytes);
    let reader = ImageReader::new(Cursor::new(plain.as_ref())).with_guessed_format();
    let mut reader = reader.map_err(|error| error.to_string())?;
    if reader.format().is_none() {
        return Err(unknown(bytes).to_owned());
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(SIDE), Some(SIDE));
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err("it has no pixels".to_owned());
    }
    if u64::from(width) * u64::from(height) > PIXELS || decoder.total_bytes() > BYTES {
        return Err(format!("{width} × {height} pixels are too many"));
    }
    // A picture with an unreadable orientation can still be displayed.
    let orientation = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    // A single pixel format from here on.
    let pixels = image.into_rgba8();
    let longest = pixels.width().max(pixels.height());
    if longest <= NEEDED {
        return Ok(pixels.into());
    }
    let scaled = |side: u32| {
        let (side, longest) = (u64::from(side), u64::from(longest));
        let scaled = (side * u64::from(NEEDED) + longest / 2) / longest;
        u32::try_from(scaled.max(1)).unwrap_or(NEEDED)
    };
    let (width, height) = (scaled(pixels.width()), scaled(pixels.height()));
    Ok(imageops::thumbnail(&pixels, width, height).into())
}

fn told(error: &ImageError) -> String {
    match error {
        ImageError::Limits(_) => "it is too large".to_owned(),
        ImageError::Unsupported(_) => "its format cannot be shown".to_owned(),
        _ => "the file is damaged".to_owned(),
    }
}

/// Explains why data is not a supported picture.
fn unknown(bytes: &[u8]) -> &'static str {
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let start = String::from_utf8_lossy(start).to_ascii_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| start.contains(word));
    match () {
        () if bytes.is_empty() => "the file is empty",
        () if is(&["<svg"]) => "drawings (SVG) cannot be shown",
        () if is(&["<!doctype", "<html"]) => "it is a page, not a picture",
        () if is(&["ftypavif", "ftypheic"]) => "AVIF and HEIC cannot be shown",
        () => "it is not a JPEG, PNG, GIF or WebP",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height).write_to(&mut bytes, format).expect("written");
        bytes.into_inner()
    }

    #[test]
    fn the_four_kinds_are_read() {
        use image::ImageFormat::{Gif, Jpeg, Png, WebP};
        for format in [Gif, Jpeg, Png, WebP] {
            let image = decode(&encoded(30, 20, format)).expect("a picture");
            assert_eq!((image.width(), image.height()), (30, 20), "{format:?}");
        }
    }

    #[test]
    fn larger_than_a_screen_is_made_smaller() {
        let image = decode(&encoded(4100, 20, image::ImageFormat::Png)).expect("a picture");
        assert_eq!((image.width(), image.height()), (2048, 10));
    }

    /// The header of a PNG with these dimensions and no pixel data.
    fn claimed(width: u32, height: u32) -> Vec<u8> {
        let mut header = b"IHDR".to_vec();
        header.extend(width.to_be_bytes().into_iter().chain(height.to_be_bytes()));
        header.extend([8, 2, 0, 0, 0]);
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
        bytes.extend(&header);
        bytes.extend(crc32fast::hash(&header).to_be_bytes());
        bytes.extend(b"\0\0\0\x09IDAT\0");
        bytes
    }

    #[test]
    fn what_cannot_be_shown_is_said_to_be_so() {
        let mut torn = encoded(300, 200, image::ImageFormat::Png);
        torn.truncate(90);
        for (bytes, expected) in [
            (&torn[..], "the file is damaged"),
            (&claimed(19_000, 19_000), "19000 × 19000 pixels are too many"),
            (&claimed(90_000, 10), "it is too large"),
            (b"", "the file is empty"),
            (b"<?xml version='1.0'?><svg/>", "drawings (SVG) cannot be shown"),
            (b"<!DOCTYPE html><p>404", "it is a page, not a picture"),
            (b"root:x:0:0", "it is not a JPEG, PNG, GIF or WebP"),
        ] {
            assert_eq!(decode(bytes).map(drop), Err(expected.to_owned()));
        }
    }
}
