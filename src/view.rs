//! Draws the state, and changes none of it. Each pane gets its rectangle from the
//! layout and draws inside it.

mod article;
mod bidi;
mod footer;
mod header;
mod list;
mod menu;
mod overlay;
mod pane;
mod prompt;
mod related;
mod theme;

pub use theme::Theme;

use ratatui::buffer::Buffer;

use crate::app::App;
use crate::app::Focus;

/// Draws the whole screen. A buffer smaller than the state believes is left
/// alone: the message of the resize is on its way.
pub fn draw(app: &App, theme: &Theme, buffer: &mut Buffer) {
    let screen = app.layout.screen;
    if buffer.area.intersection(screen) != screen {
        return;
    }
    header::draw(app, theme, buffer);
    // The focused pane is drawn last, so that its border is whole.
    for focus in [Focus::List, Focus::Article, Focus::Related] {
        if focus != app.focus {
            draw_pane(app, focus, theme, buffer);
        }
    }
    draw_pane(app, app.focus, theme, buffer);
    footer::draw(app, theme, buffer);
    for layer in &app.overlays {
        overlay::draw(layer, app, theme, buffer);
    }
    if app.bidi {
        bidi::turn(app, buffer);
    }
}

fn draw_pane(app: &App, pane: Focus, theme: &Theme, buffer: &mut Buffer) {
    match pane {
        Focus::List => list::draw(app, theme, buffer),
        Focus::Article => article::draw(app, theme, buffer),
        Focus::Related => related::draw(app, theme, buffer),
    }
}
