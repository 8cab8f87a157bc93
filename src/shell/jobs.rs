//! Work off the drawing thread: loading, reading bodies and files, opening links. Every result
//! comes back through the inbox.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Job;
use crate::app::Message;
use crate::app::NewFeed;
use crate::app::Openers;
use crate::article::Pool;
use crate::cli::YOUR_FEEDS;
use crate::config::Opener;
use crate::config::Watch;
use crate::load;
use crate::load::Batch;
use crate::load::Contents;
use crate::load::Input;
use crate::load::Statistics;
use crate::load::WatchHandle;
use crate::load::Watcher;
use crate::picture::ImageCache;
use crate::problem::Problem;
use crate::state::Record;
use crate::state::ResumePoint;
use crate::store;
use crate::store::StoryText;
use crate::text;

use super::bodies::Bodies;
use super::downloads::Downloads;
use super::feeds::Feeds;
use super::opening::{Link, open_links};
use super::pictures::Pictures;
use super::state_worker::StateWorker;
use super::timer::Timer;
use super::{Event, Session, clipboard, pipe, settings};

/// How much of a file the list of problems shows.
const HEAD_BYTES: u64 = 256 * 1024;

/// Starts jobs and holds the channels to their threads.
pub(super) struct Jobs {
    session: Arc<Session>,
    /// How changed files are detected after the load.
    watch: Arc<Mutex<Watch>>,
    outbox: Sender<Event>,
    pool: Arc<Pool>,
    /// Number of the current load, which also covers watching its files.
    number: u32,
    /// Stops the current load.
    stop: Arc<AtomicBool>,
    /// Controls the watcher of the files of the last load.
    watch_handle: Option<WatchHandle>,
    bodies: Bodies,
    links: Sender<Link>,
    browser: Option<String>,
    openers: Openers,
    read_timer: Timer,
    key_timeout: Timer,
    version_timeout: Timer,
    /// Triggers a check of the settings file.
    settings: Sender<()>,
    feeds: Feeds,
    downloads: Downloads,
    pub(super) state: StateWorker,
    pub(super) pictures: Pictures,
}

impl Jobs {
    pub(super) fn new(session: Session, outbox: Sender<Event>) -> Self {
        let bodies = Bodies::new(outbox.clone());
        let session = Arc::new(session);
        let (links, asked) = mpsc::channel();
        let (out, browser) = (outbox.clone(), session.config.browser.clone());
        let openers = Openers::new(&session.config.openers);
        thread::spawn(move || open_links(&asked, &out));
        let read_timer =
            Timer::new(outbox.clone(), |visit| Event::Message(Message::ReadTimerElapsed(visit)));
        let key_timeout =
            Timer::new(outbox.clone(), |it| Event::Message(Message::KeyTimeoutElapsed(it)));
        let version_timeout = Timer::new(outbox.clone(), |_| Event::Version(String::new()));
        let state = StateWorker::start(&session, outbox.clone());
        let settings = settings::follow(&session, outbox.clone());
        let feeds = Feeds::start(&session, outbox.clone());
        let downloads = Downloads::new(outbox.clone());
        let (pool, stop) = (Arc::default(), Arc::default());
        let image_cache = session.cache.as_ref().map(|cache| ImageCache::within(cache.folder()));
        let pictures = Pictures::new(session.config.images, image_cache, outbox.clone());
        Self {
            watch: Arc::new(Mutex::new(session.config.watch)),
            session,
            outbox,
            pool,
            number: 0,
            stop,
            watch_handle: None,
            bodies,
            links,
            browser,
            openers,
            read_timer,
            key_timeout,
            version_timeout,
            settings,
            feeds,
            downloads,
            state,
            pictures,
        }
    }

    /// Starts a job.
    pub(super) fn start(&mut self, job: Job) {
        match job {
            Job::Load(number) => self.load(number),
            Job::Rescan => self.rescan(),
            Job::GroupStories { load, story_texts } => self.group_stories(load, story_texts),
            Job::ReadBody(request) => self.bodies.read(request),
            Job::ReadHead(path) => {
                self.spawn(move |session| Message::Head { lines: head(session, &path), path });
            }
            Job::Open(url) => self.open(url),
            Job::Pipe(pipe) => self.spawn(move |_| Message::Piped(pipe::run(pipe))),
            Job::StartReadTimer { visit, after } => self.read_timer.start(visit, after),
            Job::StartKeyTimeout { number, after } => self.key_timeout.start(number, after),
            Job::Keep(records) => self.state.keep(records),
            Job::Pictures(wanted) => self.pictures.ask(wanted),
            Job::UseImages(images) => self.pictures.use_settings(images),
            Job::UseWatch(watch) => {
                *self.watch.lock().unwrap_or_else(PoisonError::into_inner) = watch;
                self.watch_handle.iter().for_each(|watch_handle| watch_handle.watch(watch));
            }
            Job::Sync(scope) => self.feeds.sync(scope),
            Job::UseSync(when) => self.feeds.use_sync(when),
            Job::ReadClipboard => self.spawn(|_| Message::Clipboard(clipboard::paste())),
            Job::Download(download) => self.downloads.start(download),
            Job::StopDownload => self.downloads.stop(),
            Job::Probe(address) => self.feeds.probe(address),
            Job::StopProbe => self.feeds.stop_probe(),
            Job::Subscribe(feed) => self.subscribe(feed),
            Job::Unsubscribe(address) => self.feeds.unsubscribe(address),
            Job::ReadFeedLine(address) => self.feeds.read_line(address),
            Job::WriteFeedLine { address, words } => self.feeds.write_line(address, words),
            Job::UseBrowser(browser) => self.browser = browser,
            Job::UseOpeners(rules) => self.openers = Openers::new(&rules),
        }
    }

    /// Adds a feed. The first one replaces the built-in edition by the library.
    fn subscribe(&mut self, feed: NewFeed) {
        let folder = self.session.library.clone().filter(|_| self.feeds.is_shown());
        if let Some(folder) = folder.filter(|_| self.session.input == Input::Edition) {
            // If that fails, loading reports it.
            let _ = std::fs::create_dir_all(&folder);
            let (input, label) = (Input::Paths(vec![folder].into()), YOUR_FEEDS.to_owned());
            // If the inbox is gone, the program is ending.
            let _ = self.outbox.send(Event::Message(Message::Labelled(label.clone())));
            self.session = Arc::new(Session { input, label, ..(*self.session).clone() });
            self.load(self.number + 1);
        }
        self.feeds.subscribe(feed);
    }

    fn group_stories(&self, load: u32, story_texts: Vec<StoryText>) {
        self.spawn(move |_| {
            // Without an answer the reader would wait forever and never ask again.
            let group = AssertUnwindSafe(|| store::similarity(&story_texts));
            let groups = catch_unwind(group).unwrap_or_default();
            Message::StoriesGrouped { load, groups }
        });
    }

    /// Opens a link with the program that the settings choose. Links for a program that needs the
    /// terminal are passed to the loop.
    fn open(&self, url: String) {
        match self.openers.find(&url).cloned() {
            Some(Opener { run, terminal: true, .. }) => {
                // If the inbox is gone, the program is ending.
                let _ = self.outbox.send(Event::Foreground { run, url });
            }
            opener => {
                let program = opener.map(|opener| opener.run);
                let browser = program.or_else(|| self.browser.clone());
                // The thread that opens links runs for as long as this sender exists.
                let _ = self.links.send(Link { url, browser });
            }
        }
    }

    /// Saves the reading position for the next session.
    pub(super) fn keep_resume_point(&self, point: ResumePoint) {
        if let Some(opened) = &self.session.opened {
            let opened = opened.as_str().into();
            self.state.keep(vec![Record::ResumePoint(ResumePoint { opened, ..point })]);
        }
    }

    /// Copies text with a clipboard program, for terminals that do not support OSC 52.
    pub(super) fn copy(&self, text: String) {
        let outbox = self.outbox.clone();
        thread::spawn(move || {
            if let Err(cause) = clipboard::copy(&text) {
                let _ = outbox.send(Event::Message(Message::Done(Err(cause))));
            }
        });
    }

    /// Stops waiting for the terminal's version after `limit`.
    pub(super) fn await_version(&self, limit: Duration) {
        self.version_timeout.start(0, limit);
    }

    /// Checks for changes that the system may not have reported.
    pub(super) fn look_around(&self) {
        self.watch_handle.iter().for_each(WatchHandle::look);
        // If the thread that follows the settings has ended, there is nothing to check.
        let _ = self.settings.send(());
        self.feeds.check_file();
    }

    /// Scans the files again; reloads everything if the watcher has failed.
    fn rescan(&mut self) {
        if !self.watch_handle.as_ref().is_some_and(WatchHandle::rescan) {
            self.load(self.number + 1);
        }
    }

    fn load(&mut self, number: u32) {
        self.end_load();
        self.number = number;
        self.stop = Arc::default();
        let (session, pool, stop) = (self.session.clone(), self.pool.clone(), self.stop.clone());
        let (outbox, watch) = (self.outbox.clone(), Arc::clone(&self.watch));
        let (watch_handle, ear) = load::ear();
        self.watch_handle = Some(watch_handle);
        thread::spawn(move || {
            let tell = |message| {
                // If the inbox is gone, the program is ending.
                let _ = outbox.send(Event::Message(message));
            };
            let send = |batch| tell(Message::Loaded { load: number, batch });
            let note = |note| tell(Message::Done(Err(note)));
            let follow = |watcher: Watcher| {
                let watch = *watch.lock().unwrap_or_else(PoisonError::into_inner);
                watcher.follow(watch, &ear, &note);
            };
            let run = || follow(load_all(&session, &pool, &stop, &send));
            if catch_unwind(AssertUnwindSafe(run)).is_err() {
                let problem = Problem::error(Path::new("."), "internal error while loading")
                    .hint("R tries again; --log shows more");
                let problems = vec![problem];
                send(Batch::of(Contents { problems, finished: true, ..Contents::default() }));
            }
        });
    }

    fn end_load(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.watch_handle.iter().for_each(WatchHandle::end);
    }

    fn spawn(&self, job: impl FnOnce(&Session) -> Message + Send + 'static) {
        let (session, outbox) = (self.session.clone(), self.outbox.clone());
        thread::spawn(move || {
            // If the inbox is gone, the program is ending.
            let _ = outbox.send(Event::Message(ended(|| job(&session))));
        });
    }
}

/// Returns the result of a job. A panic becomes a message, so that the reader keeps running.
fn ended(job: impl FnOnce() -> Message) -> Message {
    caught(job).unwrap_or_else(|| Message::Done(Err("internal error; --log shows more".to_owned())))
}

/// Returns the result of some work; `None` if it panics.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.end_load();
    }
}

/// Reads everything; returns the watcher for later changes.
fn load_all<'a>(
    session: &'a Session,
    pool: &'a Pool,
    stop: &'a AtomicBool,
    send: &'a (dyn Fn(Batch) + Sync),
) -> Watcher<'a> {
    let began = Instant::now();
    let (statistics, watcher) =
        load::begin(&session.input, session.cache.as_ref(), pool, stop, send);
    let milliseconds = began.elapsed().as_millis();
    let Statistics { parsed, cached, .. } = statistics;
    tracing::info!(opened = session.label, milliseconds, parsed, cached, "load ended");
    watcher
}

fn head(session: &Session, path: &Path) -> Result<Vec<String>, Problem> {
    let content = load::head_of(&session.input, path, HEAD_BYTES)?;
    Ok(text::lines(&content).lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_panics_says_so() {
        let said = ended(|| panic!("this one"));
        let Message::Done(Err(why)) = said else { panic!("{said:?}") };
        assert_eq!(why, "internal error; --log shows more");
    }
}
