//! Carries out the effects that the app returns: on the terminal here, as jobs elsewhere.

use std::io;

use crate::app::Effect;
use crate::app::Message;
use crate::app::TerminalEffect;

use super::{EventLoop, browser, run_foreground, signals, terminal};

impl EventLoop {
    /// Carries out effects in order; returns the exit code if the reader is to quit.
    pub(super) fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<Option<u8>> {
        let of_graphics =
            |it: &Effect| matches!(it, Effect::Terminal(TerminalEffect::UseGraphics(_)));
        let is_news = effects.iter().any(of_graphics);
        for effect in effects {
            match effect {
                Effect::Job(job) => self.jobs.start(job),
                Effect::Terminal(effect) => {
                    let exit = self.carry_out_here(effect)?;
                    if exit.is_some() {
                        return Ok(exit);
                    }
                }
            }
        }
        // Only after all effects: those that this causes must follow the ones carried out here.
        if is_news { self.tell_graphics() } else { Ok(None) }
    }

    fn carry_out_here(&mut self, effect: TerminalEffect) -> io::Result<Option<u8>> {
        match effect {
            TerminalEffect::UseTerminal { mouse, bidi, links } => {
                self.screen.use_settings(mouse, bidi, links)?;
                return self.pass(Message::Ordered(self.screen.text_order()));
            }
            TerminalEffect::UseGraphics(images) => self.graphics_output.use_settings(images),
            TerminalEffect::UseThemes(usual, themes) => self.themes.use_themes(usual, themes),
            TerminalEffect::Theme(name) => self.themes.show(name),
            TerminalEffect::Copy(text) => {
                self.screen.copy(&text)?;
                self.jobs.copy(text);
            }
            TerminalEffect::Suspend => return self.suspend(),
            TerminalEffect::Redraw => {
                self.graphics_output.forget();
                self.screen.clear()?;
            }
            TerminalEffect::Quit => return Ok(Some(0)),
        }
        Ok(None)
    }

    /// Opens a link with a program that needs the terminal.
    pub(super) fn open_here(&mut self, run: &str, url: String) -> io::Result<Option<u8>> {
        let outcome = match browser::command(run, &url) {
            Ok(command) => {
                let outcome = run_foreground::run(command, &self.gate);
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

    /// Redraws after another program had the terminal, whose size may have changed.
    pub(super) fn renew(&mut self) -> io::Result<Option<u8>> {
        self.screen.enter()?;
        let (width, height) = self.screen.size()?;
        self.pass(Message::Resize(width, height))?;
        self.pass(Message::Redraw)
    }
}
