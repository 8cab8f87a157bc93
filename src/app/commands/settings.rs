//! Applying settings: those at the start, those of a changed settings file, and those set for this
//! session in the palette.

use std::path::Path;

use crate::article::Origin;
use crate::config;
use crate::config::CliOverrides;
use crate::config::Config;
use crate::config::ParsedConfig;
use crate::problem::Problem;
use crate::text;

use crate::app::effect::{Effect, Job, TerminalEffect};
use crate::app::input::keymap::Keymap;
use crate::app::model::settings::AT_START;
use crate::app::panes::view::View;
use crate::app::{Action, App, Status};

impl App {
    /// Returns the settings in force.
    pub(in crate::app) fn config(&self) -> &Config {
        &self.settings.config
    }

    /// Greets a user who has opened nothing yet and sees the built-in edition.
    pub fn welcome(&mut self, is_edition: bool) {
        if is_edition {
            self.status = self.greeting();
        }
    }

    /// Removes the greeting for a user who has been here before.
    pub(in crate::app) fn stop_greeting(&mut self) {
        if self.status == self.greeting() {
            self.status = Status::Quiet;
        }
    }

    fn greeting(&self) -> Status {
        let [add, help] = [Action::Subscribe, Action::Help].map(|action| self.key_of(action));
        Status::info(format!(
            "Welcome to newswire. {add} adds a site, `newswire FOLDER` opens your own articles; \
             {help} shows the keys"
        ))
    }

    /// Takes over the settings file of the start and reports its problems.
    pub fn begin_with(&mut self, path: &Path, parsed: ParsedConfig, overrides: CliOverrides) {
        self.settings.overrides = overrides;
        self.take_file(path, parsed.problems, parsed.valid_text);
        self.say_problems("");
    }

    /// Takes over a changed settings file.
    pub(in crate::app) fn reread(&mut self, path: &Path, parsed: ParsedConfig) -> Vec<Effect> {
        let ParsedConfig { config, problems, valid_text } = parsed;
        let before = &self.settings.config;
        let changed = [before.folders != config.folders, before.ignore != config.ignore];
        self.take_file(path, problems, valid_text);
        let effects = self.apply_settings(config);
        let waiting = AT_START.iter().zip(changed).filter(|(_, changed)| *changed);
        let waiting: Vec<&str> = waiting.map(|(name, _)| *name).collect();
        self.status = match waiting.as_slice() {
            [] => Status::info("settings reloaded"),
            names => {
                let names = names.join(" and ");
                Status::info(format!("settings reloaded; {names} at the next start"))
            }
        };
        self.say_problems("settings reloaded: ");
        effects
    }

    fn take_file(&mut self, path: &Path, problems: Vec<Problem>, valid_text: String) {
        path.clone_into(&mut self.settings.path);
        self.settings.valid_text = valid_text;
        self.settings.problems = problems;
        self.complain_again();
    }

    /// Reports the problems of the settings; called again whenever a reload may have cleared them.
    pub(in crate::app) fn complain_again(&mut self) {
        let mut problems = self.settings.problems.clone();
        problems.extend(Keymap::new(&self.settings.config.keys).1);
        let paths = [&self.settings.path, &self.settings.config.keys.path];
        let files = paths.map(|path| Origin::File(path.as_path().into()));
        self.diagnostics.forget(&files);
        self.diagnostics.add(problems);
        self.report_feed_problems();
    }

    /// Shows the first problem of the settings with its place, and the number of others.
    fn say_problems(&mut self, before: &str) {
        let of_keys = Keymap::new(&self.settings.config.keys).1;
        let mut problems = self.settings.problems.iter().chain(&of_keys);
        let Some(first) = problems.next() else { return };
        let key = self.key_of(Action::Problems);
        let more = match problems.count() {
            0 => format!("; {key} shows it"),
            more => format!("; {key} shows it and {more} more"),
        };
        let said = format!("{before}{}: {}{more}", first.place(), first.sentence());
        self.status = Status::Warning(said);
    }

    /// Applies settings, except for those that need a restart.
    fn apply_settings(&mut self, config: Config) -> Vec<Effect> {
        let config = self.settings.overrides.applied(config);
        let old = std::mem::replace(&mut self.settings.config, config);
        let new = &self.settings.config;
        self.read_after = new.read_after;
        self.pipe_limit = new.pipe_limit;
        self.text_width = new.text_width.unwrap_or(u16::MAX);
        self.reader.wrap_code(new.wrap_code);
        let mut effects = Vec::new();
        if (new.mouse, new.links, new.bidi) != (old.mouse, old.links, old.bidi) {
            let (mouse, links, bidi) = (new.mouse, new.links, new.bidi);
            effects.push(Effect::Terminal(TerminalEffect::UseTerminal { mouse, bidi, links }));
        }
        if new.images != old.images {
            self.pictures.use_settings(new.images);
            effects.push(Effect::Terminal(TerminalEffect::UseGraphics(new.images)));
            effects.push(Effect::Job(Job::UseImages(new.images)));
        }
        if new.browser != old.browser {
            effects.push(Effect::Job(Job::UseBrowser(new.browser.clone())));
        }
        if new.openers != old.openers {
            effects.push(Effect::Job(Job::UseOpeners(new.openers.clone())));
        }
        if new.theme != old.theme || new.themes != old.themes {
            self.theming.set_usual(new);
            effects.push(Effect::Terminal(TerminalEffect::UseThemes(
                new.theme.clone(),
                new.themes.clone(),
            )));
        }
        if new.keys != old.keys {
            self.keymap = Keymap::new(&new.keys).0;
            self.complain_again();
        }
        let new = self.settings.config.clone();
        if new.mute != old.mute {
            self.mutes.fixed = new.mute.iter().map(|rule| rule.query.clone()).collect();
            self.apply_mutes();
        }
        if new.views != old.views {
            self.set_views(&new);
        }
        if new.watch != old.watch {
            effects.push(Effect::Job(Job::UseWatch(new.watch)));
        }
        if new.sync != old.sync {
            effects.push(Effect::Job(Job::UseSync(new.sync)));
        }
        if new.stories != old.stories {
            self.store.read_apart(!new.stories);
            self.list.set_stories(new.stories, &self.store, self.now);
            self.sidebar.recount(&self.store);
        }
        if (new.stories, new.watch) != (old.stories, old.watch) && self.is_complete() {
            effects.extend(self.reload());
        }
        effects
    }

    fn set_views(&mut self, config: &Config) {
        self.drop_picks();
        self.searched = None;
        self.list.set_views(View::all(config, self.now), &self.store, self.now);
        self.arrivals.forget();
        self.refresh_related();
    }

    /// Changes a setting until newswire quits or the settings file changes.
    pub(in crate::app) fn set(&mut self, name: &str, value: &str) -> Vec<Effect> {
        match self.settings.changed(name, value) {
            Err(mistake) => {
                self.status = Status::Warning(mistake);
                Vec::new()
            }
            Ok(config) => {
                // An explicit choice takes precedence over the command line.
                let overrides = &mut self.settings.overrides;
                overrides.stories &= name != "stories";
                overrides.watch &= name != "watch";
                let effects = self.apply_settings(config);
                let rest = config::without(&self.settings.valid_text, name);
                self.settings.valid_text = format!("{rest}\n{name}: {value}");
                self.status = Status::info(format!("{name}: {}, for now", text::line(value)));
                effects
            }
        }
    }
}
