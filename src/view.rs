//! Draws the state without changing it. Each pane receives its rectangle from the layout and draws
//! inside it.

mod article;
mod bidi;
mod color;
mod footer;
mod ground;
mod header;
mod help;
mod hints;
mod links;
mod list;
mod menu;
mod overlay;
mod palette;
mod pane;
mod pictures;
mod prompt;
mod related;
mod sidebar;
mod subscribe;
mod theme;
mod which;

pub(crate) use bidi::MARK;
pub use color::contrast;
pub(crate) use color::is_dark;
pub use links::{Links, links};
pub use theme::Theme;

use ratatui::buffer::Buffer;

use crate::app::App;
use crate::app::Focus;

/// Draws the whole screen. Returns the number of list rows drawn, which is that of the visible rows
/// however long the list is. Leaves a buffer alone that is smaller than the state's screen: the
/// resize message is yet to arrive.
pub fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) -> usize {
    let screen = app.layout.screen;
    if buffer.area.intersection(screen) != screen {
        return 0;
    }
    let mut rows = 0;
    header::draw(app, theme, buffer);
    // The focused pane is drawn last, so that its border is not overdrawn.
    for focus in [Focus::Sidebar, Focus::List, Focus::Article, Focus::Related] {
        if focus != app.focus {
            rows += draw_pane(app, focus, theme, buffer);
        }
    }
    rows += draw_pane(app, app.focus, theme, buffer);
    footer::draw(app, theme, buffer);
    for layer in &app.overlays {
        overlay::draw(layer, app, theme, buffer);
    }
    which::draw(app, theme, buffer);
    if app.text_order.is_ours() {
        bidi::turn(app, buffer);
    }
    theme.ground(screen, buffer);
    rows
}

/// Draws one pane; returns the number of list rows drawn.
fn draw_pane(app: &App, pane: Focus, theme: &Theme, buffer: &mut Buffer) -> usize {
    match pane {
        Focus::Sidebar => sidebar::draw(app, theme, buffer),
        Focus::List => return list::draw(app, theme, buffer),
        Focus::Article => article::draw(app, theme, buffer),
        Focus::Related => related::draw(app, theme, buffer),
    }
    0
}
