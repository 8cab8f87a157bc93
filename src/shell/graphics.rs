//! How pictures are shown in this terminal: the protocol, and the data that has to be sent before a
//! picture can be displayed.

use std::sync::Arc;

use crossterm::terminal::{WindowSize, window_size};

use crate::app::Message;
use crate::config::Images;
use crate::picture;
use crate::picture::Font;
use crate::picture::Graphics;
use crate::picture::Picture;
use crate::picture::Transmission;
use crate::terminal::{Multiplexer, Protocol, Terminal};

/// A cell with two colours shows more of a picture if it represents few pixels.
const FEW: Font = Font { width: 5, height: 10 };

/// Graphics capabilities of the terminal, and the pictures that it holds.
pub(super) struct GraphicsOutput {
    terminal: Terminal,
    /// Whether colours may be used.
    color: bool,
    images: Images,
    /// Name and version of the terminal, if it had to be asked; empty if it did not answer.
    answer: Option<String>,
    /// What was last reported to the app.
    told: Option<Result<Graphics, String>>,
    /// The pictures that the terminal holds.
    sent: Vec<Arc<Picture>>,
}

impl GraphicsOutput {
    pub(super) fn new(terminal: Terminal, color: bool, images: Images) -> Self {
        Self { terminal, color, images, answer: None, told: None, sent: Vec::new() }
    }

    pub(super) fn use_settings(&mut self, images: Images) {
        self.images = images;
    }

    /// Returns a message with the capabilities, if they have changed.
    pub(super) fn news(&mut self) -> Option<Message> {
        let told = self.protocol().map_err(str::to_owned).transpose()?.map(|protocol| Graphics {
            protocol,
            font: match protocol {
                Protocol::HalfBlocks => FEW,
                _ => window_size().ok().and_then(|size| font(&size)).unwrap_or_default(),
            },
            wrapped: matches!(self.terminal.within(), Some(Multiplexer::Tmux { .. })),
        });
        if self.told.as_ref() == Some(&told) {
            return None;
        }
        self.told = Some(told.clone());
        Some(Message::Graphics(told))
    }

    /// Whether the terminal has to be asked for its name and version.
    pub(super) fn asks(&self) -> bool {
        self.protocol() == Ok(None)
    }

    fn protocol(&self) -> Result<Option<Protocol>, &'static str> {
        picture::protocol(self.images, &self.terminal, self.color, self.answer.as_deref())
    }

    /// Records the terminal's answer, or that it did not come in time; only the first call counts.
    pub(super) fn learn(&mut self, version: String) {
        self.answer.get_or_insert(version);
    }

    /// Returns the sequences that transmit the pictures in `seen`, and that delete those no longer
    /// in `all`.
    pub(super) fn send(&mut self, seen: &[&Arc<Picture>], all: &[&Arc<Picture>]) -> String {
        let mut sequences = String::new();
        self.sent.retain(|sent| {
            let stays = all.iter().any(|picture| Arc::ptr_eq(picture, sent));
            if let Some(transmission) = sent.transmission().filter(|_| !stays) {
                sequences.push_str(&transmission.end);
            }
            stays
        });
        for picture in seen {
            if !self.sent.iter().any(|sent| Arc::ptr_eq(picture, sent))
                && let Some(Transmission { sequence, .. }) = picture.transmission()
            {
                sequences.push_str(sequence);
                self.sent.push(Arc::clone(picture));
            }
        }
        sequences
    }

    /// Forgets what was sent: after another program had the terminal, its pictures may be gone.
    pub(super) fn forget(&mut self) {
        self.sent.clear();
    }
}

/// Returns the size of a cell in pixels, if the terminal reports it.
fn font(size: &WindowSize) -> Option<Font> {
    let width = size.width.checked_div(size.columns)?;
    let height = size.height.checked_div(size.rows)?;
    let plausible = 3..=200;
    (plausible.contains(&width) && plausible.contains(&height)).then_some(Font { width, height })
}

#[cfg(test)]
mod tests {
    use image::DynamicImage;
    use ratatui::layout::Size;

    use super::*;

    fn graphics_output(term: &'static str) -> GraphicsOutput {
        let terminal = Terminal::of(|name| (name == "TERM").then(|| term.to_owned()));
        GraphicsOutput::new(terminal, true, Images::default())
    }

    #[test]
    fn a_terminal_that_is_not_known_is_asked_once() {
        for (answer, expected) in [("ghostty 1.1", Protocol::Kitty), ("", Protocol::HalfBlocks)] {
            let mut graphics_output = graphics_output("xterm-256color");
            assert!(graphics_output.asks() && graphics_output.news().is_none());
            graphics_output.learn(answer.to_owned());
            // Too late: the first answer counts.
            graphics_output.learn("foot(1.16.2)".to_owned());
            let Some(Message::Graphics(Ok(told))) = graphics_output.news() else {
                panic!("nothing is told")
            };
            assert_eq!(told.protocol, expected);
            assert!(!graphics_output.asks() && graphics_output.news().is_none(), "nothing new");
        }
        let mut simple = graphics_output("linux");
        assert!(!simple.asks());
        assert!(matches!(simple.news(), Some(Message::Graphics(Err(_)))));
    }

    #[test]
    fn a_picture_is_sent_once_when_it_is_seen_and_forgotten_when_it_is_gone() {
        let mut graphics_output = graphics_output("xterm-ghostty");
        let graphics =
            Graphics { protocol: Protocol::Kitty, font: Font::default(), wrapped: false };
        let image = DynamicImage::new_rgb8(20, 20);
        let picture = || Arc::new(Picture::new(&image, Size::new(9, 9), graphics).expect("made"));
        let (first, second) = (picture(), picture());
        let (one, other) = (&first, &second);
        let sequence = |picture: &Picture| picture.transmission().expect("one").clone();
        assert_eq!(graphics_output.send(&[], &[one, other]), "");
        assert_eq!(graphics_output.send(&[one], &[one, other]), sequence(&first).sequence);
        assert_eq!(graphics_output.send(&[one], &[one, other]), "");
        // Scrolls away and back.
        assert_eq!(graphics_output.send(&[], &[one, other]), "");
        assert_eq!(graphics_output.send(&[one], &[one, other]), "");
        let exchanged = sequence(&first).end + &sequence(&second).sequence;
        assert_eq!(graphics_output.send(&[other], &[other]), exchanged);
        graphics_output.forget();
        assert_eq!(graphics_output.send(&[other], &[other]), sequence(&second).sequence);
        assert_eq!(graphics_output.send(&[], &[]), sequence(&second).end);
    }

    #[test]
    fn cells_have_the_pixels_that_the_terminal_tells() {
        let size = |width, height| WindowSize { rows: 50, columns: 100, width, height };
        assert_eq!(font(&size(900, 1000)), Some(Font { width: 9, height: 20 }));
        assert_eq!(font(&size(0, 0)), None);
        assert_eq!(font(&WindowSize { rows: 0, columns: 0, width: 9, height: 9 }), None);
    }
}
