//! What the app asks for, as far as it needs the terminal or what the loop works with; the rest
//! is for the jobs.

use std::io;

use crate::app::Effect;
use crate::app::Message;

use super::{Desk, browser, lend, signals, terminal};

impl Desk {
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<Option<u8>> {
        let mut is_told = true;
        for effect in effects {
            match effect {
                Effect::Quit => return Ok(Some(0)),
                Effect::Redraw => {
                    self.easel.forget();
                    self.screen.clear()?;
                }
                Effect::UseImages(images) => {
                    self.easel.use_settings(images);
                    self.jobs.pictures.use_settings(images);
                    is_told = false;
                }
                Effect::Suspend => {}
                Effect::Copy(text) => {
                    self.screen.copy(&text)?;
                    self.jobs.copy(text);
                }
                Effect::Open(url) => {
                    let exit = self.open(url)?;
                    if exit.is_some() {
                        return Ok(exit);
                    }
                }
                Effect::UseTerminal { mouse, bidi, links } => {
                    self.screen.use_settings(mouse, bidi, links)?;
                    let exit = self.pass(Message::Ordered(terminal::is_ordered()))?;
                    if exit.is_some() {
                        return Ok(exit);
                    }
                }
                Effect::Theme(name) => self.themes.show(name),
                Effect::UseThemes(usual, themes) => self.themes.use_themes(usual, themes),
                other => self.jobs.start(other),
            }
        }
        // Not before all of it is done: what is asked for then goes after what was asked for here.
        if is_told { Ok(None) } else { self.tell_graphics() }
    }

    /// Opens a link, here where the program for it needs the terminal.
    fn open(&mut self, url: String) -> io::Result<Option<u8>> {
        let openers = self.jobs.openers.clone();
        let Some(opener) = openers.find(&url).filter(|opener| opener.terminal) else {
            self.jobs.start(Effect::Open(url));
            return Ok(None);
        };
        let outcome = match browser::command(&opener.run, &url) {
            Ok(command) => {
                let outcome = lend::run(command, &self.gate);
                if let Some(exit) = self.renew()? {
                    return Ok(Some(exit));
                }
                outcome
            }
            Err(cause) => Err(cause),
        };
        self.pass(Message::Opened { url, outcome })
    }

    pub(super) fn suspend(&mut self) -> io::Result<Option<u8>> {
        terminal::give_back();
        signals::stop_self()?;
        self.renew()
    }

    /// After the terminal was somebody else's: it may have another size now.
    pub(super) fn renew(&mut self) -> io::Result<Option<u8>> {
        self.screen.enter()?;
        let (width, height) = self.screen.size()?;
        self.pass(Message::Resize(width, height))?;
        self.pass(Message::Redraw)
    }
}
