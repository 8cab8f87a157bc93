//! The only way the state changes.

use std::path::Path;

use crate::markup::Laid;
use crate::problem::Problem;
use crate::store::Id;

use crate::app::effect::{Effect, TerminalEffect};
use crate::app::message::Message;
use crate::app::{App, Status};

impl App {
    /// Applies a message to the state and returns the effects it asks for.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        let mut effects = self.take(message);
        effects.extend(self.arrange());
        effects.extend(self.show_theme());
        effects
    }

    fn take(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Key { key, at } => {
                self.tell_time(at);
                return self.press(key);
            }
            Message::Mouse { mouse, at } => {
                self.tell_time(at);
                return self.mouse(mouse);
            }
            Message::Paste(words) => return self.paste(&words),
            Message::Resize(width, height) => self.size = (width, height),
            Message::Tick(now) => self.tell_time(now),
            Message::Redraw => return vec![Effect::Terminal(TerminalEffect::Redraw)],
            Message::KeyTimeoutElapsed(number) => self.key_timeout_elapsed(number),
            Message::ReadTimerElapsed(visit) => return self.read_timer_elapsed(visit),
            Message::Settings { path, parsed } => return self.reread(&path, *parsed),
            Message::Ordered(order) => self.text_order = order,
            Message::Themed(name) => self.theming.recall(Some(name)),
            Message::Unthemed { name, why } => self.unthemed(&name, why),
            Message::Graphics(graphics) => self.pictures.use_graphics(graphics),
            Message::Loaded { load, batch } => return self.receive(load, &batch),
            Message::StoriesGrouped { load, groups } => return self.stories_grouped(load, groups),
            Message::Body { load, id, body } => self.receive_body(load, id, body),
            Message::Head { path, lines } => self.receive_head(&path, &lines),
            Message::Pictured { wanted, picture } => self.pictured(wanted, picture),
            Message::Opened { url, outcome } => return self.take_opened(&url, outcome),
            Message::Labelled(label) => self.label = label,
            Message::Feeds { file, feeds, problems } => self.receive_feeds(&file, feeds, problems),
            Message::Sync(event) => self.follow_sync(&event),
            Message::Clipboard(text) => self.receive_clipboard(&text),
            Message::Download(event) => return self.follow_download(event),
            Message::Probed { address, found } => self.receive_found(&address, &found),
            Message::FeedLine { address, words } => self.receive_feed_line(address, words),
            Message::FeedLineWritten { address, outcome } => {
                self.take_written_feed_line(&address, outcome);
            }
            Message::OtherFeeds(has_others) => self.sidebar.has_others = has_others,
            Message::Piped(piped) => self.piped(piped),
            Message::Done(outcome) => {
                self.status = outcome.map_or_else(Status::Warning, Status::Info);
            }
            Message::Recalled(records) => return self.recalled(records),
            Message::Unkept(why) => {
                self.unkept = true;
                self.status = Status::Warning(why);
            }
            Message::KeptAgain => {
                self.unkept = false;
                self.status = Status::info("marks are kept again");
            }
        }
        Vec::new()
    }

    fn receive_body(&mut self, load: u32, id: Id, body: Result<Laid, Problem>) {
        if load == self.loading.number {
            let written = body.as_ref().map(|body| body.document.hidden_targets());
            let links = self.links_below(id, &written.unwrap_or_default());
            self.reader.body(id, body, links);
        }
    }

    fn receive_head(&mut self, path: &Path, lines: &Result<Vec<String>, Problem>) {
        if let Some(front) = self.overlays.last_mut() {
            front.layer_mut().receive_head(path, lines);
        }
    }
}
