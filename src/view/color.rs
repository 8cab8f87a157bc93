//! Colour reduction for terminals with fewer colours: each colour maps to the nearest legible one.

use ratatui::style::Color;

use crate::config::Ink;
use crate::terminal::Depth;

/// Red, green and blue.
pub(super) type Rgb = (u8, u8, u8);

/// Minimum contrast of text in WCAG 2, level AA.
pub(super) const LEGIBLE: f64 = 4.5;

/// The 16 palette colours as in xterm; other terminals differ, but black is always black.
const OWN: [Rgb; 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

/// Those of the 16 that are legible on black and on white in the palettes of all usual terminals:
/// red, magenta, and the bright red and blue. The others are nearly as light as white or as dark as
/// black in some.
const LEGIBLE_ON_BOTH: [u8; 4] = [1, 5, 9, 12];

const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// Contrast ratio of two colours, 1 to 21, by the formula of WCAG 2.
#[must_use]
pub fn contrast(a: (u8, u8, u8), b: (u8, u8, u8)) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Whether white is more legible on it than black.
#[must_use]
pub(crate) fn is_dark(background: (u8, u8, u8)) -> bool {
    contrast(background, (255, 255, 255)) > contrast(background, (0, 0, 0))
}

/// Relative luminance, 0 for black to 1 for white, by the formula of WCAG 2.
fn luminance((red, green, blue): Rgb) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// The RGB value of a palette number, as in nearly all terminals.
pub(super) fn rgb_of(number: u8) -> Rgb {
    match number {
        0..16 => OWN[usize::from(number)],
        16..232 => {
            let step = |at: u8| if at == 0 { 0 } else { 55 + 40 * at };
            let at = number - 16;
            (step(at / 36), step(at / 6 % 6), step(at % 6))
        }
        232.. => {
            let grey = 8 + 10 * (number - 232);
            (grey, grey, grey)
        }
    }
}

/// The terminal colour of an ink; `None` for the default.
pub(super) fn shown(ink: Ink) -> Option<Color> {
    match ink {
        Ink::Default => None,
        Ink::Number(number @ 0..16) => Some(NAMED[usize::from(number)]),
        Ink::Number(number) => Some(Color::Indexed(number)),
        Ink::Rgb(red, green, blue) => Some(Color::Rgb(red, green, blue)),
    }
}

/// The RGB value of an ink, if known.
pub(super) fn known(ink: Ink) -> Option<Rgb> {
    match ink {
        Ink::Default => None,
        Ink::Number(number) => Some(rgb_of(number)),
        Ink::Rgb(red, green, blue) => Some((red, green, blue)),
    }
}

/// The RGB value of a terminal colour; `None` where the user's own palette decides.
pub(super) fn rgb_shown(color: Color) -> Option<Rgb> {
    match color {
        Color::Rgb(red, green, blue) => Some((red, green, blue)),
        Color::Indexed(number @ 16..) => Some(rgb_of(number)),
        _ => None,
    }
}

/// Maps a colour to the given depth: to the nearest one that is legible on `behind`, if there is
/// any. If that is unknown, the nearest of 16 is legible on black and on white.
pub(super) fn mapped(ink: Ink, depth: Depth, behind: Ink) -> Ink {
    let wanted = match (ink, depth) {
        // The terminal's own palette is left as the user configured it.
        (Ink::Default | Ink::Number(0..16), _)
        | (Ink::Number(_), Depth::Many)
        | (_, Depth::True) => return ink,
        (Ink::Number(number), _) => rgb_of(number),
        (Ink::Rgb(red, green, blue), _) => (red, green, blue),
    };
    let candidates = if depth == Depth::Many { 16..=255 } else { 0..=15 };
    let legible = |number: &u8| match known(behind) {
        Some(behind) => contrast(rgb_of(*number), behind) >= LEGIBLE,
        None => depth == Depth::Many || LEGIBLE_ON_BOTH.contains(number),
    };
    let cost = |number: &u8| {
        let candidate = rgb_of(*number);
        if depth == Depth::Many { distance(wanted, candidate) } else { unlike(wanted, candidate) }
    };
    let legible = candidates.clone().filter(legible).min_by_key(cost);
    legible.or_else(|| candidates.min_by_key(cost)).map_or(Ink::Default, Ink::Number)
}

/// The nearest of 256 colours, as used for pictures: from the cube or the greys.
pub(super) fn of_many(wanted: Rgb) -> u8 {
    let step = |part: u8| match part {
        0..48 => 0,
        48..115 => 1,
        _ => (part - 35) / 40,
    };
    let of_cube = 16 + 36 * step(wanted.0) + 6 * step(wanted.1) + step(wanted.2);
    let mean = (u16::from(wanted.0) + u16::from(wanted.1) + u16::from(wanted.2)) / 3;
    let grey = 232 + u8::try_from(mean.saturating_sub(3) / 10).unwrap_or(23).min(23);
    let is_nearer = distance(wanted, rgb_of(grey)) < distance(wanted, rgb_of(of_cube));
    if is_nearer { grey } else { of_cube }
}

/// The nearest colour regardless of hue: for a background, lightness is what counts.
pub(super) fn nearest(ink: Ink, depth: Depth) -> Ink {
    match (known(ink), depth) {
        (Some(wanted), Depth::Sixteen) if !matches!(ink, Ink::Number(0..16)) => {
            let nearest = (0..16).min_by_key(|number| distance(wanted, rgb_of(*number)));
            nearest.map_or(Ink::Default, Ink::Number)
        }
        _ => mapped(ink, depth, Ink::Default),
    }
}

/// Maps text to 16 colours: the nearest grey that is legible and, like the text itself, darker or
/// lighter than the background. The default colour if there is none.
pub(super) fn text_of_few(ink: Ink, behind: Ink) -> Ink {
    let (Ink::Rgb(..) | Ink::Number(16..), Some(wanted)) = (ink, known(ink)) else { return ink };
    let stands_out = |number: &u8| {
        let candidate = rgb_of(*number);
        known(behind).is_none_or(|behind| {
            let ground = luminance(behind);
            let same_side = (luminance(candidate) < ground) == (luminance(wanted) < ground);
            same_side && contrast(candidate, behind) >= LEGIBLE
        })
    };
    let greys = [0, 7, 8, 15].into_iter().filter(stands_out);
    let nearest = greys.min_by_key(|number| distance(wanted, rgb_of(*number)));
    nearest.map_or(Ink::Default, Ink::Number)
}

/// Approximate perceptual distance of two colours, weighted by their mean red.
fn distance(a: Rgb, b: Rgb) -> i64 {
    let square = |a: u8, b: u8| (i64::from(a) - i64::from(b)).pow(2);
    let red = i64::midpoint(i64::from(a.0), i64::from(b.0));
    (512 + red) * square(a.0, b.0) / 256
        + 4 * square(a.1, b.1)
        + (767 - red) * square(a.2, b.2) / 256
}

/// Distance among few colours, where hue takes precedence: the nearest colour to a pale violet is a
/// grey, and the accent would be lost.
fn unlike(wanted: Rgb, candidate: Rgb) -> i64 {
    let between = match (hue(wanted), hue(candidate)) {
        (Some(a), Some(b)) => {
            let apart = (a - b).rem_euclid(360);
            apart.min(360 - apart)
        }
        (None, None) => 0,
        _ => 360,
    };
    between * 10_000 + distance(wanted, candidate) / 100
}

/// Hue in degrees; `None` for near-greys.
fn hue((red, green, blue): Rgb) -> Option<i64> {
    let [red, green, blue] = [red, green, blue].map(i64::from);
    let most = red.max(green).max(blue);
    let spread = most - red.min(green).min(blue);
    if spread * 4 < most || spread < 24 {
        return None;
    }
    let (third, apart) = match most {
        _ if most == red => (0, green - blue),
        _ if most == green => (120, blue - red),
        _ => (240, red - green),
    };
    Some(third + 60 * apart / spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_of_many_is_as_near_as_any() {
        for number in 16..=255 {
            let found = of_many(rgb_of(number));
            assert_eq!(rgb_of(found), rgb_of(number), "{number}");
        }
        for wanted in [(250, 130, 10), (3, 3, 3), (255, 255, 250), (120, 124, 119), (47, 48, 114)] {
            let least = (16..=255).map(|number| distance(wanted, rgb_of(number))).min();
            let found = distance(wanted, rgb_of(of_many(wanted)));
            assert!(
                Some(found) <= least.map(|least| least * 2 + 300),
                "{wanted:?} {found} {least:?}"
            );
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let about = |a, b| format!("{:.2}", contrast(a, b));
        assert_eq!(about((0, 0, 0), (255, 255, 255)), "21.00");
        assert_eq!(about((255, 255, 255), (0x76, 0x76, 0x76)), "4.54");
        assert_eq!(about((9, 9, 9), (9, 9, 9)), "1.00");
    }

    #[test]
    fn a_colour_becomes_its_neighbour() {
        let on = |rgb: Rgb, depth, behind| mapped(Ink::Rgb(rgb.0, rgb.1, rgb.2), depth, behind);
        let of = |rgb: Rgb, depth| on(rgb, depth, Ink::Default);
        assert_eq!(of((255, 135, 0), Depth::Many), Ink::Number(208));
        assert_eq!(of((0x12, 0x12, 0x12), Depth::Many), Ink::Number(233));
        assert_eq!(of((1, 2, 3), Depth::True), Ink::Rgb(1, 2, 3));
        let sixteen = [
            ((0xcb, 0xa6, 0xf7), "violet", [5, 13, 12]),
            ((0xfe, 0x80, 0x19), "orange", [1, 9, 3]),
            ((0x88, 0xc0, 0xd0), "frost", [6, 14, 6]),
            ((0xeb, 0xdb, 0xb2), "sand", [7, 3, 11]),
        ];
        for (rgb, name, expected) in sixteen {
            let Ink::Number(number) = on(rgb, Depth::Sixteen, Ink::Number(0)) else {
                panic!("{name}")
            };
            assert!(expected.contains(&number), "{name} became {number}");
        }
    }

    #[test]
    fn one_of_few_colours_is_legible_whatever_is_behind_it() {
        for wanted in (0..=255).step_by(5).map(|part| Ink::Rgb(part, 255 - part, part / 2)) {
            let found = mapped(wanted, Depth::Sixteen, Ink::Default);
            assert!(matches!(found, Ink::Number(1 | 5 | 9 | 12)), "{wanted:?} became {found:?}");
        }
    }

    #[test]
    fn the_terminals_own_colours_stay_as_they_are() {
        for depth in [Depth::Sixteen, Depth::Many, Depth::True] {
            for ink in [Ink::Default, Ink::Number(0), Ink::Number(15)] {
                assert_eq!(mapped(ink, depth, Ink::Number(0)), ink);
            }
        }
        assert_eq!(mapped(Ink::Number(208), Depth::Many, Ink::Default), Ink::Number(208));
        assert!(matches!(
            mapped(Ink::Number(208), Depth::Sixteen, Ink::Default),
            Ink::Number(0..16)
        ));
    }

    #[test]
    fn what_can_be_read_stays_so() {
        // The nearest grey of 256 would be too dark.
        let (dim, ground) = (Ink::Rgb(0x83, 0x94, 0x96), Ink::Rgb(0, 0x2b, 0x36));
        for depth in [Depth::Sixteen, Depth::Many] {
            let behind = nearest(ground, depth);
            let shown = known(mapped(dim, depth, behind)).zip(known(behind));
            assert!(shown.is_some_and(|(a, b)| contrast(a, b) >= LEGIBLE), "{depth:?}");
        }
    }
}
