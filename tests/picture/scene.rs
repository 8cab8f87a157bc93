//! The screen shown in the README: the real reader with the built-in edition, at a fixed time.
//! `svg.rs` converts it to a picture.

use jiff::Timestamp;
use newswire::{App, Config, Depth, Input, Palette, Theme, Themes, draw};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::support::Desk;
use crate::svg::svg;

const SIZE: (u16, u16) = (110, 30);

/// Sunday, 22 November 2026, noon UTC: three weeks after the newest article of the edition.
const NOW: Timestamp = Timestamp::constant(1_795_348_800, 0);

/// Keys of a user who has read for a while: sort by heat, read a few stories, star the second one,
/// unfold it and return to it.
const KEYS: &str = "Shgrjsc5jrjjr2g";

/// Draws the screen for a terminal with 24-bit colours.
pub(crate) fn screen() -> Buffer {
    let mut desk = Desk::empty(SIZE);
    desk.app = App::new("the built-in edition", SIZE, NOW, &Config::default()).0;
    let (articles, problems) = newswire::all(&Input::Edition, None, &|_, _| ());
    desk.finish(articles, problems);
    desk.keys(KEYS);
    let theme = Theme::of(&palette(), Depth::True);
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1)).expect("a screen in memory");
    let frame = terminal.draw(|frame| {
        draw(&desk.app, &theme, frame.buffer_mut());
    });
    frame.expect("nothing in memory fails");
    terminal.backend().buffer().clone()
}

/// Returns the colours of the picture.
pub(crate) fn palette() -> Palette {
    Themes::default().palette("catppuccin").expect("a theme that is built in")
}

/// Returns the picture as stored in `assets/screen.svg`.
pub(crate) fn picture() -> String {
    svg(&screen(), "newswire", &palette())
}
